"""How many fees the unit of a limit already holds, to the day."""

from __future__ import annotations

from typing import Any

import pytest

from collectrules.fold.counters import acts_counted, counted
from collectrules.fold.entries import Arrears
from collectrules.fold.moments import Moment
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from tests.unit.fold.moments import account, act, charge, day, earlier, line, moment

FAMILY = "reminder/reminder"


def fee(**told: object) -> m.Fee:
    given: dict[str, Any] = {"name": "f", "what": "f", "law": ("L 2",), "act": "reminder", "part": "reminder",
                             "amount": m.Amount(is_=10)}  # fmt: skip
    return m.Fee(**given | told)


def counts(per: str, at: Moment) -> int:
    return counted(per, at, fee())


def with_earlier(at: Moment, *acts: object) -> Moment:
    at.state.case.earlier = acts
    return at


@pytest.mark.parametrize("per", ["act", "letter"])
def test_a_new_act_and_a_new_letter_hold_nothing_yet(per: str) -> None:
    one = account()
    charge(one, FAMILY, "2026-02-01", "2026-03-01")
    assert counts(per, moment(one)) == 0


def test_a_claim_holds_its_own_fees_and_a_relationship_those_of_its_arrears() -> None:
    arrears = Arrears("r", [0, 1])
    one, other = account(0, arrears), account(1, arrears)
    charge(one, FAMILY, "2026-02-01")
    charge(other, FAMILY, "2026-03-01", "2026-04-01")
    charge(one, "compensation/compensation", "2026-02-01")
    at = moment(one, other)
    assert counts("claim", at) == 1
    assert counts("arrears_run", at) == 3
    assert counts("claim", at.of_claim(other)) == 2
    assert counts("arrears_run", moment(account())) == 0


@pytest.mark.parametrize("per", ["case", "debtor"])
def test_one_day_of_a_case_counts_once_however_many_claims_were_charged_on_it(per: str) -> None:
    one, other = account(0), account(1)
    charge(one, FAMILY, "2026-02-01", "2026-03-01")
    charge(other, FAMILY, "2026-03-01", "2026-04-01")
    assert counts(per, moment(one, other)) == 3
    assert counts(per, moment(account())) == 0


def test_a_contract_holds_the_days_of_its_claims_and_the_same_acts_before_the_case() -> None:
    arrears = Arrears("r", [0, 1])
    one, other = account(0, arrears, relationship="r"), account(1, arrears, relationship="r")
    stranger = account(2, relationship="s")
    charge(one, FAMILY, "2026-02-01", "2026-03-01")
    charge(other, FAMILY, "2026-03-01")
    charge(stranger, FAMILY, "2026-05-01")
    at = moment(one, other, stranger)
    assert counts("contract", at) == 2
    with_earlier(
        at,
        earlier("reminder", "2026-03-01", "r"),  # the same day
        earlier("reminder", "2025-12-01", "r"),
        earlier("reminder", "2025-11-01", "s"),  # of another relationship
        earlier("reminder", "2025-10-01"),  # of none
        earlier("demand", "2025-09-01", "r"),  # another act
        earlier("suit", "2025-08-01", "r"),
    )
    assert counts("contract", at) == 3


def test_a_claim_of_no_relationship_shares_no_earlier_act() -> None:
    one = account()
    charge(one, FAMILY, "2026-02-01")
    assert counts("contract", with_earlier(moment(one), earlier("reminder", "2025-12-01"))) == 1


@pytest.mark.parametrize(("on", "held"), [("2026-01-01", 2), ("2026-12-31", 2), ("2025-12-31", 1), ("2027-01-01", 0)])
def test_a_calendar_year_begins_on_new_years_day(on: str, held: int) -> None:
    one = account()
    charge(one, FAMILY, "2025-12-31", "2026-01-01", "2026-12-31")
    assert counts("calendar_year", moment(one, on=on)) == held


@pytest.mark.parametrize(
    ("on", "held"), [("2026-01-31", 0), ("2026-02-01", 1), ("2027-02-01", 1), ("2027-02-02", 0), ("2026-06-15", 1)]
)
def test_twelve_months_end_with_the_day_of_the_same_date(on: str, held: int) -> None:
    one = account()
    charge(one, FAMILY, "2026-02-01")
    assert counts("twelve_months", moment(one, on=on)) == held


@pytest.mark.parametrize(("title", "held"), [(None, 2), ("2026-02-01", 2), ("2026-02-02", 1), ("2026-05-01", 0)])
def test_under_a_title_what_came_on_its_day_or_later_counts(title: str | None, held: int) -> None:
    one = account()
    charge(one, FAMILY, "2026-02-01", "2026-04-01")
    one.title_day = None if title is None else day(title)
    assert counts("title", moment(one)) == held


def test_a_matter_holds_fees_of_the_same_name_that_are_owed() -> None:
    one, other = account(0), account(1)
    at = moment(one)
    at.state.ledger.accounts.append(other)
    for entry in (
        line(fee="f"), line(fee="f", lawful=1), line(fee="f", lawful=0, amount=5_00), line(fee="g"), line(1, fee="f"),
    ):  # fmt: skip
        at.state.ledger.add(entry)
    assert counts("matter", at) == 2


def test_a_bill_is_beyond_those_that_earlier_times_of_its_act_account_for() -> None:
    one, other = account(0), account(1)
    act(one, "reminder", "2026-02-01", "2026-03-01")
    act(one, "demand", "2026-04-01")
    at = moment(one, other, cost="court_fee")
    assert counts("act", at) == 0  # two times done, no bill: 0 - 2 + 1 is below nothing
    bills = [
        line(fee="f"), line(1, fee="f", shared=(0, 1)), line(fee="g"), line(1, fee="f"), line(fee="f", lawful=0),
    ]  # fmt: skip
    for bill in bills:
        at.state.ledger.add(bill)
    assert counts("act", at) == 1  # two bills are about the claim, one of them carried by the other: 2 - 2 + 1
    at.state.ledger.add(line(fee="f", lawful=0, code="fee_above_maximum"))
    at.state.ledger.add(line(fee="f", lawful=1))
    assert counts("act", at) == 3
    assert counts("claim", at) == 0
    assert counts("letter", at) == 0


def test_acts_count_with_a_fee_or_without() -> None:
    one = account()
    act(one, "reminder", "2025-12-31", "2026-02-01", "2026-03-01")
    act(one, "demand", "2026-04-01")
    charge(one, FAMILY, "2026-03-01")
    one.title_day = day("2026-03-01")
    at = moment(one)
    held = {per: acts_counted(per, at) for per in ("act", "letter", "claim", "calendar_year", "twelve_months", "title")}
    assert held == {"act": 0, "letter": 0, "claim": 3, "calendar_year": 2, "twelve_months": 3, "title": 1}


@pytest.mark.parametrize("per", ["arrears_run", "case", "debtor", "contract", "decade"])
def test_what_is_free_within_other_units_is_not_computed(per: str) -> None:
    with pytest.raises(NotModelled) as refused:
        acts_counted(per, moment(account()))
    assert [fault.path for fault in refused.value.faults] == [f"limits.free.per.{per}"]
