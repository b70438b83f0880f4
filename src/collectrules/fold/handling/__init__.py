"""What each kind of event does to the state. Law is asked through `judging`; money moves through the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from collectrules.fold.handling import acts, course, fees, money, planning, settling
from collectrules.fold.ledger import Account
from collectrules.fold.state import State
from collectrules.nouns.events import Event

Handler = Callable[[State, Event, str, list[Account]], None]

HANDLERS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        "act": acts.on_act,
        "payment": money.on_payment,
        "set_off": money.on_payment,
        "credit_note": money.on_credit_note,
        "waiver": money.on_waiver,
        "reminder": fees.on_letter,
        "collection_notice": fees.on_letter,
        "handed_over": fees.on_letter,
        "compensation_claimed": fees.on_compensation,
        "charge": fees.on_charge,
        "dispute": course.on_dispute,
        "dispute_resolved": course.on_dispute_resolved,
        "opposition": course.on_opposition,
        "acknowledgement": course.on_acknowledgement,
        "limitation_waived": course.on_limitation_waived,
        "insolvency_opened": course.on_insolvency,
        "insolvency_closed": course.on_insolvency,
        "debtor_died": course.on_died,
        "party_changed": course.on_party,
        "court_ordered": course.on_order,
        "evidence_received": course.on_evidence,
        "stay_began": course.on_nothing,
        "stay_ended": course.on_nothing,
        "fact": course.on_known_fact,
        "rate_agreed": course.on_rate_agreed,
        "pause": course.on_pause,
        "resume": course.on_pause,
        "manual_only": course.on_manual,
        "workflow_changed": course.on_workflow,
        "closed": course.on_closed,
        "reopened": course.on_closed,
        "withdrawn": course.on_withdrawn,
        "received": acts.on_received,
        "void": course.on_nothing,
        "correction": course.on_nothing,
        "payment_reversed": course.on_nothing,
        "note": course.on_nothing,
        "message": course.on_nothing,
    }
)
AFTERWARDS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        "settlement_offered": settling.on_offer,
        "settlement_accepted": settling.on_acceptance,
        "plan_agreed": planning.on_plan_agreed,
        "plan_terminated": planning.on_plan_terminated,
    }
)
"""What changes the state by which the act itself is judged, and so is done after that."""
