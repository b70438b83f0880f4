"""Limits of renteloven §§ 9 a and 9 b on each side: number, gap, amount, who owes, dispute and title.

Each expected figure is the law's, worked by hand; the claim is 1,000 kr. due on 1 October 2018 unless said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from collectrules import Case, Profile, Proposal, audit, next_steps, standing

D = dt.date
Event = dict[str, Any]
MakeCase = Callable[..., Case]
END = "2019-06-01"


def reminder(on: str, fee: str | None = "100.00", **more: object) -> Event:
    return {"on": on, "kind": "reminder"} | ({"fee": fee} if fee else {}) | more


def claim(name: str, due: str, **more: object) -> Event:
    return {"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01",
            "invoiced": "2018-09-01", "due": due, "due_agreed": True} | more  # fmt: skip


def fees(case: Case, dk: Profile, on: str = END, **readings: str) -> Decimal:
    return standing(case, dk, on=on, readings=readings).owed.fees


def found(case: Case, dk: Profile, on: str = END, **readings: str) -> list[tuple[str, str, str, Decimal, Decimal]]:
    """Code, severity, event, unlawful and doubtful amount of every finding."""
    findings = audit(case, dk, on=on, readings=readings).findings
    return [(f.code, f.severity, f.event, f.amount_unlawful, f.amount_in_doubt) for f in findings]


def step(case: Case, dk: Profile, on: str, action: str, **readings: str) -> Proposal:
    steps = next_steps(case, dk, on=on, readings=readings).proposals
    (only,) = [proposal for proposal in steps if proposal.action == action]
    return only


# Number ----------------------------------------------------------------------------------------------------

LETTERS = ["2018-10-05", "2018-10-16", "2018-10-27", "2018-11-07", "2018-11-18"]


@pytest.mark.parametrize(("letters", "owed"), [(1, 100), (2, 200), (3, 300), (4, 300), (5, 300)])
def test_three_letters_earn_a_fee_and_no_more(dk: Profile, make: MakeCase, letters: int, owed: int) -> None:
    case = make(*map(reminder, LETTERS[:letters]))
    assert fees(case, dk) == owed
    assert standing(case, dk, on=END).booked.fees == 100 * letters
    beyond = [("fee_limit", "breach", str(number), Decimal(100), Decimal(0)) for number in range(4, letters + 1)]
    assert found(case, dk) == beyond


@pytest.mark.parametrize(("letters", "charges"), [(2, [Decimal(100)]), (3, [])])
def test_after_the_third_fee_a_reminder_is_open_but_free(
    dk: Profile, make: MakeCase, letters: int, charges: list[Decimal]
) -> None:
    proposal = step(make(*map(reminder, LETTERS[:letters])), dk, "2018-12-01", "reminder")
    assert (proposal.status, [cost.amount for cost in proposal.charges]) == ("open", charges)
    assert [reason.code for reason in proposal.because] == ([] if charges else ["no_fee_fee_limit"])


def test_letters_without_a_fee_are_not_counted(dk: Profile, make: MakeCase) -> None:
    free = [reminder(f"2018-10-0{day}", None) for day in (3, 4, 5, 6)]
    case = make(*free, *(reminder(day) for day in ("2018-10-07", "2018-10-18", "2018-10-29")))
    assert (fees(case, dk), found(case, dk)) == (300, [])


def test_the_fees_of_one_relationship_are_counted_over_its_invoices(dk: Profile, make: MakeCase) -> None:
    claims = [claim("a", "2018-10-01", relationship="r"), claim("b", "2018-10-10", relationship="r")]
    days = zip(["2018-10-12", "2018-10-25", "2018-11-05", "2018-11-20"], "abab", strict=True)
    case = make(*(reminder(day, claim=name) for day, name in days), claims=claims)
    assert fees(case, dk) == 300
    assert found(case, dk) == [("fee_limit", "breach", "4", Decimal(100), Decimal(0))]


def test_invoices_of_different_relationships_have_three_fees_each(dk: Profile, make: MakeCase) -> None:
    claims = [claim("a", "2018-10-01", relationship="r"), claim("b", "2018-10-10", relationship="s")]
    days = ["2018-10-12", "2018-10-25", "2018-11-05"]
    case = make(*(reminder(day, claim=name) for day in days for name in "ab"), claims=claims)
    assert (fees(case, dk), found(case, dk)) == (600, [])


def test_a_relationship_that_has_caught_up_starts_to_count_anew(dk: Profile, make: MakeCase) -> None:
    # 1,000 at 8.05 % for the 45 days from 2 October to 15 November: 9.92; with three fees 1,309.92 pays everything.
    claims = [claim("a", "2018-10-01", relationship="r"), claim("b", "2019-01-02", relationship="r")]
    letters = [reminder(day, claim="a") for day in ("2018-10-05", "2018-10-16", "2018-10-27")]
    paid = {"on": "2018-11-15", "kind": "payment", "amount": "1309.92", "received_by": "creditor"}
    case = make(*letters, paid, reminder("2019-01-03", claim="b"), claims=claims)
    assert standing(case, dk, on="2018-11-15").owed.total == 1000
    assert (fees(case, dk), found(case, dk)) == (100, [])


def test_one_oere_of_arrears_left_keeps_the_count_running(dk: Profile, make: MakeCase) -> None:
    claims = [claim("a", "2018-10-01", relationship="r"), claim("b", "2019-01-02", relationship="r")]
    letters = [reminder(day, claim="a") for day in ("2018-10-05", "2018-10-16", "2018-10-27")]
    paid = {"on": "2018-11-15", "kind": "payment", "amount": "1309.91", "received_by": "creditor"}
    case = make(*letters, paid, reminder("2019-01-03", claim="b"), claims=claims)
    assert found(case, dk) == [("fee_limit", "breach", "5", Decimal(100), Decimal(0))]


def test_fees_charged_before_the_case_count_too(dk: Profile, make: MakeCase) -> None:
    earlier = [{"kind": "reminder", "on": day, "relationship": "r"} for day in ("2018-10-02", "2018-10-13")]
    letters = [reminder(day) for day in ("2018-10-24", "2018-11-04")]
    case = make(*letters, relationship="r", case={"earlier": earlier})
    assert fees(case, dk) == 100
    assert found(case, dk) == [("fee_limit", "breach", "2", Decimal(100), Decimal(0))]


# Gap -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "reading", "owed", "verdict"),
    [
        ("2018-10-14", None, 100, ("breach", 100, 0)),  # nine days later
        ("2018-10-15", None, 200, ("doubt", 0, 100)),  # ten
        ("2018-10-16", None, 200, None),  # eleven
        ("2018-10-14", "between", 100, ("breach", 100, 0)),
        ("2018-10-15", "between", 200, None),
        ("2018-10-16", "between", 200, None),
        ("2018-10-14", "full_days", 100, ("breach", 100, 0)),
        ("2018-10-15", "full_days", 100, ("breach", 100, 0)),
        ("2018-10-16", "full_days", 200, None),
    ],
)
def test_fee_letters_lie_ten_days_apart(
    dk: Profile, make: MakeCase, second: str, reading: str | None, owed: int, verdict: tuple[str, int, int] | None
) -> None:
    case = make(reminder("2018-10-05"), reminder(second))
    readings = {"fee_gap": reading} if reading else {}
    assert fees(case, dk, **readings) == owed
    expected = [] if verdict is None else [("fee_too_soon", verdict[0], "2", *map(Decimal, verdict[1:]))]
    assert found(case, dk, **readings) == expected


@pytest.mark.parametrize(
    ("on", "reading", "status", "earliest"),
    [
        ("2018-10-14", None, "waiting", D(2018, 10, 16)),
        ("2018-10-15", None, "waiting", D(2018, 10, 16)),
        ("2018-10-16", None, "open", D(2018, 10, 16)),
        ("2018-10-14", "between", "waiting", D(2018, 10, 15)),
        ("2018-10-15", "between", "open", D(2018, 10, 15)),
    ],
)
def test_the_next_fee_is_proposed_by_the_cautious_reading(
    dk: Profile, make: MakeCase, on: str, reading: str | None, status: str, earliest: dt.date
) -> None:
    readings = {"fee_gap": reading} if reading else {}
    proposal = step(make(reminder("2018-10-05")), dk, on, "reminder", **readings)
    assert (proposal.status, proposal.earliest, proposal.free_from) == (status, earliest, D(2018, 10, 2))
    others = {window.option: window.earliest for window in proposal.window_readings}
    assert others == ({} if reading else {"between": D(2018, 10, 15)})


def test_the_later_letter_yields_and_does_not_stop_a_third(dk: Profile, make: MakeCase) -> None:
    # The letter of the 10th earns nothing, so the gap to the 16th is taken from the 5th.
    case = make(*map(reminder, ("2018-10-05", "2018-10-10", "2018-10-16")))
    assert fees(case, dk) == 200
    assert found(case, dk) == [("fee_too_soon", "breach", "2", Decimal(100), Decimal(0))]


def test_a_free_letter_in_between_disturbs_no_gap(dk: Profile, make: MakeCase) -> None:
    case = make(reminder("2018-10-05"), reminder("2018-10-10", None), reminder("2018-10-16"))
    assert (fees(case, dk), found(case, dk)) == (200, [])


@pytest.mark.parametrize(("on", "owed"), [("2018-09-30", 0), ("2018-10-01", 0), ("2018-10-02", 100)])
def test_the_first_fee_needs_no_wait_but_the_due_day_must_have_passed(
    dk: Profile, make: MakeCase, on: str, owed: int
) -> None:
    case = make(reminder(on))
    assert fees(case, dk) == owed
    assert bool(found(case, dk)) is (owed == 0)
    proposal = step(make(), dk, on, "reminder")
    assert (proposal.status, proposal.earliest) == ("open" if owed else "waiting", D(2018, 10, 2))
    assert [cost.amount for cost in proposal.charges] == [100]


# Amount ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fee", "owed", "beyond"), [("99.99", "99.99", "0"), ("100.00", "100.00", "0"), ("100.01", "100.00", "0.01")]
)
@pytest.mark.parametrize("kind", ["reminder", "handed_over"])
@pytest.mark.parametrize("debtor", ["consumer", "business", "public"])
def test_a_letter_and_a_hand_over_are_worth_a_hundred_at_most(
    dk: Profile, make: MakeCase, fee: str, owed: str, beyond: str, kind: str, debtor: str
) -> None:
    case = make({"on": "2018-10-05", "kind": kind, "fee": fee}, debtor=debtor)
    assert fees(case, dk) == Decimal(owed)
    assert [finding[3] for finding in found(case, dk)] == ([] if beyond == "0" else [Decimal(beyond)])


@pytest.mark.parametrize(
    ("debtor", "agreed_on", "owed"),
    [("business", "2018-08-31", "150.00"), ("consumer", "2018-08-31", "100.00"), ("business", "2018-09-02", "100.00")],
)
def test_only_a_business_can_agree_a_higher_reminder_fee_beforehand(
    dk: Profile, make: MakeCase, debtor: str, agreed_on: str, owed: str
) -> None:
    # § 9 b(4): in consumer agreements items 1-3 cannot be departed from to the debtor's detriment.
    agreement = {"reminder_fee": {"amount": "150.00", "agreed_on": agreed_on}}
    case = make(reminder("2018-10-05", "150.00"), debtor=debtor, agreements=agreement)
    assert fees(case, dk) == Decimal(owed)


def test_an_agreed_fee_is_the_most_that_may_be_charged(dk: Profile, make: MakeCase) -> None:
    agreement = {"reminder_fee": {"amount": "150.00", "agreed_on": "2018-08-31"}}
    case = make(reminder("2018-10-05", "150.01"), agreements=agreement)
    note, beyond = found(case, dk)
    assert note[:2] == ("agreed_fee_above_law", "note")  # 150 of the claim itself are above the 100 of the law
    assert beyond == ("fee_above_maximum", "breach", "1", Decimal("0.01"), Decimal(0))


@pytest.mark.parametrize(
    ("letters", "verdict"),
    [
        (LETTERS[:3], []),
        (LETTERS[:4], [("fee_limit", "breach")]),
        (["2018-10-05", "2018-10-14"], [("fee_too_soon", "breach")]),
        (["2018-10-05", "2018-10-15"], [("fee_too_soon", "doubt")]),
        (["2018-10-05", "2018-10-16"], []),
    ],
)
def test_an_agreed_fee_changes_the_amount_but_neither_number_nor_gap(
    dk: Profile, make: MakeCase, letters: list[str], verdict: list[tuple[str, str]]
) -> None:
    agreement = {"reminder_fee": {"amount": "150.00", "agreed_on": "2018-08-31"}}
    case = make(*(reminder(day, "150.00") for day in letters), agreements=agreement)
    assert [finding[:2] for finding in found(case, dk)] == [("agreed_fee_above_law", "note"), *verdict]


def test_a_returned_payment_gives_the_same_performance_no_fourth_fee(dk: Profile, make: MakeCase) -> None:
    letters = [reminder(day) for day in ("2018-10-05", "2018-10-16", "2018-10-27")]
    paid = {"id": "p", "on": "2018-11-15", "kind": "payment", "amount": "1309.92", "received_by": "creditor"}
    returned = {"on": "2018-11-25", "kind": "payment_reversed", "of": "p"}
    case = make(*letters, paid, returned, reminder("2018-12-10"))
    assert standing(case, dk, on="2018-11-15").owed.total == 0
    assert found(case, dk) == [("fee_limit", "breach", "6", Decimal(100), Decimal(0))]


def test_a_claim_is_handed_over_for_a_fee_once(dk: Profile, make: MakeCase) -> None:
    case = make(*({"on": day, "kind": "handed_over", "fee": "100.00"} for day in ("2018-10-05", "2018-12-05")))
    assert fees(case, dk) == 100
    assert found(case, dk) == [("fee_limit", "breach", "2", Decimal(100), Decimal(0))]


def test_all_fees_of_one_claim_together_stay_at_four_hundred(dk: Profile, make: MakeCase) -> None:
    case = make(*map(reminder, LETTERS[:3]), {"on": "2018-11-10", "kind": "handed_over", "fee": "100.00"})
    assert (fees(case, dk), found(case, dk)) == (400, [])


# Compensation ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("creditor", "debtor", "kind", "owed"),
    [
        ("business", "business", "goods_or_services", 310),
        ("business", "public", "goods_or_services", 310),
        ("business", "consumer", "goods_or_services", 0),
        ("public", "business", "goods_or_services", 0),
        ("consumer", "business", "goods_or_services", 0),
        ("business", "business", "loan", 0),
        ("business", "business", "damages", 0),
    ],
)
def test_compensation_is_owed_for_goods_and_services_by_businesses_and_public_bodies_to_businesses(
    dk: Profile, make: MakeCase, creditor: str, debtor: str, kind: str, owed: int
) -> None:
    claimed = {"on": "2018-11-01", "kind": "compensation_claimed"}
    case = make(claimed, creditor=creditor, debtor=debtor, kind=kind)
    assert fees(case, dk) == owed
    unlawful = sum(finding[3] for finding in found(case, dk))
    assert unlawful == 310 - owed


@pytest.mark.parametrize(("creditor", "debtor"), [("business", "consumer"), ("public", "business")])
def test_compensation_is_never_proposed_where_it_is_not_owed(
    dk: Profile, make: MakeCase, creditor: str, debtor: str
) -> None:
    proposal = step(make(creditor=creditor, debtor=debtor), dk, "2018-11-01", "compensation_claimed")
    assert (proposal.status, proposal.charges) == ("blocked", ())


@pytest.mark.parametrize(
    ("amount", "owed", "beyond"), [("309.99", "309.99", []), ("310.00", "310.00", []), ("310.01", "310.00", ["0.01"])]
)
def test_compensation_is_310_and_not_an_oere_more(
    dk: Profile, make: MakeCase, amount: str, owed: str, beyond: list[str]
) -> None:
    case = make({"on": "2018-11-01", "kind": "compensation_claimed", "amount": amount})
    assert fees(case, dk) == Decimal(owed)
    assert [finding[3] for finding in found(case, dk)] == [Decimal(text) for text in beyond]


@pytest.mark.parametrize(("on", "owed"), [("2018-10-01", 0), ("2018-10-02", 310)])
def test_compensation_is_owed_from_the_day_after_the_due_day_without_any_reminder(
    dk: Profile, make: MakeCase, on: str, owed: int
) -> None:
    assert fees(make({"on": on, "kind": "compensation_claimed"}), dk) == owed


@pytest.mark.parametrize(
    ("arose", "owed"), [("2013-02-27", 0), ("2013-02-28", 0), ("2013-03-01", 310), ("2013-03-02", 310)]
)
def test_compensation_began_with_claims_arisen_in_march_2013(
    dk: Profile, make: MakeCase, arose: str, owed: int
) -> None:
    case = make({"on": "2013-06-01", "kind": "compensation_claimed"}, arose=arose, invoiced=arose, due="2013-04-01")
    assert fees(case, dk) == owed


def test_compensation_is_owed_once_for_each_invoice(dk: Profile, make: MakeCase) -> None:
    claims = [claim("a", "2018-10-01"), claim("b", "2018-10-10")]
    days = ("2018-11-01", "2018-12-01")
    case = make(*({"on": day, "kind": "compensation_claimed"} for day in days), claims=claims)
    assert fees(case, dk) == 620
    assert {finding[:4] for finding in found(case, dk)} == {("fee_limit", "breach", "2", Decimal(310))}


def test_compensation_comes_on_top_of_reminder_fees(dk: Profile, make: MakeCase) -> None:
    case = make(reminder("2018-10-05", compensation=True), reminder("2018-10-16"))
    assert (fees(case, dk), found(case, dk)) == (510, [])


# Dispute and title -----------------------------------------------------------------------------------------

DISPUTE = {"on": "2018-10-10", "kind": "dispute"}


@pytest.mark.parametrize(
    ("reading", "owed", "severities"),
    [
        (None, 100, ["doubt", "breach"]),
        ("none_while_disputed", 0, ["breach", "breach"]),
        ("only_later_letters", 100, ["breach"]),
    ],
)
def test_a_disputed_claim_earns_no_second_fee_and_a_first_only_under_one_reading(
    dk: Profile, make: MakeCase, reading: str | None, owed: int, severities: list[str]
) -> None:
    case = make(DISPUTE, reminder("2018-10-16"), reminder("2018-10-27"))
    readings = {"dispute_first_fee": reading} if reading else {}
    assert fees(case, dk, **readings) == owed
    assert [finding[1] for finding in found(case, dk, **readings)] == severities


@pytest.mark.parametrize("reading", ["none_while_disputed", "only_later_letters"])
def test_a_second_letter_after_a_dispute_earns_nothing_under_any_reading(
    dk: Profile, make: MakeCase, reading: str
) -> None:
    case = make(reminder("2018-10-05"), DISPUTE, reminder("2018-10-16"))
    assert fees(case, dk, dispute_first_fee=reading) == 100


@pytest.mark.parametrize(
    ("letter", "owed"), [("2018-10-09", 100), ("2018-10-10", 0), ("2018-11-30", 0), ("2018-12-01", 100)]
)
def test_fees_rest_from_the_day_of_the_dispute_to_the_day_it_is_resolved(
    dk: Profile, make: MakeCase, letter: str, owed: int
) -> None:
    case = make(DISPUTE, reminder(letter), {"on": "2018-12-01", "kind": "dispute_resolved"})
    assert fees(case, dk, dispute_first_fee="none_while_disputed") == owed


def test_an_objection_to_the_payment_order_is_an_objection_to_the_claim(dk: Profile, make: MakeCase) -> None:
    # Under both readings of the dispute rule a second letter after the objection earns nothing.
    opposed = {"on": "2018-11-12", "kind": "opposition"}
    case = make(reminder("2018-10-05"), *ORDER, opposed, reminder("2018-11-20"))
    assert fees(case, dk) == 100
    assert step(make(reminder("2018-10-05"), *ORDER, opposed), dk, "2018-11-20", "reminder").charges == ()


def test_free_letters_about_a_disputed_claim_are_lawful(dk: Profile, make: MakeCase) -> None:
    case = make(DISPUTE, reminder("2018-10-16", None))
    assert found(case, dk) == []
    proposal = step(case, dk, "2018-12-01", "reminder")
    assert (proposal.status, proposal.charges) == ("open", ())


ORDER = [
    {"on": "2018-10-10", "kind": "collection_notice"},
    {"on": "2018-10-22", "kind": "payment_order_filed"},
    {"on": "2018-11-01", "kind": "payment_order_served"},
]


@pytest.mark.parametrize(
    ("awarded", "owed", "severity"), [(True, 0, "breach"), (None, 100, "doubt"), (False, 100, None)]
)
def test_after_a_payment_order_with_costs_a_reminder_earns_nothing(
    dk: Profile, make: MakeCase, awarded: bool | None, owed: int, severity: str | None
) -> None:
    endorsed = {"on": "2018-11-20", "kind": "payment_order_endorsed"}
    endorsed |= {} if awarded is None else {"costs_awarded": awarded}
    case = make(*ORDER, endorsed, reminder("2019-01-10"))
    assert fees(case, dk) == owed
    assert [finding[1] for finding in found(case, dk)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("reading", "owed", "severities"), [(None, 100, ["doubt"]), ("barred", 0, ["breach"]), ("new_fees", 100, [])]
)
def test_after_a_settlement_out_of_court_the_fee_is_a_doubt(
    dk: Profile, make: MakeCase, reading: str | None, owed: int, severities: list[str]
) -> None:
    case = make({"on": "2018-11-20", "kind": "title_obtained", "title": "settlement"}, reminder("2019-01-10"))
    readings = {"fee_after_settlement": reading} if reading else {}
    assert fees(case, dk, **readings) == owed
    assert [finding[1] for finding in found(case, dk, **readings)] == severities


def test_a_letter_before_the_title_keeps_its_fee(dk: Profile, make: MakeCase) -> None:
    endorsed = {"on": "2018-11-20", "kind": "payment_order_endorsed", "costs_awarded": True}
    assert fees(make(reminder("2018-10-05"), *ORDER, endorsed), dk) == 100


@pytest.mark.parametrize("word", ["known", "bankruptcy", "composition", "discharge"])
def test_a_debtor_known_to_be_insolvent_is_reminded_without_a_fee(dk: Profile, make: MakeCase, word: str) -> None:
    case = make({"on": "2018-10-04", "kind": "insolvency_opened", "name": word}, reminder("2018-10-05"))
    assert fees(case, dk) == 0
    assert [finding[1] for finding in found(case, dk)] == ["breach"]


def test_public_claims_have_no_reminder_fee_of_renteloven(dk: Profile, make: MakeCase) -> None:
    # § 9 b covers private-law claims alone; the agency's own fee needs the agency (140 kr. in 2026).
    case = make({"on": "2018-10-05", "kind": "handed_over", "fee": "100.00"}, kind="public_law", creditor="public")
    assert fees(case, dk) == 0


# A letter itself -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fee", "severities"), [(None, ["note"]), ("100.00", ["breach", "note"])])
def test_nothing_forbids_a_free_letter_before_the_day_after_the_due_day(
    dk: Profile, make: MakeCase, fee: str | None, severities: list[str]
) -> None:
    # § 9 b(1) asks for a ground of the fee; letters are unlimited. So the early letter is unwise, its fee unlawful.
    case = make(reminder("2018-10-01", fee))
    assert sorted(finding[1] for finding in found(case, dk)) == severities
    assert step(make(), dk, "2018-10-01", "reminder").status == "waiting"


@pytest.mark.parametrize(("closed", "owed"), [(False, 0), (True, 100)])
def test_a_debtor_who_has_declared_his_insolvency_is_reminded_without_a_fee(
    dk: Profile, make: MakeCase, closed: bool, owed: int
) -> None:
    # § 9 b(1): no reasonable ground while the creditor knows of it; bankruptcy itself is not open.
    events = [{"on": "2018-10-04", "kind": "insolvency_declared"}]
    events += [{"on": "2018-10-05", "kind": "insolvency_closed"}] if closed else []
    case = make(*events, reminder("2018-10-10"))
    assert fees(case, dk) == owed
    assert [finding[1] for finding in found(case, dk)] == ([] if owed else ["breach"])
    assert step(make(*events), dk, "2018-10-10", "bankruptcy_petition_filed").status == "open"


def test_a_declaration_does_not_lift_a_bankruptcy(dk: Profile, make: MakeCase) -> None:
    events = [{"on": "2018-10-04", "kind": "insolvency_opened"}, {"on": "2018-10-05", "kind": "insolvency_declared"}]
    assert step(make(*events), dk, "2018-10-10", "bankruptcy_petition_filed").status == "blocked"
