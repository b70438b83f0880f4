"""The list of bad inputs, numbers 1 to 56: each is refused by name, with its place, or answered as the list says.

A number stands before each entry. Not applicable, and the nearest thing that is tested:

- 48, a cycle of parent claims: a claim has no parent; claims of one relationship share a word, and words make no cycle.
- 52, a claim split or merged: the only such event is `claim_assigned`; a part is a claim of its own.
- 54, a payment on the cut-off second: days have no seconds; a payment of the last day in time is tested with 38.
- 22 in part, 600 instalments: plans are tested where they are; here the smallest sum and the longest history.
- 36 and 35 in part, rate series: two rows of one day are a fault of the profile, tested with its loader.
"""

from __future__ import annotations

import datetime as dt
import json
from calendar import isleap
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

import collectrules as cr

ON = "2019-06-03"
CLAIM: dict[str, Any] = {
    "id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01", "invoiced": "2018-09-01",
    "due": "2018-10-01", "due_is": "agreed",
}  # fmt: skip
PAYMENT: dict[str, Any] = {"id": "p", "on": "2018-12-03", "kind": "payment", "amount": "100.00"}


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def document(*events: dict[str, Any], claim: dict[str, Any] | None = None, **head: Any) -> dict[str, Any]:  # noqa: ANN401
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    plain = {"format": 1, "id": "bad", "jurisdiction": "DK", "currency": "DKK", **parties}
    claims = [{key: value for key, value in (CLAIM | (claim or {})).items() if value is not None}]
    return {**plain, "claims": claims, "events": list(events), **head}


def standing(*events: dict[str, Any], on: object = ON, **words: Any) -> cr.Standing:  # noqa: ANN401
    return cr.standing(cr.load_case(document(*events, **words)), danish(), on=on)  # type: ignore[arg-type]


def refused(given: object) -> cr.Fault:
    """The only fault of a document."""
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(cr.load_case(given), danish())  # type: ignore[arg-type]  # bad on purpose
    (fault,) = caught.value.faults
    assert fault.expected
    return fault


class Count(int):
    """An `int` that is not one."""


class Greedy(Decimal):
    """A `Decimal` that adds as it likes."""

    def __add__(self, other: object) -> Decimal:
        return Decimal(10**9)


class Scalar:
    """What a numeric library hands out: reads as a number, and is none."""

    def __float__(self) -> float:
        return 1.0

    def __int__(self) -> int:
        return 1

    def __index__(self) -> int:
        return 1


# Numbers ---------------------------------------------------------------------------------------------------

AMOUNTS: list[tuple[str, object, str]] = [
    ("1 float", 0.1, "amount_format"),
    ("2 NaN", Decimal("NaN"), "amount_format"),
    ("2 NaN, text", "NaN", "amount_format"),
    ("2 NaN, float", float("nan"), "amount_format"),
    ("3 sNaN", Decimal("sNaN"), "amount_format"),
    ("4 Infinity", Decimal("Infinity"), "amount_format"),
    ("4 -Infinity", "-Infinity", "amount_format"),
    ("6 huge exponent", Decimal("1E+1000000"), "amount_format"),
    ("6 huge exponent, text", "1E+1000000", "amount_format"),
    ("7 tiny exponent", Decimal("1E-1000000"), "amount_format"),
    ("8 ten thousand digits", "1" * 10_000, "amount_format"),
    ("8 ten thousand digits, int", 10**9_999, "amount_format"),
    ("9 28 digits", "12345678901234567890123456.78", "amount_format"),
    ("9 29 digits", Decimal("123456789012345678901234567.89"), "amount_format"),
    ("10 three decimals", "1.005", "amount_decimals"),
    ("12 decimal comma", "1.234,56", "amount_format"),
    ("12 grouped", "1,234.56", "amount_format"),
    ("13 underscore", "1_000", "amount_format"),
    ("14 Arabic-Indic digits", "\u0661\u0662\u0663", "amount_format"),
    ("14 full-width digits", "\uff11\uff12", "amount_format"),
    ("15 blanks", " 12 ", "amount_format"),
    ("15 newline", "12\n", "amount_format"),
    ("16 True", True, "amount_format"),
    ("16 False", False, "amount_format"),
    ("17 negative claim", "-1000.00", "amount_not_positive"),
    ("18 zero claim", "0.00", "amount_not_positive"),
    ("5 minus zero", "-0.00", "amount_not_positive"),
    ("23 beyond the largest sum", "999999999999999999.99", "amount_too_large"),
    ("26 Fraction", Fraction(1, 2), "amount_format"),
    ("26 int of another class", Count(5), "amount_format"),
    ("26 Decimal that adds as it likes", Greedy("5.00"), "amount_format"),
    ("26 scalar of a numeric library", Scalar(), "amount_format"),
    ("empty", "", "amount_format"),
    ("a list", ["1.00"], "amount_format"),
]


@pytest.mark.parametrize(("what", "amount", "code"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_bad_amounts_are_refused(what: str, amount: object, code: str) -> None:
    fault = refused(document(claim={"amount": amount}))
    assert (fault.code, fault.path) == (code, "claims[0].amount"), what
    assert fault.got is None or len(fault.got) <= 60
    if code != "amount_not_positive":
        fault = refused(document(PAYMENT | {"amount": amount}))
        assert (fault.code, fault.path) == (code, "events[0].amount"), what


@pytest.mark.parametrize(("amount", "near"), [("1.005", None), ("1.500", "1.50")])
def test_10_too_many_decimals_name_the_same_amount_and_round_none(amount: str, near: str | None) -> None:
    assert refused(document(claim={"amount": amount})).nearest == near


def test_5_minus_zero_is_zero() -> None:
    fee = {"id": "r", "on": "2018-11-01", "kind": "reminder", "fee": "-0.00"}
    assert standing(fee).owed.fees == 0


def test_11_decimals_in_a_currency_without() -> None:
    yen = document(claim={"amount": "100.00"}, currency="JPY", jurisdiction=None)
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(yen)
    assert [(fault.code, fault.nearest) for fault in caught.value.faults] == [("amount_decimals", "100")]


def test_18_a_waiver_down_to_zero_leaves_no_step() -> None:
    waived = [
        {"id": f"w{part}", "on": ON, "kind": "waiver", "component": part} for part in ("principal", "interest", "fees")
    ]
    case = cr.load_case(document(*waived))
    assert cr.standing(case, danish(), on=ON).owed.total == 0
    assert not any(step.status == "open" for step in cr.next_steps(case, danish(), on=ON).proposals)


def test_19_a_payment_beyond_all_debt_is_credit() -> None:
    found = standing(PAYMENT | {"amount": "5000.00"})
    assert found.owed.total == 0
    assert found.paid.total + found.credit == Decimal("5000.00")
    assert found.credit > Decimal("3900.00")


@pytest.mark.parametrize("amount", ["-1.00", "0.00", "-0.00"])
def test_20_a_payment_is_above_zero(amount: str) -> None:
    assert refused(document(PAYMENT | {"amount": amount})).code == "amount_not_positive"


@pytest.mark.parametrize(
    ("percent", "code"),
    [("100000.00", "rate_format"), ("1e3", "rate_format"), (8.05, "rate_format"), ("8,05", "rate_format"),
     (True, "rate_format"), (Decimal("NaN"), "rate_format"), (Decimal("1E+1000000"), "rate_format"),
     ("8.05 %", "rate_format"), ("\u0668", "rate_format")],
)  # fmt: skip
def test_21_bad_rates_are_refused(percent: object, code: str) -> None:
    fault = refused(document(claim={"agreements": {"rate": {"percent": percent}}}))
    assert (fault.code, fault.path) == (code, "claims[0].agreements.rate.percent")


@pytest.mark.parametrize("percent", ["1000.00", "0.00"])
def test_21_unusual_rates_are_answered_exactly(percent: str) -> None:
    """A thousand percent, or none at all: between businesses what was agreed counts, to the last øre."""
    claim = {"agreements": {"rate": {"percent": percent, "agreed_on": "2018-01-02"}}, "due": "2018-12-31"}
    found = standing(claim=claim, debtor={"kind": "business"}, on="2019-12-31")
    # 1,000.00 for the 365 days of 2019 is exactly the percentage of 1,000.00.
    assert found.owed.interest == Decimal(percent) * 10


@pytest.mark.parametrize("percent", ["-100.00", "-0.25"])
def test_21_a_rate_below_zero_is_no_rate_of_default(percent: str) -> None:
    fault = refused(document(claim={"agreements": {"rate": {"percent": percent}}}))
    assert (fault.code, fault.path) == ("rate_below_zero", "claims[0].agreements.rate.percent")


@pytest.mark.parametrize("words", [{}, {"at_most": 1}, {"gap_days": 30}])
def test_agreed_limits_of_fees_are_reckoned_with_where_the_law_has_the_fee(words: dict[str, int]) -> None:
    fee = {"amount": "50.00", "agreed_on": "2018-09-20"} | words
    found = standing(claim={"agreements": {"reminder_fee": fee}}, on="2019-12-31")
    assert "agreed_limits_unused" not in {one.code for one in found.assumptions}


@pytest.mark.parametrize("path", ["region", "places.court", "places.enforcement"])
def test_a_region_that_the_profile_lacks_is_named_where_it_stands(path: str) -> None:
    place = {"region": "XX"} if path == "region" else {"places": {path.rpartition(".")[2]: "XX"}}
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1.00", "due": "2025-01-31"}
    given = {"id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
             "claims": [claim]}  # fmt: skip
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(given | place, cr.load_profile("DE"))
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("unknown_region", path)]


@pytest.mark.parametrize("region", ["X", "Wien", "HE", "w"])
def test_a_region_of_austria_is_one_of_its_laender(region: str) -> None:
    given = document(claim={"due": "2024-10-08"}) | {"jurisdiction": "AT", "currency": "EUR"}
    assert cr.check_case(cr.load_case({**given, "region": "W"}), cr.load_profile("AT")).region == "W"
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(cr.load_case({**given, "region": region}), cr.load_profile("AT"))
    assert (caught.value.code, caught.value.faults[0].path) == ("unknown_region", "region")


def test_a_kind_that_says_what_it_is_for_is_not_contradicted() -> None:
    fault = refused(document(claim={"kind": "loan", "goods_or_services": True}))
    assert (fault.code, fault.path) == ("kind_conflict", "claims[0].goods_or_services")


LENDING_RATES: dict[int, tuple[str, str]] = {
    2003: ("2.95", "2.15"), 2004: ("2.15", "2.15"), 2005: ("2.15", "2.15"), 2006: ("2.40", "3.00"),
    2007: ("3.75", "4.25"), 2008: ("4.25", "4.35"), 2009: ("3.75", "1.55"), 2010: ("1.20", "1.05"),
    2011: ("1.05", "1.30"), 2012: ("0.70", "0.45"), 2013: ("0.20", "0.20"), 2014: ("0.20", "0.20"),
    2015: ("0.20", "0.05"), 2016: ("0.05", "0.05"), 2017: ("0.05", "0.05"), 2018: ("0.05", "0.05"),
    2019: ("0.05", "0.05"), 2020: ("0.05", "0.05"), 2021: ("0.05", "-0.35"), 2022: ("-0.45", "-0.45"),
    2023: ("1.90", "3.25"), 2024: ("3.75", "3.50"), 2025: ("2.75", "1.75"), 2026: ("1.75", "2.00"),
}  # fmt: skip
"""Danmarks Nationalbank's lending rate on 1 January and on 1 July of each year, as it was published."""
LAST_PUBLISHED = max(LENDING_RATES)


def of_default(amount: str, due: str, until: str, margin: int = 8) -> Fraction:
    """Renteloven § 5: so many points above the rate of each half-year, by days of 365 or 366; the last rate goes on."""
    day, last, found = dt.date.fromisoformat(due), dt.date.fromisoformat(until), Fraction(0)
    while day < last:
        day += dt.timedelta(days=1)
        known = day.year <= LAST_PUBLISHED
        published = LENDING_RATES[min(day.year, LAST_PUBLISHED)][day.month > 6 if known else 1]
        found += (margin + Fraction(published)) / (365 + isleap(day.year))
    return Fraction(amount) * found / 100


@pytest.mark.parametrize(("on", "interest"), [("2024-06-30", "0.00"), ("2024-07-15", "0.01"), ("2026-06-01", "0.01")])
def test_22_one_minor_unit_over_eight_years(on: str, interest: str) -> None:
    """Half an øre of interest, which is rounded to one, has grown in the first days of July 2024."""
    exact = of_default("0.01", "2018-10-01", on)
    assert (exact >= Fraction(1, 200)) == (interest == "0.01")
    found = standing(claim={"amount": "0.01", "due": "2018-10-01"}, on=on)
    assert found.owed.principal == Decimal("0.01")
    assert found.owed.interest == Decimal(interest)
    assert found.owed.total == found.owed.principal + found.owed.interest


@pytest.mark.parametrize("minor", [2**53 + 1, 10**17 - 1])
def test_23_sums_beyond_what_a_binary_fraction_holds_are_exact(minor: int) -> None:
    text = f"{minor // 100}.{minor % 100:02}"
    assert str(standing(claim={"amount": text}, on="2018-10-01").owed.principal) == text


@pytest.mark.parametrize("minor", [2**63, 2**64])
def test_23_sums_of_more_than_63_bits_are_refused(minor: int) -> None:
    text = f"{minor // 100}.{minor % 100:02}"
    assert refused(document(claim={"amount": text})).code in {"amount_too_large", "amount_format"}


def test_24_a_claim_has_no_currency_of_its_own() -> None:
    fault = refused(document(claim={"currency": "EUR"}))
    assert (fault.code, fault.path) == ("unknown_field", "claims[0].currency")


def test_24_the_case_is_in_the_currency_of_the_profile() -> None:
    fault = refused(document(currency="EUR"))
    assert (fault.code, fault.path, fault.expected) == ("currency_of_profile", "currency", "DKK")


@pytest.mark.parametrize("currency", ["XXX", "DKR", "dkk", ""])
def test_25_an_unknown_currency_is_refused(currency: str) -> None:
    fault = refused(document(currency=currency))
    assert (fault.code, fault.path) == ("unknown_currency" if currency else "empty_text", "currency")


# Dates -----------------------------------------------------------------------------------------------------

AWARE = dt.datetime(2018, 12, 3, tzinfo=dt.UTC)
DATES: list[tuple[str, object, str, str | None]] = [
    ("27 30 February", "2024-02-30", "date_format", None),
    ("28 29 February of a common year", "2023-02-29", "date_format", None),
    ("29 beyond the last day", "9999-12-31", "date_range", None),
    ("29 before the first day", "0001-01-01", "date_range", None),
    ("29 five digits", "10000-01-01", "date_format", None),
    ("30 aware datetime", AWARE, "date_format", None),
    ("30 naive datetime", AWARE.replace(tzinfo=None), "date_format", None),
    ("30 datetime, text", "2018-12-03T00:00:00", "date_format", None),
    ("31 compact", "20181203", "date_format", "2018-12-03"),
    ("31 week", "2018-W49-1", "date_format", None),
    ("31 day first", "03-12-2018", "date_format", None),
    ("31 short month", "2018-12-3", "date_format", "2018-12-03"),
    ("blank before", " 2018-12-03", "date_format", None),
    ("newline behind", "2018-12-03\n", "date_format", None),
    ("full-width digits", "\uff12\uff10\uff11\uff18-12-03", "date_format", None),
    ("a number", 20181203, "date_format", None),
    ("True", True, "date_format", None),
    ("empty", "", "date_format", None),
]


@pytest.mark.parametrize(("what", "day", "code", "near"), DATES, ids=[row[0] for row in DATES])
def test_bad_days_are_refused(what: str, day: object, code: str, near: str | None) -> None:
    fault = refused(document(PAYMENT | {"on": day}))
    assert (fault.code, fault.path) == (code, "events[0].on"), what
    if near is not None:
        assert fault.nearest == near
    with pytest.raises(cr.BadInput) as caught:
        standing(on=day)
    assert (caught.value.code, caught.value.faults[0].path) == (code, "on")


def test_28_a_month_after_the_31st_is_the_last_day_of_the_month() -> None:
    """Three years after 29 February is 28 February: the rule is named by the counting of the profile."""
    claim = {"arose": "2020-01-15", "invoiced": "2020-01-15", "due": "2020-02-29"}
    (clock, *_) = [clock for clock in standing(claim=claim, on="2020-06-01").clocks if clock.component == "principal"]
    assert str(clock.raw_ends) == "2023-02-28"


@pytest.mark.parametrize("word", ["contract", "arose", "invoiced"])
def test_32_a_claim_is_not_due_before_it_exists(word: str) -> None:
    later = {"contract": None, "arose": "2018-08-01", "invoiced": "2018-08-01", word: "2018-10-02"}
    fault = refused(document(claim=later))
    assert (fault.code, fault.path) == (f"due_before_{word}", "claims[0].due")


def test_33_money_does_not_come_before_the_claim() -> None:
    fault = refused(document(PAYMENT | {"on": "2018-08-31"}))
    assert (fault.code, fault.path) == ("payment_before_claim", "events[0].on")
    assert standing(PAYMENT | {"on": "2018-09-01"}).owed.principal == Decimal("900.00")


def test_34_interest_until_a_day_before_it_is_due_is_none() -> None:
    found = cr.interest(danish(), "1000.00", due="2019-01-01", until="2018-12-31", debtor="consumer")
    assert (found.interest, found.days, found.first_day, found.rows) == (0, 0, None, ())


def test_35_a_day_before_all_events_knows_none_of_them() -> None:
    found = standing(PAYMENT, on="2018-11-01")
    assert found.payments == ()
    assert found.owed.principal == Decimal("1000.00")


def test_35_a_day_before_the_claim_is_answered_without_interest() -> None:
    assert standing(on="2018-08-01").owed.interest == 0


def test_36_of_two_rates_agreed_on_one_day_the_last_by_its_id_counts_however_they_are_listed() -> None:
    """Two percent from 1 November on, which is lower than by law: 30 days at 8.05, then 215 at 2.00, of 365."""
    twice = [{"id": str(n), "on": "2018-11-01", "kind": "rate_agreed", "percent": f"{n}.00"} for n in (1, 2)]
    exact = (30 * Fraction("8.05") + 215 * 2) * 10 / 365
    for listed in (twice, twice[::-1]):
        found = standing(*listed)
        assert [(str(row.from_), row.rate) for row in found.interest[:2]] == [
            ("2018-10-02", Decimal("8.05")), ("2018-11-01", Decimal("2.00")),
        ]  # fmt: skip
        assert found.owed.interest == rounded(exact)


def rounded(exact: Fraction) -> Decimal:
    """To the nearest hundredth, half of one upwards."""
    return Decimal((exact * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)


@pytest.mark.parametrize("due", ["2002-07-31", "1950-01-01"])
def test_37_days_before_the_profile_are_not_modelled(due: str) -> None:
    with pytest.raises(cr.NotModelled) as caught:
        standing(claim={"arose": due, "invoiced": due, "due": due})
    assert not isinstance(caught.value, cr.NotYetPublished)


@pytest.mark.parametrize("on", ["2027-01-01", "2200-12-31"])
def test_37_days_after_the_last_rate_are_not_yet_published(on: str) -> None:
    with pytest.raises(cr.NotYetPublished):
        standing(on=on)


def test_38_interest_over_a_leap_day() -> None:
    """Due on the leap day itself: it is paid in time until its end, and the first day of interest is 1 March."""
    claim = {"arose": "2020-02-01", "invoiced": "2020-02-01", "due": "2020-02-29"}
    assert standing(claim=claim, on="2020-02-29").owed.interest == 0
    (row,) = standing(claim=claim, on="2020-03-01").interest
    assert (str(row.from_), row.days) == ("2020-03-01", 1)
    paid = PAYMENT | {"on": "2020-02-29", "amount": "1000.00"}
    assert standing(paid, claim=claim, on="2020-06-01").owed.total == 0


def test_39_two_hundred_years_are_answered_if_the_rate_is_carried_forward() -> None:
    """Nearly so many: of a claim that fell due in 2003, when it was seven points, to the last day there is."""
    claim = {"arose": "2003-01-02", "invoiced": "2003-01-02", "due": "2003-01-02"}
    found = cr.standing(cr.load_case(document(claim=claim)), danish(), on="2200-12-31", assume="carry_forward")
    assert found.provisional
    assert found.owed.interest == rounded(of_default("1000.00", "2003-01-02", "2200-12-31", margin=7))


def test_40_a_period_over_the_end_of_the_year_ends_on_a_working_day() -> None:
    """Three years from 24 December 2020 end on Sunday 24 December 2023, and 25 and 26 December are holidays."""
    claim = {"arose": "2020-12-01", "invoiced": "2020-12-01", "due": "2020-12-24"}
    (clock, *_) = [clock for clock in standing(claim=claim, on="2021-06-01").clocks if clock.component == "principal"]
    assert str(clock.raw_ends) == "2023-12-24"
    assert str(clock.ends) == "2023-12-27"


@pytest.mark.parametrize(("year", "ends"), [(2023, "2023-05-08"), (2024, "2024-04-26")])
def test_41_a_holiday_that_was_abolished_moves_no_day_any_more(year: int, ends: str) -> None:
    """The Friday four weeks after Good Friday: 5 May 2023 was store bededag, 26 April 2024 a Friday like others."""
    friday = {2023: "05-05", 2024: "04-26"}[year]
    claim = dict.fromkeys(("arose", "invoiced", "due"), f"{year - 3}-{friday}")
    (clock, *_) = [
        clock for clock in standing(claim=claim, on=f"{year - 2}-01-15").clocks if clock.component == "principal"
    ]
    assert (str(clock.raw_ends), str(clock.ends)) == (f"{year}-{friday}", ends)


# 42, midnight in another time zone: tests/laws/test_properties_form.py runs in Auckland and Honolulu.


# Events ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [PAYMENT, PAYMENT | {"amount": "7.00"}])
def test_43_an_id_stands_once(other: dict[str, Any]) -> None:
    fault = refused(document(PAYMENT, other))
    assert (fault.code, fault.path, fault.got) == ("duplicate_id", "events[1].id", "p")


def test_43_equal_payments_without_an_id_are_two_payments() -> None:
    one = {key: value for key, value in PAYMENT.items() if key != "id"}
    assert standing(one, one).paid.total == Decimal("200.00")


def test_44_an_unknown_payment_cannot_be_reversed() -> None:
    fault = refused(document(PAYMENT, {"on": ON, "kind": "payment_reversed", "of": "q"}))
    assert (fault.code, fault.path) == ("unknown_event", "events[1].of")


def test_44_a_payment_is_not_reversed_twice() -> None:
    gone = [{"id": f"x{n}", "on": ON, "kind": "payment_reversed", "of": "p"} for n in (1, 2)]
    fault = refused(document(PAYMENT, *gone))
    assert (fault.code, fault.path) == ("reversed_twice", "events[2].of")


def test_44_only_a_payment_can_be_reversed() -> None:
    letter = {"id": "r", "on": "2018-11-01", "kind": "reminder", "fee": "100.00"}
    fault = refused(document(letter, {"on": ON, "kind": "payment_reversed", "of": "r"}))
    assert (fault.code, fault.path) == ("not_a_payment", "events[1].of")


def test_45_a_reversal_does_not_come_before_its_payment() -> None:
    fault = refused(document(PAYMENT, {"on": "2018-12-02", "kind": "payment_reversed", "of": "p"}))
    assert (fault.code, fault.path) == ("reversed_before_payment", "events[1].on")


def test_46_a_payment_entered_late_takes_away_the_ground_of_a_reminder() -> None:
    letter = {"id": "r", "on": "2018-11-01", "kind": "reminder", "fee": "100.00"}
    late = PAYMENT | {"on": "2018-09-30", "amount": "1000.00", "recorded": "2018-11-20"}
    before = cr.standing(cr.load_case(document(letter, late)), danish(), on=ON, known_on="2018-11-19")
    assert before.owed.fees == Decimal("100.00")
    assert standing(letter, late).owed.total == 0  # paid in time: nothing was overdue, no interest and no fee
    found = cr.audit(cr.load_case(document(letter, late)), danish(), on=ON).breaches
    assert {finding.event for finding in found} == {"r"}
    assert sum(finding.amount_unlawful for finding in found) == Decimal("100.00")


def test_47_a_thousand_events_in_one_day() -> None:
    many = [PAYMENT | {"id": f"{n:04}", "amount": "0.50"} for n in range(1000)]
    assert standing(*many).paid.total == Decimal("500.00")
    assert standing(*many).owed == standing(PAYMENT | {"amount": "500.00"}).owed


def test_49_an_agreement_on_a_closed_case_is_answered() -> None:
    closed = {"id": "c", "on": "2018-12-01", "kind": "closed"}
    agreed = {"id": "s", "on": "2018-12-02", "kind": "settlement_accepted"}
    found = standing(closed, agreed)
    assert found.stage == "closed"
    assert found.owed.principal == Decimal("1000.00")


def test_50_a_step_that_was_never_allowed_is_reported() -> None:
    act = {"id": "j", "on": "2018-09-15", "kind": "payment_order_filed"}
    found = cr.audit(cr.load_case(document(act)), danish(), on=ON).breaches
    assert [(one.event, one.code, one.values["needed"]) for one in found] == [("j", "step_wrong_stage", "notice_sent")]


def test_51_a_debtor_who_becomes_a_business_is_one_from_that_day() -> None:
    change = {"id": "b", "on": "2018-11-10", "kind": "party_changed", "debtor": "business"}
    claims = [{"id": f"k{n}", "on": day, "kind": "compensation_claimed"} for n, day in enumerate(["2018-11-05"])]
    case = cr.load_case(document(*claims, change))
    assert any(finding.event == "k0" for finding in cr.audit(case, danish(), on=ON).breaches)  # from a consumer: none
    later = cr.load_case(document(change, {"id": "k1", "on": "2018-11-15", "kind": "compensation_claimed"}))
    assert not any(finding.event == "k1" for finding in cr.audit(later, danish(), on=ON).breaches)


def test_52_an_assigned_claim_is_still_owed() -> None:
    assert standing({"id": "a", "on": "2018-11-05", "kind": "claim_assigned"}).owed == standing().owed


def test_53_no_more_is_waived_than_is_open_and_that_is_told() -> None:
    waiver = {"id": "w", "on": "2018-11-01", "kind": "waiver", "component": "principal", "amount": "1500.00"}
    assert standing(waiver).owed.principal == 0
    assert standing(waiver).credit == 0
    found = cr.audit(cr.load_case(document(waiver)), danish(), on=ON).findings
    assert [finding.code for finding in found] == ["waiver_beyond_balance"]


@pytest.mark.parametrize("kind", ["dispute", "acknowledgement"])
@pytest.mark.parametrize(("amount", "told"), [("5000.00", True), ("1000.01", True), ("1000.00", False), (None, False)])
def test_an_amount_above_all_that_is_open_is_told(kind: str, amount: str | None, *, told: bool) -> None:
    """Of a claim of 1,000.00 on its due day, so that no interest has accrued."""
    event = {"id": "e", "on": "2018-10-08", "kind": kind} | ({"amount": amount} if amount else {})
    document_ = document(event, claim={"due": "2018-10-08"})
    found = [one for one in cr.audit(cr.load_case(document_), danish(), on=ON).findings if one.event == "e"]
    assert [(one.code, one.severity, one.values) for one in found] == (
        [("amount_above_claim", "note", {"claimed": amount, "most": "1000.00"})] if told else []
    )


@pytest.mark.parametrize(
    ("kind", "near"), [("paymnet", "payment"), ("remnider", "reminder"), ("judgement", "judgment")]
)
def test_55_an_unknown_kind_of_event_is_refused(kind: str, near: str) -> None:
    fault = refused(document({"on": ON, "kind": kind}))
    assert (fault.code, fault.path, fault.nearest) == ("unknown_kind", "events[0].kind", near)


def test_56_what_lies_ahead_is_not_counted_yet() -> None:
    ahead = PAYMENT | {"on": "2026-01-01"}
    assert standing(ahead).owed == standing().owed
    assert cr.audit(cr.load_case(document(ahead)), danish(), on=ON).findings == ()


# Documents -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [('{"format": NaN}', "amount_format"), ('{"id": "a", "id": "b"}', "doubled_key"), ("{", "not_json_or_toml"),
     ("[\n1]", "not_a_document"),
     ('{"id": ' + "9" * 5000 + "}", "not_json_or_toml"), ("\n" + "[" * 100_000, "too_deep")],
    ids=["NaN", "doubled key", "cut off", "a list", "five thousand digits", "nested"],
)  # fmt: skip
def test_broken_documents_are_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(text)
    assert caught.value.code == code


def test_every_fault_is_told_at_once() -> None:
    bad = document(PAYMENT | {"amount": 1.5, "on": "2018-02-30"}, claim={"amount": True, "due": "x"})
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(json.loads(json.dumps(bad)))
    assert {fault.path for fault in caught.value.faults} == {
        "claims[0].amount",
        "claims[0].due",
        "events[0].amount",
        "events[0].on",
    }


# Arguments of another type ----------------------------------------------------------------------------------

WRONG_ARGUMENTS: dict[str, tuple[str, Callable[[], object]]] = {
    "a case that is a text": ("case", lambda: cr.audit("bad", danish(), on=ON)),  # type: ignore[arg-type]
    "a profile by its id": ("profile", lambda: cr.standing(cr.load_case(document()), "DK", on=ON)),  # type: ignore[arg-type]
    "no profile": ("profile", lambda: cr.next_steps(cr.load_case(document()), None, on=ON)),  # type: ignore[arg-type]
    "no profile to explain by": (
        "profile", lambda: cr.explain(cr.standing(cr.load_case(document()), danish(), on=ON), None)  # type: ignore[arg-type]
    ),
    "no language": (
        "language",
        lambda: cr.explain(cr.standing(cr.load_case(document()), danish(), on=ON), danish(), language=None),  # type: ignore[arg-type]
    ),
    "no name of a tariff": ("name", lambda: cr.tariff(danish(), None, on=ON)),  # type: ignore[arg-type]
    "no profiles": ("profiles", lambda: cr.choose_law(cr.load_case(document()), None)),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", list(WRONG_ARGUMENTS))
def test_an_argument_of_another_type_is_named(name: str) -> None:
    path, asked = WRONG_ARGUMENTS[name]
    with pytest.raises(cr.BadInput) as caught:
        asked()
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("wrong_type", path)]


@pytest.mark.parametrize(
    ("register", "path", "near"),
    [
        ({"register": "commercial", "capacity": "ownr"}, "capacity", "owner"),
        ({"register": "comercial", "capacity": "owner"}, "register", "commercial"),
        ({"register": "commercial", "capacity": "zzz"}, "capacity", None),
    ],
)
def test_a_capacity_in_a_register_is_one_of_a_list(register: dict[str, str], path: str, near: str | None) -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(document() | {"debtor": {"kind": "business", "registers": [register]}})
    (fault,) = caught.value.faults
    assert (fault.code, fault.path, fault.nearest) == ("unknown_word", f"debtor.registers[0].{path}", near)
