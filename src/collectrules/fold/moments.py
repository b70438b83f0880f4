"""A moment: the case as it stands, one claim of it, and a day; what conditions, periods and tariffs ask of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final, cast

from collectrules.fold.entries import Mandate, Occurrence
from collectrules.fold.ledger import Account
from collectrules.fold.registers import deregistered
from collectrules.fold.stretches import Days, union
from collectrules.fold.unmet import not_computed
from collectrules.ground.dates import date_of
from collectrules.ground.errors import Fault, NotModelled
from collectrules.ground.money import half_up, rounded
from collectrules.loader.vocabulary import DATED_PARTS, OWN_ACT

if TYPE_CHECKING:
    from collectrules.fold.state import State
    from collectrules.loader import model as m
    from collectrules.nouns.case import Case

HANDED_OVER: Final = ("handed_over",)
"""The act with which a matter begins that names no other."""
LETTERS: Final = frozenset({"reminder", "collection_notice", "handed_over", "compensation_claimed"})
"""Kinds that speak of what is overdue: on its due day a claim still can be paid in time."""
BILLS: Final = {"collector_fee": "collector", "lawyer_fee": "lawyer"}
"""A cost → who bills it."""
_CLAIM_DAYS: Final = frozenset({"due", "arose", "invoiced", "received", "performed", "known", "contract"})


def region_of(case: Case, calendar: m.Calendar) -> str | None:
    """Return the region whose holidays count: that of the place a calendar names, else, where it may, the case's."""
    places, place = case.places, calendar.place
    told = None if places is None or place is None else getattr(places, _PLACES.get(place, place))
    if isinstance(told, str):
        return told
    return case.region if calendar.place_of_case else None


class Moment:
    """One claim on one day, with the letter or act in hand. Days are ordinals, sums minor units."""

    __slots__ = ("account", "begins", "claims", "cost", "day", "event", "family", "part", "payees", "state")

    def __init__(
        self, state: State, account: Account, day: int, claims: tuple[Account, ...] = (), family: str = "",
        event: str | None = None, *, cost: str | None = None,
    ) -> None:  # fmt: skip
        """Look at `account` on `day`; `claims` are all claims of the act, `family` the fee's counter.

        A `cost` that is booked by itself is told apart from the act it belongs to, which came before it.
        """
        self.state = state
        self.account = account
        self.day = day
        self.claims = claims or (account,)
        self.family = family
        self.event = event
        self.cost = cost
        self.begins: tuple[str, ...] = HANDED_OVER
        self.payees: tuple[str, ...] = ()
        self.part: tuple[Account, ...] = ()

    def in_matter(self, fee: m.Fee) -> Moment:
        """Return the moment as the matter of a fee sees it: it begins with the last of some acts, or is one for all."""
        payees = tuple(BILLS[cost] for cost in fee.cost if cost in BILLS)
        if (fee.matter_begins, payees) == (self.begins, self.payees):
            return self
        twin = self.of_family(self.family)
        twin.begins, twin.payees = fee.matter_begins, payees
        return twin

    def of_claim(self, account: Account) -> Moment:
        """Return the moment as another claim of the same act sees it."""
        twin = Moment(self.state, account, self.day, self.claims, self.family, self.event, cost=self.cost)
        twin.begins, twin.payees = self.begins, self.payees
        return twin

    def of_part(self, accounts: tuple[Account, ...]) -> Moment:
        """Return the moment as some claims of the matter see it that are looked at apart from its others."""
        twin = self.of_claim(accounts[0])
        twin.part = accounts
        return twin

    def of_family(self, family: str) -> Moment:
        """Return the moment as the fees of one counter see it."""
        return Moment(self.state, self.account, self.day, self.claims, family, self.event, cost=self.cost)

    # Where a period runs, and what holds it up ---------------------------------------------------------------

    def region(self, calendar: m.Calendar) -> str | None:
        """Return the region whose holidays count in a calendar."""
        return region_of(self.state.case, calendar)

    def still(self, stays: tuple[str, ...]) -> tuple[Days, ...]:
        """Return the days on which one of some stays of the claim runs, each once."""
        return union(stretch.days for stretch in self.account.stays if stretch.name in stays)

    # Anchors of periods ------------------------------------------------------------------------------------

    def anchor(self, word: str) -> int | None:
        """Return the ordinal of an anchor, or None while it does not exist."""
        if word.startswith("claim."):
            return self._claim_day(word[6:])
        if word.startswith("previous."):
            return self._previous(word[9:])
        if word in _OWN_DAYS:
            return _OWN_DAYS[word](self)
        kind, _, moment = word.partition(".")
        return self._occurrence_day(kind, moment)

    def _claim_day(self, name: str) -> int | None:
        claim = self.account.claim
        if name == "demanded":
            demanded = claim.demanded or claim.invoiced
            if claim.demanded is None and demanded is not None:
                self.state.assume(
                    f"claims[{self.account.index}].demanded",
                    "invoice_is_demand",
                    f"the invoice of {demanded} is the demand",
                    claim=claim.id,
                    day=demanded.isoformat(),
                )
            return demanded.toordinal() if demanded else None
        if name == "timely":
            return self.account.timely
        day = getattr(claim, name) if name in _CLAIM_DAYS else None
        return day.toordinal() if day is not None else None

    def _previous(self, what: str) -> int | None:
        if what == "charged":
            days = [
                *self.account.charged.get(self.family, ()),
                *self.account.arrears.charged.get(self.family, ()),
            ]
            return max(days, default=None)
        occurrence = self.account.latest.get(self.family.partition("/")[0])
        return occurrence.on if occurrence else None

    def _occurrence_day(self, kind: str, moment: str) -> int | None:
        occurrence: Occurrence | None = self.account.latest.get(kind)
        if occurrence is None:
            return None
        if moment == "":
            return occurrence.served if occurrence.served is not None and kind.endswith("_served") else occurrence.on
        if moment in _NTH:
            return self._nth_day(kind, _NTH[moment])
        if moment == "before_effect":
            return _before_effect(occurrence)
        day: int | None = getattr(occurrence, moment, None)
        own = moment == "effective" and kind not in self.state.book.acts
        return occurrence.on if day is None and own else day  # an act in a stay without an end has no effect yet

    def _nth_day(self, kind: str, index: int) -> int | None:
        """The day of the first or second of some acts on the claim; None before it.

        A letter that went out while the claim could still be paid in time reminded of nothing, and is none of them.
        """
        least = self.account.timely if kind in LETTERS else 0
        days = sorted(day for day, done in self.account.log if done == kind and day > least)
        return days[index] if index < len(days) else None

    # Key days of dated values ------------------------------------------------------------------------------

    def key_day(self, word: str) -> int:
        """Return the day that chooses a version.

        Raises:
            NotModelled: `missing_fact`, naming the day that is not known; it never falls back on another.

        """
        found = self._key_day(word)
        if found is None:
            raise NotModelled(
                Fault(code="missing_fact", path=f"claims[{self.account.index}].{_FIELDS.get(word, word)}",
                      expected="a day; it chooses the version of the law")
            )  # fmt: skip
        return found

    def known_day(self, word: str) -> int | None:
        """Return the day that chooses a version, None where it is not known."""
        return self._key_day(word)

    def _key_day(self, word: str) -> int | None:
        if word in {"act", "accrual_day", "payment", "filed"}:
            return self._filed() if word == "filed" else self.day
        if word in {"claim_due", "claim_arose", "contract", "invoiced", "performed"}:
            return self._claim_day(word.removeprefix("claim_"))
        if word in {"default_began", "interest_start"}:
            return self.account.interest_first
        if word == "mandate":
            return self._mandate()
        return self.account.title_day if word == "title" else None

    def _filed(self) -> int:
        """The day whose tariff counts: of an act that is itself a filing, and of its bills, its own, else the last."""
        act = self.family.partition("/")[0]
        return self.day if act in self.state.book.filings and self.cost is None else self.last_filed()

    def last_filed(self) -> int:
        """The last filing with a court or office that stands; an act that is itself a filing counts as one.

        What is asked about a fee is asked before its act is done; about a bill, of the act that it is for.
        """
        filings, act = self.state.book.filings, self.family.partition("/")[0]
        own = None if self.cost is None else self.account.latest.get(act)
        day = self.day if own is None else own.on
        if self.family in filings or (own is not None and act in filings):
            return day
        days = [o.on for kind, o in self.account.latest.items() if kind in filings and o.on <= day]
        return max(days, default=self.day)

    def first_filed(self) -> int | None:
        """The first filing with a court or office on this claim, None before there is one."""
        filings = self.state.book.filings
        return min((day for day, kind in self.account.log if kind in filings), default=None)

    # Sums --------------------------------------------------------------------------------------------------

    def interest_owed(self, account: Account) -> int:
        """Interest owed on a claim at the end of the moment's day, rounded as the profile says.

        Of a part it is the part's share, by principal, of the interest on the whole claim.
        """
        whole, ledger = account.whole or account, self.state.ledger
        found = ledger.interest_after(whole, whole.accrued + ledger.pending(whole, self.day))
        if whole is account or whole.open_principal == 0:
            return found
        return half_up(found * account.open_principal, whole.open_principal)

    def owed_of(self, account: Account, part: str) -> int:
        """What is open of one part of a claim."""
        if not account.arisen(max(self.day, self.state.on)):
            return 0
        if part == "interest":
            return self.interest_owed(account)
        return self.state.ledger.open_component(account, part)

    @property
    def begun(self) -> Occurrence | None:
        """The act with which the matter began; None before it.

        What is one matter for all mandates began with the first of them that was given to one who bills it.
        """
        if not self.begins:
            return self._begun_of(self.account, HANDED_OVER[0])
        found = [one for kind in self.begins if (one := self.account.latest.get(kind)) is not None]
        return max(found, key=lambda one: one.on, default=None)

    @property
    def matter(self) -> tuple[Account, ...]:
        """The claims of the matter: those of the act it began with; without one those of the act in hand."""
        begun = self.begun
        if begun is None:
            return self.claims
        seen = {account.index: account for account in self.claims}
        accounts = [seen.get(account.index, account) for account in self.state.ledger.accounts]
        others = ((account, self._begun_of(account, begun.kind)) for account in accounts)
        return tuple(account for account, own in others if own is not None and own.event == begun.event)

    def _begun_of(self, account: Account, kind: str) -> Occurrence | None:
        """The act of a kind with which the matter of a claim began."""
        if self.begins:
            return account.latest.get(kind)
        first = self._first_mandate(account)
        return None if first is None else first.act

    def _first_mandate(self, account: Account) -> Mandate | None:
        """The first mandate of a claim that was given to one who bills the fee; without one the last of all."""
        given = mandates_of(account)
        own = [one for one in given if not self.payees or one.to in self.payees]
        return next(iter(own or given[-1:]), None)

    def _mandate(self) -> int | None:
        """The day on which the matter was entrusted to somebody; where nobody says so, that of the hand-over.

        What is one matter for all mandates was entrusted with the first of them that was given to one who bills it.
        """
        first = self._first_mandate(self.account)
        if not self.begins and first is not None:
            return first.given
        begun, handed = self.begun, self.account.latest.get("handed_over")
        if begun is not None and begun.mandate is not None:
            return begun.mandate
        if handed is None:
            return None
        if begun is not None and begun.kind != handed.kind:
            path, day = f"{self.state.path_of(begun.event)}.mandate", date_of(handed.on).isoformat()
            text = f"the mandate for it is taken to be that of the hand-over of {day}"
            self.state.assume(path, "mandate_of_hand_over", text, day=day)
        return handed.on if handed.mandate is None else handed.mandate

    def total(self, part: str) -> int:
        """What is open of one part over all claims of the act."""
        return sum(self.owed_of(account, part) for account in self.claims)


def mandates_of(account: Account) -> tuple[Mandate, ...]:
    """Return the mandates of a claim so far."""
    return cast("tuple[Mandate, ...]", account.kept.get("mandates", ()))


def _before_effect(occurrence: Occurrence) -> int | None:
    """The day of an act, or the last one before it took effect where that was put off: that day then counts."""
    done = occurrence.on if occurrence.served is None else occurrence.served
    put_off = occurrence.effective is not None and occurrence.effective > done
    return occurrence.effective - 1 if put_off and occurrence.effective is not None else done


def _deregistered(moment: Moment) -> int | None:
    told = moment.account.kept.get("debtor_deregistered")
    return told if isinstance(told, int) else deregistered(moment.state.case, moment.day)


def _closed(moment: Moment) -> int | None:
    closed = moment.account.kept.get("closed")
    return closed if isinstance(closed, int) else moment.state.closed


def _decided(moment: Moment) -> int | None:
    title = moment.state.book.profile.title.get(moment.account.title or "")
    return moment.account.title_day if title is not None and title.decides else None


_OWN_DAYS: Final[Mapping[str, Callable[[Moment], int | None]]] = {
    "title": lambda moment: moment.account.title_day,
    "title.decided": _decided,
    "contract": lambda moment: moment.anchor("claim.contract"),
    "default_began": lambda moment: moment.account.interest_first,
    "interest.start": lambda moment: moment.account.interest_first,
    "debtor_deregistered": _deregistered,
    "case.closed": _closed,
    "matter.began": lambda moment: None if moment.begun is None else moment.begun.on,
}
"""Anchors that are neither a day of the claim nor an event."""
_PLACES: Final[Mapping[str, str]] = {"office": "enforcement"}
"""A place as calendars call it → its field in the case, where that has another name."""
_NTH: Final[Mapping[str, int]] = {"first": 0, "second": 1}
"""Which of several acts of a kind an anchor means; without such a word it is the last."""
_FIELDS: Final[Mapping[str, str]] = {"claim_due": "due", "claim_arose": "arose"}


def sums_of(base: m.Base, moment: Moment, among: tuple[Account, ...] | None = None) -> int:
    """Return the value of a `[base]`: the parts it names, of its claims or of some of them, in minor units."""
    if base.at not in {None, OWN_ACT, moment.family.partition("/")[0]} and not DATED_PARTS.issuperset(base.parts):
        raise not_computed([f"base.{base.name}.at"])
    accounts = _accounts_of(base, moment) if among is None else among
    total = 0
    for account in accounts:
        known = _stated(base, account, moment) if base.stated_by else None
        total += known if known is not None else sum(_part(part, account, moment, base) for part in base.parts)
    return bounded(base, total, moment)


def _stated(base: m.Base, account: Account, moment: Moment) -> int | None:
    """What an act stated that certifies a whole claim, less what has been paid of it since; None where none did."""
    found = account.kept.get("stated")
    if not isinstance(found, tuple) or found[0] not in base.stated_by or account.is_part or len(account.parts) > 1:
        return None
    return max(moment.state.ledger.open_of_before(account, found[1]) + int(found[2]), 0)


def bounded(base: m.Base, total: int, moment: Moment) -> int:
    """Return a base in full, or a percentage of it, and no more than the most the law takes, in minor units."""
    found = Fraction(total)
    if base.percent is not None:
        share = base.percent
        found *= (moment.state.book.rate(share, moment) if isinstance(share, str) else Fraction(share)) / 100
    whole = rounded(found)
    return min(whole, int(base.maximum * moment.state.book.scale)) if base.maximum is not None else whole


def claims_of(name: str, moment: Moment) -> tuple[Account, ...]:
    """Return the claims a base is taken of; what is taken of a fact is of the claim in hand."""
    base = moment.state.book.profile.base.get(name)
    return (moment.account,) if base is None else _accounts_of(base, moment)


def value_of(name: str | None, moment: Moment, among: tuple[Account, ...] | None = None) -> Fraction | None:
    """Return the value of a base, or of `among` its claims, or of a fact that is a sum, in minor units."""
    if name is None:
        return None
    base = moment.state.book.profile.base.get(name)
    if base is not None:
        return Fraction(sums_of(base, moment, among))
    value = moment.state.book.fact(name).get(moment)
    if value is None:
        raise NotModelled(Fault(code="missing_fact", path=name, expected="the amount the tariff is taken of"))
    return Fraction(cast("int", value))


def _accounts_of(base: m.Base, moment: Moment) -> tuple[Account, ...]:
    """The claims a base is taken of: those it looks at, without those of which its condition does not hold."""
    accounts, gate = _looked_at(base, moment), moment.state.book.bases.get(base.name)
    return accounts if gate is None else tuple(one for one in accounts if gate.holds(moment.of_claim(one)))


def _looked_at(base: m.Base, moment: Moment) -> tuple[Account, ...]:
    if base.per == "matter":
        return moment.matter
    if base.per == "claim":
        return (moment.account,)
    if base.per != "case":
        return _of_the_act(moment)
    seen = {account.index: account for account in moment.claims}
    return tuple(seen.get(account.index, account) for account in moment.state.ledger.accounts)


def _of_the_act(moment: Moment) -> tuple[Account, ...]:
    """The claims of a letter or act; a bill of several claims is for an act that may have been about some of them."""
    kind = moment.family.partition("/")[0]
    own = None if moment.cost is None else moment.account.latest.get(kind)
    if own is None:
        return moment.claims
    others = ((account, account.latest.get(kind)) for account in moment.claims)
    return tuple(account for account, done in others if done is not None and done.event == own.event)


def _then(base: m.Base, moment: Moment) -> int | None:
    """The earlier day as of which a base is taken; None for the day of the act in hand."""
    own = moment.family.partition("/")[0]
    if base.at in {None, own} or (base.at == OWN_ACT and moment.cost is None):
        return None
    day = moment.anchor(own if base.at == OWN_ACT else base.at)
    return day if day is not None and day < moment.day else None


def valued_acts(profile: m.Profile) -> frozenset[str]:
    """Return the acts with a fee that is taken of what was open by then, and of more than principal."""
    looks = {base.name for base in profile.base.values() if base.at == OWN_ACT and not {*base.parts} <= DATED_PARTS}
    return frozenset(fee.act for fee in profile.fee.values() if fee.of in looks)


OWED_PARTS: Final = ("open_principal", "interest", "fees", "costs")


def _kept(base: m.Base, account: Account, moment: Moment) -> Mapping[str, int]:
    """What was open when the act was done that a bill is for, of a base that looks at more than principal."""
    dated = DATED_PARTS.issuperset(base.parts) or account.is_part or len(account.parts) > 1
    act = account.latest.get(moment.family.partition("/")[0])
    if base.at != OWN_ACT or moment.cost is None or act is None or dated:
        return {}
    return dict(act.owed)


def _part(part: str, account: Account, moment: Moment, base: m.Base) -> int:
    """One part of a claim; principal with a day of its own is what was left at the end of that day."""
    kept = _kept(base, account, moment)
    if part in kept:
        return kept[part]
    then = _then(base, moment)
    if part == "principal" and then is None:
        return account.principal
    if then is not None and part in {"principal", "open_principal"}:
        left, act = account.principal_at(then), account.latest.get(moment.family.partition("/")[0])
        about = act.amount if act is not None and base.at == OWN_ACT else None
        return left if about is None else min(left, about)
    if part in {"open_principal", "interest", "fees", "costs"}:
        return moment.owed_of(account, part.removeprefix("open_"))
    if part in {"contract_interest", "charges_before_due"}:
        return 0  # such sums are part of the claim's own amount in format 1
    raise not_computed([f"base.parts.{part}"])
