"""Plans against published amortisation tables, whose periods are years or months of equal length; and their limits."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, Profile, instalment_plan, load_case, load_profile, next_steps, standing

D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d39")


def case(*events: Event, debtor: str = "business", amount: str = "500000.00", due: str = "2020-12-31") -> Case:
    claim = {"id": "1", "kind": "loan", "amount": amount, "due": due, "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip


# https://mathelounge.de/847349/annuitatendarlehen-berechnen: 500,000 at 4 % a year, 30,000 paid at each year's end.
INTEREST = """20000.00 19600.00 19184.00 18751.36 18301.41 17833.47 17346.81 16840.68 16314.31 15766.88 15197.56
14605.46 13989.68 13349.26 12683.24 11990.56 11270.19 10521.00 9741.83 8931.51 8088.77 7212.32 6300.81 5352.84 4366.96
3341.64 2275.30 1166.31 12.97""".split()
LEFT = """490000.00 479600.00 468784.00 457535.36 445836.77 433670.25 421017.06 407857.74 394172.05 379938.93 365136.49
349741.95 333731.62 317080.89 299764.12 281754.69 263024.88 243545.87 223287.71 202219.21 180307.98 157520.30 133821.11
109173.96 83540.92 56882.55 29157.86 324.17 0.00""".split()


def test_a_published_table_of_a_loan_at_four_per_cent_is_found(law: Profile) -> None:
    plan = instalment_plan(case(), law, on="2020-12-31", instalment="30000.00", every="year", first="2021-12-31")
    # For nineteen years to the cent; the table carries fractions of a cent over, of which no debt is made.
    balances = [one.balance for one in plan.instalments]
    assert [str(one) for one in balances][:19] == LEFT[:19]
    for found, told in ((balances, LEFT), ([one.interest for one in plan.instalments], INTEREST)):
        assert all(abs(one - D(other)) <= D("0.01") for one, other in zip(found, told, strict=True))
    assert (plan.count, plan.total) == (29, D("840337.14"))


def test_a_published_loan_of_six_months_at_two_per_cent_a_month_has_its_level_instalment(law: Profile) -> None:
    # https://www.sapling.com/8703730/calculate-reducing-balance-interest-rate: 1,000, six times 178.53, 1,071.15 in all
    loan = case(debtor="consumer", amount="1000.00", due="2020-12-28")
    plan = instalment_plan(loan, law, on="2020-12-28", count=6, first="2021-01-28")
    assert [str(one.amount) for one in plan.instalments] == ["178.53"] * 5 + ["178.50"]
    assert [str(one.interest) for one in plan.instalments][:2] == ["20.00", "16.83"]
    assert plan.instalments[0].balance == D("841.47")
    assert (plan.total, plan.total_interest, plan.rate) == (D("1071.15"), D("71.15"), D("24.00"))


def test_due_days_move_off_rest_days_and_interest_rests_where_the_law_says_so(law: Profile) -> None:
    plan = instalment_plan(case(debtor="public", amount="90.00"), law, on="2020-12-31", count=3, first="2021-01-30")
    # 30 January 2021 is a Saturday; February ends on Sunday the 28th; 30 March is a Tuesday
    assert [(one.due, one.amount) for one in plan.instalments] == [
        (dt.date(2021, 2, 1), D("30.00")), (dt.date(2021, 3, 1), D("30.00")), (dt.date(2021, 3, 30), D("30.00")),
    ]  # fmt: skip
    assert plan.disclosure.law == ("act-2",)


@pytest.mark.parametrize(
    ("terms", "code", "expected"),
    [
        ({"count": 13, "every": "week"}, "plan_too_long", "at most 12 instalments"),
        ({"count": 4, "every": "half_year"}, "plan_too_long", "paid by 2021-12-31"),
        ({"instalment": "9.99", "every": "week"}, "instalment_too_small", "at least 10.00"),
    ],
)
def test_limits_of_the_law_hold_for_everybody(law: Profile, terms: dict[str, Any], code: str, expected: str) -> None:
    with pytest.raises(BadInput) as caught:
        instalment_plan(case(debtor="public", amount="119.00"), law, on="2020-12-31", **terms)
    assert (code, expected, "act-2") in {(one.code, one.expected, one.law) for one in caught.value.faults}


TERMS = [{"due": f"2021-0{month}-28", "amount": "100.00"} for month in (1, 2, 3)]
PLAN = {"on": "2020-12-31", "kind": "plan_agreed", "instalments": TERMS}


@pytest.mark.parametrize(
    ("on", "paid", "status"),
    [
        ("2021-01-29", None, "blocked"),  # one is missed
        ("2021-02-28", None, "blocked"),
        ("2021-03-01", None, "open"),  # two are: the plan has fallen
        ("2021-03-01", "100.00", "blocked"),
        ("2021-03-29", "100.00", "open"),
    ],
)
def test_a_plan_falls_by_itself_with_the_second_missed_instalment(
    law: Profile, on: str, paid: str | None, status: str
) -> None:
    money = [] if paid is None else [{"on": "2021-01-28", "kind": "payment", "amount": paid}]
    found = next_steps(case(PLAN, *money, amount="300.00"), law, on=on)
    assert {step.status for step in found.proposals if step.action == "order_filed"} == {status}


def test_interest_that_rests_during_a_plan_runs_again_from_the_day_after_its_end(law: Profile) -> None:
    ended = {"on": "2021-03-15", "kind": "plan_terminated"}
    agreed = {"on": "2021-01-30", "kind": "plan_agreed", "instalments": TERMS[1:], "interest_free": True}
    free = case(agreed, ended, amount="36000.00")
    # 4.00 a day of thirty-day months: thirty days to 30 January, then none until 15 March, fifteen to its end
    for on, interest in (("2021-01-30", "120.00"), ("2021-03-15", "120.00"), ("2021-03-30", "180.00")):
        assert standing(free, law, on=on).owed.interest == D(interest)
