"""One letter for claims of several cases, given back to each: its own claims, and its part of the one fee."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from collectrules.answers.accepting import assess
from collectrules.ground.money import to_major, to_text
from collectrules.ground.records import record
from collectrules.ground.scalars import Amount, Day
from collectrules.nouns.answer import Part
from collectrules.nouns.case import Case
from collectrules.portfolio.consolidating import own_names
from collectrules.portfolio.running import Laws, law_of


class CaseLetter(Part):
    """What one case records of a letter: its own claims, and its part of the fee in major units of its currency.

    A case that bears a part counts the letter against its limits; one whose claims may bear none has it free.
    """

    case: str
    claims: tuple[str, ...]
    fee: Amount | None = None
    event: Mapping[str, object]


@record
class Shared:
    """A letter for claims of several cases as it stands in the joined one, its fee in minor units."""

    on: Day
    action: str
    claims: tuple[str, ...]
    fee: int
    event: Mapping[str, object]

    def name(self, cases: Sequence[Case]) -> str:
        """Return the id of its events: the same letter is the same event."""
        words = (*sorted(case.id for case in cases), self.action, *self.claims, self.on.isoformat())
        return "j" + hashlib.sha256("|".join(words).encode()).hexdigest()[:12]


def parted(
    shared: Shared, cases: Sequence[Case], laws: Laws, readings: Mapping[str, str] | None
) -> tuple[CaseLetter, ...]:  # fmt: skip
    """Return what each case records of a letter; nothing where its fee cannot be parted so that no case is wronged.

    The fee is parted evenly among the cases that may bear their part; what is left over goes to the first of them.
    """
    about = _about(shared, cases)
    bearers = list(about) if shared.fee else []
    while True:
        fees = _evenly(shared.fee, bearers)
        found = {case.id: _letter(shared, case, about[case.id], fees.get(case.id, 0), cases) for case in cases
                 if case.id in about}  # fmt: skip
        wronged = [case.id for case in cases if case.id in found and not _allowed(case, found[case.id], laws, readings)]
        if not wronged:
            return tuple(found.values()) if sum(fees.values()) == shared.fee else ()
        if not set(wronged) & set(bearers):
            return ()
        bearers = [name for name in bearers if name not in wronged]


def _about(shared: Shared, cases: Sequence[Case]) -> dict[str, tuple[str, ...]]:
    """The claims of the letter by case, under their own names."""
    names = own_names(cases)
    pairs = [names[claim] for claim in shared.claims]
    return {case.id: own for case in cases if (own := tuple(claim for name, claim in pairs if name == case.id))}


def _evenly(fee: int, bearers: Sequence[str]) -> dict[str, int]:
    if not bearers:
        return {}
    each, rest = divmod(fee, len(bearers))
    return {name: each + (rest if place == 0 else 0) for place, name in enumerate(bearers)}


def _letter(shared: Shared, case: Case, claims: tuple[str, ...], fee: int, cases: Sequence[Case]) -> CaseLetter:
    event = {name: value for name, value in shared.event.items() if name != "fee"}
    event |= {"id": shared.name(cases), "claims": list(claims)}
    if fee:
        event["fee"] = to_text(fee, case.decimals)
    money = to_major(fee, case.decimals) if fee else None
    return CaseLetter.made(case=case.id, claims=claims, fee=money, event=event)


def _allowed(case: Case, letter: CaseLetter, laws: Laws, readings: Mapping[str, str] | None) -> bool:
    on = str(letter.event["on"])
    return assess(case, law_of(case, laws), letter.event, on=on, readings=readings).verdict == "allowed"
