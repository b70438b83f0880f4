"""What a claim itself says beyond a ceiling of law: a term agreed too high is found before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from collectrules.fold.judging import Verdict
from collectrules.fold.moments import Moment
from collectrules.ground.money import half_up, to_text
from collectrules.topics.tariffs import Working

if TYPE_CHECKING:
    from collectrules.fold.state import State


def above_ceilings(state: State) -> Iterator[Verdict]:
    """Yield a verdict on each fact of a claim that lies above the value that caps it; it belongs to no event."""
    for account in state.ledger.accounts:
        moment = Moment(state, account, account.due)
        for name, gate in state.book.ceilings:
            record, versions = state.book.value(name)
            given = state.book.fact(record.ceiling_of or "").get(moment)
            day = moment.known_day(record.keyed_by or "act")
            if given is None or day is None or day > state.on or not gate.holds(moment):
                continue
            version = versions.version_at(day)
            if version is None or version.value is None:
                continue
            most = version.value(None, state.book.named(moment), Working())
            if cast("Fraction", given) > most:
                values = (("fact", record.ceiling_of or ""), ("needed", f"to {_text(most)}"),
                          ("got", _text(cast("Fraction", given))))  # fmt: skip
                yield Verdict(
                    code="above_ceiling", severity="breach", event="", claims=(account.claim.id,), day=day,
                    law=version.law or record.law, values=values,
                )  # fmt: skip


def _text(percent: Fraction) -> str:
    """A rate with two decimals; what has more is rounded for display."""
    return to_text(half_up(percent.numerator * 100, percent.denominator), 2)
