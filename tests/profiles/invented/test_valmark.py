"""Valmark, worked out by hand: interest, time, fees and costs, acts, documents.

One per cent a year of the usual claim, 36,500.00, is 1.00 a day in a year of 365 days.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice, product
from typing import Any

import pytest

import collectrules as cr
from collectrules.checking import check_profile
from tests.laws.properties import INVENTED, invented

D = Decimal
Event = dict[str, Any]
LAW = invented()
# Every day of a claim but the due day is the same; it is due as agreed unless a test says otherwise.
CLAIM = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due_is": "agreed"}


def case(*events: Event, debtor: str = "consumer", creditor: str = "business", **words: Any) -> cr.Case:  # noqa: ANN401
    """A case of one claim; words of the case itself stand in `case`, claims in `claims`."""
    more, vat = words.pop("case", {}), words.pop("recovers_vat", None)
    due = words.setdefault("due", "2018-12-31")
    found = words.pop("claims", None) or [CLAIM | {"arose": due} | words]
    party = {"kind": creditor} | ({} if vat is None else {"recovers_vat": vat})
    head = {"id": "x", "jurisdiction": "_valmark", "currency": "EUR", "creditor": party, "debtor": {"kind": debtor}}
    return cr.load_case(head | {"claims": found, "events": list(events)} | more)


def at(on: str, *events: Event, **words: Any) -> cr.Standing:  # noqa: ANN401
    return cr.standing(case(*events, **words), LAW, on=on)


def refused(on: str, *events: Event, **words: Any) -> str:  # noqa: ANN401
    with pytest.raises(cr.CollectRulesError) as caught:
        at(on, *events, **words)
    return caught.value.code


def test_the_country_is_sound_and_says_nothing_that_is_not_computed() -> None:
    report = check_profile(INVENTED / "valmark")
    assert (report.faults, report.warnings, report.uncomputed) == ((), (), ())


# Interest ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arose", "due", "on", "owed"),
    [
        ("2017-12-01", "2017-12-31", "2018-01-10", 10 * 9),  # 3 and the margin of 6
        ("2018-12-01", "2018-12-31", "2019-01-10", 10 * 7),  # 1 and 6
        ("2018-12-01", "2019-01-01", "2019-01-11", 10 * 8),  # 1 and the new margin of 7
        ("2018-12-01", "2018-12-31", "2020-01-10", 365 * 7 + 10 * D("5.50")),  # -1 and 6 are 5: the floor
        ("2020-12-01", "2022-12-31", "2023-01-10", 10 * 19),  # 12 and 7
        ("2021-01-01", "2022-12-31", "2023-01-10", 10 * 18),  # no rate is higher for claims that arose from 2021
    ],
)
def test_the_rate_is_reference_and_margin_between_floor_and_ceiling(arose: str, due: str, on: str, owed: D) -> None:
    assert at(on, arose=arose, due=due).owed.interest == owed


RATE_15 = {"percent": "15.00", "agreed_on": "2018-01-01"}
RATE_3 = {"percent": "3.00", "agreed_on": "2018-01-01"}


@pytest.mark.parametrize(
    ("debtor", "rate", "a_day"),
    [
        ("business", RATE_3, 3),  # merchants are free to agree
        ("business", RATE_3 | {"agreed_on": "2018-12-15"}, 7),  # but not after the claim arose
        ("business", {"percent": "3.00"}, 3),  # without a day it counts as agreed before
        ("business", RATE_15 | {"kind": "margin"}, 16),  # over the reference of 1
        ("public", RATE_15, 15),  # the higher of 15 and 7
        ("public", RATE_3, 7),
        ("consumer", RATE_15, 7),  # the lower
        ("consumer", RATE_3, 3),
    ],
)
def test_an_agreed_rate_counts_by_who_agreed_to_it(debtor: str, rate: Event, a_day: int) -> None:
    found = at("2019-01-10", debtor=debtor, arose="2018-12-01", agreements={"rate": rate})
    assert found.owed.interest == 10 * a_day


@pytest.mark.parametrize(("reading", "owed"), [("plain", "630.00"), ("commercial", "638.75")])
def test_a_doubt_about_the_year_is_read_either_way(reading: str, owed: str) -> None:
    """January to March at 7: 90 days of 7.00; three months of thirty days are 36500 x 7 % x 90 / 360."""
    found = cr.standing(case(case={"readings": {"year": reading}}), LAW, on="2019-03-31")
    assert found.owed.interest == D(owed)


DEMANDED = {"due_is": "none", "due": "2019-01-05", "invoiced": "2019-01-01"}


@pytest.mark.parametrize(
    ("reading", "claim", "owed"),
    [
        ("without", {}, 10 * 8),  # ten days after 1 January are over with the 11th: the 12th to the 21st
        ("with", {}, 11 * 8),  # the 1st being the first of ten, the 11th bears interest
        ("without", {"received": "2019-01-20"}, 2 * 8),  # not before the invoice was there: the 20th and 21st
        ("without", {"demanded": "2019-01-03"}, 8 * 8),  # the demand itself, not the invoice: from the 14th
        ("without", {"due": "2019-01-15"}, 6 * 8),  # not on or before the due day
    ],
)
def test_without_an_agreed_day_interest_waits_ten_days(reading: str, claim: Event, owed: int) -> None:
    found = at("2019-01-21", case={"readings": {"start": reading}}, **(DEMANDED | claim))
    assert found.owed.interest == owed


def test_without_a_day_of_demand_nobody_knows_the_start() -> None:
    assert refused("2019-01-21", due_is="none", due="2019-01-05") == "missing_fact"


CREDIT = {"kind": "consumer_credit", "due": "2020-12-31", "contract": "2019-12-31"}


@pytest.mark.parametrize(
    ("claim", "owed"),
    [
        ({"credit_amount": "1000.00"}, "90.00"),  # ten days of 2021 at 9
        ({"credit_amount": "1000.00", "contract": "2020-01-01"}, "60.00"),  # the rate of a younger contract
        ({"credit_amount": "100.00"}, "50.00"),  # half the credit and no more
    ],
)
def test_interest_on_credit_stops_at_half_the_credit(claim: Event, owed: str) -> None:
    assert at("2021-01-10", **(CREDIT | claim)).owed.interest == D(owed)


@pytest.mark.parametrize(
    ("sent", "fees", "interest"),
    [
        ("2021-01-02", "8.00", "42.00"),  # 18.00 have accrued: the letter has its 8.00, and interest the rest of 50.00
        ("2021-01-05", "5.00", "45.00"),  # 45.00 have accrued: 5.00 are left for the letter
    ],
)
def test_fees_take_their_share_of_that_half(sent: str, fees: str, interest: str) -> None:
    found = at("2021-01-10", letter(sent), **CREDIT, credit_amount="100.00")
    assert (found.owed.fees, found.owed.interest) == (D(fees), D(interest))


def test_the_day_of_a_payment_does_not_count_for_credit() -> None:
    """Paid on 6 January: the 1st to the 5th at 9.00. The consumer's principal is met first, interest stays open."""
    paid = {"on": "2021-01-06", "kind": "payment", "amount": "36500.00"}
    found = at("2021-01-10", paid, **CREDIT, credit_amount="1000.00")
    assert (found.owed.principal, found.owed.interest) == (D("0.00"), D("45.00"))


@pytest.mark.parametrize("claim", [CREDIT, CREDIT | {"contract": None, "credit_amount": "9.00"}])
def test_a_credit_without_its_sum_or_its_day_is_refused(claim: Event) -> None:
    assert refused("2021-01-10", **claim) == "missing_fact"


HANDED = {"kind": "handed_over", "to": "collector"}


@pytest.mark.parametrize(
    ("handed", "due", "on", "owed"),
    [
        # From 1 June; the Port's 5 of Friday 28 May holds from the third working day, 2 June. 3 + 1.5 on the 1st;
        # 5 + 1.5 is more than the ceiling of 6 on the 2nd to the 5th.
        ("2021-05-10", "2021-04-30", "2021-06-05", D("4.50") + 4 * 6),
        # From 1 December at 6; from January at 5 + 1.
        ("2025-11-20", "2025-10-31", "2026-01-10", 41 * 6),
        ("2025-12-20", "2025-10-31", "2026-01-10", 10 * 6),
    ],
)
def test_a_public_claim_bears_interest_from_the_month_after_the_hand_over(
    handed: str, due: str, on: str, owed: D
) -> None:
    assert at(on, HANDED | {"on": handed}, kind="public_law", due=due).owed.interest == owed


def test_the_fee_of_a_public_claim_bears_interest_too() -> None:
    """36,514.00 instead of 36,500.00: 28.50 becomes 28.5109."""
    letter = {"on": "2021-05-20", "kind": "reminder", "fee": "14.00"}
    found = at("2021-06-05", HANDED | {"on": "2021-05-10"}, letter, kind="public_law", due="2021-04-30")
    assert found.owed.interest == D("28.51")


@pytest.mark.parametrize(
    ("due", "on", "owed"),
    [
        ("2021-05-31", "2021-06-10", "70.90"),  # locked at 5 + 2 on 1 June: 36500 x 7 % x 10 / 360 = 70.972, down
        ("2021-05-01", "2021-05-11", "50.60"),  # at 3 + 2: 50.694
    ],
)
def test_interest_on_wages_is_locked_on_its_first_day(due: str, on: str, owed: str) -> None:
    assert at(on, kind="wage", due=due, invoiced="2021-04-01").owed.interest == D(owed)


def test_what_nobody_has_published_is_refused_and_carried_forward_only_on_demand() -> None:
    """From 26 June, nine days at 4 + 7; the last four by a rate that is carried on."""
    assert refused("2026-07-04", due="2026-06-25") == "not_yet_published"
    found = cr.standing(case(due="2026-06-25"), LAW, on="2026-07-04", assume="carry_forward")
    assert (found.owed.interest, found.provisional) == (D("99.00"), True)


@pytest.mark.parametrize(("due", "on", "code"), [
    ("2013-06-01", "2013-07-01", "unknown_figure"),
    ("2009-12-31", "2010-07-01", "not_modelled"),
])  # fmt: skip
def test_before_the_first_known_rate_nothing_is_told(due: str, on: str, code: str) -> None:
    assert refused(on, due=due) == code


# The way to a title ------------------------------------------------------------------------------------------

# Ten working days after Friday 8 January 2021 end on the 22nd. The sheet is served on Friday 12 February, and twenty
# days end on 4 March; two days later, from 7 March, it is a title. It costs 25 and 1.5 % of 6,300: 119.50, so 120.
WAY = [
    {"id": "a", "on": "2021-01-08", "kind": "collection_notice"},
    {"id": "b", "on": "2021-02-01", "kind": "claim_filed"},
    {"id": "c", "on": "2021-02-12", "kind": "sheet_served"},
]
ANSWERED = {"id": "d", "on": "2021-02-20", "kind": "opposition"}
SMALL = {"amount": "7300.00", "due": "2020-12-31"}  # 6 % a year are 1.20 a day


@pytest.mark.parametrize(
    ("on", "stage"),
    [("2021-01-07", "overdue"), ("2021-01-08", "warned"), ("2021-02-11", "lodged"), ("2021-03-06", "served"),
     ("2021-03-07", "titled")],
)  # fmt: skip
def test_a_sheet_that_nobody_answers_becomes_a_title_by_time(on: str, stage: str) -> None:
    found = at(on, *WAY, **SMALL)
    assert found.stage == stage
    assert found.title == ("final_sheet" if stage == "titled" else None)
    assert found.owed.costs == (D("120.00") if on >= "2021-02-01" else D("0.00"))


def test_awarded_costs_bear_interest_ten_days_after_the_title() -> None:
    """Ten days after 10 March end on Saturday the 20th, moved to Monday: 120.00 at 6 % from the 23rd, ten days, 0.197.

    91 days of the claim at 1.20 are 109.20. The way of counting is unconfirmed.
    """
    won = {"id": "f", "on": "2021-03-10", "kind": "ruling", "costs_awarded": True}
    found = at("2021-04-01", *WAY, ANSWERED, {"id": "e", "on": "2021-03-01", "kind": "trial_requested"}, won, **SMALL)
    assert (found.owed.interest, found.provisional) == (D("109.40"), True)


def test_the_office_counts_over_its_closed_time() -> None:
    """Served on 15 March, twenty days end on Easter day, 4 April 2021, in the closed 1 to 7 April.

    The second working day after the 7th is Friday the 9th.
    """
    served = {"id": "c", "on": "2021-03-15", "kind": "sheet_served"}
    clocks = at("2021-03-15", *WAY[:2], served, **SMALL).clocks
    assert [str(clock.ends) for clock in clocks if clock.kind == "opposition"] == ["2021-04-09"]


def test_an_answer_stops_the_way_and_can_be_dropped() -> None:
    dropped = {"id": "e", "on": "2021-03-01", "kind": "opposition_dropped"}
    assert at("2021-06-01", *WAY, ANSWERED, **SMALL).stage == "opposed"
    assert at("2021-03-01", *WAY, ANSWERED, dropped, **SMALL).stage == "served"
    assert at("2021-03-07", *WAY, ANSWERED, dropped, **SMALL).stage == "titled"


def test_a_trial_after_an_answer_costs_twenty_and_the_creditor_advances_it() -> None:
    steps = cr.next_steps(case(*WAY, ANSWERED, **SMALL), LAW, on="2021-03-01").proposals
    (trial,) = (step for step in steps if step.action == "trial_requested")
    assert [cost.amount for cost in trial.advances] == [D("20.00")]


@pytest.mark.parametrize(
    ("amount", "fee"),
    [("1000.00", "40.00"), ("2400.00", "45.00"), ("2999.00", "55.00"), ("60000.00", "900.00")],
)  # 2 %: 20.00, at least 40; 48.00 down to a five; 59.98; 1,200.00, at most 900
def test_a_trial_without_a_sheet_costs_two_per_cent(amount: str, fee: str) -> None:
    steps = cr.next_steps(case(amount=amount), LAW, on="2019-03-01").proposals
    (trial,) = (step for step in steps if step.action == "trial_requested")
    assert [str(cost.amount) for cost in trial.advances] == [fee]


def test_a_seizure_after_a_ruling_waits_and_costs_one_per_cent() -> None:
    """A ruling of 1 March 2019 opens seizure fifteen days later, after 16 March, a Saturday: moved to Monday 18th.

    On 19 March 78 days of 7.00 make 546.00: one per cent of 37,046.00 is 370.46, so 371.00.
    """
    way = [{"on": "2019-02-01", "kind": "trial_requested"}, {"on": "2019-03-01", "kind": "ruling"}]
    steps = cr.next_steps(case(*way), LAW, on="2019-03-05").proposals
    (seizure,) = (step for step in steps if step.action == "seizure_requested")
    assert (seizure.status, str(seizure.earliest)) == ("waiting", "2019-03-19")
    found = at("2019-03-19", *way, {"on": "2019-03-19", "kind": "seizure_requested"})
    assert (found.owed.interest, found.owed.costs) == (D("546.00"), D("371.00"))


def test_a_claim_that_has_not_arisen_yet_makes_no_seizure_dearer() -> None:
    """All that is owed in the case on 19 March 2019 is the 37,046.00 of the first claim."""
    events = [{"on": "2019-02-01", "kind": "trial_requested"}, {"on": "2019-03-01", "kind": "ruling"}]
    events += [{"on": "2019-03-19", "kind": "seizure_requested"}]
    first = CLAIM | {"id": "a", "arose": "2018-12-01", "due": "2018-12-31"}
    second = CLAIM | {"id": "b", "arose": "2019-04-01", "due": "2019-04-30"}
    found = at("2019-03-19", *(event | {"claim": "a"} for event in events), claims=[first, second])
    assert found.owed.costs == D("371.00")


def test_a_seizure_falls_away_after_a_year_and_the_title_stays() -> None:
    way = [{"on": "2019-02-01", "kind": "trial_requested"}, {"on": "2019-03-01", "kind": "ruling"}]
    way += [{"on": "2019-04-01", "kind": "seizure_requested"}, {"on": "2019-05-06", "kind": "goods_seized"}]
    assert [at(day, *way).stage for day in ("2020-05-06", "2020-05-07")] == ["seized", "titled"]


def test_an_arrangement_stops_interest() -> None:
    """Ten days at 7, and none after 10 January."""
    assert at("2019-06-01", {"on": "2019-01-10", "kind": "arrangement_confirmed"}).owed.interest == D("70.00")


def flaws(*events: Event, on: str, **words: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    return [(found.code, found.severity) for found in cr.audit(case(*events, **words), LAW, on=on).findings]


SHEET_FEE = ("fee_of_unlawful_step", "doubt")
"""The office's fee for a sheet that the law had shut: the debtor's only if somebody puts it on him."""


def test_a_sheet_asks_for_the_warning_it_rests_on() -> None:
    """Back from court the claim counts as warned, but no warning was ever sent."""
    way = [{"on": "2019-02-01", "kind": "trial_requested"}, {"on": "2019-02-10", "kind": "withdrawn_from_court"}]
    found = flaws(*way, {"on": "2019-02-20", "kind": "claim_filed"}, on="2019-03-01", amount="900.00")
    assert found == [("step_missing_act", "breach"), SHEET_FEE]


@pytest.mark.parametrize(
    ("deadline", "found"), [("2019-01-25", []), ("2019-01-20", [("deadline_too_short", "breach")])]
)
def test_a_warning_may_give_more_time_and_not_less(deadline: str, found: list[tuple[str, str]]) -> None:
    """Ten working days after Monday 7 January 2019 end on the 21st."""
    warning = {"on": "2019-01-07", "kind": "collection_notice", "deadline": deadline}
    assert flaws(warning, on="2019-01-07") == found


def test_a_warning_that_came_back_gives_no_time() -> None:
    warning = {"on": "2019-01-07", "kind": "collection_notice", "delivery": "failed"}
    assert at("2019-02-01", warning).stage == "overdue"


def test_a_sheet_must_follow_its_warning_within_nine_months() -> None:
    """Nine months after 7 January 2019 end on 7 October."""
    way = [WARNED, {"on": "2019-10-08", "kind": "claim_filed"}]
    assert flaws(*way, on="2019-10-08", amount="900.00") == [("step_too_late", "breach"), SHEET_FEE]
    assert flaws(WARNED, {"on": "2019-10-07", "kind": "claim_filed"}, on="2019-10-08", amount="900.00") == []


def test_there_were_no_sheets_before_2012() -> None:
    way = [{"on": "2011-02-01", "kind": "collection_notice"}, {"on": "2011-03-01", "kind": "claim_filed"}]
    found = flaws(*way, on="2011-03-01", kind="wage", due="2011-01-14", invoiced="2011-01-01", amount="900.00")
    assert found == [("step_condition", "breach"), SHEET_FEE]


def test_a_debtor_is_visited_from_the_sixth_day_on() -> None:
    """The second visit is the first that costs something; without its fee it could be made on the same day."""
    visited = {"on": "2019-01-06", "kind": "visit_made"}
    steps = cr.next_steps(case(visited, contract="2016-01-01"), LAW, on="2019-01-07").proposals
    (visit,) = (step for step in steps if step.action == "visit_made")
    assert (str(visit.earliest), str(visit.free_from)) == ("2019-01-06", "2019-01-06")
    assert [cost.amount for cost in visit.charges] == [D("10.00")]


# Limitation --------------------------------------------------------------------------------------------------


def ends(on: str, *events: Event, component: str = "principal", **words: Any) -> list[str]:  # noqa: ANN401
    clocks = at(on, *events, **words).clocks
    return [str(c.ends) for c in clocks if c.kind == "limitation" and c.component == component]


BEGAN = {"on": "2022-01-10", "kind": "negotiations_began"}
ENDED = {"on": "2022-01-25", "kind": "negotiations_ended"}


@pytest.mark.parametrize(
    ("due", "events", "claim", "last"),
    [
        ("2020-01-15", [], {}, "2022-01-31"),  # two years from the end of January
        ("2019-12-10", [], {}, "2022-01-04"),  # 31 December is closed to 3 January; the 4th is a working day
        ("2014-03-10", [], {"known": "2021-02-10"}, "2022-03-10"),  # 2023-02-28, but never more than eight years
        ("2020-01-15", [BEGAN, ENDED], {}, "2022-03-18"),  # 45 days and a week after 25 January
        ("2020-01-15", [{"on": "2021-05-15", "kind": "acknowledgement"}], {}, "2023-05-15"),  # from its own day
        ("2015-01-15", [{"on": "2017-06-01", "kind": "acknowledgement"}], {}, "2017-01-31"),  # what is over stays over
        ("2021-01-01", [], {"kind": "wage", "invoiced": "2020-12-01"}, "2021-03-26"),  # twelve weeks
        ("2020-01-15", [], {"kind": "loan"}, "2026-01-15"),
        ("2020-01-15", [{"on": "2021-05-15", "kind": "acknowledgement"}], {"kind": "loan"}, "2024-05-15"),
    ],
)
def test_a_claim_is_barred_in_its_time(due: str, events: list[Event], claim: Event, last: str) -> None:
    assert ends("2022-02-01", *events, due=due, **claim) == [last]


@pytest.mark.parametrize(
    ("written", "last"),
    [
        # From 16 January 2020, two years.
        (None, ["2022-01-16"]),
        # Before any interest: all of it comes later, and counts from its own first day.
        ("2020-01-10", ["2022-01-16"]),
        # What had accrued has five years from then, what accrues from 2 March on two.
        ("2021-03-01", ["2026-03-01", "2023-03-02"]),
    ],
)
def test_each_sum_of_interest_on_a_loan_has_its_own_time(written: str | None, last: list[str]) -> None:
    said = [{"on": written, "kind": "acknowledgement", "form": "in_writing"}] if written else []
    assert ends("2021-06-01", *said, component="interest", kind="loan", arose="2020-01-01", due="2020-01-15") == last


def test_a_title_lasts_to_the_end_of_its_twelfth_year() -> None:
    assert ends("2021-06-01", *WAY, **SMALL) == ["2033-12-31"]


def test_a_pending_sheet_holds_the_time_up_and_leaves_half_a_year() -> None:
    """Two years from the end of December 2020 end on 31 December 2022, and on 4 January 2023 for the closed time.

    Lodged on 1 December 2022 and served on the 30th, the sheet is final on 10 February 2023: the last of the twenty
    days is 19 January, so on the 22nd.
    """
    way = [{"on": "2022-11-02", "kind": "collection_notice"}, {"on": "2022-12-01", "kind": "claim_filed"}]
    clocks = at("2023-01-10", *way, **SMALL).clocks
    assert [c.state for c in clocks if c.kind == "limitation" and c.component == "principal"] == ["suspended"]


# Fees and costs ----------------------------------------------------------------------------------------------


def letter(on: str, fee: str = "8.00", **words: Any) -> Event:  # noqa: ANN401
    return {"on": on, "kind": "reminder", "fee": fee, **words}


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("2019-02-09", []),
        ("2019-02-08", [("fee_too_soon", "doubt")]),  # seven days later, six whole days between
        ("2019-02-07", [("fee_too_soon", "breach")]),
    ],
)
def test_seven_days_between_letters_are_in_doubt(second: str, found: list[tuple[str, str]]) -> None:
    assert flaws(letter("2019-02-01"), letter(second), on="2019-03-01") == found


def test_a_third_letter_is_only_in_doubt_where_the_second_is() -> None:
    """If seven days are too few the second is unlawful, and the third is the second lawful one; else it is too many."""
    found = flaws(letter("2019-02-01"), letter("2019-02-08"), letter("2019-02-20"), on="2019-03-01")
    assert [severity for _, severity in found] == ["doubt", "doubt"]


def test_letters_of_the_relationship_elsewhere_count_too() -> None:
    """Two letters of other claims use up the two of the arrears."""
    earlier = [{"kind": "reminder", "on": f"2019-01-{day}", "relationship": "r"} for day in ("10", "20", "20")]
    earlier += [{"kind": "reminder", "on": "2019-01-20"}]
    found = flaws(letter("2019-02-10"), on="2019-03-01", relationship="r", case={"earlier": earlier})
    assert found == [("fee_limit", "breach")]


@pytest.mark.parametrize(
    ("debtor", "fact", "lawful"),
    [
        # Two letters of 8.00 and a hand-over of 12.00 of a claim above 100.00 share 26.00.
        ("consumer", None, "26.00"),
        ("public", None, "28.00"),
        ("business", "unusually_laborious", "28.00"),
    ],
)
def test_letters_and_hand_over_share_a_ceiling(debtor: str, fact: str | None, lawful: str) -> None:
    events = [letter("2019-02-01"), letter("2019-02-20"), {"on": "2019-03-10", "kind": "handed_over", "fee": "12.00"}]
    events += [{"on": "2019-01-15", "kind": "fact", "name": fact, "value": True}] if fact else []
    assert at("2019-04-01", *events, debtor=debtor).owed.fees == D(lawful)


def test_what_the_law_struck_out_is_waived_first() -> None:
    """Of a letter of 20.00 the law leaves 8.00; a waiver of 12.00 gives up what was never owed."""
    waived = {"on": "2019-03-01", "kind": "waiver", "component": "fees", "amount": "12.00"}
    assert at("2019-03-01", letter("2019-02-01", "20.00"), waived).owed.fees == D("8.00")


@pytest.mark.parametrize(
    ("agreed", "agreed_on", "lawful"),
    [("25.00", "2018-01-01", "25.00"), ("45.00", "2018-01-01", "26.00"), ("25.00", "2018-12-15", "8.00")],
)
def test_merchants_may_agree_on_a_fee(agreed: str, agreed_on: str, lawful: str) -> None:
    """At most 30.00, and with the ceiling of all letters 26.00; too late an agreement leaves the law's 8.00."""
    words = {"arose": "2018-12-01", "agreements": {"reminder_fee": {"amount": agreed, "agreed_on": agreed_on}}}
    assert at("2019-02-01", letter("2019-02-01", "45.00"), debtor="business", **words).owed.fees == D(lawful)


def test_nothing_is_charged_while_the_claim_is_disputed_but_the_first_letter_is_in_doubt() -> None:
    disputed = {"on": "2019-01-20", "kind": "dispute"}
    found = flaws(disputed, letter("2019-02-01"), letter("2019-02-20"), on="2019-03-01")
    assert [severity for _, severity in found] == ["doubt", "breach"]


WARNED = {"id": "w", "on": "2019-01-07", "kind": "collection_notice"}
AGENCY = [WARNED, {"id": "x", "on": "2019-03-01", "kind": "handed_over"}]
SMALL_FIRM = {"id": "f", "on": "2019-01-02", "kind": "fact", "name": "creditor_small", "value": True}


def booked(amount: str, cost: str = "collector_fee") -> Event:
    return {"id": "z", "on": "2019-03-02", "kind": "charge", "cost": cost, "amount": amount}


@pytest.mark.parametrize(
    ("amount", "debtor", "vat", "claimed", "found"),
    [
        # 8 % of 500, 4 % of 4,500 and 1 % of 31,500 are 535.00, but at most 400.00; with 15 % of tax 460.00.
        ("36500.00", "consumer", True, "400.00", []),
        ("36500.00", "consumer", True, "400.01", [("fee_above_maximum", "breach")]),
        ("36500.00", "consumer", False, "460.00", []),
        ("36500.00", "consumer", None, "460.00", [("vat_unknown", "doubt")]),
        # 8 % of 201 are 16.08, at least 20.00; of 256.30 20.504, up to a half: 21.00.
        ("201.00", "consumer", True, "20.01", [("fee_above_maximum", "breach")]),
        ("256.30", "consumer", True, "21.00", []),
        ("30.00", "consumer", True, "3.01", [("fee_above_maximum", "breach")]),
        # A quarter more from a business, and more still with proof.
        ("36500.00", "business", True, "500.00", []),
        ("36500.00", "business", True, "500.01", [("fee_needs_proof", "doubt")]),
    ],
)
def test_what_an_agency_may_ask(
    amount: str, debtor: str, vat: bool | None, claimed: str, found: list[tuple[str, str]]
) -> None:
    events = [*AGENCY, SMALL_FIRM, booked(claimed)]
    assert flaws(*events, on="2019-03-02", amount=amount, debtor=debtor, recovers_vat=vat) == found


def test_a_pledge_costs_five_more() -> None:
    events = [*AGENCY, SMALL_FIRM, booked("405.00")]
    assert flaws(*events, on="2019-03-02", secured="pledge", recovers_vat=True) == []


SETTLED = {"id": "x", "on": "2019-03-01", "kind": "title_obtained", "title": "settlement"}
OFFERED = {"id": "x", "on": "2019-03-01", "kind": "settlement_offered"}


@pytest.mark.parametrize(
    ("act", "claimed", "arose", "found"),
    [
        # 10.00, four steps of 5.00 and five of 7.00 for 5,900: 65.00.
        (SETTLED, "65.00", "2018-12-01", []),
        # With 15 % of tax on top 74.75, if the tax is not in the table.
        (SETTLED, "74.75", "2018-12-01", [("fee_above_maximum", "doubt")]),
        (SETTLED, "74.76", "2018-12-01", [("fee_above_maximum", "breach")]),
        (OFFERED, "65.00", "2018-12-01", [("fee_by_reading", "doubt")]),
        (SETTLED, "65.00", "2012-12-01", [("unknown_figure", "doubt")]),
    ],
)
def test_what_the_creditors_own_desk_may_ask(
    act: Event, claimed: str, arose: str, found: list[tuple[str, str]]
) -> None:
    facts = {"amount": "5900.00", "arose": arose, "recovers_vat": False}
    assert flaws(WARNED, act, booked(claimed, "own_collection"), on="2019-03-02", **facts) == found


@pytest.mark.parametrize(
    ("value", "arose", "amount"),
    [
        ("200.00", "2013-01-01", "10.00"),
        ("200.01", "2013-01-01", "15.00"),  # one step of 200 begun
        ("1000.01", "2013-01-01", "37.00"),  # four steps, and the first of 1,000
        ("499.99", "2020-07-01", "15.00"),
        ("500.00", "2020-07-01", "15.00"),  # the bound belongs above it, and nothing exceeds it
        ("1500.00", "2020-07-01", "35.00"),
        ("2000.00", "2020-07-01", "50.00"),
    ],
)
def test_the_table_of_the_desk(value: str, arose: str, amount: str) -> None:
    assert cr.tariff(LAW, "value.desk", value=value, arose=arose, on="2021-01-01").amount == D(amount)


@pytest.mark.parametrize(("value", "amount"), [("400.00", "18.00"), ("1000.00", "34.00")])
def test_the_newer_table_takes_three_per_cent_and_four(value: str, amount: str) -> None:
    """12.00 and 4.00 are less than 18.00; 30.00 and 4.00."""
    assert cr.tariff(LAW, "value.desk_new", value=value, arose="2022-01-01", on="2022-06-01").amount == D(amount)


def test_before_its_first_version_a_table_says_nothing() -> None:
    with pytest.raises(cr.NotModelled) as caught:
        cr.tariff(LAW, "value.desk_new", value="400.00", arose="2021-12-31", on="2022-06-01")
    assert caught.value.code == "not_modelled"


@pytest.mark.parametrize(
    ("contract", "visits", "found"),
    [
        ("2015-01-01", ["10.00"], [("fee_free", "breach")]),  # the first is free
        ("2015-01-01", [None, "10.00"], []),
        ("2014-12-31", [None, "10.00"], [("fee_condition", "breach")]),
    ],
)
def test_a_visit_is_paid_from_the_second_on(
    contract: str, visits: list[str | None], found: list[tuple[str, str]]
) -> None:
    events = [
        {"on": f"2019-02-0{n}", "kind": "visit_made", **({"fee": fee} if fee else {})}
        for n, fee in enumerate(visits, 1)
    ]
    assert flaws(*events, on="2019-03-01", contract=contract) == found


def test_a_visit_is_in_doubt_while_the_day_of_the_contract_is_not_known() -> None:
    events = [{"on": f"2019-02-0{n}", "kind": "visit_made"} for n in (1, 2)]
    assert flaws(*events[:1], events[1] | {"fee": "10.00"}, on="2019-03-01") == [("fact_unknown", "doubt")]


TWO = [CLAIM | {"id": name, "amount": "100.00", "arose": "2018-12-01", "due": "2018-12-31"} for name in ("1", "2")]


@pytest.mark.parametrize(("amount", "lawful"), [("33.00", "33.00"), ("66.00", "66.00"), ("70.00", "66.00")])
def test_one_fixed_sum_for_each_claim(amount: str, lawful: str) -> None:
    claimed = {"on": "2019-02-01", "kind": "compensation_claimed", "amount": amount}
    assert at("2019-02-01", claimed, debtor="business", claims=TWO).owed.fees == D(lawful)


def test_there_was_no_fixed_sum_before_2013() -> None:
    """The claim arose in 2012: the law gives it nothing, whatever is asked and on whichever day."""
    claim = {"arose": "2012-12-01", "due": "2014-01-01", "debtor": "business"}
    found = flaws({"on": "2014-02-01", "kind": "compensation_claimed"}, on="2014-02-01", **claim)
    assert found == [("fee_condition", "breach")]


def test_a_sum_that_no_law_knew_yet_is_claimed_and_not_owed() -> None:
    """In 2012 there was none; the letter names no sum, so that of 2013 is what it claims."""
    claimed = {"on": "2012-03-01", "kind": "compensation_claimed"}
    found = at("2012-03-01", claimed, kind="wage", due="2012-01-10", invoiced="2012-01-01", debtor="business")
    assert (found.booked.fees, found.owed.fees) == (D("33.00"), D("0.00"))


def test_the_fixed_sum_waits_for_nothing_after_it() -> None:
    """Only fee letters keep a distance from one another."""
    claimed = {"on": "2019-02-01", "kind": "compensation_claimed"}
    clocks = at("2019-02-01", claimed, letter("2019-02-01"), debtor="business").clocks
    assert [(str(clock.ends)) for clock in clocks if clock.kind == "reminder_gap"] == ["2019-02-08"]


def test_a_register_is_asked_twice_in_twelve_months_and_with_tax() -> None:
    """6.40 and 15 % are 7.36."""
    asked = [{"on": f"2019-0{month}-01", "kind": "inquiry_made"} for month in (2, 3, 4)]
    assert at("2019-05-01", *asked).owed.costs == 2 * D("7.36")


# Payments ----------------------------------------------------------------------------------------------------

DEBTS = [
    CLAIM | {"id": "a", "amount": "3650.00", "arose": "2018-12-01", "due": "2018-12-31"},
    CLAIM | {"id": "b", "amount": "3650.00", "arose": "2018-12-01", "due": "2018-12-21"},
]


@pytest.mark.parametrize(
    ("debtor", "named", "pieces"),
    [
        # At 7 %, 0.70 a day: on 10 January 7.00 of a, and 14.00 of b, which fell due ten days earlier.
        ("business", None, [("b", "interest", "14.00"), ("b", "principal", "3650.00"), ("a", "interest", "7.00"),
                            ("a", "principal", "329.00")]),
        ("business", "a", [("a", "interest", "7.00"), ("a", "principal", "3650.00"), ("b", "interest", "14.00"),
                           ("b", "principal", "329.00")]),
        ("consumer", "a", [("b", "principal", "3650.00"), ("a", "principal", "350.00")]),
    ],
)  # fmt: skip
def test_a_payment_of_4000_goes_where_the_law_of_the_debtor_sends_it(
    debtor: str, named: str | None, pieces: list[tuple[str, str, str]]
) -> None:
    paid = {"on": "2019-01-10", "kind": "payment", "amount": "4000.00"} | ({"claim": named} if named else {})
    (found,) = at("2019-01-10", paid, debtor=debtor, claims=DEBTS).payments
    assert sorted((p.claim, p.component, str(p.amount)) for p in found.by_claim) == sorted(pieces)


@pytest.mark.parametrize(("reading", "costs", "interest"), [
    ("interest_first", "70.00", "0.00"), ("costs_first", "0.00", "70.00"),
])  # fmt: skip
def test_costs_or_interest_come_first_as_the_doubt_is_read(reading: str, costs: str, interest: str) -> None:
    """70.00 of interest to 10 January and 70.00 of costs, of which 70.00 are paid."""
    events = [{"on": "2019-01-05", "kind": "title_obtained", "title": "settlement"}]
    events += [{"on": "2019-01-05", "kind": "charge", "cost": "awarded_cost", "amount": "70.00"}]
    events += [{"on": "2019-01-10", "kind": "payment", "amount": "70.00"}]
    found = at("2019-01-10", *events, debtor="business", case={"readings": {"order": reading}})
    assert (found.owed.costs, found.owed.interest) == (D(costs), D(interest))


def test_what_is_taken_off_after_it_was_paid_is_credit() -> None:
    """Paid on the due day, the claim shrinks by 100.00 a week later."""
    events = [{"on": "2018-12-31", "kind": "payment", "amount": "36500.00"}]
    events += [{"on": "2019-01-07", "kind": "credit_note", "amount": "100.00"}]
    found = at("2019-01-07", *events)
    assert (found.owed.total, found.credit, found.paid.total) == (D("0.00"), D("100.00"), D("36400.00"))


PAID = {"id": "p", "on": "2019-01-05", "kind": "payment", "amount": "100.00"}
BETTER = {"id": "q", "on": "2019-01-06", "kind": "correction", "of": "p", "amount": "200.00"}


def test_a_correction_can_be_corrected() -> None:
    best = {"id": "r", "on": "2019-01-07", "kind": "correction", "of": "q", "amount": "300.00"}
    assert at("2019-01-08", PAID, BETTER).paid.total == D("200.00")
    assert at("2019-01-08", PAID, BETTER, best).paid.total == D("300.00")


def test_a_correction_says_nothing_that_its_target_could_not() -> None:
    odd = {"id": "q", "on": "2019-01-06", "kind": "correction", "of": "p", "deadline": "2019-02-01"}
    assert refused("2019-01-08", PAID, odd) == "field_not_allowed"


# Documents and answers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"case": {"readings": {"gaps": "between"}}}, "unknown_reading"),
        ({"case": {"readings": {"gap": "betwixt"}}}, "unknown_option"),
        ({"case": {"workflow": "mansion"}}, "unknown_workflow"),
        ({"amount": "0.00"}, "amount_not_positive"),
        ({"arose": "2019-01-01"}, "due_before_arose"),
        ({"due": "31.12.2018"}, "date_format"),
        ({"kind": None}, "unknown_word"),
        ({"case": {"claims": [{"id": "1"}]}}, "missing_field"),
    ],
)
def test_what_does_not_fit_is_told(words: Event, code: str) -> None:
    with pytest.raises(cr.BadInput) as caught:
        at("2019-02-01", **words)
    assert code in {fault.code for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([{"on": "2019-02-01", "kind": "received", "of": "q"}], "unknown_event"),
        ([{"id": "q", "on": "2019-02-01", "kind": "note"}] * 2, "duplicate_id"),
    ],
)
def test_an_event_that_does_not_fit_is_told(events: list[Event], code: str) -> None:
    with pytest.raises(cr.BadInput) as caught:
        at("2019-02-01", *events)
    assert code in {fault.code for fault in caught.value.faults}


def test_what_was_recorded_later_was_not_known() -> None:
    paid = {"on": "2019-01-10", "recorded": "2019-02-01", "kind": "payment", "amount": "100.00"}
    known = cr.standing(case(paid), LAW, on="2019-01-31", known_on="2019-01-31")
    assert (known.paid.total, at("2019-01-31", paid).paid.total) == (D("0.00"), D("100.00"))


def test_every_way_of_reading_the_doubts_gives_the_same_where_none_matters() -> None:
    """On its due day a claim owes its principal, whatever the doubts; more ways than are kept at once."""
    names = sorted(LAW.reading)
    ways = islice(product(*(LAW.reading[name].options for name in names)), 40)
    owed = {
        cr.standing(case(), LAW, on="2018-12-31", readings=dict(zip(names, way, strict=True))).owed.total
        for way in ways
    }
    assert owed == {D("36500.00")}


def test_a_step_is_recorded_only_as_the_day_itself_proposes_it() -> None:
    """A letter of 8.00 of 2022 is one of 9.00 in 2023, and none once two were sent."""
    facts = case(due="2022-11-30")
    (step,) = (s for s in cr.next_steps(facts, LAW, on="2022-12-31").proposals if s.action == "reminder")
    assert [cost.amount for cost in step.charges] == [D("8.00")]
    with pytest.raises(cr.StaleProposal) as dearer:
        cr.accept(facts, step, LAW, on="2023-01-01")
    assert "stale_charges" in {fault.code for fault in dearer.value.faults}
    with pytest.raises(cr.StaleProposal) as gone:
        cr.accept(case(due="2023-11-30"), step, LAW, on="2022-12-31")
    assert gone.value.faults


def test_a_letter_of_the_house_course_warns_of_collection() -> None:
    """The second letter is due nine days after the first, and is a warning in one."""
    facts = case(letter("2019-01-04"), case={"workflow": "house"})
    (step,) = (s for s in cr.next_steps(facts, LAW, on="2019-01-13").proposals if s.recommended)
    done = cr.accept(facts, step, LAW, on="2019-01-13")
    assert (step.action, done.events[-1].warns_of_collection) == ("reminder", True)


def test_a_step_can_be_rejected_if_there_is_such_a_step() -> None:
    """Without a second letter the house course goes on to the warning."""
    facts = case(letter("2019-01-04"), case={"workflow": "house"})
    found = cr.next_steps(facts, LAW, on="2019-01-13", without=["reminder"]).proposals
    assert [step.action for step in found if step.recommended] == ["collection_notice"]
    with pytest.raises(cr.BadInput) as caught:
        cr.next_steps(facts, LAW, on="2019-01-13", without=["remindr"])
    assert caught.value.code == "unknown_action"


def test_a_letter_is_weighed_over_the_claims_it_names() -> None:
    """Only the claim of 0.01 is overdue: 50.00 and more are not owed on it, and its letter has no fee."""
    public = CLAIM | {"kind": "public_law", "arose": "2019-01-01"}
    claims = [public | {"id": "a", "amount": "0.01", "due": "2019-01-01"}]
    claims += [public | {"id": "b", "amount": "100.00", "due": "2019-01-02"}]
    facts = case(claims=claims)
    (step,) = (
        s for s in cr.next_steps(facts, LAW, on="2019-01-02").proposals if (s.action, s.status) == ("reminder", "open")
    )
    assert (step.claims, step.charges) == (("a",), ())


def test_a_clock_of_the_profile_is_shown_while_its_rule_holds() -> None:
    """Served on 1 March 2019 a sheet is on view to 1 March 2021; a claim that went back from the court is not."""
    way = [WARNED, {"on": "2019-02-01", "kind": "claim_filed"}, {"on": "2019-03-01", "kind": "sheet_served"}]

    def clocks(on: str, *events: Event) -> list[tuple[str, str, str]]:
        found = at(on, *events, amount="900.00").clocks
        return [(str(c.started), str(c.ends), c.state) for c in found if c.kind == "sheet_on_view"]

    assert clocks("2019-02-28", *way) == []
    assert clocks("2019-03-01", *way) == [("2019-03-01", "2021-03-01", "running")]
    assert clocks("2021-03-02", *way) == [("2019-03-01", "2021-03-01", "expired")]
    assert clocks("2019-04-01", *way, {"on": "2019-03-20", "kind": "withdrawn_from_court"}) == []
    assert clocks("2025-12-31", *way) != [] == clocks("2026-01-01", *way)  # the rule has ended


def test_the_outlook_is_that_of_the_first_rule_that_stands_and_of_the_worst_claim() -> None:
    bad = {"on": "2019-02-10", "kind": "fact", "name": "solvency", "value": "bad", "claim": "1"}
    filed = {"on": "2019-02-01", "kind": "claim_filed", "claim": "1"}
    warned = WARNED | {"claim": "1"}

    def light(on: str, *events: Event, **words: Any) -> tuple[str, str, str] | None:  # noqa: ANN401
        found = at(on, *events, **words).outlook
        return None if found is None else (found.light, found.rule, found.claim)

    assert light("2018-12-31") == ("in_order", "paid_or_settled", "1")
    assert light("2019-01-10") == ("neutral", "unknown", "1")
    assert light("2019-02-02", warned, filed) == ("caution", "before_the_office", "1")
    assert light("2019-02-12", warned, filed, bad) == ("probable_loss", "bad_debtor", "1")
    two = [CLAIM | {"arose": "2018-12-31", "due": "2018-12-31"},
           CLAIM | {"id": "2", "arose": "2019-06-01", "due": "2019-06-01"}]  # fmt: skip
    assert light("2019-02-12", warned, filed, bad, claims=two) == ("probable_loss", "bad_debtor", "1")
    assert cr.explain(at("2019-01-10"), LAW).text.count("Outlook, by the creditor's own rules: no information") == 1
