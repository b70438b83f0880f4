"""A start of interest that hangs on a day of the claim nobody knows: it waits for an act that makes it idle."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Final, get_args

from collectrules.fold.moments import Moment
from collectrules.fold.rules import InterestRule
from collectrules.ground.errors import Fault, NotModelled
from collectrules.nouns.claims import DueIs
from collectrules.topics.deadlines import Span, span

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.state import State
    from collectrules.loader import model as m


def wait(rule: InterestRule, moment: Moment, missing: str) -> None:
    """Let a start wait that hangs on a day nobody knows: an act may begin interest before it could.

    Raises:
        NotModelled: `missing_fact`, where that start could be the first of all.

    """
    earliest = _no_earlier_than(rule, moment)
    if earliest is None:
        raise _undecided(rule, moment, missing)
    moment.account.kept["start_waits"] = (missing, earliest)


def decide(rule: InterestRule, moment: Moment, first: int) -> None:
    """Forget a start that waits once it is known, or can change nothing: interest has begun before it could."""
    waits = moment.account.kept.get("start_waits")
    if isinstance(waits, tuple) and (first <= waits[1] or _no_earlier_than(rule, moment) is None):
        moment.account.kept.pop("start_waits")


def refuse_waiting(state: State, account: Account) -> None:
    """Refuse to answer while a start still waits.

    Raises:
        NotModelled: `missing_fact`, naming the claim's day.

    """
    waits, rule = account.kept.get("start_waits"), account.kept.get("interest_rule")
    if isinstance(waits, tuple) and isinstance(rule, InterestRule):
        raise _undecided(rule, Moment(state, account, max(state.on, account.due)), waits[0])


def _no_earlier_than(rule: InterestRule, moment: Moment) -> int | None:
    """The first day on which interest can begin by a start of which a day of the claim is not known.

    Of two anchors the later counts, so it begins no earlier than by the one that is known. None where nothing is known.
    """
    found = [
        _span(period, moment, known_only=period.pick == "later").first_free
        for gate, period in rule.starts
        if gate.holds(moment) and _asks_a_claim(_span(period, moment))
    ]
    return None if None in found else min((day for day in found if day is not None), default=None)


def _span(period: m.Period, moment: Moment, *, known_only: bool = False) -> Span:
    book = moment.state.book
    numbers = partial(book.number, moment=moment)
    return span(period, book.profile, moment.anchor, numbers, known_only=known_only, at=moment)


def _asks_a_claim(found: Span) -> bool:
    return any(word.startswith("claim.") for word in found.missing)


# What is missing, and what else would decide it ------------------------------------------------------------

_STANDS_FOR: Final = {"demanded": "invoiced"}
"""A day of a claim → the one that counts where it is not given."""


def _undecided(rule: InterestRule, moment: Moment, missing: str) -> NotModelled:
    field = missing.removeprefix("claim.")
    ways = [f"`{word}`" for word in dict.fromkeys(_other_days(rule, moment)) if word != field]
    ways += [f'`due_is = "{word}"`' for word in _other_words(rule, moment)]
    also = f"; {' or '.join(ways)}, if it is so, decides it too" if ways else ""
    expected = f"a day, without which nobody can say when interest begins{also}"
    path = f"claims[{moment.account.index}].{field}"
    return NotModelled(Fault(code="missing_fact", path=path, expected=expected))


def _other_days(rule: InterestRule, moment: Moment) -> Iterator[str]:
    """Days of the claim of which each by itself would decide it, by a start that applies."""
    for gate, period in rule.starts:
        missing = _span(period, moment).missing if gate.holds(moment) else ()
        if len(missing) == 1 and missing[0].startswith("claim."):
            field = missing[0].removeprefix("claim.")
            yield from (field, *([_STANDS_FOR[field]] if field in _STANDS_FOR else ()))


def _other_words(rule: InterestRule, moment: Moment) -> Iterator[str]:
    """Words for how the due day was fixed under which the days that are known decide it, by the rule for any claim."""
    (whole,) = (one for one in moment.state.book.interest if one.record.name == rule.record.name)
    for word in get_args(DueIs):
        account = copy(moment.account)
        account.claim = account.claim.model_copy(update={"due_is": word, "due_agreed": None})
        other = moment.of_claim(account)
        if any(gate.holds(other) and _span(period, other).first_free is not None for gate, period in whole.starts):
            yield word
