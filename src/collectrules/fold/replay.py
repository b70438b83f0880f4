"""The fold: facts in order, up to a day, into a state. Everything an answer says is read from that state.

The ledger counts only what the law allows, or (beside such a fold) reproduces what was booked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from operator import attrgetter

from collectrules.fold.awarded import start_costs, start_on_interest
from collectrules.fold.capacity import resolve_debtor
from collectrules.fold.capping import follow_ceiling, set_ceiling
from collectrules.fold.ceilings import above_ceilings, above_own_fee
from collectrules.fold.compounding import FROM_PENDENCY
from collectrules.fold.docket import Entry, docket_of
from collectrules.fold.entries import Arrears
from collectrules.fold.halting import halt, resume
from collectrules.fold.handling import AFTERWARDS, HANDLERS
from collectrules.fold.handling.acts import do_act, renew
from collectrules.fold.handling.fees import book_struck
from collectrules.fold.handling.money import due_and_open, use_credit
from collectrules.fold.handling.planning import fall
from collectrules.fold.handling.ripening import ripen
from collectrules.fold.ledger import Account, Ledger
from collectrules.fold.moments import LETTERS, Moment
from collectrules.fold.parts import fit
from collectrules.fold.presuming import presume
from collectrules.fold.rates import compounding, first_interest_day, not_before_modelled, path_of, rerated
from collectrules.fold.reaching import reached, reaches_debtor
from collectrules.fold.rulebook import Rulebook
from collectrules.fold.rules import InterestRule, undisplaced
from collectrules.fold.running import last_timely
from collectrules.fold.state import Spared, State, time_acts
from collectrules.fold.stays import follow, rest_anew
from collectrules.fold.stretches import FACT
from collectrules.fold.unmet import refuse
from collectrules.fold.waiting import decide, refuse_waiting, wait
from collectrules.ground.errors import Fault, NotModelled
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.nouns.case import Case
from collectrules.nouns.claims import Claim
from collectrules.nouns.events import COMMON, Event
from collectrules.topics.deadlines import span

ABOUT_CLAIMS = LETTERS | {"charge", "credit_note", "waiver", "dispute", "acknowledgement", "withdrawn"}
CLAIMING = LETTERS | {"charge"}
MAY_START_INTEREST = frozenset({"rate_agreed", "court_ordered", "fact", "party_changed", "received"})


def replay(
    case: Case, book: Rulebook, on: int, *, lawful: State | None = None, known_on: int | None = None,
    carry: bool = False, spared: Spared | None = None, more: Sequence[Entry] = (),
) -> State:  # fmt: skip
    """Fold the facts of a case up to the end of an ordinal day.

    Args:
        case: the facts.
        book: the compiled profile under the readings in force.
        on: the last day to include.
        lawful: for the ledger as booked, the fold with what the law bars struck out; an event is about the same
            claims in both.
        known_on: leave out facts recorded after this day.
        carry: carry the last published reference rate forward.
        more: entries of the last day that the case does not hold, to try them on.
        spared: sums (by event and counter) that some combination of readings allows, whatever this one says.

    Raises:
        NotModelled: law, figure or fact that is needed and not known.

    """
    entries = docket_of(case, book.profile).until(on, known_on)
    if more:
        entries = tuple(sorted((*entries, *more), key=attrgetter("key")))
    strike = lawful is None
    fold = _Fold(case, book, on, entries, spared or {}, {} if lawful is None else lawful.about, {})
    state = fold.run(Ledger(strike=strike, carry=carry))
    if state.arriving:  # what followed from a letter is known only once it is judged by the day of its receipt
        fold = replace(fold, arrived=state.arriving)
        state = fold.run(Ledger(strike=strike, carry=carry))
    if not state.again:
        return state
    found = fold.run(Ledger(strike=strike, carry=carry), state)
    found.doubts |= state.doubts
    return found


@record
class _Fold:
    """What a fold is made of; it runs again when a later event changes what was true before it."""

    case: Case
    book: Rulebook
    on: int
    entries: tuple[Entry, ...]
    spared: Spared
    about: Mapping[str, tuple[int, ...]]
    arrived: Mapping[str, int]

    def run(self, ledger: Ledger, before: State | None = None) -> State:
        """Fold once into a ledger, with what the run before found: interest starts, what is not owed."""
        state = _opened(self.case, self.book, self.on, ledger, {} if before is None else before.restarted)
        for index in () if before is None else before.unowed:
            ledger.accounts[index].kept["never_owed"] = True
        state.taken_back = {} if before is None else before.taking_back
        state.spared, state.given, state.arrived = self.spared, self.about, self.arrived
        return go_on(state, self.entries, self.on)


def gone_on(state: State, on: int, entries: Sequence[Entry] = ()) -> State:
    """Go on from a state to a later (or the same) day, with more entries or none; the state itself stays as it is.

    Where an entry changes what was true before it (`again`), the whole history has to be folded again.
    """
    return go_on(state.fork(), entries, on)


def go_on(state: State, entries: Sequence[Entry], on: int) -> State:
    """Fold entries into the state itself, and time up to a day."""
    state.ends = None
    for entry in entries:
        _advance(state, entry.day)
        _apply(state, entry.event, entry.name)
    _advance(state, on)
    for account in state.ledger.accounts:
        refuse_waiting(state, account)
        state.ledger.settle(account, on)
    state.at_rest()
    return state


# Opening ---------------------------------------------------------------------------------------------------


def _opened(case: Case, book: Rulebook, on: int, ledger: Ledger, starts: Mapping[int, int]) -> State:
    state = State(case=case, book=book, ledger=ledger, on=on, debtor_kind=case.debtor.kind, workflow=case.workflow)
    for index, claim in enumerate(case.claims):
        not_before_modelled(claim.due.toordinal(), book.first_day)
        name = claim.relationship or f"claim {claim.id}"
        arrears = state.arrears.setdefault(name, Arrears(name))
        arrears.members.append(index)
        account = Account(index, _of_title(claim, book), case.minor(claim.amount), arrears, book.entry)
        moment = Moment(state, account, account.due)
        resolve_debtor(moment)
        account.law = book.law_of(moment)
        account.timely = last_timely(moment)
        if index in starts:
            account.kept["interest_from"] = starts[index]
        _entry_title(account, book)
        ledger.accounts.append(account)
    _earlier(state)
    presume(state)
    for account in ledger.accounts:
        _open_interest(state, account)
    state.verdicts.extend((*above_ceilings(state), *above_own_fee(state)))
    return state


def _of_title(claim: Claim, book: Rulebook) -> Claim:
    """A claim as the title makes it with which it comes."""
    title = book.profile.title.get(claim.title or "")
    kind = None if title is None else title.claim_kind
    return claim if kind is None else claim.model_copy(update={"kind": kind})


def _entry_title(account: Account, book: Rulebook) -> None:
    """A claim may come with a title from before the case; the day of the title then is not known."""
    if account.claim.title is None:
        return
    account.title = account.claim.title
    obtained = book.profile.act.get("title_obtained")
    if obtained is not None and obtained.leads_to is not None:
        account.enter(obtained.leads_to, account.due, obtained.law)


def _earlier(state: State) -> None:
    """Count the acts of the same relationship that lie outside this case."""
    for act in state.case.earlier:
        arrears = state.arrears.get(act.relationship or "")
        if arrears is None:
            continue
        for rule in state.book.fees_by_act.get(act.kind, ()):
            days = arrears.charged.setdefault(rule.family, [])
            if act.on.toordinal() not in days:
                days.append(act.on.toordinal())


def _interest_rule(state: State, account: Account) -> InterestRule | None:
    """The interest rule of a claim: the one that applies and is not displaced."""
    remaining = undisplaced(account.law.interest, Moment(state, account, account.due))
    if len(remaining) > 1:
        names = ", ".join(rule.record.name for rule in remaining)
        raise NotModelled(Fault(code="two_rules", path=f"claims[{account.index}]", expected="one rule", got=names))
    return remaining[0] if remaining else None


def _open_interest(state: State, account: Account) -> None:
    rule = _interest_rule(state, account)
    if rule is not None:
        refuse(state.book.profile, "interest", rule.record)
        account.interest_rule = rule.record
        account.bearing = tuple(part for part in ("fees", "costs") if part in rule.record.on)
        account.kept["interest_rule"] = rule
        set_ceiling(rule, Moment(state, account, account.due))
        account.interest_step = max(int(Fraction(rule.record.round.to) * state.book.scale), 1)
        start_interest(state, account, opening=True)


def start_interest(state: State, account: Account, *, opening: bool = False) -> None:
    """Decide the first interest day, again after each act that may set it.

    A day that lies behind asks for another fold: what was allocated since would have met other interest.

    Raises:
        NotModelled: `missing_fact`, naming the claim's day without which no start can be decided.

    """
    rule = account.kept.get("interest_rule")
    if not isinstance(rule, InterestRule):
        return
    moment = Moment(state, account, max(state.on, account.due))
    first, law, missing = _first_day(rule, moment)
    taken = f"claims[{account.index}].interest"
    if first is None:
        if missing is not None:
            wait(rule, moment, missing)
            return
        state.assume(
            taken,
            "no_interest_act",
            "no act that begins interest is recorded, so none has begun",
            claim=account.claim.id,
        )
        return
    decide(rule, moment, first)
    state.assumptions.pop(taken, None)  # before this act it was true
    before, adjudged = account.interest_first, "interest_from" in account.kept
    if before is not None and (first == before or (first > before and not adjudged)):
        return
    if not opening and min(first, before or first) <= state.on:
        state.restarted[account.index] = first
    account.interest_first, account.interest_law = first, law
    account.from_day = first
    account.path = path_of(rule, moment, first)
    account.compound = compounding(rule, moment)


def _compound(state: State, event: Event, accounts: list[Account]) -> None:
    """Let the interest owed when a claim is first filed bear interest itself, where the rate says so."""
    for account in accounts if event.kind in state.book.filings else ():
        if account.compound == FROM_PENDENCY and "pending_since" not in account.kept:
            state.ledger.settle(account, state.on)
            account.compounded, account.kept["pending_since"] = state.ledger.interest(account), state.on


def _rerate(state: State, day: int) -> None:
    """Let another rate run from a day on where what happened today calls for one.

    That is tomorrow: today has the old one, unless a fact says what is so from today on.
    """
    for account in state.ledger.accounts:
        rule = account.kept.get("interest_rule")
        if isinstance(rule, InterestRule) and rule.varies:
            found = rerated(rule, account, Moment(state, account, day))
            if found is not None:
                state.ledger.settle(account, day - 1)
                account.take_path(found)


def _agreed_anew(state: State, accounts: list[Account]) -> None:
    """Let a rate that was agreed today run from today; what has accrued by then stays as it was."""
    for account in accounts:
        rule, first = account.kept.get("interest_rule"), account.interest_first
        if isinstance(rule, InterestRule) and first is not None:
            state.ledger.settle(account, state.on - 1)
            account.path = path_of(rule, Moment(state, account, state.on), first)


def _stopped_by(state: State, event: Event, accounts: list[Account]) -> list[Account]:
    """The claims whose interest an event may end: what happens to the debtor reaches all, due or not."""
    act = state.book.acts.get(event.kind)
    if reaches_debtor(state, event.kind):
        return accounts
    about_debtor = event.kind in COMMON or (act is not None and not act.record.in_stages)
    return state.ledger.accounts if about_debtor and not (event.claim or event.claims) else accounts


def stop_interest(state: State, event: Event, accounts: list[Account]) -> None:
    """End the running of interest with an event the rule names, or with the end of a period from such an event."""
    for account in _stopped_by(state, event, accounts):
        rule = account.kept.get("interest_rule")
        moment = Moment(state, account, event.on.toordinal())
        if resume(account, event.kind, moment.day):
            rest_anew(state, account)
        for gate, stop in rule.stops if isinstance(rule, InterestRule) else ():
            day = moment.day if isinstance(stop, m.Stop) and stop.on == event.kind else None
            if isinstance(stop, m.Period):
                numbers = partial(state.book.number, moment=moment)
                day = span(stop, state.book.profile, moment.anchor, numbers, at=moment).last
            if day is not None and gate.holds(moment):
                _stop(state, account, stop, day)


def _stop(state: State, account: Account, stop: m.Stop | m.Period, day: int) -> None:
    """Stop interest after a day for good, or until what ends the stop."""
    if isinstance(stop, m.Stop) and stop.until:
        halt(account, day, stop.until)
        rest_anew(state, account)
    else:
        account.stopped = day if account.stopped is None else min(account.stopped, day)


def _follow_stays(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Begin and end stays with an event; what they hold up is worked out again."""
    if event.kind in state.book.stay_kinds:
        for account in follow(state, event, name, accounts):
            renew(state, account)


def _first_day(rule: InterestRule, moment: Moment) -> tuple[int | None, tuple[str, ...], str | None]:
    """An agreed or adjudged first day displaces the statutory start."""
    adjudged = moment.account.kept.get("interest_from")
    if isinstance(adjudged, int):
        return adjudged, rule.record.law, None
    given = moment.account.claim.interest_from
    if given is not None:
        return given.toordinal(), rule.record.law, None
    return first_interest_day(rule, moment)


# Going through time ----------------------------------------------------------------------------------------


def _advance(state: State, day: int) -> None:
    """Move to a day: credit meets claims that arise, and acts by time that ran out before the day are done first."""
    fall(state, day)
    if state.unripe:
        ripen(state, day)
    for arose in _arising(state, day) if state.ledger.credit else ():
        use_credit(state, arose)
    for account in state.ledger.accounts:
        turns = len(account.parts) > 1 or account.law.turning(account.parts[0].stage)
        for _ in range(len(state.book.by_time) + 1 if turns else 0):
            done = time_acts(state, account, day)
            if not done:
                break
            begun, name, act = done[0]
            do_act(state, account, name, act, begun)
            if name in state.book.limit_kinds:  # what time brings ends what holds a limitation up, as an event would
                account.log.append((begun, name))
            follow_ceiling(state, name, begun, [account])
    state.on = day


def _arising(state: State, day: int) -> list[int]:
    """The days up to a day, not yet gone through, on which a claim arises."""
    days = {account.arose for account in state.ledger.accounts if account.arose is not None}
    return sorted(arose for arose in days if state.on < arose <= day)


def _apply(state: State, event: Event, name: str) -> None:
    day = event.on.toordinal()
    state.applied.append((day, event.kind, name))
    accounts = _claims_of(state, event, name)
    state.about[name] = tuple([account.index for account in accounts])
    event = _as_act(state, event, accounts)
    accounts = _there(state, event, name, accounts)
    if accounts:
        _handle(state, event, name, accounts)
    if state.ledger.credit:  # what was struck is on the books, and there meets the credit too
        use_credit(state, day)
    if not accounts:
        return
    if name not in state.ineffective:  # on what is void nothing hangs
        stop_interest(state, event, accounts)
        follow_ceiling(state, event.kind, day, accounts)
        _follow_stays(state, event, name, accounts)
    _compound(state, event, accounts)
    _rerate(state, state.on if event.kind == FACT else state.on + 1)
    _fit(state, event)
    if event.kind == "rate_agreed":
        _agreed_anew(state, accounts)
    if event.kind in state.book.interest_anchors or event.kind in MAY_START_INTEREST:
        for account in accounts:
            start_interest(state, account)
    _awarded(state, event, accounts)


def _as_act(state: State, event: Event, accounts: list[Account]) -> Event:
    """A common event that this law knows by another name, which may hang on how far the claims have come."""
    acts = state.book.standing_for.get(event.kind, ())
    if not acts or event.kind in state.book.acts:
        return event
    stages = {part.stage for account in accounts for part in account.parts}
    act = next((act for act in acts if stages & set(act.in_stages)), acts[0])
    return event.model_copy(update={"kind": act.name})


def _handle(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Let an event do what its kind and the profile's act of that name do; how a letter went is known meanwhile."""
    handler = HANDLERS.get(event.kind)
    for account in accounts if event.channel is not None else ():
        account.kept["channel"] = event.channel
    if handler is not None:
        handler(state, event, name, accounts)
    HANDLERS["act"](state, event, name, accounts)
    if event.kind in AFTERWARDS and name not in state.ineffective:
        AFTERWARDS[event.kind](state, event, name, accounts)
    for account in accounts if event.channel is not None else ():
        account.kept.pop("channel")


def _awarded(state: State, event: Event, accounts: list[Account]) -> None:
    """Let interest begin on what a court awarded, or once what its day hangs on has happened."""
    told = event.costs_awarded is not None or event.interest_awarded_from is not None or event.cost == "awarded_cost"
    for account in accounts if told else ():
        start_interest(state, account)
    for account in accounts if told or event.kind in state.book.cost_anchors else ():
        start_costs(state, account)
    for account in accounts if event.kind in state.book.sued_anchors else ():
        start_on_interest(state, account)


def _fit(state: State, event: Event) -> None:
    for account in state.ledger.accounts:
        if len(account.parts) > 1:
            fit(account, event.kind)


def _claims_of(state: State, event: Event, name: str) -> list[Account]:
    """The claims an event names; without a name all that are due and open on its day; the earliest due first.

    Where they stand in the document decides nothing.
    """
    if len(state.ledger.accounts) == 1:
        return list(state.ledger.accounts)
    if name in state.given:
        return [state.ledger.accounts[index] for index in state.given[name]]
    if event.kind == "received" and event.of in state.about:
        return [state.ledger.accounts[index] for index in state.about[event.of]]
    everywhere = reached(state, event, name) if reaches_debtor(state, event.kind) else []
    if everywhere:
        return everywhere
    named = {*((event.claim,) if event.claim else ()), *(event.claims or ())}
    day = event.on.toordinal()
    found = [account for account in state.ledger.accounts if account.claim.id in named]
    found = (
        found
        or (event.kind in LETTERS and [a for a in due_and_open(state, day) if a.timely < day])
        or due_and_open(state, day)
    )
    arisen = [account for account in state.ledger.accounts if account.arisen(day)]
    accounts = sorted(found or arisen or state.ledger.accounts, key=lambda account: (account.due, account.claim.id))
    if not named and event.kind in ABOUT_CLAIMS:
        letter = bool(found) and event.kind in LETTERS - {"compensation_claimed"}
        _assume_claims(state, event, f"{state.path_of(name)}.claims", accounts, letter=letter)
    return accounts


def _there(state: State, event: Event, name: str, accounts: list[Account]) -> list[Account]:
    """Leave out of a letter, an act or a charge the claims that had not arisen or were given up; each is a finding.

    An act that names `withdrawn` among its stages is about claims that were given up too.
    """
    if event.kind not in CLAIMING and event.kind not in state.book.acts:
        return accounts
    day, given_up = event.on.toordinal(), _of_given_up(state, event.kind)
    dead = [account for account in accounts if (account.withdrawn and not given_up) or not account.arisen(day)]
    for account in dead:
        code = "claim_withdrawn" if account.withdrawn else "claim_not_arisen"
        only = len(dead) == len(accounts) and account is dead[0]
        book_struck(state, event, name, account, code, sums=only)
    return [account for account in accounts if account not in dead] if dead else accounts


def _of_given_up(state: State, kind: str) -> bool:
    rule = state.book.acts.get(kind)
    return rule is not None and "withdrawn" in rule.record.in_stages


def _assume_claims(state: State, event: Event, path: str, accounts: list[Account], *, letter: bool) -> None:
    """Say which claims an event that names none is taken to be about."""
    day = event.on.isoformat()
    if letter:
        state.assume(path, "claims_of_letter", "every claim overdue and open on that day", day=day)
        return
    claims = ", ".join(account.claim.id for account in accounts)
    text = f"it names no claim, so it is about {claims}, the earliest due first"
    state.assume(path, "claims_of_event", text, day=day, claims=claims)
