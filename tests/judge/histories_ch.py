"""Random Swiss histories: parties, claims, and a walk through the stages of an enforcement, some steps early or late.

What the engine cannot work out yet, or works out otherwise than the law, is left out and named where it would stand.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from collectrules.judge.days import easter
from tests.judge.stages_ch import LEADS, ROUTES, WALK

Document = dict[str, Any]
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2011, 1, 5), dt.date(2026, 11, 30)
LONGEST = 1500  # days from the due day: nothing is barred within them
CANTONS = "ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS NE GE JU".split()
READINGS = {
    "deferred_count": ["after_first_day", "with_first_day"],
    "continuation_weekend": ["moved", "not_moved"],
    "day_count": ["act_365", "act_360", "thirty_360"],
    "printed_term": ["not_a_due_date", "agreed_due_date", "time_limited_reminder"],
    "lower_agreed_rate": ["for_default", "before_default"],
    "promille_rounding": ["rappen", "five_rappen"],
    "joining_costs": ["joining_creditor", "first_enforcement"],
}
CONTINUED = {"continuation_requested", "continuation_on_certificate", "continuation_on_shortfall"}
# Of a claim in parts the engine ends the interest with a certificate for one of them, and has no part know a title from
# outside; a creditor's copy says nothing of a part.
WHOLE = {"loss_certificate_issued", "bankruptcy_loss_certificate_issued", "creditors_copy_opposed", "title_obtained"}
EDGES = [1, 100_00, 100_01, 500_00, 500_01, 1000_00, 1000_01, 10_000_00, 10_000_01, 100_000_00, 1_000_000_01]
AMOUNTS = st.one_of(st.sampled_from(EDGES), st.integers(50_00, 30_000_00))
KINDS = ["goods_or_services"] * 4 + ["loan", "rent", "wage", "damages", "consumer_credit", "maintenance", "medical"]
KINDS += ["insurance_premium", "insurance_premium", "public_law"]
COUNTER = ["none", "none", "body", "owner", "partner", "company"]
# Around the days on which periods end: ten and twenty days, a month, six months, a year, fifteen months.
SHORT = [0, 1, 2, 5, 8, 9, 10, 11, 12, 14, 18, 19, 20, 21, 22, 23, 25, 30]
MONTH = [20, 27, 28, 29, 30, 31, 32, 33, 35, 40]
LONG = [180, 183, 186, 330, 362, 364, 365, 366, 367, 368, 370, 395]
WAIT = st.one_of(st.sampled_from(SHORT), st.sampled_from(SHORT + MONTH), st.sampled_from(SHORT + MONTH + LONG))


def text(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


@st.composite
def pivots(draw: st.DrawFn) -> dt.date:
    """A day from which a history sets out: any, or near Easter, the summer, Christmas, the end of February."""
    year = draw(st.integers(2011, 2025))
    near = [easter(year) - 25 * DAY, easter(year), dt.date(year, 7, 1), dt.date(year, 7, 28), dt.date(year, 12, 5)]
    day = draw(
        st.one_of(st.sampled_from([*near, dt.date(year, 2, 25)]), st.dates(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    )
    return max(FIRST, day - 30 * DAY + draw(st.integers(0, 20)) * DAY)


@st.composite
def claims(draw: st.DrawFn, name: str, due: dt.date) -> Document:
    """A claim; of a public one the rate is stated as agreed, because the profile holds none."""
    arose = due - draw(st.integers(0, 60)) * DAY
    due_is = draw(st.sampled_from(["agreed", "agreed", "time_limited_demand", "printed", "none"]))
    words: Document = {
        "id": name,
        "kind": draw(st.sampled_from(KINDS)),
        "amount": text(draw(AMOUNTS)),
        "due_is": due_is,
    }
    words |= {"arose": arose.isoformat(), "due": due.isoformat()}
    agreed: Document = {}
    if words["kind"] == "public_law" or draw(st.integers(0, 3)) == 0:
        on = arose + draw(st.sampled_from([-5, 0, 1])) * DAY
        agreed["rate"] = {
            "percent": draw(st.sampled_from(["0.50", "4.25", "5.00", "8.00"])),
            "agreed_on": on.isoformat(),
        }
    if draw(st.integers(0, 2)) == 0:
        on = arose + draw(st.sampled_from([0, 0, 1])) * DAY
        agreed["reminder_fee"] = {"amount": draw(st.sampled_from(["5.00", "20.00"])), "agreed_on": on.isoformat()}
    words |= {"agreements": agreed} if agreed else {}
    return words | draw(
        st.sampled_from([{"secured": word} for word in ("none", "none", "guarantee", "pledge", "land")])
    )


@st.composite
def debtors(draw: st.DrawFn, start: dt.date) -> Document:
    """A debtor of whom the register says something, perhaps that he left it."""
    kind, capacity = draw(st.sampled_from(["consumer", "business"])), draw(st.sampled_from(COUNTER))
    if capacity == "none":
        return {"kind": kind, "registered": False}
    entry: Document = {"register": "commercial", "capacity": capacity, "published": (start - 400 * DAY).isoformat()}
    if draw(st.integers(0, 3)) == 0:
        entry["to"] = (start + draw(st.integers(30, 500)) * DAY).isoformat()
    return {"kind": kind, "registers": [entry]}


@st.composite
def walks(draw: st.DrawFn, names: list[str], start: dt.date, steps: int, part: str | None = None) -> list[Document]:
    """A walk through the stages with one or more claims; of one that is opposed for a `part`, another with the rest."""
    found: list[Document] = []
    stage, day = "overdue", start
    for kind in draw(st.sampled_from(ROUTES)):
        day += (
            draw(
                st.sampled_from([10, 11, 12, 25, 45] if kind in {"wait", "creditors_copy_received"} else [1, 3, 10, 30])
            )
            * DAY
        )
        stage = LEADS.get(kind, "pledge_unopposed")
        found += [{"kind": kind, "on": day, "claims": names, **draw(details(kind, day))}] if kind != "wait" else []
    found += draw(courses(names, stage, day, steps))
    parted = [event for event in found if event["kind"] == "opposition" and part is not None]
    if parted:
        parted[0] |= {"amount": part, "grounds": "partial"}
        rest = draw(courses(names, "order_served", parted[0]["on"], max(1, steps)))
        found += [event for event in rest if event["kind"] != "opposition"]  # its grounds would be those of both
    return found


@st.composite
def courses(draw: st.DrawFn, names: list[str], stage: str, day: dt.date, steps: int) -> list[Document]:
    """Some steps from a stage on."""
    found: list[Document] = []
    for _ in range(steps):
        kind, stage = draw(st.sampled_from(WALK.get(stage, [("letter", stage)])))
        day += draw(WAIT) * DAY
        found += [{"kind": kind, "on": day, "claims": names, **draw(details(kind, day))}] if kind != "nothing" else []
    return found


@st.composite
def details(draw: st.DrawFn, kind: str, day: dt.date) -> Document:
    """What an event says beside its day."""
    if kind in {"reminder", "collection_notice", "premium_demand"}:
        words = draw(letters(day))
        return {word: value for word, value in words.items() if word != "fee" or kind != "premium_demand"}
    found: dict[str, list[Document]] = {
        "realised": [{"amount": text(draw(AMOUNTS))}],
        "payment_passed_on": [{"amount": text(draw(AMOUNTS))}],
        "loss_certificate_issued": [{}, *({"served": (day + DAY * n).isoformat()} for n in (0, 3, 10))],
        "pledge_shortfall_certified": [{}, *({"served": (day + DAY * n).isoformat()} for n in (0, 3, 10))],
        "opposition": [{}, {}, {"grounds": "full"}, {"grounds": "no_new_assets"}],
        "acknowledgement": [{"form": "signed_enforceable"}, {"form": "in_writing"}],
        "title_obtained": [{"title": word} for word in ("judgment", "debt_acknowledgement", "court_settlement")],
    }
    return draw(st.sampled_from(found.get(kind, [{}])))


@st.composite
def letters(draw: st.DrawFn, day: dt.date) -> Document:
    """A letter with or without a fee, a known arrival, a further time; no event of its own tells of its arrival."""
    words: Document = draw(st.sampled_from([{}, {"fee": "20.00"}, {"fee": "5.00"}]))
    if draw(st.integers(0, 2)) == 0:
        return {**words, **draw(st.sampled_from([{}, {"deadline": (day + 10 * DAY).isoformat()}]))}
    arrived = day + draw(st.integers(0, 4)) * DAY
    given = {"deadline": (arrived + draw(st.integers(0, 20)) * DAY).isoformat()}
    return {**words, "received": arrived.isoformat(), **draw(st.sampled_from([{}, given]))}


@st.composite
def opposed_part(draw: st.DrawFn, claim: Document) -> str | None:
    """How much of a claim is opposed, if it is so in part; it then has no reminder fee: of which part is not said."""
    whole = int(claim["amount"].replace(".", ""))
    if draw(st.integers(0, 4)) or whole == 1:
        return None
    claim.get("agreements", {}).pop("reminder_fee", None)
    return text(draw(st.sampled_from([1, whole // 2, whole - 1]) | st.integers(1, whole - 1)))


@st.composite
def payments(draw: st.DrawFn, case: Document, first: dt.date, last: dt.date) -> Document:
    """Money, with or without a claim that it names."""
    claim = draw(st.sampled_from(case["claims"]))
    owed = int(claim["amount"].replace(".", ""))
    day = draw(st.dates(first, max(first, last)))
    words: Document = {"kind": "payment", "on": day, "amount": text(draw(st.integers(1, owed + 100_00)))}
    if draw(st.booleans()):
        words["claims"] = [claim["id"]]
        words |= draw(st.sampled_from([{}, {"named_by": "creditor"}, {"named_by": "creditor", "reply": "refused"}]))
    return words


@st.composite
def stays(draw: st.DrawFn, first: dt.date, last: dt.date) -> list[Document]:
    """A personal stay of the debtor, with or without its end."""
    name, begun = (
        draw(st.sampled_from(["service", "illness", "estate", "death_in_family"])),
        draw(st.dates(first, max(first, last))),
    )
    found: list[Document] = [{"kind": "stay_began", "on": begun, "name": name}]
    if name != "death_in_family" and draw(st.integers(0, 4)):
        found.append({"kind": "stay_ended", "on": begun + draw(st.integers(1, 60)) * DAY, "name": name})
    return found


@st.composite
def histories(draw: st.DrawFn) -> tuple[Document, dt.date, dict[str, str]]:
    """A case, the day asked about, and how every doubt is read."""
    due = draw(pivots())
    names = ["a", "b", "c"][: draw(st.sampled_from([1, 1, 2, 3]))]
    dues = [due, *(due + draw(st.sampled_from([0, 0, 3, 40])) * DAY for _ in names[1:])]
    case: Document = {"format": 1, "id": "random", "jurisdiction": "CH", "currency": "CHF"}
    case |= {
        "region": draw(st.sampled_from(CANTONS)),
        "creditor": {"kind": draw(st.sampled_from(["business", "consumer"]))},
    }
    case |= {"debtor": draw(debtors(due)), "claims": [draw(claims(n, d)) for n, d in zip(names, dues, strict=True)]}
    first = max(dues) + DAY
    # Whether the patient released his physician; where nobody knows, it is a doubt and no breach.
    told = draw(st.sampled_from([True, True, False, None]))
    together, part = draw(st.booleans()), draw(opposed_part(case["claims"][0]))
    together = together and part is None
    events = draw(walks(names if together else names[:1], first, draw(st.integers(0, 5)), part))
    for name in [] if together else names[1:]:
        events += draw(walks([name], first, draw(st.integers(0, 4))))
    last = max([first, *(event["on"] for event in events)])
    paid = draw(st.integers(0, 3)) if part is None else 0  # to which part money goes is left to others
    events += [draw(payments(case, min(dues), last + DAY)) for _ in range(paid)]
    if draw(st.integers(0, 7)) == 0:
        granted = draw(st.dates(first, last))
        events.append({"kind": "moratorium_granted", "on": granted, "claims": names})
        events.append({"kind": "moratorium_ended", "on": granted + draw(WAIT) * DAY, "claims": names})
    if told is not None:
        events.append({"kind": "fact", "on": max(dues), "name": "secrecy_released", "value": told})
    if any(event["kind"].startswith("bill_") for event in events):
        events.append({"kind": "fact", "on": max(dues), "name": "bill_or_cheque", "value": True})
    events += draw(stays(first, last)) if draw(st.integers(0, 4)) == 0 else []
    events = [event for event in events if part is None or event["kind"] not in WHOLE]
    on = min(last + draw(st.sampled_from([0, 1, 5, 10, 20, 21, 30, 60, 365])) * DAY, due + LONGEST * DAY, LAST)
    return case | {"events": numbered(events, on)}, max(on, first), draw(ways())


def numbered(events: list[Document], on: dt.date) -> list[Document]:
    """Events up to a day, with ids in their order in time, so that the order within a day is fixed."""
    ordered = sorted((event for event in events if event["on"] <= on), key=lambda event: event["on"])
    ordered = [event for place, event in enumerate(ordered) if not left_out(event, ordered[:place])]
    return [{"id": f"e{n:02}", **event, "on": event["on"].isoformat()} for n, event in enumerate(ordered)]


def left_out(event: Document, before: list[Document]) -> bool:
    """A seizure or a threat without a continuation on a day before: the profile does not say to which it leads.

    So is service on the day of the request: no order is made out so fast, and the day alone tells no order of them.
    """
    about = set(event.get("claims", ()))
    earlier = [other for other in before if about & set(other.get("claims", ()))]
    since = {other["kind"] for other in earlier if other["on"] < event["on"]}
    if event["kind"] in {"payment_order_served", "service_attempt_failed"}:
        return any(other["kind"] == "payment_order_requested" and other["on"] == event["on"] for other in earlier)
    return event["kind"].startswith(("seizure_", "bankruptcy_threat")) and not since & CONTINUED


def ways() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({name: st.sampled_from(options) for name, options in READINGS.items()})
