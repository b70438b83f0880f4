"""Consumer credit: fees and default interest together end at the amount of the credit, whichever comes later yields.

Lov om forbrugslånsvirksomheder § 11 b. The claim is 1,000 kr. due on 31 January 2021; 8.05 % a year in that half-year,
so 0.2205 a day: 33 days to 5 March give 7.28, 48 days to 20 March give 10.59 (10.5863).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, assess, audit, next_steps, standing

MakeCase = Callable[..., Case]
Event = dict[str, Any]
CREDIT = {
    "kind": "consumer_credit", "credit_amount": "200.00", "contract": "2021-01-01", "arose": "2021-01-01",
    "invoiced": "2021-01-01", "due": "2021-01-31",
}  # fmt: skip
LETTERS: list[Event] = [
    {"on": on, "kind": "reminder", "fee": "100.00"} for on in ("2021-03-05", "2021-03-20", "2021-04-20")
]
NOTICE: Event = {"on": "2021-03-21", "kind": "collection_notice"}


def credit(make: MakeCase, *events: Event, **more: object) -> Case:
    """A claim of which only 200 kr. is credit and the rest something else, so that the ceiling is near."""
    apart = {"readings": {"credit_excess": "ignored"}}
    return make(*events, debtor="consumer", case=apart, **(CREDIT | more))


@pytest.mark.parametrize(
    ("amount", "reading", "owed"),
    [
        # Due on 1 February 2021 and asked two years later: interest and fee reach any ceiling of 100 kr.
        ("1900.00", None, "2000.00"), ("1900.00", "counted", "2000.00"), ("2100.00", None, "2100.00"),
        ("1000.00", None, None), ("1000.00", "ignored", None),
    ],
)  # fmt: skip
def test_what_the_claim_is_above_the_credit_counts_as_its_cost(
    dk: Profile, make: MakeCase, amount: str, reading: str | None, owed: str | None
) -> None:
    readings = {} if reading is None else {"credit_excess": reading}
    case = make({"on": "2021-02-10", "kind": "reminder", "fee": "100.00"}, debtor="consumer",
                **(CREDIT | {"amount": amount, "credit_amount": "1000.00"}))  # fmt: skip
    found = standing(case, dk, on="2023-02-01", readings=readings).owed
    assert (found.total == Decimal(owed)) if owed else (found.total > Decimal(amount) + 100)


@pytest.mark.parametrize(
    ("on", "fees", "interest"),
    [
        ("2021-03-05", "100.00", "7.28"),
        ("2021-03-20", "189.41", "10.59"),  # 200.00 - 100.00 - 10.59 are left for the second fee
        ("2021-04-20", "189.41", "10.59"),  # nothing is left for the third
        ("2026-05-01", "189.41", "10.59"),
    ],
)
def test_fees_and_interest_together_end_at_the_credit(
    dk: Profile, make: MakeCase, on: str, fees: str, interest: str
) -> None:
    owed = standing(credit(make, *LETTERS), dk, on=on).owed
    assert (owed.fees, owed.interest) == (Decimal(fees), Decimal(interest))


def test_what_is_beyond_the_cap_is_a_breach_with_its_law(dk: Profile, make: MakeCase) -> None:
    findings = audit(credit(make, *LETTERS), dk, on="2021-05-01").findings
    assert [(f.event, f.amount_unlawful) for f in findings] == [("2", Decimal("10.59")), ("3", Decimal(100))]
    assert all(f.severity == "breach" and "lfv-11b" in f.law for f in findings)


@pytest.mark.parametrize(("on", "daily"), [("2021-03-19", "0.2205"), ("2021-03-20", "0.0037"), ("2021-03-21", "0")])
def test_daily_interest_and_rows_stop_where_what_is_owed_stops(
    dk: Profile, make: MakeCase, on: str, daily: str
) -> None:
    now = standing(credit(make, *LETTERS), dk, on=on)
    assert now.daily_interest == Decimal(daily)
    assert abs(sum(row.amount for row in now.interest) - now.owed.interest) < Decimal("0.005")


def test_interest_alone_reaches_the_cap_and_its_last_row_says_when(dk: Profile, make: MakeCase) -> None:
    # 20.00 at 0.220548 a day: 19.85 after 90 days (1 May), the 91st (2 May) brings the last 0.15.
    now = standing(credit(make, credit_amount="20.00"), dk, on="2021-12-01")
    assert now.owed.interest == Decimal("20.00")
    assert sum(row.amount for row in now.interest) == Decimal("20.0000")
    assert str(now.interest[-1].to) == "2021-05-02"
    assert now.daily_interest == 0


def test_what_was_paid_counts_towards_the_cap(dk: Profile, make: MakeCase) -> None:
    # Paid off in interest and fees of 107.28 on 5 March; 92.72 are left for all later charges.
    paid = {"on": "2021-03-05", "kind": "payment", "amount": "107.28", "id": "p"}
    events = [LETTERS[0] | {"on": "2021-03-04"}, paid, *LETTERS[1:]]
    owed = standing(credit(make, *events), dk, on="2021-05-01").owed
    assert owed.fees + owed.interest == Decimal("92.72")


def test_proposals_ask_for_what_is_left_and_then_for_nothing(dk: Profile, make: MakeCase) -> None:
    def reminder(case: Case, on: str) -> tuple[list[Decimal | None], list[str]]:
        (step,) = [s for s in next_steps(case, dk, on=on).proposals if s.action == "reminder"]
        return [cost.amount for cost in step.charges], [reason.code for reason in step.because]

    assert reminder(credit(make, LETTERS[0]), "2021-03-20") == ([Decimal("89.41")], [])
    assert reminder(credit(make, *LETTERS[:2]), "2021-04-20") == ([], ["no_fee_cost_cap"])


def test_a_collectors_fee_beyond_the_cap_is_blocked(dk: Profile, make: MakeCase) -> None:
    case = credit(make, *LETTERS[:2], NOTICE, {"on": "2021-04-05", "kind": "handed_over"})
    fee = {"on": "2021-04-06", "kind": "charge", "cost": "collector_fee", "amount": "400.00"}
    assert assess(case, dk, fee, on="2021-04-06").verdict == "blocked"
    assert standing(case.with_event(fee), dk, on="2021-04-06").owed.costs == 0


@pytest.mark.parametrize(("reading", "costs"), [(None, "44.07"), ("counted", "44.07"), ("beside", "750.00")])
def test_whether_a_court_fee_counts_is_a_doubt(dk: Profile, make: MakeCase, reading: str | None, costs: str) -> None:
    # 1 February to 30 June 2021: 150 days at 8.05 % = 33.0822; 1 July to 17 October: 109 days at 7.65 % = 22.8452;
    # in all 55.93. With the fee of 100.00 that leaves 44.07 of the credit of 200.00; the court fee is 750.00.
    events = [LETTERS[0], {"on": "2021-03-06", "kind": "collection_notice"},
              {"on": "2021-10-17", "kind": "payment_order_filed"}]  # fmt: skip
    readings = {"credit_cap_court_costs": reading} if reading else {}
    readings["credit_excess"] = "ignored"
    owed = standing(credit(make, *events), dk, on="2021-10-17", readings=readings).owed
    assert (owed.interest, owed.costs) == (Decimal("55.93"), Decimal(costs))


@pytest.mark.parametrize(
    ("apr", "contract", "breaches"),
    [
        ("99.00", "2023-01-01", 1), ("35.01", "2023-01-01", 1), ("35.00", "2023-01-01", 0), (None, "2023-01-01", 0),
        ("99.00", "2020-07-01", 1), ("99.00", "2020-06-30", 0),
    ],
)  # fmt: skip
def test_the_annual_percentage_rate_of_a_credit_has_a_ceiling(
    dk: Profile, make: MakeCase, apr: str | None, contract: str, breaches: int
) -> None:
    # Lov om forbrugslånsvirksomheder § 11 a: at most 35 % for credit made from 1 July 2020.
    days = {"contract": contract, "arose": contract, "invoiced": contract, "due": "2023-02-01"}
    found = audit(credit(make, apr=apr, **days), dk, on="2023-02-01").findings
    assert [(f.code, f.severity, f.law, f.claims, f.event) for f in found] == [
        ("above_ceiling", "breach", ("lfv-11a",), ("1",), "")
    ] * breaches
    assert not audit(make(apr=apr), dk, on="2023-02-01").findings
