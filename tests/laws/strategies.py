"""Random cases as documents: plain data in the words of the contract, days and amounts as text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]
FIRST_DAY, LAST_DAY = dt.date(2002, 8, 1), dt.date(2026, 12, 31)
FIRST_ORDER = dt.date(2005, 1, 1)  # payment orders exist from here on
READINGS = {
    "fee_gap": ["between", "full_days"],
    "interest_start": ["after_30", "counting_sending_day"],
    "day_count": ["act_act", "thirty_360"],
    "dispute_first_fee": ["none_while_disputed", "only_later_letters"],
    "fee_after_settlement": ["barred", "new_fees"],
    "printed_due_date": ["not_agreed", "agreed_by_silence"],
    "allocation_order": ["interest_fees_costs_principal", "costs_interest_fees_principal"],
}
# Days on which a law, a rate or a year changes, and days that months of thirty days treat in their own way.
EDGES = [dt.date(2013, 2, 20), dt.date(2021, 6, 20), dt.date(2024, 2, 20), dt.date(2009, 6, 25), dt.date(2016, 6, 20)]
LIMITS = [1, 100_00, 1000_00, 1000_01, 1477_50, 50_000_00, 50_000_01, 100_000_00, 100_000_01]
AMOUNTS = st.one_of(st.sampled_from(LIMITS), st.integers(1, 300_000_00))
GAPS = [0, 1, 8, 9, 10, 10, 11, 11, 12, 13, 30]  # days between letters: the law asks for ten


def text(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


def days(first: dt.date, last: dt.date) -> st.SearchStrategy[str]:
    """Days between two days; the first if there are none."""
    return st.dates(first, max(first, last)).map(dt.date.isoformat)


def soon(first: dt.date, longest: int) -> st.SearchStrategy[dt.date]:
    """A day within so many days, never beyond the last rate that is known."""
    return st.dates(min(first, LAST_DAY), min(first + dt.timedelta(days=longest), LAST_DAY))


def readings() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({name: st.sampled_from(options) for name, options in READINGS.items()})


@st.composite
def claims(draw: st.DrawFn, name: str, start: dt.date) -> Document:
    """One private-law claim that arises on or soon after a day."""
    arose = draw(soon(start, 10))
    invoiced = draw(soon(arose, 5))
    due = draw(soon(invoiced, 60))
    due_is = draw(st.sampled_from(["agreed", "time_limited_demand", "printed", "none"]))
    kind = draw(st.sampled_from(["goods_or_services", "goods_or_services", "goods_or_services", "damages", "loan"]))
    words: Document = {"id": name, "kind": kind, "amount": text(draw(AMOUNTS)), "due_is": due_is}
    words |= {"arose": arose.isoformat(), "invoiced": invoiced.isoformat(), "due": due.isoformat()}
    if draw(st.booleans()):
        words["received"] = draw(soon(invoiced, 90)).isoformat()
    if draw(st.booleans()):
        words["relationship"] = "r"
    return words


@st.composite
def agreed_rates(draw: st.DrawFn, arose: str) -> Document:
    """A rate agreed before the claim arose."""
    percent = draw(st.sampled_from(["0.50", "3.50", "8.05", "24.00"]))
    agreed_on = draw(soon(dt.date.fromisoformat(arose) - dt.timedelta(days=30), 30)).isoformat()
    kind = draw(st.sampled_from(["total", "margin"]))
    return {"percent": percent, "kind": kind, "agreed_on": min(agreed_on, arose)}


@st.composite
def bare_cases(draw: st.DrawFn, first: dt.date, latest: dt.date, *, agreements: bool) -> Document:
    """Parties and one to three claims, without events."""
    edges = [edge for edge in EDGES if first <= edge <= latest]
    start = draw(st.one_of(st.dates(first, latest), st.sampled_from(edges)))
    found = [draw(claims(f"c{number}", start)) for number in range(draw(st.integers(1, 3)))]
    for claim in found:
        if agreements and draw(st.integers(0, 3)) == 0:
            claim["agreements"] = {"rate": draw(agreed_rates(claim["arose"]))}
    kinds = st.sampled_from(["consumer", "business", "public"])
    creditor: Document = {"kind": draw(kinds) if agreements else "business"}
    creditor |= draw(st.sampled_from([{}, {"recovers_vat": True}, {"recovers_vat": False}]))
    return {
        "format": 1,
        "id": "random",
        "jurisdiction": "DK",
        "currency": "DKK",
        "creditor": creditor,
        "debtor": {"kind": draw(kinds)},
        "claims": found,
        "events": [],
    }


def bounds(case: Document, word: str) -> tuple[dt.date, dt.date]:
    """The first and the last of a day of the claims."""
    found = [dt.date.fromisoformat(claim[word]) for claim in case["claims"]]
    return min(found), max(found)


def numbered(events: list[Document]) -> list[Document]:
    """Give events ids in their order in time, so that the order of one rank within a day is fixed."""
    ordered = sorted(events, key=lambda event: event["on"])
    return [{"id": f"e{number:02}", **event} for number, event in enumerate(ordered)]


MONEY = ["payment", "payment", "payment", "payment", "credit_note", "reminder", "reminder", "handed_over"]
MONEY += ["compensation_claimed", "dispute", "dispute_resolved", "lawsuit_filed"]


@st.composite
def money_events(draw: st.DrawFn, case: Document, last: dt.date) -> Document:
    """A payment with or without a designation, or another event that moves money or says whose fee is owed."""
    claim = draw(st.sampled_from(case["claims"]))
    owed = int(claim["amount"].replace(".", ""))
    kind = draw(st.sampled_from(MONEY))
    _, all_arisen = bounds(case, "arose")
    overdue = dt.date.fromisoformat(claim["due"]) + dt.timedelta(days=1)
    event: Document = {"kind": kind, "on": draw(days(overdue if kind == "lawsuit_filed" else all_arisen, last))}
    if kind == "payment":
        event["amount"] = text(draw(st.integers(1, owed + 300_00)))
        target = draw(st.sampled_from(["none", "claim", "claims"]))
        names = draw(st.lists(st.sampled_from([c["id"] for c in case["claims"]]), min_size=1, max_size=2, unique=True))
        return event | {"none": {}, "claim": {"claim": claim["id"]}, "claims": {"claims": names}}[target]
    if kind == "credit_note":
        event["amount"] = text(draw(st.integers(1, max(owed // 4, 1))))
    if kind in {"reminder", "handed_over"}:
        event["fee"] = draw(st.sampled_from(["40.00", "100.00", "100.00", "150.00"]))
    return event | {"claim": claim["id"]}


@st.composite
def interest_cases(draw: st.DrawFn) -> tuple[Document, dt.date, dict[str, str]]:
    """A case with money moving, the day asked about, and how every doubt is read."""
    case = draw(bare_cases(FIRST_DAY, dt.date(2026, 9, 1), agreements=True))
    _, latest = bounds(case, "due")
    on = draw(soon(latest, draw(st.sampled_from([60, 400, 1500]))))
    events = [draw(money_events(case, on)) for _ in range(draw(st.integers(0, 7)))]
    return case | {"events": numbered(events)}, on, draw(readings())


@st.composite
def course_events(draw: st.DrawFn, overdue: list[Document], last: dt.date) -> Document:
    """Something that happens to a claim, lawful or not: a letter, a word of the debtor, money, an act of court."""
    claim = draw(st.sampled_from(overdue))
    on = draw(days(dt.date.fromisoformat(claim["due"]) + dt.timedelta(days=1), last))
    kind = draw(st.sampled_from(list(COURSE)))
    event: Document = {"kind": kind, "on": on, "claims": [claim["id"]]}
    for word, values in COURSE[kind].items():
        event |= {word: value} if (value := draw(st.sampled_from(values))) is not None else {}
    if kind == "payment":  # too little for any claim to be paid, or more than all of them could cost
        share = draw(st.sampled_from([3, 10]))
        owed = int(claim["amount"].replace(".", ""))
        event["amount"] = draw(st.sampled_from([text(max(owed * share // 100, 1)), "2000000.00"]))
    return event


# Kind → field → values to draw from; None leaves the field out.
COURSE: dict[str, dict[str, list[Any]]] = {
    "reminder": {"fee": ["100.00", "100.00", "60.00", "150.00", None], "compensation": [True, None, None]},
    "collection_notice": {},
    "compensation_claimed": {},
    "handed_over": {"fee": ["100.00", None], "to": ["collector", "lawyer"]},
    "dispute": {},
    "dispute_resolved": {},
    "payment": {},
    "insolvency_opened": {"name": ["known", "bankruptcy"]},
    "title_obtained": {"title": ["settlement", "promissory_note"], "costs_awarded": [True, False, None]},
    "payment_order_filed": {},
    "payment_order_served": {},
    "opposition": {},
    "payment_order_endorsed": {},
    "lawsuit_filed": {},
    "judgment": {"costs_awarded": [True, False, None]},
}


@st.composite
def letters(draw: st.DrawFn, overdue: list[Document], last: dt.date) -> list[Document]:
    """A run of reminders with fees, some too early, some too many, each about one claim or about all that are due."""
    found: list[Document] = []
    day = dt.date.fromisoformat(draw(st.sampled_from(overdue))["due"]) + dt.timedelta(days=1)
    for gap in draw(st.lists(st.sampled_from(GAPS), max_size=5)):
        day += dt.timedelta(days=gap)
        about = draw(st.one_of(st.none(), st.sampled_from(overdue)))
        named: Document = {"claims": [about["id"]]} if about and about["due"] < day.isoformat() else {}
        if day <= last:
            found.append({"kind": "reminder", "on": day.isoformat(), "fee": "100.00", **named})
    return found


@st.composite
def collection_cases(draw: st.DrawFn) -> tuple[Document, dt.date]:
    """A case with some history, and a day within three years of its first due day."""
    case = draw(bare_cases(FIRST_ORDER, dt.date(2025, 1, 1), agreements=False))
    _, latest = bounds(case, "due")
    on = draw(soon(latest, draw(st.sampled_from([5, 40, 120, 800]))))
    overdue = [claim for claim in case["claims"] if claim["due"] < on.isoformat()]
    events = draw(letters(overdue, on)) if overdue else []
    events += [draw(course_events(overdue, on)) for _ in range(draw(st.integers(0, 4)) if overdue else 0)]
    if draw(st.integers(0, 3)) == 0:
        case["claims"][0]["agreements"] = {"reminder_fee": {"amount": "150.00"}}
    return case | {"events": numbered(events)}, on


@st.composite
def worked_cases(draw: st.DrawFn) -> tuple[Document, dt.date, list[tuple[int, int]]]:
    """A case without history, its last due day, and moves: how many days on, and which of the open steps."""
    case = draw(bare_cases(FIRST_ORDER, dt.date(2025, 1, 1), agreements=False))
    moves = draw(st.lists(st.tuples(st.sampled_from([1, 9, 10, 11, 15, 30]), st.integers(0, 30)), max_size=10))
    return case, bounds(case, "due")[1], moves
