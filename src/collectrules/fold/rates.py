"""Which rate runs on a claim: reference, margin, floor, agreement; joined over time into one path."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from collectrules.fold.moments import Moment
from collectrules.fold.rules import decided
from collectrules.fold.unmet import not_computed, refuse
from collectrules.fold.windows import window
from collectrules.ground.dates import FIRST, add_months, date_of
from collectrules.ground.errors import Fault, NotModelled
from collectrules.loader import model as m
from collectrules.nouns.claims import AgreedRate
from collectrules.nouns.dated import least_certain
from collectrules.topics.accrual import RatePath, Segment, Stretch, combined, joined, micro, one_at_a_time
from collectrules.topics.deadlines import span
from collectrules.topics.tariffs import Working

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.ledger import Account
    from collectrules.fold.rulebook import Rulebook
    from collectrules.fold.rules import InterestRule, RateRule

Rates = list[tuple[int, Fraction | None, tuple[str, ...], str]]


def path_of(rule: InterestRule, moment: Moment, first: int) -> RatePath:
    """Return the rate path of a claim from its first interest day on.

    Raises:
        NotModelled: no rate applies, or the day that chooses the margin lies before the law that is modelled.

    """
    day_count = cast("str", rule.record.day_count)
    if rule.varies:
        return _varied(rule, moment, first, day_count)
    parts = [_part(rate, moment, day_count, first) for rate in _applying(rule, moment)]
    if len(parts) == 1 and parts[0][:2] == (None, None):
        return parts[0][2]
    return joined(one_at_a_time(parts, first, rule.record.name), rule.record.name, day_count)


def _applying(rule: InterestRule, moment: Moment) -> list[RateRule]:
    rates = decided(rule.rates, moment)
    if not rates:
        raise NotModelled(Fault(code="no_rate", path=f"interest.{rule.record.name}", expected="a rate that applies"))
    return rates


def _part(rate: RateRule, moment: Moment, day_count: str, first: int) -> Stretch:
    return _day(rate.record.from_), _day(rate.record.to), _path(rate, moment, day_count, first)


def compounding(rule: InterestRule, moment: Moment) -> str | None:
    """Return how interest on interest begins to run, None where it never does.

    Raises:
        NotModelled: `word_not_computed`, the rates that may follow one another do not agree on it.

    """
    rates = rule.rates if rule.varies else _applying(rule, moment)
    words = {rate.record.compound for rate in rates}
    if len(words) > 1:
        raise not_computed([f"rate.{rate.record.name}.compound" for rate in rates if rate.record.compound != "none"])
    return next(iter(words - {"none"}), None)


# Rates that change with what happens -----------------------------------------------------------------------


def rerated(rule: InterestRule, account: Account, moment: Moment) -> RatePath | None:
    """Return another path from the moment's day on, where what happened has changed the rate; None where it has not."""
    if not rule.varies or account.path is None or account.interest_first is None:
        return None
    begin = max(moment.day, account.interest_first)
    found = path_of(rule, moment, begin)
    if (_from_day(found, begin), found.horizon) == (_from_day(account.path, begin), account.path.horizon):
        return None
    return _spliced(account.path, found, begin, cast("str", rule.record.day_count))


def _from_day(path: RatePath, day: int) -> list[Segment]:
    """The segments of a path from a day on."""
    now = path.rate_on(day)
    later = [segment for segment in path.segments if segment.start > day]
    return [*([replace(now, start=day)] if now is not None else []), *later]


def _spliced(old: RatePath, new: RatePath, day: int, day_count: str) -> RatePath:
    """One path to the day before, another from the day on; a rate that goes on as it was begins nothing."""
    before, after = [one for one in old.segments if one.start < day], _from_day(new, day)
    if before and after and replace(before[-1], start=day) == after[0]:
        after = after[1:]
    return RatePath(new.name, [*before, *after], new.horizon, day_count)


def _varied(rule: InterestRule, moment: Moment, first: int, day_count: str) -> RatePath:
    """Ask the conditions of the rates on the first day, and on each later one on which time alone changes them."""
    days = sorted({first, *(day for day in _turns(rule, moment) if day > first)})
    parts: list[Stretch] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        at = Moment(moment.state, moment.account, day)
        for rate in _applying(rule, at):
            begin, end, path = _part(rate, at, day_count, first)
            last = None if following is None else following - 1
            begin, end = max(day, begin or day), min((one for one in (end, last) if one is not None), default=None)
            if end is None or begin <= end:
                parts.append((begin, end, path))
    return joined(one_at_a_time(parts, first, rule.record.name), rule.record.name, day_count)


def _turns(rule: InterestRule, moment: Moment) -> Iterator[int]:
    """Yield the days on which the conditions of a rate may change by time alone."""
    for rate in rule.rates:
        yield from rate.gate.days(moment)
        for gate, _, once in rate.plus:
            yield from gate.days(moment)
            opens = window(once, (), moment)
            if opens.earliest is not None and not opens.missing:
                yield opens.earliest


def _with_plus(rate: RateRule, moment: Moment, path: RatePath, day_count: str) -> RatePath:
    """A path with the points that come on top on the moment's day."""
    added = [more for gate, more, once in rate.plus if gate.holds(moment) and _over(once, moment)]
    if not added:
        return path
    points = micro(sum((_number(more.points, moment) for more in added), Fraction(0)))
    laws = tuple(dict.fromkeys(key for more in added for key in more.law))
    segments = [
        replace(
            one, rate=None if one.rate is None else one.rate + points, law=tuple(dict.fromkeys((*one.law, *laws))),
            margin=(one.margin or 0) + points,
        )
        for one in path.segments
    ]  # fmt: skip
    return RatePath(path.name, segments, path.horizon, day_count)


def _over(once: tuple[tuple[Gate, m.Period], ...], moment: Moment) -> bool:
    opens = window(once, (), moment)
    return not opens.missing and (opens.earliest is None or opens.earliest <= moment.day)


def _number(number: m.Number | str, moment: Moment) -> Fraction:
    """A number of the profile, or a named value of the moment's day."""
    named = moment.state.book.named(moment)
    return named(number, None, Working()) if isinstance(number, str) else Fraction(number)


# One rate --------------------------------------------------------------------------------------------------


def _day(date: dt.date | None) -> int | None:
    return date.toordinal() if date is not None else None


def _path(rate: RateRule, moment: Moment, day_count: str, first: int) -> RatePath:
    """The statutory path, or what the parties agreed where that counts."""
    statutory = _with_plus(rate, moment, _statutory(rate, moment, day_count, None), day_count)
    agreed = moment.state.agreed_rate(moment.account)
    if agreed is None:
        return statutory
    verdict = next((rule for gate, rule in rate.agreed if gate.applies(moment)), None)
    counts = verdict.counts if verdict is not None else "never"
    if counts == "never":
        return statutory
    law = verdict.law if verdict is not None and verdict.law else rate.record.law
    own = _agreed_path(rate, moment, day_count, agreed, law, first)
    if verdict is not None and verdict.ceiling is not None:
        own = _capped(own, micro(_number(verdict.ceiling, moment)), day_count)
    return own if counts == "always" else _chosen(statutory, own, day_count, max if counts == "if_higher" else min)


def _agreed_path(
    rate: RateRule, moment: Moment, day_count: str, agreed: AgreedRate, law: tuple[str, ...], first: int
) -> RatePath:
    if agreed.kind == "margin":
        return _statutory(rate, moment, day_count, (Fraction(agreed.percent), law))
    return RatePath("agreed rate", [Segment(min(first, FIRST), micro(agreed.percent), law, "sure")], None, day_count)


def _capped(path: RatePath, most: int, day_count: str) -> RatePath:
    """An agreed path that is nowhere above a ceiling: what was agreed beyond it counts for nothing."""
    segments = [one if one.rate is None else replace(one, rate=min(one.rate, most)) for one in path.segments]
    return RatePath(path.name, segments, path.horizon, day_count)


def _chosen(one: RatePath, other: RatePath, day_count: str, choose: Callable[..., object]) -> RatePath:
    """Day by day the higher (or lower) of two paths."""
    begin = max(one.starts[0], other.starts[0])
    starts = sorted({start for path in (one, other) for start in path.starts if start >= begin} | {begin})
    segments = []
    for start in starts:
        pair = [cast("Segment", path.rate_on(start)) for path in (one, other)]
        best = cast("Segment", choose(pair, key=lambda segment: segment.rate or 0))
        segments.append(Segment(start, best.rate, best.law, best.certainty, best.reference, best.margin))
    return RatePath(one.name, segments, one.horizon, day_count)


def _statutory(
    rate: RateRule, moment: Moment, day_count: str, margin: tuple[Fraction, tuple[str, ...]] | None
) -> RatePath:
    """Reference plus margin; the path is shared by all claims that the same versions govern."""
    book, record = moment.state.book, rate.record
    key_day = _margin_key(record, moment)
    ceiling = None if record.ceiling is None else _ceiling(record, moment)
    key = (record.name, key_day, margin, day_count, _reference_key(record, moment), ceiling)
    return book.kept_path(key, lambda: _built(record, moment, day_count, margin))


def _margin_key(record: m.Rate, moment: Moment) -> object:
    """The version of the margin that the claim's key day chooses, or None where it floats."""
    figure = record.margin or record.fixed
    if not isinstance(figure, m.Dated) or figure.keyed_by in {None, "accrual_day"}:
        return None
    _, version = moment.state.book.points(record).at(moment.key_day(cast("str", figure.keyed_by)))
    return version.start


def _reference_key(record: m.Rate, moment: Moment) -> object:
    if record.reference is None or record.reference.keyed_by == "accrual_day":
        return None
    return moment.key_day(record.reference.keyed_by)


def _built(record: m.Rate, moment: Moment, day_count: str, margin: tuple[Fraction, tuple[str, ...]] | None) -> RatePath:
    book = moment.state.book
    refuse(book.profile, "rate", record)
    reference, horizon = _reference(record, moment)
    points = _points(record, moment, margin)
    if margin is None and (changes := _margin_changes(record, book)):
        # A margin that floats does not reach back: before its first row the law is not modelled.
        reference = [row for row in _at_changes(reference, changes) if row[0] >= changes[0]]
    floor = Fraction(0) if record.floor is None else Fraction(record.floor)  # nobody owes the debtor default interest
    ceiling = None if record.ceiling is None else _ceiling(record, moment)

    def limit(rate: Fraction) -> Fraction:
        low = max(rate, floor)
        return low if ceiling is None else min(low, ceiling)

    return RatePath(f"rate.{record.name}", combined(reference, points, limit), horizon, day_count)


def _ceiling(record: m.Rate, moment: Moment) -> Fraction:
    return _number(cast("m.Number | str", record.ceiling), moment)


def _points(
    record: m.Rate, moment: Moment, margin: tuple[Fraction, tuple[str, ...]] | None
) -> Callable[[int], tuple[Fraction, tuple[str, ...], str]]:
    """The margin as a function of the accrual day, or fixed by the day that chooses it."""
    if margin is not None:
        return lambda _day: (margin[0], margin[1], "sure")
    if record.margin is None:
        return lambda _day: (Fraction(0), record.law, record.certainty)
    history = moment.state.book.points(record)
    keyed = record.margin.keyed_by if isinstance(record.margin, m.Dated) else None
    fixed = None if keyed in {None, "accrual_day"} else moment.key_day(cast("str", keyed))
    always = None if isinstance(record.margin, m.Dated) else history.starts[0]  # a bare margin never changed

    def points(day: int) -> tuple[Fraction, tuple[str, ...], str]:
        formula, version = history.at(next((one for one in (fixed, always) if one is not None), day))
        return formula(None, _no_names, Working()), version.law, version.certainty

    return points


def _margin_changes(record: m.Rate, book: Rulebook) -> Sequence[int]:
    """The days on which a margin changes that floats by the accrual day."""
    floats = isinstance(record.margin, m.Dated) and record.margin.keyed_by in {None, "accrual_day"}
    return book.points(record).starts if floats else ()


def _at_changes(reference: Rates, days: Sequence[int]) -> Rates:
    """The reference rates, each begun anew on the days on which the margin over it changes."""
    starts = [row[0] for row in reference]
    new = [(day, *reference[bisect_left(starts, day) - 1][1:]) for day in days if starts[0] < day and day not in starts]
    return sorted([*reference, *new], key=lambda row: row[0])


def _no_names(name: str, _value: object, _working: object) -> Fraction:
    raise not_computed([name])


def _reference(record: m.Rate, moment: Moment) -> tuple[Rates, int | None]:
    """The reference rate day by day, or fixed; with the last published day."""
    book = moment.state.book
    if record.reference is None:
        return _fixed(record, moment), None
    series = book.profile.series[record.reference.series]
    rows: Rates = [
        (row.from_.toordinal(), _percent(row), row.law or series.law, row.certainty or series.certainty)
        for row in series.value
    ]
    horizon = series.known_until.toordinal()
    pin = record.reference.pin
    if record.reference.keyed_by != "accrual_day":
        key = pinned(pin, moment.key_day(record.reference.keyed_by))
        locked = [row for row in rows if row[0] <= key][-1:]
        return [(FIRST, *row[1:]) for row in locked], horizon if key > horizon else None
    if pin != "day" and not (pin == "half_year_start" and series.grid == "half_year"):
        rows, horizon = sampled(rows, pin, horizon)
    return _delayed(rows, record.reference.effect_after, moment), horizon


def pinned(pin: str, day: int) -> int:
    """Return the day on which a reference is read for a day: the day itself, or the last pin up to it."""
    if pin == "day":
        return day
    date = date_of(day)
    months = {"month_start": 1, "year_start": 12}.get(pin, 6)
    start = date.replace(month=(date.month - 1) // months * months + 1, day=1).toordinal()
    return start - 1 if pin == "previous_half_year_end" else start


def sampled(rows: Rates, pin: str, horizon: int) -> tuple[Rates, int]:
    """Return a series as it is read at its pins: one row for each pin, and the last day a known row reaches."""
    found: Rates = []
    before = pin == "previous_half_year_end"
    boundary = pinned(pin, rows[0][0]) + before
    while (read := boundary - before) <= horizon:
        known = [row for row in rows if row[0] <= read]
        found += [(boundary, *known[-1][1:])] if known else []
        boundary = _next_pin(pin, boundary)
    return found, boundary - 1


def _next_pin(pin: str, boundary: int) -> int:
    return add_months(boundary, {"month_start": 1, "year_start": 12}.get(pin, 6))


def _percent(row: m.Row) -> Fraction | None:
    return None if row.unknown or row.is_ is None else Fraction(cast("int", cast("m.Amount", row.is_).is_))


def _delayed(rows: Rates, delay: m.Period | None, moment: Moment) -> Rates:
    """Shift each change to the day on which it takes effect; the first row holds from its own day."""
    if delay is None:
        return rows
    book = moment.state.book
    period = replace(delay, after=(), since=("series.change",))

    def begins(change: int) -> int:
        found = span(period, book.profile, lambda _word: change, lambda name: book.number(name, moment), at=moment)
        return change if found.first_free is None else found.first_free

    return rows[:1] + [(begins(start), rate, law, certainty) for start, rate, law, certainty in rows[1:]]


def _fixed(record: m.Rate, moment: Moment) -> Rates:
    if record.fixed is None:
        raise NotModelled(Fault(code="F23", path=f"rate.{record.name}", expected="a reference or a fixed rate"))
    history = moment.state.book.points(record)
    rows: Rates = []
    for version in history.versions:
        formula = version.value
        rate = None if formula is None else formula(None, _no_names, Working())
        rows.append((version.start, rate, version.law, least_certain(version.certainty)))
    keyed = record.fixed.keyed_by if isinstance(record.fixed, m.Dated) else None
    if keyed in {None, "accrual_day"}:
        return rows
    chosen = history.version_at(moment.key_day(cast("str", keyed)))
    return [(FIRST, *row[1:]) for row in rows if chosen is not None and row[0] == chosen.start]


def first_interest_day(rule: InterestRule, moment: Moment) -> tuple[int | None, tuple[str, ...], str | None]:
    """Return the first day that bears interest, its law, and the claim field that is missing to decide it.

    Raises nothing: the caller decides whether a missing field matters.
    """
    book = moment.state.book
    best: tuple[int, tuple[str, ...]] | None = None
    missing: str | None = None
    for gate, period in rule.starts:
        if not gate.holds(moment):
            continue
        found = span(period, book.profile, moment.anchor, lambda name: book.number(name, moment), at=moment)
        if found.first_free is not None and (best is None or found.first_free < best[0]):
            best = (found.first_free, period.law or rule.record.law)
        missing = missing or next((word for word in found.missing if word.startswith("claim.")), None)
    if best is None:
        return None, (), missing
    return best[0], best[1], None


def not_before_modelled(day: int, first_day: int) -> None:
    """Refuse a claim that fell due before the law the profile models.

    Raises:
        NotModelled: `not_modelled`.

    """
    if day < first_day:
        expected = f"a day from {date_of(first_day).isoformat()}"
        raise NotModelled(Fault(code="not_modelled", path="claim.due", expected=expected, got=str(date_of(day))))
