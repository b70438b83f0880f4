"""Names: every law, record, act, stage and event that a record names must be there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site
from collectrules.loader.uncomputed import idle
from collectrules.loader.vocabulary import DEFAULT_BEGAN, EVENTS, FACTS, FEES_OF_MATTER, TERMINAL

CALENDAR_DAYS: Final = "calendar_days"
"""The one counting that is built in: the first day is not counted, and nothing moves."""


class Reference(NamedTuple):
    """A field that names something: what kind of thing, and the code of a name that is nowhere."""

    attribute: str
    target: str
    code: str = "F19"


def _values(*attributes: str) -> tuple[Reference, ...]:
    """Fields that hold a number or the name of a `[value]`."""
    return tuple(Reference(attribute, "value") for attribute in attributes)


_REFERENCES: Final[Mapping[type, tuple[Reference, ...]]] = {
    m.ByReading: (Reference("reading", "reading"),),
    m.Amount: _values("is_", "percent", "table", "times", "plus", "minimum", "maximum"),
    m.Period: (*_values("days", "working_days"), Reference("counting", "counting"), Reference("paused_by", "stay")),
    m.EarlierCounting: (Reference("counting", "counting"),),
    m.Limit: _values("at_most"),
    m.Reference: (Reference("series", "series"),),
    m.Plus: _values("points"),
    m.Agreed: _values("ceiling"),
    m.Rate: _values("ceiling"),
    m.Stop: (Reference("on", "event", "F37"), Reference("until", "event", "F37")),
    m.InterestCap: (Reference("of", "sum"), Reference("until", "event", "F37")),
    m.OnInterest: (Reference("of", "sum"), Reference("rates", "rate")),
    m.Interest: (Reference("rates", "rate"), Reference("cost_rates", "rate")),
    m.Modifier: _values("times", "plus"),
    m.ModifierSet: _values("times", "minimum", "maximum"),
    m.Less: (Reference("fee", "fee", "F35"), *_values("at_most")),
    m.Fee: (
        Reference("act", "occasion", "F37"),
        Reference("of", "sum"),
        Reference("matter_begins", "event", "F37"),
        Reference("takes_back", "fee", "F35"),
    ),
    m.Expenses: _values("at_most"),
    m.Base: (*_values("percent"), Reference("stated_by", "event", "F37")),
    m.Cap: (Reference("over", "fee", "F35"), Reference("of", "sum")),
    m.Counting: (Reference("calendar", "calendar"),),
    m.Calendar: (Reference("holidays", "holidays"), Reference("stays", "stay")),
    m.TakesEffect: (Reference("calendar", "calendar"),),
    m.Effects: (Reference("title", "title", "F59"),),
    m.Act: (
        Reference("open_on", "calendar"),
        Reference("deadline_on", "calendar"),
        Reference("notice", "notice"),
        Reference("in_stages", "stage", "F54"),
        Reference("leads_to", "stage", "F54"),
        Reference("rest_leads_to", "stage", "F54"),
        Reference("returns_from", "stage", "F54"),
        Reference("never_from", "stage", "F54"),
        Reference("only_from", "stage", "F54"),
        Reference("forgets", "event", "F37"),
    ),
    m.Allocation: (Reference("begun_by", "event", "F37"),),
    m.Edge: (Reference("on", "event", "F37"),),
    m.Restart: (Reference("on", "event", "F37"),),
    m.LimitationStop: (Reference("from_", "event", "F37"), Reference("to", "event", "F37")),
    m.Title: (Reference("opens", "event", "F37"), Reference("limitation", "limitation")),
    m.Plan: (Reference("calendar", "calendar"), Reference("pay_on", "calendar")),
    m.Settlement: (Reference("pay_on", "calendar"),),
    m.Payday: (Reference("calendar", "calendar"),),
    m.Offer: (Reference("of", "sum"),),
    m.Notice: (Reference("payments_since", "event", "F37"),),
    m.WorkflowStep: (Reference("act", "event", "F65"), Reference("notice", "notice")),
}
_SPOKEN: Final = {
    "event": "an act of the profile or a common event", "occasion": "an act of the profile or a common event",
    "sum": "a base of the profile or a fact that is an amount",
    "counting": "a counting of the profile, or calendar_days",
}  # fmt: skip
_MESSAGES: Final = {
    "F19": "names {target} `{name}`, which is nowhere",
    "F35": "names fee `{name}`, which does not exist",
    "F37": "hangs on `{name}`, which is neither an act of the profile nor a common event",
    "F54": "names stage `{name}`, which is no stage",
    "F59": "title `{name}` is gained here, but [title.{name}] is missing",
    "F65": "uses act `{name}`, which this profile does not declare",
}


def names(part: object, at: Site) -> Iterator[Fault]:
    """Find every name of the part that is nowhere."""
    for attribute, target, code in _REFERENCES.get(type(part), ()):
        for name in _named(getattr(part, attribute)):
            if isinstance(name, str) and name not in (known := known_names(at.profile, target)):
                yield _nowhere(at, attribute.rstrip("_"), code, target, name, known)


def _named(value: object) -> Iterator[object]:
    """What a field names: one thing, several, or another in each way of reading a doubt."""
    if isinstance(value, m.ByReading):
        for option in value.options.values():
            yield from _named(option)
    elif isinstance(value, tuple):
        yield from value
    else:
        yield value


def known_names(profile: m.Profile, target: str) -> Collection[str]:
    """Return the names that a field of this kind may hold."""
    if target in {"event", "occasion"}:
        return EVENTS | profile.act.keys() | ({DEFAULT_BEGAN} if target == "occasion" else set())
    if target == "sum":
        return {*profile.base, *(name for name, fact in FACTS.items() if fact.type == "amount"), FEES_OF_MATTER}
    extra = {"counting": {CALENDAR_DAYS}, "stage": TERMINAL, "holidays": {"region"}}.get(target, set())
    known: Collection[str] = getattr(profile, target)
    return {*known, *extra} if extra else known


def _nowhere(at: Site, word: str, code: str, target: str, name: str, known: Collection[str]) -> Fault:
    message = _MESSAGES[code].format(target=target if target != "sum" else "sum", name=name[:60])
    expected = _SPOKEN.get(target, f"a {target} of the profile")
    return at.fault(code, message, word=word, expected=expected, got=name, known=known)


def displaced(part: object, at: Site) -> Iterator[Fault]:
    """A rule may only stand instead of a rule of its own kind."""
    rule = part if isinstance(part, m.Rule) else None
    for name in rule.instead_of if rule is not None else ():
        known = getattr(at.profile, at.kind)
        if name not in known:
            code = "F35" if at.kind == "fee" else "F19"
            yield _nowhere(at, "instead_of", code, at.kind, name, known)


# Law -------------------------------------------------------------------------------------------------------


_POLICIES = frozenset({"workflow", "outlook"})
"""Kinds of record that are the creditor's own, never law."""


def laws(part: object, at: Site) -> Iterator[Fault]:
    """Every law key must be there, and a policy may stand in workflows and outlooks only."""
    for key in getattr(part, "law", ()):
        law = at.profile.law.get(key)
        if law is None:
            message = f"cites law `{key[:60]}`, which [law] does not have"
            yield at.fault("F06", message, word="law", expected="a key of [law]", got=key, known=at.profile.law)
        elif law.kind == "policy" and at.kind not in _POLICIES:
            message = f"rests on a policy (`{key}`) inside a rule of law; move it to a workflow"
            yield at.fault("F09", message, word="law", expected="a law that is no policy", got=key)
        elif law.kind != "policy" and at.kind in _POLICIES:
            message = f"rests on `{key}` ({law.kind}); a {at.kind} rests on a policy"
            yield at.fault("F08", message, word="law", expected="a law entry of kind policy", got=key)


def said(part: object, at: Site) -> Iterator[Fault]:
    """A rule says what it is and what it rests on; an empty text or list is neither."""
    if not isinstance(part, m.Rule):
        return
    if not part.what.strip():
        message = "`what` is empty; say in one sentence what the rule is"
        yield at.fault("F05", message, word="what", expected="a plain sentence")
    by_row = isinstance(part, m.Value) and all(row.law for row in part.value)
    if not part.law and not by_row and not isinstance(part, m.Calendar | m.Holidays):
        message = "`law` is empty; name the key of the law that the rule rests on"
        yield at.fault("F05", message, word="law", expected="the key of a law entry")


def idle_words(part: object, at: Site) -> Iterator[Fault]:
    """What a rule says by a word that says nothing on its kind would be passed over in silence."""
    for attribute in idle(part):
        word = attribute.rstrip("_")
        message = f"`{word}` says nothing on a {at.kind}: no answer looks at it"
        yield at.fault("F90", message, word=word, expected=f"no `{word}`")
