"""Lives under law that is announced, and acts of a court and a debtor that are imagined; days counted by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr

D = Decimal


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile(path=Path(__file__).parent / "_d41")


def lived(law: cr.Profile, **more: Any) -> cr.Simulation:  # noqa: ANN401
    claim = {"id": "1", "kind": "goods_or_services", "amount": "500.00", "arose": "2021-11-01", "due": "2021-11-15",
             "due_agreed": True}  # fmt: skip
    case = cr.load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "workflow": "letters", "claims": [claim]}
    )  # fmt: skip
    return cr.simulate(case, law, on="2021-11-16", until="2022-12-31", **more)


def course(life: cr.Simulation) -> list[tuple[str, str, Decimal | None]]:
    return [(item.on.isoformat(), item.what, item.amount) for item in life.timeline]


FIRST = ("2021-12-15", "reminder", D("10.00"))  # thirty days after 15 November


def test_announced_law_is_switched_on_by_its_name_for_one_of_two_lives(law: cr.Profile) -> None:
    now = lived(law)
    then = lived(law, readings={"new_payments_act": "announced"})
    assert course(now)[:2] == [FIRST, ("2022-01-14", "reminder", D("10.00"))]
    assert course(then)[:2] == [FIRST, ("2022-01-14", "reminder", D("15.00"))]
    both = cr.side_by_side({"as it is": now, "as announced": then})
    assert both.parts_on is not None
    assert both.parts_on.isoformat() == "2022-01-14"
    assert [side.owed.fees for side in both.sides] == [D("20.00"), D("25.00")]


def test_what_a_court_takes_is_counted_from_the_first_day_it_could(law: cr.Profile) -> None:
    # asked on 13 February; ten days are over on the 23rd, so that it may decide from the 24th; five days more
    assert course(lived(law, others={"order_made": 5}))[2:] == [
        ("2022-02-13", "order_filed", None),
        ("2022-03-01", "order_made", None),
    ]
    assert [item[0] for item in course(lived(law, others={"order_made": 0}))][3] == "2022-02-24"
    waiting = lived(law)
    assert [(one.action, str(one.since)) for one in waiting.waits_for] == [("order_made", "2022-02-24")]
    assert waiting.stage == "in_court"


def test_a_debtor_does_the_act_of_his_that_is_named_only_where_it_is_open(law: cr.Profile) -> None:
    before_court = lived(law, behaviour="objects:order_filed:objection:3")
    assert course(before_court)[-1][:2] == ("2022-02-16", "objection")
    too_early = lived(law, behaviour="objects:reminder:objection")
    assert "objection" not in {what for _, what, _ in course(too_early)}


def test_a_life_under_another_law_may_stand_beside_it(law: cr.Profile) -> None:
    other = cr.load_profile("DK")
    claim = {"id": "1", "kind": "goods_or_services", "amount": "500.00", "arose": "2021-11-01", "due": "2021-11-15"}
    case = cr.load_case(
        {"id": "y", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "workflow": "fast", "claims": [claim | {"due_agreed": True}]}
    )  # fmt: skip
    danish = cr.simulate(case, other, on="2021-11-16", until="2022-12-31")
    found = cr.side_by_side({"Novella": lived(law), "Denmark": danish})
    assert [(side.profile.id, side.currency) for side in found.sides] == [("_d41", "EUR"), ("DK", "DKK")]
    written = cr.dump(found)
    assert written["sides"][0]["owed"]["fees"] == "20.00"  # type: ignore[index]
