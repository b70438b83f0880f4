"""The fixed inputs: one case of six events, and one of a single old claim."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Final

from collectrules import Case, load_case

ON: Final = dt.date(2024, 10, 15)
DUE: Final = dt.date(2024, 1, 31)
_PARTIES: Final = {
    "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business", "recovers_vat": True},
    "debtor": {"kind": "consumer"},
}  # fmt: skip
_EVENTS: Final = [
    {"id": "r1", "on": "2024-02-10", "kind": "reminder", "fee": "100.00"},
    {"id": "p1", "on": "2024-03-01", "kind": "payment", "amount": "2000.00", "received_by": "creditor"},
    {"id": "r2", "on": "2024-03-15", "kind": "reminder", "fee": "100.00"},
    {"id": "p2", "on": "2024-05-31", "kind": "payment", "amount": "1500.00", "received_by": "creditor"},
    {"id": "p3", "on": "2024-08-30", "kind": "payment", "amount": "3000.00", "received_by": "creditor"},
    {"id": "c1", "on": "2024-09-16", "kind": "collection_notice"},
]


def _document(name: str, due: dt.date, events: list[dict[str, str]], workflow: str | None) -> dict[str, object]:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "10000.00", "due": due.isoformat(), "due_agreed": True,
             "arose": (due - dt.timedelta(days=40)).isoformat()}  # fmt: skip
    course = {} if workflow is None else {"workflow": workflow}
    return {"format": 1, "id": name, **_PARTIES, **course, "claims": [claim], "events": events}


SIX_EVENTS: Final = json.dumps(_document("six-events", DUE, _EVENTS, "standard"))
ONE_YEAR: Final = json.dumps(_document("one-year", dt.date(2023, 10, 15), [], None))
TEN_YEARS: Final = json.dumps(_document("ten-years", dt.date(2014, 10, 15), [], None))
PLAIN_EVENTS: Final = [
    (dt.date.fromisoformat(event["on"]), event["kind"], Decimal(event.get("amount") or event.get("fee") or "0"))
    for event in _EVENTS
]
PLAIN_AMOUNT: Final = Decimal("10000.00")


def with_payments(name: str, amount: int, due: int, payments: tuple[tuple[int, int], ...]) -> Case:
    """Return a case of one claim: sums in øre, days as ordinals."""
    events = [
        {"id": f"p{n}", "on": dt.date.fromordinal(day).isoformat(), "kind": "payment", "received_by": "creditor",
         "amount": f"{sum_ // 100}.{sum_ % 100:02}"}
        for n, (day, sum_) in enumerate(payments)
    ]  # fmt: skip
    document = _document(name, dt.date.fromordinal(due), events, None)
    document["claims"][0]["amount"] = f"{amount // 100}.{amount % 100:02}"  # type: ignore[index]
    return load_case(document)
