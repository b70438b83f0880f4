"""What a case says about the world, against the closed lists: facts, kinds of insolvency, legal forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from collectrules.fold.conditions import FactType
from collectrules.fold.facts import FACTS, GIVEN
from collectrules.ground.errors import Fault, NotModelled, nearest, shown
from collectrules.ground.scalars import is_amount, is_rate
from collectrules.loader import model as m
from collectrules.nouns.case import Case
from collectrules.nouns.events import Event

INSOLVENT: Final = tuple(word for word in FACTS["debtor_insolvent"].words if word != "no")
_ALSO_CALLED: Final = MappingProxyType({"restructuring": "composition", "reconstruction": "composition"})
"""Words of laws and daily speech for a kind of insolvency that the list calls otherwise."""

SAID_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "debtor": "party_changed", "debtor_deregistered": "party_changed", "debtor_closed": "party_changed",
        "debtor_deceased": "debtor_died", "debtor_insolvent": "insolvency_opened", "collector": "handed_over",
        "collector_engaged": "handed_over", "lawyer_engaged": "handed_over", "handed_over_by_then": "handed_over",
        "handed_over_before_court": "handed_over",
        "handed_over": "handed_over", "insolvent_at_hand_over": "insolvency_opened",
        "mandate": "handed_over", "rate_agreed": "rate_agreed",
        "agreed_rate": "rate_agreed", "acknowledged": "acknowledgement", "disputed": "dispute",
        "disputed_when": "dispute", "opposed": "opposition", "title": "title_obtained",
        "costs_awarded": "title_obtained", "stays": "stay_began", "paused": "pause", "withdrawn": "withdrawn",
        "withdrawn_reason": "withdrawn", "plan": "plan_agreed", "plan_holds": "plan_agreed",
        "plan_warned": "plan_notice",
        "settlement": "settlement_offered",
        "evidence": "evidence_received",
        "creditor": "creditor.kind", "debtor_natural": "debtor.natural", "creditor_natural": "creditor.natural",
        "debtor_registered": "debtor.registered", "debtor_form": "debtor.legal_form",
        "debtor_abroad": "debtor.abroad", "creditor_recovers_vat": "creditor.recovers_vat", "region": "region",
        "currency": "currency", "claim_kind": "claims[].kind", "claim_law": "claims[].kind",
        "goods_or_services": "claims[].goods_or_services", "secured": "claims[].secured", "lease": "claims[].lease",
        "principal": "claims[].amount", "credit_amount": "claims[].credit_amount", "claim_arose": "claims[].arose",
        "contract": "claims[].contract", "contract_made": "claims[].contract",
        "invoiced": "claims[].invoiced", "performed": "claims[].performed",
        "claim_due": "claims[].due", "due_is": "claims[].due_is",
        "agreed_fee": "claims[].agreements.reminder_fee", "fee_agreed": "claims[].agreements.reminder_fee",
    }
)  # fmt: skip
"""Fact → the event or the field of the case that says it. What is neither here nor given is worked out."""


def unknown(fact: str, what: str) -> NotModelled:
    """Return the error that a fact is missing on which something turns, with the place of a case that tells it."""
    source = "an event of the kind `fact`" if fact in GIVEN else f"`{SAID_BY[fact]}`" if fact in SAID_BY else None
    told = "" if source is None else f", and {source} tells it"
    return NotModelled(Fault(code="missing_fact", path=fact, expected=f"a fact; {what} turns on it{told}"))


def _is_word(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


_FITS: Final[Mapping[FactType, tuple[str, Callable[[object], bool]]]] = MappingProxyType(
    {
        "flag": ("true or false", _is_flag),
        "word": ("a word", _is_word),
        "count": ("a whole number from 0 on", _is_count),
        "amount": ('an amount as text, such as "100.50"', is_amount),
        "percent": ('percent as text, such as "10.5"', is_rate),
    }
)


def parties(case: Case, profile: m.Profile) -> Iterator[Fault]:
    """Legal forms, where the profile lists those it knows."""
    forms = profile.header.legal_forms
    for side, party in (("creditor", case.creditor), ("debtor", case.debtor)):
        if forms and party.legal_form is not None and party.legal_form not in forms:
            yield _word(f"{side}.legal_form", party.legal_form, forms)


def said(event: Event, at: str) -> Iterator[Fault]:
    """What an event says about the world."""
    if event.kind == "insolvency_opened" and event.name is not None and event.name not in INSOLVENT:
        yield _word(f"{at}.name", event.name, INSOLVENT, _ALSO_CALLED.get(event.name))
    if event.kind == "fact" and event.name is not None:
        yield from _fact(event.name, event.value, at)


def _fact(name: str, value: object, at: str) -> Iterator[Fault]:
    if name not in FACTS:
        yield Fault(code="unknown_fact", path=f"{at}.name", expected="a known fact", got=shown(name),
                    nearest=nearest(name, FACTS))  # fmt: skip
    elif name not in GIVEN:
        source = SAID_BY.get(name)
        expected = "a fact that is recorded as such; this one is " + ("worked out" if source is None else "said there")
        yield Fault(code="fact_from_elsewhere", path=f"{at}.name", expected=expected, got=name, nearest=source)
    elif value is not None:
        yield from _value(name, value, f"{at}.value")


def _value(name: str, value: object, path: str) -> Iterator[Fault]:
    fact = FACTS[name]
    expected, fits = _FITS[fact.type]
    if not fits(value):
        near = str(value).lower() if fact.type == "flag" and str(value).lower() in {"true", "false"} else None
        yield Fault(code="wrong_type", path=path, expected=expected, got=shown(value), nearest=near)
    elif fact.words and value not in fact.words:
        yield _word(path, str(value), fact.words)


def _word(path: str, got: str, words: Sequence[str], near: str | None = None) -> Fault:
    expected = f"one of {', '.join(words)}"
    return Fault(code="unknown_word", path=path, expected=expected, got=shown(got), nearest=near or nearest(got, words))
