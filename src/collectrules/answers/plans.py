"""An instalment plan: what is due when, what each instalment pays, what it costs, and what the debtor is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from collectrules.answers.forbidding import refuse_forbidden
from collectrules.answers.planlimits import Limits, beyond_policy, check_limits, credit_law, limits_of
from collectrules.answers.schedules import MOST, PACES, Rhythm, Row, Start, Walk, level_for, until
from collectrules.answers.standings import (
    Balance,
    InterestRow,
    LineItem,
    as_balance,
    interest_of,
    lines_of,
    percent,
    standing_of,
    sums,
)
from collectrules.fold.asking import CARRY, Question, ask, envelope, provisional_because
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.handling.money import due_and_open
from collectrules.fold.moments import Moment, region_of
from collectrules.fold.state import State, money_of
from collectrules.ground.dates import add_months, date_of, to_date
from collectrules.ground.errors import bad_input, nearest
from collectrules.ground.money import to_minor
from collectrules.ground.scalars import Amount, Day, Rate
from collectrules.loader import model as m
from collectrules.nouns import answer
from collectrules.nouns.answer import Answer, Assumption, Part, deferred, drawn
from collectrules.nouns.calendars import WorkingDays, working_days
from collectrules.nouns.case import Case

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLAN_AGREED = "plan_agreed"
_MONTHLY: Final = "month"
_CREDITOR: Final = "creditor"
_YEAR = 12  # months within which a plan that names neither sum nor count nor end is to be paid


class PlanItem(Part):
    """One instalment in major units, no. 0 for what is paid down: its parts sum to it, `balance` is owed after it."""

    no: int
    due: Day
    amount: Amount
    interest: Amount
    fees: Amount
    costs: Amount
    principal: Amount
    balance: Amount


class Disclosure(Part):
    """What the debtor is told before he agrees: how long, how much, what it costs, and what happens otherwise.

    `applied_to` is the order in which an instalment pays; `principal_does_not_free` that interest and fees stay owed
    when the principal is paid; `callable_on_default` that the rest falls due at once if an instalment is missed. It is
    false where the law lets the rest of such a debt be called in on conditions alone: `called_in_by` is that law.
    """

    term_days: int
    down_payment: Amount | None = None
    down_on: Day | None = None
    first: Day
    last: Day
    rate: Rate | None = None
    total_interest: Amount
    applied_to: tuple[str, ...]
    principal_does_not_free: bool = True
    callable_on_default: bool = True
    called_in_by: tuple[str, ...] = ()
    law: tuple[str, ...]


class PlanNote(Part):
    """Something to think of before the plan is agreed; it forbids nothing."""

    code: Literal["no_title", "longer_than_a_year", "beyond_policy", "not_open_today", "may_be_credit"]
    law: tuple[str, ...] = ()


class InstalmentPlan(Answer):
    """A plan in major units: `total` is the sum of all instalments, `total_interest` what accrues while it runs.

    It is about the `claims` that are due and open on its day; `owed` and every balance are of those alone.
    `lines` say what `owed` is made of, `interest` how it accrues from the beginning to the last instalment.

    `rate` is the rate of the day, percent per year; None where nothing bears interest, or the plan is free of it.
    `terms` are the words of the question, which give the same plan again.
    """

    answer: Literal["plan"] = "plan"
    owed: Balance
    claims: tuple[str, ...]
    lines: tuple[LineItem, ...] = ()
    interest: tuple[InterestRow, ...] = ()
    instalments: tuple[PlanItem, ...]
    first: Day
    last: Day
    count: int
    rate: Rate | None = None
    interest_free: bool
    total_interest: Amount
    total: Amount
    disclosure: Disclosure
    notes: tuple[PlanNote, ...]
    terms: Mapping[str, object] = Field(default_factory=dict)

    def plot(self, *, language: str | None = None) -> Figure:
        """Draw it with matplotlib, in the first language of its law if none is given.

        Raises:
            BadInput: `extra_missing` without matplotlib; `no_law` of a plan that was read from a document.

        """
        return drawn(self, language)


def instalment_plan(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    instalment: Decimal | str | None = None,
    count: int | None = None,
    until: dt.date | str | None = None,
    down: Decimal | str | None = None,
    down_on: dt.date | str | None = None,
    first: dt.date | str | None = None,
    every: str = _MONTHLY,
    interest_free: bool = False,
    asked_by: Literal["creditor", "debtor"] = _CREDITOR,
    granted_by: Literal["creditor", "court", "office"] = _CREDITOR,
    readings: Mapping[str, str] | None = None,
) -> InstalmentPlan:
    """Return a plan by which what is due now is paid in instalments, as the law allocates them.

    Args:
        case: the facts.
        profile: the law.
        on: the day of the agreement; the debt is taken at its end.
        instalment: the sum of each instalment in major units; the last one takes what is left.
        count: how many instalments there are.
        until: the last day; without any of the three the debt is paid within a year.
        down: what is paid down first, in major units.
        down_on: when it is paid, the day of the agreement if it is not given.
        first: the first due day, after what is paid down; a month after it, or after the agreement, if it is not given.
        every: week, two_weeks, month, quarter, half_year or year.
        interest_free: whether no interest accrues while the plan runs.
        asked_by: a plan that a debtor makes alone keeps to the limits of the creditor's workflow.
        granted_by: who lets the debtor pay in instalments; what an office or a court may grant has limits of its own.
        readings: how named doubts are to be read.

    Rates that are not published yet are taken to stay as they are; an assumption then says so.

    Raises:
        BadInput: `plan_terms` (more than one of instalment, count and until), `plan_count`, `plan_pace`, `plan_day`,
            `down_too_large`, `nothing_owed`; `plan_never_ends` where interest outgrows the instalments, or the last
            would fall due after 2200;
            `agreement_forbidden` where the law lets nobody agree on a plan, with its law;
            `plan_not_granted` where no law lets a court or an office grant instalments now;
            `plan_too_long` and `instalment_too_small` where a limit of the law, or of the creditor, is not kept.
        NotModelled: law, figure or fact that is needed and not known.

    """
    _check_words(asked_by, granted_by, interest_free)
    question = ask(case, profile, on=on, readings=readings, assume=CARRY)
    claims = _claims(question)
    limits = _limits(question, claims, granted_by)
    start = _start(question, claims, limits, (down, down_on), first, every, interest_free=interest_free)
    walk = _walked(start, instalment, count, until)
    check_limits(question, limits, walk, strict=asked_by == "debtor")
    terms = answer.terms(
        instalment=instalment, count=count, until=until, down=down, down_on=down_on, first=first,
        interest_free=interest_free,
        **_unusual(every=(every, _MONTHLY), asked_by=(asked_by, _CREDITOR), granted_by=(granted_by, _CREDITOR)),
    )  # fmt: skip
    return _plan(question, start, walk, limits, terms)


def _unusual(**words: tuple[str, str]) -> dict[str, str]:
    """The words that are not what is meant without them."""
    return {word: given for word, (given, usual) in words.items() if given != usual}


def _check_words(asked_by: object, granted_by: object, interest_free: object) -> None:
    for word, got, known in (
        ("asked_by", asked_by, ("creditor", "debtor")),
        ("granted_by", granted_by, ("creditor", "court", "office")),
    ):
        if got not in known:
            raise bad_input("unknown_word", word, " or ".join(known), str(got), nearest(str(got), known))
    if type(interest_free) is not bool:
        raise bad_input("wrong_type", "interest_free", "True or False", str(interest_free))


def _limits(question: Question, claims: tuple[str, ...], granted_by: str) -> Limits:
    limits = limits_of(question, claims, granted_by)
    if granted_by == "creditor":
        refuse_forbidden(question.state, claims, "plan")
    if granted_by != "creditor" and not limits.rules:
        expected = "a case in which the law lets them grant instalments"
        raise bad_input("plan_not_granted", "granted_by", expected, granted_by, "creditor")
    return limits


# Terms -----------------------------------------------------------------------------------------------------


def _claims(question: Question) -> tuple[str, ...]:
    state = question.state
    found = tuple(account.claim.id for account in due_and_open(state, question.on))
    if not found:
        raise bad_input("nothing_owed", "case", "a debt that is due and of which something is owed")
    return found


def _start(
    question: Question, claims: tuple[str, ...], limits: Limits,
    down: tuple[Decimal | str | None, dt.date | str | None], first: dt.date | str | None, every: str, *,
    interest_free: bool,
) -> Start:  # fmt: skip
    if every not in tuple(PACES):
        raise bad_input("plan_pace", "every", " or ".join(PACES), every, nearest(str(every), PACES))
    paid_down = _down(question, claims, *down)
    begin = question.on if paid_down is None else paid_down[1]
    day = begin if first is None else _first(first, begin, after=paid_down is not None)
    name = next((rule.calendar for rule in limits.rules if rule.calendar is not None), None)
    calendar = None if name is None else _working_days(question, name)
    turned = None if paid_down is None else (paid_down[1], paid_down[0])
    return Start(question, claims, Rhythm(day, every, calendar, ahead=int(first is None)), interest_free, turned)


def _first(given: dt.date | str, begin: int, *, after: bool) -> int:
    """The first due day; `after` what is paid down, so that no two instalments fall due on one day."""
    day, least = to_date(given, "first").toordinal(), date_of(begin + int(after))
    if date_of(day) < least:
        raise bad_input("plan_day", "first", f"a day not before {least}", given, least.isoformat())
    return day


def _working_days(question: Question, name: str) -> WorkingDays:
    return working_days(question.profile, name, region_of(question.case, question.profile.calendar[name]))


def _down(
    question: Question, claims: tuple[str, ...], down: Decimal | str | None, down_on: dt.date | str | None
) -> tuple[int, int] | None:
    """What is paid down, and when."""
    if down is None and down_on is not None:
        raise bad_input("plan_terms", "down", "the sum that is paid down, where its day is given")
    if down is None:
        return None
    amount = to_minor(down, question.case.decimals, "down")
    day = question.on if down_on is None else to_date(down_on, "down_on").toordinal()
    owed = sum(sums(question.state, claims).values())
    if not 0 < amount < owed:
        most = question.state.text(owed)
        raise bad_input("down_too_large", "down", f"more than 0 and less than {most}", down)
    if day < question.on:
        raise bad_input("plan_day", "down_on", f"a day not before {date_of(question.on)}", down_on)
    return amount, day


def _walked(start: Start, instalment: Decimal | str | None, count: int | None, last: dt.date | str | None) -> Walk:
    """The plan, from the one of its three measures that is given."""
    if [instalment, count, last].count(None) < len((instalment, count, last)) - 1:
        raise bad_input("plan_terms", "instalment", "at most one of instalment, count and until")
    if instalment is not None:
        return _by_sum(start, instalment)
    number = _count(start, last) if count is None else count
    if type(number) is not int or not 1 <= number <= MOST:
        raise bad_input("plan_count", "count" if last is None else "until", f"1 to {MOST} instalments", number)
    return start.walk(level_for(start, number), number, rest_last=True)


def _count(start: Start, last: dt.date | str | None) -> int:
    """How many instalments fall due by a day, within a year if none is given."""
    day = add_months(start.question.on, _YEAR) if last is None else to_date(last, "until").toordinal()
    return until(start.rhythm, day)


def _by_sum(start: Start, instalment: Decimal | str) -> Walk:
    level = to_minor(instalment, start.question.case.decimals, "instalment")
    if level <= 0:
        raise bad_input("instalment_too_small", "instalment", "more than 0", instalment)
    owed = start.owed(start.question.state)
    number = owed // level + 1
    while number <= MOST:
        walk = start.walk(level, number, rest_last=False)
        if not walk.rows or walk.rows[-1].balance <= 0:
            return walk
        number = max(number + walk.rows[-1].balance // level + 1, number * 5 // 4)
    walk = start.walk(level, MOST, rest_last=False)
    if walk.rows[-1].balance > 0:
        expected = f"instalments that pay the debt within {MOST}, so more than its interest"
        raise bad_input("plan_never_ends", "instalment", expected, instalment)
    return walk


# The answer ------------------------------------------------------------------------------------------------


def _plan(question: Question, start: Start, walk: Walk, limits: Limits, terms: Mapping[str, object]) -> InstalmentPlan:
    state, owed = question.state, sums(question.state, start.claims)
    total = sum(row.amount for row in walk.rows)
    offset = 0 if start.down is not None else 1
    items = tuple(_item(state, row, place + offset) for place, row in enumerate(walk.rows))
    due = [item for item in items if item.no] or list(items)
    rate = None if start.interest_free else _rate(question, start.claims)
    grown = money_of(state, total - sum(owed.values()))
    values = envelope(question) | {
        "owed": as_balance(state, owed), "claims": start.claims,
        "instalments": items, "first": due[0].due, "last": due[-1].due,
        "count": len([item for item in items if item.no]), "rate": rate, "interest_free": start.interest_free,
        "total_interest": grown, "total": money_of(state, total),
        "notes": tuple(_notes(question, start, limits, walk, bears=grown > 0)),
        "disclosure": _disclosure(question, limits, items, rate, grown), "terms": terms,
    }  # fmt: skip
    values["assumptions"] = (*standing_of(question).assumptions, *_assumed(walk.state))
    later: dict[str, Callable[[], object]] = {
        "lines": lambda: lines_of(state, start.claims),
        "interest": lambda: interest_of(walk.state, start.claims),
        "readings_used": question.readings_used,
    }
    return deferred(InstalmentPlan, values, later)


def _item(state: State, row: Row, number: int) -> PlanItem:
    parts = {part: money_of(state, row.parts[part]) for part in COMPONENTS}
    return PlanItem.made(
        no=number, due=date_of(row.day), amount=money_of(state, row.amount), balance=money_of(state, row.balance),
        **parts,
    )  # fmt: skip


def _rate(question: Question, claims: tuple[str, ...]) -> Decimal | None:
    """The highest rate of the day on any claim of the plan."""
    mine = [account for account in question.state.ledger.accounts if account.claim.id in claims]
    paths = [account.path for account in mine if account.path is not None]
    rates = [segment.rate for path in paths if (segment := path.rate_on(question.on)) is not None]
    known = [rate for rate in rates if rate is not None]
    return percent(max(known)) if known else None


def _disclosure(
    question: Question, limits: Limits, items: tuple[PlanItem, ...], rate: Decimal | None, grown: Decimal
) -> Disclosure:
    due = [item for item in items if item.no] or list(items)
    down = next((item for item in items if not item.no), None)
    return Disclosure.made(
        term_days=(items[-1].due - date_of(question.on)).days, down_payment=None if down is None else down.amount,
        down_on=None if down is None else down.due, first=due[0].due, last=due[-1].due, rate=rate,
        total_interest=grown, applied_to=tuple(part for part in limits.order if any(getattr(i, part) for i in items)),
        callable_on_default=not limits.called_in, called_in_by=limits.called_in, law=limits.law,
    )  # fmt: skip


def _assumed(state: State) -> Iterator[Assumption]:
    """Whether the plan reckons with rates that nobody has published yet."""
    if any(because.code == "rate_carried" for because in provisional_because(state)):
        text = "rates that are not published yet stay as they are"
        yield Assumption.made(path="rates", text=text, code="future_rates")


def _notes(question: Question, start: Start, limits: Limits, walk: Walk, *, bears: bool) -> Iterator[PlanNote]:
    state = question.state
    if not any(account.title for account in state.ledger.accounts):
        yield PlanNote.made(code="no_title")
    if walk.rows[-1].day > add_months(question.on, _YEAR):
        yield PlanNote.made(code="longer_than_a_year")
    if all(rule.granted_by == "creditor" for rule in limits.rules):
        yield from _unwise(question, start.claims)
    credit = credit_law(question, limits, walk) if bears else ()
    if credit:
        yield PlanNote.made(code="may_be_credit", law=credit)
    policy = beyond_policy(question, limits, walk)
    if policy:
        yield PlanNote.made(code="beyond_policy", law=policy)


def _unwise(question: Question, claims: tuple[str, ...]) -> Iterator[PlanNote]:
    """Whether the profile's own act of agreeing on a plan is shut today for a claim of it."""
    state = question.state
    shut = [
        (account.law.acts[PLAN_AGREED], failure)
        for account in state.ledger.accounts
        if account.claim.id in claims and PLAN_AGREED in account.law.acts
        for failure in account.law.acts[PLAN_AGREED].gate.failures(Moment(state, account, question.on))
    ]
    if shut:
        law = (key for act, failure in shut for key in failure.law or act.record.law)
        yield PlanNote.made(code="not_open_today", law=tuple(dict.fromkeys(law)))
