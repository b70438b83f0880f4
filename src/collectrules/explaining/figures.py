"""Interest and tariffs in sentences."""

from __future__ import annotations

from decimal import Decimal

from collectrules.answers.figures import InterestAnswer, TariffAnswer, TariffPart
from collectrules.explaining.accounts import interest_parts
from collectrules.explaining.drafting import Draft, Drafts, Speaker
from collectrules.explaining.envelopes import assumed
from collectrules.words.texts import Money, Named, Percent, Said, Value


def interest_answer_parts(speaker: Speaker, found: InterestAnswer) -> Drafts:
    """Yield the sum, then every stretch of one rate."""
    values: dict[str, Value] = {
        "amount": Money(found.amount), "due": found.due, "until": found.until, "interest": Money(found.interest),
        "days": found.days,
    }  # fmt: skip
    yield Draft("interest_sum" if found.rows else "no_interest", values)
    for row in found.rows:
        yield from interest_parts(row)
    yield from assumed(speaker, found.assumptions)


def tariff_parts(speaker: Speaker, found: TariffAnswer) -> Drafts:
    """Yield the amount, the version used, of protected income how many persons count, and the working."""
    kind, _, name = found.name.partition(".")
    values: dict[str, Value] = {"name": Named(kind, name)}
    if found.amount is not None:
        values["amount"] = _amount(speaker, kind, name, found.amount)
    elif found.amount_min is not None and found.amount_max is not None:
        values["amount_min"] = _amount(speaker, kind, name, found.amount_min)
        values["amount_max"] = _amount(speaker, kind, name, found.amount_max)
    code = "tariff" if found.value is None else "tariff_of"
    values |= {} if found.value is None else {"value": Money(found.value)}
    yield Draft(code if found.amount is not None else f"{code}_between", values, found.law)
    yield Draft("tariff_version", {"version_from": found.version_from})
    if found.dependants is not None:
        yield Draft("tariff_dependants", {"dependants": found.dependants})
    yield from (_working(speaker, part) for part in found.parts)
    yield from assumed(speaker, found.assumptions)


def _amount(speaker: Speaker, kind: str, name: str, amount: Decimal) -> Value:
    """A sum, a rate or a bare number, as the record's unit says."""
    record = speaker.profile.value.get(name) if kind == "value" else None
    unit = record.unit if record is not None else None
    return Money(amount) if unit in {None, "currency"} else Percent(amount) if unit == "percent" else amount


def _working(speaker: Speaker, part: TariffPart) -> Draft:
    values: dict[str, Value] = {"code": Named("tariff", part.code), "amount": Money(part.amount)}
    bounds = {name: Money(Decimal(part.values[name])) for name in ("over", "to") if name in part.values}
    if not bounds:
        return Draft("tariff_part", values)
    said = [speaker.texts.label("tariff", name).replace("{" + name + "}", speaker.texts.written(bound))
            for name, bound in bounds.items()]  # fmt: skip
    return Draft("tariff_band", values | bounds | {"bounds": Said(", ".join(said))})
