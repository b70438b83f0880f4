"""Cases that have lived: their history grew by what the law proposed, and by what a debtor and courts did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import reject
from hypothesis import strategies as st

from collectrules.answers.documents import dump
from collectrules.ground.errors import NotModelled
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.simulation.simulating import Simulation, simulate
from collectrules.testing.facts import Span, cases, parties
from collectrules.testing.values import Document, days, horizon

_SEEDS = st.integers(0, 500)
_SLOWEST = 40  # days that courts and offices take


@st.composite
def lives(
    draw: st.DrawFn, profile: Profile, *, within: Span | None = None, most_days: int = 200,
    creditor: st.SearchStrategy[Document] | None = None, debtor: st.SearchStrategy[Document] | None = None,
) -> Case:  # fmt: skip
    """Return a case with the history of a life: steps that were proposed and done, payments, plans, words of a court.

    Every step of the creditor in it was lawful on its day, in contrast to `histories`.

    Args:
        draw: given by Hypothesis, not by the caller.
        profile: the law; nothing is recommended where it has no workflow, and then the creditor does nothing.
        within: first day on which a claim may arise, and last day of the life; `horizon` if left out.
        most_days: longest life in calendar days.
        creditor: strategy of the creditor; any party if left out.
        debtor: strategy of the debtor; any party if left out.

    """
    case = draw(cases(profile, within=within, creditor=creditor, debtor=debtor, most_events=0))
    return load_case(dict(_lived(draw, case, profile, within, most_days).life))


def _lived(draw: st.DrawFn, case: Case, profile: Profile, within: Span | None, most_days: int) -> Simulation:
    acts = sorted({step.act for flow in profile.workflow.values() for step in flow.steps if step.act in profile.act})
    last = horizon(profile)[1] if within is None else min(within[1], horizon(profile)[1])
    on = max(claim.due for claim in case.claims)
    until = draw(days(on, min(last, on + dt.timedelta(days=most_days))))
    foreign = sorted(name for name, act in profile.act.items() if act.by in {"court", "office", "third_party"})
    others = draw(st.dictionaries(st.sampled_from(foreign), st.integers(0, _SLOWEST), max_size=2)) if foreign else {}
    workflow = draw(st.sampled_from(sorted(profile.workflow))) if profile.workflow else None
    try:
        return simulate(case, profile, on=on, until=until, workflow=workflow, others=others,
                        behaviour=draw(_behaviours(acts)))  # fmt: skip
    except NotModelled:
        reject()


def _behaviours(acts: Sequence[str]) -> st.SearchStrategy[str]:
    """Every way to pay late or not at all, and to object; `acts` are those of the creditor that somebody reacts to."""
    plans = st.sampled_from(["keeps_plan:3", "keeps_plan:12", "breaks_plan:1:3", "breaks_plan:2:6"])
    found = [st.sampled_from(["never_pays", "accepts_offer", "breaks_offer"]), plans, _SEEDS.map("random:{}".format)]
    if acts:
        words = st.sampled_from(["pays_at:{}:1", "pays_at:{}:30", "objects:{}", "objects:{}:dispute:14"])
        found.append(st.builds(str.format, words, st.sampled_from(acts)))
    return st.one_of(found)


@st.composite
def caseloads(
    draw: st.DrawFn, profile: Profile, *, most: int = 6, within: Span | None = None,
    creditor: st.SearchStrategy[Document] | None = None,
) -> list[Case]:  # fmt: skip
    """Return the cases of one creditor: some with a life behind them, some with a history nobody checked, some new.

    Each has an id of its own.

    Args:
        draw: given by Hypothesis, not by the caller.
        profile: the law.
        most: most cases; there may be none.
        within: first day on which a claim may arise, and last day of a history; `horizon` if left out.
        creditor: strategy of the creditor, drawn once; any party if left out.

    """
    who = st.just(draw(creditor if creditor is not None else parties()))
    wild, new = (cases(profile, within=within, creditor=who, most_events=count) for count in (6, 0))
    kinds = st.one_of(wild, new, lives(profile, within=within, creditor=who))
    found = draw(st.lists(kinds, max_size=most))
    return [load_case({**dump(case), "id": f"case-{number}"}) for number, case in enumerate(found, 1)]
