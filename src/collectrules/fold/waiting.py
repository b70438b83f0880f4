"""A start of interest that hangs on a day of the claim nobody knows: it waits for an act that makes it idle."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from collectrules.ground.errors import Fault, NotModelled
from collectrules.topics.deadlines import Span, span

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.moments import Moment
    from collectrules.fold.rules import InterestRule


def wait(rule: InterestRule, moment: Moment, missing: str) -> None:
    """Let a start wait that hangs on a day nobody knows: an act may begin interest before it could.

    Raises:
        NotModelled: `missing_fact`, where that start could be the first of all.

    """
    earliest = _no_earlier_than(rule, moment)
    if earliest is None:
        raise _undecided(moment.account, missing)
    moment.account.kept["start_waits"] = (missing, earliest)


def decide(rule: InterestRule, moment: Moment, first: int) -> None:
    """Forget a start that waits once it is known, or can change nothing: interest has begun before it could."""
    waits = moment.account.kept.get("start_waits")
    if isinstance(waits, tuple) and (first <= waits[1] or _no_earlier_than(rule, moment) is None):
        moment.account.kept.pop("start_waits")


def refuse_waiting(account: Account) -> None:
    """Refuse to answer while a start still waits.

    Raises:
        NotModelled: `missing_fact`, naming the claim's day.

    """
    waits = account.kept.get("start_waits")
    if isinstance(waits, tuple):
        raise _undecided(account, waits[0])


def _no_earlier_than(rule: InterestRule, moment: Moment) -> int | None:
    """The first day on which interest can begin by a start of which a day of the claim is not known.

    Of two anchors the later counts, so it begins no earlier than by the one that is known. None where nothing is known.
    """
    book, found = moment.state.book, []
    for gate, period in rule.starts:
        numbers = partial(book.number, moment=moment)
        if not gate.holds(moment) or not _asks_a_claim(span(period, book.profile, moment.anchor, numbers, at=moment)):
            continue
        known = span(period, book.profile, moment.anchor, numbers, known_only=period.pick == "later", at=moment)
        found.append(known.first_free)
    return None if None in found else min((day for day in found if day is not None), default=None)


def _asks_a_claim(found: Span) -> bool:
    return any(word.startswith("claim.") for word in found.missing)


def _undecided(account: Account, missing: str) -> NotModelled:
    path = f"claims[{account.index}].{missing.removeprefix('claim.')}"
    return NotModelled(Fault(code="missing_fact", path=path, expected="a day; without it no interest start"))
