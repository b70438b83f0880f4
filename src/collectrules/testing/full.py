"""Documents that together say every field a case document has, so that no mapping passes for want of a case.

They are filled from the schema itself: a field that comes later is in them from its first day. They fit the law, their
days fit each other, and else they say nothing likely: sums of 17 digits, texts of 300 characters, ids that differ in
case only or begin with noughts, several claims in each event, and days with more than one event, of which the list
alone says what came first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from collectrules.fold.checkcase import STATEMENTS
from collectrules.fold.checkfacts import INSOLVENT
from collectrules.fold.facts import FACTS, GIVEN
from collectrules.fold.undoing import CORRECTED
from collectrules.ground import money
from collectrules.loader.model import Profile
from collectrules.loader.vocabulary import FOR_SUPPLY
from collectrules.nouns.events import ACT_FIELDS, COMMON
from collectrules.schemas import schema
from collectrules.testing.values import Document

TEXT: Final = "  Œuvre „Ærø“\n漢字 🙂 " + "0123456789" * 27 + "01234 ends "
"""A text of 300 characters, beyond what a short column holds, with blanks at both ends and a line end."""
NAME: Final = "Nº 8520/A " + "x" * 185 + " ends"
"""The longest name: 200 characters."""
CLAIMS: Final = ("a-ä", "007", "A-ä")
_KINDS: Final = ("rent", "other", "goods_or_services")
_PER_DAY: Final = 3
_FIRST: Final = dt.date(2024, 3, 4)
_SAID: Final[Mapping[str, object]] = MappingProxyType(
    {"amount": "0100.10", "percent": "10.50", "count": 7, "word": TEXT}
)
_OF: Final[Mapping[str, str]] = MappingProxyType(
    {"void": "note", "payment_reversed": "payment", "received": "letter", "settlement_accepted": "settlement_offered"}
)
"""Kind of event → the kind of the event that it is about."""
_AFTER: Final = MappingProxyType(
    {"recorded": 1, "sent": 0, "received": 2, "served": 3, "deadline": 14, "until": 30, "mandate": -20,
     "interest_awarded_from": -10}
)  # fmt: skip
"""Day of an event → days from its `on`."""
_CLAIM_DAYS: Final = MappingProxyType(
    {"contract": "2024-01-01", "arose": "2024-01-02", "performed": "2024-01-03", "invoiced": "2024-01-04",
     "received": "2024-01-05", "known": "2024-01-06", "demanded": "2024-01-08", "due": "2024-01-31",
     "interest_from": "2024-02-02"}
)  # fmt: skip


class _Way(NamedTuple):
    """How a document is filled: every flag alike, and of closed lists the words from some place on."""

    profile: Profile
    flag: bool
    turn: int = 0


def full_documents(profile: Profile) -> tuple[Document, ...]:
    """Return case documents that together hold every field, and fit the law.

    What the law has no word for, such as a title under a law without titles, no case of it can say.

    Args:
        profile: the law.

    >>> import collectrules as cr
    >>> one, other = full_documents(cr.load_profile("DK"))
    >>> "jurisdiction" in one, "law" in other
    (True, True)

    """
    return _document(_Way(profile, flag=True)), _document(_Way(profile, flag=False, turn=1))


def _document(way: _Way) -> Document:
    header = way.profile.header
    one = way.flag
    place = header.regions[0] if header.regions else NAME
    people = {"debtor": "d", "creditor": "c", "court": place, "enforcement": place, "performance": "p"}
    told: Document = {
        "id": NAME, "currency": header.currency, "jurisdiction": header.id if one else None,
        "law": None if one else {"claim": header.id, "forum": "XX"}, "region": place if one else None,
        "places": None if one else people, "workflow": next(iter(way.profile.workflow), None),
        "readings": {name: next(iter(doubt.options)) for name, doubt in way.profile.reading.items()},
        "references": {"Court": TEXT, "a b": "0012"}, "claims": [*_claims(way)], "events": _events(way),
        "earlier": [_filled("Earlier", {"kind": kind}, way) for kind in ("reminder", "payment")],
        "creditor": _side("Party", way), "debtor": _side("Debtor", way),
    }  # fmt: skip
    return _filled("Case", told, way)


def _side(which: str, way: _Way) -> Document:
    return _filled(which, {"legal_form": next(iter(way.profile.header.legal_forms), NAME)}, way)


def _claims(way: _Way) -> Iterator[Document]:
    for turn, (name, kind) in enumerate(zip(CLAIMS, _KINDS, strict=True), way.turn):
        told = {
            "id": name, "kind": kind, "goods_or_services": FOR_SUPPLY.get(kind, way.flag), "due_agreed": way.flag,
            "due_is": "agreed" if way.flag else "printed", "title": next(iter(way.profile.title), None),
        }  # fmt: skip
        yield _filled("Claim", {**_CLAIM_DAYS, **told}, way._replace(turn=turn))


# Events ----------------------------------------------------------------------------------------------------


def _events(way: _Way) -> list[Document]:
    """Every common kind and an act of the profile; of one day the last in the alphabet first."""
    found = [*_told(way.profile)]
    names = {event["kind"]: _id_of(place, event["kind"]) for place, event in enumerate(found)}
    events = [_event(event, place, names, way) for place, event in enumerate(found)]
    events += [event | {"id": "Twice alike"} for event in events if event["kind"] == "payment"]
    return sorted(sorted(events, key=lambda event: event["kind"], reverse=True), key=lambda event: event["on"])


def _id_of(place: int, kind: str) -> str:
    return f"{place:05}" if place % 2 else f"{kind.title()} {place:03}"


def _told(profile: Profile) -> Iterator[Document]:
    """What is special of each event: its kind, what it is about, and words of closed lists and of the profile."""
    for kind in COMMON:
        if kind == "fact":
            yield from _facts()
        elif kind == "title_obtained" and not profile.title:
            continue
        elif kind != "correction":
            yield {"kind": kind, "name": _name_in(kind, profile)}
    act = next((name for name, act in profile.act.items() if act.by != "time" and name not in COMMON), None)
    yield from ({"kind": act},) if act else ()
    for of in ("reminder", "charge", act):
        yield from ({"kind": "correction", "of": of},) if of else ()


def _facts() -> Iterator[Document]:
    """A fact of each type that can be told."""
    kinds = {FACTS[name].type: name for name in sorted(GIVEN, reverse=True)}
    for kind, name in kinds.items():
        words = FACTS[name].words
        yield {"kind": "fact", "name": name, "value": words[-1] if words else _SAID.get(kind)}


def _name_in(kind: str, profile: Profile) -> str:
    if kind == "insolvency_opened":
        return INSOLVENT[0]
    return next(iter(profile.stay), NAME) if kind.startswith("stay") else NAME


def _event(told: Document, place: int, names: Mapping[str, str], way: _Way) -> Document:
    on = _FIRST + dt.timedelta(days=place // _PER_DAY)
    kind, of = told["kind"], told.get("of") or _OF.get(told["kind"], "note")
    days = {word: (on + dt.timedelta(days=count)).isoformat() for word, count in _AFTER.items()}
    fee = next(iter(way.profile.fee.values()), None)
    more = {
        "id": _id_of(place, kind), "on": on.isoformat(), "claims": [*CLAIMS], "claim": CLAIMS[0],
        "contents": [*STATEMENTS], "title": next(iter(way.profile.title), None),
        "workflow": next(iter(way.profile.workflow), None),
        "tariff": f"fee.{fee.name}" if fee else None, "instalments": _instalments(on, way),
    }  # fmt: skip
    booked = {"cost": next(iter(fee.cost), "other") if fee else "other"} if kind == "charge" else {}
    value = {"value": way.flag} if told.get("value", "") is None else {}
    return _filled("Event", {**days, **more, **booked, **told, "of": names[of], **value},
                   way._replace(turn=place + way.turn), _fields_of(kind, of))  # fmt: skip


def _instalments(on: dt.date, way: _Way) -> list[Document]:
    days = [(on + dt.timedelta(days=30 * number)).isoformat() for number in (1, 2)]
    return [_filled("Instalment", {"due": day}, way) for day in days]


def _fields_of(kind: str, of: str) -> frozenset[str]:
    """The fields that a kind of event may have; a correction only those that what it corrects has."""
    shape = COMMON.get(kind)
    allowed = shape.allowed if shape else ACT_FIELDS
    if kind == "correction":
        allowed -= frozenset(CORRECTED) - _fields_of(of, "")
    return frozenset(word.rstrip("_") for word in allowed)


# Filling by the schema -------------------------------------------------------------------------------------


@cache
def _definitions() -> Mapping[str, Mapping[str, Any]]:
    found = schema("case")
    return {**found["$defs"], "Case": found}


def _filled(
    which: str, told: Mapping[str, object], way: _Way, fields: frozenset[str] | None = None
) -> Document:  # fmt: skip
    """An object with all its fields: what is told of them, else what their type can hold at the most."""
    parts = _definitions()[which]["properties"]
    found = {
        word: told[word] if word in told else _most(part, way)
        for word, part in parts.items()
        if fields is None or word in fields
    }
    return {word: value for word, value in found.items() if value is not None}


def _most(part: Mapping[str, Any], way: _Way) -> Any:  # noqa: ANN401  # a value of any type
    """A value of a field, of the greatest length, size or precision that its type allows."""
    kind = part["anyOf"][0] if "anyOf" in part else part
    if "$ref" in kind:
        return _filled(kind["$ref"].rpartition("/")[2], {}, way)
    if "enum" in kind:
        return kind["enum"][way.turn % len(kind["enum"])]
    if kind.get("type") == "array":
        return [_most(kind["items"], way._replace(turn=way.turn + number)) for number in (0, 1)]
    return _plain(kind, way)


def _plain(kind: Mapping[str, Any], way: _Way) -> object:
    if kind["type"] == "boolean":
        return way.flag
    if kind["type"] == "integer":
        return kind.get("const", kind.get("maximum"))
    if kind.get("unit") == "percent per year":
        return "12.123456"
    if "unit" in kind:
        return money.to_text(money.LARGEST - 1 - way.turn, money.exponent(way.profile.header.currency))
    if kind.get("format") == "date":
        return (dt.date(2023, 11, 30) + dt.timedelta(days=way.turn)).isoformat()
    return NAME if kind.get("maxLength", len(TEXT)) < len(TEXT) else TEXT


def places_of(value: object, at: Sequence[str] = ()) -> Iterator[str]:
    """Yield the places of a document, without numbers: `events.instalments.due`.

    >>> list(places_of({"claims": [{"id": "1"}]}))
    ['claims', 'claims.id']
    """
    if isinstance(value, Mapping):
        for word, inner in value.items():
            yield ".".join((*at, word))
            yield from places_of(inner, (*at, word))
    elif isinstance(value, list):
        for inner in value:
            yield from places_of(inner, at)
