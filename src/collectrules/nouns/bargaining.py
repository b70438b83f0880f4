"""What a creditor would agree on, and what he expects: two small documents beside the case, strict as the case is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final, Literal, cast, get_args

from pydantic import AfterValidator, BeforeValidator, ValidationError
from pydantic_core import PydanticCustomError

from collectrules.ground.errors import BadInput, nearest, shown
from collectrules.ground.scalars import Amount, Day, Flag, Rate, Text
from collectrules.nouns.case import faults_of
from collectrules.nouns.events import Component
from collectrules.nouns.parties import CasePart

Pace = Literal["week", "two_weeks", "month", "quarter", "half_year", "year"]
MOST_INSTALMENTS: Final = 600
"""No plan has more instalments; fifty years of months."""
_SHARE: Final = re.compile(r"\d{1,3}(\.\d{1,4})?\s?%|\d{1,18}(\.\d{1,6})?", re.ASCII)
_CHANCE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s?%", re.ASCII)
_WHOLE: Final = 100  # per cent


def _refused(code: str, expected: str, got: object, near: str | None = None) -> PydanticCustomError:
    return PydanticCustomError(code, "{expected}", {"expected": expected, "got": shown(got), "nearest": near})


def _share(value: str) -> str:
    """A percentage up to 100, or an amount; whether it fits the debt is asked later."""
    if not _SHARE.fullmatch(value) or ("%" in value and Fraction(value.rstrip(" %")) > _WHOLE):
        raise _refused("offer_share", 'a percentage up to 100, such as "20%", or an amount as text', value)
    return value


def _chance(value: object) -> str:
    """A percentage with its sign: a bare 0.6 may mean a half of it, or a hundredth."""
    found = _CHANCE.fullmatch(value) if isinstance(value, str) else None
    if found is None or Fraction(found[1]) > _WHOLE:
        raise _refused("chance_format", 'a percentage from 0% to 100% as text, such as "60%"', value)
    return f"{found[1]}%"


def _named(value: tuple[Component, ...]) -> tuple[Component, ...]:
    if not value:
        raise _refused("offer_component", "at least one component", value)
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_INSTALMENTS:
        raise _refused("plan_count", f"1 to {MOST_INSTALMENTS} instalments", value)
    return value


def _pace(value: object) -> object:
    paces = get_args(Pace)
    if value not in paces:
        raise _refused("plan_pace", " or ".join(paces), value, nearest(str(value), paces))
    return value


def _least(what: str, least: int) -> Callable[[Decimal], Decimal]:
    def check(value: Decimal) -> Decimal:
        if value < least:
            raise _refused("below_zero", what, str(value), str(least))
        return value

    return check


Share = Annotated[Text, AfterValidator(_share)]
Chance = Annotated[str, BeforeValidator(_chance)]
Waiver = Annotated[tuple[Component, ...], AfterValidator(_named)]
Count = Annotated[int, BeforeValidator(_count)]
Sum = Annotated[Amount, AfterValidator(_least("an amount of 0 or more", 0))]
Cost = Annotated[Rate, AfterValidator(_least("a rate of 0 or more", 0))]


class Bounds(CasePart):
    """What a creditor would agree on, in the words of `settlement_offer` and `instalment_plan`; amounts in major units.

    `discounts`: what is waived of the whole debt, each a percentage as text ("20%") or an amount. `waivers`: components
    that are waived whole. `least`: the least that settles the debt, a share of it or an amount. `touch_principal`:
    whether a part of the claim itself may be given up. `valid_until`: the last day an offer stands; it counts as paid
    on that day.

    `counts`: how many instalments. `every`, `first`, `down`, `down_on`, `interest_free`, `asked_by`: as
    `instalment_plan` takes them. `until`: the last day on which the last instalment may fall due.
    `least_instalment`: what each instalment but the last must come to.
    """

    discounts: tuple[Share, ...] = ("10%", "20%", "30%")
    waivers: tuple[Waiver, ...] = (
        ("interest",), ("interest", "fees"), ("interest", "fees", "costs"),
    )  # fmt: skip
    least: Share | None = None
    touch_principal: Flag = False
    valid_until: Day | None = None
    counts: tuple[Count, ...] = (3, 6, 12)
    every: Annotated[Pace, BeforeValidator(_pace)] = "month"
    first: Day | None = None
    down: Sum | None = None
    down_on: Day | None = None
    interest_free: Flag = False
    until: Day | None = None
    least_instalment: Sum | None = None
    asked_by: Literal["creditor", "debtor"] = "creditor"


class Chances(CasePart):
    """How likely each way is to be paid as foreseen, a percentage as text ("60%"); None is not known, never certain."""

    full: Chance | None = None
    settle: Chance | None = None
    plan: Chance | None = None
    next_step: Chance | None = None


class Expectations(CasePart):
    """What a creditor expects: what money costs him, percent per year, and how likely each way is to be paid."""

    cost_of_money: Cost | None = None
    chances: Chances = Chances()


def part_of(percentage: str) -> Fraction:
    """Return a percentage as a part of one.

    >>> part_of("60%")
    Fraction(3, 5)
    """
    return Fraction(percentage.rstrip(" %")) / _WHOLE


def read(bounds: object, expectations: object) -> tuple[Bounds, Expectations]:
    """Return both documents; what is not given has its defaults.

    Raises:
        BadInput: the faults of both at once.

    """
    found, faults = [], []
    for model, name, given in ((Bounds, "bounds", bounds), (Expectations, "expectations", expectations)):
        try:
            found.append(model.model_validate(dict(given or {}) if isinstance(given, Mapping | None) else given))
        except ValidationError as error:
            faults += [replace(one, path=f"{name}.{one.path}".rstrip(".")) for one in faults_of(error, model)]
    if faults:
        raise BadInput(faults)
    limits, wanted = found
    return cast("Bounds", limits), cast("Expectations", wanted)
