"""Where the columnar subset ends: decided by the compiled records of the profile, and in doubt against it.

A rule may ask what a claim and its parties are, and what no event of the subset can change; anything else that it asks
sends its cases to the fold. The words returned are the codes that a result counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from collectrules.fold.conditions import SETTLED, Gate, Term
from collectrules.fold.facts import FACTS, GIVEN
from collectrules.loader import model as m
from collectrules.loader.walking import everything, parts

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment
    from collectrules.fold.rulebook import Rulebook
    from collectrules.fold.rules import FeeVariant, InterestRule, RateRule

MONEY: Final = ("payment", "credit_note")
LETTERS: Final = ("reminder", "collection_notice", "letter", "note", "message")
KINDS: Final = (*MONEY, *LETTERS)
"""The kinds of events that the columns may hold; whether a profile lets each of them be is asked of its records."""
HARMLESS: Final = frozenset({("received_by", "creditor"), ("received_by", "collector"), ("status", "confirmed")})
"""What an event may say beside its day, claim and sums without changing any figure."""
UNMOVED: Final = (
    frozenset(
        "acknowledged debtor_deceased debtor_insolvent disputed disputed_when opposed title costs_awarded handed_over "
        "withdrawn plan settlement stays debtor_closed collector collector_engaged lawyer_engaged plan_holds "
        "settlement_stands".split()
    )
    | {name for name in GIVEN if FACTS[name].days is None and FACTS[name].reaches is None}
    | {SETTLED.name}
    | {name for name, fact in FACTS.items() if fact.fixed}
)
"""Facts that stay as they are however many events of the subset come: each is told by a kind that is not in it."""
AGREED: Final = frozenset({"rate_agreed", "agreed_rate", "default_surcharge", "contract_made", "costs_agreed", "apr"})
"""Facts that the claim itself settles; they may differ from claim to claim."""
FOLLOWED: Final = frozenset({"overdue", "barred", "in_default"})
"""Facts that the columns work out themselves."""
DAYS_OF_CLAIM: Final = frozenset(
    {None, "accrual_day", "claim_due", "claim_arose", "contract", "invoiced", "performed", "interest_start"}
)
"""Days that choose a version and stay the same for ever."""


def beyond(gates: Iterable[Gate], at: Moment, known: frozenset[str] = frozenset()) -> str | None:
    """Return a fact that some gates ask and the columns do not know to stay as it is; None without one.

    A table of which a fact that stays as it is fails can never hold again, so nothing else that it asks counts.
    """
    for gate in gates:
        for table in (*gate.when, *gate.unless):
            names = [term.fact.name for term in table.terms]
            if not any(_fails(term, at) for term in table.terms):
                found = next((name for name in names if name not in UNMOVED and name not in known), None)
                if found is not None:
                    return found
    return None


def _fails(term: Term, at: Moment) -> bool:
    """Whether a term fails for good."""
    if term.fact.name not in UNMOVED:
        return False
    value = term.fact.get(at)
    return value is not None and not term.test(value)


def of_book(book: Rulebook) -> str | None:
    """Return why no case of a rulebook is within the subset; None if some may be."""
    anchors = book.interest_anchors | book.cost_anchors | book.sued_anchors | book.stay_kinds
    for name in by_time(book):
        act = book.by_time[name]
        if act.record.effects != m.Effects() or name in book.fees_by_act or name in anchors:
            return f"act_by_time:{name}"
    return None


def by_time(book: Rulebook) -> frozenset[str]:
    """Return the acts by time that a claim of the subset can come to, by the stages that it can reach."""
    stages, found = {book.entry}, set[str]()
    acts = {name: act.record for name, act in book.acts.items()}
    stages |= {to for name in LETTERS if name in acts and (to := acts[name].leads_to) is not None}
    while True:
        more = {name for name in book.by_time if name not in found and _reached(acts[name], stages)}
        if not more:
            return frozenset(found)
        found |= more
        stages |= {to for name in more if (to := acts[name].leads_to) is not None}


def _reached(act: m.Act, stages: set[str]) -> bool:
    return not act.in_stages or not stages.isdisjoint(act.in_stages)


def of_interest(rule: InterestRule, at: Moment, known: frozenset[str]) -> str | None:
    """Return why the interest of a claim is beyond the columns; None if it is within."""
    record = rule.record
    more = any(rate.plus for rate in rule.rates)  # a rate that varies by nothing else stays, as its conditions do
    if more or rule.by_payment is not None or any(_may_stop(stop, at.state.book) for _, stop in rule.stops):
        return "interest_rule"
    if record.cap is not None and not _plain_cap(rule, record.cap, at):
        return "interest_cap"
    if record.round.mode != "half_up":
        return "interest_rounding"
    found = beyond((rule.gate, *(gate for gate, _ in rule.starts), *_rate_gates(rule)), at, known)
    return f"fact:{found}" if found is not None else next((one for rate in rule.rates if (one := _of_rate(rate))), None)


def _may_stop(stop: m.Stop | m.Period, book: Rulebook) -> bool:
    """Whether some event of the subset can end the running of interest."""
    return not isinstance(stop, m.Stop) or stop.on in KINDS or stop.on in by_time(book)


def _plain_cap(rule: InterestRule, cap: m.InterestCap, at: Moment) -> bool:
    """Whether the claim rules a ceiling out for good, or has one that is a share of its principal and stays."""
    gate = rule.cap_gate
    if gate is None or beyond([gate], at) is not None:
        return False
    plain = cap.of == "principal" and by_time(at.state.book).union(KINDS).isdisjoint(cap.until)
    return plain or not gate.holds(at)


def _rate_gates(rule: InterestRule) -> Iterator[Gate]:
    for rate in rule.rates:
        yield rate.gate
        yield from (gate for gate, _ in rate.agreed)


def _of_rate(rate: RateRule) -> str | None:
    record = rate.record
    keyed = [one.keyed_by for one in (record.margin, record.fixed) if isinstance(one, m.Dated)]
    keyed += [record.reference.keyed_by] if record.reference is not None else []
    named = isinstance(record.ceiling, str) or any(isinstance(each.ceiling, str) for _, each in rate.agreed)
    delay = None if record.reference is None else record.reference.effect_after
    named = named or (delay is not None and isinstance(delay.days or delay.working_days, str))
    compound = record.compound != "none"
    return f"rate:{record.name}" if named or compound or not DAYS_OF_CLAIM.issuperset(keyed) else None


def of_fee(variant: FeeVariant, at: Moment) -> str | None:
    """Return why a fee of a letter is beyond the columns; None if it is within."""
    record = variant.record
    plain = variant.plain and not variant.unmet and variant.keyed == "act" and record.part == "reminder"
    lives = record.from_ is None and record.to is None
    if not plain or not lives or record.borne_by == "loser" or record.bears_interest == "as_principal":
        return f"fee:{record.name}"
    gates = (variant.gate, *(gate for gate, _ in (*variant.once, *variant.limits)))
    found = beyond(gates, at, FOLLOWED)
    return None if found is None else f"fact:{found}"


def bounds_of_principal(profile: m.Profile, scale: int) -> list[int]:
    """Return the principals, in minor units, at which some condition of a profile may turn."""
    found: set[int] = set()
    for _, record in everything(profile):
        for _, part in parts(record, ""):
            if isinstance(part, m.Condition) and "principal" in part.facts:
                for bound in _bounds(part.facts["principal"]):
                    found |= {int(bound * scale), int(bound * scale) + 1}
    return sorted(found)


def _bounds(matcher: m.Matcher) -> Iterator[int]:
    inner = matcher.not_ or matcher
    values = (inner.from_, inner.to, inner.over, inner.below, *inner.any_of, *inner.all_)
    yield from (value for value in values if value is not None)  # type: ignore[misc]  # the checker has seen numbers
