"""What a letter is about: its claims, the debt as it stands once the letter is out, and what comes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import InterestRow, LineItem, Standing, standing_of
from collectrules.explaining.drafting import Speaker
from collectrules.fold.asking import Question
from collectrules.fold.ledger import Account
from collectrules.nouns.enclosures import Addressee, Enclosures, Particulars

Agreement = InstalmentPlan | SettlementOffer
_NOTHING = Particulars()


@dataclass(frozen=True)
class Matter:
    """One letter: `after` is the question once its act is recorded; every sum of the letter is read from there."""

    act: str
    after: Question
    claims: tuple[str, ...]
    speaker: Speaker
    enclosed: Enclosures
    agreement: Agreement | None = None
    pay_by: int | None = None

    @cached_property
    def standing(self) -> Standing:
        """What is owed at the end of the day of the letter, what the letter itself adds included."""
        return standing_of(self.after)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts of the claims, in the order of the case."""
        return tuple(one for one in self.after.state.ledger.accounts if one.claim.id in self.claims)

    @cached_property
    def lines(self) -> tuple[LineItem, ...]:
        """The lines of the claims of which something is owed."""
        return tuple(one for one in self.standing.lines if one.claim in self.claims and one.open)

    @cached_property
    def rows(self) -> tuple[InterestRow, ...]:
        """The stretches of interest of the claims."""
        return tuple(one for one in self.standing.interest if one.claim in self.claims)

    @property
    def sender(self) -> Addressee | None:
        """Who writes: the sender, else the creditor himself."""
        return self.enclosed.parties.sender or self.enclosed.parties.creditor

    def about(self) -> Iterator[tuple[Account, Particulars]]:
        """Yield each claim with what is said of it."""
        return ((one, self.enclosed.particulars.get(one.claim.id, _NOTHING)) for one in self.accounts)

    @cached_property
    def legal(self) -> int | None:
        """The last day of the time that the law gives for what the letter asks; None where it gives none."""
        found = [one.latest[self.act].deadline for one in self.accounts if self.act in one.latest]
        days = [day for day in found if day is not None]
        return max(days) if days and len(days) == len(found) else None

    @property
    def deadline(self) -> int | None:
        """The day given for payment: the one chosen, else the law's own; None where there is none as a day."""
        return self.pay_by if self.pay_by is not None else self.legal
