"""The ledger of a case: an account per claim, lines of fees and costs, exact interest, payments. Minor units only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from collectrules.fold.compounding import grown
from collectrules.fold.entries import Accrual, Arrears, ClaimPart, CostStream, Line, Occurrence, Payment
from collectrules.fold.stretches import Days, Stretch, outside
from collectrules.ground.money import ROUNDINGS
from collectrules.loader import model as m
from collectrules.nouns.claims import Claim
from collectrules.topics.accrual import SCALE, RatePath

if TYPE_CHECKING:
    from collectrules.fold.claimlaw import ClaimLaw

T = TypeVar("T")


def _copied(thing: T) -> T:
    """Return a shallow copy of an entry of the ledger, which keeps its values in a table."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


class Account:
    """One claim's account: principal, interest, what happened, where it stands."""

    law: ClaimLaw

    def __init__(self, index: int, claim: Claim, principal: int, arrears: Arrears, stage: str) -> None:
        """Open an account with its principal in minor units; its law is set by who opens it.

        `timely` is the last day on which it is paid in time: the due day, or a later one where the law has one. Days of
        payments while nobody disputed the claim are `undisputed`, each with whether some of the money went to it.
        """
        self.index = index
        self.claim = claim
        self.due = self.timely = claim.due.toordinal()
        self.arose = claim.arose.toordinal() if claim.arose else None
        self.principal = principal
        self.credited = self.principal_paid = self.principal_waived = 0
        self.interest_paid = self.interest_waived = self.accrued = 0
        self.reduced: list[tuple[int, int]] = []
        self.last_money: int | None = None
        self.arrears = arrears
        self.charged: dict[str, list[int]] = {}
        self.latest: dict[str, Occurrence] = {}
        self.times: dict[str, int] = {}
        self.path: RatePath | None = None
        self.interest_rule: m.Interest | None = None
        self.bearing: tuple[str, ...] = ()
        self.interest_law: tuple[str, ...] = ()
        self.interest_first: int | None = None
        self.interest_cap: int | None = None
        self.beside_cap: frozenset[str] = frozenset()
        self.paid_frees = False
        self.freed = self.before_anew = 0
        self.anew_from: int | None = None
        self.interest_step = 1
        self.from_day = 0
        self.stopped: int | None = None
        self.costs: CostStream | None = None
        self.sued: CostStream | None = None
        self.sued_sum = 0
        self.compound: str | None = None
        self.compounded = 0
        self.stays: tuple[Stretch, ...] = ()
        self.rests: tuple[Days, ...] = ()
        self.history: list[Accrual] = []
        self.kept: dict[str, object] = {}
        self.title: str | None = None
        self.title_day: int | None = None
        self.costs_awarded: bool | None = None
        self.disputed = False
        self.disputes: list[tuple[int, str]] = []
        self.resolved: int | None = None
        self.acknowledged: str | None = None
        self.handed_over: str | None = None
        self.withdrawn: str | None = None
        self.lines: dict[str, list[Line]] = {"fees": [], "costs": []}
        self.parts = [ClaimPart(stage, self.due, stages=((0, stage),))]
        self.whole: Account | None = None
        self.log: list[tuple[int, str]] = []
        self.undisputed: list[tuple[int, bool]] = []

    def enter(self, stage: str, day: int, law: tuple[str, ...]) -> None:
        """Move the whole claim to another stage, and remember since when."""
        self.parts = [ClaimPart(stage, day, law, stages=(*self.stages, (day, stage)))]

    @property
    def is_part(self) -> bool:
        """Whether this is but a view of a part of a claim; `whole` is the claim itself."""
        return self.whole is not None

    @property
    def stages(self) -> tuple[tuple[int, str], ...]:
        """Since when the claim, or the part that has come furthest, stood where."""
        return self.parts[0].stages

    def stage_then(self, day: int) -> str:
        """Return the stage of the whole claim at the end of an earlier ordinal day."""
        return next(stage for since, stage in reversed(self.stages) if since <= day)

    @property
    def known_since(self) -> int:
        """The first day on which there was something of the claim: it arose, was invoiced, or else fell due."""
        days = (self.arose, self.claim.invoiced.toordinal() if self.claim.invoiced else None)
        return min([day for day in days if day is not None], default=self.due)

    def arisen(self, day: int) -> bool:
        """Whether the claim has arisen by the end of a day; one whose day is not known always has."""
        return self.arose is None or self.arose <= day

    @property
    def open_principal(self) -> int:
        """Principal not yet paid, credited or waived."""
        return self.principal - self.credited - self.principal_paid - self.principal_waived

    def principal_at(self, day: int) -> int:
        """Principal that was left at the end of an earlier ordinal day."""
        return self.principal - sum(amount for on, amount in self.reduced if on <= day)

    def accrue(self, stretch: Accrual, *, carry: bool) -> None:
        """Book the exact interest of a stretch; lengthen the last one if nothing but time has passed."""
        if stretch.base <= 0:
            return
        self.accrued += stretch.base * stretch.path.weight(stretch.first, stretch.last, carry=carry)
        for place in range(len(self.history) - 1, max(len(self.history) - 3, -1), -1):
            last = self.history[place]
            same = last.base == stretch.base and last.path is stretch.path and stretch.first != self.anew_from
            if last.last + 1 == stretch.first and same:
                self.history[place] = Accrual(last.first, stretch.last, last.base, last.path)
                return
        self.history.append(stretch)

    def take_path(self, path: RatePath) -> None:
        """Let interest run along another path, which says of the days behind what the old one said."""
        if self.path is not None and self.path.horizon == path.horizon:  # else what was carried forward stays so
            self.history[:] = [one._replace(path=path) if one.path is self.path else one for one in self.history]
        self.path = path

    def fork(self, arrears: Arrears) -> Account:
        """Return an account that may go its own way; its lines are set by the ledger that owns them."""
        twin = _copied(self)
        for name in _OWN:
            setattr(twin, name, getattr(self, name).copy())
        twin.arrears = arrears
        twin.charged = {family: days.copy() for family, days in self.charged.items()}
        twin.lines = {"fees": [], "costs": []}
        twin.costs = None if self.costs is None else replace(self.costs)
        twin.sued = None if self.sued is None else replace(self.sued)
        return twin


_OWN = ("latest", "times", "history", "kept", "disputes", "parts", "log", "reduced", "undisputed")
"""What an account holds of its own beside plain values: lists and tables."""


def _running(account: Account, whole: Accrual) -> Iterator[Accrual]:
    """Yield a stretch of interest without the days on which a stay lets it rest."""
    if not account.rests:
        yield whole
        return
    for first, last in outside(whole.first, whole.last, account.rests):
        yield whole._replace(first=first, last=last)


def is_joint(line: Line) -> bool:
    """Whether a cost is one of several claims, of which one carries it."""
    return len(line.shared) > 1


class Ledger:
    """All accounts and lines of one fold. `strike` decides whether barred amounts are open or struck out."""

    __slots__ = ("accounts", "carry", "credit", "lines", "payments", "strike")

    def __init__(self, *, strike: bool, carry: bool) -> None:
        """Open an empty ledger."""
        self.accounts: list[Account] = []
        self.lines: list[Line] = []
        self.payments: list[Payment] = []
        self.credit = 0
        self.strike = strike
        self.carry = carry

    def open_of(self, line: Line) -> int:
        """What is open of a line in this ledger."""
        return max((line.lawful if self.strike else line.amount) - line.paid - line.waived, 0)

    def fork(self, arrears: Mapping[str, Arrears]) -> Ledger:
        """Return a ledger that may go its own way."""
        twin = Ledger(strike=self.strike, carry=self.carry)
        twin.accounts = [account.fork(arrears[account.arrears.name]) for account in self.accounts]
        for line in self.lines:
            twin.add(_copied(line))
        for payment in self.payments:
            own = _copied(payment)
            own.pieces = payment.pieces.copy()
            twin.payments.append(own)
        twin.credit = self.credit
        return twin

    def add(self, line: Line) -> None:
        """Book a line on its claim."""
        self.lines.append(line)
        self.accounts[line.claim].lines[line.component].append(line)

    def lines_of(self, account: Account, component: str) -> Sequence[Line]:
        """Return the lines of one claim and component, oldest first."""
        return account.lines.get(component, ())

    def open_sum(self, account: Account, component: str) -> int:
        """What is open of one claim in fees or costs."""
        lines = account.lines[component]
        return sum([self.open_of(line) for line in lines]) if lines else 0

    def base(self, account: Account) -> int:
        """The sum that bears interest now."""
        total = account.open_principal + account.compounded
        for part in account.bearing:
            total += self.open_sum(account, part)
        return total

    def settle(self, account: Account, day: int) -> None:
        """Book interest up to and including a day, before the base changes."""
        last = day if account.stopped is None or account.stopped > day else account.stopped
        for stretch, added in self._grown(account, last):
            account.compounded = added
            for part in _running(account, stretch):
                account.accrue(part, carry=self.carry)
        for part in self._beside(account, last):
            account.accrue(part, carry=self.carry)
        if account.from_day <= last:
            account.from_day = last + 1
        for stream in (account.costs, account.sued):
            if stream is not None and stream.from_day <= last:
                stream.from_day = last + 1

    def catch_up(self, account: Account, line: Line) -> None:
        """Give awarded costs that are booked late the interest of the days before: the law does not wait for the books.

        What the debtor had to his credit by then is taken off from the day on which he paid it.
        """
        stream = account.costs
        if stream is None or not line.bears:
            return
        begun, base = stream.first, line.lawful if self.strike else line.amount
        last = line.on if account.stopped is None else min(line.on, account.stopped)
        for payment in sorted(self.payments, key=lambda payment: payment.on):
            if payment.rest and begun <= payment.on < last:
                self._accrue_costs(account, Accrual(begun, payment.on, base, stream.path))
                begun, base = payment.on + 1, max(base - payment.rest, 0)
        self._accrue_costs(account, Accrual(begun, last, base, stream.path))

    def _accrue_costs(self, account: Account, whole: Accrual) -> None:
        for stretch in _running(account, whole) if whole.first <= whole.last else ():
            account.accrue(stretch, carry=self.carry)

    def stretches(self, account: Account, last: int) -> Iterator[Accrual]:
        """Yield the interest not yet booked up to a day: on the claim, and beside it; stays leave gaps."""
        for stretch, _ in self._grown(account, last):
            yield from _running(account, stretch)
        yield from self._beside(account, last)

    def _grown(self, account: Account, last: int) -> Iterator[tuple[Accrual, int]]:
        """Yield the interest on the claim not yet booked, and the interest that bears interest itself meanwhile."""
        if account.path is None or last < account.from_day:
            return
        whole = Accrual(account.from_day, last, self.base(account), account.path)
        if account.compound is not None:
            yield from grown(self, account, whole)
        elif whole.base > 0:
            yield whole, 0

    def bears(self, account: Account, day: int) -> bool:
        """Whether the claim itself goes on to bear interest on the day after those that are booked."""
        most = self.most_interest(account)
        if account.path is None or (account.stopped is not None and day > account.stopped):
            return False
        if most is not None and account.accrued >= most * SCALE:
            return False
        whole = Accrual(day, day, self.base(account), account.path)
        return whole.base > 0 and any(True for _ in _running(account, whole))

    def worth(self, account: Account, stretch: Accrual) -> int:
        """The exact interest of a stretch without the days of stays, as a numerator over `accrual.SCALE`."""
        parts = _running(account, stretch) if stretch.base > 0 else ()
        return sum(part.base * part.path.weight(part.first, part.last, carry=self.carry) for part in parts)

    def _beside(self, account: Account, last: int) -> Iterator[Accrual]:
        """Yield the interest on awarded costs, and on interest that was sued for, not yet booked."""
        if account.costs is not None and last >= account.costs.from_day:
            base = sum(self.open_of(line) for line in self.lines_of(account, "costs") if line.bears)
            yield from _running(account, Accrual(account.costs.from_day, last, base, account.costs.path))
        if account.sued is not None and last >= account.sued.from_day:
            yield from _running(account, Accrual(account.sued.from_day, last, account.sued_sum, account.sued.path))

    def accrued_by(self, account: Account, day: int) -> int:
        """The exact interest booked for the days up to one, as a numerator over `accrual.SCALE`."""
        booked = (one._replace(last=min(one.last, day)) for one in account.history if one.first <= day)
        return sum(self.worth(account, one) for one in booked)

    def interest_of(self, account: Account, days: Sequence[range]) -> int:
        """What is still open of the interest of some days, in their order; what was paid or waived is the oldest."""
        settled, found = account.interest_paid + account.interest_waived, 0
        for part in days:
            before, by = (self._whole(account, self.accrued_by(account, day)) for day in (part[0] - 1, part[-1]))
            found += max(by - max(before, settled), 0)
        return min(found, self.interest(account))

    def pending(self, account: Account, day: int) -> int:
        """The exact interest not yet booked up to a day, as a numerator over `accrual.SCALE`."""
        last = day if account.stopped is None else min(day, account.stopped)
        return sum(
            stretch.base * stretch.path.weight(stretch.first, stretch.last, carry=self.carry)
            for stretch in self.stretches(account, last)
            if stretch.base > 0
        )

    def interest(self, account: Account) -> int:
        """Interest owed on the days booked so far."""
        return self.interest_after(account, account.accrued)

    def interest_after(self, account: Account, accrued: int) -> int:
        """Interest owed once `accrued` has accrued: rounded once, capped, less what was paid and waived."""
        whole = self._whole(account, accrued)
        most = self.most_interest(account)
        return max((whole if most is None else min(whole, most)) - account.interest_paid - account.interest_waived, 0)

    def _whole(self, account: Account, accrued: int) -> int:
        """What has accrued, rounded once."""
        rule, step = account.interest_rule, account.interest_step
        return 0 if rule is None else ROUNDINGS[rule.round.mode](accrued, SCALE * step) * step

    def most_interest(self, account: Account) -> int | None:
        """What a ceiling over interest and charges together leaves for interest; None without one."""
        if account.interest_cap is None:
            return None
        lines = [line for line in self.lines if line.claim == account.index and line.kind not in account.beside_cap]
        return max(account.interest_cap - sum(line.lawful for line in lines), 0) + account.freed

    def room(self, account: Account, accrued: int) -> int | None:
        """What such a ceiling leaves for another charge once `accrued` has accrued; None without one."""
        most = self.most_interest(account)
        return None if most is None else max(most - self._whole(account, accrued), 0)

    def pay(
        self, account: Account, component: str, amount: int, kinds: Collection[str] | None = None, *,
        joint: bool | None = None,
    ) -> None:  # fmt: skip
        """Credit a piece of a payment to a component of a claim, or to some kinds of its lines.

        `joint` chooses the costs of several claims, or those of this one alone.
        """
        if joint is None or component != "costs":
            self._reduce(account, component, amount, waived=False, kinds=kinds)
        else:
            self._reduce_lines([one for one in account.lines["costs"] if is_joint(one) is joint], amount, waived=False)

    def open_kinds(self, account: Account, component: str, kinds: Collection[str]) -> int:
        """What is open of one claim in some kinds of lines."""
        return sum(self.open_of(line) for line in account.lines[component] if line.kind in kinds)

    def waive(self, account: Account, component: str, amount: int | None) -> int:
        """Waive up to `amount` of a component, all of it without one; return how much was.

        What the law has struck out of the component is given up first: it was booked, and never owed.
        """
        open_ = self.open_component(account, component)
        struck = self._forgive(account, component, amount) if self.strike else 0
        return struck + self._waive_open(account, component, open_ if amount is None else amount - struck)

    def give_up(self, account: Account) -> None:
        """Waive all that is open of a claim but what others share; what strikes nothing keeps it on the books."""
        self._pass_on(account)
        if self.strike:
            self.release(account)

    def release(self, account: Account) -> int:
        """Waive all that is open of a claim; return how much of it was principal."""
        principal = account.open_principal
        for component in ("principal", "interest", "fees", "costs"):
            self._waive_open(account, component, self.open_component(account, component))
        return principal

    def give_back(self, keys: Collection[int], amount: int) -> None:
        """Turn what was paid last on some claims into credit, and waive what it had paid: nothing more is open then."""
        for payment in reversed(self.payments):
            for key, component, part in payment.give_back(amount, keys):
                self._unpay(self.accounts[key], component, part)
                self.credit += part
                amount -= part

    def _unpay(self, account: Account, component: str, amount: int) -> None:
        """Let what was paid on a component have been waived instead."""
        if component == "principal":
            account.principal_paid -= amount
            account.principal_waived += amount
        elif component == "interest":
            account.interest_paid -= amount
            account.interest_waived += amount
        for line in reversed(self.lines_of(account, component)):
            part = min(amount, line.paid)
            line.paid -= part
            line.waived += part
            amount -= part

    def _pass_on(self, account: Account) -> None:
        """Let another claim of the same letter or act carry its fee, where one is left."""
        for component, lines in account.lines.items():
            for line in list(lines):
                heirs = [index for index in line.shared if not self.accounts[index].withdrawn]
                if heirs:
                    lines.remove(line)
                    line.claim = heirs[0]
                    self.accounts[heirs[0]].lines[component].append(line)

    def _forgive(self, account: Account, component: str, amount: int | None) -> int:
        total = 0
        for line in self.lines_of(account, component):
            struck = line.amount - line.lawful - line.forgiven
            part = struck if amount is None else min(amount - total, struck)
            line.forgiven += part
            total += part
        return total

    def _waive_open(self, account: Account, component: str, amount: int) -> int:
        part = min(amount, self.open_component(account, component))
        self._reduce(account, component, part, waived=True)
        return part

    def open_of_before(self, account: Account, day: int) -> int:
        """What is open of a claim without fees and costs that came after a day."""
        lines = (line for part in account.lines.values() for line in part if line.on <= day)
        return account.open_principal + self.interest(account) + sum(self.open_of(line) for line in lines)

    def open_component(self, account: Account, component: str) -> int:
        """What is open of one claim in one of the four components."""
        if component == "principal":
            return account.open_principal
        return self.interest(account) if component == "interest" else self.open_sum(account, component)

    def _reduce(
        self, account: Account, component: str, amount: int, *, waived: bool, kinds: Collection[str] | None = None
    ) -> None:
        if component == "principal":
            account.principal_waived += amount if waived else 0
            account.principal_paid += 0 if waived else amount
        elif component == "interest":
            account.compounded = max(account.compounded - amount, 0)  # the oldest interest goes first
            account.sued_sum = max(account.sued_sum - amount, 0)
            account.freed += amount if account.paid_frees and self.room(account, account.accrued) else 0
            account.interest_waived += amount if waived else 0
            account.interest_paid += 0 if waived else amount
        else:
            lines = self.lines_of(account, component)
            self._reduce_lines([line for line in lines if kinds is None or line.kind in kinds], amount, waived=waived)

    def _reduce_lines(self, lines: Sequence[Line], amount: int, *, waived: bool) -> None:
        for line in lines:
            part = min(amount, self.open_of(line))
            line.waived += part if waived else 0
            line.paid += 0 if waived else part
            amount -= part
