"""A comparison in sentences: what each way brings, why it stands where it stands, and why others are left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from collectrules.answers.attempts import LeftOut, Option
from collectrules.answers.comparing import Comparison
from collectrules.explaining.accounts import sums_of
from collectrules.explaining.agreements import given_up, noted, on_page, otherwise
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import resting
from collectrules.explaining.steps import cost_part, needed
from collectrules.ground.money import EXACT
from collectrules.words.texts import Money, Named, Percent, Said, Texts, Value

_TWO: Final = Decimal("0.01")


def comparison_parts(speaker: Speaker, found: Comparison) -> Drafts:
    """Yield what is owed, every way best first, what comes otherwise, and what is left out and why."""
    yield Draft("owed_on", {"on": found.on, "claims": found.claims, **sums_of(found.owed)})
    if found.cost_of_money is not None:
        yield Draft("discounted", {"cost_of_money": Percent(_as_written(found.cost_of_money))})
    if {option.kind for option in found.options} <= {"next_step"}:
        yield on_page(speaker, "none_agreed", {})
    step = None if found.next_stage is None else found.next_stage.step
    before: Option | None = None
    for option in found.options:
        yield from _option(speaker, option, step)
        if before is not None:
            yield _place(before, option)
        before = option
    if found.next_stage is not None:
        yield from otherwise(found.next_stage)
    for one in found.left_out:
        yield from _left_out(speaker, one)
    yield from resting(speaker, found)


def _as_written(rate: Decimal) -> Decimal:
    """A rate with the two decimals that documents have at least."""
    short = EXACT.quantize(rate, _TWO)
    return short if short == rate else rate


def _option(speaker: Speaker, option: Option, step: str | None) -> Drafts:
    values: dict[str, Value] = {
        "way": Said(way(speaker.texts, option.kind, option.terms, step)), "pays": Money(option.pays),
        "last": option.payments[-1].on, "days": option.days,
    }  # fmt: skip
    yield Draft("option", values, option.law)
    if len(option.payments) > 1:
        yield from (Draft("comes_in", {"on": one.on, "amount": Money(one.amount)}) for one in option.payments)
    if option.waived is not None:
        yield from given_up(option.waived)
    if option.touches_principal and option.waived is not None:
        yield on_page(speaker, "touches_principal", {"sum": Money(option.waived.principal)})
    yield from _worth(option)
    yield from needed(speaker, None, option.needs)
    if option.billable:
        yield Draft("billable")
    yield from (cost_part("charge", cost) for cost in option.billable)
    yield from noted(speaker, option.notes)


def _worth(option: Option) -> Drafts:
    """What the way is worth to either side."""
    if option.nominal != option.pays:
        yield Draft("nominal", {"nominal": Money(option.nominal)})
    values: dict[str, Value] = {"value_creditor": Money(option.value_creditor)}
    if option.chance is None:
        yield Draft("worth", values)
    else:
        yield Draft("worth_chance", {**values, "chance": chance_of(option.chance)})
    if option.value_debtor is not None:
        code = "saves" if option.value_debtor >= 0 else "costs_more"
        yield Draft(code, {"value_debtor": Money(option.value_debtor.copy_abs())})


def chance_of(text: str) -> Percent:
    """Return a chance, as it was given, as a rate."""
    return Percent(Decimal(text.rstrip(" %")))


def _place(before: Option, option: Option) -> Draft:
    """Why a way stands after the one before it: the first of the measures of the ranking that parts them."""
    if option.value_creditor != before.value_creditor:
        return Draft("stands_worth")
    if option.pays != before.pays:
        return Draft("stands_pays")
    return Draft("stands_later" if option.days != before.days else "stands_alike")


def _left_out(speaker: Speaker, one: LeftOut) -> Drafts:
    yield Draft("left_out", {"way": Said(way(speaker.texts, one.kind, one.terms, None))})
    yield from (speaker.reason(reason) for reason in one.because)


def way(texts: Texts, kind: str, terms: Mapping[str, object], step: str | None) -> str:
    """Return what a way is called, from its terms; `step` is the next step."""
    if kind == "plan":
        return texts.sentence("page", "way_plan", {"count": str(terms["count"])})
    if kind == "settle" and "discount" in terms:
        return texts.sentence("page", "way_discount", {"share": _share(str(terms["discount"]))})
    if kind == "settle":
        parts = tuple(Named("component", str(part)) for part in _listed(terms["waive"]))
        return texts.sentence("page", "way_waive", {"parts": parts})
    if kind == "next_step":
        return texts.sentence("page", "way_next", {"step": "" if step is None else Named("act", step)})
    return texts.sentence("page", "way_full", {})


def _listed(words: object) -> tuple[object, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (words,)


def _share(text: str) -> Value:
    return Percent(Decimal(text.rstrip(" %"))) if "%" in text else Money(Decimal(text))
