"""Files in: what a row must and may say, what is taken for granted, what is held back, and what is wanted at all."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import BadInput, Case, Profile, accept, audit, load_case, next_steps, standing
from collectrules.portfolio.importing import (
    Batch,
    Import,
    Intake,
    Layout,
    import_cases,
    layout,
    ready_made,
    row_schema,
)

D = dt.date
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "import"
FACTS: dict[str, Any] = {
    "case": {"workflow": "standard", "creditor": {"kind": "business", "recovers_vat": True}},
    "claim": {"kind": "goods_or_services", "due_agreed": True},
}
ROW = {
    "Debitornavn": "Smedjen ApS", "Kundenr.": "1001", "CVR-nr.": "11111111", "Fakturanr.": "84", "Beløb": "1.531,25",
    "Fakturadato": "07-09-2018", "Forfaldsdato": "15-09-2018",
}  # fmt: skip
POSSIBLE = {
    "missing_payment", "missing_credit_note", "missing_system_payment", "payment_over_invoices", "unmatched_postings",
}  # fmt: skip
Imported = Callable[..., Import]


@pytest.fixture
def imported(dk: Profile) -> Imported:
    """Rows, each a change of one sound row, as an import; `how` changes the layout."""

    def made(*rows: dict[str, Any], how: dict[str, Any] | None = None, **options: Any) -> Import:  # noqa: ANN401
        table = [ROW | row for row in rows]
        return import_cases(table, layout("invoices_da", **{**FACTS, **(how or {})}), dk, **options)

    return made


def assumed(found: Import) -> set[tuple[int, str]]:
    return {(one.row, one.code) for entered in found.entered for one in entered.assumptions}


def reasons(found: Import) -> dict[int, set[str]]:
    return {held.row: {reason.code for reason in held.reasons} for held in found.quarantined}


def adds_up(found: Import) -> bool:
    counts = found.counts
    entered = sum(len(one.rows) for one in found.entered)
    return counts.rows == entered + len(found.quarantined) + len(found.left_out) == (
        counts.entered + counts.quarantined + counts.left_out
    )  # fmt: skip


# The samples of the portal -----------------------------------------------------------------------------------


def test_the_sample_gives_two_clean_cases_and_one_in_quarantine_with_all_reasons(dk: Profile) -> None:
    found = import_cases(EXAMPLES / "invoices.csv", EXAMPLES / "mapping.toml", dk)
    lines = [
        (one.id, one.invoices, one.amount, [(c.invoiced, c.due) for c in one.case.claims if one.case])
        for one in found.entered
        if one.case is not None
    ]
    assert lines == [
        ("84", ("84",), Decimal("1531.25"), [(D(2018, 9, 7), D(2018, 9, 15))]),
        ("88", ("88",), Decimal("506.25"), [(D(2018, 11, 1), D(2018, 11, 9))]),
    ]
    assert [(held.row, held.invoice, held.beside) for held in found.quarantined] == [
        (4, "85", (4, 5)),
        (5, "86", (4, 5)),
    ]
    assert reasons(found) == {4: POSSIBLE, 5: POSSIBLE}
    assert (found.counts.cases, found.counts.held, found.counts.rows) == (2, 1, 4)
    assert adds_up(found)


def test_what_is_in_doubt_can_be_imported_anyway_and_says_so_in_every_answer(dk: Profile) -> None:
    found = import_cases(EXAMPLES / "invoices.csv", EXAMPLES / "mapping.toml", dk, anyway=[4, 5])
    case = found.cases[-1]
    assert [(claim.id, claim.amount, claim.due) for claim in case.claims] == [
        ("85", 2150, D(2019, 1, 3)),
        ("86", 1250, D(2019, 1, 3)),
    ]
    assert [one.unverified for one in found.cases] == [None, None, True]
    assert {reason.code for reason in found.entered[-1].reasons} == POSSIBLE
    on = "2019-01-03"
    assert standing(case, dk, on=on).owed.total == 3400
    for answer in (standing(case, dk, on=on), next_steps(case, dk, on=on), audit(case, dk, on=on)):
        assert "case_unverified" in {one.code for one in answer.assumptions}
    clean = standing(found.cases[0], dk, on=on).assumptions
    assert "case_unverified" not in {one.code for one in clean}


def test_what_is_in_quarantine_is_mended_and_tried_again(dk: Profile) -> None:
    # The thousand that the books have more was paid on the first invoice: 3,400 - 1,000 = 2,400.
    paid = {4: {"payment_date": "10-01-2019", "payment_amount": "1.000,00", "unmatched": None}, 5: {"unmatched": None}}
    found = import_cases(EXAMPLES / "invoices.csv", EXAMPLES / "mapping.toml", dk, fixes=paid)
    case = found.cases[-1]
    assert (found.counts.quarantined, case.unverified, found.entered[-1].open) == (0, None, Decimal("2400.00"))
    (payment,) = case.events
    assert (payment.kind, payment.on, payment.amount, payment.claim) == ("payment", D(2019, 1, 10), 1000, "85")


# What a row says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["Debitornavn", "Fakturanr.", "Beløb", "Fakturadato", "Forfaldsdato"])
def test_a_row_without_what_it_must_say_is_held_with_row_and_column(imported: Imported, heading: str) -> None:
    found = imported({}, {"Fakturanr.": "85", "Kundenr.": "2", heading: " "})
    assert found.counts.cases == 1
    (held,) = found.quarantined
    assert [(one.row, one.column, one.code, one.kind) for one in held.reasons] == [
        (2, heading, "missing_field", "fault")
    ]


def test_a_row_says_who_the_debtor_is_and_no_case_repeats_it(imported: Imported) -> None:
    said = {
        "CPR-nr.": "010170-1234", "Telefon": "55512345", "Mobil": "55567890", "E-mail": "a@example.org",
        "Adresse": "Havnegade 1", "Postnr.": "5000", "By": "Odense C",
    }  # fmt: skip
    (one,) = imported(said).entered
    card = one.debtor
    assert (card.key, card.customer, card.name, card.phones) == (
        "1001",
        "1001",
        "Smedjen ApS",
        ("55512345", "55567890"),
    )
    assert (card.email, card.address, card.zip, card.town) == ("a@example.org", "Havnegade 1", "5000", "Odense C")
    assert (card.company_number, card.personal_number) == ("11111111", "010170-1234")
    assert card.addressee()["address"] == ["Havnegade 1", "5000 Odense C"]
    assert one.case is not None
    text = one.case.model_dump_json()
    assert [word for word in (*said.values(), "Smedjen", "11111111", "1001") if word in text] == []


def test_columns_are_renamed_by_data(dk: Profile, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    renamed = {"based_on": "invoices_da", "columns": {"name": "Navn", "customer": "Nr."}, **FACTS}
    mapping.write_text(json.dumps(renamed), encoding="utf-8")
    row = {
        "Navn": "Smedjen ApS",
        "Nr.": "7",
        **{key: ROW[key] for key in ROW if key not in {"Debitornavn", "Kundenr."}},
    }
    found = import_cases([row | {"Bemærkning": "x"}], mapping, dk)
    assert (found.entered[0].debtor.name, found.entered[0].debtor.key) == ("Smedjen ApS", "7")
    assert found.unused == ("Bemærkning",)
    with pytest.raises(BadInput) as caught:
        import_cases([ROW], mapping, dk)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("heading_missing", "mapping.columns.name")]


def test_reminders_become_events_with_fee_compensation_and_warning(imported: Imported, dk: Profile) -> None:
    letters = {
        "Rykker 1 dato": "19-09-2018", "Rykker 1 gebyr": "100,00", "Rykker 1 kompensationsgebyr": "1",
        "Rykker 2 dato": "01-10-2018", "Rykker 2 gebyr": "50,00",
        "Rykker 3 dato": "13-10-2018", "Rykker 3 gebyr": "0", "Rykker 3 inkassovarsel": "1",
    }  # fmt: skip
    (case,) = imported(letters).cases
    assert [(e.kind, e.on, e.fee, e.compensation, e.warns_of_collection, e.claim) for e in case.events] == [
        ("reminder", D(2018, 9, 19), 100, True, None, "84"),
        ("reminder", D(2018, 10, 1), 50, None, None, "84"),
        ("reminder", D(2018, 10, 13), 0, None, True, "84"),
    ]
    # 100 and 50, and the 310 of compensation between businesses.
    assert standing(case, dk, on="2018-10-14").owed.fees == 460


def test_a_reminder_with_a_day_and_no_fee_has_the_default_fee_and_that_is_told(imported: Imported) -> None:
    letter = {"Rykker 1 dato": "19-09-2018"}
    by_law = imported(letter)
    assert by_law.cases[0].events[0].fee == 100  # renteloven § 9 b, stk. 2
    assert (1, "fee_of_law") in assumed(by_law)
    agreed = imported(letter, how={"default_fee": "75.00"})
    assert agreed.cases[0].events[0].fee == 75
    (told,) = [one for one in agreed.entered[0].assumptions if one.code == "default_fee"]
    assert (told.row, told.column, told.values) == (1, "Rykker 1 gebyr", {"number": "1", "amount": "75.00"})
    before = imported({"Rykker 1 dato": "01-01-1980", "Fakturadato": "01-12-1979", "Forfaldsdato": "15-12-1979"})
    assert reasons(before) == {1: {"default_fee_unknown"}}


@pytest.mark.parametrize(
    ("flag", "warns", "told"),
    [("1", True, False), (1, True, False), (True, True, False), ("x", True, True), ("nej", True, True), (2, True, True),
     ("0", None, False), (0, None, False), (False, None, False), ("", None, False), (None, None, False)],
)  # fmt: skip
def test_any_flag_but_nought_and_blank_means_yes(
    imported: Imported, flag: object, warns: bool | None, told: bool
) -> None:
    found = imported({"Rykker 1 dato": "19-09-2018", "Rykker 1 inkassovarsel": flag})
    assert found.cases[0].events[0].warns_of_collection is warns
    assert ((1, "flag_means_yes") in assumed(found)) is told


@pytest.mark.parametrize(
    ("numbers", "key", "told"),
    [
        ({"CPR-nr.": "010170-1234"}, "1001", None),
        ({"Kundenr.": "", "CPR-nr.": "010170-1234"}, "010170-1234", "key_is_personal_number"),
        ({"Kundenr.": ""}, "11111111", "key_is_company_number"),
        ({"Kundenr.": "", "CVR-nr.": ""}, None, "stands_alone"),
    ],
)
def test_the_customer_number_falls_back_to_the_personal_and_then_the_company_number(
    imported: Imported, numbers: dict[str, str], key: str | None, told: str | None
) -> None:
    found = imported(numbers, numbers | {"Fakturanr.": "85"})
    assert {one.debtor.key for one in found.entered} == {key}
    assert found.counts.cases == (2 if key is None else 1)  # two of one name are not taken for one debtor
    codes = {one.code for entered in found.entered for one in entered.assumptions if one.field == "customer"}
    assert codes == ({told} if told else set())


def test_a_credit_note_is_an_event_and_without_a_due_day_counts_when_it_was_made(
    imported: Imported, dk: Profile
) -> None:
    note = {"Kreditnotanr.": "K-7", "Kreditnota beløb": "531,25", "Kreditnota dato": "20-09-2018"}
    found = imported(note)
    (event,) = found.cases[0].events
    assert (event.kind, event.on, event.amount, event.reference, event.claim) == (
        "credit_note", D(2018, 9, 20), Decimal("531.25"), "K-7", "84",
    )  # fmt: skip
    assert (1, "credit_counts_when_made") in assumed(found)
    assert standing(found.cases[0], dk, on="2018-09-21").owed.principal == 1000
    later = imported(note | {"Kreditnota forfald": "30-09-2018"})
    assert later.cases[0].events[0].on == D(2018, 9, 30)
    assert (1, "credit_counts_when_due") in assumed(later)
    apart = {**dict.fromkeys(("Beløb", "Fakturadato", "Forfaldsdato"), ""), **note}
    assert imported({}, apart).cases[0].events[0].claim == "84"
    assert reasons(imported({}, apart | {"Fakturanr.": "99"}))[2] == {"unknown_invoice"}
    assert reasons(imported(note | {"Kreditnota dato": ""})) == {1: {"missing_field"}}


# Which rows are wanted ---------------------------------------------------------------------------------------


def test_only_invoices_that_were_sent_are_taken_in(imported: Imported) -> None:
    found = imported({"Sendt": "1"}, {"Fakturanr.": "85", "Sendt": "0"}, {"Fakturanr.": "86", "Sendt": None})
    assert [one.invoices for one in found.entered] == [("84",)]
    assert [(one.row, one.code) for one in found.left_out] == [(2, "not_sent"), (3, "not_sent")]
    assert adds_up(found)
    days = {"columns": {"sent_date": "Sendt den", "sent": None}}
    found = imported({"Sendt den": "09-09-2018"}, {"Fakturanr.": "85", "Sendt den": ""}, how=days)
    assert [claim.invoiced for claim in found.cases[0].claims] == [D(2018, 9, 9)]
    assert found.counts.left_out_by == {"not_sent": 1}
    assert (1, "sent_on_invoice_day") in assumed(imported({}))


def test_the_filter_asks_for_reminders_balance_and_days_overdue(imported: Imported) -> None:
    first, second = {"Rykker 1 dato": "19-09-2018"}, {"Rykker 2 dato": "01-10-2018"}
    rows = [{}, {"Fakturanr.": "85", **first}, {"Fakturanr.": "86", **first, **second}]

    def kept(**words: Any) -> tuple[list[str], dict[str, int]]:  # noqa: ANN401
        found = imported(*rows, keep=Intake(**words))
        assert adds_up(found)
        return [name for one in found.entered for name in one.invoices], dict(found.counts.left_out_by)

    assert kept() == (["84", "85", "86"], {})
    assert kept(after_reminder=1) == (["85", "86"], {"few_reminders": 1})
    assert kept(after_reminder=2) == (["86"], {"few_reminders": 2})
    assert kept(after_reminder=3) == ([], {"few_reminders": 3})
    # Due on the 15th: on the 25th they are ten days late.
    assert kept(days_overdue=10, on="2018-09-25") == (["84", "85", "86"], {})
    assert kept(days_overdue=11, on="2018-09-25") == ([], {"not_overdue": 3})
    # What is left of the debtor after the other words counts: 3 × 1,531.25 = 4,593.75, 2 × = 3,062.50.
    assert kept(least_balance="4593.75")[1] == {}
    assert kept(least_balance="4593.76") == ([], {"small_balance": 3})
    assert kept(least_balance="3062.51", after_reminder=1) == ([], {"few_reminders": 1, "small_balance": 2})


def test_the_last_reminder_is_taken_to_warn_if_that_is_asked_for(imported: Imported) -> None:
    letters = {"Rykker 1 dato": "19-09-2018", "Rykker 2 dato": "01-10-2018"}
    found = imported(letters, keep=Intake(last_reminder_warns=True))
    assert [event.warns_of_collection for event in found.cases[0].events] == [None, True]
    assert (1, "last_reminder_warns") in assumed(found)
    flagged = imported(letters | {"Rykker 2 inkassovarsel": "1"}, keep=Intake(last_reminder_warns=True))
    assert (1, "last_reminder_warns") not in assumed(flagged)


# Previews and many rows --------------------------------------------------------------------------------------


def test_a_preview_shows_every_row_and_writes_nothing(dk: Profile, tmp_path: Path) -> None:
    file = tmp_path / "invoices.csv"
    file.write_bytes((EXAMPLES / "invoices.csv").read_bytes())
    found = import_cases(file, EXAMPLES / "mapping.toml", dk)
    assert [path.name for path in tmp_path.iterdir()] == ["invoices.csv"]
    rows = [row for one in found.entered for row in one.rows]
    assert sorted([*rows, *(held.row for held in found.quarantined)]) == [2, 3, 4, 5]
    assert [load_case(one.model_dump(mode="json", by_alias=True, exclude_none=True)) for one in found.cases] == list(
        found.cases
    )


def test_rows_go_in_at_any_stage_and_each_bad_one_tells_all_its_faults(dk: Profile) -> None:
    how = layout(
        "neutral", **FACTS, values={"stage": {"in court": "payment_order_filed"}, "title": {"order": "payment_order"}}
    )
    row = {"name": "A", "customer": "1", "company_number": "11111111", "invoice": "84", "amount": "1531.25",
           "date": "2018-09-07", "due": "2018-09-15"}  # fmt: skip
    reminded = {"reminder_1_date": "2018-09-19", "reminder_1_fee": "100.00"}
    rows: list[dict[str, Any]] = [
        row,
        row | {"customer": "2", "invoice": "85", **reminded},
        row | {"customer": "3", "invoice": "86", **reminded, "act.collection_notice": "2018-10-01",
               "stage": "in court", "stage_date": "2018-11-01"},
        row | {"customer": "4", "invoice": "87", **reminded, "title": "order", "title_date": "2018-12-01"},
        row | {"customer": "5", "invoice": "88", "amount": "1.531,25", "date": "7 September", "due": None,
               "reminder_1_fee": "100.00", "stage": "nowhere"},
        row | {"customer": "6", "invoice": "89", "act.flown_to_the_moon": "2018-10-01"},
    ]  # fmt: skip
    found = import_cases(rows, how, dk)
    stages = [standing(case, dk, on="2018-12-02").stage for case in found.cases]
    assert [[event.kind for event in case.events] for case in found.cases] == [
        [], ["reminder"], ["reminder", "collection_notice", "payment_order_filed"], ["reminder", "title_obtained"],
    ]  # fmt: skip
    assert stages == ["overdue", "overdue", "payment_order_pending", "titled"]  # a letter leaves a claim overdue
    assert [(one.field, one.code) for one in found.quarantined[0].reasons] == [
        ("amount", "amount_format"), ("date", "date_format"), ("stage", "unknown_word"), ("due", "missing_field"),
        ("stage_date", "missing_field"), ("reminder_1_date", "missing_field"),
    ]  # fmt: skip
    assert [(one.column, one.code) for one in found.quarantined[1].reasons] == [
        ("act.flown_to_the_moon", "unknown_kind")
    ]
    assert adds_up(found)


def test_a_batch_is_read_one_row_at_a_time(dk: Profile) -> None:
    class Counted(list[dict[str, str]]):
        """Rows that know how many of them were asked for."""

        asked = 0

        def __iter__(self) -> Any:  # noqa: ANN401
            for item in list.__iter__(self):
                self.asked += 1
                yield item

    rows = Counted(ROW | {"Kundenr.": str(n), "Fakturanr.": str(n)} for n in range(50))
    batch = Batch(rows, layout("invoices_da", **FACTS), dk)
    rows.asked = 0
    going = iter(batch)
    next(going)
    assert rows.asked == 1
    assert len(list(going)) == 49


def test_a_connector_needs_no_mapping_but_what_all_its_cases_share(dk: Profile) -> None:
    # A connector to a program writes the fields of this schema, and names the ready-made layout "neutral".
    schema = row_schema()
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert set(layout("neutral").columns) == set(properties)
    assert {"neutral", "open_items"} <= set(ready_made())
    row = {"name": "A", "customer": "1", "company_number": "1", "invoice": "84", "amount": "1531.25",
           "date": "2018-09-07", "due": "2018-09-15", "reminder_1_date": "2018-09-19",
           "reminder_1_warning": True}  # fmt: skip
    (case,) = import_cases([row], layout("neutral", **FACTS), dk).cases
    assert (case.claims[0].amount, case.events[0].warns_of_collection) == (Decimal("1531.25"), True)


def test_a_claim_is_made_of_each_overdue_invoice_looked_over_and_handed_over(dk: Profile) -> None:
    rows = [ROW, ROW | {"Fakturanr.": "85"}, ROW | {"Fakturanr.": "86", "Forfaldsdato": "01-12-2018"}]
    how: Layout = layout("invoices_da", **FACTS, per="invoice")
    found = import_cases(rows, how, dk, keep=Intake(days_overdue=1, on="2018-11-30"))
    assert [(one.id, one.rows) for one in found.entered] == [("84", (1,)), ("85", (2,))]
    assert [(one.row, one.code) for one in found.left_out] == [(3, "not_overdue")]
    eligible: list[Case] = []
    for case in found.cases:
        step = next(one for one in next_steps(case, dk, on="2018-11-30").proposals if one.action == "handed_over")
        if step.status == "open":
            eligible.append(accept(case, step, dk, on="2018-11-30"))
    assert [[event.kind for event in case.events] for case in eligible] == [["handed_over"], ["handed_over"]]
