"""The days and sums of an instalment plan: each instalment is folded as a payment, so the law itself allocates it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from collectrules.answers.standings import sums
from collectrules.fold.docket import entry_of
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.replay import go_on, gone_on
from collectrules.ground.dates import LAST, add_months, date_of
from collectrules.ground.errors import bad_input
from collectrules.ground.records import record
from collectrules.nouns.bargaining import MOST_INSTALMENTS
from collectrules.nouns.events import Event

if TYPE_CHECKING:
    from collectrules.fold.asking import Question
    from collectrules.fold.state import State
    from collectrules.nouns.calendars import WorkingDays

MOST: Final = MOST_INSTALMENTS
PACES: Final[Mapping[str, tuple[int, int]]] = {
    "week": (0, 7), "two_weeks": (0, 14), "month": (1, 0), "quarter": (3, 0), "half_year": (6, 0), "year": (12, 0),
}  # fmt: skip
"""How far instalments lie apart → months and days."""


@record
class Rhythm:
    """When instalments fall due: the first day, how far apart, and the calendar off whose rest days they move.

    The first is `ahead` months after `base`, whose day of the month all keep: of 31 January, the last of February.
    """

    base: int
    every: str
    calendar: WorkingDays | None = None
    ahead: int = 0

    def day(self, place: int) -> int:
        """Return the due day of an instalment, counted from 0, as an ordinal."""
        months, days = PACES[self.every]
        day = add_months(self.base, self.ahead + months * place) + days * place
        return day if self.calendar is None else self.calendar.next_working_day(day)


@record
class Row:
    """One instalment in minor units: what of it went where, and what is owed after it."""

    day: int
    amount: int
    parts: Mapping[str, int]
    balance: int


@record
class Walk:
    """A plan walked to its end, or as far as it was walked: the rows, what was owed before the last, the state then."""

    rows: tuple[Row, ...]
    owed: int
    state: State


@record
class Start:
    """Where a plan begins: the debt on its day, which claims it is about, whether interest rests, what is paid down."""

    question: Question
    claims: tuple[str, ...]
    rhythm: Rhythm
    interest_free: bool = False
    down: tuple[int, int] | None = None

    def walk(self, level: int, count: int, *, rest_last: bool) -> Walk:
        """Pay instalments of one sum until nothing is owed, or so many; the last of them may take all that is left."""
        state, rows, owed = self._begun(), [], 0
        due = [] if self.down is None else [(self.down[0], self.down[1])]
        days = [(self.rhythm.day(place), level) for place in range(count)]
        for place, (day, amount) in enumerate([*due, *days]):
            if day > LAST:
                expected = f"instalments that all fall due by {date_of(LAST)}"
                raise bad_input("plan_never_ends", "every", expected, self.rhythm.every)
            go_on(state, (), day)
            owed = self.owed(state)
            if owed <= 0:
                break
            last = rest_last and place == len(due) + count - 1
            rows.append(self._paid(state, day, owed if last else min(amount, owed)))
        return Walk(tuple(rows), owed, state)

    def owed(self, state: State) -> int:
        """Return what is owed on the claims of the plan; what falls due later is none of its business."""
        return sum(sums(state, self.claims).values())

    def _begun(self) -> State:
        """The state after the plan was agreed."""
        on = self.question.on
        return gone_on(self.question.state, on, [self._entry(on, "plan_agreed", interest_free=self.interest_free)])

    def _paid(self, state: State, day: int, amount: int) -> Row:
        go_on(state, [self._entry(day, "payment", amount=state.text(amount))], day)
        parts = dict.fromkeys(COMPONENTS, 0)
        for _, component, part in state.ledger.payments[-1].pieces:
            parts[component] += part
        return Row(day, amount, parts, self.owed(state))

    def _entry(self, day: int, kind: str, **words: object) -> _Entry:
        event = Event.model_validate({"on": date_of(day), "kind": kind, "claims": self.claims, **words})
        name = f"{kind} {day}"
        return entry_of(event, name, 0, self.question.profile)


if TYPE_CHECKING:
    from collectrules.fold.docket import Entry as _Entry


def level_for(start: Start, count: int) -> int:
    """Return the instalment with which so many of them come closest to paying the debt: the last differs the least.

    What is left for the last one falls as the instalment grows, so the two are brought together along a secant.
    """
    return _crossing(lambda level: _excess(start, level, count), max(_owed(start) // count, 1), count)


def _owed(start: Start) -> int:
    return max(start.owed(start.question.state) - (0 if start.down is None else start.down[1]), 0)


def _excess(start: Start, level: int, count: int) -> int:
    """By how much the last instalment would be more than the others; less than nought if it would be less.

    Where the debt is paid sooner, each instalment that is not needed counts as a whole one too much: so what is paid in
    all is set against so many full instalments, which is all but a straight line.
    """
    walk = start.walk(level, count, rest_last=True)
    missing = count + (start.down is not None) - len(walk.rows)
    return walk.rows[-1].amount - level * (missing + 1)


def _crossing(excess: Callable[[int], int], low: int, count: int) -> int:
    """Return the whole number at which a falling function comes closest to zero."""
    below = excess(low)
    high, above = low, below
    while above > 0:
        low, below = high, above
        high += max(above // count, 1) * 2
        above = excess(high)
    while high - low > 1:
        guess = low + (high - low) * below // (below - above) if below > above else (low + high) // 2
        middle = min(max(guess, low + 1), high - 1)
        found = excess(middle)
        if found > 0:
            low, below = middle, found
        else:
            high, above = middle, found
    unfilled = above <= -high  # with it the debt is paid before the last instalment
    return low if unfilled or abs(below) < abs(above) else high


def until(rhythm: Rhythm, last: int) -> int:
    """Return how many instalments fall due by a day."""
    return next((place for place in range(MOST + 1) if rhythm.day(place) > last), MOST + 1)


def parts_of(rows: Sequence[Row], part: str) -> int:
    """Return what all instalments pay of a component."""
    return sum(row.parts[part] for row in rows)
