"""Random cases of an invented country: what the package's own strategies draw, of every kind of claim, or in order."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

import collectrules as cr
from collectrules.testing import cases, horizon
from tests.laws.properties import Asked, document_of, invented

Document = dict[str, Any]
FIRST_RATE = dt.date(2014, 1, 1)  # before it the Guild's rate is not known, and no balance can be struck
KINDS = ["goods_or_services", "goods_or_services", "rent", "loan", "consumer_credit", "wage", "damages"]
PUBLIC = [
    "public_law"
]  # one to a case: a payment that meets claims of both laws follows the order of the first open one
# What the strategies of the package leave out: facts, parties, agreements, and fields of acts.
FACTS = [
    {"name": "regular_supply", "value": True}, {"name": "delay_excused", "value": True},
    {"name": "unusually_laborious", "value": True}, {"name": "creditor_small", "value": False},
    {"name": "register_role", "value": "owner"}, {"name": "debtor_indigent", "value": True},
]  # fmt: skip
MORE: dict[str, list[Document]] = {
    "fact": FACTS,
    "negotiations_began": [{}],
    "negotiations_ended": [{}],
    "party_changed": [{"debtor": "business"}, {"debtor": "public"}, {"deregistered": True}],
    "rate_agreed": [{"percent": "4.00"}, {"percent": "16.00"}],
    "plan_agreed": [{}],
    "plan_terminated": [{}],
    "debtor_died": [{}],
    "stay_began": [{"name": "grace"}],
    "stay_ended": [{"name": "grace"}],
    "workflow_changed": [{"workflow": "short"}],
    "manual_only": [{}],
    "set_off": [{"amount": "25.00"}],
}
PRELUDE = ["reminder", "collection_notice", "claim_filed", "sheet_served"]
LATER = ["opposition", "opposition_dropped", "ruling", "seizure_requested", "goods_seized", "sale_held", "payment"]
LATER += [
    "withdrawn_from_court",
    "trial_requested",
    "acknowledgement",
    "dispute",
    "insolvency_opened",
    "title_obtained",
]
FIELDS: dict[str, Document] = {
    "reminder": {"fee": "8.00"},
    "payment": {"amount": "60.00"},
    "title_obtained": {"title": "settlement", "costs_awarded": True},
    "handed_over": {"fee": "12.00"},
}


@st.composite
def varied(draw: st.DrawFn) -> Asked:
    """Events of every kind in any order, on claims of every kind, with all that parties can be."""
    profile = invented()
    kinds = draw(st.sampled_from([KINDS, KINDS, KINDS, PUBLIC]))
    most = 1 if kinds is PUBLIC else 3
    document = document_of(draw(cases(profile, within=(FIRST_RATE, horizon(profile)[1]), most_claims=most)))
    for claim in document["claims"]:
        claim["kind"] = draw(st.sampled_from(kinds))
        claim.update(draw(st.sampled_from([{}, {"relationship": "r"}, {"secured": "pledge"}])))
        if draw(st.integers(0, 2)) == 0:
            claim["contract"] = claim["arose"]
            claim["agreements"] = draw(agreements(claim["arose"]))
    document["debtor"] |= draw(st.sampled_from([{}, {"registered": True, "abroad": "no"}, {"legal_form": "company"}]))
    last = max(claim["due"] for claim in document["claims"])
    latest = max([last, *(event["on"] for event in document["events"])])
    for number in range(draw(st.integers(0, 2))):
        kind = draw(st.sampled_from(list(MORE)))
        words = draw(st.sampled_from(MORE[kind]))
        day = draw(st.dates(*_days(last, latest)))
        document["events"].append({"id": f"m{number}", "on": str(day), "kind": kind, **words})
    document |= draw(st.sampled_from([{}, {"workflow": "house"}, {"workflow": "short"}]))
    return cr.load_case(document), draw(st.dates(dt.date.fromisoformat(last), horizon(profile)[1]))


def _days(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def agreements(arose: str) -> st.SearchStrategy[Document]:
    """Rates and fees agreed before or after the claim arose."""
    days = st.sampled_from([arose, "2026-01-01", "2010-02-01"])
    rates = st.fixed_dictionaries(
        {"percent": st.sampled_from(["3.00", "15.00"]), "kind": st.sampled_from(["total", "margin"]), "agreed_on": days}
    )
    fees = st.fixed_dictionaries({"amount": st.sampled_from(["10.00", "45.00"]), "agreed_on": days})
    return st.one_of(st.builds(lambda r: {"rate": r}, rates), st.builds(lambda f: {"reminder_fee": f}, fees))


@st.composite
def courses(draw: st.DrawFn) -> Asked:
    """A claim on its way from a letter to a title and beyond, cut off anywhere, asked about soon after."""
    due = draw(st.dates(dt.date(2015, 1, 1), dt.date(2025, 1, 1)))
    day, events = due, []
    later = draw(st.lists(st.sampled_from(LATER), max_size=5))
    for number, kind in enumerate([*PRELUDE, *later][: draw(st.integers(0, 9))]):
        day += dt.timedelta(days=draw(st.sampled_from([3, 8, 16, 30])))
        events.append({"id": f"e{number}", "on": day.isoformat(), "kind": kind, **FIELDS.get(kind, {})})
    claim = {"id": "1", "kind": "goods_or_services", "amount": draw(st.sampled_from(["80.00", "1200.00", "9000.00"]))}
    claim |= {"arose": str(due), "invoiced": str(due), "due": str(due), "due_is": "agreed"}
    case = {"id": "x", "jurisdiction": "_valmark", "currency": "EUR", "claims": [claim], "events": events}
    case |= {"creditor": {"kind": "business"}, "debtor": {"kind": draw(st.sampled_from(["consumer", "business"]))}}
    case |= draw(st.sampled_from([{}, {"workflow": "house"}]))
    return cr.load_case(case), day + dt.timedelta(days=draw(st.sampled_from([0, 1, 5, 40])))


def asked() -> st.SearchStrategy[Asked]:
    """Return a case of Valmark and a day."""
    return st.one_of(varied(), courses())
