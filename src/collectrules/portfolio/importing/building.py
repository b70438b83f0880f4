"""A case from the rows of one debtor: claims, and what happened to them as events, each known by its row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from collectrules.answers.figures import tariff
from collectrules.fold.checkcase import check_case
from collectrules.ground.errors import BadInput, CollectRulesError, Fault
from collectrules.loader import model as m
from collectrules.nouns.case import Case, load_case
from collectrules.portfolio.importing.fields import ACT, REMINDERS
from collectrules.portfolio.importing.layouts import Layout
from collectrules.portfolio.importing.outcomes import DebtorCard
from collectrules.portfolio.importing.rows import ReadRow

Document = dict[str, Any]
_KINDS: Final = ("kind", "natural", "registered", "legal_form", "registers")
_PLACE: Final = re.compile(r"(claims|events)\[(\d+)\](?:\.(\w+))?")
_OF_CLAIM: Final = {"id": "invoice", "amount": "amount", "due": "due", "invoiced": "date", "arose": "arose"}


class Builder:
    """Makes cases under one layout and one law."""

    def __init__(self, layout: Layout, profile: m.Profile, *, last_reminder_warns: bool = False) -> None:
        self.layout, self.profile, self.warns = layout, profile, last_reminder_warns
        self.head: Document = {"jurisdiction": profile.header.id, "currency": profile.header.currency, **layout.case}
        debtor = self.head.get("debtor", {})
        self.kind_told = isinstance(debtor, Mapping) and any(word in debtor for word in _KINDS)
        self._fees: dict[dt.date, str] = {}

    def probe(self) -> None:
        """Refuse what no row could mend: what all cases or all claims share.

        Raises:
            BadInput: every fault at once.

        """
        claim = {"id": "~", "amount": "1", "due": "2200-12-31", **self.layout.claim}
        debtor = self.head.get("debtor", {}) if self.kind_told else {**self.head.get("debtor", {}), "registered": True}
        try:
            check_case({**self.head, "id": "~", "debtor": debtor, "claims": [claim]}, self.profile)
        except BadInput as error:
            raise BadInput([_of_mapping(one) for one in error.faults]) from None

    def case_of(self, rows: Sequence[ReadRow], *, unverified: bool) -> Case | None:
        """Return the case of some rows; None, with the reasons on the rows, if it cannot be."""
        origins: list[list[tuple[ReadRow, str]]] = [[], []]
        claims = [self._claim(row, origins[0]) for row in rows if row.is_invoice]
        events = [event for row in rows for event in self._events(row, origins[1])]
        if any(row.barred for row in rows):
            return None
        first = next(row for row in rows if row.is_invoice)
        document = {**self.head, "id": _shared(rows, "case") or first.invoice, "claims": claims, "events": events}
        document["debtor"] = self._debtor(rows)
        document |= {"workflow": flow} if (flow := _shared(rows, "workflow")) else {}
        try:
            return check_case(load_case({**document, **({"unverified": True} if unverified else {})}), self.profile)
        except BadInput as error:
            for one in error.faults:
                _note(one, first, origins)
            return None

    # What is in it --------------------------------------------------------------------------------------------

    def _claim(self, row: ReadRow, origins: list[tuple[ReadRow, str]]) -> Document:
        origins.append((row, "invoice"))
        claim = {
            "id": row.invoice, "amount": row.amount("amount"), "due": row.get("due", dt.date),
            "invoiced": row.get("sent_date", dt.date) or row.get("date", dt.date), "arose": row.get("arose", dt.date),
        }  # fmt: skip
        return {**self.layout.claim, **{name: value for name, value in claim.items() if value is not None}}

    def _events(self, row: ReadRow, origins: list[tuple[ReadRow, str]]) -> Iterator[Document]:
        about = {} if row.invoice is None else {"claim": row.invoice}
        for part in (_acts, self._reminders, _credits, _payments):
            for name, event in part(row):
                origins.append((row, name))
                yield {**about, **{word: value for word, value in event.items() if value is not None}}

    def _reminders(self, row: ReadRow) -> Iterator[tuple[str, Document]]:
        last = reminders_of(row)
        for n in range(1, REMINDERS + 1):
            name = f"reminder_{n}_date"
            day = row.get(name, dt.date)
            if day is None or not row.is_invoice:
                continue
            warns = row.get(f"reminder_{n}_warning", bool)
            if self.warns and n == last and not warns:
                row.assume(f"reminder_{n}_warning", "last_reminder_warns", number=str(n))
                warns = True
            yield name, {
                "on": day, "kind": "reminder", "id": f"{row.invoice}-reminder-{n}", "fee": self._fee(row, n, day),
                "compensation": row.get(f"reminder_{n}_compensation", bool) or None,
                "warns_of_collection": warns or None,
            }  # fmt: skip

    def _fee(self, row: ReadRow, n: int, day: dt.date) -> object:
        """What a reminder claimed; of one without a fee, the default fee."""
        name = f"reminder_{n}_fee"
        told = row.amount(name)
        if told is not None:
            return told
        code = "default_fee" if self.layout.default_fee is not None else "fee_of_law"
        try:
            fee = self.layout.default_fee or self._fee_of_law(day)
        except CollectRulesError as error:
            row.fault(name, "default_fee_unknown", f"the fee, as the law has none for {day} ({error.code})")
            return None
        row.assume(name, code, number=str(n), amount=fee)
        return fee

    def _fee_of_law(self, day: dt.date) -> str:
        if day not in self._fees:
            self._fees[day] = str(tariff(self.profile, "fee.reminder", on=day).amount)
        return self._fees[day]

    def _debtor(self, rows: Sequence[ReadRow]) -> Document:
        """What is known of the debtor: as all cases say it, else by the numbers that the file has of him."""
        given = dict(self.head.get("debtor", {}))
        if self.kind_told:
            return given
        registered = _shared(rows, "company_number") is not None
        if not registered:
            rows[0].assume("company_number", "not_registered")
        natural = {"natural": True} if _shared(rows, "personal_number") is not None and not registered else {}
        return {**given, "registered": registered, **natural}


def card_of(rows: Sequence[ReadRow]) -> DebtorCard:
    """Return who the debtor of some rows is."""
    told = {name: _shared(rows, name) for name in ("company_number", "personal_number", "email", "address", "zip")}
    phones = tuple(dict.fromkeys(text for name in ("phone", "mobile") if (text := _shared(rows, name))))
    return DebtorCard.made(
        key=rows[0].key, name=_shared(rows, "name") or "", customer=_shared(rows, "customer"), phones=phones,
        town=_shared(rows, "town"), **told,
    )  # fmt: skip


def reminders_of(row: ReadRow) -> int:
    """Return the number of the last reminder that was sent."""
    return max((n for n in range(1, REMINDERS + 1) if f"reminder_{n}_date" in row.values), default=0)


def _shared(rows: Sequence[ReadRow], name: str) -> str | None:
    return next((text for row in rows if (text := row.get(name, str))), None)


def _acts(row: ReadRow) -> Iterator[tuple[str, Document]]:
    """What was done that is no reminder: acts with a day of their own, the stage, the title."""
    for name, day in row.values.items():
        if name.startswith(ACT):
            yield name, {"on": day, "kind": name.removeprefix(ACT), "id": f"{row.invoice}-{name.removeprefix(ACT)}"}
    if "stage" in row.values:
        kind = row.get("stage", str)
        yield "stage", {"on": row.get("stage_date", dt.date), "kind": kind, "id": f"{row.invoice}-stage"}
    if "title" in row.values:
        yield "title", {
            "on": row.get("title_date", dt.date), "kind": "title_obtained", "title": row.get("title", str),
            "id": f"{row.invoice}-title",
        }  # fmt: skip


def _credits(row: ReadRow) -> Iterator[tuple[str, Document]]:
    amount, number = row.amount("credit_amount"), row.get("credit_number", str)
    if amount is not None:
        event = {"on": row.get("credit_due", dt.date), "kind": "credit_note", "amount": amount, "reference": number}
        yield "credit_number", {**event, "id": f"credit-{number}"}


def _payments(row: ReadRow) -> Iterator[tuple[str, Document]]:
    amount = row.amount("payment_amount")
    if amount is not None:
        event = {"on": row.get("payment_date", dt.date), "kind": "payment", "amount": amount}
        yield "payment_amount", {**event, "id": f"payment-row-{row.number}"}


# What is wrong with it ---------------------------------------------------------------------------------------


def _of_mapping(fault: Fault) -> Fault:
    path = re.sub(r"^claims\[0\]\.", "claim.", fault.path)
    table = "mapping" if path.startswith("claim.") else "mapping.case"
    return Fault(code=fault.code, path=f"{table}.{path}", expected=fault.expected, got=fault.got, nearest=fault.nearest)


def _note(fault: Fault, first: ReadRow, origins: Sequence[Sequence[tuple[ReadRow, str]]]) -> None:
    """Note a fault of the case on the row and field that it comes from."""
    place = _PLACE.match(fault.path)
    if place is None:
        first.note(fault, None)
        return
    row, name = origins[place[1] == "events"][int(place[2])]
    row.note(fault, name if place[1] == "events" else _OF_CLAIM.get(place[3] or "", name))
