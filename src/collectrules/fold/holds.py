"""What holds a limitation up: from which act to which, and what becomes of it where nothing ends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from collectrules.ground.records import record
from collectrules.topics.deadlines import length_after

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m


@record
class Hold:
    """What held or holds a period up: the stop, its first day, and the day of what ended it, None while open.

    `answered` is the day of what ended it, even if that came later than the day that is asked about.
    """

    stop: m.LimitationStop
    opened: int
    closed: int | None
    answered: int | None = None

    @property
    def unanswered(self) -> bool:
        """Whether nothing ended it in time, and the law does not let it hold for ever."""
        last = self._last
        return self.stop.unanswered != "holds" and (
            self.answered is None or (last is not None and self.answered > last)
        )

    @property
    def is_void(self) -> bool:
        """Whether it counts as if it had never begun."""
        return self.stop.unanswered == "void" and self.unanswered

    def awaited(self, ends: int, today: int) -> bool:
        """Whether what is to answer it may still come soon enough after a period that ends on a day."""
        wait, last = self.stop.awaited, self._last
        if self.answered is not None or wait is None or (last is not None and today > last):
            return False
        return today <= length_after(ends, wait)

    def late(self, ends: int) -> bool:
        """Whether an answer that is awaited never came in time, or not soon after a period that ends on a day."""
        wait, answered = self.stop.awaited, self.answered
        if wait is None:
            return False
        return self.unanswered or (answered is not None and answered > length_after(max(ends, self.opened), wait))

    @property
    def _last(self) -> int | None:
        return None if self.stop.runs_on is None else length_after(self.opened, self.stop.runs_on)


def holds(record: m.Limitation, moment: Moment, day: int) -> Iterator[Hold]:
    """Yield what held or holds a period up by a day.

    What rests is taken to have ended with the act that began it.
    """
    for stop in record.stops:
        since = 0 if stop.since is None else stop.since.toordinal() - 1  # of its own first day nothing runs
        for begun, answered in _courses(stop, moment, day):
            if since > day or (answered is not None and answered <= since):
                continue
            opened = max(begun, since)
            hold = Hold(stop, opened, None if answered is None or answered > day else answered, answered)
            rests = stop.unanswered == "rests" and hold.unanswered
            yield Hold(stop, opened, opened, answered) if rests else hold


def _courses(stop: m.LimitationStop, moment: Moment, day: int) -> Iterator[tuple[int, int | None]]:
    """Yield the first days, up to a day, of what a stop names, each with the day of what ended it.

    An act by which the creditor takes proceedings back ends those he began, and they leave nothing.
    """
    acts, resuming = moment.state.book.acts, moment.state.book.resuming
    begun: int | None = None
    for on, kind in moment.account.log:
        if begun is None and on > day:
            return
        if begun is None and kind in stop.from_ and kind in stop.to:
            yield on, on  # an act that needs no end of its own: time is left after it
        elif begun is None:
            begun = on if kind in stop.from_ else None
        elif kind in stop.to:
            yield begun, on
            begun = None
        elif on <= day and kind in resuming and any(name in acts for name in stop.from_):
            begun = None
    if begun is not None:
        yield begun, None


def awaiting(record: m.Limitation, last: int | None, moment: Moment) -> bool:
    """Whether a period that would end on a day hangs on an answer that never came, or came late: that is in doubt."""
    if not any(stop.awaited for stop in record.stops):
        return False
    return any(hold.late(last or 0) for hold in holds(record, moment, moment.day))
