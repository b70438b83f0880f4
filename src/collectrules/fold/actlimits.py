"""How often an act may be done: within a unit of time it is free again one day, within any other it is used up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from collectrules.fold.unmet import not_computed
from collectrules.ground.dates import add_months, date_of

if TYPE_CHECKING:
    from collectrules.fold.conditions import Gate
    from collectrules.fold.ledger import Account
    from collectrules.fold.moments import Moment
    from collectrules.fold.rules import ActRule
    from collectrules.loader import model as m

Done = list[int]
"""The ordinals on which the act was done within a unit, in order."""


def used_up(rule: ActRule, moment: Moment) -> tuple[m.Limit, int] | None:
    """Return the first limit that no waiting lifts, and how often the act was done; None while none is reached."""
    for gate, limit, most in _limits(rule, moment):
        done = _done(rule.name, gate, limit.per, moment) if limit.per not in _FREED else []
        if len(done) >= most:
            return limit, len(done)
    return None


def free_again(rule: ActRule, moment: Moment) -> tuple[int, m.Limit] | None:
    """Return the latest day on which a limit within a time lets the act be done again, if it is reached."""
    found = []
    for gate, limit, most in _limits(rule, moment):
        if limit.per in _FREED:
            day = _FREED[limit.per](_done(rule.name, gate, limit.per, moment), most, moment.day)
            found += [] if day is None else [(day, limit)]
    return max(found, key=lambda item: item[0], default=None)


def _limits(rule: ActRule, moment: Moment) -> Iterator[tuple[Gate, m.Limit, int]]:
    """Yield the limits that apply with their conditions and the number they allow."""
    for gate, limit in rule.limits:
        if limit.at_most is None:
            raise not_computed([f"act.{rule.name}.limits.free"])
        if gate.applies(moment):
            most = limit.at_most
            yield gate, limit, most if isinstance(most, int) else moment.state.book.number(most, moment)


def _done(kind: str, gate: Gate, per: str, moment: Moment) -> Done:
    """The days on which an act of a kind that stands was done within a unit, those before the case included.

    What was done for claims that the limit is not about does not count.
    """
    if per in {"act", "letter"}:
        return []
    claims = _claims(per, moment)
    if claims is None:
        raise not_computed([f"act.{kind}.limits.per.{per}"])
    asked = gate.whole or gate  # a gate that was narrowed to one claim says nothing of another
    claims = tuple(account for account in claims if asked.applies(moment.of_claim(account)))
    since = moment.account.title_day or 0 if per == "title" else 0
    days = {day for account in claims for day, done in account.log if done == kind and day >= since}
    earlier = moment.state.case.earlier if per in _BEYOND else ()
    names = {None, *(account.claim.relationship for account in claims)} if per != "contract" else {
        account.claim.relationship for account in claims if account.claim.relationship is not None
    }  # fmt: skip
    return sorted(days | {act.on.toordinal() for act in earlier if act.kind == kind and act.relationship in names})


_BEYOND: Final = frozenset({"debtor", "contract", "calendar_year", "twelve_months"})
"""Units that hold acts which lie before the case or outside of it."""


def _claims(per: str, moment: Moment) -> tuple[Account, ...] | None:
    accounts = moment.state.ledger.accounts
    if per in {"claim", "title"}:
        return (moment.account,)
    if per in {"case", "debtor"}:
        return tuple(accounts)
    if per == "contract":
        return tuple(accounts[index] for index in moment.account.arrears.members)
    if per in _FREED:  # what nobody says to belong to another relationship is of this one, as acts before the case
        names = {None, moment.account.claim.relationship}
        return tuple(account for account in accounts if account.claim.relationship in names)
    return moment.matter if per == "matter" else None


def _next_year(done: Done, most: int, day: int) -> int | None:
    year = date_of(day).year
    reached = sum(date_of(one).year == year for one in done) >= most
    return dt.date(year + 1, 1, 1).toordinal() if reached else None


def _after_twelve_months(done: Done, most: int, day: int) -> int | None:
    held = [one for one in done if one <= day <= add_months(one, 12)]
    if len(held) < most:
        return None
    return add_months(held[-most], 12) + 1 if most else None


_FREED: Final[Mapping[str, Callable[[Done, int, int], int | None]]] = {
    "calendar_year": _next_year, "twelve_months": _after_twelve_months,
}  # fmt: skip
"""Units of time: the first day on which the act may be done again."""
