"""The closed list of facts that conditions may ask; each is one small function of a moment.

None means that nobody knows. A fact that events set (a dispute, an insolvency) is known to be absent until an
event says otherwise; where that is an assumption the answer lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from collectrules.fold.acceleration import callable_now, calling_days
from collectrules.fold.bargains import settlement_stands, settlement_word
from collectrules.fold.conditions import Fact, FactType
from collectrules.fold.exceeding import exceeding
from collectrules.fold.moments import Moment
from collectrules.fold.plans import instalments, missed, missed_share, plan_holds, plan_word
from collectrules.fold.registers import role_of, turning_days
from collectrules.fold.undoing import CORRECTING
from collectrules.loader.vocabulary import FOR_SUPPLY

Get = Callable[[Moment], object]
_FACTS: Final[dict[str, Fact]] = {}
_given_names: Final[set[str]] = set()
_FIXED: Final = frozenset(
    (
        "debtor creditor debtor_natural creditor_natural debtor_registered debtor_form debtor_abroad merchants "
        "creditor_recovers_vat region claim_kind claim_law goods_or_services commercial continuing secured lease "
        "currency principal credit_amount agreed_fee claim_arose contract invoiced performed claim_due "
        "invoice_delay_days due_is fee_agreed receipt_known"
    ).split()
)
"""What the claim and the parties are. Nothing but `party_changed` changes it, and asking it notes no assumption."""
_PLAIN: Final = frozenset(
    "debtor_deceased debtor_insolvent overdue disputed disputed_when opposed title done handed_over withdrawn "
    "costs_awarded plan settlement".split()
)
"""What is read off the state as it stands: nothing is worked out, no assumption noted."""


def _fact(
    name: str,
    kind: FactType,
    get: Get,
    days: Callable[[Moment], Sequence[int]] | None = None,
    words: str = "",
    reaches: Callable[[Moment, int], int | None] | None = None,
) -> None:
    _FACTS[name] = Fact(name, kind, get, days, tuple(words.split()), name in _FIXED, reaches, name in _PLAIN)


def _given(name: str, default: object = None) -> Get:
    """A fact that only a `fact` event gives; without one it is the default, and the answer says so."""

    def get(moment: Moment) -> object:
        if name in moment.account.kept:
            return moment.account.kept[name]
        if default is not None:
            said = str(default).lower()
            moment.state.assume(
                name, "fact_absent", f"nothing is recorded, so it counts as {said}", fact=name, value=said
            )
        return default

    _given_names.add(name)
    return get


# Parties ---------------------------------------------------------------------------------------------------


def _merchants(moment: Moment) -> object:
    both = (moment.state.debtor_kind, moment.state.case.creditor.kind)
    return both == ("business", "business")


def _registered(moment: Moment) -> object:
    return moment.state.case.debtor.registered


_told_role = _given("register_role")


def _role(moment: Moment) -> object:
    """What was recorded as a fact, else what the entries of the debtor say of that day."""
    told = _told_role(moment)
    return role_of(moment.state.case, moment.day) if told is None else told


def _register_days(moment: Moment) -> Sequence[int]:
    return tuple(turning_days(moment.state.case))


BILLS: Final = {"collector_fee": "collector", "lawyer_fee": "lawyer"}
"""A cost → who bills it."""


def _collector(moment: Moment) -> object:
    """Who collects; a hand-over that is being weighed goes to a collector unless it says otherwise.

    A bill says itself whose it is, whoever else the claim was handed to.
    """
    if moment.cost in BILLS:
        return BILLS[moment.cost]
    if moment.family.partition("/")[0] == "handed_over":
        return moment.account.kept.get("handing_to", "collector")
    return moment.account.handed_over or "none"


def _insolvent_at_hand_over(moment: Moment) -> object:
    """The debtor's insolvency when the claim was last handed over; one that is being weighed is of the moment's day."""
    weighed = moment.family.partition("/")[0] == "handed_over" and moment.cost is None
    return moment.state.insolvent if weighed else moment.account.kept.get("insolvent_at_hand_over", "no")


def _natural(moment: Moment) -> object:
    known = moment.state.case.debtor.natural
    return True if known is None and moment.state.debtor_kind == "consumer" else known


_fact("debtor", "word", lambda at: at.state.debtor_kind, words="consumer business public")
_fact("creditor", "word", lambda at: at.state.case.creditor.kind, words="consumer business public")
_fact("debtor_natural", "flag", _natural)
_fact("creditor_natural", "flag", lambda at: at.state.case.creditor.natural)
_fact("debtor_registered", "flag", _registered)
_fact("register_role", "word", _role, _register_days, words="none owner partner company body")
_fact("debtor_deregistered", "day", lambda at: at.anchor("debtor_deregistered"))
_fact("debtor_closed", "flag", lambda at: "debtor_deregistered" in at.account.kept)
_fact("debtor_deceased", "flag", lambda at: at.state.debtor_deceased)
_fact(
    "debtor_insolvent",
    "word",
    lambda at: at.state.insolvent,
    words="no known bankruptcy composition discharge",
)
_fact(
    "insolvent_at_hand_over",
    "word",
    _insolvent_at_hand_over,
    words="no known bankruptcy composition discharge",
)
_fact("debtor_form", "word", lambda at: at.state.case.debtor.legal_form)
_fact("debtor_abroad", "word", lambda at: at.state.case.debtor.abroad, words="no eu_eea elsewhere")
_fact("debtor_indigent", "flag", _given("debtor_indigent", default=False))
_fact("merchants", "flag", _merchants)
_fact("creditor_recovers_vat", "flag", lambda at: at.state.case.creditor.recovers_vat)
_fact("solvency", "word", _given("solvency"), words="good bad")
_fact("creditor_small", "flag", _given("creditor_small"))
_fact(
    "creditor_profession",
    "word",
    _given("creditor_profession", default="none"),
    words="none medical legal notary",
)
_fact("collector", "word", _collector, words="none collector lawyer bailiff")
_fact("region", "word", lambda at: at.state.case.region)


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
_fact("claim_kind", "word", lambda at: at.account.claim.kind, words=_KINDS)
_fact("claim_law", "word", lambda at: "public" if at.account.claim.kind == "public_law" else "private",
      words="private public")  # fmt: skip
_fact("goods_or_services", "flag", _supply)
_fact("commercial", "flag", _commercial)
_fact("regular_supply", "flag", _given("regular_supply"))
_fact("bill_or_cheque", "flag", _given("bill_or_cheque"))
_fact("continuing", "flag", lambda at: at.account.claim.relationship is not None or None)
_fact("directly_enforceable", "flag", _given("directly_enforceable"))
_fact("secured", "word", lambda at: at.account.claim.secured, words="none guarantee pledge land")
_fact("lease", "word", _lease, words="none housing business")
_fact("currency", "word", lambda at: at.state.case.currency)


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


_fact("principal", "amount", lambda at: at.account.principal)
_fact("open_principal", "amount", _owed("principal"))
_fact("claims_together", "amount", lambda at: at.total("principal"))
_fact("credit_amount", "amount", lambda at: at.state.credit_amount(at.account))
_fact("agreed_fee", "amount", lambda at: at.state.agreed_fee(at.account))
_fact("amount_enforced", "amount", lambda at: at.account.kept.get("amount_enforced"))
_fact("total_owed", "amount", _total_owed, _growing)
_fact("interest_owed", "amount", _owed("interest"), _growing)
_fact("costs_owed", "amount", _owed("costs"))
_fact("interest_sued_for", "amount", _given("interest_sued_for"))
_fact("attachable_income", "amount", _given("attachable_income"))
_fact("paid_share", "percent", _paid_share)


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


_fact("claim_arose", "day", _day("claim.arose"))
_fact("contract", "day", _day("contract"))
_fact("contract_made", "day", _contract_made)
_fact("invoiced", "day", _day("claim.invoiced"))
_fact("performed", "day", _day("claim.performed"))
_fact("claim_due", "day", _day("claim.due"))
_fact("default_began", "day", _day("default_began"))
_fact("mandate", "day", lambda at: at.known_day("mandate"))
_fact("filed", "day", _filed)
_fact("act_day", "day", lambda at: at.day, reaches=lambda _at, day: day)
_fact("first_filed", "day", lambda at: at.first_filed())
_fact("invoice_delay_days", "count", _invoice_delay)
_fact("days_overdue", "count", lambda at: max(at.day - at.account.due, 0), reaches=lambda at, n: at.account.due + n)


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


_notice_recorded: Final = _given("interest_notice")


def _interest_notice(moment: Moment) -> object:
    """What a `fact` event says of the invoice, else what the claim itself says."""
    recorded, agreements = _notice_recorded(moment), moment.account.claim.agreements
    return agreements.default_notice if recorded is None and agreements is not None else recorded


def _default_surcharge(moment: Moment) -> object:
    """How far the agreed rate of default lies above the rate that was agreed for payment in time."""
    rate, normal = _agreed_percent(moment), _given("rate_before_default")(moment)
    return None if rate is None or normal is None else rate - Fraction(str(normal))


_fact("due_is", "word", lambda at: at.account.claim.due_word, words="agreed time_limited_demand printed none")
_fact("receipt_known", "flag", lambda at: at.account.claim.received is not None)
_fact("interest_notice", "flag", _interest_notice)
_fact("rate_agreed", "word", _rate_agreed, words="no before_arose later")
_fact("agreed_rate", "percent", _agreed_percent)
_fact("apr", "percent", lambda at: None if (rate := at.account.claim.apr) is None else Fraction(rate))
_fact("rate_before_default", "percent", _given("rate_before_default"))
_fact("default_surcharge", "percent", _default_surcharge)
_fact("fee_agreed", "word", _fee_agreed, words="no before_arose later")
_fact("clause_reciprocal", "flag", _given("clause_reciprocal"))
_fact("plan_clause", "flag", _given("plan_clause"))
_fact("acknowledged", "word", lambda at: at.account.acknowledged or "no",
      words="no conduct in_writing signed_enforceable")  # fmt: skip
_fact("invoice_in_form", "flag", _given("invoice_in_form"))
_fact("secrecy_released", "flag", _given("secrecy_released"))
_fact("delay_excused", "flag", _given("delay_excused", default=False))


# Where it stands -------------------------------------------------------------------------------------------


def _overdue(moment: Moment) -> object:
    return moment.account.timely < moment.day and moment.account.open_principal > 0


def _in_default(moment: Moment) -> object:
    first = moment.account.interest_first
    return first is not None and first <= moment.day


def _handed_over_in_default(moment: Moment) -> object:
    """Whether the first hand-over found the debtor in default; one that is being weighed is of the moment's day."""
    first, account = moment.account.interest_first, moment.account
    days = [day for day, kind in account.log if kind == "handed_over"]
    if not days and moment.family.partition("/")[0] == "handed_over":
        days = [moment.day]
    return first is not None and bool(days) and first <= min(days)


def _first_handed_over(moment: Moment) -> int:
    """The day of the first hand-over; of one that is being weighed, or where nobody recorded any, the moment's own."""
    return min((day for day, kind in moment.account.log if kind == "handed_over"), default=moment.day)


def _handed_over_by_then(moment: Moment) -> object:
    """Whether who collects was there when the act was done that a fee is for; one that nobody recorded always was."""
    act = moment.account.latest.get(moment.family.partition("/")[0])
    handed = any(kind == "handed_over" for _, kind in moment.account.log)
    return not handed or act is None or moment.cost is None or _first_handed_over(moment) <= act.on


def _handed_over_before_court(moment: Moment) -> object:
    """Whether the first hand-over came before the first filing and before any title."""
    ends = (moment.first_filed(), moment.account.title_day)
    return all(day is None or _first_handed_over(moment) <= day for day in ends)


def _default_days(moment: Moment) -> Sequence[int]:
    first = moment.account.interest_first
    return () if first is None else (first,)


def _disputed_when(moment: Moment) -> object:
    disputes = moment.account.disputes
    return disputes[-1][1] if disputes else "never"


def _day_with_left(moment: Moment, days: int) -> int | None:
    left = moment.state.limitation_left(moment.account, moment.day)
    return None if left is None else moment.day + left - days


_NONE: Final[frozenset[str]] = frozenset()


def _stays(moment: Moment) -> object:
    """The stays that run; what an earlier day would have allowed is over, so such a day is asked how it is now."""
    stays = moment.account.stays
    day = max(moment.day, moment.state.on)
    return frozenset(stay.name for stay in stays if stay.covers(day)) if stays else _NONE


def _stay_days(moment: Moment) -> Sequence[int]:
    """A stay that a period ends is over by time alone."""
    return [stay.last + 1 for stay in moment.account.stays if stay.last is not None]


_fact("overdue", "flag", _overdue, lambda at: (at.account.timely + 1,))
_fact("in_default", "flag", _in_default, _default_days)
_fact("disputed", "flag", lambda at: at.account.disputed)
_fact("disputed_when", "word", _disputed_when, words="never before_handover after_handover in_court")
_fact("opposed", "word", lambda at: at.account.kept.get("opposed", "no"), words="no full partial no_new_assets")
_fact("title", "word", lambda at: at.account.title or "none")
_fact("stage", "word", lambda at: at.state.stage_on(at.account, at.day))
_fact("done", "set", lambda at: frozenset(at.account.latest) - CORRECTING)  # to undo is to do nothing
_fact(
    "barred",
    "flag",
    lambda at: at.state.barred(at.account, at.day),
    lambda at: at.state.barring_days(at.account),
)
_fact("limitation_days_left", "count", lambda at: at.state.limitation_left(at.account, at.day),
      reaches=_day_with_left)  # fmt: skip
_fact("stays", "set", _stays, _stay_days)
_fact("paused", "flag", lambda at: at.state.paused_on(at.day))
_fact("handed_over", "flag", lambda at: at.account.handed_over is not None)
_fact("handed_over_in_default", "flag", _handed_over_in_default)
_fact("handed_over_by_then", "flag", _handed_over_by_then)
_fact("handed_over_before_court", "flag", _handed_over_before_court)
_fact("collector_engaged", "flag", lambda at: "collector_engaged" in at.account.kept)
_fact("plan_holds", "flag", lambda at: plan_holds(at.state, at.account, at.day))
_fact("settlement_stands", "flag", lambda at: settlement_stands(at.account, at.day))
_fact("letter_only", "flag", _given("letter_only", default=False))
_fact("withdrawn", "word", lambda at: at.account.withdrawn or "no", words="no before_order after_order")
_fact("procedure", "word", lambda at: at.account.kept.get("procedure"))
_fact("costs_agreed", "flag", _costs_agreed)
_fact("above_ceiling", "flag", _above_ceiling)
_fact("withdrawn_reason", "word", lambda at: at.account.kept.get("withdrawn_reason"),
      words="unjustified crossed_with_payment goodwill")  # fmt: skip
_fact("costs_awarded", "flag", lambda at: at.account.costs_awarded)
_fact("surcharge_waived", "flag", _given("surcharge_waived", default=False))
_fact("unusually_laborious", "flag", _given("unusually_laborious", default=False))


# The act in hand, agreements -------------------------------------------------------------------------------


def _times_charged(moment: Moment) -> object:
    own = len(moment.account.charged.get(moment.family, ()))
    return max(own, len(moment.account.arrears.charged.get(moment.family, ())))


def _told_or(told: Callable[[Moment], object], worked_out: Callable[[Moment], object]) -> Callable[[Moment], object]:
    """A fact that the case may state, and that is worked out where it does not."""

    def get(moment: Moment) -> object:
        found = told(moment)
        return worked_out(moment) if found is None else found

    return get


_fact("times_done", "count", lambda at: at.account.times.get(at.family.partition("/")[0], 0))
_fact("times_charged", "count", _times_charged)
_fact("notice_complete", "flag", lambda at: at.account.kept.get("notice_complete"))
_fact("channel", "word", lambda at: at.account.kept.get("channel"), words="post registered email handed service")
_fact("evidence", "set", lambda at: at.account.kept.get("evidence", frozenset()))
_fact("plan", "word", lambda at: plan_word(at.state, at.account, at.day), words="none offered running broken ended")
_fact("plan_instalments", "count", _told_or(_given("plan_instalments"), lambda at: instalments(at.account)))
_fact("instalments_missed", "count",
      _told_or(_given("instalments_missed"), lambda at: missed(at.state, at.account, at.day)))  # fmt: skip
_fact(
    "missed_share", "percent", _told_or(_given("missed_share"), lambda at: missed_share(at.state, at.account, at.day))
)
_fact("plan_callable", "flag", _told_or(_given("plan_callable"), callable_now), calling_days)
_fact("settlement", "word", lambda at: settlement_word(at.account, at.day),
      words="none offered accepted performed lapsed")  # fmt: skip

FACTS: Final[Mapping[str, Fact]] = MappingProxyType(_FACTS)
GIVEN: Final = frozenset(_given_names)
"""The facts that a `fact` event may give; all others are said elsewhere, or worked out."""
TOLD: Final = GIVEN | {"default_surcharge"}
"""The same, with what is worked out of them."""
