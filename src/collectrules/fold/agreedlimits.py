"""How often, and how far apart, the parties agreed that reminders may be charged, beside the limits of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collectrules.ground.dates import date_of

if TYPE_CHECKING:
    from collectrules.fold.moments import Moment
    from collectrules.loader import model as m
    from collectrules.nouns.claims import AgreedFee

AGREED_FEE: Final = "agreed_fee"
"""The fact of which a fee is taken that the parties agreed."""


def is_held(record: m.Fee) -> bool:
    """Whether what is agreed on reminder fees limits a fee: one on reminders, or one that the agreement itself sets."""
    return record.of == AGREED_FEE or (record.act == record.part == "reminder")


def agreed_most(record: m.Fee, moment: Moment) -> int | None:
    """Return how many fees on the claim the parties agreed to; None where they said nothing, or not yet."""
    terms = _terms(record, moment)
    return None if terms is None else terms.at_most


def is_used_up(record: m.Fee, moment: Moment, family: str) -> bool:
    """Whether the claim has borne as many fees as the parties agreed to."""
    most = agreed_most(record, moment)
    return most is not None and len(moment.account.charged.get(family, ())) >= most


def agreed_first(record: m.Fee, moment: Moment, family: str) -> int | None:
    """Return the first day on which the agreed days have passed since the last fee; None where nothing is to wait for.

    A difference of so many days is what the parties speak of; whether the law asks for more is its own matter.
    """
    terms, days = _terms(record, moment), moment.account.charged.get(family, ())
    return max(days) + terms.gap_days if terms is not None and terms.gap_days is not None and days else None


def _terms(record: m.Fee, moment: Moment) -> AgreedFee | None:
    """What was agreed by the moment's day."""
    agreements = moment.account.claim.agreements
    terms = agreements.reminder_fee if agreements is not None and is_held(record) else None
    return terms if terms is None or terms.agreed_on is None or terms.agreed_on <= date_of(moment.day) else None
