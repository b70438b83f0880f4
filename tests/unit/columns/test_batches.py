"""One function from a batch of cases to a batch of answers: both forms, wrong rows in their places, sent elsewhere."""

from __future__ import annotations

import datetime as dt
import pickle
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import collectrules as cr
from collectrules.columns import ANSWERS, BatchQuestion, batch_question, of_tables, run
from collectrules.testing.portfolios import Shape, Tables, portfolio

DAY = dt.date(2024, 3, 31)
COMMON = {
    "currency": "DKK", "jurisdiction": "DK", "workflow": "standard", "creditor.kind": "business",
    "creditor.recovers_vat": True, "debtor.kind": "consumer",
}  # fmt: skip
CLAIM = {
    "id": "1", "kind": "goods_or_services", "amount": 1_000_000, "arose": dt.date(2024, 1, 10),
    "due": dt.date(2024, 1, 31), "due_is": "agreed",
}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


@pytest.fixture(scope="module")
def question(law: cr.Profile) -> BatchQuestion:
    return batch_question(law, on=DAY, common=COMMON)


@pytest.fixture(scope="module")
def made() -> Tables:
    shape = Shape("DKK", "DK", "standard", fee=10_000, several=100, disputed=30)
    return portfolio(300, on=DAY, seed=7, shape=shape)


def nested(tables: Tables) -> pa.RecordBatch:
    """The same portfolio, a row for each case: its claims and events as lists."""
    claims, events = defaultdict[str, list[Any]](list), defaultdict[str, list[Any]](list)
    for row in tables.claims.to_pylist():
        claims[row.pop("case")].append({"id": row.pop("claim", "1"), **row})
    for row in tables.events.to_pylist():
        events[row.pop("case")].append(row)
    ids = tables.cases["case"].to_pylist()
    columns = {name: tables.cases[name].combine_chunks() for name in tables.cases.column_names}
    lists = {"claims": [claims[name] for name in ids], "events": [events[name] for name in ids]}
    return pa.record_batch({**columns, **{name: pa.array(rows) for name, rows in lists.items()}})


def one(**fields: object) -> pa.RecordBatch:
    """A batch of one case with one claim of 10,000.00 due on 31 January 2024."""
    return pa.RecordBatch.from_pylist([{"case": "a", "claims": [CLAIM], **fields}])


def test_a_claim_bears_its_interest(question: BatchQuestion) -> None:
    (row,) = question(one()).to_pylist()
    assert (row["case"], row["principal"]) == ("a", 1_000_000)
    assert row["interest"] == 19_262  # 60 days at 11.75 per cent on 10,000.00 in a year of 366 days: 192.62
    assert (row["by"], row["reason"], row["error"]) == ("columns", None, None)
    assert (row["step"], row["charges"]) == ("reminder", 10_000)  # renteloven 9 b: at most 100.00


def test_columns_of_lists_are_answered_as_three_tables_are(law: cr.Profile, made: Tables) -> None:
    whole = run(of_tables(made.cases, made.claims, made.events, common=made.common), law, on=DAY).cases
    found = batch_question(law, on=DAY, common=made.common)(nested(made))
    assert found.schema == ANSWERS
    assert found.to_pylist() == whole.to_pylist()
    assert {row["by"] for row in found.to_pylist()} == {"columns", "fold"}


def test_documents_are_answered_as_columns_are(law: cr.Profile, made: Tables) -> None:
    whole = of_tables(made.cases, made.claims, made.events, common=made.common)
    documents = [cr.dumps(whole.case(place)) for place in range(len(whole))]
    found = batch_question(law, on=DAY)(pa.record_batch({"document": documents}))
    assert found.to_pylist() == batch_question(law, on=DAY, common=made.common)(nested(made)).to_pylist()


def test_parts_of_a_batch_give_the_parts_of_its_answer(law: cr.Profile, made: Tables) -> None:
    question, batch = batch_question(law, on=DAY, common=made.common), nested(made)
    parts = [batch.slice(0, 7), batch.slice(7, 0), batch.slice(7, 100), batch.slice(107)]
    assert pa.Table.from_batches(question.each(parts)).to_pylist() == question(batch).to_pylist()
    assert question.table(pa.Table.from_batches(parts)).to_pylist() == question(batch).to_pylist()


def test_a_document_that_is_wrong_keeps_its_row(question: BatchQuestion) -> None:
    right = cr.dumps(of_tables({"case": ["b"]}, _claims("b"), common=COMMON).case(0))
    rows = pa.record_batch(
        {"case": ["w", "x", "b", "y"], "document": ["{", None, right, "/etc/hostname"],
         "refused": [None, "unreadable", None, None]}
    )  # fmt: skip
    found = question(rows).to_pylist()
    assert [(row["case"], row["error"], row["total"] is None) for row in found] == [
        ("w", "not_json_or_toml", True), ("x", "unreadable", True), ("b", None, False), ("y", "not_json_or_toml", True),
    ]  # fmt: skip


def _claims(case: str) -> dict[str, list[object]]:
    return {"case": [case], **{name: [value] for name, value in CLAIM.items() if name != "id"}}


def test_columns_that_make_no_case_refuse_that_case_alone(question: BatchQuestion) -> None:
    stray = [{"on": DAY, "kind": "payment", "amount": 100, "claim": "9"}]
    own = [{"on": DAY, "kind": "payment", "amount": 100, "claim": "1"}]
    rows = [
        {"case": "a", "claims": [CLAIM], "events": own},
        {"case": "b", "claims": [CLAIM], "events": stray},
        {"case": "a", "claims": [CLAIM], "events": []},
        {"case": "c", "claims": [], "events": []},
        {"case": None, "claims": [CLAIM], "events": []},
        {"case": "d", "claims": [{**CLAIM, "amount": 500}], "events": []},
    ]
    found = question(pa.RecordBatch.from_pylist(rows)).to_pylist()
    assert [(row["case"], row["error"], row["principal"]) for row in found] == [
        ("a", None, 1_000_000), ("b", "unknown_claim", None), ("a", "duplicate_id", None),
        ("c", "number_of_claims", None), (None, "duplicate_id", None), ("d", None, 500),
    ]  # fmt: skip
    assert found[0]["interest"] == 19_262 - 100  # the 1.00 that was paid went to the interest that had run


def test_the_ids_of_events_are_those_of_the_user(question: BatchQuestion) -> None:
    """The document of a case that is left to the fold once numbered events by its rows: `e2` then was another one."""
    paid = [{"id": f"e{n}", "on": dt.date(2024, 3, n), "kind": "payment", "amount": n * 100_000} for n in (2, 3)]
    void = {"id": "v", "on": DAY, "kind": "void", "of": "e2"}
    (row,) = question(one(events=[*paid, void])).to_pylist()
    (same,) = question(one(events=paid[1:])).to_pylist()
    assert row["error"] is None
    assert row["total"] == same["total"] < 1_000_000


def test_amounts_may_be_decimals_in_major_units(question: BatchQuestion) -> None:
    found = question(one(claims=[{**CLAIM, "amount": Decimal("10000.00")}]))
    assert found.to_pylist() == question(one()).to_pylist()


def test_lists_and_structs_are_fields_of_a_case(question: BatchQuestion) -> None:
    told = one(
        claims=[{**CLAIM, "agreements": {"rate": {"percent": "5.00"}, "interest_from": None}}], references=["a", "b"]
    )
    (row,) = question(told).to_pylist()
    assert (row["by"], row["error"]) == ("columns", None)
    assert row["interest"] == 8_197  # 60 days at 5.00 per cent on 10,000.00 in a year of 366 days: 81.97


def test_a_struct_and_what_holds_for_all_are_one(question: BatchQuestion) -> None:
    """The debtor's kind stands in a column, the creditor's and what he recovers in what holds for every case."""
    (row,) = question(one(debtor={"kind": "business"}, creditor={"kind": "business"})).to_pylist()
    assert (row["error"], row["interest"]) == (None, 19_262)
    assert row["charges"] == 10_000


PAID = {"id": "p", "on": DAY, "kind": "payment", "amount": 100}


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([PAID, PAID], "duplicate_id"),  # delivered twice, it must not count twice
        ([{**PAID, "kind": "reminder", "amount": None, "fee": -1}], "amount_not_positive"),
        ([{**PAID, "kind": "reminder", "amount": None, "received_by": "creditor"}], "field_not_allowed"),
        ([{**PAID, "on": None}], "missing_field"),
        ([None], "missing_field"),
    ],
)
def test_what_a_document_may_not_say_columns_may_not(
    question: BatchQuestion, events: list[dict[str, Any] | None], code: str
) -> None:
    good = {"case": "b", "claims": [CLAIM], "events": [{**PAID, "fee": None, "received_by": None}]}
    rows = pa.RecordBatch.from_pylist([good, {"case": "a", "claims": [CLAIM], "events": events}])
    found = question(rows).to_pylist()
    assert [(row["case"], row["error"]) for row in found] == [("b", None), ("a", code)]


@pytest.mark.parametrize(("hour", "zone"), [(23, None), (0, "UTC")])
def test_a_time_of_day_is_no_day(question: BatchQuestion, hour: int, zone: str | None) -> None:
    due = pa.array([dt.datetime(2024, 1, 31, hour, tzinfo=dt.UTC if zone else None)], pa.timestamp("us", zone))
    inner = pa.StructArray.from_arrays([due, pa.array([1000]), pa.array(["loan"])], ["due", "amount", "kind"])
    lists = pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), inner)
    (row,) = question(pa.record_batch({"case": ["a"], "claims": lists})).to_pylist()
    assert (row["error"], row["total"]) == ("date_format", None)


def test_decimals_of_a_wide_column_are_read(question: BatchQuestion) -> None:
    wide = pa.array([Decimal("10000.0000")], pa.decimal128(12, 4))
    inner = pa.StructArray.from_arrays(
        [wide, *(pa.array([CLAIM[name]]) for name in ("due", "arose", "kind", "due_is"))],
        ["amount", "due", "arose", "kind", "due_is"],
    )
    batch = pa.record_batch({"case": ["a"], "claims": pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), inner)})
    assert question(batch).to_pylist() == question(one()).to_pylist()


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        ({"x": [1]}, "missing_field"),
        ({"case": ["a"]}, "missing_field"),
        ({"case": ["a"], "claims": ["x"]}, "wrong_type"),
        ({"case": ["a"], "claims": [[1]]}, "wrong_type"),
        ({"case": ["a"], "claims": [[{"due": DAY, "amount": 1.5}]]}, "amount_format"),
    ],
)
def test_a_batch_of_another_form_is_refused(question: BatchQuestion, batch: dict[str, Any], code: str) -> None:
    with pytest.raises(cr.BadInput) as refused:
        question(pa.record_batch(batch))
    assert refused.value.code == code


def test_a_day_that_is_none_refuses_its_case(question: BatchQuestion) -> None:
    (row,) = question(one(claims=[{**CLAIM, "due": "2024-02-30"}])).to_pylist()
    assert (row["case"], row["error"], row["total"]) == ("a", "wrong_type", None)


def test_a_question_is_refused_before_any_batch(law: cr.Profile) -> None:
    with pytest.raises(cr.BadInput, match="unknown_assumption"):
        batch_question(law, on=DAY, assume="hope")
    with pytest.raises(cr.BadInput, match="date"):
        batch_question(law, on="2024-02-30")


def test_a_question_travels_and_unpacks_its_law_once(question: BatchQuestion) -> None:
    sent = pickle.dumps(question)
    there, again = pickle.loads(sent), pickle.loads(sent)  # noqa: S301  # made two lines above
    assert there.law is again.law
    assert there(one()).to_pylist() == question(one()).to_pylist()


def test_without_steps_their_columns_are_null(law: cr.Profile) -> None:
    (row,) = batch_question(law, on=DAY, common=COMMON, steps=False)(one()).to_pylist()
    assert (row["interest"], row["step"], row["look_again_on"]) == (19_262, None, None)
