"""The parts of a letter in the order in which they are read, in words; a template only sets them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from collectrules.loader import model as m
from collectrules.nouns.answer import Part
from collectrules.nouns.enclosures import Addressee
from collectrules.notices.matters import Matter
from collectrules.notices.stating import FILLERS, Item
from collectrules.notices.wording import GROUP, name_of, values_of
from collectrules.words.texts import Money, Percent

_SHOWN: Final = frozenset({
    "creditor", "sender", "client", "debtor", "due_day", "principal", "interest_rate_and_period", "interest_base",
    "each_fee", "total", "instalments", "signature", "claim_reference", "ground",
})  # fmt: skip
"""Statements that stand in the head of the letter, in a table or below it, and in no paragraph."""
_FIRST: Final = ("deadline", "how_to_pay", "no_further_costs_if_paid", "consequence")
_RIGHT: Final = "right"
_LEFT: Final = "left"


class Table(Part):
    """A table of a letter, in words: `sides` says of each column whether it is set to the left or to the right."""

    caption: str
    head: tuple[str, ...]
    sides: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    last: tuple[str, ...] | None = None


class Letter(Part):
    """A letter in words, ready to be set: lines of the sender and of the envelope, day, subject, tables, paragraphs."""

    language: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    day: str
    subject: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    paragraphs: tuple[str, ...]
    closing: str
    signatures: tuple[str, ...]


def letter_of(matter: Matter, rule: m.Notice | None, stated: Mapping[str, str]) -> Letter:
    """Arrange what a letter states; `stated` is the text of each statement that is made."""
    texts, parties = matter.speaker.texts, matter.enclosed.parties
    head = texts.label("notice", rule.name) if rule is not None else texts.label("act", matter.act)
    opening = texts.says("notice", rule.name, "opening") if rule is not None else None
    return Letter.made(
        language=texts.language,
        sender=_lines(matter.sender),
        recipient=_lines(parties.debtor),
        day=texts.day(matter.standing.on),
        subject=head[:1].upper() + head[1:],
        opening=texts.filled(opening or texts.label(GROUP, "opening"), {}),
        facts=tuple(_facts(matter, stated)),
        tables=tuple(_tables(matter)),
        paragraphs=tuple(_paragraphs(stated)),
        closing=texts.label(GROUP, "closing"),
        signatures=tuple(stated[key] for key in ("signature",) if key in stated),
    )


def _lines(one: Addressee | None) -> tuple[str, ...]:
    if one is None:
        return ()
    return tuple(line for line in (one.name, *one.address, one.email, one.phone) if line)


def _facts(matter: Matter, stated: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who the letter is for, and what it is about: names with what they say."""
    texts = matter.speaker.texts
    wanted = [key for key in ("creditor", "client", "debtor", "claim_reference", "ground") if key in stated]
    if "client" in wanted and "creditor" in wanted:
        wanted.remove("client")
    label = {key: texts.label("statement", key) for key in wanted}
    return [(label[key][:1].upper() + label[key][1:], stated[key].replace("\n", ", ")) for key in wanted]


def _paragraphs(stated: Mapping[str, str]) -> list[str]:
    first = [key for key in _FIRST if key in stated]
    rest = [key for key in stated if key not in _SHOWN and key not in _FIRST]
    return [stated[key] for key in (*first, *rest)]


# Tables ----------------------------------------------------------------------------------------------------


def _tables(matter: Matter) -> list[Table]:
    found = [_debt(matter)]
    if matter.rows:
        found.append(_interest(matter))
    plan = FILLERS["instalments"](matter)
    if plan.items:
        found.append(_instalments(matter, plan.items))
    return found


def _debt(matter: Matter) -> Table:
    """What is owed line by line, and the total."""
    texts = matter.speaker.texts
    rows = [
        (
            f"{texts.label('line', line.kind)}, {name_of(matter, line.claim)}", texts.day(line.on),
            texts.money(line.lawful), texts.money(line.open),
        )
        for line in matter.lines
    ]  # fmt: skip
    total = texts.money(sum((line.open for line in matter.lines), Decimal(0)))
    return _table(matter, "owed", ("what", "day", "charged", "open"), (_LEFT, _LEFT, _RIGHT, _RIGHT), rows, total)


def _interest(matter: Matter) -> Table:
    texts = matter.speaker.texts
    rows = [
        (
            name_of(matter, row.claim), texts.day(row.from_), texts.day(row.to), str(row.days),
            texts.written(Percent(row.rate)), texts.money(row.base),
        )
        for row in matter.rows
    ]  # fmt: skip
    sides = (_LEFT, _LEFT, _LEFT, _RIGHT, _RIGHT, _RIGHT)
    return _table(matter, "interest", ("claim", "from", "to", "days", "rate", "on"), sides, rows)


def _instalments(matter: Matter, items: tuple[Item, ...]) -> Table:
    texts = matter.speaker.texts
    rows = [(texts.written(values_of(matter, one)["on"]), texts.written(Money(one.amount or Decimal(0)))) for one in items]
    total = texts.money(sum((one.amount or Decimal(0) for one in items), Decimal(0)))
    return _table(matter, "instalments", ("day", "amount"), (_LEFT, _RIGHT), rows, total)


def _table(
    matter: Matter, name: str, head: tuple[str, ...], sides: tuple[str, ...], rows: list[tuple[str, ...]],
    total: str | None = None,
) -> Table:  # fmt: skip
    texts = matter.speaker.texts
    last = None if total is None else (texts.label(GROUP, "total"), *("",) * (len(head) - 2), total)
    titles = tuple(texts.label(GROUP, f"column_{word}") for word in head)
    return Table.made(caption=texts.label(GROUP, f"table_{name}"), head=titles, sides=sides, rows=tuple(rows), last=last)
