"""Broken profiles of each sort: what is wrong is told with its place, both laws and days, and shown by a case."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from collectrules import BadInput, Fault, NotModelled, load_case, load_profile, next_steps, standing
from collectrules.checking import Report, check_profile, searching
from collectrules.fold.asking import Question

from .conftest import VALMARK

Broken = Callable[..., Path]
Change = tuple[str, str, str]

DEADLINE = """earliest  = { after = "collection_notice.deadline", days = 0, counting = "plain", law = "costs-2" }
latest    = { after = "collection_notice", months = 9, counting = "of_office", law = "office-1" }
"""
"""What makes a claim sheet wait for the warning; without it only the stage does."""
SHORT_CUT = """
[act.sheet_filed_at_once]
what      = "A claim sheet without a warning"
law       = "custom"
by        = "creditor"
in_stages = ["overdue"]
leads_to  = "lodged"
"""


def told(folder: Path, codes: str) -> tuple[Report, list[Fault]]:
    load_profile(path=folder)  # nothing of it keeps a profile from loading
    report = check_profile(folder)
    found = (*report.faults, *report.warnings, *report.notes)
    return report, [one for one in found if one.code in codes.split()]


def own(fault: Fault) -> str:
    return fault.path.partition(": ")[2]


# One rule on every day -------------------------------------------------------------------------------------


def test_two_rules_at_once_are_told_with_both_laws_and_their_days(broken: Broken) -> None:
    """Fee letters of trade on the office's law, beside those of everybody, from 2016 on only."""
    more = """
[fee.trade_letter]
what   = "A fee of trade"
law    = "office-1"
act    = "reminder"
part   = "reminder"
from   = 2016-01-01
to     = 2017-12-31
when   = { claim_law = "private", debtor = "business", overdue = true }
amount = 9.00
"""
    _, found = told(broken(more=more), "F20")
    assert {own(fault) for fault in found} == {"fee.reminder", "fee.reminder_agreed"}
    (fault,) = [fault for fault in found if own(fault) == "fee.reminder"]
    message = str(fault)
    assert "reminder (costs-1) and trade_letter (office-1) apply together" in message
    assert "the day from 2016-01-01 to 2017-12-31" in message
    assert "debtor = business" in message
    assert fault.law == "costs-1, office-1"


def test_two_rules_about_an_unknown_debtor_are_a_note(broken: Broken) -> None:
    more = "".join(
        f'[capacity.{name}]\nwhat = "A presumption"\nlaw = "{law}"\nwhen = {{ {fact} = true }}\ncounts_as = "{kind}"\n'
        for name, law, fact, kind in (
            ("entered", "debt-3", "debtor_registered", "business"), ("human", "debt-4", "debtor_natural", "consumer"),
        )
    )  # fmt: skip
    report, found = told(broken(more=more), "N88")
    assert "entered (debt-3) and human (debt-4) apply together" in str(found[0])
    assert report.ok


INTEREST = """
[rate.before]
what  = "Five per cent, to the end of 2015"
law   = "debt-5"
to    = 2015-12-31
fixed = 5.00
[rate.after]
what  = "Six per cent, from February 2016"
law   = "debt-6"
from  = 2016-02-01
fixed = 6.00
[interest.wages]
what        = "Interest on wages"
law         = "debt-7"
instead_of  = {others}
when        = { claim_kind = "wage" }
on          = ["principal"]
rates       = ["before", "after"]
starts      = { after = "claim.due", days = 0, counting = "plain" }
day_count   = "act/365"
payment_day = "counted"
round       = { to = 0.01, mode = "half_up" }
"""


def with_wages(folder: Path) -> Path:
    names = ", ".join(f'"{name}"' for name in load_profile(path=folder).interest)
    (folder / "wages.toml").write_text(INTEREST.replace("{others}", f"[{names}]"), encoding="utf-8")
    return folder


def test_a_gap_in_one_month_is_told_with_both_laws_beside_it_and_a_case_that_fails(broken: Broken) -> None:
    folder = with_wages(broken())
    report, found = told(folder, "F21")
    assert [own(fault) for fault in found] == ["interest.wages.rates"]
    assert "the day from 2016-01-01 to 2016-01-31" in str(found[0])
    assert "before (debt-5)" in str(found[0])
    assert "after (debt-6)" in str(found[0])
    (case,) = [one for one in report.counterexamples if one.code == "F21"]
    assert case.fails
    assert run(folder, case.text) == ["F67"]


def test_no_gap_is_told_once_it_is_filled(broken: Broken) -> None:
    folder = with_wages(broken())
    path = folder / "wages.toml"
    path.write_text(path.read_text("utf-8").replace("2016-02-01", "2016-01-01"), encoding="utf-8")
    assert told(folder, "F20 F21")[1] == []


def run(folder: Path, text: str) -> list[str]:
    """Put a case file where it belongs and check: which faults come of it."""
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "cases" / "shown.toml").write_text(text, encoding="utf-8")
    faults = check_profile(folder, search="none").faults
    return [fault.code for fault in faults if fault.path.startswith("cases/")]


def test_a_figure_that_ends_while_its_rule_goes_on_is_told(broken: Broken) -> None:
    change = (
        "fees.toml",
        "value = [{ from = 2013-01-01, is = 33.00 }]",
        "value = [{ from = 2013-01-01, to = 2019-06-30, is = 33.00 }]",
    )
    _, found = told(broken(change), "F78")
    assert [own(fault) for fault in found] == ["fee.compensation.amount"]
    assert "compensation (costs-1)" in str(found[0])
    assert "claim_arose from 2019-07-01 on" in str(found[0])


def test_a_time_before_the_first_row_is_a_note(broken: Broken) -> None:
    folder = broken(("fees.toml", "claim_arose = { from = 2013-01-01 } }", "claim_arose = { from = 2012-01-01 } }"))
    report, found = told(folder, "F78 N78")
    assert [(fault.code, own(fault)) for fault in found] == [("N78", "fee.compensation.amount")]
    assert "claim_arose from 2012-01-01 to 2012-12-31" in str(found[0])
    assert report.ok


def test_a_fee_that_yields_to_one_that_does_not_live_is_told(broken: Broken) -> None:
    change = (
        "fees.toml",
        'instead_of = "reminder"\nact        = "reminder"',
        'instead_of = "reminder"\nfrom       = 2018-01-01\nact        = "reminder"',
    )
    _, found = told(broken(change), "F77")
    assert [own(fault) for fault in found] == ["fee.reminder_agreed.instead_of"]
    assert "reminder (costs-1) yields to reminder_agreed (costs-1)" in str(found[0])
    assert "the day from 2010-01-01 to 2017-12-31" in str(found[0])


# Dead ends -------------------------------------------------------------------------------------------------

DEAD = """
[stage.shelved]
what = "Shelved"
[stage.sealed]
what = "Sealed"

[act.shelve]
what      = "Only a claim in court that is overdue and not overdue is shelved"
law       = "office-4"
by        = "court"
in_stages = ["in_court"]
when      = { stage = "titled" }
leads_to  = "shelved"

[act.unshelve]
what      = "Back from the shelf"
law       = "office-4"
by        = "court"
in_stages = ["shelved"]
leads_to  = "in_court"

[act.seal]
what      = "Sealed by the court"
law       = "office-3"
by        = "court"
in_stages = ["in_court"]
leads_to  = "sealed"

[act.unseal]
what      = "Unsealed after the sale of what was shelved"
law       = "office-4"
by        = "court"
in_stages = ["sealed"]
earliest  = { after = "unshelve", days = 1, counting = "plain", law = "days-1" }
leads_to  = "in_court"
"""


def test_dead_stages_and_acts_are_told_with_the_laws_of_what_would_lead_there(broken: Broken) -> None:
    """All acts here would lead on if only they could be done: the load sees nothing wrong."""
    acts = [
        (
            "acts.toml",
            'by       = "third_party"\nleads_to = "titled"',
            'by       = "third_party"\nin_stages = ["overdue", "arranged"]\nleads_to = "titled"',
        )
    ]
    _, found = told(broken(*acts, more=DEAD), "F55 F56 F79")
    assert {(fault.code, own(fault)) for fault in found} == {
        ("F55", "stage.shelved"), ("F56", "stage.sealed"),
        ("F79", "act.shelve"), ("F79", "act.unshelve"), ("F79", "act.unseal"),
    }  # fmt: skip
    said = {own(fault): str(fault) for fault in found}
    assert "shelve (office-4) leads here, but no facts that can occur in its stages" in said["stage.shelved"]
    assert "unseal (office-4) cannot be done there" in said["stage.sealed"]
    assert "it waits for unshelve (days-1), which cannot be done before it" in said["act.unseal"]
    assert "no claim comes to shelved" in said["act.unshelve"]


ASKS_THE_UNDOABLE = """
act    = "letter"
part   = "disbursement"
amount = 1.00
when   = { done = "unshelve" }
"""
ALWAYS_YIELDS = """
act    = "letter"
part   = "reminder"
amount = 1.00
when   = { overdue = true, disputed = true }

[fee.y]
what       = "Another"
law        = "costs-1"
act        = "letter"
part       = "reminder"
amount     = 2.00
when       = { overdue = true }
instead_of = "x"
"""
CONTRADICTED_INSIDE = """
act       = "letter"
part      = "disbursement"
amount    = 1.00
when      = { debtor = "consumer" }
modifiers = [{ when = { debtor = "business" }, times = 2 }]
"""


@pytest.mark.parametrize(
    ("place", "laws", "more"),
    [
        ("fee.x.when", "office-4", ASKS_THE_UNDOABLE),
        ("fee.x", "office-4, costs-1", ALWAYS_YIELDS),
        ("fee.x.modifiers[1]", "office-4", CONTRADICTED_INSIDE),
    ],
)
def test_a_rule_that_no_facts_meet_is_told(broken: Broken, place: str, laws: str, more: str) -> None:
    _, found = told(broken(more=DEAD + f'[fee.x]\nwhat = "A fee"\nlaw = "office-4"\n{more}'), "F81")
    assert [(own(fault), fault.law) for fault in found] == [(place, laws)]


PROCEDURES = """procedures = [
  { name = "small", when = { open_principal = { from = 5.00 } }, law = "office-1" },
  { name = "large", when = { open_principal = { from = 1000.00 } }, law = "office-2" },
]
"""


def test_a_procedure_behind_one_that_takes_all_is_told(broken: Broken) -> None:
    when = "when      = { overdue = true, barred = false, open_principal = { from = 10.00 } }\n"
    _, found = told(broken(("acts.toml", when, when + PROCEDURES)), "F81")
    assert [own(fault) for fault in found] == ["act.trial_requested.procedures[2]"]
    assert "(office-2) never counts" in str(found[0])


# Notices ---------------------------------------------------------------------------------------------------


def test_a_stage_move_past_the_notice_is_told_with_its_way_and_a_case_that_fails(broken: Broken) -> None:
    """Who goes to court and takes the claim back comes to the stage of the warning without one."""
    folder = broken(("acts.toml", DEADLINE, ""))
    report, found = told(folder, "F82")
    assert [own(fault) for fault in found] == ["act.claim_filed"]
    assert found[0].law == "office-1, costs-2"
    for said in (
        "claim_filed (office-1) demands collection_notice (costs-2)",
        "trial_requested in overdue (office-3), then withdrawn_from_court in in_court (bar-3), then claim_filed",
    ):
        assert said in str(found[0])
    (case,) = [one for one in report.counterexamples if one.code == "F82"]
    assert case.fails
    assert run(folder, case.text) == ["F67"]


def test_the_notice_cannot_be_passed_where_the_act_waits_for_it(broken: Broken) -> None:
    assert told(broken(), "F82 W83")[1] == []


def test_another_act_past_the_notice_is_told_with_all_three_laws(broken: Broken) -> None:
    folder = broken(more=SHORT_CUT)
    report, found = told(folder, "F82 W83")
    assert [(fault.code, own(fault)) for fault in found] == [("W83", "act.sheet_filed_at_once")]
    assert found[0].law == "custom, office-1, costs-2"
    (case,) = [one for one in report.counterexamples if one.code == "W83"]
    assert case.fails


def test_a_workflow_step_past_the_notice_is_told(broken: Broken) -> None:
    change = ("workflows/house.toml", '{ act = "collection_notice", after = "claim.due", days = 1 }, ', "")
    _, found = told(broken(change), "F82")
    assert [own(fault) for fault in found] == ["workflow.short.steps[2]"]
    assert found[0].law == "own-rules, office-1, costs-2"


# Workflows -------------------------------------------------------------------------------------------------


def test_a_workflow_that_asks_for_a_fee_too_many_is_told_and_shown(broken: Broken) -> None:
    """Two fee letters are the most the law knows; the third is one too many in every case."""
    change = (
        "workflows/house.toml", '{ act = "collection_notice", days = 9 },',
        '{ act = "reminder", days = 9, fee = true },\n  { act = "collection_notice", days = 9 },',
    )  # fmt: skip
    folder = broken(change)
    report, found = told(folder, "F84")
    assert [own(fault) for fault in found] == ["workflow.house.steps[3].fee"]
    assert "own-rules" in str(found[0].law)
    assert "costs-1" in str(found[0].law)
    (case,) = [one for one in report.counterexamples if one.code == "F84"]
    assert case.fails
    events = tomllib.loads(case.text)["case"][0]["given"]["events"]
    assert [event["kind"] for event in events if event.get("fee")] == ["reminder"] * 2  # the third is asked about
    assert run(folder, case.text) == ["F67"]


def test_a_workflow_that_waits_too_short_is_told_and_shown(broken: Broken) -> None:
    """The visit is not allowed in the first five days, and planned for the third."""
    change = (
        "workflows/house.toml",
        '{ act = "letter", days = 5 }, { act',
        '{ act = "visit_made", after = "claim.due", days = 3 }, { act',
    )
    report, found = told(broken(change), "N85")
    assert [own(fault) for fault in found] == ["workflow.short.steps[2].days"]
    assert found[0].law == "own-rules, costs-1"
    (case,) = [one for one in report.counterexamples if one.code == "N85"]
    assert case.fails


def test_what_the_audit_flags_is_told_with_the_history(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit that takes each formal warning for a breach: no profile makes the engine flag itself."""

    def strict(question: Question) -> object:
        newest = question.case.events[-1]
        breach = SimpleNamespace(
            code="strict", severity="breach", event=newest.id, on=newest.on, law=("costs-2",), message="Too strict."
        )
        return SimpleNamespace(findings=[breach] if newest.kind == "collection_notice" else [])

    monkeypatch.setattr(searching, "audit_of", strict)
    report, found = told(broken(), "F84")
    assert [own(fault) for fault in found] == ["workflow.house.steps", "workflow.short.steps"]
    assert found[0].law == "own-rules, costs-2"
    shown = [one for one in report.counterexamples if one.code == "F84"]
    kinds = [event["kind"] for event in tomllib.loads(shown[0].text)["case"][0]["given"]["events"]]
    assert kinds == ["reminder", "reminder"]  # the step itself is what is asked about
    assert not shown[0].fails  # the true audit finds nothing


def test_a_step_that_no_case_can_take_is_told(broken: Broken) -> None:
    """An offer of something that nobody computes ends every course with an error, and was only counted in a note."""
    change = (
        "workflows/house.toml", '{ act = "settlement_offered", days = 12 }',
        '{ act = "settlement_offered", days = 12, offer = { of = "agreed_fee", discount_percent = 20.00 } }',
    )  # fmt: skip
    _, found = told(broken(change), "F86")
    assert [own(fault) for fault in found] == ["workflow.house.steps[4]"]
    assert "(word_not_computed)" in str(found[0])
    assert "each of" in str(found[0])


def test_a_search_says_how_far_it_went_and_never_that_it_proved(broken: Broken) -> None:
    _, found = told(broken(), "N87")
    assert [own(fault) for fault in found] == ["workflow.house", "workflow.short"]
    assert all("searched, not proved: 24 of " in str(fault) for fault in found)


def test_without_a_search_nothing_is_said_of_workflows(broken: Broken) -> None:
    report = check_profile(broken(), search="none")
    assert [fault.code for fault in report.notes if fault.code in {"N85", "N87"}] == []
    with pytest.raises(BadInput, match="unknown_word"):
        check_profile("AT", search="deeper")  # type: ignore[arg-type]


def test_two_fees_of_one_letter_that_nobody_checked_are_refused_when_they_are_asked(broken: Broken) -> None:
    """A host's own profile may never have been checked; of two fees that apply none is taken in silence."""
    more = """
[fee.trade_letter]
what   = "A fee of trade"
law    = "office-1"
act    = "reminder"
part   = "reminder"
when   = { debtor = "business" }
amount = 9.00
"""
    law = load_profile(path=broken(more=more))
    claim = {"id": "1", "kind": "goods_or_services", "amount": "500.00", "arose": "2016-01-04", "due": "2016-02-01"}
    letter = {"on": "2016-03-01", "kind": "reminder", "fee": "9.00"}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
    head = {"format": 1, "id": "x", "jurisdiction": law.header.id, "currency": law.header.currency}
    case = load_case({**head, **parties, "claims": [claim | {"due_is": "agreed"}], "events": [letter]})
    for question in (standing, next_steps):
        with pytest.raises(NotModelled) as caught:
            question(case, law, on="2016-03-02")
        (fault,) = caught.value.faults
        assert (fault.code, fault.path, fault.got) == ("two_rules", "claims[0]", "reminder, trade_letter")
    other = load_case({**head, **parties, "debtor": {"kind": "consumer"}, "claims": [claim | {"due_is": "agreed"}]})
    assert standing(other, law, on="2016-03-02").owed.principal == 500


# Counter-examples ------------------------------------------------------------------------------------------

TRADE = """
[fee.trade_letter]
what   = "A fee of trade"
law    = "office-1"
act    = "reminder"
part   = "reminder"
from   = 2016-01-01
to     = 2017-12-31
when   = { claim_law = "private", debtor = "business", overdue = true }
amount = 9.00
"""
ORDER = """
[allocation.other]
what    = "An order of wages"
law     = "costs-1"
when    = { claim_kind = "wage" }
between = ["oldest"]
walk    = "debt_by_debt"
within  = ["interest", "fees", "costs", "principal"]
"""
AGREED_TOO = ("fees.toml", 'instead_of = "reminder"\nact        = "reminder"', 'act        = "reminder"')
FEE_TOO_MANY = (
    "workflows/house.toml", '{ act = "collection_notice", days = 9 },',
    '{ act = "reminder", days = 9, fee = true },\n  { act = "collection_notice", days = 9 },',
)  # fmt: skip
TOO_SOON = (
    "workflows/house.toml", '{ act = "letter", days = 5 }, { act',
    '{ act = "visit_made", after = "claim.due", days = 3 }, { act',
)  # fmt: skip


MOOT = {"W83": ("F68",)}
"""Where the fault was an act of its own, which the sound profile has not: what is asked of it can be in no answer."""


@pytest.mark.parametrize(
    ("code", "changes", "more", "error"),
    [
        ("F20", [], TRADE, "two_rules"),
        ("F20", [AGREED_TOO], "", "two_rules"),
        ("F40", [], ORDER, "allocation"),
        ("F82", [("acts.toml", DEADLINE, "")], "", None),
        ("W83", [], SHORT_CUT, None),
        ("F84", [FEE_TOO_MANY], "", None),
        ("N85", [TOO_SOON], "", None),
    ],
    ids=["F20", "F20-agreed", "F40", "F82", "W83", "F84", "N85"],
)
def test_a_counter_example_fails_until_the_profile_is_mended(
    broken: Broken, tmp_path: Path, code: str, changes: list[Change], more: str, error: str | None
) -> None:
    """In the broken profile it is red, by the error that is meant; in the sound one it is green."""
    folder = broken(*changes, more=more)
    report, _ = told(folder, code)
    shown = [one for one in report.counterexamples if one.code == code]
    assert shown
    sound = tmp_path / "sound" / "valmark"
    shutil.copytree(VALMARK, sound, ignore=shutil.ignore_patterns("cases"))
    for one in shown:
        assert one.fails
        (fault,) = red(folder, one.text)
        assert fault.code == "F67"
        assert error is None or f"got {error}" in str(fault)
        assert [fault for fault in red(sound, one.text) if fault.code not in MOOT.get(code, ())] == []


@pytest.mark.parametrize("begin", ["2016-02-01", "2015-12-01"], ids=["F21", "F20"])
def test_rates_that_leave_a_gap_or_overlap_are_shown_and_come_right_once_mended(broken: Broken, begin: str) -> None:
    folder = with_wages(broken())
    path = folder / "wages.toml"
    sound = path.read_text("utf-8").replace("2016-02-01", "2016-01-01")
    path.write_text(sound.replace("2016-01-01", begin), encoding="utf-8")
    shown = [one for one in told(folder, "F20 F21")[0].counterexamples if one.code in {"F20", "F21"}]
    assert [one.fails for one in shown] == [True] * len(shown) != []
    broken_faults = [fault.code for one in shown for fault in red(folder, one.text)]
    path.write_text(sound, encoding="utf-8")
    assert broken_faults == ["F67"] * len(shown)
    assert [red(folder, one.text) for one in shown] == [[]] * len(shown)


def red(folder: Path, text: str) -> list[Fault]:
    """What a case file shows where it belongs."""
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "cases" / "shown.toml").write_text(text, encoding="utf-8")
    return [fault for fault in check_profile(folder, search="none").faults if fault.path.startswith("cases/")]
