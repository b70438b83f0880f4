"""One way to go on, tried: settling, a plan, payment in full, the next step; an option, or what rules it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from collectrules.answers import billing
from collectrules.answers.discounts import law_of, share_of
from collectrules.answers.forbidding import FORBIDDEN
from collectrules.answers.plans import InstalmentPlan, PlanNote, instalment_plan
from collectrules.answers.proposals import Cost, Reason
from collectrules.answers.settling import SettlementOffer, settlement_offer
from collectrules.answers.standings import Balance, sums
from collectrules.fold.asking import CARRY
from collectrules.fold.bargains import bargains_of
from collectrules.fold.state import money_of
from collectrules.ground.dates import date_of
from collectrules.ground.errors import BadInput, Fault, NotModelled
from collectrules.ground.money import less, minor_of
from collectrules.ground.records import record
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Assumption, Part

if TYPE_CHECKING:
    from collectrules.answers.hindering import Gate
    from collectrules.answers.refusing import Refused
    from collectrules.answers.weighing import Scales
    from collectrules.fold.asking import Question
    from collectrules.nouns.bargaining import Bounds

Kind = Literal["full", "settle", "plan", "next_step"]
Term = str | int | bool | tuple[str, ...]
_RULED_OUT: Final = frozenset(
    {"plan_too_long", "instalment_too_small", "plan_never_ends", "offer_too_large", "nothing_owed", FORBIDDEN}
)
"""Faults by which the law or the debt rules an agreement out; any other says that the bounds themselves are wrong."""


class Paid(Part):
    """A sum that comes in on a day, in major units."""

    on: Day
    amount: Amount


class Option(Part):
    """One lawful way: what the debtor pays and when, what it is worth to either side; sums in major units.

    `terms` are those of `settlement_offer` (`settle`) or `instalment_plan` (`plan`), which give the same sums for them.
    `nominal` is what the creditor gets: what the debtor pays (`pays`) less what is laid out for a step.
    `value_creditor` is that today, with `chance`; `value_debtor` what the debtor pays less than after the next stage,
    None where none is in sight. `days` run to the last payment. `billable` is what he may be billed for the agreement
    itself; it is in no figure here.
    """

    kind: Kind
    terms: Mapping[str, Term]
    days: int
    payments: tuple[Paid, ...]
    pays: Amount
    nominal: Amount
    chance: str | None = None
    value_creditor: Amount
    value_debtor: Amount | None = None
    waived: Balance | None = None
    touches_principal: bool
    needs: tuple[str, ...]
    billable: tuple[Cost, ...]
    notes: tuple[PlanNote, ...]
    law: tuple[str, ...]


class LeftOut(Part):
    """A way that is not open, with every reason: of the law, which is cited, or of the creditor's own bounds."""

    kind: Kind
    terms: Mapping[str, Term]
    because: tuple[Reason, ...]


@record
class Way:
    """Terms to try, and their place in the bounds."""

    kind: Kind
    terms: Mapping[str, Term]
    place: str


@record
class Tried:
    """What came of a way, and what it takes for granted."""

    found: Option | LeftOut
    taken: tuple[Assumption, ...] = ()


@record
class Scene:
    """What all ways share: the debt, the creditor's bounds and scales, what the law shuts, what comes otherwise."""

    question: Question
    claims: tuple[str, ...]
    bounds: Bounds
    scales: Scales
    gates: Mapping[str, Gate]
    stage: Refused | None

    def minor(self, amount: Decimal) -> int:
        """Return an amount of an answer in minor units."""
        return minor_of(amount, self.question.case.decimals)

    @property
    def total(self) -> int:
        """What is owed on the claims, in minor units."""
        return sum(sums(self.question.state, self.claims).values())


# The ways --------------------------------------------------------------------------------------------------


def full(scene: Scene) -> Tried:
    """Payment of all that is owed, today."""
    state, gate = scene.question.state, scene.gates["full"]
    if gate.because:
        return _out("full", {}, gate.because)
    paid = (Paid.made(on=date_of(scene.question.on), amount=money_of(state, scene.total)),)
    return Tried(_option(scene, "full", {}, paid, touches_principal=False))


def settled(scene: Scene, way: Way) -> Tried:
    """An offer to settle for less.

    Raises:
        BadInput: terms that no offer can have.

    """
    question, gate = scene.question, scene.gates["settle"]
    try:
        offer = settlement_offer(
            question.case, question.profile, on=date_of(question.on), readings=question.chosen,
            assume=CARRY if question.carry else None, **way.terms,  # type: ignore[arg-type]  # checked by the call
        )  # fmt: skip
    except (BadInput, NotModelled) as error:
        return _out("settle", way.terms, (*gate.because, *_refused(error)))
    because = (*gate.because, *_beyond_offer(scene, offer))
    if because:
        return _out("settle", way.terms, because)
    paid = (Paid.made(on=offer.valid_until or offer.on, amount=offer.offer),)
    law = tuple(dict.fromkeys((*law_of(question.state, scene.claims), *gate.law)))
    found = _option(
        scene, "settle", way.terms, paid, waived=offer.waived, touches_principal=offer.touches_principal,
        needs=gate.needs, billable=billing.of_offer(question, offer), law=law,
    )  # fmt: skip
    return Tried(found)


def planned(scene: Scene, way: Way) -> Tried:
    """An instalment plan.

    Raises:
        BadInput: terms that no plan can have.

    """
    question, gate = scene.question, scene.gates["plan"]
    try:
        plan = instalment_plan(
            question.case, question.profile, on=date_of(question.on), readings=question.chosen,
            **way.terms,  # type: ignore[arg-type]  # checked by the call
        )  # fmt: skip
    except (BadInput, NotModelled) as error:
        return _out("plan", way.terms, (*gate.because, *_refused(error)))
    because = (*gate.because, *_beyond_plan(scene, plan))
    if because:
        return _out("plan", way.terms, because)
    paid = tuple(Paid.made(on=item.due, amount=item.amount) for item in plan.instalments)
    law = tuple(dict.fromkeys((*plan.disclosure.law, *gate.law)))
    found = _option(
        scene, "plan", way.terms, paid, touches_principal=False, needs=gate.needs, notes=plan.notes,
        billable=billing.of_plan(question, plan), law=law,
    )  # fmt: skip
    return Tried(found, tuple(taken for taken in plan.assumptions if taken.code == "future_rates"))


def going_on(scene: Scene) -> Tried:
    """The next step instead of an agreement; what it brings in is the debt after it."""
    stage = scene.stage
    if stage is None:
        return _out("next_step", {}, (Reason.made(code="no_step_in_sight", law=()),))
    unknown = [key for cost in stage.advances if cost.amount is None for key in cost.law]
    if unknown:
        return _out("next_step", {}, (Reason.made(code="unknown_advance", fact=stage.step, law=tuple(unknown)),))
    paid = (Paid.made(on=stage.on, amount=stage.total),)
    cited = [*(one.law for one in stage.added), *(cost.law for cost in stage.advances)]
    law = tuple(dict.fromkeys(key for keys in cited for key in keys))
    laid = sum(scene.minor(cost.amount) for cost in stage.advances if cost.amount is not None)
    return Tried(_option(scene, "next_step", {}, paid, laid_out=laid, touches_principal=False, law=law))


def _option(
    scene: Scene, kind: Kind, terms: Mapping[str, Term], paid: tuple[Paid, ...], *, laid_out: int = 0, **more: object
) -> Option:
    """An option with what it is worth to either side; what is laid out is laid out on the day of the first payment."""
    state, stage = scene.question.state, scene.stage
    money = [(one.on.toordinal(), scene.minor(one.amount)) for one in paid]
    pays = sum(amount for _, amount in money)
    worth = scene.scales.worth(kind, money, [(money[0][0], laid_out)])
    otherwise = None if stage is None else less(stage.total, money_of(state, pays))
    values: dict[str, object] = {
        "kind": kind, "terms": terms, "days": money[-1][0] - scene.question.on, "payments": paid,
        "pays": money_of(state, pays), "nominal": money_of(state, pays - laid_out), "chance": scene.scales.chance(kind),
        "value_creditor": money_of(state, worth), "value_debtor": otherwise,
    }  # fmt: skip
    return Option.made(**{"needs": (), "billable": (), "notes": (), "law": ()} | values | more)


# What rules a way out --------------------------------------------------------------------------------------


def _out(kind: Kind, terms: Mapping[str, Term], because: Sequence[Reason]) -> Tried:
    return Tried(LeftOut.made(kind=kind, terms=terms, because=tuple(because)))


def _refused(error: BadInput | NotModelled) -> tuple[Reason, ...]:
    """What the law or the debt has against an agreement; words that are wrong are for him who wrote them.

    What the law has against every agreement of the kind the gate has said already.
    """
    if isinstance(error, BadInput) and not _RULED_OUT.issuperset(fault.code for fault in error.faults):
        raise error
    return tuple(_reason(fault) for fault in error.faults if fault.code != FORBIDDEN)


def _reason(fault: Fault) -> Reason:
    law = () if fault.law is None else tuple(fault.law.split(", "))
    return Reason.made(code=fault.code, needed=fault.nearest, got=fault.got, law=law)


def _beyond_offer(scene: Scene, offer: SettlementOffer) -> Iterator[Reason]:
    """The creditor's bounds that an offer does not keep; one that gives nothing up is payment in full."""
    if offer.saving == 0:
        yield Reason.made(code="nothing_waived", law=())
    state, given = scene.question.state, scene.bounds.least
    least = 0 if given is None else share_of(state, given, scene.total, "least")
    if scene.minor(offer.offer) < max(least, 1):
        yield Reason.made(code="below_least", needed=state.text(max(least, 1)), got=str(offer.offer), law=())
    better = [amount for amount in _open_offers(scene) if amount < scene.minor(offer.offer)]
    if better:
        yield Reason.made(code="better_offer_stands", got=state.text(min(better)), law=())
    if offer.touches_principal and not scene.bounds.touch_principal:
        yield Reason.made(code="principal_touched", got=str(offer.waived.principal), law=())


def _open_offers(scene: Scene) -> Iterator[int]:
    """What the debtor may still settle the claims for, in minor units."""
    accounts = (one for one in scene.question.state.ledger.accounts if one.claim.id in scene.claims)
    for bargain in dict.fromkeys(bargain for account in accounts for bargain in bargains_of(account)):
        if bargain.word(scene.question.on) == "offered" and bargain.amount is not None:
            yield bargain.amount


def _beyond_plan(scene: Scene, plan: InstalmentPlan) -> Iterator[Reason]:
    """The creditor's bounds that a plan does not keep, and what the profile itself has against it today."""
    last, least = scene.bounds.until, scene.bounds.least_instalment
    if last is not None and plan.last > last:
        yield Reason.made(code="plan_after_until", needed=last.isoformat(), got=plan.last.isoformat(), law=())
    small = min((item.amount for item in plan.instalments[:-1] if item.no), default=plan.instalments[-1].amount)
    if least is not None and small < least:
        yield Reason.made(code="below_least_instalment", needed=str(least), got=str(small), law=())
    for note in plan.notes:
        if note.code == "not_open_today" and not scene.gates["plan"].because:
            yield Reason.made(code="not_open", law=note.law)
