"""A letter that does not meet the law is no such letter: nothing that hangs on it is lawful.

Inkassoloven § 10(3): at least ten days from sending. A letter of 5 February 2024 gives until the 15th at the earliest.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pytest

from collectrules import BadInput, Case, Profile, assess, audit, next_steps, standing
from tests.profiles.papers import Paper, check_each_input, check_whole, figures, write

MakeCase = Callable[..., Case]
Event = dict[str, Any]
DAYS = {"arose": "2024-01-01", "invoiced": "2024-01-01", "due": "2024-01-31"}
HANDED: Event = {"on": "2024-02-17", "kind": "handed_over"}
FEE: Event = {"on": "2024-02-17", "kind": "charge", "cost": "collector_fee", "amount": "400.00"}
FILED: Event = {"on": "2024-02-20", "kind": "payment_order_filed"}


def notice(on: str = "2024-02-05", **more: object) -> Event:
    return {"on": on, "kind": "collection_notice"} | more


def letter(make: MakeCase, *events: Event, **more: object) -> Case:
    return make(*events, debtor="consumer", **(DAYS | more))


@pytest.mark.parametrize(
    ("deadline", "costs", "order", "codes"),
    [
        ("2024-02-08", 0, "blocked", ["deadline_too_short", "fee_before_act"]),
        ("2024-02-14", 0, "blocked", ["deadline_too_short", "fee_before_act"]),
        ("2024-02-15", 400, "open", []),
        (None, 400, "open", []),
    ],
)
def test_on_too_short_a_deadline_neither_court_nor_collector_is_built(
    dk: Profile, make: MakeCase, deadline: str | None, costs: int, order: str, codes: list[str]
) -> None:
    sent = notice() | ({"deadline": deadline} if deadline else {})
    case = letter(make, sent, HANDED, FEE)
    assert standing(case, dk, on="2024-02-20").owed.costs == costs
    assert [f.code for f in audit(case, dk, on="2024-02-20").breaches] == codes
    (step,) = [s for s in next_steps(case, dk, on="2024-02-20").proposals if s.action == "payment_order_filed"]
    assert step.status == order
    assert assess(case, dk, FILED, on="2024-02-20").verdict == ("allowed" if order == "open" else "blocked")


def test_a_second_letter_with_enough_time_mends_it(dk: Profile, make: MakeCase) -> None:
    # Sent again on 18 February, ten days to the 28th: the order may be filed from the 29th.
    case = letter(make, notice(deadline="2024-02-08"), notice("2024-02-18"))
    (step,) = [s for s in next_steps(case, dk, on="2024-02-20").proposals if s.action == "payment_order_filed"]
    assert (step.status, str(step.earliest)) == ("waiting", "2024-02-29")


def test_the_workflow_asks_for_the_letter_again(dk: Profile, make: MakeCase) -> None:
    case = letter(make, notice("2024-03-05", deadline="2024-03-08"), case={"workflow": "fast"})
    named = [s.action for s in next_steps(case, dk, on="2024-03-10").proposals if s.recommended]
    assert named != ["payment_order_filed"]
    (step,) = [s for s in next_steps(case, dk, on="2024-03-10").proposals if s.action == "payment_order_filed"]
    assert [change.event for change in step.opens_if] == [{"kind": "collection_notice"}]


def test_a_later_letter_with_too_little_time_takes_nothing_from_a_good_one(dk: Profile, make: MakeCase) -> None:
    case = letter(make, notice(), notice("2024-02-16", deadline="2024-02-18"), HANDED, FEE)
    assert standing(case, dk, on="2024-02-20").owed.costs == 400


# Contents --------------------------------------------------------------------------------------------------

SAYS = ["creditor", "sender", "debtor", "ground", "claim_reference", "principal", "interest_rate_and_period",
        "each_fee", "total", "how_to_pay", "deadline", "no_further_costs_if_paid"]  # fmt: skip


@pytest.mark.parametrize(
    ("contents", "costs", "order", "codes"),
    [
        (None, 400, "open", []),  # nobody says what it stated
        ([*SAYS, "consequence"], 400, "open", []),
        (SAYS, 0, "open", ["notice_incomplete", "notice_incomplete"]),  # no warning of costs: no costs
        ([*SAYS[1:], "consequence"], 0, "blocked", ["notice_incomplete", "fee_before_act"]),  # § 10(2)
        ([], 0, "blocked", ["notice_incomplete", "fee_before_act"]),
    ],
)
def test_what_a_collection_notice_leaves_out_costs_what_hangs_on_it(
    dk: Profile, make: MakeCase, contents: list[str] | None, costs: int, order: str, codes: list[str]
) -> None:
    sent = notice() | ({} if contents is None else {"contents": contents})
    case = letter(make, sent, HANDED, FEE)
    assert standing(case, dk, on="2024-02-20").owed.costs == costs
    assert [f.code for f in audit(case, dk, on="2024-02-20").breaches] == codes
    (step,) = [s for s in next_steps(case, dk, on="2024-02-20").proposals if s.action == "payment_order_filed"]
    assert step.status == order


def test_a_complete_letter_after_an_incomplete_one_carries_costs(dk: Profile, make: MakeCase) -> None:
    # Complete on 7 February, ten days to the 17th: costs from the 18th.
    late = FEE | {"on": "2024-02-18"}
    case = letter(make, notice(contents=SAYS), notice("2024-02-07", contents=[*SAYS, "consequence"]), HANDED, late)
    assert standing(case, dk, on="2024-02-20").owed.costs == 400


def test_a_reminder_that_lacks_what_only_practice_asks_for_puts_its_fee_in_doubt(dk: Profile, make: MakeCase) -> None:
    # The list of a reminder is practice and unconfirmed, so an omission is no certain breach.
    reminder = {"on": "2024-02-05", "kind": "reminder", "fee": "100.00", "contents": ["creditor"]}
    case = letter(make, reminder)
    (finding,) = audit(case, dk, on="2024-02-05").findings
    assert (finding.code, finding.severity, finding.amount_in_doubt) == ("notice_incomplete", "doubt", Decimal(100))
    assert standing(case, dk, on="2024-02-05").owed.fees == 100


def test_a_rent_demand_that_lacks_a_statement_is_none_and_earns_no_fee(dk: Profile, make: MakeCase) -> None:
    # Due Wednesday 1 March 2023; timely to Monday 6 March; 314 kr. in 2023.
    sent = {"on": "2023-03-07", "kind": "rent_notice", "fee": "314.00", "contents": ["creditor"]}
    rent = {"kind": "rent", "lease": "housing", "arose": "2023-03-01", "invoiced": "2023-03-01", "due": "2023-03-01"}
    assert standing(letter(make, sent, **rent), dk, on="2023-03-07").owed.fees == 0
    whole = [*SAYS, "consequence"]
    assert standing(letter(make, sent | {"contents": whole}, **rent), dk, on="2023-03-07").owed.fees == 314


def test_a_payment_order_with_an_empty_box_is_rejected_and_its_fee_stays_with_the_creditor(
    dk: Profile, make: MakeCase
) -> None:
    filed = FILED | {"contents": ["creditor", "debtor"]}
    now = standing(letter(make, notice(), filed), dk, on="2024-02-20")
    assert (now.owed.costs, now.stage) == (0, "notice_sent")


def test_a_word_that_is_no_statement_is_refused_with_the_nearest(dk: Profile, make: MakeCase) -> None:
    with pytest.raises(BadInput) as caught:
        standing(letter(make, notice(contents=["creditr"])), dk, on="2024-02-20")
    (fault,) = caught.value.faults
    assert (fault.code, fault.path, fault.nearest) == ("unknown_content", "events[0].contents[0]", "creditor")


# Letters and forms that are written ------------------------------------------------------------------------

PLAIN: Final[dict[str, Any]] = {
    "format": 1, "id": "k", "jurisdiction": "DK", "currency": "DKK",
    "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-01",
                "invoiced": "2024-01-01", "due": "2024-01-31", "due_agreed": True}],
}  # fmt: skip
ASKED: Event = {"on": "2024-02-05", "kind": "collection_notice"}
RENT = {"kind": "rent", "lease": "housing", "arose": "2024-03-01", "invoiced": "2024-03-01", "due": "2024-03-01"}
PAPERS: Final = {
    "reminder": Paper("reminder", "2024-03-01", pay_by="2024-03-15"),
    "collection_notice": Paper("collection_notice", "2024-03-01", sender=True),
    "compensation": Paper("compensation_claimed", "2024-03-01", case={"debtor": {"kind": "business"}}),
    "offer": Paper("settlement_offered", "2024-03-01", agreement="offer"),
    "plan": Paper("plan_agreed", "2024-03-01", agreement="plan", named="plan"),
    "acknowledgement": Paper("acknowledgement", "2024-03-01"),
    "settlement": Paper("plan_agreed", "2024-03-01", agreement="plan", named="settlement"),
    "payment_order": Paper("payment_order_filed", "2024-03-01", (ASKED,)),
    "enforcement_request": Paper(
        "enforcement_requested", "2024-03-01", ({"on": "2024-02-05", "kind": "title_obtained", "title": "judgment"},)
    ),
    "visit_warning": Paper(
        "visit_warned", "2024-03-01", (ASKED,), sender=True,
        wording={"place": "At your home.", "time_of_day": "Between 16 and 18."},
    ),
    "rent_notice": Paper("rent_notice", "2024-03-11", claim=RENT),
}  # fmt: skip


def test_each_notice_is_tried(dk: Profile) -> None:
    assert set(PAPERS) == set(dk.notice)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_with_all_it_needs_a_paper_is_whole(dk: Profile, name: str, paper: Paper) -> None:
    check_whole(dk, PLAIN, name, paper)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_without_an_input_the_paper_says_what_lacks(dk: Profile, name: str, paper: Paper) -> None:
    check_each_input(dk, PLAIN, name, paper)


def test_a_request_to_the_court_states_what_a_payment_left(dk: Profile) -> None:
    # 3.75 + 8 = 11.75 %, 366 days. 1,000.00 from 1 to 20 February: 6.4208, paid as 6.42; with the fee of 100.00 the
    # payment of 300.00 leaves 806.42. That bears 10.6145 for 41 days to 1 April: 17.0353 in all, 10.62 are left.
    events = (
        {"on": "2024-02-05", "kind": "reminder", "fee": "100.00"},
        {"on": "2024-02-20", "kind": "payment", "amount": "300.00"},
        {"on": "2024-03-01", "kind": "title_obtained", "title": "judgment"},
    )
    letter = write(dk, PLAIN, Paper("enforcement_requested", "2024-04-01", events), "da")
    sums = figures(letter)
    assert sums["principal"] == ["806.42"]
    *closed, running = sums["interest_rate_and_period"]
    assert ([round(float(one), 2) for one in closed], running) == ([6.42, 10.61], "None")
    said = next(one.items[-1] for one in letter.contents if one.key == "interest_rate_and_period")
    assert (str(said.on), float(said.rate or 0), float(said.base or 0)) == ("2024-04-02", 11.75, 806.42)
    assert (sums["each_fee"], sums["total"]) == ([], ["817.04"])
