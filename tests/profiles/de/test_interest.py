"""German default interest against sums worked out with fractions from the published base rates; set-off; conservation.

The table is typed in from the publication, half-year by half-year; nothing here asks the engine what the law is.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from collectrules import Case, NotModelled, NotYetPublished, Profile, interest, load_case, standing
from collectrules.ground.money import half_up

D = dt.date
BASE = (
    "2.57 2.47 1.97 1.22 1.14 1.13 1.21 1.17 1.37 1.95 2.70 3.19 3.32 3.19 1.62 0.12 0.12 0.12 0.12 0.37 0.12 0.12 "
    "-0.13 -0.38 -0.63 -0.73 -0.83 -0.83 -0.83 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 "
    "-0.88 -0.88 1.62 3.12 3.62 3.37 2.27 1.27 1.27 1.52"
).split()
"""From 1 January 2002 to the half-year that begins on 1 July 2026."""


def base(day: dt.date) -> Fraction:
    return Fraction(BASE[2 * (day.year - 2002) + (day.month > 6)])


def simple(amount: str, points: int, first: dt.date, last: dt.date, *, year: int | None = None) -> Decimal:
    """Day by day over the days of its year, or over one length of year; rounded once."""
    found = Fraction(0)
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = D.fromordinal(number)
        length = year or (366 if day.year % 4 == 0 else 365)  # no century lies between
        found += Fraction(amount) * (base(day) + points) / 100 / length
    return Decimal(half_up((found * 100).numerator, (found * 100).denominator)) / 100


SPANS = [
    ("2002-01-02", "2026-12-31"),
    ("2004-02-26", "2004-03-01"),
    ("2012-06-28", "2013-07-02"),
    ("2015-12-30", "2016-07-01"),
    ("2022-12-30", "2024-07-03"),
    ("2025-06-30", "2026-07-01"),
    ("2026-06-29", "2026-12-31"),
]


@pytest.mark.parametrize(("due", "until"), SPANS)
@pytest.mark.parametrize(("count", "year"), [("act_act", None), ("act_365", 365)])
@pytest.mark.parametrize("amount", ["0.01", "99.99", "12345.67"])
def test_five_points_day_by_day(de: Profile, due: str, until: str, count: str, year: int | None, amount: str) -> None:
    """No due day of the list is a day of rest, so that interest begins on the day after it."""
    found = interest(de, amount, due=due, until=until, readings={"day_count": count}).interest
    first = D.fromisoformat(due) + dt.timedelta(days=1)
    assert found == simple(amount, 5, first, D.fromisoformat(until), year=year)


@pytest.mark.parametrize(("arose", "points"), [("2002-01-02", 8), ("2014-07-29", 9)])
@pytest.mark.parametrize("until", ["2014-12-31", "2016-02-29", "2023-01-02", "2026-12-31"])
def test_eight_and_nine_points_day_by_day(de: Profile, arose: str, points: int, until: str) -> None:
    claim = {"arose": arose, "due": "2014-08-29", "performed": arose}
    found = standing(one(debtor="business", amount="12345.67", **claim), de, on=until).owed.interest
    assert found == simple("12345.67", points, D(2014, 8, 30), D.fromisoformat(until))


def test_time_is_cut_where_one_likes(de: Profile) -> None:
    """What accrued by each of some days differs by what the days between bear."""
    days = ["2022-12-29", "2022-12-31", "2023-01-01", "2023-06-30", "2024-02-29", "2026-11-25"]
    found = [interest(de, "36600.00", due="2022-12-28", until=day).interest for day in days]
    for (before, earlier), (after, later) in pairwise(zip(days, found, strict=True)):
        first = D.fromisoformat(before) + dt.timedelta(days=1)
        assert abs(later - earlier - simple("36600.00", 5, first, D.fromisoformat(after))) <= Decimal("0.01")


def test_from_2027_on_no_rate_is_known(de: Profile) -> None:
    assert interest(de, "100.00", due="2026-02-02", until="2026-12-31").interest > 0
    with pytest.raises(NotYetPublished):
        interest(de, "100.00", due="2026-02-02", until="2027-01-01")


def one(*events: dict[str, Any], debtor: str = "consumer", region: str | None = "BY", **claim: object) -> Case:
    plain = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2025-07-01", "due": "2025-07-31",
             "due_is": "agreed"}  # fmt: skip
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business", "recovers_vat": True},
         "debtor": {"kind": debtor}, "claims": [plain | claim], "events": list(events)}
        | ({} if region is None else {"region": region})
    )  # fmt: skip


def test_a_holiday_of_some_laender_asks_for_the_land(de: Profile) -> None:
    assert standing(one(due="2026-01-06"), de, on="2026-01-08").owed.interest > 0
    assert standing(one(due="2026-01-07", region=None), de, on="2026-01-08").owed.interest > 0
    with pytest.raises(NotModelled) as found:
        standing(one(due="2026-01-06", region=None), de, on="2026-01-08")
    assert found.value.code == "holidays_of_region"


@pytest.mark.parametrize("lump_on", ["2025-08-01", "2025-12-31"])
@pytest.mark.parametrize("letters", [0, 1, 15, 16, 17, 20])
def test_of_reminders_and_the_lump_sum_the_greater_is_owed(de: Profile, letters: int, lump_on: str) -> None:
    days = [D(2025, 8, 4) + dt.timedelta(days=5 * number) for number in range(letters)]
    sent = [{"on": day.isoformat(), "kind": "reminder", "channel": "post", "fee": "2.50"} for day in days]
    case = one({"on": lump_on, "kind": "compensation_claimed"}, *sent, debtor="business")
    greater = max(Decimal("40.00"), letters * Decimal("2.50"))
    chosen = standing(case, de, on="2025-12-31", readings={"reminder_cost": "usual"}).owed.fees
    assert chosen == greater
    # Where the doubt is open the letter that the lump sum does not quite cover may have cost 3.00.
    assert 0 <= standing(case, de, on="2025-12-31").owed.fees - greater <= Decimal("0.50")


SUMS = ["0.01", "37.99", "38.00", "38.01", "80.00", "500.00", "1091.00", "2000.00"]


@pytest.mark.parametrize("paid", SUMS)
@pytest.mark.parametrize("secured", ["none", "land"])
def test_no_cent_of_a_payment_is_lost(de: Profile, paid: str, secured: str) -> None:
    found = standing(credit(paid, secured), de, on="2025-12-30")
    payment = found.payments[0]
    parts = (payment.to_costs, payment.to_fees, payment.to_interest, payment.to_principal, payment.unallocated)
    assert sum(parts) == Decimal(paid)
    assert min(*parts, found.owed.costs, found.owed.interest, found.owed.principal) >= 0


@pytest.mark.parametrize("paid", SUMS)
def test_the_order_of_consumer_credit_never_leaves_more_principal(de: Profile, paid: str) -> None:
    """Two credits that differ in nothing but the security: the general order meets interest first."""
    special, general = (standing(credit(paid, word), de, on="2025-12-30").owed.principal for word in ("none", "land"))
    assert special <= general


def credit(paid: str, secured: str) -> Case:
    return one(
        {"on": "2025-12-01", "kind": "payment_order_filed"},
        {"on": "2025-12-30", "kind": "payment", "amount": paid, "received_by": "creditor"},
        kind="consumer_credit", secured=secured, contract="2024-05-02",
    )  # fmt: skip
