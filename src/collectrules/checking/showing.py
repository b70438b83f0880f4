"""A record as text that a lawyer reads: every word, its figures by date, and the law it rests on by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from collectrules.fold.conditions import spoken
from collectrules.ground.errors import bad_input, choices, nearest
from collectrules.loader import model as m
from collectrules.loader.walking import everything

_INDENT: Final = "  "
_HEAD: Final = frozenset({"name", "file", "what"})


def show(profile: m.Profile, name: str) -> str:
    """Return a record as text, such as `fee.reminder`.

    Raises:
        BadInput: `unknown_record`.

    Examples:
        >>> from collectrules import load_profile
        >>> print(show(load_profile("DK"), "title.judgment"))
        title.judgment: Dom or order, decisions on costs included
          file: titles.toml
          law: rpl-478, Retsplejeloven (LBK 1298/2025), § 478, stk. 1 (statute)
          opens: enforcement_requested
          enforceable: true
          limitation: titled
          decides: true

    """
    kind, _, own = name.partition(".")
    record = getattr(profile, kind).get(own) if kind in m.KINDS else None
    if record is None:
        known = [f"{kind}.{record.name}" for kind, record in everything(profile)]
        mine = [each for each in known if each.startswith(f"{kind}.")]
        expected = choices(mine) if mine else f"a record of the profile, such as {known[0]}"
        raise bad_input("unknown_record", "name", expected, name, nearest(name, known))
    title = getattr(record, "what", None) or getattr(record, "title", None) or getattr(record, "question", "")
    lines = [f"{name}: {title}", f"{_INDENT}file: {record.file}", *_body(profile, record, _INDENT, _HEAD)]
    return "\n".join(lines)


def _body(profile: m.Profile, part: object, indent: str, left_out: frozenset[str] = frozenset()) -> Iterator[str]:
    for spec in fields(part):  # type: ignore[arg-type]  # every part of a record is a dataclass
        value = getattr(part, spec.name)
        if spec.name in left_out or value is None or value == spec.default or _is_empty(value):
            continue
        word = spec.name.rstrip("_")
        if word == "law":
            yield from (f"{indent}law: {_law(profile, key)}" for key in value)
        else:
            yield from _word(profile, word, value, indent)


def _is_empty(value: object) -> bool:
    return isinstance(value, tuple) and not value


def _law(profile: m.Profile, key: str) -> str:
    law = profile.law[key]
    return f"{key}, {law.title}, {law.section} ({law.kind})"


def _word(profile: m.Profile, word: str, value: object, indent: str) -> Iterator[str]:
    short = plain(value)
    if short is not None:
        yield f"{indent}{word}: {short}"
    elif isinstance(value, m.ByReading):
        for option, item in value.options.items():
            yield from _word(profile, f"{word}, if {value.reading} is {option}", item, indent)
    elif isinstance(value, m.Row | m.ThresholdRow):
        end = f" to {value.to}" if value.to else ""
        figure = "unknown" if value.unknown else value.is_
        rest = frozenset({"from_", "to", "is_", "unknown"})
        yield from _word(profile, f"from {value.from_}{end}", figure, indent)
        yield from _body(profile, value, indent + _INDENT, rest)
    elif isinstance(value, tuple) and isinstance(value[0], m.Row | m.ThresholdRow):
        for row in value:
            yield from _word(profile, "", row, indent)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _word(profile, f"{word} {number}", item, indent)
    else:
        yield f"{indent}{word}:"
        yield from _body(profile, value, indent + _INDENT)


def plain(value: object) -> str | None:
    """Return a value in a few words on one line, or None if it needs lines of its own."""
    if isinstance(value, m.Condition):
        said = ", ".join(f"{fact} {spoken(matcher)}" for fact, matcher in value.facts.items())
        return said + (f" ({', '.join(value.law)})" if value.law else "")
    if isinstance(value, m.Amount):
        return _amount(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        texts = [plain(item) for item in value]
        one_line = not any(isinstance(item, m.Condition) or is_dataclass(item) for item in value) or len(value) == 1
        return ", ".join(text for text in texts if text) if one_line and None not in texts else None
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    return None if is_dataclass(value) else str(value)


def _amount(amount: m.Amount) -> str:
    """An amount on one line: `to 1000.00: 350.00; over: 5500.00 and 1.00 % of what is above`."""
    words = {spec.name.rstrip("_"): getattr(amount, spec.name) for spec in fields(amount)}
    bounded = "below" if amount.bounds == "below" else "to"
    bands = [f"{bound if bound == 'over' else f'{bounded} {bound}'}: {_amount(cell)}" for bound, cell in amount.bands]
    slices = [f"{bound if bound == 'over' else f'to {bound}'}: {share} %" for bound, share in amount.slices]
    first = f"to {amount.first[0]}: {amount.first[1]}" if amount.first else ""
    steps = [f"to {upper}: {plus} for each {each} begun" for upper, each, plus in amount.steps]
    shape = "; ".join(filter(None, [*bands, *slices, first, *steps]))
    rest = [f"{word} {value}" for word in _REST if (value := words[word]) not in {None, ()}]
    flat = str(amount.is_) if amount.is_ is not None else ""
    above = f"{amount.percent_above} % of what is above" if amount.percent_above is not None else ""
    rounding = f"rounded {amount.round.mode} to {amount.round.to}" if amount.round is not None else ""
    return ", ".join(filter(None, [shape, flat, above, *rest, rounding]))


_REST: Final = ("percent", "between", "table", "times", "plus", "minimum", "maximum")
