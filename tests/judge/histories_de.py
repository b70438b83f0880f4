"""Random German histories: parties, claims, and a walk through the stages of collection, some steps early or late.

What the engine cannot work out yet, or works out otherwise than the law, is left out and named where it would stand.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from collectrules.judge.days import easter
from tests.judge.stages_de import LEADS, ROUTES, WALK

Document = dict[str, Any]
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2021, 1, 5), dt.date(2026, 12, 31)
LONGEST = 1090  # days from the due day: nothing is barred within them
REGIONS = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH".split()
READINGS = {
    "day_count": ["act_act", "act_365", "thirty_360"],
    "payment_day": ["counted", "not_counted"],
    "lower_agreed_rate": ["effective", "void"],
    "reminder_cost": ["usual", "highest"],
    "implied_designation": ["to_principal", "order_of_law"],
    "collector_and_secrecy": ["release_needed", "helps_the_keeper"],
    "collection_before_2021": ["lowest", "highest"],
    "first_demand_runs_from": ["received", "sent"],
    "flat_expenses_of": ["rest", "whole"],
    "agreement_value": ["principal", "all_owed"],
    "fixed_court_fees_2025": ["raised", "unchanged"],
}
EDGES = [1, 50_00, 50_01, 500_00, 500_01, 1000_00, 1000_01, 2000_01, 10_000_00, 10_000_01, 50_000_01]
AMOUNTS = st.one_of(st.sampled_from(EDGES), st.integers(20_00, 12_000_00))
KINDS = ["goods_or_services"] * 5 + ["rent", "medical", "damages", "loan", "wage", "insurance_premium"]
TURNS = [dt.date(2021, 10, 1), dt.date(2025, 6, 1), dt.date(2026, 1, 1)]  # the days on which tariffs and courts changed
# Around the days on which periods end: two weeks, four weeks, a month, six months, two years.
SHORT = [0, 1, 2, 5, 8, 12, 13, 14, 15, 16, 17, 18, 20]
MONTH = [26, 27, 28, 29, 30, 31, 32, 33, 35]
LONG = [178, 180, 181, 182, 183, 184, 185, 186, 187, 366]
IDLE = {"wait": [14, 15, 16, 17, 20], "pause": [46, 50, 60]}
WAIT = st.one_of(st.sampled_from(SHORT), st.sampled_from(SHORT + MONTH), st.sampled_from(SHORT + MONTH + LONG))


def text(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


@st.composite
def pivots(draw: st.DrawFn) -> dt.date:
    """A day on which a claim is due: any, or near a change of law, or near holidays."""
    year = draw(st.integers(2021, 2026))
    near = [dt.date(year, *day) for day in ((1, 6), (5, 1), (6, 30), (10, 3), (10, 31), (12, 24))]
    near += [easter(year) + n * DAY for n in (-2, 1, 39, 50, 60)]
    chosen = st.one_of(
        st.sampled_from(near), st.sampled_from(TURNS), st.dates(dt.date(year, 1, 1), dt.date(year, 9, 30))
    )
    back = draw(st.sampled_from([0, 0, 1, 2, 14, 30, 45, 60, 75]))
    return min(max(FIRST, draw(chosen) - back * DAY), dt.date(2026, 10, 1))


@st.composite
def claims(draw: st.DrawFn, name: str, due: dt.date, kinds: list[str]) -> Document:
    """A claim; the kind decides on rate, default by time and costs."""
    arose = due - draw(st.integers(0, 60)) * DAY
    words: Document = {"id": name, "kind": draw(st.sampled_from(kinds)), "amount": text(draw(AMOUNTS))}
    words |= {"due_is": draw(st.sampled_from(["agreed", "agreed", "agreed", "printed", "none", "time_limited_demand"]))}
    words |= {"arose": arose.isoformat(), "due": due.isoformat()}
    words |= {"invoiced": draw(st.dates(arose, due)).isoformat()} if draw(st.booleans()) else {}
    agreed = draw(agreements(arose))
    words |= {"agreements": agreed} if agreed else {}
    known = draw(st.sampled_from([["received"], ["performed"], ["received", "performed"]]))
    known = ["received"] if agreed.get("default_notice") else known  # or nobody could tell when interest starts
    words |= {word: (arose + draw(st.integers(0, 70)) * DAY).isoformat() for word in known}
    words |= draw(st.sampled_from([{}, {}, {"lease": "housing"}])) if words["kind"] == "rent" else {}
    return words | {"secured": draw(st.sampled_from(["none", "none", "none", "guarantee", "pledge", "land"]))}


@st.composite
def agreements(draw: st.DrawFn, arose: dt.date) -> Document:
    """A rate, what the invoice said of the thirty days, the costs of an agreement on payment."""
    agreed: Document = {}
    if draw(st.integers(0, 3)) == 0:
        on = arose + draw(st.sampled_from([-5, 0, 1])) * DAY
        percent, kind = (
            draw(st.sampled_from(["0.50", "6.27", "10.27", "14.00"])),
            draw(st.sampled_from(["total", "margin"])),
        )
        agreed["rate"] = {"percent": percent, "kind": kind, "agreed_on": on.isoformat()}
    agreed |= draw(st.sampled_from([{}, {"default_notice": True}, {"default_notice": False}]))
    return agreed | draw(st.sampled_from([{}, {"costs": True}]))


@st.composite
def parties(draw: st.DrawFn) -> Document:
    """Who owes whom; whether the creditor deducts the tax is always known, or what a bill holds of it would not be."""
    creditor: Document = {"kind": draw(st.sampled_from(["business", "business", "consumer", "public"]))}
    debtor = {"kind": draw(st.sampled_from(["consumer", "consumer", "business", "public"]))}
    creditor |= {"recovers_vat": draw(st.booleans())}
    return {
        "creditor": creditor,
        "debtor": debtor | draw(st.sampled_from([{}, {}, {"abroad": "no"}, {"abroad": "eu_eea"}])),
    }


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


@st.composite
def details(draw: st.DrawFn, kind: str, day: dt.date) -> Document:
    """What an event says beside its day."""
    if kind in {"reminder", "collection_notice"}:
        return draw(letters(kind, day))
    if kind in MANDATES:
        given = (day - draw(st.sampled_from([0, 0, 3, 20])) * DAY).isoformat()
        return {"mandate": given} | (
            draw(st.sampled_from([{"to": "collector"}, {"to": "lawyer"}])) if kind == "handed_over" else {}
        )
    if kind == "charge":
        cost = draw(st.sampled_from(COSTS))
        name = draw(st.sampled_from([None, *NAMED])) if cost in {"collector_fee", "lawyer_fee"} else None
        named = {} if name is None else {"tariff": f"fee.{name}"}
        return {"cost": cost, "amount": draw(st.sampled_from(BILLS)), **named}
    found: dict[str, list[Document]] = {
        "judgment": [{}, {"costs_awarded": True}, {"costs_awarded": False}],
        "title_obtained": [{"title": "notarial_deed"}, {"title": "insolvency_table"}],
        "acknowledgement": [{"form": "conduct"}, {"form": "in_writing"}],
    }
    return draw(st.sampled_from(found.get(kind, [{}])))


COSTS = ["collector_fee"] * 4 + ["lawyer_fee"] * 3 + ["own_collection"]
# More than any ceiling, whole bills of some sums, parts of others.
BILLS = ["9999.00"] * 4 + ["18.54", "20.00", "30.90", "55.62", "66.19", "137.75"]
# Fees that a collector and a lawyer bill alike; whether they may, the law of the day says.
NAMED = ["collection", "payment_agreement", "order_procedure", "enforcement_order", "enforcement_measure"]
MANDATES = {
    "handed_over", "payment_order_filed", "lawsuit_filed", "transferred_to_trial_court", "appeal",
    "enforcement_requested", "garnishment_requested", "asset_disclosure_requested",
}  # fmt: skip


@st.composite
def letters(draw: st.DrawFn, kind: str, day: dt.date) -> Document:
    """A letter with or without a fee and a known arrival."""
    words: Document = {}
    if kind == "reminder":
        words |= draw(st.sampled_from([{}, {}, {"fee": "2.50"}, {"fee": "3.00"}, {"fee": "5.00"}]))
        words |= draw(st.sampled_from([{}, {}, {"channel": "email"}, {"channel": "post"}]))
        words |= draw(st.sampled_from([{}, {}, {}, {"compensation": True}]))
    arrived = day + draw(st.integers(0, 5)) * DAY
    return words | draw(st.sampled_from([{}, {"received": arrived.isoformat()}, {"received": arrived.isoformat()}]))


@st.composite
def payments(draw: st.DrawFn, case: Document, first: dt.date, last: dt.date) -> Document:
    """Money, with or without a claim that it names, sometimes of exactly a principal."""
    claim = draw(st.sampled_from(case["claims"]))
    owed = int(claim["amount"].replace(".", ""))
    day = draw(st.dates(first, max(first, last)))
    sums = st.one_of(st.just(owed), st.integers(1, owed + 100_00), st.integers(1, max(owed // 4, 1)))
    words: Document = {"kind": "payment", "on": day, "amount": text(draw(sums))}
    words |= draw(
        st.sampled_from([{}, {}, {"received_by": "creditor"}, {"received_by": "collector"}, {"received_by": "court"}])
    )
    if draw(st.booleans()):
        words["claims"] = [claim["id"]]
        words |= draw(st.sampled_from([{}, {}, {"named_by": "creditor"}]))
    return words


@st.composite
def said(draw: st.DrawFn, names: list[str], first: dt.date, last: dt.date) -> Document:
    """A fact that is recorded, a dispute, a credit note, word of a letter that arrived."""
    words = draw(st.sampled_from(SAID))
    # What an invoice said was so from the first; a record of it that comes later would be read backwards.
    day = st.just(first) if words.get("name") == "interest_notice" else st.dates(first, max(first, last))
    some = draw(st.sampled_from([names, names[:1]])) if words["kind"].startswith("dispute") else names
    return {**words, "on": draw(day), "claims": some}


SAID: list[Document] = [
    {"kind": "fact", "name": "delay_excused", "value": True},
    {"kind": "fact", "name": "invoice_in_form", "value": False},
    {"kind": "fact", "name": "interest_notice", "value": True},
    {"kind": "fact", "name": "secrecy_released", "value": True},
    {"kind": "fact", "name": "unusually_laborious", "value": True},
    {"kind": "fact", "name": "letter_only", "value": True},
    {"kind": "dispute"},
    {"kind": "dispute"},
    {"kind": "dispute_resolved"},
]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Document, dt.date, dict[str, str]]:
    """A case, the day asked about, and how every doubt is read."""
    due = draw(pivots())
    names = ["a", "b", "c"][: draw(st.sampled_from([1, 1, 2, 3]))]
    dues = [due, *(due + draw(st.sampled_from([0, 0, 3, 40])) * DAY for _ in names[1:])]
    case: Document = {"format": 1, "id": "random", "jurisdiction": "DE", "currency": "EUR"}
    case |= {"region": draw(st.sampled_from(REGIONS)), **draw(parties())}
    # Claims under two orders of payments would be an error, so that each of these kinds stands alone.
    kinds = draw(st.sampled_from([KINDS] * 6 + [["consumer_credit"], ["public_law"]]))
    case |= {"claims": [draw(claims(n, d, kinds)) for n, d in zip(names, dues, strict=True)]}
    first = max(dues) + DAY
    together = draw(st.booleans())
    events = draw(walks(names if together else names[:1], first, draw(st.integers(0, 5))))
    for name in [] if together else names[1:]:
        events += draw(walks([name], first, draw(st.integers(0, 4))))
    last = max([first, *(event["on"] for event in events)])
    events += [draw(payments(case, min(dues), last + DAY)) for _ in range(draw(st.integers(0, 3)))]
    told = [draw(said(names, min(dues), last)) for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2])))]
    events += [event for event in told if event.get("name") != "interest_notice" or all_received(case)]
    on = min(last + draw(st.sampled_from([0, 1, 5, 14, 15, 21, 30, 60, 365])) * DAY, due + LONGEST * DAY, LAST)
    return case | {"events": mandated(case, numbered(events, on))}, max(on, first), draw(ways())


def mandated(case: Document, events: list[Document]) -> list[Document]:
    """No mandate is older than every claim it is about; the claims of a walk are those of its events."""
    arose = {claim["id"]: claim["arose"] for claim in case["claims"]}
    return [
        {**event, "mandate": max(event["mandate"], min(arose[name] for name in event["claims"]))}
        if "mandate" in event else event for event in events
    ]  # fmt: skip


def all_received(case: Document) -> bool:
    """Whether a consumer's thirty days can be counted, where the invoice told him of them."""
    return all("received" in claim for claim in case["claims"])


def numbered(events: list[Document], on: dt.date) -> list[Document]:
    """Events up to a day, with ids in their order in time, so that the order within a day is fixed."""
    ordered = sorted((event for event in events if event["on"] <= on), key=lambda event: event["on"])
    kept = [event for event in ordered if event["kind"] != "charge" or not overtaken(event, ordered)]
    kept = [spared(event, kept[:place]) for place, event in enumerate(kept)]
    return [{"id": f"e{n:02}", **event, "on": event["on"].isoformat()} for n, event in enumerate(kept)]


def spared(event: Document, before: list[Document]) -> Document:
    """A judgment that leaves the costs to the creditor after his bills: the judge does not take bills back."""
    billed = any(other["kind"] == "charge" for other in before)
    return {word: told for word, told in event.items() if not billed or (word, told) != ("costs_awarded", False)}


def overtaken(bill: Document, events: list[Document]) -> bool:
    """A bill that may still rise when an act follows it: the engine then takes it for the fee of that act."""
    about = [other for other in events if set(bill["claims"]) & set(other.get("claims", ()))]
    later = {other["kind"] for other in about if 0 <= (other["on"] - bill["on"]).days <= 45}
    return "collection_notice" in {other["kind"] for other in about} and bool(later & (MANDATES | {"plan_agreed"}))


def ways() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({name: st.sampled_from(options) for name, options in READINGS.items()})
