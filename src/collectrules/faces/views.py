"""What each answer looks like in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from collectrules.answers.auditing import Audit, Finding
from collectrules.answers.figures import InterestAnswer, TariffAnswer
from collectrules.answers.proposals import Cost, NextSteps, Proposal, Reason
from collectrules.answers.receipts import Receipts
from collectrules.answers.standings import LIMITATION, InterestRow, PaymentItem, StageItem, Standing
from collectrules.answers.statements import InterestTerms, Statement
from collectrules.explaining import Explanation
from collectrules.explaining.accounts import channel_parts
from collectrules.explaining.drafting import Draft
from collectrules.explaining.figures import tariff_parts
from collectrules.explaining.steps import act_on, advised, none_recommended
from collectrules.faces.page import Page
from collectrules.nouns.answer import Answer
from collectrules.words.show import Cell, Column, Style
from collectrules.words.texts import Money, Named, Percent, Value
from collectrules.words.wording import assumption_text, finding_text, provisional_text

STATUS: Final[Mapping[str, Style]] = MappingProxyType(
    {"open": "green", "waiting": "yellow", "blocked": "red", "lapsed": "dim"}
)
SEVERITY: Final[Mapping[str, Style]] = MappingProxyType({"breach": "red", "doubt": "yellow", "note": "cyan"})
PARTS: Final = ("amount", "to_interest", "to_fees", "to_costs", "to_principal", "unallocated")
COMPONENTS: Final = ("principal", "interest", "fees", "costs", "total")


def standing_view(page: Page, now: Standing) -> None:
    """What is owed, what it is made of, where it stands."""
    account_view(page, now)
    if now.interest:
        page.heading(page.word("interest"))
        interest_rows(page, now.interest)
    _payments(page, now.payments)
    _stages(page, now)
    _clocks(page, now)
    caveats(page, now)


def statement_view(page: Page, found: Statement) -> None:
    """By component what was charged, paid, waived and is open; then payments and how interest runs."""
    words = ("charged", "paid", "waived", "open")
    page.table([Column(found.currency), *(Column(page.word(word), right=True) for word in words)], [
        [page.label("component", item.component), *(page.number(getattr(item, word)) for word in words)]
        for item in found.components
    ])  # fmt: skip
    page.say(page.texts.headed(page.label("component", "total"), page.texts.money(found.owed.total)), "bold")
    if found.credit:
        page.tell("credit", credit=Money(found.credit))
    _payments(page, found.distribution)
    for draft in channel_parts(found):
        page.say(page.speaker.write(draft))
    page.heading(page.word("interest"))
    for terms in found.terms:
        _terms(page, terms)
    caveats(page, found)


def _terms(page: Page, terms: InterestTerms) -> None:
    if terms.first_day is None or terms.rate is None:
        page.tell("no_interest", claim=terms.claim, due=terms.due)
        return
    text = page.sentence("terms", claim=terms.claim, due=terms.due, first_day=terms.first_day, rate=Percent(terms.rate))
    page.say(page.speaker.cited(text, terms.law))


def account_view(page: Page, now: Standing) -> None:
    """What is booked and what is owed by law, side by side, with what the law strikes out."""
    differs = now.booked != now.owed
    books = [Column(page.word("booked"), right=True)] if differs else []
    columns = [Column(now.currency), *books, Column(page.word("owed"), right=True), Column("", wraps=True)]
    page.table(columns, [_component(page, now, part, differs=differs) for part in COMPONENTS])
    if now.credit:
        page.tell("credit", credit=Money(now.credit))
    for line in now.lines:
        if line.barred is not None:
            page.gap()
            kind, amount = Named("line", line.kind), Money(line.barred.amount)
            code = "limited" if line.barred.code == LIMITATION else "barred"
            page.tell(code, "red", line=kind, day=line.on, sum=amount, law=page.law(line.barred.law))


def _component(page: Page, now: Standing, part: str, *, differs: bool) -> list[Cell]:
    booked, owed = getattr(now.booked, part), getattr(now.owed, part)
    styles: tuple[Style, ...] = ("bold",) if part == "total" else ()
    gone = page.sentence("struck", sum=Money(booked - owed)) if booked != owed else ""
    books = [Cell(page.number(booked), styles)] if differs else []
    return [Cell(page.label("component", part), styles), *books, Cell(page.number(owed), styles), Cell(gone, ("red",))]


def interest_rows(page: Page, rows: Sequence[InterestRow]) -> None:
    """Interest by stretches of one rate."""
    words = ("from", "to", "days", "rate", "base", "amount")
    columns = [Column(page.word(word), right=word not in {"from", "to"}) for word in words]
    page.table([*columns, Column(page.word("law"), wraps=True)], [
        [row.from_.isoformat(), row.to.isoformat(), str(row.days), page.texts.written(Percent(row.rate)),
         page.number(row.base), page.number(row.amount), page.law(row.law)]
        for row in rows
    ])  # fmt: skip


def _payments(page: Page, payments: Sequence[PaymentItem]) -> None:
    if not payments:
        return
    page.heading(page.word("payments"))
    page.table(
        [Column(page.word("on")), *(Column(page.word(word), right=True) for word in PARTS)],
        [[item.on.isoformat(), *(page.number(getattr(item, word)) for word in PARTS)] for item in payments],
    )


def receipts_view(page: Page, found: Receipts) -> None:
    """The rows of a month, and their sums; what was undone is taken off."""
    values: dict[str, Value] = {"receiver": Named("actor", found.received_by), "amount": Money(found.total.amount)}
    page.say(page.speaker.write(Draft("received_by", values)), "bold")
    if found.rows:
        page.gap()
        total = [page.label("component", "total"), *(page.number(getattr(found.total, word)) for word in PARTS)]
        rows = [[row.on.isoformat(), *(page.number(getattr(row, word)) for word in PARTS)] for row in found.rows]
        page.table([Column(page.word("on")), *(Column(page.word(word), right=True) for word in PARTS)], [*rows, total])
    caveats(page, found)


def _stages(page: Page, now: Standing) -> None:
    page.heading(page.word("where"))
    columns = [Column(page.word(word), wraps=word in {"stage", "law"}) for word in ("claim", "stage", "since", "law")]
    page.table(columns, [
        [_part(page, item), page.label("stage", item.stage), item.since.isoformat(), page.law(item.law)]
        for item in now.stages
    ])  # fmt: skip


def _part(page: Page, item: StageItem) -> str:
    """The claim, and how much of it where only a part stands there."""
    return item.claim if item.part is None else f"{item.claim} ({page.number(item.amount)})"


def _clocks(page: Page, now: Standing) -> None:
    if not now.clocks:
        return
    page.heading(page.word("clocks"))
    words = ("clock", "claim", "component", "ends", "state", "law")
    columns = [Column(page.word(word), wraps=word == "law", joins=word in {"claim", "component"}) for word in words]
    page.table(columns, [
        [page.label("clock", item.kind), item.claim, page.texts.label("component", item.component or "total"),
         item.ends.isoformat() if item.ends else "", page.texts.label("clock_state", item.state), page.law(item.law)]
        for item in now.clocks
    ])  # fmt: skip


def caveats(page: Page, answer: Answer) -> None:
    """What the answer rests on beside the facts."""
    weak = (provisional_text(page.texts, item) for item in answer.provisional_because)
    taken = (assumption_text(page.texts, item) for item in answer.assumptions)
    notes: list[tuple[str, tuple[Style, ...]]] = [
        *((page.sentence("provisional", what=what), ("yellow",)) for what in weak),
        *((page.sentence("assumed", text=text), ()) for text in taken),
        *((page.sentence("reading", reading=Named("reading", item.reading),
                         option=page.speaker.option(item.reading, item.value)), ("yellow",))
          for item in answer.readings_used if item.sensitive),
    ]  # fmt: skip
    if notes:
        page.heading(page.word("rests_on"))
        for note, styles in notes:
            page.say(note, *styles, indent="- ", hanging="  ")


# Next steps ------------------------------------------------------------------------------------------------


def steps_view(page: Page, found: NextSteps) -> None:
    """Every step that is open or waits, with its window, price and law; then those that are shut, and why."""
    live = [step for step in found.proposals if step.status in {"open", "waiting"}]
    words = ("step", "status", "window", "price")
    columns = [Column(page.word(word), wraps=word in {"step", "price"}) for word in words]
    page.table(columns, [_step_row(page, step) for step in live], below=[page.law(step.law) for step in live])
    for step in live:
        if step.recommended and step.on is not None:
            page.tell("planned", day=step.on)
    for waiting in found.actionable_because:
        page.say(page.speaker.write(act_on(waiting)))
    for draft in advised(found):
        page.say(page.speaker.write(draft))
    for why in found.none_recommended:
        page.say(page.speaker.write(none_recommended(why)))
    for step in live:
        _remarks(page, step)
    closed = [step for step in found.proposals if step.status in {"blocked", "lapsed"}]
    if closed:
        page.gap()
        page.line(Cell(page.word("shut"), ("bold",)))
        for step in closed:
            _shut(page, step)
    caveats(page, found)


def _step_row(page: Page, step: Proposal) -> list[str | Cell]:
    styles: tuple[Style, ...] = ("bold",) if step.recommended else ()
    name = Cell(("> " if step.recommended else "") + step_name(page, step), styles)
    status = Cell(page.texts.label("status", step.status), (STATUS[step.status],))
    return [name, status, _window(page, step), _price(page, step)]


def step_name(page: Page, step: Proposal) -> str:
    """Return what a step is called, and whose it is where it is not the creditor's."""
    name = page.label("act", step.action) if step.cost is None else page.label("cost", step.cost)
    return name if step.by == "creditor" else f"{name} ({page.texts.label('actor', step.by)})"


def _window(page: Page, step: Proposal) -> str:
    first = "" if step.earliest is None else step.earliest.isoformat()
    if step.latest is None:
        return page.texts.label("page", "from_day").replace("{day}", first)
    return f"{first} - {step.latest.isoformat()}"


def _price(page: Page, step: Proposal) -> str:
    """What the step adds to the debt; what the creditor lays out beside that."""
    added = {cost.same_as for cost in step.charges}
    beside = [cost for cost in step.advances if cost.same_as not in added]
    advanced = [page.texts.label("page", "advanced").replace("{costs}", costs(page, beside))] if beside else []
    return ", ".join([costs(page, step.charges), *advanced] if step.charges or not beside else advanced)


def costs(page: Page, found: Sequence[Cost]) -> str:
    """Return sums with what they are for."""
    return ", ".join(_cost(page, cost) for cost in found) or page.word("nothing")


def _cost(page: Page, cost: Cost) -> str:
    amount = page.word("unknown_sum") if cost.amount is None else page.number(cost.amount)
    text = f"{amount} {page.texts.label('line', cost.kind)}"
    return f"{text} ({page.word('once_billed')})" if cost.once_billed else text


def _reasons(page: Page, reasons: Sequence[Reason]) -> Iterator[str]:
    for reason in reasons:
        yield page.speaker.write(page.speaker.reason(reason))


def _remarks(page: Page, step: Proposal) -> None:
    """What stands in the way of its fee, or moves its day."""
    for text in _reasons(page, step.because):
        page.say(page.texts.headed(step_name(page, step), text), "dim", indent="- ", hanging="  ")
    for other in step.window_readings:
        option, day = page.speaker.option(other.reading, other.option), other.earliest
        if day is not None:
            page.tell("other_window", "dim", step=step_name(page, step), option=option, day=day)


def _shut(page: Page, step: Proposal) -> None:
    status = Cell(page.texts.label("status", step.status), (STATUS[step.status],))
    page.line(page.texts.headed(step_name(page, step), ""), status)
    for text in _reasons(page, step.because):
        page.say(text, indent="  - ", hanging="    ")
    events = tuple(Named("act", str(change.event["kind"])) for change in step.opens_if if change.event is not None)
    if events:
        page.say(page.sentence("opens_if", events=events), "dim", indent="  > ", hanging="    ")


# Audit, interest, tariffs, explanations --------------------------------------------------------------------


def audit_view(page: Page, found: Audit, kinds: Mapping[str, str] = MappingProxyType({})) -> None:
    """All findings with their law; `kinds` says what each event was."""
    if not found.findings:
        page.tell("no_findings", "green")
    for finding in found.findings:
        finding_view(page, finding, kinds.get(finding.event, ""))
    caveats(page, found)


def finding_view(page: Page, finding: Finding, kind: str) -> None:
    """One finding with its law."""
    severity = Cell(page.texts.label("severity", finding.severity).upper(), (SEVERITY[finding.severity], "bold"))
    what = f"{page.sentence('claim')} {', '.join(finding.claims)}"
    if finding.event:
        what = page.sentence("event_no", event=finding.event, kind=Named("act", kind) if kind else "")
    page.line(severity, f"  {finding.on.isoformat()}  {what.removesuffix(', ')}")
    text = finding_text(page.texts, finding.code, finding.values)
    page.say(page.speaker.cited(text, finding.law), indent="  ")
    if finding.amount_unlawful:
        page.say(page.texts.sentence("finding", "not_owed", {"amount": Money(finding.amount_unlawful)}), indent="  ")
    if finding.amount_to_return:
        page.say(page.sentence("returned", sum=Money(finding.amount_to_return)), indent="  ")


def interest_view(page: Page, found: InterestAnswer) -> None:
    """Interest on a sum, row by row."""
    page.tell("interest_sum", "bold", interest=Money(found.interest), days=found.days)
    interest_rows(page, found.rows)


def tariff_view(page: Page, found: TariffAnswer) -> None:
    """A tariff, the version used, and how it was worked out."""
    for place, draft in enumerate(tariff_parts(page.speaker, found)):
        page.say(page.speaker.write(draft), *(("bold",) if place == 0 else ()), indent="" if place == 0 else "  ")


def explanation_view(page: Page, found: Explanation) -> None:
    """The sentences, one part a paragraph."""
    for part in found.parts:
        page.say(part.text, hanging="  ")
