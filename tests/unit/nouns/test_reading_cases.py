"""Reading a case: nothing but a BadInput comes of what is no case, and all that is wrong is told in one run."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.cli import main

CASE: dict[str, Any] = {
    "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
    "debtor": {"kind": "business"},
    "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-01",
                "invoiced": "2024-01-01", "due": "2024-01-31"}],
}  # fmt: skip


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def document(*events: dict[str, Any], claim: dict[str, Any] | None = None, **head: Any) -> dict[str, Any]:  # noqa: ANN401
    return CASE | {"claims": [CASE["claims"][0] | (claim or {})], "events": list(events)} | head


def faults(given: Any) -> set[tuple[str, str]]:  # noqa: ANN401
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(given, danish())
    return {(fault.code, fault.path) for fault in caught.value.faults}


class _Broken(io.StringIO):
    def read(self, _size: int | None = -1) -> str:
        raise OSError


@pytest.mark.parametrize(
    "given", [b"{}", b"", None, 5, 1.5, True, [], (), object(), {1, 2}, _Broken(), io.BytesIO(b"\xff"), "", "\n"],
    ids=lambda given: type(given).__name__,
)  # fmt: skip
def test_what_is_no_case_is_bad_input(given: Any) -> None:  # noqa: ANN401
    with pytest.raises(cr.BadInput):
        cr.load_case(given)


@pytest.mark.parametrize("wrapped", [str, io.StringIO, lambda text: io.BytesIO(text.encode())])
def test_a_byte_order_mark_is_passed_over_in_text_as_in_bytes(wrapped: Any) -> None:  # noqa: ANN401
    assert cr.load_case(wrapped("\ufeff" + json.dumps(CASE))) == cr.load_case(CASE)


def test_all_faults_of_a_document_are_told_at_once() -> None:
    given = document(
        {"id": "a", "on": "20240201", "kind": "remindr"},
        {"id": "a", "on": "2024-02-01", "kind": "payment", "amount": "10.005", "claim": "c2"},
        {"id": "a", "on": "2024-02-01", "kind": "fact", "name": "delay_excused", "value": "yes"},
        claim={"amount": "1000.001", "due": "20240131"},
        workflow="fst",
    )
    expected = {
        ("date_format", "events[0].on"),
        ("unknown_kind", "events[0].kind"),
        ("amount_decimals", "events[1].amount"),
        ("unknown_claim", "events[1].claim"),
        ("duplicate_id", "events[1].id"),
        ("duplicate_id", "events[2].id"),
        ("wrong_type", "events[2].value"),
        ("amount_decimals", "claims[0].amount"),
        ("date_format", "claims[0].due"),
        ("unknown_workflow", "workflow"),
    }
    assert faults(given) == expected


def test_without_a_profile_all_that_the_document_shows_is_told() -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(document(claim={"kind": "remindr", "amount": "1000.001", "due": "20240131"}))
    assert {fault.path for fault in caught.value.faults} == {f"claims[0].{word}" for word in ("kind", "amount", "due")}


def test_what_is_missing_hides_nothing_and_adds_nothing() -> None:
    given = document({"id": "p", "on": "2024-02-01", "kind": "payment", "amount": "1.005"})
    del given["creditor"], given["claims"][0]["due"]
    assert faults(given) == {
        ("missing_field", "creditor"),
        ("missing_field", "claims[0].due"),
        ("amount_decimals", "events[0].amount"),
    }


def test_the_command_tells_all_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(document({"on": "20240201", "kind": "remindr"}, claim={"amount": "1000.001"})), "utf-8")
    assert main(["case", "check", str(path), "--json"]) == 2
    told = capsys.readouterr().err
    assert all(code in told for code in ("date_format", "unknown_kind", "amount_decimals"))


@pytest.mark.parametrize("value", ["yes", "no", "f", 1, 0, "true"])
def test_yes_and_no_are_true_and_false(value: object) -> None:
    assert faults(document(claim={"due_agreed": value})) == {("wrong_type", "claims[0].due_agreed")}
    letter = {"on": "2024-02-05", "kind": "reminder", "compensation": value}
    assert faults(document(letter)) == {("wrong_type", "events[0].compensation")}


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ({"kind": "note", "claims": ["c1", "c1"]}, ("duplicate_id", "events[0].claims")),
        ({"kind": "note", "claims": []}, ("number_of_claims", "events[0].claims")),
        ({"kind": "note", "id": "a\x00b"}, ("control_character", "events[0].id")),
        ({"kind": "note", "id": "a\nb"}, ("control_character", "events[0].id")),
        ({"kind": "pause", "until": "2024-02-04"}, ("until_before_day", "events[0].until")),
        ({"kind": "note", "recorded": "2024-02-04"}, ("recorded_before_day", "events[0].recorded")),
        ({"kind": "reminder", "received": "2024-02-04"}, ("received_before_sent", "events[0].received")),
        (
            {"kind": "reminder", "sent": "2024-02-07", "received": "2024-02-06"},
            ("received_before_sent", "events[0].received"),
        ),
        ({"kind": "reminder", "deadline": "2024-02-04"}, ("deadline_before_letter", "events[0].deadline")),
        (
            {"kind": "reminder", "sent": "2024-02-07", "deadline": "2024-02-06"},
            ("deadline_before_letter", "events[0].deadline"),
        ),
        ({"kind": "handed_over", "mandate": "2024-02-06"}, ("mandate_after_act", "events[0].mandate")),
        ({"kind": "rate_agreed", "percent": "-3.00"}, ("rate_below_zero", "events[0].percent")),
    ],
)
def test_an_event_that_cannot_be_is_refused(event: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(document({"on": "2024-02-05", **event})) == {fault}


@pytest.mark.parametrize("days", [{"received": "2024-02-05"}, {"sent": "2024-02-01", "received": "2024-02-03"}])
def test_a_letter_may_arrive_on_the_day_it_was_sent_and_be_recorded_when_it_arrived(days: dict[str, str]) -> None:
    (letter,) = cr.check_case(document({"on": "2024-02-05", "kind": "reminder", **days}), danish()).events
    assert str(letter.received) == days["received"]


@pytest.mark.parametrize(
    "words",
    [
        {"kind": "reminder", "deadline": "2024-02-05"},  # short, which the law judges
        {"kind": "reminder", "sent": "2024-02-01", "deadline": "2024-02-03"},  # recorded when it arrived
        {"kind": "handed_over", "mandate": "2024-02-05"},
    ],
)
def test_days_that_may_be_are_taken(words: dict[str, str]) -> None:
    (event,) = cr.check_case(document({"on": "2024-02-05", **words}), danish()).events
    assert words.items() <= {word: str(getattr(event, word)) for word in words}.items()


@pytest.mark.parametrize(
    ("claim", "mandate"),
    [
        ({"arose": "2023-12-20"}, "2023-12-20"),  # before the due day
        ({"arose": "2023-12-20", "contract": "2023-11-02"}, "2023-11-02"),
        ({"arose": None, "invoiced": "2023-12-20"}, "2023-11-01"),  # it may have arisen long before the invoice
        ({"arose": None, "invoiced": None}, "2020-01-01"),  # or before its due day
    ],
)
def test_a_mandate_may_be_older_than_the_due_day(claim: dict[str, Any], mandate: str) -> None:
    event = {"on": "2024-02-05", "kind": "handed_over", "mandate": mandate}
    assert str(cr.check_case(document(event, claim=claim), danish()).events[0].mandate) == mandate


@pytest.mark.parametrize(
    ("claims", "mandate", "refused"),
    [
        (None, "2023-12-19", True),
        (None, "2023-12-20", False),
        (["c1"], "2023-12-20", True),
        (["c1"], "2024-01-01", False),
        (["c2"], "2023-12-20", False),
        (["c1", "c2"], "2023-12-19", True),
        (["c1", "c2"], "2023-12-20", False),  # one mandate for claims of which some came later
    ],
)
def test_a_mandate_is_not_older_than_every_claim_it_is_about(
    claims: list[str] | None, mandate: str, refused: bool
) -> None:
    older = CASE["claims"][0] | {"id": "c2", "arose": "2023-12-20", "contract": None}
    event = {"on": "2024-02-05", "kind": "handed_over", "mandate": mandate, "claims": claims}
    given = document(event, claims=[CASE["claims"][0], older])
    if refused:
        assert faults(given) == {("mandate_before_claim", "events[0].mandate")}
    else:
        assert str(cr.check_case(given, danish()).events[0].mandate) == mandate


def test_a_correction_gives_no_deadline_before_its_letter() -> None:
    letter = {"id": "r", "on": "2024-02-05", "kind": "reminder", "deadline": "2024-02-20"}
    change = {"on": "2024-03-05", "kind": "correction", "of": "r"}
    assert len(cr.check_case(document(letter, change | {"deadline": "2024-02-16"}), danish()).events) == 2
    assert faults(document(letter, change | {"deadline": "2024-02-04"})) == {
        ("deadline_before_letter", "events[1].deadline")
    }


def test_an_earlier_act_is_one_that_the_profile_knows() -> None:
    given = document(earlier=[{"kind": "remindr", "on": "2023-01-01"}])
    assert faults(given) == {("unknown_kind", "earlier[0].kind")}


def test_a_tariff_is_asked_of_no_negative_value() -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.tariff(danish(), "fee.payment_order", value="-5.00", on="2024-01-01")
    assert (caught.value.code, caught.value.faults[0].path) == ("amount_not_positive", "value")


@pytest.mark.parametrize("text", ["true", "1.0", '"1"', "2"])
def test_a_format_is_a_whole_number_and_nothing_that_is_equal_to_one(text: str) -> None:
    given = json.dumps(document()).replace('"format": 1', f'"format": {text}')
    assert faults(given) == {("unknown_word", "format")}
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(document(format=json.loads(text)))
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("unknown_word", "format")]


def test_what_is_wrong_with_a_call_is_named_by_its_words() -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.interest(danish(), "10000.005", due="2026-01-31", until="2026-04-11", debtor="consumr")
    assert {fault.path for fault in caught.value.faults} == {"amount", "debtor"}
    with pytest.raises(cr.NotModelled) as unknown:
        cr.tariff(danish(), "value.table_a", value="1000.00", on="2024-01-15")
    assert unknown.value.faults[0].path == "arose"
