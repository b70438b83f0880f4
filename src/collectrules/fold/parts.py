"""A claim in parts: an act for less than the whole takes its part along and leaves the rest where it stood.

An act concerns the parts that stand in its stages; where none does it concerns the whole, and is judged by that. Money
paid goes to the part with a title, else to one that nobody opposes, the furthest first; what the creditor gives up
comes off the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from collectrules.fold.entries import ClaimPart
from collectrules.fold.ledger import Account

if TYPE_CHECKING:
    from collectrules.fold.stretches import Stretch
    from collectrules.loader import model as m

Title = tuple[str | None, int | None]
GIVEN_UP = frozenset({"credit_note", "waiver"})


def concerned(account: Account, stages: Sequence[str]) -> list[ClaimPart]:
    """Return the parts of a claim that an act of these stages is about."""
    return [part for part in account.parts if part.stage in stages] or account.parts


def size(account: Account, part: ClaimPart) -> int:
    """Return the principal of a part in minor units."""
    return account.open_principal if part.amount is None else part.amount


def about(account: Account, stages: Sequence[str], amount: int | None) -> int | None:
    """Return how much of a claim an act is about, by its own words or as these stages hold it; None means all of it."""
    if amount is not None or len(account.parts) == 1:
        return amount
    return sum(size(account, part) for part in concerned(account, stages))


def facing(account: Account, stages: Sequence[str], amount: int | None = None) -> Account:
    """Return a claim as an act sees it: the parts it is about, or no more of them than `amount`; never to be booked on.

    Costs are those of the whole claim; interest is the part's share of it by principal (`Moment.interest_owed`).
    """
    if amount is None and len(account.parts) == 1:
        return account
    found = concerned(account, stages)
    total = sum(size(account, part) for part in found)
    seen = total if amount is None else min(amount, total)
    return account if seen == account.open_principal else _view(account, found[0], seen)


def each(account: Account) -> list[Account]:
    """Return a claim part by part, as an act on each would see it; never to be booked on."""
    if len(account.parts) == 1:
        return [account]
    return [_view(account, part, size(account, part)) for part in account.parts]


def _view(account: Account, part: ClaimPart, seen: int) -> Account:
    """A claim of which only `seen` minor units of principal are looked at, standing where a part of it stands."""
    view = copy(account)
    view.parts, view.whole = [part], account
    view.credited += account.open_principal - seen
    view.title, view.title_day = _title(account, part)
    view.log = list(_log(account, part))
    view.stays = tuple(stay for stay in account.stays if not _elsewhere(account, part, stay))
    return view


def _elsewhere(account: Account, part: ClaimPart, stay: Stretch) -> bool:
    """Whether what began a stay was about other parts of the claim only, as far as their records tell."""
    began = (stay.first, stay.began)
    return len(account.parts) > 1 and began not in part.log and any(began in other.log for other in account.parts)


def shares(accounts: Sequence[Account], stages: Sequence[str], amount: int | None) -> list[int | None]:
    """Return how much of each claim an act for an amount is about, the first claims first; None means all of it."""
    if amount is None:
        return [None] * len(accounts)
    found: list[int | None] = []
    left = amount
    for account in accounts:
        total = sum(size(account, part) for part in concerned(account, stages))
        part = None if len(accounts) == 1 and left >= total else min(left, total)
        found.append(part)
        left -= total if part is None else part
    return found


Entry = tuple[int, str]
"""The ordinal day and the kind of an event on which a limitation may hang."""


def move(
    account: Account, act: m.Act, day: int, amount: int | None, title: Title, order: Sequence[str], entry: Entry | None
) -> None:  # fmt: skip
    """Let an act take the parts it is about, or `amount` of them, to its stage; `entry` goes into their record."""
    if amount == 0:
        return
    whole = amount is None or amount >= account.open_principal
    if act.leads_to is None and (title[0] is None or whole):
        note(account, act.in_stages, entry)
    elif len(account.parts) == 1 and whole:
        if _may_leave(act, account.parts[0].stage):
            account.enter(destination(act, account.stages), day, act.law)
    else:
        account.parts = _joined(list(_moved(account, act, day, amount, title, entry)), order)
        if len(account.parts) == 1:
            account.title, account.title_day = account.parts[0].title


def _may_leave(act: m.Act, stage: str) -> bool:
    """Whether an act takes what stands in a stage to its own."""
    return stage not in act.never_from and (not act.only_from or stage in act.only_from)


def entitle(account: Account, title: Title) -> None:
    """Give a title from outside to every part of a claim."""
    if len(account.parts) > 1:
        account.parts = [replace(part, title=title) for part in account.parts]


def destination(act: m.Act, stages: Sequence[tuple[int, str]]) -> str:
    """The stage an act leads to: the last one before those it returns from, where there was one."""
    before = [stage for _, stage in stages if stage not in act.returns_from] if act.returns_from else ()
    return before[-1] if before else str(act.leads_to)


def note(account: Account, stages: Sequence[str], entry: Entry | None) -> None:
    """Write an event that moves nothing into the record of the parts it is about."""
    if entry is None or len(account.parts) == 1:
        return
    found = concerned(account, stages)
    account.parts = [replace(part, log=(*part.log, entry)) if part in found else part for part in account.parts]


def _moved(
    account: Account, act: m.Act, day: int, amount: int | None, title: Title, entry: Entry | None
) -> Iterator[ClaimPart]:
    """Yield every part after an act: what it took along of each, and what it left where it stood or its rest goes."""
    found, left = _taken_along(account, act, amount)
    for part in account.parts:
        whole, log = size(account, part), tuple(_log(account, part))
        taken = min(whole, left) if part in found else 0
        left -= taken
        if taken < whole:
            rest = replace(part, amount=whole - taken, title=_title(account, part), log=log)
            stays = act.rest_leads_to is None or part.stage not in act.in_stages
            yield rest if stays else _led(rest, act, day, str(act.rest_leads_to))
        if taken:
            name = part.name if taken == whole else _free_name(account.parts)
            own = title if title[0] else _title(account, part)
            log = log if entry is None else (*log, entry)
            there = replace(part, amount=taken, name=name, title=own, log=log)
            yield there if act.leads_to is None else _led(there, act, day, destination(act, part.stages))


def _taken_along(account: Account, act: m.Act, amount: int | None) -> tuple[list[ClaimPart], int]:
    """The parts that an act takes to its stage, and how much of them."""
    found = [part for part in concerned(account, act.in_stages) if _may_leave(act, part.stage)]
    left = account.open_principal if amount is None else amount
    if act.rest_leads_to is None:
        return found, left
    there = [part for part in account.parts if part.stage == act.leads_to or not _may_leave(act, part.stage)]
    if amount is None and there:
        return [part for part in found if part in there], left
    return found, max(left - sum(size(account, part) for part in there if part not in found), 0)


def _led(part: ClaimPart, act: m.Act, day: int, stage: str) -> ClaimPart:
    """A part at the stage to which an act leads it."""
    return replace(part, stage=stage, since=day, law=act.law, stages=(*part.stages, (day, stage)))


def _log(account: Account, part: ClaimPart) -> Sequence[Entry]:
    """What has happened to a part; a claim in one piece has its own record."""
    return account.log if len(account.parts) == 1 else part.log


def _title(account: Account, part: ClaimPart) -> Title:
    """The title of a part; a claim in one piece has its own."""
    return (account.title, account.title_day) if len(account.parts) == 1 else part.title


def _free_name(parts: Sequence[ClaimPart]) -> str:
    return str(max(int(part.name) for part in parts) + 1)


def _joined(parts: Sequence[ClaimPart], order: Sequence[str]) -> list[ClaimPart]:
    """Join what stands alike, and put what has come furthest first; a claim in one piece has no amount of its own."""
    found: dict[object, ClaimPart] = {}
    for part in parts:
        key = (part.stage, part.title, part.log)
        same = found.get(key)
        found[key] = part if same is None else replace(same, amount=(same.amount or 0) + (part.amount or 0))
    if len(found) == 1:
        return [replace(next(iter(found.values())), amount=None)]
    return sorted(found.values(), key=lambda part: -order.index(part.stage) if part.stage in order else 1)


def _opposed(part: ClaimPart) -> bool:
    """Whether the debtor objected to a part: whoever pays after that pays what he does not contest."""
    return any(kind == "opposition" for _, kind in part.log)


def fit(account: Account, kind: str) -> None:
    """Let the parts of a claim add up to its open principal again after an event of a kind."""
    excess = sum(size(account, part) for part in account.parts) - account.open_principal
    if len(account.parts) == 1 or excess <= 0:
        return
    queue = sorted(account.parts, key=lambda part: (part.title[0] is None, _opposed(part)))  # the furthest is first
    if kind in GIVEN_UP:
        queue.reverse()
    left: dict[str, int] = {}
    for part in queue:
        taken = min(excess, size(account, part))
        left[part.name] = size(account, part) - taken
        excess -= taken
    kept = [replace(part, amount=left[part.name]) for part in account.parts if left[part.name]] or account.parts[:1]
    if len(kept) == 1:
        account.title, account.title_day = kept[0].title
        account.log = list(kept[0].log)
        kept = [replace(kept[0], amount=None)]
    account.parts = kept
