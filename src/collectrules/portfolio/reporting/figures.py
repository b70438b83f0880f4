"""Reports of sums: what is open now, what a period changed, by component, and how much was recovered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, Literal

from collectrules.fold.asking import Question, ask
from collectrules.fold.entries import COMPONENTS
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.portfolio.reporting.reading import (
    EVERYTHING,
    SINCE,
    Account,
    CaseFacts,
    Kept,
    Since,
    account_in,
    facts_of,
    in_order,
    mean,
    percent,
    rounded,
    share,
    since_of,
)
from collectrules.portfolio.reporting.reading import begun_on as begun
from collectrules.portfolio.reporting.tables import Asked, Cell, Report, Row, Tally, Unit, Without, made, period_of
from collectrules.portfolio.running import Item, Laws

_HEAD: Final[Mapping[str, Unit]] = {
    "currency": "text", "cases": "number", "principal_paid_percent": "percent", "mean_principal": "amount",
    "mean_age": "days", "mean_interest_fees": "amount", "principal": "amount", "payments": "amount",
    "interest_fees": "amount", "court_fees": "amount", "other_debt": "amount", "waived": "amount", "credit": "amount",
    "outstanding": "amount",
}  # fmt: skip
_PARTS: Final[Mapping[str, Unit]] = {f"{part}_{word}": "amount" for part in COMPONENTS for word in ("paid", "left")}
Rate = Literal["principal", "everything"]
RATES: Final = ("principal", "everything")


def open_now(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    since: Since = "claim",
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return the figures of all open cases at the end of a day, a row for each currency.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        on: the day.
        since: the day from which the age of a case counts.
        kept: which of the open cases; what is left out is counted.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Means are exact fractions rounded once, halves up: `mean_age` in days with one decimal, sums to the smallest unit.

    Raises:
        BadInput: `on` is no day, `unknown_day` for a day from which no case can count.

    """
    day, tally, found = to_date(on, "on"), Tally(), dict[str, Account]()
    _known(since)
    asked = Asked(portfolio, laws, readings, assume)
    for question, age in tally.of(asked.at(day, lambda one: _aged(one, day, since, kept))):
        account_in(found, question.case.currency).add(question, age)
    rows = [_figures(one) for one in in_order(found.values())]
    return made("open_now", {**_HEAD, **_PARTS}, rows, tally, on=day, terms={"since": since})


def _known(since: str) -> None:
    if since not in SINCE:
        raise bad_input("unknown_day", "since", " or ".join(SINCE), since)


def _aged(question: Question, day: dt.date, since: Since, kept: Kept) -> tuple[Question, int] | Without:
    """An open case with its age in days."""
    facts = facts_of(question)
    if facts.status != "open":
        return Without("not_open")
    out, first = kept.out(facts), since_of(question.case, since)
    if out is not None or first is None:
        return Without(out or "no_day")
    return question, (day - first).days


def _figures(one: Account) -> Row:
    return {
        "currency": one.currency, "cases": one.cases, **_means(one, *_exact(one)),
        **{key: one.money(sum_) for key, sum_ in _sums(one).items()},
    }  # fmt: skip


def _exact(one: Account) -> tuple[Fraction | None, ...]:
    """The means before they are rounded."""
    interest = one.charged["interest"] + one.charged["fees"]
    return (
        share(one.paid["principal"], one.charged["principal"]),
        mean(one.charged["principal"], one.cases),
        mean(one.age, one.cases),
        mean(interest, one.cases),
    )


def _means(one: Account, paid: Fraction | None, principal: Fraction | None, *rest: Fraction | None) -> Row:
    age, interest = rest
    return {
        "principal_paid_percent": rounded(paid, 2),
        "mean_principal": None if principal is None else one.money(principal),
        "mean_age": rounded(age, 1),
        "mean_interest_fees": None if interest is None else one.money(interest),
    }


def _sums(one: Account) -> dict[str, int]:
    """Every sum in minor units: principal + interest and fees + court fees + other debt - waived - paid = open."""
    found = {
        "principal": one.charged["principal"],
        "payments": sum(one.paid.values()) + one.credit,
        "interest_fees": one.charged["interest"] + one.charged["fees"],
        "court_fees": one.court_fees,
        "other_debt": one.charged["costs"] - one.court_fees,
        "waived": sum(one.waived.values()),
        "credit": one.credit,
        "outstanding": sum(one.left.values()),
    }
    for part in COMPONENTS:
        found |= {f"{part}_paid": one.paid[part], f"{part}_left": one.left[part]}
    return found


# A period --------------------------------------------------------------------------------------------------


def period(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    since: Since = "claim",
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return the figures of the open cases before a period, at its end, and the difference of the two.

    Three rows for each currency: `start` is the end of the day before `first`, `end` that of `last`, `change` the end
    less the start, of means the difference of the exact ones, rounded once. The other arguments are those of
    `open_now`.

    Raises:
        BadInput: `period_reversed`, days that are none, `unknown_day`.

    """
    (begins, ends), tally = period_of(first, last), Tally()
    _known(since)
    before = begins - dt.timedelta(days=1)
    start, end = dict[str, Account](), dict[str, Account]()
    asked = Asked(portfolio, laws, readings, assume)

    def both(now: Question) -> list[tuple[dict[str, Account], Question, int]] | Without:
        then = _then(now, before, readings, assume)
        pairs = [(start, then, before), (end, now, ends)]
        read = [(into, _aged(one, day, since, kept)) for into, one, day in pairs if one is not None]
        found = [(into, *one) for into, one in read if not isinstance(one, Without)]
        return found or next(one for _, one in read if isinstance(one, Without))

    for pair in tally.of(asked.at(ends, both)):
        for into, question, age in pair:
            account_in(into, question.case.currency).add(question, age)
    rows = _three(start, end)
    columns: dict[str, Unit] = {"state": "word", **_HEAD, **_PARTS}
    return made("period", columns, rows, tally, on=ends, period=(begins, ends), terms={"since": since})


def _then(
    now: Question, day: dt.date, readings: Mapping[str, str] | None, assume: str | None
) -> Question | None:  # fmt: skip
    """The case at the end of an earlier day; None of a time before it began, whose law may be unknown."""
    if begun(now.case) > day:
        return None
    return ask(now.case, now.profile, on=day, readings=readings, assume=assume)


def _three(start: dict[str, Account], end: dict[str, Account]) -> Iterator[Row]:
    for currency in sorted({*start, *end}):
        one, other = account_in(start, currency), account_in(end, currency)
        yield {"state": "start", **_figures(one)}
        yield {"state": "end", **_figures(other)}
        yield {"state": "change", **_change(one, other)}


def _change(one: Account, other: Account) -> Row:
    means = [
        None if before is None or after is None else after - before
        for before, after in zip(_exact(one), _exact(other), strict=True)
    ]
    sums, was = _sums(other), _sums(one)
    return {
        "currency": one.currency, "cases": other.cases - one.cases, **_means(one, *means),
        **{key: one.money(sums[key] - was[key]) for key in sums},
    }  # fmt: skip


# By component, and what was recovered ----------------------------------------------------------------------


def components(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return what was charged, paid, waived and is left of each component, a row for each and each currency.

    `booked` is what the books have open: what the law strikes out, such as a cost that is the creditor's own, is in it.

    The arguments are those of `open_now`; cases that are not open count too, as far as `kept` does not leave them out.

    Raises:
        BadInput: `on` is no day.

    """
    day, tally, found = to_date(on, "on"), Tally(), dict[str, Account]()
    for facts in tally.of(Asked(portfolio, laws, readings, assume).at(day, _wanted(kept))):
        account_in(found, facts.case.currency).add(facts.question)
    columns: dict[str, Unit] = {
        "currency": "text", "component": "component", "charged": "amount", "paid": "amount", "waived": "amount",
        "left": "amount", "booked": "amount",
    }  # fmt: skip
    rows = [_component(one, part) for one in in_order(found.values()) for part in COMPONENTS]
    return made("components", columns, rows, tally, on=day)


def _wanted(kept: Kept) -> Callable[[Question], CaseFacts | Without]:
    def read(question: Question) -> CaseFacts | Without:
        facts = facts_of(question)
        out = kept.out(facts)
        return facts if out is None else Without(out)

    return read


def _component(one: Account, part: str) -> Row:
    sums = (one.money(sums[part]) for sums in (*one.sums, one.booked))
    return {
        "currency": one.currency,
        "component": part,
        **dict(zip(("charged", "paid", "waived", "left", "booked"), sums, strict=True)),
    }


def recovery_rate(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    of: Rate = "principal",
    since: Since = "claim",
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return how much was recovered of the cases of each year, by currency.

    The definition is the caller's: `of` is what is held against what, the principal alone or everything charged;
    `since` is the day whose year counts; `kept` is which cases, such as `Kept(status="closed")`. Money
    without a claim that it could pay (credit) is not recovered. The other arguments are those of `open_now`.

    Raises:
        BadInput: `on` is no day, `unknown_day`, `unknown_rate`.

    """
    _known(since)
    if of not in RATES:
        raise bad_input("unknown_rate", "of", " or ".join(RATES), of)
    day, tally, found = to_date(on, "on"), Tally(), dict[tuple[int, str], Account]()
    wanted = _wanted(kept)

    def read(question: Question) -> tuple[CaseFacts, int] | Without:
        facts, first = wanted(question), since_of(question.case, since)
        if isinstance(facts, Without):
            return facts
        return Without("no_day") if first is None or first > day else (facts, first.year)

    for facts, year in tally.of(Asked(portfolio, laws, readings, assume).at(day, read)):
        key = (year, facts.case.currency)
        found.setdefault(key, Account(key[1])).add(facts.question)
    columns: dict[str, Unit] = {
        "year": "number", "currency": "text", "cases": "number", "base_amount": "amount", "recovered": "amount",
        "percent": "percent",
    }  # fmt: skip
    rows = [_recovered(year, found[year, currency], of) for year, currency in sorted(found)]
    terms = {"of": of, "since": since, "status": kept.status}
    return made("recovery_rate", columns, rows, tally, on=day, terms=terms)


def _recovered(year: int, one: Account, of: Rate) -> Row:
    parts = ("principal",) if of == "principal" else COMPONENTS
    base, got = (sum(sums[part] for part in parts) for sums in (one.charged, one.paid))
    row: dict[str, Cell] = {"year": year, "currency": one.currency, "cases": one.cases}
    return row | {"base_amount": one.money(base), "recovered": one.money(got), "percent": percent(got, base)}
