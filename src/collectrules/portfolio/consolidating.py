"""Several open cases of one creditor against one debtor: which of them may be one, and which may not, and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from collectrules.answers.standings import standing, standing_of
from collectrules.fold.asking import Question, ask
from collectrules.fold.state import living
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.money import sum_of
from collectrules.ground.records import record
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case, as_document, load_case
from collectrules.portfolio.running import Item, Laws, Refused, Run, answered, law_of
from collectrules.portfolio.summaries import opened
from collectrules.steps.planning import agreed

Difference = Literal["currency", "law", "parties", "workflow", "readings", "stage", "held", "agreement"]
DIFFERENCES: Final[tuple[Difference, ...]] = (
    "currency", "law", "parties", "workflow", "readings", "stage", "held", "agreement",
)  # fmt: skip


class Apart(Part):
    """A case that cannot be joined with another, and in what they differ.

    `currency`; `law`: another profile, region, place of proceedings, or law of the claim; `parties`: what is known of
    creditor or debtor; `workflow`, `readings`: the creditor's own choice; `stage`: one is with a court or an office, or
    has come further; `held`: one is paused, or taken out of the automatic course; `agreement`: on one a plan or a
    settlement holds.
    """

    case: str
    beside: str
    differs: tuple[Difference, ...]


class Merger(Part):
    """Cases that may be one: `into` the oldest; sums in major units of `currency`.

    `owed` is what is owed on all of them, `owed_joined` what is owed on the one case they would be. That differs where
    the law counts letters of several claims together, and strikes out what is then too much; and where a claim was paid
    too much, which then has paid another.
    """

    into: str
    cases: tuple[str, ...]
    currency: str
    stage: str
    owed: Amount
    owed_joined: Amount


class PairCases(Part):
    """The open cases of one creditor and debtor, by the host's key, and what may become of them.

    `because` is `several_open_cases`: a court may ask why one debt was brought before it in several cases.
    """

    pair: str
    because: Literal["several_open_cases"] = "several_open_cases"
    cases: tuple[str, ...]
    mergers: tuple[Merger, ...]
    apart: tuple[Apart, ...]


class Consolidation(Run):
    """Every pair of a creditor and a debtor with several open cases."""

    answer: Literal["consolidation"] = "consolidation"
    pairs: tuple[PairCases, ...]


@record
class _Open:
    """An open case: what it must share with another to be one with it, in the order of `DIFFERENCES`."""

    case: Case
    opened: Day
    stage: str
    owed: Amount
    traits: tuple[object, ...]
    about: Mapping[str, tuple[str, ...]]
    law: m.Profile


def consolidation(
    portfolio: Iterable[Item],
    laws: Laws,
    pairs: Mapping[str, str],
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
) -> Consolidation:
    """Return which open cases of the same creditor and debtor may be one.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        pairs: case id → the host's key of its creditor and debtor; a case without one stands alone.
        on: the day asked about.
        readings: how named doubts are to be read, over each case's own choice.

    Raises:
        BadInput: `on` is no day.

    """
    day, several = to_date(on, "on"), Counter(pairs.values())
    found, wrong, number = dict[str, list[_Open]](), list[Refused](), 0
    for one in answered(portfolio, laws, _looked_at, on=day, readings=readings):
        number += 1
        if isinstance(one, Refused):
            wrong.append(one)
        elif one is not None and several[pairs.get(one.case.id, "")] > 1:
            found.setdefault(pairs[one.case.id], []).append(one)
    held = {key: sorted(own, key=lambda one: (one.opened, one.case.id)) for key, own in found.items() if len(own) > 1}
    done = tuple(_pair(key, held[key], day, readings) for key in sorted(held))
    return Consolidation.made(on=day, cases=number, refused=tuple(wrong), pairs=done)


def _looked_at(question: Question) -> _Open | None:
    """What of a case decides whether it may be joined; None of one that is over."""
    state, case = question.state, question.case
    if state.closed is not None or not living(state):
        return None
    found = standing_of(question)
    law = (question.profile.fingerprint, case.law, case.region, case.places)
    held = state.manual_only or state.paused_on(state.on)
    traits = (
        case.currency, law, (case.creditor, case.debtor), state.workflow, dict(case.readings), found.stage,
        case.id if held else None, case.id if agreed(state) else None,
    )  # fmt: skip
    about = {name: tuple(case.claims[index].id for index in own) for name, own in state.about.items()}
    return _Open(case, opened(case), found.stage, found.owed.total, traits, about, question.profile)


def _pair(key: str, own: Sequence[_Open], on: dt.date, readings: Mapping[str, str] | None) -> PairCases:
    groups: list[list[_Open]] = []
    for one in own:
        fitting = next((group for group in groups if not _differs(group[0], one)), None)
        if fitting is None:
            groups.append([one])
        else:
            fitting.append(one)
    first = own[0]
    apart = ((one, _differs(first, one)) for one in own)
    return PairCases.made(
        pair=key, cases=tuple(one.case.id for one in own),
        mergers=tuple(_merger(group, on, readings) for group in groups if len(group) > 1),
        apart=tuple(Apart.made(case=one.case.id, beside=first.case.id, differs=words) for one, words in apart if words),
    )  # fmt: skip


def _differs(one: _Open, other: _Open) -> tuple[Difference, ...]:
    pairs = zip(DIFFERENCES, one.traits, other.traits, strict=True)
    return tuple(word for word, mine, its in pairs if mine != its)


def _merger(group: Sequence[_Open], on: dt.date, readings: Mapping[str, str] | None) -> Merger:
    one = _joined([(each.case, each.about) for each in group])
    return Merger.made(
        into=one.id, cases=tuple(each.case.id for each in group), currency=one.currency, stage=group[0].stage,
        owed=sum_of(each.owed for each in group),
        owed_joined=standing(one, group[0].law, on=on, readings=readings).owed.total,
    )  # fmt: skip


# The one case ----------------------------------------------------------------------------------------------


def joined(
    cases: Sequence[Case], laws: Laws, *, on: dt.date | str, readings: Mapping[str, str] | None = None
) -> Case:  # fmt: skip
    """Return one case with the claims and events of several, under the id of the oldest.

    A claim keeps its id where no other has it, else that of its case stands before it; so do the ids of events. Each
    event is about the claims that it was about in its own case.

    Raises:
        BadInput: `cannot_be_joined`, with what differs; one of the cases is over, or cannot be answered.
        NotModelled: one of the cases cannot be answered.

    """
    found = [_looked_at(ask(case, law_of(case, laws), on=on, readings=readings)) for case in cases]
    own = sorted([one for one in found if one is not None], key=lambda one: (one.opened, one.case.id))
    if len(own) < len(cases) or not own:
        raise bad_input("cannot_be_joined", "cases", "cases that are open")
    for one in own[1:]:
        differs = _differs(own[0], one)
        if differs:
            raise bad_input("cannot_be_joined", one.case.id, f"what case {own[0].case.id} has", ", ".join(differs))
    return _joined([(one.case, one.about) for one in own])


def own_names(cases: Sequence[Case]) -> dict[str, tuple[str, str]]:
    """Return what each claim of the one case is in its own: claim in the joined case → (case, claim)."""
    if len(cases) == 1:
        return {claim.id: (cases[0].id, claim.id) for claim in cases[0].claims}
    taken = Counter(claim.id for case in cases for claim in case.claims)
    return {_named(case, claim.id, taken): (case.id, claim.id) for case in cases for claim in case.claims}


def _joined(own: Sequence[tuple[Case, Mapping[str, tuple[str, ...]]]]) -> Case:
    first = own[0][0]
    if len(own) == 1:
        return first
    taken = Counter(claim.id for case, _ in own for claim in case.claims)
    document = as_document(first)
    document["claims"] = [
        as_document(claim) | {"id": _named(case, claim.id, taken)} for case, _ in own for claim in case.claims
    ]
    document["events"] = [event for case, about in own for event in _events(case, about, taken)]
    document["earlier"] = list({str(one): as_document(one) for case, _ in own for one in case.earlier}.values())
    document["references"] = _references([case for case, _ in own])
    return load_case(document)


def _named(case: Case, claim: str, taken: Counter[str]) -> str:
    return claim if taken[claim] == 1 else f"{case.id}/{claim}"


def _references(cases: Sequence[Case]) -> dict[str, str]:
    """All references; where two cases have one of the same name, that of the younger is named after its case."""
    found: dict[str, str] = {}
    for case in cases:
        for name, value in case.references.items():
            found[name if found.get(name, value) == value else f"{name} {case.id}"] = value
    return found


def _events(
    case: Case, about: Mapping[str, tuple[str, ...]], taken: Counter[str]
) -> Iterator[dict[str, object]]:  # fmt: skip
    """The events of a case, each about its own claims, under ids that keep their order within a day."""
    names = {
        name: f"{case.id}/{name}" if event.id is not None else f"~{case.id}/{place}"
        for place, (name, event) in enumerate(zip(case.event_ids, case.events, strict=True))
    }
    every = tuple(claim.id for claim in case.claims)
    for name, event in zip(case.event_ids, case.events, strict=True):
        fields: dict[str, object] = as_document(event) | {"id": names[name]}
        if event.of in names:
            fields["of"] = names[event.of]
        if event.claim is not None:
            fields["claim"] = _named(case, event.claim, taken)
        if event.claims is not None or event.claim is None:
            fields["claims"] = [_named(case, one, taken) for one in event.claims or about.get(name) or every]
        yield fields
