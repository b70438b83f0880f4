"""Random histories of what moves a limitation, under each law: years between, days at the edges of periods."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from hypothesis import strategies as st

import collectrules as cr
from collectrules.judge import Judge
from collectrules.judge.words import as_list
from collectrules.testing.judging import judge_of
from tests.judge.comparing import Asked, Document

DAY = dt.timedelta(days=1)
GAPS = (0, 1, 2, 7, 14, 15, 30, 31, 90, 92, 181, 182, 183, 184, 185, 300, 364, 365, 366, 367, 500, 700, 900,
        1000, 1090, 1094, 1095, 1096, 1097, 1100)  # fmt: skip
DUE = {
    "AT": (dt.date(2019, 8, 1), dt.date(2022, 12, 31)),
    "CH": (dt.date(2013, 1, 1), dt.date(2019, 12, 31)),
    "DE": (dt.date(2021, 1, 5), dt.date(2023, 12, 31)),
    "DK": (dt.date(2014, 1, 1), dt.date(2020, 12, 31)),
}
"""When a claim may be due, so that much of what may move its limitation lies in known law."""
LAST = dt.date(2026, 6, 30)
KINDS = {
    "AT": ("goods_or_services", "loan", "damages", "rent"),
    "CH": ("goods_or_services", "loan", "rent", "loss_certificate", "insurance_premium"),
    "DE": ("goods_or_services", "loan", "damages", "rent"),
    "DK": ("goods_or_services", "loan", "wage", "rent", "damages"),
}
WORDS = ("withdrawn_from_court", "acknowledgement", "payment",
         "dispute", "dispute_resolved", "limitation_waived", "negotiations_began",
         "negotiations_ended", "reminder")  # fmt: skip


@cache
def law(name: str) -> cr.Profile:
    return cr.load_profile(name)


@cache
def judge(name: str) -> Judge:
    return judge_of(law(name))


@cache
def moving(name: str) -> list[str]:
    """All that makes a limitation run anew or holds it up, as the law's files say, but for plans and time."""
    rules, acts = judge(name).law["limitation"].values(), judge(name).law["act"]
    found = {kind for rule in rules for restart in rule.get("restarts", ()) for kind in as_list(restart["on"])}
    found |= {kind for rule in rules for stop in rule.get("stops", ()) for word in ("from", "to")
              for kind in as_list(stop[word])}  # fmt: skip
    found |= {kind for kind, act in acts.items() if "limitation" in act.get("effects", {})}
    by_time = {kind for kind, act in acts.items() if act["by"] == "time"}
    return sorted(found - by_time - {"plan_agreed", "plan_terminated"} - PRICED)


PRICED = {"realised", "seizure_executed", "estate_claim_filed", "pledge_realised"}
"""Acts whose price hangs on a sum that only they could state."""


def day(value: dt.date) -> str:
    return value.isoformat()


@st.composite
def claims(draw: st.DrawFn, name: str) -> Document:
    """A claim of which creditor and debtor may have been known later, due at the end of months and years too."""
    first, last = DUE[name]
    edges = [dt.date(year, *each) for year in range(first.year, last.year + 1) for each in ((12, 31), (2, 28), (7, 30))]
    edges += [dt.date(year, 2, 29) for year in range(first.year, last.year + 1) if year % 4 == 0]
    due = draw(st.one_of(st.dates(first, last), st.sampled_from([each for each in edges if first <= each <= last])))
    arose, kind = due - draw(st.sampled_from([0, 5, 30])) * DAY, draw(st.sampled_from(KINDS[name]))
    words = {"id": "a", "kind": kind, "amount": "1000.00", "due": day(due), "due_is": "agreed"}
    words |= dict.fromkeys(("arose", "invoiced", "received", "performed"), day(arose))
    known = kind == "damages" or draw(st.integers(0, 4)) == 0
    return words | ({"known": day(due + draw(st.sampled_from([0, 1, 300, 366, 800, 3700])) * DAY)} if known else {})


@st.composite
def details(draw: st.DrawFn, name: str, kind: str, on: dt.date) -> Document:
    """What is said of an event beside its day."""
    if kind == "payment":
        return {"amount": "1.00", "received_by": draw(st.sampled_from(["creditor", "creditor", "office", "court"]))}
    if kind == "acknowledgement":
        return {"form": draw(st.sampled_from(["conduct", "in_writing"]))}
    if kind == "limitation_waived":
        until = draw(st.sampled_from([None, 100, 700, 4000]))
        return {} if until is None else {"until": day(on + until * DAY)}
    return {"title": draw(st.sampled_from(sorted(law(name).title)))} if kind == "title_obtained" else {}


@st.composite
def histories(draw: st.DrawFn, name: str) -> Asked:
    """What moved the limitation of a claim, and a day on which to ask."""
    claim, profile = draw(claims(name)), law(name)
    on = dt.date.fromisoformat(claim["due"]) + draw(st.sampled_from([0, 1, 30, 200, 400])) * DAY
    kinds, events = st.one_of(st.sampled_from(moving(name)), st.sampled_from(WORDS)), list[Document]()
    for kind in draw(st.lists(kinds, max_size=7)):
        events.append({"on": day(on), "kind": kind, "claims": ["a"], **draw(details(name, kind, on))})
        on += draw(st.sampled_from(GAPS)) * DAY
    document: dict[str, Any] = {
        "format": 1, "id": "time", "jurisdiction": name, "currency": profile.header.currency, "claims": [claim],
        "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
        "events": [event for event in events if event["on"] <= day(LAST)],
    }  # fmt: skip
    document |= {"region": draw(st.sampled_from(profile.header.regions))} if profile.header.regions else {}
    ways = {doubt: draw(st.sampled_from(list(reading.options))) for doubt, reading in sorted(profile.reading.items())
            if draw(st.booleans())}  # fmt: skip
    return document, min(on, LAST), ways
