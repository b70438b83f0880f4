"""What a proposal promises holds: its window, its price, that it is lawful, and that doing it twice changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from collectrules.answers.accepting import accept
from collectrules.answers.proposals import Proposal
from collectrules.answers.standings import standing
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case
from collectrules.testing.asking import DAY, breaches_of, doable, need, same, steps_on, until

LIVE: Final = frozenset({"open", "waiting"})


def alike(step: Proposal, case: Case, profile: Profile, on: dt.date) -> list[Proposal] | None:
    """Return the proposals of a day for the same action on any of the same claims; None where its law is not known."""
    found = steps_on(case, profile, on)
    if found is None:
        return None
    near = [each for each in found if (each.action, each.cost) == (step.action, step.cost)]
    return [each for each in near if set(each.claims) & set(step.claims)]


def steps_open_on_their_day(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 30: a step that waits is shut on the day before its first day, and open on it.

    What happens after `on` is left out, since it may change a window; so are claims that have not arisen, where a
    credit waits for them: it may pay them by then.

    Raises:
        Broken: a step that opens earlier or later than it says.

    """
    past = until(case, on)
    found = steps_on(past, profile, on) or ()
    to_come = _to_be_paid(past, profile, on) if found else set()
    for step in found:
        if step.status != "waiting" or step.earliest is None or to_come & set(step.claims):
            continue
        place = f"next.proposals[{step.action}]"
        need(30, place, f"waits for {step.earliest}, which is no later day", holds=step.earliest > on)
        before = alike(step, past, profile, step.earliest - DAY) or []
        states = sorted({each.status for each in before})
        need(30, place, f"is {', '.join(states)} on the day before {step.earliest}",
             holds=set(states) <= {"waiting", "blocked"})  # fmt: skip
        then = alike(step, past, profile, step.earliest)
        if then is not None:
            need(30, place, f"is not open on {step.earliest}", holds="open" in {each.status for each in then})


def _to_be_paid(case: Case, profile: Profile, on: dt.date) -> set[str]:
    """The claims that have not arisen by a day, where credit is left that may pay them when they do."""
    credit = standing(case, profile, on=on).credit
    return {claim.id for claim in case.claims if credit and (claim.arose or claim.due) > on}


def steps_say_their_day_or_why_not(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 30: a step says the day on which it may be done, or why not.

    Raises:
        Broken: a step without a day and without a reason, or whose days contradict each other.

    """
    for step in steps_on(case, profile, on) or ():
        place = f"next.proposals[{step.action}]"
        if step.status in LIVE:
            fits = step.on is not None and (step.earliest is None or step.on >= step.earliest)
            need(30, place, f"planned for {step.on}, first day {step.earliest}", holds=fits)
            need(30, place, f"its last day was {step.latest}", holds=step.latest is None or step.latest >= on)
        else:
            need(30, place, f"is {step.status} and gives no reason", holds=bool(step.because))
            need(30, place, f"is {step.status} and has a day or a price",
                 holds=step.on is None and not step.charges and not step.advances)  # fmt: skip
        opened = step.status != "open" or step.earliest is None or step.earliest <= on
        need(30, place, f"is open before its first day {step.earliest}", holds=opened)


def accepting_twice_changes_nothing(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 21: accepting a step adds one event, or none if it was done that day, and accepting it again none.

    Raises:
        Broken: more events than one.

    """
    for step in steps_on(case, profile, on) or ():
        if step.status == "open" and doable(step):
            done = accept(case, step, profile, on=on)
            place = f"accept {step.action}"
            more = len(done.events) - len(case.events)
            need(21, place, f"{more} events", holds=more == 1 or done == case)
            same(21, f"{place} twice", accept(done, step, profile, on=on), done)


def nothing_proposed_is_flagged(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 25: a step that is open, once done, or that waits, once done on its first day, is no breach.

    Raises:
        Broken: the audit finds a breach in what was proposed.

    """
    past = until(case, on)
    for step, day in to_do(past, profile, on):
        found = breaches_of(step, past, profile, day)
        need(25, f"audit of {step.action} on {day}", f"found {', '.join(found)}", holds=not found)


def to_do(case: Case, profile: Profile, on: dt.date) -> Iterator[tuple[Proposal, dt.date]]:
    """Yield what can be done on a day, and on the first day of what waits, with that day; steps with a known price."""
    for step in steps_on(case, profile, on) or ():
        if step.status == "open" and doable(step):
            yield step, on
        elif step.status == "waiting" and step.earliest is not None:
            later = alike(step, case, profile, step.earliest) or ()
            yield from ((each, step.earliest) for each in later if each.status == "open" and doable(each))


def steps_cost_what_they_say(case: Case, profile: Profile, *, on: dt.date) -> None:
    """Invariant 42: a step makes the debt grow by what it says it charges.

    Raises:
        Broken: fees and costs grow by another sum.

    """
    undoing = {fee.act for fee in profile.fee.values() if fee.takes_back}  # what these undo comes off beside
    found = steps_on(case, profile, on)
    before = None if found is None else standing(case, profile, on=on).owed
    for step in found or ():
        costs = [*step.charges, *step.advances]
        unknown = any(cost.amount is None for cost in costs)
        if before is None or step.status != "open" or unknown or not doable(step) or step.action in undoing:
            continue
        after = standing(accept(case, step, profile, on=on), profile, on=on).owed
        booked = sum((cost.amount or 0 for cost in step.charges if not cost.once_billed), Decimal(0))
        grown = after.fees + after.costs - before.fees - before.costs
        same(42, f"standing.owed after {step.action}", grown, booked)
