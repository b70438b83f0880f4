"""Accounts as papers: a statement, what a debtor is shown, a final account, the creditor's month under its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from collectrules.answers.periods import MonthlyStatement, Taken
from collectrules.answers.standings import LineItem, PaymentItem
from collectrules.answers.statements import Statement
from collectrules.explaining.accounts import terms_draft
from collectrules.explaining.drafting import Speaker, texts_of
from collectrules.fold.entries import COMPONENTS
from collectrules.ground.errors import bad_input, nearest, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.notices.letters import Letter, Table, headed
from collectrules.notices.rendering import rendered
from collectrules.nouns.answer import Deferring, asked_of, deferred
from collectrules.nouns.enclosures import Addressee, Parties, read
from collectrules.words.texts import Money, Texts, Value

GROUP: Final = "letter"
KINDS: Final = ("statement", "debtor", "final")
_RIGHT: Final = "right"
_LEFT: Final = "left"


class AccountLetter(Deferring):
    """An account as a paper; what is in it is what the answer says. Print `text`, or take `markdown` or `html`."""

    answer: Literal["account_letter"] = "account_letter"
    of: str
    kind: str
    language: str
    letter: Letter
    text: str
    markdown: str
    html: str

    def __str__(self) -> str:
        """Return the paper as plain text."""
        return self.text

    def render(self, template: str, *, html: bool = False) -> str:
        """Return the paper by a template of one's own; see `rendered`."""
        return rendered(self.letter, template, html=html)


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
    tongue = language or profile.header.languages[0]
    speaker = Speaker(texts_of(profile, tongue, thing.currency), profile)
    page = _Page(speaker.texts, speaker, read(parties, None, None, ()).parties)
    letter = _month(page, thing) if isinstance(thing, MonthlyStatement) else _account(page, thing, kind or KINDS[0])
    values = {"of": thing.answer, "kind": letter[0], "language": tongue, "letter": letter[1]}
    later: dict[str, Callable[[], object]] = {
        "text": lambda: rendered(letter[1], "plain"),
        "markdown": lambda: rendered(letter[1], "markdown"),
        "html": lambda: rendered(letter[1], "html", html=True),
    }
    return deferred(AccountLetter, values, later)


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
    owed: dict[str, Value] = {"on": found.on, "total": Money(found.owed.total)}
    said = [texts.filled(texts.label(GROUP, "owed_now"), owed)]
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
        language=texts.language, sender=_head(sender if sender is not recipient else None), recipient=_head(recipient),
        day=day, subject=subject, opening="", facts=tuple((headed(texts, name), text) for name, text in facts),
        tables=tuple(tables), paragraphs=tuple(said), closing="", signatures=(),
    )  # fmt: skip


def _head(one: Addressee | None) -> tuple[str, ...]:
    return () if one is None else tuple(line for line in (one.name, *one.address, one.email, one.phone) if line)


# Sentences -------------------------------------------------------------------------------------------------


def _terms(page: _Page, found: Statement) -> list[str]:
    """How interest runs on each claim that bears some."""
    return [page.speaker.write(draft) for draft in map(terms_draft, found.terms) if draft is not None]


def _how_to_pay(page: _Page) -> list[str]:
    payee = page.parties.sender or page.parties.creditor
    if payee is None or payee.account is None:
        return []
    code = "how_to_pay" if payee.payment_reference is None else "how_to_pay_quoting"
    values: dict[str, Value] = {"text0": payee.account, "text1": payee.payment_reference or ""}
    return [page.texts.sentence(GROUP, code, values)]


def _given_up(page: _Page, found: Statement) -> list[str]:
    """What the creditor has waived in all, and what of the debt is left."""
    texts = page.texts
    waived = sum((part.waived for part in found.components), Decimal(0))
    code = "left_open" if found.owed.total else "left_nothing"
    values: dict[str, Value] = {"waived": Money(waived), "total": Money(found.owed.total)}
    return [texts.filled(texts.label(GROUP, word), values) for word in (*(("given_up",) if waived else ()), code)]


# Tables ----------------------------------------------------------------------------------------------------


def _lines(page: _Page, name: str, lines: Iterable[LineItem]) -> Table:
    """The lines of the account that the law allows: what was charged, what is open of it."""
    texts = page.texts
    rows = [
        (
            f"{texts.label('line', line.kind)}, {line.claim}", texts.day(line.on), texts.money(line.lawful),
            texts.money(line.open),
        )
        for line in lines
        if line.lawful
    ]  # fmt: skip
    return _table(page, name, ("what", "day", "charged", "open"), (_LEFT, _LEFT, _RIGHT, _RIGHT), rows)


def _components(page: _Page, found: Statement) -> Table:
    texts, words = page.texts, ("charged", "paid", "waived", "open")
    rows = [
        (texts.label("component", part.component), *(texts.money(getattr(part, word)) for word in words))
        for part in found.components
    ]
    total = [sum((getattr(part, word) for part in found.components), Decimal(0)) for word in words]
    last = (texts.label(GROUP, "total"), *map(texts.money, total))
    return _table(page, "components", ("what", *words), (_LEFT, *(_RIGHT for _ in words)), rows, last)


def _movements(page: _Page, found: MonthlyStatement) -> Table:
    texts, words = page.texts, ("opening", "charged", "paid", "waived", "closing")
    rows = [
        (texts.label("component", part.component), *(texts.money(getattr(part, word)) for word in words))
        for part in found.movements
    ]
    last = (texts.label(GROUP, "total"), *rows[-1][1:])
    return _table(page, "movements", ("what", *words), (_LEFT, *(_RIGHT for _ in words)), rows[:-1], last)


def _credit(page: _Page, found: MonthlyStatement) -> Table:
    """What of the money that came in reached no debt: with what was paid it adds up to what was taken in."""
    texts, words = page.texts, ("opening", "amount", "closing")
    before = found.credit if found.credit_before is None else found.credit_before
    row = tuple(map(texts.money, (before, found.credit - before, found.credit)))
    titles = tuple(texts.label(GROUP, f"column_{word}") for word in words)
    name = texts.label(GROUP, "column_credit")
    return Table.made(
        caption=name[:1].upper() + name[1:], head=titles, sides=(_RIGHT,) * len(words), rows=(row,), last=None
    )


def _payments(page: _Page, payments: Iterable[PaymentItem]) -> Table:
    texts, order = page.texts, tuple(reversed(COMPONENTS))
    rows = [
        (
            texts.day(one.on),
            *(texts.money(getattr(one, f"to_{part}")) for part in order),
            texts.money(one.unallocated),
            texts.money(one.amount),
        )
        for one in payments
    ]
    sides = (_LEFT, *(_RIGHT for _ in range(len(order) + 2)))
    return _table(page, "paid", ("day", *order, "credit", "amount"), sides, rows)


def _taken(page: _Page, one: Taken) -> Table:
    """What one receiver took in, row by row."""
    texts = page.texts
    unsaid = texts.label(GROUP, "nobody_said")
    who = unsaid if one.received_by is None else texts.label("actor", one.received_by)
    rows = [(texts.day(row.on), texts.label(GROUP, f"row_{row.kind}"), texts.money(row.amount)) for row in one.rows]
    last = (texts.label(GROUP, "total"), "", texts.money(one.amount))
    found = _table(page, "taken", ("day", "what", "amount"), (_LEFT, _LEFT, _RIGHT), rows, last)
    return found.model_copy(update={"caption": texts.headed(found.caption, who)})


def _table(
    page: _Page, name: str, head: Sequence[str], sides: Sequence[str], rows: Sequence[tuple[str, ...]],
    last: tuple[str, ...] | None = None,
) -> Table:  # fmt: skip
    texts = page.texts
    titles = tuple(texts.label(GROUP, f"column_{word}") for word in head)
    caption = texts.label(GROUP, f"table_{name}")
    return Table.made(caption=caption, head=titles, sides=tuple(sides), rows=tuple(rows), last=last)
