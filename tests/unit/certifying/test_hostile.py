"""Certificates of strangers: refused by name, soon, whatever stands in them."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.cli import main

from .conftest import record

SOON = 4  # seconds: today's whole law is asked as well


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SOON


def put(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Put a value at a dotted place of a document; the last word may be new."""
    *inner, last = path.split(".")
    node: Any = document
    for word in inner:
        node = node[int(word)] if isinstance(node, list) else node[word]
    node[int(last) if isinstance(node, list) else last] = value
    return document


def deep(levels: int) -> object:
    value: object = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("answer", "certificat", "unknown_answer"),
        ("answer", "standing", "wrong_type"),
        ("format", 2, "format_too_new"),
        ("asked.question", "load_profile", "not_certified"),
        ("asked.question", "__class__", "not_certified"),
        ("asked.arguments", {"on": "2024-02-30"}, "date_format"),
        ("asked.arguments", {"on": "2024-06-01", "profile": "DK"}, "unknown_field"),
        ("asked.arguments", {"on": "2024-06-01", "case": "/etc/passwd"}, "unknown_field"),
        ("asked.arguments", {}, "missing_field"),
        ("asked.readings", {"no_such": "x"}, "unknown_reading"),
        ("asked.readings", "x", "wrong_type"),
        ("case", None, "missing_field"),
        ("case", {}, "missing_field"),
        ("case.claims", [], "number_of_claims"),
        ("law", {}, "missing_field"),
        ("law.header", {}, "F05"),
        ("law.header.currency", "XXQ", "currency_of_profile"),
        ("law.header.first_day", "2002-08-01", "F48"),
        ("law.header.first_day", {"$day": "2002-08-32"}, "certificate_law"),
        ("law.header.first_day", {"$day": "2002-08-01", "x": 1}, "certificate_law"),
        ("law.header.cash", {"$number": "1e999999"}, "certificate_law"),
        ("law.header.cash", {"$number": "\u0663.\u0660"}, "certificate_law"),
        ("law.header.cash", {"$number": "9" * 5000 + ".0"}, "certificate_law"),
        ("law.header.cash", {"$table": [["a", 1], ["a", 2]]}, "certificate_law"),
        ("law.header.cash", {"$table": 7}, "certificate_law"),
        ("law.header.cash", None, "certificate_law"),
        ("law.header.legal_forms", deep(100), "too_deep"),
        ("law.header.legal_forms", deep(30), "F51"),
        ("law.records.0", {}, "certificate_law"),
        ("law.records.0", {"kind": "os", "name": "x", "words": {}}, "certificate_law"),
        ("law.records.0", {"kind": "fee", "name": "../x", "words": {}}, "certificate_law"),
        ("law.records.0", {"kind": "fee", "name": "x", "words": 7}, "F51"),
        ("law.records.0.words.kind", "gossip", "F15"),
        ("law.records", [], "unknown_workflow"),
        ("law.records", [{"kind": "fee", "name": "x", "words": {}}] * 6_000, "certificate_too_large"),
        ("law.days.dk", ["2024-01-02", "2024-01-01"], "certificate_law"),
        ("law.days.dk", ["2024-01-02", "2024-02-30"], "certificate_law"),
        ("law.header.what", "x" * 2_000_000, "certificate_too_large"),
    ],
)
def test_what_no_certificate_holds_is_refused_by_name(
    document: dict[str, Any], path: str, value: object, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = put(document, path, value)
    with pytest.raises(cr.CollectRulesError) as raised:
        cr.verify(bad)
    assert raised.value.code == code
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(bad), encoding="utf-8")
    assert main(["verify", str(file)]) == 2
    told = capsys.readouterr()
    assert (told.out, "Traceback" in told.err) == ("", False)
    assert code in told.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{" * 100_000, "not_json_or_toml"),
        ('{"answer": "certificate", "law": ' + "[" * 200_000 + "]" * 200_000 + "}", "too_deep"),
        ('{"answer": "certificate", "answer": "certificate"}', "doubled_key"),
        ('{"answer": "certificate", "format": NaN}', "amount_format"),
        ('{"answer": "certificate"}', "missing_field"),
        ("[]\n", "not_a_document"),
        ("{}", "missing_field"),
    ],
)
def test_what_is_no_document_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(cr.CollectRulesError) as raised:
        cr.verify(text)
    assert raised.value.code == code


@pytest.mark.parametrize("text", ["{", "[]\n", '{"answer": NaN}', "[" * 100_000 + "\n"])
@pytest.mark.parametrize("made", [str, io.StringIO, lambda text: io.BytesIO(text.encode())])
def test_what_cannot_be_read_is_a_certificate_and_no_case(text: str, made: Callable[[str], Any]) -> None:
    with pytest.raises(cr.BadInput) as raised:
        cr.verify(made(text))
    assert [fault.path for fault in raised.value.faults] == ["certificate"]


def test_the_command_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.json").write_text("{", encoding="utf-8")
    assert main(["verify", str(tmp_path / "kept.json")]) == 2
    assert capsys.readouterr().err.startswith("certificate: expected valid JSON or TOML")
    assert main(["verify", str(tmp_path / "kept.json"), "--case", str(tmp_path / "case.json")]) == 2
    assert capsys.readouterr().err.startswith("answer: expected valid JSON or TOML")


def test_a_mark_of_the_order_of_bytes_is_passed_over(kept: cr.Certificate, law: cr.Profile, tmp_path: Path) -> None:
    text = "\ufeff" + kept.to_json()
    path = tmp_path / "kept.json"
    path.write_text(text, encoding="utf-8")
    for given in (text, path, io.StringIO(text), io.BytesIO(text.encode())):
        assert cr.verify(given, profile=law).holds


def test_a_case_is_no_certificate(document: dict[str, Any]) -> None:
    with pytest.raises(cr.BadInput) as raised:
        cr.verify(document["case"])
    assert raised.value.code == "not_certificate"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda interest: put(interest, "rates", ["no_such_rate"]), "F19"),
        (lambda interest: interest["day_count"]["is"].pop("act_act"), "F63"),
        # That a word which hangs on a reading names no counting is found by nobody before it is asked for.
        (lambda interest: put(interest, "starts.0.counting", {"reading": "day_count", "is": {
            "act_act": "no_such", "thirty_360": "no_such"}}), "F19"),
    ],
)  # fmt: skip
def test_rules_that_do_not_fit_one_another_are_refused(
    document: dict[str, Any], change: Callable[[dict[str, Any]], object], code: str
) -> None:
    change(record(document, "interest", "default"))
    with pytest.raises(cr.BadProfile) as raised:
        cr.verify(document)
    assert raised.value.code == code


@pytest.mark.parametrize("word", ["case", "result"])
@pytest.mark.parametrize("within", ["circle", "again and again"])
def test_what_nobody_could_go_through_is_refused_and_nothing_of_it_is_shown(
    document: dict[str, Any], word: str, within: str
) -> None:
    """A list that holds itself has no end; nine lists in nine levels are 387 million for whoever goes through them."""
    circle: list[object] = []
    circle.append(circle)
    again: list[object] = []
    for _ in range(9):
        again = [again] * 9
    document[word]["x"] = circle if within == "circle" else again
    with pytest.raises(cr.LimitExceeded) as caught:
        cr.verify(document)
    assert [(fault.code, fault.path, fault.got) for fault in caught.value.faults] == [("too_deep", "certificate", None)]
