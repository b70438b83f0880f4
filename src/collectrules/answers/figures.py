"""Answers without a case: interest on a sum, any tariff at any value, what of an income can be attached."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from collectrules.answers.standings import InterestRow, Standing, standing_of
from collectrules.fold.ageing import of_record
from collectrules.fold.asking import NEVER, UNCHECKED, ask, long_unchecked
from collectrules.fold.entries import Arrears, Occurrence
from collectrules.fold.judging import amount_of
from collectrules.fold.ledger import Account, Ledger
from collectrules.fold.moments import Moment, bounded
from collectrules.fold.rulebook import Rulebook, evaluate, rulebook
from collectrules.fold.state import State
from collectrules.fold.turning import readings_behind
from collectrules.ground import money
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import CollectRulesError, Fault, NotModelled, bad_input, nearest, of_type
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.loader.holiday_sets import lives
from collectrules.loader.load import A_PROFILE
from collectrules.loader.readings import readings_of
from collectrules.nouns.answer import Assumption, Part, ReadingUsed
from collectrules.nouns.case import Case, load_case
from collectrules.nouns.dated import least_certain
from collectrules.topics.incomes import attachments
from collectrules.topics.tariffs import Part as Step
from collectrules.topics.tariffs import Working, needed


class InterestAnswer(Part):
    """Interest on a sum: the amount in major units, its rows, the first day that bears interest.

    `assumptions` are the rates that are taken to stand as they did when they were last checked, long before.
    """

    answer: Literal["interest"] = "interest"
    amount: Amount
    due: Day
    until: Day
    first_day: Day | None = None
    days: int
    interest: Amount
    rows: tuple[InterestRow, ...]
    provisional: bool
    law: tuple[str, ...]
    assumptions: tuple[Assumption, ...] = ()


class TariffPart(Part):
    """One step of a working; amount in major units (or a bare number for factors and counts)."""

    code: str
    amount: Decimal
    values: Mapping[str, str]


class TariffAnswer(Part):
    """A tariff at a value: the version used, the amount, how it was worked out, law and certainty.

    Of protected income `value` is the income, `amount` what of it can be attached, `dependants` how many persons the
    debtor was said to support.
    A sum that a court fixes within bounds has no `amount` but `amount_min` and `amount_max`. `readings_used` are the
    doubts on which it hangs, or that were chosen; what hangs on one that was not is no more certain than `unclear`.
    `assumptions` are what was taken for granted because the call does not say it; `path` is then an argument of it.
    """

    answer: Literal["tariff"] = "tariff"
    name: str
    version_from: Day
    value: Amount | None = None
    dependants: int | None = None
    amount: Decimal | None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    parts: tuple[TariffPart, ...]
    law: tuple[str, ...]
    certainty: str
    readings_used: tuple[ReadingUsed, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


def interest(
    profile: m.Profile,
    amount: Decimal | str | int,
    *,
    due: dt.date | str,
    until: dt.date | str,
    debtor: str = "consumer",
    creditor: str = "business",
    due_agreed: bool = True,
    demanded: dt.date | str | None = None,
    arose: dt.date | str | None = None,
    received: dt.date | str | None = None,
    region: str | None = None,
    kind: str = "goods_or_services",
    agreed_rate: Decimal | str | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> InterestAnswer:
    """Return statutory interest on a sum of major units from its due day to `until`, both parties' kinds given.

    `arose` is the day the debt arose and `received` the day the invoice arrived, where the law asks for them; `region`
    is the part of the country whose holidays count.

    Raises:
        BadInput: an argument does not fit.
        NotModelled: a day before the law that is modelled, or (with `due_agreed=False`) no day of demand.
        NotYetPublished: `until` lies beyond the last published reference rate.

    Examples:
        >>> from collectrules import load_profile
        >>> str(interest(load_profile("DK"), "10000.00", due="2026-01-31", until="2026-04-11").interest)
        '186.99'

    """
    claim = {"id": "1", "kind": kind, "amount": amount, "due": due, "due_agreed": due_agreed, "demanded": demanded,
             "arose": arose, "received": received, "agreed_rate": agreed_rate}  # fmt: skip
    of_type(profile, m.Profile, "profile", A_PROFILE)
    with _own_words():
        case = _case_of(profile, claim, debtor, creditor, region)
        found = standing_of(ask(case, profile, on=until, readings=readings, assume=assume))
        return _interest_answer(case, found)


@contextmanager
def _own_words() -> Iterator[None]:
    """Name what is wrong by the words of the call: who calls gave neither claims nor parties of a case."""
    try:
        yield
    except CollectRulesError as error:
        raise type(error)([replace(fault, path=_own_word(fault.path)) for fault in error.faults]) from None


def _own_word(path: str) -> str:
    claim = re.sub(r"^claims\[[^\]]*\]\.", "", path)
    claim = {"claim_arose": "arose"}.get(claim, claim)
    return claim.removesuffix(".kind") if claim in {"debtor.kind", "creditor.kind"} else claim


def _case_of(
    profile: m.Profile, claim: Mapping[str, object], debtor: str, creditor: str, region: str | None = None
) -> Case:
    told = {} if region is None else {"region": region}
    return load_case(
        {"id": "interest", "currency": profile.header.currency, "creditor": {"kind": creditor}, **told,
         "debtor": {"kind": debtor}, "claims": [{k: v for k, v in claim.items() if v is not None}]}
    )  # fmt: skip


def _interest_answer(case: Case, found: Standing) -> InterestAnswer:
    rows = found.interest
    return InterestAnswer.made(
        amount=case.claims[0].amount, due=case.claims[0].due, until=found.on,
        first_day=rows[0].from_ if rows else None, days=sum(row.days for row in rows), interest=found.owed.interest,
        rows=rows, provisional=found.provisional, law=tuple(dict.fromkeys(key for row in rows for key in row.law)),
        assumptions=tuple(one for one in found.assumptions if one.code in {NEVER, UNCHECKED}),
    )  # fmt: skip


def tariff(
    profile: m.Profile,
    name: str,
    *,
    value: Decimal | str | int | None = None,
    on: dt.date | str,
    arose: dt.date | str | None = None,
    due: dt.date | str | None = None,
    contract: dt.date | str | None = None,
    mandate: dt.date | str | None = None,
    creditor_recovers_vat: bool | None = None,
    debtor: str = "consumer",
    dependants: int | None = None,
    readings: Mapping[str, str] | None = None,
) -> TariffAnswer:
    """Return any fee (`fee.…`), dated value (`value.…`) or attachable income (`protected.…`) of a profile.

    Args:
        profile: the law.
        name: a record, such as "fee.payment_order", "value.table_a" or "protected.wage_month".
        value: what the fee is charged on, in major units; where a share of it is what the tariff is taken of, or
            no more than a sum, `parts` says so. Of protected income it is the net income of the period.
        on: the day of the act.
        arose: the day the claim arose, if that chooses the version.
        due: the day it fell due, if that chooses the version.
        contract: the day of the contract, if that chooses the version.
        mandate: the day the claim was handed over, if that chooses the version.
        creditor_recovers_vat: whether VAT is deductible; unknown adds none.
        debtor: the debtor's kind.
        dependants: how many persons the debtor supports, where income is protected by it; nothing else asks for it.
        readings: options chosen for named doubts.

    Raises:
        BadInput: `unknown_tariff`; `wrong_type` or `amount_not_positive`, a number or value that cannot be.
        NotModelled: no version on that day, an unknown figure, or a day, value or number that is needed and not given.

    Examples:
        >>> from collectrules import load_profile
        >>> str(tariff(load_profile("DK"), "fee.payment_order", value="80000.00", on="2024-01-15").amount)
        '750.00'
        >>> wage = tariff(load_profile("DE"), "protected.wage_month", value="3100.00", dependants=1, on="2026-07-31")
        >>> str(wage.amount), {part.code: str(part.amount) for part in wage.parts}
        ('457.59', {'free': '2184.82', 'counted': '3100.00', 'percent': '457.59'})

    """
    of_type(profile, m.Profile, "profile", A_PROFILE)
    of_type(name, str, "name", "the name of a fee or value, such as fee.reminder")
    if creditor_recovers_vat is not None and type(creditor_recovers_vat) is not bool:
        raise bad_input("wrong_type", "creditor_recovers_vat", "true or false", creditor_recovers_vat)
    asked = _Asked(
        profile, name, value, on, (arose, due, contract), mandate, creditor_recovers_vat, debtor, _persons(dependants)
    )
    found, chosen = _answered(asked, readings), dict(readings or {})
    used = tuple(
        ReadingUsed.made(reading=reading, value=option, sensitive=sensitive)
        for reading, option in rulebook(profile, readings).options.items()
        if (sensitive := reading in _behind(profile, name) and _hangs(asked, chosen, reading, found))
        or reading in chosen
    )
    doubt = any(one.sensitive and one.reading not in chosen for one in used)
    certainty = least_certain(found.certainty, "unclear") if doubt else found.certainty
    return found.model_copy(update={"readings_used": used, "certainty": certainty})


def _persons(given: object) -> int | None:
    """How many persons a debtor supports: a whole number, or not said."""
    if given is not None and (type(given) is not int or given < 0):
        raise bad_input("wrong_type", "dependants", "how many persons the debtor supports, a number from 0 on", given)
    return given


class _Asked(NamedTuple):
    """What a call asks of a tariff: record, value, days (arose, due, contract), mandate, parties, dependants."""

    profile: m.Profile
    name: str
    value: Decimal | str | int | None
    on: dt.date | str
    days: tuple[object, object, object]
    mandate: object
    recovers: bool | None
    debtor: str
    dependants: int | None


def _behind(profile: m.Profile, name: str) -> set[str]:
    """The readings on which a fee or value may hang."""
    kind, _, record = name.partition(".")
    head: m.Rule = getattr(profile, kind)[record]
    return readings_behind(head, profile) if isinstance(head, m.Fee) else set(readings_of(head))


def _hangs(asked: _Asked, chosen: Mapping[str, str], reading: str, found: TariffAnswer) -> bool:
    """Whether another option of a reading would make it another sum."""
    for option in asked.profile.reading[reading].options:
        try:
            other = _answered(asked, {**chosen, reading: option})
        except NotModelled:
            return True
        if (other.amount, other.amount_min, other.amount_max) != (found.amount, found.amount_min, found.amount_max):
            return True
    return False


def _answered(asked: _Asked, readings: Mapping[str, str] | None) -> TariffAnswer:
    """The tariff as some readings have it."""
    book = rulebook(asked.profile, readings)
    with _own_words():
        moment = _bare_moment(book, asked.on, asked.days, recovers=asked.recovers, debtor=asked.debtor)
        _mandated(moment, asked.mandate)
    sum_ = None if asked.value is None else Fraction(_value_of(asked.value, book))
    with _own_words():
        try:
            found, working = _worked(book, asked, moment, sum_)
        except NotModelled as error:
            if not any(fault.path == _FRAME for fault in error.faults):
                raise
            (low, working), (high, _) = (_worked(book, asked, moment, sum_, edge) for edge in (0, 1))
            working.parts.clear()  # those of one bound
            least, most = (_in_major(book, asked.name, bound) for bound in (low, high))
            return _tariff_answer(moment.state, asked, sum_, None, working, frame=(least, most))
    return _tariff_answer(moment.state, asked, sum_, _in_major(book, asked.name, found), working)


_FRAME: Final = "amount.between"
"""Where a figure is missed that somebody fixes within bounds."""


def _worked(
    book: Rulebook, asked: _Asked, moment: Moment, value: Fraction | None, edge: int | None = None
) -> tuple[Fraction, Working]:
    """Work a record out in the units of its sum; `edge` chooses a bound of a frame."""
    kind, _, record = asked.name.partition(".")
    if kind == "value" and record in book.profile.value:
        return _value_at(book, record, moment, value, Working(edge=edge))
    if kind == "fee" and record in book.profile.fee:
        return _fee_working(book, record, moment, value, edge)
    if kind == "protected" and record in book.profile.protected:
        return _attached(book, record, moment, value, asked.dependants)
    known = [f"{kind}.{key}" for kind in ("value", "fee", "protected") for key in getattr(book.profile, kind)]
    expected = "a fee, a value or protected income of the profile"
    raise bad_input("unknown_tariff", "name", expected, asked.name, nearest(asked.name, known))


def _in_major(book: Rulebook, name: str, found: Fraction) -> Decimal:
    """A sum in major units, rounded to the unit; a rate or number as it is."""
    kind, _, record = name.partition(".")
    money_ = kind != "value" or book.profile.value[record].unit in {None, "currency"}
    decimals = book.decimals if money_ else 0
    return _major(Fraction(money.rounded(found)) if decimals else found, decimals)


def _value_of(given: Decimal | str | int, book: Rulebook) -> int:
    """The value of a call in minor units."""
    value = money.to_minor(given, book.decimals, "value")
    if value < 0:
        raise bad_input("amount_not_positive", "value", "a value from 0 on", given)
    return value


def _value_at(
    book: Rulebook, name: str, moment: Moment, value: Fraction | None, working: Working
) -> tuple[Fraction, Working]:
    record, versions = book.value(name)
    found = evaluate(versions, moment.key_day(record.keyed_by or "act"), value, book.named(moment), working)
    working.laws = list(dict.fromkeys((*working.laws, *record.law)))
    return found, working


def _fee_working(
    book: Rulebook, name: str, moment: Moment, value: Fraction | None, edge: int | None
) -> tuple[Fraction, Working]:
    record = book.profile.fee[name]
    if not lives(record, moment.day):
        got = date_of(moment.day).isoformat()
        raise NotModelled(
            Fault(code="not_modelled", path=f"fee.{name}", expected="a day in the life of the fee", got=got)
        )
    base = book.profile.base.get(record.of or "")
    of = value if value is None or base is None else Fraction(bounded(base, int(value), moment))
    amount, working = amount_of(book.fees[name].cautious, moment, value=of, edge=edge, of_case=False)
    if of is not None and of != value:
        working.parts.insert(0, Step("base", of))
    return Fraction(amount), working


def _attached(
    book: Rulebook, name: str, moment: Moment, income: Fraction | None, dependants: int | None
) -> tuple[Fraction, Working]:
    """What of an income can be attached under the version of the day."""
    record, working = book.profile.protected[name], Working()
    found, version = attachments(record, book.scale).at(moment.key_day(record.keyed_by))
    income = needed(income)
    if dependants is None:
        expected = "how many persons the debtor supports"
        raise NotModelled(Fault(code="missing_value", path="dependants", expected=expected))
    working.laws, working.certainty = list(dict.fromkeys((*version.law, *record.law))), version.certainty
    working.version_from = version.start
    return found.of(income, dependants, working), working


def _bare_moment(
    book: Rulebook, on: object, days: tuple[object, object, object], *, recovers: bool | None, debtor: str
) -> Moment:
    """A moment with nothing but days (arose, due, contract): enough to choose versions and to apply a formula."""
    arose, due, contract = days
    day = to_date(on, "on")
    document = {"id": "1", "kind": "goods_or_services", "amount": "1", "due": day, "arose": arose, "contract": contract}
    given = None if due is None else to_date(due, "due")
    case = _case_of(book.profile, document | ({"due": given} if given else {}), debtor, "business")
    case = case.model_copy(update={"creditor": case.creditor.model_copy(update={"recovers_vat": recovers})})
    # A due day that was not given must be missed by a tariff that asks for it, not stand in for another.
    claim = case.claims[0].model_copy(update={"due": given})
    ledger = Ledger(strike=True, carry=False)
    account = Account(0, case.claims[0], 100, Arrears("1"), book.entry)
    account.claim = claim
    ledger.accounts.append(account)
    state = State(case=case, book=book, ledger=ledger, on=day.toordinal(), debtor_kind=debtor)
    moment = Moment(state, account, day.toordinal())
    account.law = book.law_of(moment)
    return moment


def _mandated(moment: Moment, mandate: object) -> None:
    """Let the claim of a bare moment be handed over on a day, where one is given: no later than the act itself."""
    if mandate is not None:
        day = to_date(mandate, "mandate").toordinal()
        if day > moment.day:
            until = date_of(moment.day).isoformat()
            raise bad_input("mandate_after_act", "mandate", f"a day up to {until}, when it was done", mandate)
        moment.account.latest["handed_over"] = Occurrence("handed_over", day, "", day)


def _tariff_answer(
    state: State, asked: _Asked, value: Fraction | None, amount: Decimal | None, working: Working,
    *, frame: tuple[Decimal | None, Decimal | None] = (None, None),
) -> TariffAnswer:  # fmt: skip
    if working.version_from is None:
        raise NotModelled(Fault(code="no_version", path=asked.name, expected="a version of the day"))
    book = state.book
    parts = tuple(
        TariffPart.made(code=part.code, amount=_major(part.amount, book.decimals), values=part.values)
        for part in working.parts
    )
    return TariffAnswer.made(
        name=asked.name, version_from=date_of(working.version_from),
        value=None if value is None else _major(value, book.decimals),
        dependants=asked.dependants if asked.name.startswith("protected.") else None,
        amount=amount, amount_min=frame[0], amount_max=frame[1], parts=parts,
        law=tuple(working.laws), certainty=working.certainty,
        assumptions=(*_assumed(state), *_long_unchecked(state, asked.name)),
    )  # fmt: skip


def _assumed(state: State) -> Iterator[Assumption]:
    """What was taken for granted because the call does not say it."""
    for path, taken in state.assumptions.items():
        yield Assumption.made(
            path=_ARGUMENTS.get(path, path), text=taken.text, code=taken.code, values=taken.values, law=taken.law
        )


def _long_unchecked(state: State, name: str) -> Iterator[Assumption]:
    """What was taken to stand as it did when it was last checked, long before."""
    kind, _, record = name.partition(".")
    moment = Moment(state, state.ledger.accounts[0], state.on)
    yield from map(long_unchecked, of_record(kind, getattr(state.book.profile, kind)[record], moment))


_ARGUMENTS: Final = {"creditor.recovers_vat": "creditor_recovers_vat"}
"""A place in a case document → the argument of `tariff` that stands for it."""


def _major(amount: Fraction, decimals: int) -> Decimal:
    """Minor units as a decimal in major units; a part keeps what the rounding has not yet cut, to six decimals."""
    if amount.denominator == 1:
        return Decimal(money.to_text(amount.numerator, decimals))
    exact = money.half_up(amount.numerator * 10**4, amount.denominator)
    return Decimal(money.to_text(exact, decimals + 4))
