"""Accounts as papers: a statement, what a debtor is shown, a final account, the creditor's month under its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from collectrules.answers.periods import MonthlyStatement, Taken
from collectrules.answers.standings import LineItem, PaymentItem
from collectrules.answers.statements import Statement
from collectrules.explaining.accounts import terms_draft
from collectrules.explaining.drafting import Speaker, texts_of
from collectrules.ground.errors import bad_input, nearest, of_type
from collectrules.ground.money import less, sum_of
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.notices.sheets import (
    GROUP,
    PAID,
    Letter,
    Printed,
    Table,
    ended,
    headed,
    lines_of,
    owed_table,
    paid_table,
    payable,
    prints,
    table_of,
    total_row,
)
from collectrules.nouns.answer import asked_of, deferred
from collectrules.nouns.enclosures import Addressee, Parties, read
from collectrules.words.texts import Money, Texts, Value

KINDS: Final = ("statement", "debtor", "final")


class AccountLetter(Printed):
    """An account as a paper; what is in it is what the answer says."""

    answer: Literal["account_letter"] = "account_letter"
    of: str
    kind: str
    language: str


class _Page(NamedTuple):
    """Who writes to whom, in which words."""

    texts: Texts
    speaker: Speaker
    parties: Parties


def account_letter(
    thing: Statement | MonthlyStatement,
    profile: m.Profile,
    *,
    kind: Literal["statement", "debtor", "final"] | None = None,
    parties: object = None,
    language: str | None = None,
) -> AccountLetter:
    """Return an account as a paper.

    Args:
        thing: the answer of `statement` or of `monthly_statement`.
        profile: the law it was asked of.
        kind: of a statement: `statement` (if it is not given) for the creditor's files, `debtor` for what a debtor is
            shown, with where to pay, `final` for the account after all is done, with what was given up and what is
            left.
        parties: names and addresses, see `Parties`.
        language: the profile's first language if it is not given.

    Raises:
        BadInput: `profile_differs`, `wrong_type`, `unknown_word`, `kind_of_month`, `unknown_language`, faults of
            `parties`.

    """
    if not isinstance(thing, Statement | MonthlyStatement):
        raise bad_input("wrong_type", "thing", "a Statement or a MonthlyStatement", type(thing).__name__)
    of_type(profile, m.Profile, "profile", A_PROFILE)
    asked_of(thing, profile.fingerprint)
    _check_kind(thing, kind)
    tongue = profile.header.languages[0] if language is None else language
    speaker = Speaker(texts_of(profile, tongue, thing.currency), profile)
    page = _Page(speaker.texts, speaker, read(parties, None, None, ()).parties)
    letter = _month(page, thing) if isinstance(thing, MonthlyStatement) else _account(page, thing, kind or KINDS[0])
    values = {"of": thing.answer, "kind": letter[0], "language": tongue, "letter": letter[1]}
    return deferred(AccountLetter, values, prints(letter[1]))


def _check_kind(thing: object, kind: object) -> None:
    if kind is None:
        return
    if kind not in KINDS:
        raise bad_input("unknown_word", "kind", " or ".join(KINDS), str(kind), nearest(str(kind), KINDS))
    if isinstance(thing, MonthlyStatement):
        raise bad_input("kind_of_month", "kind", "no kind: a monthly account has one form", str(kind))


# What stands where -----------------------------------------------------------------------------------------


def _account(page: _Page, found: Statement, kind: str) -> tuple[str, Letter]:
    texts = page.texts
    tables = [_lines(page, "owed", found.lines), _components(page, found)]
    if found.distribution:
        tables.append(_payments(page, found.distribution))
    said = _owed_now(texts, found)
    if found.credit:
        said.append(texts.sentence("part", "credit", {"credit": Money(found.credit)}))
    said += _terms(page, found)
    if kind == "debtor" and found.owed.total:
        said += _how_to_pay(page)
    if kind == "final":
        said += _given_up(page, found)
    recipient = page.parties.debtor if kind == "debtor" else page.parties.creditor
    subject = texts.label(GROUP, f"account_{kind}")
    return kind, _letter(page, (subject, found.case, texts.day(found.on)), recipient, tables, said)


def _month(page: _Page, found: MonthlyStatement) -> tuple[str, Letter]:
    texts = page.texts
    tables = [_movements(page, found), *(_taken(page, one) for one in found.taken)]
    if found.charged:
        tables.insert(1, _lines(page, "charged", found.charged))
    code = "account_month" if found.number is None else "account_month_numbered"
    values: dict[str, Value] = {"month": texts.month(found.first), "number": found.number or ""}
    if found.credit or found.credit_before:
        tables.append(_credit(page, found))
    said = [texts.sentence("part", "credit", {"credit": Money(found.credit)})] if found.credit else []
    subject = texts.filled(texts.label(GROUP, code), values)
    return "month", _letter(page, (subject, found.case, texts.day(found.last)), page.parties.creditor, tables, said)


def _letter(
    page: _Page, about: tuple[str, str, str], recipient: Addressee | None, tables: Sequence[Table], said: Sequence[str]
) -> Letter:  # fmt: skip
    subject, case, day = about
    parties, texts = page.parties, page.texts
    names = {"creditor": parties.creditor, "debtor": parties.debtor}
    named = [(texts.label("statement", side), one.name) for side, one in names.items() if one is not None]
    facts = [(texts.label(GROUP, "case"), case), *named]
    sender = parties.sender or parties.creditor
    return Letter.made(
        language=texts.language, sender=lines_of(None if sender is recipient else sender),
        recipient=lines_of(recipient), day=day, subject=subject, opening="",
        facts=tuple((headed(texts, name), text) for name, text in facts),
        tables=tuple(tables), paragraphs=tuple(said), closing="", signatures=(),
    )  # fmt: skip


# Sentences -------------------------------------------------------------------------------------------------


def _owed_now(texts: Texts, found: Statement) -> list[str]:
    """What is to be paid at the end of the day, and what only later; nobody is asked for what is not due."""
    later = sum_of(one.amount for one in found.not_due)
    owed: dict[str, Value] = {"on": found.on, "total": Money(less(found.owed.total, later))}
    code = "owed_agreed" if found.agreed else "owed_now"
    said = [ended(texts.filled(texts.label(GROUP, code), owed))]
    for one in found.not_due:
        values: dict[str, Value] = {"claim": one.claim, "due": one.due, "amount": Money(one.amount)}
        said.append(ended(texts.filled(texts.label(GROUP, "owed_later"), values)))
    return said


def _terms(page: _Page, found: Statement) -> list[str]:
    """How interest runs on each claim that bears some."""
    return [page.speaker.write(draft) for draft in map(terms_draft, found.terms) if draft is not None]


def _how_to_pay(page: _Page) -> list[str]:
    payee = page.parties.sender or page.parties.creditor
    if payee is None or payee.account is None:
        return []
    return [payable(page.texts, payee.account, payee.payment_reference)]


def _given_up(page: _Page, found: Statement) -> list[str]:
    """What the creditor has waived in all, and what of the debt is left."""
    texts = page.texts
    waived = sum_of(part.waived for part in found.components)
    code = "left_open" if found.owed.total else "left_nothing"
    values: dict[str, Value] = {"waived": Money(waived), "total": Money(found.owed.total)}
    return [
        ended(texts.filled(texts.label(GROUP, word), values)) for word in (*(("given_up",) if waived else ()), code)
    ]


# Tables ----------------------------------------------------------------------------------------------------


def _lines(page: _Page, name: str, lines: Sequence[LineItem]) -> Table:
    """The lines of the account that the law allows: what was charged, what is open of it."""
    return owed_table(page.texts, name, (line for line in lines if line.lawful), str)


def _components(page: _Page, found: Statement) -> Table:
    texts, words = page.texts, ("charged", "paid", "waived", "open")
    rows = [
        (texts.label("component", part.component), *(texts.money(getattr(part, word)) for word in words))
        for part in found.components
    ]
    sums = [sum_of(getattr(part, word) for part in found.components) for word in words]
    head = ("what", *words)
    return table_of(texts, "components", head, rows, left=1, last=total_row(texts, head, *sums))


def _movements(page: _Page, found: MonthlyStatement) -> Table:
    texts, words = page.texts, ("opening", "charged", "paid", "waived", "closing")
    sums = [[getattr(part, word) for word in words] for part in found.movements]
    rows = [
        (texts.label("component", part.component), *map(texts.money, row))
        for part, row in zip(found.movements, sums, strict=True)
    ]
    head = ("what", *words)
    return table_of(texts, "movements", head, rows[:-1], left=1, last=total_row(texts, head, *sums[-1]))


def _credit(page: _Page, found: MonthlyStatement) -> Table:
    """What of the money that came in reached no debt: with what was paid it adds up to what was taken in."""
    before = found.credit if found.credit_before is None else found.credit_before
    row = tuple(map(page.texts.money, (before, less(found.credit, before), found.credit)))
    name = page.texts.label(GROUP, "column_credit")
    head = ("opening", "amount", "closing")
    return table_of(page.texts, "credit", head, [row], left=0, caption=name[:1].upper() + name[1:])


def _payments(page: _Page, payments: Iterable[PaymentItem]) -> Table:
    rows = ((one.on, [getattr(one, f"to_{part}") for part in PAID] + [one.unallocated, one.amount]) for one in payments)
    return paid_table(page.texts, rows, "credit", "amount")


def _taken(page: _Page, one: Taken) -> Table:
    """What one receiver took in, row by row."""
    texts, head = page.texts, ("day", "what", "amount")
    unsaid = texts.label(GROUP, "nobody_said")
    who = unsaid if one.received_by is None else texts.label("actor", one.received_by)
    rows = [(texts.day(row.on), texts.label(GROUP, f"row_{row.kind}"), texts.money(row.amount)) for row in one.rows]
    caption = texts.headed(texts.label(GROUP, "table_taken"), who)
    return table_of(texts, "taken", head, rows, left=2, last=total_row(texts, head, one.amount), caption=caption)
