"""A fee in place of that of an earlier act (`takes_back`), in an invented country: 90 for an order, 20 if dropped."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from collectrules import BadProfile, Case, Profile, audit, load_case, load_profile, next_steps, standing

ASKED = {"on": "2021-03-01", "kind": "order_asked"}
HEARD = {"on": "2021-03-10", "kind": "hearing"}
DROPPED = {"on": "2021-03-20", "kind": "order_dropped"}
BILL = {"on": "2021-03-02", "kind": "charge", "cost": "court_fee", "amount": "90.00"}


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d38t")


def history(*events: dict[str, object], claims: int = 1) -> Case:
    claim = {"kind": "goods_or_services", "amount": "1000.00", "due": "2020-03-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim | {"id": str(n + 1)} for n in range(claims)], "events": list(events)}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "on", "costs"),
    [
        ([ASKED], "2021-03-19", "90.00"),
        ([ASKED, DROPPED], "2021-03-19", "90.00"),
        ([ASKED, DROPPED], "2021-03-20", "20.00"),
        ([ASKED, HEARD, DROPPED], "2021-03-20", "90.00"),
        ([DROPPED], "2021-03-20", "0.00"),
        ([ASKED, DROPPED, ASKED | {"on": "2021-04-01"}], "2021-04-02", "110.00"),
        ([ASKED, DROPPED, ASKED | {"on": "2021-04-01"}, DROPPED | {"on": "2021-04-02"}], "2021-04-02", "40.00"),
        ([ASKED, HEARD, DROPPED, ASKED | {"on": "2021-04-01"}, DROPPED | {"on": "2021-04-02"}], "2021-04-02", "110.00"),
    ],
)
def test_a_fee_is_owed_in_place_of_that_of_the_act_before(
    law: Profile, events: list[dict[str, object]], on: str, costs: str
) -> None:
    found = standing(history(*events), law, on=on)
    assert found.owed.costs == Decimal(costs)
    assert found.booked.costs == Decimal(costs)


def test_a_payment_never_went_to_a_fee_that_is_not_owed_in_the_end(law: Profile) -> None:
    paid = {"on": "2021-03-05", "kind": "payment", "amount": "500.00"}
    before, after = (standing(history(ASKED, paid, DROPPED), law, on=day) for day in ("2021-03-19", "2021-03-20"))
    assert (before.owed.principal, before.owed.costs) == (Decimal("590.00"), Decimal("0.00"))
    assert (after.owed.principal, after.owed.costs) == (Decimal("500.00"), Decimal("20.00"))


@pytest.mark.parametrize(("billed", "struck"), [("90.00", "90.00"), ("40.00", "40.00")])
def test_a_bill_over_what_was_taken_back_is_struck(law: Profile, billed: str, struck: str) -> None:
    case = history(ASKED, BILL | {"amount": billed}, DROPPED)
    found = standing(case, law, on="2021-03-20")
    assert (found.owed.costs, found.booked.costs) == (Decimal("20.00"), Decimal("20.00") + Decimal(billed))
    [finding] = audit(case, law, on="2021-03-20").findings
    assert (finding.code, finding.severity, finding.amount_unlawful) == ("fee_above_maximum", "breach", Decimal(struck))
    assert finding.law == ("act-2",)


def test_a_bill_after_it_is_for_what_is_owed_first(law: Profile) -> None:
    case = history(ASKED, DROPPED, BILL | {"on": "2021-03-21"})
    found = standing(case, law, on="2021-03-21")
    assert (found.owed.costs, found.booked.costs) == (Decimal("20.00"), Decimal("90.00"))


def test_what_goes_on_for_another_claim_costs_what_it_cost(law: Profile) -> None:
    case = history(ASKED, DROPPED | {"claim": "1"}, claims=2)
    assert standing(case, law, on="2021-03-20").owed.costs == Decimal("90.00")
    one_by_one = history(ASKED, DROPPED | {"claim": "1"}, DROPPED | {"on": "2021-03-25", "claim": "2"}, claims=2)
    assert standing(one_by_one, law, on="2021-03-24").owed.costs == Decimal("90.00")
    assert standing(one_by_one, law, on="2021-03-25").owed.costs == Decimal("20.00")
    both = history(ASKED, DROPPED | {"claims": ["1", "2"]}, claims=2)
    assert standing(both, law, on="2021-03-20").owed.costs == Decimal("20.00")


@pytest.mark.parametrize(("events", "advance"), [([ASKED], ["20.00"]), ([ASKED, HEARD], []), ([], [])])
def test_a_proposal_costs_what_it_would_cost(law: Profile, events: list[dict[str, object]], advance: list[str]) -> None:
    [step] = [p for p in next_steps(history(*events), law, on="2021-03-19").proposals if p.action == "order_dropped"]
    assert [cost.amount for cost in step.advances] == [Decimal(sum_) for sum_ in advance]


def test_a_fee_that_is_nowhere_is_a_fault(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "_d38t" / "profile.toml").read_text("utf-8")
    folder = tmp_path / "_d38t"
    folder.mkdir()
    (folder / "profile.toml").write_text(text.replace('takes_back  = ["order"]', 'takes_back  = ["ordr"]'), "utf-8")
    base = tmp_path / "_base"
    base.mkdir()
    (base / "profile.toml").write_bytes((Path(__file__).parent / "_base" / "profile.toml").read_bytes())
    with pytest.raises(BadProfile, match="F35"):
        load_profile(path=folder)


@pytest.mark.parametrize("first", ["1", "2"])
@pytest.mark.parametrize(
    ("heard", "together", "costs"),
    [
        # one of two orders was heard: its 90 stay, the other's are 20
        (True, False, "110.00"),
        # neither was heard: each is dropped for 20
        (False, False, "40.00"),
        # one order about both
        (False, True, "20.00"),
    ],
)
def test_what_is_dropped_for_two_claims_costs_what_each_of_their_proceedings_costs(
    law: Profile, first: str, heard: bool, together: bool, costs: str
) -> None:
    other = "2" if first == "1" else "1"
    apart = [ASKED | {"claims": [first]}, ASKED | {"claims": [other], "on": "2021-03-02"}]
    asked = [ASKED] if together else apart
    events = [*asked, *([HEARD | {"claims": [first]}] if heard else []), DROPPED]
    assert standing(history(*events, claims=2), law, on="2021-03-20").owed.costs == Decimal(costs)
