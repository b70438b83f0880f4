"""Random Austrian histories: parties, claims, and a walk through the stages of collection, some steps early or late.

What the judge leaves to others is left out and named where it would stand.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from collectrules.judge.days import easter
from tests.judge.histories_de import payments, text
from tests.judge.stages_at import LEADS, ROUTES, WALK

Document = dict[str, Any]
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2019, 8, 5), dt.date(2026, 11, 22)  # court fees are known from one, base rates until the other
LONGEST = 1090  # days from the due day: nothing is barred within them
READINGS = {
    "day_count": ["act_act", "act_365"],
    "payment_day": ["counted", "not_counted"],
    "saturday_in_contract_periods": ["moves", "stays"],
    "without_agreed_day": ["demand", "invoice"],
    "costs_in_allocation": ["costs_last", "costs_first"],
    "paid_interest": ["counts", "frees"],
    "own_reminder_cost": ["nothing", "as_collectors"],
}
# Around the bounds of the collectors' figures and of the court's.
EDGES = [18_99, 19_00, 73_00, 73_01, 73_99, 150_00, 150_01, 363_00, 363_01, 363_99, 364_00, 727_00, 727_01, 727_99]
EDGES += [728_00, 2000_00, 2000_01, 3500_01, 7000_00, 7000_01, 35_000_01, 75_000_00, 75_000_01]
AMOUNTS = st.one_of(st.sampled_from(EDGES), st.integers(10_00, 12_000_00))
KINDS = ["goods_or_services"] * 5 + ["rent", "medical", "damages", "loan", "wage", "insurance_premium"]
TURNS = [dt.date(2021, 5, 1), dt.date(2025, 4, 1), dt.date(2026, 1, 1)]  # the days on which court fees changed
SHORT = [0, 1, 2, 5, 8, 13, 14, 15, 20]
MONTH = [26, 27, 28, 29, 30, 31, 32, 33, 35]
WAIT = st.one_of(st.sampled_from(SHORT), st.sampled_from(SHORT + MONTH), st.sampled_from([*SHORT, *MONTH, 184, 366]))
IDLE = {"wait": [25, 27, 28, 29, 30, 32]}


@st.composite
def pivots(draw: st.DrawFn) -> dt.date:
    """A day on which a claim is due: any, or near a change of law, or near holidays."""
    year = draw(st.integers(2019, 2026))
    near = [dt.date(year, *day) for day in ((1, 6), (5, 1), (6, 30), (8, 15), (10, 26), (12, 8), (12, 24))]
    near += [easter(year) + n * DAY for n in (-2, 1, 39, 50, 60)]
    chosen = st.one_of(
        st.sampled_from(near), st.sampled_from(TURNS), st.dates(dt.date(year, 1, 1), dt.date(year, 9, 30))
    )
    back = draw(st.sampled_from([0, 0, 1, 2, 28, 30, 45, 60]))
    return min(max(FIRST, draw(chosen) - back * DAY), dt.date(2026, 10, 1))


@st.composite
def claims(draw: st.DrawFn, name: str, due: dt.date, kinds: list[str]) -> Document:
    """A claim; the kind and the day of the contract decide on the rate, the agreed day on default."""
    arose = due - draw(st.integers(0, 60)) * DAY
    words: Document = {"id": name, "kind": draw(st.sampled_from(kinds)), "amount": text(draw(AMOUNTS))}
    words |= {"due_is": draw(st.sampled_from(["agreed", "agreed", "agreed", "printed", "none"]))}
    words |= {"arose": arose.isoformat(), "due": due.isoformat()}
    words |= {"contract": draw(CONTRACTS)} if draw(st.integers(0, 3)) == 0 else {}
    words |= {"received": (arose + draw(st.integers(0, 70)) * DAY).isoformat()}
    if draw(st.integers(0, 2)) == 0:
        percent = draw(st.sampled_from(["0.50", "4.01", "8.00", "14.00", "50.00"]))
        on = arose + draw(st.sampled_from([-5, 0, 1])) * DAY
        words |= {"agreements": {"rate": {"percent": percent, "kind": "total", "agreed_on": on.isoformat()}}}
    return words | {"secured": draw(st.sampled_from(["none", "none", "guarantee", "pledge"]))}


CONTRACTS = st.sampled_from(["2013-03-15", "2013-03-16", "2010-05-03", "2019-01-01"])


@st.composite
def parties(draw: st.DrawFn) -> Document:
    """Who owes whom; whether the creditor deducts the tax is always known, or what a bill holds of it would not be."""
    creditor = {"kind": draw(st.sampled_from(["business", "business", "business", "consumer", "public"]))}
    debtor = {"kind": draw(st.sampled_from(["consumer", "consumer", "business", "business", "public"]))}
    abroad = draw(st.sampled_from([{"abroad": "no"}, {"abroad": "no"}, {"abroad": "no"}, {}, {"abroad": "eu_eea"}]))
    return {"creditor": {**creditor, "recovers_vat": draw(st.booleans())}, "debtor": {**debtor, **abroad}}


@st.composite
def walks(draw: st.DrawFn, names: list[str], start: dt.date, steps: int) -> list[Document]:
    """A walk through the stages with one or more claims."""
    found: list[Document] = []
    stage, day = "overdue", start
    for kind in draw(st.sampled_from(ROUTES)):
        day += draw(st.sampled_from(IDLE.get(kind, [0, 1, 3, 10, 14, 30]))) * DAY
        stage = LEADS.get(kind, stage)
        found += [{"kind": kind, "on": day, "claims": names, **draw(details(kind, day))}] if kind not in IDLE else []
    for _ in range(steps):
        kind, stage = draw(st.sampled_from(WALK[stage]))
        day += draw(WAIT) * DAY
        found += [{"kind": kind, "on": day, "claims": names, **draw(details(kind, day))}] if kind != "nothing" else []
    return found


# More than any figure, figures of the regulation with and without tax, others.
BILLS = ["999.00"] * 2 + ["20.35", "24.42", "50.87", "61.04", "58.14", "69.77", "24.71", "27.62", "85.00", "30.00"]


@st.composite
def details(draw: st.DrawFn, kind: str, day: dt.date) -> Document:
    """What an event says beside its day."""
    if kind in {"reminder", "collection_notice"}:
        arrived = {"received": (day + draw(st.integers(0, 5)) * DAY).isoformat()}
        fees = [{}, {}, {"fee": "4.36"}, {"fee": "24.71"}, {"fee": "60.00"}, {"compensation": True}]
        asked: Document = draw(st.sampled_from(fees)) if kind == "reminder" else {}
        return {**asked, **draw(st.sampled_from([{}, arrived, arrived]))}
    if kind == "charge":
        return {"cost": "collector_fee", "amount": draw(st.sampled_from(BILLS))}
    found: dict[str, list[Document]] = {
        "handed_over": [{"to": "collector"}, {"to": "collector"}, {"to": "lawyer"}, {}],
        "title_obtained": [{"title": "notarial_deed"}],
        "acknowledgement": [{"form": "conduct"}, {"form": "in_writing"}],
    }
    return draw(st.sampled_from(found.get(kind, [{}])))


SAID: list[Document] = [
    {"kind": "fact", "name": "delay_excused", "value": True},
    {"kind": "fact", "name": "rate_before_default", "value": "9.00"},
    {"kind": "fact", "name": "rate_before_default", "value": "3.00"},
    {"kind": "dispute"},
    {"kind": "dispute_resolved"},
]


@st.composite
def said(draw: st.DrawFn, names: list[str], first: dt.date, last: dt.date) -> Document:
    """A fact that is recorded, or a dispute."""
    words = draw(st.sampled_from(SAID))
    return {**words, "on": draw(st.dates(first, max(first, last))), "claims": names}


@st.composite
def histories(draw: st.DrawFn) -> tuple[Document, dt.date, dict[str, str]]:
    """A case, the day asked about, and how every doubt is read."""
    due = draw(pivots())
    names = ["a", "b", "c"][: draw(st.sampled_from([1, 1, 2, 3]))]
    dues = [due, *(due + draw(st.sampled_from([0, 0, 3, 40])) * DAY for _ in names[1:])]
    case: Document = {"format": 1, "id": "random", "jurisdiction": "AT", "currency": "EUR", **draw(parties())}
    kinds = draw(st.sampled_from([KINDS] * 6 + [["consumer_credit"]]))
    case |= {"claims": [draw(claims(n, d, kinds)) for n, d in zip(names, dues, strict=True)]}
    first, together = max(dues) + DAY, draw(st.booleans())
    events = draw(walks(names if together else names[:1], first, draw(st.integers(0, 5))))
    for name in [] if together else names[1:]:
        events += draw(walks([name], first, draw(st.integers(0, 4))))
    last = max([first, *(event["on"] for event in events)])
    events += [draw(payments(case, min(dues), last + DAY)) for _ in range(draw(st.integers(0, 3)))]
    events += [draw(said(names, min(dues), last)) for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2])))]
    later = draw(st.sampled_from([0, 1, 5, 14, 28, 29, 60, 365, 730, 900]))
    on = min(last + later * DAY, due + LONGEST * DAY, LAST)
    return case | {"events": numbered(events, on)}, max(on, first), draw(ways())


def numbered(events: list[Document], on: dt.date) -> list[Document]:
    """Events up to a day, with ids in their order in time, so that the order within a day is fixed."""
    ordered = sorted((event for event in events if event["on"] <= on), key=lambda event: event["on"])
    return [{"id": f"e{n:02}", **event, "on": event["on"].isoformat()} for n, event in enumerate(ordered)]


def ways() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({name: st.sampled_from(options) for name, options in READINGS.items()})
