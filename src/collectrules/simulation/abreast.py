"""Lives side by side: two workflows, behaviours, jurisdictions or versions of the law, and where they part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from collectrules.answers.standings import Balance
from collectrules.ground.errors import bad_input
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Part, ProfileMark
from collectrules.simulation.imagining import CREDITORS
from collectrules.simulation.living import Ending
from collectrules.simulation.simulating import Simulation


class Side(Part):
    """How one life ended, in major units of its own currency; `days` are calendar days from its beginning to its end.

    `acts` counts what the creditor did, `advanced` is what he laid out for it.
    """

    name: str
    profile: ProfileMark
    currency: str
    ended: Ending
    over_on: Day
    days: int
    stage: str
    owed: Balance
    paid: Balance
    advanced: Amount
    acts: int


class SideBySide(Part):
    """Some lives in the order given; `parts_on` is the first day on which not all of them are alike."""

    format: Literal[1] = 1
    answer: Literal["side_by_side"] = "side_by_side"
    sides: tuple[Side, ...]
    parts_on: Day | None = None


def side_by_side(lives: Mapping[str, Simulation]) -> SideBySide:
    """Return how some lives ended, and the first day on which they are not alike.

    Args:
        lives: simulations, each under a name of one's own. They may be of several cases, profiles and currencies.

    Raises:
        BadInput: `nothing_to_compare`, less than two lives.

    Example:
        >>> import collectrules as cr
        >>> law = cr.load_profile("DK")
        >>> case = cr.load_case({
        ...     "id": "1", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        ...     "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
        ...                 "due": "2024-01-31", "due_agreed": True}]})
        >>> asked = {"on": "2024-02-01", "until": "2024-03-31"}
        >>> lives = {name: cr.simulate(case, law, workflow=name, **asked) for name in ("fast", "standard")}
        >>> both = cr.side_by_side(lives)
        >>> print(both.parts_on, [(side.name, side.acts) for side in both.sides])
        2024-02-01 [('fast', 5), ('standard', 5)]

    """
    _check(lives)
    if len(lives) < 2:  # noqa: PLR2004  # two are side by side
        raise bad_input("nothing_to_compare", "lives", "at least two lives", len(lives))
    return SideBySide.made(
        sides=tuple(_side(name, life) for name, life in lives.items()), parts_on=_parting(list(lives.values()))
    )


def _check(lives: object) -> None:
    if not (isinstance(lives, Mapping) and all(isinstance(life, Simulation) for life in lives.values())):
        raise bad_input("wrong_type", "lives", "simulations, each under a name", type(lives).__name__)


def _side(name: str, life: Simulation) -> Side:
    mine = [item for item in life.timeline if item.by in CREDITORS]
    return Side.made(
        name=name, profile=life.profile, currency=life.currency, ended=life.ended, over_on=life.over_on,
        days=(life.over_on - life.on).days, stage=life.stage, owed=life.owed, paid=life.paid, advanced=life.advanced,
        acts=len(mine),
    )  # fmt: skip


def _parting(lives: list[Simulation]) -> object:
    """The first day whose entries are not the same in all lives."""
    days = sorted({item.on for life in lives for item in life.timeline})
    found = (day for day in days if len({_on(life, day) for life in lives}) > 1)
    return next(found, None)


def _on(life: Simulation, day: object) -> tuple[tuple[object, ...], ...]:
    return tuple((item.what, item.amount, item.owed_total, item.stage) for item in life.timeline if item.on == day)
