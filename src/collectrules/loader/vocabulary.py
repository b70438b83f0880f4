"""The closed lists of facts, event kinds and anchors that a profile may name beside its own records.

What a fact means is a function in `facts`, what an event does stands in `events`; a test holds the lists together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

FactType = Literal["flag", "word", "day", "amount", "percent", "count", "set"]


class FactWord(NamedTuple):
    """A fact as conditions may ask it: its type, and its words where they are a closed list."""

    type: FactType
    words: tuple[str, ...] = ()


_WORDS: Final = {
    "debtor": "consumer business public",
    "creditor": "consumer business public",
    "register_role": "none owner partner company body",
    "debtor_insolvent": "no known bankruptcy composition discharge",
    "insolvent_at_hand_over": "no known bankruptcy composition discharge",
    "debtor_abroad": "no eu_eea elsewhere",
    "creditor_profession": "none medical legal notary",
    "collector": "none collector lawyer bailiff",
    "claim_kind": (
        "goods_or_services rent loan consumer_credit insurance_premium medical wage maintenance public_law "
        "loss_certificate damages other"
    ),
    "claim_law": "private public",
    "secured": "none guarantee pledge land",
    "lease": "none housing business",
    "due_is": "agreed time_limited_demand printed none",
    "rate_agreed": "no before_arose later",
    "fee_agreed": "no before_arose later",
    "acknowledged": "no conduct in_writing signed_enforceable",
    "disputed_when": "never before_handover after_handover in_court",
    "opposed": "no full partial no_new_assets",
    "withdrawn": "no before_order after_order",
    "withdrawn_reason": "unjustified crossed_with_payment goodwill",
    "channel": "post registered email handed service",
    "solvency": "good bad",
    "plan": "none offered running broken ended",
    "settlement": "none offered accepted performed lapsed",
}
_OTHERS: Final[Mapping[FactType, str]] = {
    "word": "debtor_form region currency title stage procedure",
    "set": "done stays evidence",
    "flag": (
        "debtor_natural creditor_natural debtor_registered debtor_deceased debtor_indigent merchants "
        "creditor_recovers_vat creditor_small goods_or_services commercial regular_supply continuing "
        "bill_or_cheque "
        "directly_enforceable interest_notice clause_reciprocal plan_clause invoice_in_form secrecy_released "
        "delay_excused overdue in_default disputed barred paused handed_over costs_awarded surcharge_waived "
        "unusually_laborious receipt_known notice_complete debtor_closed costs_agreed handed_over_in_default "
        "handed_over_by_then handed_over_before_court "
        "letter_only plan_holds plan_warned settlement_stands plan_callable above_ceiling collector_engaged "
        "lawyer_engaged"
    ),
    "day": "debtor_deregistered claim_arose contract contract_made invoiced performed claim_due default_began mandate "
    "filed first_filed act_day",
    "amount": (
        "principal open_principal claims_together credit_amount agreed_fee amount_enforced total_owed "
        "interest_owed costs_owed interest_sued_for attachable_income"
    ),
    "percent": "paid_share apr agreed_rate rate_before_default default_surcharge missed_share",
    "count": (
        "invoice_delay_days days_overdue limitation_days_left times_done times_charged plan_instalments "
        "instalments_missed"
    ),
}
FACTS: Final[Mapping[str, FactWord]] = MappingProxyType(
    {name: FactWord("word", tuple(words.split())) for name, words in _WORDS.items()}
    | {name: FactWord(kind) for kind, names in _OTHERS.items() for name in names.split()}
)
READING: Final = "reading."
"""What the name of a fact begins with that asks how a doubt is read."""

EVENTS: Final = frozenset(
    (
        "void correction claim_added credit_note claim_assigned party_changed rate_agreed security_given "
        "delivery_changed workflow_changed insolvency_opened insolvency_closed debtor_died stay_began stay_ended "
        "court_ordered fact dispute dispute_resolved acknowledgement negotiations_began negotiations_ended "
        "plan_requested limitation_waived payment payment_reversed set_off reminder collection_notice letter "
        "handed_over withdrawn withdrawn_from_court settlement_offered settlement_accepted plan_agreed plan_notice "
        "plan_terminated title_obtained compensation_claimed charge waiver received evidence_received message note "
        "pause resume manual_only closed reopened"
    ).split()
)
"""The event kinds every profile knows; an `[act]` of a profile adds its own."""
DEFAULT_BEGAN: Final = "default_began"
"""The fold's own day: a fee may hang on it, though no event records it."""
ANCHORS: Final = frozenset(
    (
        "claim.arose claim.due claim.timely claim.invoiced claim.received claim.demanded claim.performed claim.known "
        "contract default_began interest.start interest.accrued debtor_deregistered title title.decided "
        "previous.charged previous.done case.closed matter.began"
    ).split()
)
MOMENTS: Final = frozenset("first second sent received served effective before_effect deadline".split())
"""What may follow the name of an act or event in an anchor."""
TERMINAL: Final = frozenset("paid closed barred withdrawn".split())
"""Stages that the fold reaches by itself, without an act."""
OWN_ACT: Final = "act"
"""As a moment of a base: the day of the act the fee belongs to, also where its bill comes later."""
DATED_PARTS: Final = frozenset("principal open_principal contract_interest charges_before_due".split())
"""Parts of a base that are known for an earlier day too; of the day of an act the others are kept."""
FEES_OF_MATTER: Final = "fees_of_matter"
"""What a fee may be taken of beside bases and amounts: the other fees of its matter."""
FOR_SUPPLY: Final[Mapping[str, bool]] = MappingProxyType(
    {
        "goods_or_services": True, "medical": True, "insurance_premium": True, "loan": False, "consumer_credit": False,
        "wage": False, "maintenance": False, "public_law": False, "damages": False, "loss_certificate": False,
    }
)  # fmt: skip
"""Whether a kind of claim is payment in return for goods or services; of the others nobody can tell."""
