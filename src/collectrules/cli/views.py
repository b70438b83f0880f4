"""What each answer looks like in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from collectrules.auditing import Audit, Finding
from collectrules.cli.page import Page
from collectrules.figures import InterestAnswer, TariffAnswer
from collectrules.proposals import Cost, NextSteps, Proposal
from collectrules.scalars import Day
from collectrules.show import Cell, Column, Style
from collectrules.standings import InterestRow, PaymentItem, Standing
from collectrules.texts import Money, Named, Percent

STATUS: Final[Mapping[str, Style]] = MappingProxyType(
    {"open": "green", "waiting": "yellow", "blocked": "red", "lapsed": "dim"}
)
SEVERITY: Final[Mapping[str, Style]] = MappingProxyType({"breach": "red", "doubt": "yellow", "note": "cyan"})
COMPONENTS: Final = ("principal", "interest", "fees", "costs", "total")


def standing_view(page: Page, now: Standing) -> None:
    """What is owed, what it is made of, where it stands."""
    account_view(page, now)
    interest_rows(page, now.interest)
    _payments(page, now.payments)
    _stages(page, now)
    _clocks(page, now)
    caveats(page, now)


def account_view(page: Page, now: Standing) -> None:
    """What is booked and what is owed by law, side by side, with what the law strikes out."""
    differs = now.booked != now.owed
    columns = [Column(now.currency), *([Column(page.word("booked"), right=True)] if differs else []),
               Column(page.word("owed"), right=True), Column("", wraps=True)]  # fmt: skip
    rows = []
    for part in COMPONENTS:
        booked, owed = getattr(now.booked, part), getattr(now.owed, part)
        styles: tuple[Style, ...] = ("bold",) if part == "total" else ()
        gone = page.texts.sentence("page", "struck", {"sum": Money(booked - owed)}) if booked != owed else ""
        cells = [Cell(page.texts.label("component", part), styles)]
        cells += [Cell(page.number(booked), styles)] if differs else []
        rows.append([*cells, Cell(page.number(owed), styles), Cell(gone, ("red",))])
    page.table(columns, rows)
    if now.credit:
        page.tell("credit", credit=Money(now.credit))
    for line in now.lines:
        if line.barred is not None:
            page.say(
                page.texts.sentence("page", "barred", {
                    "line": Named("line", line.kind), "day": line.on, "sum": Money(line.barred.amount),
                    "why": page.texts.label("barred", line.barred.code), "law": page.law(line.barred.law)}),
                "red",
            )  # fmt: skip


def interest_rows(page: Page, rows: Sequence[InterestRow]) -> None:
    """Interest by stretches of one rate."""
    if not rows:
        return
    page.heading(page.word("interest"))
    words = ("from", "to", "days", "rate", "base", "amount")
    columns = [Column(page.word(word), right=word not in {"from", "to"}) for word in words]
    columns.append(Column(page.word("law"), wraps=True))
    page.table(columns, [
        [row.from_.isoformat(), row.to.isoformat(), str(row.days), page.texts.written(Percent(row.rate)),
         page.number(row.base), page.number(row.amount), page.law(row.law)]
        for row in rows
    ])  # fmt: skip


def _payments(page: Page, payments: Sequence[PaymentItem]) -> None:
    if not payments:
        return
    page.heading(page.word("payments"))
    words = ("amount", "to_interest", "to_fees", "to_costs", "to_principal", "unallocated")
    page.table(
        [Column(page.word("on")), *(Column(page.word(word), right=True) for word in words)],
        [[item.on.isoformat(), *(page.number(getattr(item, word)) for word in words)] for item in payments],
    )


def _stages(page: Page, now: Standing) -> None:
    page.heading(page.word("where"))
    page.table([Column(page.word(word), wraps=word == "stage") for word in ("claim", "stage", "since", "law")], [
        [item.claim, page.record("stage", item.stage), item.since.isoformat(), page.law(item.law)] for item in now.stages
    ])  # fmt: skip


def _clocks(page: Page, now: Standing) -> None:
    if not now.clocks:
        return
    page.heading(page.word("clocks"))
    words = ("clock", "claim", "component", "ends", "state", "law")
    page.table([Column(page.word(word), wraps=word == "law") for word in words], [
        [page.record("clock", item.kind), item.claim, page.texts.label("component", item.component or "total"),
         _day(item.ends), page.texts.label("clock_state", item.state), page.law(item.law)]
        for item in now.clocks
    ])  # fmt: skip


def caveats(page: Page, answer: Standing | NextSteps | Audit) -> None:
    """What the answer rests on beside the facts."""
    notes = [
        *(f"{page.word('provisional')}: {item.what}" for item in answer.provisional_because),
        *(f"{page.word('assumed')}: {item.path}: {item.text}" for item in answer.assumptions),
        *(page.texts.sentence("page", "reading", {"reading": page.record("reading", item.reading),
          "option": page.record("option", f"{item.reading}.{item.value}")})
          for item in answer.readings_used if item.sensitive),
    ]  # fmt: skip
    if notes:
        page.heading(page.word("rests_on"))
        for note in notes:
            page.say(note, indent="- ", hanging="  ")


# Next steps ------------------------------------------------------------------------------------------------


def steps_view(page: Page, found: NextSteps, *, shut: bool = True) -> None:
    """Every step with its window, its price and its law; then those that are shut, and why."""
    live = [step for step in found.proposals if step.status in {"open", "waiting"}]
    columns = [Column(page.word(word), wraps=word in {"step", "law", "adds"})
               for word in ("step", "status", "window", "adds", "law")]  # fmt: skip
    page.table(columns, [_step_row(page, step) for step in live])
    for step in live:
        _remarks(page, step)
    closed = [step for step in found.proposals if step not in live]
    if shut and closed:
        page.heading(page.word("shut"))
        for step in closed:
            _shut(page, step)


def _step_row(page: Page, step: Proposal) -> list[str | Cell]:
    name = step_name(page, step)
    styles: tuple[Style, ...] = ("bold",) if step.recommended else ()
    mark = f"> {name}" if step.recommended else f"  {name}"
    status = Cell(page.texts.label("status", step.status), (STATUS[step.status],))
    return [Cell(mark, styles), status, window(page, step), price(page, step), page.law(step.law)]


def step_name(page: Page, step: Proposal) -> str:
    """Return what a step is called."""
    return page.record("act", step.action) if step.cost is None else page.texts.label("cost", step.cost)


def window(page: Page, step: Proposal) -> str:
    """Return the first and last lawful day of a step."""
    first, last = _day(step.earliest), _day(step.latest)
    return f"{first} .. {last}" if last else page.texts.sentence("page", "from_day", {"day": first})


def price(page: Page, step: Proposal) -> str:
    """Return what a step adds to the debt and what the creditor lays out."""
    added = [sum_of(page, cost) for cost in step.charges]
    laid_out = [page.texts.sentence("page", "advance", {"sum": sum_of(page, cost)}) for cost in step.advances]
    return ", ".join([*added, *laid_out]) or page.word("nothing")


def sum_of(page: Page, cost: Cost) -> str:
    amount = page.word("unknown_sum") if cost.amount is None else page.number(cost.amount)
    return f"{amount} {page.texts.label('line', cost.kind)}"


def _remarks(page: Page, step: Proposal) -> None:
    """What stands in the way of its fee, or moves its day."""
    for reason in step.because:
        text = page.texts.reason(reason.code, reason.fact, reason.needed, reason.got)
        law = f" ({page.law(reason.law)})" if reason.law else ""
        page.say(f"{step_name(page, step)}: {text}{law}", "dim", indent="  ", hanging="    ")
    for other in step.window_readings:
        page.tell("other_window", "dim", reading=Named("reading", other.reading), day=_day(other.earliest))


def _shut(page: Page, step: Proposal) -> None:
    status = page.ink(page.texts.label("status", step.status), STATUS[step.status])
    page.lines.append(f"{step_name(page, step)}: {status}")
    for reason in step.because:
        text = page.texts.reason(reason.code, reason.fact, reason.needed, reason.got)
        law = f" ({page.law(reason.law)})" if reason.law else ""
        page.say(f"{text}{law}", indent="  - ", hanging="    ")
    if step.opens_if:
        events = [page.record("act", change.event["kind"]) for change in step.opens_if if change.event]
        page.say(page.texts.sentence("page", "opens_if", {"events": tuple(events)}), indent="  > ", hanging="    ")


# Audit, interest, tariffs ----------------------------------------------------------------------------------


def audit_view(page: Page, found: Audit) -> None:
    """All findings, the breaches first in red."""
    if not found.findings:
        page.tell("no_findings", "green")
    for finding in found.findings:
        finding_view(page, finding)
    caveats(page, found)


def finding_view(page: Page, finding: Finding) -> None:
    """One finding with its law."""
    severity = page.ink(page.texts.label("severity", finding.severity), SEVERITY[finding.severity], "bold")
    page.lines.append(f"{severity}  {finding.on.isoformat()}  {page.texts.sentence('page', 'event_no', {'event': finding.event})}")
    page.say(page.texts.finding(finding), indent="  ")
    if finding.law:
        page.say(page.law(finding.law), "dim", indent="  ")


def interest_view(page: Page, found: InterestAnswer) -> None:
    """Interest on a sum, row by row."""
    page.tell("interest_sum", interest=Money(found.interest), days=found.days)
    interest_rows(page, found.rows)


def tariff_view(page: Page, found: TariffAnswer) -> None:
    """A tariff, the version used, and how it was worked out."""
    kind, _, name = found.name.partition(".")
    page.title(f"{page.record(kind, name)}: {page.number(found.amount)}")
    page.tell("version", day=found.version_from)
    page.table([Column(wraps=True), Column(right=True)], [
        [page.texts.sentence("tariff", part.code, dict(part.values)), page.number(part.amount)] for part in found.parts
    ], indent="  ")  # fmt: skip
    page.say(page.law(found.law), "dim")


def _day(day: Day | None) -> str:
    return "" if day is None else day.isoformat()
