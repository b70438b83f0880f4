"""Synthetic portfolios: the same from the same seed, whole numbers, and mostly within the columns."""

from __future__ import annotations

import datetime as dt

import pytest

pytest.importorskip("pyarrow")

import pyarrow.compute as pc

import collectrules as cr
from collectrules.columns import of_tables, run
from collectrules.columns.folding import folded
from collectrules.testing.portfolios import Shape, Tables, portfolio

ON = dt.date(2026, 11, 20)
SHAPE = Shape("DKK", "DK", "standard", fee=10_000)


def made(size: int = 1500, seed: int = 3) -> Tables:
    return portfolio(size, on=ON, seed=seed, shape=SHAPE)


def test_the_seed_decides() -> None:
    assert made(200) == made(200)
    assert made(200).claims != made(200, seed=4).claims


def test_it_looks_like_a_portfolio() -> None:
    tables = made()
    amounts = tables.claims["amount"]
    assert pc.min(amounts).as_py() > 0
    assert pc.mean(amounts).as_py() > 2 * pc.approximate_median(amounts).as_py()  # few large sums, many small ones
    assert pc.max(tables.events["on"]).as_py() <= ON
    assert set(tables.events["kind"].to_pylist()) == {"payment", "reminder", "collection_notice", "dispute"}


def test_few_cases_need_the_fold() -> None:
    tables = made()
    found = run(
        of_tables(tables.cases, tables.claims, tables.events, common=tables.common), cr.load_profile("DK"), on=ON
    )
    assert 0 < sum(found.folded.values()) <= 0.05 * found.cases.num_rows


def test_the_columns_equal_the_fold() -> None:
    tables = made(120, seed=8)
    whole, law = of_tables(tables.cases, tables.claims, tables.events, common=tables.common), cr.load_profile("DK")
    for place, row in enumerate(run(whole, law, on=ON).cases.to_pylist()):
        own = folded(whole.case(place), law, ON, look=False)
        assert (row["principal"], row["interest"], row["fees"], row["costs"]) == own.open_
        assert (row["credit"], row["step"], row["step_on"], row["charges"]) == (
            own.credit,
            own.step,
            own.on,
            own.charges,
        )
