"""Golden cases: read from their drawers, answered, and told where an answer differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import Fault
from collectrules.checking import check_profile

Write = Callable[..., Path]

CASE = """
[[case]]
name    = "A hundred days of interest"
on      = 2015-04-10
because = "one per cent and eight points, 100 days of 365: 1000 x 9 % x 100 / 365 = 24.66"
law     = ["act-1"]
[case.given]
creditor = { kind = "business" }
debtor   = { kind = "consumer" }
claims   = [{ id = "1", kind = "goods_or_services", amount = "1000.00", due = 2014-12-31, due_agreed = true }]
[case.expect]
"owed.interest" = 24.66
"""
GIVEN = CASE.partition("[case.expect]")[0]


def faults(write: Write, case: str) -> list[Fault]:
    """What is wrong with a case, the profile being sound."""
    return list(check_profile(write(**{"cases/one": case.lstrip()})).faults)


def test_a_case_that_holds_is_passed_over(write: Write) -> None:
    assert faults(write, CASE) == []


def test_a_case_that_does_not_hold_says_what_came_out_and_where(write: Write) -> None:
    (fault,) = faults(write, CASE.replace("24.66\n", "24.65\n"))
    assert (fault.code, fault.path, fault.line) == ("F67", "cases/one.toml: case[1].expect.owed.interest", 11)
    assert "24.65" in str(fault)
    assert "24.66" in str(fault)
    assert "A hundred days of interest" in str(fault)


@pytest.mark.parametrize(
    ("expected", "nearest"),
    [
        ('"owed.intrest" = 1', "interest"),
        ('"next.remindr.earliest" = 2015-01-01', "reminder"),
        ("owd = 1", "owed"),
        ('"owed.total[" = 1', None),
    ],
)
def test_a_path_that_matches_nothing_is_told_with_the_nearest_word(write: Write, expected: str, nearest: str) -> None:
    (fault,) = faults(write, GIVEN + "[case.expect]\n" + expected)
    assert (fault.code, fault.nearest, fault.line) == ("F68", nearest, 11)


@pytest.mark.parametrize(
    "expected",
    [
        '"owed.total" = "1024.66"',
        '"standing.owed.total" = 1024.66',
        'stage = "overdue"',
        'title = "absent"',
        '"interest.count" = 1',
        '"interest[1].rate" = 9',
        '"next.reminder.status" = "open"',
        '"audit.breaches" = 0',
        '"statement.owed.total" = 1024.66',
    ],
)
def test_every_answer_can_be_asked(write: Write, expected: str) -> None:
    assert faults(write, GIVEN + "[case.expect]\n" + expected) == []


def test_what_is_expected_to_be_absent_may_not_be_there(write: Write) -> None:
    (fault,) = faults(write, GIVEN + '[case.expect]\nstage = "absent"\n')
    assert fault.code == "F67"


def test_an_error_can_be_expected(write: Write) -> None:
    late = GIVEN.replace("2015-04-10", "2021-01-10")
    assert faults(write, late + '[case.expect]\nerror = "not_yet_published"\n') == []
    (fault,) = faults(write, GIVEN + '[case.expect]\nerror = "not_yet_published"\n')
    assert fault.code == "F68"


def test_an_error_that_was_not_expected_is_told(write: Write) -> None:
    late = GIVEN.replace("2015-04-10", "2021-01-10")
    (fault,) = faults(write, late + '[case.expect]\n"owed.total" = 1\n')
    assert fault.code == "F68"
    assert "not_yet_published" in str(fault.got)


def test_a_reading_may_be_chosen_and_a_rate_carried_forward(write: Write) -> None:
    """Two per cent and eight points from 2020 on, for 365 days."""
    late = GIVEN.replace("2015-04-10", "2021-12-31").replace("2014-12-31", "2020-12-31")
    chosen = late.replace("[case.given]", '[case.given]\nreadings = { gap = "narrow" }\nassume = "carry_forward"')
    assert faults(write, chosen + '[case.expect]\n"owed.interest" = 100\n') == []


def test_a_case_may_name_a_document_beside_it(write: Write) -> None:
    named = GIVEN.partition("creditor =")[0] + 'case = "facts.json"\n[case.expect]\n"owed.interest" = 24.66\n'
    folder = write(**{"cases/one": named.lstrip()})
    (folder / "cases" / "facts.json").write_text(
        '{"format": 1, "id": "x", "currency": "EUR", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},'
        '"claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2014-12-31",'
        '"due_agreed": true}]}',
        encoding="utf-8",
    )
    assert check_profile(folder).faults == ()


@pytest.mark.parametrize("name", ["nothing.json", "../profile.toml", "/etc/hosts", "../../outside.json"])
def test_a_document_that_is_not_beside_the_case_is_refused(write: Write, name: str) -> None:
    named = GIVEN.partition("creditor =")[0] + f'case = "{name}"\n[case.expect]\n"owed.interest" = 24.66\n'
    (fault,) = faults(write, named)
    assert (fault.code, fault.path) == ("F67", "cases/one.toml: case[1].given")


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('because = "one', 'becaus = "one', "F03", "case[1].becaus"),
        ("on      = 2015-04-10", "on = 2015", "F48", "case[1].on"),
        ('law     = ["act-1"]', 'law = ["act-9"]', "F06", "case[1].law"),
        ('kind = "consumer"', 'kind = "person"', "F67", "case[1].given"),
    ],
)
def test_a_case_that_cannot_be_read_is_told(write: Write, old: str, new: str, code: str, place: str) -> None:
    found = faults(write, CASE.replace(old, new))
    assert (code, f"cases/one.toml: {place}") in {(fault.code, fault.path) for fault in found}


def test_a_case_may_stand_beside_the_rules(write: Write) -> None:
    report = check_profile(write(more=CASE.replace("24.66\n", "24.65\n")))
    assert [fault.code for fault in report.faults] == ["F67"]


TARIFF = """
[[case]]
name    = "What a reminder costs"
on      = 2015-04-10
because = "five euros since 2010"
given   = { tariff = { name = "fee.reminder" } }
expect  = { "tariff.amount" = 5.00, "tariff.version_from" = 2010-01-01, "tariff.law" = ["act-2"] }
"""


def test_a_case_may_ask_for_a_tariff_and_nothing_else(write: Write) -> None:
    assert faults(write, TARIFF) == []
    (fault,) = faults(write, TARIFF.replace("= 5.00", "= 5.01"))
    assert (fault.code, fault.path) == ("F67", "cases/one.toml: case[1].expect.tariff.amount")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{ tariff = { nam = "fee.reminder" } }', "name"),
        ("{ tariff = 5 }", "tariff.name"),
        ('{ tariff = { value = "5.00" } }', "tariff.name"),
        ("{ case = [1] }", "case"),
        ("{ claims = 5 }", "claims"),
        ("{ readings = 5 }", "readings"),
    ],
)
def test_what_is_neither_a_case_nor_a_tariff_is_told(write: Write, given: str, said: str) -> None:
    (fault,) = faults(write, TARIFF.replace('{ tariff = { name = "fee.reminder" } }', given))
    assert (fault.code, fault.path) == ("F67", "cases/one.toml: case[1].given")
    assert said in str(fault)


def test_a_tariff_that_is_not_there_is_an_error(write: Write) -> None:
    given, _, _ = TARIFF.replace("fee.reminder", "fee.letter").partition("expect")
    assert faults(write, given + 'expect = { error = "unknown_tariff" }\n') == []


def test_a_figure_no_case_holds_is_told(write: Write) -> None:
    """The case holds the margin of its day and the rate of its half-year; a rate of another year it does not."""
    report = check_profile(write(**{"cases/one": CASE.lstrip()}), pins=True)
    loose = {fault.path for fault in report.warnings if fault.code == "W72"}
    assert "rules.toml: series.base.value[2].is.is" in loose
    assert "rules.toml: fee.reminder.amount.value[1].is.is" in loose
    assert "rules.toml: series.base.value[1].is.is" not in loose
    assert "rules.toml: rate.late.margin.value[1].is.is" not in loose
