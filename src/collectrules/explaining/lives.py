"""A life in sentences: what happened, why on its day, what it cost, and how it ended."""

from __future__ import annotations

from collectrules.explaining.accounts import sums_of
from collectrules.explaining.agreements import on_page
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import resting
from collectrules.explaining.steps import none_recommended
from collectrules.simulation.occasions import Occasion
from collectrules.simulation.simulating import Simulation, TimelineItem, Waiting
from collectrules.words.texts import Money, Named, Value

_DAYS = ("planned", "earliest", "since")


def life_parts(speaker: Speaker, found: Simulation) -> Drafts:
    """Yield everything that happened, in order of time, then how it ended and what it waits for."""
    yield on_page(speaker, "life_of", {"case": found.case, "first": found.on, "last": found.until})
    for item in found.timeline:
        yield from _happened(item)
    end: dict[str, Value] = {"day": found.over_on, "owed": Money(found.owed.total)}
    yield on_page(speaker, f"life_{found.ended}", end)
    yield Draft("standing_total", {"on": found.over_on, **sums_of(found.owed)})
    if found.paid.total:
        yield Draft("standing_paid", sums_of(found.paid))
    if found.advanced:
        yield Draft("laid_out_in_all", {"advanced": Money(found.advanced)})
    yield from (_waiting(one) for one in found.waits_for)
    yield from (none_recommended(why) for why in found.none_recommended)
    for one in found.refused:
        values: dict[str, Value] = {"day": one.on, "who": Named("actor", one.by), "expected": one.expected,
                                    "why": one.code}  # fmt: skip
        yield on_page(speaker, "life_could_not", values)
    yield from resting(speaker, found)


def _happened(item: TimelineItem) -> Drafts:
    values: dict[str, Value] = {"on": item.on, "what": Named("act", item.what)}
    if item.by == "time":
        yield Draft("time_passed", {"on": item.on})
    elif item.claims:
        yield Draft("done", {**values, "by": Named("actor", item.by), "claims": item.claims}, item.law)
    else:
        yield Draft("happened", values, item.law)
    if item.occasion is not None:
        yield _occasion(item.occasion)
    if item.amount is not None:
        yield Draft("life_amount" if item.by in {"case", "debtor"} else "life_adds", {"amount": Money(item.amount)})
    if item.advanced is not None:
        yield Draft("life_lays_out", {"advanced": Money(item.advanced)})
    yield Draft("life_after", {"owed_total": Money(item.owed_total), "stage": Named("stage", item.stage)})


def _occasion(why: Occasion) -> Draft:
    """Why something happened on its day."""
    values: dict[str, Value] = {word: day for word in _DAYS if (day := getattr(why, word)) is not None}
    if why.days is not None:
        values["days"] = why.days
    if why.behaviour is not None:
        values["behaviour"] = why.behaviour
    undated = why.code in {"also", "others_take"} and not values.keys() & {"earliest", "since"}
    return Draft(f"occasion_{why.code}{'_undated' if undated else ''}", values)


def _waiting(one: Waiting) -> Draft:
    values: dict[str, Value] = {"action": Named("act", one.action), "by": Named("actor", one.by)}
    return Draft("waits", values) if one.since is None else Draft("waits_since", {**values, "since": one.since})
