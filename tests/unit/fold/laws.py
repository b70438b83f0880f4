"""Invented laws for these tests: those of `tests/profiles/part_d`, with a word of one record changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.fold.asking import Question
from collectrules.loader import model as m

SHARED = Path(__file__).parents[2] / "profiles/part_d"
Event = dict[str, Any]


def law(folder: str, **changed: Mapping[str, Mapping[str, Any]]) -> cr.Profile:
    """A law with other words in some records: kind → name → word → value."""
    found = cr.load_profile(path=SHARED / folder)
    for kind, records in changed.items():
        known = getattr(found, kind)
        new = {name: replace(known[name], **words) for name, words in records.items()}
        found = replace(found, **{kind: {**known, **new}}, memo={})
    return found


def case(*events: Event, claims: tuple[dict[str, Any], ...] = ({},), **head: Any) -> cr.Case:  # noqa: ANN401
    """A case of claims of 36,500.00, due on the last day of 2020: one per cent of it a year is 1.00 a day."""
    plain = {"kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    rows = [{"id": str(number), **plain, **words} for number, words in enumerate(claims, 1)]
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    return cr.load_case({"id": "x", "currency": "EUR", **parties, "claims": rows, "events": list(events), **head})


def act(on: str, kind: str, **more: object) -> Event:
    """An event."""
    return {"on": on, "kind": kind, **more}


def codes(facts: cr.Case, profile: cr.Profile, on: str) -> list[str]:
    """The codes of what an audit finds."""
    return [found.code for found in cr.audit(facts, profile, on=on).findings]


def assumed(facts: cr.Case, profile: cr.Profile, on: str) -> set[str]:
    """The codes of what an answer assumes."""
    return {one.code for one in cr.standing(facts, profile, on=on).assumptions}


D = Decimal


FEE = act("2021-02-01", "reminder", fee="5.00")


LATER = act("2021-02-21", "reminder", fee="5.00")


def refused(facts: cr.Case, profile: cr.Profile, on: str = "2021-04-30") -> tuple[str, str]:
    with pytest.raises(cr.NotModelled) as caught:
        cr.standing(facts, profile, on=on)
    return caught.value.code, caught.value.faults[0].path


def days(number: int, after: str, **when: m.Matcher) -> m.Period:
    conditions = {"when": (m.Condition(dict(when)),)} if when else {}
    return m.Period(after=(after,), days=number, counting="calendar_days", **conditions)  # type: ignore[arg-type]


def is_(*words: object) -> m.Matcher:
    return m.Matcher(any_of=words)  # type: ignore[arg-type]


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def dated(keyed_by: str | None, *rows: tuple[str, str]) -> m.Dated:
    versions = tuple(m.Row(from_=dt.date.fromisoformat(day), is_=m.Amount(is_=D(rate))) for day, rate in rows)
    return m.Dated(keyed_by=keyed_by, value=versions)  # type: ignore[arg-type]


def step(facts: cr.Case, profile: cr.Profile, action: str, on: str) -> str:
    return next((one.status for one in cr.next_steps(facts, profile, on=on).proposals if one.action == action), "none")


def asked(facts: cr.Case, profile: cr.Profile, on: str) -> Question:
    return Question(facts, profile, day(on), {}, None, carry=False)


UNKNOWN = m.Dated(value=(m.Row(from_=dt.date(2010, 1, 1), unknown=True),))


def with_value(profile: cr.Profile, name: str, *rows: m.Row, unit: str | None = None) -> cr.Profile:
    """The law with one more value."""
    value = m.Value(name=name, what="A value", law=("act-1",), keyed_by="act", unit=unit, value=rows)  # type: ignore[arg-type]
    return replace(profile, value={**profile.value, name: value}, memo={})


def row(text: str, since: str = "2010-01-01") -> m.Row:
    return m.Row(from_=dt.date.fromisoformat(since), is_=m.Amount(is_=D(text)))
