"""Limitation of OR 127 to 138, of loss certificates (SchKG 149a) and of premiums (ATSG 24), with reminder fees beside.

Expected days are counted by hand; a day off moves to the next weekday that is no national holiday.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, audit, next_steps, standing

MakeCase = Callable[..., Case]
Event = dict[str, Any]
FIVE = ("rent", "maintenance", "medical", "wage")
TEN = ("loan", "consumer_credit", "damages", "other")


def ends(case: Case, ch: Profile, on: str = "2026-06-01", **readings: str) -> set[str]:
    """The last day of every part of the claim."""
    clocks = standing(case, ch, on=on, readings=readings).clocks
    return {str(clock.ends) for clock in clocks if clock.kind == "limitation"}


@pytest.mark.parametrize("kind", FIVE)
def test_five_years(ch: Profile, make: MakeCase, kind: str) -> None:
    assert ends(make(kind=kind, due="2026-03-05"), ch) == {"2031-03-05"}


@pytest.mark.parametrize("kind", TEN)
def test_ten_years(ch: Profile, make: MakeCase, kind: str) -> None:
    assert ends(make(kind=kind, due="2026-03-05"), ch) == {"2036-03-05"}


@pytest.mark.parametrize(("option", "end"), [("five_years", "2031-03-05"), ("ten_years", "2036-03-05")])
def test_supplies_by_the_reading(ch: Profile, make: MakeCase, option: str, end: str) -> None:
    assert ends(make(due="2026-03-05"), ch, supply_limitation=option) == {end}


@pytest.mark.parametrize(
    ("due", "end"),
    [
        ("2026-02-15", "2031-02-17"),  # Saturday 15 February 2031, the next Monday
        ("2026-02-16", "2031-02-17"),  # Sunday
        ("2026-02-17", "2031-02-17"),
        ("2026-01-01", "2031-01-02"),  # New Year
        ("2026-12-25", "2031-12-26"),  # Christmas 2031, a Thursday; the day after is none of the whole country
        ("2027-08-01", "2032-08-02"),  # a Sunday and the national holiday
    ],
)
def test_a_last_day_off_moves(ch: Profile, make: MakeCase, due: str, end: str) -> None:
    assert ends(make(kind="rent", due=due), ch, "2027-08-02") == {end}


@pytest.mark.parametrize(
    ("event", "end"),
    [
        ({"kind": "acknowledgement", "form": "conduct"}, "2031-04-07"),
        ({"kind": "acknowledgement", "form": "in_writing"}, "2036-04-07"),
        ({"kind": "acknowledgement", "form": "signed_enforceable"}, "2036-04-07"),
        ({"kind": "title_obtained", "title": "judgment"}, "2036-04-07"),
        ({"kind": "title_obtained", "title": "debt_acknowledgement"}, "2036-04-07"),
        ({"kind": "reminder", "received": "2026-04-08"}, "2031-03-05"),
        ({"kind": "collection_notice", "received": "2026-04-08"}, "2031-03-05"),
        ({"kind": "letter"}, "2031-03-05"),
        ({"kind": "handed_over"}, "2031-03-05"),
    ],
)
def test_what_interrupts_and_what_does_not(ch: Profile, make: MakeCase, event: Event, end: str) -> None:
    assert ends(make({"on": "2026-04-07"} | event, kind="rent", due="2026-03-05"), ch) == {end}


@pytest.mark.parametrize(("option", "end"), [("no_effect", "2031-03-05"), ("interrupts", "2031-04-07")])
def test_a_request_withdrawn_at_once_by_the_reading(ch: Profile, make: MakeCase, option: str, end: str) -> None:
    case = make({"on": "2026-04-07", "kind": "silent_enforcement_requested"}, kind="rent", due="2026-03-05")
    assert ends(case, ch, silent_enforcement=option) == {end}


def test_a_lawsuit_holds_the_end_up_and_begins_anew(ch: Profile, make: MakeCase) -> None:
    filed = {"on": "2026-05-04", "kind": "lawsuit_filed"}
    pending = standing(make(filed, kind="rent", due="2026-03-05"), ch, on="2040-01-02")
    assert {clock.state for clock in pending.clocks if clock.kind == "limitation"} == {"suspended"}
    ended = make(filed, {"on": "2032-02-09", "kind": "lawsuit_ended"}, kind="rent", due="2026-03-05")
    assert ends(ended, ch, "2032-06-01") == {"2037-02-09"}
    judged = make(filed, {"on": "2032-02-09", "kind": "lawsuit_judgment"}, kind="rent", due="2026-03-05")
    assert ends(judged, ch, "2032-06-01") == {"2042-02-10"}  # 9 February 2042 is a Sunday


def test_what_has_run_out_is_barred_and_not_revived(ch: Profile, make: MakeCase) -> None:
    late = {"on": "2031-03-06", "kind": "acknowledgement", "form": "conduct"}
    case = make(late, kind="rent", due="2026-03-05")
    assert (standing(case, ch, on="2031-03-05").stage, standing(case, ch, on="2031-03-06").stage) == (
        "overdue",
        "barred",
    )
    assert ends(case, ch, "2031-06-01") == {"2031-03-05"}
    actions = {
        step.action: step.status
        for step in next_steps(make(kind="rent", due="2026-03-05"), ch, on="2031-03-06").proposals
    }
    assert actions["lawsuit_filed"] == "lapsed"


# Loss certificates, premiums --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "end"),
    [
        ([], "2030-05-10"),
        ([{"on": "2026-03-03", "kind": "succession_opened"}], "2027-03-03"),
        ([{"on": "2026-03-03", "kind": "debtor_died"}], "2027-03-03"),
        ([{"on": "2026-04-07", "kind": "acknowledgement", "form": "conduct"}], "2046-04-09"),
    ],
)
def test_a_loss_certificate(ch: Profile, make: MakeCase, events: list[Event], end: str) -> None:
    case = make(*events, kind="loss_certificate", arose="2010-05-10", due="2010-05-10", amount="1000.00")
    assert ends(case, ch) == {end}
    assert standing(case, ch, on="2026-06-01").owed.total == Decimal("1000.00")


@pytest.mark.parametrize(
    ("due", "end"), [("2026-01-01", "2031-12-31"), ("2026-12-31", "2031-12-31"), ("2027-01-04", "2032-12-31")]
)
def test_premiums_lapse_with_the_fifth_year(ch: Profile, make: MakeCase, due: str, end: str) -> None:
    case = make(kind="insurance_premium", arose="2025-12-01", due=due)
    assert ends(case, ch, "2027-02-01") == {end}


# Reminder fees ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreed", "claimed", "owed", "codes"),
    [
        (None, "20.00", "0.00", 1),
        ("20.00", "20.00", "20.00", 0),
        ("20.00", "19.95", "19.95", 0),
        ("20.00", "20.05", "20.00", 1),
    ],
)
@pytest.mark.parametrize("debtor", ["consumer", "business"])
@pytest.mark.parametrize("kind", ["reminder", "collection_notice"])
def test_a_reminder_fee_is_owed_only_as_agreed(
    ch: Profile, make: MakeCase, agreed: str | None, claimed: str, owed: str, codes: int, debtor: str, kind: str
) -> None:
    letter = {"on": "2026-01-05", "kind": kind, "received": "2026-01-06", "fee": claimed}
    agreements = {"reminder_fee": {"amount": agreed}} if agreed else None
    case = make(letter, debtor=debtor, agreements=agreements)
    assert standing(case, ch, on="2026-02-02").owed.fees == Decimal(owed)
    assert len(audit(case, ch, on="2026-02-02").findings) == codes


def test_no_reminder_stands_before_a_request_withdrawn_at_once_or_a_lawsuit(ch: Profile, make: MakeCase) -> None:
    steps = {step.action: step for step in next_steps(make(due_agreed=None), ch, on="2026-01-02").proposals}
    assert {name: steps[name].status for name in ("reminder", "silent_enforcement_requested", "lawsuit_filed")} == {
        "reminder": "open", "silent_enforcement_requested": "open", "lawsuit_filed": "open",
    }  # fmt: skip


@pytest.mark.parametrize(("released", "status"), [(None, "blocked"), (False, "blocked"), (True, "open")])
def test_medical_claims_wait_for_a_release_of_the_secret(
    ch: Profile, make: MakeCase, *, released: bool | None, status: str
) -> None:
    facts = (
        []
        if released is None
        else [{"on": "2026-01-02", "kind": "fact", "name": "secrecy_released", "value": released}]
    )
    steps = {
        step.action: step.status for step in next_steps(make(*facts, kind="medical"), ch, on="2026-01-12").proposals
    }
    assert (steps["handed_over"], steps["silent_enforcement_requested"]) == (status, status)
