"""The same cases under two laws: who owes another sum, which step costs another, which letter quotes the old law."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.portfolio.diffing import CaseChange, LawChange, law_change

D = Decimal
DK = cr.load_profile("DK")
ON = "2026-07-31"
OLD_FEE = "{ from = 2002-08-01, is = 100.00 },"
NEW_FEE = f"{OLD_FEE}\n  {{ from = 2026-06-01, is = 120.00 }},"


@pytest.fixture(scope="module")
def reformed(tmp_path_factory: pytest.TempPathFactory) -> cr.Profile:
    """Danish law in which a reminder costs 120 kr. from 1 June 2026: an act that nobody has passed."""
    folder = tmp_path_factory.mktemp("reformed") / "dk"
    shutil.copytree(DK.folder, folder)
    fees = folder / "fees.toml"
    text = fees.read_text("utf-8")
    head, mark, rest = text.partition("[fee.reminder.amount]")
    assert OLD_FEE in rest.partition("[fee.reminder_agreed]")[0]
    fees.write_text(head + mark + rest.replace(OLD_FEE, NEW_FEE, 1), "utf-8")
    return cr.load_profile(path=folder)


def a_case(name: str, *events: dict[str, Any], **claim: Any) -> cr.Case:  # noqa: ANN401
    plain = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2026-03-31", "due_agreed": True}
    return cr.load_case(
        {
            "id": name, "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business", "recovers_vat": True},
            "debtor": {"kind": "business"}, "claims": [plain | claim], "events": list(events),
        }
    )  # fmt: skip


def reminder(day: str, fee: str) -> dict[str, Any]:
    return {"id": f"r-{day}", "on": day, "kind": "reminder", "fee": fee}


EARLY = a_case("early", reminder("2026-05-15", "100.00"))
NEW = a_case("new", reminder("2026-06-15", "120.00"))
OUT = a_case("out", reminder("2026-05-15", "100.00"), {"on": "2026-06-01", "kind": "payment", "amount": "5000.00"})
LOST = a_case("lost").model_copy(update={"workflow": "unknown"})
Compared = Callable[..., LawChange]


@pytest.fixture(scope="module")
def found(reformed: cr.Profile) -> LawChange:
    return law_change([EARLY, NEW, OUT, LOST], DK, reformed, on=ON)


def row_of(found: LawChange, name: str) -> CaseChange:
    return next(row for row in found.rows if row.case == name)


def test_every_case_is_changed_the_same_or_refused(found: LawChange) -> None:
    assert (found.cases, found.changed, found.same) == (4, 2, 1)
    assert [(one.case, one.source) for one in found.refused] == [("lost", "before")]
    assert [row.case for row in found.rows] == ["early", "new"]


def test_a_sum_that_was_above_the_old_law_is_owed_under_the_new(found: LawChange) -> None:
    sums = {one.component: (one.currency, one.change) for one in row_of(found, "new").sums}
    assert sums == {"fees": ("DKK", D("20.00")), "total": ("DKK", D("20.00"))}
    totals = {one.component: one.change for one in found.totals}
    assert (totals["fees"], totals["total"], totals["principal"]) == (D("20.00"), D("20.00"), D("0.00"))


def test_a_letter_that_quotes_the_old_law_is_named_with_the_reason(found: LawChange) -> None:
    (letter,) = row_of(found, "new").letters
    assert (letter.event, letter.kind, letter.on.isoformat()) == ("r-2026-06-15", "reminder", "2026-06-15")
    assert (letter.fee_before, letter.fee_after) == (D("100.00"), D("120.00"))
    assert (letter.findings_before, letter.findings_after) == (("fee_above_maximum",), ())
    assert letter.because == ("sums", "fee", "finding")
    assert {one.component: one.change for one in letter.sums} == {"fees": D("20.00"), "total": D("20.00")}
    assert found.letters == 1


def test_a_letter_of_before_the_reform_stands_and_the_next_one_costs_more(found: LawChange) -> None:
    early = row_of(found, "early")
    assert (early.sums, early.letters) == ((), ())
    charges = [(one.before, one.after) for one in early.steps if (one.action, one.what) == ("reminder", "charges")]
    assert charges == [("reminder_fee 100.00", "reminder_fee 120.00")]
    assert {one.what for one in early.steps} == {"charges"}


def test_a_change_does_not_hang_on_the_hosts_decimal_context(reformed: cr.Profile) -> None:
    with localcontext() as context:
        context.prec = 2
        found = law_change([NEW], DK, reformed, on=ON)
    before, after = (cr.standing(NEW, law, on=ON).owed.total for law in (DK, reformed))
    assert [(one.before, one.after) for one in found.totals if one.component == "total"] == [(before, after)]
    assert found.rows[0].sums[-1].change == D("20.00")


def test_the_same_law_changes_nothing() -> None:
    same = law_change([EARLY, NEW, OUT], DK, DK, on=ON)
    assert (same.changed, same.same, same.letters, same.rows) == (0, 3, 0, ())
    assert {one.change for one in same.totals} == {D("0.00")}


def test_one_law_under_two_readings_is_two_laws() -> None:
    disputed = a_case("disputed", {"on": "2026-05-01", "kind": "dispute"}, reminder("2026-05-15", "100.00"))
    doubt = "dispute_first_fee"
    assert set(DK.reading[doubt].options) >= {"none_while_disputed", "only_later_letters"}
    terms: dict[str, Any] = {"on": ON, "readings_before": {doubt: "none_while_disputed"}}
    found = law_change([disputed], DK, DK, **terms, readings_after={doubt: "only_later_letters"})
    (row,) = found.rows
    assert {one.component: one.change for one in row.sums} == {"fees": D("100.00"), "total": D("100.00")}
    assert found.readings_after == {doubt: "only_later_letters"}


def test_what_other_rates_make_of_a_letter_is_found_by_the_sums_of_its_day(tmp_path: Path) -> None:
    folder = tmp_path / "dk"
    shutil.copytree(DK.folder, folder)
    interest = folder / "interest.toml"
    text = interest.read_text("utf-8")
    assert "{ from = 2026-01-01, is = 1.75 }" in text
    interest.write_text(text.replace("{ from = 2026-01-01, is = 1.75 }", "{ from = 2026-01-01, is = 2.75 }"), "utf-8")
    case = a_case("interest", {"id": "l", "on": "2026-06-11", "kind": "letter"}, amount="36500.00")
    found = law_change([case], DK, cr.load_profile(path=folder), on="2026-06-30")
    (row,) = found.rows
    # One percent of 36,500 is 1.00 a day: 91 days from 1 April to 30 June, 72 of them up to the letter.
    assert {one.component: one.change for one in row.sums} == {"interest": D("91.00"), "total": D("91.00")}
    assert [one.change for one in row.letters[0].sums] == [D("72.00"), D("72.00")]
    assert row.letters[0].because == ("sums",)
