"""What a settlement offer comes to: the terms, the sum to be paid, and which parts of the debt are waived for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from collectrules.answers.standings import sums
from collectrules.fold.entries import COMPONENTS
from collectrules.fold.handling.money import due_and_open
from collectrules.fold.moments import Moment
from collectrules.fold.unmet import refuse
from collectrules.ground.errors import Fault, NotModelled, bad_input, nearest
from collectrules.ground.money import half_up, to_minor
from collectrules.ground.records import record
from collectrules.topics.allocation import COMPONENT

if TYPE_CHECKING:
    from collectrules.fold.state import State
    from collectrules.loader import model as m

TOTAL: Final = "total"
WHOLE: Final = 100  # per cent
_BASES: Final = (TOTAL, *COMPONENTS)
_OF: Final[Mapping[str, str]] = {
    "total_owed": TOTAL, "open_principal": "principal", "interest_owed": "interest", "costs_owed": "costs",
}  # fmt: skip
"""The sum that a workflow's offer is a part of → what it is called here."""
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s?%", re.ASCII)
Share = str | Decimal | int
"""A percentage as text ("20%"), or an amount in major units."""


@record
class Terms:
    """How much is waived: a discount, what remains to be paid, or whole components; exactly one of them is given.

    `base` is what a percentage is of; `order` says which component is waived first.
    """

    discount: Share | None = None
    pay: Share | None = None
    waive: tuple[str, ...] = ()
    base: str = TOTAL
    order: tuple[str, ...] = ()


@record
class Discount:
    """What is offered for which claims, in minor units: what is owed on them, the sum to pay, and what is waived."""

    claims: tuple[str, ...]
    owed: Mapping[str, int]
    offer: int
    waived: Mapping[str, int]
    order: tuple[str, ...]


def discount_of(state: State, terms: Terms, claims: Sequence[str] = ()) -> Discount:
    """Work out an offer on what is owed on some claims at the end of the state's day: on those named, else all due.

    Raises:
        BadInput: `offer_terms`, not exactly one of discount, pay and waive; `offer_base`, `offer_component`,
            `offer_share`, `amount_format`; `offer_too_large` where more would be waived, or paid, than there is;
            `nothing_owed`.
        NotModelled: `no_settlement_order`, the profile does not say what is waived first.

    """
    claims = tuple(claims) or claims_of(state)
    owed = sums(state, claims)
    total = sum(owed.values())
    _check(terms, total)
    if terms.waive:
        order, waived = terms.waive, {part: owed[part] for part in terms.waive}
    else:
        order = terms.order or order_of(state, claims)
        waived = _in_order(_to_waive(state, terms, owed), owed, order)
    whole = {part: waived.get(part, 0) for part in COMPONENTS}
    return Discount(claims, owed, total - sum(waived.values()), whole, order)


def claims_of(state: State) -> tuple[str, ...]:
    """Return the claims that an offer of the state's day is about: all that are due, or all where none is due yet."""
    due = due_and_open(state, state.on) or [one for one in state.ledger.accounts if one.arisen(state.on)]
    return tuple(account.claim.id for account in due)


def order_of(state: State, claims: Sequence[str]) -> tuple[str, ...]:
    """Return the order in which the profile waives components; it must be the same for every claim of the offer.

    Raises:
        NotModelled: `no_settlement_order`.

    """
    found = {
        rule.waive
        for account in state.ledger.accounts
        if account.claim.id in claims
        for rule in _rules(state, Moment(state, account, state.on))
    }
    if len(found) != 1:
        expected = "one [settlement] rule that applies to every claim, or the order in the call"
        raise NotModelled(Fault(code="no_settlement_order", path="settlement", expected=expected))
    return components_of(found.pop())


def components_of(slots: Sequence[str]) -> tuple[str, ...]:
    """Return the components that the slots of an order belong to, each once.

    >>> components_of(("interest", "compensation", "fees"))
    ('interest', 'fees')
    """
    return tuple(dict.fromkeys(COMPONENT[slot] for slot in slots))


def law_of(state: State, claims: Sequence[str]) -> tuple[str, ...]:
    """Return the law that settlements of some claims rest on in the profile."""
    moments = [Moment(state, one, state.on) for one in state.ledger.accounts if one.claim.id in claims]
    found = (rule.law for moment in moments for rule, gate in state.book.settlements if gate.holds(moment))
    return tuple(dict.fromkeys(key for law in found for key in law))


def policy_of(state: State) -> tuple[Terms, int | None] | None:
    """Return the terms of the offer in the case's workflow, and for how many days it stands; None without one."""
    workflow = state.book.profile.workflow.get(state.workflow or "")
    offers = [step.offer for step in workflow.steps if step.offer is not None] if workflow is not None else []
    return _policy(offers[0]) if offers else None


def _policy(offer: m.Offer) -> tuple[Terms, int | None]:
    base = _OF.get(offer.of)
    if base is None:
        raise NotModelled(Fault(code="word_not_computed", path="workflow.offer.of", expected=" or ".join(_OF)))
    discount, pay = (None if part is None else f"{part}%" for part in (offer.discount_percent, offer.pay_percent))
    return Terms(discount, pay, (), base, components_of(offer.waive)), offer.valid_days


def _rules(state: State, moment: Moment) -> list[m.Settlement]:
    found = [rule for rule, gate in state.book.settlements if gate.holds(moment)]
    for rule in found:
        refuse(state.book.profile, "settlement", rule)
    return found


# Terms -----------------------------------------------------------------------------------------------------


def _check(terms: Terms, total: int) -> None:
    given = [terms.discount is not None, terms.pay is not None, bool(terms.waive)]
    if given.count(True) != 1:
        raise bad_input("offer_terms", "discount", "exactly one of discount, pay and waive")
    if terms.base not in _BASES:
        raise bad_input("offer_base", "base", " or ".join(_BASES), terms.base, nearest(str(terms.base), _BASES))
    for word, parts in (("waive", terms.waive), ("order", terms.order)):
        for place, part in enumerate(parts):
            if part not in COMPONENTS:
                near = nearest(str(part), COMPONENTS)
                raise bad_input("offer_component", f"{word}[{place}]", " or ".join(COMPONENTS), part, near)
            if part in parts[:place]:
                raise bad_input("offer_component", f"{word}[{place}]", "each component once", part)
    if total <= 0:
        raise bad_input("nothing_owed", "case", "a debt that something is owed of", total)


def _to_waive(state: State, terms: Terms, owed: Mapping[str, int]) -> int:
    """How much is waived; what is to be paid of a part is paid beside all the rest."""
    base = sum(owed.values()) if terms.base == TOTAL else owed[terms.base]
    word, given = ("pay", terms.pay) if terms.discount is None else ("discount", terms.discount)
    share = share_of(state, given if given is not None else "", base, word)
    if not 0 <= share <= base:
        raise bad_input("offer_too_large", word, f"from 0 to {state.text(base)}", given, state.text(base))
    return share if word == "discount" else base - share


def share_of(state: State, given: Share, base: int, word: str) -> int:
    """Return a percentage of a sum, rounded once, or an amount, in minor units.

    Raises:
        BadInput: `offer_share`; `amount_format` and its like for an amount that cannot be read.

    """
    if not isinstance(given, str) or "%" not in given:
        return to_minor(given, state.case.decimals, word)
    found = _PERCENT.fullmatch(given.strip())
    if found is None or Fraction(found[1]) > WHOLE:
        raise bad_input("offer_share", word, 'a percentage up to 100, such as "20%", or an amount', given)
    part = Fraction(found[1]) * base / WHOLE
    return half_up(part.numerator, part.denominator)


def _in_order(amount: int, owed: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    """Spread what is waived over the components, the first of the order first."""
    waived, left = {}, amount
    for part in order:
        waived[part] = min(left, owed[part])
        left -= waived[part]
    if left:
        raise bad_input("offer_too_large", "discount", f"components enough to waive, not only {', '.join(order)}")
    return waived
