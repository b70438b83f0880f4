"""Reports lose nothing: cases, sums and payments add up, whatever the portfolio; what cannot be answered is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import collectrules as cr
from collectrules import testing
from collectrules.ground.errors import CollectRulesError
from collectrules.portfolio import reporting as r
from collectrules.portfolio.reporting.tables import WORDED, spoken_in
from collectrules.testing.values import horizon
from collectrules.words.texts import languages, texts

DK = cr.load_profile("DK")
PARTS = ("principal", "interest", "fees", "costs")
ON = horizon(DK)[1]
ASKED: dict[str, dict[str, Any]] = {
    "on": {"on": ON}, "period": {"first": "2020-01-01", "last": ON}, "month": {"month": "2024-03"},
}  # fmt: skip
SHARES = r.load_shares({"principal": "12.5", "interest": "50", "fees": "0", "costs": "100"})


def asked(name: str) -> dict[str, Any]:
    kind = r.REPORTS[name]
    return ASKED[kind.days] | ({"shares": SHARES} if "shares" in kind.takes else {})


def portfolios() -> st.SearchStrategy[list[cr.Case]]:
    return st.lists(testing.cases(DK), min_size=1, max_size=3)


def named(drawn: list[cr.Case]) -> list[cr.Case]:
    return [one.model_copy(update={"id": f"case-{number}"}) for number, one in enumerate(drawn)]


def answered(cases: list[cr.Case]) -> Iterator[cr.Standing]:
    for case in cases:
        try:
            yield cr.standing(case, DK, on=ON)
        except CollectRulesError:
            continue


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_the_totals_of_a_report_are_the_sums_of_the_standings(drawn: list[cr.Case]) -> None:
    cases = named(drawn)
    found, standings = r.components(cases, DK, on=ON), list(answered(cases))
    assert found.counted == len(standings)
    assert found.cases == found.counted + len(found.refused) == len(cases)
    sums = {(row["currency"], row["component"]): (row["left"], row["paid"], row["booked"]) for row in found.rows}
    for currency in {one.currency for one in standings}:
        mine = [one for one in standings if one.currency == currency]
        for part in PARTS:
            wanted = (sum(getattr(getattr(one, of), part) for one in mine) for of in ("owed", "paid", "booked"))
            assert sums[currency, part] == tuple(wanted)
    for row in found.rows:
        assert row["charged"] == row["paid"] + row["waived"] + row["left"]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_each_payment_is_a_row_and_its_pieces_sum_to_it(drawn: list[cr.Case]) -> None:
    cases = named(drawn)
    terms: dict[str, Any] = {"first": DK.header.first_day, "last": ON}
    payments, pieces = r.payments(cases, DK, **terms), r.bookkeeping(cases, DK, **terms)
    amounts: dict[tuple[str, str], Decimal] = {}
    for row in pieces.rows:
        key = (row["case"], row["payment"])
        amounts[key] = amounts.get(key, Decimal(0)) + row["amount"]
    assert amounts == {(row["case"], row["payment"]): row["amount"] for row in payments.rows if row["amount"]}
    taken = [one.amount for standing in answered(cases) for one in standing.payments]
    assert sum(row["amount"] for row in payments.rows) == sum(taken)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(portfolios())
def test_the_figures_of_open_cases_add_up(drawn: list[cr.Case]) -> None:
    found = r.open_now(named(drawn), DK, on=ON)
    for row in found.rows:
        charged = row["principal"] + row["interest_fees"] + row["court_fees"] + row["other_debt"]
        assert charged - row["waived"] - (row["payments"] - row["credit"]) == row["outstanding"]
        assert row["outstanding"] == sum(row[f"{part}_left"] for part in PARTS)


@pytest.fixture(scope="module")
def cases() -> list[cr.Case]:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "100.00", "due": "2024-01-31", "due_agreed": True}
    plain = {
        "id": "one", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
        "debtor": {"kind": "business"}, "claims": [claim],
        "events": [{"on": "2024-03-01", "kind": "payment", "amount": "60.00", "received_by": "collector"}],
    }  # fmt: skip
    one = cr.load_case(plain)
    unknown = cr.load_case(plain | {"id": "lost", "jurisdiction": "XX"})
    return [one, unknown]


@pytest.mark.parametrize("name", r.REPORTS)
def test_what_cannot_be_answered_is_told_and_counted(name: str, cases: list[cr.Case]) -> None:
    found = r.report_called(name)(cases, {"DK": DK}, **asked(name))
    assert [(one.case, one.code) for one in found.refused] == [("lost", "unknown_profile")]
    left = sum(one.number for one in found.left_out if one.of == "cases")
    assert found.cases == found.counted + left + len(found.refused) == 2


@pytest.mark.parametrize("name", r.REPORTS)
def test_a_report_comes_back_from_its_document(name: str, cases: list[cr.Case]) -> None:
    found = r.report_called(name)(cases, {"DK": DK}, **asked(name))
    assert cr.load(json.loads(cr.dumps(found))) == found


def test_a_document_that_is_no_report_is_refused_with_its_place(cases: list[cr.Case]) -> None:
    document = cr.dump(r.payments(cases, {"DK": DK}, first="2024-01-01", last="2024-12-31"))
    with pytest.raises(cr.BadInput) as caught:
        cr.load(document | {"rows": "none"})
    assert caught.value.faults[0].path == "rows"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", [*r.REPORTS, "creditor_account"])
def test_every_report_is_said_in_every_language(name: str, language: str, cases: list[cr.Case]) -> None:
    if name == "creditor_account":
        found = r.creditor_account([], on=ON, term=30)
    else:
        found = r.report_called(name)(cases[:1], {"DK": DK}, **asked(name))
    words = texts(language)
    assert words.has("report_title", name)
    assert words.has("report_what", name)
    assert [column.key for column in found.columns if not words.has("report_column", column.key)] == []
    assert [one.reason for one in found.left_out if not words.has("report_left_out", one.reason)] == []
    shares = any(column.unit == "percent" for column in found.columns)
    assert words.has("report_base", name) == shares
    spoken = spoken_in(found, language)
    assert not [note for note in spoken.notes if "{" in note or "_" in note]


@pytest.mark.parametrize("language", languages())
def test_every_code_in_a_cell_has_a_word(language: str, cases: list[cr.Case]) -> None:
    words = texts(language)
    for name in r.REPORTS:
        found = r.report_called(name)(cases[:1], {"DK": DK}, **asked(name))
        for column in found.columns:
            codes = {row[column.key] for row in found.rows if column.key in row and column.unit in {"word", "booked"}}
            group = WORDED.get(column.unit, "")
            assert [code for code in codes if not (words.has(group, code) or words.has("word", code))] == []


def test_sums_stand_apart_for_each_currency(cases: list[cr.Case]) -> None:
    franc = cases[0].model_copy(update={"id": "two", "currency": "CHF", "jurisdiction": "CH"})
    laws = {"DK": DK, "CH": cr.load_profile("CH")}
    found = r.components([cases[0], franc], laws, on="2024-01-31")
    assert [(row["currency"], row["left"]) for row in found.rows if row["component"] == "principal"] == [
        ("CHF", Decimal("100.00")), ("DKK", Decimal("100.00")),
    ]  # fmt: skip


def test_a_report_does_not_hang_on_the_hosts_decimal_context(cases: list[cr.Case]) -> None:
    with localcontext() as context:
        context.prec = 2
        found = r.open_now(cases[:1], DK, on="2024-01-31")
        bill = {"number": "1", "on": "2024-01-01", "amount": "1234.56", "currency": "CHF"}
        bills = r.load_bills([bill | {"payments": [{"on": "2024-01-02", "amount": "1000.55"}]}])
        (row,) = r.creditor_account(bills, on="2024-01-31").rows
    assert found.rows[0]["principal"] == Decimal("100.00")
    assert row["bill_open"] == Decimal("234.01")


def test_a_portfolio_is_read_once_and_one_at_a_time(cases: list[cr.Case]) -> None:
    seen = []

    def stream() -> Iterator[cr.Case]:
        for number in range(3):
            seen.append(number)
            yield cases[0].model_copy(update={"id": f"{number}"})

    assert r.components(stream(), DK, on="2024-01-31").cases == 3
    assert seen == [0, 1, 2]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: r.report_called("open"), "unknown_report"),
        (lambda: r.open_now([], DK, on=ON, since="birth"), "unknown_day"),  # type: ignore[arg-type]
        (lambda: r.closing_rate([], DK, on=ON, since="birth"), "unknown_day"),  # type: ignore[arg-type]
        (lambda: r.recovery_rate([], DK, on=ON, of="half"), "unknown_rate"),  # type: ignore[arg-type]
        (lambda: r.payments([], DK, first="2026-02-01", last="2026-01-31"), "period_reversed"),
        (lambda: r.held_payments([], DK, month="2026-13"), "month_format"),
        (lambda: r.creditor_account([], on=ON, term=-1), "term_days"),
        (
            lambda: r.load_bills([{"number": "1", "on": "2026-01-01", "amount": "1.001", "currency": "CHF"}]),
            "amount_decimals",
        ),
        (lambda: r.load_bills({"bills": 1}), "not_a_document"),  # type: ignore[arg-type]
        (
            lambda: r.success_rate([], DK, first="2026-01-01", last="2026-01-31", credited="first"),  # type: ignore[arg-type]
            "unknown_credit",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call: Any, code: str) -> None:  # noqa: ANN401
    with pytest.raises(cr.BadInput) as caught:
        call()
    assert caught.value.code == code


def test_a_case_that_has_no_such_day_is_left_out(cases: list[cr.Case]) -> None:
    found = r.open_now(cases[:1], DK, on="2024-02-28", since="handed_over")
    assert [(one.of, one.reason, one.number) for one in found.left_out] == [("cases", "no_day", 1)]
    assert found.rows == ()


def test_nothing_is_asked_of_a_time_before_a_case_began(cases: list[cr.Case]) -> None:
    # The law of 1990 is not modelled; the case did not exist then.
    found = r.period(cases[:1], DK, first="1990-01-01", last="2024-01-31")
    assert found.refused == ()
    assert [row["cases"] for row in found.rows] == [0, 1, 1]
    assert found.first == dt.date(1990, 1, 1)
