"""The judge under Swiss law, against days and sums worked by hand from the dossier; canton Zürich unless said."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from collectrules.judge.days import Place, easter, holidays
from collectrules.judge.history import History, Judge
from collectrules.judge.sharing import Debt, spend
from collectrules.judge.tariffs import Tariff

D = dt.date
SWISS = Path(__file__).parents[2] / "profiles" / "ch"
Document = dict[str, Any]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(SWISS)


def claim(**words: object) -> Document:
    kept = {"id": "a", "kind": "goods_or_services", "arose": "2023-12-01", "due": "2024-01-02", "due_is": "agreed"}
    return {**kept, "amount": "1000.00", **words}


def case(*events: Document, region: str = "ZH", claims: list[Document] | None = None) -> Document:
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer", "registered": False}}
    return {**parties, "region": region, "claims": claims or [claim()], "events": list(events)}


def event(on: str, kind: str, **words: object) -> Document:
    return {"on": on, "kind": kind, "claim": "a", **words}


def served(on: str) -> list[Document]:
    return [event("2024-02-01", "payment_order_requested"), event(on, "payment_order_served")]


def window(history: History, action: str, on: str) -> tuple[D | None, D | None]:
    return history.window(history.accounts[0], event(on, action), D.fromisoformat(on))


# Days: SchKG 31, 56, 63 and 88 ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2026-03-05", D(2026, 3, 16)),  # Sunday 15 March
        ("2026-03-20", D(2026, 4, 15)),  # Monday 30 March is closed until Sunday 12 April: 13, 14, 15
        ("2026-03-30", D(2026, 4, 23)),  # takes effect on Monday 13 April
        ("2025-07-10", D(2025, 8, 6)),  # Sunday 20 July; 1 August is no working day: 4, 5, 6
        ("2024-07-03", D(2024, 8, 6)),  # Saturday 13 July, Monday 15 is closed: 2, 5, 6 August
        ("2024-07-24", D(2024, 8, 12)),  # takes effect on Friday 2 August
        ("2026-03-07", D(2026, 3, 17)),  # a Saturday is an ordinary day for an act
    ],
)
def test_the_last_day_of_an_opposition(judge: Judge, on: str, last: D) -> None:
    history = judge.history(case(*served(on)), D.fromisoformat(on))
    assert window(history, "opposition", on)[1] == last


def test_a_period_put_off_may_count_its_first_open_day(judge: Judge) -> None:
    history = judge.history(case(*served("2026-03-30")), D(2026, 3, 30), {"deferred_count": "with_first_day"})
    assert window(history, "opposition", "2026-03-30")[1] == D(2026, 4, 22)


@pytest.mark.parametrize(
    ("on", "weekend", "first", "last"),
    [
        ("2026-03-02", "moved", D(2026, 3, 24), D(2027, 3, 2)),
        ("2026-03-02", "not_moved", D(2026, 3, 23), D(2027, 3, 2)),
        ("2026-03-05", "moved", D(2026, 3, 26), D(2027, 3, 5)),
        ("2026-03-20", "moved", D(2026, 4, 16), D(2027, 4, 7)),  # 20 March 2027 is a Saturday, the 22nd is closed
    ],
)
def test_the_window_of_a_continuation(judge: Judge, on: str, weekend: str, first: D, last: D) -> None:
    history = judge.history(case(*served(on)), D.fromisoformat(on), {"continuation_weekend": weekend})
    assert window(history, "continuation_requested", on) == (first, last)


def test_a_request_two_days_early_counts_from_the_first_day(judge: Judge) -> None:
    document = case(*served("2026-02-28"), event("2026-03-11", "creditors_copy_received"))
    for on, code in ((D(2026, 3, 18), "too_early"), (D(2026, 3, 19), None)):
        flag = judge.may(document, "continuation_requested", claim(), on)
        assert (flag and flag.code) == code  # 28 February and 20 days are Friday 20 March: from the 21st
    document["events"].append(event("2026-03-19", "continuation_requested"))
    early = judge.history(document, D(2026, 3, 19))
    assert early.accounts[0].acts["continuation_requested.effective"] == D(2026, 3, 21)


def test_the_year_stands_still_while_the_judge_decides(judge: Judge) -> None:
    title = event("2024-02-02", "title_obtained", title="judgment")
    way = [event("2024-03-05", "opposition"), event("2024-03-10", "setting_aside_requested")]
    pending = case(title, *served("2024-03-01"), *way)
    assert window(judge.history(pending, D(2024, 3, 11)), "continuation_requested", "2024-03-11")[1] is None
    decided = {**pending, "events": [*pending["events"], event("2024-05-09", "setting_aside_granted")]}
    found = window(judge.history(decided, D(2024, 5, 9)), "continuation_requested", "2024-05-09")[1]
    assert found == D(2025, 4, 30)  # 1 March 2025 and the 60 days from 10 March to 8 May 2024


def test_the_windows_of_realisation_run_from_the_last_supplement(judge: Judge) -> None:
    way = [event("2026-03-16", "creditors_copy_received"), event("2026-03-26", "continuation_requested")]
    seized = case(*served("2026-03-05"), *way, event("2026-05-04", "seizure_executed"))
    before = window(judge.history(seized, D(2026, 5, 4)), "realisation_requested", "2026-05-04")
    assert before == (D(2026, 6, 5), D(2027, 5, 4))  # SchKG 116 I: Thursday 4 June is the last day of the month
    more = {**seized, "events": [*seized["events"], event("2026-06-03", "seizure_supplemented")]}
    after = window(judge.history(more, D(2026, 6, 3)), "realisation_requested", "2026-06-03")
    assert after == (D(2026, 7, 4), D(2027, 6, 3))  # 116 III: from 3 June; Friday 3 July


def test_court_holidays_suspend_and_do_not_move(judge: Judge) -> None:
    way = [event("2024-02-02", "acknowledgement", form="signed_enforceable"), *served("2025-06-10")]
    way += [event("2025-06-12", "opposition"), event("2025-06-20", "setting_aside_requested")]
    history = judge.history(case(*way, event("2025-07-01", "setting_aside_granted_provisionally")), D(2025, 7, 1))
    # 2 to 14 July are 13 days, 16 to 22 August seven more: Friday 22 August.
    assert window(history, "denial_action_filed", "2025-07-01")[1] == D(2025, 8, 22)


def test_holidays_by_the_rules_are_the_frozen_days(judge: Judge) -> None:
    frozen = json.loads((SWISS / "days.json").read_text("utf-8"))["sets"]
    for name, record in judge.law["holidays"].items():
        own = {day.isoformat() for day in holidays(record, range(1997, 2044))}
        known = {day for day in frozen[name] if "1997" <= day < "2044"}
        assert own == known or "package" in record, name
    national = [(D(y, 1, 1), easter(y) + dt.timedelta(39), D(y, 8, 1), D(y, 12, 25)) for y in range(1997, 2044)]
    assert {day.isoformat() for year in national for day in year} == {d for d in frozen["ch"] if "1997" <= d < "2044"}


def test_a_day_may_be_open_on_which_no_period_ends(judge: Judge) -> None:
    days = Place(judge.law, judge.cautious, "ZH").calendar("schkg")
    saturday = D(2026, 3, 7)
    assert (days.open(saturday), days.off(saturday)) == (True, True)
    assert not days.open(D(2026, 5, 1))


# Fees: GebV SchKG -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fee", "value", "amount"),
    [
        ("payment_order", "100.00", "7.00"),
        ("payment_order", "100.01", "20.00"),
        ("payment_order", "1000000.01", "400.00"),
        ("duplicate", "1000.00", "20.00"),
        ("seizure_fruitless", "100.00", "10.00"),
        ("seizure_fruitless", "10000.00", "32.50"),
        ("auction", "1234567.00", "2469.13"),
        ("payment_transfer", "1235.00", "6.18"),
        ("payment_transfer", "100000.01", "500.00"),
    ],
)
def test_a_fee_by_the_tariff(judge: Judge, fee: str, value: str, amount: str) -> None:
    tariff = Tariff(judge.law, {"act": D(2026, 1, 1)}, judge.cautious)
    assert tariff.fee(judge.law["fee"][fee], Fraction(value)) == Fraction(amount)


def test_an_act_adds_its_fee_by_what_is_in_enforcement(judge: Judge) -> None:
    history = judge.history(case(*served("2026-03-05")), D(2026, 3, 5))
    assert history.official == [("a", D(2024, 2, 1), "payment_order", 40_00)]
    assert history.accounts[0].charges["costs"] == 40_00


def fees_of(judge: Judge, on: str, *events: Document, **more: Any) -> list[tuple[str, str, int]]:  # noqa: ANN401
    history = judge.history(case(*events, **more), D.fromisoformat(on))
    return [(name, claim, amount) for claim, _, name, amount in history.official]


def test_a_request_that_is_withdrawn_in_time_costs_five_francs(judge: Judge) -> None:
    """GebV 16 IV; 1,000 lie in the band of 40 francs. An order that was served costs its fee, whatever comes later."""
    asked, dropped = event("2024-02-01", "payment_order_requested"), event("2024-02-02", "withdrawal_filed")
    assert fees_of(judge, "2024-02-02", asked, dropped) == [("request_withdrawn", "a", 5_00)]
    tried = event("2024-02-02", "service_attempt_failed")
    assert [fee for _, _, fee in fees_of(judge, "2024-02-02", asked, tried, dropped)] == [40_00, 7_00]
    bill = event("2024-04-02", "bill_enforcement_requested")
    later = [
        *served("2024-02-05"),
        event("2024-04-01", "withdrawal_filed"),
        bill,
        event("2024-04-03", "withdrawal_filed"),
    ]
    assert [fee for _, _, fee in fees_of(judge, "2024-04-03", *later)] == [40_00, 5_00]


def test_a_request_for_two_claims_is_withdrawn_once_nothing_is_left_of_it(judge: Judge) -> None:
    claims = [claim(), claim(id="b")]
    asked = {**event("2024-02-01", "payment_order_requested"), "claims": ["a", "b"]}
    first = event("2024-02-02", "withdrawal_filed")
    second = event("2024-02-05", "withdrawal_filed", claim="b")
    assert fees_of(judge, "2024-02-02", asked, first, claims=claims) == [("payment_order", "a", 60_00)]
    assert fees_of(judge, "2024-02-05", asked, first, second, claims=claims) == [("request_withdrawn", "b", 5_00)]


def test_a_payment_never_went_to_an_order_that_was_not_made_out(judge: Judge) -> None:
    money = event("2024-02-02", "payment", amount="100.00")
    way = [event("2024-02-01", "payment_order_requested"), money, event("2024-02-05", "withdrawal_filed")]
    ((_, pieces, _),) = judge.history(case(*way), D(2024, 2, 5)).payments
    # 2 January is a holiday in Zürich; 3 January to 2 February are 30 days: 1,000.00 x 5 % x 30 / 365 = 4.11.
    assert pieces == [("a", "interest", 4_11), ("a", "principal", 95_89)]


def test_premiums_are_enforced_twice_a_year_whichever_they_are(judge: Judge) -> None:
    """KVG 64a, KVV 105b: thirty days from Monday 8 January end on Wednesday 7 February."""
    claims = [claim(id=name, kind="insurance_premium") for name in ("a", "b", "c")]
    asked = {**event("2024-01-05", "premium_demand", received="2024-01-08"), "claims": ["a", "b", "c"]}
    letters = [{**event("2024-01-04", "reminder", received="2024-01-05"), "claims": ["a", "b", "c"]}, asked]
    once = event("2024-02-08", "payment_order_requested")
    twice = event("2024-02-09", "payment_order_requested", claim="b")
    for events, first in ((letters, D(2024, 2, 8)), ([*letters, once], D(2024, 2, 8)),
                          ([*letters, once, twice], D(2025, 1, 1))):  # fmt: skip
        history = judge.history(case(*events, claims=claims), D(2024, 2, 9))
        request = event("2024-02-09", "payment_order_requested", claim="c")
        assert history.window(history.accounts[2], request, D(2024, 2, 9))[0] == first
    short = [letters[0], {**asked, "deadline": "2024-01-31"}]
    flag = judge.may(case(*short, claims=claims), "payment_order_requested", claims[0], D(2024, 3, 1))
    assert flag is not None
    assert flag.code == "too_early"  # a demand with less than thirty days is none


@pytest.mark.parametrize(("year", "procedure"), [(2024, "seizure"), (2025, "bankruptcy")])
def test_public_dues_lead_to_bankruptcy_since_2025(judge: Judge, year: int, procedure: str) -> None:
    """SchKG 43; the request of a day within the last of 2024, or the first of 2025."""
    dues = claim(kind="public_law", agreements={"rate": {"percent": "4.00", "agreed_on": "2023-12-01"}})
    way = [event("2024-11-04", "payment_order_requested"), event("2024-11-06", "payment_order_served")]
    way += [event("2024-11-20", "creditors_copy_received")]
    on = "2024-12-31" if year == 2024 else "2025-01-01"
    document = case(*way, event(on, "continuation_requested"), claims=[dues])
    document["debtor"] = {"kind": "business", "registers": [{"capacity": "owner", "published": "2020-01-01"}]}
    (account,) = judge.history(document, D.fromisoformat(on)).accounts
    assert account.told["procedure"] == procedure


def test_a_secret_of_which_nobody_knows_is_not_told(judge: Judge) -> None:
    for told, code in ((None, "no_ground"), (False, "no_ground"), (True, None)):
        facts = [] if told is None else [event("2024-01-03", "fact", name="secrecy_released", value=told)]
        document = case(*facts, claims=[claim(kind="medical")])
        flag = judge.may(document, "payment_order_requested", claim(kind="medical"), D(2024, 2, 1))
        assert (flag and flag.code) == code


def test_six_months_from_service_of_a_certificate(judge: Judge) -> None:
    """SchKG 149 III: 28 August 2024 and six months are Friday 28 February 2025; without a served day nobody knows."""
    for words, window_ in (({"served": "2024-08-28"}, (D(2024, 8, 28), D(2025, 2, 28))), ({}, (D.max, None))):
        way = [*served("2024-03-05"), event("2024-03-18", "creditors_copy_received")]
        way += [event("2024-04-15", "continuation_requested"), event("2024-08-26", "loss_certificate_issued", **words)]
        history = judge.history(case(*way), D(2024, 9, 2))
        assert window(history, "continuation_on_certificate", "2024-09-02") == window_


def test_an_opposition_to_a_part_leaves_the_rest_its_way(judge: Judge) -> None:
    """SchKG 74 II, 78 II: 600 of 1,500 are opposed; of the 900 a seizure costs 45 francs, of 1,500 it would be 65."""
    part = event("2024-03-08", "opposition", amount="600.00", grounds="partial")
    way = [*served("2024-03-05"), part, event("2024-03-18", "creditors_copy_received")]
    way += [event("2024-04-15", "continuation_requested"), event("2024-05-06", "seizure_executed")]
    whole = [claim(amount="1500.00")]
    history = judge.history(case(*way, claims=whole), D(2024, 5, 6))
    assert [(a.stage, a.principal) for a in history.accounts] == [("seized", 900_00), ("opposed", 600_00)]
    assert history.official[-1][2:] == ("seizure", 45_00)
    # The removal is asked for within the year of 5 March 2024; the realisation from Friday 7 June on.
    ask = history.window(history.accounts[1], event("2024-05-06", "setting_aside_requested"), D(2024, 5, 6))
    assert (ask[1], window(history, "realisation_requested", "2024-05-06")[0]) == (D(2025, 3, 5), D(2024, 6, 7))


# Interest: OR 102 and 104 ---------------------------------------------------------------------------------


def test_interest_begins_with_what_puts_the_debtor_in_default(judge: Judge) -> None:
    printed = [claim(due_is="printed")]
    arrived = event("2024-02-01", "reminder", received="2024-02-05")
    starts = [
        ([], [claim()], D(2024, 1, 4)),  # 2 January is a holiday in Zürich, so that the 3rd is in time (OR 78)
        ([], [claim(due="2024-02-03")], D(2024, 2, 6)),  # a Saturday: Monday 5 February is in time
        ([], printed, None),
        ([event("2024-02-01", "reminder")], printed, None),
        ([arrived], printed, D(2024, 2, 6)),
        ([{**arrived, "deadline": "2024-02-20"}], printed, D(2024, 2, 21)),
        ([{**arrived, "deadline": "2024-02-17"}], printed, D(2024, 2, 20)),  # a Saturday
        (served("2024-03-05"), printed, D(2024, 3, 6)),
    ]
    for events, claims, first in starts:
        document = case(*events, claims=claims)
        assert judge.history(document, D(2024, 6, 1)).accounts[0].interest_from == first


@pytest.mark.parametrize(("count", "days"), [("act_365", (90, 365)), ("act_360", (90, 360)), ("thirty_360", (89, 360))])
def test_days_under_each_reading(judge: Judge, count: str, days: tuple[int, int]) -> None:
    history = judge.history(case(), D(2024, 4, 2), {"day_count": count})  # 3 January to 2 April
    assert history.accounts[0].accrued == 1000_00 * Fraction(5, 100) * Fraction(*days)


def test_bankruptcy_ends_interest_but_not_on_what_is_secured(judge: Judge) -> None:
    for secured, days in (({}, 10), ({"secured": "pledge"}, 20)):
        document = case(event("2024-01-13", "bankruptcy_opened"), claims=[claim(**secured)])
        assert len(judge.history(document, D(2024, 1, 23)).interest_days) == days


# Payments: OR 85 to 87 ------------------------------------------------------------------------------------


def test_a_younger_debt_in_enforcement_comes_first_and_equals_share(judge: Judge) -> None:
    rule, parts = judge.law["allocation"]["general"], {"costs": 0, "fees": 0, "interest": 0, "principal": 300}
    day = D(2024, 1, 1)
    old, equal = Debt("a", day, day, True, False, parts), Debt("b", day, day, True, False, parts)
    young = Debt("c", day + dt.timedelta(9), day, True, False, parts, enforced=D(2024, 3, 1))
    named = Debt("d", D(2025, 1, 1), day, False, True, parts)
    pieces, rest = spend(701, [old, equal, young, named], rule, rule["within"])
    assert pieces == [(3, "principal", 300), (2, "principal", 300), (0, "principal", 51), (1, "principal", 50)]
    assert rest == 0
