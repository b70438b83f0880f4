"""What offers and plans look like in a terminal."""

from __future__ import annotations

from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.refusing import Refused
from collectrules.answers.settling import SettlementOffer
from collectrules.faces.page import Page
from collectrules.faces.views import COMPONENTS, caveats
from collectrules.words.show import Cell, Column, Style
from collectrules.words.texts import Money, Named, Percent, Value


def offer_view(page: Page, found: SettlementOffer) -> None:
    """What is owed and waived by component, what settles the debt, what it becomes otherwise, and when to ask."""
    page.heading(page.word("settlement_offer"))
    columns = [Column(found.currency), Column(page.word("owed"), right=True), Column(page.word("waived"), right=True)]
    page.table(columns, [_offer_row(page, found, part) for part in COMPONENTS])
    sums: dict[str, Value] = {"offer": Money(found.offer), "saving": Money(found.saving)}
    if found.valid_until is None:
        page.tell("offered_open", "bold", **sums)
    else:
        page.tell("offered", "bold", **sums, day=found.valid_until)
    if found.touches_principal:
        page.tell("touches_principal", "yellow", sum=Money(found.waived.principal))
    if found.if_refused is not None:
        _refused(page, found.if_refused)
    _paydays(page, found)
    caveats(page, found)


def _offer_row(page: Page, found: SettlementOffer, part: str) -> list[str | Cell]:
    styles: tuple[Style, ...] = ("bold",) if part == "total" else ()
    sums = (page.number(getattr(side, part)) for side in (found.owed, found.waived))
    return [Cell(text, styles) for text in (page.label("component", part), *sums)]


def plan_view(page: Page, found: InstalmentPlan) -> None:
    """Every instalment with what it pays and what is left, what the plan costs, and what to think of."""
    page.heading(page.word("instalment_plan"))
    words = ("interest", "fees", "costs", "principal")
    heads = [page.word("amount"), *(page.texts.label("component", word) for word in words), page.word("balance")]
    page.table([Column("", right=True), Column(page.word("due_day")), *(Column(head, right=True) for head in heads)], [
        [str(one.no), one.due.isoformat(), *(page.number(getattr(one, word)) for word in ("amount", *words, "balance"))]
        for one in found.instalments
    ])  # fmt: skip
    page.gap()
    page.tell("plan_total", "bold", total=Money(found.total), interest=Money(found.total_interest), last=found.last)
    if found.rate is not None:
        page.tell("plan_rate", rate=Percent(found.rate))
    page.tell("plan_pays", parts=tuple(Named("component", part) for part in found.disclosure.applied_to))
    page.tell("plan_does_not_free")
    callable_ = found.disclosure.callable_on_default
    told = page.word("plan_callable" if callable_ else "plan_callable_by_law")
    page.say(page.speaker.cited(told, found.disclosure.called_in_by))
    for note in found.notes:
        page.say(page.speaker.cited(page.word(note.code), note.law), "yellow")
    caveats(page, found)


def _refused(page: Page, otherwise: Refused) -> None:
    page.gap()
    step = Named("act", otherwise.step)
    page.tell("if_refused", step=step, day=otherwise.on, total=Money(otherwise.total))
    added_rows(page, otherwise)


def added_rows(page: Page, otherwise: Refused) -> None:
    """Each thing that a step adds to the debt, a line for each."""
    for item in otherwise.added:
        text = page.texts.headed(page.label("line", item.kind), page.texts.money(item.amount))
        text = page.speaker.cited(text, item.law)
        page.say(text if item.certain else f"{text} {page.word('not_certain')}", indent="+ ", hanging="  ")


def _paydays(page: Page, found: SettlementOffer) -> None:
    if found.paydays:
        page.heading(page.word("paydays"))
    for one in found.paydays:
        text = page.texts.headed(page.texts.written(Named("payday", one.name)), page.texts.written(one.on))
        page.say(page.speaker.cited(text, one.law))
