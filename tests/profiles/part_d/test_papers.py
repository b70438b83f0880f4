"""How a paper asks for interest, what it leaves out, and which payments it lists: an invented country, by hand.

The claim is 36,500.00 due on 31 December 2020; ten per cent of it are 10.00 a day from 1 January 2021.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules import BadInput, Notice, Profile

ON = "2021-01-31"
Said = list[tuple[str, str, float, str]]


@pytest.fixture(scope="module")
def law() -> Profile:
    return cr.load_profile(path=Path(__file__).parent / "_d19p")


def event(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind, **more}


def paper(law: Profile, step: str, *events: dict[str, Any]) -> Notice:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    case = cr.load_case({"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
                         "claims": [claim], "events": list(events)})  # fmt: skip
    return cr.notice(case, law, step, on=ON, language="en")


def said(found: Notice) -> Said:
    (items,) = (one.items for one in found.contents if one.key == "interest_rate_and_period")
    return [(str(one.on), str(one.until), float(one.base or 0), str(one.amount)) for one in items]


def owed(found: Notice) -> list[tuple[str, str]]:
    return [(row[0].partition(",")[0], row[-1].replace("\xa0", " ")) for row in found.letter.tables[0].rows]


@pytest.mark.parametrize(
    ("events", "rates", "sums"),
    [
        ((), [("2021-01-01", "None", 36500.0, "None")], [("principal", "EUR 36,500.00")]),
        # Twenty days are 200.00, of which 110.00 are paid: 90.00 stay a sum.
        (
            (event("2021-01-20", "payment", amount="110.00"),),
            [("2021-01-21", "None", 36500.0, "None")],
            [("principal", "EUR 36,500.00"), ("interest", "EUR 90.00")],
        ),
        # With 18,450.00 on the 20th 18,250.00 are left, which bear 5.00 a day.
        (
            (event("2021-01-20", "payment", amount="18450.00"),),
            [("2021-01-21", "None", 18250.0, "None")],
            [("principal", "EUR 18,250.00")],
        ),
        # A credit note pays no interest, and lowers the sum from its own day on: both are asked for as rates.
        (
            (event("2021-01-20", "credit_note", amount="18250.00"),),
            [("2021-01-01", "2021-01-19", 36500.0, "None"), ("2021-01-20", "None", 18250.0, "None")],
            [("principal", "EUR 18,250.00")],
        ),
        # Of 310.00 in all 100.00 are waived, and no rate says from which day: the rest of the day is a sum.
        (
            (event("2021-01-20", "waiver", component="interest", amount="100.00"),),
            [("2021-02-01", "None", 36500.0, "None")],
            [("principal", "EUR 36,500.00"), ("interest", "EUR 210.00")],
        ),
        ((event("2021-01-15", "charge", cost="court_fee", amount="40.00"),),
         [("2021-01-01", "None", 36500.0, "None")], [("principal", "EUR 36,500.00")]),
    ],
)  # fmt: skip
def test_a_rate_runs_from_the_day_after_what_was_paid(
    law: Profile, events: tuple[dict[str, Any], ...], rates: Said, sums: list[tuple[str, str]]
) -> None:
    found = paper(law, "petition_filed", *events)
    assert (said(found), owed(found)) == (rates, sums)


def test_both_are_the_sum_of_the_day_and_the_rate_from_the_next(law: Profile) -> None:
    found = paper(law, "second_petition_filed", event("2021-01-10", "petition_filed"))
    assert said(found) == [("2021-01-01", "2021-01-31", 36500.0, "310.0000"), ("2021-02-01", "None", 36500.0, "None")]
    assert owed(found) == [("principal", "EUR 36,500.00"), ("interest", "EUR 310.00")]


def test_payments_are_those_since_an_act_that_some_received(law: Profile) -> None:
    given = [
        event("2021-01-05", "payment", amount="10.00", received_by="creditor"),
        event("2021-01-10", "petition_filed"),
        event("2021-01-12", "payment", amount="20.00", received_by="office"),
        event("2021-01-13", "payment", amount="30.00", received_by="creditor"),
        event("2021-01-14", "payment", amount="40.00"),  # nobody said who received it
    ]
    (items,) = (one.items for one in paper(law, "second_petition_filed", *given).contents if one.key == "payments_made")
    assert [(str(one.on), float(one.amount or 0)) for one in items] == [("2021-01-13", 30.0), ("2021-01-14", 40.0)]


def test_a_step_without_a_paper_writes_none(law: Profile) -> None:
    with pytest.raises(BadInput) as error:
        paper(law, "bailiff_sent")
    assert error.value.code == "no_notice"
    assert paper(law, "reminder").notice is None  # a letter to the debtor of which no law asks anything


def test_payments_are_counted_from_an_act_that_there_is(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "_d19p" / "profile.toml").read_text("utf-8")
    folder = tmp_path / "_d19p"
    folder.mkdir()
    (folder / "profile.toml").write_text(text.replace('"petition_filed"\npayments', '"petition_filled"\npayments'))
    (tmp_path / "_base").symlink_to(Path(__file__).parent / "_base")
    with pytest.raises(cr.BadProfile) as error:
        cr.load_profile(path=folder)
    assert error.value.code == "F37"
