"""Limitation clocks: which rule governs each part of a claim, what restarted it, what holds it up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from collectrules.fold.entries import COMPONENTS
from collectrules.fold.holds import awaiting, holds
from collectrules.fold.moments import Moment
from collectrules.fold.parts import each
from collectrules.fold.receiving import counts
from collectrules.fold.rules import undisplaced
from collectrules.fold.unmet import refuse
from collectrules.ground.errors import NotModelled
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.nouns.dated import least_certain
from collectrules.topics.deadlines import Span, length_after, moved, span

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import LimitationRule
    from collectrules.fold.state import State


@record
class Limit:
    """The limitation of one part of a claim: first day counted from, last day before and after it is moved."""

    component: str
    started: int | None
    ends: int | None
    raw_ends: int | None
    state: str
    law: tuple[str, ...]
    certainty: str
    rule: str
    part: str | None = None
    claim_part: str | None = None
    unknown: bool = False


@record
class Begun:
    """A period that an event made run anew: the event's day, the period from it, its law, a length it keeps.

    `waived`: it was over by then but for a waiver of the defence, and that this is enough is in doubt.
    """

    day: int
    span: Span
    law: tuple[str, ...]
    years: int | None = None
    waived: bool = False


@record
class Sums:
    """What accrued on consecutive days and shares a fate: made to run anew together, run out, or each from its day.

    `over` is the period of the last of them, where it had run out.
    """

    first: int
    last: int
    begun: Begun | None = None
    over: Span | None = None

    @property
    def fate(self) -> tuple[object, ...]:
        """What neighbours must share to be one stretch."""
        begun = self.begun
        return (self.over is not None, *((begun.day, begun.years) if begun is not None else ()))


def limitation(state: State, account: Account) -> Sequence[Limit]:
    """Return the limitation of each component of a claim as the facts stand, for each part that stands by itself."""
    if len(account.parts) == 1:
        return _components(state, account)
    parts = [(view.parts[0].name, _components(state, view)) for view in each(account)]
    return [replace(limit, claim_part=name) for name, limits in parts for limit in limits]


def _components(state: State, account: Account) -> list[Limit]:
    moment = Moment(state, account, state.on)
    found: list[Limit] = []
    worked: dict[str, list[Limit]] = {}
    for component in COMPONENTS:
        rule = _rule_for(component, moment)
        if rule is None:
            continue
        name = rule.record.name
        refuse(state.book.profile, "limitation", rule.record)
        if name not in worked:
            worked[name] = _fallen(rule, _known(rule, component, moment), found)
            found += worked[name]
        else:
            found += [replace(limit, component=component) for limit in worked[name]]
    return found


def _fallen(rule: LimitationRule, limits: list[Limit], before: Sequence[Limit]) -> list[Limit]:
    """What falls with the principal ends with it at the latest."""
    principal = next((limit for limit in before if limit.component == "principal"), None)
    if rule.record.falls_with is None or principal is None or principal.ends is None or principal.state == "suspended":
        return limits
    ends, raw, state = principal.ends, principal.raw_ends, principal.state
    return [limit if limit.ends is not None and limit.state != "suspended" and limit.ends <= ends
            else replace(limit, ends=ends, raw_ends=raw, state=state) for limit in limits]  # fmt: skip


def principal_limit(state: State, account: Account) -> Limit | None:
    """Return the limitation of the principal alone, which says whether a claim, or a part of it, is barred."""
    moment = Moment(state, account, state.on)
    rule = _rule_for("principal", moment)
    clocks = [] if rule is None else _known(rule, "principal", moment)
    return clocks[0] if clocks else None


def _known(rule: LimitationRule, component: str, moment: Moment) -> list[Limit]:
    """The clocks of a rule; where the law has a length that is not known, one without an end."""
    try:
        return _clocks(rule, component, moment)
    except NotModelled as error:
        if error.code != "unknown_figure":
            raise
        law, name = rule.record.law, rule.record.name
        return [Limit(component, None, None, None, "running", law, "unclear", name, unknown=True)]


def _rule_for(component: str, moment: Moment) -> LimitationRule | None:
    """The rule that covers a part and is not displaced by another that applies."""
    covering = [rule for rule in moment.account.law.limitations if component in rule.record.covers]
    remaining = undisplaced(covering, moment)
    return remaining[0] if remaining else None


def _clocks(rule: LimitationRule, component: str, moment: Moment) -> list[Limit]:
    """One clock, or more where sums that accrue on different days have periods of their own."""
    period = rule.record.period
    if period.after != ("interest.accrued",):
        restarts = _restarts(rule, moment)
        return [_clock(rule, component, moment, period, restarts[-1] if restarts else None, None)]
    first = moment.account.interest_first
    return [] if first is None else list(_clocks_of_sums(rule, component, moment, first))


def _clocks_of_sums(rule: LimitationRule, component: str, moment: Moment, first: int) -> Iterator[Limit]:
    """Yield the clocks of sums that accrued at different times: what ran anew, had run out, or runs from its own day.

    A clock of sums that had run out starts with the first of them and ends when the last of them ran out.
    """
    record, met = rule.record, _met(rule, moment)
    own = _from("claim.first", record.period)
    sums = _sums(record, moment, met, first)
    anew = {part.begun.years: part.begun for part in sums if part.begun is not None}  # a title's length, and the rule's
    for begun, name in zip(anew.values(), ("earlier", "between"), strict=False):
        yield _clock(rule, component, moment, record.period, begun, name)
    for part in sums:
        if part.over is not None:
            yield Limit(component, part.first, part.over.last, part.over.raw_last, "expired", record.law,
                        record.certainty, record.name, "barred")  # fmt: skip
    later = next((part.first for part in sums if part.begun is None and part.over is None), None)
    if later is None:
        later = max(first, met[-1][0] + 1) if met else first
    yield _clock(rule, component, moment, own, None, "later" if met else None, later)


def _sums(record: m.Limitation, moment: Moment, met: Sequence[tuple[int, m.Restart]], first: int) -> list[Sums]:
    """Return what accrued from a first day to the last event that makes a period run anew, by what became of it.

    What a first event that fixes a length of its own (a title) finds was limited by another rule until then.
    """
    found: list[Sums] = []
    opened, titled = first, False
    for day, restart in met:
        if day >= opened:
            found.append(Sums(opened, day))
            opened = day + 1
        begins_title = restart.years is not None and not titled
        titled = titled or begins_title
        if begins_title and found:
            found = [Sums(first, found[-1].last, _begun(record, restart, day, moment))]
        else:
            found = _joined(after for sums in found for after in _after(record, sums, restart, day, moment))
    return found


def _after(record: m.Limitation, sums: Sums, restart: m.Restart, day: int, moment: Moment) -> Iterator[Sums]:
    """Yield what an event makes of some sums: it revives none, and does not bring forward what has not begun."""
    if sums.over is not None:
        yield sums
    elif sums.begun is None:
        yield from _split(record, sums, restart, day, moment)
    elif _too_late(record, sums.begun.span, moment, day):
        yield Sums(sums.first, sums.last, over=sums.begun.span)
    else:
        kept = restart if restart.years is not None else replace(restart, years=sums.begun.years)
        yield Sums(sums.first, sums.last, _begun(record, kept, day, moment))


def _split(record: m.Limitation, sums: Sums, restart: m.Restart, day: int, moment: Moment) -> Iterator[Sums]:
    """Yield, of sums that each have a period of their own: those that had run out, those that run anew, the others."""
    days = range(sums.first, sums.last + 1)
    alive = days[bisect_left(days, 1, key=lambda accrued: int(not _over(record, accrued, moment, day))) :]
    running = alive
    if restart.years is None:
        running = alive[: bisect_left(alive, 1, key=lambda accrued: int(_begins(record, accrued, moment) > day))]
    if len(alive) < len(days):
        last = days[len(days) - len(alive) - 1]
        yield Sums(sums.first, last, over=span_of(_from("claim.first", record.period), moment, last))
    if running:
        yield Sums(running[0], running[-1], _begun(record, restart, day, moment))
    if len(running) < len(alive):
        yield Sums(alive[len(running)], sums.last)


def _joined(found: Iterable[Sums]) -> list[Sums]:
    """Put together neighbours that share a fate, so that many events leave few stretches."""
    joined: list[Sums] = []
    for sums in found:
        if joined and joined[-1].fate == sums.fate:
            joined[-1] = replace(sums, first=joined[-1].first)
        else:
            joined.append(sums)
    return joined


def _begins(record: m.Limitation, accrued: int, moment: Moment) -> int:
    """The day from which the period of a sum runs that accrued on a day."""
    begins = span_of(_from("claim.first", record.period), moment, accrued).begins
    return accrued if begins is None else begins


def _begun(record: m.Limitation, restart: m.Restart, day: int, moment: Moment) -> Begun:
    return Begun(day, _renewed(record, restart, day, moment), restart.law or record.law, restart.years)


def _over(record: m.Limitation, accrued: int, moment: Moment, day: int) -> bool:
    """Whether the period of a sum that accrued on one day had run out before another."""
    own = span_of(_from("claim.first", record.period), moment, accrued)
    if own.last is None:
        return False
    held, until = _held_at(record, own, moment, day)
    return not held and until < day


def _from(word: str, period: m.Period) -> m.Period:
    return replace(period, after=(word,), pick=None)


def _clock(
    rule: LimitationRule, component: str, moment: Moment, period: m.Period, restart: Begun | None, part: str | None,
    start: int | None = None,
) -> Limit:  # fmt: skip
    record = rule.record
    law = record.law
    if restart is not None:
        begun, law = restart.span, restart.law
    else:
        begun = span_of(period, moment, start)
        if record.longest is not None and begun.last is not None and start is None:
            begun = _capped(begun, span_of(record.longest, moment))
    for gate, shorter in rule.cut_short:
        if gate.holds(moment):
            begun = _capped(begun, _cut(rule, shorter, moment))
    held, ends = _held(record, begun, moment)
    in_doubt = awaiting(record, begun.last, moment) or (restart is not None and restart.waived)
    in_doubt = in_doubt or (restart is None and _hangs_on_a_title(record.period, moment))
    sure = least_certain(record.certainty, moment.state.book.counting_certainty(record.period))
    certainty = "unclear" if in_doubt else sure
    if begun.last is None or ends is None:
        stands = "running" if begun.start is None else "suspended"  # it has begun, and a stay holds up its end
        return Limit(component, begun.start, None, None, stands, law, certainty, record.name, part)
    state = "suspended" if held else "expired" if ends < moment.day else "running"
    return Limit(component, begun.start, ends, begun.raw_last, state, law, certainty, record.name, part)


def _hangs_on_a_title(period: m.Period, moment: Moment) -> bool:
    """Whether a period may run from a title whose day nobody knows: a claim that came with one."""
    asks = any(word.partition(".")[0] == "title" for word in period.after)
    return asks and moment.account.title is not None and moment.account.title_day is None


def _cut(rule: LimitationRule, shorter: m.Period, moment: Moment) -> Span:
    """The time that cuts a period short; what makes the period run anew within it may begin it anew, or end it."""
    found, then = span_of(shorter, moment), rule.record.cut_short_then
    for day, _ in _met(rule, moment) if then != "holds" else ():
        if found.start is not None and found.last is not None and found.start < day <= found.last:
            found = span_of(shorter, moment, day) if then == "runs_anew" else found._replace(last=None)
    return found


def _waived(record: m.Limitation, own: Span, moment: Moment, by: int) -> int:
    """The last day on which the debtor, by his word up to a day, lets a claim be pursued, as far as he may."""
    given = moment.account.kept.get("limitation_waived")
    ends = own.last or 0
    if record.waiver is None or not isinstance(given, tuple):
        return ends
    for day, until in given:  # a later one takes nothing back
        longest = length_after(day, record.waiver)
        if record.waiver_from == "start" and (start := _by_law(record, own, moment)) is not None:
            longest = _from_start(record.period, record.waiver, start, moment)
        ends = ends if day > by else max(ends, longest if until is None else min(until, longest))
    return ends


def _by_law(record: m.Limitation, own: Span, moment: Moment) -> int | None:
    """The day from which a period that runs anew was counted at first: no waiver reaches further than from there."""
    return own.start if record.period.after == ("interest.accrued",) else span_of(record.period, moment).start


def _from_start(period: m.Period, length: m.Length, start: int, moment: Moment) -> int:
    """The last day of a length that is counted as the period itself is."""
    units = {"days": length.days, "weeks": length.weeks, "months": length.months, "years": length.years}
    last = span_of(replace(period, working_days=None, **units), moment, start).last  # type: ignore[arg-type]
    return start if last is None else last


def span_of(period: m.Period, moment: Moment, start: int | None = None) -> Span:
    """Work the period out; of two anchors the one that is not known asks nothing."""
    book = moment.state.book
    if start is not None:
        return span(period, book.profile, lambda _word: start, lambda name: book.number(name, moment), at=moment)
    return span(period, book.profile, moment.anchor, lambda name: book.number(name, moment), known_only=True, at=moment)


def _capped(begun: Span, longest: Span) -> Span:
    return longest if longest.last is not None and begun.last is not None and longest.last < begun.last else begun


def _met(rule: LimitationRule, moment: Moment) -> list[tuple[int, m.Restart]]:
    """The events that make a period run anew, in order."""
    return [(day, restart) for day, kind in moment.account.log if (restart := _restarting(rule, kind, day, moment))]


def _restarts(rule: LimitationRule, moment: Moment) -> list[Begun]:
    """The events that made the period run anew before it had run out, in order; what is over a waiver alone opens."""
    record, met = rule.record, _met(rule, moment)
    found: list[Begun] = []
    own = span_of(record.period, moment) if met else None
    latest = own
    for day, restart in met:
        if _run_out(record, latest, moment, day):
            continue
        span_ = _renewed(record, restart, _not_sooner(day, own, moment), moment)
        if record.longest is not None:  # it begins anew with the event itself, known or not
            span_ = _capped(span_, span_of(record.longest, moment, day))
        found.append(Begun(day, span_, restart.law or record.law, waived=_only_waived(record, latest, moment, day)))
        latest = span_
    return found


def _only_waived(record: m.Limitation, latest: Span | None, moment: Moment, day: int) -> bool:
    """Whether nothing but a waiver of the defence kept a period from being over before a day."""
    given = record.waiver_from == "given" and "limitation_waived" in moment.account.kept
    return given and _run_out(replace(record, waiver=None), latest, moment, day)


def _run_out(record: m.Limitation, latest: Span | None, moment: Moment, day: int) -> bool:
    """Whether the period that ran last was over before a day."""
    return latest is not None and latest.last is not None and _too_late(record, latest, moment, day)


def _too_late(record: m.Limitation, own: Span, moment: Moment, day: int) -> bool:
    """Whether a period had run out before an event; one that was held up until the day of the event had not."""
    held, until = _held_at(record, own, moment, day)
    return own.last is not None and not held and day > until and not _held_at(record, own, moment, day - 1)[0]


def _not_sooner(day: int, own: Span | None, moment: Moment) -> int:
    """What makes a period run anew before it has begun does not make it run sooner than that, or than the due day."""
    return max(day, moment.account.due if own is None or own.begins is None else own.begins)


def _restarting(rule: LimitationRule, kind: str, day: int, moment: Moment) -> m.Restart | None:
    """What makes a period run anew at an event: as the limitation says, else as the act says of itself."""
    found = next(
        (r for gate, r in rule.restarts if counts(r, kind, day, moment.account) and gate.applies(moment)), None
    )
    return found or (moment.state.book.restarting.get(kind) if rule.record.acts_restart else None)


def _renewed(record: m.Limitation, restart: m.Restart, day: int, moment: Moment) -> Span:
    years = restart.years if restart.years is not None else record.period.years
    moves = restart.start_moves if restart.start_moves is not None else record.period.start_moves
    period = replace(record.period, after=("restart",), pick=None, years=years, start_moves=moves, not_before=())
    return span_of(period, moment, day)


def _held(record: m.Limitation, begun: Span, moment: Moment) -> tuple[bool, int | None]:
    """Whether something holds the period up now, and the last day after what held it up has ended."""
    return (False, None) if begun.last is None else _held_at(record, begun, moment, moment.day)


def _held_at(record: m.Limitation, own: Span, moment: Moment, day: int) -> tuple[bool, int]:
    """Whether something holds a period up on a day, and its last day by then.

    What begins after the period has run out holds nothing up; what ended leaves more time, which later holds may use.
    The days of it that stood still are added to the end of the period itself, before that comes to rest on a working
    day; days before it began, or began anew, are none of it.
    """
    profile, ends = moment.state.book.profile, own.last or 0
    waived, raw = _waived(record, own, moment, day), ends if own.raw_last is None else own.raw_last
    counted = own.begins or 0  # days that stood still, each once, whatever made them
    for hold in sorted(holds(record, moment, day), key=lambda hold: hold.opened):
        stop, opened, closed = hold.stop, hold.opened, hold.closed
        if ends < opened <= waived:
            raw = ends = waived
        if opened > ends or hold.is_void:
            if opened <= ends and hold.awaited(ends, moment.day):
                return True, ends
            continue
        resumes = None if closed is None else length_after(closed, stop.runs_on) if stop.runs_on is not None else closed
        if resumes is None or (stop.runs_on is not None and resumes > day):
            return True, ends
        if stop.runs_on is not None:
            still = max(resumes - max(opened, counted), 0)
            raw, counted = raw + still, max(counted, resumes)
            ends = max(ends, moved(raw, record.period, profile, moment)) if still else ends
        if stop.leaves_at_least is not None:
            raw = max(raw, length_after(resumes, stop.leaves_at_least))
            ends = max(ends, moved(raw, record.period, profile, moment))
    return False, max(ends, waived)


def barred_days(
    state: State, account: Account, component: str, first: int
) -> tuple[tuple[range, ...], m.Limitation | None]:
    """Return the days from `first` on of which what accrued or fell due is barred by now, and the rule that says so.

    Of a claim in parts there are none: its clocks say it part by part.
    """
    moment = Moment(state, account, state.on)
    rule = _rule_for(component, moment) if len(account.parts) == 1 else None
    if rule is None:
        return (), None
    own_days = rule.record.period.after == ("interest.accrued",)
    if not own_days or _principal_fell(rule, moment):
        expired = own_days or any(limit.state == "expired" for limit in _known(rule, component, moment))
        return ((range(first, state.on + 1),) if expired else ()), rule.record
    found = _sums(rule.record, moment, _met(rule, moment), first)
    found.append(Sums(found[-1].last + 1 if found else first, state.on))
    gone = (_gone(rule, component, moment, part) for part in found)
    return tuple(days for days in gone if days), rule.record


def _principal_fell(rule: LimitationRule, moment: Moment) -> bool:
    """Whether what falls with the principal has fallen with it."""
    principal = principal_limit(moment.state, moment.account) if rule.record.falls_with is not None else None
    return principal is not None and principal.state == "expired"


def _gone(rule: LimitationRule, component: str, moment: Moment, sums: Sums) -> range:
    """The days of some sums that are barred: those of one fate together, others as long as each has run out."""
    days, record = range(sums.first, sums.last + 1), rule.record
    if sums.over is not None:
        return days
    if sums.begun is not None:
        together = _clock(rule, component, moment, record.period, sums.begun, None)
        return days if together.state == "expired" else days[:0]
    own = _from("claim.first", record.period)

    def runs(day: int) -> int:
        return int(_clock(rule, component, moment, own, None, None, day).state != "expired")

    return days[: bisect_left(days, 1, key=runs)]
