"""Which debt and which part a payment reaches in an invented country, worked out by hand.

Each claim is of 1,000.00 unless it says otherwise. Ten per cent of 1,000.00 from 1 January to 31 March 2021, 90 days,
are 24.66; from 1 February, 59 days, 16.16; twenty per cent of it from 1 February 32.33.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import NotModelled, Profile, Standing, load_case, load_profile, standing

HERE = Path(__file__).parent
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=HERE / "_d22p")


def claim(name: str, due: str, **more: object) -> Event:
    plain = {"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2020-01-01", "due": due,
             "due_agreed": True}  # fmt: skip
    return plain | more


def paid(law: Profile, claims: list[Event], *events: Event, debtor: str = "consumer", **payment: object) -> Standing:
    given = {"on": "2021-03-31", "kind": "payment", "amount": "500.00"} | payment
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": claims, "events": [*events, given]}
    )  # fmt: skip
    return standing(case, law, on="2021-03-31")


def told(found: Standing) -> list[tuple[str, str, str]]:
    return [(piece.claim, piece.component, str(piece.amount)) for piece in found.payments[0].by_claim]


A, B = claim("a", "2020-12-31"), claim("b", "2021-01-31")
FILED = {"on": "2021-03-01", "kind": "payment_order_filed", "claim": "b"}


def test_the_debt_that_was_enforced_comes_first(law: Profile) -> None:
    assert told(paid(law, [A, B]))[0] == ("a", "interest", "24.66")
    assert told(paid(law, [A, B], FILED)) == [("b", "interest", "16.16"), ("b", "principal", "483.84")]
    # of two that were, the one for which it was asked for first, and not the one for which it was asked again last
    earlier = {"on": "2021-02-15", "kind": "payment_order_filed", "claim": "a"}
    again = FILED | {"on": "2021-03-15", "claim": "a"}
    assert told(paid(law, [A, B], earlier, FILED, again))[0] == ("a", "interest", "24.66")


def test_debts_that_stand_alike_share_in_proportion(law: Profile) -> None:
    """Of 1,024.66 and 2,049.32 each third of 500.00: 166.67 and 333.33, to the cent the exact shares."""
    twin = claim("b", "2020-12-31", amount="2000.00")
    found = told(paid(law, [A, twin]))
    # interest of b: 2000 x 10 % x 90 / 365 = 49.315
    assert found == [("a", "interest", "24.66"), ("a", "principal", "142.01"),
                     ("b", "interest", "49.32"), ("b", "principal", "284.01")]  # fmt: skip


def test_the_odd_unit_goes_to_the_largest_fraction_then_to_the_first(law: Profile) -> None:
    """100.00 over three equal debts: 33.34, 33.33 and 33.33."""
    three = [claim(name, "2021-06-01") for name in "cab"]
    assert told(paid(law, three, amount="100.00")) == [
        ("a", "principal", "33.34"), ("b", "principal", "33.33"), ("c", "principal", "33.33")
    ]  # fmt: skip


def test_of_debts_that_are_not_due_the_least_secured_comes_first(law: Profile) -> None:
    undue = [claim("a", "2021-06-01", secured="pledge"), claim("b", "2021-07-01", secured="none"),
             claim("c", "2021-08-01", secured="none")]  # fmt: skip
    assert told(paid(law, undue)) == [("b", "principal", "250.00"), ("c", "principal", "250.00")]
    # one that is due comes before them
    assert told(paid(law, [*undue, A | {"id": "d"}]))[0] == ("d", "interest", "24.66")


def test_a_claim_of_which_no_security_is_known_counts_as_not_secured(law: Profile) -> None:
    found = paid(law, [claim("a", "2021-06-01", secured="land"), claim("b", "2021-07-01")])
    assert told(found) == [("b", "principal", "500.00")]
    assert [(taken.path, taken.code) for taken in found.assumptions if taken.code == "not_secured"] == [
        ("claims[1].secured", "not_secured")
    ]


# Whose word counts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debtor", "payment", "first", "assumed"),
    [
        ("consumer", {"claim": "b"}, "b", None),
        ("consumer", {"claim": "b", "named_by": "creditor"}, "b", "not_refused"),
        ("consumer", {"claim": "b", "named_by": "creditor", "reply": "refused"}, "a", None),
        ("consumer", {"claim": "b", "named_by": "creditor", "reply": "accepted"}, "b", None),
        ("business", {"claim": "b"}, "b", "not_refused"),
        ("business", {"claim": "b", "reply": "refused"}, "a", None),
        ("business", {"claim": "b", "named_by": "creditor"}, "a", None),
        ("public", {"claim": "b"}, "a", "no_consent"),
        ("public", {"claim": "b", "reply": "accepted"}, "b", None),
        ("public", {"claim": "b", "reply": "refused"}, "a", None),
    ],
)
def test_whose_choice_counts(
    law: Profile, debtor: str, payment: dict[str, str], first: str, assumed: str | None
) -> None:
    found = paid(law, [A, B], debtor=debtor, **payment)
    assert told(found)[0][0] == first
    replies = [(taken.code, taken.law) for taken in found.assumptions if taken.path == "events[0].reply"]
    assert replies == ([] if assumed is None else [(assumed, ("act-2",))])


@pytest.mark.parametrize(("debtor", "first"), [("consumer", "principal"), ("public", "interest")])
def test_a_part_may_be_named_as_a_claim_may(law: Profile, debtor: str, first: str) -> None:
    assert told(paid(law, [A], debtor=debtor, component="principal"))[0][1] == first


# Dearer debts, parts of one rank ---------------------------------------------------------------------------


def test_the_dearest_debt_comes_first_and_its_principal_and_fees_alike(law: Profile) -> None:
    """500.00 over 5.00 and 1,000.00 are 2.4876 and 497.5124: the half cent more goes to the fee."""
    reminder = {"on": "2021-02-15", "kind": "reminder", "fee": "5.00", "claim": "b"}
    found = paid(law, [A, B | {"kind": "loan"}], reminder, debtor="business")
    assert told(found) == [("b", "fees", "2.49"), ("b", "principal", "497.51")]


# Claims under several rules --------------------------------------------------------------------------------

TAX = claim("t", "2021-01-31", kind="public_law")


def test_each_claim_keeps_its_own_order_of_parts(law: Profile) -> None:
    """24.66 and 1,000.00 of claim a; of the tax its principal first."""
    found = paid(law, [A, TAX], amount="1100.00")
    assert told(found) == [("a", "interest", "24.66"), ("a", "principal", "1000.00"), ("t", "principal", "75.34")]
    assert found.payments[0].law == ("act-1", "act-3")
    # the tax fell due first: its interest to 31 March comes after its principal
    first = paid(law, [claim("t", "2020-12-31", kind="public_law"), B], amount="1030.00")
    assert told(first) == [("t", "principal", "1000.00"), ("t", "interest", "24.66"), ("b", "interest", "5.34")]


def test_of_a_tax_nobody_chooses(law: Profile) -> None:
    assert told(paid(law, [A, TAX], claim="t"))[0] == ("a", "interest", "24.66")


def test_rules_that_do_not_agree_which_claim_comes_first_are_told(law: Profile) -> None:
    """Between a private claim on a business and a tax the one rule looks at rates, the other at what is enforced."""
    with pytest.raises(NotModelled) as caught:
        paid(law, [A, TAX], debtor="business")
    assert (caught.value.code, caught.value.faults[0].got) == ("allocation", "public, trade")
    named = paid(law, [A, TAX], debtor="business", claim="a")
    assert told(named) == [("a", "principal", "500.00")]


# What a sum says -------------------------------------------------------------------------------------------
# In Exactland a reminder bears 5.00; claim b is of 400.00: 59 days of ten per cent are 6.4658.


@pytest.fixture(scope="module")
def exact() -> Profile:
    return load_profile(path=HERE / "_d26")


LETTER = {"on": "2021-02-15", "kind": "reminder", "fee": "5.00", "claim": "a"}
SMALL = claim("b", "2021-01-31", amount="400.00")
IN_ORDER = [("a", "fees", "5.00"), ("a", "interest", "24.66")]


@pytest.mark.parametrize(
    ("amount", "told_"),
    [
        ("1000.00", [("a", "principal", "1000.00")]),
        ("400.00", [("b", "principal", "400.00")]),
        ("999.99", [*IN_ORDER, ("a", "principal", "970.33")]),
        ("1000.01", [*IN_ORDER, ("a", "principal", "970.35")]),
        ("399.99", [*IN_ORDER, ("a", "principal", "370.33")]),
    ],
)
def test_who_pays_exactly_a_principal_means_it(exact: Profile, amount: str, told_: list[tuple[str, str, str]]) -> None:
    assert told(paid(exact, [A, SMALL], LETTER, amount=amount)) == told_


def test_the_principal_that_is_left_after_a_part_payment_is_what_must_be_met(exact: Profile) -> None:
    """300.00 on 10 January: ten days' interest, 2.74, and 297.26 of principal leave 702.74."""
    part = {"on": "2021-01-10", "kind": "payment", "amount": "300.00"}
    for amount, first in (("702.74", "principal"), ("700.00", "fees"), ("1000.00", "fees")):
        found = paid(exact, [A], part, LETTER, amount=amount)
        assert found.payments[1].by_claim[0].component == first


def test_fees_and_interest_stay_open_and_grow_no_more(exact: Profile) -> None:
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": [A],
         "events": [LETTER, {"on": "2021-03-31", "kind": "payment", "amount": "1000.00"}]}
    )  # fmt: skip
    owed = standing(case, exact, on="2021-12-31").owed
    assert [str(part) for part in (owed.principal, owed.interest, owed.fees)] == ["0.00", "24.66", "5.00"]


@pytest.mark.parametrize(
    ("debtor", "payment"),
    [
        ("consumer", {"received_by": "office"}),
        ("consumer", {"received_by": "court"}),
        ("consumer", {"named_by": "creditor", "reply": "refused"}),
        ("consumer", {"reply": "refused"}),
        ("consumer", {"kind": "set_off"}),
        ("business", {}),
    ],
)
def test_a_sum_says_nothing_that_the_debtor_did_not_send_or_the_law_does_not_hear(
    exact: Profile, debtor: str, payment: dict[str, str]
) -> None:
    assert told(paid(exact, [A], LETTER, debtor=debtor, amount="1000.00", **payment))[:2] == IN_ORDER


def test_a_sum_that_fits_two_debts_names_neither(exact: Profile) -> None:
    assert told(paid(exact, [A, B], LETTER, amount="1000.00"))[:2] == IN_ORDER
    # the debt is named, the sum says which part of it
    assert told(paid(exact, [A, B], LETTER, amount="1000.00", claim="b")) == [("b", "principal", "1000.00")]


def test_who_pays_all_there_is_leaves_nothing_to_be_heard(exact: Profile) -> None:
    found = paid(exact, [A], on="2020-12-31", amount="1000.00")
    assert (told(found), [taken.code for taken in found.assumptions]) == ([("a", "principal", "1000.00")], [])


def test_a_part_that_is_named_needs_no_sum(exact: Profile) -> None:
    assert told(paid(exact, [A], LETTER, amount="1000.00", component="interest"))[0] == ("a", "interest", "24.66")


def test_that_a_sum_was_heard_is_told_with_its_law_and_may_be_read_otherwise(exact: Profile) -> None:
    found = paid(exact, [A], LETTER, amount="1000.00")
    assert [(taken.code, taken.law) for taken in found.assumptions if taken.path == "events[1]"] == [
        ("exact_principal", ("act-2",))
    ]
    assert [(used.reading, used.value) for used in found.readings_used] == [("exact_payment", "names_it")]
    case = load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, "claims": [A],
         "events": [LETTER, {"on": "2021-03-31", "kind": "payment", "amount": "1000.00"}]}
    )  # fmt: skip
    read = standing(case, exact, on="2021-03-31", readings={"exact_payment": "is_silent"})
    assert told(read)[:2] == IN_ORDER
    # on the day itself the same sum is owed either way; a year later the principal of 29.66 has borne interest
    later = standing(case, exact, on="2022-03-31")
    assert [used.sensitive for used in later.readings_used] == [True]
