"""Parties, claims and whole cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from collectrules.loader.model import Profile
from collectrules.nouns.case import Case, load_case
from collectrules.testing.events import histories
from collectrules.testing.values import LARGEST_AMOUNT, Document, amounts, days, horizon, soon

__all__ = ["Document", "cases", "claims", "horizon", "parties"]

_PARTIES = ("consumer", "business", "public")
_DUE_IS = ("agreed", "time_limited_demand", "printed", "none")


Span = tuple[dt.date, dt.date]
"""A first and a last day, both included."""


def parties(*, kinds: Sequence[str] = _PARTIES) -> st.SearchStrategy[Document]:
    """Return one side of a case: its capacity, and for some whether it recovers value added tax.

    Args:
        kinds: the capacities to draw from.

    """
    vat = st.sampled_from([{}, {"recovers_vat": True}, {"recovers_vat": False}])
    return st.builds(lambda kind, more: {"kind": kind, **more}, st.sampled_from(list(kinds)), vat)


@st.composite
def claims(
    draw: st.DrawFn, profile: Profile, *, name: str = "claim", within: Span | None = None,
    kinds: Sequence[str] = ("goods_or_services",), most: int = LARGEST_AMOUNT,
) -> Document:  # fmt: skip
    """Return one claim, with every day by which the start of interest can be decided.

    Args:
        draw: given by Hypothesis, not by the caller.
        profile: the law; the days lie where it is modelled and its rates are known.
        name: the claim's id.
        within: first day on which the claim may arise, and last on which it may fall due; `horizon` if left out.
        kinds: kinds of claim to draw from.
        most: largest principal in minor units.

    """
    begins, ends = _within(profile, within)
    arose = draw(days(begins, ends))
    invoiced = draw(soon(arose, 20, ends))
    due = draw(soon(invoiced, 60, ends))
    received = draw(soon(invoiced, 10, ends))
    return {
        "id": name,
        "kind": draw(st.sampled_from(list(kinds))),
        "amount": draw(amounts(profile.header.currency, most=most)),
        "arose": arose.isoformat(),
        "invoiced": invoiced.isoformat(),
        "received": received.isoformat(),
        "due": due.isoformat(),
        "due_is": draw(st.sampled_from(_DUE_IS)),
    }


def _within(profile: Profile, wanted: Span | None) -> Span:
    """What is wanted, cut to the days on which the profile can answer."""
    first, last = horizon(profile)
    return (first, last) if wanted is None else (max(first, wanted[0]), min(last, wanted[1]))


@st.composite
def cases(  # noqa: PLR0913  # each word narrows one thing, and all but the law may be left out
    draw: st.DrawFn, profile: Profile, *, within: Span | None = None,
    creditor: st.SearchStrategy[Document] | None = None, debtor: st.SearchStrategy[Document] | None = None,
    most_claims: int = 3, most_events: int = 6, kinds: Sequence[str] | None = None,
    regions: Sequence[str] | None = None, claim_kinds: Sequence[str] = ("goods_or_services",),
) -> Case:  # fmt: skip
    """Return a case with some history, lawful or not, that loads and fits the profile.

    Args:
        draw: given by Hypothesis, not by the caller.
        profile: the law.
        within: first day on which a claim may arise, and last day of the history; `horizon` if left out.
        creditor: strategy of the creditor; any party if left out.
        debtor: strategy of the debtor; any party if left out.
        most_claims: most claims in a case, at least one.
        most_events: most events in a case.
        kinds: kinds of events to draw from; `usual_kinds(profile)` if left out.
        regions: regions to draw the place from; those the profile lists if left out, none where it lists none.
        claim_kinds: kinds of claim to draw from.

    """
    begins, ends = _within(profile, within)
    start = draw(days(begins, ends))
    near = min(start + dt.timedelta(days=90), ends)
    count = draw(st.integers(1, most_claims))
    found = [
        draw(claims(profile, name=f"c{number}", within=(start, near), kinds=claim_kinds)) for number in range(count)
    ]
    until = draw(soon(near, 1200, ends))
    events = draw(histories(profile, found, until=until, kinds=kinds, most=most_events))
    places = list(regions if regions is not None else profile.header.regions)
    place: Document = {"region": draw(st.sampled_from(places))} if places else {}
    return load_case(
        {
            "format": 1,
            "id": "random",
            "jurisdiction": profile.header.id,
            "currency": profile.header.currency,
            **place,
            "creditor": draw(creditor if creditor is not None else parties()),
            "debtor": draw(debtor if debtor is not None else parties()),
            "claims": found,
            "events": events,
        }
    )
