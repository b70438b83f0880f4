"""Rows whose facts a case, a profile or a call carries: parties, payee, numbers, channels, notes, questions, a log."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    Case,
    Profile,
    account_letter,
    audit,
    dumps,
    load,
    load_case,
    load_profile,
    next_steps,
    notice,
    standing,
    statement,
)
from collectrules.answers.timelines import entries
from collectrules.portfolio import Filter, overview
from tests.rows.test_paper_rows import GROUND, PARTIES

PortalCase = Callable[..., Case]
DEMANDED = {"on": "2018-11-04", "kind": "collection_notice"}


# EI-02: what kind of creditor, and whether he deducts VAT -------------------------------------------------------


@pytest.mark.parametrize(("recovers", "owed"), [(True, "700.00"), (False, "875.00")])
def test_vat_is_added_to_a_collectors_fee_only_for_a_creditor_who_cannot_deduct_it(
    dk: Profile, portal_case: PortalCase, recovers: bool, owed: str
) -> None:
    """Table A of 2016: 700 kr. without VAT for a claim of 1,001 to 2,500; a quarter of that is the VAT, 175."""
    billed = [
        {"on": "2018-11-20", "kind": "handed_over", "to": "collector"},
        {"on": "2018-11-21", "kind": "charge", "cost": "collector_fee", "amount": "1000.00"},
    ]
    case = portal_case(
        DEMANDED, *billed, creditor={"kind": "business", "recovers_vat": recovers}, debtor={"kind": "consumer"}
    )
    found = standing(case, dk, on="2018-11-22")
    assert (found.owed.costs, found.booked.costs) == (Decimal(owed), 1000)


@pytest.mark.parametrize(("kind", "owed"), [("business", 310), ("consumer", 0), ("public", 0)])
def test_compensation_is_owed_to_a_creditor_in_business_alone(
    dk: Profile, portal_case: PortalCase, kind: str, owed: int
) -> None:
    case = portal_case({"on": "2018-11-20", "kind": "compensation_claimed"}, creditor={"kind": kind})
    assert standing(case, dk, on="2018-11-21").owed.fees == owed


# EI-03: whom to pay --------------------------------------------------------------------------------------------


def test_the_creditor_and_his_account_stand_in_letters_and_statements_and_not_in_the_case(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(DEMANDED)
    letter = notice(case, dk, "reminder", on="2018-11-16", parties=PARTIES, particulars=GROUND, language="en").letter
    shown = account_letter(statement(case, dk, on="2018-11-16"), dk, kind="debtor", parties=PARTIES, language="en")
    for paper in (letter, shown.letter):
        assert "Please pay to account 0123 456." in paper.paragraphs
        assert paper.sender == ("The creditor", "Street 1")
    assert "0123 456" not in dumps(case)


def test_a_letter_without_an_account_to_pay_to_names_what_is_missing(dk: Profile, portal_case: PortalCase) -> None:
    nowhere = PARTIES | {"creditor": {"name": "The creditor", "address": ["Street 1"]}}
    made = notice(
        portal_case(), dk, "reminder", on="2018-11-16", parties=nowhere, particulars=GROUND, pay_by="2018-11-26"
    )
    assert [(one.key, one.needs) for one in made.missing] == [("how_to_pay", ("parties.creditor.account",))]


# EI-50: the court's number -------------------------------------------------------------------------------------


def test_the_number_of_each_authority_is_kept_on_the_case_and_the_case_is_found_by_it(
    dk: Profile, portal_case: PortalCase
) -> None:
    filed = {"on": "2018-11-20", "kind": "payment_order_filed", "reference": "FS 12-345/2018"}
    case = portal_case(DEMANDED, filed, references={"court": "FS 12-345/2018", "collector": "A-77"})
    other = portal_case(id="other", references={"court": "FS 12-346/2018"})
    kept = Filter(references=frozenset({"FS 12-345/2018"}))
    (row,) = overview([case, other], dk, on="2018-11-21", kept=kept).rows
    assert (row.case, dict(row.references)) == ("E-I-235/18", {"court": "FS 12-345/2018", "collector": "A-77"})
    assert load_case(dumps(case)).events[1].reference == "FS 12-345/2018"


def test_a_form_to_an_office_asks_for_its_number_and_prints_it() -> None:
    ch = load_profile("CH")
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1032.25", "arose": "2025-11-03", "due": "2026-01-05",
             "due_agreed": True}  # fmt: skip
    case = load_case(
        {"id": "x", "jurisdiction": "CH", "region": "ZH", "currency": "CHF", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer", "natural": True, "registered": False}, "claims": [claim],
         "events": [{"on": "2026-02-02", "kind": "payment_order_served"},
                    {"on": "2026-02-16", "kind": "creditors_copy_received"}]}
    )  # fmt: skip
    parties = PARTIES | {"office": {"name": "The office", "address": ["Square 3"]}}

    def form(**more: str) -> Any:  # noqa: ANN401  # a notice
        about = {"1": {"ground": "Work", **more}}
        return notice(case, ch, "continuation_requested", on="2026-03-02", parties=parties, particulars=about)

    assert "file_number" in {one.key for one in form().missing}
    numbered = form(file_number="217004")
    assert "file_number" not in {one.key for one in numbered.missing}
    assert "217004" in numbered.text


# EI-64: in which form and by which channel ---------------------------------------------------------------------


@pytest.fixture
def own_court(dk: Profile, tmp_path: Path) -> Profile:
    """Danish law as a court district may want it: another form of the paper, and by electronic mail."""
    folder = tmp_path / "dk"
    shutil.copytree(dk.folder, folder)
    more = '["complete_form", "sent_by_email", "copy_to_creditor"]'
    for name, before, after in (
        ("notices.toml", 'form       = "official_form"', 'form       = "text"'),
        ("acts.toml", 'needs     = ["complete_form"]', f"needs     = {more}"),
    ):
        text = (folder / name).read_text("utf-8")
        assert text.count(before) == 1
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    return load_profile(path=folder)


def test_how_a_court_wants_its_papers_is_told_by_the_profile_and_changed_there(
    dk: Profile, own_court: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(DEMANDED)

    def asked(law: Profile) -> tuple[str, list[str]]:
        (step,) = [
            one for one in next_steps(case, law, on="2018-11-20").proposals if one.action == "payment_order_filed"
        ]
        paper = notice(case, law, step.action, on="2018-11-20", parties=PARTIES, particulars=GROUND)
        return paper.form, [need for need in step.needs if need.startswith("document:")]

    # RPL § 477 b: the form of the courts, every box filled; the dossier has no law on the channel.
    assert asked(dk) == ("official_form", ["document:complete_form"])
    assert asked(own_court) == (
        "text",
        ["document:complete_form", "document:sent_by_email", "document:copy_to_creditor"],
    )


def test_the_channel_of_a_paper_is_kept_with_what_became_of_it(dk: Profile, portal_case: PortalCase) -> None:
    filed = {"on": "2018-11-20", "kind": "payment_order_filed", "channel": "email", "delivery": "received"}
    case = load_case(dumps(portal_case(DEMANDED, filed)))
    assert (case.events[1].channel, case.events[1].delivery) == ("email", "received")
    assert standing(case, dk, on="2018-11-21").stage == "payment_order_pending"


def test_the_profile_says_what_the_channel_of_a_letter_does() -> None:
    """Germany: the material cost of a letter is 2.50 by practice, that of an electronic one about nothing."""
    de = load_profile("DE")
    claim = {"id": "1", "kind": "goods_or_services", "amount": "500.00", "arose": "2025-11-03", "due": "2026-01-05",
             "due_is": "agreed"}  # fmt: skip
    owed = {}
    for channel in ("post", "email"):
        # The first letter puts the debtor in default at no cost where no day was agreed; here the day was.
        letter = {"on": "2026-02-10", "kind": "reminder", "received": "2026-02-12", "channel": channel, "fee": "2.50"}
        case = load_case(
            {"id": "x", "jurisdiction": "DE", "region": "BY", "currency": "EUR", "creditor": {"kind": "business"},
             "debtor": {"kind": "consumer"}, "claims": [claim], "events": [letter]}
        )  # fmt: skip
        owed[channel] = str(standing(case, de, on="2026-02-20").owed.fees)
    assert owed == {"post": "2.50", "email": "0.00"}


# EI-96, AC-05: what is noted, and what is asked ----------------------------------------------------------------


def test_a_note_is_kept_with_its_number_and_changes_nothing(dk: Profile, portal_case: PortalCase) -> None:
    note = {"on": "2018-11-06", "kind": "note", "reference": "N-4", "by": "anna", "comment": "rang, nobody there"}
    first = {"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}
    case, without = (portal_case(first, *more, workflow="standard") for more in ([note], []))
    (told,) = [one for one in entries(case) if one.kind == "note"]
    assert (told.category, told.by, told.comment) == ("note", "anna", "rang, nobody there")
    assert load_case(dumps(case)).events[1].reference == "N-4"
    for on in ("2018-11-06", "2018-11-20"):
        steps = [[(one.action, one.status, one.on) for one in next_steps(each, dk, on=on).proposals]
                 for each in (case, without)]  # fmt: skip
        assert steps[0] == steps[1] != []
        assert standing(case, dk, on=on).owed == standing(without, dk, on=on).owed
    assert audit(case, dk, on="2018-11-20").findings == audit(without, dk, on="2018-11-20").findings


def test_a_case_waits_for_the_answer_to_a_question_and_goes_on_when_it_comes(
    dk: Profile, portal_case: PortalCase
) -> None:
    """The agency asks its client; an answer is wanted by the 30th. Twelve days after the first letter is the 16th."""
    first = {"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}
    asked = {"on": "2018-11-06", "kind": "message", "by": "agency", "comment": "is the address right?"}
    wait = {"on": "2018-11-06", "kind": "pause", "until": "2018-11-30"}
    answer = {"on": "2018-11-20", "kind": "message", "by": "client", "comment": "it is"}
    go_on = {"on": "2018-11-20", "kind": "resume"}

    def planned(*events: dict[str, str]) -> list[tuple[str, str, bool, str | None]]:
        found = next_steps(portal_case(first, *events, workflow="standard"), dk, on="2018-11-20").proposals
        return [
            (str(one.on), one.status, one.recommended, one.deferred_by) for one in found if one.action == "reminder"
        ]

    assert planned(asked) == [("2018-11-16", "open", True, None)]  # a message alone holds nothing up
    assert planned(asked, wait) == [("2018-12-01", "open", False, "pause")]
    assert planned(asked, wait, answer, go_on) == [("2018-11-16", "open", True, None)]
    told = [
        (one.on.isoformat(), one.by, one.comment)
        for one in entries(portal_case(first, asked, wait, answer, go_on, workflow="standard"))
        if one.category == "message"
    ]
    assert told == [("2018-11-06", "agency", "is the address right?"), ("2018-11-20", "client", "it is")]


# IW-16: what was asked -----------------------------------------------------------------------------------------


def test_kept_answers_are_a_log_of_what_was_asked_and_can_be_asked_again(dk: Profile, portal_case: PortalCase) -> None:
    """Every answer names its kind, its case, its day, and the engine and the law it rests on."""
    case = portal_case(DEMANDED)
    asked = [
        standing(case, dk, on="2018-11-11"), next_steps(case, dk, on="2018-11-30"), audit(case, dk, on="2018-12-01"),
    ]  # fmt: skip
    log = "\n".join(map(dumps, asked))
    november = [line for line in map(json.loads, log.splitlines()) if line["on"].startswith("2018-11")]
    assert [(line["answer"], line["case"], line["on"]) for line in november] == [
        ("standing", "E-I-235/18", "2018-11-11"), ("next", "E-I-235/18", "2018-11-30"),
    ]  # fmt: skip
    for line in november:
        assert line["profile"] == {"id": "DK", "version": dk.header.version, "fingerprint": dk.fingerprint}
        assert line["engine"]
    again = standing(case, dk, on=november[0]["on"])
    assert load(november[0]) == again
