"""Instalment plans against published tables, each to the cent: loans of a rate agreed, by months of thirty days."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from collectrules import Case, InstalmentPlan, Profile, instalment_plan, load_case


class Table(NamedTuple):
    """A published table: the loan, its terms, and what each instalment is said to come to; the sums are its own."""

    loan: str
    rate: str
    terms: dict[str, object]
    amounts: list[str]
    interest: list[str]
    balances: list[str]


TABLES = {
    # Virginia Tech, EGR 102, lecture homework 2, problem 4 (coursehero.com/file/6868860): each year's interest is
    # rounded to the cent and the last payment takes what is left.
    "six years at five per cent": Table(
        "10000.00", "5.00", {"count": 6, "every": "year", "first": "2021-12-28"},
        ["1970.17"] * 5 + ["1970.20"],
        ["500.00", "426.49", "349.31", "268.26", "183.17", "93.82"],
        ["8529.83", "6986.15", "5365.29", "3663.38", "1876.38", "0.00"],
    ),
    # A textbook exercise, "Loan Amortization Table", as its example output is given in
    # huggingface.co/datasets/nvidia/Nemotron-CC-Math-v1: cents, and a final payment of 171.06 "due to rounding".
    "six months at nine per cent": Table(
        "1000.00", "9.00", {"count": 6, "first": "2021-01-28"},
        ["171.07"] * 5 + ["171.06"],
        ["7.50", "6.27", "5.04", "3.79", "2.54", "1.27"],
        ["836.43", "671.63", "505.60", "338.32", "169.79", "0.00"],
    ),
    # mathelounge.de/641968: an annuity that is agreed, and the tenth payment what is left.
    "thirteen per cent of the loan a year": Table(
        "100000.00", "5.00", {"instalment": "13000.00", "every": "year", "first": "2021-12-28"},
        ["13000.00"] * 9 + ["12376.86"],
        ["5000.00", "4600.00", "4180.00", "3739.00", "3275.95", "2789.75", "2279.23", "1743.20", "1180.36", "589.37"],
        ["92000.00", "83600.00", "74780.00", "65519.00", "55794.95", "45584.70", "34863.93", "23607.13", "11787.49",
         "0.00"],
    ),
}  # fmt: skip


def loan(table: Table) -> Case:
    """A loan between businesses that falls due on 28 December 2020, at a rate that was agreed before it arose."""
    rate = {"percent": table.rate, "agreed_on": "2020-01-02"}
    claim = {"id": "1", "kind": "loan", "amount": table.loan, "arose": "2020-12-28", "due": "2020-12-28",
             "due_agreed": True, "agreements": {"rate": rate}}  # fmt: skip
    return load_case(
        {"id": "x", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "business"},
         "readings": {"day_count": "thirty_360"}, "claims": [claim]}
    )  # fmt: skip


def column(plan: InstalmentPlan, word: str) -> list[str]:
    return [str(getattr(one, word)) for one in plan.instalments]


@pytest.mark.parametrize("name", list(TABLES))
def test_a_published_table_is_found_to_the_cent(dk: Profile, name: str) -> None:
    table = TABLES[name]
    plan = instalment_plan(loan(table), dk, on="2020-12-28", **table.terms)  # type: ignore[arg-type]  # its terms
    assert column(plan, "amount") == table.amounts
    assert column(plan, "interest") == table.interest
    assert column(plan, "balance") == table.balances


def test_a_published_annuity_of_four_years_is_found(dk: Profile) -> None:
    # experts-univers.com/mathematique-financiere.html: 20,000 at 5 %, 20.000*0,05/(1-(1,05)^-4) = 5.640,24; it rounds
    # each line by itself and lets the last one close the account, so that its last lines may be a cent off.
    table = Table("20000.00", "5.00", {"count": 4, "every": "year", "first": "2021-12-28"}, [], [], [])
    plan = instalment_plan(loan(table), dk, on="2020-12-28", **table.terms)  # type: ignore[arg-type]  # its terms
    assert column(plan, "amount")[:3] == ["5640.24"] * 3
    assert column(plan, "interest")[:2] == ["1000.00", "767.99"]
    assert column(plan, "principal")[:2] == ["4640.24", "4872.25"]
    assert column(plan, "balance")[:2] == ["15359.76", "10487.51"]
    assert str(plan.instalments[-1].amount) == "5640.23"  # of 5,371.64 that are left, with 268.59 of interest
