"""Every figure and every inequality of a profile, and the profile with one of them changed by one unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from collectrules.loader import model as m

Step = str | int
Path = tuple[Step, ...]

KINDS = [kind for kind in m.KINDS if kind not in {"law", "stage", "reading", "notice", "holidays"}]
"""Drawers that hold figures; the rest holds prose and names, or, for holidays, has been frozen into days."""
NOT_LAW = {"name", "file", "what", "law", "source", "checked", "certainty"}
"""Words of a record that no answer computes with."""
DAY = dt.timedelta(days=1)
OPPOSITES = {"from_": "over", "over": "from_", "to": "below", "below": "to"}
"""Bound of a condition → the same bound, without or with the value itself."""


ORDERED: dict[type, tuple[str, ...]] = {m.Allocation: ("between", "if_undue", "within"), m.Settlement: ("waive",)}
"""Lists of words whose order is law."""


class Site(NamedTuple):
    """One change: where, what stood there, what stands there now, and on which law it rests."""

    place: str
    was: str
    now: str
    law: str
    path: Path
    value: object


def sites(profile: m.Profile) -> Iterator[Site]:
    """Yield every change of one unit, in the order of the drawers and of the words of each record."""
    for kind in KINDS:
        for name, record in getattr(profile, kind).items():
            for path, was, now, law in _changes(record, (kind, name), ()):
                yield Site(_place(path), _text(was), _text(now), ", ".join(law) or "no law", path, now)


def changed(profile: m.Profile, site: Site) -> m.Profile:
    """Return the profile with one change, and nothing compiled from it yet."""
    kind, name, *rest = site.path
    drawer = dict(getattr(profile, str(kind)))
    drawer[name] = _put(drawer[name], tuple(rest), site.value)
    return replace(profile, **{str(kind): drawer, "memo": {}})


# Finding ---------------------------------------------------------------------------------------------------

Found = tuple[Path, object, object, tuple[str, ...]]


def _changes(value: object, path: Path, law: tuple[str, ...]) -> Iterator[Found]:
    if is_dataclass(value):
        own = tuple(getattr(value, "law", ())) or law
        yield from _turned(value, path, own)
        for spec in fields(value):
            if spec.name not in NOT_LAW:
                yield from _changes(getattr(value, spec.name), (*path, spec.name), own)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _changes(item, (*path, place), law)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _changes(item, (*path, key), law)
    else:
        yield from ((path, value, now, law) for now in _neighbours(value))


def _neighbours(value: object) -> Iterator[object]:
    """A unit more and a unit less: of the last decimal that is written, of a count, or a day."""
    if isinstance(value, Decimal):
        unit = Decimal((0, (1,), int(value.as_tuple().exponent)))
        yield from (value + unit, value - unit)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value + 1
        if value > 0:
            yield value - 1
    elif isinstance(value, dt.date):
        yield from (value + DAY, value - DAY)


def _turned(value: object, path: Path, law: tuple[str, ...]) -> Iterator[Found]:
    """Inequalities turned: a bound without its own value, bands closed on the other side, `since` for `after`."""
    if isinstance(value, m.Matcher):
        for word, other in OPPOSITES.items():
            bound = getattr(value, word)
            if bound is not None and getattr(value, other) is None:
                yield path, value, replace(value, **{word: None, other: bound}), law
    if isinstance(value, m.Amount) and value.bands:
        yield path, value, replace(value, bounds="to" if value.bounds == "below" else "below"), law
    for word in ORDERED.get(type(value), ()):
        yield from _swapped(getattr(value, word), (*path, word), law)
    if isinstance(value, m.Period) and bool(value.after) != bool(value.since):
        yield path, value, replace(value, after=value.since, since=value.after), law


def _swapped(value: object, path: Path, law: tuple[str, ...]) -> Iterator[Found]:
    """An order with two neighbours changed about; in each way of reading it, if there are several."""
    if isinstance(value, m.ByReading):
        for option, order in value.options.items():
            yield from _swapped(order, (*path, "options", option), law)
    elif isinstance(value, tuple):
        for place in range(len(value) - 1):
            two = value[place : place + 2]
            yield path, value, (*value[:place], *reversed(two), *value[place + 2 :]), law


# Writing ---------------------------------------------------------------------------------------------------


def _put(value: Any, path: Path, now: object) -> object:  # noqa: ANN401  # a record is made of anything
    if not path:
        return now
    first, *rest = path
    if is_dataclass(value):
        inner = _put(getattr(value, str(first)), tuple(rest), now)
        return replace(value, **{str(first): inner})  # type: ignore[type-var]  # an object, never a class
    inner = _put(value[first], tuple(rest), now)
    if isinstance(value, tuple):
        return (*value[: int(first)], inner, *value[int(first) + 1 :])
    return {**value, first: inner}


def _place(path: Path) -> str:
    """`fee.reminder.limits[1].at_most`: places in lists count from one, as in golden cases."""
    words = [f"[{step + 1}]" if isinstance(step, int) else f".{str(step).rstrip('_')}" for step in path]
    return "".join(words).lstrip(".")


def _text(value: object) -> str:
    if isinstance(value, m.Matcher):
        bounds = [(word, getattr(value, word)) for word in OPPOSITES if getattr(value, word) is not None]
        return ", ".join(f"{word.rstrip('_')} {bound}" for word, bound in bounds)
    if isinstance(value, m.Amount):
        return f"bands {value.bounds or 'to'} their bound"
    if isinstance(value, m.Period):
        return f"{'after' if value.after else 'since'} {', '.join(value.after or value.since)}"
    return str(value)
