"""Words for people: labels and sentences by code and language, with sums, rates and days as that language writes them.

The engine's own words stand in `languages/<language>.toml`; the labels of a profile's records in the profile's
`texts/<language>.toml`, as `[kind.name]` with `label` and, if it helps, `sentence`. Words never influence a figure.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from collectrules.errors import BadProfile, Fault, bad_input, nearest

Table = Mapping[str, object]
_FOLDER: Final = Path(__file__).parent / "languages"
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in major units, to be written with its currency."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate in percent per year."""

    rate: Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """A record, code or word to be written by its label."""

    kind: str
    name: str


Value = Money | Percent | Named | dt.date | Decimal | int | str | tuple["Value", ...]


def languages() -> tuple[str, ...]:
    """Return the languages the engine speaks."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def _own(language: str) -> Table:
    """The engine's words; the files that ship bound what is kept."""
    known = languages()
    if language not in known:
        raise bad_input("unknown_language", "language", " or ".join(known), language, nearest(language, known))
    return _read(_FOLDER / f"{language}.toml")


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        fault = Fault(code="texts", path=f"texts/{path.name}", expected="valid TOML in UTF-8", got=str(error)[:60])
        raise BadProfile(fault) from None


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language: the engine's, then a profile's records."""

    language: str
    currency: str
    own: Table
    records: Table

    def label(self, kind: str, name: str, default: str | None = None) -> str:
        """Return what a word or record is called; `default`, then the bare name, where nobody has named it."""
        found = _entry(self.own, kind, name)
        if found is None:
            found = _entry(self.records, kind, name)
        if isinstance(found, Mapping):
            found = found.get("label")
        return str(found) if found is not None else default or name.replace("_", " ")

    def has(self, kind: str, name: str) -> bool:
        """Whether somebody has named the word or record in this language."""
        return _entry(self.own, kind, name) is not None or _entry(self.records, kind, name) is not None

    def sentence(self, group: str, code: str, values: Mapping[str, Value]) -> str:
        """Return the sentence of a code, its places filled; an unknown code stands for itself."""
        template = _entry(self.own, group, code)
        if not isinstance(template, str):
            return code
        return _PLACE.sub(lambda place: self.written(values.get(place[1], f"[{place[1]}]")), template)

    def reason(self, code, fact, needed, got):
        return f"{code} {fact} {needed} {got}"

    def finding(self, f):
        return f.message

    def written(self, value: Value) -> str:
        """Return a value as this language writes it."""
        if isinstance(value, str):
            return value
        if isinstance(value, Money):
            return self.money(value.amount)
        if isinstance(value, Percent):
            return self._form("percent", number=self.number(value.rate))
        if isinstance(value, Named):
            return self.label(value.kind, value.name)
        if isinstance(value, dt.date):
            return self.day(value)
        if isinstance(value, tuple):
            return self.listed([self.written(item) for item in value])
        return self.number(Decimal(value))

    def money(self, amount: Decimal) -> str:
        """Return a sum with its currency."""
        from babel.numbers import get_currency_symbol

        symbol = get_currency_symbol(self.currency, locale=self.language)
        return self._form("money", number=self.number(amount), symbol=symbol, code=self.currency)

    def number(self, number: Decimal) -> str:
        """Return a number with exactly its own decimals."""
        from babel.numbers import format_decimal

        places = max(-int(number.as_tuple().exponent), 0)
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return format_decimal(number, format=pattern, locale=self.language)

    def day(self, day: dt.date) -> str:
        """Return a day in full."""
        from babel.dates import format_date

        return format_date(day, format=self._form("day"), locale=self.language)

    def listed(self, words: list[str]) -> str:
        """Return words as a list with an `and`."""
        from babel.lists import format_list

        return format_list(words, style="standard", locale=self.language) if words else ""

    def _form(self, name: str, **parts: str) -> str:
        """The way this language writes a sum, a rate or a day."""
        return _PLACE.sub(lambda place: parts[place[1]], str(_entry(self.own, "write", name)))


def _entry(tables: Table, kind: str, name: str) -> object:
    group = tables.get(kind)
    return group.get(name) if isinstance(group, Mapping) else None


def texts(language: str = "en", *, folder: str | None = None, currency: str = "EUR") -> Texts:
    """Return the words of a language, with those of the profile in `folder` if it has them.

    Raises:
        BadInput: `unknown_language`.
        BadProfile: the profile's words cannot be read.

    """
    own = _own(language)
    path = Path(folder or "") / "texts" / f"{language}.toml"
    return Texts(language, currency, own, _read(path) if folder is not None and path.is_file() else {})
