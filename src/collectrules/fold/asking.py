"""A question: a case, a profile, a day; folded once and shared by all answers of one call."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

from collectrules.fold.ageing import Aged, aged
from collectrules.fold.checkcase import check_case
from collectrules.fold.docket import Entry, docket_of
from collectrules.fold.replay import go_on, gone_on, replay
from collectrules.fold.rulebook import Rulebook, rulebook
from collectrules.fold.sensitivity import readings_used
from collectrules.fold.state import Spared, State
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import bad_input, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.loader.readings import check_readings
from collectrules.nouns.answer import ENGINE, LAW, Assumption, Because, ProfileMark, ReadingUsed
from collectrules.nouns.case import Case

CARRY: Final = "carry_forward"
"""What to take for granted beyond the last published rate: that it stays; the answer is then provisional."""

UNCHECKED: Final = "checked_long_ago"
NEVER: Final = "never_checked"
"""What is taken for granted of a figure that nobody has checked for long, or ever: that it stands."""


@dataclass(frozen=True)
class Question:
    """Everything that fixes an answer; `on` and `known_on` are ordinals."""

    case: Case
    profile: m.Profile
    on: int
    chosen: Mapping[str, str]
    known_on: int | None = None
    carry: bool = False

    @cached_property
    def book(self) -> Rulebook:
        """The profile under the readings in force."""
        return rulebook(self.profile, self.chosen)

    @cached_property
    def tried(self) -> dict[tuple[object, ...], State | None]:
        """Folds with changes tried on, shared by the steps of one answer."""
        return {}

    @cached_property
    def kept(self) -> dict[str, object]:
        """What the answers of one call share beside the folds, by name."""
        return {}

    @cached_property
    def mark(self) -> str:
        """The fingerprint of case, profile, readings and day; a proposal carries it."""
        facts = "|".join((self.case.digest, self.profile.fingerprint, str(self.on)))
        return hashlib.sha256(f"{facts}|{sorted(self.chosen.items())}".encode()).hexdigest()[:16]

    @cached_property
    def state(self) -> State:
        """The fold with what the law bars struck out: under every way of reading that remains."""
        return self._first if not self.spared else self._fold(self.spared)

    @cached_property
    def _first(self) -> State:
        return self._fold({})

    @cached_property
    def spared(self) -> Spared:
        """What one reading of the whole history allows; see `_spared`."""
        return self._spared(self._first)

    def _fold(self, spared: Spared) -> State:
        return replay(self.case, self.book, self.on, known_on=self.known_on, carry=self.carry, spared=spared)

    def _spared(self, first: State) -> Spared:
        """What one reading of the whole history allows, though letter by letter every option forbids it.

        A doubt about one letter may decide whether a later one is too many; so the history is read as a whole
        under each combination of the readings on which a letter turned.
        """
        names = sorted({name for verdict in first.verdicts for name in verdict.readings} - self.chosen.keys())
        if not names or not any(verdict.unlawful for verdict in first.verdicts):
            return {}
        found = _lawful(first)
        best = dict(found)
        for picked in product(*(self.profile.reading[name].options for name in names)):
            other = rulebook(self.profile, {**self.chosen, **dict(zip(names, picked, strict=True))})
            state = replay(self.case, other, self.on, known_on=self.known_on, carry=self.carry)
            for key, lawful in _lawful(state).items():
                best[key] = max(best.get(key, 0), lawful)
        return {key: (lawful, tuple(names)) for key, lawful in best.items() if lawful > found.get(key, 0)}

    @cached_property
    def booked(self) -> State:
        """The fold with nothing struck out; the same one when nothing was."""
        ledger = self.state.ledger
        struck = any(line.lawful < line.amount for line in ledger.lines)
        if not struck and not any(account.withdrawn for account in ledger.accounts):
            return self.state
        return replay(
            self.case, self.book, self.on, lawful=self.state, known_on=self.known_on, carry=self.carry
        )  # fmt: skip

    def later(self, day: int) -> State:
        """Go on to a later day with no new fact; what the document holds for after `on` is left out."""
        return gone_on(self.state, day)

    def going_on(self, case: Case, day: int) -> Question:
        """The question of a case that has lived on, on the same day or a later one; the answer is what `ask` gives.

        Where nothing changes what was true before, it goes on from this fold instead of beginning anew.

        Raises:
            BadInput: the case does not fit the profile.

        """
        if case is not self.case:
            check_case(case, self.profile)
        after = Question(case, self.profile, day, self.chosen, self.known_on, self.carry)
        fresh = self._fresh(case, day)
        if fresh is not None:
            state = self._first.fork()
            state.case = case
            go_on(state, fresh, day)
            if not state.again:
                after.__dict__["_first"] = state
        return after

    def _fresh(self, case: Case, day: int) -> tuple[Entry, ...] | None:
        """What a longer case adds after this fold; None where it changes what stands."""
        docket, old = docket_of(case, self.profile), docket_of(self.case, self.profile)
        if not docket.plain:
            return None
        before, now = old.until(self.on, self.known_on), docket.until(day, self.known_on)
        known = len(before)
        return now[known:] if [one.key for one in now[:known]] == [one.key for one in before] else None

    def with_entries(
        self, entries: Sequence[Entry], before: State | None = None, last: Sequence[Entry] = ()
    ) -> State:  # fmt: skip
        """Fold the case with more entries on the day asked about; `before` is the fold with all of them but `last`."""
        if not self.state.applied or self.state.applied[-1][0] < self.on:
            if before is None or before.anew or entries[-1:] != last:
                before, last = self.state, entries
            found = gone_on(before, self.on, last)
            if not found.again:
                return found
        found = replay(
            self.case, self.book, self.on, known_on=self.known_on, carry=self.carry, spared=self.spared, more=entries
        )
        found.anew = True
        return found

    def under(self, chosen: Mapping[str, str]) -> Question:
        """Return the same question under other readings."""
        return Question(self.case, self.profile, self.on, chosen, self.known_on, self.carry)

    def readings_used(self) -> tuple[ReadingUsed, ...]:
        """Return each reading that matters or was chosen, and whether another option would change what is owed."""
        return readings_used(self)


def _lawful(state: State) -> dict[tuple[str, str], int]:
    """What is lawful of each sum that was claimed, by event and counter."""
    found: dict[tuple[str, str], int] = {}
    for line in state.ledger.lines:
        key = (line.event, line.family)
        found[key] = found.get(key, 0) + line.lawful
    return found


def ask(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    known_on: dt.date | str | None = None,
    assume: str | None = None,
) -> Question:
    """Check the arguments and the case against the profile, and put the question.

    Raises:
        BadInput: a day, a reading or the case does not fit.

    """
    if assume is not None and assume != CARRY:
        raise bad_input("unknown_assumption", "assume", CARRY, assume, CARRY)
    check_readings(readings)
    of_type(profile, m.Profile, "profile", A_PROFILE)
    of_type(case, Case, "case", "a case as load_case returns it")
    check_case(case, profile)
    chosen = {**case.readings, **(readings or {})}
    known = None if known_on is None else to_date(known_on, "known_on").toordinal()
    return Question(case, profile, to_date(on, "on").toordinal(), chosen, known, assume is not None)


def envelope(question: Question) -> dict[str, object]:
    """Return the fields every answer carries."""
    state, profile = question.state, question.profile
    because = provisional_because(state)
    return {
        LAW: profile,
        "format": 1,
        "case": question.case.id,
        "on": date_of(question.on),
        "known_on": None if question.known_on is None else date_of(question.known_on),
        "engine": ENGINE,
        "profile": ProfileMark.made(
            id=profile.header.id, version=profile.header.version, fingerprint=profile.fingerprint
        ),
        "currency": question.case.currency,
        "provisional": bool(because),
        "provisional_because": because,
        "assumptions": (
            *(
                Assumption.made(path=path, text=taken.text, code=taken.code, values=taken.values, law=taken.law)
                for path, taken in state.assumptions.items()
            ),
            *map(long_unchecked, aged(state)),
        ),
    }


def long_unchecked(figure: Aged) -> Assumption:
    """Return what is taken for granted where a figure was last compared with its source long before, or never was."""
    text, code, values = f"nobody has compared {figure.record} with its source", NEVER, {"figure": figure.record}
    if figure.checked is not None:
        day = figure.checked.isoformat()
        text = f"{figure.record} stands as it did when it was last checked, on {day}"
        code, values = UNCHECKED, values | {"day": day}
    return Assumption.made(path=figure.record, text=text, code=code, values=values, law=figure.law)


def provisional_because(state: State) -> tuple[Because, ...]:
    """Return why figures are provisional: carried rates, weak figures, unconfirmed payments."""
    found = (*_weak_rates(state), *_weak_figures(state), *_unconfirmed(state))
    return tuple({(because.what, because.law): because for because in found}.values())


def _weak_rates(state: State) -> Iterator[Because]:
    for account in state.ledger.accounts:
        for accrual in account.history:
            if accrual.path.is_sure(accrual.first, accrual.last):
                continue
            for run in accrual.path.runs(accrual.first, accrual.last):
                law, day = (run.segment.law or (None,))[0], date_of(run.segment.start).isoformat()
                if run.carried:
                    yield _because("rate_carried", "rate carried forward", "interest", law)
                if run.segment.certainty != "sure":
                    mark = run.segment.certainty
                    yield _because("rate_mark", f"rate from {day} is {mark}", "interest", law, day=day, certainty=mark)


def _weak_figures(state: State) -> Iterator[Because]:
    for (weak, laws), mark in state.weak.items():
        law = laws[0] if laws else None
        yield _because("figure_mark", f"{weak} is {mark}", "fees and costs", law, figure=weak, certainty=mark)


def _unconfirmed(state: State) -> Iterator[Because]:
    for name in state.unconfirmed:
        yield _because("payment_unconfirmed", f"payment {name} is not confirmed", "paid", None, event=name)


def _because(code: str, what: str, effect: str, law: str | None, **values: str) -> Because:
    return Because.made(what=what, code=code, values=values, law=law, effect=effect)
