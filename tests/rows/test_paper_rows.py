"""Papers: what a debtor signs, what he is told and shown, own letters, final and monthly accounts."""

from __future__ import annotations

from decimal import Decimal

from collectrules import (
    Case,
    Profile,
    account_letter,
    instalment_plan,
    load_profile,
    monthly_statement,
    notice,
    statement,
)
from tests.rows.conftest import PortalCase
from tests.rows.test_dossier_rows import LAST, dossier  # noqa: F401 - a fixture

PARTIES = {
    "creditor": {"name": "The creditor", "address": ["Street 1"], "account": "0123 456"},
    "debtor": {"name": "The debtor", "address": ["Lane 2"]},
}
GROUND = {"8520": {"ground": "Work of September 2018", "reference": "Invoice 8520"}}


def test_the_declaration_and_the_settlement_can_be_made_at_any_time_and_anew(
    dk: Profile, portal_case: PortalCase
) -> None:
    case = portal_case({"on": "2018-11-04", "kind": "reminder", "fee": "100.00"})
    for on, interest in (("2018-11-14", "4.24"), ("2018-12-14", "14.01")):
        # 1,477.50 at 8.05 % a year: 13 days are 4.2361, 43 days 14.0119.
        made = notice(case, dk, "acknowledgement", on=on, parties=PARTIES, particulars=GROUND)
        total = next(one for one in made.contents if one.key == "total").items[0].amount
        assert total == Decimal("1577.50") + Decimal(interest)
        assert (made.missing, made.letter.signatures) == ((), ("The debtor",))
        plan = instalment_plan(case, dk, on=on, count=3)
        settlement = notice(
            case, dk, "plan_agreed", on=on, paper="settlement", agreement=plan, parties=PARTIES, particulars=GROUND
        )
        clause = next(one for one in settlement.contents if one.key == "enforcement_clause")
        assert "uden forudgående dom" in clause.value
        assert (settlement.missing, clause.law) == ((), ("rpl-478",))


def test_the_paper_of_a_plan_tells_the_debtor_all_of_it(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case()
    plan = instalment_plan(case, dk, on="2018-11-11", count=3, down="100.00")
    told = notice(
        case, dk, "plan_agreed", on="2018-11-11", paper="plan", agreement=plan, parties=PARTIES, particulars=GROUND,
        language="en",
    )  # fmt: skip
    rows = dict(told.letter.tables[-1].rows)
    assert rows["days until the last instalment"] == str((plan.instalments[-1].due - plan.on).days)
    assert (rows["paid down"], rows["first instalment"]) == ("DKK 100.00", "11 December 2018")
    assert (rows["last instalment"], rows["rate a year"]) == ("11 February 2019", "8.05%")
    assert rows["interest over the whole time"] == f"DKK {plan.total_interest}"
    assert rows["what an instalment pays, in this order"] == "interest and principal"
    said = "\n".join(told.letter.paragraphs)
    assert "Paying the principal does not free of interest, fees and costs." in said
    assert "all that is left of the debt may be called in at once" in said


def test_an_own_letter_has_the_data_of_the_case_and_moves_nothing(dk: Profile, portal_case: PortalCase) -> None:
    case = portal_case({"on": "2018-11-04", "kind": "reminder", "fee": "100.00"})
    own = notice(case, dk, "letter", on="2018-11-14", parties=PARTIES, particulars=GROUND)
    text = own.render("{{ letter.recipient[0] }} owes {{ letter.tables[0].last[-1] }}.")
    assert text == "The debtor owes 1.581,74 kr..\n"
    sent = case.with_event({"on": "2018-11-14", "kind": "letter"})
    assert statement(sent, dk, on="2018-11-14").owed == statement(case, dk, on="2018-11-14").owed
    assert statement(sent, dk, on="2018-11-14").stage == statement(case, dk, on="2018-11-14").stage


def test_a_debtor_is_shown_where_to_pay_what_the_debt_is_made_of_and_what_was_paid(
    dk: Profile, portal_case: PortalCase
) -> None:
    paid = {"on": "2018-11-11", "kind": "payment", "amount": "500.00"}
    case = portal_case({"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}, paid)
    shown = account_letter(statement(case, dk, on="2018-11-11"), dk, kind="debtor", parties=PARTIES, language="en")
    owed, parts, payments = shown.letter.tables
    assert [row[-1] for row in owed.rows] == ["DKK 1,080.76", "DKK 0.00", "DKK 0.00"]
    assert parts.last == ("Total", "DKK 1,580.76", "DKK 500.00", "DKK 0.00", "DKK 1,080.76")
    assert payments.rows[0][0] == "11 November 2018"
    assert payments.rows[0][-1] == "DKK 500.00"
    assert "Please pay to account 0123 456." in shown.letter.paragraphs
    assert ("The creditor:", "The creditor") in shown.letter.facts


def test_the_final_account_is_a_paper_with_costs_payment_and_what_is_left(dossier: Case) -> None:  # noqa: F811
    ch = load_profile("CH")
    paper = account_letter(statement(dossier, ch, on=LAST), ch, kind="final", language="en")
    lines, _, payments = paper.letter.tables
    charged = {row[2] for row in lines.rows}
    assert {"CHF 60.00", "CHF 13.30", "CHF 27.35"} <= charged  # 73.30 is the fee and its postage
    assert "CHF 0.00" not in charged  # the extract is the creditor's own
    assert payments.rows[0][-1] == "CHF 1,032.25"
    assert paper.letter.paragraphs[-1] == "CHF 100.65 is left open."


def test_the_creditor_has_a_numbered_account_of_each_month(dk: Profile, portal_case: PortalCase) -> None:
    paid = {"on": "2018-11-11", "kind": "payment", "amount": "500.00", "received_by": "collector"}
    case = portal_case({"on": "2018-11-04", "kind": "reminder", "fee": "100.00"}, paid)
    november = monthly_statement(case, dk, month="2018-11", number="11")
    december = monthly_statement(case, dk, month="2018-12", number="12")
    # 10 days on 1,477.50 are 3.2586; 19 on 1,080.76 at 8.05 % are 4.5288: 7.79, of which 3.26 are paid.
    total = november.movements[-1]
    assert (total.opening, total.charged, total.paid) == (Decimal("1477.50"), Decimal("107.79"), 500)
    assert (total.closing, december.opening.total) == (Decimal("1085.29"), Decimal("1085.29"))
    assert [(one.received_by, one.amount) for one in november.taken] == [("collector", 500)]
    paper = account_letter(november, dk, language="en")
    assert paper.letter.subject == "Statement no. 11 for November 2018"
    assert paper.letter.tables[0].last == (
        "Total", "DKK 1,477.50", "DKK 107.79", "DKK 500.00", "DKK 0.00", "DKK 1,085.29",
    )  # fmt: skip
