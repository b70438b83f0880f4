"""Each letter and form of the Austrian profile: whole with all it needs, and what it lacks without."""

from __future__ import annotations

from typing import Any, Final

import pytest

from collectrules import BadInput, Profile
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
    "compensation": Paper("compensation_claimed", "2025-08-31", case={"debtor": {"kind": "business"}}),
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


def test_between_businesses_forty_euro_are_asked_for_with_their_ground(at: Profile) -> None:
    # 1.53 + 9.2 = 10.73 % of 3,650.00 for the 31 days of August: 33.263. With the 40.00 of § 458 UGB 3,723.26.
    letter = write(at, PLAIN, PAPERS["compensation"], "de")
    assert figures(letter) == {
        "principal": ["3650.00"], "interest_rate_and_period": ["33.2630"], "each_fee": ["40.00"], "total": ["3723.26"],
    }  # fmt: skip
    assert "§ 458 UGB" in letter.letter.opening
    assert [one for one in letter.letter.paragraphs if "§ 458" in one]  # what the sum rests on


@pytest.mark.parametrize(
    "case", [{}, {"creditor": {"kind": "consumer"}, "debtor": {"kind": "business"}}], ids=["debtor", "creditor"]
)
def test_a_consumer_on_either_side_shuts_it_out(at: Profile, case: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as error:
        write(at, PLAIN, Paper("compensation_claimed", "2025-08-31", case=case), "de")
    assert error.value.code == "step_not_open"


def test_an_action_asks_for_interest_as_a_rate_while_it_is_less_than_the_debt(at: Profile) -> None:
    # ABGB 1335 lets interest grow no higher than the debt: 12.80 of 3,650.00 are far below, and the rate says it all.
    letter = write(at, PLAIN, PAPERS["payment_order"], "de")
    assert figures(letter)["total"] == ["3650.00"]
    assert "Zinsen: 4,00\xa0% im Jahr auf €\xa03.650,00 ab dem 1. August 2025" in letter.letter.paragraphs
