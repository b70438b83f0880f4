"""Reports of what was done: letters sent and what became of them, acts that payments followed, cases closed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Literal

from collectrules.answers.timelines import category_of
from collectrules.fold.asking import Question
from collectrules.fold.docket import docket_of
from collectrules.fold.undoing import CORRECTING
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.nouns.case import Case
from collectrules.nouns.events import Event
from collectrules.portfolio.reporting.reading import (
    EVERYTHING,
    SINCE,
    Account,
    CaseFacts,
    Kept,
    Since,
    facts_of,
    percent,
    since_of,
    way_of,
)
from collectrules.portfolio.reporting.tables import Asked, Report, Row, Tally, Unit, Without, made, period_of
from collectrules.portfolio.running import Item, Laws

MEASURES: Final = ("sent", "delivered", "opened_once", "opened_more", "failed")
ALL: Final = "all_channels"
_CHANNELS: Final = ("email", "sms")
_SENDS: Final[Mapping[str, Unit]] = {
    "channel": "word", "measure": "word", "number": "number", "base_number": "number", "percent": "percent",
}  # fmt: skip
_ARRIVED: Final = frozenset({"received", "opened"})


def sends(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    channels: Sequence[str] = _CHANNELS,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return what became of the letters of a period, by channel: how many, of how many attempts, and which share.

    An attempt is a letter by one of the `channels`. It is `sent` once the case says when, or what became of it;
    `delivered` if it was received or opened; `opened_more` if it was recorded as opened more than once (in the letter,
    then in corrections of it); `failed` if that is the last that is known of it. The base of every share is all
    attempts. The other arguments are those of `payments`.

    Raises:
        BadInput: `period_reversed`, days that are none.

    """
    window, tally = period_of(first, last), Tally()
    counts: dict[str, Counter[str]] = {channel: Counter() for channel in (*channels, ALL)}

    def read(question: Question) -> list[_Attempt] | Without:
        return list(_attempts(question, window, channels)) or Without("no_letter")

    for found in tally.of(Asked(portfolio, laws, readings, assume).at(window[1], read)):
        for one in found:
            for channel in (one.channel, ALL):
                counts[channel].update(one.measures())
    rows = [_measured(channel, word, counts[channel]) for channel in (*channels, ALL) for word in MEASURES]
    return made("sends", _SENDS, rows, tally, on=window[1], period=window)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A letter by a channel: what is known of it now, and how often it was recorded as opened."""

    channel: str
    event: Event
    opened: int

    def measures(self) -> Iterator[str]:
        """Yield each measure in which it counts, `attempts` always."""
        yield "attempts"
        if self.event.sent is not None or self.event.delivery is not None:
            yield "sent"
        if self.event.delivery in _ARRIVED:
            yield "delivered"
        if self.event.delivery == "opened":
            yield "opened_more" if self.opened > 1 else "opened_once"
        if self.event.delivery == "failed":
            yield "failed"


def _attempts(question: Question, window: tuple[dt.date, dt.date], channels: Sequence[str]) -> Iterator[_Attempt]:
    entries = docket_of(question.case, question.profile).until(question.on, question.known_on)
    opened = _opened(question.case, {entry.name for entry in entries})
    for entry in entries:
        event = entry.event
        if event.kind not in CORRECTING and event.channel in channels and window[0] <= event.on <= window[1]:
            yield _Attempt(str(event.channel), event, opened[entry.name])


def _opened(case: Case, standing: AbstractSet[str]) -> Counter[str]:
    """How often each letter was recorded as opened: by itself, and by what corrects it; what was voided counts not."""
    found: Counter[str] = Counter()
    for name, event in zip(case.event_ids, case.events, strict=True):
        if event.delivery == "opened" and name in standing:
            found[str(event.of) if event.kind == "correction" else name] += 1
    return found


def _measured(channel: str, word: str, counts: Counter[str]) -> Row:
    number, base = counts[word], counts["attempts"]
    return {
        "channel": channel, "measure": word, "number": number, "base_number": base, "percent": percent(number, base)
    }  # fmt: skip


# What payments followed ------------------------------------------------------------------------------------

Credited = Literal["last", "each"]
CREDITED: Final = ("last", "each")
_SUCCESS: Final[Mapping[str, Unit]] = {
    "action": "act", "currency": "text", "number": "number", "followed": "number", "percent": "percent",
    "paid": "amount",
}  # fmt: skip


@dataclass(slots=True)
class _Success:
    """How often an act was done, how often a payment followed, and how much, in minor units."""

    number: int = 0
    followed: int = 0
    paid: int = 0


def success_rate(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    first: dt.date | str,
    last: dt.date | str,
    on: dt.date | str | None = None,
    window: int = 14,
    credited: Credited = "last",
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return which letters and acts of a period were followed by a payment within so many days.

    A payment follows an act if it comes on a later day, and no later than `window` days after it. With `credited` =
    "last" it counts for the last act before it alone (of one day, for the last in order), with "each" for every act
    that it follows; then the sums of several acts may hold the same money. An act whose window is not over by `on` is
    left out and counted. It says what came after what, and not what came of it.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        first: the first day on which an act counts.
        last: the last one.
        on: the day on which payments are looked at; without it `last`.
        window: how many days after an act a payment is credited to it.
        credited: "last" or "each".
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `period_reversed`, days that are none, `window_days`, `unknown_credit`.

    """
    days, tally, found = period_of(first, last), Tally(), dict[tuple[str, str], _Success]()
    day = days[1] if on is None else period_of(days[1], on)[1]
    _check(window, credited)

    def read(question: Question) -> tuple[Question, list[Event], list[Event]] | Without:
        acts = list(_acts(question))
        mine = [event for event in acts if days[0] <= event.on <= days[1]]
        return (question, acts, mine) if mine else Without("no_action")

    asked = Asked(portfolio, laws, readings, assume)
    for question, acts, mine in tally.of(asked.at(day, read)):
        ripe = [event for event in mine if (day - event.on).days >= window]
        tally.leave("window_running", "actions", len(mine) - len(ripe))
        for event in ripe:
            key = (event.kind, question.case.currency)
            _count(found.setdefault(key, _Success()), question, event, acts, window, credited)
    rows = [_success(key, found[key]) for key in sorted(found)]
    terms = {"window": str(window), "credited": credited}
    return made("success_rate", _SUCCESS, rows, tally, on=day, period=days, terms=terms)


def _check(window: int, credited: str) -> None:
    if type(window) is not int or window < 1:
        raise bad_input("window_days", "window", "a number of days, 1 or more", window)
    if credited not in CREDITED:
        raise bad_input("unknown_credit", "credited", " or ".join(CREDITED), credited)


def _acts(question: Question) -> Iterator[Event]:
    """Letters and acts of anybody but the debtor, in the order in which they count."""
    for entry in docket_of(question.case, question.profile).until(question.on, question.known_on):
        act = question.profile.act.get(entry.event.kind)
        if category_of(entry.event.kind) == "action" and (act is None or act.by != "debtor"):
            yield entry.event


def _count(
    one: _Success, question: Question, event: Event, acts: Sequence[Event], window: int, credited: str
) -> None:  # fmt: skip
    """Count an act, with the payments that are credited to it."""
    first, last = event.on.toordinal() + 1, event.on.toordinal() + window
    paid = [
        payment.amount
        for payment in question.state.ledger.payments
        if first <= payment.on <= last
        and way_of(question.case, payment) == "payment"
        and (credited == "each" or _last_before(acts, payment.on) is event)
    ]
    one.number, one.followed, one.paid = one.number + 1, one.followed + bool(paid), one.paid + sum(paid)


def _last_before(acts: Sequence[Event], day: int) -> Event | None:
    """The last act before a day."""
    return next((event for event in reversed(acts) if event.on.toordinal() < day), None)


def _success(key: tuple[str, str], one: _Success) -> Row:
    return {
        "action": key[0], "currency": key[1], "number": one.number, "followed": one.followed,
        "percent": percent(one.followed, one.number), "paid": Account(key[1]).money(one.paid),
    }  # fmt: skip


# Cases created and closed ----------------------------------------------------------------------------------

_CLOSING: Final[Mapping[str, Unit]] = {
    "year": "number", "created": "number", "closed": "number", "still_open": "number", "closed_of_created": "number",
    "percent": "percent",
}  # fmt: skip


@dataclass(slots=True)
class _Years:
    """The first and, where it is over, the last year of each case."""

    created: Counter[int] = field(default_factory=Counter)
    closed: Counter[int] = field(default_factory=Counter)
    done: Counter[int] = field(default_factory=Counter)


def closing_rate(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    since: Since = "claim",
    kept: Kept = EVERYTHING,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return for each year how many cases were created, closed, and open at its end.

    A case is created on the day that `since` names, and closed on the day on which its last claim ended, as the case
    stands at the end of `on`: one that was closed and opened again is open. The share is that of the cases created in
    the year which are closed by `on`. The other arguments are those of `open_now`.

    Raises:
        BadInput: `on` is no day, `unknown_day`.

    """
    if since not in SINCE:
        raise bad_input("unknown_day", "since", " or ".join(SINCE), since)
    day, tally, years = to_date(on, "on"), Tally(), _Years()
    for facts, first in tally.of(Asked(portfolio, laws, readings, assume).at(day, _created(day, since, kept))):
        years.created[first.year] += 1
        if facts.closed_on is not None:
            years.closed[max(facts.closed_on, first).year] += 1
            years.done[first.year] += 1
    return made("closing_rate", _CLOSING, _yearly(years, day), tally, on=day, terms={"since": since})


def _created(day: dt.date, since: Since, kept: Kept) -> Callable[[Question], tuple[CaseFacts, dt.date] | Without]:
    def read(question: Question) -> tuple[CaseFacts, dt.date] | Without:
        facts, first = facts_of(question), since_of(question.case, since)
        out = kept.out(facts)
        if out is not None or first is None or first > day:
            return Without(out or "no_day")
        return facts, first

    return read


def _yearly(years: _Years, day: dt.date) -> Iterator[Row]:
    """A row for each year from the first case to the day."""
    open_ = 0
    for year in range(min(years.created, default=day.year + 1), day.year + 1):
        open_ += years.created[year] - years.closed[year]
        yield {
            "year": year, "created": years.created[year], "closed": years.closed[year], "still_open": open_,
            "closed_of_created": years.done[year], "percent": percent(years.done[year], years.created[year]),
        }  # fmt: skip
