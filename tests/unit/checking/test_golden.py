"""Golden cases: read from their drawers, answered, and told where an answer differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from collectrules import Fault
from collectrules.checking import check_profile
from collectrules.checking.rows import Golden, rows_of
from collectrules.loader import model as m

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


def test_a_whole_part_of_an_answer_is_shown_by_its_words(write: Write) -> None:
    (fault,) = faults(write, GIVEN + '[case.expect]\nowed = "24.65"\n')
    assert "principal" in str(fault)
    assert "object at" not in str(fault)


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


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Of 1,024.66 the interest of 24.66 is given up; two instalments free of interest are 512.33 each.
        ('settle = { waive = ["interest"] }', '"settle.offer" = "1000.00"'),
        ("plan = { count = 2, interest_free = true }", '"plan.instalments[last].amount" = "512.33"'),
        ('compare = { bounds = { waivers = [["interest"]] } }', '"compare.options[kind=settle].pays" = "1000.00"'),
        ("compare = { bounds = { counts = [700] } }", '"compare.error" = "plan_count"'),
        ("simulate = { until = 2015-06-30 }", '"simulate.ended" = "nothing_left"'),
        ('simulate = { until = 2015-06-30, behaviour = "pays_monthly:2000.00" }', '"simulate.paid.principal" = 1000'),
        ("simulate = { until = 2015-01-01 }", '"simulate.error" = "life_days"'),
    ],
)  # fmt: skip
def test_agreements_and_lives_can_be_expected(write: Write, given: str, expected: str) -> None:
    assert faults(write, f"{GIVEN}{given}\n[case.expect]\n{expected}\n") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "simulate.until"),
        ('simulate = { behaviour = "never_pays" }', "simulate.until"),
        ("simulate = { untill = 2015-06-30 }", "simulate.untill"),
        ("simulate = 3", "the terms of simulate"),
        ("compare = { bonds = {} }", "compare.bonds"),
    ],
)
def test_terms_of_a_life_or_comparison_that_cannot_be_are_told(write: Write, given: str, said: str) -> None:
    (fault,) = faults(write, f'{GIVEN}{given}\n[case.expect]\n"simulate.ended" = "until"\n')
    assert fault.code == "F67"
    assert said in str(fault)


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
        ("{ tariff = 5 }", "tariff"),
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


TABLE = """
[[case]]
name    = "What a reminder costs, by its day"
on      = 2015-04-10
because = "five euros since 2010"
given   = { tariff = { name = "fee.reminder" } }
table = [
  ["on", "tariff.amount"],
  [2009-12-31, "absent"],
  [2010-01-01, 5.00],
]
"""


def test_a_table_asks_the_case_once_for_each_row(write: Write) -> None:
    assert faults(write, TABLE) == []


def test_a_fault_names_the_row_that_differs_and_its_line(write: Write) -> None:
    (fault,) = faults(write, TABLE.replace("5.00]", "5.01]"))
    assert (fault.code, fault.path) == ("F67", "cases/one.toml: case[1].table[3].expect.tariff.amount")
    assert fault.line == 9
    assert "row 2 (2010-01-01)" in str(fault)


def test_a_row_puts_something_else_into_facts_and_lists(write: Write) -> None:
    """A hundred days at nine per cent of twice the sum; one day only."""
    table = """
table = [
  ["on", "given.claims[1].amount", "owed.interest", "interest[last].days"],
  [2015-04-10, "2000.00", 49.32, 100],
  [2015-01-01, "1000.00", 0.25, 1],
]
"""
    assert faults(write, GIVEN.replace("[case.given]", table + "[case.given]")) == []


def test_a_row_may_leave_a_word_out_and_leaves_the_case_as_it_was() -> None:
    given: dict[str, object] = {"claims": [{"id": "1", "known": "2015-01-01"}]}
    table = (("given.claims[1].known", "stage"), ("absent", "overdue"), ("2016-01-01", "barred"))
    case = m.GoldenCase(name="n", on=dt.date(2015, 1, 1), given=given, table=table, because="b")
    first, second = [row.case for row in rows_of(Golden("p", case))]
    assert (first.given, first.expect) == ({"claims": [{"id": "1"}]}, {"stage": "overdue"})
    assert second.given == {"claims": [{"id": "1", "known": "2016-01-01"}]}
    assert given == {"claims": [{"id": "1", "known": "2015-01-01"}]}


INTEREST = """
[[case]]
name    = "The rate of a day"
on      = 2015-04-10
because = "one per cent and eight points: 1000 x 9 % / 365 = 0.25 a day"
given   = { interest = { amount = "1000.00", due = 2014-12-31 } }
expect  = { "interest.first_day" = 2015-01-01 }
table = [
  ["on", "interest.interest", "interest.rows[last].rate"],
  [2015-01-01, 0.25, 9.00],
  [2015-01-02, 0.49, 9.00],
]
"""


def test_a_case_may_ask_for_interest_and_nothing_else(write: Write) -> None:
    assert faults(write, INTEREST) == []
    (fault,) = faults(write, INTEREST.replace("0.25, 9.00", "0.25, 8.99"))
    assert fault.path == "cases/one.toml: case[1].table[2].expect.interest.rows[last].rate"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{ interest = { amount = 5 } }", "interest.due"),
        ('{ interest = { amount = "5.00", due = 2014-12-31, until = 2015-01-01 } }', "interest.until"),
        ("{ interest = [] }", "interest"),
    ],
)
def test_interest_that_cannot_be_asked_is_told(write: Write, given: str, said: str) -> None:
    told = INTEREST.replace('{ interest = { amount = "1000.00", due = 2014-12-31 } }', given)
    assert all(fault.code == "F67" and said in str(fault) for fault in faults(write, told))
    assert faults(write, told)


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ('["on", "tariff.amount"]', '["on", 5]', "table[1]", "names its columns"),
        ('["on", "tariff.amount"]', '["on", "on"]', "table[1]", "each once"),
        ('["on", "tariff.amount"]', '["on", "given.tariff.value"]', "table[1]", "one that is expected"),
        ('["on", "tariff.amount"]', '["tariff.amount", "error"]', "table[1]", "a column that is given"),
        ('  [2009-12-31, "absent"],\n  [2010-01-01, 5.00],\n', "", "table[1]", "and a row"),
        ("5.00]", "5.00, 6.00]", "table[3]", "row 2 has 3 cells, the heading 2"),
        ("[2010-01-01, 5.00]", "[5, 5.00]", "table[3]", "row 2 is asked on a day"),
    ],
)
def test_a_table_of_another_shape_is_told(write: Write, old: str, new: str, place: str, said: str) -> None:
    found = [fault for fault in faults(write, TABLE.replace(old, new)) if fault.code == "F51"]
    assert f"cases/one.toml: case[1].{place}" in {fault.path for fault in found}
    assert any(said in str(fault) for fault in found)


def test_a_case_that_expects_nothing_is_told(write: Write) -> None:
    (fault,) = faults(write, GIVEN)
    assert (fault.code, fault.path) == ("F51", "cases/one.toml: case[1].expect")


def test_a_figure_no_case_holds_is_told(write: Write) -> None:
    """The case holds the margin of its day and the rate of its half-year; a rate of another year it does not."""
    report = check_profile(write(**{"cases/one": CASE.lstrip()}), pins=True)
    loose = {fault.path for fault in report.warnings if fault.code == "W72"}
    assert "rules.toml: series.base.value[2].is.is" in loose
    assert "rules.toml: fee.reminder.amount.value[1].is.is" in loose
    assert "rules.toml: series.base.value[1].is.is" not in loose
    assert "rules.toml: rate.late.margin.value[1].is.is" not in loose


# What would be passed over ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "path", "line", "nearest"),
    [
        (CASE.replace("[[case]]", "[[cases]]").replace("[case.", "[cases."), "F02", "cases", 1, "case"),
        (f'note = "x"\n{CASE.lstrip()}', "F02", "note", 1, None),
        ("# nothing", "F05", "case", None, None),
        ("case = []", "F05", "case", 1, None),
        (CASE.replace("on      = 2015-04-10\n", ""), "F05", "case[1].on", 1, None),
    ],
)
def test_what_would_be_passed_over_is_told(
    write: Write, text: str, code: str, path: str, line: int | None, nearest: str | None
) -> None:
    (fault,) = faults(write, text)
    assert (fault.code, fault.path, fault.line, fault.nearest) == (code, f"cases/one.toml: {path}", line, nearest)


def test_a_table_with_days_needs_no_other_day(write: Write) -> None:
    rows = 'table = [["on", "owed.interest"], [2015-04-10, 24.66], [2014-12-31, 0]]'
    assert faults(write, GIVEN.replace("on      = 2015-04-10", rows)) == []


# What is expected to be absent -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "got", "nearest"),
    [
        ("owed.feees", "feees", "fees"),
        ("nonsense", "nonsense", None),
        ("next.remindre.status", "remindre", "reminder"),
        ("next.remindre", "remindre", "reminder"),
        ("next.reminder.stauts", "stauts", "status"),
        ("stages[7].stage", "[7]", "[2]"),
        ("audit.findings[code=step_too_erly].severity", "[code=step_too_erly]", "[code=step_too_early]"),
        ("audit.findings[severity=braech].code", "[severity=braech]", "[severity=breach]"),
        ("audit.findings[cod=fee_limit].severity", "[cod=fee_limit]", "[code=fee_limit]"),
        ("audit.braeches", "braeches", "breaches"),
        ("clocks[kind=limitaton].ends", "[kind=limitaton]", "[kind=limitation]"),
        ("owed.fees.amount", "amount", None),
        ("titel", "titel", "title"),
        ("tarif.error", "tarif", None),
        ("owed.total[", "[", None),
        ("settle.offer.principle", "principle", None),
        ("audit.findings[1].message.text", "text", None),
    ],
)
def test_a_path_that_could_never_be_there_is_not_absent(write: Write, path: str, got: str, nearest: str | None) -> None:
    given = 'settle = { waive = ["interest"] }\n' if path.startswith("settle") else ""
    (fault,) = faults(write, f'{GIVEN}{given}[case.expect]\n"{path}" = "absent"\n')
    assert (fault.code, fault.got, fault.nearest) == ("F68", repr(got), nearest)
    assert fault.line == 11 + bool(given)
    assert "always absent" in str(fault)


@pytest.mark.parametrize(
    "path",
    [
        "title", "error", "audit.error", "next.reminder.latest", "next.closed", "stages[2].stage", "stages[2]",
        "audit.findings[1].code", "audit.findings[code=step_too_early].severity", "clocks[kind=limitation].part",
        "interest[claim=2].rate", "next.none_recommended[code=workflow_done].action", "clocks[part=between].ends",
        "next.reminder.because[fact=disputed].law", "outlook.light", "payments[last].amount",
    ],
)  # fmt: skip
def test_a_path_that_could_be_there_may_be_absent(write: Write, path: str) -> None:
    assert faults(write, f'{GIVEN}[case.expect]\n"{path}" = "absent"\n') == []


def test_what_another_row_finds_may_be_absent_in_a_row(write: Write) -> None:
    """Two stretches of rate by the second row; the first row has none yet, and may still say so of the second one."""
    table = '[["on", "interest[2].rate"], [2014-12-31, "absent"], [2015-04-10, "absent"]]'
    (fault,) = faults(write, f"{GIVEN}".replace("[case.given]", f"table = {table}\n[case.given]"))
    assert fault.path == "cases/one.toml: case[1].table[2].expect.interest[2].rate"
