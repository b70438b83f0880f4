"""How many fees or acts of a kind the unit of a limit already holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from collectrules.fold.matters import lines_of_matter
from collectrules.fold.unmet import not_computed
from collectrules.ground.dates import add_months, date_of

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m


def counted(per: str, moment: Moment, fee: m.Fee) -> int:
    """Return how many fees of the family the unit of a limit already holds; of a matter, fees of that name.

    Of an act whose fee is billed by itself: the bills beyond those that earlier times of the act account for.
    """
    if per == "matter":
        return sum(line.fee == fee.name and line.lawful > 0 for line in lines_of_matter(fee, moment))
    if per == "act" and moment.cost is not None:
        return max(_billed(moment, fee) - _done(moment, fee) + 1, 0)
    return _UNITS[per](moment, moment.account.charged.get(moment.family, []))


def _billed(moment: Moment, fee: m.Fee) -> int:
    """How many bills of a fee are about a claim: also one that another sum swallows whole is a bill of it."""
    index, lines = moment.account.index, (line for line in moment.state.ledger.lines if line.fee == fee.name)
    mine = [line for line in lines if index == line.claim or index in line.shared]
    return sum(line.lawful > 0 or line.code == "fee_above_maximum" for line in mine)


def _done(moment: Moment, fee: m.Fee) -> int:
    """How often the act of a fee was done: a bill that comes later is for one of these times."""
    return sum(done == fee.act for _, done in moment.account.log)


def acts_counted(per: str, moment: Moment) -> int:
    """How many acts of the fee's kind, with a fee or without, the unit of a limit already holds."""
    kind = moment.family.partition("/")[0]
    count = _UNITS.get(per)
    if count is None or per in {"arrears_run", "case", "debtor", "contract"}:
        raise not_computed([f"limits.free.per.{per}"])
    return count(moment, [day for day, done in moment.account.log if done == kind])


def _in_run(moment: Moment, _own: list[int]) -> int:
    return len(moment.account.arrears.charged.get(moment.family, []))


def _in_case(moment: Moment, _own: list[int]) -> int:
    return len({day for account in moment.state.ledger.accounts for day in account.charged.get(moment.family, [])})


def _in_contract(moment: Moment, _own: list[int]) -> int:
    """Days on which a claim of the same relationship was charged, whether it was in arrears all the time or not."""
    accounts, arrears = moment.state.ledger.accounts, moment.account.arrears
    days = {day for index in arrears.members for day in accounts[index].charged.get(moment.family, ())}
    kind, name = moment.family.partition("/")[0], moment.account.claim.relationship
    earlier = (act for act in moment.state.case.earlier if name is not None and act.relationship == name)
    return len(days | {act.on.toordinal() for act in earlier if act.kind == kind})


def _in_calendar_year(moment: Moment, own: list[int]) -> int:
    return sum(date_of(day).year == date_of(moment.day).year for day in own)


def _in_twelve_months(moment: Moment, own: list[int]) -> int:
    return sum(day <= moment.day <= add_months(day, 12) for day in own)


def _under_title(moment: Moment, own: list[int]) -> int:
    return sum(day >= (moment.account.title_day or 0) for day in own)


_UNITS: Final[Mapping[str, Callable[[Moment, list[int]], int]]] = {
    "act": lambda _moment, _own: 0,
    "letter": lambda _moment, _own: 0,
    "claim": lambda _moment, own: len(own),
    "arrears_run": _in_run,
    "case": _in_case,
    "debtor": _in_case,
    "calendar_year": _in_calendar_year,
    "twelve_months": _in_twelve_months,
    "title": _under_title,
    "contract": _in_contract,
}
