"""Random portfolios for the comparison with the fold: drawn from a seed, fast, in whole numbers, lawful or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

import collectrules as cr
from collectrules.ground.money import exponent, to_text
from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.testing import horizon

Document = dict[str, Any]
USUAL = (*["payment"] * 4, *["reminder"] * 4, "collection_notice", "letter", "credit_note")
ODD = ("dispute", "acknowledgement", "closed", "handed_over", "payment_reversed", "pause", "note", "waiver")
DUE_IS = ("agreed", "agreed", "agreed", "printed", "none", "time_limited_demand")
CLAIM_KINDS = (
    "goods_or_services", "goods_or_services", "rent", "loan", "consumer_credit", "medical", "insurance_premium", "wage",
    "public_law", "damages", "other", "maintenance",
)  # fmt: skip
CLAIM_WORDS: tuple[Document, ...] = (
    {}, {"lease": "housing"}, {"lease": "business"}, {"secured": "pledge"}, {"secured": "land"}, {"apr": "19.50"},
    {"relationship": "r"}, {"goods_or_services": True}, {"goods_or_services": False}, {"agreed_rate": "9.00"},
    {"agreements": {"rate": {"percent": "3.00", "kind": "margin"}}},
    {"agreements": {"rate": {"percent": "18.00", "agreed_on": "2020-01-01"}}},
    {"agreements": {"reminder_fee": {"amount": "15.00"}}}, {"agreements": {"costs": True, "default_notice": True}},
)  # fmt: skip
PARTIES: tuple[Document, ...] = (
    {}, {"natural": True}, {"registered": True}, {"registered": False}, {"abroad": "eu_eea"}, {"abroad": "elsewhere"},
    {"legal_form": "company"}, {"legal_form": "sole_trader"}, {"natural": False, "registered": True},
)  # fmt: skip
GAPS = (1, 3, 9, 10, 11, 12, 14, 30)


def seeded(seed: int) -> Random:
    """Return chance that is the same every time."""
    return Random(seed)  # noqa: S311  # cases are drawn, no secrets


def drawn(random: Random, profile: Profile, number: int, *, fee: str | None, due: dt.date) -> Case:
    """Return one case that falls due on a day: two of three are of the plain sort, the rest is wild."""
    tame = random.random() < 0.7
    due = max(horizon(profile)[0] + dt.timedelta(days=45), due)
    claims = [_claim(random, profile, n, due, tame=tame) for n in range(random.choice((1, 1, 1, 1, 1, 1, 2, 3)))]
    events = _tame(random, profile, claims, due, fee) if tame else _wild(random, profile, claims, due, fee)
    document: Document = {
        "format": 1, "id": f"case-{number}", "jurisdiction": profile.header.id, "currency": profile.header.currency,
        "creditor": {"kind": "business" if tame else random.choice(("business", "consumer", "public"))},
        "debtor": {"kind": random.choice(("consumer", "business", "consumer", "business", "public"))},
        "claims": claims, "events": [event for event in events if event["on"] <= str(horizon(profile)[1])],
    }  # fmt: skip
    if random.random() < 0.3:
        document["creditor"]["recovers_vat"] = random.random() < 0.5
    if profile.workflow and random.random() < 0.8:
        document["workflow"] = random.choice(sorted(profile.workflow))
    if profile.header.regions and (tame or random.random() < 0.7):
        document["region"] = random.choice(profile.header.regions)
    if random.random() < 0.25:
        _coloured(random, profile, document)
    try:
        return load_case(document)
    except cr.BadInput:  # two words that do not go together: another one is drawn
        return drawn(random, profile, number, fee=fee, due=due)


def _coloured(random: Random, profile: Profile, document: Document) -> None:
    """Say more of parties and claims: all that conditions of some law may ask."""
    document["debtor"] |= random.choice(PARTIES)
    document["creditor"] |= random.choice(({}, {"natural": False}, {"recovers_vat": True}))
    document |= random.choice(({}, {}, {"places": {"debtor": random.choice(profile.header.regions or ("01",))}}))
    document |= random.choice((*[{}] * 8, {"earlier": [{"kind": "reminder", "on": "2023-01-02", "relationship": "r"}]}))
    kind = random.choice(CLAIM_KINDS)
    for claim in document["claims"]:
        claim["kind"] = kind
        for words in random.sample(CLAIM_WORDS, 2):
            claim.update(words)
        if random.random() < 0.3:
            claim["contract"] = claim["performed"] = claim["arose"]
        if random.random() < 0.1:
            claim["demanded"] = claim["interest_from"] = claim["due"]
        if kind == "consumer_credit":
            claim["credit_amount"] = claim["amount"]


def _claim(random: Random, profile: Profile, number: int, due: dt.date, *, tame: bool) -> Document:
    arose = due - dt.timedelta(days=random.choice((8, 14, 30, 40)))
    found: Document = {"id": f"c{number}", "kind": "goods_or_services", "amount": _sum(random, profile, 9)}
    found |= {"due": due.isoformat(), "arose": arose.isoformat(), "due_is": random.choice(DUE_IS)}
    if tame or random.random() < 0.8:
        found |= {"invoiced": arose.isoformat(), "received": (arose + dt.timedelta(days=2)).isoformat()}
    if random.random() < 0.07:
        found["agreed_rate"] = random.choice(("4.00", "12.00", "24.50"))
    if not tame and random.random() < 0.1:
        found["relationship"] = "r"
    return found


def _sum(random: Random, profile: Profile, digits: int) -> str:
    largest = 10 ** random.choice((3, 4, 5, 5, 6, 6, 7, digits))
    return to_text(random.randint(1, largest), exponent(profile.header.currency))


def _tame(
    random: Random, profile: Profile, claims: Sequence[Document], due: dt.date, fee: str | None
) -> list[Document]:  # fmt: skip
    """Letters far enough apart, and now and then money."""
    day, found = due + dt.timedelta(days=random.choice((1, 2, 3, 5, 12))), []
    for number in range(random.choice((0, 1, 2, 3, 3, 4, 5, 6))):
        kind = random.choice(("reminder", "reminder", "payment", "payment", "payment", "letter", "collection_notice"))
        event: Document = {"id": f"e{number}", "on": day.isoformat(), "kind": kind}
        event |= {"fee": fee} if kind == "reminder" and fee is not None and random.random() < 0.8 else {}
        event |= {"amount": _sum(random, profile, 6)} if kind == "payment" else {}
        event |= {"claim": random.choice(claims)["id"]} if len(claims) > 1 else {}
        found.append(event)
        day += dt.timedelta(days=random.choice((11, 11, 12, 13, 15, 31, 90)))
    return found


def _wild(
    random: Random, profile: Profile, claims: Sequence[Document], due: dt.date, fee: str | None
) -> list[Document]:  # fmt: skip
    """Anything on any day."""
    day, found = due + dt.timedelta(days=random.choice((-5, 0, 1, 2, 3, 12))), list[Document]()
    for number in range(random.choice((1, 2, 3, 4, 5, 6))):
        kind = random.choice(ODD) if random.random() < 0.08 else random.choice(USUAL)
        event: Document = {"id": f"e{number}", "on": day.isoformat(), "kind": kind}
        event |= _words(random, profile, claims, found, kind, fee)
        if len(claims) > 1 and random.random() < 0.8:
            event["claim"] = random.choice(claims)["id"]
        found.append(event)
        day += dt.timedelta(days=random.choice((0, *GAPS, 200, 900)))
    return found


def _words(
    random: Random, profile: Profile, claims: Sequence[Document], before: Sequence[Document], kind: str,
    fee: str | None,
) -> Document:  # fmt: skip
    if kind == "payment" and random.random() < 0.15:
        return {"amount": random.choice(claims)["amount"]}
    if kind in {"payment", "credit_note"}:
        return {"amount": _sum(random, profile, 6)}
    if kind == "reminder" and random.random() < 0.8:
        return {"fee": random.choice((fee or "5.00", "0.01", "101.00"))}
    if kind == "waiver":
        return {"component": random.choice(("interest", "fees"))}
    if kind == "payment_reversed":
        paid = [event["id"] for event in before if event["kind"] == "payment"]
        return {"of": paid[-1]} if paid else {"kind": "note"}
    return {}
