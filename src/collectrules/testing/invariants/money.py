"""No minor unit is lost or made: payments, balances, interest over time, and what paying does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from collectrules.answers.documents import dump
from collectrules.answers.standings import Standing, standing
from collectrules.answers.statements import statement
from collectrules.ground.money import to_text
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.testing.asking import COMPONENTS, DAY, documents, need, same, told, until

_MONEY = ("payment", "set_off")
_UNDOING = ("payment_reversed", "void")


def payments_allocated_once(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 1: each minor unit of each payment is allocated once, or is credit.

    Raises:
        Broken: pieces and credit are not the payment, or the payments are not those of the case.

    """
    found = standing(case, profile, on=on)
    for number, paid in enumerate(found.payments):
        place = f"standing.payments[{number}]"
        by_component = paid.to_interest + paid.to_fees + paid.to_costs + paid.to_principal
        same(1, f"{place}.by_claim", sum(piece.amount for piece in paid.by_claim), by_component)
        same(1, f"{place}.unallocated", by_component + paid.unallocated, paid.amount)
        need(1, f"{place}.by_claim", "a piece of nothing", holds=all(piece.amount > 0 for piece in paid.by_claim))
    same(1, "standing.payments", sum(paid.amount for paid in found.payments), _given(case, on))
    if not any(event.kind == "credit_note" for event in case.events):  # one may leave a credit of its own
        spent = sum(paid.amount for paid in found.payments)
        same(1, "standing.paid and credit", found.paid.total + found.credit, spent)


def _given(case: Case, on: dt.date) -> Decimal:
    gone = {event.of for event in case.events if event.kind in _UNDOING and event.on <= on}
    events = zip(case.events, case.event_ids, strict=True)
    paid = (event for event, name in events if event.kind in _MONEY and event.on <= on and name not in gone)
    return sum((Decimal(event.amount) for event in paid if event.amount is not None), Decimal(0))


def balance_adds_up(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 2: components are the total, lines are what is owed, and the statement says what the standing says.

    Raises:
        Broken: a sum that is not that of its parts.

    """
    found, account = standing(case, profile, on=on), statement(case, profile, on=on)
    for word in ("owed", "booked", "paid"):
        balance = getattr(found, word)
        same(2, f"standing.{word}", sum(getattr(balance, part) for part in COMPONENTS), balance.total)
    same(2, "standing.lines", sum(line.open for line in found.lines), found.owed.total)
    for number, line in enumerate(found.lines):
        place, barred = f"standing.lines[{number}]", line.barred
        need(2, place, f"{line.open} open, {line.lawful} lawful, {line.amount} asked",
             holds=0 <= line.open <= line.lawful <= line.amount)  # fmt: skip
        refusable = barred is not None and barred.code == "limitation"
        if barred is not None and not refusable:
            same(2, f"{place}.barred", barred.amount, line.amount - line.lawful)
        elif not refusable:
            same(2, f"{place}.lawful", line.lawful, line.amount)
    for word in ("owed", "booked", "paid", "credit", "stage", "provisional"):
        same(2, f"statement.{word}", getattr(account, word), getattr(found, word))
    for each in account.components:
        place = f"statement.components[{each.component}]"
        same(2, place, each.paid + each.waived + each.open, each.charged)
        same(2, f"{place}.open", each.open, getattr(found.owed, each.component))
        same(2, f"{place}.paid", each.paid, getattr(found.paid, each.component))


def nothing_below_zero(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 3: no component is below zero; what is paid too much is credit.

    Raises:
        Broken: a sum below zero.

    """
    found = standing(case, profile, on=on)
    for word in ("owed", "booked", "paid"):
        for part in (*COMPONENTS, "total"):
            amount = getattr(getattr(found, word), part)
            need(3, f"standing.{word}.{part}", f"{amount}", holds=amount >= 0)
    need(3, "standing.credit", f"{found.credit}", holds=found.credit >= 0)


def two_parts_are_one_sum(case: Case, profile: Profile, *, on: dt.date, percent: int = 40) -> None:
    """Invariant 5: a sum paid in two parts of one day leaves what it leaves paid at once.

    Args:
        case: the facts.
        profile: the law.
        on: the day.
        percent: how much of what is owed the first part is.

    Raises:
        Broken: a part is owed that otherwise is not.

    """
    whole = case.minor(standing(case, profile, on=on).owed.total) - 1
    first = max((whole + 1) * percent // 100, 1)
    if whole <= first:
        return
    at_once = told(_paid(case, on, whole), profile, on)
    in_two = told(_paid(_paid(case, on, first, "part-1"), on, whole - first), profile, on)
    for word in ("owed", "credit"):
        same(5, f"standing.{word} after paying in two parts", getattr(in_two, word), getattr(at_once, word))


def larger_payment_leaves_less(
    case: Case, profile: Profile, *, on: dt.date, less: int = 100, more: int = 1
) -> None:  # fmt: skip
    """Invariant 6: a larger payment never leaves a component higher than a smaller one, nor less credit.

    Nothing is said of a sum that is the open principal of a claim to the unit: a law may hear in it what it is for.

    Args:
        case: the facts.
        profile: the law.
        on: the day on which either is paid.
        less: the smaller payment in minor units.
        more: how much larger the other is, in minor units.

    Raises:
        Broken: a component that is higher.

    """
    small, large = (told(_paid(case, on, sum_), profile, on) for sum_ in (less, less + more))
    if small is None or large is None or _is_a_principal(case, profile, on, {less, less + more}):
        return
    for part in COMPONENTS:
        low, high = getattr(large.owed, part), getattr(small.owed, part)
        need(6, f"standing.owed.{part}", f"{low} after the larger payment, {high} after the smaller", holds=low <= high)
    need(6, "standing.credit", f"{large.credit} after the larger payment", holds=large.credit >= small.credit)


def _is_a_principal(case: Case, profile: Profile, on: dt.date, sums: set[int]) -> bool:
    """Whether one of some sums in minor units is what is open of the principal of a claim."""
    before = told(case, profile, on)
    lines = () if before is None else before.lines
    return any(line.kind == "principal" and case.minor(line.open) in sums for line in lines)


def paying_all_clears(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 16: who pays what is owed on a day owes nothing on it, and nothing on the next.

    Where the law lets the day of payment bear no interest, what is owed holds that of the day all the same: by so much
    he pays too much, and has it as credit.

    Raises:
        Broken: something is still owed, or bears interest, or became credit.

    """
    before = standing(case, profile, on=on)
    if not before.owed.total:
        return
    paid, later = _paid(case, on, case.minor(before.owed.total)), {event.on for event in case.events}
    for day in (on, on + DAY):
        after = told(paid, profile, day)
        if after is None or (day > on and day in later):
            continue
        same(16, f"standing.owed.total of {day}", after.owed.total, before.owed.total * 0)
        same(16, f"standing.daily_interest of {day}", after.daily_interest, before.daily_interest * 0)
        if on not in later:  # money comes before a letter of its day, and its fee
            spared = _spared(before, case, profile)
            need(16, f"standing.credit of {day}", f"{after.credit}, before {before.credit}",
                 holds=before.credit <= after.credit <= before.credit + spared)  # fmt: skip


def interest_adds_up(case: Case, profile: Profile, *, on: dt.date, back: int = 30) -> None:
    """Invariant 10: rows of interest up to a day, cut at an earlier one, are those of that day: no day twice or lost.

    Args:
        case: the facts; those after the earlier day are left out.
        profile: the law.
        on: the later day.
        back: how many days before it the earlier one lies.

    Raises:
        Broken: rows that differ, or lie on each other.

    """
    earlier = on - back * DAY
    past = until(case, earlier)
    whole, first = told(past, profile, on), told(past, profile, earlier)
    if whole is None or first is None:
        return
    for claim in case.claims:
        long, short = ([row for row in each.interest if row.claim == claim.id] for each in (whole, first))
        kept, place = [row for row in long if row.from_ <= earlier], f"standing.interest of claim {claim.id}"
        same(10, place, [(row.from_, row.rate, row.base) for row in kept],
             [(row.from_, row.rate, row.base) for row in short])  # fmt: skip
        same(10, place, [row.amount for row in kept[:-1]], [row.amount for row in short[:-1]])  # the last goes on
        apart = all(before.to + DAY <= after.from_ for before, after in pairwise(long))
        need(10, place, "two rows have a day in common", holds=apart)


def day_adds_what_was_said(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 10: the next day adds the daily interest; each claim is rounded by itself on both days.

    Raises:
        Broken: more than the unit to which the law rounds interest, a claim, apart.

    """
    past = until(case, on)
    now, later = told(past, profile, on), told(past, profile, on + DAY)
    if now is None or later is None:
        return
    grown = later.owed.interest - now.owed.interest
    close = abs(grown - now.daily_interest) <= _unit(case, profile) * len(case.claims)
    need(10, "standing.daily_interest", f"{now.daily_interest}, but the day added {grown}", holds=close)


def _unit(case: Case, profile: Profile) -> Decimal:
    """What interest is rounded to, at the most."""
    rules = profile.interest.values()
    return max([Decimal(1).scaleb(-case.decimals), *(Decimal(rule.round.to) for rule in rules)])


def _spared(before: Standing, case: Case, profile: Profile) -> Decimal:
    """The interest of one day, where some law does not count that of payment."""
    if all(rule.payment_day == "counted" for rule in profile.interest.values()):
        return Decimal(0)
    return before.daily_interest + _unit(case, profile) * len(case.claims)


def consumer_owes_no_more(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 28: the same facts against a consumer never give more than against a business.

    Raises:
        Broken: a consumer would owe more.

    """
    consumer, business = (_against(case, profile, on, kind) for kind in ("consumer", "business"))
    if consumer is None or business is None:
        return
    less = consumer.owed.total <= business.owed.total
    need(28, "standing.owed.total", f"{consumer.owed.total} of a consumer, {business.owed.total} of a business",
         holds=less)  # fmt: skip


def _against(case: Case, profile: Profile, on: dt.date, kind: str) -> Standing | None:
    return told(load_case({**dump(case), "debtor": {"kind": kind}}), profile, on)


def _paid(case: Case, on: dt.date, minor: int, name: str = "all") -> Case:
    """The case with one more payment of that day; its id is one that no event has."""
    used = {event["id"] for event in documents(case)}
    free = next(text for text in _names(name) if text not in used)
    return case.with_event({"id": free, "on": on, "kind": "payment", "amount": to_text(minor, case.decimals)})


def _names(name: str) -> Iterator[str]:
    yield f"zz-{name}"
    number = 1
    while True:
        yield f"zz-{name}-{number}"
        number += 1
