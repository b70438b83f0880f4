"""What holds of every Austrian case: no ceiling is passed, flat fees never fall, every answer is given or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from collectrules import Case, NotModelled, NotYetPublished, Profile, audit, load_case, next_steps, standing, tariff
from collectrules.nouns.claims import Claim
from collectrules.testing import cases

PLAIN = settings(derandomize=True, max_examples=40, deadline=None,
                 suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
CENTS = some.integers(min_value=1, max_value=50_000_000)
KINDS = tuple(get_args(Claim.model_fields["kind"].annotation))
COURT_FEES_KNOWN = (dt.date(2019, 7, 3), dt.date(2026, 6, 30))


def euros(cents: int) -> str:
    return str(Decimal(cents) / 100)


def court_fee(at: Profile, name: str, cents: int, on: str) -> Decimal:
    return tariff(at, f"fee.{name}", value=euros(cents), on=on).amount


@pytest.mark.parametrize("on", ["2019-07-03", "2021-05-01", "2025-04-01", "2026-01-01"])
@PLAIN
@given(one=CENTS, other=CENTS)
def test_more_in_dispute_never_costs_less_and_an_order_costs_what_a_lawsuit_does(
    at: Profile, on: str, one: int, other: int
) -> None:
    small, large = sorted((one, other))
    assert court_fee(at, "lawsuit_court_fee", small, on) <= court_fee(at, "lawsuit_court_fee", large, on)
    assert court_fee(at, "lawsuit_court_fee", one, on) == court_fee(at, "payment_order_court_fee", one, on)


@PLAIN
@given(one=CENTS, other=CENTS)
def test_a_reminder_of_a_greater_claim_may_cost_more_and_a_further_one_more_than_the_first(
    at: Profile, one: int, other: int
) -> None:
    small, large = sorted((one, other))
    first, second = (
        [tariff(at, f"value.{name}", value=euros(cents), on="2025-01-01").amount for cents in (small, large)]
        for name in ("first_reminder", "further_reminder")
    )
    assert first[0] <= first[1]
    assert second[0] <= second[1]
    assert first[0] < second[0]


@PLAIN
@given(value=CENTS)
def test_handling_never_costs_more_than_its_percentage_above_73_euros(at: Profile, value: int) -> None:
    """The printed ceilings are 20.35, then 22, 17 and 8 per cent; a cent is rounded."""
    cost = tariff(at, "value.handling", value=euros(value), on="2025-01-01").amount
    share = next(percent for bound, percent in ((7300, None), (36300, 22), (72700, 17), (10**9, 8)) if value <= bound)
    exact = Decimal("20.35") if share is None else Decimal(value * share) / 10_000
    assert abs(cost - exact) <= Decimal("0.005")


def claim_case(amount: int, rate: int | None, events: list[dict[str, Any]]) -> Case:
    claim = {"id": "1", "kind": "loan", "amount": euros(amount), "arose": "2003-01-02", "due": "2003-01-31",
             "due_is": "agreed", **({} if rate is None else {"agreed_rate": str(rate)})}  # fmt: skip
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "consumer"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": events}
    )  # fmt: skip


@PLAIN
@given(
    amount=some.integers(min_value=100, max_value=10_000_000),
    rate=some.sampled_from([None, 4, 9, 17, 60]),
    paid=some.integers(min_value=0, max_value=100),
    reading=some.sampled_from(["counts", "frees"]),
    on=some.dates(dt.date(2004, 1, 1), dt.date(2040, 12, 31)),
)
def test_unpaid_interest_never_outgrows_the_principal_before_anybody_sues(
    at: Profile, amount: int, rate: int | None, paid: int, reading: str, on: dt.date
) -> None:
    payment = {"on": "2010-06-30", "kind": "payment", "amount": euros(max(amount * paid // 500, 1)),
               "received_by": "creditor"}  # fmt: skip
    case = claim_case(amount, rate, [payment]).model_copy(update={"readings": {"paid_interest": reading}})
    owed = standing(case, at, on=on).owed
    assert owed.interest <= Decimal(euros(amount))


@pytest.mark.parametrize("kind", KINDS)
@PLAIN
@given(data=some.data())
def test_a_random_case_of_any_kind_gets_every_answer_or_is_told_what_is_missing(
    at: Profile, kind: str, data: some.DataObject
) -> None:
    case = data.draw(cases(at, within=COURT_FEES_KNOWN, claim_kinds=[kind]))
    last = max([event.on for event in case.events] + [claim.due for claim in case.claims])
    assert [found for found in (outcome(case, at, last, answer) for answer in (standing, next_steps, audit))
            if not found <= {case.id, "missing_fact", "no_rate", "not_yet_published"}] == []  # fmt: skip


def outcome(case: Case, at: Profile, on: dt.date, answer: Callable[..., Any]) -> set[str]:
    """The case that an answer is about, or the codes of what it asks for."""
    try:
        return {answer(case, at, on=on).case}
    except (NotModelled, NotYetPublished) as told:
        return {fault.code for fault in told.faults}
