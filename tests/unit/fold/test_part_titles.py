"""What is titled or acknowledged of a part of a claim leaves the limitation of the rest as it was."""

from __future__ import annotations

import datetime as dt

import pytest

import collectrules as cr

RESTS = [
    ("DE", "notarial_deed", "2051-02-10", "2024-01-02"),  # BGB 197, 201; 195, 199: New Year's Eve 2023 is a Sunday
    ("DE", "court_settlement", "2051-02-10", "2024-01-02"),
    ("AT", "notarial_deed", "2051-02-10", "2023-03-31"),  # ABGB 1478, 1486
    ("DK", "settlement", "2031-02-10", "2023-03-31"),  # forældelsesloven 5 (1), 3
    ("CH", "debt_acknowledgement", "2031-02-10", "2025-03-31"),  # OR 137 II, 128
    ("CH", "judgment", "2031-02-10", "2025-03-31"),
]
ACKNOWLEDGED = [
    ("DE", "2024-02-12", "2024-01-02"),  # three years from the day after, a Saturday; by itself as above
    ("AT", "2024-02-10", "2023-03-31"),
    ("DK", "2031-02-10", "2023-03-31"),
    ("CH", "2031-02-10", "2025-03-31"),
]
CURRENCY = {"DK": "DKK", "CH": "CHF", "DE": "EUR", "AT": "EUR"}
PLACE = {"DE": "BE", "CH": "ZH"}


def case(law: str, **event: str) -> cr.Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "10000.00", "arose": "2020-03-01", "due": "2020-03-31"}
    place = {"region": PLACE[law]} if law in PLACE else {}
    return cr.load_case({
        "id": "part", "currency": CURRENCY[law], "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        "claims": [{**claim, "due_is": "agreed"}], "events": [{"on": "2021-02-10", **event}], **place,
    })  # fmt: skip


def ends(law: str, found: cr.Case) -> dict[str | None, str]:
    clocks = cr.standing(found, cr.load_profile(law), on="2022-01-05").clocks
    mine = [clock for clock in clocks if (clock.kind, clock.component) == ("limitation", "principal")]
    return {clock.claim_part: str(clock.ends) for clock in mine}


@pytest.mark.parametrize(("law", "title", "titled", "rest"), RESTS)
def test_a_title_for_less_leaves_the_rest_its_own_time(law: str, title: str, titled: str, rest: str) -> None:
    part = case(law, kind="title_obtained", title=title, amount="4000.00")
    assert ends(law, part) == {"1": rest, "2": titled}
    whole = case(law, kind="title_obtained", title=title, amount="10000.00")
    assert ends(law, whole) == {None: titled}


@pytest.mark.parametrize(("law", "title", "titled", "rest"), RESTS)
def test_the_rest_is_barred_while_the_title_stands(law: str, title: str, titled: str, rest: str) -> None:
    part = case(law, kind="title_obtained", title=title, amount="4000.00")
    day = dt.date.fromisoformat(rest) + dt.timedelta(days=1)
    stages = cr.standing(part, cr.load_profile(law), on=day).stages
    assert {stage.part: stage.stage == "barred" for stage in stages} == {"1": True, "2": False}
    assert titled > rest


@pytest.mark.parametrize(("law", "anew", "by_itself"), ACKNOWLEDGED)
def test_what_is_acknowledged_of_a_part_lets_nothing_begin_anew(law: str, anew: str, by_itself: str) -> None:
    """How much has which time is not kept, so the whole has the shorter one, and the answer says so."""
    whole = case(law, kind="acknowledgement", form="in_writing", amount="10000.00")
    assert ends(law, whole) == {None: anew}
    part = case(law, kind="acknowledgement", form="in_writing", amount="4000.00")
    assert ends(law, part) == {None: by_itself}
    told = cr.standing(part, cr.load_profile(law), on="2022-01-05").assumptions
    assert [each.code for each in told if each.code == "acknowledged_in_part"] == ["acknowledged_in_part"]


@pytest.mark.parametrize("law", ["DK", "CH"])
def test_a_title_of_an_unknown_day_leaves_the_last_day_in_doubt(law: str) -> None:
    """Ten years from the due day are the least: a judgment came later, nobody says when."""
    claim = {"id": "1", "kind": "loan", "amount": "10000.00", "arose": "2010-03-01", "due": "2010-03-31"}
    place = {"region": PLACE[law]} if law in PLACE else {}
    old = cr.load_case({
        "id": "old", "currency": CURRENCY[law], "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        "claims": [{**claim, "due_is": "agreed", "title": "judgment"}], **place,
    })  # fmt: skip
    clocks = cr.standing(old, cr.load_profile(law), on="2019-01-07").clocks
    (clock,) = [clock for clock in clocks if (clock.kind, clock.component) == ("limitation", "principal")]
    assert (str(clock.ends), clock.certainty) == ("2020-03-31", "unclear")
