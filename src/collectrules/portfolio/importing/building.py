"""A case from the rows of one debtor: claims, and what happened to them as events, each known by its row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

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


class Origin(NamedTuple):
    """A claim or an event, with the row and the field that it comes from."""

    row: ReadRow
    field: str
    part: Document


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
        claims = [Origin(row, "invoice", self._claim(row)) for row in rows if row.is_invoice]
        events = sorted((one for row in rows for one in self._events(row)), key=lambda one: str(one.part["on"]))
        if any(row.barred for row in rows):
            return None
        document = self._document(rows, claims, events) | ({"unverified": True} if unverified else {})
        try:
            return check_case(load_case(document), self.profile)
        except BadInput as error:
            for one in error.faults:
                _note(one, {"claims": claims, "events": events})
            return None

    # What is in it --------------------------------------------------------------------------------------------

    def _document(self, rows: Sequence[ReadRow], claims: Sequence[Origin], events: Sequence[Origin]) -> Document:
        named = {"id": shared(rows, "case") or claims[0].row.invoice, "workflow": shared(rows, "workflow")}
        facts = {"claims": [one.part for one in claims], "events": [one.part for one in events]}
        told = {name: value for name, value in named.items() if value is not None}
        return {**self.head, **told, **facts, "debtor": self._debtor(rows)}

    def _claim(self, row: ReadRow) -> Document:
        claim = {
            "id": row.invoice, "amount": row.amount("amount"), "due": row.get("due", dt.date),
            "invoiced": row.get("sent_date", dt.date) or row.get("date", dt.date), "arose": row.get("arose", dt.date),
        }  # fmt: skip
        return {**self.layout.claim, **{name: value for name, value in claim.items() if value is not None}}

    def _events(self, row: ReadRow) -> Iterator[Origin]:
        about = {} if row.invoice is None else {"claim": row.invoice}
        for part in (_acts, self._reminders, _credits, _payments):
            for name, event in part(row):
                yield Origin(
                    row, name, {**about, **{word: value for word, value in event.items() if value is not None}}
                )

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
        registered = shared(rows, "company_number") is not None
        if not registered:
            rows[0].assume("company_number", "not_registered")
        natural = {"natural": True} if shared(rows, "personal_number") is not None and not registered else {}
        return {**given, "registered": registered, **natural}


def card_of(rows: Sequence[ReadRow]) -> DebtorCard:
    """Return who the debtor of some rows is."""
    told = {name: shared(rows, name) for name in ("company_number", "personal_number", "email", "address", "zip")}
    phones = tuple(dict.fromkeys(text for name in ("phone", "mobile") if (text := shared(rows, name))))
    return DebtorCard.made(
        key=rows[0].key, name=shared(rows, "name") or "", customer=shared(rows, "customer"), phones=phones,
        town=shared(rows, "town"), **told,
    )  # fmt: skip


def reminders_of(row: ReadRow) -> int:
    """Return the number of the last reminder that was sent."""
    return max((n for n in range(1, REMINDERS + 1) if f"reminder_{n}_date" in row.values), default=0)


def shared(rows: Sequence[ReadRow], name: str) -> str | None:
    """Return what the first of some rows that says anything says of a field."""
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


def _note(fault: Fault, origins: Mapping[str, Sequence[Origin]]) -> None:
    """Note a fault of the case on the row and field that it comes from."""
    place = _PLACE.match(fault.path)
    if place is None:
        origins["claims"][0].row.note(fault, None)
        return
    one = origins[place[1]][int(place[2])]
    one.row.note(fault, one.field if place[1] == "events" else _OF_CLAIM.get(place[3] or "", one.field))
