"""Each letter and form of the Austrian profile: whole with all it needs, and what it lacks without."""

from __future__ import annotations

from typing import Any, Final

import pytest

from collectrules import Profile
from tests.profiles.papers import Paper, check_each_input, check_whole, figures, write

PLAIN: Final[dict[str, Any]] = {
    "format": 1, "id": "k", "jurisdiction": "AT", "currency": "EUR",
    "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer", "abroad": "no"},
    "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "3650.00", "arose": "2025-06-30",
                "due": "2025-07-31", "due_is": "agreed"}],
}  # fmt: skip


def event(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind, **more}


HANDED = (event("2025-08-04", "handed_over", to="collector"),)
TITLED = (event("2025-09-01", "title_obtained", title="judgment"),)
PAPERS: Final = {
    "demand_letter": Paper("reminder", "2025-08-31"),
    "collection_letter": Paper("collection_notice", "2025-08-31", HANDED, sender=True),
    "instalment_agreement": Paper("plan_agreed", "2025-08-31", agreement="plan"),
    "acknowledgement": Paper("acknowledgement", "2025-08-31"),
    "payment_order": Paper("payment_order_filed", "2025-09-01"),
    "enforcement_request": Paper("enforcement_requested", "2025-10-20", TITLED),
    "offer": Paper("settlement_offered", "2025-08-31", agreement="offer"),
}


def test_each_notice_is_tried(at: Profile) -> None:
    assert set(PAPERS) == set(at.notice)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_with_all_it_needs_a_paper_is_whole(at: Profile, name: str, paper: Paper) -> None:
    check_whole(at, PLAIN, name, paper)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_without_an_input_the_paper_says_what_lacks(at: Profile, name: str, paper: Paper) -> None:
    check_each_input(at, PLAIN, name, paper)


def test_a_second_letter_of_the_collector_is_the_same_paper(at: Profile) -> None:
    events = (*HANDED, event("2025-08-05", "collection_notice"))
    paper = Paper("collection_reminder", "2025-08-31", events, sender=True)
    check_whole(at, PLAIN, "collection_letter", paper)


def test_a_demand_letter_states_forty_cents_a_day(at: Profile) -> None:
    # 4 % of 3,650.00 is 146.00 a year, 0.40 a day; August has 31 days: 12.40.
    sums = figures(write(at, PLAIN, PAPERS["demand_letter"], "de"))
    assert sums["principal"] == ["3650.00"]
    assert [float(one) for one in sums["interest_rate_and_period"]] == [12.4]
    assert (sums["each_fee"], sums["total"]) == ([], ["3662.40"])
