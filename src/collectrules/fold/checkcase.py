"""Check a case against a profile: kinds, fields, currency, workflow, readings, facts; all faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final, get_args

from collectrules.fold.checkfacts import parties, said
from collectrules.fold.checkundoing import undone
from collectrules.ground.errors import MOST_FAULTS, SHOWN, BadInput, Fault, choices, nearest, of_type, shown
from collectrules.loader import model as m
from collectrules.loader import words as w
from collectrules.loader.load import A_PROFILE
from collectrules.loader.vocabulary import FOR_SUPPLY
from collectrules.nouns.case import Case, beyond, read_case
from collectrules.nouns.events import ACT_FIELDS, COMMON, Event

STATEMENTS: Final[tuple[str, ...]] = get_args(w.Statement)
_LETTERS = frozenset({"reminder", "collection_notice", "handed_over"})


def check_case(case: Case | str | Path | Mapping[str, object] | IO[str] | IO[bytes], profile: m.Profile) -> Case:
    """Check what only the profile knows, once per case and profile, and return the case.

    Args:
        case: a case; or all that `load_case` reads, whose own faults are then told in the same run.
        profile: the law.

    Raises:
        BadInput: every fault at once.

    """
    of_type(profile, m.Profile, "profile", A_PROFILE)
    if isinstance(case, Case):
        return _checked(case, profile)
    return check_read(*read_case(case), profile)


def check_read(case: Case, faults: Sequence[Fault], profile: m.Profile) -> Case:
    """Check what was read of a case that had some faults, and tell all of them.

    Raises:
        BadInput: every fault at once.

    """
    if faults:
        raise BadInput([*faults, *beyond(faults, _faults(case, profile))])
    return _checked(case, profile)


def _checked(case: Case, profile: m.Profile) -> Case:
    seen = case.__dict__.setdefault("_checked", set())
    if profile.fingerprint in seen:
        return case
    faults = _faults(case, profile)
    if faults:
        raise BadInput(faults)
    seen.add(profile.fingerprint)
    return case


def _faults(case: Case, profile: m.Profile) -> list[Fault]:
    found = chain(
        _head(case, profile), parties(case, profile), _events(case, profile), _earlier(case, profile), undone(case)
    )
    return list(islice(found, MOST_FAULTS))


def _earlier(case: Case, profile: m.Profile) -> Iterator[Fault]:
    """What is counted from before the case is a kind of event, too."""
    for n, act in enumerate(case.earlier):
        if act.kind not in COMMON and act.kind not in profile.act:
            yield _unknown_kind(act.kind, f"earlier[{n}].kind", profile)


def _head(case: Case, profile: m.Profile) -> Iterator[Fault]:
    header = profile.header
    if case.currency != header.currency:
        yield Fault(code="currency_of_profile", path="currency", expected=header.currency, got=shown(case.currency))
    if case.jurisdiction is not None and case.jurisdiction.upper() != header.id.upper():
        yield Fault(code="jurisdiction", path="jurisdiction", expected=header.id, got=shown(case.jurisdiction))
    if case.law is not None and header.id.upper() not in {case.law.claim.upper(), case.law.forum.upper()}:
        got = shown(f"{case.law.claim} and {case.law.forum}")
        yield Fault(code="jurisdiction", path="law", expected=header.id, got=got)
    yield from _workflow(case.workflow, "workflow", profile)
    yield from _regions(case, profile)
    for name, option in case.readings.items():
        reading = profile.reading.get(name)
        if reading is None:
            yield Fault(code="unknown_reading", path=f"readings.{name[:SHOWN]}", expected="a reading of the profile",
                        nearest=nearest(name, profile.reading))  # fmt: skip
        elif option not in reading.options:
            expected = f"one of {', '.join(reading.options)}"
            yield Fault(code="unknown_option", path=f"readings.{name}", expected=expected,
                        got=shown(option), nearest=nearest(option, reading.options))  # fmt: skip
    for n, claim in enumerate(case.claims):
        if claim.goods_or_services is not None and FOR_SUPPLY.get(claim.kind) is (not claim.goods_or_services):
            yield Fault(code="kind_conflict", path=f"claims[{n}].goods_or_services", expected=f"what {claim.kind} says",
                        got=shown(claim.goods_or_services))  # fmt: skip
        if claim.title is not None and claim.title not in profile.title:
            yield Fault(code="unknown_title", path=f"claims[{n}].title", expected="a title of the profile",
                        got=shown(claim.title), nearest=nearest(claim.title, profile.title))  # fmt: skip


def _regions(case: Case, profile: m.Profile) -> Iterator[Fault]:
    """Where proceedings lie is a region of the profile; people may live elsewhere."""
    known, places = profile.header.regions, case.places
    named = {"region": case.region} | (
        {} if places is None else {"places.court": places.court, "places.enforcement": places.enforcement}
    )
    for path, region in named.items():
        if known and region is not None and region not in known:
            yield Fault(code="unknown_region", path=path, expected=choices(known), got=shown(region),
                        nearest=nearest(region, known))  # fmt: skip


def _workflow(name: str | None, path: str, profile: m.Profile) -> Iterator[Fault]:
    if name is not None and name not in profile.workflow:
        yield Fault(code="unknown_workflow", path=path, expected=choices(profile.workflow), got=shown(name),
                    nearest=nearest(name, profile.workflow))  # fmt: skip


def _events(case: Case, profile: m.Profile) -> Iterator[Fault]:
    named = dict(zip(case.event_ids, case.events, strict=True))
    for n, event in enumerate(case.events):
        at = f"events[{n}]"
        yield from _kind(event, at, profile)
        if event.kind == "workflow_changed":
            yield from _workflow(event.workflow, f"{at}.workflow", profile)
        if event.of is not None and event.of not in named:
            yield Fault(code="unknown_event", path=f"{at}.of", expected="the id of an event", got=shown(event.of),
                        nearest=nearest(event.of, named))  # fmt: skip
        yield from said(event, at)
        if event.kind in {"stay_began", "stay_ended"} and profile.stay and event.name not in {None, *profile.stay}:
            yield Fault(code="unknown_stay", path=f"{at}.name", expected="a stay of the profile",
                        got=shown(event.name), nearest=nearest(str(event.name), profile.stay))  # fmt: skip
        yield from _contents(event, at)
        yield from _tariff(event, _cost(event, named), at, profile)
        yield from _instalments(event, at)
        if event.title is not None and event.title not in profile.title:
            yield Fault(code="unknown_title", path=f"{at}.title", expected="a title of the profile",
                        got=shown(event.title), nearest=nearest(event.title, profile.title))  # fmt: skip


def _tariff(event: Event, cost: str | None, at: str, profile: m.Profile) -> Iterator[Fault]:
    """A bill is for a fee of the profile that may be booked as its cost."""
    if event.tariff is None:
        return
    fees = [f"fee.{fee.name}" for fee in profile.fee.values() if cost is None or cost in fee.cost]
    if event.tariff not in fees:
        of = "" if cost is None else f" that is booked as {cost}"
        yield Fault(code="unknown_tariff", path=f"{at}.tariff", expected=f"a fee of the profile{of}",
                    got=shown(event.tariff), nearest=nearest(event.tariff, fees))  # fmt: skip


def _cost(event: Event, events: Mapping[str, Event]) -> str | None:
    """The cost of a bill, or of the bill that a correction is about in the end."""
    seen: set[str | None] = set()
    while event.cost is None and event.of is not None and event.of in events and event.of not in seen:
        seen.add(event.of)
        event = events[event.of]
    return event.cost


def _unknown_kind(kind: str, path: str, profile: m.Profile) -> Fault:
    expected, near = "a kind of event or an act of the profile", nearest(kind, [*COMMON, *profile.act])
    return Fault(code="unknown_kind", path=path, expected=expected, got=shown(kind), nearest=near)


def _contents(event: Event, at: str) -> Iterator[Fault]:
    """What a letter states is a closed list."""
    for n, word in enumerate(event.contents or ()):
        if word not in STATEMENTS:
            yield Fault(code="unknown_content", path=f"{at}.contents[{n}]", expected="a statement a letter makes",
                        got=shown(word), nearest=nearest(word, STATEMENTS))  # fmt: skip


def _instalments(event: Event, at: str) -> Iterator[Fault]:
    """The instalments of a plan come one after the other, and each is of something."""
    before = event.on
    for n, one in enumerate(event.instalments or ()):
        if one.due < before or (n and one.due == before) or one.amount <= 0:
            expected, got = "a sum above 0, due after the one before", f"{one.amount} on {one.due}"
            yield Fault(code="instalments_order", path=f"{at}.instalments[{n}]", expected=expected, got=got)
        before = one.due


def _kind(event: Event, at: str, profile: m.Profile) -> Iterator[Fault]:
    shape = COMMON.get(event.kind)
    if shape is None and event.kind not in profile.act:
        yield _unknown_kind(event.kind, f"{at}.kind", profile)
        return
    allowed = shape.allowed if shape is not None else ACT_FIELDS
    required = shape.required if shape is not None else frozenset[str]()
    for word in event.model_fields_set - allowed:
        if getattr(event, word) is not None:
            expected = f"no such field on {event.kind}"
            yield Fault(
                code="field_not_allowed",
                path=f"{at}.{word}",
                expected=expected,
                nearest=nearest(word, allowed),
            )
    for word in sorted(required):
        if getattr(event, word) is None:
            yield Fault(code="missing_field", path=f"{at}.{word}", expected=f"this field on {event.kind}")
