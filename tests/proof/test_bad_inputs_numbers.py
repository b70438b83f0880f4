"""Bad numbers that no older test throws at the engine; the register says which tests hold the others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr

from .common import TOML_CASE, answered, document, law, refused

FEE = {"kind": "reminder", "on": "2019-01-03", "fee": "100.00"}
PLAN = {"kind": "plan_agreed", "on": "2019-01-03"}
SUMS: dict[str, Callable[[str], dict[str, Any]]] = {
    "claims[0].credit_amount": lambda sum_: document(claim={"kind": "consumer_credit", "credit_amount": sum_}),
    "claims[0].agreements.reminder_fee.amount": lambda sum_: document(
        claim={"agreements": {"reminder_fee": {"amount": sum_}}}
    ),
    "events[0].credited": lambda sum_: document(FEE | {"credited": sum_}),
}
"""Where a sum stands that is no amount of a claim or an event → a document with it."""


@pytest.mark.parametrize("amount", ["10.005", "0.001"])
@pytest.mark.parametrize("path", SUMS)
def test_a_decimal_too_many_is_refused_wherever_a_sum_stands(path: str, amount: str) -> None:
    refused(SUMS[path](amount), "amount_decimals", path)


def test_an_instalment_has_the_decimals_of_its_currency() -> None:
    rows = [{"due": "2019-02-01", "amount": "10.00"}, {"due": "2019-03-01", "amount": "10.005"}]
    refused(document(PLAN | {"instalments": rows}), "amount_decimals", "events[0].instalments[1].amount")


@pytest.mark.parametrize("amount", ["-1.00", "-0.01"])
@pytest.mark.parametrize("path", SUMS)
def test_a_sum_below_nothing_is_refused_wherever_it_stands(path: str, amount: str) -> None:
    refused(SUMS[path](amount), "amount_not_positive", path)


@pytest.mark.parametrize("value", [True, "3", 2.0, Decimal(3), -1, 10**12, [3]])
@pytest.mark.parametrize("word", ["at_most", "gap_days"])
def test_a_number_of_times_or_days_is_a_whole_number(word: str, value: object) -> None:
    claim = {"agreements": {"reminder_fee": {"amount": "50.00", word: value}}}
    refused(document(claim=claim), "wrong_type", f"claims[0].agreements.reminder_fee.{word}")


@pytest.mark.parametrize("value", [10**5_000, -(10**18), 1.5, Decimal("1.5"), [1], {}], ids=lambda v: type(v).__name__)
def test_what_a_court_said_is_a_text_a_number_or_a_flag(value: object) -> None:
    said = {"kind": "court_ordered", "on": "2019-01-03", "part": "x", "value": value}
    refused(document(said), "wrong_type", "events[0].value")


def test_a_credit_costs_no_less_than_nothing() -> None:
    claim = {"kind": "consumer_credit", "credit_amount": "500.00", "apr": "-5.00"}
    refused(document(claim=claim), "rate_below_zero", "claims[0].apr")


def test_a_reminder_may_be_agreed_to_cost_nothing() -> None:
    claim = {"agreements": {"reminder_fee": {"amount": "-0.00", "at_most": 1, "gap_days": 0}}}
    assert answered(claim=claim).owed.fees == 0


def test_seventeen_digits_are_exact_and_twenty_nine_are_refused() -> None:
    assert str(answered(claim={"amount": "999999999999999.99"}, on="2018-10-01").owed.principal) == "999999999999999.99"
    refused(document(claim={"amount": "12345678901234567890123456789"}), "amount_format", "claims[0].amount")


def test_scalars_of_a_library_of_arrays_are_no_amounts_and_no_days() -> None:
    np = pytest.importorskip("numpy", reason="the extra columns is not installed")
    for scalar in (np.float64(0.1), np.float32(1), np.int64(1000), np.bool_(0), np.array(5)):
        refused(document(claim={"amount": scalar}), "amount_format", "claims[0].amount")
    for scalar in (np.datetime64("2019-01-01"), np.int64(20190101)):
        refused(document(claim={"due": scalar}), "date_format", "claims[0].due")


@pytest.mark.parametrize("count", [601, 10**30, 0, -1, True, 1.5, "600"])
def test_a_plan_has_from_1_to_600_instalments(count: Any) -> None:  # noqa: ANN401
    with pytest.raises(cr.BadInput) as caught:
        cr.instalment_plan(cr.load_case(document()), law(), on="2018-10-01", count=count)
    assert caught.value.code == "plan_count"


@pytest.mark.parametrize("amount", ["0.01", "5.99", "6.00", "6.01"])
def test_a_debt_in_600_instalments_comes_to_itself_and_none_is_of_nothing(amount: str) -> None:
    case = cr.load_case(document(claim={"amount": amount}))
    plan = cr.instalment_plan(case, law(), on="2018-10-01", count=600, interest_free=True)
    assert sum(row.amount for row in plan.instalments) == Decimal(amount)
    assert all(row.amount > 0 for row in plan.instalments)
    assert len(plan.instalments) == min(600, int(Decimal(amount) * 100))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0.10", Decimal("0.10")),
        ("0x1F", Decimal(31)),
        ("1_000", Decimal(1000)),
        ("010", "not_json_or_toml"),
        ("1:30", "not_json_or_toml"),
        ("8,05", "not_json_or_toml"),
        ("nan", "amount_format"),
        ("-inf", "amount_format"),
        ("1e400", "amount_format"),
        ("1e999999999999999999999", "not_json_or_toml"),
        ("true", "amount_format"),
        ('"1,000.00"', "amount_format"),
    ],
)
def test_a_number_in_a_case_of_toml_is_exact_or_refused(text: str, found: Decimal | str) -> None:
    """TOML itself says that 0x1F is 31 and 1_000 is 1000; no binary fraction arises, and no octal number."""
    source = TOML_CASE % text
    if isinstance(found, str):
        refused(source, found)
    else:
        assert cr.load_case(source).claims[0].amount == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.125", "amount_decimals"),
        ("1e400", "amount_format"),
        ("NaN", "amount_format"),
        ("-Infinity", "amount_format"),
        ("1e999999999999999999999", "not_json_or_toml"),
        ("9" * 5_000, "not_json_or_toml"),
        ("9" * 5_000 + ".0", "amount_format"),
    ],
    ids=lambda text: text[:12],
)
def test_a_number_in_a_case_of_json_is_exact_or_refused(text: str, code: str) -> None:
    head = '{"id": "x", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},\n'
    claim = '"claims": [{"id": "1", "kind": "other", "due": "2019-01-01", "amount": ' + text + "}]}"
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(head + claim)
    assert caught.value.code == code
    if "." in text and len(text) < 10:
        assert cr.load_case(head + claim.replace("125", "12")).claims[0].amount == Decimal("0.12")
