"""What is said and happens beside money and acts: disputes, insolvency, parties, pauses, the end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from collectrules.fold.facts import FACTS
from collectrules.fold.judging import Verdict
from collectrules.fold.ledger import Account
from collectrules.fold.moments import Moment
from collectrules.fold.state import State
from collectrules.ground.errors import Fault, NotModelled
from collectrules.nouns.claims import AgreedRate
from collectrules.nouns.events import Event


def on_dispute(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Mark the claims as disputed from this day; a dispute of a part of them is one of the whole."""
    day = event.on.toordinal()
    above_claim(state, event, name, accounts)
    open_ = sum(account.open_principal for account in accounts)
    if event.amount is not None and state.case.minor(event.amount) < open_:
        text = f"{event.amount} are disputed, and the whole counts as disputed"
        path = f"{state.path_of(name)}.amount"
        state.assume(path, "whole_disputed", text, day=event.on.isoformat(), amount=str(event.amount))
    for account in accounts:
        account.disputed = True
        account.disputes.append((day, "after_handover" if account.handed_over else "before_handover"))


def above_claim(state: State, event: Event, name: str, accounts: list[Account], paid: int = 0) -> None:
    """Note a sum that is more than all that was open of the claims, with interest and charges: it may be mistyped.

    Of the same day `paid` was open too.
    """
    day, claimed = event.on.toordinal(), 0 if event.amount is None else state.case.minor(event.amount)
    moments = [Moment(state, account, day) for account in accounts]
    open_ = paid + sum(one.account.open_principal for one in moments)
    if claimed > open_:
        open_ += sum(one.owed_of(one.account, part) for one in moments for part in ("interest", "fees", "costs"))
    if claimed > open_:
        values = (("claimed", state.text(claimed)), ("most", state.text(open_)))
        ids = tuple(account.claim.id for account in accounts)
        found = Verdict(
            code="amount_above_claim", severity="note", event=name, claims=ids, day=day, law=(), values=values
        )
        state.verdicts.append(found)


def on_order(state: State, event: Event, name: str, _accounts: list[Account]) -> None:
    """What a court ordered by its discretion is kept and not reckoned with: whoever reads a figure is told."""
    text = f"what the court ordered about {event.part} is not reckoned with"
    state.assume(state.path_of(name), "order_unread", text, day=event.on.isoformat(), part=str(event.part))


def on_evidence(_state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """Keep what has been proved of the claims."""
    for account in accounts:
        had = account.kept.get("evidence")
        account.kept["evidence"] = frozenset({*(had if isinstance(had, frozenset) else ()), str(event.name)})


def on_opposition(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """The debtor objects before the court or office, to the whole or to a part."""
    above_claim(state, event, name, accounts)
    part = event.amount is not None and event.grounds is None
    if event.grounds == "partial" and event.amount is None:
        text = "how much is opposed is not known, so the whole is"
        state.assume(f"{state.path_of(name)}.amount", "whole_opposed", text, day=event.on.isoformat())
    for account in accounts:
        if part and account.kept.get("opposed") == "partial":
            text = "a further part is opposed, beside the earlier one"
            state.assume(f"{state.path_of(name)}.amount", "further_part_opposed", text, day=event.on.isoformat())
        account.kept["opposed"] = event.grounds or ("partial" if part else "full")


def on_dispute_resolved(state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """The dispute is over."""
    for account in accounts:
        account.kept.pop("opposed", None)
        account.disputed = False
        account.resolved = event.on.toordinal()


def on_acknowledgement(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """The debtor acknowledges the claims, in some form."""
    day = event.on.toordinal()
    above_claim(state, event, name, accounts)
    open_ = sum(account.open_principal for account in accounts)
    if event.amount is not None and state.case.minor(event.amount) < open_:
        state.ineffective.add(name)  # how much of it is acknowledged would need a limitation of its own
        text = f"only {event.amount} are acknowledged, and limitation is not kept by part: none of it begins anew"
        path = f"{state.path_of(name)}.amount"
        state.assume(path, "acknowledged_in_part", text, day=event.on.isoformat(), amount=str(event.amount))
        return
    for account in accounts:
        if state.barred(account, day):
            verdict = Verdict(
                code="acknowledged_when_barred",
                severity="note",
                event=name,
                claims=(account.claim.id,),
                day=day,
                law=(),
            )
            state.verdicts.append(verdict)
        else:
            forms = (account.acknowledged or "conduct", event.form or "conduct")
            account.acknowledged = max(forms, key=_FORMS.index)  # a later, weaker word takes nothing back


_FORMS: Final = ("conduct", "in_writing", "signed_enforceable")
"""Forms of an acknowledgement, from the weakest."""


def on_negotiation(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """Nothing beside the occurrence, which the limitation clock reads."""


def on_limitation_waived(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """The debtor waives the defence of limitation; where the law does not let that count, the answer says so."""
    day, until = event.on.toordinal(), event.until.toordinal() if event.until else None
    for account in accounts:
        earlier = account.kept.get("limitation_waived", ())
        account.kept["limitation_waived"] = (*earlier, (day, until)) if isinstance(earlier, tuple) else ()
        state.forget(account)
    if not any(rule.waiver for rule in state.book.profile.limitation.values()):
        text = "a waiver of the defence of limitation is recorded, and the law is not taken to let it count"
        state.assume(state.path_of(name), "limitation_waiver", text, day=event.on.isoformat())


def on_insolvency(state: State, event: Event, _name: str, _accounts: list[Account]) -> None:
    """Insolvency proceedings open or close."""
    state.insolvent = (event.name or "bankruptcy") if event.kind == "insolvency_opened" else "no"


def on_died(state: State, _event: Event, _name: str, _accounts: list[Account]) -> None:
    """The debtor has died."""
    state.debtor_deceased = True


def on_party(state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """The capacity of the debtor changes."""
    if event.debtor is not None:
        state.debtor_kind = event.debtor
        for account in state.ledger.accounts:
            account.law = state.book.law_of(Moment(state, account, account.due))
    if event.deregistered:
        for account in accounts:
            account.kept["debtor_deregistered"] = event.on.toordinal()


def on_known_fact(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A fact of the closed list becomes known; a sum belongs to one claim.

    Raises:
        NotModelled: `missing_fact`, nobody says to which of several claims a sum belongs.

    """
    fact = FACTS[str(event.name)]
    value: object = Fraction(str(event.value)) if fact.type == "percent" else event.value
    if fact.type == "amount" and len(accounts) > 1:
        raise NotModelled(
            Fault(code="missing_fact", path=f"{state.path_of(name)}.claim", expected="the claim it is of")
        )
    if fact.type == "amount" and event.value is not None:
        value = state.case.minor(Decimal(str(event.value)))
    for account in accounts:
        account.kept[fact.name] = value


def on_rate_agreed(state: State, event: Event, name: str, accounts: list[Account]) -> None:
    """A rate is agreed later than the claim arose; of two of one day the answer says which counts."""
    for account in accounts:
        agreed, before = AgreedRate(percent=event.percent, agreed_on=event.on), account.kept.get("rate_agreed")  # type: ignore[arg-type]
        if isinstance(before, AgreedRate) and before.agreed_on == event.on and before != agreed:
            text = f"of the rates agreed on {event.on} the one of {agreed.percent} percent counts, the last in order"
            state.assume(f"{state.path_of(name)}.percent", "last_rate_of_day", text,
                         day=event.on.isoformat(), percent=str(agreed.percent))  # fmt: skip
        account.kept["rate_agreed"] = agreed


def on_pause(state: State, event: Event, _name: str, _accounts: list[Account]) -> None:
    """The creditor pauses the case, or resumes it."""
    state.paused = event.kind == "pause"
    state.paused_until = event.until.toordinal() if event.until else None


def on_manual(state: State, _event: Event, _name: str, _accounts: list[Account]) -> None:
    """The case is taken out of the workflow."""
    state.manual_only = True


def on_workflow(state: State, event: Event, _name: str, _accounts: list[Account]) -> None:
    """Another workflow; it ends a pause."""
    state.workflow, state.paused = event.workflow, False


def on_closed(state: State, event: Event, _name: str, _accounts: list[Account]) -> None:
    """The case is closed, or opened again."""
    state.closed = event.on.toordinal() if event.kind == "closed" else None
    for account in state.ledger.accounts if event.kind == "reopened" else ():
        account.kept.pop("closed", None)


def on_withdrawn(state: State, event: Event, _name: str, accounts: list[Account]) -> None:
    """The creditor gives the claims up: by law nothing of them is owed any more; the books still show them.

    A claim that was never justified was never owed: the fold is done again with no money going to it.
    """
    for account in accounts:
        account.withdrawn = "before_order"
        if event.reason == "unjustified" and state.ledger.strike and "never_owed" not in account.kept:
            state.unowed.add(account.index)
    for account in state.ledger.accounts:
        state.ledger.settle(account, event.on.toordinal())
    for account in accounts:
        state.ledger.give_up(account)
        account.enter("withdrawn", event.on.toordinal(), ())
        account.kept["withdrawn_reason"] = event.reason
        account.kept["withdrawn_day"] = event.on.toordinal()


def on_nothing(_state: State, _event: Event, _name: str, _accounts: list[Account]) -> None:
    """The event is part of the record and changes nothing else."""
