"""What speaks against the rows of one debtor: what contradicts itself, and what the books have otherwise.

Where the books have less open than the invoices come to, something is missing in the file, and nobody can tell from the
sums which of several things: each that may be it is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from collectrules.ground import money
from collectrules.portfolio.importing.rows import ReadRow

_OF_DEBTOR: Final = ("balance", "unmatched", "company_number", "personal_number")
_OF_CASE: Final = ("case", "workflow")
LESS: Final[Mapping[str, str]] = {
    "missing_payment": "the payment, if one was made, with its day and amount",
    "missing_credit_note": "the credit note, if one was made, with its number, day and amount",
    "missing_system_payment": "what the books themselves have set off or written off, if they did",
}
OVER_INVOICES: Final = "payment_over_invoices"
UNMATCHED: Final = "unmatched_postings"
_HOW_MUCH: Final = "how much of a payment is on which invoice"
_MATCHED: Final = "postings that are all matched to an invoice"


def contradictions(rows: Sequence[ReadRow], *, per_invoice: bool) -> None:
    """Note what the rows of a debtor say differently, and postings to invoices that are not among them."""
    for name in _OF_DEBTOR:
        _alike(rows, name)
    if per_invoice and any(not row.is_invoice and row.invoice is None for row in rows):
        for row in rows:
            if row.is_invoice:
                row.doubt(None, UNMATCHED, _MATCHED)
    names = {row.get("name", str) for row in rows} - {None}
    invoices = {row.invoice for row in rows if row.is_invoice}
    for row in rows:
        if len(names) > 1:
            row.doubt("name", "names_differ", "the same name on every row of one debtor")
        if row.is_invoice or row.row.wrong is not None:
            continue
        if not invoices or (per_invoice and row.invoice is None):
            row.fault("invoice", "no_invoice", "a row of the invoice that the posting is on")
        elif row.invoice is not None and row.invoice not in invoices:
            row.fault("invoice", "unknown_invoice", "the number of an invoice of the same debtor", row.invoice)


def within_a_case(rows: Sequence[ReadRow]) -> None:
    """Note what the rows of one case say differently."""
    for name in _OF_CASE:
        _alike(rows, name)


def _alike(rows: Iterable[ReadRow], name: str) -> None:
    told = [row for row in rows if name in row.values]
    for row in told[1:]:
        if row.values[name] != told[0].values[name]:
            row.fault(name, "values_differ", f"what row {told[0].number} says of the same debtor", row.values[name])


def minor(amount: Decimal | None, decimals: int) -> int:
    """Return a sum in minor units; nothing is none."""
    return 0 if amount is None else money.minor_of(amount, decimals)


def known_open(rows: Iterable[ReadRow], decimals: int) -> dict[str | None, int]:
    """Return what is open of each invoice by the rows themselves: billed, less what is credited and paid."""
    found: dict[str | None, int] = {}
    for row in rows:
        billed = minor(row.amount("amount") if row.is_invoice else None, decimals)
        posted = minor(row.amount("credit_amount"), decimals) + minor(row.amount("payment_amount"), decimals)
        found[row.invoice] = found.get(row.invoice, 0) + billed - posted
    return found


def against_the_books(rows: Sequence[ReadRow], decimals: int) -> None:
    """Note on the rows of one debtor, of which none is faulty, each thing that may be why the books differ."""
    invoices, known = [row for row in rows if row.is_invoice], known_open(rows, decimals)
    for row in invoices:
        of_books = row.amount("open")
        if of_books is not None:
            _differs(row, "open", known[row.invoice] - minor(of_books, decimals), several=False)
    several = len(invoices) > 1
    for row in rows:
        if not row.is_invoice and row.invoice is None:
            _unmatched(row, "invoice", several=several)
    balance = next((row.amount("balance") for row in rows if "balance" in row.values), None)
    if balance is not None:
        by = sum(known.values()) - minor(balance, decimals)
        for row in rows:
            _differs(row, "balance", by, several=several)
    if any(row.amount("unmatched") for row in rows):
        for row in rows:
            _unmatched(row, "unmatched", several=several)


def _differs(row: ReadRow, name: str, by: int, *, several: bool) -> None:
    """The books have less, or more, than the rows account for."""
    if by > 0:
        for code, expected in LESS.items():
            row.doubt(name, code, expected, row.values.get(name))
    if by and name == "balance":
        _unmatched(row, name, several=several and by > 0)
    elif by < 0:
        row.doubt(name, "more_open_than_invoiced", "no more than the invoice less its postings", row.values.get(name))


def _unmatched(row: ReadRow, name: str, *, several: bool) -> None:
    if several:
        row.doubt(name, OVER_INVOICES, _HOW_MUCH, row.values.get(name))
    row.doubt(name, UNMATCHED, _MATCHED, row.values.get(name))
