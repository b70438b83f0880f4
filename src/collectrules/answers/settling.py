"""A settlement offer: what is owed, what would be taken instead, what it becomes if the debtor does not take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from pydantic import Field

from collectrules.answers.discounts import TOTAL, Discount, Share, Terms, claims_of, discount_of, law_of, policy_of
from collectrules.answers.forbidding import refuse_forbidden
from collectrules.answers.paydays import Payday, paydays
from collectrules.answers.refusing import Refused, if_refused
from collectrules.answers.standings import Balance, InterestRow, LineItem, as_balance, interest_of, lines_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.state import money_of
from collectrules.ground.dates import to_date
from collectrules.ground.errors import bad_input
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.nouns import answer
from collectrules.nouns.answer import Answer, deferred
from collectrules.nouns.case import Case


class SettlementOffer(Answer):
    """An offer to take less, in major units: `offer` + `saving` = `owed.total`, and `waived` sums to the saving.

    It is about the `claims` that are due and open on its day (all, where none is due yet), and every sum is of those;
    `lines` and `interest` say what `owed` is made of, as in a standing.

    `touches_principal` says that the creditor gives up a part of the claim itself. `paydays` are days on which such a
    debtor is likely to have money; they are a hint, no law. `law` is what the order of giving up rests on, `terms`
    the words of the question, which give the same offer again.
    """

    answer: Literal["settle"] = "settle"
    owed: Balance
    claims: tuple[str, ...]
    lines: tuple[LineItem, ...] = ()
    interest: tuple[InterestRow, ...] = ()
    offer: Amount
    saving: Amount
    waived: Balance
    base: str
    order: tuple[str, ...]
    touches_principal: bool
    valid_until: Day | None = None
    if_refused: Refused | None = None
    paydays: tuple[Payday, ...] = ()
    law: tuple[str, ...] = ()
    terms: Mapping[str, object] = Field(default_factory=dict)


def settlement_offer(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    discount: Share | None = None,
    pay: Share | None = None,
    waive: Sequence[str] = (),
    base: str = TOTAL,
    order: Sequence[str] = (),
    valid_until: dt.date | str | None = None,
    readings: Mapping[str, str] | None = None,
    assume: str | None = None,
) -> SettlementOffer:
    """Return an offer to settle a debt for less, and what becomes of the debt otherwise.

    Args:
        case: the facts.
        profile: the law.
        on: the day of the offer; the debt is taken at its end.
        discount: what is waived: a percentage of the base as text, such as "20%", or an amount in major units.
        pay: what remains to be paid of the base, in the same words.
        waive: components that are waived whole: principal, interest, fees, costs.
        base: what a percentage is of: total, or one component; what is waived for it, the order says.
        order: which component is waived first; the workflow's or the profile's own order if it is not given.
        valid_until: the last day on which the offer stands.
        readings: how named doubts are to be read.
        assume: "carry_forward" to answer beyond the last published reference rate.

    Without `discount`, `pay` and `waive` the offer of the case's workflow is made.

    Raises:
        BadInput: terms that do not fit one another or the debt (`offer_terms`, `offer_share`, `offer_too_large` and
            others that begin so, `nothing_owed`); `offer_over`, `valid_until` before `on`; `agreement_forbidden`, the
            law lets nobody agree on less, with its law.
        NotModelled: law, figure or fact that is needed and not known.

    """
    for word, parts in (("waive", waive), ("order", order)):
        _check_list(word, parts)
    question = ask(case, profile, on=on, readings=readings, assume=assume)
    terms, last = _terms(question, Terms(discount, pay, tuple(waive), base, tuple(order)))
    refuse_forbidden(question.state, claims_of(question.state), "settlement")
    found = discount_of(question.state, terms)
    until = _until(question, valid_until, last)
    asked = answer.terms(
        discount=discount, pay=pay, waive=waive, base=None if base == TOTAL else base, order=order,
        valid_until=valid_until, assume=assume,
    )  # fmt: skip
    return _offer(question, terms, found, until, asked)


def _check_list(word: str, parts: object) -> None:
    if not isinstance(parts, list | tuple):
        raise bad_input("wrong_type", word, "a list of components", str(parts))


def _terms(question: Question, asked: Terms) -> tuple[Terms, int | None]:
    """The terms of the call; those of the workflow where it names none."""
    if asked.discount is not None or asked.pay is not None or asked.waive:
        return asked, None
    policy = policy_of(question.state)
    return (asked, None) if policy is None else policy


def _until(question: Question, given: dt.date | str | None, days: int | None) -> dt.date | None:
    first = to_date(dt.date.fromordinal(question.on), "on")
    if given is None:
        return None if days is None else first + dt.timedelta(days=days)
    last = to_date(given, "valid_until")
    if last < first:
        raise bad_input("offer_over", "valid_until", f"a day not before {first}", given, first.isoformat())
    return last


def _offer(
    question: Question, terms: Terms, found: Discount, until: dt.date | None, asked: Mapping[str, object]
) -> SettlementOffer:
    state = question.state
    waived = {part: money_of(state, found.waived[part]) for part in COMPONENTS}
    saving = money_of(state, sum(found.owed.values()) - found.offer)
    values = envelope(question) | {
        "owed": as_balance(state, found.owed), "claims": found.claims,
        "offer": money_of(state, found.offer), "saving": saving, "waived": Balance.made(**waived, total=saving),
        "base": terms.base, "order": found.order,
        "touches_principal": found.waived["principal"] > 0, "valid_until": until,
        "law": law_of(state, found.claims), "terms": asked,
    }  # fmt: skip
    later: dict[str, Callable[[], object]] = {
        "lines": lambda: lines_of(state, found.claims),
        "interest": lambda: interest_of(state, found.claims),
        "if_refused": lambda: if_refused(question, found.claims),
        "paydays": lambda: tuple(paydays(state)),
        "readings_used": question.readings_used,
    }
    return deferred(SettlementOffer, values, later)
