from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.portfolio import open_store, overview
from collectrules.portfolio.running import Refused
from collectrules.portfolio.stores import FolderStore, MemoryStore, Store, TableStore

PAID = {"on": "2024-03-01", "kind": "payment", "amount": "100.00"}
TOML = """format = 1
id = "b"
jurisdiction = "DK"
currency = "DKK"
creditor = { kind = "business" }
debtor = { kind = "consumer" }

# what stands here stays
[[claims]]
id = "1"
kind = "goods_or_services"
amount = 1000.00
arose = 2024-01-02
due = 2024-01-31
due_is = "agreed"
"""


def case(name: str) -> cr.Case:
    return cr.load_case(TOML.replace('id = "b"', f'id = "{name}"', 1))


def folder(tmp_path: Path) -> Store:
    (tmp_path / "2.json").write_text(cr.dumps(case("a")), "utf-8")
    (tmp_path / "1.toml").write_text(TOML, "utf-8")
    (tmp_path / "3.json").write_text(cr.dumps(case("c")), "utf-8")
    return open_store(tmp_path)


def table(tmp_path: Path) -> Store:
    TableStore.create(tmp_path / "cases.db", [case("c"), case("a"), case("b")])
    return open_store(tmp_path / "cases.db")


def memory(_tmp_path: Path) -> Store:
    return MemoryStore([case("c"), case("a"), case("b")])


EVERY = pytest.mark.parametrize("made", [folder, table, memory])
Made = Callable[[Path], Store]


@EVERY
def test_cases_come_by_id(made: Made, tmp_path: Path) -> None:
    store = made(tmp_path)
    assert [one.id for one in store if isinstance(one, cr.Case)] == ["a", "b", "c"]
    assert len(store) == 3


@EVERY
@pytest.mark.parametrize("name", ["a", "b"])
def test_events_are_added_and_nothing_else_changes(made: Made, name: str, tmp_path: Path) -> None:
    store = made(tmp_path)
    before = store.get(name)
    store.append(
        before, before.with_event(PAID).with_event({"on": "2024-03-02", "kind": "note", "comment": 'a "b" \\'})
    )
    after = store.get(name)
    assert [event.kind for event in after.events] == ["payment", "note"]
    assert after.events[1].comment == 'a "b" \\'
    assert after.claims == before.claims


@EVERY
def test_a_case_that_has_changed_is_not_overwritten(made: Made, tmp_path: Path) -> None:
    store = made(tmp_path)
    before = store.get("a")
    store.append(before, before.with_event(PAID))
    with pytest.raises(cr.BadInput) as raised:
        store.append(before, before.with_event({"on": "2024-03-05", "kind": "note"}))
    assert raised.value.code == "case_changed"
    assert [event.kind for event in store.get("a").events] == ["payment"]


@EVERY
def test_a_store_only_takes_more_events(made: Made, tmp_path: Path) -> None:
    store = made(tmp_path)
    before = store.get("a")
    longer = before.with_event(PAID)
    for other in (before.model_copy(update={"handler": "x"}), store.get("b")):
        with pytest.raises(cr.BadInput) as raised:
            store.append(before, other)
        assert raised.value.code == "not_appended"
    store.append(before, longer)
    with pytest.raises(cr.BadInput) as raised:
        store.append(longer, before)
    assert raised.value.code == "not_appended"


@EVERY
def test_an_unknown_case_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(cr.BadInput) as raised:
        made(tmp_path).get("z")
    assert raised.value.code == "unknown_case"


def test_a_file_in_toml_is_lengthened_and_keeps_what_stands_in_it(tmp_path: Path) -> None:
    store = folder(tmp_path)
    plan = {"on": "2024-03-03", "kind": "plan_agreed", "interest_free": True,
            "instalments": [{"due": "2024-04-01", "amount": "500.00"}]}  # fmt: skip
    store.append(store.get("b"), store.get("b").with_event(PAID).with_event(plan))
    text = (tmp_path / "1.toml").read_text("utf-8")
    assert text.startswith(TOML.rstrip())
    assert store.get("b").events[1].instalments is not None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_file_in_toml_that_cannot_be_lengthened_stays_as_it_is(tmp_path: Path) -> None:
    text = "events = [{ on = 2024-03-01, kind = 'note' }]\n" + TOML
    (tmp_path / "1.toml").write_text(text, "utf-8")
    store = open_store(tmp_path)
    with pytest.raises(cr.BadInput) as raised:
        store.append(store.get("b"), store.get("b").with_event(PAID))
    assert raised.value.code == "not_lengthened"
    assert (tmp_path / "1.toml").read_text("utf-8") == text


def test_what_cannot_be_read_is_told_and_stops_nothing(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "4.json").write_text('{"id": "d", "currency": "DKK"}', "utf-8")
    (tmp_path / "5.json").write_text("{", "utf-8")
    (tmp_path / "6.json").write_text(cr.dumps(case("a")), "utf-8")
    (tmp_path / "readme.txt").write_text("not a case", "utf-8")
    found = list(open_store(tmp_path))
    told = [(one.case, one.source, one.code) for one in found if isinstance(one, Refused)]
    assert told == [
        ("d", "4.json", "missing_field"), (None, "5.json", "not_json_or_toml"), ("a", "6.json", "duplicate_id"),
    ]  # fmt: skip
    assert {fault.path for fault in found[3].faults if isinstance(found[3], Refused)} == {
        "creditor",
        "debtor",
        "claims",
    }
    answer = overview(open_store(tmp_path), cr.load_profile("DK"), on="2024-03-01")
    assert (answer.cases, len(answer.rows), len(answer.refused)) == (6, 3, 3)


def test_a_row_that_holds_another_case_or_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    TableStore.create(path, [case("a")])
    with sqlite3.connect(path) as base:
        base.executemany("INSERT INTO cases VALUES (?, ?)", [("b", cr.dumps(case("x"))), ("c", "nothing")])
    base.close()
    assert [one.code for one in open_store(path) if isinstance(one, Refused)] == ["id_differs", "no_such_file"]


def test_a_table_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    TableStore.create(path, [case("a")])
    with pytest.raises(cr.BadInput) as raised:
        TableStore.create(path, [case("b"), case("a")])
    assert raised.value.code == "duplicate_id"
    assert len(open_store(path)) == 1


@pytest.mark.parametrize("name", ["nothing", "text.db"])
def test_what_is_no_store_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database", "utf-8")
    with pytest.raises(cr.BadInput) as raised:
        open_store(tmp_path / name)
    assert raised.value.code == "no_store"


def test_a_database_without_the_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE other (id TEXT)")
    base.close()
    with pytest.raises(cr.BadInput) as raised:
        list(open_store(path))
    assert raised.value.code == "no_store"


def test_a_long_table_is_read_to_its_end(tmp_path: Path) -> None:
    store = TableStore.create(tmp_path / "cases.db", (case(f"{number:04}") for number in range(450)))
    assert [one.id for one in store if isinstance(one, cr.Case)] == [f"{number:04}" for number in range(450)]


def test_a_folder_may_be_lengthened_only_where_it_is_one(tmp_path: Path) -> None:
    assert isinstance(open_store(tmp_path), FolderStore)
    assert list(open_store(tmp_path)) == []
