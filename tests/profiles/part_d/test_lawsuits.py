"""What passes from one matter into the next is credited at its value there; who loses bears the lawsuit. By hand.

One unit of the court's is 40.00 of 1,000.00 and 90.00 of more. The quick order costs one unit, the lawsuit three.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, Profile, audit, load_case, load_profile, standing

D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> Profile:
    return load_profile(path=Path(__file__).parent / "_d28")


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def bill(on: str, amount: str) -> Event:
    return act(on, "charge", cost="court_fee", amount=amount)


def case(*events: Event) -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "2000.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business", "recovers_vat": True},
         "debtor": {"kind": "consumer"}, "claims": [claim], "events": list(events)}
    )  # fmt: skip


PETITION, SUIT = act("2021-03-01", "petition_filed"), act("2021-04-01", "suit_filed")
WON = act("2021-06-01", "title_obtained", title="judgment", costs_awarded=True)
LOST = WON | {"costs_awarded": False}
MOST = "999.00"


def costs(law: Profile, *events: Event, on: str = "2021-12-31") -> D:
    return standing(case(*events), law, on=on).owed.costs


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        # 90.00 for the order, 3 x 90.00 less 90.00 for the lawsuit
        ([PETITION, SUIT, bill("2021-04-02", MOST), WON], "270.00"),
        # 500.00 are left to sue for: 3 x 40.00 less 40.00, for of the 90.00 only 40.00 are for what passes
        ([PETITION, act("2021-03-15", "payment", amount="1500.00"), SUIT, bill("2021-04-02", MOST), WON], "170.00"),
        # paid after the lawsuit was filed, or on its day: the bill is still of 2,000.00
        ([PETITION, SUIT, act("2021-04-02", "payment", amount="1500.00"), bill("2021-04-03", MOST), WON], "270.00"),
        # sued without asking for the order first
        ([SUIT, bill("2021-04-02", MOST), WON], "270.00"),
        # sued for 800.00 only
        ([PETITION, SUIT | {"amount": "800.00"}, bill("2021-04-02", MOST), WON], "170.00"),
        # billed in two, billed twice, and the fee of the order told apart from the lawsuit's
        ([PETITION, SUIT, bill("2021-04-02", "100.00"), bill("2021-04-03", MOST), WON], "270.00"),
        ([PETITION, SUIT, bill("2021-04-02", "90.00"), WON], "90.00"),
        ([PETITION, SUIT, bill("2021-04-02", "90.00"), bill("2021-04-02", "180.00"), WON], "270.00"),
        ([PETITION, SUIT, bill("2021-04-02", "270.00"), WON], "270.00"),
    ],
)
def test_credited_is_what_passes_into_the_lawsuit(law: Profile, events: list[Event], owed: str) -> None:
    assert costs(law, *events) == D(owed)


@pytest.mark.parametrize(
    ("end", "owed", "unlawful", "in_doubt", "code"),
    [
        ([], "270.00", "0.00", "180.00", "fact_unknown"),
        ([WON], "270.00", "0.00", "0.00", None),
        ([LOST], "90.00", "180.00", "0.00", "fee_condition"),
    ],
)
def test_a_cost_of_the_loser_waits_for_the_court(
    law: Profile, end: list[Event], owed: str, unlawful: str, in_doubt: str, code: str | None
) -> None:
    events = [PETITION, SUIT, bill("2021-04-02", "180.00"), *end]
    found = audit(case(*events), law, on="2021-12-31").findings
    assert costs(law, *events) == D(owed)
    assert [finding.code for finding in found] == ([] if code is None else [code])
    assert sum(finding.amount_unlawful for finding in found) == D(unlawful)
    assert sum(finding.amount_in_doubt for finding in found) == D(in_doubt)


@pytest.mark.parametrize(("end", "owed"), [([], "90.00"), ([WON], "270.00"), ([LOST], "90.00")])
def test_what_is_billed_above_the_tariff_stays_a_breach(law: Profile, end: list[Event], owed: str) -> None:
    events = [PETITION, SUIT, bill("2021-04-02", "181.00"), *end]
    found = audit(case(*events), law, on="2021-12-31").findings
    assert costs(law, *events) == D(owed if end else "270.00")
    assert sum(finding.amount_unlawful for finding in found) == D("181.00" if end == [LOST] else "1.00")


def test_before_the_judgment_the_bill_was_in_doubt(law: Profile) -> None:
    events = [PETITION, SUIT, bill("2021-04-02", "180.00"), LOST]
    assert costs(law, *events, on="2021-05-31") == D("270.00")
    assert costs(law, *events, on="2021-06-01") == D("90.00")


def test_a_bill_that_comes_after_the_judgment_is_judged_by_it(law: Profile) -> None:
    for end, owed in ((WON, "270.00"), (LOST, "90.00")):
        assert costs(law, PETITION, SUIT, end, bill("2021-07-01", "180.00")) == D(owed)


def test_what_was_paid_of_a_bill_that_fell_on_the_creditor_stays_paid(law: Profile) -> None:
    # principal first: 2,000.00 and then 100.00 on the costs, the older fee before the newer
    paid = act("2021-05-01", "payment", amount="2100.00")
    assert costs(law, PETITION, SUIT, bill("2021-04-02", "180.00"), paid, LOST) == D("0.00")
