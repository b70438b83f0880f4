"""Across a border: whose law governs the claim, whose the proceedings, and where the two do not fit together.

No answer mixes two laws in silence. A choice says which profile to ask for what; each answer then is that of one law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, cast

from collectrules.ground.errors import SHOWN, Fault, NotModelled, nearest, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.nouns.events import COMMON

Side = Literal["claim", "forum"]
TOPICS: Final[Mapping[str, Side]] = {
    "interest": "claim", "reminder_fees": "claim", "compensation": "claim", "collection_costs": "claim",
    "allocation": "claim", "limitation": "claim", "course": "forum", "official_fees": "forum",
    "procedural_periods": "forum", "titles": "forum", "insolvency": "forum",
}  # fmt: skip
"""What a claim owes follows the law of the claim; how it is enforced, that of the place where it is."""


class Taken(Part):
    """A topic, and the profile to ask for it."""

    topic: str
    side: Side
    profile: str


class Ground(Part):
    """Why a side is governed by a profile: the field of the case that says so, and what it says.

    `code`: `given` (the case says it), `jurisdiction` (one law for both), `debtor_country` (proceedings lie where the
    debtor lives unless the case says otherwise: to be confirmed).
    """

    side: Side
    profile: str
    code: Literal["given", "jurisdiction", "debtor_country"]
    path: str


class Conflict(Part):
    """Where the two laws do not fit: a stable code, the profiles, and what it is about.

    `currency`: official fees are in another currency than the claim. `act_of_other_law`: an event of the case is an act
    of the claim's law, the proceedings are another's. `title_unknown`: the forum knows no such title.
    `limitation_silent`: acts of the forum of which the claim's limitation does not say what they do to it.
    """

    code: Literal["currency", "act_of_other_law", "title_unknown", "limitation_silent"]
    path: str | None = None
    values: Mapping[str, str]


class Choice(Part):
    """Which profile governs the claim and which the proceedings, what is taken from which, and what does not fit."""

    answer: Literal["choice"] = "choice"
    claim: str
    forum: str
    grounds: tuple[Ground, ...]
    taken: tuple[Taken, ...]
    conflicts: tuple[Conflict, ...]


def choose_law(case: Case, profiles: Mapping[str, m.Profile]) -> Choice:
    """Say which of some profiles governs the claim and which the proceedings.

    Args:
        case: the facts; `law`, `jurisdiction` or the claims' `debtor_country` say where it belongs.
        profiles: the laws to choose from, by their id.

    Raises:
        BadInput: `wrong_type`.
        NotModelled: `missing_fact`, the case does not say whose law governs the claim, or where proceedings lie;
            `no_such_profile`, it says so and the profile is not among those given.

    Examples:
        >>> from collectrules import load_case, load_profile
        >>> case = load_case({"id": "x", "currency": "DKK", "jurisdiction": "DK", "creditor": {"kind": "business"},
        ...     "debtor": {"kind": "consumer"}, "claims": [
        ...     {"id": "1", "kind": "goods_or_services", "amount": "100.00", "due": "2024-01-31"}]})
        >>> found = choose_law(case, {"DK": load_profile("DK")})
        >>> found.claim, found.forum, found.conflicts
        ('DK', 'DK', ())

    """
    of_type(case, Case, "case", "a case as load_case returns it")
    _check_profiles(profiles)
    grounds = (_claim_ground(case), _forum_ground(case))
    claim, forum = (_profile(ground, profiles) for ground in grounds)
    by_side: Mapping[Side, m.Profile] = {"claim": claim, "forum": forum}
    taken = tuple(Taken.made(topic=topic, side=side, profile=by_side[side].header.id) for topic, side in TOPICS.items())
    conflicts = () if claim is forum else tuple(_conflicts(case, claim, forum))
    return Choice.made(claim=claim.header.id, forum=forum.header.id, grounds=grounds, taken=taken, conflicts=conflicts)


def _check_profiles(profiles: object) -> None:
    of_type(profiles, Mapping, "profiles", "profiles by their id")
    for name, profile in cast("Mapping[object, object]", profiles).items():
        of_type(name, str, "profiles", "profiles by their id")
        of_type(profile, m.Profile, f"profiles.{str(name)[:SHOWN]}", A_PROFILE)


def _claim_ground(case: Case) -> Ground:
    if case.law is not None:
        return Ground.made(side="claim", profile=case.law.claim, code="given", path="law.claim")
    if case.jurisdiction is not None:
        return Ground.made(side="claim", profile=case.jurisdiction, code="jurisdiction", path="jurisdiction")
    raise _missing("law.claim", "the law that governs the claim; where the parties live does not say it")


def _forum_ground(case: Case) -> Ground:
    if case.law is not None:
        return Ground.made(side="forum", profile=case.law.forum, code="given", path="law.forum")
    countries = {claim.debtor_country for claim in case.claims}
    if len(countries) == 1 and None not in countries:
        (country,) = countries
        return Ground.made(side="forum", profile=country, code="debtor_country", path="claims[0].debtor_country")
    if case.jurisdiction is not None and countries == {None}:
        return Ground.made(side="forum", profile=case.jurisdiction, code="jurisdiction", path="jurisdiction")
    raise _missing("law.forum", "where proceedings lie; the claims name no country, or several")


def _missing(path: str, expected: str) -> NotModelled:
    return NotModelled(Fault(code="missing_fact", path=path, expected=expected))


def _profile(ground: Ground, profiles: Mapping[str, m.Profile]) -> m.Profile:
    found = {name.upper(): profile for name, profile in profiles.items()}.get(ground.profile.upper())
    if found is None:
        given = ", ".join(sorted(profiles)) or "none"
        raise NotModelled(
            Fault(code="no_such_profile", path=ground.path, expected=f"one of the profiles given, {given}",
                  got=ground.profile, nearest=nearest(ground.profile, profiles))
        )  # fmt: skip
    return found


def _conflicts(case: Case, claim: m.Profile, forum: m.Profile) -> Iterator[Conflict]:
    money = (claim.header.currency, forum.header.currency)
    if money[0] != money[1]:
        yield Conflict.made(code="currency", path="currency", values={"claim": money[0], "forum": money[1]})
    for place, event in enumerate(case.events):
        if event.kind not in COMMON and event.kind not in forum.act:
            yield Conflict.made(code="act_of_other_law", path=f"events[{place}].kind", values={"act": event.kind})
    for place, one in enumerate(case.claims):
        if one.title is not None and one.title not in forum.title:
            yield Conflict.made(code="title_unknown", path=f"claims[{place}].title", values={"title": one.title})
    silent = sorted(_before_authorities(forum) - _known_to_limitation(claim))
    if silent:
        yield Conflict.made(code="limitation_silent", path=None, values={"acts": ", ".join(silent)})


def _before_authorities(profile: m.Profile) -> set[str]:
    """The creditor's acts that leave the stages in which nobody but the parties acts: requests, filings, petitions."""
    return {name for name, act in profile.act.items() if act.by == "creditor" and name not in COMMON and act.leads_to}


def _known_to_limitation(profile: m.Profile) -> set[str]:
    restarts = {kind for rule in profile.limitation.values() for one in rule.restarts for kind in one.on}
    return restarts | {kind for rule in profile.limitation.values() for stop in rule.stops for kind in stop.from_}
