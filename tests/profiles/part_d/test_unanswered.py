"""What holds limitation up and is never answered, and whom a payment concerns, in an invented country; by hand.

The claim is due on 31 December 2020: a year later it is barred, after 31 December 2021.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile, standing

Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d70")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, second: bool = False) -> Case:
    plain = {"kind": "goods_or_services", "amount": "400.00", "due_agreed": True}
    claims = [{"id": "a", "due": "2020-12-31", **plain}, {"id": "b", "due": "2021-01-31", **plain}]
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": claims if second else claims[:1], "events": list(events)}
    )  # fmt: skip


def ends(law: Profile, on: str, case: Case, component: str = "principal") -> list[tuple[str, str, str]]:
    clocks = [clock for clock in standing(case, law, on=on).clocks if clock.kind == "limitation"]
    return [(str(one.ends), str(one.state), one.certainty) for one in clocks if one.component == component]


FILED, ASKED = act("2021-12-01", "order_filed"), act("2021-12-01", "hearing_asked")


@pytest.mark.parametrize(
    ("on", "events", "expected"),
    [
        # waited for until ten days after 31 December, then it held nothing up
        ("2021-12-20", [FILED], ("2021-12-31", "suspended", "unclear")),
        ("2022-01-10", [FILED], ("2021-12-31", "suspended", "unclear")),
        ("2022-01-11", [FILED], ("2021-12-31", "expired", "unclear")),
        # filed long before: no longer than three months
        ("2021-05-01", [act("2021-02-01", "order_filed")], ("2021-12-31", "suspended", "unclear")),
        ("2021-05-02", [act("2021-02-01", "order_filed")], ("2021-12-31", "running", "unclear")),
        # served within three months: from 1 December to 20 April, 30 + 31 + 28 + 31 + 20 = 140 days; 20 May 2022 is as
        # many after 31 December
        ("2022-05-01", [FILED, act("2022-01-20", "order_served")], ("2022-05-20", "running", "unclear")),
        ("2022-05-01", [FILED, act("2022-01-10", "order_served")], ("2022-05-10", "running", "sure")),
        # three months from 1 December: 1 March is soon enough, 2 March is not
        ("2022-04-01", [FILED, act("2022-03-01", "order_served")], ("2021-12-31", "suspended", "unclear")),
        ("2022-04-01", [FILED, act("2022-03-02", "order_served")], ("2021-12-31", "expired", "unclear")),
        # a hearing that is never held: 62 days from 1 December to 1 February, so 62 days after 31 December
        ("2022-01-31", [ASKED], ("2021-12-31", "suspended", "sure")),
        ("2022-03-01", [ASKED], ("2022-03-03", "running", "sure")),
        ("2022-03-04", [ASKED], ("2022-03-03", "expired", "sure")),
        # held on 15 January: until 15 March, 104 days; 104 days after 31 December are 14 April
        ("2022-03-20", [ASKED, act("2022-01-15", "hearing_held")], ("2022-04-14", "running", "sure")),
    ],
)
def test_what_is_never_answered_holds_no_longer_than_the_law_says(
    law: Profile, on: str, events: list[Event], expected: tuple[str, str, str]
) -> None:
    assert ends(law, on, case(*events)) == [expected]


def test_a_payment_while_an_answer_is_awaited_counts_only_if_it_came(law: Profile) -> None:
    paid = act("2022-01-05", "payment", amount="10.00")
    assert ends(law, "2022-06-01", case(FILED, paid))[0][:2] == ("2021-12-31", "expired")
    served = act("2022-01-10", "order_served")  # the year from 5 January, and what stood still of it until 10 April
    assert ends(law, "2022-06-01", case(FILED, paid, served))[0][:2] == ("2023-04-10", "running")


PAID = act("2021-06-01", "payment", amount="100.00")


@pytest.mark.parametrize(
    ("component", "events", "expected"),
    [
        # all of it goes to the older claim
        ("principal", [PAID], ["2022-06-01", "2022-01-31"]),
        ("principal", [act("2021-06-01", "payment", amount="450.00")], ["2022-06-01", "2022-06-01"]),
        ("fees", [PAID], ["2022-06-01", "2022-06-01"]),
        # of a disputed claim no payment says that it is owed
        ("principal", [act("2021-05-01", "dispute", claims=["a"]), PAID], ["2021-12-31", "2022-01-31"]),
        ("fees", [act("2021-05-01", "dispute", claims=["a"]), PAID], ["2021-12-31", "2022-06-01"]),
        ("fees", [PAID, act("2021-07-01", "dispute", claims=["a"])], ["2022-06-01", "2022-06-01"]),
        # one that names its claim
        ("principal", [{**PAID, "claims": ["b"]}], ["2021-12-31", "2022-06-01"]),
        ("fees", [{**PAID, "claims": ["b"]}], ["2021-12-31", "2022-06-01"]),
    ],
)
def test_a_payment_begins_anew_what_it_reached(
    law: Profile, component: str, events: list[Event], expected: list[str]
) -> None:
    found = ends(law, "2021-08-01", case(*events, second=True), component)
    assert [day for day, *_ in found] == expected
