"""A case in one row: whose it is, where it stands, what is owed, what came last and what is next; rows gathered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from collectrules.answers.acting import ActOn
from collectrules.answers.outlooks import Outlook
from collectrules.answers.proposals import next_steps_of
from collectrules.answers.standings import Balance, standing_of
from collectrules.answers.timelines import category_of
from collectrules.fold.asking import Question
from collectrules.fold.state import State, living, money_of
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.money import sum_of
from collectrules.ground.records import record
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.portfolio.running import Item, Laws, Refused, Run, answered

LOSS: Final = "loss_certificate"
"""The kind of a claim for which an office has certified that nothing was to be had."""
Status = Literal["open", "paid", "closed"]
Wanted = Literal["open", "closed", "all"]


class Summary(Part):
    """A case on a day in one row; sums in major units of `currency`.

    `debtor` is the key that the host gave for the debtor, never a name. `opened` is the first day of any claim: the day
    it arose, else of its invoice, else its due day; `due` the first due day. `claimed` is the principal of all claims
    less credit notes; `fees` and `costs` are what was charged, of which `owed` holds what the law allows; `paid` is
    what payments reached by component. `last_action` is the last letter, act or agreement. `next_on` is the day on
    which the next step of the workflow is planned. `actionable_since` is the first day of what waits for the creditor.
    `loss_certificate` says that a claim is one on which an office has certified a loss.
    """

    case: str
    references: Mapping[str, str]
    debtor: str | None = None
    debtor_country: str | None = None
    handler: str | None = None
    profile: str
    currency: str
    workflow: str | None = None
    opened: Day
    due: Day
    status: Status
    stage: str
    outlook: Outlook | None = None
    loss_certificate: bool
    claims: int
    claimed: Amount
    fees: Amount
    costs: Amount
    paid: Balance
    owed: Balance
    credit: Amount
    last_action: str | None = None
    last_action_on: Day | None = None
    next_action: str | None = None
    next_on: Day | None = None
    actionable: bool
    actionable_because: tuple[ActOn, ...]
    actionable_since: Day | None = None
    look_again_on: Day | None = None
    unverified: bool
    provisional: bool


def summary_rows(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    debtors: Mapping[str, str] | None = None,
    kept: Filter | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Iterator[Summary | Refused]:
    """Yield a row for each case, one at a time, in the order of the portfolio.

    Args:
        portfolio: the cases.
        laws: one profile, or each by its id.
        on: the day asked about; rows are taken at its end.
        debtors: case id → the host's key of its debtor; it comes back in the row and nothing else is done with it.
        kept: which rows to yield; without it all. What is refused is always yielded.
        readings: how named doubts are to be read, over each case's own choice.
        assume: "carry_forward" answers beyond the last published reference rate.

    Raises:
        BadInput: `on` is no day.

    """
    keys, day = debtors or {}, to_date(on, "on")
    found = answered(
        portfolio, laws, lambda one: summary_of(one, keys.get(one.case.id)), on=day, readings=readings, assume=assume
    )
    return (row for row in found if isinstance(row, Refused) or kept is None or kept.keeps(row))


def summary_of(question: Question, debtor: str | None = None) -> Summary:
    """Read the row of a case from a question that has been folded."""
    state, case, steps, found = question.state, question.case, next_steps_of(question), standing_of(question)
    following = [one for one in steps.proposals if one.recommended]
    last = max(((day, n, kind) for n, (day, kind, _) in enumerate(state.applied) if is_action(kind)), default=None)
    since = [one.since for one in steps.actionable_because if one.since is not None]
    return Summary.made(
        case=case.id, references=dict(case.references), debtor=debtor, debtor_country=_country(case),
        handler=case.handler, profile=question.profile.header.id, currency=case.currency, workflow=state.workflow,
        opened=opened(case), due=min(claim.due for claim in case.claims), status=status_of(state, found.stage),
        stage=found.stage, outlook=found.outlook, loss_certificate=_lost(state), claims=len(case.claims),
        claimed=claimed(state), fees=_charged(state, "fees"), costs=_charged(state, "costs"),
        paid=found.paid, owed=found.owed, credit=found.credit,
        last_action=None if last is None else last[2], last_action_on=None if last is None else date_of(last[0]),
        next_action=following[0].action if following else None, next_on=following[0].on if following else None,
        actionable=steps.actionable, actionable_because=steps.actionable_because,
        actionable_since=min(since, default=None), look_again_on=steps.look_again_on,
        unverified=bool(case.unverified), provisional=found.provisional,
    )  # fmt: skip


def opened(case: Case) -> dt.date:
    """Return the first day of any claim: the day it arose, else of its invoice, else its due day."""
    return min(claim.arose or claim.invoiced or claim.due for claim in case.claims)


def is_action(kind: str) -> bool:
    """Whether a kind of event is a letter, an act or an agreement."""
    return category_of(kind) == "action"


def _country(case: Case) -> str | None:
    """The one country that the claims name for the debtor."""
    found = {claim.debtor_country for claim in case.claims}
    return found.pop() if len(found) == 1 else None


def status_of(state: State, stage: str) -> Status:
    """Return whether a case is open, paid, or closed otherwise."""
    if state.closed is None and living(state):
        return "open"
    return "paid" if stage == "paid" else "closed"


def _lost(state: State) -> bool:
    return any(account.claim.kind == LOSS for account in state.ledger.accounts)


def claimed(state: State) -> Decimal:
    """Return the principal of all claims that have arisen, less what was credited, in major units."""
    arisen = [account for account in state.ledger.accounts if account.arisen(state.on)]
    return money_of(state, sum(account.principal - account.credited for account in arisen))


def _charged(state: State, component: str) -> Decimal:
    return money_of(state, sum(line.amount for line in state.ledger.lines if line.component == component))


# Which rows ------------------------------------------------------------------------------------------------


@record(kw_only=True)
class Filter:
    """Which rows to keep: those that answer to all that is given; with nothing given, all open cases.

    A reference is looked for among all that a case has, whatever they are called. `follow_up` are the first and the
    last day of what is planned next, or waits already; None leaves a side open. A search for words in names or notes is
    the host's.
    """

    cases: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    debtors: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    last_actions: frozenset[str] = frozenset()
    status: Wanted = "open"
    actionable: bool | None = None
    follow_up: tuple[dt.date | None, dt.date | None] = (None, None)

    def keeps(self, row: Summary) -> bool:
        """Whether a row answers to it."""
        return (
            self._status(row)
            and self._named(row)
            and (not self.references or bool(self.references & {*row.references.values()}))
            and self.actionable in {None, row.actionable}
            and self._followed(row)
        )

    def _status(self, row: Summary) -> bool:
        return self.status == "all" or (self.status == "open") == (row.status == "open")

    def _named(self, row: Summary) -> bool:
        pairs = (
            (self.cases, row.case), (self.debtors, row.debtor), (self.countries, row.debtor_country),
            (self.handlers, row.handler), (self.stages, row.stage), (self.last_actions, row.last_action),
        )  # fmt: skip
        return all(not wanted or found in wanted for wanted, found in pairs)

    def _followed(self, row: Summary) -> bool:
        first, last = self.follow_up
        if first is None and last is None:
            return True
        days = [day for day in (row.next_on, row.actionable_since) if day is not None]
        return any((first is None or first <= day) and (last is None or day <= last) for day in days)


class Overview(Run):
    """The rows of a portfolio on a day: `cases` = `rows` + `left_out` by the filter + the refused."""

    answer: Literal["overview"] = "overview"
    left_out: int
    rows: tuple[Summary, ...]


def overview(
    portfolio: Iterable[Item],
    laws: Laws,
    *,
    on: dt.date | str,
    debtors: Mapping[str, str] | None = None,
    kept: Filter | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> Overview:
    """Return the rows of a portfolio in one answer; the arguments are those of `summary_rows`.

    Without `kept` these are the rows of all open cases.
    """
    wanted, rows, wrong, out = kept or Filter(), list[Summary](), list[Refused](), 0
    for row in summary_rows(portfolio, laws, on=on, debtors=debtors, readings=readings, assume=assume):
        if isinstance(row, Refused):
            wrong.append(row)
        elif wanted.keeps(row):
            rows.append(row)
        else:
            out += 1
    number = len(rows) + len(wrong) + out
    return Overview.made(
        on=to_date(on, "on"), cases=number, refused=tuple(wrong), left_out=out, rows=tuple(rows)
    )  # fmt: skip


# Rows gathered ---------------------------------------------------------------------------------------------


class DebtorCase(Part):
    """A case of a debtor: sums in major units of `currency`."""

    case: str
    status: Status
    stage: str
    due: Day
    currency: str
    claimed: Amount
    owed: Amount


class Sums(Part):
    """What several cases come to in one currency, in major units."""

    currency: str
    claimed: Amount
    paid: Amount
    owed: Amount


class DebtorPage(Part):
    """All cases of one debtor, by the host's key; None gathers the cases that were given no key."""

    debtor: str | None = None
    open: int
    closed: int
    cases: tuple[DebtorCase, ...]
    sums: tuple[Sums, ...]


def by_debtor(rows: Iterable[Summary | Refused]) -> tuple[DebtorPage, ...]:
    """Gather rows by debtor, in the order of their keys; what was refused has no debtor and is left out."""
    found: dict[str | None, list[Summary]] = {}
    for row in rows:
        if isinstance(row, Summary):
            found.setdefault(row.debtor, []).append(row)
    return tuple(_page(key, found[key]) for key in sorted(found, key=lambda key: (key is None, key or "")))


def _page(key: str | None, rows: list[Summary]) -> DebtorPage:
    number = sum(row.status == "open" for row in rows)
    cases = tuple(
        DebtorCase.made(
            case=row.case, status=row.status, stage=row.stage, due=row.due, currency=row.currency, claimed=row.claimed,
            owed=row.owed.total,
        )
        for row in rows
    )  # fmt: skip
    currencies = sorted({row.currency for row in rows})
    sums = tuple(_sums(currency, [row for row in rows if row.currency == currency]) for currency in currencies)
    return DebtorPage.made(debtor=key, open=number, closed=len(rows) - number, cases=cases, sums=sums)


def _sums(currency: str, rows: list[Summary]) -> Sums:
    paid = [sum_of([row.paid.total, row.credit]) for row in rows]
    return Sums.made(
        currency=currency, claimed=sum_of(row.claimed for row in rows), paid=sum_of(paid),
        owed=sum_of(row.owed.total for row in rows),
    )  # fmt: skip
