"""One letter for several claims: with one fee, and only where the law has nothing against it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr
from collectrules.portfolio import accept_letter, joint_letters, lettering
from collectrules.portfolio.consolidating import joined
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


def test_claims_of_several_cases_share_a_letter_and_each_case_records_its_part(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01")), case(claim("1", "2018-11-10"), id="b")]
    found = reminder(joint_letters(cases, dk, on=ON))
    assert (found.case, found.join, found.claims) == ("a", ("a", "b"), ("a/1", "b/1"))
    assert (found.verdict, found.fee) == ("allowed", Decimal("100.00"))
    assert [(one.case, one.claims, one.fee) for one in found.parts] == [
        ("a", ("1",), Decimal("50.00")), ("b", ("1",), Decimal("50.00")),
    ]  # fmt: skip
    after = accept_letter(found, cases, dk)
    assert [len(one.events) for one in cases] == [0, 0]
    assert [cr.standing(one, dk, on=ON).owed.fees for one in after] == [Decimal("50.00")] * 2
    assert [cr.audit(one, dk, on=ON).findings for one in after] == [(), ()]
    # The letter counts for the claims of both: ten whole days lie between it and the next with a fee.
    for one in after:
        verdicts = [cr.assess(one, dk, {"on": day, **LETTER}, on=day).verdict for day in ("2018-11-29", "2018-12-01")]
        assert verdicts == ["blocked", "allowed"]


def test_the_same_letter_twice_changes_nothing(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01")), case(claim("1", "2018-11-10"), id="b")]
    found = reminder(joint_letters(cases, dk, on=ON))
    after = accept_letter(found, cases, dk)
    assert accept_letter(found, after, dk) == after


def test_a_fee_that_cannot_be_halved_leaves_its_rest_to_the_first(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01"), id=name) for name in "abc"]
    found = reminder(joint_letters(cases, dk, on=ON))
    assert [str(one.fee) for one in found.parts] == ["33.34", "33.33", "33.33"]


def test_a_case_that_has_had_its_three_fees_bears_no_part(dk: cr.Profile) -> None:
    days = ("2018-11-02", "2018-11-13", "2018-11-24")
    full = case(claim("1", "2018-11-01"), events=tuple({"on": day, **LETTER} for day in days))
    cases = [full, case(claim("2", "2018-11-10"), id="b")]
    found = reminder(joint_letters(cases, dk, on="2018-12-05"))
    assert [(one.case, one.fee) for one in found.parts] == [("a", None), ("b", Decimal("100.00"))]
    after = accept_letter(found, cases, dk)
    assert [cr.standing(one, dk, on="2018-12-05").owed.fees for one in after] == [300, 100]
    assert [cr.audit(one, dk, on="2018-12-05").findings for one in after] == [(), ()]


def test_limits_count_over_all_the_cases(dk: cr.Profile) -> None:
    """Two letters with a fee about the one claim and one about the other, both of one relation: there is no fourth."""
    one = case(
        claim("1", "2018-11-01", relationship="x"),
        events=tuple({"on": day, **LETTER} for day in ("2018-11-02", "2018-11-13")),
    )
    other = case(claim("2", "2018-11-10", relationship="x"), events=({"on": "2018-11-24", **LETTER},), id="b")
    for alone in (one, other):
        step = next(p for p in cr.next_steps(alone, dk, on="2018-12-05").proposals if p.action == "reminder")
        assert [cost.amount for cost in step.charges] == [100]
    found = reminder(joint_letters([one, other], dk, on="2018-12-05"))
    assert (found.claims, found.verdict, found.fee) == (("1", "2"), "allowed", None)
    assert [part.fee for part in found.parts] == [None, None]
    assert [
        one.code for one in cr.assess(joined([one, other], dk, on="2018-12-05"), dk, {**found.event, "fee": "100.00"},
                                      on="2018-12-05").findings
    ] == ["fee_limit"]  # fmt: skip


def test_a_letter_that_the_day_gives_no_more_is_stale(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01")), case(claim("2", "2018-11-10"), id="b")]
    found = reminder(joint_letters(cases, dk, on=ON))
    paid = cases[1].with_event({"on": "2018-11-19", "kind": "payment", "amount": "2000.00"})
    with pytest.raises(cr.BadInput) as refused:
        accept_letter(found, [cases[0], paid], dk)
    assert refused.value.code == "cannot_be_joined"
    written_to = cases[1].with_event({"on": "2018-11-15", **LETTER})  # ten days have not gone by
    with pytest.raises(cr.StaleProposal) as stale:
        accept_letter(found, [cases[0], written_to], dk)
    assert stale.value.code == "no_longer_proposed"
    # Sent a month later it costs the same, and is judged on that day.
    assert [str(one.events[0].on) for one in accept_letter(found, cases, dk, on="2018-12-20")] == ["2018-12-20"] * 2


def test_a_letter_whose_fee_is_another_by_now_is_stale(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01", relationship=name), id=name) for name in "ab"]
    found = reminder(joint_letters(cases, dk, on="2018-12-05"))
    days = ("2018-11-02", "2018-11-13", "2018-11-24")
    full = [one.with_event({"on": days[0], **LETTER}) for one in cases]
    for day in days[1:]:
        full = [one.with_event({"on": day, **LETTER}) for one in full]
    with pytest.raises(cr.StaleProposal) as raised:
        accept_letter(found, full, dk)
    assert (raised.value.code, raised.value.faults[0].expected) == ("stale_charges", "None")


def test_a_letter_is_accepted_for_its_own_cases_alone(dk: cr.Profile) -> None:
    cases = [case(claim("1", "2018-11-01"), id=name) for name in "abc"]
    found = reminder(joint_letters(cases[:2], dk, on=ON))
    with pytest.raises(cr.BadInput) as raised:
        accept_letter(found, cases, dk)
    assert raised.value.code == "other_cases"


@pytest.mark.parametrize(
    ("changed", "code"), [({"verdict": "blocked"}, "letter_not_allowed"), ({"parts": ()}, "letter_not_parted")]
)
def test_what_may_not_be_written_or_parted_is_not_recorded(
    dk: cr.Profile, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], code: str
) -> None:
    cases = [case(claim("1", "2018-11-01"), id=name) for name in "ab"]
    found = reminder(joint_letters(cases, dk, on=ON))
    monkeypatch.setattr(lettering, "joint_letters", lambda *_, **__: (found.model_copy(update=changed),))
    with pytest.raises(cr.BadInput) as raised:
        accept_letter(found, cases, dk)
    assert raised.value.code == code


def test_a_letter_of_one_case_is_accepted_too(dk: cr.Profile) -> None:
    one = case(claim("1", "2018-11-01", relationship="x"), claim("2", "2018-11-10", relationship="y"))
    found = reminder(joint_letters([one], dk, on=ON))
    (after,) = accept_letter(found, [one], dk)
    assert (found.join, found.parts[0].claims, after.events[0].fee) == ((), ("1", "2"), 100)


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
