"""Limitation runs anew with what the debtor pays, not with what was taken from him, in an invented country."""

from __future__ import annotations

from pathlib import Path

import pytest

from collectrules import Profile, load_case, load_profile, standing

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d51")


def ends(law: Profile, *events: dict[str, str], kind: str = "loan", **readings: str) -> set[str]:
    claim = {"id": "1", "kind": kind, "amount": "900.00", "due": "2020-03-10", "due_agreed": True}
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": list(events)}
    )  # fmt: skip
    return {
        str(clock.ends)
        for clock in standing(case, law, on="2022-01-10", readings=readings).clocks
        if clock.kind == "limitation"
    }


def paid(on: str, by: str | None) -> dict[str, str]:
    return {"on": on, "kind": "payment", "amount": "50.00"} | ({} if by is None else {"received_by": by})


@pytest.mark.parametrize(
    ("by", "end"),
    [
        (None, "2024-06-01"),
        ("creditor", "2024-06-01"),
        ("collector", "2024-06-01"),
        ("office", "2023-03-10"),
        ("court", "2023-03-10"),
    ],
)
def test_who_took_the_money_in_decides(law: Profile, by: str | None, end: str) -> None:
    assert ends(law, paid("2021-06-01", by)) == {end}


def test_of_two_payments_of_a_day_one_of_the_debtor_is_enough(law: Profile) -> None:
    taken, given = paid("2021-06-01", "office"), paid("2021-06-01", None)
    assert ends(law, taken, given) == ends(law, given, taken) == {"2024-06-01"}


def test_a_later_one_that_was_taken_leaves_what_was_paid_before(law: Profile) -> None:
    assert ends(law, paid("2021-06-01", None), paid("2021-09-01", "office")) == {"2024-06-01"}


def test_what_is_no_money_counts_as_ever(law: Profile) -> None:
    said = {"on": "2021-09-01", "kind": "acknowledgement", "form": "conduct"}
    assert ends(law, paid("2021-06-01", "office"), said) == {"2024-09-01"}


DIED = {"on": "2020-06-05", "kind": "debtor_died"}


def said(on: str) -> dict[str, str]:
    return {"on": on, "kind": "acknowledgement", "form": "conduct"}


def asked(on: str) -> dict[str, str]:
    return {"on": on, "kind": "order_requested"}


@pytest.mark.parametrize(
    ("events", "none", "one_year", "ten_years"),
    [
        ([DIED], "2021-06-05", "2021-06-05", "2021-06-05"),
        ([DIED, asked("2021-06-05")], "2021-06-05", "2022-06-05", "2031-06-05"),
        ([DIED, said("2021-02-01")], "2021-06-05", "2022-02-01", "2031-02-01"),
        ([DIED, asked("2021-06-06")], "2021-06-05", "2021-06-05", "2021-06-05"),  # too late to interrupt
        ([said("2020-06-01"), DIED], "2021-06-05", "2021-06-05", "2021-06-05"),  # before the death
        ([DIED, asked("2021-02-01"), said("2021-12-20")], "2021-06-05", "2022-12-20", "2031-12-20"),
    ],
)
def test_what_interrupts_a_time_that_cuts_a_period_short(
    law: Profile, events: list[dict[str, str]], none: str, one_year: str, ten_years: str
) -> None:
    found = [ends(law, *events, kind="rent", heirs=option) for option in ("none", "one_year", "ten_years")]
    assert found == [{none}, {one_year}, {ten_years}]


def test_acts_that_make_every_limitation_run_anew_leave_a_forfeiture_alone(law: Profile) -> None:
    assert ends(law, asked("2021-02-01"), kind="wage") == {"2022-03-10"}
    assert ends(law, asked("2021-02-01")) == {"2024-02-01"}
