"""The act in hand, and what creditor and debtor agreed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from collectrules.fold.acceleration import callable_now, calling_days
from collectrules.fold.bargains import settlement_word
from collectrules.fold.facts.registering import fact, given
from collectrules.fold.moments import Moment
from collectrules.fold.plans import instalments, missed, missed_days, missed_share, plan_word, warning_of


def _times_charged(moment: Moment) -> object:
    own = len(moment.account.charged.get(moment.family, ()))
    return max(own, len(moment.account.arrears.charged.get(moment.family, ())))


def _told_or(told: Callable[[Moment], object], worked_out: Callable[[Moment], object]) -> Callable[[Moment], object]:
    """A fact that the case may state, and that is worked out where it does not."""

    def get(moment: Moment) -> object:
        found = told(moment)
        return worked_out(moment) if found is None else found

    return get


def _plan_warned(moment: Moment) -> object:
    told = warning_of(moment.state, moment.account)
    return told is not None and told.on <= moment.day


def _warning_days(moment: Moment) -> Sequence[int]:
    told = warning_of(moment.state, moment.account)
    return () if told is None else (told.on,)


fact("times_done", "count", lambda at: at.account.times.get(at.family.partition("/")[0], 0))
fact("times_charged", "count", _times_charged)
fact("notice_complete", "flag", lambda at: at.account.kept.get("notice_complete"))
fact("channel", "word", lambda at: at.account.kept.get("channel"), words="post registered email handed service")
fact("evidence", "set", lambda at: at.account.kept.get("evidence", frozenset()))
fact("plan", "word", lambda at: plan_word(at.state, at.account, at.day), missed_days,
      words="none offered running broken ended")  # fmt: skip
fact("plan_instalments", "count", _told_or(given("plan_instalments"), lambda at: instalments(at.account)))
fact("instalments_missed", "count",
      _told_or(given("instalments_missed"), lambda at: missed(at.state, at.account, at.day)), missed_days)  # fmt: skip
fact("missed_share", "percent",
      _told_or(given("missed_share"), lambda at: missed_share(at.state, at.account, at.day)), missed_days)  # fmt: skip
fact("plan_warned", "flag", _plan_warned, _warning_days)
fact("plan_callable", "flag", _told_or(given("plan_callable"), callable_now), calling_days)
fact("settlement", "word", lambda at: settlement_word(at.account, at.day),
      words="none offered accepted performed lapsed")  # fmt: skip
