"""What a letter is about: its claims, the debt as it stands once the letter is out, and what comes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.settling import SettlementOffer
from collectrules.answers.standings import InterestRow, LineItem, PaymentItem, interest_of, lines_of, standing_of
from collectrules.explaining.drafting import Speaker
from collectrules.fold.asking import Question
from collectrules.fold.ledger import Account
from collectrules.fold.state import State, money_of
from collectrules.ground.money import sum_of
from collectrules.loader import model as m
from collectrules.notices.parting import Split
from collectrules.notices.running import Running, closed_sum, closed_to, running
from collectrules.nouns.enclosures import Addressee, Enclosures, Particulars

Agreement = InstalmentPlan | SettlementOffer
_NOTHING = Particulars()


@dataclass(frozen=True)
class Matter:
    """One letter: `after` is the question once a letter to the debtor is recorded; every sum is read from there.

    `split` has the accounts of its claims, or of the parts of them that it is about.
    """

    act: str
    after: Question
    split: Split
    claims: tuple[str, ...]
    speaker: Speaker
    enclosed: Enclosures
    rule: m.Notice | None = None
    agreement: Agreement | None = None
    pay_by: int | None = None

    @property
    def state(self) -> State:
        """The fold that its sums are read from."""
        return self.split.state

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts of the claims, in the order of the case."""
        return tuple(one for one in self.state.ledger.accounts if one.claim.id in self.claims)

    @cached_property
    def lines(self) -> tuple[LineItem, ...]:
        """The lines of the claims of which something is asked for: of interest only what is no rate that runs."""
        left_out = self.rule.leaves_out if self.rule is not None else ()
        mine = (one for one in lines_of(self.state, self.claims) if one.kind not in left_out)
        asked = (self._closed(one) if self.asks == "rate" and one.kind == "interest" else one for one in mine)
        return tuple(one for one in asked if one.open)

    def _closed(self, line: LineItem) -> LineItem:
        """The line of interest as a sum that does not grow."""
        account = next(one for one in self.accounts if one.claim.id == line.claim)
        left = money_of(self.state, closed_sum(self.state, account, self._closed_to(account)))
        return line.model_copy(update={"lawful": left, "open": left})

    def _closed_to(self, account: Account) -> int:
        """The last day whose interest is asked for as a sum."""
        return self.after.on if self.asks == "both" else closed_to(self.state, account)

    @property
    def asks(self) -> str:
        """How interest is asked for: as a sum, as a rate that runs on, or both."""
        return "sum" if self.rule is None else self.rule.interest

    @cached_property
    def running(self) -> tuple[Running, ...]:
        """The interest that is asked for as a rate."""
        if self.asks == "sum":
            return ()
        found: list[Running] = []
        for account in self.accounts:
            rows = [row for row in self.rows if row.claim == account.claim.id]
            found += running(self.state, account, rows, self._closed_to(account))
        return tuple(found)

    @cached_property
    def rows(self) -> tuple[InterestRow, ...]:
        """The stretches of interest of the claims."""
        return interest_of(self.state, self.claims)

    @cached_property
    def total(self) -> Decimal | None:
        """All that is to be paid on the claims; None where nobody can say it of a part."""
        unknown = self.split.interest or self.split.costs
        return None if unknown else sum_of((line.open for line in self.lines), self.nothing)

    @property
    def nothing(self) -> Decimal:
        """No money, with the decimals of the currency."""
        return money_of(self.state, 0)

    @cached_property
    def payments(self) -> tuple[tuple[dt.date, dict[str, Decimal]], ...]:
        """What was paid on the whole claims: for each payment its day, and how much of each component it reached."""
        found = []
        for one in standing_of(self.after).payments:
            if not self._listed(one):
                continue
            parts: dict[str, Decimal] = {}
            for piece in one.by_claim:
                if piece.claim in self.claims:
                    parts[piece.component] = sum_of([parts.get(piece.component, Decimal(0)), piece.amount])
            if parts:
                found.append((one.on, parts))
        return tuple(found)

    def _listed(self, payment: PaymentItem) -> bool:
        """Whether the paper is about a payment: made after an act, or received by some."""
        rule = self.rule
        if rule is None:
            return True
        acts = [one.latest[rule.payments_since].on for one in self.accounts if rule.payments_since in one.latest]
        late = rule.payments_since is None or (bool(acts) and payment.on.toordinal() > min(acts))
        return late and (not rule.payments_to or payment.received_by in {None, *rule.payments_to})

    @property
    def sender(self) -> Addressee | None:
        """Who writes: the sender, else the creditor himself."""
        return self.enclosed.parties.sender or self.enclosed.parties.creditor

    @property
    def recipient(self) -> Addressee | None:
        """Whose name stands on the envelope."""
        parties = self.enclosed.parties
        return parties.debtor if self.to_debtor else parties.office

    @property
    def to_debtor(self) -> bool:
        """Whether the debtor gets it, and not a court or an office."""
        return to_debtor(self.rule)

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
        """The day given for payment: the one chosen, the last of an offer, else the law's own; None without a day."""
        until = self.agreement.valid_until if isinstance(self.agreement, SettlementOffer) else None
        given = self.pay_by if until is None else until.toordinal()
        return self.legal if given is None else given


def to_debtor(rule: m.Notice | None) -> bool:
    """Whether the debtor gets a paper, and not a court or an office."""
    return rule is None or rule.goes_to == "debtor"
