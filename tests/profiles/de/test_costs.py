"""German fees and costs: what holds for every value, whatever the tables say of single ones.

The increments are entered here a second time from the statutes, and added up in another way than the engine does it.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from collectrules import Case, NotModelled, Profile, audit, load_case, next_steps, standing, tariff

D = Decimal
CENT = D("0.01")
WIDTHS = [(2000, 500), (10000, 1000), (25000, 3000), (50000, 5000), (200000, 15000), (500000, 30000)]
TOP = 50000
# The first amount, the amount for each step of each width, and for each step above 500,000.
RVG = {
    "2020-12-31": "45.00 35.00 51.00 46.00 75.00 85.00 120.00 150.00",
    "2021-01-01": "49.00 39.00 56.00 52.00 81.00 94.00 132.00 165.00",
    "2025-05-31": "49.00 39.00 56.00 52.00 81.00 94.00 132.00 165.00",
    "2025-06-01": "51.50 41.50 59.50 55.00 86.00 99.50 140.00 175.00",
}
GKG = {
    "2020-12-31": "35.00 18.00 19.00 26.00 35.00 120.00 180.00 180.00",
    "2021-01-01": "38.00 20.00 21.00 29.00 38.00 132.00 198.00 198.00",
    "2025-05-31": "38.00 20.00 21.00 29.00 38.00 132.00 198.00 198.00",
    "2025-06-01": "40.00 21.00 22.50 30.50 40.50 140.00 210.00 210.00",
}
VALUES = some.decimals(min_value=CENT, max_value=D(700000), places=2)
SMALL = some.decimals(min_value=D(51), max_value=D(60000), places=2)


def by_hand(value: Decimal, words: str) -> Decimal:
    """Walk up the scale step by step until the value is reached."""
    first, *plus = (D(word) for word in words.split())
    bound, amount = D(500), first
    while bound < value:
        place = next((n for n, (to, _) in enumerate(WIDTHS) if bound < to), len(WIDTHS))
        bound += WIDTHS[place][1] if place < len(WIDTHS) else TOP
        amount += plus[place]
    return amount


def unit(de: Profile, value: Decimal, day: str) -> Decimal:
    return tariff(de, "value.rvg_13", value=value, on="2026-01-15", mandate=day).amount


@pytest.mark.parametrize("day", RVG)
@given(value=VALUES)
@settings(max_examples=40, deadline=None)
def test_a_unit_is_its_steps_added_up(de: Profile, day: str, value: Decimal) -> None:
    assert unit(de, value, day) == by_hand(value, RVG[day])
    assert tariff(de, "value.gkg_34", value=value, on=day).amount == by_hand(value, GKG[day])


@given(value=VALUES, more=VALUES)
@settings(max_examples=60, deadline=None)
def test_a_fee_never_falls_as_the_value_rises(de: Profile, value: Decimal, more: Decimal) -> None:
    for name in ("fee.payment_order_court_fee", "fee.lawsuit_court_fee"):
        low, high = (tariff(de, name, value=one, on="2026-01-15").amount for one in (value, value + more))
        assert low <= high


@pytest.mark.parametrize("name", ["collection", "collection_by_letter", "order_procedure", "enforcement_order"])
@given(value=VALUES)
@settings(max_examples=40, deadline=None)
def test_flat_expenses_are_a_fifth_and_no_more_than_20(de: Profile, name: str, value: Decimal) -> None:
    found = tariff(de, f"fee.{name}", value=value, on="2026-01-15", mandate="2025-06-01")
    (flat,) = (part.amount for part in found.parts if part.code == "expenses")
    fee = found.amount - flat
    assert flat == min(fee / 5, D(20))
    assert fee >= 15


def rate_of(found: Decimal, one: Decimal) -> Decimal:
    """The number of units behind a sum of fee and flat expenses."""
    fee = found - 20 if found > 120 else found / D("1.2")
    return (fee / one).quantize(D("0.0001"))


def charged(value: Decimal, *events: dict[str, Any], on: str = "2025-10-20", **more: object) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": str(value), "arose": "2025-08-01", "due": "2025-08-31",
             "due_is": "agreed"}  # fmt: skip
    handed = [{"on": "2025-10-01", "kind": "handed_over"},
              {"on": "2025-10-01", "kind": "collection_notice", "received": "2025-10-01"}]  # fmt: skip
    bill = {"on": on, "kind": "charge", "cost": "collector_fee", "amount": "99999.00"}
    parties = {
        "creditor": {"kind": "business", "recovers_vat": True},
        "debtor": {"kind": "consumer", "abroad": "no"},
    } | more
    return load_case({"id": "x", "currency": "EUR", "region": "HE", "claims": [claim],
                      "events": [*handed, *events, bill]} | parties)  # fmt: skip


def costs(de: Profile, case: Case, on: str = "2025-12-31") -> Decimal:
    return standing(case, de, on=on).owed.costs


LABORIOUS = {"on": "2025-10-01", "kind": "fact", "name": "unusually_laborious", "value": True}
DISPUTE = {"on": "2025-10-01", "kind": "dispute"}


@given(value=SMALL)
@settings(max_examples=25, deadline=None)
def test_an_uncontested_claim_earns_one_of_three_rates(de: Profile, value: Decimal) -> None:
    one = unit(de, value, "2025-10-01")
    for on, events, rate in (
        ("2025-10-15", (), "0.5"), ("2025-10-16", (), "0.9"), ("2025-10-02", (LABORIOUS,), "1.3"),
        ("2025-10-02", (DISPUTE,), "1.3"),
    ):  # fmt: skip
        assert rate_of(costs(de, charged(value, *events, on=on), on), one) == D(rate)


@given(value=SMALL, contested=some.booleans())
@settings(max_examples=25, deadline=None)
def test_what_is_credited_is_half_of_the_fee_and_no_more_than_three_quarters_of_a_unit(
    de: Profile, value: Decimal, contested: bool
) -> None:
    order = [{"on": "2025-11-03", "kind": "payment_order_filed"},
             {"on": "2025-11-04", "kind": "charge", "cost": "collector_fee", "amount": "99999.00"}]  # fmt: skip
    base = charged(value, *((DISPUTE,) if contested else ()))
    case = base.model_copy(update={"events": (*base.events, *(load_case(_with(order)).events))})
    one, before = unit(de, value, "2025-10-01"), costs(de, base)
    fee = one * D("1.3" if contested else "0.9")
    half = (fee / 2).quantize(CENT, ROUND_HALF_UP)
    assert half <= one * D("0.75")
    left = one - half
    court = tariff(de, "fee.payment_order_court_fee", value=value, on="2025-11-03").amount
    flat = min(left / 5, D(20))
    found = standing(case, de, on="2025-12-31", readings={"flat_expenses_of": "rest"}).owed.costs
    assert found == before + court + (left + flat).quantize(CENT, ROUND_HALF_UP)


def _with(events: list[dict[str, Any]]) -> dict[str, Any]:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1.00", "due": "2025-08-31", "due_is": "agreed"}
    return {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
            "claims": [claim], "events": events}  # fmt: skip


@given(value=SMALL, first=some.booleans())
@settings(max_examples=25, deadline=None)
def test_lump_sum_and_costs_come_to_the_greater_of_the_two(de: Profile, value: Decimal, first: bool) -> None:
    lump = {"on": "2025-10-02" if first else "2025-10-25", "kind": "compensation_claimed", "amount": "40.00"}
    alone = costs(de, charged(value, debtor={"kind": "business"}))
    case = charged(value, debtor={"kind": "business"})
    more = load_case(_with([lump])).events
    events = tuple(sorted((*case.events, *more), key=lambda event: event.on))
    owed = standing(case.model_copy(update={"events": events}), de, on="2025-12-31").owed
    assert owed.fees + owed.costs == max(D(40), alone)


@given(paid=some.integers(min_value=0, max_value=500))
@settings(max_examples=20, deadline=None)
def test_the_mandate_chooses_the_version_and_no_payment_does(de: Profile, paid: int) -> None:
    day = dt.date(2025, 6, 1) + dt.timedelta(days=paid)
    found = tariff(de, "value.rvg_13", value="500.00", on=day, mandate="2025-05-31")
    assert found.amount == D("49.00")
    assert found.version_from == dt.date(2021, 1, 1)


@pytest.mark.parametrize("name", ["value.rvg_13", "fee.collection", "fee.order_procedure", "value.rvg_minimum"])
def test_no_mandate_no_version(de: Profile, name: str) -> None:
    with pytest.raises(NotModelled) as caught:
        tariff(de, name, value="500.00", on="2026-01-15")
    assert caught.value.code == "missing_fact"


def test_what_was_billed_in_full_is_no_next_step(de: Profile) -> None:
    """0.9 units of 51.50 with a fifth of it; once that is billed nothing is left to bill."""
    before = charged(D(500)).model_copy(update={"events": charged(D(500)).events[:-1]})
    steps = [step for step in next_steps(before, de, on="2025-10-20").proposals if step.action == "charge"]
    assert [step.charges[0].amount for step in steps if step.law[:1] == ("rdg-13e",)] == [D("55.62")]
    after = next_steps(charged(D(500)), de, on="2025-10-20").proposals
    assert [step for step in after if step.action == "charge" and step.law[:1] == ("rdg-13e",)] == []


def test_every_cent_above_the_law_is_a_breach_and_struck(de: Profile) -> None:
    found = audit(charged(D(500)), de, on="2025-12-31").findings
    assert [(one.code, one.severity, one.amount_unlawful) for one in found] == [
        ("fee_above_maximum", "breach", D("99943.38"))
    ]
    assert costs(de, charged(D(500))) == D("55.62")


@pytest.mark.parametrize("name", ["payment_order_court_fee", "collection", "order_procedure", "reminder_public"])
def test_what_is_taken_of_a_value_is_not_worked_out_without_one(de: Profile, name: str) -> None:
    with pytest.raises(NotModelled) as found:
        tariff(de, f"fee.{name}", on="2026-01-15", mandate="2026-01-15")
    assert [(fault.code, fault.path) for fault in found.value.faults] == [("missing_value", "value")]


def test_what_is_one_sum_needs_no_value(de: Profile) -> None:
    assert tariff(de, "fee.lump_40", on="2026-01-15").amount == D("40.00")
    assert tariff(de, "fee.order_procedure_by_collector", on="2021-09-30").amount == D("25.00")


@pytest.mark.parametrize(
    ("fee", "value", "base", "amount"),
    [
        ("fee.payment_agreement", "3000.00", "1500.00", "112.98"),  # 0.7 x 134.50 = 94.15; a fifth on top, 18.83
        ("fee.disclosure_measure", "3000.00", "2000.00", "63.36"),  # 0.3 x 176.00 = 52.80; a fifth on top, 10.56
        ("fee.disclosure_measure", "2000.00", None, "63.36"),
    ],
)
def test_a_tariff_is_taken_of_what_the_fee_is_taken_of(
    de: Profile, fee: str, value: str, base: str | None, amount: str
) -> None:
    found = tariff(de, fee, value=value, on="2026-01-15", mandate="2026-01-15")
    assert found.amount == D(amount)
    assert [str(part.amount) for part in found.parts if part.code == "base"] == ([] if base is None else [base])
    assert [taken.path for taken in found.assumptions] == ["creditor_recovers_vat"]
    sure = tariff(de, fee, value=value, on="2026-01-15", mandate="2026-01-15", creditor_recovers_vat=True)
    assert (sure.amount, sure.assumptions) == (D(amount), ())


def test_each_who_bills_has_the_table_of_the_first_mandate_given_to_him(de: Profile) -> None:
    """RVG 60: 1.3 x 88.00 and 20.00 for the collector of May 2025; 1.3 x 93.00 and 20.00 for the lawyer of June."""
    handed = {"kind": "handed_over", "to": "collector"}
    mandates = [
        {**handed, "on": "2025-05-02"},
        {**handed, "on": "2025-06-17"},
        {**handed, "on": "2025-06-16", "to": "lawyer"},
    ]
    bills = [
        {"on": "2025-06-20", "kind": "charge", "cost": cost, "tariff": fee, "amount": "500.00"}
        for cost, fee in (("lawyer_fee", "fee.lawyer_after_dispute"), ("collector_fee", "fee.collection"))
    ]
    case = load_case({
        "id": "x", "currency": "EUR", "creditor": {"kind": "business", "recovers_vat": True},
        "debtor": {"kind": "consumer"},
        "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2025-03-03",
                    "performed": "2025-03-03", "invoiced": "2025-03-03", "due": "2025-04-01", "due_agreed": True}],
        "events": [*mandates, {"on": "2025-06-10", "kind": "dispute"}, *bills],
    })  # fmt: skip
    lines = standing(case, de, on="2025-07-01").lines
    assert [line.lawful for line in lines if line.kind == "collection_cost"] == [D("140.90"), D("134.40")]
