"""Each statement that a law may ask for, filled from the matter: typed items, or the place where something lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import LineItem
from collectrules.fold.moments import Moment
from collectrules.fold.windows import deadline_of
from collectrules.ground.dates import date_of
from collectrules.ground.money import sum_of
from collectrules.ground.scalars import Amount, Day, Rate
from collectrules.loader import model as m
from collectrules.notices.matters import Matter
from collectrules.notices.parting import COSTS
from collectrules.notices.parting import INTEREST as INTEREST_OF_PART
from collectrules.notices.running import Running
from collectrules.nouns.answer import Part
from collectrules.nouns.enclosures import Addressee, Particulars
from collectrules.topics.deadlines import span

PRINCIPAL: Final = "principal"
_LATER: Final = (".received", ".served")
INTEREST: Final = frozenset({"interest", "interest_on_costs"})


class Item(Part):
    """One thing that a statement says, as typed values; `kind` names a line of the account; sums in major units.

    Interest that runs on may follow a published rate: it is then `margin` points above the series `reference`, and
    `rate` is what that comes to on the day, if that is published.
    """

    claim: str | None = None
    kind: str | None = None
    text: str | None = None
    on: Day | None = None
    until: Day | None = None
    days: int | None = None
    rate: Rate | None = None
    margin: Rate | None = None
    reference: str | None = None
    base: Amount | None = None
    amount: Decimal | None = None
    law: tuple[str, ...] = ()


class Found(NamedTuple):
    """What a statement says, and the places where something lacks; it is made only if nothing does.

    `code` is why the engine cannot say it, where that is more than that nobody has told it.
    """

    items: tuple[Item, ...] = ()
    lacks: tuple[str, ...] = ()
    code: str | None = None


Filler = Callable[[Matter], Found]


def _person(place: str, given: Callable[[Matter], Addressee | None]) -> Filler:
    """Who somebody is: a name and an address."""

    def fill(matter: Matter) -> Found:
        one = given(matter)
        if one is None:
            return Found(lacks=(f"parties.{place}",))
        if not one.address:
            return Found(lacks=(f"parties.{place}.address",))
        return Found((Item(text="\n".join((one.name, *one.address))),))

    return fill


def _sender(matter: Matter) -> Found:
    """Who writes; once a claim was handed over it is not the creditor unless he is named as the sender."""
    if matter.enclosed.parties.sender is None and any("handed_over" in one.latest for one in matter.accounts):
        return Found(lacks=("parties.sender",))
    return _person("sender", lambda one: one.sender)(matter)


def _of_claims(word: str, value: Callable[[Matter, Particulars, str], object]) -> Filler:
    """A text or a day of each claim."""

    def fill(matter: Matter) -> Found:
        items, lacks = [], []
        for account, said in matter.about():
            found = value(matter, said, account.claim.id)
            if found is None:
                lacks.append(f"particulars.{account.claim.id}.{word}")
            elif isinstance(found, dt.date):
                items.append(Item(claim=account.claim.id, on=found))
            else:
                items.append(Item(claim=account.claim.id, text=str(found)))
        return Found(tuple(items), tuple(lacks))

    return fill


def _claim_field(name: str) -> Callable[[Matter, Particulars, str], object]:
    """A field of the claim itself, else of what is said of it."""

    def value(matter: Matter, said: Particulars, claim: str) -> object:
        own = next(one.claim for one in matter.accounts if one.claim.id == claim)
        known = getattr(own, {"contract_date": "contract"}.get(name, name), None)
        return known if known is not None else getattr(said, name, None)

    return value


def _due_day(matter: Matter) -> Found:
    return Found(tuple(Item(claim=one.claim.id, on=one.claim.due) for one in matter.accounts))


def _line(line: LineItem) -> Item:
    return Item(claim=line.claim, kind=line.kind, on=line.on, amount=line.open, law=line.law)


def _interest(matter: Matter) -> Found:
    """Each stretch of days with its rate and what it is on, and what runs on; nothing where none is claimed."""
    if matter.split.interest:
        return Found(lacks=("wording.interest_rate_and_period",), code=INTEREST_OF_PART)
    return Found((*(_rows(matter) if matter.asks != "rate" else ()), *map(_run, matter.running)))


def _interest_base(matter: Matter) -> Found:
    """What bore interest on how many days."""
    if matter.split.interest:
        return Found(lacks=("wording.interest_base",), code=INTEREST_OF_PART)
    return Found(_rows(matter))


def _fees(matter: Matter) -> Found:
    """Each fee and cost by itself; of a part only what the creditor says goes with it."""
    if matter.split.costs:
        places = (f"particulars.{claim}.costs_of_part" for claim in matter.claims if claim in matter.split.costs)
        return Found(lacks=tuple(places), code=COSTS)
    return Found(
        tuple(_line(line) for line in matter.lines if line.kind != PRINCIPAL and line.kind not in INTEREST)
    )  # fmt: skip


def _fee_ground(matter: Matter) -> Found:
    """The law that each fee rests on; the engine knows of none for a cost that no rule of the profile is about."""
    found = _fees(matter)
    return found if all(one.law for one in found.items) else Found(lacks=("wording.fee_ground",))


def _run(one: Running) -> Item:
    return Item(
        claim=one.claim, kind="interest", on=one.first, until=one.last, rate=one.rate, margin=one.margin,
        reference=one.reference if one.margin is not None else None, base=one.base, law=one.law,
    )  # fmt: skip


def _rows(matter: Matter) -> tuple[Item, ...]:
    return (
        tuple(
            Item(
                claim=row.claim, kind="interest", on=row.from_, until=row.to, days=row.days, rate=row.rate,
                base=row.base, amount=row.amount, law=row.law,
            )
            for row in matter.rows
        )
    )  # fmt: skip


def _total(matter: Matter) -> Found:
    """All that is asked for as a sum; of a part it lacks with what lacks of its interest, fees and costs."""
    if matter.split.interest:
        return Found(lacks=("wording.total",), code=INTEREST_OF_PART)
    return _fees(matter) if matter.split.costs else Found((Item(amount=matter.total),))


def _how_to_pay(matter: Matter) -> Found:
    payee = matter.sender
    if payee is None or payee.account is None:
        return Found(lacks=(f"parties.{'sender' if matter.enclosed.parties.sender else 'creditor'}.account",))
    return Found(tuple(Item(text=text) for text in (payee.account, payee.payment_reference) if text is not None))


def _deadline(matter: Matter) -> Found:
    """The last day to pay in time; where the law counts from receipt, which nobody knows yet, how many days."""
    period, moment = _period(matter)
    if matter.pay_by is None and period is not None and _from_receipt(period) and period.days is not None:
        return Found((Item(days=_days(matter, period.days, moment)),))
    return Found((Item(on=date_of(matter.deadline)),)) if matter.deadline is not None else Found(lacks=("pay_by",))


def _period(matter: Matter) -> tuple[m.Period | None, Moment]:
    """The time that the law gives for what the letter asks."""
    moment = Moment(matter.state, matter.accounts[0], matter.after.on, matter.accounts, matter.act)
    act = matter.after.book.acts.get(matter.act)
    return deadline_of(act, moment) if act is not None else None, moment


def _from_receipt(period: m.Period) -> bool:
    return any(word.endswith(_LATER) for word in period.after)


def soonest(matter: Matter) -> int | None:
    """Return the earliest last day of a time that runs from receipt, as if the letter arrived on its own day."""
    period, moment = _period(matter)
    if period is None or not _from_receipt(period):
        return None
    book = matter.after.book
    found = span(period, book.profile, lambda _: moment.day, partial(book.number, moment=moment), at=moment)
    return found.last


def _days(matter: Matter, given: object, moment: Moment) -> int:
    return given if isinstance(given, int) else matter.after.book.number(str(given), moment)


def _vat(matter: Matter) -> Found:
    """That the creditor cannot deduct VAT, and so asks for it; nothing to say if he can."""
    known = matter.after.case.creditor.recovers_vat
    return Found(lacks=("creditor.recovers_vat",)) if known is None else Found((Item(text=str(known).lower()),))


def _party_field(place: str, name: str) -> Filler:
    def fill(matter: Matter) -> Found:
        found = getattr(getattr(matter.enclosed.parties, place), name, None)
        return Found((Item(text=found),)) if found is not None else Found(lacks=(f"parties.{place}.{name}",))

    return fill


def _contact(matter: Matter) -> Found:
    """Telephone and address of who writes."""
    one = matter.sender
    place = "sender" if matter.enclosed.parties.sender else "creditor"
    if one is None:
        return Found(lacks=(f"parties.{place}",))
    lacks = tuple(f"parties.{place}.{name}" for name in ("phone", "address") if not getattr(one, name))
    return Found(lacks=lacks) if lacks else Found((Item(text=", ".join((str(one.phone), *one.address))),))


def _authority(matter: Matter) -> Found:
    """Name, address and electronic contact of who supervises the collector."""
    one = matter.enclosed.parties.authority
    if one is None:
        return Found(lacks=("parties.authority",))
    lacks = tuple(f"parties.authority.{name}" for name in ("address", "email") if not getattr(one, name))
    return Found(lacks=lacks) if lacks else Found((Item(text="\n".join((one.name, *one.address, str(one.email)))),))


def _trial_court(matter: Matter) -> Found:
    """The court that would hear the claim: its name says enough."""
    one = matter.enclosed.parties.trial_court
    return (
        Found(lacks=("parties.trial_court",))
        if one is None
        else Found((Item(text="\n".join((one.name, *one.address))),))
    )


def _payments_made(matter: Matter) -> Found:
    """What was paid on the claims, payment by payment; that nothing was is a statement too."""
    return Found(tuple(Item(on=day, amount=sum_of(parts.values(), matter.nothing)) for day, parts in matter.payments))


def _instalments(matter: Matter) -> Found:
    plan = matter.agreement
    if not isinstance(plan, InstalmentPlan):
        return Found(lacks=("agreement",))
    return Found(tuple(Item(on=one.due, amount=one.amount) for one in plan.instalments))


def _saving(matter: Matter) -> Found:
    """What is waived (`amount`), and what is still to be paid (`base`)."""
    offer = matter.agreement
    if not isinstance(offer, SettlementOffer):
        return Found(lacks=("agreement",))
    return Found((Item(amount=offer.saving, base=offer.offer),))


def _signature(matter: Matter) -> Found:
    """Whose names stand below the lines: a letter cannot sign itself."""
    sides = matter.rule.signed_by if matter.rule is not None else ("creditor",)
    found = {side: matter.sender if side == "creditor" else matter.enclosed.parties.debtor for side in sides}
    lacks = tuple(f"parties.{side}" for side, one in found.items() if one is None)
    return Found(tuple(Item(text=one.signatory or one.name) for one in found.values() if one is not None), lacks)


FILLERS: Final[Mapping[str, Filler]] = {
    "creditor": _person("creditor", lambda one: one.enclosed.parties.creditor),
    "sender": _sender,
    "client": _person("creditor", lambda one: one.enclosed.parties.creditor),
    "debtor": _person("debtor", lambda one: one.enclosed.parties.debtor),
    "ground": _of_claims("ground", _claim_field("ground")),
    "contract_date": _of_claims("contract_date", _claim_field("contract_date")),
    "claim_reference": _of_claims("reference", _claim_field("reference")),
    "supply": _of_claims("supply", _claim_field("supply")),
    "file_number": _of_claims("file_number", _claim_field("file_number")),
    "clause_reference": _of_claims("clause", _claim_field("clause")),
    "rate_above_statutory": _of_claims("rate_reason", _claim_field("rate_reason")),
    "due_day": _due_day,
    "principal": lambda matter: Found(tuple(_line(line) for line in matter.lines if line.kind == PRINCIPAL)),
    "interest_rate_and_period": _interest,
    "interest_base": _interest_base,
    "each_fee": _fees,
    "fee_ground": _fee_ground,
    "total": _total,
    "how_to_pay": _how_to_pay,
    "deadline": _deadline,
    "vat_declaration": _vat,
    "supervisory_authority": _authority,
    "address_source": _party_field("debtor", "address_source"),
    "contact": _contact,
    "enterprise_number": _party_field("creditor", "enterprise_number"),
    "trial_court": _trial_court,
    "payments_made": _payments_made,
    "instalments": _instalments,
    "saving": _saving,
    "signature": _signature,
}
"""Statement → how it is filled. Those that are not here are said in words: see `spoken`."""


def _claims_vat(matter: Matter) -> bool:
    """Whether costs of collection are asked for, with VAT if it is not known that they hold none."""
    billed = any(line.kind == "collection_cost" for line in matter.lines)
    return billed and matter.after.case.creditor.recovers_vat is not True


def _agreed_rate(matter: Matter) -> bool:
    state = matter.state
    return _claims_interest(matter) and any(state.agreed_rate(one) is not None for one in matter.accounts)


def _claims_interest(matter: Matter) -> bool:
    asked = bool(matter.running) or any(line.kind in INTEREST for line in matter.lines)
    return asked or bool(matter.split.interest)


def _found_address(matter: Matter) -> bool:
    debtor = matter.enclosed.parties.debtor
    return debtor is not None and debtor.address_source is not None


DOES: Final[Mapping[str, Callable[[Matter], bool]]] = {
    "claims_interest": _claims_interest,
    "claims_agreed_rate": _agreed_rate,
    "claims_vat": _claims_vat,
    "names_found_address": _found_address,
    "comes_from_collector": lambda matter: any("handed_over" in one.latest for one in matter.accounts),
}
"""What a letter may do → whether it does."""


def spoken(words: Iterable[str]) -> tuple[str, ...]:
    """Return the statements of some that are a sentence of the law's own, and no figure or name."""
    return tuple(word for word in words if word not in FILLERS)
