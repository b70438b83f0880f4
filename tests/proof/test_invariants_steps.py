"""What is open in which state: invariants that no older test holds for every law that ships."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon

from .common import SHIPPED, Document, law
from .drawing import DAY, Asked, asked, changed, few, of
from .pursuing import pursued


@few(12)
@given(question=asked(), days=st.integers(1, 300))
def test_32_a_lapsed_step_is_not_open_again_without_a_new_act(question: Asked, days: int) -> None:
    case, on = question
    case = changed(case, events=[one for one in cr.dump(case)["events"] if one["on"] <= on.isoformat()])  # type: ignore[attr-defined]
    later = min(on + days * DAY, horizon(of(case))[1])
    try:
        before, after = (cr.next_steps(case, of(case), on=day).proposals for day in (on, later))
    except cr.NotModelled:
        assume(False)
    lapsed = {(step.action, step.cost, claim) for step in before if step.status == "lapsed" for claim in step.claims}
    lapsed -= {(step.action, step.cost, claim) for step in before if step.status != "lapsed" for claim in step.claims}
    for step in after:
        if step.status in {"open", "waiting"}:
            again = lapsed & {(step.action, step.cost, claim) for claim in step.claims}
            assert again == set(), (step.action, on, later)


COURTS = (
    "payment_order_filed", "payment_order_requested", "lawsuit_filed", "attachment_requested",
    "silent_enforcement_requested", "bankruptcy_petition_filed", "enforcement_requested", "asset_disclosure_requested",
    "garnishment_requested", "third_party_information_requested",
)  # fmt: skip
ACTIONS = ("conciliation_requested", "recognition_action_filed")
ASKED = ("reminder", "collection_notice", "compensation_claimed", "handed_over")


@dataclass(frozen=True)
class Shut:
    """Acts that a law shuts in a state, and where it says so."""

    profile: str
    state: str
    acts: tuple[str, ...]
    says: str


SHUT = (
    *(
        Shut(name, "barred", (*COURTS, *ACTIONS, *ASKED), "what is barred cannot be asked for")
        for name in ("DK", "DE", "AT")
    ),
    *(Shut(name, "barred", ("charge",), "costs are barred with their claim") for name in ("DK", "AT")),
    Shut("CH", "barred", (*COURTS, *ACTIONS, *ASKED, "charge"), "neither; no bill is ever open by itself there"),
    Shut("DK", "insolvent", COURTS, "konkursloven: claims are filed with the estate"),
    Shut("CH", "insolvent", tuple(act for act in COURTS if act != "lawsuit_filed"), "SchKG 206"),
    Shut("DE", "insolvent", COURTS, "InsO 87"),
    Shut("DK", "disputed", ("payment_order_filed", "handed_over", "charge"), "a dispute goes to the civil court"),
    Shut("CH", "moratorium", COURTS, "SchKG 297"),
    *(Shut(name, "plan", COURTS, "a plan that is kept is not enforced") for name in SHIPPED),
)
"""Not here: costs of an enforcement in Germany, which have thirty years of their own (BGB 197 (1) no. 6); an insolvency
in Austria, which its profile leaves out and says so; a dispute in Switzerland, Germany and
Austria, where an order is what a dispute is answered by. Both are in the notes of the register."""
STATES: Mapping[str, Document] = {
    "insolvent": {"kind": "insolvency_opened", "name": "bankruptcy"},
    "disputed": {"kind": "dispute"},
    "moratorium": {"kind": "stay_began", "name": "moratorium"},
}


@pytest.mark.parametrize("shut", SHUT, ids=lambda shut: f"{shut.profile}-{shut.state}")
def test_31_nothing_is_pressed_in_a_state_that_shuts_it(shut: Shut) -> None:
    """Of cases of any events, and of such as are pursued: what is shut must be open without the state, or is not tried.

    What is barred is asked again on the last day that the law knows; open it was on the day before.
    """
    seen: Counter[str] = Counter()

    @few(8)
    @given(data=st.data())
    def of_any_events(data: st.DataObject) -> None:
        case = data.draw(cases(law(shut.profile)))
        first = max(claim.due for claim in case.claims)
        on = data.draw(st.dates(first, horizon(law(shut.profile))[1]))
        pressed_in(shut, until(case, on), on)

    @few(45)
    @given(data=st.data())
    def of_what_is_pursued(data: st.DataObject) -> None:
        case, _ = data.draw(pursued(shut.profile))
        on = data.draw(st.sampled_from([event.on for event in case.events])) + DAY * data.draw(st.integers(1, 60))
        seen.update(pressed_in(shut, until(case, on), on))

    of_any_events()
    of_what_is_pursued()
    assert seen.total() >= FEWEST, seen


FEWEST = 3
"""Cases, at the least, in which an act that a state shuts is open without the state."""


def until(case: cr.Case, on: dt.date) -> cr.Case:
    return changed(case, events=[one for one in cr.dump(case)["events"] if one["on"] <= on.isoformat()])  # type: ignore[attr-defined]


def pressed_in(shut: Shut, case: cr.Case, on: dt.date) -> set[str]:
    """Check that the acts are shut, and return those that are not without the state, on that day or, barred, before."""
    profile = law(shut.profile)
    last = horizon(profile)[1]
    try:
        without = opened(cr.next_steps(case, profile, on=min(on, last)).proposals, shut)
        case, on = (case, last) if shut.state == "barred" else (in_state(case, shut.state, on), on)
        found = cr.next_steps(case, profile, on=on).proposals
        barred = {line.claim for line in cr.standing(case, profile, on=on).lines if is_barred(line)}
    except cr.NotModelled:
        return set()
    if shut.state == "barred":
        found = tuple(step for step in found if set(step.claims) <= barred)
        without = [step for step in without if barred & set(step.claims)]
    assert [step.action for step in opened(found, shut)] == []
    return {step.action for step in without}


def opened(steps: Iterable[cr.Proposal], shut: Shut) -> list[cr.Proposal]:
    return [step for step in steps if step.status == "open" and step.action in shut.acts]


def is_barred(line: Any) -> bool:  # noqa: ANN401
    return line.kind == "principal" and line.barred is not None and line.barred.code == "limitation"


def in_state(case: cr.Case, state: str, on: dt.date) -> cr.Case:
    if state == "plan":
        due = {claim.id for claim in case.claims if claim.due < on}
        assume(due)
        rows = [{"due": (on + 60 * DAY).isoformat(), "amount": "1.00"}]
        return case.with_event({"id": "zz", "on": on, "kind": "plan_agreed", "instalments": rows})
    return case if state == "barred" else case.with_event({"id": "zz", "on": on, **STATES[state]})
