"""What a claim is, how much it is, its days, and what was agreed about it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from collectrules.fold.exceeding import exceeding
from collectrules.fold.facts.registering import Get, fact, given
from collectrules.fold.moments import Moment
from collectrules.loader.vocabulary import FOR_SUPPLY

# Claim: what it is -----------------------------------------------------------------------------------------


def _lease(moment: Moment) -> object:
    """What is no rent has no lease; of rent the lease may be unknown."""
    claim = moment.account.claim
    return claim.lease or (None if claim.kind == "rent" else "none")


def _supply(moment: Moment) -> object:
    """What the kind of the claim says; of the others the claim itself has to."""
    claim = moment.account.claim
    return FOR_SUPPLY.get(claim.kind, claim.goods_or_services)


def _commercial(moment: Moment) -> object:
    supply = _supply(moment)
    parties = moment.state.case.creditor.kind == "business" and moment.state.debtor_kind in {
        "business",
        "public",
    }
    return False if not parties else supply


_KINDS: Final = (
    "goods_or_services rent loan consumer_credit insurance_premium medical wage maintenance public_law "
    "loss_certificate damages other"
)
fact("claim_kind", "word", lambda at: at.account.claim.kind, words=_KINDS)
fact("claim_law", "word", lambda at: "public" if at.account.claim.kind == "public_law" else "private",
      words="private public")  # fmt: skip
fact("goods_or_services", "flag", _supply)
fact("commercial", "flag", _commercial)
fact("regular_supply", "flag", given("regular_supply"))
fact("bill_or_cheque", "flag", given("bill_or_cheque"))
fact("continuing", "flag", lambda at: at.account.claim.relationship is not None or None)
fact("directly_enforceable", "flag", given("directly_enforceable"))
fact("secured", "word", lambda at: at.account.claim.secured, words="none guarantee pledge land")
fact("lease", "word", _lease, words="none housing business")
fact("currency", "word", lambda at: at.state.case.currency)


# Claim: how much -------------------------------------------------------------------------------------------


def _owed(part: str) -> Get:
    return lambda at: at.owed_of(at.account, part)


def _growing(moment: Moment) -> Sequence[int]:
    """Sums that grow with interest may cross a bound on any day; the asker looks at each."""
    return moment.state.growing_days(moment)


def _total_owed(moment: Moment) -> object:
    return sum(moment.total(part) for part in ("principal", "interest", "fees", "costs"))


def _paid_share(moment: Moment) -> object:
    account = moment.account
    return Fraction(100 * account.principal_paid, account.principal)


fact("principal", "amount", lambda at: at.account.principal)
fact("open_principal", "amount", _owed("principal"))
fact("claims_together", "amount", lambda at: at.total("principal"))
fact("credit_amount", "amount", lambda at: at.state.credit_amount(at.account))
fact("agreed_fee", "amount", lambda at: at.state.agreed_fee(at.account))
fact("amount_enforced", "amount", lambda at: at.account.kept.get("amount_enforced"))
fact("total_owed", "amount", _total_owed, _growing)
fact("interest_owed", "amount", _owed("interest"), _growing)
fact("costs_owed", "amount", _owed("costs"))
fact("interest_sued_for", "amount", given("interest_sued_for"))
fact("attachable_income", "amount", given("attachable_income"))
fact("paid_share", "percent", _paid_share)


# Claim: its days -------------------------------------------------------------------------------------------


def _day(word: str) -> Get:
    return lambda at: at.anchor(word)


def _filed(moment: Moment) -> object:
    return moment.last_filed()


def _invoice_delay(moment: Moment) -> object:
    claim = moment.account.claim
    return (claim.invoiced - claim.performed).days if claim.invoiced and claim.performed else None


def _contract_made(moment: Moment) -> int | None:
    """The day of the contract; where nobody said it, the day the claim arose, and the answer says so."""
    made, arose = moment.known_day("contract"), moment.known_day("claim_arose")
    if made is None and arose is not None:
        claim, text = moment.account, "the contract counts as made on the day the claim arose"
        path = f"claims[{claim.index}].contract"
        moment.state.assume(path, "contract_when_arose", text, claim=claim.claim.id)
    return arose if made is None else made


fact("claim_arose", "day", _day("claim.arose"))
fact("contract", "day", _day("contract"))
fact("contract_made", "day", _contract_made)
fact("invoiced", "day", _day("claim.invoiced"))
fact("performed", "day", _day("claim.performed"))
fact("claim_due", "day", _day("claim.due"))
fact("default_began", "day", _day("default_began"))
fact("mandate", "day", lambda at: at.known_day("mandate"))
fact("filed", "day", _filed)
fact("act_day", "day", lambda at: at.day, reaches=lambda _at, day: day)
fact("first_filed", "day", lambda at: at.first_filed())
fact("invoice_delay_days", "count", _invoice_delay)
fact("days_overdue", "count", lambda at: max(at.day - at.account.due, 0), reaches=lambda at, n: at.account.due + n)


# Claim: what was agreed or said ----------------------------------------------------------------------------


def _when_agreed(moment: Moment, agreed_on: object) -> str:
    """An agreement counts as made before the claim arose only where its day says so."""
    arose = moment.account.claim.arose or moment.account.claim.contract
    return "before_arose" if agreed_on is None or arose is None or agreed_on <= arose else "later"  # type: ignore[operator]


def _above_ceiling(moment: Moment) -> object:
    """Whether a term of the claim is known to lie above what the law forbids to exceed."""
    return any(found.record.above == "breach" for found in exceeding(moment))


def _costs_agreed(moment: Moment) -> object:
    agreements = moment.account.claim.agreements
    return False if agreements is None else bool(agreements.costs)


def _rate_agreed(moment: Moment) -> object:
    rate = moment.state.agreed_rate(moment.account)
    if rate is None:
        return "no"
    if rate.agreed_on is None:
        claim = moment.account
        path, text = f"claims[{claim.index}].agreed_rate", "agreed before the claim arose"
        moment.state.assume(path, "agreed_before_arose", text, claim=claim.claim.id)
    return _when_agreed(moment, rate.agreed_on)


def _fee_agreed(moment: Moment) -> object:
    agreements = moment.account.claim.agreements
    if agreements is None or agreements.reminder_fee is None:
        return "no"
    return _when_agreed(moment, agreements.reminder_fee.agreed_on)


def _agreed_percent(moment: Moment) -> Fraction | None:
    rate = moment.state.agreed_rate(moment.account)
    return Fraction(rate.percent) if rate else None


_notice_recorded: Final = given("interest_notice")


def _interest_notice(moment: Moment) -> object:
    """What a `fact` event says of the invoice, else what the claim itself says."""
    recorded, agreements = _notice_recorded(moment), moment.account.claim.agreements
    return agreements.default_notice if recorded is None and agreements is not None else recorded


def _default_surcharge(moment: Moment) -> object:
    """How far the agreed rate of default lies above the rate that was agreed for payment in time."""
    rate, normal = _agreed_percent(moment), given("rate_before_default")(moment)
    return None if rate is None or normal is None else rate - Fraction(str(normal))


fact("due_is", "word", lambda at: at.account.claim.due_word, words="agreed time_limited_demand printed none")
fact("receipt_known", "flag", lambda at: at.account.claim.received is not None)
fact("interest_notice", "flag", _interest_notice)
fact("rate_agreed", "word", _rate_agreed, words="no before_arose later")
fact("agreed_rate", "percent", _agreed_percent)
fact("apr", "percent", lambda at: None if (rate := at.account.claim.apr) is None else Fraction(rate))
fact("rate_before_default", "percent", given("rate_before_default"))
fact("default_surcharge", "percent", _default_surcharge)
fact("fee_agreed", "word", _fee_agreed, words="no before_arose later")
fact("clause_reciprocal", "flag", given("clause_reciprocal"))
fact("plan_clause", "flag", given("plan_clause"))
fact("acknowledged", "word", lambda at: at.account.acknowledged or "no",
      words="no conduct in_writing signed_enforceable")  # fmt: skip
fact("invoice_in_form", "flag", given("invoice_in_form"))
fact("secrecy_released", "flag", given("secrecy_released"))
fact("delay_excused", "flag", given("delay_excused", default=False))
fact("costs_agreed", "flag", _costs_agreed)
fact("above_ceiling", "flag", _above_ceiling)
