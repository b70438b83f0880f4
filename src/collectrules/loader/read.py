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
from typing import Final, Literal, Union, get_args, get_origin

from collectrules.errors import Fault, nearest, shown
from collectrules.loader import model as m

Raw = object
LARGEST: Final = 10**15
REQUIRED: Final = {"what": "a plain sentence saying what the rule is", "law": "the key of a law entry"}


class Unreadable(Exception):  # noqa: N818  # never leaves this module: it carries one fault to the record's reader
    """One value does not have the shape its word asks for."""

    def __init__(self, path: str, code: str, expected: str, got: Raw = None, near: str | None = None) -> None:
        seen = None if got is None else shown(got)
        self.fault = Fault(code=code, path=path, expected=expected, got=seen, nearest=near)
        super().__init__(str(self.fault))


Reader = Callable[[Raw, str, list[Fault]], object]
_READERS: Final[dict[object, Reader]] = {}


def read_record(kind: type, name: str, file: str, raw: Raw, faults: list[Fault]) -> object | None:
    """Read one `[kind.name]` table; None if it cannot be built, with the reasons added to `faults`."""
    place = f"{file}: {_word_of(kind)}.{name}"
    if not isinstance(raw, dict):
        faults.append(Fault(code="F99", path=place, expected="a table", got=shown(raw)))
        return None
    try:
        return _record(kind, raw | {"name": name, "file": file}, place, faults)
    except Unreadable as error:
        faults.append(error.fault)
        return None


def _word_of(kind: type) -> str:
    return next((word for word, cls in m.KINDS.items() if cls is kind), kind.__name__.lower())


def reader_for(annotation: object) -> Reader:
    """Return the reader of a type annotation, built once."""
    found = _READERS.get(annotation)
    if found is None:
        found = _READERS[annotation] = _build(annotation)
    return found


def _build(annotation: object) -> Reader:
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        return _union(get_args(annotation))
    if origin is Literal:
        return _literal(get_args(annotation))
    if origin is tuple:
        return _tuple(get_args(annotation))
    if origin is dict:
        return _dict(get_args(annotation)[1])
    if annotation is m.Condition:
        return _condition
    if isinstance(annotation, type) and is_dataclass(annotation):
        return lambda raw, path, faults: _dataclass(annotation, raw, path, faults)
    return _SCALARS[typing.cast("type", annotation)]


# Scalars ---------------------------------------------------------------------------------------------------


def _text(raw: Raw, path: str, _faults: list[Fault]) -> object:
    if isinstance(raw, str) and len(raw) <= 2000:
        return raw
    raise Unreadable(path, "F51", "a text", raw)


def _flag(raw: Raw, path: str, _faults: list[Fault]) -> object:
    if isinstance(raw, bool):
        return raw
    raise Unreadable(path, "F51", "true or false", raw)


def _whole(raw: Raw, path: str, _faults: list[Fault]) -> object:
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= LARGEST:
        return raw
    raise Unreadable(path, "F51", "a whole number", raw)


def _decimal(raw: Raw, path: str, _faults: list[Fault]) -> object:
    if type(raw) is Decimal and raw.is_finite() and -12 <= raw.adjusted() <= 15:
        return raw
    raise Unreadable(path, "F51", "a number, such as 100.00", raw)


def _date(raw: Raw, path: str, _faults: list[Fault]) -> object:
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    raise Unreadable(path, "F48", "a day, such as 2013-03-01", raw)


def _anything(raw: Raw, _path: str, _faults: list[Fault]) -> object:
    return raw


_SCALARS: Final[Mapping[type, Reader]] = {
    str: _text, bool: _flag, int: _whole, Decimal: _decimal, dt.date: _date, object: _anything,
}  # fmt: skip


def _literal(words: tuple[object, ...]) -> Reader:
    known = [str(word) for word in words]

    def read(raw: Raw, path: str, _faults: list[Fault]) -> object:
        if isinstance(raw, str) and raw in known:
            return raw
        near = nearest(raw, known) if isinstance(raw, str) else None
        raise Unreadable(path, "F15", "one of " + ", ".join(known), raw, near)

    return read


# Groups ----------------------------------------------------------------------------------------------------


def _tuple(args: tuple[object, ...]) -> Reader:
    if len(args) == 2 and args[1] is Ellipsis:
        return _sequence(args[0])
    return _fixed(args)


def _sequence(item: object) -> Reader:
    """A list of any length; one value alone stands for a list of one."""

    def read(raw: Raw, path: str, faults: list[Fault]) -> object:
        one = reader_for(item)
        if not isinstance(raw, list):
            return (one(raw, path, faults),)
        return tuple(one(value, f"{path}[{n}]", faults) for n, value in enumerate(raw, 1))

    return read


def _fixed(args: tuple[object, ...]) -> Reader:
    def read(raw: Raw, path: str, faults: list[Fault]) -> object:
        if not isinstance(raw, list) or len(raw) != len(args):
            raise Unreadable(path, "F51", f"a list of {len(args)}", raw)
        return tuple(
            reader_for(tp)(value, f"{path}[{n}]", faults)
            for n, (tp, value) in enumerate(zip(args, raw, strict=True), 1)
        )

    return read


def _dict(item: object) -> Reader:
    def read(raw: Raw, path: str, faults: list[Fault]) -> object:
        if not isinstance(raw, dict):
            raise Unreadable(path, "F51", "a table", raw)
        return {key: reader_for(item)(value, f"{path}.{key}", faults) for key, value in raw.items()}

    return read


# Unions: the shape of the value decides --------------------------------------------------------------------


def _union(args: tuple[object, ...]) -> Reader:
    members = [arg for arg in args if arg is not type(None)]

    def read(raw: Raw, path: str, faults: list[Fault]) -> object:
        by_reading = _by_reading(raw, members, path, faults)
        if by_reading is not None:
            return by_reading
        fitting = [member for member in members if _fits(member, raw)]
        if not fitting:
            raise Unreadable(path, "F51", " or ".join(_spoken(member) for member in members), raw)
        return reader_for(_closest(fitting, raw))(raw, path, faults)

    return read


def _by_reading(raw: Raw, members: list[object], path: str, faults: list[Fault]) -> m.ByReading[object] | None:
    """Read `{ reading = …, is = { option = … } }` where the word allows it."""
    if not isinstance(raw, dict) or raw.keys() != {"reading", "is"} or not isinstance(raw["is"], dict):
        return None
    kind = next((arg for arg in members if get_origin(arg) is m.ByReading), None)
    if kind is None:
        raise Unreadable(path, "F51", "a plain value here; no reading may stand here")
    item = reader_for(get_args(kind)[0])
    options = {name: item(value, f"{path}.{name}", faults) for name, value in raw["is"].items()}
    return m.ByReading(str(raw["reading"]), options)


def _fits(member: object, raw: Raw) -> bool:
    origin = get_origin(member)
    if origin is m.ByReading:
        return False
    if origin is Literal:
        return isinstance(raw, str) and (raw in get_args(member) or not _is_number(raw))
    if origin is tuple:
        return isinstance(raw, list)
    if isinstance(member, type) and is_dataclass(member):
        return isinstance(raw, dict) or (hasattr(member, "short") and not isinstance(raw, list | dict))
    if member is int:
        return isinstance(raw, int) and not isinstance(raw, bool)
    return isinstance(member, type) and isinstance(raw, member)


def _is_number(raw: Raw) -> bool:
    return isinstance(raw, int | Decimal) and not isinstance(raw, bool)


def _closest(members: list[object], raw: Raw) -> object:
    """Among record classes take the one that knows most of the words in the table."""
    if len(members) == 1 or not isinstance(raw, dict):
        return members[0]
    return max(members, key=lambda member: len(_words(typing.cast("type", member)).keys() & raw.keys()))


def _spoken(member: object) -> str:
    origin = get_origin(member)
    if origin is Literal:
        return " or ".join(str(word) for word in get_args(member))
    names: dict[object, str] = {int: "a whole number", Decimal: "a number", str: "a name", tuple: "a list"}
    return names.get(origin or member, "a table")


# Records ---------------------------------------------------------------------------------------------------


def _words(cls: type) -> dict[str, tuple[Field[object], object]]:
    """Return word → (field, annotation) of a record class, built once."""
    found = _WORDS.get(cls)
    if found is None:
        hints = typing.get_type_hints(cls, vars(m))
        found = {f.name.rstrip("_"): (f, hints[f.name]) for f in fields(cls)}
        _WORDS[cls] = found
    return found


_WORDS: Final[dict[type, dict[str, tuple[Field[object], object]]]] = {}


def _dataclass(cls: type, raw: Raw, path: str, faults: list[Fault]) -> object:
    if isinstance(raw, dict):
        return _record(cls, raw, path, faults)
    short = getattr(cls, "short", None)
    if short is None:
        raise Unreadable(path, "F51", "a table", raw)
    return _record(cls, {short.rstrip("_"): raw}, path, faults)


def _record(cls: type, raw: Mapping[str, Raw], path: str, faults: list[Fault]) -> object:
    words = _words(cls)
    values: dict[str, object] = {}
    broken = len(faults)
    for word, value in raw.items():
        if word not in words:
            near = nearest(word, words)
            faults.append(Fault(code="F03", path=f"{path}.{word}", expected="a word of this record", nearest=near))
            continue
        spec, annotation = words[word]
        try:
            values[spec.name] = reader_for(annotation)(value, f"{path}.{word}", faults)
        except Unreadable as error:
            faults.append(error.fault)
    _missing(words, values, raw, path, faults)
    if len(faults) > broken:
        return _Broken()
    return cls(**values)


class _Broken:
    """Stands for a record that could not be built; its faults are already noted."""


def _missing(
    words: dict[str, tuple[Field[object], object]],
    values: dict[str, object],
    raw: Mapping[str, Raw],
    path: str,
    faults: list[Fault],
) -> None:
    for word, (spec, _) in words.items():
        required = spec.default is MISSING and spec.default_factory is MISSING
        if required and spec.name not in values and word not in raw:
            expected = REQUIRED.get(word, f"the word `{word}`")
            faults.append(Fault(code="F05", path=f"{path}.{word}", expected=expected))


# Conditions ------------------------------------------------------------------------------------------------


def _condition(raw: Raw, path: str, faults: list[Fault]) -> object:
    if not isinstance(raw, dict) or not raw:
        raise Unreadable(path, "F51", "a table of facts, such as { debtor = \"consumer\" }", raw)
    law = reader_for(tuple[str, ...])(raw["law"], f"{path}.law", faults) if "law" in raw else ()
    facts = {fact: _matcher(value, f"{path}.{fact}", faults) for fact, value in raw.items() if fact != "law"}
    return m.Condition(facts, typing.cast("tuple[str, ...]", law))


def _matcher(raw: Raw, path: str, faults: list[Fault]) -> m.Matcher:
    if isinstance(raw, list):
        return m.Matcher(any_of=tuple(raw))
    if not isinstance(raw, dict):
        return m.Matcher(any_of=(raw,))
    known = {"from", "to", "over", "below", "not", "all"}
    for word in raw.keys() - known:
        near = nearest(word, known)
        faults.append(Fault(code="F03", path=f"{path}.{word}", expected="from, to, over, below, not or all", nearest=near))
    if not raw.keys() & known:
        return m.Matcher()
    inner = _matcher(raw["not"], path, faults) if "not" in raw else None
    return m.Matcher(
        all_=tuple(raw.get("all", ())), from_=raw.get("from"), to=raw.get("to"),
        over=raw.get("over"), below=raw.get("below"), not_=inner,
    )  # fmt: skip
