"""Whether today's law would answer otherwise stands apart from whether the certificate holds, and says why."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.loader import find, load

from .conftest import CASE, ON

ROOT = Path(__file__).parents[3]


@pytest.fixture
def changed(tmp_path: Path) -> Any:  # noqa: ANN401  # a function
    """The Danish law with a text replaced in one of its files."""

    def change(file: str, old: str, new: str) -> cr.Profile:
        folder = tmp_path / "dk"
        shutil.copytree(ROOT / "profiles" / "dk", folder, ignore=shutil.ignore_patterns("cases"))
        path = folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), encoding="utf-8")
        return cr.load_profile(path=folder)

    return change


def test_the_same_law_answers_the_same(kept: cr.Certificate, law: cr.Profile) -> None:
    found = cr.verify(kept)
    assert (found.equal, found.current.state, found.current.because) == (True, "same", ())
    assert found.current.profile == kept.law.profile
    assert found.profile.version == law.header.version


def test_without_a_profile_a_certificate_is_verified_all_the_same(
    kept: cr.Certificate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(find, "shipped", lambda: tmp_path)
    monkeypatch.setattr(find, "_announced", dict)
    monkeypatch.setattr(load, "examined", lambda _folder: pytest.fail("a profile was read"))
    found = cr.verify(kept.to_json())
    assert (found.holds, found.equal, found.current.state) == (True, True, "no_profile")
    assert found.origin.state == "not_known"
    assert "unknown_profile" in str(found.current.error)


def test_a_row_that_was_added_is_why(kept: cr.Certificate, changed: Any) -> None:  # noqa: ANN401
    old = '  { from = 2013-03-01, is = 8.00, law = "lov1244-2012" },\n]\n\n[rate.inddrivelsesrente_2013]'
    new = old.replace("\n]", '\n  { from = 2024-01-01, is = 9.00, law = "lov1244-2012" },\n]', 1)
    found = cr.verify(kept, profile=changed("interest.toml", old, new))
    assert found.equal
    assert found.current.state == "differs"
    assert found.current.first is not None
    # 12.75 % instead of 11.75 % for 122 of 366 days: 1477.50 × 0.1275 / 3 = 62.79
    first = found.current.first
    assert (first.path, first.was, first.answered) == ("booked.interest", "57.87", "62.79")
    whys = {(one.record, one.place): (one.before, one.after) for one in found.current.because}
    assert whys[("rate.procesrente", "margin, value, from 2024-01-01")] == (None, "9.00")
    assert {record for record, _ in whys} == {"rate.procesrente"}


def test_a_row_that_was_corrected_is_why(kept: cr.Certificate, changed: Any) -> None:  # noqa: ANN401
    found = cr.verify(
        kept, profile=changed("interest.toml", "from = 2024-01-01, is = 3.75", "from = 2024-01-01, is = 3.85")
    )
    (why,) = found.current.because
    assert (why.record, why.place) == ("series.nationalbank_lending", "value, from 2024-01-01")
    assert (why.before, why.after) == ("3.75", "3.85")


def test_a_row_of_another_time_changes_nothing(kept: cr.Certificate, changed: Any) -> None:  # noqa: ANN401
    found = cr.verify(
        kept, profile=changed("interest.toml", "from = 2010-01-01, is = 1.20", "from = 2010-01-01, is = 1.30")
    )
    assert (found.equal, found.current.state, found.current.because) == (True, "same", ())


def test_another_default_of_a_reading_is_why(law: cr.Profile, changed: Any) -> None:  # noqa: ANN401
    case = cr.load_case(CASE)
    kept = cr.certificate(cr.standing(case, law, on=ON), case, law)
    other = changed("interest.toml", 'payment_day = "counted"\n# Awarded', 'payment_day = "not_counted"\n# Awarded')
    assert cr.verify(kept, profile=other).current.state == "same"  # nothing was paid
    paid = cr.load_case(CASE | {"events": [{"on": "2024-03-01", "kind": "payment", "amount": "100.00"}]})
    kept = cr.certificate(cr.standing(paid, law, on=ON), paid, law)
    (why,) = cr.verify(kept, profile=other).current.because
    assert (why.record, why.place) == ("interest.default", "payment_day")
    assert (why.before, why.after) == ("counted", "not_counted")


def test_a_law_that_no_longer_answers_says_so_and_why(kept: cr.Certificate, changed: Any) -> None:  # noqa: ANN401
    other = changed("profile.toml", "first_day = 2002-08-01", "first_day = 2024-02-15")
    found = cr.verify(kept, profile=other)
    assert found.equal
    assert found.current.state == "not_answered"
    assert "not_modelled" in str(found.current.error)


def test_a_holiday_that_was_added_is_why(law: cr.Profile, changed: Any) -> None:  # noqa: ANN401
    # Three years after the due day the claim is barred: on Wednesday 8 May 2024, the day before Ascension Day.
    claim = CASE["claims"][0] | {"arose": "2021-04-01", "due": "2021-05-08"}
    case = cr.load_case(CASE | {"claims": [claim], "events": []})
    now = cr.standing(case, law, on="2024-05-01")
    assert "2024-05-08" in {str(clock.ends) for clock in now.clocks if clock.kind == "limitation"}
    other = changed("days.json", '"2024-05-09"', '"2024-05-08", "2024-05-09"')
    found = cr.verify(cr.certificate(now, case, law), profile=other)
    assert (found.equal, found.current.state) == (True, "differs")
    (why,) = found.current.because
    assert (why.record, why.place, why.before, why.after) == ("holidays.dk", "2024-05-08", None, "2024-05-08")


def test_what_has_no_case_is_held_against_the_record_it_named(law: cr.Profile, changed: Any) -> None:  # noqa: ANN401
    asked: dict[str, Any] = {"name": "fee.reminder", "on": "2024-01-15"}
    kept = cr.certificate(cr.tariff(law, **asked), None, law, arguments=asked)
    other = changed("interest.toml", "from = 2024-01-01, is = 3.75", "from = 2024-01-01, is = 3.85")
    assert cr.verify(kept, profile=other).current.state == "same"
    (amount,) = [one["words"]["amount"] for one in kept.law.records if one["name"] == "reminder"]
    assert "100" in str(amount)
