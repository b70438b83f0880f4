"""What may have happened to claims: any order, lawful or not, each event complete in itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st

from collectrules.loader.model import Profile
from collectrules.nouns.events import COMMON
from collectrules.testing.values import Document, amounts, days

_Values = Callable[[Profile], st.SearchStrategy[Any]]
_UNDONE = "payment_reversed"
_ACT = COMMON["note"]  # stands for a kind that only the profile knows: nothing is required


def _money(profile: Profile) -> st.SearchStrategy[str]:
    return amounts(profile.header.currency)


def _letter_fee(profile: Profile) -> st.SearchStrategy[str | None]:
    return st.none() | amounts(profile.header.currency, most=20_000)


def _title(profile: Profile) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(profile.title))


def _words(words: Sequence[object]) -> _Values:
    return lambda _profile: st.sampled_from(words)


_FIELDS: Final[Mapping[str, Mapping[str, _Values]]] = MappingProxyType(
    {
        "payment": {"amount": _money, "status": _words([None, None, "confirmed", "reported"])},
        "credit_note": {"amount": _money},
        "waiver": {"component": _words(["principal", "interest", "fees", "costs"]), "amount": _letter_fee},
        "charge": {"cost": _words(["own_collection", "postage", "other"]), "amount": _money},
        "reminder": {"fee": _letter_fee, "compensation": _words([None, None, True])},
        "collection_notice": {},
        "compensation_claimed": {},
        "letter": {},
        "handed_over": {"to": _words(["collector", "lawyer"]), "fee": _letter_fee},
        "withdrawn": {"reason": _words(["unjustified", "crossed_with_payment", "goodwill"])},
        "dispute": {},
        "dispute_resolved": {},
        "acknowledgement": {"form": _words(["conduct", "in_writing", "signed_enforceable"])},
        "insolvency_opened": {},
        "insolvency_closed": {},
        "title_obtained": {"title": _title, "costs_awarded": _words([None, True, False])},
        "pause": {},
        "resume": {},
        "closed": {},
        "reopened": {},
        "note": {},
    }
)
"""Kind of event → its fields and how each is drawn; a field drawn as None is left out."""


def usual_kinds(profile: Profile) -> tuple[str, ...]:
    """Return the kinds of events that histories draw from: money, letters, the course, and the profile's acts."""
    acts = [name for name, act in profile.act.items() if act.by != "time" and name not in COMMON]
    common = [kind for kind in _FIELDS if kind != "title_obtained" or profile.title]
    return (*common, _UNDONE, "void", *acts)


def histories(
    profile: Profile, claims: Sequence[Document], *, until: dt.date, kinds: Sequence[str] | None = None, most: int = 6
) -> st.SearchStrategy[list[Document]]:
    """Return events of some claims in order of time, each with an id.

    Nothing makes them lawful or likely: an audit of them finds breaches. Reversals and voids name an event that
    stands before them and come on top of `most`, one at most.

    Args:
        profile: the law, for its currency, titles and procedural acts.
        claims: the claim documents the events are about, at least one.
        until: last day on which anything happens.
        kinds: kinds of events to draw from; `usual_kinds(profile)` if left out.
        most: most events beside reversals and voids.

    Raises:
        ValueError: a kind that is not among the usual ones of the profile.

    """
    usual = usual_kinds(profile)
    chosen = tuple(kinds) if kinds is not None else usual
    strange = sorted(set(chosen) - set(usual))
    if strange:
        message = f"no way to draw {', '.join(strange)}; usual_kinds(profile) lists what can be drawn"
        raise ValueError(message)
    undoing = tuple(kind for kind in (_UNDONE, "void") if kind in chosen)
    plain = tuple(kind for kind in chosen if kind not in undoing)
    return _histories(profile, list(claims), until, plain, undoing, most)


@st.composite
def _histories(
    draw: st.DrawFn,
    profile: Profile,
    claims: list[Document],
    until: dt.date,
    plain: tuple[str, ...],
    undoing: tuple[str, ...],
    most: int,
) -> list[Document]:
    count = draw(st.integers(0, most)) if plain else 0
    # Money cannot come before the first claim; a letter about a claim comes after it arose.
    begins = max(dt.date.fromisoformat(each["arose"]) for each in claims) if claims else until
    within = (begins, until)
    drawn = [draw(happenings(profile, claims, within=within, kind=draw(st.sampled_from(plain)))) for _ in range(count)]
    ordered = sorted(drawn, key=lambda event: event["on"])
    events = [{"id": f"e{number}", **event} for number, event in enumerate(ordered)]
    for kind in undoing:
        targets = [event for event in events if (event["kind"] == "payment") == (kind == _UNDONE)]
        if targets and draw(st.integers(0, 3)) == 0:
            events.append(draw(_undone(kind, draw(st.sampled_from(targets)), until)))
            break
    return events


@st.composite
def happenings(
    draw: st.DrawFn, profile: Profile, claims: Sequence[Document], *, within: tuple[dt.date, dt.date], kind: str
) -> Document:
    """Return one event of a kind, without an id; about the claim it names, or without one about all due and open.

    Args:
        draw: given by Hypothesis, not by the caller.
        profile: the law, for its currency, titles and procedural acts.
        claims: the claim documents, at least one.
        within: first and last day on which it happens.
        kind: one of `usual_kinds(profile)` that undoes nothing.

    """
    claim = draw(st.sampled_from(list(claims)))
    day = draw(days(*within))
    found: Document = {"kind": kind, "on": day.isoformat()}
    if "until" in COMMON.get(kind, _ACT).required:
        found["until"] = draw(days(day, day + dt.timedelta(days=90))).isoformat()
    if draw(st.booleans()):
        found["claim"] = claim["id"]
    if kind not in COMMON and (_carries_amount(profile, kind) or draw(st.integers(0, 3)) == 0):
        found["amount"] = draw(_money(profile))  # an act for a part of the claim
    for word, values in _FIELDS.get(kind, {}).items():
        value = draw(values(profile))
        found |= {word: value} if value is not None else {}
    return found


def _carries_amount(profile: Profile, kind: str) -> bool:
    """Whether the law takes the amount of an act from the event that records it."""
    return kind in profile.act and "amount" in profile.act[kind].carries


@st.composite
def _undone(draw: st.DrawFn, kind: str, target: Document, until: dt.date) -> Document:
    day = draw(days(dt.date.fromisoformat(target["on"]), until))
    return {"id": f"{target['id']}-undone", "kind": kind, "on": day.isoformat(), "of": target["id"]}
