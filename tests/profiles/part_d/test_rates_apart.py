"""Claims of one mandate with rates of their own: a fee for each part of the value, and a ceiling; worked out by hand.

One unit is 60.00 up to 1,000.00, 100.00 up to 2,000.00, 150.00 above. What is disputed is one unit, what is not half.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, standing, tariff

D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d61")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(amounts: dict[str, str], *events: Event, disputed: str = "a") -> Case:
    plain = {"kind": "goods_or_services", "due": "2020-12-31", "due_agreed": True}
    dispute = [act("2021-01-20", "dispute", claims=list(disputed))] if disputed else []
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [{"id": name, "amount": amount, **plain} for name, amount in amounts.items()],
         "events": [*dispute, act("2021-02-01", "handed_over"), *events]}
    )  # fmt: skip


def bill(on: str = "2021-04-01", cost: str = "collector_fee", amount: str = "999.00") -> Event:
    return act(on, "charge", cost=cost, amount=amount)


def costs(law: Profile, case: Case) -> D:
    return standing(case, law, on="2021-12-31").owed.costs


@pytest.mark.parametrize(
    ("amounts", "disputed", "owed"),
    [
        ({"a": "1000.00", "b": "1000.00"}, "a", "90.00"),  # 60.00 and 30.00, below the 100.00 of 2,000.00
        ({"a": "1000.00", "b": "1000.00"}, "b", "90.00"),
        ({"a": "1000.00", "b": "1000.00"}, "ab", "100.00"),
        ({"a": "1000.00", "b": "1000.00"}, "", "50.00"),
        ({"a": "500.00", "b": "500.00"}, "a", "60.00"),  # 60.00 and 30.00, above the 60.00 of 1,000.00
        ({"a": "1500.00", "b": "500.00"}, "a", "100.00"),  # 100.00 and 30.00, above the 100.00 of 2,000.00
        ({"a": "1500.00", "b": "1500.00"}, "a", "150.00"),  # 100.00 and 50.00, as much as 3,000.00
        ({"a": "500.00", "b": "500.00", "c": "500.00"}, "a", "90.00"),  # the undisputed ones are one part of 1,000.00
    ],
)
def test_each_part_has_a_fee_of_its_own(law: Profile, amounts: dict[str, str], disputed: str, owed: str) -> None:
    assert costs(law, case(amounts, bill(), disputed=disputed)) == D(owed)


@pytest.mark.parametrize(("paid", "owed"), [("2021-02-11", "130.00"), ("2021-02-12", "145.00")])
def test_what_is_left_of_one_part_raises_no_rate_of_another(law: Profile, paid: str, owed: str) -> None:
    """Ten days from 1 February; 100.00 of 1,500.00, and 0.5 or 0.75 of the 60.00 of 1,000.00; of all it is 150.00."""
    money = act(paid, "payment", amount="1000.00", claims=["b"], component="principal")
    notice = act("2021-02-01", "collection_notice")
    assert costs(law, case({"a": "1500.00", "b": "1000.00"}, notice, money, bill())) == D(owed)


@pytest.mark.parametrize(
    ("claims", "about", "owed"),
    [
        (["a"], None, "30.00"),  # 60.00 less half of the 60.00
        (["b"], None, "45.00"),  # 60.00 less half of the 30.00
        (["a", "b"], None, "55.00"),  # 100.00 less half of the 90.00
        (["b"], "400.00", "45.00"),
    ],
)
def test_what_does_not_pass_on_is_not_credited(law: Profile, claims: list[str], about: str | None, owed: str) -> None:
    order = act("2021-03-01", "order_filed", claims=claims, **({"amount": about} if about else {}))
    both = {"a": "1000.00", "b": "1000.00"}
    first = case(both, order, bill(), bill(cost="lawyer_fee"))
    assert costs(law, first) == D("90.00") + D(owed)
    later = case(both, order, bill(cost="lawyer_fee"), bill("2021-04-02"))
    assert costs(law, later) == D("90.00") + D(owed)


def test_a_value_that_is_given_has_no_parts(law: Profile) -> None:
    assert tariff(law, "fee.collection", value=D(2000), on="2021-04-01").amount == D("50.00")  # nothing is disputed


@pytest.mark.parametrize(("disputed", "laws"), [("a", ("act-2", "act-1")), ("", ("act-2",))])
def test_a_finding_names_the_law_of_the_parts(law: Profile, disputed: str, laws: tuple[str, ...]) -> None:
    found = audit(case({"a": "1000.00", "b": "1000.00"}, bill(), disputed=disputed), law, on="2021-12-31").findings
    assert [finding.law for finding in found] == [laws]
