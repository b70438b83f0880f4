"""What is open in which state: invariants that no older test holds for every law that ships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon

from .common import SHIPPED, Document, law
from .drawing import DAY, Asked, asked, changed, few, of


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
    *(Shut(name, "barred", (*COURTS, *ACTIONS, *ASKED), "what is barred cannot be asked for") for name in SHIPPED),
    *(Shut(name, "barred", ("charge",), "costs are barred with their claim") for name in SHIPPED if name != "DE"),
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


@few(8)
@given(data=st.data())
@pytest.mark.parametrize("shut", SHUT, ids=lambda shut: f"{shut.profile}-{shut.state}")
def test_31_nothing_is_pressed_in_a_state_that_shuts_it(shut: Shut, data: st.DataObject) -> None:
    profile = law(shut.profile)
    case = data.draw(cases(profile))
    first, last = max(claim.due for claim in case.claims), horizon(profile)[1]
    on = data.draw(st.dates(first, last)) if shut.state != "barred" else last
    case = changed(case, events=[one for one in cr.dump(case)["events"] if one["on"] <= on.isoformat()])  # type: ignore[attr-defined]
    case = in_state(case, shut.state, on)
    try:
        found = cr.next_steps(case, profile, on=on).proposals
        barred = {line.claim for line in cr.standing(case, profile, on=on).lines if is_barred(line)}
    except cr.NotModelled:
        assume(False)
    if shut.state == "barred":
        found = tuple(step for step in found if set(step.claims) <= barred)
    assert [step.action for step in found if step.status == "open" and step.action in shut.acts] == []


def is_barred(line: Any) -> bool:  # noqa: ANN401
    return line.kind == "principal" and line.barred is not None and line.barred.code == "limitation"


def in_state(case: cr.Case, state: str, on: dt.date) -> cr.Case:
    if state == "plan":
        due = {claim.id for claim in case.claims if claim.due < on}
        assume(due)
        rows = [{"due": (on + 60 * DAY).isoformat(), "amount": "1.00"}]
        return case.with_event({"id": "zz", "on": on, "kind": "plan_agreed", "instalments": rows})
    return case if state == "barred" else case.with_event({"id": "zz", "on": on, **STATES[state]})
