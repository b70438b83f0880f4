"""Whether the law of a certificate is that of the profile it names is told where it can be told, and no more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.certifying.documents import Certificate, LawUsed
from collectrules.certifying.reading import digest_of, digest_of_all, profile_in
from collectrules.cli import main

from .conftest import ON, record

ROOT = Path(__file__).parents[3]


def made_anew(document: dict[str, Any]) -> dict[str, Any]:
    """What a forger makes: the answer of the law in it, and both digests of what stands there now."""
    used = LawUsed.model_validate(document["law"])
    document["result"] = cr.dump(cr.standing(cr.load_case(document["case"]), profile_in(used), on=ON))
    document["law"]["digest"] = digest_of(used)
    document["digest"] = digest_of_all(Certificate.model_validate(document))
    return document


def set_rate(document: dict[str, Any]) -> None:
    record(document, "rate", "procesrente")["margin"]["value"][0]["is"]["is"]["$number"] = "9.75"


def leave_out(document: dict[str, Any]) -> None:
    document["law"]["records"] = [one for one in document["law"]["records"] if one["name"] != "fell_overdue"]


def turn_stages(document: dict[str, Any]) -> None:
    places = [place for place, one in enumerate(document["law"]["records"]) if one["kind"] == "stage"]
    rows = document["law"]["records"]
    rows[places[0]], rows[places[1]] = rows[places[1]], rows[places[0]]


def another_holiday(document: dict[str, Any]) -> None:
    document["law"]["days"]["dk"] = sorted([*document["law"]["days"]["dk"], "2024-05-08"])


def another_record(document: dict[str, Any]) -> None:
    (one,) = [one for one in document["law"]["records"] if one["name"] == "wages"]
    document["law"]["records"].insert(document["law"]["records"].index(one), one | {"name": "wages_of_mine"})


def rename(document: dict[str, Any]) -> None:
    document["law"]["header"]["name"] = "The law of nowhere"


@pytest.mark.parametrize(
    ("change", "place", "before", "after"),
    [
        (set_rate, ("rate.procesrente", "margin, value, from 2013-03-01"), "9.75", "8.00"),
        (leave_out, ("act.fell_overdue", ""), None, "Forfald: the day to pay in time has passed"),
        (turn_stages, ("stage", "order"), ..., ...),
        (another_holiday, ("holidays.dk", "2024-05-08"), "2024-05-08", None),
        (another_record, ("payday.wages_of_mine", ""), ..., None),
        (rename, ("profile", "name"), "The law of nowhere", "Denmark"),
    ],
)
def test_a_law_that_is_not_its_profiles_is_named_though_it_gives_its_answer(
    document: dict[str, Any], law: cr.Profile, change: Callable[[dict[str, Any]], None], place: tuple[str, str],
    before: object, after: object,
) -> None:  # fmt: skip
    change(document)
    found = cr.verify(made_anew(document), profile=law)
    assert (found.equal, found.holds, found.origin.state) == (True, False, "law_not_of_its_profile")
    first = found.origin.first
    assert first is not None
    assert (first.record, first.place) == place
    assert before in {..., first.before}
    assert after in {..., first.after}


def test_words_that_no_fingerprint_is_of_may_be_others(document: dict[str, Any], law: cr.Profile) -> None:
    # Two profiles of one fingerprint may say otherwise what a rule is about, and when somebody last looked.
    record(document, "rate", "procesrente")["what"] = "interest"
    record(document, "rate", "procesrente")["margin"]["checked"] = {"$day": "2020-01-01"}
    record(document, "law", "rentel-5-1")["title"] = "Interest Act"
    record(document, "reading", "day_count")["question"] = "How are days counted?"
    found = cr.verify(made_anew(document), profile=law)
    assert (found.holds, found.origin.state) == (True, "of_its_profile")


def test_it_is_held_against_the_installed_profile_even_where_another_is_passed(document: dict[str, Any]) -> None:
    set_rate(document)
    found = cr.verify(made_anew(document), profile=cr.load_profile("AT"))
    assert (found.holds, found.origin.state) == (False, "law_not_of_its_profile")


def test_of_a_profile_that_is_not_at_hand_nothing_is_known(document: dict[str, Any], law: cr.Profile) -> None:
    document["law"]["profile"]["fingerprint"] = "0" * 16
    set_rate(document)
    found = cr.verify(made_anew(document), profile=law)
    assert (found.equal, found.holds, found.origin.state) == (True, True, "not_known")
    assert found.origin.first is None


def test_what_another_engine_left_out_is_not_known(document: dict[str, Any], law: cr.Profile) -> None:
    """A later engine may ask a profile for more than the earlier one that wrote the certificate."""
    leave_out(document)
    document["engine"] = "0.0.1"
    assert cr.verify(made_anew(document), profile=law).origin.state == "not_known"


def test_the_profile_it_names_is_the_one_its_law_is_of(document: dict[str, Any]) -> None:
    document["law"]["profile"]["version"] = "2020.1"
    first = cr.verify(made_anew(document)).first
    assert first is not None
    assert (first.path, first.was, first.answered) == ("law.profile.version", "2020.1", "2026.11")


def test_a_profile_whose_tables_stand_in_another_order_is_still_the_one(
    kept: cr.Certificate, law: cr.Profile, tmp_path: Path
) -> None:
    """No fingerprint is of the order in which the facts of a condition stand."""
    folder = tmp_path / "dk"
    shutil.copytree(ROOT / "profiles" / "dk", folder, ignore=shutil.ignore_patterns("cases"))
    text = (folder / "fees.toml").read_text("utf-8")
    turned = text.replace('{ claim_law = "private", overdue = true }', '{ overdue = true, claim_law = "private" }')
    assert turned != text
    (folder / "fees.toml").write_text(turned, encoding="utf-8")
    other = cr.load_profile(path=folder)
    assert other.fingerprint == law.fingerprint
    assert cr.verify(kept, profile=other).origin.state == "of_its_profile"


# On the command line ---------------------------------------------------------------------------------------

SAID = {
    "en": ("its law is not that of DK 2026.11", "certificate holds", "cannot be told here"),
    "de": ("ist nicht das von DK 2026.11", "Zertifikat hält:", "lässt sich hier nicht sagen"),
    "da": ("dets lov er ikke den i DK 2026.11", "Certifikatet holder:", "kan ikke afgøres her"),
    "fr": ("n'est pas celui de DK 2026.11", "Le certificat tient", "On ne peut dire ici"),
    "it": ("non è quello di DK 2026.11", "Il certificato regge", "Non si può dire qui"),
}


def verified(document: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    path = folder / "kept.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    status = main(["verify", str(path), *more])
    return status, " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("language", SAID)
def test_it_is_told_in_every_language(
    document: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    set_rate(document)
    foreign, holds, unknown = SAID[language]
    status, out = verified(made_anew(document), tmp_path, capsys, "--lang", language)
    assert (status, foreign in out, holds in out) == (1, True, False)
    assert 'rate.procesrente, margin, value, from 2013-03-01: "9.75" > "8.00"' in out
    document["law"]["profile"]["fingerprint"] = "0" * 16
    status, out = verified(made_anew(document), tmp_path, capsys, "--lang", language)
    assert (status, holds in out, unknown in out, foreign in out) == (0, True, True, False)


def test_a_missing_digest_is_told(document: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del document["digest"]
    status, out = verified(document, tmp_path, capsys)
    assert (status, "has no digest of its own" in out, "certificate holds" in out) == (1, True, False)
    status, out = verified(document, tmp_path, capsys, "--json")
    assert (status, json.loads(out)["first"]["path"]) == (1, "digest")
