"""What an agency keeps of a month's payments by its contract with the creditor, and what it pays out to him.

No law says how an agency and its client share what comes in: the shares are the contract's, and none is presumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import IO, Annotated, Final, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from collectrules.answers.receipts import Receipt, days_of, receipts
from collectrules.fold.asking import Question
from collectrules.fold.entries import COMPONENTS
from collectrules.ground.errors import BadInput, bad_input, nearest, shown
from collectrules.ground.money import half_up, minor_of, sum_of, to_major
from collectrules.ground.scalars import is_rate
from collectrules.nouns.case import Case, faults_of, parse, read_text
from collectrules.portfolio.reporting.tables import Asked, Report, Row, Tally, Unit, Without, made
from collectrules.portfolio.running import Item, Laws

Holder = Literal["collector", "creditor"]
_SPLIT: Final = ("to_principal", "to_interest", "to_fees", "to_costs", "unallocated")
_COLUMNS: Final[Mapping[str, Unit]] = {
    "paid_on": "day", "case": "text", "payment": "text", "entry": "word", "confirmation": "word", "currency": "text",
    "amount": "amount", **dict.fromkeys(_SPLIT, "amount"), "commission": "amount", "payout": "amount",
}  # fmt: skip
_WHOLE: Final = 100  # per cent


def _share(value: object) -> Decimal:
    text = str(value) if type(value) in {int, Decimal} else value
    if not is_rate(text) or not 0 <= Decimal(str(text)) <= _WHOLE:
        expected = 'a percentage from 0 to 100 as text, such as "12.5"'
        raise PydanticCustomError("commission_share", "{expected}", {"expected": expected, "got": shown(value)})
    return Decimal(str(text))


Share = Annotated[Decimal, BeforeValidator(_share)]


class Shares(BaseModel):
    """The agency's share of what is paid of each component, in per cent; each has to be said, and 0 is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    principal: Share
    interest: Share
    fees: Share
    costs: Share


def load_shares(source: str | Path | IO[str] | IO[bytes] | Mapping[str, object]) -> Shares:
    """Read the shares of a contract: a mapping, or a document (JSON or TOML).

    >>> load_shares({"principal": "10", "interest": "50", "fees": "0", "costs": "100"}).interest
    Decimal('50')

    Raises:
        BadInput: every fault at once, each with its path; `commission_share`, no percentage from 0 to 100.

    """
    raw = source if isinstance(source, Mapping) else parse(read_text(source))
    try:
        return Shares.model_validate(raw)
    except ValidationError as error:
        raise BadInput(faults_of(error, Shares)) from None


def commission(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    month: str,
    shares: Shares,
    received_by: Holder = "collector",
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Report:
    """Return what the agency keeps of each payment of a month, and what it pays out to the creditor.

    The rows are those of `held_payments`: what is undone or recorded later gives back or adds its share in the month in
    which it became known. The commission of a row is rounded once, halves away from zero. What no claim needs
    (`unallocated`) is the debtor's: nobody's share is of it, and it is not paid out. Of what the creditor received
    himself (`received_by="creditor"`) the agency pays nothing out; the commission is owed to it (`payout` below zero).

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        month: the month, `YYYY-MM`.
        shares: what the contract of agency and creditor says.
        received_by: who took the payments in.
        readings: how named doubts are to be read.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `month_format`, `unknown_receiver`.

    """
    if received_by not in get_args(Holder):
        near = nearest(received_by, get_args(Holder))
        raise bad_input("unknown_receiver", "received_by", "the collector or the creditor", received_by, near)
    window, tally = days_of(month), Tally()

    def read(question: Question) -> tuple[Case, tuple[Receipt, ...]] | Without:
        found = receipts(
            question.case, question.profile, month=month, received_by=received_by, readings=readings, assume=assume
        )
        return (question.case, found.rows) if found.rows else Without("nothing_received")

    found = tally.of(Asked(portfolio, laws, readings, assume).at(window[1], read))
    rows = [_row(case, one, shares, received_by) for case, taken in found for one in taken]
    return made("commission", _COLUMNS, rows, tally, on=window[1], period=window, terms=_terms(shares, received_by))


def _terms(shares: Shares, received_by: str) -> dict[str, str]:
    return {"received_by": received_by} | {part: f"{format(getattr(shares, part), 'f')}%" for part in COMPONENTS}


def _row(case: Case, one: Receipt, shares: Shares, received_by: str) -> Row:
    kept, sums = _kept(case, one, shares), {word: getattr(one, word) for word in _SPLIT}
    held = sum_of(sums[f"to_{part}"] for part in COMPONENTS) if received_by == "collector" else Decimal(0)
    return {
        "paid_on": one.on, "case": case.id, "payment": one.event, "entry": one.kind, "confirmation": one.status,
        "currency": case.currency, "amount": one.amount, **sums, "commission": kept,
        "payout": sum_of([held, kept.copy_negate()]),
    }  # fmt: skip


def _kept(case: Case, one: Receipt, shares: Shares) -> Decimal:
    """The agency's share of a row: an exact fraction, rounded once."""
    pairs = ((minor_of(getattr(one, f"to_{part}"), case.decimals), getattr(shares, part)) for part in COMPONENTS)
    exact = sum((minor * Fraction(share) / _WHOLE for minor, share in pairs), start=Fraction(0))
    return to_major(half_up(exact.numerator, exact.denominator), case.decimals)
