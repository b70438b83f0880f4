"""What is owed on a day, read from the fold: sums, lines, payments; rows, clocks and stages when first opened."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import partial
from typing import Final, Literal

from collectrules.answers.duedays import NotDue, not_due
from collectrules.answers.outlooks import Outlook, outlook_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.clocks import Limit, barred_days
from collectrules.fold.entries import COMPONENTS, Accrual, ClaimPart, Line
from collectrules.fold.ledger import Account
from collectrules.fold.parts import each, size
from collectrules.fold.running import Running, deadlines
from collectrules.fold.state import State, account_stage, money_of
from collectrules.ground.dates import YEAR, date_of
from collectrules.ground.money import half_up, to_text
from collectrules.ground.scalars import Amount, Day, Rate
from collectrules.loader import model as m
from collectrules.loader.vocabulary import TERMINAL
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case
from collectrules.steps.looking import look_again
from collectrules.topics.accrual import MICRO, SCALE, Run


class Balance(Part):
    """Sums by component in major units; `total` is their sum, always."""

    principal: Amount
    interest: Amount
    fees: Amount
    costs: Amount
    total: Amount


LIMITATION: Final = "limitation"
"""The code of what may be refused because limitation has run out for it."""


class Barred(Part):
    """What the law strikes out of a line, and its `open` holds no more: the amount in major units, why, and which law.

    With the code `limitation` it is what may be refused: limitation has run out for so much of what is open. It stays
    in `lawful`, `open` and `owed`, as limitation takes no debt away before it is pleaded.
    """

    amount: Amount
    code: str
    law: tuple[str, ...]


class LineItem(Part):
    """One line of the account in major units; `open` is what is still owed of it by law."""

    kind: Literal[
        "principal", "interest", "reminder_fee", "hand_over_fee", "compensation", "collection_cost", "court_fee",
        "enforcement_cost", "awarded_cost", "interest_on_costs",
    ]  # fmt: skip
    claim: str
    on: Day
    amount: Amount
    lawful: Amount
    open: Amount
    barred: Barred | None = None
    law: tuple[str, ...]


class InterestRow(Part):
    """Interest of a stretch of days, both included: percent per year, base in major units, amount with 4 decimals."""

    claim: str
    from_: Day
    to: Day
    days: int
    rate: Rate
    base: Amount
    amount: Decimal
    law: tuple[str, ...]
    carried_forward: bool = False

    model_config = Part.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Piece(Part):
    """A piece of a payment: the claim and component it reached, in major units."""

    claim: str
    component: Literal["principal", "interest", "fees", "costs"]
    amount: Amount


class PaymentItem(Part):
    """A payment as it was allocated, in major units; the parts sum to the amount."""

    on: Day
    amount: Amount
    received_by: str | None = None
    to_interest: Amount
    to_fees: Amount
    to_costs: Amount
    to_principal: Amount
    unallocated: Amount
    order: tuple[str, ...]
    by_claim: tuple[Piece, ...]
    law: tuple[str, ...]
    status: Literal["confirmed", "reported"] = "confirmed"


class StageItem(Part):
    """Where a claim, or a part of it, stands."""

    claim: str
    part: str | None = None
    amount: Amount
    stage: str
    since: Day
    law: tuple[str, ...]


class Clock(Part):
    """A period that runs; `ends` is the last day in time after the end-of-period rule, `raw_ends` before it.

    `part` tells sums apart that accrued at different times: `earlier`, what the last event that makes a period run anew
    found; where some of that keeps the length a title gave it, `between` is what accrued after the title; `later` runs
    from its own day; `barred` had run out before such an event. `claim_part` is the `part` of a stage where there are
    more.
    """

    kind: str
    claim: str
    component: str | None = None
    started: Day | None = None
    ends: Day | None = None
    raw_ends: Day | None = None
    part: Literal["earlier", "between", "later", "barred"] | None = None
    claim_part: str | None = None
    state: Literal["running", "suspended", "expired"]
    law: tuple[str, ...]
    certainty: str


class Standing(Answer):
    """What is owed at the end of `on`, by law (`owed`) and as booked (`booked`); sums in major units.

    A claim is owed from the day it arose: what of `owed` nobody has to pay yet stands in `not_due`.
    """

    answer: Literal["standing"] = "standing"
    owed: Balance
    booked: Balance
    paid: Balance
    credit: Amount
    lines: tuple[LineItem, ...]
    interest: tuple[InterestRow, ...]
    payments: tuple[PaymentItem, ...]
    daily_interest: Decimal
    not_due: tuple[NotDue, ...] = ()
    stage: str
    stages: tuple[StageItem, ...]
    title: str | None = None
    clocks: tuple[Clock, ...]
    outlook: Outlook | None = None
    look_again_on: Day | None = None


def standing(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    readings: Mapping[str, str] | None = None,
    known_on: dt.date | str | None = None,
    assume: str | None = None,
) -> Standing:
    """Return what is owed at the end of a day, and where each claim stands.

    Args:
        case: the facts.
        profile: the law.
        on: the day asked about; the standing is taken at its end.
        readings: how named doubts are to be read, over the case's own choice.
        known_on: leave out facts recorded after this day.
        assume: "carry_forward" answers beyond the last published reference rate; the figures are provisional.

    Raises:
        BadInput: the case does not fit the profile.
        NotModelled: law, figure or fact that is needed and not known.

    """
    return standing_of(ask(case, profile, on=on, readings=readings, known_on=known_on, assume=assume))


def standing_of(question: Question) -> Standing:
    """Read a standing from a question that has been folded."""
    state = question.state
    owed = _balance(state)
    values: dict[str, object] = envelope(question) | {
        "owed": owed,
        "booked": owed if question.booked is state else _balance(question.booked),
        "paid": _paid(state),
        "credit": money_of(state, state.ledger.credit),
        # Of several titles that of the claim whose id comes first, in whatever order they are listed.
        "title": next((a.title for a in sorted(state.ledger.accounts, key=lambda a: a.claim.id) if a.title), None),
    }
    later: dict[str, Callable[[], object]] = {
        "stage": lambda: _case_stage(state),
        "lines": lambda: _lines(state),
        "interest": lambda: tuple(row for account in state.ledger.accounts for row in _rows(state, account)),
        "payments": lambda: tuple(_payments(state)),
        "daily_interest": lambda: _daily(state),
        "not_due": lambda: tuple(not_due(state)),
        "stages": lambda: tuple(_stages(state)),
        "clocks": lambda: tuple(_clocks(state)),
        "outlook": lambda: outlook_of(state),
        "look_again_on": lambda: look_again(question),
        "readings_used": question.readings_used,
    }
    return deferred(Standing, values, later)


def sums(state: State, claims: Collection[str] | None = None) -> dict[str, int]:
    """Return what is open by component over all claims, or over those named, in minor units."""
    arisen = [
        account
        for account in state.ledger.accounts
        if account.arisen(state.on) and (claims is None or account.claim.id in claims)
    ]
    return {part: sum(state.ledger.open_component(account, part) for account in arisen) for part in COMPONENTS}


def _balance(state: State) -> Balance:
    return as_balance(state, sums(state))


def as_balance(state: State, found: Mapping[str, int]) -> Balance:
    """Return sums by component in major units, with their total."""
    money = partial(money_of, state)
    total = sum(found.values())
    return Balance.made(
        principal=money(found["principal"]), interest=money(found["interest"]), fees=money(found["fees"]),
        costs=money(found["costs"]), total=money(total),
    )  # fmt: skip


def _paid(state: State) -> Balance:
    found = dict.fromkeys(COMPONENTS, 0)
    for payment in state.ledger.payments:
        for _, component, amount in payment.pieces:
            found[component] += amount
    return as_balance(state, found)


def _case_stage(state: State) -> str:
    """The stage of the furthest claim that still lives; else of one that ended, and `paid` only if all are."""
    order = list(state.book.profile.stage)
    found = {account_stage(state, account) for account in state.ledger.accounts}
    left = found - TERMINAL or found - {"paid"} or found
    return max(sorted(left), key=lambda stage: order.index(stage) if stage in order else -1)


def _stages(state: State) -> list[StageItem]:
    money, found = partial(money_of, state), []
    for account in state.ledger.accounts:
        ended, several = account_stage(state, account), len(account.parts) > 1
        for part, view in zip(account.parts, each(account), strict=True):
            stage = ended if ended != account.parts[0].stage else account_stage(state, view) if several else part.stage
            found.append(StageItem.made(
                claim=account.claim.id, part=part.name if several else None,
                amount=money(size(account, part) if account.arisen(state.on) else 0), stage=stage,
                since=date_of(_since(state, view, part, stage)), law=part.law if stage == part.stage else (),
            ))  # fmt: skip
    return found


def _since(state: State, account: Account, part: ClaimPart, stage: str) -> int:
    """The first day of a stage: of one that the claim, or a part of it, ended in, the day on which it ended."""
    if stage == part.stage:
        entered = part.since != account.due or part.stage != state.book.entry
        return part.since if entered else account.known_since
    ends = {
        "barred": state.barring_days(account), "closed": (state.closed, account.kept.get("closed")),
        "paid": (account.last_money,),
    }  # fmt: skip
    return max((day for day in ends.get(stage, ()) if isinstance(day, int)), default=part.since)


# Lines and payments ----------------------------------------------------------------------------------------


def _lines(state: State) -> tuple[LineItem, ...]:
    found = []
    for account in state.ledger.accounts:
        if account.arisen(state.on):
            found.append(_principal_line(state, account))
        interest = _interest_line(state, account)
        found += [interest] if interest is not None else []
        found += [_line(state, account, line) for line in state.ledger.lines if line.claim == account.index]
    return tuple(found)


def _principal_line(state: State, account: Account) -> LineItem:
    amount = account.principal - account.credited
    return LineItem.made(
        kind="principal", claim=account.claim.id, on=account.claim.due, amount=money_of(state, amount),
        lawful=money_of(state, amount), open=money_of(state, account.open_principal),
        barred=_limited(state, account, "principal", account.due, account.open_principal), law=(),
    )  # fmt: skip


def _limited(state: State, account: Account, component: str, on: int, open_: int) -> Barred | None:
    """What limitation has run out for, of what is open: sums of their own day, interest day by day."""
    days, rule = barred_days(state, account, component, on)
    if rule is None or not open_ or not days:
        return None
    if component == "interest":
        amount = state.ledger.interest_of(account, days)
    else:
        amount = open_ if any(on in part for part in days) else 0
    return Barred.made(amount=money_of(state, amount), code=LIMITATION, law=rule.law) if amount else None


def _interest_line(state: State, account: Account) -> LineItem | None:
    if account.interest_rule is None or account.interest_first is None:
        return None
    open_ = state.ledger.interest(account)
    amount = open_ + account.interest_paid + account.interest_waived
    if amount == 0:
        return None
    return LineItem.made(
        kind="interest", claim=account.claim.id, on=date_of(account.interest_first), amount=money_of(state, amount),
        lawful=money_of(state, amount), open=money_of(state, open_),
        barred=_limited(state, account, "interest", account.interest_first, open_), law=account.interest_law,
    )  # fmt: skip


def _line(state: State, account: Account, line: Line) -> LineItem:
    struck, open_ = line.amount - line.lawful, state.ledger.open_of(line)
    barred = _limited(state, account, line.component, line.on, open_)
    if struck:
        barred = Barred.made(amount=money_of(state, struck), code=line.code or "barred", law=line.barred_law)
    return LineItem.made(
        kind=line.kind, claim=account.claim.id, on=date_of(line.on), amount=money_of(state, line.amount),
        lawful=money_of(state, line.lawful), open=money_of(state, open_), barred=barred,
        law=line.law,
    )  # fmt: skip


def _payments(state: State) -> list[PaymentItem]:
    money, found = partial(money_of, state), []
    for payment in state.ledger.payments:
        by = {part: sum(a for _, c, a in payment.pieces if c == part) for part in COMPONENTS}
        pieces = tuple(
            Piece.made(claim=state.ledger.accounts[key].claim.id, component=component, amount=money(amount))
            for key, component, amount in payment.pieces
        )
        found.append(
            PaymentItem.made(
                on=date_of(payment.on), amount=money(payment.amount), received_by=payment.received_by,
                to_interest=money(by["interest"]), to_fees=money(by["fees"]), to_costs=money(by["costs"]),
                to_principal=money(by["principal"]), unallocated=money(payment.rest), order=payment.order,
                by_claim=pieces, law=payment.law, status="confirmed" if payment.confirmed else "reported",
            )
        )  # fmt: skip
    return found


def lines_of(state: State, claims: Collection[str]) -> tuple[LineItem, ...]:
    """Return the lines of some claims at the end of the state's day."""
    return tuple(line for line in _lines(state) if line.claim in claims)


def interest_of(state: State, claims: Collection[str]) -> tuple[InterestRow, ...]:
    """Return every stretch of one rate on some claims up to the end of the state's day."""
    mine = (account for account in state.ledger.accounts if account.claim.id in claims)
    return tuple(row for account in mine for row in _rows(state, account))


# Interest, day by day as rows ------------------------------------------------------------------------------


def _rows(state: State, account: Account) -> list[InterestRow]:
    """The stretches of one rate; where a ceiling is reached, the last one ends on that day and with what was left.

    From the day on which interest runs anew there is no ceiling.
    """
    found: list[InterestRow] = []
    left = _left(state, account, 0) if account.anew_from is None else account.before_anew * SCALE
    for accrual in account.history:
        left = left if account.anew_from is None or accrual.first < account.anew_from else None
        for run in accrual.path.runs(accrual.first, accrual.last):
            if left == 0:
                break
            row, amount = _row(state, account, accrual, run, left)
            found.append(row)
            left = None if left is None else left - amount
    return found


def _left(state: State, account: Account, accrued: int) -> int | None:
    """What a ceiling leaves for interest after what has accrued, exact; None without one."""
    most = state.ledger.most_interest(account)
    return None if most is None else max(most * SCALE - accrued, 0)


def _row(state: State, account: Account, accrual: Accrual, run: Run, left: int | None) -> tuple[InterestRow, int]:
    last, count, rate = run.last, accrual.path.count, run.segment.rate or 0
    amount = accrual.base * rate * (count(last) - count(run.first - 1))
    if left is not None and amount > left:
        last = _reached(accrual, run, left)
        amount = left
    row = InterestRow.made(
        claim=account.claim.id, from_=date_of(run.first), to=date_of(last),
        days=_days(state, account, run.first, last, count(last) - count(run.first - 1)), rate=percent(rate),
        base=money_of(state, accrual.base), amount=four(amount, state.book.decimals), law=run.segment.law,
        carried_forward=run.carried,
    )  # fmt: skip
    return row, amount


def _reached(accrual: Accrual, run: Run, left: int) -> int:
    """The first day of a run by whose end at least `left` has accrued."""
    count, each = accrual.path.count, accrual.base * (run.segment.rate or 0)
    before = count(run.first - 1)
    days = range(run.first, run.last + 1)
    return days[bisect_left(days, left, key=lambda day: each * (count(day) - before))]


def _days(_state: State, account: Account, first: int, last: int, units: int) -> int:
    rule = account.interest_rule
    thirty = rule is not None and rule.day_count == "30e/360"
    return units // (YEAR // 360) if thirty else last - first + 1


def percent(micro: int) -> Decimal:
    """Return a rate of 1/1,000,000 percent as percent per year with at least two decimals."""
    text = to_text(micro, len(str(MICRO)) - 1)
    whole, _, rest = text.partition(".")
    return Decimal(f"{whole}.{rest.rstrip('0').ljust(2, '0')}")


def four(numerator: int, decimals: int) -> Decimal:
    """Return an exact accrual as major units with four decimals, for display."""
    scaled = half_up(numerator * 10**4, SCALE * 10**decimals)
    return Decimal(to_text(scaled, 4))


def _daily(state: State) -> Decimal:
    """What the day after would add, with four decimals; 0 where it is not published yet or a ceiling is reached."""
    total, day = 0, state.on + 1
    for account in state.ledger.accounts:
        if account.stopped is not None and day > account.stopped:
            continue
        added, left = _day_adds(state, account, day), _left(state, account, account.accrued)
        total += added if left is None else min(added, left)
    return four(total, state.book.decimals)


def _day_adds(state: State, account: Account, day: int) -> int:
    total = 0
    for stretch in state.ledger.stretches(account, day):
        segment = stretch.path.rate_on(day)
        if stretch.first <= day and segment is not None and segment.rate is not None:
            total += stretch.base * segment.rate * (stretch.path.count(day) - stretch.path.count(day - 1))
    return total


def _clocks(state: State) -> list[Clock]:
    """Limitation of every part, then the deadlines that letters and acts have set, and the gap between fees."""
    found = [_clock(account, limit) for account in state.ledger.accounts for limit in state.limits(account)]
    for account in state.ledger.accounts:
        found += [_plain_clock(state, account, period) for period in deadlines(state, account)]
    return found


def _plain_clock(state: State, account: Account, period: Running) -> Clock:
    return Clock.made(
        kind=period.kind, claim=account.claim.id, component=None, started=date_of(period.started),
        ends=date_of(period.ends), raw_ends=None, state="expired" if period.ends < state.on else "running",
        law=period.law, certainty=period.certainty,
    )  # fmt: skip


def _clock(account: Account, limit: Limit) -> Clock:
    started, ends, raw_ends = (
        None if day is None else date_of(day) for day in (limit.started, limit.ends, limit.raw_ends)
    )
    return Clock.made(
        kind="limitation", claim=account.claim.id, component=limit.component, started=started, ends=ends,
        raw_ends=raw_ends, part=limit.part, claim_part=limit.claim_part, state=limit.state, law=limit.law,
        certainty=limit.certainty,
    )  # fmt: skip
