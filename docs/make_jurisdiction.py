# a folder of pages and of what makes them, not a package
"""Write the page of every jurisdiction from its profile: what a case needs, readings, figures, letters, laws.

python docs/make_jurisdiction.py          write docs/jurisdictions/<id>.md
python docs/make_jurisdiction.py --check  exit status 1 if a page is not current
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, NamedTuple

from make_needs import needs, table

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
known already. `keyed by` is the day that chooses the row, `checked` the day on which the figure was compared. Sums are
in {currency}. Earlier rows stand in the profile.
"""
_RULES: Final = """\
What rules say in numbers: how a fee is worked out, days, times, shares, and the bounds of their conditions. A law in
brackets is that of the line alone. The day of comparison is kept for figures with a history, in the table above.
"""
_NOTICES: Final = """\
What a letter must state, what else only for collection costs to be owed, what only a letter that does something; and
what becomes of one that leaves it out. Where nothing is said of an omission, the profile gives it no consequence.
"""
_OMITTED: Final = {
    None: "", "no_fee": "no fee is owed", "collection_costs_barred": "no collection costs are owed",
    "no_default": "it puts nobody in default", "void": "it does not count", "fault_only": "a fault and no more",
}  # fmt: skip
_WITHOUT_NUMBERS: Final = frozenset(
    {"law", "stage", "series", "value", "reading", "holidays", "workflow", "outlook", "notice"}
)
"""Kinds of record that hold no numbers of a rule, or have a table of their own; a workflow is a policy."""
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
        f"## What a case needs\n\n{needs(profile)}",
        f"## Readings\n\n{_READINGS}",
        table(["reading", "question", "options", "law"], readings(profile)),
        f"## Figures\n\n{_FIGURES.format(day=day, currency=header.currency)}",
        table(["figure", "keyed by", "from", "value", "law", "certainty", "checked"], current(profile, day)),
        f"## Days, times and shares\n\n{_RULES}",
        table(["rule", "says", "law", "certainty"], rules(profile)),
        f"## Letters and forms\n\n{_NOTICES}",
        table(["notice", "for", "form", "must state", "if not", "law", "certainty"], notices(profile)),
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
    for cap in profile.cap.values():
        if isinstance(cap.amount, m.Dated):
            yield Named(f"cap.{cap.name}", cap, cap.amount)
    yield from (Named(f"value.{value.name}", value, value) for value in profile.value.values())
    for record in profile.protected.values():
        yield from (Named(f"protected.{record.name}.{word}", record, column) for word, column in columns(record))


def columns(record: m.Protected) -> Iterator[tuple[str, m.Dated]]:
    """Yield each sum of protected income with its own history, as figures have one; unknown is what is free."""
    rows = [(_ended(row, after), dict(_sums(row.is_))) for row, after in zip_longest(record.value, record.value[1:])]
    for word in dict.fromkeys(word for _, sums in rows for word in sums):
        found = tuple(replace(row, is_=sums[word]) for row, sums in rows if word in sums)
        yield word, m.Dated(keyed_by=record.keyed_by, unit="currency", checked=record.checked, value=found)


def _ended(row: m.ThresholdRow, after: m.ThresholdRow | None) -> m.Row:
    """A row that ends where the next begins, for not every sum stands in each of them."""
    end = row.to or (after and after.from_ - dt.timedelta(1))
    return m.Row(from_=row.from_, to=end, unknown=row.unknown, law=row.law, certainty=row.certainty)


def _sums(found: m.Thresholds | None) -> Iterator[tuple[str, m.Amount | None]]:
    yield "free", None if found is None else m.Amount(is_=found.free)
    if found is not None:
        yield from ((f"dependants[{place}]", m.Amount(is_=sum_)) for place, sum_ in enumerate(found.dependants, 1))
        beside = ((word, getattr(found, word)) for word in ("free_at_most", "all_above"))
        yield from ((word, m.Amount(is_=sum_)) for word, sum_ in beside if sum_ is not None)


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
            checked = str(getattr(figure, "checked", None) or head.checked or "")
            yield [f"`{name}`", keyed_by, str(row.from_), value, _keys(row.law or head.law), certainty, checked]


def _in_force(rows: Sequence[m.Row], day: dt.date) -> Iterator[m.Row]:
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        ended = (following is not None and following.from_ <= day) or (row.to is not None and row.to < day)
        if not ended:
            yield row


def rules(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each record of a rule that says something in numbers."""
    for kind in m.KINDS:
        records = {} if kind in _WITHOUT_NUMBERS else getattr(profile, kind)
        for record in records.values():
            said = list(dict.fromkeys(_line(*found) for found in numbers(record)))
            if said:
                yield [f"`{kind}.{record.name}`", "<br>".join(said), _keys(record.law), record.certainty]


def _line(place: str, text: str, law: Sequence[str]) -> str:
    cited = f" ({_keys(law)})" if law else ""
    return f"{place}: {text}{cited}"


def notices(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each letter or form with what it must state."""
    for notice in profile.notice.values():
        acts = [act.name for act in profile.act.values() if act.notice == notice.name]
        meant = _keys(dict.fromkeys([*acts, *notice.acts]))
        form = f"{notice.form.replace('_', ' ')}, to the {notice.goes_to}"
        states = "<br>".join(_states(notice))
        omitted = _OMITTED[notice.missing]
        yield [f"`{notice.name}`", meant, form, states, omitted, _keys(notice.law), notice.certainty]


def _states(notice: m.Notice) -> Iterator[str]:
    cited = {statement: cite.law for cite in notice.cites for statement in cite.states}
    yield ", ".join(_statement(one, cited.get(one, ())) for one in notice.must_state)
    if notice.must_state_for_costs:
        yield f"for collection costs: {', '.join(_statement(one) for one in notice.must_state_for_costs)}"
    for case in notice.must_state_if:
        stated = ", ".join(_statement(one) for one in case.states)
        yield f"if it {case.letter.replace('_', ' ')}: {stated} ({_keys(case.law)})"
    if "signature" in notice.must_state:
        yield f"signed by {' and '.join(notice.signed_by)}"


def _statement(name: str, law: Sequence[str] = ()) -> str:
    words = name.replace("_", " ")
    return f"{words} ({_keys(law)})" if law else words


def weak(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each figure that is unknown or not sure, and for each other record that is not sure."""
    for name, head, figure in figures(profile):
        for row in figure.value:
            mark = "unknown" if row.unknown else row.certainty or head.certainty
            if mark != "sure":
                yield [f"`{name}`", str(row.from_), mark, _keys(row.law or head.law)]
    for kind in m.KINDS:
        for record in getattr(profile, kind).values():
            if getattr(record, "certainty", "sure") != "sure" and not isinstance(
                record, m.Series | m.Value | m.Protected
            ):
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


# Numbers of rules ------------------------------------------------------------------------------------------

Found = tuple[str, str, Sequence[str]]
"""Where in a record a number stands, what it says, and its own law."""
_HEAD_OF_RULES: Final = frozenset({"name", "file", "what", "law", "from_", "to", "certainty", "source", "checked"})


def numbers(part: object, place: str = "", law: Sequence[str] = ()) -> Iterator[Found]:
    """Yield what a part of a record says in numbers; figures with a history have a table of their own."""
    said = _said(part)
    if said is not None:
        yield from [(place, said, law)] if said else []
    elif is_dataclass(part) and not isinstance(part, type | m.ByReading):
        yield from _of_fields(part, place, law)
    else:
        for name, inner in _inside(part):
            yield from numbers(inner, f"{place} {name}".strip(), law)


def _inside(part: object) -> Iterator[tuple[str, object]]:
    named = part.options if isinstance(part, m.ByReading) else part
    if isinstance(named, Mapping):
        yield from ((f"`{name}`", inner) for name, inner in named.items())
    elif isinstance(named, tuple):
        yield from (("", inner) for inner in named)


def _of_fields(part: Any, place: str, law: Sequence[str]) -> Iterator[Found]:  # noqa: ANN401 - any record
    whole = isinstance(part, m.Rule)
    own = () if whole else getattr(part, "law", ()) or law
    for field in fields(part):
        value = getattr(part, field.name)
        if not (whole and field.name in _HEAD_OF_RULES) and not _usual(field, value):
            word = "" if field.name == "facts" else field.name.rstrip("_").replace("_", " ")
            yield from numbers(value, f"{place} {word}".strip(), own)


def _usual(field: Field[Any], value: object) -> bool:
    return field.default is not MISSING and value == field.default


def _said(part: object) -> str | None:
    """What a part says as a whole: empty if it has no number, None if it is told by what is in it."""
    if part is None or isinstance(part, bool | str | m.Dated | m.ThresholdRow):
        return ""
    if isinstance(part, tuple) and part and all(type(one) is int for one in part):
        return ", ".join(str(one) for one in part)
    return next((told(part) for kind, told in _TOLD.items() if isinstance(part, kind)), None)


def _limit(limit: m.Limit) -> str:
    parts = (("at most", limit.at_most), ("free:", limit.free))
    return "; ".join(f"{word} {number(many)} per {limit.per}" for word, many in parts if many is not None)


def _period(span: m.Period | m.Length) -> str:
    units = ("days", "working_days", "weeks", "months", "years")
    lengths = [_length(getattr(span, unit, None), unit.replace("_", " ")) for unit in units]
    length = " and ".join(text for text in lengths if text)
    if not length or isinstance(span, m.Length):
        return length
    anchors = (("after", span.after), ("since", span.since), ("not before", span.not_before))
    return " ".join([length, *(f"{word} {_keys(names)}" for word, names in anchors if names)])


def _length(many: object, unit: str) -> str:
    """A length in words; none, which only says that something comes first, is no number."""
    if isinstance(many, m.ByReading):
        return ", ".join(f"`{name}` {number(one)} {unit}" for name, one in many.options.items())
    if not many or not isinstance(many, int | str):
        return ""
    return f"{number(many)} {unit.removesuffix('s') if many == 1 else unit}"


_TOLD: Final[Mapping[type, Callable[[Any], str]]] = {
    int: number, Decimal: number, dt.date: str,
    m.Amount: lambda part: written(part, None), m.Limit: _limit, m.Period: _period, m.Length: _period,
    m.Rounding: lambda part: f"{part.mode.replace('_', ' ')}, to {number(part.to)}",
}  # fmt: skip
"""Parts that are told as a whole, and how."""


# Pages -----------------------------------------------------------------------------------------------------


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
