"""Fees and costs that somebody claims: judged by the law of the day, booked with what it allows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from collectrules.fold.credits import set_off_of, use_up
from collectrules.fold.entries import Line, Mandate, Occurrence, Taken, Unripe
from collectrules.fold.handling.awarding import await_award, await_title, award, keep_waiting, owed_of
from collectrules.fold.handling.beside import say_beside
from collectrules.fold.handling.contents import NO_FEE, omission, without_fee
from collectrules.fold.handling.meant import billed_for, say_meant
from collectrules.fold.handling.takingback import book_taken_back
from collectrules.fold.judging import UNFIXED, Verdict, amount_of, cap_law, governing, room_for
from collectrules.fold.ledger import Account
from collectrules.fold.matters import note_parts
from collectrules.fold.moments import Moment, mandates_of
from collectrules.fold.rules import LETTER_PARTS, LINE_KINDS, OFFICIAL, FeeRule, FeeVariant
from collectrules.fold.ruling import Ruling, Sum, rule_on, unproved
from collectrules.fold.state import State
from collectrules.fold.unmet import not_computed
from collectrules.ground.errors import Fault, NotModelled
from collectrules.nouns.events import Event
from collectrules.topics.tariffs import Working

AWARDED: Final = "awarded_cost"


def claimed_fee(state: State, event: Event, name: str, accounts: list[Account], kind: str, claimed: int) -> None:
    """Judge a fee claimed with a letter or act, and book it with what the law allows of it."""
    rules: Sequence[FeeRule] = accounts[0].law.claimable(kind)
    if len(accounts) > 1:
        rules = [rule for rule in state.book.fees_by_act.get(kind, ()) if rule.record.part in LETTER_PARTS]
    family = rules[0].family if rules else f"{kind}/reminder"
    _book(state, rules, event, name, accounts, Sum(claimed, _set_off(state, event)), family)


def fee_asked(state: State, event: Event) -> int | None:
    """The fee that an event asks for; nought too where something was set off against it, which then is used up."""
    if event.fee is None or not (event.fee or event.credited):
        return None
    return state.case.minor(event.fee)


def _set_off(state: State, event: Event) -> int:
    """What the creditor set off himself before he asked for the sum of an event."""
    return state.case.minor(event.credited) if event.credited is not None else 0


def _book(
    state: State, rules: Sequence[FeeRule], event: Event, name: str, accounts: list[Account], asked: Sum, family: str,
    *, line_kind: str | None = None,
) -> None:  # fmt: skip
    """Rule on a sum that was claimed, and add its line, its count and its verdict."""
    day, cost, claimed = event.on.toordinal(), _cost_of(event), asked.claimed
    ruling = rule_on(state, rules, accounts, day, claimed, cost=cost, set_off=asked.set_off)
    spared, readings = state.spared.get((name, family), (0, ()))
    if spared > ruling.lawful:  # lawful under a way of reading that also reads an earlier letter otherwise
        lawful = min(spared, claimed)
        in_doubt = ruling.in_doubt + lawful - ruling.lawful
        ruling = ruling._replace(lawful=lawful, in_doubt=in_doubt, readings=ruling.readings or readings)
    lacking = omission(state, event, accounts) if family.partition("/")[0] == event.kind else None
    if lacking is not None and lacking.consequence in NO_FEE:
        ruling = without_fee(ruling, lacking)
    rule = state.book.fees.get(ruling.opinion.rule or "")
    ruling = _in_doubt(ruling, rule, event)
    told, ruling = ruling, await_award(ruling, rule)
    kind = line_kind or _line_kind(rule, family)
    room = room_for(kind, Moment(state, ruling.account, day))
    if room is not None and room < ruling.lawful:
        ruling = ruling._replace(lawful=room, in_doubt=min(ruling.in_doubt, room))
    law = rule.record.law if rule is not None else ()
    line = Line(
        kind,
        ruling.account.index,
        day,
        claimed,
        owed_of(ruling, rule),
        law,
        name,
        ruling.opinion.rule,
        ruling.code,
        ruling.opinion.law,
        family=family,
        shared=tuple(account.index for account in accounts),
        bears=rule is not None and rule.record.bears_interest == "from_title",
        set_off=asked.set_off,
    )
    for account in accounts:
        state.ledger.settle(account, day)
    taken: tuple[Taken, ...] = ()
    if rule is not None and (ruling.lawful > 0 or asked.set_off or ruling.code == "fee_above_maximum"):
        taken = use_credits(rule, Moment(state, ruling.account, day, tuple(accounts), rule.family, cost=cost), line)
    state.ledger.add(line)
    if ruling.code == "fee_above_maximum" and room is None:
        _keep_unripe(state, rules, accounts, taken, cost=cost)
    if ruling.lawful > 0 or taken:  # what another sum swallowed was charged all the same
        count(state, accounts, rule.family if rule is not None else family, day)
    if ruling.opinion.certainty != "sure" and rule is not None:
        state.weak[(f"fee.{rule.name}", law)] = ruling.opinion.certainty
    _verdict(state, ruling, name, accounts, day, claimed)
    say_meant(state, event, name, ruling)
    keep_waiting(state, len(state.ledger.lines) - 1, told, ruling, rule)


def _cost_of(event: Event) -> str | None:
    """The cost that an event books by itself; None for a letter or act with a fee."""
    return str(event.cost) if event.kind == "charge" else None


def _in_doubt(ruling: Ruling, rule: FeeRule | None, event: Event) -> Ruling:
    """Leave in doubt what was laid out and is not shown by a document, and what only a court can fix."""
    charge = None if rule is None else rule.record.charge
    if charge == "actual" and event.evidence is None:
        return unproved(ruling, str(event.cost or "other"))
    return ruling._replace(in_doubt=ruling.lawful) if charge == "judge" else ruling


def _keep_unripe(
    state: State, rules: Sequence[FeeRule], accounts: Sequence[Account], taken: tuple[Taken, ...],
    *, cost: str | None,
) -> None:  # fmt: skip
    """Remember the bill just booked where more of it may be owed once time has passed."""
    if any(_rising(rule) for rule in rules):
        names, indexes = tuple(rule.name for rule in rules), tuple(account.index for account in accounts)
        state.unripe.append(Unripe(len(state.ledger.lines) - 1, names, indexes, cost, taken))


def book_struck(state: State, event: Event, name: str, account: Account, code: str, *, sums: bool) -> None:
    """Judge what was done about a claim that is not there; with `sums` book what was claimed, and strike all of it."""
    day, claimed = event.on.toordinal(), [*_sums_of(state, event)] if sums else []
    act = state.book.profile.act.get(event.kind)
    found = Verdict(
        code=code, severity="note" if act is not None and act.by != "creditor" else "breach", event=name,
        claims=(account.claim.id,), day=day, law=() if act is None else act.law,
    )  # fmt: skip
    if not claimed:
        state.verdicts.append(found)
    for amount, kind in claimed:
        state.ledger.add(Line(kind, account.index, day, amount, 0, (), name, None, code))
        state.verdicts.append(replace(found, unlawful=amount, line=len(state.ledger.lines) - 1))


def _sums_of(state: State, event: Event) -> Iterator[tuple[int, str]]:
    """What an event claims beside the claims themselves, each sum with the kind of its line."""
    if event.fee:
        yield state.case.minor(event.fee), _line_kind(None, f"{event.kind}/reminder")
    if event.amount and event.kind == "charge":
        yield state.case.minor(event.amount), _UNRULED.get(str(event.cost), "collection_cost")
    if event.amount and event.kind == "compensation_claimed":
        yield state.case.minor(event.amount), "compensation"


_UNRULED: Final = {"court_fee": "court_fee", AWARDED: "awarded_cost"}
"""A cost without a tariff → the kind of its line; any other is a cost of collection."""


def _rising(rule: FeeRule) -> bool:
    """Whether a fee may rise while something is open."""
    return any(change.still_open for change in rule.record.modifiers)


def use_credits(rule: FeeRule, moment: Moment, line: Line) -> tuple[Taken, ...]:
    """Use up what was credited on a fee that is booked, and keep its tax for what it is credited on itself.

    Return the places of the lines that were credited, and how much of each.
    """
    variant, record = rule.cautious, rule.record
    if record.charge not in UNFIXED and (variant.credits or variant.credited_by or record.matter is not None):
        try:
            amount, working = _measured(variant, moment, line.lawful)
        except NotModelled:  # what is in doubt for want of a fact or figure has nothing that could be credited
            return ()
        line.tax, line.of = working.tax, working.of
        note_parts(line, variant.record, amount, working)
        lines = moment.state.ledger.lines
        before = [(one.credited, one.swallowed) for one in lines] if working.taken else []
        use_up(working, Fraction(line.stated), swallowed=not amount)
        used = [(n, lines[n].credited - net, lines[n].swallowed - gross) for n, (net, gross) in enumerate(before)]
        return tuple(one for one in used if one[1] or one[2])
    return ()


def _measured(variant: FeeVariant, moment: Moment, lawful: int) -> tuple[int, Working]:
    """Return the amount of a fee by its tariff; of a bill that may prove more, by the most that it may prove."""
    found, soft = amount_of(variant, moment), variant.may_exceed
    if variant.proved is None or soft is None or lawful <= found[0]:
        return found
    return amount_of(variant.proved, moment) if soft.applies(moment.in_matter(variant.record)) else found


def _line_kind(rule: FeeRule | None, family: str) -> str:
    part = rule.record.part if rule is not None else "reminder"
    if part == "reminder":
        return "hand_over_fee" if family.startswith("handed_over/") else "reminder_fee"
    return LINE_KINDS[part]


def count(state: State, accounts: Sequence[Account], family: str, day: int) -> None:
    """Count a fee for each claim of the letter, and once for each of their relationships."""
    for account in accounts:
        account.charged.setdefault(family, []).append(day)
    for arrears in {account.arrears.name: account.arrears for account in accounts}.values():
        arrears.charged.setdefault(family, []).append(day)


def _verdict(state: State, ruling: Ruling, name: str, accounts: Sequence[Account], day: int, claimed: int) -> None:
    if ruling.code is None:
        return
    unlawful = claimed - ruling.lawful
    state.verdicts.append(
        Verdict(
            code=ruling.code, severity="breach" if unlawful else "doubt", event=name,
            claims=tuple(account.claim.id for account in accounts), day=day, law=ruling.opinion.law,
            unlawful=unlawful, in_doubt=ruling.in_doubt, readings=ruling.readings, needs=ruling.opinion.needs,
            values=ruling.opinion.values,
            line=len(state.ledger.lines) - 1,
        )
    )  # fmt: skip


def on_compensation(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A fixed sum per claim; without an amount it is the profile's of that day, owed or not.

    Raises:
        NotModelled: `unknown_figure`, nobody says the sum, and the profile does not know it.

    """
    rules = [
        rule for rule in state.book.fees_by_act.get("compensation_claimed", ()) if rule.record.part == "compensation"
    ]
    day, given = event.on.toordinal(), event.amount if event.kind == "compensation_claimed" else None
    if given is None:
        _refuse_unknown(rules, day, state.path_of(name))
    usual, family = _usual(rules, day), rules[0].family if rules else "compensation_claimed/compensation"
    left = None if given is None else state.case.minor(given)
    credited = _set_off(state, event) if event.kind == "compensation_claimed" else 0
    for place, account in enumerate(accounts):
        last = place == len(accounts) - 1
        own = credited if last else min(credited, _credited_on(state, rules, account, day))
        credited -= own
        claimed = max(usual - own, 0) if left is None else left if last else min(left, max(usual - own, 0))
        left = None if left is None else left - claimed
        if claimed or own:
            _book(state, rules, event, name, [account], Sum(claimed, own), family, line_kind="compensation")
        if given is None and not _known(rules, account, day):
            text = f"the sum is not stated, and the law has none for this claim; {state.text(claimed)} is taken"
            path = f"{state.path_of(name)}.amount"
            state.assume(path, "compensation_amount", text, amount=state.text(claimed))


def _refuse_unknown(rules: Sequence[FeeRule], day: int, path: str) -> None:
    versions = [version for rule in rules if (version := rule.cautious.amounts.version_at(day)) is not None]
    if versions and all(version.value is None for version in versions):
        expected = "the sum that was claimed: the law has one, and the profile does not know it"
        raise NotModelled(Fault(code="unknown_figure", path=path, expected=expected))


def _usual(rules: Sequence[FeeRule], day: int) -> int:
    """The profile's fixed sum of a day, before its first day the first; 0 where it has none at all."""
    for rule in rules:
        history = rule.cautious.amounts
        version = history.version_at(max(day, history.starts[0]))
        if version is not None and version.value is not None:
            return int(version.value(None, _no_names, Working()))
    return 0


def _credited_on(state: State, rules: Sequence[FeeRule], account: Account, day: int) -> int:
    """What the law credits on the fixed sum of one claim among several: so much of what was credited is its."""
    at = Moment(state, account, day, (account,), rules[0].family if rules else "")
    for rule in governing([account.law.fee(rule.name) for rule in rules], at)[:1]:
        try:
            return set_off_of(amount_of(rule.cautious, at)[1])
        except NotModelled:
            return 0
    return 0


def _known(rules: Sequence[FeeRule], account: Account, day: int) -> bool:
    """Whether some rule has a sum for the claim: on the day of the letter, and on the day the claim arose."""
    days = [day] if account.arose is None else [day, account.arose]
    return any(all(rule.cautious.amounts.version_at(one) is not None for one in days) for rule in rules)


def _no_names(name: str, _value: object, _working: object) -> Fraction:
    raise not_computed([name])


def on_letter(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A reminder, demand or hand-over: its fee, its compensation, its place in time."""
    if event.kind == "handed_over":
        for account in accounts:
            account.handed_over = account.kept["handing_to"] = event.to or "collector"
            account.kept["insolvent_at_hand_over"] = state.insolvent
            account.kept["mandates"] = (*mandates_of(account), _mandate(event, name))
            account.kept |= {"collector_engaged": True} if account.handed_over == "collector" else {}
    asked = fee_asked(state, event)
    if asked is not None:
        claimed_fee(state, event, name, accounts, event.kind, asked)
    if event.compensation:
        on_compensation(state, event, name, accounts)
        _claimed_with_letter(state, event, name, accounts)


def _mandate(event: Event, name: str) -> Mandate:
    day = event.on.toordinal()
    given = day if event.mandate is None else event.mandate.toordinal()
    return Mandate(event.to or "collector", given, Occurrence("handed_over", day, name, day, mandate=given))


def _claimed_with_letter(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A sum claimed on a letter is claimed as much as one that is claimed alone: rules may ask whether it was."""
    day, kind = event.on.toordinal(), "compensation_claimed"
    for account in accounts if kind in state.book.acts else ():
        account.latest[kind] = Occurrence(kind, day, name, day)


def on_charge(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A cost the creditor books: what the law allows of it, and whether a court may have awarded it already."""
    _book_charge(state, event, name, accounts)
    say_beside(state, event, name, accounts)


def _book_charge(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Match a cost with the official fee of an act; else the rules that know it judge it."""
    cost, amount = str(event.cost), state.case.minor(event.amount) if event.amount is not None else 0
    rules = billed_for(state, event)
    usable = [rule for rule in rules if rule.record.part not in OFFICIAL or _unfixed(rule, cost)]
    lost = [] if usable else [rule for rule in rules if _falls_on_loser(rule, cost, accounts)]
    other = sum(_allowed(state, rule, event, accounts, amount) for rule in lost)
    documented, tariffs = _documented(state, rules, accounts, amount, min(other, amount))
    left = amount - documented
    left -= book_taken_back(state, event, name, accounts, left)
    if left == 0:
        return
    if usable and not _beyond_fixed(tariffs, usable, accounts):
        _book_shares(state, usable, event, name, accounts, left)
    elif lost:
        _book_lost(state, lost, event, name, accounts, left)
    else:
        _book_unruled(state, event, name, accounts, left, tariffs)


def _beyond_fixed(tariffs: Sequence[FeeRule], others: Sequence[FeeRule], accounts: Sequence[Account]) -> bool:
    """Whether the rest of a bill can only lie above official fees that none may exceed: no act of another was done."""
    done = any(rule.record.act in account.latest for rule in others for account in accounts)
    return bool(tariffs) and not done and all(rule.record.charge == "up_to" for rule in tariffs)


def _unfixed(rule: FeeRule, cost: str) -> bool:
    """Whether an official cost is owed as it was laid out; what a court has awarded, it has fixed."""
    return rule.record.charge in UNFIXED and cost != AWARDED


def _falls_on_loser(rule: FeeRule, cost: str, accounts: Sequence[Account]) -> bool:
    """Whether an official fee falls on who loses and its act was done: nobody owes it before it is billed."""
    done = any(rule.record.act in account.latest for account in accounts)
    return rule.record.borne_by == "loser" and rule.record.charge not in UNFIXED and cost != AWARDED and done


def _allowed(state: State, rule: FeeRule, event: Event, accounts: list[Account], amount: int) -> int:
    """How much of a bill is an official fee that falls on who loses."""
    return rule_on(state, [rule], accounts, event.on.toordinal(), amount, cost=_cost_of(event)).lawful


def _book_lost(
    state: State, rules: Sequence[FeeRule], event: Event, name: str, accounts: list[Account], left: int
) -> None:
    """Book a bill over official fees that fall on who loses: each takes what it allows, the last one the rest."""
    for rule in rules:
        part = min(_allowed(state, rule, event, accounts, left), left)
        if part:
            _book(state, [rule], event, name, accounts, Sum(part), rule.family)
            left -= part
    if left:
        _book(state, rules[-1:], event, name, accounts, Sum(left), rules[-1].family)


def _book_shares(
    state: State, rules: Sequence[FeeRule], event: Event, name: str, accounts: list[Account], left: int
) -> None:
    """Book a cost; where the law has one for each claim, each takes what it certainly allows, the last the rest."""
    family = rules[0].family
    each = any(limit.per == "claim" for rule in rules for limit in rule.record.limits)
    for account in accounts[:-1] if each else ():
        ruling = rule_on(state, rules, [account], event.on.toordinal(), left, cost=_cost_of(event))
        part = ruling.lawful - ruling.in_doubt
        if part:
            _book(state, rules, event, name, [account], Sum(part), family)
            left -= part
    if left:
        last = accounts[-1:] if each else accounts
        _book(state, rules, event, name, last, Sum(left, _set_off(state, event)), family)


def _book_unruled(
    state: State, event: Event, name: str, accounts: Sequence[Account], left: int, tariffs: Sequence[FeeRule]
) -> None:
    """Book a cost for which the profile has no tariff: what was awarded is owed, all else asks for proof.

    What a bill holds beyond official fees that no bill may exceed is struck.
    """
    cost, day, account = str(event.cost), event.on.toordinal(), accounts[0]
    state.ledger.settle(account, day)
    kind = _UNRULED.get(cost, "collection_cost")
    room = room_for(kind, Moment(state, account, day))
    lawful = left if room is None else min(left, room)
    law, code = cap_law(account) if lawful < left else (), "cost_unproved"
    if tariffs and cost != AWARDED:
        fixed = all(rule.record.charge == "up_to" for rule in tariffs)
        law, code = _laws_of(tariffs), "fee_above_maximum" if fixed else "fee_needs_proof"
        lawful = 0 if fixed else lawful
    line = Line(kind, account.index, day, left, lawful, (), name, None, code, law, shared=(account.index,))
    line.bears = cost == AWARDED or any(rule.record.bears_interest == "from_title" for rule in billed_for(state, event))
    state.ledger.add(line)
    if cost == AWARDED:
        _awarded(state, account, day)
        state.ledger.catch_up(account, line)
    _say_unruled(state, event, name, accounts, line)
    if cost == AWARDED and account.title is None:
        await_title(state, line)


def _laws_of(tariffs: Sequence[FeeRule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for rule in tariffs for key in rule.record.law))


def _say_unruled(state: State, event: Event, name: str, accounts: Sequence[Account], line: Line) -> None:
    """Say what is in doubt, or struck, of a cost without a tariff of its own; of what was awarded nothing."""
    awarded, titled, unlawful = event.cost == AWARDED, accounts[0].title is not None, line.amount - line.lawful
    if awarded and titled and not unlawful:
        return
    lost = awarded and not titled
    code = "cost_not_awarded" if lost else str(line.code)
    values: tuple[tuple[str, str], ...] = (("cost", str(event.cost)),)
    if code in {"fee_above_maximum", "fee_needs_proof"}:
        whole = state.case.minor(event.amount) if event.amount is not None else 0
        values = (("allowed", state.text(whole - line.amount)), ("claimed", state.text(whole)))
    needs = () if code == "fee_above_maximum" else ("title",) if lost else ("proof_of_cost",)
    state.verdicts.append(
        Verdict(
            code=code, event=name, severity="breach" if unlawful else "doubt", day=line.on, law=line.barred_law,
            claims=tuple(account.claim.id for account in accounts), unlawful=unlawful,
            in_doubt=0 if awarded and titled else line.lawful, needs=needs, values=values,
            line=len(state.ledger.lines) - 1,
        )
    )  # fmt: skip


def _awarded(state: State, account: Account, day: int) -> None:
    """A cost booked as awarded says that costs were, unless the record of the title says otherwise."""
    if account.title is not None and account.costs_awarded is not False:
        award(state, account, day, awarded=True)


def _documented(
    state: State, rules: Sequence[FeeRule], accounts: Sequence[Account], amount: int, other: int
) -> tuple[int, list[FeeRule]]:
    """Match a booked cost with official fees that acts already added; return how much of it they are, and which.

    `other` of it may be another fee, which comes first, unless the bill is the very sum of such an official fee.
    """
    indexes = {account.index for account in accounts}
    known = {rule.name: rule for rule in rules if rule.record.part in OFFICIAL}
    alone = [line for line in state.ledger.lines if line.fee in known and line.claim in indexes and line.unbilled]
    exact = [line for line in alone if line.unbilled == line.amount == amount][:1]
    left, matched = amount if exact else amount - other, []
    for line in exact or alone:
        if left and (not other or line.unbilled <= left):  # a bill of another fee is no lower sum for this one
            left -= _billed_of(line, left)
            matched.append(known[str(line.fee)])
    return amount - left - (0 if exact else other), matched


def _billed_of(line: Line, left: int) -> int:
    """Take what a bill holds as so much of an official fee, and return it: the rest of the fee may come on another."""
    part = min(line.unbilled, left)
    line.unbilled -= part
    return part
