"""The judge under Austrian law, against days and sums worked by hand from the dossier."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from collectrules.judge.history import History, Judge

D = dt.date
Document = dict[str, Any]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Path(__file__).parents[2] / "profiles" / "at")


def lived(judge: Judge, on: str, *events: tuple[str, str, Document], debtor: str = "business", **terms: Any) -> History:  # noqa: ANN401
    claim = {"id": "a", "kind": "goods_or_services", "arose": "2025-07-01", "due": "2025-07-31", "due_is": "agreed"}
    case = {"creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": debtor, "abroad": "no"}}
    happened = [{"on": day, "kind": kind, "claim": "a", **more} for day, kind, more in events]
    case |= {"claims": [{**claim, "amount": "1000.00", **terms}], "events": happened}
    return judge.history(case, D.fromisoformat(on))


def bill(on: str, amount: str) -> tuple[str, str, Document]:
    return on, "charge", {"cost": "collector_fee", "amount": amount}


@pytest.mark.parametrize(
    ("day", "contract", "debtor", "rate"),
    [
        (D(2016, 6, 30), "2015-01-01", "business", "9.08"),
        (D(2016, 7, 1), "2015-01-01", "business", "8.58"),
        (D(2025, 6, 30), "2013-03-16", "business", "11.73"),
        (D(2025, 7, 1), "2013-03-16", "business", "10.73"),
        (D(2025, 7, 1), "2013-03-15", "business", "9.53"),
        (D(2025, 7, 1), "2013-03-16", "consumer", "4"),
    ],
)
def test_the_rate_of_a_half_year(judge: Judge, day: D, contract: str, debtor: str, rate: str) -> None:
    claim = {"kind": "goods_or_services", "arose": contract, "contract": contract, "due": "2015-12-31"}
    assert judge.rate(claim, day, debtor=debtor) == Fraction(rate)


@pytest.mark.parametrize(
    ("due", "first"), [("2025-07-31", D(2025, 8, 1)), ("2025-08-02", D(2025, 8, 5)), ("2025-04-18", D(2025, 4, 23))]
)
def test_an_agreed_day_moves_off_saturday_and_good_friday(judge: Judge, due: str, first: D) -> None:
    assert lived(judge, "2025-09-30", arose="2025-04-01", due=due).accounts[0].interest_from == first


def test_interest_stops_at_the_principal(judge: Judge) -> None:
    rate = {"rate": {"percent": "50.00", "agreed_on": "2021-12-01"}}
    terms: Document = {"kind": "damages", "arose": "2021-12-01", "due": "2021-12-31", "agreements": rate}
    for on, interest in (("2023-12-30", 998_63), ("2023-12-31", 1000_00), ("2024-02-01", 1000_00)):
        assert lived(judge, on, **terms).accounts[0].parts()["interest"] == interest
    served = ("2024-01-10", "lawsuit_filed", {}), ("2024-01-31", "lawsuit_served", {})
    assert lived(judge, "2024-02-01", *served, **terms).accounts[0].parts()["interest"] == 1002_73


def test_each_bill_is_for_the_measure_it_fits(judge: Judge) -> None:
    way = [("2025-08-05", "compensation_claimed", {}), ("2025-08-11", "handed_over", {})]
    way += [("2025-08-20", "collection_notice", {}), ("2025-09-20", "collection_reminder", {})]
    bills = [bill("2025-09-25", "50.87"), bill("2025-09-26", "80.00"), bill("2025-09-27", "58.14")]
    history = lived(judge, "2025-10-31", *way, *bills, bill("2025-09-28", "58.14"))
    assert [line.owed for line in history.lines] == [40_00, 10_87, 80_00, 58_14]
    assert [flag.code for flag in history.flags] == ["no_ground"]


@pytest.mark.parametrize(("served", "last"), [("2025-03-21", D(2025, 4, 22)), ("2025-10-14", D(2025, 11, 11))])
def test_four_weeks_to_object(judge: Judge, served: str, last: D) -> None:
    way = ("2025-02-03", "payment_order_filed", {}), (served, "payment_order_served", {})
    history = lived(judge, served, *way, arose="2024-12-01", due="2024-12-31")
    asked = {"kind": "opposition", "claims": ["a"]}
    assert history.window(history.accounts[0], asked, D.fromisoformat(served))[1] == last
