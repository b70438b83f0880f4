"""A state machine that lives through a case day by day, and checks invariants after every step.

Steps are the words of `reliability`: claims are added, proposals accepted, money paid, taken back and told late, plans
agreed and broken, days pass. In a test module of one's own:

    TestLife = CaseMachine(load_profile("XX")).TestCase
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Final

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from collectrules.answers.accepting import accept
from collectrules.answers.documents import dump, dumps
from collectrules.answers.plans import instalment_plan
from collectrules.fold.checkcase import check_case
from collectrules.ground.errors import BadInput, NotModelled
from collectrules.ground.money import to_text
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.testing.asking import DAY, Said, breaches_of, doable, need, steps_on, told, undone
from collectrules.testing.events import happenings, usual_kinds
from collectrules.testing.facts import Span, cases, claims
from collectrules.testing.invariants import CHECKS
from collectrules.testing.judging import Unjudged
from collectrules.testing.values import horizon

EACH_STEP: Final = ("payments_allocated_once", "balance_adds_up", "nothing_below_zero", "same_event_twice_is_refused")
"""Invariants that are checked after every step."""
NOW_AND_THEN: Final = tuple(name for name in CHECKS if name not in EACH_STEP and not name.startswith("judged"))
"""Invariants of which a step of the machine checks one: they ask many times."""
_UNDOING: Final = frozenset({"payment_reversed", "void"})
_GAPS: Final = (1, 1, 2, 9, 10, 11, 14, 30, 31, 90)  # days: laws count many periods in these
_MOST_CLAIMS: Final = 3
_MOST_EVENTS: Final = 25


class LivedCase(RuleBasedStateMachine):
    """One case, a day, and what can happen on it; made for a profile by `CaseMachine`."""

    profile: ClassVar[Profile]
    within: ClassVar[Span]
    each_step: ClassVar[Collection[str]]

    def __init__(self) -> None:
        super().__init__()
        self.case: Case
        self.day = dt.date.min
        self.number = 0

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Begin with one claim, on the day it falls due."""
        case = data.draw(cases(self.profile, within=self.within, most_claims=1, most_events=0))
        workflows = sorted(self.profile.workflow)
        more = {"workflow": data.draw(st.sampled_from(workflows))} if workflows else {}
        self.case = load_case({**dump(case), **more})
        self.day = self.case.claims[0].due

    # Days -------------------------------------------------------------------------------------------------

    @rule(days=st.sampled_from(_GAPS))
    def time_passes(self, days: int) -> None:
        """Let days pass."""
        self.day = min(self.day + days * DAY, self.within[1])

    @precondition(lambda self: any(event.kind == "plan_agreed" for event in self.case.events))
    @rule()
    def debtor_defaults(self) -> None:
        """Let the next instalment of a plan fall due, and a day pass, without a payment."""
        plans = [event.instalments or () for event in self.case.events if event.kind == "plan_agreed"]
        due = [row.due for rows in plans for row in rows if row.due >= self.day]
        self.day = min(min(due, default=self.day) + DAY, self.within[1])

    # Claims and steps -------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.case.claims) < _MOST_CLAIMS)
    @rule(data=st.data())
    def claim_is_added(self, data: st.DataObject) -> None:
        """Add a claim that arises today."""
        span = (self.day, min(self.day + 40 * DAY, self.within[1]))
        claim = data.draw(claims(self.profile, name=f"c{len(self.case.claims)}", within=span))
        document = dump(self.case)
        self._take({**document, "claims": [*document["claims"], claim]})  # type: ignore[misc]  # a list of objects

    @precondition(lambda self: self._may_grow())
    @rule(pick=st.integers(0, 40))
    def proposal_is_accepted(self, pick: int) -> None:
        """Do one of the steps that are open; the audit must find no breach in it."""
        steps = [step for step in steps_on(self.case, self.profile, self.day) or ()
                 if step.status == "open" and doable(step)]  # fmt: skip
        if not steps:
            return
        step = steps[pick % len(steps)]
        found = breaches_of(step, self.case, self.profile, self.day)
        self.case = accept(self.case, step, self.profile, on=self.day)
        need(25, f"audit of {step.action} on {self.day}", f"found {', '.join(found)}", holds=not found)

    @precondition(lambda self: self._may_grow())
    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """Let anything happen today that may happen to a claim, lawful or not."""
        kinds = [kind for kind in usual_kinds(self.profile) if kind not in _UNDOING]
        self._happens(data, data.draw(st.sampled_from(kinds)), (self.day, self.day))

    @precondition(lambda self: self._may_grow())
    @rule(data=st.data())
    def fee_is_charged(self, data: st.DataObject) -> None:
        """Charge a cost."""
        self._happens(data, "charge", (self.day, self.day))

    @precondition(lambda self: self._may_grow())
    @rule(data=st.data(), kind=st.sampled_from(["payment", "payment", "reminder", "dispute", "credit_note"]))
    def something_came_to_light(self, data: st.DataObject, kind: str) -> None:
        """Record today what happened earlier."""
        begins = max(claim.arose or claim.due for claim in self.case.claims)
        self._happens(data, kind, (min(begins, self.day), self.day), recorded=self.day.isoformat())

    # Money ------------------------------------------------------------------------------------------------

    @precondition(lambda self: self._may_grow())
    @rule(percent=st.sampled_from([1, 10, 50, 99, 100, 100, 150]), named=st.booleans())
    def debtor_pays(self, percent: int, named: bool) -> None:  # noqa: FBT001  # as Hypothesis calls it
        """Pay a part of what is owed, all of it, or more; for one claim, or for none in particular."""
        found = told(self.case, self.profile, self.day)
        if found is not None and found.owed.total:
            minor = max(self.case.minor(found.owed.total) * percent // 100, 1)
            about = {"claim": self.case.claims[0].id} if named else {}
            self._record({"kind": "payment", "amount": to_text(minor, self.case.decimals), **about})

    @precondition(lambda self: self._undoable("payment"))
    @rule(pick=st.integers(0, 40))
    def payment_is_reversed(self, pick: int) -> None:
        """Take a payment back."""
        names = self._undoable("payment")
        self._record({"kind": "payment_reversed", "of": names[pick % len(names)]})

    @precondition(lambda self: self._undoable())
    @rule(pick=st.integers(0, 40))
    def event_is_voided(self, pick: int) -> None:
        """Void an event: it never was."""
        names = self._undoable()
        self.case = self.case.void(names[pick % len(names)], recorded=self.day)

    @precondition(lambda self: self._may_grow())
    @rule(count=st.sampled_from([1, 3, 6, 12]))
    def plan_is_agreed(self, count: int) -> None:
        """Agree on instalments, on a day on which the law lets one."""
        try:
            plan = instalment_plan(self.case, self.profile, on=self.day, count=count)
        except (BadInput, NotModelled):
            return
        if not any(note.code == "not_open_today" for note in plan.notes):
            rows = [{"due": row.due.isoformat(), "amount": str(row.amount)} for row in plan.instalments]
            self._record({"kind": "plan_agreed", "claims": list(plan.claims), "instalments": rows})

    # Checking ---------------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(NOW_AND_THEN))
    def look_closer(self, name: str) -> None:
        """Check one of the invariants that ask many times."""
        self._check(name)

    @invariant()
    def holds_after_each_step(self) -> None:
        """Check the invariants of every step."""
        for name in self.each_step:
            self._check(name)

    def _check(self, name: str) -> None:
        try:
            CHECKS[name](self.case, self.profile, on=self.day)
        except (NotModelled, Unjudged):
            return
        except AssertionError:
            note(f"{name} on {self.day}: {dumps(self.case)}")  # so that it can be asked again without the machine
            raise

    # Recording --------------------------------------------------------------------------------------------

    def _may_grow(self) -> bool:
        return len(self.case.events) < _MOST_EVENTS

    def _undoable(self, *kinds: str) -> list[str]:
        used, events = undone(self.case), zip(self.case.events, self.case.event_ids, strict=True)
        return [name for event, name in events if name not in used and event.of is None and event.on <= self.day
                and (not kinds or event.kind in kinds)]  # fmt: skip

    def _happens(self, data: st.DataObject, kind: str, within: Span, **more: str) -> None:
        documents = [claim for claim in dump(self.case)["claims"] if claim["arose"] <= within[1].isoformat()]  # type: ignore[attr-defined]
        if documents:
            self._record({**data.draw(happenings(self.profile, documents, within=within, kind=kind)), **more})

    def _record(self, event: Mapping[str, Any]) -> None:
        """Record an event, today unless it says otherwise; one that does not fit the case is none."""
        self.number += 1
        document = dump(self.case)
        added = {"id": f"m{self.number}", "on": self.day.isoformat(), **event}
        self._take({**document, "events": [*document["events"], added]})  # type: ignore[misc]  # a list of objects

    def _take(self, document: Said) -> None:
        try:
            self.case = check_case(load_case(document), self.profile)
        except BadInput:
            return


def usual_settings(*, examples: int | None = None, steps: int = 20) -> settings:
    """Return settings of a run: the same lives each time, three of them, or as many as `EXAMPLES` says.

    Args:
        examples: how many lives; the environment's `EXAMPLES`, or 3, if left out.
        steps: most steps of a life.

    """
    count = int(os.environ.get("EXAMPLES", "3")) if examples is None else examples
    return settings(
        max_examples=count, stateful_step_count=steps, deadline=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )  # fmt: skip


def CaseMachine(  # noqa: N802  # it makes a class, and is used like one
    profile: Profile, *, within: Span | None = None, each_step: Collection[str] = EACH_STEP,
    run: settings | None = None,
) -> type[LivedCase]:  # fmt: skip
    """Return a state machine that lives through cases under a law; its `TestCase` is collected by unittest and pytest.

    Args:
        profile: the law.
        within: first day on which a claim may arise, and the last day of a life; `horizon` if left out.
        each_step: names of the invariants to check after every step, of `CHECKS`.
        run: settings of Hypothesis; `usual_settings()` if left out.

    """
    words = {"profile": profile, "within": within or horizon(profile), "each_step": tuple(each_step)}
    made: type[LivedCase] = type(f"CaseMachineOf{profile.header.id.strip('_').capitalize()}", (LivedCase,), words)
    made.TestCase.settings = run or usual_settings()
    return made
