"""What is passed on and what a month holds where events are undone, corrected, known late or about several claims."""

from __future__ import annotations

from typing import Any

import pytest

import collectrules as cr

Event = dict[str, Any]
OVER = {"id": "over", "on": "2026-02-10", "kind": "handed_over", "claim": "a"}
PAID = {"id": "p", "on": "2026-02-20", "kind": "payment", "amount": "100.00", "received_by": "creditor", "claim": "a"}
TAKEN = PAID | {"id": "t", "received_by": "collector"}


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


def case(*events: Event) -> cr.Case:
    claims = [{"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2025-12-20", "due": "2026-01-31",
               "due_agreed": True} for name in "ab"]  # fmt: skip
    return cr.load_case(
        {"id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer"}, "claims": claims, "events": list(events)}
    )  # fmt: skip


def told(law: cr.Profile, *events: Event, **asked: str) -> list[tuple[str, str | None, str, tuple[str, ...]]]:
    found = cr.statement(case(*events), law, **({"on": "2026-03-31"} | asked))
    return [(item.event, item.of, item.to, item.claims) for item in found.to_pass_on]


FIRST = ("p", None, "collector", ("a",))


def test_what_undoes_or_corrects_a_payment_is_passed_on_and_what_undoes_that(law: cr.Profile) -> None:
    fixed = {"id": "c", "on": "2026-02-21", "kind": "correction", "of": "p", "amount": "110.00"}
    gone = {"id": "v", "on": "2026-02-22", "kind": "void", "of": "p"}
    back = {"id": "w", "on": "2026-02-23", "kind": "void", "of": "v"}
    assert told(law, OVER, PAID, fixed) == [FIRST, ("c", "p", "collector", ("a",))]
    assert told(law, OVER, PAID, gone) == [FIRST, ("v", "p", "collector", ("a",))]
    assert told(law, OVER, PAID, gone, back)[1:] == [("v", "p", "collector", ("a",)), ("w", "v", "collector", ("a",))]
    assert told(law, OVER, TAKEN, gone | {"of": "t"}) == []
    # a letter that is voided is nothing that money hangs on
    letter = {"id": "l", "on": "2026-02-12", "kind": "reminder", "claim": "a"}
    assert told(law, OVER, letter, gone | {"of": "l"}) == []


def test_what_is_not_known_yet_is_not_passed_on(law: cr.Profile) -> None:
    late = PAID | {"recorded": "2026-02-25"}
    assert told(law, OVER, late, on="2026-02-24") == [FIRST]
    assert told(law, OVER, late, on="2026-03-31", known_on="2026-02-24") == []
    assert told(law, OVER, late, on="2026-03-31", known_on="2026-02-25") == [FIRST]


def test_each_hears_of_his_own_claims(law: cr.Profile) -> None:
    lawyer = {"id": "law", "on": "2026-02-15", "kind": "handed_over", "claim": "b", "to": "lawyer"}
    # interest of both is paid with the first claim's principal: 1,200 reaches both
    whole = {"id": "p", "on": "2026-02-20", "kind": "payment", "amount": "1200.00", "received_by": "creditor"}
    found = cr.statement(case(OVER, lawyer, whole), law, on="2026-03-31")
    assert [(item.to, item.claims) for item in found.to_pass_on] == [("collector", ("a",)), ("lawyer", ("b",))]
    for item in found.to_pass_on:
        assert {piece.claim for piece in item.by_claim} == set(item.claims)
    assert sum(piece.amount for item in found.to_pass_on for piece in item.by_claim) == 1200
    # before the lawyer had his claim he had nothing to hear
    early = whole | {"on": "2026-02-12"}
    assert [item.to for item in cr.statement(case(OVER, lawyer, early), law, on="2026-03-31").to_pass_on] == [
        "collector"
    ]


def test_what_names_no_claim_and_reached_none_is_told_of_all_that_are_handed_over(law: cr.Profile) -> None:
    waived = {"id": "p", "on": "2026-02-20", "kind": "waiver", "component": "interest"}
    assert told(law, OVER, waived) == [FIRST]


def test_a_statement_that_was_stored_before_there_were_channels_is_read(law: cr.Profile) -> None:
    document = cr.dump(cr.statement(case(OVER, PAID), law, on="2026-03-31"))
    older = {key: value for key, value in document.items() if key not in {"channels", "to_pass_on"}}
    read = cr.load(older)
    assert isinstance(read, cr.Statement)
    assert (read.channels, read.to_pass_on) == ((), ())


def test_who_received_a_payment_may_be_left_unsaid(law: cr.Profile) -> None:
    silent = {key: value for key, value in PAID.items() if key != "received_by"}
    (channel,) = cr.statement(case(silent), law, on="2026-03-31").channels
    assert (channel.received_by, channel.amount) == (None, 100)
    assert "received_by" not in cr.dump(channel)


# Months ----------------------------------------------------------------------------------------------------


def rows(law: cr.Profile, month: str, *events: Event) -> list[tuple[str, str, str]]:
    return [(row.event, row.kind, str(row.amount)) for row in cr.receipts(case(*events), law, month=month).rows]


def test_a_correction_stands_as_a_difference_in_the_month_in_which_it_was_made(law: cr.Profile) -> None:
    fixed = {"id": "c", "on": "2026-03-03", "kind": "correction", "of": "t", "amount": "90.00"}
    assert rows(law, "2026-02", TAKEN, fixed) == [("t", "payment", "100.00")]
    assert rows(law, "2026-03", TAKEN, fixed) == [("t", "changed", "-10.00")]
    assert rows(law, "2026-02", TAKEN, fixed | {"on": "2026-02-27"}) == [("t", "payment", "90.00")]


def test_what_came_and_went_within_a_month_leaves_no_row(law: cr.Profile) -> None:
    back = {"id": "b", "on": "2026-02-27", "kind": "payment_reversed", "of": "t"}
    assert rows(law, "2026-02", TAKEN, back) == []
    assert rows(law, "2026-03", TAKEN, back) == []


def test_a_payment_that_stands_again_is_a_payment_again(law: cr.Profile) -> None:
    back = {"id": "b", "on": "2026-03-02", "kind": "payment_reversed", "of": "t"}
    again = {"id": "v", "on": "2026-04-02", "kind": "void", "of": "b"}
    assert rows(law, "2026-03", TAKEN, back, again) == [("t", "undone", "-100.00")]
    assert rows(law, "2026-04", TAKEN, back, again) == [("t", "payment", "100.00")]


@pytest.mark.parametrize(("month", "last"), [("2026-02", "2026-02-28"), ("2024-02", "2024-02-29"), ("2026-12", None)])
def test_a_month_ends_with_its_last_day(law: cr.Profile, month: str, last: str | None) -> None:
    found = cr.receipts(case(), law, month=month)
    assert str(found.on) == str(found.known_on) == (last or "2026-12-31")
    assert (found.rows, found.total.amount, found.received_by) == ((), 0, "collector")
