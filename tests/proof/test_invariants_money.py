"""Sums, shares, interest and plans: invariants that no older test holds for every law that ships."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import horizon
from collectrules.topics import allocation

from .common import SHIPPED, document, law
from .drawing import DAY, Asked, asked, changed, few, of, told
from .pursuing import KIND_OF, pursued

PLAIN = {"payment", "set_off", "reminder", "collection_notice", "waiver", "charge", "dispute", "note", "handed_over"}
"""Events after which a claim of this test's own arithmetic still holds: nothing is undone, taken back or given up."""


def test_2_the_balance_is_what_arose_less_what_was_paid_and_waived_on_every_day() -> None:
    """Of cases of any events, and of such as are pursued: the others have hardly a fee or cost."""
    seen: Counter[tuple[object, str]] = Counter()

    @few(10)
    @given(question=asked())
    def of_any_events(question: Asked) -> None:
        case, last = question
        kept = [one for one in cr.dump(case)["events"] if one["kind"] in PLAIN]  # type: ignore[attr-defined]
        each_day_adds_up(changed(case, events=kept), last)

    @few(12)
    @given(data=st.data())
    def of_what_is_pursued(data: st.DataObject) -> None:
        for name in SHIPPED:
            seen.update(each_day_adds_up(*data.draw(pursued(name)), every=3))

    of_any_events()
    of_what_is_pursued()
    assert min(seen[name, part] for name in SHIPPED for part in ("fees", "costs")) >= FEWEST, seen


FEWEST = 3
"""Cases of each law, at the least, in which something was lawful of fees, and of costs."""


def each_day_adds_up(case: cr.Case, last: dt.date, every: int = 1) -> set[tuple[object, str]]:
    """Of the last day, and of every such day of events; what is told is the law, with each part that was something."""
    seen, days = set(), sorted({event.on for event in case.events if event.on <= last} - {last})
    for on in (*days[::every], last):
        found = told(case, on)
        parts = {part.component: part for part in cr.statement(case, of(case), on=on).components}
        arisen = sum(claim.amount for claim in case.claims if (claim.arose or claim.due) <= on)
        asked_for = {"principal": arisen} | {
            part: sum(line.lawful for line in found.lines if line.kind in KIND_OF[part]) for part in ("fees", "costs")
        }
        for part, sum_ in asked_for.items():
            assert sum_ == getattr(found.owed, part) + getattr(found.paid, part) + parts[part].waived, (part, on)
        seen |= {(case.jurisdiction, part) for part, sum_ in asked_for.items() if sum_}
        rows = sum(row.amount for row in found.interest)
        booked = found.owed.interest + found.paid.interest + parts["interest"].waived
        rounded = Decimal("0.01") * (len(case.claims) + len(found.payments)) + Decimal("0.0001") * len(found.interest)
        assert abs(rows - booked) <= rounded, on
    return seen


@few(60)
@given(amount=st.integers(0, 10**6), sums=st.lists(st.integers(0, 10**5), min_size=1, max_size=7), data=st.data())
def test_8_shares_are_exact_to_a_unit_whatever_the_order(amount: int, sums: list[int], data: st.DataObject) -> None:
    found, whole = allocation.shares(amount, sums), sum(sums)
    assert sum(found) == min(amount, whole)
    for part, of_ in zip(found, sums, strict=True):
        assert abs(part - Fraction(min(amount, whole) * of_, whole or 1)) < 1
    for size in set(sums):
        alike = [part for part, of_ in zip(found, sums, strict=True) if of_ == size]
        assert max(alike) - min(alike) <= 1
    order = data.draw(st.permutations(range(len(sums))))
    turned = allocation.shares(amount, [sums[place] for place in order])
    assert sorted(zip(turned, (sums[place] for place in order), strict=True)) == sorted(zip(found, sums, strict=True))


@st.composite
def terms(draw: st.DrawFn) -> tuple[cr.Profile, dt.date, dt.date, dict[str, str]]:
    """A law, a due day, a later day, and who owes."""
    profile = law(draw(st.sampled_from(SHIPPED)))
    first, last = horizon(profile)
    due = draw(st.dates(first + 400 * DAY, last - 10 * DAY))
    until = draw(st.dates(due, min(last, due + 1500 * DAY)))
    region = {"region": profile.header.regions[0]} if profile.header.regions else {}
    return profile, due, until, {"debtor": draw(st.sampled_from(["consumer", "business"])), **region}


def accrued(
    asked: tuple[cr.Profile, dt.date, dt.date, dict[str, str]], minor: int, until: dt.date
) -> cr.InterestAnswer:
    profile, due, _, words = asked
    arose = (due - 30 * DAY).isoformat()
    amount = f"{minor // 100}.{minor % 100:02}"
    try:
        return cr.interest(profile, amount, due=due, until=until, arose=arose, received=arose, **words)  # type: ignore[arg-type]
    except cr.NotModelled:
        assume(False)
        raise


@few(40)
@given(asked=terms(), one=st.integers(1, 10**8), other=st.integers(1, 10**8), times=st.integers(2, 9))
def test_11_interest_of_a_sum_is_that_of_its_parts(asked: Any, one: int, other: int, times: int) -> None:  # noqa: ANN401
    """Before rounding it is the same; each answer is rounded once, so that so many halves of a unit may differ."""
    until = asked[2]
    half = Decimal("0.005")
    alone, beside, both = (accrued(asked, sum_, until).interest for sum_ in (one, other, one + other))
    assert abs(alone + beside - both) <= 3 * half
    assert abs(times * alone - accrued(asked, times * one, until).interest) <= (times + 1) * half


@few(40)
@given(asked=terms(), one=st.integers(1, 10**8), more=st.integers(0, 10**8), days=st.integers(0, 400))
def test_12_interest_never_falls_with_time_or_principal(asked: Any, one: int, more: int, days: int) -> None:  # noqa: ANN401
    """No rate of default that ships was ever below nothing, not even while reference rates were."""
    profile, due, until, _ = asked
    found = accrued(asked, one, until)
    assert accrued(asked, one, due).interest == 0
    assert found.interest >= 0
    assert all(row.rate >= 0 for row in found.rows)
    assert accrued(asked, one + more, until).interest >= found.interest
    assert accrued(asked, one, min(until + days * DAY, horizon(profile)[1])).interest >= found.interest
    each_day_stands_once(found)
    assert found.interest == by_hand(profile, found)


def each_day_stands_once(found: cr.InterestAnswer) -> None:
    """Nothing halts interest of a bare sum: from its first day to the last the rows follow each other like days.

    It begins the day after the due day, or after the working day to which the end of a period moves: at most five
    days on, when Christmas falls on a Thursday.
    """
    if not found.rows:
        assert found.days == 0
        assert found.until <= found.due + 5 * DAY
        return
    first, last = found.rows[0].from_, found.rows[-1].to
    assert found.due < first <= found.due + 6 * DAY
    assert (first, last) == (found.first_day, found.until)
    assert all(before.to + DAY == after.from_ for before, after in pairwise(found.rows))
    assert [row.days for row in found.rows] == [(row.to - row.from_).days + 1 for row in found.rows]
    assert found.days == (last - first).days + 1


def by_hand(profile: cr.Profile, found: cr.InterestAnswer) -> Decimal:
    """Interest of the days that the rows name, counted on the calendar year by year, and rounded once."""
    parts = [Fraction(row.base) * Fraction(row.rate) / 100 * years(profile, row.from_, row.to) for row in found.rows]
    return Decimal((sum(parts, Fraction(0)) * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)


def years(profile: cr.Profile, first: dt.date, last: dt.date) -> Fraction:
    """Two days and all between as years, by the cautious reading of each law: a Swiss year always has 365 days."""
    ends = [dt.date(year, 12, 31) for year in range(first.year, last.year)]
    begins = [first, *(end + DAY for end in ends)]
    lengths = [365 + (isleap(day.year) and profile.header.id != "CH") for day in begins]
    days = [(end - begun).days + 1 for begun, end in zip(begins, [*ends, last], strict=True)]
    return sum((Fraction(count, length) for count, length in zip(days, lengths, strict=True)), Fraction(0))


@few(10)
@given(question=asked(), share=st.integers(1, 99), days=st.integers(1, 700))
def test_13_interest_bears_no_interest_whenever_it_is_booked(question: Asked, share: int, days: int) -> None:
    """Who pays interest alone pays it sooner, and no more or less of it: of simple interest nothing is to be saved."""
    case, on = question
    case = changed(case, events=[])
    now, last = told(case, on), min(on + days * DAY, horizon(of(case))[1])
    part = (now.owed.interest * share / 100).quantize(Decimal("0.01"))
    assume(part > 0)
    payment = {"id": "p", "on": on, "kind": "payment", "amount": str(part)}
    paid = case.with_event(payment)
    placed = told(paid, on).payments[0]
    assume(placed.to_interest == placed.amount)  # a law may send it to the principal first
    with suppress(cr.NotYetPublished):
        was, is_ = told(case, last), told(paid, last)
        assert abs(was.owed.interest - is_.owed.interest - part) <= Decimal("0.01") * len(case.claims)


@few(30)
@given(amount=st.integers(1, 10**7), count=st.integers(1, 60), name=st.sampled_from(SHIPPED))
def test_44_to_46_a_plan_without_interest_is_the_debt_in_equal_parts(amount: int, count: int, name: str) -> None:
    profile = law(name)
    sum_ = Decimal(amount).scaleb(-2)
    claim = {"amount": str(sum_), "due": "2024-01-31", "arose": "2024-01-02", "invoiced": "2024-01-02"}
    case = cr.load_case(document(claim=claim, jurisdiction=name, currency=profile.header.currency))
    try:
        plan = cr.instalment_plan(case, profile, on="2024-01-31", count=count, interest_free=True)
    except (cr.NotModelled, cr.BadInput) as error:
        assert isinstance(error, cr.NotModelled) or error.code in {"nothing_owed", "plan_too_long"}  # noqa: PT017
        assume(False)
    rows = plan.instalments
    assert sum(row.amount for row in rows) == plan.total == sum_
    assert len(rows) == min(count, amount)
    assert min(row.amount for row in rows) > 0
    assert rows[-1].balance == 0
    assert all(later.balance < earlier.balance for earlier, later in pairwise(rows))
    assert all(earlier.due < later.due for earlier, later in pairwise(rows))
    assert len({row.amount for row in rows[:-1]}) <= 1
    if len(rows) > 1:
        assert abs(rows[-1].amount - rows[0].amount) < Decimal("0.01") * len(rows)
        assert abs(rows[-1].amount - rows[0].amount) < rows[0].amount or amount < count**2  # 4 in 3 parts: 1, 1, 2
    else:
        assert rows[0].amount == sum_
