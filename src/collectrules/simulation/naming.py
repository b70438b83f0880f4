"""Behaviours by name, as a command line or a table of a study writes them: `pays_monthly:500.00`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from collectrules.ground.errors import bad_input, nearest
from collectrules.ground.money import to_minor, to_text
from collectrules.simulation.debtors import (
    AcceptsOffer,
    Behaviour,
    NeverPays,
    Objects,
    PaysAt,
    PaysByPlan,
    PaysMonthly,
)

if TYPE_CHECKING:
    from collectrules.loader import model as m
    from collectrules.nouns.case import Case

MOST: Final = 1_000
DIGITS: Final = 18
USAGE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "never_pays": "never_pays",
        "pays_at": "pays_at:ACT[:DAYS]",
        "pays_monthly": "pays_monthly:AMOUNT",
        "keeps_plan": "keeps_plan[:COUNT]",
        "breaks_plan": "breaks_plan:NUMBER[:COUNT]",
        "objects": "objects:ACT[:EVENT[:DAYS]]",
        "accepts_offer": "accepts_offer",
        "breaks_offer": "breaks_offer",
        "random": "random:SEED",
    }
)


def behaviours_of(
    asked: str | Behaviour | Sequence[str | Behaviour], case: Case, profile: m.Profile
) -> tuple[Behaviour, ...]:
    """Return the behaviours that some words name; values that are behaviours already stay as they are.

    Raises:
        BadInput: `unknown_behaviour`, `behaviour_words`; `unknown_action` for an act that the profile does not know.

    """
    several: Sequence[object] = asked if isinstance(asked, list | tuple) else [asked]
    return tuple(_named(one, case, profile) if isinstance(one, str) else _own(one) for one in several)


def called(asked: str | Behaviour | Sequence[str | Behaviour]) -> tuple[str, ...]:
    """Return what each behaviour is called: as it was asked for, else by its class."""
    several: Sequence[object] = asked if isinstance(asked, list | tuple) else [asked]
    return tuple(one if isinstance(one, str) else type(one).__name__ for one in several)


def _own(one: object) -> Behaviour:
    if isinstance(one, type) or not (callable(getattr(one, "when", None)) and callable(getattr(one, "deed", None))):
        raise bad_input(
            "unknown_behaviour", "behaviour", "the name of a behaviour, or one with when and deed", str(one)
        )
    return cast("Behaviour", one)


def _named(text: str, case: Case, profile: m.Profile) -> Behaviour:
    name, *words = text.split(":")
    if name not in USAGE:
        raise bad_input("unknown_behaviour", "behaviour", " or ".join(USAGE.values()), text, nearest(name, USAGE))
    if len(words) > USAGE[name].count(":"):
        raise _unfit(text)
    if name == "random":
        return drawn(_number(text, words, 0, least=0, most=None), case, profile)
    try:
        return _MAKERS[name](text, words, case, profile)
    except (IndexError, TypeError) as error:
        raise _unfit(text) from error


def _unfit(text: str) -> Exception:
    return bad_input("behaviour_words", "behaviour", USAGE[text.partition(":")[0]], text)


def _number(
    text: str, words: Sequence[str], place: int, usual: int | None = None, least: int = 0, most: int | None = MOST
) -> int:
    if place >= len(words) and usual is not None:
        return usual
    word = words[place] if place < len(words) else ""
    if (
        not (word.isascii() and word.isdigit())
        or len(word) > DIGITS
        or int(word) < least
        or (most is not None and int(word) > most)
    ):
        raise _unfit(text)
    return int(word)


def _act(word: str, profile: m.Profile) -> str:
    if word not in profile.act:
        raise bad_input("unknown_action", "behaviour", "an act of the profile", word, nearest(word, profile.act))
    return word


def _pays_at(text: str, words: Sequence[str], _case: Case, profile: m.Profile) -> Behaviour:
    return PaysAt(_act(words[0], profile), _number(text, words, 1, 1, least=1))


def _pays_monthly(text: str, words: Sequence[str], case: Case, _profile: m.Profile) -> Behaviour:
    minor = to_minor(words[0], case.decimals, "behaviour")
    if minor <= 0:
        raise _unfit(text)
    return PaysMonthly(Decimal(to_text(minor, case.decimals)))


def _keeps_plan(text: str, words: Sequence[str], _case: Case, _profile: m.Profile) -> Behaviour:
    return PaysByPlan(_number(text, words, 0, 12, least=1))


def _breaks_plan(text: str, words: Sequence[str], _case: Case, _profile: m.Profile) -> Behaviour:
    return PaysByPlan(_number(text, words, 1, 12, least=1), _number(text, words, 0, least=1))


def _objects(text: str, words: Sequence[str], _case: Case, profile: m.Profile) -> Behaviour:
    kind = words[1] if len(words) > 1 else "dispute"
    own = [name for name, act in profile.act.items() if act.by == "debtor"]
    if kind not in {"dispute", *own}:
        raise bad_input("unknown_action", "behaviour", "dispute, or an act of the debtor", kind, nearest(kind, own))
    return Objects(_act(words[0], profile), kind, _number(text, words, 2, 1, least=1))


_MAKERS: Final[Mapping[str, Callable[[str, Sequence[str], Case, m.Profile], Behaviour]]] = MappingProxyType(
    {
        "never_pays": lambda *_: NeverPays(),
        "pays_at": _pays_at,
        "pays_monthly": _pays_monthly,
        "keeps_plan": _keeps_plan,
        "breaks_plan": _breaks_plan,
        "objects": _objects,
        "accepts_offer": lambda *_: AcceptsOffer(),
        "breaks_offer": lambda *_: AcceptsOffer(pays=False),
    }
)


class _Dice:
    """Numbers that a seed determines, the same on any machine: no chance is in it."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.seed, self.thrown = seed, 0

    def number(self, least: int, most: int) -> int:
        """Return the next number, bounds included."""
        self.thrown += 1
        digest = hashlib.sha256(f"{self.seed}:{self.thrown}".encode()).digest()
        return least + int.from_bytes(digest[:8], "big") % (most - least + 1)


def drawn(seed: int, case: Case, profile: m.Profile) -> Behaviour:
    """Return a behaviour that a seed draws: the same for the same seed, profile and first claim."""
    dice = _Dice(seed)
    acts = sorted(name for name, act in profile.act.items() if act.by == "creditor")
    act = acts[dice.number(0, len(acts) - 1)]
    minor = max(case.minor(case.claims[0].amount) // dice.number(4, 24), 1)
    after, count = dice.number(1, 30), dice.number(2, 12)
    found: list[Behaviour] = [
        NeverPays(), PaysAt(act, after), PaysMonthly(Decimal(to_text(minor, case.decimals))), PaysByPlan(count),
        PaysByPlan(count, dice.number(1, count)), Objects(act, "dispute", after), AcceptsOffer(),
        AcceptsOffer(pays=False),
    ]  # fmt: skip
    return found[dice.number(0, len(found) - 1)]
