# a folder of pages and of what makes them, not a package
"""Write the page of every jurisdiction from its profile: readings, figures, what is not known, laws.

python docs/make_jurisdiction.py          write docs/jurisdictions/<id>.md
python docs/make_jurisdiction.py --check  exit status 1 if a page is not current
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from collectrules import Profile, load_profile
from collectrules.loader import model as m

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ROOT / "docs" / "jurisdictions"
_HEAD: Final = """\
# {name}

Made from [profiles/{folder}](../../profiles/{folder}) by `python docs/make_jurisdiction.py`; change the profile.

{what}. Profile `{id}`, version {version} ({status}), in {currency}; the law is modelled from {first_day}.
Doubts and what is left out stand in [NOTES.md](../../profiles/{folder}/NOTES.md).
"""
_READINGS: Final = """\
Where the law is in doubt and the doubt changes an answer, the doubt has a name. Proposals follow the **cautious**
option; a host may choose another. The audit calls a breach only what breaks every option.
"""
_FIGURES: Final = """\
In force on {day}, the last day on which a figure of this profile was compared with its source, and later rows that are
known already. `keyed by` is the day that chooses the row. Sums are in {currency}. Earlier rows stand in the profile.
"""
_WEAK: Final = """\
**Unknown**: the law has the figure and this profile has not; a question for it is the error `unknown_figure`, never 0.
**Unconfirmed**: from memory or one source; an answer that rests on it is provisional. **Unclear**: sources conflict.
"""
_LAWS: Final = "What a rule rests on is the `kind` of the law that it cites. Rules name laws by `key`.\n"


class Named(NamedTuple):
    """A figure with its history, and the head of the record it stands in."""

    name: str
    head: m.Rule
    figure: m.Dated | m.Series | m.Value


def page(profile: Profile, folder: str) -> str:
    """Return the page of a profile in Markdown; `folder` is its folder below `profiles`."""
    header, day = profile.header, newest_check(profile)
    head = _HEAD.format(
        name=header.name, folder=folder, what=header.what or header.name, id=header.id, version=header.version,
        status=header.status, currency=header.currency, first_day=header.first_day,
    )  # fmt: skip
    sections = [
        head,
        f"## Readings\n\n{_READINGS}",
        table(["reading", "question", "options", "law"], readings(profile)),
        f"## Figures\n\n{_FIGURES.format(day=day, currency=header.currency)}",
        table(["figure", "keyed by", "from", "value", "law", "certainty"], current(profile, day)),
        f"## What is not known for certain\n\n{_WEAK}",
        table(["record", "from", "mark", "law"], weak(profile)),
        f"## Laws\n\n{_LAWS}",
        table(["key", "law", "section", "kind", "in force"], laws(profile)),
    ]
    return "\n".join(sections)


def newest_check(profile: Profile) -> dt.date:
    """Return the last day on which any figure was compared with its source, else the first day modelled."""
    days = (day for named in figures(profile) for day in (named.head.checked, getattr(named.figure, "checked", None)))
    return max((day for day in days if day is not None), default=profile.header.first_day)


def figures(profile: Profile) -> Iterator[Named]:
    """Yield every figure that has a history."""
    for series in profile.series.values():
        yield Named(f"series.{series.name}", series, series)
    for rate in profile.rate.values():
        for word, figure in (("margin", rate.margin), ("fixed", rate.fixed)):
            if isinstance(figure, m.Dated):
                yield Named(f"rate.{rate.name}.{word}", rate, figure)
    for fee in profile.fee.values():
        if isinstance(fee.amount, m.Dated):
            yield Named(f"fee.{fee.name}", fee, fee.amount)
    for value in profile.value.values():
        yield Named(f"value.{value.name}", value, value)


# Rows of the tables ----------------------------------------------------------------------------------------


def readings(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each doubt."""
    for reading in profile.reading.values():
        options = [_option(name, text, reading.cautious) for name, text in reading.options.items()]
        yield [f"`{reading.name}`", reading.question, "<br>".join(options), _keys(reading.law)]


def _option(name: str, text: str, cautious: str) -> str:
    return f"`{name}`{' (**cautious**)' if name == cautious else ''}: {text}"


def current(profile: Profile, day: dt.date) -> Iterator[list[str]]:
    """Yield a row for each version in force on a day or later."""
    for name, head, figure in figures(profile):
        keyed_by = getattr(figure, "keyed_by", None) or ""
        for row in _in_force(figure.value, day):
            value = "**unknown**" if row.unknown else written(row.is_, figure.unit)
            certainty = "" if row.unknown else row.certainty or head.certainty
            yield [f"`{name}`", keyed_by, str(row.from_), value, _keys(row.law or head.law), certainty]


def _in_force(rows: Sequence[m.Row], day: dt.date) -> Iterator[m.Row]:
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        ended = (following is not None and following.from_ <= day) or (row.to is not None and row.to < day)
        if not ended:
            yield row


def weak(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each figure that is unknown or not sure, and for each other record that is not sure."""
    for name, head, figure in figures(profile):
        for row in figure.value:
            mark = "unknown" if row.unknown else row.certainty or head.certainty
            if mark != "sure":
                yield [f"`{name}`", str(row.from_), mark, _keys(row.law or head.law)]
    for kind in m.KINDS:
        for record in getattr(profile, kind).values():
            if getattr(record, "certainty", "sure") != "sure" and not isinstance(record, m.Series | m.Value):
                yield [f"`{kind}.{record.name}`", str(record.from_ or ""), record.certainty, _keys(record.law)]


def laws(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each law that the profile cites."""
    for law in profile.law.values():
        title = f"[{law.title}]({law.url})" if law.url else law.title
        days = " to ".join(str(day or "") for day in (law.from_, law.to)) if law.from_ or law.to else ""
        yield [f"`{law.name}`", title, law.section, law.kind, days.removesuffix(" to ")]


def _keys(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


# Amounts ---------------------------------------------------------------------------------------------------


def written(amount: m.Amount | m.ByReading[m.Amount] | None, unit: str | None) -> str:
    """Return an amount in words.

    >>> written(m.Amount(is_=8), "percent")
    '8 %'
    """
    if amount is None:
        return ""
    if isinstance(amount, m.ByReading):
        return "; ".join(f"`{name}`: {written(part, unit)}" for name, part in amount.options.items())
    return "; ".join(_words(amount, unit))


def _words(amount: m.Amount, unit: str | None) -> Iterator[str]:
    if amount.is_ is not None:
        yield number(amount.is_, unit)
    for bound, inner in amount.bands:
        yield f"{_bound(bound, amount.bounds)} {written(inner, unit)}"
    for bound, percent in amount.slices:
        yield f"{_bound(bound)} {number(percent, 'percent')} of the slice"
    if amount.first is not None:
        yield f"up to {number(amount.first[0])}: {number(amount.first[1])}"
    for bound, step, plus in amount.steps:
        yield f"{_bound(bound)} {number(plus)} for each started {number(step)}"
    if amount.between is not None:
        yield " to ".join(number(part) for part in amount.between)
    yield from (f"{text} {number(found, unit_)}" for text, found, unit_ in _factors(amount))
    if amount.round is not None:
        yield f"rounded {amount.round.mode.replace('_', ' ')} to {number(amount.round.to)}"


def _factors(amount: m.Amount) -> Iterator[tuple[str, m.Number | str, str | None]]:
    words: Mapping[str, tuple[str, str | None]] = {
        "percent": ("of the value", "percent"), "percent_above": ("of what is above, plus", "percent"),
        "table": ("table", None), "times": ("times", None), "plus": ("plus", None), "minimum": ("at least", None),
        "maximum": ("at most", None),
    }  # fmt: skip
    for word, (text, unit) in words.items():
        found = getattr(amount, word)
        if found is not None:
            yield text, found, unit


def _bound(bound: m.Bound, bounds: str | None = None) -> str:
    if bound == "over":
        return "above:"
    return f"{'below' if bounds == 'below' else 'to'} {number(bound)}:"


def number(value: m.Number | str, unit: str | None = None) -> str:
    """Return a number with its thousands apart, or the name of a record.

    >>> number(2500), number(8, "percent"), number("value.vat")
    ('2,500', '8 %', '`value.vat`')
    """
    if isinstance(value, str):
        return f"`{value}`"
    text = f"{value:,}"
    return f"{text} %" if unit == "percent" else text


# Pages -----------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def pages() -> dict[Path, str]:
    """Return path → text of every page, one for each profile of the repository that is not shared law."""
    folders = sorted(path.parent for path in (ROOT / "profiles").glob("[!_]*/profile.toml"))
    return {PAGES / f"{folder.name}.md": page(load_profile(path=folder), folder.name) for folder in folders}


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or say which are not current."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        sys.stdout.write(f"{path.name}\n")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
