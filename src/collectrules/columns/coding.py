"""Codes for what repeats: columns of words become whole numbers, each distinct row of them a small table.

Days are proleptic ordinals with 0 for none; sums are minor units with -1 for none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from collectrules.ground.errors import bad_input

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Words = dict[str, Any]
EPOCH: Final = 719_163
"""The ordinal of 1970-01-01, from which Arrow counts days."""
WIDEST: Final = 1 << 62
LAST: Final = 3_652_059
"""The ordinal of 9999-12-31."""
NONE: Final = -1


def codes_of(values: pa.ChunkedArray) -> tuple[Whole, list[Any]]:
    """Return a code for each row, and the distinct values that the codes stand for."""
    if pa.types.is_nested(values.type):
        return _codes_of_nested(values.to_pylist())
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    found = values.combine_chunks().dictionary_encode(null_encoding="encode")
    if isinstance(found, pa.ChunkedArray):
        found = found.combine_chunks()
    return np.asarray(found.indices).astype(np.int64), found.dictionary.to_pylist()


def _codes_of_nested(values: Sequence[Any]) -> tuple[Whole, list[Any]]:
    """The same of lists and structs, of which Arrow makes no codes; a field that is null is not said."""
    known: dict[str, int] = {}
    found: list[Any] = []
    codes = []
    for value in map(_said, values):
        code = known.setdefault(json.dumps(value, sort_keys=True, default=repr), len(known))
        found += [value] if code == len(found) else []
        codes.append(code)
    return np.array(codes, np.int64), found


def _said(value: object) -> object:
    """A value without the fields of its structs that are null."""
    if isinstance(value, dict):
        return {name: _said(item) for name, item in value.items() if item is not None} or None
    return [_said(item) for item in value] if isinstance(value, list) else value


def dense(keys: Whole) -> tuple[Whole, Whole]:
    """Return for each row the place of its key among the distinct ones, and for each of these its first row."""
    low, high = (int(keys.min()), int(keys.max())) if len(keys) else (0, 0)
    if high - low < max(4 * len(keys), 1 << 16):
        return _dense_by_place(keys - low, high - low + 1)
    codes = np.asarray(pa.array(keys).dictionary_encode().indices).astype(np.int64)
    return codes, _first_rows(codes, int(codes.max()) + 1)


def _dense_by_place(keys: Whole, size: int) -> tuple[Whole, Whole]:
    """The same where the keys lie so close that a table of all of them is small."""
    first = np.full(size, -1, np.int64)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    there = np.flatnonzero(first >= 0)
    place = np.empty(size, np.int64)
    place[there] = np.arange(len(there))
    return place[keys], first[there]


def _first_rows(codes: Whole, size: int) -> Whole:
    first = np.empty(size, np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def joined(columns: Sequence[Whole], rows: int) -> tuple[Whole, Whole]:
    """Return for each row the place of its combination of codes, and for each combination its first row."""
    key, span = np.zeros(rows, np.int64), 1
    for column in columns:
        low, high = (int(column.min()), int(column.max())) if rows else (0, 0)
        width = high - low + 1
        if span * width >= WIDEST:
            key, _ = dense(key)
            span = int(key.max()) + 1 if rows else 1
        key, span = key * width + (column - low), span * width
    return dense(key)


def words_of(columns: Mapping[str, tuple[Whole, list[Any]]], rows: int) -> tuple[Whole, list[Words]]:
    """Return a code for each row of several coded columns, and the words that each code stands for, by path."""
    codes, first = joined([codes for codes, _ in columns.values()], rows)
    found = [
        nested({name: values[codes_[row]] for name, (codes_, values) in columns.items()}) for row in first.tolist()
    ]
    return codes, found


def nested(flat: Mapping[str, Any]) -> Words:
    """Return a document from dotted names, without what is not said.

    >>> nested({"debtor.kind": "consumer", "workflow": None})
    {'debtor': {'kind': 'consumer'}}
    """
    found: Words = {}
    for name, value in flat.items():
        if value is None:
            continue
        *path, last = name.split(".")
        place = found
        for word in path:
            place = place.setdefault(word, {})
            if not isinstance(place, dict):
                raise bad_input("wrong_type", name, f"a column for {word}, or columns of what it holds")
        there = place.get(last)
        place[last] = {**there, **value} if isinstance(there, dict) and isinstance(value, dict) else value
    return found


class Coder:
    """Gives out codes for documents that are read one by one."""

    def __init__(self) -> None:
        """Begin with the empty document as code 0."""
        self.words: list[Words] = [{}]
        self._known = {"{}": 0}

    def code(self, words: Mapping[str, Any]) -> int:
        """Return the code of a document."""
        if not words:
            return 0
        text = json.dumps(words, sort_keys=True, default=str)
        if text not in self._known:
            self._known[text] = len(self.words)
            self.words.append(dict(words))
        return self._known[text]


def ordinals(values: pa.ChunkedArray) -> Whole:
    """Return days as ordinals, 0 where there is none.

    Raises:
        BadInput: `date_format`, a time of day or a zone: which day that is, only its sender knows; `date_range`.

    """
    dates_ = values.cast(pa.date32())
    if pa.types.is_timestamp(values.type) and (values.type.tz or not dates_.cast(values.type).equals(values)):
        raise bad_input("date_format", "columns", "days without a time and a zone", values.type)
    days = np.asarray(pc.fill_null(dates_.cast(pa.int32()).cast(pa.int64()), -EPOCH).combine_chunks()) + EPOCH
    if len(days) and not (int(days.min()) >= 0 and int(days.max()) <= LAST):
        raise bad_input("date_range", "columns", "days of the years 1 to 9999")
    return days


def dates(days: Whole) -> pa.Array:
    """Return ordinals as Arrow days, null where there is none."""
    return pa.array((days - EPOCH).astype(np.int32), mask=days <= 0).cast(pa.date32())
