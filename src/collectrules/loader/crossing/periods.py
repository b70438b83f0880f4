"""Periods: one anchor, one unit, one way of counting; and limits that say one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.naming import CALENDAR_DAYS
from collectrules.loader.crossing.site import Site
from collectrules.loader.vocabulary import ANCHORS, EVENTS, MOMENTS, OWN_ACT

UNITS: Final = ("days", "working_days", "weeks", "months", "years")


def periods(part: object, at: Site) -> Iterator[Fault]:
    """Check one period."""
    if not isinstance(part, m.Period):
        return
    if part.counting is None:
        yield at.fault("F41", "the period has no `counting`; how are its days counted?", expected="the word `counting`")
    yield from _unit(part, at)
    yield from _begins(part, at)
    for word in ("after", "since", "not_before", "only_after"):
        yield from _anchors(getattr(part, word), word, at)


def _unit(period: m.Period, at: Site) -> Iterator[Fault]:
    units = [word for word in UNITS if getattr(period, word) is not None]
    if len(units) != 1:
        has = f"`{units[0]}` and `{units[1]}`; choose one" if units else "no length; give `days`, `months` …"
        yield at.fault("F42", f"the period has {has}", expected="one unit of time")
    if period.working_days is not None and _without_calendar(period, at.profile):
        message = f"working days are counted, but counting.{period.counting} has no calendar"
        yield at.fault("F45", message, word="counting", expected="a counting with a calendar")


def _without_calendar(period: m.Period, profile: m.Profile) -> bool:
    counting = profile.counting.get(period.counting) if isinstance(period.counting, str) else None
    return period.counting == CALENDAR_DAYS or (counting is not None and counting.calendar is None)


def _begins(period: m.Period, at: Site) -> Iterator[Fault]:
    words = period.after or period.since
    if period.after and period.since:
        yield at.fault("F43", "the period has `after` and `since`; choose one", expected="one of the two")
    elif not words and at.place.rpartition(".")[2] != "effect_after":
        yield at.fault("F44", "the period has no anchor; give `after` or `since`", expected="`after` or `since`")
    if len(words) > 1 and period.pick is None:
        yield at.fault("F43", "the period has two anchors and no `pick`", word="pick", expected="later or earlier")


def _anchors(anchors: tuple[str, ...], word: str, at: Site) -> Iterator[Fault]:
    for anchor in anchors:
        if not _is_anchor(anchor, at):
            known = [*ANCHORS, *(f"{name}.{moment}" for name in at.profile.act for moment in MOMENTS), *at.profile.act]
            message = f"anchor `{anchor[:60]}` belongs to no act, no event and no claim"
            yield at.fault("F44", message, word=word, expected="a known anchor", got=anchor, known=known)


def _is_anchor(anchor: str, at: Site) -> bool:
    if anchor in ANCHORS or (anchor == "sent" and at.kind == "delivery"):
        return True
    kind, _, moment = anchor.partition(".")
    return (kind in at.profile.act or kind in EVENTS) and (moment in MOMENTS or "." not in anchor)


def anchors(part: object, at: Site) -> Iterator[Fault]:
    """Check the anchors that stand outside of periods."""
    if isinstance(part, m.Base) and part.at is not None and part.at != OWN_ACT:
        yield from _anchors((part.at,), "at", at)
    elif isinstance(part, m.Effects) and part.relates_back_to is not None:
        yield from _anchors((part.relates_back_to,), "relates_back_to", at)


def limits(part: object, at: Site) -> Iterator[Fault]:
    """A limit says how often at most, or how often free."""
    if not isinstance(part, m.Limit):
        return
    if (part.at_most is None) == (part.free is None):
        has = "neither" if part.free is None else "both"
        message = f"the limit has {has} of `at_most` and `free`; it needs one"
        yield at.fault("F05", message, expected="one of `at_most` and `free`")
    if part.at_most == 0 and not part.when and at.kind in {"fee", "act"}:
        message = f"at most none per {part.per.replace('_', ' ')}: the {at.kind} could never be, whatever the facts"
        yield at.fault("F81", message, word="at_most", expected="1 or more, or conditions under which none may be")
