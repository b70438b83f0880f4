"""Records of a profile as plain values that JSON can hold, and back, in the words of the profile format.

JSON has neither days nor exact fractions, and a canonical text has its keys in order. So a day is written
`{"$day": "2026-01-31"}`, a number with decimals `{"$number": "8.05"}`, and a table whose order counts
`{"$table": [["key", value], …]}`. No word of the format begins with a dollar sign.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from typing import Final

from collectrules.ground.dates import to_date
from collectrules.ground.depths import DEEPEST
from collectrules.ground.errors import BadInput, LimitExceeded, bad_input
from collectrules.loader import model as m
from collectrules.loader.read import word_of
from collectrules.nouns.consistency import fault_at

DAY: Final = "$day"
NUMBER: Final = "$number"
TABLE: Final = "$table"
_OWN: Final = frozenset({"name", "file"})
_DIGITS: Final = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}", re.ASCII)
_PAIR: Final = 2


# Writing ---------------------------------------------------------------------------------------------------


def written(record: object) -> dict[str, object]:
    """Return the words of a record or of a part of one, as `read_record` takes them; what has its default is left out.

    >>> written(m.Rounding(to=Decimal("0.05"), mode="half_up", at=("statement",)))
    {'to': {'$number': '0.05'}, 'mode': 'half_up', 'at': ['statement']}
    """
    own = _OWN if type(record) in m.KINDS.values() else frozenset[str]()
    told = (spec for spec in fields(record) if spec.name not in own)  # type: ignore[arg-type]  # records are dataclasses
    return {
        word_of(spec.name): _raw(value) for spec in told if not _is_default(spec, value := getattr(record, spec.name))
    }


def _is_default(spec: Field[object], value: object) -> bool:
    default = spec.default if spec.default_factory is MISSING else spec.default_factory()
    return type(value) is type(default) and value == default


def _raw(value: object) -> object:
    if isinstance(value, m.Condition):
        law = {"law": [*value.law]} if value.law else {}
        return _table({fact: _matched(matcher) for fact, matcher in value.facts.items()} | law)
    if isinstance(value, m.ByReading):
        return {"reading": value.reading, "is": _table({name: _raw(item) for name, item in value.options.items()})}
    if isinstance(value, tuple):
        return [_raw(item) for item in value]
    if isinstance(value, dict):
        return _table({name: _raw(item) for name, item in value.items()})
    return written(value) if is_dataclass(value) else _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Decimal):
        return {NUMBER: format(value, "f")} if value.as_tuple().exponent != 0 else {NUMBER: f"{value:f}.0"}
    return {DAY: value.isoformat()} if isinstance(value, dt.date) else value


def _matched(matcher: m.Matcher) -> object:
    """What a fact must equal, or the bounds it must lie between."""
    if matcher.any_of:
        return [_scalar(value) for value in matcher.any_of]
    if matcher.not_ is not None:
        return {"not": _matched(matcher.not_)}
    if matcher.all_:
        return {"all": [_scalar(value) for value in matcher.all_]}
    bounds = {"from": matcher.from_, "to": matcher.to, "over": matcher.over, "below": matcher.below}
    return {word: _scalar(value) for word, value in bounds.items() if value is not None}


def _table(table: dict[str, object]) -> dict[str, object]:
    """A table as it is where its keys are in order anyway, else with its order."""
    return table if list(table) == sorted(table) else {TABLE: [[name, value] for name, value in table.items()]}


# Reading ---------------------------------------------------------------------------------------------------


def unfolded(value: object, path: str) -> object:
    """Return plain values as a parsed profile has them, with days and exact numbers.

    Raises:
        BadInput: `certificate_law`, a value that no certificate holds.
        LimitExceeded: `too_deep`.

    """
    if _depth(value) > 2 * DEEPEST:
        raise LimitExceeded(fault_at("too_deep", path, f"at most {DEEPEST} levels"))
    return _unfolded(value, path)


def _unfolded(value: object, path: str) -> object:
    if isinstance(value, Mapping):
        return _unfolded_table(value, path)
    if isinstance(value, list | tuple):
        return [_unfolded(item, f"{path}[{place}]") for place, item in enumerate(value)]
    if type(value) in {str, int, bool}:
        return value
    raise _no_law(path, "a text, a whole number, true or false, a list or a table", value)


def _unfolded_table(value: Mapping[str, object], path: str) -> object:
    for sign, read in _SIGNS.items():
        if sign in value:
            if len(value) > 1:
                raise _no_law(path, f"`{sign}` alone", list(value)[:3])
            return read(value[sign], path)
    if not all(isinstance(name, str) for name in value):
        raise _no_law(path, "words as keys", list(value)[:3])
    return {name: _unfolded(item, f"{path}.{name[:60]}") for name, item in value.items()}


def _day(value: object, path: str) -> dt.date:
    try:
        return to_date(value if isinstance(value, str) else "", path)
    except BadInput:
        raise _no_law(path, "a day, such as 2026-01-31", value) from None


def _number(value: object, path: str) -> Decimal:
    if not isinstance(value, str) or not _DIGITS.fullmatch(value):
        raise _no_law(path, "a number with decimals, such as 8.05", value)
    return Decimal(value)


def _pairs(value: object, path: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for pair in value if isinstance(value, list | tuple) else (value,):
        if not isinstance(pair, list | tuple) or len(pair) != _PAIR or not isinstance(pair[0], str) or pair[0] in found:
            raise _no_law(path, "pairs of a key, each once, and a value", pair)
        found[pair[0]] = _unfolded(pair[1], f"{path}.{pair[0][:60]}")
    return found


_SIGNS: Final[Mapping[str, Callable[[object, str], object]]] = {DAY: _day, NUMBER: _number, TABLE: _pairs}


def _no_law(path: str, expected: str, got: object) -> BadInput:
    return bad_input("certificate_law", path, expected, got)


def _depth(value: object) -> int:
    """How deep a value is; without recursion, for the depth is what is in doubt."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > 2 * DEEPEST:
            break
        waiting.extend((inner, depth + 1) for inner in _inner(item))
    return deepest


def _inner(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        return iter(value.values())
    return iter(value) if isinstance(value, list | tuple) else iter(())
