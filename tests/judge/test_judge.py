"""The judge itself, against figures worked by hand from the dossier of Danish law.

Sections of renteloven unless another act is named. Rates: reference rate of the half-year plus 7 (due before
2013-03-01) or 8 points.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from collectrules.judge import words
from collectrules.judge.history import Judge

D = dt.date
Document = dict[str, Any]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Path(__file__).parents[2] / "profiles" / "dk")


def claim(due: str = "2024-01-10", amount: str = "1000.00", **words: object) -> Document:
    kept = {"id": "a", "kind": "goods_or_services", "arose": "2002-08-01", "due_is": "agreed"}
    return {**kept, "amount": amount, "due": due, **words}


def case(*events: Document, claims: list[Document] | None = None, debtor: str = "consumer") -> Document:
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": debtor}}
    return {**parties, "claims": claims or [claim()], "events": list(events)}


def event(on: str, kind: str, **words: object) -> Document:
    return {"on": on, "kind": kind, "claim": "a", **words}


def fee_letter(on: str, fee: str = "100.00", **words: object) -> Document:
    return event(on, "reminder", fee=fee, **words)


def codes(judge: Judge, document: Document, on: str = "2026-01-01", **readings: str) -> list[tuple[int, str]]:
    return [(flag.event, flag.code) for flag in judge.flags(document, D.fromisoformat(on), readings)]


NOTICE = event("2024-03-01", "collection_notice")
ON_THE_WAY = [
    event("2026-04-01", "collection_notice"),
    event("2026-04-12", "payment_order_filed"),
    event("2026-05-22", "payment_order_served"),
]


# Rate and interest: §§ 3, 5 and 7 -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "day", "rate"),
    [
        ("2018-11-01", "2018-11-02", "8.05"),
        ("2013-02-28", "2013-03-01", "7.20"),  # the margin stays that of the due day
        ("2013-03-01", "2013-03-02", "8.20"),
        ("2013-02-28", "2024-01-01", "10.75"),  # the reference rate does not
        ("2021-01-10", "2021-07-01", "7.65"),  # a negative reference reduces
        ("2013-02-28", "2021-12-31", "6.65"),
        ("2021-01-10", "2022-12-31", "7.55"),
        ("2015-01-10", "2015-01-20", "8.20"),  # a change within the half-year does not count
        ("2015-01-10", "2015-07-01", "8.05"),
        ("2024-01-10", "2024-06-30", "11.75"),
        ("2024-01-10", "2024-07-01", "11.50"),
        ("2026-01-10", "2026-12-31", "10.00"),
    ],
)
def test_rate_of_a_day(judge: Judge, due: str, day: str, rate: str) -> None:
    assert judge.rate(claim(due), D.fromisoformat(day)) == Fraction(rate)


def test_no_rate_is_known_beyond_2026(judge: Judge) -> None:
    with pytest.raises(LookupError):
        judge.rate(claim(), D(2027, 1, 1))


@pytest.mark.parametrize(
    ("debtor", "percent", "agreed_on", "rate"),
    [
        ("consumer", "24.00", "2024-01-01", "11.75"),  # § 7: never to a consumer's detriment
        ("consumer", "5.00", "2024-01-01", "5.00"),
        ("business", "24.00", "2024-01-01", "24.00"),
        ("business", "24.00", "2024-01-02", "24.00"),  # on the day the claim arose
        ("business", "24.00", "2024-01-03", "11.75"),  # first told on the invoice
        ("business", "5.00", "2024-01-01", "5.00"),
        ("public", "5.00", "2024-01-01", "11.75"),  # § 1(5)
        ("public", "24.00", "2024-01-01", "24.00"),
    ],
)
def test_an_agreed_rate(judge: Judge, debtor: str, percent: str, agreed_on: str, rate: str) -> None:
    terms = {"rate": {"percent": percent, "agreed_on": agreed_on}}
    agreed = claim(arose="2024-01-02", agreements=terms)
    assert judge.rate(agreed, D(2024, 2, 1), debtor=debtor) == Fraction(rate)


def test_an_agreed_margin_floats_with_the_reference_rate(judge: Judge) -> None:
    agreed = claim(agreements={"rate": {"percent": "10.00", "kind": "margin"}})
    assert judge.rate(agreed, D(2024, 2, 1), debtor="business") == Fraction("13.75")


@pytest.mark.parametrize(
    ("words", "debtor", "readings", "first"),
    [
        ({"due": "2018-11-01"}, "consumer", {}, "2018-11-02"),
        ({"due_is": "time_limited_demand", "invoiced": "2024-01-01"}, "consumer", {}, "2024-02-01"),
        (
            {"due_is": "none", "invoiced": "2024-01-01"},
            "consumer",
            {"interest_start": "counting_sending_day"},
            "2024-01-31",
        ),
        ({"due_is": "none", "invoiced": "2024-01-01", "demanded": "2024-01-05"}, "consumer", {}, "2024-02-05"),
        ({"due_is": "none", "invoiced": "2023-01-01", "received": "2024-03-01"}, "consumer", {}, "2024-03-01"),
        ({"due_is": "none", "invoiced": "2023-01-01"}, "consumer", {}, "2024-01-11"),
        ({"due_is": "printed", "invoiced": "2024-01-01"}, "business", {}, "2024-02-01"),
        (
            {"due_is": "printed", "invoiced": "2024-01-01"},
            "business",
            {"printed_due_date": "agreed_by_silence"},
            "2024-01-11",
        ),
        (
            {"due_is": "printed", "invoiced": "2024-01-01"},
            "consumer",
            {"printed_due_date": "agreed_by_silence"},
            "2024-02-01",
        ),
    ],
)
def test_first_day_that_bears_interest(
    judge: Judge, words: Document, debtor: str, readings: dict[str, str], first: str
) -> None:
    read = {"interest_start": "after_30", "printed_due_date": "not_agreed"} | readings
    assert judge.first_interest_day(claim(**words), debtor, read) == D.fromisoformat(first)


@pytest.mark.parametrize(
    ("due", "reading", "first"),
    [
        ("2019-05-01", "after_timely_days", "2019-05-07"),  # Wednesday; 2, 3, and Saturday 4 moves to Monday the 6th
        ("2019-06-01", "after_timely_days", "2019-06-08"),  # Saturday: moved to the 3rd; 4, 6, 7, the 5th is none
        ("2019-05-01", "after_due_day", "2019-05-02"),
        ("2019-06-01", "after_due_day", "2019-06-04"),
    ],
)
def test_rent_that_is_paid_in_time_bears_no_interest(judge: Judge, due: str, reading: str, first: str) -> None:
    readings = {**judge.cautious, "rent_interest_start": reading}
    assert judge.first_interest_day(claim(due, kind="rent"), "consumer", readings) == D.fromisoformat(first)


@pytest.mark.parametrize(("sent", "found"), [("2019-05-06", True), ("2019-05-07", False)])
def test_nobody_hands_over_what_can_still_be_paid_in_time(judge: Judge, sent: str, found: bool) -> None:
    rent = claim("2019-05-01", kind="rent", lease="housing")
    letter = case(event(sent, "handed_over", fee="100.00"), claims=[rent])
    assert bool(codes(judge, letter, "2019-06-01")) is found


def test_an_action_starts_interest_that_would_start_later(judge: Judge) -> None:
    document = case(event("2024-01-20", "lawsuit_filed"), claims=[claim(due_is="none", invoiced="2024-01-10")])
    assert judge.history(document, D(2024, 2, 1)).accounts[0].interest_from == D(2024, 1, 21)


def test_interest_counts_the_day_of_payment_and_not_the_due_day(judge: Judge) -> None:
    # 2 November to 12 December 2018 are 29 + 12 = 41 days.
    found = judge.interest(claim("2018-11-01"), D(2018, 11, 2), D(2018, 12, 12), lambda _: 1_477_50)
    assert found == Fraction("147750") * Fraction("8.05") / 100 * Fraction(41, 365)


def test_interest_over_a_change_of_rate_and_into_a_common_year(judge: Judge) -> None:
    # 31 December 2023 at 11.25 of 365; 182 days to 30 June 2024 at 11.75 and one at 11.50, of 366.
    found = judge.interest(claim("2023-12-30"), D(2023, 12, 31), D(2024, 7, 1), lambda _: 10_000)
    assert found == 100 * (Fraction("11.25") / 365 + (182 * Fraction("11.75") + Fraction("11.50")) / 366)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (D(2023, 1, 31), D(2023, 1, 31), 0),
        (D(2023, 1, 1), D(2023, 1, 31), 30),
        (D(2023, 3, 1), D(2023, 3, 1), 3),  # 28 February to 1 March
        (D(2024, 3, 1), D(2024, 3, 1), 2),
        (D(2023, 2, 1), D(2023, 2, 28), 28),
        (D(2023, 1, 1), D(2023, 12, 31), 360),
    ],
)
def test_interest_by_months_of_thirty_days(judge: Judge, first: D, last: D, days: int) -> None:
    document = claim(arose="2022-01-01", agreements={"rate": {"percent": "3.60"}})
    found = judge.interest(document, first, last, lambda _: 10_000, "thirty_360", debtor="business")
    assert found == days


def test_a_payment_bears_interest_on_its_day_and_a_credited_part_does_not(judge: Judge) -> None:
    paid = judge.history(case(event("2024-01-20", "payment", amount="500.00")), D(2024, 1, 21))
    assert [base for *_, base in paid.interest_days][-2:] == [1_000_00, 503_21]  # 10 days at 11.75 of 366 are 3.21
    credited = judge.history(case(event("2024-01-20", "credit_note", amount="500.00")), D(2024, 1, 20))
    assert [base for *_, base in credited.interest_days][-2:] == [1_000_00, 500_00]


def test_half_an_oere_is_rounded_up(judge: Judge) -> None:
    # 73.00 at 5.00 % for one day of 365 are exactly one øre, half the sum is half an øre.
    halves = [claim("2023-01-10", "36.50", arose="2023-01-02", agreements={"rate": {"percent": "5.00"}})]
    (account,) = judge.history(case(claims=halves), D(2023, 1, 11)).accounts
    assert account.accrued == Fraction(1, 2)
    assert account.parts()["interest"] == 1


# Payments -------------------------------------------------------------------------------------------------


def test_a_debt_is_emptied_before_the_next_one_in_the_order_of_the_reading(judge: Judge) -> None:
    debts = [{"interest": 10, "fees": 20, "costs": 30, "principal": 40}] * 2
    interest_first = {"allocation_order": "interest_fees_costs_principal"}
    costs_first = {"allocation_order": "costs_interest_fees_principal"}
    pieces = [(0, "interest", 10), (0, "fees", 20), (0, "costs", 30), (0, "principal", 40), (1, "interest", 5)]
    assert judge.allocate(105, debts, interest_first) == (pieces, 0)
    assert judge.allocate(35, debts, costs_first) == ([(0, "costs", 30), (0, "interest", 5)], 0)
    assert judge.allocate(203, debts, interest_first)[1] == 3


def test_a_payment_goes_to_the_debt_it_names_then_to_the_earliest(judge: Judge) -> None:
    claims = [claim("2024-01-10"), claim("2024-01-05", id="b"), claim("2024-01-01", id="c")]
    payment = {"on": "2024-01-11", "kind": "payment", "amount": "2300.00", "claim": "a"}
    ((_, pieces, rest),) = judge.history(case(payment, claims=claims), D(2024, 1, 11)).payments
    assert [(name, part) for name, part, _ in pieces] == [
        ("a", "interest"),
        ("a", "principal"),
        ("c", "interest"),
        ("c", "principal"),
        ("b", "interest"),
        ("b", "principal"),
    ]
    assert rest == 0


@pytest.mark.parametrize(
    ("amount", "more", "first"),
    [
        ("700.00", {}, ("b", "principal")),
        ("699.99", {}, ("a", "interest")),
        ("700.00", {"claim": "a"}, ("a", "interest")),
        ("1000.00", {"claim": "a"}, ("a", "principal")),
        ("700.00", {"received_by": "office"}, ("a", "interest")),
        ("700.00", {"named_by": "creditor"}, ("a", "interest")),
    ],
)
def test_where_the_law_hears_it_a_sum_names_the_principal_that_it_meets(
    amount: str, more: Document, first: tuple[str, str]
) -> None:
    hearing = Judge(Path(__file__).parents[2] / "profiles" / "dk")
    hearing.law["allocation"]["general"]["choice"]["implied"] = "exact_principal"
    claims = [claim("2024-01-01"), claim("2024-01-05", "700.00", id="b")]
    payment = {"on": "2024-01-31", "kind": "payment", "amount": amount, **more}
    ((_, pieces, _rest),) = hearing.history(case(payment, claims=claims), D(2024, 1, 31)).payments
    assert pieces[0][:2] == first


# Reminders: § 9 b -----------------------------------------------------------------------------------------


def test_the_first_fee_may_be_asked_on_the_day_after_the_due_day_and_not_before(judge: Judge) -> None:
    assert judge.may(case(), "reminder", claim(), D(2024, 1, 11), fee="100.00") is None
    flag = judge.may(case(), "reminder", claim(), D(2024, 1, 10), fee="100.00")
    assert flag is not None
    assert flag.code == "no_ground"


@pytest.mark.parametrize(
    ("days", "between", "full_days"),
    [(0, True, True), (9, True, True), (10, False, True), (11, False, False)],
)
def test_ten_days_lie_between_two_fees(judge: Judge, days: int, between: bool, full_days: bool) -> None:
    second = fee_letter((D(2024, 1, 11) + dt.timedelta(days=days)).isoformat())
    document = case(fee_letter("2024-01-11"), second)
    assert bool(codes(judge, document, fee_gap="between")) == between
    assert bool(codes(judge, document, fee_gap="full_days")) == full_days
    assert codes(judge, document) == codes(judge, document, fee_gap="full_days")


def test_the_later_letter_gives_its_fee_up_and_free_letters_do_not_count(judge: Judge) -> None:
    free = event("2024-01-20", "reminder")
    document = case(fee_letter("2024-01-11"), fee_letter("2024-01-15"), free, fee_letter("2024-01-22"))
    assert codes(judge, document) == [(1, "too_soon")]
    assert judge.history(document, D(2024, 1, 22)).accounts[0].charges == {"fees": 200_00, "costs": 0}


def test_there_are_three_fees_and_any_number_of_free_letters(judge: Judge) -> None:
    letters = [fee_letter(on) for on in ("2024-01-11", "2024-02-01", "2024-03-01", "2024-04-01")]
    assert codes(judge, case(*letters)) == [(3, "too_many")]
    assert codes(judge, case(*letters[:3], event("2024-04-01", "reminder"))) == []


def test_three_fees_for_all_claims_of_one_relationship_until_nothing_is_overdue(judge: Judge) -> None:
    claims = [claim(relationship="r"), claim("2024-02-10", id="b", relationship="r")]
    letters = [fee_letter(on) for on in ("2024-01-11", "2024-02-01", "2024-02-20")]
    fourth = fee_letter("2024-03-10", claim="b")
    assert codes(judge, case(*letters, fourth, claims=claims)) == [(3, "too_many")]
    caught_up = {"on": "2024-02-25", "kind": "payment", "amount": "5000.00"}
    fresh = [*claims, claim("2024-02-27", id="c", relationship="r")]
    later = case(*letters, {**caught_up, "amount": "2350.00", "claims": ["a", "b"]}, claims=fresh)
    history = judge.history(later, D(2024, 2, 26))
    assert [sum(account.parts().values()) for account in history.accounts[:2]] == [0, 0]
    assert judge.may(later, "reminder", fresh[2], D(2024, 3, 10), fee="100.00") is None


def test_the_gap_lies_between_all_letters_of_a_relationship(judge: Judge) -> None:
    claims = [claim(relationship="r"), claim(id="b", relationship="r")]
    letters = [fee_letter("2024-01-11"), fee_letter("2024-01-12", claim="b")]
    assert codes(judge, case(*letters, claims=claims)) == [(1, "too_soon")]
    assert codes(judge, case(*(fee_letter(f"2024-{on}") for on in ("01-11", "02-11", "02-15")))) == [(2, "too_soon")]


def test_claims_without_a_relationship_are_each_their_own(judge: Judge) -> None:
    claims = [claim(), claim(id="b")]
    assert codes(judge, case(fee_letter("2024-01-11"), fee_letter("2024-01-12", claim="b"), claims=claims)) == []


def test_a_letter_earns_at_most_100(judge: Judge) -> None:
    document = case(fee_letter("2024-01-11", "100.01"))
    assert codes(judge, document) == [(0, "too_much")]
    assert judge.history(document, D(2024, 1, 11)).accounts[0].charges["fees"] == 100_00
    modest = case(fee_letter("2024-01-11", "40.00"))
    assert judge.history(modest, D(2024, 1, 11)).accounts[0].charges["fees"] == 40_00


def test_a_business_may_have_agreed_to_more_a_consumer_may_not(judge: Judge) -> None:
    agreed = [claim(agreements={"reminder_fee": {"amount": "150.00"}})]
    letter = fee_letter("2024-01-11", "150.00")
    assert codes(judge, case(letter, claims=agreed, debtor="business")) == []
    assert codes(judge, case(letter, claims=agreed)) == [(0, "too_much")]
    assert codes(judge, case(letter, debtor="business")) == [(0, "too_much")]
    late = [claim(agreements={"reminder_fee": {"amount": "150.00", "agreed_on": "2024-01-10"}})]
    assert codes(judge, case(letter, claims=late, debtor="business")) == [(0, "too_much")]


def test_no_fee_while_the_claim_is_disputed(judge: Judge) -> None:
    dispute, resolved = event("2024-01-11", "dispute"), event("2024-02-10", "dispute_resolved")
    assert codes(judge, case(dispute, fee_letter("2024-01-11"))) == [(1, "no_ground")]
    assert codes(judge, case(dispute, resolved, fee_letter("2024-02-10"))) == []
    lenient = {"dispute_first_fee": "only_later_letters"}
    assert codes(judge, case(dispute, fee_letter("2024-01-12"), fee_letter("2024-02-01")), **lenient) == [
        (2, "no_ground")
    ]


def test_an_objection_to_a_payment_order_is_one_to_the_claim(judge: Judge) -> None:
    letter = fee_letter("2026-06-02")
    assert codes(judge, case(*ON_THE_WAY, letter), "2026-06-02") == []
    opposed = event("2026-06-01", "opposition")
    assert codes(judge, case(*ON_THE_WAY, opposed, letter), "2026-06-02") == [(4, "no_ground")]
    resolved = event("2026-06-02", "dispute_resolved")
    assert codes(judge, case(*ON_THE_WAY, opposed, resolved, letter), "2026-06-02") == []


def test_no_fee_from_an_insolvent_debtor(judge: Judge) -> None:
    opened, closed = event("2024-01-11", "insolvency_opened"), event("2024-02-11", "insolvency_closed")
    assert codes(judge, case(opened, fee_letter("2024-01-12"))) == [(1, "no_ground")]
    assert codes(judge, case(opened, closed, fee_letter("2024-02-12"))) == []


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("judgment", {}, [(1, "no_ground")]),
        ("judgment", {"costs_awarded": True}, [(1, "no_ground")]),
        ("judgment", {"costs_awarded": False}, []),
        ("settlement", {}, [(1, "no_ground")]),
        ("promissory_note", {}, []),
    ],
)
def test_no_fee_after_a_title_with_costs(
    judge: Judge, title: str, words: Document, found: list[tuple[int, str]]
) -> None:
    obtained = event("2024-02-01", "title_obtained", title=title, **words)
    assert codes(judge, case(obtained, fee_letter("2024-03-01"))) == found


def test_a_void_letter_earned_nothing(judge: Judge) -> None:
    void = {"on": "2024-01-12", "kind": "void", "of": "x"}
    assert codes(judge, case(fee_letter("2024-01-11", id="x"), void, fee_letter("2024-01-13"))) == []


# Hand-over and compensation: §§ 9 a and 9 b ----------------------------------------------------------------


def test_handing_over_earns_100_once(judge: Judge) -> None:
    first = event("2024-02-01", "handed_over", fee="100.00", to="collector")
    again = {**first, "on": "2024-05-01"}
    assert codes(judge, case(first, again)) == [(1, "too_many")]
    assert codes(judge, case({**first, "fee": "101.00"})) == [(0, "too_much")]


@pytest.mark.parametrize(
    ("debtor", "words", "amount", "found"),
    [
        ("business", {"arose": "2024-01-01"}, "310.00", []),
        ("public", {"arose": "2024-01-01"}, "310.00", []),
        ("business", {"arose": "2013-03-01"}, "310.00", []),
        ("business", {"arose": "2013-02-28"}, "310.00", [(0, "no_ground")]),
        ("business", {"arose": "2024-01-01"}, "310.01", [(0, "too_much")]),
        ("business", {"arose": "2024-01-01", "kind": "damages"}, "310.00", [(0, "no_ground")]),
    ],
)
def test_who_owes_compensation(
    judge: Judge, debtor: str, words: Document, amount: str, found: list[tuple[int, str]]
) -> None:
    asked = event("2024-01-11", "compensation_claimed", amount=amount)
    assert codes(judge, case(asked, claims=[claim(**words)], debtor=debtor)) == found


def test_a_consumer_never_owes_compensation(judge: Judge) -> None:
    asked = case(fee_letter("2024-01-11", compensation=True))
    assert (0, "no_ground") in codes(judge, asked)
    history = judge.history(asked, D(2024, 1, 11))
    assert history.accounts[0].charges["fees"] == 100_00


def test_compensation_is_owed_once_for_each_claim_beside_the_reminder_fee(judge: Judge) -> None:
    claims = [claim(arose="2024-01-01"), claim(id="b", arose="2024-01-01")]
    letter = fee_letter("2024-01-11", compensation=True)
    both = {"on": "2024-01-12", "kind": "compensation_claimed", "amount": "310.00"}
    document = case(letter, {**both, "claim": "b"}, claims=claims, debtor="business")
    assert codes(judge, document) == []
    assert [account.charges["fees"] for account in judge.history(document, D(2024, 1, 12)).accounts] == [
        410_00,
        310_00,
    ]
    again = case(letter, {**both, "claim": "a"}, claims=claims, debtor="business")
    assert codes(judge, again) == [(1, "too_many")]


@pytest.mark.parametrize(
    ("amount", "arose", "most"),
    [
        ("1000.00", "2016-06-30", 350_00),
        ("1000.00", "2016-07-01", 400_00),
        ("1000.01", "2016-07-01", 700_00),
        ("600000.00", "2016-07-01", 7400_00),
    ],
)
def test_a_collector_costs_a_consumer_at_most_table_a(judge: Judge, amount: str, arose: str, most: int) -> None:
    steps = [event("2024-01-11", "collection_notice"), event("2024-01-22", "handed_over", to="collector")]
    for cost, found in ((most, []), (most + 1, [(2, "too_much")])):
        charge = event("2024-01-22", "charge", cost="collector_fee", amount=f"{cost // 100}.{cost % 100:02}")
        assert codes(judge, case(*steps, charge, claims=[claim(amount=amount, arose=arose)])) == found
    early = event("2024-01-21", "charge", cost="collector_fee", amount="1.00")
    assert codes(judge, case(steps[0], {**steps[1], "on": "2024-01-21"}, early)) == [(2, "too_soon")]


def test_table_a_does_not_bind_between_businesses_since_2013(judge: Judge) -> None:
    steps = [event("2024-01-11", "collection_notice"), event("2024-01-22", "handed_over", to="collector")]
    charge = event("2024-01-22", "charge", cost="collector_fee", amount="5000.00")
    for arose, found in (("2013-02-28", [(2, "too_much")]), ("2013-03-01", [])):
        assert codes(judge, case(*steps, charge, claims=[claim(arose=arose)], debtor="business")) == found


def test_a_creditor_who_cannot_deduct_vat_may_add_it(judge: Judge) -> None:
    steps = [event("2024-01-11", "collection_notice"), event("2024-01-22", "handed_over", to="collector")]
    charge = event("2024-01-22", "charge", cost="collector_fee", amount="500.00")  # 400 and 25 %
    document = case(*steps, charge, claims=[claim(arose="2024-01-01")])
    assert codes(judge, {**document, "creditor": {"kind": "business", "recovers_vat": False}}) == []
    assert codes(judge, {**document, "creditor": {"kind": "business", "recovers_vat": True}}) == [(2, "too_much")]


def test_without_a_hand_over_there_is_no_collectors_fee(judge: Judge) -> None:
    charge = event("2024-02-22", "charge", cost="collector_fee", amount="1.00")
    assert codes(judge, case(event("2024-01-11", "collection_notice"), charge)) == [(1, "no_ground")]


# Steps: inkassoloven § 10, retsplejeloven ch. 44 a ----------------------------------------------------------


def test_a_payment_order_waits_until_ten_days_have_run_out(judge: Judge) -> None:
    early, timely = (judge.may(case(NOTICE), "payment_order_filed", claim(), D(2024, 3, on)) for on in (11, 12))
    assert early is not None
    assert early.code == "too_early"
    assert timely is None


def test_a_longer_deadline_in_the_letter_is_kept(judge: Judge) -> None:
    document = case({**NOTICE, "deadline": "2024-03-20"})
    assert judge.may(document, "payment_order_filed", claim(), D(2024, 3, 20)) is not None
    assert judge.may(document, "payment_order_filed", claim(), D(2024, 3, 21)) is None


@pytest.mark.parametrize(
    ("events", "claims", "found"),
    [
        ([], [claim()], "wrong_stage"),
        ([NOTICE, event("2024-03-05", "dispute")], [claim()], "no_ground"),
        ([NOTICE], [claim(amount="100000.01")], "no_ground"),
        ([NOTICE], [claim(amount="100000.00")], None),
        ([NOTICE, event("2024-03-12", "payment_order_filed")], [claim()], "wrong_stage"),
    ],
)
def test_what_stands_against_a_payment_order(
    judge: Judge, events: list[Document], claims: list[Document], found: str | None
) -> None:
    flag = judge.may(case(*events, claims=claims), "payment_order_filed", claims[0], D(2024, 3, 13))
    assert (flag.code if flag else None) == found


def test_until_september_2011_a_payment_order_took_50000(judge: Judge) -> None:
    large, fitting = claim("2011-01-10", "50000.01"), claim("2011-01-10", "50000.00")
    document = case(event("2011-08-01", "collection_notice"), claims=[large])
    assert judge.may(document, "payment_order_filed", large, D(2011, 9, 30)) is not None
    assert judge.may(document, "payment_order_filed", large, D(2011, 10, 1)) is None
    assert judge.may({**document, "claims": [fitting]}, "payment_order_filed", fitting, D(2011, 9, 30)) is None


def test_the_claims_of_one_payment_order_are_added_together(judge: Judge) -> None:
    claims = [claim(amount="60000.00"), claim(id="b", amount="50000.00")]
    both = {"claims": ["a", "b"]}
    filed = {"on": "2024-03-12", "kind": "payment_order_filed", **both}
    notice = {"on": "2024-03-01", "kind": "collection_notice", **both}
    assert codes(judge, case(notice, filed, claims=claims)) == [(1, "no_ground")]
    assert codes(judge, case(notice, {**filed, "claims": ["a"]}, claims=claims)) == []


def test_the_endorsement_waits_for_fourteen_days_that_end_on_a_working_day(judge: Judge) -> None:
    # 22 May 2026 and 14 days are 5 June, a Friday on which no period ends: Monday 8 June is in time.
    for on, found in (("2026-06-08", [(3, "too_early")]), ("2026-06-09", [])):
        assert codes(judge, case(*ON_THE_WAY, event(on, "payment_order_endorsed")), on) == found


def test_an_objection_bars_the_endorsement(judge: Judge) -> None:
    events = [*ON_THE_WAY, event("2026-06-01", "opposition"), event("2026-06-20", "payment_order_endorsed")]
    assert codes(judge, case(*events), "2026-06-20") == [(4, "wrong_stage")]


def test_enforcement_asks_for_a_title_and_for_the_time_to_perform_a_judgment(judge: Judge) -> None:
    # 10 December 2024 and 14 days are Christmas Eve; 25 and 26 are holidays, Friday 27 is the last day.
    suit = [event("2024-02-01", "lawsuit_filed"), event("2024-12-10", "judgment")]
    flag = judge.may(case(*suit[:1]), "enforcement_requested", claim(), D(2024, 12, 28))
    assert flag is not None
    assert flag.code == "wrong_stage"
    assert judge.may(case(*suit), "enforcement_requested", claim(), D(2024, 12, 27)) is not None
    assert judge.may(case(*suit), "enforcement_requested", claim(), D(2024, 12, 28)) is None


def test_nobody_is_reminded_of_what_is_not_overdue(judge: Judge) -> None:
    paid = {"on": "2024-01-11", "kind": "payment", "amount": "5000.00"}
    letter = {"on": "2024-02-01", "kind": "reminder"}
    assert codes(judge, case(paid, letter)) == [(1, "nothing_due")]


def test_the_judge_knows_every_fact_that_its_rules_ask_for(judge: Judge) -> None:
    """A fact it did not know would never match, and an exception would pass by unseen."""
    history = judge.history(case(), D(2024, 1, 11))
    known = set(history.facts(history.accounts[0], D(2024, 1, 11), event("2024-01-11", "reminder")))
    rules = [rule for kind in ("fee", "act") for rule in judge.law[kind].values()]
    waits = [wait for rule in rules for wait in words.as_list(rule.get("earliest"))]
    tables = [table for rule in rules + waits for word in ("when", "unless") for table in words.as_list(rule.get(word))]
    asked = {name for table in tables for name in table if name != "law"}
    left_to_others = {"delay_excused", "total_owed", "debtor_closed", "debtor_form", "debtor_deceased"}
    left_to_others |= {"plan_callable", "plan_warned"}
    assert asked - known == left_to_others
