"""The course of a case: acts, stays, limitation, titles, notices, plans and workflows."""

import datetime as dt
from typing import Literal

from collectrules.ground.records import record
from collectrules.loader import words as w
from collectrules.loader.model.head import ByReading, Condition, Length, Number, Period, Periods, Rule

Unanswered = Literal["holds", "rests", "void"]
"""What becomes of what holds a limitation up and is never ended."""


@record(kw_only=True)
class Capacity(Rule):
    """As what a debtor counts whose kind the case does not state; `what` is the reason the answer gives."""

    counts_as: Literal["consumer", "business", "public"]


@record(kw_only=True)
class TakesEffect:
    """When an act done in a closed time takes effect."""

    calendar: str
    moves_to: Literal["first_open_day"]


@record(kw_only=True)
class Effects:
    """What an act does to the case; `debtor_insolvent` says what is known of the debtor from then on.

    Proceedings take the place of what was known before, and stay until an act `ends_insolvency` of their kind or the
    case says that they were closed.
    """

    title: str | None = None
    ends_title: bool = False
    claim_kind: str | None = None
    interest: Literal["start", "stop"] | None = None
    limitation: Literal["restart", "stop", "resume"] | None = None
    fees: Literal["bar"] | None = None
    relates_back_to: str | None = None
    closes: bool = False
    debtor_insolvent: w.Insolvency | None = None
    ends_insolvency: tuple[w.Insolvency, ...] = ()


@record(kw_only=True)
class Procedure:
    """The kind of proceedings that an act leads to under conditions; the first that applies counts.

    With `within` it applies only until that period is over.
    """

    name: str
    when: tuple[Condition, ...] = ()
    within: Period | None = None
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Needs:
    """Documents that an act needs under conditions, beside those that it always `needs`."""

    documents: tuple[str, ...]
    when: tuple[Condition, ...]
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Act(Rule):
    """A procedural act; its name is the kind of the event that records it.

    `advice` says that nothing forbids the act itself, except where `binding` holds: what speaks against it makes it
    unwise, and its fee is ruled on by itself. Of several `deadline`s the first whose conditions hold counts.
    `short_deadline` says what becomes of an act that gives the other side less time than that: it counts with the
    time the law gives (extended), or it does not count for anything that hangs on it (void). A day that the act
    itself gives and that is a rest day of the calendar `deadline_on` moves to the next working day. `late` says
    what becomes of an act that is done after its last day, `out_of_stage` of one that belongs to another stage,
    `ungrounded` of one whose own conditions do not hold, unless they are mere advice. A creditor's act whose name ends
    with `_filed` or `_requested` goes to a court or office; `filing` says so of another, or not of one. An act that
    `returns_from` some stages leads back to the one before them, to `leads_to` where there was none. One that begins a
    course anew `forgets` acts of an earlier course: conditions and periods ask for new ones. What stands in a stage
    that an act is `never_from` stays there, even if the act is recorded; of one that leads `only_from` some stages,
    what stands elsewhere. An act about a part of a claim may lead the rest of what stands in its stages to a stage of
    its own (`rest_leads_to`); without an amount it is then about what stands at its stage already, if anything does.
    What `reaches` the debtor is about every claim against him that has arisen and stands in its stages, due or not,
    whichever of them a case names. A common event that an act `stands_for` is that act where the claim stands in its
    stages, else the first that stands for it.
    """

    by: w.Actor
    reaches: Literal["claims", "debtor"] = "claims"
    advice: bool = False
    binding: tuple[Condition, ...] = ()
    filing: bool | None = None
    in_stages: tuple[str, ...] = ()
    leads_to: str | None = None
    rest_leads_to: str | None = None
    returns_from: tuple[str, ...] = ()
    never_from: tuple[str, ...] = ()
    only_from: tuple[str, ...] = ()
    forgets: tuple[str, ...] = ()
    earliest: Periods = ()
    latest: Periods = ()
    early_days: w.Days = 0
    deadline: Periods = ()
    short_deadline: Literal["extended", "void"] = "extended"
    late: Literal["counts", "void"] = "counts"
    out_of_stage: Literal["counts", "void"] = "counts"
    ungrounded: Literal["counts", "void"] = "counts"
    takes_effect: TakesEffect | None = None
    open_on: str | None = None
    deadline_on: str | None = None
    carries: tuple[w.Carried, ...] = ()
    needs: tuple[str, ...] = ()
    needs_where: tuple[Needs, ...] = ()
    notice: str | None = None
    effects: Effects = Effects()
    procedures: tuple[Procedure, ...] = ()
    stands_for: tuple[Literal["withdrawn_from_court"], ...] = ()


@record(kw_only=True)
class Edge:
    """An event, under conditions, that begins or ends something."""

    on: tuple[str, ...]
    when: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Stay(Rule):
    """A time during which something stands still."""

    starts: tuple[Edge, ...]
    ends: tuple[Edge | Period, ...]
    stops: tuple[w.StayStop, ...] = ()


@record(kw_only=True)
class Restart:
    """What makes a limitation period run anew, and for how long; a payment `not_received_by` some, such as an office.

    Money that somebody took by force says nothing of what the debtor thinks he owes. With `only`, a payment does so of
    what it `reached`, or of all that was `undisputed`; never of a disputed claim.
    """

    on: tuple[str, ...]
    not_received_by: tuple[w.Receiver, ...] = ()
    only: Literal["reached", "undisputed"] | None = None
    years: w.Years | None = None
    start_moves: Literal["none", "year_end", "month_end"] | None = None
    when: tuple[Condition, ...] = ()
    law: tuple[str, ...] = ()


@record(kw_only=True)
class LimitationStop:
    """What keeps a limitation period from ending: leaves at least, or runs on after, or both.

    `unanswered` says what becomes of one that nothing ended within `runs_on` of its first act: it holds as long as it
    takes, it rests (its first act is taken for its end), or it is void, as if it had never begun. Of a void one the
    answer is `awaited` so long after the end of the period; until then it holds. Law that is new holds nothing up
    before the day `since`.
    """

    from_: tuple[str, ...]
    to: tuple[str, ...]
    leaves_at_least: Length | None = None
    runs_on: Length | None = None
    unanswered: Unanswered | ByReading[Unanswered] = "holds"
    awaited: Length | None = None
    since: dt.date | None = None
    law: tuple[str, ...] = ()


CutShort = Literal["holds", "runs_anew", "falls_away"]


@record(kw_only=True)
class Limitation(Rule):
    """When a part of a claim can no longer be enforced.

    Acts with the effect `restart` make every limitation run anew, but not one that says `acts_restart = false`.
    `cut_short_then` says what becomes of a time that cuts the period short once something within it has made the period
    run anew. A `waiver` of the defence holds for its length from the day it was given, or from the start of the period.
    What `falls_with` the principal is barred at the latest with it.
    """

    covers: tuple[w.Slot, ...]
    period: Period
    longest: Period | None = None
    restarts: tuple[Restart, ...] = ()
    stops: tuple[LimitationStop, ...] = ()
    acts_restart: bool = True
    cut_short: Periods = ()
    cut_short_then: CutShort | ByReading[CutShort] = "holds"
    waiver: Length | None = None
    waiver_from: Literal["given", "start"] = "given"
    falls_with: Literal["principal"] | None = None
    effect: Literal["defence", "extinguished"]


@record(kw_only=True)
class Clock(Rule):
    """A period that is shown with a claim and ends nothing by itself, such as how long others may see an entry."""

    period: Period


@record(kw_only=True)
class Outlook(Rule):
    """What is to be expected of a claim, as its creditor sees it: a policy, never law; `what` is the reason given."""

    light: w.Light


@record(kw_only=True)
class Title(Rule):
    """An enforceable title: what it opens, and which limitation it brings.

    `opens`, `enforceable` and `limitation` tell people what it is; no answer looks at them, for acts and limitations
    ask for the title itself in their conditions. A claim with a title of a `claim_kind` is of that kind: from the start
    where it comes with it, else from the day of the title, on which its interest may `stop`. One that `decides` finds
    by somebody's authority that the claim is owed, whatever had become of it by then.
    """

    opens: tuple[str, ...] = ()
    enforceable: bool
    limitation: str | None = None
    claim_kind: str | None = None
    interest: Literal["stop"] | None = None
    decides: bool = False


@record(kw_only=True)
class Cite:
    """Which provision asks for some statements of a notice, where it is not the one of the whole."""

    states: tuple[w.Statement, ...]
    law: tuple[str, ...]


@record(kw_only=True)
class StatesIf:
    """What only a letter must state that does something, such as to claim interest.

    What a letter that was sent does is seen in what it states: one that states some of it must state all.
    """

    letter: w.LetterDoes
    states: tuple[w.Statement, ...]
    law: tuple[str, ...]


@record(kw_only=True)
class Notice(Rule):
    """What a letter must state, in which form, and what an omission costs (`missing`): it may be no more than a fault.

    What it must state only for collection costs to be owed stands in `must_state_for_costs`; what only some letters
    must state, in `must_state_if`. `cites` names the provision of single statements. `acts` are what it may also be
    written for: acts of the profile that are judged by another notice or by none, or kinds of event. Who gets it stands
    in `goes_to`; it is `signed_by` some of its sides where it must be signed.

    `interest` says how it asks for interest: as the `sum` of the day, as a `rate` that runs on, or `both`. It does not
    ask for lines that it `leaves_out`. Of payments it lists those after the last act of `payments_since`, where it is
    given, and with `payments_to` only those that somebody named there received, or nobody said who.
    """

    must_state: tuple[w.Statement, ...]
    acts: tuple[str, ...] = ()
    goes_to: Literal["debtor", "court", "office"] = "debtor"
    signed_by: tuple[Literal["creditor", "debtor"], ...] = ("creditor",)
    interest: w.PaperInterest = "sum"
    leaves_out: tuple[w.PaperLine, ...] = ()
    payments_since: str | None = None
    payments_to: tuple[w.Receiver, ...] = ()
    cites: tuple[Cite, ...] = ()
    must_state_for_costs: tuple[w.Statement, ...] = ()
    must_state_if: tuple[StatesIf, ...] = ()
    form: Literal["any", "text", "writing", "official_form", "served"] = "any"
    missing: Literal["no_fee", "collection_costs_barred", "no_default", "void", "fault_only"] | None = None


@record(kw_only=True)
class Lapse:
    """When a plan lapses by itself."""

    missed: w.Times | None = None
    share: Number | None = None
    once: Periods = ()
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Acceleration:
    """One way in which so much is overdue that the rest of a plan may be called in: all that it says holds at once.

    Only what is more than `late` days overdue counts: in `missed` instalments at least (one), `share` per cent of all
    that the plan says is to be paid, or with `rest` all that is left to pay. `longer_than` asks how long the plan runs.
    """

    when: tuple[Condition, ...] = ()
    longer_than: Length | None = None
    late: w.Days = 0
    missed: w.Times | None = None
    share: Number | None = None
    rest: bool = False
    law: tuple[str, ...] = ()


@record(kw_only=True)
class Credit:
    """When a plan that bears interest may count as consumer credit, with duties of its own: for whom, and how long."""

    when: tuple[Condition, ...] = ()
    longer_than: Length | None = None
    law: tuple[str, ...]


@record(kw_only=True)
class Plan(Rule):
    """Instalments: who grants them, within which limits, what rests meanwhile, and when they fall.

    Of a plan that is worked out, an instalment whose day is a rest day of the `calendar` is due on the next working
    day. Of one that was agreed, a last day to pay that is a rest day of the calendar `pay_on` is the next working day.
    One of `accelerates` must hold before what is left may be called in; where there is none, one missed instalment is
    enough.
    """

    granted_by: Literal["creditor", "court", "office"]
    longest: Length | None = None
    at_most: w.Times | None = None
    minimum: Number | None = None
    interest: Literal["runs", "stops"] | None = None
    lapses: Lapse | None = None
    accelerates: tuple[Acceleration, ...] = ()
    must_state: tuple[w.Statement, ...] = ()
    effects: Effects = Effects()
    stops: tuple[w.AgreementStop, ...] = ()
    calendar: str | None = None
    pay_on: str | None = None
    credit: Credit | None = None


@record(kw_only=True)
class Settlement(Rule):
    """An agreement on less than the debt: in which order its parts are waived, and what rests while it stands.

    A last day to pay that is a rest day of the calendar `pay_on` is the next working day.
    """

    waive: tuple[w.Slot, ...]
    stops: tuple[w.AgreementStop, ...] = ()
    pay_on: str | None = None


@record(kw_only=True)
class Payday(Rule):
    """Days on which debtors have money: the last working day before or on a day of some months; a hint, no law.

    `day` 31 is the last day of each month; `months` are 1 to 12, all where none is named.
    """

    day: w.MonthDay
    months: tuple[w.MonthNumber, ...] = ()
    calendar: str


@record(kw_only=True)
class Offer:
    """A settlement offer as a creditor's policy."""

    of: str
    discount_percent: Number | None = None
    pay_percent: Number | None = None
    waive: tuple[w.Slot, ...] = ()
    valid_days: w.Days | None = None


@record(kw_only=True)
class WorkflowStep:
    """One step of a creditor's policy: the act, how many days after the step before it."""

    act: str
    days: w.Days
    after: str | None = None
    fee: bool = False
    notice: str | None = None
    offer: Offer | None = None
    when: tuple[Condition, ...] = ()


@record(kw_only=True)
class Workflow(Rule):
    """A creditor's own policy over the legal acts."""

    steps: tuple[WorkflowStep, ...]
    plan_longest: Length | None = None
    plan_minimum: Number | None = None
