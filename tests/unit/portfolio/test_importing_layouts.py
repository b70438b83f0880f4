"""Mappings: every fault at once, none of them a guess."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Profile, load_profile
from collectrules.portfolio.importing import Batch, Entered, Intake, Layout, layout

FACTS: dict[str, Any] = {"case": {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}},
                         "claim": {"kind": "loan"}}  # fmt: skip
ROW = {"name": "A", "invoice": "1", "amount": "1", "date": "2024-01-01", "due": "2024-01-31"}


@pytest.fixture(scope="module")
def dk() -> Profile:
    return load_profile("DK")


def faults(source: Any, **changes: Any) -> set[tuple[str, str]]:  # noqa: ANN401
    with pytest.raises(BadInput) as caught:
        layout(source, **changes)
    return {(fault.code, fault.path) for fault in caught.value.faults}


def test_every_fault_of_a_mapping_is_told_at_once() -> None:
    columns = {"nmae": "A", "due": "B", "date": "B", "amount": ""}
    assert faults({"columns": columns, "dates": "DD-MM", "decimal": ";", "per": "town", "heading_row": 0}) == {
        ("unknown_field", "mapping.columns.nmae"), ("doubled_heading", "mapping.columns.date"),
        ("wrong_type", "mapping.columns.amount"), ("missing_field", "mapping.columns.name"),
        ("missing_field", "mapping.columns.invoice"), ("day_form", "mapping.dates"),
        ("amount_form", "mapping.decimal"), ("unknown_word", "mapping.per"), ("wrong_type", "mapping.heading_row"),
    }  # fmt: skip


@pytest.mark.parametrize("form", ["YYYY-MM", "MM-DD-YY", "YYYY-MM-DD-DD", "DD. MMMM YYYY", ""])
def test_a_form_of_days_says_day_month_and_year_once(form: str) -> None:
    assert ("day_form", "mapping.dates") in faults("neutral", dates=form)


@pytest.mark.parametrize(("decimal", "thousands"), [(",", ","), (".", "0"), (";", ""), (",", "..")])
def test_signs_of_amounts_are_told_apart(decimal: str, thousands: str) -> None:
    assert faults("neutral", decimal=decimal, thousands=thousands) == {("amount_form", "mapping.decimal")}


def test_words_of_a_mapping_are_known_ones(tmp_path: Path) -> None:
    assert faults({"colums": {}}) == {("unknown_field", "mapping.colums")}
    assert faults({"based_on": "invoices_xx"}) == {("unknown_word", "mapping.based_on")}
    assert faults("neutral", values={"coulour": {}}) == {("unknown_field", "mapping.values.coulour")}
    assert faults("neutral", columns="name") == {("wrong_type", "mapping.columns")}
    assert faults("neutral", default_fee="much") == {("amount_format", "mapping.default_fee")}
    assert faults(str(tmp_path / "gone.toml")) == {("no_such_file", "mapping")}
    (tmp_path / "a.toml").write_text("columns = [", encoding="utf-8")
    assert faults(tmp_path / "a.toml") == {("not_json_or_toml", "mapping")}


def test_what_all_cases_share_is_checked_before_any_row(dk: Profile) -> None:
    facts = {"case": {"creditor": {"kind": "busines"}, "debtor": {"kind": "business"}, "workflow": "slow"},
             "claim": {"kind": "lone"}}  # fmt: skip
    with pytest.raises(BadInput) as caught:
        Batch([ROW], layout("neutral", **facts), dk)
    assert {(fault.path, fault.nearest) for fault in caught.value.faults} == {
        ("mapping.case.creditor.kind", "business"), ("mapping.claim.kind", "loan"),
        ("mapping.case.workflow", None),
    }  # fmt: skip


def test_what_kind_of_debtor_it_is_is_told_by_the_mapping_or_by_a_column(dk: Profile) -> None:
    how = layout("neutral", claim=FACTS["claim"], case={"creditor": {"kind": "business"}})
    with pytest.raises(BadInput) as caught:
        Batch([ROW], how, dk)
    assert (caught.value.code, caught.value.faults[0].path) == ("heading_missing", "mapping.columns.company_number")
    (one,) = Batch([ROW | {"company_number": None}], how, dk)
    assert [item.code for item in one.assumptions if item.field == "company_number"] == ["not_registered"]
    assert one.case.debtor.registered is False


def test_rows_that_are_asked_for_are_there(dk: Profile) -> None:
    with pytest.raises(BadInput) as caught:
        Batch([ROW], layout("neutral", **FACTS), dk, anyway=[7], fixes={1: {"deu": "x"}})
    assert [fault.code for fault in caught.value.faults] == ["unknown_row", "unknown_field"]
    assert caught.value.faults[1].nearest == "due"


@pytest.mark.parametrize(
    "words",
    [{"after_reminder": 4}, {"after_reminder": -1}, {"after_reminder": True}, {"days_overdue": 5},
     {"days_overdue": -1, "on": "2024-01-01"}],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused(words: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Intake(**words)


def test_a_layout_is_plain_data() -> None:
    assert layout("neutral") == layout("neutral")
    assert isinstance(layout({"based_on": "open_items"}), Layout)


def test_the_mapping_on_the_page_is_one(dk: Profile) -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "import_a_file.md"
    (text,) = re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    how = layout(tomllib.loads(text))
    row = {"Navn": "A", "CVR-nr.": "1", "Fakturanr.": "1", "Beløb": "1.531,25", "Fakturadato": "07-09-2018",
           "Forfaldsdato": "15-09-2018", "Påkrav sendt": "01-12-2018"}  # fmt: skip
    (one,) = Batch([row], how, dk)
    assert isinstance(one, Entered)
    assert one.case is not None
    assert [event.kind for event in one.case.events] == ["payment_order_filed"]
