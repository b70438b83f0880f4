"""Bad days that no older test throws at the engine."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest

import collectrules as cr

from .common import ON, SHIPPED, TOML_CASE, answered, document, law, refused


@pytest.mark.parametrize("due", ["2200-12-31", "2200-12-30"])
def test_a_claim_that_falls_due_on_the_last_days_there_are_is_answered_or_not_modelled(due: str) -> None:
    """Where the last is the due day, interest would begin on 1 January 2201, which is no day of any document."""
    begins = {"2200-12-31": None, "2200-12-30": dt.date(2200, 12, 31)}[due]
    told: set[dt.date | None] = set()
    for name in SHIPPED:
        case = cr.load_case(
            document(claim={"due": due}) | {"jurisdiction": name, "currency": law(name).header.currency}
        )
        for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement):
            with suppress(cr.NotModelled):  # the holidays of the year in which it is barred
                found = answer(case, law(name), on="2026-06-30")
                assert cr.load(cr.dump(found)) == found
                told |= {terms.first_day for terms in found.terms} if isinstance(found, cr.Statement) else set()
    assert told - {None} <= {begins}


def test_a_claim_that_fell_due_before_every_law_is_not_modelled() -> None:
    case = cr.load_case(document(claim={"due": "1900-01-01", "arose": None, "invoiced": None}))
    with pytest.raises(cr.NotModelled):
        cr.standing(case, law(), on=ON)


@pytest.mark.parametrize("on", ["2199-12-31", "2200-12-31"])
def test_nothing_is_looked_at_again_after_the_last_day(on: str) -> None:
    for name in SHIPPED:
        case = cr.load_case(document() | {"jurisdiction": name, "currency": law(name).header.currency})
        with suppress(cr.NotModelled):
            found = cr.standing(case, law(name), on=on, assume="carry_forward")
            assert cr.load(cr.dump(found)) == found
            assert found.look_again_on is None or found.look_again_on <= dt.date(2200, 12, 31)


def test_a_rate_that_changes_on_the_leap_day_touches_each_day_once() -> None:
    """8.05 % by law to 28 February 2020, 5 % as agreed from the 29th: 1,000.00 for 59 and 2 days of 366."""
    agreed = {"id": "r", "kind": "rate_agreed", "on": "2020-02-29", "percent": "5.00"}
    found = answered(agreed, claim={"due": "2019-12-31"}, on="2020-03-01")
    rows = [(str(row.from_), str(row.to), row.days, str(row.rate)) for row in found.interest]
    assert rows == [("2020-01-01", "2020-02-28", 59, "8.05"), ("2020-02-29", "2020-03-01", 2, "5.00")]
    assert str(found.owed.interest) == "13.25"  # 10 × (8.05 × 59 + 5.00 × 2) / 366 = 13.2499


@pytest.mark.parametrize("word", ["recorded", "received", "sent", "deadline", "until"])
@pytest.mark.parametrize("day", ["2024-02-30", "20240101", "9999-12-31", 20190101, True, "01-02-2024"])
def test_every_day_of_an_event_is_read_as_strictly(word: str, day: object) -> None:
    kind = "settlement_offered" if word == "until" else "reminder"
    code = "date_range" if day == "9999-12-31" else "date_format"
    refused(document({"kind": kind, "on": "2019-01-03", word: day}), code, f"events[0].{word}")


def test_a_key_named_on_stays_a_key_and_a_bare_no_is_no_country() -> None:
    """YAML reads the one as true and the other as false; TOML keeps the one and refuses the other."""
    source = TOML_CASE % '"1000.00"'
    assert str(cr.load_case(source + '[[events]]\non = 2024-01-01\nkind = "note"\n').events[0].on) == "2024-01-01"
    refused(source.replace('"DK"', "NO"), "not_json_or_toml")
