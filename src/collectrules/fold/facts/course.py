"""Where a claim stands: overdue, disputed, handed over, stayed, given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from collectrules.fold.bargains import settlement_stands
from collectrules.fold.facts.registering import fact, given
from collectrules.fold.moments import Moment, mandates_of
from collectrules.fold.plans import missed_days, plan_holds
from collectrules.fold.undoing import CORRECTING


def _overdue(moment: Moment) -> object:
    return moment.account.timely < moment.day and moment.account.open_principal > 0


def _in_default(moment: Moment) -> object:
    first = moment.account.interest_first
    return first is not None and first <= moment.day


def _handed_over_in_default(moment: Moment) -> object:
    """Whether the first hand-over found the debtor in default; one that is being weighed is of the moment's day."""
    first, account = moment.account.interest_first, moment.account
    days = [day for day, kind in account.log if kind == "handed_over"]
    if not days and moment.family.partition("/")[0] == "handed_over":
        days = [moment.day]
    return first is not None and bool(days) and first <= min(days)


def _first_handed_over(moment: Moment) -> int:
    """The day of the first hand-over; of one that is being weighed, or where nobody recorded any, the moment's own."""
    return min((day for day, kind in moment.account.log if kind == "handed_over"), default=moment.day)


def _handed_over_by_then(moment: Moment) -> object:
    """Whether who collects was there when the act was done that a fee is for; one that nobody recorded always was."""
    act = moment.account.latest.get(moment.family.partition("/")[0])
    handed = any(kind == "handed_over" for _, kind in moment.account.log)
    return not handed or act is None or moment.cost is None or _first_handed_over(moment) <= act.on


def _handed_over_before_court(moment: Moment) -> object:
    """Whether the first hand-over came before the first filing and before any title."""
    ends = (moment.first_filed(), moment.account.title_day)
    return all(day is None or _first_handed_over(moment) <= day for day in ends)


def _default_days(moment: Moment) -> Sequence[int]:
    first = moment.account.interest_first
    return () if first is None else (first,)


def _disputed_when(moment: Moment) -> object:
    disputes = moment.account.disputes
    return disputes[-1][1] if disputes else "never"


def _day_with_left(moment: Moment, days: int) -> int | None:
    left = moment.state.limitation_left(moment.account, moment.day)
    return None if left is None else moment.day + left - days


_NONE: Final[frozenset[str]] = frozenset()


def _stays(moment: Moment) -> object:
    """The stays that run; what an earlier day would have allowed is over, so such a day is asked how it is now."""
    stays = moment.account.stays
    day = max(moment.day, moment.state.on)
    return frozenset(stay.name for stay in stays if stay.covers(day)) if stays else _NONE


def _stay_days(moment: Moment) -> Sequence[int]:
    """A stay that a period ends is over by time alone."""
    return [stay.last + 1 for stay in moment.account.stays if stay.last is not None]


fact("overdue", "flag", _overdue, lambda at: (at.account.timely + 1,))
fact("in_default", "flag", _in_default, _default_days)
fact("disputed", "flag", lambda at: at.account.disputed)
fact("disputed_when", "word", _disputed_when, words="never before_handover after_handover in_court")
fact("opposed", "word", lambda at: at.account.kept.get("opposed", "no"), words="no full partial no_new_assets")
fact("title", "word", lambda at: at.account.title or "none")
fact("stage", "word", lambda at: at.state.stage_on(at.account, at.day))
fact("done", "set", lambda at: frozenset(at.account.latest) - CORRECTING)  # to undo is to do nothing
fact(
    "barred",
    "flag",
    lambda at: at.state.barred(at.account, at.day),
    lambda at: at.state.barring_days(at.account),
)
fact("limitation_days_left", "count", lambda at: at.state.limitation_left(at.account, at.day),
      reaches=_day_with_left)  # fmt: skip
fact("stays", "set", _stays, _stay_days)
fact("paused", "flag", lambda at: at.state.paused_on(at.day))
fact("handed_over", "flag", lambda at: at.account.handed_over is not None)
fact("handed_over_in_default", "flag", _handed_over_in_default)
fact("handed_over_by_then", "flag", _handed_over_by_then)
fact("handed_over_before_court", "flag", _handed_over_before_court)
fact("collector_engaged", "flag", lambda at: "collector_engaged" in at.account.kept)
fact("lawyer_engaged", "flag", lambda at: any(one.to == "lawyer" for one in mandates_of(at.account)))
fact("plan_holds", "flag", lambda at: plan_holds(at.state, at.account, at.day), missed_days)
fact("settlement_stands", "flag", lambda at: settlement_stands(at.account, at.day))
fact("letter_only", "flag", given("letter_only", default=False))
fact("withdrawn", "word", lambda at: at.account.withdrawn or "no", words="no before_order after_order")
fact("procedure", "word", lambda at: at.account.kept.get("procedure"))
fact("withdrawn_reason", "word", lambda at: at.account.kept.get("withdrawn_reason"),
      words="unjustified crossed_with_payment goodwill")  # fmt: skip
fact("costs_awarded", "flag", lambda at: at.account.costs_awarded)
fact("surcharge_waived", "flag", given("surcharge_waived", default=False))
fact("unusually_laborious", "flag", given("unusually_laborious", default=False))
