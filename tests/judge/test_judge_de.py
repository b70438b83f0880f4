"""The judge under German law, against days and sums worked by hand from the dossier; Hessen unless said."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from collectrules.judge import words
from collectrules.judge.days import UnknownPlaceError, easter
from collectrules.judge.history import History, Judge

D = dt.date
GERMAN = Path(__file__).parents[2] / "profiles" / "de"
Document = dict[str, Any]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(GERMAN)


def claim(**words: object) -> Document:
    kept = {"id": "a", "kind": "goods_or_services", "arose": "2025-07-01", "due": "2025-07-31", "due_is": "agreed"}
    return {**kept, "amount": "500.00", **words}


def case(*events: Document, claims: list[Document] | None = None, **more: object) -> Document:
    parties = {"creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"}, "region": "HE"}
    return {**parties, **more, "claims": claims or [claim()], "events": list(events)}


def event(on: str, kind: str, **words: object) -> Document:
    return {"on": on, "kind": kind, "claim": "a", **words}


def bill(on: str, amount: str = "9999.00") -> Document:
    return event(on, "charge", cost="lawyer_fee", amount=amount)


def lived(judge: Judge, document: Document, on: str, **readings: str) -> History:
    return judge.history(document, D.fromisoformat(on), readings)


def owed(history: History) -> list[int]:
    return [line.owed for line in history.lines if line.number >= 0]


BUSINESS = {"debtor": {"kind": "business"}}
WITH_TAX = {"creditor": {"kind": "business", "recovers_vat": False}}
HANDED = event("2025-09-01", "handed_over", to="lawyer")
NOTICE = event("2025-09-01", "collection_notice", received="2025-09-03")


# Default and interest: BGB 286, 288 -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "terms", "parties", "first"),
    [
        ([], {}, {}, "2025-08-01"),
        ([], {"due": "2025-08-02"}, {}, "2025-08-05"),  # a Saturday is Monday the 4th
        ([], {"due_is": "printed"}, {}, None),
        ([event("2025-08-08", "reminder")], {"due_is": "none"}, {}, None),
        ([event("2025-08-08", "reminder", received="2025-08-11")], {"due_is": "none"}, {}, "2025-08-12"),
        ([event("2025-07-30", "reminder", received="2025-07-31")], {"due_is": "none"}, {}, None),
        ([], {"due_is": "none", "received": "2025-07-02"}, BUSINESS, "2025-09-02"),  # 30 August is a Saturday
        ([], {"due_is": "none", "received": "2025-08-04"}, BUSINESS, "2025-09-04"),
        ([], {"due_is": "none", "performed": "2025-08-05"}, BUSINESS, "2025-09-05"),
        ([], {"due_is": "none", "performed": "2025-08-05"}, {}, None),
        ([], {"due_is": "none", "received": "2025-08-04", "kind": "damages"}, BUSINESS, None),
        ([event("2025-07-20", "payment_refused")], {"due_is": "none"}, {}, "2025-08-01"),
    ],
)
def test_the_first_day_of_interest(
    judge: Judge, events: list[Document], terms: Document, parties: Document, first: str | None
) -> None:
    history = lived(judge, case(*events, claims=[claim(**terms)], **parties), "2025-09-30")
    assert history.accounts[0].interest_from == (first and D.fromisoformat(first))


def test_points_over_a_base_rate_that_is_never_held_at_zero(judge: Judge) -> None:
    old = claim(arose="2021-01-01", due="2021-01-10")
    assert judge.rate(old, D(2022, 12, 31)) == Fraction("4.12")
    assert judge.rate(old, D(2023, 1, 1)) == Fraction("6.62")
    assert judge.rate(old, D(2022, 12, 31), debtor="business") == Fraction("8.12")
    assert judge.rate(old, D(2022, 12, 31), debtor="business", creditor="consumer") == Fraction("4.12")


def test_the_day_of_payment_counts_or_does_not(judge: Judge) -> None:
    paid = case(event("2025-08-10", "payment", amount="500.00", received_by="court"))
    for reading, days in (("counted", 10), ("not_counted", 9)):
        history = lived(judge, paid, "2025-08-10", payment_day=reading)
        assert len([day for _, day, _, base in history.interest_days if base == 500_00]) == days


# Days: BGB 193, ZPO 222, holidays of the Länder -----------------------------------------------------------

EASTER = {"BW": (60,), "BY": (60,), "HE": (60,), "NW": (60,), "RP": (60,), "SL": (60,), "BB": (0, 49)}
FIXED = {
    "BW": ["01-06", "11-01"], "BY": ["01-06", "11-01"], "ST": ["01-06", "10-31"], "BE": ["03-08"],
    "SL": ["08-15", "11-01"],
    "TH": ["09-20", "10-31"], "BB": ["10-31"], "MV": ["10-31"], "SN": ["10-31"], "HB": ["10-31"], "HH": ["10-31"],
    "NI": ["10-31"], "SH": ["10-31"], "NW": ["11-01"], "RP": ["11-01"], "HE": [],
}  # fmt: skip
ALL = ["01-01", "05-01", "10-03", "12-25", "12-26"]


def listed(land: str, year: int) -> set[D]:
    """The holidays of a Land as the dossier's table has them."""
    days = {easter(year) + dt.timedelta(n) for n in (-2, 1, 39, 50, *EASTER.get(land, ()))}
    days |= {D.fromisoformat(f"{year}-{day}") for day in (*ALL, *FIXED[land])}
    days |= {D(2025, 5, 8)} if (land, year) == ("BE", 2025) else set()
    days |= {D(year, 3, 8)} if land == "MV" and year >= 2023 else set()
    wednesday = D(year, 11, 22) - dt.timedelta((D(year, 11, 22).weekday() - 2) % 7)
    return days | ({wednesday} if land == "SN" else set())


@pytest.mark.parametrize("land", list(FIXED))
def test_the_frozen_days_are_those_of_the_dossier(judge: Judge, land: str) -> None:
    for year in range(2021, 2027):
        found = {day for day in judge.law["days"][land] if day.year == year}
        assert {day for day in found if day.weekday() < 5} == {day for day in listed(land, year) if day.weekday() < 5}


def test_without_a_land_only_days_that_are_alike_are_answered(judge: Judge) -> None:
    nowhere = case(claims=[claim(due="2025-10-30")], region="")
    assert lived(judge, nowhere, "2025-11-10").accounts[0].interest_from == D(2025, 10, 31)
    with pytest.raises(UnknownPlaceError):
        lived(judge, case(claims=[claim(due="2025-10-31")], region=""), "2025-11-10")


@pytest.mark.parametrize(("region", "first"), [("BY", "2026-01-08"), ("HE", "2026-01-07")])
def test_the_land_of_the_court_moves_the_two_weeks(judge: Judge, region: str, first: str) -> None:
    way = [event("2025-12-01", "payment_order_filed"), event("2025-12-23", "payment_order_served")]
    history = lived(judge, case(*way, region=region), "2025-12-30")
    asked = event("2026-01-07", "enforcement_order_requested")
    assert history.window(history.accounts[0], asked, D(2026, 1, 7)) == (D.fromisoformat(first), D(2026, 6, 23))


# Bills: RVG 13, VV 2300, 3305, 7002 -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "mandate", "tax", "sum_"),
    [
        ("50.00", "2025-06-01", {}, 34_02),
        ("50.00", "2025-05-31", {}, 32_40),
        ("50.01", "2025-06-01", {}, 55_62),
        ("500.00", "2025-06-01", {}, 55_62),
        ("500.00", "2025-06-01", WITH_TAX, 66_19),
        ("500.01", "2025-06-01", {}, 100_44),
        ("1500.00", "2025-05-31", {}, 134_30),
        ("3000.00", "2025-06-01", {}, 231_95),
        ("10000.00", "2025-06-01", {}, 606_80),
    ],
)
def test_nine_tenths_after_two_weeks(judge: Judge, amount: str, mandate: str, tax: Document, sum_: int) -> None:
    document = case({**HANDED, "mandate": mandate}, NOTICE, bill("2025-09-20"), claims=[claim(amount=amount)], **tax)
    assert owed(lived(judge, document, "2025-09-30")) == [sum_]


@pytest.mark.parametrize(
    ("on", "paid", "reading", "sum_"),
    [
        ("2025-09-17", None, "received", 30_90),  # two weeks from 3 September end on the 17th
        ("2025-09-18", None, "received", 55_62),
        ("2025-09-15", None, "sent", 30_90),
        ("2025-09-16", None, "sent", 55_62),
        ("2025-09-30", "2025-09-17", "received", 30_90),
        ("2025-09-30", "2025-09-18", "received", 55_62),
    ],
)
def test_a_bill_rises_unless_the_claim_was_paid(
    judge: Judge, on: str, paid: str | None, reading: str, sum_: int
) -> None:
    money = [event(paid, "payment", amount="600.00")] if paid else []
    history = lived(judge, case(HANDED, NOTICE, bill("2025-09-05"), *money), on, first_demand_runs_from=reading)
    assert owed(history) == [sum_]


@pytest.mark.parametrize(("reading", "sums"), [("rest", [55_62, 33_98]), ("whole", [55_62, 38_62])])
def test_half_of_the_fee_out_of_court_is_credited(judge: Judge, reading: str, sums: list[int]) -> None:
    document = case(HANDED, NOTICE, bill("2025-09-20"), event("2025-10-06", "payment_order_filed"), bill("2025-10-07"))
    assert owed(lived(judge, document, "2025-10-30", flat_expenses_of=reading)) == sums


def test_the_fee_of_the_order_is_credited_in_full_on_the_lawsuit_and_the_other_but_once(judge: Judge) -> None:
    way = [HANDED, NOTICE, bill("2025-09-20"), event("2025-10-06", "payment_order_filed"), bill("2025-10-07")]
    way += [event("2025-10-14", "payment_order_served"), event("2025-10-20", "opposition")]
    way += [event("2025-11-03", "transferred_to_trial_court"), bill("2025-11-04")]
    history = lived(judge, case(*way, claims=[claim(amount="4000.00")]), "2025-11-30")
    # with 1.2 for a hearing, which the bill may prove: 2.5 x 295.00 - 295.00 and 20.00
    assert owed(history) == [285_50, 182_25, 462_50]


@pytest.mark.parametrize(
    ("amounts", "sums"),
    [
        (["34.02"], [40_00, 0]),
        (["55.62"], [40_00, 15_62]),
        (["20.00", "20.00"], [40_00, 0, 0]),
        (["25.00", "25.00"], [40_00, 0, 10_00]),
    ],
)
def test_the_lump_sum_is_set_off(judge: Judge, amounts: list[str], sums: list[int]) -> None:
    bills = [bill(f"2025-09-2{n}", amount) for n, amount in enumerate(amounts)]
    document = case(event("2025-08-12", "compensation_claimed"), HANDED, NOTICE, *bills, **BUSINESS)
    assert owed(lived(judge, document, "2025-09-30")) == sums


@pytest.mark.parametrize(
    ("amounts", "disputed", "sums"),
    [
        (("3000.00", "5000.00"), ["b"], [692_80, 149_52]),
        (("3000.00", "5000.00"), ["a"], [645_20, 98_90]),  # half of 306.15; a fifth of what is left
        (("3000.00", "5000.00"), ["a", "b"], [712_90, 98_90]),
        (("300.00", "100.00"), ["a"], [80_34, 21_62]),  # no more than 1.3 of the whole
        (("40.00", "500.00"), ["b"], [114_36, 44_78]),  # 28.35 and 66.95; of the order 51.50 - 14.18
    ],
)
def test_claims_with_rates_of_their_own(
    judge: Judge, amounts: tuple[str, str], disputed: list[str], sums: list[int]
) -> None:
    claims = [claim(amount=amounts[0]), claim(id="b", amount=amounts[1])]
    way = [{"on": "2025-08-20", "kind": "dispute", "claims": disputed}, HANDED, NOTICE]
    way = [{key: value for key, value in one.items() if key != "claim"} for one in way]
    order = [event("2025-10-06", "payment_order_filed"), bill("2025-10-07")]
    first = {key: value for key, value in bill("2025-09-20").items() if key != "claim"}
    assert owed(lived(judge, case(*way, first, *order, claims=claims), "2025-10-30")) == sums


def test_what_an_order_had_too_much_of_expenses_comes_off_the_rest_of_the_fee(judge: Judge) -> None:
    way = [HANDED, NOTICE, bill("2025-09-20", "108.00"), event("2025-10-06", "payment_order_filed")]
    way += [bill("2025-10-07"), bill("2025-10-08")]
    assert owed(lived(judge, case(*way, claims=[claim(amount="1400.00")]), "2025-10-30")) == [108_00, 107_40, 14_41]


def test_a_small_bill_uses_up_no_more_of_the_lump_sum_than_itself(judge: Judge) -> None:
    """141.05 less 40.00, and 88.76 for the order, in whatever parts."""
    way = [event("2025-08-12", "compensation_claimed"), HANDED, NOTICE, bill("2025-09-20", "6.00")]
    way += [event("2025-10-06", "payment_order_filed"), bill("2025-10-07"), bill("2025-10-08", "5.00")]
    history = lived(judge, case(*way, bill("2025-10-09"), claims=[claim(amount="1400.00")], **BUSINESS), "2025-10-30")
    assert sum(owed(history)) == 40_00 + 101_05 + 88_76


def test_a_collector_had_25_euros_for_the_order_until_september_2021(judge: Judge) -> None:
    old = claim(arose="2021-03-01", due="2021-03-31", amount="1000.00")
    for on, sum_ in (("2021-09-30", 25_00), ("2021-10-01", 105_60)):
        filed = event(on, "payment_order_filed", mandate=on)
        document = case(filed, event("2021-11-02", "charge", cost="collector_fee", amount="9999.00"), claims=[old])
        assert owed(lived(judge, document, "2021-11-30")) == [sum_]


# Payments: BGB 366, 367 -----------------------------------------------------------------------------------


def test_a_debt_that_bears_no_interest_yet_is_less_of_a_burden(judge: Judge) -> None:
    claims = [claim(id="a", arose="2025-06-01", due_is="none"), claim(id="b")]
    paid = {"on": "2025-08-10", "kind": "payment", "amount": "50.00"}
    ((_, pieces, _rest),) = lived(judge, case(paid, claims=claims), "2025-08-10").payments
    assert {name for name, _, _ in pieces} == {"b"}


# What the judge knows of the format -----------------------------------------------------------------------

KNOWN = {
    "fee": "what law certainty act part cost charge when unless amount of matter matter_begins together expenses vat "
    "rates_apart less limits modifiers may_exceed proved_times instead_of advanced_by borne_by",
    "act": "what law by in_stages leads_to when unless earliest latest late deadline effects needs notice advice "
    "from carries procedures filing binding only_from out_of_stage ungrounded stands_for",
    "interest": "what law when on rates day_count on_costs cost_rates payment_day round stops starts",
    "rate": "what law certainty when unless instead_of reference margin fixed agreed",
    "allocation": "what law when instead_of between choice walk within remainder",
    "base": "what law when unless parts at per percent maximum",
    "calendar": "what law rest holidays place place_unknown",
    "counting": "what law first_day months calendar end_moves",
    "limitation": "what law when instead_of covers period longest restarts stops waiver waiver_from falls_with effect",
    "stay": "what law starts ends stops",
}  # fmt: skip


@pytest.mark.parametrize("kind", list(KNOWN))
def test_no_rule_has_a_word_that_the_judge_does_not_know(judge: Judge, kind: str) -> None:
    """A word it did not know would be passed over, and the judge would agree with nobody."""
    assert {word for record in judge.law[kind].values() for word in record} <= set(KNOWN[kind].split())


def test_the_judge_knows_every_fact_that_its_rules_ask_for(judge: Judge) -> None:
    history = lived(judge, case(HANDED), "2025-09-30")
    account = history.accounts[0]
    known = set(history.facts(account, D(2025, 9, 30), bill("2025-09-30")))
    rules = [rule for kind in ("fee", "act", "rate", "interest", "allocation") for rule in judge.law[kind].values()]
    inner = [part for rule in rules for word in INNER for part in words.as_list(rule.get(word))]
    tables = [table for rule in rules + inner for word in ("when", "unless") for table in words.as_list(rule.get(word))]
    asked = {name for table in tables for name in table if name != "law"}
    told = {"delay_excused", "invoice_in_form", "secrecy_released", "unusually_laborious", "letter_only", "mandate"}
    assert asked - known == told | {"plan_callable", "plan_warned"}  # a plan that may be called in is left to others


INNER = ("earliest", "latest", "deadline", "starts", "stops", "modifiers", "agreed", "procedures")


@pytest.mark.parametrize(
    ("asked", "owed", "again"),
    [("120.00", [4000, 4000, 4000], 0), ("60.00", [4000, 2000, 0], 4000), ("40.00", [4000, 0, 0], 4000)],
)
def test_what_is_asked_for_several_claims_together_is_owed_once(
    judge: Judge, asked: str, owed: list[int], again: int
) -> None:
    """BGB 288 (5): 40.00 for each claim; a demand of 60.00 for three is for the first and half of the second."""
    claims = [claim(id=name) for name in "abc"]
    demand = {"on": "2025-08-20", "kind": "compensation_claimed", "claims": ["a", "b", "c"], "amount": asked}
    later = {"on": "2025-08-25", "kind": "compensation_claimed", "claims": ["c"], "amount": "40.00"}
    given = case(demand, later, claims=claims, debtor={"kind": "business"})
    assert [account.charges["fees"] for account in judge.history(given, D(2025, 8, 22)).accounts] == owed
    assert judge.history(given, D(2025, 8, 25)).accounts[2].charges["fees"] == (again or owed[2])
    assert bool(judge.history(given, D(2025, 8, 25)).flags) == (not again)
