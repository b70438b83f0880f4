"""The parts of a letter in the order in which they are read, in words; a template only sets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from collectrules.answers.plans import InstalmentPlan
from collectrules.notices.matters import Matter
from collectrules.notices.stating import FILLERS
from collectrules.notices.wording import GROUP, name_of, runs, values_of
from collectrules.nouns.answer import Part
from collectrules.nouns.enclosures import Addressee
from collectrules.words.texts import Money, Named, Percent, Texts, Value

_FACTS: Final = (
    "creditor", "client", "debtor", "file_number", "claim_reference", "ground", "supply", "contract_date", "due_day",
    "place", "time_of_day", "contact", "enterprise_number", "supervisory_authority", "address_source", "trial_court",
)  # fmt: skip
"""Statements that stand in the head of the letter, each after its name."""
_SHOWN: Final = frozenset({
    *_FACTS, "sender", "principal", "interest_rate_and_period", "interest_base", "each_fee", "total", "instalments",
    "signature",
})  # fmt: skip
"""Statements that stand in the head, in a table or below the line, and in no paragraph."""
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


def letter_of(matter: Matter, stated: Mapping[str, str]) -> Letter:
    """Arrange what a letter states; `stated` is the text of each statement that is made."""
    texts, head = matter.speaker.texts, _subject(matter)
    return Letter.made(
        language=texts.language,
        sender=_lines(matter.sender),
        recipient=_lines(matter.recipient),
        day=texts.day(matter.standing.on),
        subject=head[:1].upper() + head[1:],
        opening=texts.filled(_opening(matter), {}),
        facts=tuple(_facts(matter, stated)),
        tables=tuple(_tables(matter)),
        paragraphs=(*_running(matter), *_paragraphs(matter, stated), *_also(matter)),
        closing="" if "signature" in stated else texts.label(GROUP, "closing"),
        signatures=tuple(stated["signature"].split("\n")) if "signature" in stated else (),
    )


def _subject(matter: Matter) -> str:
    """What the paper is called: by the profile, else by what is done with it; in a language that names it."""
    texts, rule = matter.speaker.texts, matter.rule
    names = [("notice", rule.name)] if rule is not None else []
    named = [texts.label(*one) for one in (*names, ("act", matter.act)) if texts.has(*one)]
    return named[0] if named else texts.label(GROUP, "subject" if matter.to_debtor else "subject_request")


def _opening(matter: Matter) -> str:
    """The sentence of the profile, else one of the language's own; a court is not asked to pay."""
    texts, rule = matter.speaker.texts, matter.rule
    own = texts.says("notice", rule.name, "opening") if rule is not None else None
    return own or texts.label(GROUP, "opening" if matter.to_debtor else "opening_request")


def _lines(one: Addressee | None) -> tuple[str, ...]:
    if one is None:
        return ()
    return tuple(line for line in (one.name, *one.address, one.email, one.phone) if line)


def _facts(matter: Matter, stated: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who the letter is for, and what it is about: names with what they say."""
    texts = matter.speaker.texts
    wanted = [key for key in _FACTS if key in stated]
    if "client" in wanted and "creditor" in wanted:
        wanted.remove("client")
    label = {key: texts.label("statement", key) for key in wanted}
    return [(headed(texts, label[key]), stated[key].replace("\n", ", ")) for key in wanted]


def headed(texts: Texts, name: str) -> str:
    """Return a name as what follows it is said of it, with the language's own colon."""
    return texts.headed(name[:1].upper() + name[1:], "").rstrip(" ")


def _paragraphs(matter: Matter, stated: Mapping[str, str]) -> list[str]:
    first = [key for key in _FIRST if key in stated]
    shown = _SHOWN | ({"payments_made"} if matter.payments else set())  # in their own table
    rest = [key for key in stated if key not in shown and key not in _FIRST]
    return [stated[key] for key in (*first, *rest)]


def _running(matter: Matter) -> list[str]:
    """Interest that is asked for as a rate, a line for each."""
    if not matter.running:
        return []
    wording = matter.enclosed.wording.get("interest_rate_and_period")
    texts = matter.speaker.texts
    return [wording] if wording else [f"{headed(texts, texts.label('line', 'interest'))} {'; '.join(runs(matter))}"]


def _also(matter: Matter) -> list[str]:
    """What a plan tells beside its figures: that to pay the principal frees of nothing else."""
    plan = matter.agreement
    told = isinstance(plan, InstalmentPlan) and plan.disclosure.principal_does_not_free
    return [matter.speaker.texts.label(GROUP, "principal_does_not_free")] if told else []


# Tables ----------------------------------------------------------------------------------------------------


def _tables(matter: Matter) -> list[Table]:
    found = [_debt(matter)]
    if matter.rows and matter.asks != "rate":
        found.append(_interest(matter))
    if matter.payments:
        found.append(_payments(matter))
    if isinstance(matter.agreement, InstalmentPlan):
        found += [_instalments(matter), _terms(matter, matter.agreement)]
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
    total = texts.money(matter.total)
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


def _payments(matter: Matter) -> Table:
    """What was paid on these claims, and what it went to."""
    texts, order = matter.speaker.texts, ("costs", "fees", "interest", "principal")
    rows = [(texts.day(day), *map(texts.money, _pieces(matter, parts, order))) for day, parts in matter.payments]
    sides = (_LEFT, *(_RIGHT for _ in order), _RIGHT)
    return _table(matter, "paid", ("day", *order, "amount"), sides, rows)


def _pieces(matter: Matter, parts: Mapping[str, Decimal], order: tuple[str, ...]) -> list[Decimal]:
    """What a payment brought each component, and all of it together."""
    found = [parts.get(part, matter.nothing) for part in order]
    return [*found, sum(found, matter.nothing)]


def _terms(matter: Matter, plan: InstalmentPlan) -> Table:
    """What the debtor is told before he agrees on instalments."""
    texts, told = matter.speaker.texts, plan.disclosure
    values: dict[str, Value | None] = {
        "term_days": told.term_days,
        "down_payment": None if told.down_payment is None else Money(told.down_payment),
        "first": told.first, "last": told.last,
        "rate": Percent(told.rate) if told.rate is not None else texts.label(GROUP, "no_interest"),
        "total_interest": Money(told.total_interest),
        "total_paid": Money(plan.total),
        "applied_to": tuple(Named("component", part) for part in told.applied_to),
    }  # fmt: skip
    known = {name: value for name, value in values.items() if value is not None}
    rows = [(texts.label(GROUP, f"term_{name}"), texts.written(value)) for name, value in known.items()]
    return _table(matter, "terms", ("what", "told"), (_LEFT, _LEFT), rows)


def _instalments(matter: Matter) -> Table:
    texts, items = matter.speaker.texts, FILLERS["instalments"](matter).items
    rows = [tuple(texts.written(values_of(matter, one)[name]) for name in ("on", "amount")) for one in items]
    total = texts.money(sum((one.amount for one in items if one.amount is not None), matter.nothing))
    return _table(matter, "instalments", ("day", "amount"), (_LEFT, _RIGHT), rows, total)


def _table(
    matter: Matter, name: str, head: tuple[str, ...], sides: tuple[str, ...], rows: Sequence[tuple[str, ...]],
    total: str | None = None,
) -> Table:  # fmt: skip
    texts = matter.speaker.texts
    last = None if total is None else (texts.label(GROUP, "total"), *("",) * (len(head) - 2), total)
    titles = tuple(texts.label(GROUP, f"column_{word}") for word in head)
    return Table.made(
        caption=texts.label(GROUP, f"table_{name}"), head=titles, sides=sides, rows=tuple(rows), last=last
    )
