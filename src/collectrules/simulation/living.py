"""A life: one case from a first day to a last, jumping from each day on which something happens to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

from collectrules.answers.accepting import recorded
from collectrules.answers.proposals import NextSteps, Proposal, next_steps_of
from collectrules.answers.standings import standing_of
from collectrules.fold.asking import CARRY, Question, ask
from collectrules.fold.state import account_stage, living
from collectrules.ground.dates import date_of
from collectrules.ground.errors import CollectRulesError, Fault, LimitExceeded, NotModelled, bad_input
from collectrules.ground.money import less, sum_of, to_text
from collectrules.simulation.imagining import CREDITORS, day_for, imagined, sum_for
from collectrules.simulation.occasions import BY_TIME, RECORDED, Occasion, of_creditor, of_others, on_its_way
from collectrules.steps.looking import look_again
from collectrules.steps.planning import done_with, planned
from collectrules.steps.stepping import step_of

if TYPE_CHECKING:
    from collectrules.answers.acting import NoneRecommended
    from collectrules.answers.standings import Standing
    from collectrules.fold.state import State
    from collectrules.loader import model as m
    from collectrules.nouns.case import Case
    from collectrules.nouns.events import Event
    from collectrules.simulation.debtors import Behaviour, Deed

MOST: Final = 2_000
"""No life has more turns."""
BUSIEST: Final = 100
"""No day has more happenings."""
T = TypeVar("T")
Ending = Literal["until", "paid", "closed", "nothing_left", "refused"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is imagined: who behaves how, what that is called, what the creditor does besides, how long others take.

    `arrives` says of letters of the creditor after how many days the debtor has them.
    """

    debtors: tuple[Behaviour, ...]
    called: tuple[str, ...]
    also: tuple[str, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    arrives: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened on a day, who did it, and how the case stood at the end of it."""

    on: int
    what: str
    by: str
    after: Standing
    occasion: Occasion
    amount: Decimal | None = None
    proposal: Proposal | None = None

    @property
    def advanced(self) -> Decimal | None:
        """What the creditor lays out for it, in major units."""
        return None if self.proposal is None else _sum(self.proposal.advances)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What somebody meant to do and could not."""

    on: int
    by: str
    fault: Fault


class Posted(NamedTuple):
    """A letter under way: the day it arrives as an ordinal, the event it was sent by, and how many days it takes."""

    arrives: int
    letter: str
    days: int


class Life:
    """A case as it is lived; its day only moves on, and every fact it gains stands in the case."""

    def __init__(
        self, case: Case, profile: m.Profile, days: tuple[int, int], wishes: Wishes, readings: Mapping[str, str] | None
    ) -> None:
        """Begin on the first of two days, as ordinals; the second is the last that is lived."""
        self.case, self.profile, self.wishes, self.readings = case, profile, wishes, readings
        self.begun, self.until = days
        self.day = self.begun
        self.refused: list[Refusal] = []
        self.over: Ending = "until"
        self.changed = False
        self._deeds: list[tuple[Behaviour, Deed]] = []
        self._known = len(case.events)
        self._open: dict[tuple[str, tuple[str, ...]], int | None] = {}
        self._bills: set[tuple[object, ...]] = set()
        self._posted: list[Posted] = []
        self.question: Question = ask(case, profile, on=date_of(self.begun), readings=readings, assume=CARRY)
        self._look()

    # What behaviours ask -----------------------------------------------------------------------------------

    def first_of(self, kind: str) -> int | None:
        """Return the day of the first event of a kind since the life began, None before it."""
        found = self.event_of(kind)
        return None if found is None else found.on.toordinal()

    def event_of(self, kind: str) -> Event | None:
        """Return the first event of a kind since the life began, whether the document or the life brought it."""
        days = self.begun, self.day
        found = (event for event in self.case.events if event.kind == kind)
        lived = [event for event in found if days[0] <= event.on.toordinal() <= days[1]]
        return min(lived, key=lambda event: event.on, default=None)

    def deeds_of(self, who: Behaviour) -> list[Deed]:
        """Return what a behaviour has done, in order."""
        return [deed for one, deed in self._deeds if one is who]

    def did(self, who: Behaviour) -> bool:
        """Whether a behaviour has done anything yet."""
        return any(one is who for one, _ in self._deeds)

    def free_for(self, action: str) -> tuple[str, ...]:
        """Return the claims for which an act of the profile is open today, whoever is to do it."""
        state = self.question.state
        alive = living(state)
        return tuple(
            account.claim.id
            for account in alive
            if action in account.law.acts and step_of(state, account.law.acts[action], account, alive).status == "open"
        )

    def text(self, amount: Decimal) -> str:
        """Return a sum as documents write it."""
        return to_text(self.case.minor(amount), self.case.decimals)

    def payment(self, amount: Decimal | None) -> Deed:
        """Return a payment of a sum, never more than is owed (None: all of it); nothing where nothing is owed."""
        owed = self.stands.owed.total
        paid = owed if amount is None else min(amount, owed)
        return {"kind": "payment", "amount": self.text(paid)} if paid > 0 else {}

    # Living ------------------------------------------------------------------------------------------------

    def lived(self) -> Iterator[Happening]:
        """Yield what happens, until the debt is paid, nothing more can happen, or the last day is over."""
        busy = 0
        for _ in range(MOST):
            happened = self._tried(self._turn)
            busy = busy + 1 if happened is not None else 0
            if busy > BUSIEST:
                break
            if happened is not None:
                yield happened
            elif self.ended() or not self._tried(self._goes_on):
                self._rest()
                return
            else:
                yield from self._passed()
        raise _too_long()

    def _tried(self, turn: Callable[[], T]) -> T | None:
        """Do something of which the law may not be known; the life is over where it is not."""
        try:
            return turn()
        except NotModelled as error:
            self.refused += [Refusal(self.day, "time", fault) for fault in error.faults]
            self.over = "refused"
            return None

    def ended(self) -> bool:
        """Whether nothing is owed any more, and the document holds nothing for later."""
        if next(self._held(), None) is not None:
            return self.over == "refused"
        accounts = self.question.state.ledger.accounts
        paid = self.stands.owed.total == 0 and all(account.arisen(self.day) for account in accounts)
        if paid or self.question.state.closed is not None:
            self.over = "paid" if paid else "closed"
        return self.over in {"paid", "closed", "refused"}

    def _passed(self) -> Iterator[Happening]:
        """What the day brought by itself: facts that the document holds for it, else a stage that time changed."""
        told = [event for event in self.case.events[: self._known] if event.on.toordinal() == self.day]
        for event in told:
            yield Happening(self.day, event.kind, "case", self.stands, RECORDED, event.amount)
        if self.changed and not told:
            yield Happening(self.day, "time_passed", "time", self.stands, BY_TIME)

    def _rest(self) -> None:
        """Stand still until the last day, where the life was not over before it."""
        if self.over in {"until", "nothing_left"} and self.day < self.until:
            self.day = self.until
            self._look()

    def _look(self) -> None:
        """Fold the case to the end of the day."""
        self.question = self.question.going_on(self.case, self.day)
        self.stands: Standing = standing_of(self.question)
        self._steps: NextSteps | None = None
        self._plans = planned(self.question.state)
        self._watch()

    def _looked(self, by: str, day: int, write: Callable[[], Case]) -> bool:
        """Live on with what somebody writes, or with time alone; if that cannot be, all stays as it was."""
        before = self.question, self.case, self.day
        try:
            self.day, self.case = day, write()
            self._look()
        except CollectRulesError as error:
            self.refused += [Refusal(day, by, fault) for fault in error.faults]
            self.question, self.case, self.day = before
            self._look()
            return False
        return True

    @property
    def steps(self) -> NextSteps:
        """What may be done next, worked out when it is first asked for on a day."""
        if self._steps is None:
            self._steps = next_steps_of(self.question)
        return self._steps

    def proposals(self) -> tuple[Proposal, ...]:
        """What may be done next; nothing where the law of the day is not known."""
        try:
            return self.steps.proposals
        except NotModelled:
            return ()

    def at_rest(self) -> tuple[NoneRecommended, ...]:
        """Why the workflow recommends nothing; nothing where the law of the day is not known."""
        return self.steps.none_recommended if self.proposals() else ()

    def _watch(self) -> None:
        """Note since when each act of a court, office or third party that is imagined could be done."""
        free = {(one.action, one.claims) for one in self._imagined()}
        self._open = {key: self._open.get(key, self.day) for key in free}

    def _imagined(self) -> Iterator[Proposal]:
        if self.wishes.others:
            yield from imagined(self.question, self.steps.proposals, self.wishes.others)

    def _turn(self) -> Happening | None:
        """Let one thing happen on this day: first the debtor, then others, then the creditor."""
        for _ in range(MOST):
            who = next((one for one in self.wishes.debtors if self._is_due(one)), None)
            happened = None if who is None else self._behaved(who)
            if who is None:
                break
            if happened is not None:
                return happened
        else:
            raise _too_long()
        if self._posted and self._posted[0].arrives <= self.day:
            return self._arrived(self._posted.pop(0))
        step = next(self._others_now(), None) or next(self._creditors_now(), None)
        return None if step is None else self._stepped(step)

    def _arrived(self, one: Posted) -> Happening | None:
        """A letter reaches the debtor; if that cannot be recorded, nobody knows of it."""
        event = {"id": self._name(), "on": date_of(self.day), "kind": "received", "of": one.letter}
        if not self._looked("debtor", self.day, lambda: self.case.with_event(event)):
            return None
        return Happening(self.day, "received", "debtor", self.stands, on_its_way(self.day - one.days, one.days))

    def _is_due(self, who: Behaviour) -> bool:
        day = self._when(who)
        return day is not None and day <= self.day

    def _when(self, who: Behaviour) -> int | None:
        day = who.when(self)
        if day is not None and type(day) is not int:
            raise bad_input("unknown_behaviour", "behaviour", "an ordinal, or None, from when", str(day))
        return day

    def _behaved(self, who: Behaviour) -> Happening | None:
        done: list[Deed] = []

        def write() -> Case:
            done.append(_read(who.deed(self)))
            named = {"id": self._name(), **done[0], "on": date_of(self.day)}
            return self.case.with_event(named) if done[0] else self.case

        lives_on = self._looked("debtor", self.day, write)
        deed = done[0] if done and lives_on else {}
        self._deeds.append((who, deed))
        if not deed:
            return None
        paid = deed.get("amount") if deed["kind"] == "payment" else None
        amount = None if paid is None else Decimal(str(paid))
        return Happening(self.day, str(deed["kind"]), "debtor", self.stands, self._as_imagined(who), amount)

    def _as_imagined(self, who: Behaviour) -> Occasion:
        place = next(place for place, one in enumerate(self.wishes.debtors) if one is who)
        return Occasion.made(code="behaviour", behaviour=self.wishes.called[place])

    def _name(self) -> str:
        """An id for what the debtor does that no event of the case has."""
        return next(name for n in range(1, MOST * 2) if (name := f"lived-{n}") not in self.case.event_ids)

    def _others_now(self) -> Iterator[Proposal]:
        for one in self._imagined():
            day = self._day_of(one.action, one.claims, self._open.get((one.action, one.claims)))
            if day is not None and day <= self.day:
                yield one

    def _day_of(self, action: str, claims: tuple[str, ...], since: int | None) -> int | None:
        """The day on which others do an act: their time after it became possible, on a day on which it can be done."""
        return None if since is None else day_for(self.question, action, claims, since + self.wishes.others[action])

    def _creditors_now(self) -> Iterator[Proposal]:
        acts = self.wishes.also or any(plan.on <= self.day for plan in self._plans)
        for one in self.steps.proposals if acts else ():
            planned = one.recommended and one.on is not None and one.on.toordinal() <= self.day
            extra = one.action in self.wishes.also and one.by in CREDITORS and _key(one) not in self._bills
            if one.status == "open" and (planned or extra):
                yield one

    def _stepped(self, step: Proposal) -> Happening | None:
        key, occasion = (step.action, step.claims), self._occasion(step)
        if key in self._open:
            self._open[key] = None  # once for each time it became possible
        self._bills.add(_key(step))
        before = self.stands.owed
        if not self._looked(step.by, self.day, lambda: self._written(step)):
            if step.by in CREDITORS:
                self.over = "refused"  # his next day would bring the same
            return None
        self._post(step.action)
        after = self.stands.owed
        added = less(sum_of([after.fees, after.costs]), sum_of([before.fees, before.costs]))
        return Happening(self.day, step.action, step.by, self.stands, occasion, added if added > 0 else None, step)

    def _post(self, action: str) -> None:
        """A letter that was just written is under way, if it is imagined when it arrives."""
        days, letter = self.wishes.arrives.get(action), self.case.events[-1].id
        if days is not None and letter is not None:
            self._posted = sorted([*self._posted, Posted(self.day + days, letter, days)])

    def _occasion(self, step: Proposal) -> Occasion:
        if step.by in CREDITORS:
            return of_creditor(step, self.day, self._planned_on(step))
        return of_others(self._open.get((step.action, step.claims)), self.wishes.others[step.action])

    def _planned_on(self, step: Proposal) -> int | None:
        """The day on which the workflow has a step, the earliest for any of its claims."""
        ids = {account.index for account in self.question.state.ledger.accounts if account.claim.id in step.claims}
        return next((plan.on for plan in self._plans if plan.act == step.action and ids & {*plan.claims}), None)

    def _written(self, step: Proposal) -> Case:
        """The case with a step; what others bring in states its sum."""
        more = {} if step.by in CREDITORS else sum_for(self.question, step)
        return recorded(self.question, step, more=more)

    # Going on ----------------------------------------------------------------------------------------------

    def _goes_on(self) -> bool:
        """Move to the next day on which something may happen; False if there is none by the last day."""
        before, last = self._seen(), min(self._days(), default=None)
        self.over = "nothing_left" if last is None else "until"
        day = self.until if last is None else min(last, self.until)
        if day <= self.day:
            return False
        try:
            day = self._first_change(before, day)
        except CollectRulesError:
            day = self._by_steps(day)
        if not self._looked("time", day, lambda: self.case):
            self.over = "refused"
            return False
        self.changed = self._seen() != before
        return self.changed or (last is not None and last <= day)

    def _by_steps(self, last: int) -> int:
        """The next day worth looking, where the law of a later one is not known."""
        again = self.steps.look_again_on
        return last if again is None else min(again.toordinal(), last)

    def _first_change(self, before: tuple[object, ...], last: int) -> int:
        """The first day up to a last one on which time alone changes a stage; the last one if none does.

        A stage that time changes does not change back by time alone, so the last day shows whether to look.
        """
        question, day = self.question, self.day
        while day < last and _stages(question.later(last)) != before:
            again = look_again(question)
            if again is None or again.toordinal() >= last:
                return last
            day = again.toordinal()
            if _stages(question.later(day)) != before:
                return day
            question = question.going_on(self.case, day)
        return last

    def _seen(self) -> tuple[object, ...]:
        return _stages(self.question.state)

    def _days(self) -> Iterator[int]:
        """The days to come on which somebody does something, or on which it has to be asked whether he may."""
        yield from (day for who in self.wishes.debtors if (day := self._when(who)) is not None and day > self.day)
        yield from self._held()
        yield from (one.arrives for one in self._posted)
        for (action, claims), since in self._open.items():
            day = self._day_of(action, claims, since)
            if day is not None:
                yield day
        wanted = [one.on.toordinal() for one in self._recommended() if one.on is not None]
        yield from (day for day in wanted if day > self.day)
        asks = self.wishes.also or self.wishes.others or not (wanted or done_with(self.question.state))
        again = self.steps.look_again_on if asks else None
        if again is not None:
            yield again.toordinal()

    def _held(self) -> Iterator[int]:
        """The days to come for which the document holds facts."""
        days = (event.on.toordinal() for event in self.case.events[: self._known])
        yield from (day for day in days if self.day < day <= self.until)

    def _recommended(self) -> Iterator[Proposal]:
        if self._plans:
            yield from (one for one in self.steps.proposals if one.recommended)


def _stages(state: State) -> tuple[object, ...]:
    return tuple(account_stage(state, account) for account in state.ledger.accounts)


def _read(deed: object) -> Deed:
    if not isinstance(deed, Mapping):
        raise bad_input("unknown_behaviour", "behaviour", "an event of a case document from deed", str(deed))
    return deed


def _too_long() -> LimitExceeded:
    return LimitExceeded(Fault(code="life_too_long", path="until", expected=f"at most {MOST} turns"))


def _key(step: Proposal) -> tuple[object, ...]:
    return step.action, step.cost, step.fee, step.claims, step.law if step.cost else ()


def _sum(costs: Sequence[object]) -> Decimal | None:
    known = [amount for cost in costs if isinstance(amount := getattr(cost, "amount", None), Decimal)]
    return sum_of(known) if known else None
