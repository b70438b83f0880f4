"""The agreement a paper is about: that it is of the same case, day and claims, and what its event records of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import Balance, as_balance, sums
from collectrules.fold.asking import Question
from collectrules.ground.dates import date_of
from collectrules.ground.errors import BadInput, Fault, bad_input


def terms_of(
    agreement: object, question: Question, claims: tuple[str, ...], part: Decimal | None, pay_by: int | None
) -> dict[str, object]:
    """Return what the event of an agreement records, as a document writes it.

    Args:
        agreement: a plan or an offer, if the paper is about one.
        question: the case on the day of the paper.
        claims: the claims of the paper.
        part: the principal it is about, where that is less than the claims' own; an agreement is about all of it.
        pay_by: the last day to pay that the paper names; an offer has its own.

    Raises:
        BadInput: `agreement_differs`, where it is of another case, law, day or debt or other claims; `wrong_type`.

    """
    if agreement is None:
        return {}
    if not isinstance(agreement, InstalmentPlan | SettlementOffer):
        expected = "an InstalmentPlan or a SettlementOffer"
        raise bad_input("wrong_type", "agreement", expected, type(agreement).__name__)
    mine = {
        "case": question.case.id, "on": date_of(question.on), "profile": question.profile.fingerprint, "claims": claims,
    }  # fmt: skip
    theirs = {
        "case": agreement.case, "on": agreement.on, "profile": agreement.profile.fingerprint,
        "claims": agreement.claims,
    }  # fmt: skip
    _agree(mine, theirs)
    owed = as_balance(question.state, sums(question.state, claims))
    _agree(_debt(owed if part is None else owed.model_copy(update={"principal": part})), _debt(agreement.owed))
    until = agreement.valid_until if isinstance(agreement, SettlementOffer) else None
    if until is not None and pay_by is not None:
        _agree({"valid_until": date_of(pay_by)}, {"valid_until": until})
    return _plan(agreement) if isinstance(agreement, InstalmentPlan) else _offer(agreement)


def _agree(mine: Mapping[str, object], theirs: Mapping[str, object]) -> None:
    faults = [
        Fault(code="agreement_differs", path=f"agreement.{name}", expected=str(mine[name]), got=str(theirs[name]))
        for name in mine
        if mine[name] != theirs[name]
    ]
    if faults:
        raise BadInput(faults)


def _debt(owed: Balance) -> dict[str, object]:
    """What is owed by component: money that came in, or another case under the same name, makes it another."""
    return {f"owed.{name}": value for name, value in owed.model_dump().items()}


def _plan(plan: InstalmentPlan) -> dict[str, object]:
    rows = [{"due": one.due.isoformat(), "amount": f"{one.amount:f}"} for one in plan.instalments]
    return {"instalments": rows, "interest_free": plan.interest_free}


def _offer(offer: SettlementOffer) -> dict[str, object]:
    until: dict[str, object] = {} if offer.valid_until is None else {"until": offer.valid_until.isoformat()}
    return {"amount": f"{offer.offer:f}", **until}
