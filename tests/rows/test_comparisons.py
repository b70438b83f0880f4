"""Offers and plans side by side, within the creditor's bounds, with what the debt becomes otherwise."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from collectrules import Case, Profile, compare, settlement_offer, standing

PortalCase = Callable[..., Case]
D = Decimal
ON = "2018-11-15"
LETTER = {"on": "2018-11-12", "kind": "reminder", "fee": "100.00"}


def test_offers_are_compared_with_what_is_owed_today_what_it_becomes_and_what_is_saved(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case(LETTER, debtor={"kind": "consumer"}, workflow="standard")
    found = compare(case, dk, on=ON, bounds={"waivers": [["interest", "fees"]], "discounts": [], "counts": []})
    # Interest of fourteen days and 100 kr. for one letter are given up; the standard workflow's second letter, twelve
    # days after the first, adds another 100 kr. and nine days of interest.
    now, then = standing(case, dk, on=ON).owed, standing(case, dk, on="2018-11-24").owed
    assert found.owed == now
    assert found.next_stage is not None
    assert (found.next_stage.step, found.next_stage.total) == ("reminder", then.total + D("100.00"))
    offer = next(option for option in found.options if option.kind == "settle")
    assert (offer.pays, offer.value_debtor) == (D("1477.50"), then.total + D("100.00") - D("1477.50"))
    same = settlement_offer(case, dk, on=ON, **offer.terms)  # type: ignore[arg-type]  # the terms are its own words
    assert (same.offer, same.if_refused) == (offer.pays, found.next_stage)


def test_the_plans_a_debtor_may_choose_alone_keep_to_the_creditors_bounds(
    bounded: Profile, portal_case: PortalCase
) -> None:
    # Six months at most, and no instalment below 250: 1,477.50 and interest is five times 300, not twelve times 125.
    case = portal_case(debtor={"kind": "consumer"}, workflow="bounded")
    found = compare(case, bounded, on=ON, bounds={"counts": [3, 5, 12], "asked_by": "debtor"})
    assert sorted(option.terms["count"] for option in found.options if option.kind == "plan") == [3, 5]
    (left,) = [one for one in found.left_out if one.kind == "plan"]
    assert (left.terms["count"], {why.code for why in left.because}) == (12, {"plan_too_long", "instalment_too_small"})
    assert {key for why in left.because for key in why.law} == {"policy"}
