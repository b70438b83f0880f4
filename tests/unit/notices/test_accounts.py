"""Accounts as papers: what is on them is what the answer says, and a month's closing is the opening of the next."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr
from collectrules import BadInput, Case, Profile
from collectrules.words.texts import languages
from tests.unit.notices.conftest import PARTIES


def moved(found: cr.MonthlyStatement) -> dict[str, tuple[Decimal, ...]]:
    words = ("opening", "charged", "paid", "waived", "closing")
    return {one.component: tuple(getattr(one, word) for word in words) for one in found.movements}


def test_a_month_goes_from_its_opening_to_its_closing(case: Case, dk: Profile) -> None:
    found = cr.monthly_statement(case, dk, month="2024-02", number="7")
    # 20 days on 1,000 and 9 on 806.42 at 11.75 % of a leap year: 6.4208 + 2.3300 = 8.75; 300.00 went to interest,
    # fees, principal.
    assert moved(found) == {
        "principal": (Decimal(1000), Decimal(0), Decimal("193.58"), Decimal(0), Decimal("806.42")),
        "interest": (Decimal(0), Decimal("8.75"), Decimal("6.42"), Decimal(0), Decimal("2.33")),
        "fees": (Decimal(0), Decimal(100), Decimal(100), Decimal(0), Decimal(0)),
        "costs": (Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(0)),
        "total": (Decimal(1000), Decimal("108.75"), Decimal(300), Decimal(0), Decimal("808.75")),
    }
    assert (found.number, str(found.first), str(found.last), found.opening.total) == (
        "7",
        "2024-02-01",
        "2024-02-29",
        1000,
    )
    assert [(one.received_by, one.amount, len(one.rows)) for one in found.taken] == [(None, Decimal(300), 1)]
    assert [(one.kind, one.amount) for one in found.charged] == [
        ("interest", Decimal("8.75")),
        ("reminder_fee", Decimal(100)),
    ]


def test_what_is_recorded_late_moves_the_month_in_which_it_was(case: Case, dk: Profile) -> None:
    late = {"on": "2024-02-25", "kind": "payment", "amount": "100.00", "received_by": "collector"}
    known = case.with_event(late | {"recorded": "2024-03-04"})
    february = cr.monthly_statement(known, dk, month="2024-02")
    assert february.closing == cr.monthly_statement(case, dk, month="2024-02").closing
    march = cr.monthly_statement(known, dk, month="2024-03")
    assert march.opening == february.closing
    assert [(one.received_by, one.amount) for one in march.taken] == [("collector", Decimal(100))]


def test_before_its_first_day_a_case_has_nothing(case: Case, dk: Profile) -> None:
    found = cr.monthly_statement(case, dk, month="2023-12")
    assert (found.opening.total, found.closing.total, found.charged, found.taken) == (0, 0, (), ())
    begun = cr.monthly_statement(case, dk, month="2024-01")
    assert (begun.opening.total, begun.closing.total) == (0, 1000)


def test_an_overpayment_of_the_month_is_shown(case: Case, dk: Profile) -> None:
    # 806.42 and 8.75 of interest at the end of February, less 6.42: 808.75 on the 29th. 1,000.00 leave 191.25.
    over = case.with_event({"on": "2024-02-29", "kind": "payment", "amount": "1000.00", "received_by": "creditor"})
    found = cr.monthly_statement(over, dk, month="2024-02")
    assert (found.credit_before, found.credit, found.closing.total) == (0, Decimal("191.25"), 0)
    paid = moved(found)["total"][2]
    assert (paid, sum(one.amount for one in found.taken)) == (Decimal("1108.75"), Decimal(1300))
    letter = cr.account_letter(found, dk, language="en").letter
    table = next(one for one in letter.tables if one.caption == "Credit")
    assert [[text.replace("\xa0", " ") for text in row] for row in table.rows] == [
        ["DKK 0.00", "DKK 191.25", "DKK 191.25"]
    ]
    assert [text.replace("\xa0", " ") for text in letter.paragraphs] == ["The debtor has DKK 191.25 to his credit."]
    march = cr.monthly_statement(over, dk, month="2024-03")
    assert march.credit_before == found.credit
    plain = cr.account_letter(cr.monthly_statement(case, dk, month="2024-02"), dk, language="en").letter
    assert "Credit" not in {one.caption for one in plain.tables}


@pytest.mark.parametrize(
    ("language", "month"),
    [("de", "Februar 2024"), ("fr", "février 2024"), ("it", "febbraio 2024"), ("en", "February 2024"),
     ("da", "februar 2024")],
)  # fmt: skip
def test_a_month_is_written_in_words(case: Case, dk: Profile, language: str, month: str) -> None:
    found = cr.account_letter(cr.monthly_statement(case, dk, month="2024-02"), dk, language=language)
    assert found.letter.subject.endswith(month)


@pytest.mark.parametrize(
    ("number", "code"),
    [("", "number_format"), (" ", "number_format"), ("1\n2", "number_format"), ("1\n", "number_format"),
     ("x" * 201, "number_format"), (7, "wrong_type")],
)  # fmt: skip
def test_a_number_is_one_line(case: Case, dk: Profile, number: Any, code: str) -> None:  # noqa: ANN401
    with pytest.raises(BadInput) as error:
        cr.monthly_statement(case, dk, month="2024-02", number=number)
    assert (error.value.code, error.value.faults[0].path) == (code, "number")
    assert cr.monthly_statement(case, dk, month="2024-02", number="x" * 200).number == "x" * 200


def test_a_monthly_account_has_one_form(case: Case, dk: Profile) -> None:
    with pytest.raises(BadInput) as error:
        cr.account_letter(cr.monthly_statement(case, dk, month="2024-02"), dk, kind="final")
    assert error.value.code == "kind_of_month"


@pytest.mark.parametrize("month", ["2024-13", "2024", "24-01", 202401])
def test_a_month_has_a_form(case: Case, dk: Profile, month: str) -> None:
    with pytest.raises(BadInput) as error:
        cr.monthly_statement(case, dk, month=month)
    assert error.value.code == "month_format"


def test_a_debtor_is_shown_what_he_owes_and_where_to_pay(case: Case, dk: Profile) -> None:
    found = cr.account_letter(
        cr.statement(case, dk, on="2024-03-01"), dk, kind="debtor", parties=PARTIES, language="en"
    )
    assert found.letter.recipient[0] == "A | B *C*"
    assert "At the end of 1 March 2024 DKK 809.01 is to be paid." in found.letter.paragraphs
    assert "Please pay to account 1234 5678, quoting 17." in found.letter.paragraphs
    components = next(one for one in found.letter.tables if one.last is not None)
    assert components.last == ("Total", "DKK 1,109.01", "DKK 300.00", "DKK 0.00", "DKK 809.01")
    assert "&lt;ApS&gt;" in found.html


def test_a_debtor_is_not_asked_for_what_is_not_due(dk: Profile) -> None:
    claims = [
        {
            "id": name,
            "kind": "goods_or_services",
            "amount": amount,
            "arose": "2026-02-01",
            "due": due,
            "due_is": "agreed",
        }
        for name, amount, due in (("1", "1000.00", "2026-02-28"), ("2", "2500.50", "2026-04-30"))
    ]
    owed = cr.load_case({"id": "two", "currency": "DKK", "creditor": {"kind": "business"},
                         "debtor": {"kind": "consumer"}, "claims": claims})  # fmt: skip
    found = cr.account_letter(cr.statement(owed, dk, on="2026-03-10"), dk, kind="debtor", language="en")
    # Ten days at 9.75 % (1.75 and eight points) on 1,000.00: 2.67.
    assert found.letter.paragraphs[:2] == (
        "At the end of 10 March 2026 DKK 1,002.67 is to be paid.",
        "Besides, DKK 2,500.50 (claim 2) is to be paid by 30 April 2026.",
    )


def test_a_debtor_who_keeps_a_plan_is_asked_for_no_more(case: Case, dk: Profile) -> None:
    parts = {"2024-04-01": "400.00", "2024-05-01": "409.01"}
    instalments = [{"due": due, "amount": amount} for due, amount in parts.items()]
    plan = {"on": "2024-03-01", "kind": "plan_agreed", "claims": ["c1"], "instalments": instalments}
    statement = cr.statement(case.with_event(plan), dk, on="2024-03-01")
    assert statement.agreed == ("c1",)
    found = cr.account_letter(statement, dk, kind="debtor", parties=PARTIES, language="en")
    assert found.letter.paragraphs[0] == (
        "At the end of 1 March 2024 the debt is DKK 809.01; "
        "as long as what was agreed is kept, only that is to be paid."
    )


def test_a_final_account_says_what_was_given_up_and_what_is_left(case: Case, dk: Profile) -> None:
    waived = case.with_event({"on": "2024-03-01", "kind": "waiver", "component": "principal", "amount": "800.00"})
    found = cr.account_letter(cr.statement(waived, dk, on="2024-03-01"), dk, kind="final", language="en")
    assert found.letter.paragraphs[-2:] == ("DKK 800.00 was given up.", "DKK 9.01 is left open.")
    paid = case.with_event({"on": "2024-03-01", "kind": "payment", "amount": "809.01"})
    closed = cr.account_letter(cr.statement(paid, dk, on="2024-03-01"), dk, kind="final", language="en")
    assert closed.letter.paragraphs[-1] == "Nothing is left open."


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_account(case: Case, dk: Profile, language: str) -> None:
    month = cr.monthly_statement(case, dk, month="2024-02", number="2024/7")
    now = cr.statement(case, dk, on="2024-03-01")
    papers = [cr.account_letter(month, dk, language=language, parties=PARTIES)]
    papers += [
        cr.account_letter(now, dk, kind=kind, language=language, parties=PARTIES) for kind in ("debtor", "final")
    ]
    for one in papers:
        assert "{" not in one.text
        assert "column_" not in one.text
        assert "table_" not in one.text
    assert "2024/7" in papers[0].letter.subject


@pytest.mark.parametrize(
    ("on", "events", "rate"),
    [
        ("2024-03-01", [], Decimal("11.75")),
        ("2024-01-31", [], None),  # the due day: interest begins with the day after
        ("2024-03-01", [{"on": "2024-03-01", "kind": "payment", "amount": "1000.00"}], None),
        ("2024-03-01", [{"on": "2024-02-25", "kind": "withdrawn", "reason": "unjustified"}], None),
    ],
)
def test_interest_that_does_not_run_is_not_said_to(
    case: Case, dk: Profile, on: str, events: list[dict[str, str]], rate: Decimal | None
) -> None:
    for one in events:
        case = case.with_event(one)
    now = cr.statement(case, dk, on=on)
    assert [one.rate for one in now.terms] == [rate]
    told = [text for text in cr.account_letter(now, dk, language="en").letter.paragraphs if "interest" in text.lower()]
    assert len(told) == (0 if rate is None else 1)


def test_an_account_is_put_into_words_by_the_law_it_was_asked_of(case: Case, dk: Profile) -> None:
    now, other = cr.statement(case, dk, on="2024-03-01"), cr.load_profile("CH")
    for given in (now, cr.load(cr.dumps(now))):
        for put in (cr.account_letter, cr.show):
            with pytest.raises(BadInput) as error:
                put(given, other)
            assert (error.value.code, error.value.faults[0].path) == ("profile_differs", "profile")


def test_an_account_of_something_else_is_refused(case: Case, dk: Profile) -> None:
    now = cr.statement(case, dk, on="2024-03-01")
    for wrong in (
        lambda: cr.account_letter(cr.standing(case, dk, on="2024-03-01"), dk),  # type: ignore[arg-type]
        lambda: cr.account_letter(now, dk, kind="debtors"),
    ):  # type: ignore[arg-type]
        with pytest.raises(BadInput):
            wrong()


def test_an_account_comes_back_from_its_document(case: Case, dk: Profile) -> None:
    found = cr.account_letter(cr.monthly_statement(case, dk, month="2024-02"), dk)
    again = cr.load(cr.dumps(found))
    assert isinstance(again, cr.AccountLetter)
    assert str(again) == found.text
    assert again.render("{{ letter.day }}") == "29. februar 2024\n"
