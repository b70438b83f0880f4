"""What will happen if …: a life to come as a timeline, written out as a case anybody can ask about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from collectrules.answers.acting import NoneRecommended
from collectrules.answers.documents import dump
from collectrules.answers.standings import Balance
from collectrules.fold.asking import envelope
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import bad_input, choices, nearest, of_type
from collectrules.ground.money import less, sum_of
from collectrules.ground.scalars import Amount, Day
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.nouns import answer
from collectrules.nouns.answer import Answer, Assumption, Certainty, Part, deferred
from collectrules.nouns.case import Case
from collectrules.simulation.imagining import CREDITORS
from collectrules.simulation.living import Ending, Happening, Life, Wishes
from collectrules.simulation.naming import behaviours_of, called
from collectrules.simulation.occasions import Occasion

if TYPE_CHECKING:
    from collectrules.simulation.debtors import Behaviour

LONGEST: Final = 50 * 366
"""No life is longer, in calendar days."""


class TimelineItem(Part):
    """One thing that happened, with what was owed and how far the case was at the end of it; sums in major units.

    `what` is the kind of event, or `time_passed` where the stage changed by time alone. `amount` is what was paid, or
    what an act added to the debt; `advanced` what the creditor lays out for it; `occasion` why it happened on this day.
    """

    on: Day
    what: str
    by: str
    amount: Amount | None = None
    advanced: Amount | None = None
    owed_total: Amount
    stage: str
    claims: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    certainty: Certainty = "sure"
    occasion: Occasion | None = None


class Waiting(Part):
    """An act of a court, an office or a third party that could be done at the end, and since when."""

    action: str
    by: str
    since: Day | None = None


class Refused(Part):
    """What somebody meant to do and could not: a stable code, and what was expected."""

    on: Day
    by: str
    code: str
    path: str
    expected: str


class Simulation(Answer):
    """A life from `on` to `until`, and how it ended: sums in major units, `life` the case document it wrote.

    `none_recommended` says why the creditor's workflow recommended nothing at the end, `refused` what was meant to be
    done and could not be.

    `terms` are the words of the question, which give the same life again for the case it began with; a behaviour that
    is no named one stands there by its class, and cannot be asked for again.

    `ended` says why it went no further: the last day, the debt is paid or the case closed, nothing more can happen, or
    an act of the creditor was refused. `over_on` is the day.
    """

    answer: Literal["simulate"] = "simulate"
    until: Day
    timeline: tuple[TimelineItem, ...]
    ended: Ending
    over_on: Day
    stage: str
    owed: Balance
    paid: Balance
    advanced: Amount
    waits_for: tuple[Waiting, ...]
    none_recommended: tuple[NoneRecommended, ...]
    refused: tuple[Refused, ...]
    life: Mapping[str, object]
    terms: Mapping[str, object] = Field(default_factory=dict)


def simulate(
    case: Case,
    profile: m.Profile,
    *,
    on: dt.date | str,
    until: dt.date | str,
    behaviour: str | Behaviour | Sequence[str | Behaviour] = "never_pays",
    workflow: str | None = None,
    also: Sequence[str] = (),
    others: Mapping[str, int] | None = None,
    arrives: Mapping[str, int] | None = None,
    readings: Mapping[str, str] | None = None,
) -> Simulation:
    """Return the life of a case from a day on, if creditor, debtor and courts behave as imagined.

    The creditor does what his workflow recommends on the day it recommends it, and nothing else. Rates that are not
    published yet stay as they are; the answer is then provisional.

    Args:
        case: the facts so far.
        profile: the law.
        on: the first day; what the document holds for later days happens all the same.
        until: the last day.
        behaviour: the debtor's: `never_pays`, `pays_at:ACT[:DAYS]`, `pays_monthly:AMOUNT`, `keeps_plan[:COUNT]`,
            `breaks_plan:NUMBER[:COUNT]`, `objects:ACT[:EVENT[:DAYS]]`, `accepts_offer`, `breaks_offer`, `random:SEED`;
            several in a list; or any object with the methods of `Behaviour`.
        workflow: the policy the creditor follows from `on` on, if not that of the case.
        also: actions the creditor takes beside it, each once for the same claims, as soon as they are open.
        others: acts of courts, offices and third parties that come by themselves, each with the calendar days it
            takes once it is possible, and then on a day on which it may act; what is not named does not happen. An act
            whose fee is taken of what it brings in, as a sale, brings in what is owed.
        arrives: letters of the creditor that reach the debtor, each with the calendar days it takes; of what is not
            named no receipt is recorded, and what the law counts from it never begins.
        readings: how named doubts are to be read.

    Raises:
        BadInput: `life_days` (until before on, or more than fifty years), `unknown_behaviour`, `behaviour_words`,
            `unknown_action`, `unknown_workflow`, `days_others_take`, `days_to_arrive`; whatever is wrong with the case.
        NotModelled: law, figure or fact that is needed and not known.
        LimitExceeded: `life_too_long`.

    Example:
        >>> import collectrules as cr
        >>> law = cr.load_profile("DK")
        >>> case = cr.load_case({
        ...     "id": "1", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        ...     "workflow": "standard",
        ...     "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
        ...                 "due": "2024-01-31", "due_agreed": True}]})
        >>> life = cr.simulate(case, law, on="2024-02-01", until="2024-12-31", behaviour="pays_at:collection_notice:5")
        >>> for one in life.timeline:
        ...     print(one.on, one.what, one.owed_total)
        2024-02-03 reminder 1100.96
        2024-02-15 reminder 1204.82
        2024-02-27 reminder 1308.67
        2024-03-10 collection_notice 1312.52
        2024-03-15 payment 0.00

    """
    of_type(profile, m.Profile, "profile", A_PROFILE)
    of_type(case, Case, "case", "a case as load_case returns it")
    days = _days(on, until)
    wishes = Wishes(
        behaviours_of(behaviour, case, profile),
        called(behaviour),
        _acts(also, profile, "also"),
        _taking(others, profile, foreign=True),
        _taking(arrives, profile, foreign=False),
    )
    life = Life(_following(case, profile, workflow, days[0]), profile, days, wishes, readings)
    timeline = tuple(_item(happened) for happened in life.lived())
    terms = answer.terms(
        behaviour=wishes.called, workflow=workflow, also=wishes.also, others=wishes.others, arrives=wishes.arrives
    )
    return _simulation(life, timeline, terms)


def _days(on: dt.date | str, until: dt.date | str) -> tuple[int, int]:
    first, last = to_date(on, "on").toordinal(), to_date(until, "until").toordinal()
    if not first <= last <= first + LONGEST:
        raise bad_input("life_days", "until", f"a day from {date_of(first)} to {date_of(first + LONGEST)}", str(until))
    return first, last


def _acts(names: object, profile: m.Profile, path: str) -> tuple[str, ...]:
    if not (isinstance(names, list | tuple) and all(isinstance(name, str) for name in names)):
        raise bad_input("wrong_type", path, "a list of actions", str(names))
    for place, name in enumerate(names):
        if name not in profile.act and name != "charge":
            near = nearest(name, profile.act)
            raise bad_input("unknown_action", f"{path}[{place}]", "an act of the profile", name, near)
    return tuple(names)


def _taking(found: object, profile: m.Profile, *, foreign: bool) -> Mapping[str, int]:
    """Check acts with the days they take: of courts, offices and third parties, or of the creditor."""
    path, code = ("others", "days_others_take") if foreign else ("arrives", "days_to_arrive")
    given = {} if found is None else found
    if not (isinstance(given, Mapping) and all(isinstance(name, str) for name in given)):
        raise bad_input("wrong_type", path, "acts with the days they take", str(given))
    known = [name for name, act in profile.act.items() if (act.by not in CREDITORS) == foreign]
    for name, days in given.items():
        if name not in known:
            expected = "an act of somebody else" if foreign else "an act of the creditor"
            raise bad_input("unknown_action", path, expected, name, nearest(name, known))
        if type(days) is not int or not 0 <= days <= LONGEST:
            raise bad_input(code, f"{path}.{name}", "calendar days, 0 or more", days)
    return dict(given)


def _following(case: Case, profile: m.Profile, workflow: object, day: int) -> Case:
    """The case under another policy from a day on; told as an event, so that the life stays whole."""
    if workflow is None:
        return case
    if not isinstance(workflow, str) or workflow not in profile.workflow:
        near = nearest(str(workflow), profile.workflow)
        raise bad_input("unknown_workflow", "workflow", choices(profile.workflow), workflow, near)
    return case.with_event({"on": date_of(day), "kind": "workflow_changed", "workflow": workflow})


def _item(one: Happening) -> TimelineItem:
    step = one.proposal
    told = {} if step is None else {
        "claims": step.claims, "law": step.law, "certainty": step.certainty, "advanced": one.advanced,
    }  # fmt: skip
    return TimelineItem.made(
        on=date_of(one.on), what=one.what, by=one.by, amount=one.amount, owed_total=one.after.owed.total,
        stage=one.after.stage, occasion=one.occasion, **told,
    )  # fmt: skip


def _simulation(life: Life, timeline: tuple[TimelineItem, ...], terms: Mapping[str, object]) -> Simulation:
    end, laid_out = life.stands, [item.advanced for item in timeline if item.advanced is not None]
    nothing = less(end.owed.total, end.owed.total)  # with the decimals of the currency
    values = envelope(life.question) | {
        "on": date_of(life.begun), "until": date_of(life.until), "timeline": timeline, "ended": life.over,
        "over_on": date_of(life.day), "stage": end.stage, "owed": end.owed, "paid": end.paid,
        "advanced": sum_of(laid_out, nothing), "waits_for": tuple(_waiting(life)),
        "refused": tuple(
            Refused.made(on=date_of(one.on), by=one.by, code=one.fault.code, path=one.fault.path,
                         expected=one.fault.expected)
            for one in life.refused
        ),
        "none_recommended": life.at_rest(), "life": dump(life.case), "terms": terms,
    }  # fmt: skip
    values["assumptions"] = (*end.assumptions, *_assumed(life))
    return deferred(Simulation, values, {"readings_used": life.question.readings_used})


def _waiting(life: Life) -> Iterator[Waiting]:
    for one in life.proposals():
        if one.status == "open" and one.by in {"court", "office", "third_party"}:
            yield Waiting.made(action=one.action, by=one.by, since=one.earliest)


def _assumed(life: Life) -> Iterator[Assumption]:
    for name, days in life.wishes.others.items():
        text = f"{name} comes {days} days after it is possible"
        yield Assumption.made(
            path=f"others.{name}", text=text, code="others_take", values={"act": name, "days": str(days)}
        )
    for name, days in life.wishes.arrives.items():
        text = f"{name} reaches the debtor after {days} days"
        yield Assumption.made(
            path=f"arrives.{name}", text=text, code="letter_arrives", values={"act": name, "days": str(days)}
        )
