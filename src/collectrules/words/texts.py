"""Words for people: labels and sentences by code and language, with sums, rates and days as that language writes them.

The engine's own words stand in `languages/<language>.toml`; the labels of a profile's records in the profile's
`texts/<language>.toml`, as `[kind.name]` with `label`; a reading has `options` besides. Words never influence a figure.
A word for what is counted stands as the language counts: `{days} {days|day|days}`.

A language may be asked for as one territory writes it, such as "de-AT": the words are the language's, sums and days the
territory's. Asked for without one, it is written as in the profile's own territory where it is an official language.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Final

from collectrules.ground.errors import BadProfile, Fault, bad_input, nearest, of_type
from collectrules.ground.money import EXACT

Table = Mapping[str, object]
A_LANGUAGE: Final = "a language, such as en"
_FOLDER: Final = Path(__file__).parent / "languages"
_PLACE: Final = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")
"""`{days}` is a value; `{days|day|days}` a word for one and one for more, by how the language counts."""
_WHOLE: Final = re.compile(r"[0-9]+", re.ASCII)
_TAG: Final = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?", re.ASCII)
_USUAL: Final = "usual"  # a sum or rate that looks as the locale has it, and not as the language file says
_FAMILIES: Final = ("act_on_", "none_recommended_", "rest_", "advice_", "occasion_")
"""With what the name of a part begins that says a code of another list."""
_UNSAID: Final = re.compile(r" \(\)")  # what a place in brackets leaves behind when there is nothing to say


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in major units, to be written with its currency."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate in percent."""

    rate: Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """A record, code or word, to be written by its label."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words composed elsewhere; `raw` is what stands in the document, if anything does."""

    text: str
    raw: str = ""


Value = Money | Percent | Named | Said | dt.date | Decimal | int | str | tuple["Value", ...]


def raw_text(value: Value) -> str:
    """Return a value as documents write it.

    >>> raw_text(Money(Decimal("5.00"))), raw_text(dt.date(2026, 1, 31)), raw_text(Named("act", "reminder"))
    ('5.00', '2026-01-31', 'reminder')
    """
    match value:
        case Money(number) | Percent(number) | (Decimal() as number):
            return format(number, "f")
        case Named(_, text) | Said(_, text):
            return text
        case tuple():
            return ", ".join(raw_text(item) for item in value)
    return str(value)


def languages() -> tuple[str, ...]:
    """Return the languages the engine speaks."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def known_language(word: str) -> str:
    """Return a language the engine speaks.

    Raises:
        BadInput: `unknown_language`.

    """
    from babel.localedata import exists

    of_type(word, str, "language", A_LANGUAGE)
    known = languages()
    tag = _TAG.fullmatch(word)
    if tag is None or tag[1] not in known or not (tag[2] is None or exists(f"{tag[1]}_{tag[2]}")):
        raise bad_input("unknown_language", "language", " or ".join(known), word, nearest(word, known))
    return word


def _locale(language: str, asked: str, home: str) -> str:
    """The locale of a language: with the territory asked for, else with the one at home if the language is official."""
    from babel.languages import get_official_languages
    from babel.localedata import exists

    local = f"{language}_{asked or home}"
    official = bool(asked) or language in get_official_languages(home)
    return local if official and exists(local) else language


@cache
def _own(language: str) -> Table:
    """The engine's words; the files that ship bound what is kept."""
    return _read(_FOLDER / f"{language}.toml")


@cache
def codes() -> frozenset[str]:
    """Return every code and word for which the engine has words of its own; of a family also without its name.

    >>> {"step_too_early", "workflow_done"} <= codes()
    True
    """
    found = {str(word) for table in _own("en").values() if isinstance(table, Mapping) for word in table}
    return frozenset(found | {word.removeprefix(family) for word in found for family in _FAMILIES})


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        fault = Fault(code="texts", path=f"texts/{path.name}", expected="valid TOML in UTF-8", got=str(error)[:60])
        raise BadProfile(fault) from None


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language: a profile's records, then the engine's own."""

    language: str
    locale: str
    currency: str
    own: Table
    records: Table

    def label(self, kind: str, name: str, default: str | None = None) -> str:
        """Return what a word or record is called; `default`, then the bare name, where nobody has named it."""
        found = self._found(kind, name)
        return found if found is not None else default or name.replace("_", " ")

    def has(self, kind: str, name: str) -> bool:
        """Whether somebody has named the word or record in this language."""
        return self._found(kind, name) is not None

    def _found(self, kind: str, name: str) -> str | None:
        for tables in (self.records, self.own):
            found = _entry(tables, kind, name)
            if isinstance(found, Mapping):
                found = found.get("label")
            if isinstance(found, str):
                return found
        return None

    def option(self, reading: str, option: str) -> str | None:
        """Return what an option of a reading is called; None where the profile does not say it."""
        found = _entry(self.records, "reading", reading)
        options = found.get("options") if isinstance(found, Mapping) else None
        word = options.get(option) if isinstance(options, Mapping) else None
        return word if isinstance(word, str) else None

    def statement(self, name: str, *, holds: bool) -> str | None:
        """Return the words for a yes-or-no fact that holds or does not; None if nobody has any."""
        found = _entry(self.own, "flag", name)
        word = found.get("yes" if holds else "no") if isinstance(found, Mapping) else None
        return word if isinstance(word, str) else None

    def says(self, kind: str, name: str, key: str) -> str | None:
        """Return the words by which a profile's record makes a statement; None where it has none."""
        found = _entry(self.records, kind, name)
        said = found.get("says") if isinstance(found, Mapping) else None
        word = said.get(key) if isinstance(said, Mapping) else None
        return word if isinstance(word, str) else None

    def filled(self, template: str, values: Mapping[str, Value]) -> str:
        """Return a template with its places filled; a place without a value stays as it is."""
        return _PLACE.sub(lambda place: self._place(place, values), template)

    def _place(self, place: re.Match[str], values: Mapping[str, Value]) -> str:
        name, one, more = place.groups()
        value = values.get(name)
        if value is None:
            return place[0]
        if one is None:
            return self.written(value)
        return one if self._is_one(value) else more

    def _is_one(self, value: Value) -> bool:
        """Whether what is counted stands in the singular: of nought, too, in some languages."""
        from babel import Locale

        number = raw_text(value)
        return _WHOLE.fullmatch(number) is not None and Locale.parse(self.locale).plural_form(int(number)) == "one"

    def sentence(self, group: str, code: str, values: Mapping[str, Value]) -> str:
        """Return the sentence of a code with its places filled; an unknown code stands for itself."""
        template = _entry(self.own, group, code)
        if not isinstance(template, str):
            return code
        text = _UNSAID.sub("", self.filled(template, values)).replace("..", ".")
        return text[:1].upper() + text[1:]

    def written(self, value: Value) -> str:
        """Return a value as this language writes it."""
        match value:
            case str(text) | Said(text):
                return text
            case Named(kind, name):
                return self.label(kind, name)
            case dt.date():
                return self.day(value)
            case tuple():
                return self.listed([self.written(item) for item in value])
            case Money() | Percent():
                return self._figure(value)
        return self.number(Decimal(value))

    def _figure(self, value: Money | Percent) -> str:
        return self.money(value.amount) if isinstance(value, Money) else self._percent(value.rate)

    def _percent(self, rate: Decimal) -> str:
        from babel import Locale

        number, form = self.number(rate), self._form("percent")
        if form == _USUAL:
            usual: str = Locale.parse(self.locale).percent_formats[None].pattern
            return usual.replace("#,##0", number)
        return form.replace("{number}", number)

    def money(self, amount: Decimal) -> str:
        """Return a sum with its currency."""
        from babel import Locale
        from babel.numbers import format_currency, get_currency_symbol

        form = self._form("money")
        if form != _USUAL:
            symbol = get_currency_symbol(self.currency, locale=self.locale)
            parts = {"number": self.amount(amount), "symbol": symbol, "code": self.currency}
            return _PLACE.sub(lambda place: parts[place[1]], form)
        usual: str = Locale.parse(self.locale).currency_formats["standard"].pattern
        pattern = usual.replace("#,##0.00", _pattern(amount))
        with localcontext(EXACT):
            text: str = format_currency(
                amount, self.currency, format=pattern, locale=self.locale, currency_digits=False
            )
        return self._pointed(text)

    def amount(self, amount: Decimal) -> str:
        """Return a sum without its currency."""
        return self._pointed(self.number(amount))

    def _pointed(self, text: str) -> str:
        """A few locales have another decimal point in sums than in numbers."""
        plain, point = _points(self.locale)
        return text.replace(plain, point)

    def number(self, number: Decimal) -> str:
        """Return a number with exactly its own decimals."""
        from babel.numbers import format_decimal

        with localcontext(EXACT):  # the host's own context may be too short for the sum
            return format_decimal(number, format=_pattern(number), locale=self.locale)

    def day(self, day: dt.date) -> str:
        """Return a day in full."""
        from babel.dates import format_date

        return format_date(day, format=self._form("first" if day.day == 1 else "day"), locale=self.locale)

    def month(self, day: dt.date) -> str:
        """Return the month of a day with its year."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", day, locale=self.locale)

    def headed(self, name: str, text: str) -> str:
        """Return a text after the name of what it is about."""
        return f"{name}{self._form('colon')} {text}"

    def listed(self, words: Sequence[str], joint: str = "and") -> str:
        """Return words as a list with an `and` or an `or`."""
        *others, last = words or ("",)
        return f"{', '.join(others)} {self.label('needed', joint)} {last}" if others else last

    def _form(self, name: str) -> str:
        """The way this language writes a sum, a rate, a day or a colon."""
        return str(_entry(self.own, "write", name))


@cache
def _points(locale: str) -> tuple[str, str]:
    """The decimal points of numbers and of sums."""
    from babel import Locale

    symbols = Locale.parse(locale).number_symbols["latn"]
    return symbols["decimal"], symbols.get("currencyDecimal", symbols["decimal"])


def _pattern(number: Decimal) -> str:
    """Babel's pattern of a number with exactly its own decimals."""
    places = max(-int(number.as_tuple().exponent), 0)
    return "#,##0." + "0" * places if places else "#,##0"


def _entry(tables: Table, kind: str, name: str) -> object:
    group = tables.get(kind)
    return group.get(name) if isinstance(group, Mapping) else None


def texts(language: str = "en", *, folder: str | None = None, currency: str = "XXX", home: str = "") -> Texts:
    """Return the words of a language, with those of the profile in `folder` if it has them.

    Args:
        language: a language the engine speaks, alone or with a territory.
        folder: a profile's folder.
        currency: the currency of sums.
        home: the territory whose habits of writing count where the language names none but is official there.

    Raises:
        BadInput: `unknown_language`.
        BadProfile: the profile's words cannot be read.

    """
    plain, _, territory = known_language(language).partition("-")
    path = Path(folder or "") / "texts" / f"{plain}.toml"
    records = _read(path) if folder is not None and path.is_file() else {}
    return Texts(plain, _locale(plain, territory, home), currency, _own(plain), records)
