"""How long ago a figure was compared with its source: the day of it, and when that is too long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from collectrules.loader import model as m
from collectrules.loader.walking import parts

STALE_DAYS: Final = 365
"""After so many days a figure should be compared with its source again."""


class Checked(NamedTuple):
    """A figure with its place inside its record, and the day on which it was last compared with its source."""

    place: str
    figure: m.Rule | m.Dated
    on: dt.date

    def is_stale(self, day: dt.date) -> bool:
        """Whether that is more than a year before a day."""
        return (day - self.on).days > STALE_DAYS


def checked_in(record: m.Rule, place: str) -> Iterator[Checked]:
    """Yield everything in a record that says when it was last compared with its source."""
    for there, part in parts(record, place):
        if isinstance(part, m.Rule | m.Dated) and part.checked is not None:
            yield Checked(there, part, part.checked)
