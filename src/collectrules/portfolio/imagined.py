"""What becomes of many cases if creditor, debtors and courts behave as imagined: a row for each life, and sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from collectrules.ground.dates import to_date
from collectrules.ground.errors import CollectRulesError
from collectrules.ground.money import sum_of
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.portfolio.running import Item, Laws, Refused, Run, law_of, refused
from collectrules.simulation.living import Ending
from collectrules.simulation.simulating import simulate

if TYPE_CHECKING:
    from collectrules.simulation.debtors import Behaviour


class LifeRow(Part):
    """How one life ended: sums in major units of `currency`, at its last day; `advanced` is what the creditor laid out.

    `steps` is how many things happened in it.
    """

    case: str
    profile: str
    currency: str
    ended: Ending
    over_on: Day
    stage: str
    steps: int
    owed: Amount
    paid: Amount
    advanced: Amount
    provisional: bool


class LifeSums(Part):
    """What the lives in one currency come to, in major units, and how many of them there are."""

    currency: str
    lives: int
    owed: Amount
    paid: Amount
    advanced: Amount


class Simulated(Run):
    """The lives of a portfolio from `on` to `until`: `cases` = `rows` + the refused."""

    answer: Literal["simulated"] = "simulated"
    until: Day
    rows: tuple[LifeRow, ...]
    sums: tuple[LifeSums, ...]


def simulated(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    until: dt.date | str,
    behaviour: str | Behaviour | Sequence[str | Behaviour] = "never_pays",
    workflow: str | None = None,
    arrives: Mapping[str, int] | None = None,
    readings: Mapping[str, str] | None = None,
) -> Simulated:
    """Return how the life of each case ends; the words are those of `simulate`, the same for all.

    Raises:
        BadInput: a day that is none.

    """
    first, last = to_date(on, "on"), to_date(until, "until")
    terms = {"behaviour": behaviour, "workflow": workflow, "arrives": arrives, "readings": readings}
    found = [_life(case, laws, first, last, terms) for case in portfolio]
    rows = tuple(one for one in found if isinstance(one, LifeRow))
    wrong = tuple(one for one in found if isinstance(one, Refused))
    sums = tuple(_sums(currency, rows) for currency in sorted({one.currency for one in rows}))
    return Simulated.made(on=first, until=last, cases=len(found), refused=wrong, rows=rows, sums=sums)


def _life(item: Item, laws: Laws, on: dt.date, until: dt.date, terms: Mapping[str, object]) -> LifeRow | Refused:
    if not isinstance(item, Case):
        return item
    try:
        life = simulate(item, law_of(item, laws), on=on, until=until, **terms)  # type: ignore[arg-type]  # its own words
    except CollectRulesError as error:
        return refused(error, case=item.id)
    return LifeRow.made(
        case=life.case, profile=life.profile.id, currency=life.currency, ended=life.ended,
        over_on=life.over_on, stage=life.stage, steps=len(life.timeline), owed=life.owed.total,
        paid=life.paid.total, advanced=life.advanced, provisional=life.provisional,
    )  # fmt: skip


def _sums(currency: str, rows: Sequence[LifeRow]) -> LifeSums:
    own = [one for one in rows if one.currency == currency]
    return LifeSums.made(
        currency=currency, lives=len(own), owed=sum_of(one.owed for one in own), paid=sum_of(one.paid for one in own),
        advanced=sum_of(one.advanced for one in own),
    )  # fmt: skip
