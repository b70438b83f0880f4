"""Bad histories that no older test throws at the engine: as many events and claims as there may be, and more."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr

from .common import CLAIM, document, law, refused, soon

MOST_CLAIMS, MOST_EVENTS, MOST_FAULTS = 10_000, 100_000, 500
NOTE = {"kind": "note", "on": "2019-01-01"}


def claims(count: int) -> list[dict[str, Any]]:
    return [CLAIM | {"id": str(number)} for number in range(count)]


def test_as_many_claims_as_there_may_be_are_read_soon() -> None:
    with soon():
        assert len(cr.load_case(document(claims=claims(MOST_CLAIMS))).claims) == MOST_CLAIMS


def test_more_claims_are_refused_before_they_are_gone_through() -> None:
    with soon():
        refused(document(claims=claims(2 * MOST_CLAIMS)), "number_of_claims", "claims")


def test_more_events_are_refused_before_they_are_gone_through() -> None:
    many = document(*[NOTE | {"claim": "nowhere"}] * (MOST_EVENTS + 1))
    with soon(4):
        (fault,) = refused(many, "too_many_events", "events").faults
    assert fault.got == str(MOST_EVENTS + 1)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("unknown_claim", {"events": [NOTE | {"claim": f"x{n}"} for n in range(5_000)], "claims": claims(5_000)}),
        ("unknown_kind", {"events": [NOTE | {"kind": f"x{n}"} for n in range(5_000)]}),
        ("unknown_field", {f"x{n}": 1 for n in range(20_000)}),
        ("unknown_reading", {"readings": {f"x{n}": "y" for n in range(20_000)}}),
        ("amount_format", {"events": [NOTE | {"amount": "x"}] * 5_000}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_of_very_many_faults_five_hundred_are_told(code: str, given: dict[str, Any]) -> None:
    with soon():
        assert len(refused(document() | given, code).faults) == MOST_FAULTS


def test_a_mandate_for_each_of_very_many_claims_is_weighed_soon() -> None:
    handed = [{"kind": "handed_over", "on": "2019-01-01", "mandate": "2018-12-01", "id": str(n)} for n in range(2_000)]
    named = [one | {"claims": [one["id"]]} for one in handed]
    with soon():
        cr.load_case(document(*named, claims=claims(5_000)))


@pytest.mark.parametrize("word", ["kind", "claim", "of", "id"])
def test_a_name_of_a_million_letters_is_refused_and_not_repeated(word: str) -> None:
    with soon():
        error = refused(document(NOTE | {word: "x" * 1_000_000}), "text_too_long", f"events[0].{word}")
    assert len(str(error)) < 500


def test_a_field_of_a_million_letters_is_refused_and_not_repeated() -> None:
    with soon():
        error = refused(document(**{"claims" * 150_000: 1}), "unknown_field")
    assert len(str(error)) < 500


def test_a_thousand_payments_of_one_day_are_every_answer() -> None:
    paid = [{"kind": "payment", "on": "2019-01-03", "amount": "0.01", "id": f"{n:04}"} for n in range(1_000)]
    case = cr.load_case(document(*paid))
    with soon():
        for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement):
            answer(case, law(), on="2019-06-03")


@pytest.mark.parametrize("events", [{}, "x", 5, [5], [[]], [None], ["reminder"], [{"kind": {}}], [{5: 1}]], ids=str)
def test_what_is_no_list_of_events_is_refused(events: object) -> None:
    refused(document() | {"events": events}, "wrong_type")


@pytest.mark.parametrize("key", [5, None, True, ("a", 1)])
def test_a_field_that_has_no_name_is_refused(key: Any) -> None:  # noqa: ANN401
    refused(document() | {key: 1}, "wrong_type", "case")
    refused(document(NOTE | {key: 1}), "wrong_type")
