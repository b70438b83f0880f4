"""Figures of every day: wherever a rule applies, the figure it needs has a row for the day that chooses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from collectrules.checking.proving import modelled, unproved
from collectrules.checking.spaces import TODAY, Space, TooLarge
from collectrules.checking.telling import Proved, cited_by, laws_of, told
from collectrules.checking.truths import Values, every, negated, some_table, truth
from collectrules.loader import model as m
from collectrules.loader.findings import found, place_of

_DAY: Final = dt.timedelta(days=1)
_DEEPEST: Final = 4
_FACTS: Final = {
    "act": TODAY, "accrual_day": TODAY, "payment": TODAY, "filed": "filed", "claim_arose": "claim_arose",
    "claim_due": "claim_due", "contract": "contract", "invoiced": "invoiced", "performed": "performed",
    "default_began": "default_began", "interest_start": "default_began", "mandate": "mandate",
}  # fmt: skip
"""The day that chooses a row → the fact that is this day; the day of a title is none."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A dated figure that a rule needs: where it stands, its rows, the fact that chooses one, and when it is needed."""

    place: str
    holder: m.Rule
    rows: Sequence[m.Row]
    key: str
    only_if: tuple[Callable[[Values], bool | None], ...] = ()
    cuts: tuple[tuple[str, dt.date], ...] = ()

    def missing(self, values: Values, *, later: bool) -> bool | None:
        """Whether no row is for the day, before the first or later than that; None while the day is not known."""
        day = values.get(self.key)
        if not isinstance(day, dt.date):
            return None
        return (day >= self.begins) is later and not any(first <= day <= last for first, last in _stretches(self.rows))

    @property
    def begins(self) -> dt.date:
        """The first day of which anything is held."""
        return self.rows[0].from_

    def days(self) -> Iterator[tuple[str, dt.date]]:
        """Yield the days on which something changes, each with the fact that chooses by it."""
        yield from self.cuts
        for first, last in _stretches(self.rows):
            yield from ((self.key, day) for day in (first, last + _DAY if last < dt.date.max else None) if day)


def _stretches(rows: Sequence[m.Row]) -> Iterator[tuple[dt.date, dt.date]]:
    for row, after in zip_longest(rows, rows[1:]):
        following = dt.date.max if after is None else after.from_ - _DAY
        yield row.from_, following if row.to is None else min(row.to, following)


def undated(profile: m.Profile) -> Iterator[Proved]:
    """Yield each figure that is missing on days on which its rule applies, once with the first rule that needs it."""
    told_of: set[str] = set()
    for one in _undated(profile):
        key = f"{one.fault.code} {one.fault.path}"
        if key not in told_of:
            told_of.add(key)
            yield one


def _undated(profile: m.Profile) -> Iterator[Proved]:
    for fee in profile.fee.values():
        yield from _missing(profile, "fee", fee, _of(profile, fee, place_of("fee", fee, "amount"), fee.amount))
    for cap in profile.cap.values():
        yield from _missing(profile, "cap", cap, _of(profile, cap, place_of("cap", cap, "amount"), cap.amount))
    for interest in profile.interest.values():
        for rate in (profile.rate[name] for name in interest.rates):
            yield from _missing(profile, "rate", rate, _of_rate(profile, rate), interest)


def _of_rate(profile: m.Profile, rate: m.Rate) -> Iterator[Needed]:
    for word, figure in (("margin", rate.margin), ("fixed", rate.fixed)):
        if figure is not None:
            yield from _of(profile, rate, place_of("rate", rate, word), figure)
    if rate.reference is not None and rate.reference.keyed_by in _FACTS:
        series = profile.series[rate.reference.series]
        place = place_of("rate", rate, "reference")
        first = [replace(row, to=None) for row in series.value[:1]]  # from there on rows follow one another: F12, F91
        yield Needed(place, series, first, _FACTS[rate.reference.keyed_by])


def _of(
    profile: m.Profile, holder: m.Rule, place: str, figure: object, depth: int = _DEEPEST,
    above: tuple[Callable[[Values], bool | None], ...] = (), cuts: tuple[tuple[str, dt.date], ...] = (),
) -> Iterator[Needed]:  # fmt: skip
    """Yield the dated figures inside a figure: its own rows, and those of the named values it takes."""
    if isinstance(figure, m.Dated | m.Value) and figure.keyed_by in _FACTS:
        key = _FACTS[figure.keyed_by]
        yield Needed(place, holder, figure.value, key, above, cuts)
        for row, (first, last) in zip(figure.value, _stretches(figure.value), strict=True):
            inner = (*cuts, (key, first), *(((key, last + _DAY),) if last < dt.date.max else ()))
            yield from _of(profile, holder, place, row.is_, depth, (*above, _between(key, first, last)), inner)
    elif isinstance(figure, m.ByReading):
        for option, amount in figure.options.items():
            chosen = m.Condition(facts={f"reading.{figure.reading}": m.Matcher(any_of=(option,))})
            yield from _of(profile, holder, place, amount, depth, (*above, _holding(chosen)), cuts)
    elif isinstance(figure, m.Amount) and depth:
        for name in {figure.table, figure.is_ if isinstance(figure.is_, str) else None} - {None}:
            value = profile.value.get(str(name))
            if value is not None:
                yield from _of(profile, value, place_of("value", value), value, depth - 1, above, cuts)


def _between(key: str, first: dt.date, last: dt.date) -> Callable[[Values], bool | None]:
    return lambda values: None if key not in values else first <= values[key] <= last  # type: ignore[operator]


def _holding(condition: m.Condition) -> Callable[[Values], bool | None]:
    (fact, matcher) = next(iter(condition.facts.items()))
    return lambda values: None if fact not in values else values[fact] in matcher.any_of


def _missing(
    profile: m.Profile, kind: str, rule: m.Rule, figures: Iterator[Needed], within: m.Rule | None = None
) -> Iterator[Proved]:
    others: dict[str, m.Rule] = getattr(profile, kind)
    displacers = [other for other in others.values() if rule.name in other.instead_of] if kind == "fee" else []
    needed = [rule, *([within] if within is not None else [])]
    for figure in figures:
        for later in (False, True):

            def without(values: Values, figure: Needed = figure, later: bool = later) -> bool | None:  # noqa: FBT001
                applying = (truth(one, values) for one in needed)
                free = (negated(some_table(other.when, values)) for other in displacers)
                asked = (ask(values) for ask in figure.only_if)
                return every((modelled(profile, values), *applying, *free, *asked, figure.missing(values, later=later)))

            yield from _told(profile, kind, (rule, figure, [*needed, *displacers]), without, later=later)


def _told(
    profile: m.Profile, kind: str, asked: tuple[m.Rule, Needed, Sequence[m.Rule]],
    without: Callable[[Values], bool | None], *, later: bool,
) -> Iterator[Proved]:  # fmt: skip
    """Yield that a figure is missing: a fault once its rows have begun, before them a note that it is not held."""
    rule, figure, rules = asked
    cuts: dict[str, list[dt.date]] = {}
    for fact, day in figure.days():
        cuts.setdefault(fact, []).append(day)
    try:
        space = Space(profile, rules, cuts=cuts)
        values = next(space.found(without), None)
    except TooLarge:
        yield unproved(kind, rule, "amount")
        return
    if values is not None:
        code, expected = ("F78", "a row, or `unknown = true`") if later else ("N78", "a row that begins earlier")
        needing = "" if figure.holder is rule else f"{kind}.{cited_by([rule])} needs it: "
        message = f"{needing}no figure of {cited_by([figure.holder])} is for these days: {told(values, space)}"
        yield Proved(found(code, figure.place, message, expected=expected, law=laws_of([rule, figure.holder])), values)
