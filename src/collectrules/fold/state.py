"""The state of a case inside the fold: accounts, what happened, what was judged; carries its rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from collectrules.fold.clocks import Limit, limitation, principal_limit
from collectrules.fold.conditions import SETTLED, Failure
from collectrules.fold.entries import COMPONENTS, Arrears, Awaiting, Line, Unripe
from collectrules.fold.judging import Verdict
from collectrules.fold.ledger import Account, Ledger
from collectrules.fold.moments import Moment
from collectrules.fold.parts import each
from collectrules.fold.windows import act_window
from collectrules.ground.dates import date_of
from collectrules.ground.money import to_major, to_text
from collectrules.nouns.case import Case
from collectrules.nouns.claims import AgreedRate

if TYPE_CHECKING:
    from collectrules.fold.rulebook import Rulebook
    from collectrules.fold.rules import ActRule
    from collectrules.loader import model as m


Spared = Mapping[tuple[str, str], tuple[int, tuple[str, ...]]]
"""By event and counter: a sum that some reading of the whole history allows, and the readings it turns on."""

TakenBack = Mapping[tuple[str, str], tuple[str, ...]]
"""Fees that a later act took back, by the event and the name of the fee, with the law of what stands in their place."""


class Assumed(NamedTuple):
    """Something taken for granted: a stable code, one English sentence, what it speaks of, and its law if any."""

    code: str
    text: str
    values: Mapping[str, str]
    law: tuple[str, ...]


FAR: Final = 4000  # days; how far ahead acts by time are looked for


@dataclass(slots=True)
class State:
    """Everything the fold knows at the end of day `on` (an ordinal)."""

    case: Case
    book: Rulebook
    ledger: Ledger
    on: int
    debtor_kind: str | None
    debtor_deceased: bool = False
    insolvent: str = "no"
    paused_until: int | None = None
    paused: bool = False
    manual_only: bool = False
    workflow: str | None = None
    closed: int | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    assumptions: dict[str, Assumed] = field(default_factory=dict)
    applied: list[tuple[int, str, str]] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    ineffective: set[str] = field(default_factory=set)
    unconfirmed: list[str] = field(default_factory=list)
    spared: Spared = field(default_factory=dict)
    given: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    about: dict[str, tuple[int, ...]] = field(default_factory=dict)
    restarted: dict[int, int] = field(default_factory=dict)
    unowed: set[int] = field(default_factory=set)
    taken_back: TakenBack = field(default_factory=dict)
    taking_back: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    arrived: Mapping[str, int] = field(default_factory=dict)
    arriving: dict[str, int] = field(default_factory=dict)
    not_owed: list[Line] = field(default_factory=list)
    arrears: dict[str, Arrears] = field(default_factory=dict)
    turns: dict[int, tuple[tuple[int, int], tuple[int, ...]]] = field(default_factory=dict)
    clocks: dict[int, tuple[tuple[int, int], Sequence[Limit]]] = field(default_factory=dict)
    bars: dict[tuple[int, str], tuple[tuple[object, ...], Limit | None]] = field(default_factory=dict)
    ends: dict[int, list[Limit | None]] | None = None
    anew: bool = False  # folded from the start with entries that are tried on, which may have changed what was before
    weak: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    unripe: list[Unripe] = field(default_factory=list)
    awaiting: list[Awaiting] = field(default_factory=list)

    def fork(self) -> State:
        """Return a state from which the fold may go on another way."""
        arrears = {name: group.fork() for name, group in self.arrears.items()}
        return replace(
            self, ledger=self.ledger.fork(arrears), arrears=arrears,
            verdicts=self.verdicts.copy(), about=self.about.copy(), assumptions=self.assumptions.copy(),
            applied=self.applied.copy(), doubts=self.doubts.copy(), ineffective=self.ineffective.copy(),
            unconfirmed=self.unconfirmed.copy(),
            restarted={}, unowed=set(), turns={}, clocks={}, bars=self.bars.copy(), ends=None, weak=self.weak.copy(),
            unripe=self.unripe.copy(), awaiting=self.awaiting.copy(), taking_back={},
            arriving={},
            not_owed=[replace(line) for line in self.not_owed],
        )  # fmt: skip

    @property
    def again(self) -> bool:
        """Whether something that became known asks for the whole history to be folded again."""
        return bool(self.restarted or self.unowed or self.taking_back or self.arriving)

    def text(self, minor: int) -> str:
        """Return minor units as text in major units."""
        return to_text(minor, self.book.decimals)

    def shown(self, failure: Failure) -> str:
        """Return the value a condition met as text: sums in major units, days as YYYY-MM-DD."""
        if failure.fact == SETTLED.name:
            return "another reading"
        value, kind = failure.got, self.book.fact(failure.fact).type
        if kind == "amount" and isinstance(value, int):
            return self.text(value)
        if kind == "day" and isinstance(value, int):
            return date_of(value).isoformat()
        if isinstance(value, frozenset):
            return ", ".join(sorted(map(str, value)))
        return str(value).lower() if isinstance(value, bool) else str(value)

    def path_of(self, event: str) -> str:
        """Return where an event stands in the case document: by its own id, so that its place there says nothing."""
        names = self.case.event_ids
        if event not in names:
            return "events"
        place = names.index(event)
        own = self.case.events[place].id
        return f"events[{place}]" if own is None else f"events[id={own}]"

    def assume(self, path: str, code: str, text: str, *, law: tuple[str, ...] = (), **values: str) -> None:
        """Note something that was taken for granted; the answer lists it."""
        self.assumptions[path] = Assumed(code, text, values, law)

    def agreed_rate(self, account: Account) -> AgreedRate | None:
        """Return the agreed rate of a claim, if any."""
        later = account.kept.get("rate_agreed")
        if isinstance(later, AgreedRate):
            return later
        claim = account.claim
        if claim.agreements is not None and claim.agreements.rate is not None:
            return claim.agreements.rate
        return AgreedRate(percent=claim.agreed_rate) if claim.agreed_rate is not None else None

    def agreed_fee(self, account: Account) -> int | None:
        """Return the agreed reminder fee in minor units, if any."""
        agreements = account.claim.agreements
        if agreements is None or agreements.reminder_fee is None:
            return None
        return self.case.minor(agreements.reminder_fee.amount)

    def credit_amount(self, account: Account) -> int | None:
        """Return the amount of the credit behind a claim in minor units, if known."""
        amount = account.claim.credit_amount
        return None if amount is None else self.case.minor(amount)

    def paused_on(self, day: int) -> bool:
        """Whether the creditor's pause holds on a day."""
        return self.paused and (self.paused_until is None or day <= self.paused_until)

    def stage_on(self, account: Account, day: int) -> str:
        """Return the stage of a claim on a day at or after the last event, with acts by time done."""
        part = account.parts[0]
        return next_stage_by_time(self, account, day) if day > self.on else part.stage

    def limits(self, account: Account) -> Sequence[Limit]:
        """Return the limitation clocks of a claim, worked out once between two events."""
        stamp = (len(self.applied), self.on)
        found = self.clocks.get(account.index)
        if found is None or found[0] != stamp:
            found = self.clocks[account.index] = (stamp, limitation(self, account))
        return found[1]

    def turning_days(self, account: Account) -> Sequence[int]:
        """Return the later days on which an act by time changes the stage; worked out once between two events."""
        if account.is_part:
            return tuple(day for day, *_ in time_acts(self, account, self.on + FAR))
        stamp = (len(self.applied), self.on)
        found = self.turns.get(account.index)
        if found is None or found[0] != stamp:
            days = tuple(day for day, *_ in time_acts(self, account, self.on + FAR))
            found = self.turns[account.index] = (stamp, days)
        return found[1]

    def barred(self, account: Account, day: int) -> bool | None:
        """Whether the principal's limitation has run out before a day; of a claim in parts, that of every part.

        None where the law has a period whose length is not known.
        """
        limits = self._principal_limits(account)
        if len(limits) == 1:  # asked of nearly every step: of one part there is nothing to put together
            return _barred(limits[0], day)
        found = [_barred(clock, day) for clock in limits]
        return None if None in found else all(found)

    def run_out(self, account: Account, day: int) -> tuple[Limit, ...]:
        """Return the limitations of the principal, or of parts of it, that have run out before a day."""
        limits = self._principal_limits(account)
        return tuple(clock for clock in limits if clock is not None and _barred(clock, day))

    def barring_days(self, account: Account) -> Sequence[int]:
        """Return the days from which the claim, or a part of it, is barred by time alone."""
        ends = (_ended(clock) for clock in self._principal_limits(account))
        return tuple(day + 1 for day in ends if day is not None)

    def limitation_left(self, account: Account, day: int) -> int | None:
        """Return the days left until the principal, or the first part of it, is barred; 0 once it is."""
        ends = [clock.ends for clock in self._principal_limits(account) if clock is not None and clock.ends is not None]
        return max(min(ends) - day, 0) if ends else None

    def at_rest(self) -> None:
        """Say that nothing more happens in this state: what is asked of it again and again can be kept."""
        self.ends = {}

    def _principal_limits(self, account: Account) -> list[Limit | None]:
        """The limitation of every part of the principal; of a whole claim kept where nothing happens any more."""
        found = None if self.ends is None or account.is_part else self.ends.get(account.index)
        if found is None:
            found = [self._principal_limit(part) for part in each(account)]
            if self.ends is not None and not account.is_part:
                self.ends[account.index] = found
        return found

    def _principal_limit(self, account: Account) -> Limit | None:
        stamp, key = self._limit_stamp(account), (account.index, account.parts[0].name if account.is_part else "")
        found = self.bars.get(key)
        if found is None or found[0] not in {(stamp, None), (stamp, self.on)}:
            limit = principal_limit(self, account)
            held_up = limit is not None and limit.state == "suspended"  # what holds it up may end by time alone
            found = self.bars[key] = ((stamp, self.on if held_up else None), limit)
        return found[1]

    def _limit_stamp(self, account: Account) -> tuple[object, ...]:
        """Everything but time on which a limitation can depend: while it stands, the last day in time stands too."""
        kinds, facts = self.book.limit_kinds, self.book.limit_facts
        moment = Moment(self, account, self.on)
        met = len([kind for _, kind in account.log if kind in kinds])
        asked = tuple([get(moment) for get in facts])
        return met, asked, account.law, account.interest_first, account.title_day, account.stays

    def forget(self, account: Account) -> None:
        """Forget what was worked out of a claim between two events: something happened that changes it."""
        self.clocks.pop(account.index, None)
        self.turns.pop(account.index, None)
        for key in [key for key in self.bars if key[0] == account.index]:
            del self.bars[key]

    def growing_days(self, _moment: Moment) -> Sequence[int]:
        """Return the days on which a sum that grows with interest is looked at again."""
        return ()


def _barred(clock: Limit | None, day: int) -> bool | None:
    """Whether a limitation has run out before a day; None where its length is not known."""
    if clock is not None and clock.unknown:
        return None
    ends = _ended(clock)
    return ends is not None and ends < day


def _ended(clock: Limit | None) -> int | None:
    """The last day of a limitation that runs or has run out; None while something holds it up."""
    return None if clock is None or clock.state == "suspended" else clock.ends


def time_acts(state: State, account: Account, day: int) -> list[tuple[int, str, m.Act]]:
    """Return the acts by time that are done before the end of a day: (day, name, act), in order of time."""
    turning = _turning(account)
    if not turning:
        return []
    found = []
    moment = Moment(state, account, day)
    for act in turning:
        opens = act_window(act, moment)
        if opens.earliest is None or opens.missing or opens.earliest > day:
            continue
        if act.gate.holds(Moment(state, account, opens.earliest)):
            found.append((opens.earliest, act.name, act.record))
    return sorted(found, key=lambda item: item[:2])


def _turning(account: Account) -> Sequence[ActRule]:
    """The acts by time that may end a stage in which the claim, or a part of it, stands."""
    if len(account.parts) == 1:
        return account.law.turning(account.parts[0].stage)
    found = {act.name: act for part in account.parts for act in account.law.turning(part.stage)}
    return tuple(found.values())


def next_stage_by_time(state: State, account: Account, day: int) -> str:
    """Return the stage of a claim on a later day if nothing happens until then."""
    acts = time_acts(state, account, day)
    return acts[0][2].leads_to or account.parts[0].stage if acts else account.parts[0].stage


def account_stage(state: State, account: Account) -> str:
    """Return where a claim stands, the terminal stages included."""
    return ended(state, account) or ("barred" if state.barred(account, state.on) else account.parts[0].stage)


def ended(state: State, account: Account) -> str | None:
    """Return the terminal stage in which nothing can be done any more, or None."""
    ledger = state.ledger
    if account.withdrawn:
        return "withdrawn"
    if account.open_principal == 0 and all(ledger.open_component(account, part) == 0 for part in COMPONENTS):
        return "paid"
    return "closed" if state.closed is not None or "closed" in account.kept else None


def living(state: State) -> tuple[Account, ...]:
    """Return the claims on which something can still be done."""
    return tuple([account for account in state.ledger.accounts if ended(state, account) is None])


def money_of(state: State, minor: int) -> Decimal:
    """Return minor units as a decimal in major units."""
    return to_major(minor, state.book.decimals)
