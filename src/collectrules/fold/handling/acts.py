"""Acts: judged by the facts of their day, then what they do to stage, title, clocks and official fees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from collectrules.fold import judging, windows
from collectrules.fold.credits import use_up
from collectrules.fold.entries import Line, Occurrence
from collectrules.fold.handling.awarding import award, title_comes
from collectrules.fold.handling.contents import take_contents
from collectrules.fold.handling.fees import claimed_fee, count, fee_asked
from collectrules.fold.handling.stating import keep_stated
from collectrules.fold.handling.takingback import take_back
from collectrules.fold.judging import Verdict
from collectrules.fold.ledger import Account
from collectrules.fold.moments import OWED_PARTS, Moment
from collectrules.fold.parts import about, entitle, facing, move, note, shares
from collectrules.fold.receiving import keep_receipt
from collectrules.fold.rules import LINE_KINDS, ActRule, FeeRule
from collectrules.fold.state import State
from collectrules.fold.unmet import not_computed
from collectrules.ground.dates import date_of
from collectrules.ground.errors import NotModelled
from collectrules.loader import model as m
from collectrules.nouns.calendars import working_days
from collectrules.nouns.events import COMMON, Event
from collectrules.topics.deadlines import span

_SUMS: Final = frozenset(COMMON) - {"title_obtained"}
"""The amount of a letter or agreement is a sum of its own; that of an act, or of a title, is how much of the claim."""


def on_act(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Any act or letter: judge it by the law of its day, then let it do what it does."""
    act = state.book.acts.get(event.kind)
    day = event.on.toordinal()
    if event.deadline is not None or (act is not None and act.record.deadline):
        state.paused = False  # a letter that gives a deadline overrides the creditor's own pause
    stages = act.record.in_stages if act is not None else ()
    part = shares(accounts, stages, _amount(state, event))
    if act is not None:
        _weigh(state, event, name, act, accounts, part)
    owed = [_owed(state, event, account) for account in accounts]
    for account in accounts:
        account.kept.pop("handing_to", None)
    if event.delivery == "failed" or name in state.ineffective:
        return  # it never reached the debtor's door, or is no such letter: nothing is built on it
    for account, some, sums in zip(accounts, part, owed, strict=True):
        _take_procedure(state, event, account)
        for kind in () if act is None else act.record.forgets:
            account.latest.pop(kind, None)
        account.times[event.kind] = account.times.get(event.kind, 0) + 1
        account.latest[event.kind] = _occurrence(state, event, name, account)._replace(
            amount=about(account, stages, some), owed=sums
        )
        if act is not None:
            do_act(state, account, event.kind, act.record, day, event, some)
        else:
            note(account, (), _entry(state, event.kind, day))
            _take_title(state, account, event)
        account.log.append((day, event.kind))
        if event.kind == "payment":
            keep_receipt(account, day, event.received_by)
    keep_stated(state, event, name, accounts)


def _owed(state: State, event: Event, account: Account) -> tuple[tuple[str, int], ...]:
    """What is open of a claim with what the act itself costs, where a fee is taken of it."""
    if event.kind not in state.book.valued:
        return ()
    moment = Moment(state, account, event.on.toordinal(), (account,), event.kind)
    return tuple((part, moment.owed_of(account, part.removeprefix("open_"))) for part in OWED_PARTS)


def _take_procedure(state: State, event: Event, account: Account) -> None:
    """Remember to which kind of proceedings an act has led: what follows is decided by that day."""
    rule = account.law.act(event.kind)
    if rule is not None and rule.procedures:
        found = windows.procedure_of(rule, Moment(state, account, event.on.toordinal(), (), event.kind))
        account.kept["procedure"] = None if found is None else found[1].name


def _weigh(
    state: State, event: Event, name: str, act: ActRule, accounts: list[Account], part: Sequence[int | None]
) -> None:  # fmt: skip
    """Judge an act of the profile, and book what it costs."""
    if act.unmet:
        raise not_computed(act.unmet)
    stages = act.record.in_stages
    seen = [facing(account, stages, some) for account, some in zip(accounts, part, strict=True)]
    _judge_act(state, event, name, seen)
    take_contents(state, event, name, accounts)
    if name not in state.ineffective:
        _cost(state, event, name, act.record, accounts, seen)
    asked = None if event.kind in COMMON else fee_asked(state, event)
    if asked is not None:
        claimed_fee(state, event, name, accounts, event.kind, asked)


def _cost(
    state: State, event: Event, name: str, act: m.Act, accounts: list[Account], seen: list[Account]
) -> None:  # fmt: skip
    """Add the official fees of an act; a tariff may be taken of what the act itself was about."""
    first = len(state.ledger.lines)
    asked = state.case.minor(event.amount) if "amount" in act.carries and event.amount is not None else None
    for account in accounts if asked is not None else ():
        account.kept["amount_enforced"] = asked
    for places in _apart(state, event, seen):
        _official_fees(state, event, name, [accounts[n] for n in places], [seen[n] for n in places])
    _doubted(state, event, name, accounts, first)
    for account in accounts if asked is not None else ():
        account.kept.pop("amount_enforced")


def _entry(state: State, kind: str, day: int) -> tuple[int, str] | None:
    """What the record of a part keeps of what happened on a day: only that on which a limitation may hang."""
    return (day, kind) if kind in state.book.limit_kinds else None


def _amount(state: State, event: Event) -> int | None:
    """How much an act is about, where it says so; an objection to the whole is one, whatever its amount."""
    if event.amount is None or event.grounds == "full" or event.kind in _SUMS:
        return None
    return state.case.minor(event.amount)


def _occurrence(state: State, event: Event, name: str, account: Account) -> Occurrence:
    day = event.on.toordinal()
    given = event.served or (event.on if event.kind.endswith("_served") else None)
    sent, served = event.sent.toordinal() if event.sent else day, given.toordinal() if given else None
    told = _ordinal(event.received) or state.arrived.get(name)
    received = _presumed(state, account, event, name, sent) if told is None else told
    act = account.law.acts.get(event.kind)
    effective = None if act is None else _effective(state, account, act.record, day if served is None else served)
    mandate = _ordinal(event.mandate)
    found = Occurrence(event.kind, day, name, sent, received, served, effective=effective, mandate=mandate)
    account.latest[event.kind] = found
    if act is None or not act.deadline:
        return found._replace(own=_ordinal(event.deadline))
    return _with_deadline(state, account, act, found._replace(own=_own_deadline(state, event, account, act)))


def _ordinal(day: dt.date | None) -> int | None:
    return None if day is None else day.toordinal()


def _own_deadline(state: State, event: Event, account: Account, act: ActRule) -> int | None:
    """The day that an act gives itself, off the rest days of the law's calendar for it."""
    if event.deadline is None:
        return None
    moment = Moment(state, account, event.on.toordinal())
    return windows.off_rest_days(event.deadline.toordinal(), [act.record.deadline_on], moment)


def _with_deadline(state: State, account: Account, act: ActRule, found: Occurrence) -> Occurrence:
    """An act with the time it gives the other side: its own, and at least that of the law; unknown while that is."""
    moment, own = Moment(state, account, found.on), found.own
    period = windows.deadline_of(act, moment)
    if period is None:
        return found
    numbers = partial(state.book.number, moment=moment)
    legal = span(period, state.book.profile, moment.anchor, numbers, at=moment).last
    return found._replace(deadline=legal if own is None or legal is None else max(own, legal))


def on_received(state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """An earlier letter has reached the debtor: its time is worked out again.

    One that gave a time of its own is judged again from its own day on: whether that is enough hangs on this day.
    """
    if event.of is not None and event.of not in state.arrived and _gives_time(state, event.of):
        state.arriving[event.of] = event.on.toordinal()
    for account in accounts:
        for kind in [kind for kind, found in account.latest.items() if found.event == event.of]:
            found = account.latest[kind] = account.latest[kind]._replace(received=event.on.toordinal())
            act = account.law.acts.get(kind)
            if act is not None and act.deadline:
                account.latest[kind] = _with_deadline(state, account, act, found)


def _gives_time(state: State, name: str) -> bool:
    """Whether a letter of the case, or what corrects it, states a deadline."""
    named = zip(state.case.event_ids, state.case.events, strict=True)
    return any(event.deadline is not None for own, event in named if name in {own, event.of})


def renew(state: State, account: Account) -> None:
    """Work out again when acts took effect and what time they gave: a stay that holds this up began or ended."""
    for kind in account.latest.keys() & state.book.held_up:
        act, found = account.law.acts[kind], account.latest[kind]
        day = found.on if found.served is None else found.served
        found = account.latest[kind] = found._replace(effective=_effective(state, account, act.record, day))
        account.latest[kind] = _with_deadline(state, account, act, found)


def _presumed(state: State, account: Account, event: Event, name: str, sent: int) -> int | None:
    """When a letter counts as received of which nothing but the channel is known; the answer lists it."""
    if event.channel is None:
        return None
    moment = Moment(state, account, event.on.toordinal())
    for record, gate in state.book.deliveries:
        if record.channel == event.channel and gate.holds(moment):
            numbers = partial(state.book.number, moment=moment)
            found = span(record.arrives, state.book.profile, lambda _word: sent, numbers, at=moment)
            if found.last is not None:
                text = f"received on {date_of(found.last)}, as the law presumes"
                path, day = f"{state.path_of(name)}.received", date_of(found.last).isoformat()
                state.assume(path, "delivery_presumed", text, law=record.law, day=day, sent=event.on.isoformat())
            return found.last
    return None


def _effective(state: State, account: Account, act: m.Act, day: int) -> int | None:
    """The day an act takes effect: the first open day, and never before the law's first day if it came early.

    None while a stay without an end keeps it from taking effect.
    """
    if act.early_days:
        opens = windows.act_window(account.law.acts[act.name], Moment(state, account, day))
        day = max(day, opens.earliest or day)
    if act.takes_effect is None:
        return day
    moment, name = Moment(state, account, day), act.takes_effect.calendar
    calendar = working_days(state.book.profile, name, moment.region(state.book.profile.calendar[name]))
    still = moment.still(calendar.calendar.stays)
    first = calendar.first_open_day(day, [(begun, ended) for begun, ended in still if ended is not None])
    return None if any(ended is None and begun <= first for begun, ended in still) else first


def do_act(
    state: State, account: Account, name: str, act: m.Act, day: int, event: Event | None = None,
    amount: int | None = None,
) -> None:  # fmt: skip
    """Let an act change the stage of a claim, or of `amount` of it, and bring its effects."""
    title = act.effects.title or (event.title if name == "title_obtained" and event is not None else None)
    move(account, act, day, amount, (title, day), tuple(state.book.profile.stage), _entry(state, name, day))
    if title is not None:
        account.title, account.title_day = title, day
    _bring(state, account, act.effects, day)
    if act.effects.interest == "stop" and any(part.stage != act.leads_to for part in account.parts):
        _say_of_part(state, account)
    if event is not None:
        _take_title(state, account, event, amount)


def _say_of_part(state: State, account: Account) -> None:
    """Say that the interest of a claim has stopped, though an act stops it on a part alone: it is not kept by part."""
    path, claim = f"claims[{account.index}].interest", account.claim.id
    text = "interest is not kept by part: that of the whole claim is taken to have stopped"
    if len(account.parts) > 1:
        state.assume(path, "interest_of_part", text, claim=claim)


def _take_title(state: State, account: Account, event: Event, amount: int | None = None) -> None:
    """Take what an event says of a title: which, with or without costs, with interest from when.

    One about an `amount` of the claim has been given to the part of it that the act took along.
    """
    day = event.on.toordinal()
    if event.kind == "title_obtained" and event.title is not None:
        account.title, account.title_day = event.title, day
        if amount is None:
            entitle(account, (event.title, day))
        record = state.book.profile.title[event.title]
        _bring(state, account, m.Effects(claim_kind=record.claim_kind, interest=record.interest), day)
    if event.costs_awarded is not None:
        award(state, account, day, awarded=event.costs_awarded)
    elif account.title_day == day:
        title_comes(state, account, day)
    if event.interest_awarded_from is not None:
        account.kept["interest_from"] = event.interest_awarded_from.toordinal()


def _bring(state: State, account: Account, effects: m.Effects, day: int) -> None:
    """Bring the effects of an act on objections, limitation, interest, the claim's kind and its end."""
    if effects.title is not None and len(account.parts) == 1:
        account.kept.pop("opposed", None)
    if effects.ends_title:
        account.title = account.title_day = None
    if effects.interest == "stop":
        account.stopped = day if account.stopped is None else min(account.stopped, day)
    elif effects.interest == "start":
        _start_interest(state, account, day)
    if state.insolvent in effects.ends_insolvency:
        state.insolvent = "no"
    if effects.debtor_insolvent is not None and (state.insolvent == "no" or effects.debtor_insolvent != "known"):
        state.insolvent = effects.debtor_insolvent
    if effects.closes:
        account.kept["closed"] = day
    if effects.claim_kind is not None and len(account.parts) == 1:  # a part has no kind of its own
        account.claim = account.claim.model_copy(update={"kind": effects.claim_kind})
        account.law = state.book.law_of(Moment(state, account, day))


def _start_interest(state: State, account: Account, day: int) -> None:
    """Let interest run from the day after an act, or again where it had stopped; what runs already goes on."""
    if account.stopped is not None and account.stopped <= day:
        state.ledger.settle(account, day)
        account.stopped, account.from_day = None, max(account.from_day, day + 1)
    elif account.interest_first is None or account.interest_first > day + 1:
        account.kept["interest_from"] = day + 1


def _judge_act(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Judge an act of the creditor by the facts true on its day."""
    day = event.on.toordinal()
    for account in accounts:
        rule = account.law.acts[event.kind]
        moment = Moment(state, account, day, tuple(accounts), event.kind)
        found = judging.act_verdict(rule, moment, name)
        if found is not None:
            state.verdicts.append(found)
            if _counts_for_nothing(rule.record, found, moment):
                state.ineffective.add(name)
    _short_deadline(state, event, name, accounts)


def _counts_for_nothing(act: m.Act, found: Verdict, moment: Moment) -> bool:
    """Whether an act with such a fault has no effect: that a ground is missing must be certain, and forbid the act."""
    if found.code == "step_condition":
        return act.ungrounded == "void" and not found.readings and not judging.advised(act, moment)
    return {"step_too_late": act.late, "step_wrong_stage": act.out_of_stage}.get(found.code) == "void"


def _short_deadline(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A demand that gives less time than the law."""
    rule = accounts[0].law.acts[event.kind]
    act, period = rule.record, windows.deadline_of(rule, Moment(state, accounts[0], event.on.toordinal()))
    if period is None or event.deadline is None:
        return
    legal, own = _legal_deadline(state, event, name, accounts[0]), _own_deadline(state, event, accounts[0], rule)
    if legal is not None and own is not None and own < legal:
        if act.short_deadline == "void":
            state.ineffective.add(name)
        values = (("given", event.deadline.isoformat()), ("least", date_of(legal).isoformat()))
        ids = tuple(account.claim.id for account in accounts)
        law = period.law or act.law
        state.verdicts.append(
            Verdict(
                code="deadline_too_short",
                severity="breach",
                event=name,
                claims=ids,
                day=event.on.toordinal(),
                law=law,
                values=values,
            )
        )


def _legal_deadline(state: State, event: Event, name: str, account: Account) -> int | None:
    """The deadline by law of an act that is being judged; it does not count as done yet."""
    before = account.latest.get(event.kind)
    found = _occurrence(state, event.model_copy(update={"deadline": None}), name, account).deadline
    account.latest.pop(event.kind)
    if before is not None:
        account.latest[event.kind] = before
    return found


def _apart(state: State, event: Event, seen: Sequence[Account]) -> list[list[int]]:
    """The places of the claims of an act, those together for which it costs the same fees.

    Claims that stand in different stages are in proceedings of their own, as are those whose fee a further one takes
    back and that were asked for apart: what ends one of them may cost nothing.
    """
    day, rules = event.on.toordinal(), seen[0].law.official(event.kind)
    where = [(state.stage_on(account, day), _taken_back(state, rules, account)) for account in seen]
    if len({*where}) == 1:
        return [[*range(len(seen))]]
    found = dict[object, list[int]]()
    for one in dict.fromkeys(where):
        places = [n for n, other in enumerate(where) if other == one]
        names = _names_of(state, event, [seen[n] for n in places], day)
        found.setdefault((names, one[1]), []).extend(places)
    return [sorted(places) for places in found.values()]


def _taken_back(state: State, rules: Sequence[FeeRule], account: Account) -> tuple[str, ...]:
    """The acts whose fees an act about a claim may take back."""
    asked = {state.book.profile.fee[fee].act for rule in rules for fee in rule.record.takes_back}
    return tuple(account.latest[act].event for act in sorted(asked) if act in account.latest)


def _names_of(state: State, event: Event, accounts: Sequence[Account], day: int) -> tuple[str, ...]:
    """The official fees that an act about some claims costs, by name."""
    rules = _official(state, event.kind, accounts, day)
    moments = [(rule, Moment(state, accounts[0], day, tuple(accounts), rule.family)) for rule in rules]
    return tuple(rule.name for rule, at in moments if judging.View(rule, rule.cautious, at).allowed)


def _official_fees(state: State, event: Event, name: str, accounts: list[Account], concerned: list[Account]) -> None:
    """Add the official fees of an act that the debtor bears: the law fixes them, nobody has to claim them."""
    day = event.on.toordinal()
    for rule in _official(state, event.kind, concerned, day):
        moment = Moment(state, concerned[0], day, tuple(concerned), rule.family)
        seen = judging.View(rule, rule.cautious, moment)
        if not seen.allowed or rule.record.charge in judging.UNFIXED:
            continue  # what is laid out or awarded is owed once it is booked
        try:
            amount, working = seen.amount()
        except NotModelled as error:
            if error.code != "unknown_figure":
                raise
            state.weak[(f"fee.{rule.name}", rule.record.law)] = "unclear"  # it is owed; how much is not known
            continue
        if rule.record.takes_back and not take_back(state, rule, accounts):
            continue  # there is nothing in whose place it could stand
        use_up(working)
        if amount == 0:
            continue
        for account in accounts:
            state.ledger.settle(account, day)
        kind = LINE_KINDS[rule.record.part]
        line = Line(
            kind,
            accounts[0].index,
            day,
            amount,
            amount,
            tuple(working.laws),
            name,
            rule.name,
            unbilled=amount,
            shared=tuple(account.index for account in accounts),
            bears=rule.record.bears_interest == "from_title",
            tax=working.tax,
            of=working.of,
        )
        if (name, rule.name) in state.taken_back:
            line.lawful, line.barred_law = 0, state.taken_back[name, rule.name]
            state.not_owed.append(line)
            continue
        state.ledger.add(line)
        count(state, accounts, rule.family, day)
        if working.certainty != "sure":
            state.weak[(f"fee.{rule.name}", tuple(working.laws))] = working.certainty


def _doubted(state: State, event: Event, name: str, accounts: Sequence[Account], first: int) -> None:
    """Official fees of a step that broke the law are the debtor's only if a court puts them on him."""
    if not any(verdict.event == name and verdict.severity == "breach" for verdict in state.verdicts):
        return
    for place, line in enumerate(state.ledger.lines[first:], first):
        state.verdicts.append(
            Verdict(
                code="fee_of_unlawful_step", severity="doubt", event=name, day=event.on.toordinal(), law=line.law,
                claims=tuple(account.claim.id for account in accounts), in_doubt=line.lawful, needs=("costs_awarded",),
                values=(("claimed", state.text(line.amount)),), line=place,
            )
        )  # fmt: skip


def _official(state: State, kind: str, accounts: Sequence[Account], day: int) -> list[FeeRule]:
    """The official fees of an act that the debtor owes at once."""
    rules = accounts[0].law.official(kind)
    if not rules:
        return []
    moment = Moment(state, accounts[0], day, tuple(accounts), rules[0].family)
    return [rule for rule in judging.governing(rules, moment) if rule.record.borne_by == "debtor"]
