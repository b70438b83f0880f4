"""Interest that may not outgrow the principal until somebody sues, and interest on what is sued for; by hand.

365.00 bear 0.10 a day, so they are doubled after 3,650 days: due on the last day of 2010, on 28 December 2020.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, NotModelled, Profile, load_case, load_profile, standing

HERE = Path(__file__).parent
D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d33")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def sued_for(on: str, value: object, **more: object) -> Event:
    return act(on, "fact", name="interest_sued_for", value=value, **more)


def case(*events: Event, debtor: str = "consumer", amount: str = "365.00", claims: int = 1, **more: object) -> Case:
    plain = {"kind": "goods_or_services", "amount": amount, "due": "2010-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [plain | {"id": str(n)} for n in range(1, claims + 1)], "events": list(events), **more}
    )  # fmt: skip


SERVED = act("2021-01-10", "suit_served")


@pytest.mark.parametrize(
    ("events", "on", "owed"),
    [
        ([], "2020-12-27", "364.90"),
        ([], "2020-12-28", "365.00"),
        ([], "2020-12-29", "365.00"),
        ([], "2022-12-31", "365.00"),
        # to sue is not enough; from the day of service on interest runs anew, and what lay beyond stays lost
        ([act("2021-01-05", "suit_filed")], "2021-01-31", "365.00"),
        ([SERVED], "2021-01-09", "365.00"),
        ([SERVED], "2021-01-10", "365.10"),
        ([SERVED], "2021-01-31", "367.20"),
        # who sues in time loses nothing: 3,653 days to the end of 2020, 365 more
        ([act("2019-01-01", "suit_served")], "2021-12-31", "401.80"),
        # a credit note lowers the ceiling with the principal
        ([act("2020-12-30", "credit_note", amount="65.00")], "2021-12-31", "300.00"),
        ([act("2020-01-01", "waiver", component="interest", amount="1.00")], "2021-12-31", "364.00"),
    ],
)
def test_interest_stops_at_the_principal_until_a_suit_is_served(
    law: Profile, events: list[Event], on: str, owed: str
) -> None:
    assert standing(case(*events), law, on=on).owed.interest == D(owed)


def test_an_exception_knows_no_ceiling(law: Profile) -> None:
    """4,018 days to the end of 2021."""
    assert standing(case(debtor="business"), law, on="2021-12-31").owed.interest == D("401.80")


def test_fees_and_costs_beside_the_ceiling_take_nothing_from_it(law: Profile) -> None:
    bill = act("2020-12-01", "charge", cost="court_fee", amount="50.00")
    assert standing(case(bill), law, on="2021-12-31").owed.interest == D("365.00")


@pytest.mark.parametrize(
    ("reading", "paid_on", "left"),
    [
        # 3,287 days to the end of 2019 are 328.70, of which 100.00 are paid
        ("counts", "2019-12-31", "265.00"),
        # so 265.00 more in unpaid interest, the ceiling itself: 365.00 are unpaid, 465.00 have accrued in 4,650 days
        ("frees", "2019-12-31", "365.00"),
        # paid on the day on which the ceiling was reached, it revives nothing
        ("frees", "2020-12-28", "265.00"),
        ("frees", "2020-12-27", "365.00"),
    ],
)
def test_whether_interest_that_was_paid_counts_is_a_word(law: Profile, reading: str, paid_on: str, left: str) -> None:
    paid = act(paid_on, "payment", amount="100.00")
    found = standing(case(paid, readings={"paid_interest": reading}), law, on="2030-12-31")
    assert found.owed.interest == D(left)
    assert found.owed.principal == D("365.00")


def test_the_rows_end_where_the_ceiling_is_reached_and_begin_anew_with_the_suit(law: Profile) -> None:
    found = standing(case(SERVED), law, on="2021-01-31")
    rows = [(row.from_, row.to, row.amount) for row in found.interest]
    assert rows == [
        (dt.date(2011, 1, 1), dt.date(2020, 12, 28), D("365.0000")),
        (dt.date(2021, 1, 10), dt.date(2021, 1, 31), D("2.2000")),
    ]
    assert found.daily_interest == D("0.1000")
    assert standing(case(), law, on="2021-01-31").daily_interest == 0


# Interest on interest --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "on", "owed"),
    [
        # 36,500.00 bear 10.00 a day; the 731 days to the end of 2012 are 7,310.00
        ([], "2013-01-10", 7410),
        # 7,300.00 bear 1.00 a day at five per cent, from the day of service itself
        ([sued_for("2012-12-31", "7300.00")], "2012-12-31", 7310),
        ([sued_for("2012-12-31", "7300.00")], "2013-01-01", 7321),
        ([sued_for("2012-12-31", "7300.00")], "2013-01-10", 7420),
        ([sued_for("2013-01-01", "7300.00")], "2013-01-10", 7420),
        # told later, it counts from the day after
        ([sued_for("2013-01-05", "7300.00")], "2013-01-10", 7415),
        # no more bears interest than is owed: 7,310.00 × 5 % / 365 = 1.00137 a day
        ([sued_for("2012-12-31", "9000.00")], "2013-01-10", "7420.01"),
        # a payment on interest reaches it first: five days of 1.00, then five of 0.50
        ([sued_for("2012-12-31", "7300.00"), act("2013-01-05", "payment", amount="3650.00")], "2013-01-10", "3767.50"),
    ],
)
def test_interest_that_was_sued_for_bears_interest_at_its_own_rate(
    law: Profile, told: list[Event], on: str, owed: object
) -> None:
    events = [act("2012-12-20", "suit_filed"), act("2013-01-01", "suit_served"), *told]
    assert standing(case(*events, amount="36500.00"), law, on=on).owed.interest == D(str(owed))


def test_without_a_suit_a_sum_bears_nothing(law: Profile) -> None:
    told = sued_for("2012-12-31", "7300.00")
    assert standing(case(told, amount="36500.00"), law, on="2013-01-10").owed.interest == 7410


def test_its_row_says_of_what_sum_and_at_which_rate(law: Profile) -> None:
    events = [act("2013-01-01", "suit_served"), sued_for("2012-12-31", "7300.00")]
    rows = standing(case(*events, amount="36500.00"), law, on="2013-01-10").interest
    assert [(row.base, row.rate, row.days, row.amount) for row in rows if row.base == D("7300.00")] == [
        (D("7300.00"), D("5.00"), 10, D("10.0000"))
    ]


def test_a_sum_for_several_claims_is_refused_until_somebody_says_for_which(law: Profile) -> None:
    with pytest.raises(NotModelled) as found:
        standing(case(sued_for("2012-12-31", "10.00"), claims=2), law, on="2013-01-10")
    assert [fault.path for fault in found.value.faults] == ["events[0].claim"]
    named = sued_for("2012-12-31", "10.00", claim="1")
    assert standing(case(named, claims=2), law, on="2013-01-10").owed.interest == D("148.20")


@pytest.mark.parametrize("value", ["100,00", 100, True, "-1.00", "1.234"])
def test_a_sum_is_an_amount_as_text(law: Profile, value: object) -> None:
    with pytest.raises(BadInput) as found:
        standing(case(sued_for("2012-12-31", value)), law, on="2013-01-10")
    assert [fault.path for fault in found.value.faults] == ["events[0].value"]
