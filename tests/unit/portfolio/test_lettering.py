"""One letter for several claims: with one fee, and only where the law has nothing against it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr
from collectrules.portfolio import joint_letters
from collectrules.portfolio.lettering import JointLetter

ON = dt.date(2018, 11, 20)
LETTER = {"kind": "reminder", "fee": "100.00"}


@pytest.fixture(scope="module")
def dk() -> cr.Profile:
    return cr.load_profile("DK")


def claim(name: str, due: str, **more: object) -> dict[str, object]:
    return {"id": name, "kind": "goods_or_services", "amount": "1477.50", "arose": "2018-09-20", "due": due,
            "due_agreed": True, **more}  # fmt: skip


def case(*claims: dict[str, object], events: tuple[dict[str, object], ...] = (), **more: Any) -> cr.Case:  # noqa: ANN401
    return cr.load_case(
        {"id": "a", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer"}, "claims": list(claims), "events": list(events), **more}
    )  # fmt: skip


def reminder(letters: tuple[JointLetter, ...]) -> JointLetter:
    (found,) = [one for one in letters if one.action == "reminder"]
    return found


def test_a_letter_for_two_lots_bears_one_fee(dk: cr.Profile) -> None:
    """One claim has had its first letter, the other none: of either relation the law opens a letter of its own."""
    events = ({"on": "2018-11-04", "claim": "1", **LETTER},)
    one = case(claim("1", "2018-11-01", relationship="x"), claim("2", "2018-11-10", relationship="y"), events=events)
    found = reminder(joint_letters([one], dk, on=ON))
    assert (found.claims, found.lots, found.verdict) == (("1", "2"), (("1",), ("2",)), "allowed")
    assert (found.fee, found.fees_alone) == (Decimal("100.00"), Decimal("200.00"))
    # The letter of the 4th and this one: 100.00 each, not 300.00.
    assert cr.standing(one.with_event(found.event), dk, on=ON).owed.fees == Decimal("200.00")


def test_a_claim_for_which_the_letter_comes_too_soon_shares_none(dk: cr.Profile) -> None:
    """Ten days must lie between two letters with a fee about a claim; the first was sent on the 15th."""
    events = ({"on": "2018-11-15", "claim": "1", **LETTER},)
    one = case(claim("1", "2018-11-01"), claim("2", "2018-11-10"), events=events)
    assert [letter.action for letter in joint_letters([one], dk, on=ON)] == ["collection_notice"]


def test_a_claim_that_has_had_its_three_fees_may_stand_in_a_letter_that_bears_one_for_another(dk: cr.Profile) -> None:
    days = ("2018-11-02", "2018-11-13", "2018-11-24")
    events = tuple({"on": day, "claim": "1", **LETTER} for day in days)
    one = case(claim("1", "2018-11-01", relationship="x"), claim("2", "2018-11-10", relationship="y"), events=events)
    found = reminder(joint_letters([one], dk, on="2018-12-05"))
    assert (found.claims, found.fee, found.verdict) == (("1", "2"), Decimal("100.00"), "allowed")


def test_a_fee_that_the_law_bars_in_the_joint_letter_is_left_out_of_it() -> None:
    """The lump sum of section 288(5) was asked for with the first claim, and the costs of a letter are set off on it.

    Alone, the letter about the second claim bears 2.50.
    """
    de = cr.load_profile("DE")
    claims = (claim("1", "2018-11-01"), claim("2", "2018-11-10"))
    lump = {"on": "2018-12-29", "kind": "compensation_claimed", "claim": "1"}
    one = case(
        *claims, events=(lump,), jurisdiction="DE", currency="EUR", region="SN", debtor={"kind": "business"}
    )  # fmt: skip
    found = reminder(joint_letters([one], de, on="2020-12-14"))
    assert (found.claims, found.fee, found.fees_alone) == (("1", "2"), None, Decimal("2.50"))
    assert (found.verdict, found.findings) == ("allowed", ())
    tried = cr.assess(one, de, {**found.event, "fee": "2.50"}, on="2020-12-14")
    assert (tried.verdict, [one.code for one in tried.findings]) == ("blocked", ["fee_above_maximum"])


def test_one_claim_alone_shares_no_letter(dk: cr.Profile) -> None:
    assert joint_letters([case(claim("1", "2018-11-01"))], dk, on=ON) == ()


def test_claims_of_several_cases_share_a_letter_once_the_cases_are_one(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01")), case(claim("2", "2018-11-10"), id="b")]
    found = reminder(joint_letters(cases, dk, on=ON))
    assert (found.case, found.join, found.claims) == ("a", ("a", "b"), ("1", "2"))
    assert (found.verdict, found.fee) == ("allowed", Decimal("100.00"))


def test_cases_that_cannot_be_one_share_no_letter(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01")), case(claim("2", "2018-11-10"), id="b", debtor={"kind": "business"})]
    with pytest.raises(cr.BadInput) as raised:
        joint_letters(cases, dk, on=ON)
    assert raised.value.code == "cannot_be_joined"
    assert raised.value.faults[0].path == "b"


def test_without_a_case_there_is_no_letter(dk: cr.Profile) -> None:
    with pytest.raises(cr.BadInput) as raised:
        joint_letters([], dk, on=ON)
    assert raised.value.code == "no_cases"
