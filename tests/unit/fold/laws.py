"""Invented laws for these tests: those of `tests/profiles/part_d`, with a word of one record changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import collectrules as cr

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
