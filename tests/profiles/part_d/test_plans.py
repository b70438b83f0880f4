"""Plans against published amortisation tables, whose periods are years or months of equal length; and their limits."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    BadInput,
    Case,
    Profile,
    instalment_plan,
    load_case,
    load_profile,
    next_steps,
    standing,
    statement,
)

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


FREE = {"on": "2021-01-30", "kind": "plan_agreed", "instalments": TERMS[1:], "interest_free": True}
ENDED = {"on": "2021-02-28", "kind": "plan_terminated"}
ANEW = {"on": "2021-04-30", "kind": "plan_agreed", "instalments": [{"due": "2021-07-30", "amount": "100.00"}]}


@pytest.mark.parametrize(
    ("events", "interest"),
    [
        # 4.00 a day of thirty-day months: 120.00 to 30 January, none to 28 February, then 32 days to 30 March, 62 to
        # 30 April, 92 to 30 May; a second plan that is free changes nothing of the days before it
        ([FREE, ENDED, ANEW | {"interest_free": True}], {"2021-03-30": "248.00", "2021-05-30": "368.00"}),
        ([FREE, ENDED, ANEW], {"2021-04-30": "368.00", "2021-05-30": "488.00"}),
        # both instalments are missed from 29 March on: the plan has fallen, and two days later 8.00 have accrued
        ([FREE], {"2021-03-28": "120.00", "2021-03-30": "128.00", "2021-04-30": "248.00"}),
        # another plan takes its place on 15 March, and is not free: fifteen days to the 30th
        ([FREE, ANEW | {"on": "2021-03-15"}], {"2021-03-15": "120.00", "2021-03-30": "180.00"}),
        # a free one goes on where the first left off
        ([FREE, ANEW | {"on": "2021-03-15", "interest_free": True}], {"2021-05-30": "120.00"}),
    ],
)
def test_a_plan_frees_of_interest_while_it_runs(law: Profile, events: list[Event], interest: dict[str, str]) -> None:
    told = {on: str(standing(case(*events, amount="36000.00"), law, on=on).owed.interest) for on in interest}
    assert told == interest


@pytest.mark.parametrize(
    ("more", "interest"),
    [
        # 1.00 a day of thirty-day months: 30.00 to 30 January, none until the last day to pay, 28 March, then 2 and 30
        ([], {"2021-03-28": "30.00", "2021-03-30": "32.00", "2021-04-28": "60.00"}),
        # to end it after that day changes nothing
        ([{"on": "2021-04-10", "kind": "plan_terminated"}], {"2021-03-28": "30.00", "2021-04-28": "60.00"}),
        # 100.00 pay 30.00 of interest and 70.00: 1,430.00 bear 28.60 in a month
        ([{"on": "2021-02-28", "kind": "payment", "amount": "100.00"}], {"2021-03-28": "0.00", "2021-04-28": "28.60"}),
        # all is paid before the last day: 1,330.00 bear 26.60 in the month from that day on
        ([{"on": "2021-02-28", "kind": "payment", "amount": "200.00"}], {"2021-02-28": "0.00", "2021-03-28": "26.60"}),
    ],
)
def test_who_pays_nothing_on_a_free_plan_is_free_of_interest_for_no_longer_than_it_lasts(
    law: Profile, more: list[Event], interest: dict[str, str]
) -> None:
    found = case(FREE, *more, debtor="consumer", amount="1500.00")
    assert {on: str(standing(found, law, on=on).owed.interest) for on in interest} == interest


def test_a_claim_is_agreed_on_until_the_last_day_to_pay_is_over(law: Profile) -> None:
    found = case(FREE, debtor="consumer", amount="1500.00")
    assert [statement(found, law, on=on).agreed for on in ("2021-03-28", "2021-03-29")] == [("1",), ()]


DOWN = {
    "on": "2021-01-30",
    "kind": "plan_agreed",
    "instalments": [{"due": "2021-01-30", "amount": "100.00"}, *TERMS[1:]],
}


@pytest.mark.parametrize(
    ("paid", "on", "ends"),
    [
        ({"2021-01-30": "100.00"}, "2021-01-31", "2021-02-28"),
        ({"2021-01-30": "60.00"}, "2021-01-31", "2021-01-30"),
        ({"2021-01-30": "60.00", "2021-02-01": "40.00"}, "2021-02-01", "2021-02-28"),
        ({"2021-01-29": "100.00"}, "2021-01-31", "2021-01-30"),  # paid before anything was agreed
        # of 150.00 only the 100.00 that are asked for by then are paid on the plan
        ({"2021-01-30": "150.00", "2021-02-28": "50.00"}, "2021-03-01", "2021-02-28"),
        ({"2021-01-30": "150.00", "2021-02-28": "100.00"}, "2021-03-01", "2021-03-28"),
    ],
)
def test_money_of_the_day_of_a_plan_counts_as_far_as_the_plan_asks_for_it_by_then(
    law: Profile, paid: dict[str, str], on: str, ends: str
) -> None:
    money = [{"on": day, "kind": "payment", "amount": amount} for day, amount in paid.items()]
    found = standing(case(DOWN, *money, debtor="consumer", amount="1500.00"), law, on=on)
    assert [str(clock.ends) for clock in found.clocks if clock.kind == "plan_default"] == [ends]


def test_a_plan_that_is_paid_on_its_day_is_over_at_once(law: Profile) -> None:
    # 1,500.00 and 30.00 of interest, less 100.00 that the plan asks for: 1,430.00 bear 26.69 in 28 days
    whole = DOWN | {"instalments": DOWN["instalments"][:1], "interest_free": True}
    paid = case(whole, {"on": "2021-01-30", "kind": "payment", "amount": "100.00"}, debtor="consumer", amount="1500.00")
    assert standing(paid, law, on="2021-02-28").owed.total == D("1456.69")
    assert statement(paid, law, on="2021-01-30").agreed == ()


def test_what_is_left_after_the_last_instalment_of_a_free_plan_bears_interest_again(law: Profile) -> None:
    # 36,000.00 + 120.00 - 200.00 = 35,920.00 on 28 February; thirty days at four per cent are 119.73
    paid = case(FREE, {"on": "2021-02-28", "kind": "payment", "amount": "200.00"}, amount="36000.00")
    assert standing(paid, law, on="2021-02-28").owed.total == D("35920.00")
    assert standing(paid, law, on="2021-03-28").owed.total == D("36039.73")


def test_a_plan_that_has_fallen_is_not_brought_back_by_money_that_comes_late(law: Profile) -> None:
    late = case(PLAN, {"on": "2021-03-01", "kind": "payment", "amount": "200.00"}, amount="300.00")
    found = {step.action: step.status for step in next_steps(late, law, on="2021-03-01").proposals}
    assert found["order_filed"] == "open"
    in_time = case(PLAN, {"on": "2021-02-28", "kind": "payment", "amount": "200.00"}, amount="300.00")
    found = {step.action: step.status for step in next_steps(in_time, law, on="2021-03-01").proposals}
    assert found["order_filed"] == "blocked"


def test_a_plan_is_about_the_claims_that_are_due(law: Profile) -> None:
    # two claims of 300.00, of which the second falls due only at the end of the year; 1.00 is a month of four per cent
    one = {"kind": "loan", "amount": "300.00", "due_agreed": True}
    claims = [one | {"id": "1", "due": "2020-12-31"}, one | {"id": "2", "due": "2021-12-31"}]
    both = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "business"},
         "claims": claims, "events": []}
    )  # fmt: skip
    plan = instalment_plan(both, law, on="2021-01-30", instalment="201.00", first="2021-02-28")
    # 301.00 on 30 January; 28 days (30 January to 28 February) are 0.93, a month on 100.93 is 0.34
    assert (plan.claims, plan.owed.total) == (("1",), D("301.00"))
    assert [(str(row.amount), str(row.interest), str(row.balance)) for row in plan.instalments] == [
        ("201.00", "1.93", "100.93"), ("101.27", "0.34", "0.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"down_on": "2021-01-15", "count": 2}, "plan_terms"),
        ({"count": 300, "every": "year"}, "plan_never_ends"),
        ({"every": ["month"]}, "plan_pace"),
    ],
)
def test_a_plan_that_nobody_can_keep_is_bad_input(law: Profile, terms: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        instalment_plan(case(amount="900000.00"), law, on="2020-12-31", **terms)
    assert caught.value.code == code
