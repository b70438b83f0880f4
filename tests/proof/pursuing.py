"""Claims that are pursued as people do it under each law: letters with fees, bills of others, acts before a court.

Cases of any events in any order almost never meet what makes a fee or a cost lawful; in these, most have some.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import horizon

from .common import Document, law
from .drawing import DAY, Asked

SUMS: Mapping[str, Sequence[str]] = {
    "DK": ("100.00", "100.00", "60.00", "150.00"), "CH": ("20.00", "10.00", "50.00"),
    "DE": ("2.50", "5.00", "1.50"), "AT": ("2.50", "5.00", "12.00"),
}  # fmt: skip
"""What is asked for a letter, more than the law allows now and then."""
AGREED: Mapping[str, Document] = {"CH": {"reminder_fee": {"amount": "20.00"}}}
"""Swiss law knows no fee of a letter that was not agreed."""


def bill(cost: str, *amounts: str) -> Document:
    """A bill, its amount one of some; of an office there is none now and then, and its act has its own price."""
    return {"kind": "charge", "cost": cost, "amount": amounts}


LETTER: Document = {"kind": "reminder", "fee": None}
NOTICE: Document = {"kind": "collection_notice"}
LUMP: Document = {"kind": "compensation_claimed"}
COLLECTOR: Document = {"kind": "handed_over", "to": "collector"}
COURSES: Mapping[str, Sequence[Document]] = {
    "DK": (
        LETTER, LETTER, LUMP, NOTICE, COLLECTOR | {"fee": "100.00"}, bill("collector_fee", "350.00", "900.00"),
        {"kind": "payment_order_filed"}, bill("court_fee", "400.00", "750.00"), {"kind": "payment_order_served"},
        {"kind": "payment_order_endorsed", "costs_awarded": True}, {"kind": "enforcement_requested"},
    ),
    "CH": (
        LETTER, NOTICE, COLLECTOR, bill("collector_fee", "50.00", "350.00"), {"kind": "payment_order_requested"},
        bill("enforcement_fee", "33.30", "60.00"), {"kind": "payment_order_served"}, bill("postage", "8.00"),
        {"kind": "opposition"}, {"kind": "conciliation_requested"}, bill("court_fee", "200.00"),
    ),
    "DE": (
        LETTER, LETTER, LUMP, COLLECTOR, bill("collector_fee", "30.90", "150.00"), {"kind": "payment_order_filed"},
        bill("court_fee", "36.00"), {"kind": "payment_order_served"}, {"kind": "enforcement_order_requested"},
    ),
    "AT": (
        LETTER, LETTER, LUMP, COLLECTOR, bill("collector_fee", "9.00", "50.00"), NOTICE,
        bill("collector_fee", "20.00"), {"kind": "payment_order_filed"}, bill("court_fee", "24.00", "107.00"),
    ),
}  # fmt: skip
"""What happens under each law, in the order of its law."""
KNOWN_SINCE: Mapping[str, dt.date] = {"DE": dt.date(2013, 8, 1)}
"""The first day whose court fees a profile knows, where that is later than its first rate."""

KIND_OF: Mapping[str, Sequence[str]] = {
    "fees": ("reminder_fee", "hand_over_fee", "compensation"),
    "costs": ("collection_cost", "court_fee", "enforcement_cost", "awarded_cost"),
}
"""Part of a balance → the kinds of its lines."""


@st.composite
def pursued(draw: st.DrawFn, name: str) -> Asked:
    """A case that is pursued some way along the course of a law, with a payment now and then, and a later day."""
    profile = law(name)
    first, last = horizon(profile)
    first = max(first + 400 * DAY, KNOWN_SINCE.get(profile.header.id, first))
    due = draw(st.dates(first, last - 600 * DAY))
    found, day = [draw(claim(profile, f"c{number}", due)) for number in range(draw(st.integers(1, 2)))], due
    events: list[Document] = []
    course = COURSES[profile.header.id]
    for step in course[: draw(st.integers(2 * len(course) // 3, len(course)))]:
        if draw(st.integers(0, 7)):  # one in eight is left out
            day += DAY * draw(st.sampled_from([11, 14, 20, 31, 3, 45]))
            events.append({"id": f"e{len(events)}", "on": day.isoformat(), **draw(happening(profile, step, found))})
        if not draw(st.integers(0, 7)):
            amount = draw(st.sampled_from(["3.33", "20.01", "400.00"]))
            events.append({"id": f"e{len(events)}", "on": day.isoformat(), "kind": "payment", "amount": amount})
    place = {"region": draw(st.sampled_from(list(profile.header.regions)))} if profile.header.regions else {}
    creditor = {"kind": "business"} | draw(st.sampled_from([{}, {"recovers_vat": True}, {"recovers_vat": False}]))
    case = cr.load_case(
        {"format": 1, "id": "pursued", "jurisdiction": profile.header.id, "currency": profile.header.currency, **place,
         "creditor": creditor, "debtor": {"kind": draw(st.sampled_from(["consumer", "business"]))}, "claims": found,
         "events": events}
    )  # fmt: skip
    return case, day + DAY * draw(st.integers(0, 90))


@st.composite
def claim(draw: st.DrawFn, profile: cr.Profile, name: str, due: dt.date) -> Document:
    """A claim with an agreed day, and what the law of letters asks to be agreed before it arose."""
    arose = (due - 30 * DAY).isoformat()
    amount = draw(st.sampled_from(["60.00", "999.99", "5000.00", "20000.00"]))
    agreed = {word: {**what, "agreed_on": arose} for word, what in AGREED.get(profile.header.id, {}).items()}
    return {
        "id": name, "kind": "goods_or_services", "amount": amount, "arose": arose, "invoiced": arose,
        "received": arose, "due": due.isoformat(), "due_is": "agreed", **({"agreements": agreed} if agreed else {}),
    }  # fmt: skip


@st.composite
def happening(draw: st.DrawFn, profile: cr.Profile, step: Document, claims: Sequence[Document]) -> Document:
    """A step with its sum, about all claims or about one."""
    found: Document = {**step}
    words: Mapping[str, Any] = {"fee": SUMS[profile.header.id], "amount": step.get("amount")}
    for word, values in words.items():
        if word in found and not isinstance(found[word], str):
            found[word] = draw(st.sampled_from(list(values)))
    if step["kind"] in {"reminder", "charge"} and not draw(st.integers(0, 3)):
        found["claims"] = [draw(st.sampled_from([each["id"] for each in claims]))]
    return found
