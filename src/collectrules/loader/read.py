"""Fill the record classes from parsed TOML, by their annotations; check every word and type, gather all faults.

The classes in `model` are the grammar: a new word is one annotated field there and nothing here.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Final, Literal, NamedTuple, Union, get_args, get_origin

from collectrules.ground.errors import Fault, shown
from collectrules.loader import model as m
from collectrules.loader import words as w
from collectrules.loader.findings import Findings, found

Raw = object
Reader = Callable[[Raw, str, Findings], object]
LARGEST: Final = 10**15
LONGEST_TEXT: Final = 2000
YEARS: Final = range(1800, 2200)
"""No day of a profile lies beyond; so no period can run over the end of the calendar."""
_MOST_SPOKEN: Final = 14
_MAGNITUDES: Final = range(-12, 16)
"""Powers of ten of a number's first digit; beyond, work on it would take longer the larger it is."""
_OWN: Final = frozenset({"name", "file"})
"""What the place of a record says; no word of its table."""
_MISSING: Final[Mapping[tuple[type, str], tuple[str, str]]] = {
    (m.Law, "kind"): ("F07", "a rule must show what it rests on"),
    (m.Interest, "day_count"): ("F24", "there is no default"),
    (m.Less, "counted"): ("F34", "before or after VAT?"),
    (m.Stay, "ends"): ("F60", "what begins must be able to end"),
}
_REQUIRED: Final = {
    "what": "say in one sentence what the rule is",
    "law": "name the key of the law that the rule rests on",
}


class Unreadable(Exception):  # never leaves this module: it carries one fault to the record's reader
    """One value does not have the shape its word asks for."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def read_record(kind: str, name: str, file: str, raw: Raw, faults: Findings) -> object | None:
    """Read one `[kind.name]` table; None if it cannot be built, with the reasons added to `faults`."""
    return _kept(m.KINDS[kind], raw, f"{file}: {kind}.{name}", faults, {"name": name, "file": file})


def read_table(cls: type, raw: Raw, place: str, faults: Findings, **given: object) -> object | None:
    """Read a table that is no named record, such as the header; None if it cannot be built."""
    return _kept(cls, raw, place, faults, given)


def read_word(kind: str, word: str, raw: Raw, place: str, faults: Findings) -> bool:
    """Whether a word may stand on records of a kind with this value; the reason why not is added to `faults`."""
    before = len(faults)
    plan = _plan(m.KINDS[kind])
    _values(plan, {word: raw}, place, faults)
    return len(faults) == before


def _kept(cls: type, raw: Raw, place: str, faults: Findings, given: Mapping[str, object]) -> object | None:
    if not isinstance(raw, dict):
        faults.append(_wrong(place, "a table", raw))
        return None
    built = _record(cls, raw, place, faults, given)
    return None if isinstance(built, _Broken) else built


def _wrong(place: str, expected: str, got: Raw, code: str = "F51") -> Fault:
    return found(code, place, f"{shown(got)} stands where {expected} is expected", expected=expected, got=got)


# Records ---------------------------------------------------------------------------------------------------


class _Plan(NamedTuple):
    """How a record class is read: word → (attribute, reader), and the words it cannot do without."""

    cls: type
    words: Mapping[str, tuple[str, Reader]]
    required: tuple[str, ...]


class _Broken:
    """Stands for a record that could not be built; its faults are already noted."""


@cache
def _plan(cls: type) -> _Plan:
    hints = annotations_of(cls)
    own = _OWN if cls in m.KINDS.values() else frozenset[str]()
    specs = [spec for spec in fields(cls) if spec.name not in own]
    words = {word_of(spec.name): (spec.name, reader_for(hints[spec.name])) for spec in specs}
    return _Plan(cls, words, tuple(word_of(spec.name) for spec in specs if _is_required(spec)))


def annotations_of(cls: type) -> dict[str, object]:
    """Return the annotation of every field of a record class, as objects."""
    plain = {spec.name: spec.type for spec in fields(cls)}
    return typing.get_type_hints(cls) if any(isinstance(hint, str) for hint in plain.values()) else plain


def word_of(attribute: str) -> str:
    """Return the word of the file that an attribute holds.

    >>> word_of("from_")
    'from'
    """
    return attribute.removesuffix("_")


def _is_required(spec: Field[object]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _record(cls: type, raw: Mapping[str, Raw], place: str, faults: Findings, given: Mapping[str, object]) -> object:
    plan = _plan(cls)
    before = len(faults)
    values = _values(plan, raw, place, faults)
    for word in plan.required:
        if word not in raw and word not in given:
            faults.append(_absent(cls, word, place))
    return _Broken() if len(faults) > before else cls(**values, **given)


def _values(plan: _Plan, raw: Mapping[str, Raw], place: str, faults: Findings) -> dict[str, object]:
    values = {}
    for word, value in raw.items():
        known = plan.words.get(word)
        if known is None:
            faults.append(_unknown(word, place, plan.words))
            continue
        try:
            values[known[0]] = known[1](value, f"{place}.{word}", faults)
        except Unreadable as error:
            faults.append(error.fault)
    return values


def _unknown(word: str, place: str, known: Mapping[str, object]) -> Fault:
    message = f"unknown word `{word[:40]}`"
    return found("F03", f"{place}.{word[:40]}", message, expected="a word of this record", got=word, known=known)


def _absent(cls: type, word: str, place: str) -> Fault:
    code, hint = _MISSING.get((cls, word), ("F05", _REQUIRED.get(word)))
    message = f"`{word}` is missing" + (f"; {hint}" if hint else "")
    return found(code, f"{place}.{word}", message, expected=f"the word `{word}`")


# Readers by annotation -------------------------------------------------------------------------------------


def reader_for(annotation: object) -> Reader:
    """Return the reader of a type annotation."""
    build = _BUILDERS.get(get_origin(annotation))
    if build is not None:
        return build(annotation)
    if annotation is m.Condition:
        return _condition
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _part(annotation)
    return _SCALARS[typing.cast("type", annotation)]


def _part(cls: type) -> Reader:
    """A record inside a record; its plan is made when it is first met, for it may hold its own kind."""
    short = getattr(cls, "short", None)

    def read(raw: Raw, place: str, faults: Findings) -> object:
        if isinstance(raw, dict):
            return _record(cls, raw, place, faults, {})
        if short is None:
            raise Unreadable(_wrong(place, "a table", raw))
        return cls(**{short: _plan(cls).words[word_of(short)][1](raw, place, faults)})

    return read


def _text(raw: Raw, place: str, _faults: Findings) -> object:
    if isinstance(raw, str) and len(raw) <= LONGEST_TEXT:
        return raw
    raise Unreadable(_wrong(place, f"a text of at most {LONGEST_TEXT} characters", raw))


def _flag(raw: Raw, place: str, _faults: Findings) -> object:
    if isinstance(raw, bool):
        return raw
    raise Unreadable(_wrong(place, "true or false", raw))


def _whole(raw: Raw, place: str, _faults: Findings) -> object:
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= LARGEST:
        return raw
    raise Unreadable(_wrong(place, f"a whole number of at most {LARGEST}", raw))


def _decimal(raw: Raw, place: str, _faults: Findings) -> object:
    if type(raw) is Decimal and raw.is_finite() and raw.adjusted() in _MAGNITUDES:
        return raw
    raise Unreadable(_wrong(place, "a number, such as 100.00", raw))


def _date(raw: Raw, place: str, _faults: Findings) -> object:
    if type(raw) is dt.date and raw.year in YEARS:
        return raw
    raise Unreadable(_wrong(place, "a day of this age, such as 2013-03-01", raw, "F48"))


def _anything(raw: Raw, _place: str, _faults: Findings) -> object:
    return raw


_SCALARS: Final[Mapping[type, Reader]] = {
    str: _text, bool: _flag, int: _whole, Decimal: _decimal, dt.date: _date, object: _anything,
}  # fmt: skip


def _within(annotation: object) -> Reader:
    """A whole number within bounds."""
    bounds: range = get_args(annotation)[1]
    expected = f"a whole number from {bounds[0]} to {bounds[-1]}"

    def read(raw: Raw, place: str, _faults: Findings) -> object:
        if isinstance(raw, int) and not isinstance(raw, bool) and raw in bounds:
            return raw
        raise Unreadable(_wrong(place, expected, raw))

    return read


def _literal(annotation: object) -> Reader:
    known = frozenset(get_args(annotation))
    spoken = ", ".join(get_args(annotation)) if len(known) <= _MOST_SPOKEN else "in the list of the format"
    code = "F66" if annotation is w.Statement else "F15"

    def read(raw: Raw, place: str, _faults: Findings) -> object:
        if isinstance(raw, str) and raw in known:
            return raw
        message = f"{shown(raw)} is no known word here; the words are {spoken}"
        raise Unreadable(found(code, place, message, expected="a word of its list", got=raw, known=known))

    return read


# Groups ----------------------------------------------------------------------------------------------------


def _tuple(annotation: object) -> Reader:
    first, *others = get_args(annotation)
    if others == [Ellipsis]:
        return _sequence(reader_for(first))
    return _fixed([reader_for(arg) for arg in (first, *others)])


def _sequence(one: Reader) -> Reader:
    """A list of any length; one value alone stands for a list of one."""

    def read(raw: Raw, place: str, faults: Findings) -> object:
        if not isinstance(raw, list):
            return (one(raw, place, faults),)
        return tuple([one(value, f"{place}[{n}]", faults) for n, value in enumerate(raw, 1)])

    return read


def _fixed(readers: list[Reader]) -> Reader:
    def read(raw: Raw, place: str, faults: Findings) -> object:
        if not isinstance(raw, list) or len(raw) != len(readers):
            raise Unreadable(_wrong(place, f"a list of {len(readers)}", raw))
        pairs = enumerate(zip(readers, raw, strict=True), 1)
        return tuple([one(value, f"{place}[{n}]", faults) for n, (one, value) in pairs])

    return read


def _dict(annotation: object) -> Reader:
    item = reader_for(get_args(annotation)[1])

    def read(raw: Raw, place: str, faults: Findings) -> object:
        if not isinstance(raw, dict):
            raise Unreadable(_wrong(place, "a table", raw))
        return {key: item(value, f"{place}.{key}", faults) for key, value in raw.items()}

    return read


# Unions: the shape of the value decides --------------------------------------------------------------------


def _union(annotation: object) -> Reader:
    members = [arg for arg in get_args(annotation) if arg is not type(None)]
    if len(members) == 1:
        return reader_for(members[0])
    by_reading = next((_by_reading(arg) for arg in members if get_origin(arg) is m.ByReading), None)
    tables = [arg for arg in members if isinstance(arg, type) and is_dataclass(arg)]
    by_type = _by_type(members, tables)
    expected = " or ".join(dict.fromkeys(_spoken(member) for member in members))

    def read(raw: Raw, place: str, faults: Findings) -> object:
        if isinstance(raw, dict):
            if by_reading is not None and raw.keys() == {"reading", "is"}:
                return by_reading(raw, place, faults)
            if tables:
                return _record(_closest(tables, raw), raw, place, faults, {})
        one = by_type.get(type(raw))
        if one is None:
            raise Unreadable(_wrong(place, expected, raw))
        return one(raw, place, faults)

    return read


_PLAIN_TYPES: Final[Mapping[object, type]] = {Literal: str, tuple: list, Annotated: int}


def _by_type(members: list[object], tables: list[type]) -> dict[type, Reader]:
    """Type of a plain value → its reader; a record with a short form takes what nobody else does."""
    found_: dict[type, Reader] = {}
    for short in (table for table in tables if hasattr(table, "short")):
        found_ |= dict.fromkeys((str, int, Decimal), _part(short))
    for member in members:
        origin = get_origin(member)
        kind = _PLAIN_TYPES.get(origin, member)
        if kind in {str, list, int, bool, Decimal, dt.date}:
            found_[typing.cast("type", kind)] = reader_for(member)
    return found_


def _by_reading(kind: object) -> Reader:
    """`{ reading = …, is = { option = … } }`, where a word may depend on a doubt."""
    item = reader_for(get_args(kind)[0])

    def read(raw: Raw, place: str, faults: Findings) -> object:
        table = typing.cast("dict[str, Raw]", raw)
        name, options = table["reading"], table["is"]
        if not isinstance(name, str) or not isinstance(options, dict) or not options:
            raise Unreadable(_wrong(place, "{ reading = …, is = { option = … } }", raw))
        return m.ByReading(name, {key: item(value, f"{place}.is.{key}", faults) for key, value in options.items()})

    return read


def _closest(tables: list[type], raw: Mapping[str, Raw]) -> type:
    """Among record classes take the one that knows most of the words in the table."""
    return max(tables, key=lambda table: len(_plan(table).words.keys() & raw.keys()))


def _spoken(member: object) -> str:
    origin = get_origin(member)
    if origin is Literal:
        return " or ".join(str(word) for word in get_args(member))
    names: dict[object, str] = {
        int: "a number", Decimal: "a number", str: "a name", tuple: "a list", bool: "true or false",
        m.ByReading: "a reading", Annotated: "a number",
    }  # fmt: skip
    return names.get(origin or member, "a table")


_BUILDERS: Final[Mapping[object, Callable[[object], Reader]]] = {
    Union: _union, types.UnionType: _union, Literal: _literal, Annotated: _within, tuple: _tuple, dict: _dict,
}  # fmt: skip


# Conditions ------------------------------------------------------------------------------------------------

_PLAIN: Final = (str, bool, int, Decimal, dt.date)
_BOUNDS: Final = ("from", "to", "over", "below")
_MATCHERS: Final = frozenset({*_BOUNDS, "not", "all"})
_laws: Final = _sequence(_text)


def _condition(raw: Raw, place: str, faults: Findings) -> object:
    if not isinstance(raw, dict) or not raw.keys() - {"law"}:
        raise Unreadable(_wrong(place, 'a table of facts, such as { debtor = "consumer" }', raw))
    law = _laws(raw["law"], f"{place}.law", faults) if "law" in raw else ()
    facts = {fact: _matcher(value, f"{place}.{fact}", faults) for fact, value in raw.items() if fact != "law"}
    return m.Condition(facts, typing.cast("tuple[str, ...]", law))


def _matcher(raw: Raw, place: str, faults: Findings) -> m.Matcher:
    if not isinstance(raw, dict):
        return m.Matcher(any_of=_plain_values(raw, place))
    for word in raw.keys() - _MATCHERS:
        faults.append(_unknown(word, place, dict.fromkeys(_MATCHERS)))
    bounds = {word: _plain_value(raw[word], f"{place}.{word}") for word in _BOUNDS if word in raw}
    shapes = [bool(bounds), "not" in raw, "all" in raw]
    if sum(shapes) != 1:
        raise Unreadable(_wrong(place, "bounds (from, to, over, below), or `not`, or `all`", raw))
    return m.Matcher(
        all_=_plain_values(raw["all"], f"{place}.all") if "all" in raw else (),
        from_=bounds.get("from"), to=bounds.get("to"), over=bounds.get("over"), below=bounds.get("below"),
        not_=_matcher(raw["not"], f"{place}.not", faults) if "not" in raw else None,
    )  # fmt: skip


def _plain_values(raw: Raw, place: str) -> tuple[object, ...]:
    """A plain value, or a list of them that is not empty."""
    if raw == []:
        raise Unreadable(_wrong(place, "a plain value, or a list of some", raw))
    return tuple(_plain_value(value, place) for value in (raw if isinstance(raw, list) else (raw,)))


def _plain_value(raw: Raw, place: str) -> object:
    if isinstance(raw, _PLAIN):
        return raw
    raise Unreadable(_wrong(place, "a plain value, or a list of some", raw))
