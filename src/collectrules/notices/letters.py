"""The parts of a letter in the order in which they are read, in words; a template only sets them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Final

from collectrules.answers.plans import InstalmentPlan
from collectrules.fold.state import money_of
from collectrules.ground.dates import date_of
from collectrules.ground.money import sum_of
from collectrules.notices.matters import Matter
from collectrules.notices.sheets import (
    GROUP,
    PAID,
    Letter,
    Table,
    ended,
    headed,
    lines_of,
    owed_table,
    paid_table,
    table_of,
    total_row,
)
from collectrules.notices.stating import FILLERS
from collectrules.notices.wording import name_of, runs
from collectrules.words.texts import Money, Named, Percent, Said, Value

_FACTS: Final = (
    "creditor", "client", "debtor", "file_number", "claim_reference", "ground", "supply", "contract_date", "due_day",
    "clause_reference", "place", "time_of_day", "contact", "enterprise_number", "supervisory_authority",
    "address_source", "trial_court",
)  # fmt: skip
"""Statements that stand in the head of the letter, each after its name."""
_NAMED: Final = frozenset({"creditor", "client", "debtor", "supervisory_authority", "trial_court"})
"""Those that say who somebody is, line by line."""
_SET: Final = frozenset({
    "sender", "principal", "interest_rate_and_period", "interest_base", "each_fee", "total", "instalments",
})  # fmt: skip
"""Statements that the head or a table makes, and no paragraph unless somebody's own words are to be read."""
_FIRST: Final = ("deadline", "how_to_pay", "no_further_costs_if_paid", "consequence")


def letter_of(matter: Matter, stated: Mapping[str, str], told: Collection[str]) -> Letter:
    """Arrange what a letter states; `stated` is the text of each statement, those `told` stand in a paragraph."""
    texts, head = matter.speaker.texts, _subject(matter)
    return Letter.made(
        language=texts.language,
        sender=lines_of(matter.sender),
        recipient=lines_of(matter.recipient),
        day=texts.day(date_of(matter.after.on)),
        subject=head[:1].upper() + head[1:],
        opening=texts.filled(_opening(matter), {}),
        facts=tuple(_facts(matter, stated)),
        tables=tuple(_tables(matter)),
        paragraphs=tuple(
            dict.fromkeys((*_of_part(matter), *_running(matter), *_paragraphs(matter, stated, told), *_also(matter)))
        ),
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


def _facts(matter: Matter, stated: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who the letter is for, and what it is about: names with what they say."""
    texts = matter.speaker.texts
    wanted = [key for key in _FACTS if key in stated]
    if "client" in wanted and "creditor" in wanted:
        wanted.remove("client")
    label = {key: texts.label("statement", key) for key in wanted}
    joint = {key: ", " if key in _NAMED else "; " for key in wanted}
    return [(headed(texts, label[key]), joint[key].join(stated[key].splitlines())) for key in wanted]


def _paragraphs(matter: Matter, stated: Mapping[str, str], told: Collection[str]) -> list[str]:
    first = [key for key in _FIRST if key in stated]
    shown = {*_FACTS, *_SET, "signature"} | ({"payments_made"} if matter.payments else set())  # in their own table
    rest = [key for key in stated if (key not in shown or (key in told and key in _SET)) and key not in _FIRST]
    texts = matter.speaker.texts
    listed = {"fee_ground"} - {*told}
    heads = {key: f"{headed(texts, texts.label('statement', key))}\n" for key in rest if key in listed}
    return [heads.get(key, "") + stated[key] for key in (*first, *rest)]


def _of_part(matter: Matter) -> Iterator[str]:
    """Which part of a claim a letter is about, and what in it is of the whole claim all the same."""
    texts, whole = matter.speaker.texts, matter.split.whole
    for account in matter.accounts:
        if account.claim.id in whole:
            sums = {"amount": account.open_principal, "base": whole[account.claim.id]}
            values: dict[str, Value] = {name: Money(money_of(matter.state, one)) for name, one in sums.items()}
            called = Said(name_of(matter, account.claim.id))
            yield ended(texts.filled(texts.label(GROUP, "of_part"), values | {"claim": called}))
    if matter.split.shared:
        yield texts.label(GROUP, "costs_of_whole")
    if whole and matter.payments:
        yield texts.label(GROUP, "payments_of_whole")


def _running(matter: Matter) -> list[str]:
    """Interest that is asked for as a rate, a line for each; words of the creditor's own stand in its place."""
    if not matter.running or matter.split.interest or "interest_rate_and_period" in matter.enclosed.wording:
        return []
    texts, found = matter.speaker.texts, runs(matter)
    head = headed(texts, texts.label("line", "interest"))
    return [" ".join((head, *found)) if len(found) == 1 else "\n".join((head, *found))]


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
    """What is owed line by line, and the total where it is known."""
    return owed_table(matter.speaker.texts, "owed", matter.lines, partial(name_of, matter), matter.total)


def _interest(matter: Matter) -> Table:
    texts = matter.speaker.texts
    rows = [
        (
            name_of(matter, row.claim), texts.day(row.from_), texts.day(row.to), str(row.days),
            texts.written(Percent(row.rate)), texts.money(row.base),
        )
        for row in matter.rows
    ]  # fmt: skip
    return table_of(texts, "interest", ("claim", "from", "to", "days", "rate", "on"), rows, left=3)


def _payments(matter: Matter) -> Table:
    """What was paid on these claims, and what it went to."""
    rows = [(day, [parts.get(part, matter.nothing) for part in PAID]) for day, parts in matter.payments]
    return paid_table(
        matter.speaker.texts, [(day, [*sums, sum_of(sums, matter.nothing)]) for day, sums in rows], "amount"
    )


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
    return table_of(texts, "terms", ("what", "told"), rows, left=2)


def _instalments(matter: Matter) -> Table:
    texts, items, head = matter.speaker.texts, FILLERS["instalments"](matter).items, ("day", "amount")
    found = [(one.on, one.amount) for one in items if one.on is not None and one.amount is not None]
    rows = [(texts.day(on), texts.money(amount)) for on, amount in found]
    last = total_row(texts, head, sum_of((amount for _, amount in found), matter.nothing))
    return table_of(texts, "instalments", head, rows, left=1, last=last)
