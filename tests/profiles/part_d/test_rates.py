"""Rules 6 and 10 of the list and their like: interest on interest, rates that change with what happens; by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import Case, NotModelled, Profile, load_case, load_profile, standing

HERE = Path(__file__).parent
D = Decimal
Event = dict[str, Any]


@pytest.fixture(scope="module")
def law() -> dict[str, Profile]:
    return {name: load_profile(path=HERE / name) for name in ("_d06", "_d10")}


def act(on: str, kind: str, **more: object) -> Event:
    return {"on": on, "kind": kind, **more}


def case(*events: Event, debtor: str = "consumer", **claim: object) -> Case:
    """One claim of 36,500.00, of which one per cent a year is 1.00 a day; due on the last day of 2020."""
    plain = {"id": "1", "kind": "goods_or_services", "amount": "36500.00", "due": "2020-12-31", "due_agreed": True}
    return load_case(
        {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": debtor},
         "claims": [plain | claim], "events": list(events)}
    )  # fmt: skip


# 6: interest on interest -----------------------------------------------------------------------------------

PAID = act("2022-06-30", "payment", amount="50.00")


@pytest.mark.parametrize(
    ("events", "on", "owed"),
    [
        ([], "2021-12-31", "100.00"),
        # a day on 1,100.00: 0.3014
        ([], "2022-01-01", "100.30"),
        ([], "2022-12-31", "210.00"),
        # 1,210.00 bear 121.00
        ([], "2023-12-31", "331.00"),
        # 181 days on 1,100.00 are 54.5479; of the 154.55 then owed 50.00 are paid, so 1,050.00 bear 52.9315 in 184 days
        ([PAID], "2022-12-31", "157.48"),
        # and 1,157.48 bear 115.748 in 2023: 207.4795 + 115.748 - 50.00
        ([PAID], "2023-12-31", "273.23"),
        # a payment of all the interest, 154.55, leaves 1,000.00: 54.5479 + 50.4110 - 54.55 are left
        ([PAID | {"amount": "154.55"}], "2022-12-31", "50.41"),
    ],
)
def test_interest_of_a_year_bears_interest_in_the_next(
    law: dict[str, Profile], events: list[Event], on: str, owed: str
) -> None:
    assert standing(case(*events, amount="1000.00"), law["_d06"], on=on).owed.interest == D(owed)


def test_asking_later_and_going_on_day_by_day_come_to_the_same(law: dict[str, Profile]) -> None:
    """What happens in between books interest up to its day; nothing of it changes what is owed."""
    notes = [act(day, "note") for day in ("2021-12-31", "2022-01-01", "2022-05-05", "2022-12-31", "2023-01-01")]
    stops = [act(day, "payment", amount="0.01") for day in ("2022-01-01",)]
    found = standing(case(*notes, *stops, amount="1000.00"), law["_d06"], on="2023-12-31")
    # 100.00 bear on 1 January 2022; of the 100.30 then owed 0.01 is paid: 364 days on 1,099.99, then a year on 1,209.99
    # 100 + 0.3014 + 1099.99 x 0.1 x 364 / 365 + (1000 + 209.99 - ...) worked out below to the cent
    first = 100 + D("1100") * D("0.1") / 365 + D("1099.99") * D("0.1") * 364 / 365
    second = (D("1000") + (first - D("0.01")).quantize(D("0.01"))) * D("0.1")
    assert found.owed.interest == (first + second - D("0.01")).quantize(D("0.01"))


def test_each_base_has_its_row(law: dict[str, Profile]) -> None:
    rows = standing(case(amount="1000.00"), law["_d06"], on="2022-12-31").interest
    assert [(row.base, row.amount) for row in rows] == [(1000, 100), (1100, 110)]


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        ([], "100.00"),
        # 181 days are 49.589, so 49.59 bear interest too: 1,049.59 in 184 days 52.9108
        ([act("2021-06-30", "suit_filed")], "102.50"),
        # a second suit adds nothing
        ([act("2021-06-30", "suit_filed"), act("2021-09-30", "suit_filed")], "102.50"),
    ],
)
def test_interest_owed_when_a_suit_is_filed_bears_interest(
    law: dict[str, Profile], events: list[Event], owed: str
) -> None:
    found = standing(case(*events, debtor="business", amount="1000.00"), law["_d06"], on="2021-12-31")
    assert found.owed.interest == D(owed)


# 10: rates that change with what happens -------------------------------------------------------------------

JUDGMENT = act("2021-03-15", "judgment")
WAIVED = act("2021-06-10", "fact", name="surcharge_waived", value=True)


@pytest.mark.parametrize(
    ("events", "on", "owed"),
    [
        ([], "2021-06-30", 181 * 5),
        ([JUDGMENT], "2021-05-15", 135 * 5),
        # two months after 15 March are over with 15 May
        ([JUDGMENT], "2021-05-31", 151 * 5 + 16 * 5),
        # waived from 10 June on: 16 to 31 May and nine days of June
        ([JUDGMENT, WAIVED], "2021-06-30", 181 * 5 + 25 * 5),
        ([WAIVED | {"on": "2021-04-01"}, JUDGMENT], "2021-06-30", 181 * 5),
    ],
)
def test_points_come_on_top_once_some_time_has_passed(
    law: dict[str, Profile], events: list[Event], on: str, owed: int
) -> None:
    assert standing(case(*events), law["_d10"], on=on).owed.interest == owed


def test_the_row_names_the_law_of_the_points(law: dict[str, Profile]) -> None:
    rows = standing(case(JUDGMENT), law["_d10"], on="2021-05-31").interest
    assert [(row.rate, row.law) for row in rows] == [(5, ("act-1",)), (10, ("act-1", "act-2"))]


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        ([], 120 * 5),
        # the day of the suit has the old rate
        ([act("2021-03-31", "suit_filed")], 90 * 5 + 30 * 8),
        ([act("2020-12-31", "suit_filed")], 120 * 8),
    ],
)
def test_another_rate_runs_after_a_suit(law: dict[str, Profile], events: list[Event], owed: int) -> None:
    assert standing(case(*events, kind="rent"), law["_d10"], on="2021-04-30").owed.interest == owed


def test_a_rate_ends_with_its_rule(tmp_path: Path) -> None:
    text = (HERE / "_d06" / "profile.toml").read_text("utf-8").replace('"_d06"', '"_x"')
    base = (HERE / "_base" / "profile.toml").read_text("utf-8")
    text = text.replace('uses      = ["_base"]', "") + base[base.index("[law]") :]
    text = text.replace('compound = "yearly_from_start"', "to = 2021-06-30")
    (tmp_path / "profile.toml").write_text(text, encoding="utf-8")
    ended = load_profile(path=tmp_path)
    assert standing(case(), ended, on="2021-06-30").owed.interest == 1810
    with pytest.raises(NotModelled) as caught:
        standing(case(), ended, on="2021-07-01")
    assert (caught.value.code, caught.value.faults[0].got) == ("no_rate", "2021-07-01")


def test_a_margin_does_not_reach_back_before_its_first_row(law: dict[str, Profile]) -> None:
    # January at 1 + 7, February at 2 + 7, March at 2 + 8
    found = standing(case(kind="medical"), law["_d10"], on="2021-03-31")
    assert found.owed.interest == 31 * 8 + 28 * 9 + 31 * 10
    assert standing(case(kind="medical", due="2019-12-31"), law["_d10"], on="2020-01-10").owed.interest == 80
    with pytest.raises(NotModelled) as caught:
        standing(case(kind="medical", due="2019-12-30"), law["_d10"], on="2020-01-10")
    assert caught.value.code == "not_modelled"


@pytest.mark.parametrize(
    ("agreed", "arose", "percent"),
    [("9.00", "2020-06-01", 9), ("20.00", "2020-06-01", 12), ("20.00", "2020-05-31", 15), (None, "2020-06-01", 5)],
)
def test_what_is_agreed_counts_to_the_ceiling(
    law: dict[str, Profile], agreed: str | None, arose: str, percent: int
) -> None:
    terms = {} if agreed is None else {"agreed_rate": agreed}
    found = standing(case(kind="loan", arose=arose, **terms), law["_d10"], on="2021-01-31")
    assert found.owed.interest == 31 * percent
