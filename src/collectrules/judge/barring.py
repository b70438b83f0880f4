"""When a claim is barred, as the judge counts it: the time of its principal, with every day on which it stood still.

A period runs from its anchors. What acknowledges the debt lets it run anew, unless it was over by then. Days on which
proceedings or talks hold it up are none of its days, and what the law leaves at the least is counted from their end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from collectrules.judge.account import Account, Heard
from collectrules.judge.days import DAY, counted, length, moved
from collectrules.judge.steps import Steps
from collectrules.judge.words import Table, applies, as_list, chosen, day_of, standing

COVERED = "principal"
EVER = dt.date.max


class Time(NamedTuple):
    """The time that a claim has: the day it is counted from, its last day, whether something holds it up."""

    start: dt.date
    last: dt.date
    held: bool = False


class Hold(NamedTuple):
    """What holds a time up: its first day, the last day that stands still (none while it lasts), what the law says.

    `awaited`: nothing has answered it, and unless something does it will have been nothing.
    """

    first: dt.date
    last: dt.date | None
    stop: Table
    awaited: bool = False

    def lasts(self, end: dt.date, day: dt.date, today: dt.date) -> bool:
        """Whether it holds up, on a day, a time that would be over with another; an answer is awaited as of today."""
        if self.awaited:
            return today <= after(self.stop["awaited"], end)
        return self.last is None or ("runs_on" in self.stop and self.last > day)

    def days(self, start: dt.date) -> set[int]:
        """The days that stand still, of a time that is counted from a day: the later day less the earlier."""
        if self.last is None or "runs_on" not in self.stop:
            return set()
        return set(range(max(self.first, start).toordinal() + 1, self.last.toordinal() + 1))

    @property
    def least(self) -> dt.date:
        """The day until which it leaves time at the least, once it has ended."""
        leaves = self.stop.get("leaves_at_least")
        return after(leaves, self.last) if leaves and self.last else dt.date.min


def after(period: Table, day: dt.date) -> dt.date:
    """The last day of a period counted from a day, which nothing moves."""
    return day + DAY * length(period, day)


class Barring(Steps):
    """Says of each claim until when its principal may be sued for."""

    def time_of(self, account: Account, day: dt.date) -> Time | None:
        """The time of a claim as the law that governs it on a day counts it; None where it has not begun.

        Raises:
            NotImplementedError: it hangs on what the judge leaves to others.

        """
        facts = self.facts_but_barred(account, day, {"kind": "note"})
        rule = next(iter(standing(self.limiting, facts).values()), None)
        if rule is None:
            return None
        self.follow(rule, account)
        start = self.counted_from(rule, account)
        time = None if start is None else self.own(rule, account, start)
        for told, restart in self.restarts(rule, account, facts):
            if time is not None and self.over(rule, account, time, told, day):
                continue
            begun = max(told, start or day_of(account.claim["due"]))
            time = self.shorter(rule, account, self.anew(rule, account, begun, restart), told)
        return None if time is None else self.held(rule, account, time, day, day)

    def may_be_barred(self, account: Account, day: dt.date) -> bool:
        """Whether the time of a claim is over, or nobody knows; where it is left to others it is taken not to be."""
        if super().may_be_barred(account, day):
            return True
        if (day - day_of(account.claim["due"])).days <= self.shortest:  # no law gives less
            return False
        with suppress(NotImplementedError):
            time = self.time_of(account, day)
            return time is not None and not time.held and time.last < day
        return False

    # The rule ---------------------------------------------------------------------------------------------

    @cached_property
    def limiting(self) -> dict[str, Table]:
        """The limitations that are about the principal."""
        return {name: rule for name, rule in self.law["limitation"].items() if COVERED in rule["covers"]}

    @cached_property
    def shortest(self) -> int:
        """How many days the shortest of all limitations has; one of unknown length is left to others."""
        periods = [rule["period"] for rule in self.limiting.values() if not isinstance(rule["period"].get("days"), str)]
        return min((length(period, dt.date(2001, 1, 1)) for period in periods), default=0)

    def follow(self, rule: Table, account: Account) -> None:
        """Refuse a time that hangs on more than the judge follows: the end of a plan, an heir, a length not known."""
        holding = {name for stop in rule.get("stops", ()) for name in as_list(stop["from"])}
        planned = "plan_agreed" in holding and any(told.kind == "plan_agreed" for told in account.heard)
        cut = any(shorter["after"] in account.acts for shorter in rule.get("cut_short", ()))
        if planned or cut or isinstance(rule["period"].get("days"), str):
            message = "a limitation that a plan holds up, that is cut short or of unknown length is left to others"
            raise NotImplementedError(message)

    def counted_from(self, rule: Table, account: Account) -> dt.date | None:
        """The day from which the whole period is counted; of several the one the law picks, of those that are known."""
        period = rule["period"]
        days = [self.anchor(name, account, "") for name in as_list(period["after"])]
        known = [day for day in days if day is not None]
        pick = min if period.get("pick") == "earlier" else max
        return year_end(period, pick(known)) if known else None

    def own(self, rule: Table, account: Account, start: dt.date) -> Time:
        """The time as it runs by itself, no longer than the longest that the law allows."""
        longest = rule.get("longest")
        since = None if longest is None else self.anchor(longest["after"], account, "")
        return self.shorter(rule, account, Time(start, self.end(rule["period"], account, start)), since)

    def shorter(self, rule: Table, account: Account, time: Time, since: dt.date | None) -> Time:
        """A time, or the longest that the law allows from a day on, if that is over before."""
        if "longest" not in rule or since is None:
            return time
        return min(time, Time(since, self.end(rule["longest"], account, since)), key=lambda each: each.last)

    def end(self, period: Table, account: Account, start: dt.date) -> dt.date:
        """The last day of a period that nothing holds up, before it moves off a day of rest."""
        return counted(period, self.counting(period, start), start, self.place(account)) or EVER

    def rest(self, period: Table, account: Account, start: dt.date, end: dt.date) -> dt.date:
        """An end, moved off a day of rest where the law says so."""
        counting = self.counting(period, start)
        return (moved(end, counting, self.place(account)) or EVER) if counting.get("end_moves") else end

    def counting(self, period: Table, start: dt.date) -> Table:
        """How a period that begins on a day is counted."""
        found: Table = self.law["counting"].get(chosen(period["counting"], self.readings), {})
        earlier = found.get("earlier")
        return self.law["counting"][earlier["counting"]] if earlier and start < earlier["begun_before"] else found

    def waived(self, rule: Table, account: Account, time: Time, day: dt.date) -> dt.date:
        """The day until which the debtor, by his word up to a day, leaves the claim open, as far as he may."""
        ends, start = [dt.date.min], self.counted_from(rule, account) or time.start
        for told in account.heard if "waiver" in rule else ():
            if told.kind == "limitation_waived" and told.day <= day:
                most = after(rule["waiver"], told.day)
                if rule.get("waiver_from") == "start":  # counted as the period itself is
                    most = self.rest(rule["period"], account, start, after(rule["waiver"], start))
                ends.append(min(most, told.until or EVER))
        return max(ends)

    # What lets it run anew ----------------------------------------------------------------------------------

    def restarts(self, rule: Table, account: Account, facts: Table) -> Iterator[tuple[dt.date, Table]]:
        """What makes the time run anew, in order: as the limitation says, else as the act itself."""
        for told in account.heard:
            named = [each for each in rule.get("restarts", ()) if restarted(each, told) and applies(each, facts)]
            itself = self.law["act"].get(told.kind, {}).get("effects", {}).get("limitation") == "restart"
            if named or (itself and rule.get("acts_restart", True)):
                yield told.day, named[0] if named else {}

    def anew(self, rule: Table, account: Account, day: dt.date, restart: Table) -> Time:
        """The time as it runs from a day on which it begins anew."""
        period = {**rule["period"], **{word: restart[word] for word in ("years", "start_moves") if word in restart}}
        start = year_end(period, day)
        return Time(start, self.end(period, account, start))

    def over(self, rule: Table, account: Account, time: Time, day: dt.date, today: dt.date) -> bool:
        """Whether a time was over before a day, as is known today; what held it up until that very day leaves it."""
        before, then = (self.held(rule, account, time, each, today) for each in (day - DAY, day))
        return not before.held and not then.held and then.last < day

    # What holds it up ---------------------------------------------------------------------------------------

    def held(self, rule: Table, account: Account, time: Time, day: dt.date, today: dt.date) -> Time:
        """The time with all that held it up by a day, at rest on a working day; later ones use what is left."""
        end, still, waived = time.last, set[int](), self.waived(rule, account, time, day)
        last = self.rest(rule["period"], account, time.start, end)
        for hold in sorted(self.holds(rule, account, day, today), key=lambda hold: hold.first):
            if last < hold.first <= waived:
                end = last = waived
            if hold.first > last:
                continue
            if hold.lasts(last, day, today):
                return Time(time.start, last, held=True)
            new = hold.days(time.start) - still
            still |= new
            end = max(end + DAY * len(new), hold.least)
            last = max(last, self.rest(rule["period"], account, time.start, end))
        return Time(time.start, max(last, waived))

    def holds(self, rule: Table, account: Account, day: dt.date, today: dt.date) -> Iterator[Hold]:
        """What holds the time up that began by a day, without that of which nothing came."""
        for stop in rule.get("stops", ()):
            since = stop["since"] - DAY if "since" in stop else dt.date.min
            for begun, answer in self.courses(stop, account, day):
                first = max(begun, since)
                if (
                    first <= day
                    and (answer is None or answer > since)
                    and (hold := self.hold(stop, first, answer, day, today)) is not None
                ):
                    yield hold

    def courses(self, stop: Table, account: Account, day: dt.date) -> Iterator[tuple[dt.date, dt.date | None]]:
        """The days on which what a stop names began, and on which it was answered; what was taken back by then is gone.

        What happened while it was not taken back yet was in time, and stays so.
        """
        names, answers, begun = as_list(stop["from"]), as_list(stop["to"]), None
        for told in account.heard:
            if begun is None:
                if told.kind in names and told.kind in answers:  # it asks for no answer
                    yield told.day, told.day
                elif told.kind in names:
                    begun = told.day
            elif told.kind in answers:
                yield begun, told.day
                begun = None
            elif told.day <= day and self.takes_back(told.kind) and any(name in self.law["act"] for name in names):
                begun = None
        if begun is not None:
            yield begun, None

    def takes_back(self, action: str) -> bool:
        """Whether by an act proceedings come to nothing, so that they never held anything up."""
        return bool(self.law["act"].get(action, {}).get("effects", {}).get("limitation") == "resume")

    def hold(
        self, stop: Table, first: dt.date, answer: dt.date | None, day: dt.date, today: dt.date
    ) -> Hold | None:  # fmt: skip
        """What has become, by a day, of what holds a time up; None if nothing came of it, as is known today."""
        without = chosen(stop.get("unanswered", "holds"), self.readings)
        longest = after(stop["runs_on"], first) if "runs_on" in stop else EVER
        if without != "holds" and (answer is None or answer > longest):
            if without == "void":
                waits = "awaited" in stop and answer is None and today <= longest
                return Hold(first, None, stop, awaited=True) if waits else None
            answer = first
        ended = None if answer is None or answer > day else answer
        return Hold(first, ended and after(stop.get("runs_on", {"days": 0}), ended), stop)


def year_end(period: Table, day: dt.date) -> dt.date:
    """The end of the year of a day, where the law counts from there."""
    return dt.date(day.year, 12, 31) if period.get("start_moves") == "year_end" else day


def restarted(restart: Table, told: Heard) -> bool:
    """Whether something is among what makes a time run anew; of money what the debtor himself paid on the claim."""
    if told.kind not in as_list(restart["on"]):
        return False
    if told.kind != "payment":
        return True
    says = {"reached": told.reached and not told.disputed, "undisputed": not told.disputed, "": True}
    return says[restart.get("only", "")] and told.by not in restart.get("not_received_by", ())
