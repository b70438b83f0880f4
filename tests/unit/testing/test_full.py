"""The full documents hold every field there is, and a mapping that loses any of them, or any value, is found."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

import collectrules as cr
from collectrules.ground import money
from collectrules.nouns.events import COMMON, Event
from collectrules.schemas import schema
from collectrules.testing import Lost, full_documents, loses_nothing
from collectrules.testing.full import places_of

LAWS = ["DK", "CH", "DE", "AT"]
Document = dict[str, Any]


@cache
def law(name: str) -> cr.Profile:
    return cr.load_profile(name)


def places_in(which: str, at: tuple[str, ...] = ()) -> Iterator[str]:
    """Every place of the schema, without numbers: `claims.agreements.rate.percent`."""
    found = schema("case")
    definitions = {**found["$defs"], "Case": found}
    for word, part in definitions[which].get("properties", {}).items():
        yield ".".join((*at, word))
        kinds = part.get("anyOf", [part])
        for kind in kinds:
            inner = kind.get("$ref", kind.get("items", {}).get("$ref"))
            if inner is not None:
                yield from places_in(inner.rpartition("/")[2], (*at, word))


SCHEMA = sorted(set(places_in("Case")))


def test_the_schema_is_gone_through() -> None:
    """The enumeration itself: parts of parts, lists of parts."""
    assert {"events.instalments.due", "claims.agreements.reminder_fee.gap_days", "debtor.registers.from"} <= {*SCHEMA}
    assert len([place for place in SCHEMA if place.startswith("events.")]) == len(Event.model_fields) + 2


@pytest.mark.parametrize("name", LAWS)
def test_the_full_documents_hold_every_field_of_the_schema(name: str) -> None:
    held = {place for document in full_documents(law(name)) for place in places_of(document)}
    assert [place for place in SCHEMA if place not in held] == []


@pytest.mark.parametrize("name", LAWS)
def test_the_full_documents_are_cases_of_their_law(name: str) -> None:
    for document in full_documents(law(name)):
        case = cr.check_case(cr.load_case(document), law(name))
        assert {event.kind for event in case.events} >= COMMON.keys()


def test_the_full_documents_go_to_the_bounds() -> None:
    """What the brief of the kit names: sizes, letters, ids, several claims, days of which the list says the order."""
    one, _ = full_documents(law("DK"))
    amounts = [claim["amount"] for claim in one["claims"]]
    assert {len(amount.replace(".", "")) for amount in amounts} == {17}
    assert all(money.to_minor(amount, 2) > 2**53 for amount in amounts)
    events = one["events"]
    assert {len(event["comment"]) for event in events} == {300}
    ids = [claim["id"] for claim in one["claims"]]
    assert "007" in ids
    assert len({name.lower() for name in ids}) < len(ids)
    assert ids != sorted(ids)
    assert all(len(event["claims"]) == len(ids) for event in events)
    assert [event["on"] for event in events] == sorted(event["on"] for event in events)
    pairs = list(pairwise(events))
    assert any(one["on"] == two["on"] and one["kind"] > two["kind"] for one, two in pairs)


# Losses ----------------------------------------------------------------------------------------------------


def mapped(change: Callable[[str, object], object], value: Any, at: str = "") -> Any:  # noqa: ANN401  # parts of a document
    """A document with something else at the places that `change` changes; None leaves the place out."""
    if isinstance(value, Mapping):
        found = {word: mapped(change, inner, f"{at}.{word}".lstrip(".")) for word, inner in value.items()}
        return change(at, {word: inner for word, inner in found.items() if inner is not None})
    if isinstance(value, list):
        return change(at, [mapped(change, inner, at) for inner in value if inner is not None])
    return change(at, value)


def without(place: str) -> Callable[[Document], Document]:
    def change(at: str, value: object) -> object:
        if isinstance(value, dict) and f"{at}.{place.rpartition('.')[2]}".lstrip(".") == place:
            return {word: inner for word, inner in value.items() if word != place.rpartition(".")[2]}
        return value

    return lambda document: mapped(change, document)


def lost_by(name: str, adapter: Callable[[Document], Document]) -> str:
    """The places told, without numbers and each between blanks, as in ` events.fee `."""
    with pytest.raises(Lost) as caught:
        loses_nothing(law(name), from_case=adapter, to_case=dict, examples=1)
    return f" {' '.join(field.replace('[', ' [').partition(' ')[0] + _rest(field) for field in caught.value.fields)} "


def _rest(field: str) -> str:
    return "".join(part.partition("]")[2] for part in field.split("[")[1:])


@pytest.mark.parametrize("name", LAWS)
def test_what_is_kept_loses_nothing(name: str) -> None:
    loses_nothing(law(name), from_case=dict, to_case=dict, examples=1)


@pytest.mark.parametrize("place", [place for place in SCHEMA if place != "format"])
def test_any_field_that_is_dropped_is_named(place: str) -> None:
    """The format alone may be left out: there is one, and a document without it has that."""
    told = lost_by("DK", without(place))
    assert f" {place} " in told or f" {place}." in told, told


AMONG_OTHERS = (
    "events.instalments events.interest_free events.grace_days events.deadline events.served events.channel "
    "events.delivery events.contents events.sent events.received events.claims events.named_by events.reply "
    "events.received_by events.name events.value events.percent events.debtor events.mandate events.as events.credited "
    "events.costs_awarded events.interest_awarded_from claims.title claims.interest_from claims.lease "
    "claims.debtor_country places earlier law debtor.legal_form debtor.natural debtor.abroad debtor.registered "
    "debtor.registers creditor.handler"
).split()


@pytest.mark.parametrize("name", ["CH", "DE", "AT"])
def test_what_used_to_pass_is_named_under_every_law(name: str) -> None:
    """All of them lost at once: a host learns of all in one run."""

    def all_of_them(document: Document) -> Document:
        for place in AMONG_OTHERS:
            document = without(place)(document)
        return document

    both = "".join(lost_by(name, lambda document, way=way: all_of_them(document) if way in document else document)
                   for way in ("jurisdiction", "law"))  # fmt: skip
    assert [place for place in AMONG_OTHERS if f" {place} " not in both and f" {place}." not in both] == []


def texts(change: Callable[[str], str], *words: str) -> Callable[[Document], Document]:
    def each(at: str, value: object) -> object:
        return change(value) if isinstance(value, str) and at.rpartition(".")[2] in words else value

    return lambda document: mapped(each, document)


def amounts(change: Callable[[str], str]) -> Callable[[Document], Document]:
    return texts(change, "amount", "fee", "credited", "credit_amount")


def claim_ids(document: Document) -> Document:
    """A column of numbers, where the id is one."""
    claims = [{**one, "id": str(int(one["id"])) if one["id"].isdecimal() else one["id"]} for one in document["claims"]]
    return {**document, "claims": claims}


def events(change: Callable[[list[Document]], list[Document]]) -> Callable[[Document], Document]:
    return lambda document: {**document, "events": change(document["events"])}


def once(found: list[Document]) -> list[Document]:
    """Events alike but for the id are one."""
    seen = {str({word: value for word, value in event.items() if word != "id"}): event for event in reversed(found)}
    return list(seen.values())[::-1]


COMMENTS = ("comment", "evidence", "ground", "allocation")
VALUES: dict[str, tuple[Callable[[Document], Document], str]] = {
    "amounts through a double": (amounts(lambda text: f"{float(text):.2f}"), "claims.amount"),
    "amounts through a single": (
        amounts(lambda text: f"{struct.unpack('f', struct.pack('f', float(text)))[0]:.2f}"), "events.fee"),
    "amounts in 32 bits": (
        amounts(lambda text: money.to_text(min(money.to_minor(text, 2), 2**31 - 1), 2)), "events.amount"),
    "only the first claim of an event": (
        events(lambda all_: [{**one, "claims": one["claims"][:1]} if "claims" in one else one for one in all_]),
        "events.claims"),
    "texts in 255 letters": (texts(lambda text: text[:255], *COMMENTS), "events.comment"),
    "texts without blanks around": (texts(str.strip, *COMMENTS), "events.evidence"),
    "texts in Latin letters": (
        texts(lambda text: text.encode("latin1", "replace").decode("latin1"), *COMMENTS), "events.ground"),
    "names in 100 letters": (texts(lambda text: text[:100], "by", "handler", "reference"), "events.by"),
    "claims with numbers": (claim_ids, "claims.id"),
    "ids in small letters": (texts(str.lower, "id", "of"), "events.id"),
    "events by day and kind": (
        events(lambda all_: sorted(all_, key=lambda one: (one["on"], one["kind"]))), "events.id"),
    "events once each": (events(once), "events"),
    "claims by id": (lambda it: {**it, "claims": sorted(it["claims"], key=lambda one: str(one["id"]))}, "claims.id"),
}  # fmt: skip


@pytest.mark.parametrize("what", list(VALUES))
def test_a_value_that_is_changed_is_named(what: str) -> None:
    adapter, place = VALUES[what]
    told = lost_by("DK", adapter)
    assert f" {place} " in told or f" {place}." in told, told
