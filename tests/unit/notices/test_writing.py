"""A letter states what the law asks for, with the sums of the engine; what lacks is named, and nothing else is sent."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules import BadInput, Case, Profile
from collectrules.words.texts import languages
from tests.unit.notices.conftest import PARTICULARS, PARTIES

ON = "2024-03-01"


def letter(case: Case, dk: Profile, step: str = "collection_notice", on: str = ON, **more: Any) -> cr.Notice:  # noqa: ANN401
    given = {"parties": PARTIES, "particulars": PARTICULARS, "language": "en", **more}
    return cr.notice(case, dk, step, on=on, **given)


def fault(case: Case, dk: Profile, step: str = "collection_notice", **more: Any) -> tuple[str, str, str | None]:  # noqa: ANN401
    with pytest.raises(BadInput) as error:
        letter(case, dk, step, **more)
    return error.value.code, error.value.faults[0].path, error.value.faults[0].nearest


def by_key(found: cr.Notice) -> dict[str, Any]:
    return {one.key: one for one in found.contents}


def test_the_sums_of_a_letter_are_those_of_the_law(case: Case, dk: Profile) -> None:
    # 1,000 at 11.75 % for 20 days of a leap year: 6.42, then 100.00 of fee, then 193.58 of principal are paid with
    # 300.00. On 806.42 ten days more are 2.5889: in all 9.0098, rounded once 9.01, less 6.42.
    said = by_key(letter(case, dk))
    assert [(one.claim, one.amount) for one in said["principal"].items] == [("c1", Decimal("806.42"))]
    assert [(str(one.on), str(one.until), one.days, one.rate) for one in said["interest_rate_and_period"].items] == [
        ("2024-02-01", "2024-02-20", 20, Decimal("11.75")), ("2024-02-21", "2024-03-01", 10, Decimal("11.75")),
    ]  # fmt: skip
    assert said["total"].items[0].amount == Decimal("809.01")
    assert said["total"].value == "DKK 809.01"
    assert said["each_fee"].value == "No fees or costs are claimed."  # the one there was is paid
    assert str(said["deadline"].items[0].on) == "2024-03-11"  # ten days from sending, § 10(3)


def test_a_letter_counts_the_fee_that_it_costs_itself(case: Case, dk: Profile) -> None:
    said = by_key(letter(case, dk, "reminder"))
    assert [(one.kind, one.amount, str(one.on)) for one in said["each_fee"].items] == [("reminder_fee", 100, ON)]
    assert said["total"].items[0].amount == Decimal("909.01")


def test_a_form_for_a_court_leaves_the_courts_own_fee_to_it(demanded: Case, dk: Profile) -> None:
    found = letter(demanded, dk, "payment_order_filed", on="2024-03-12")
    assert by_key(found)["each_fee"].items == ()
    assert {"how_to_pay", "deadline"} & by_key(found).keys() == set()
    assert found.letter.recipient == ()
    office = {"name": "Retten i Byen", "address": ["Torv 3"]}
    sent = letter(demanded, dk, "payment_order_filed", on="2024-03-12", parties=PARTIES | {"office": office})
    assert sent.letter.recipient == ("Retten i Byen", "Torv 3")


def test_each_statement_names_the_provision_that_asks_for_it(case: Case, dk: Profile) -> None:
    said = by_key(letter(case, dk))
    assert said["deadline"].law == ("inkassol-10-3",)
    assert said["principal"].law == ("inkassol-10-2", "inkassol-10-3")
    assert said["due_day"].law == ()  # usual, and no law asks for it


REMOVED = {
    "creditor": lambda given: given["parties"].pop("creditor"),
    "debtor": lambda given: given["parties"].pop("debtor"),
    "how_to_pay": lambda given: given["parties"]["creditor"].pop("account"),
    "ground": lambda given: given.pop("particulars"),
}


@pytest.mark.parametrize("key", REMOVED)
def test_what_is_taken_away_is_missing(case: Case, dk: Profile, key: str) -> None:
    given = {"parties": {side: dict(one) for side, one in PARTIES.items()}, "particulars": PARTICULARS}
    REMOVED[key](given)
    found = cr.notice(case, dk, "collection_notice", on=ON, language="en", **given)
    missing = {one.key: one for one in found.missing}
    assert key in missing
    assert missing[key].costs == "void"
    assert key not in found.stated
    assert missing[key].law
    assert missing[key].needs


def test_a_claim_without_a_name_that_the_debtor_knows_lacks_it(case: Case, dk: Profile) -> None:
    claim = case.claims[0].model_copy(update={"reference": None})
    nameless = case.model_copy(update={"claims": (claim,)})
    missing = {one.key: one.needs for one in letter(nameless, dk).missing}
    assert missing == {"claim_reference": ("particulars.c1.reference",)}
    named = {"c1": PARTICULARS["c1"] | {"reference": "your order of May"}}
    assert letter(nameless, dk, particulars=named).missing == ()


def test_what_a_letter_stated_is_recorded_and_what_it_left_out_is_found(case: Case, dk: Profile) -> None:
    proposal = next(one for one in cr.next_steps(case, dk, on=ON).proposals if one.action == "collection_notice")
    whole = letter(case, dk)
    sent = cr.accept(case, proposal, dk, on=ON, records=whole.records)
    assert sent.events[-1].contents == whole.stated
    assert cr.audit(sent, dk, on="2024-03-31").findings == ()
    for key in whole.stated:
        less = {**whole.records, "contents": [one for one in whole.stated if one != key]}
        found = cr.audit(cr.accept(case, proposal, dk, on=ON, records=less), dk, on="2024-03-31").findings
        assert [(one.code, one.values["omitted"]) for one in found] == [("notice_incomplete", key)], key


def test_a_letter_to_a_collector_names_who_writes(case: Case, dk: Profile) -> None:
    handed = case.with_event({"on": "2024-02-25", "kind": "handed_over", "to": "collector"})
    assert {one.key: one.needs for one in letter(handed, dk).missing} == {"sender": ("parties.sender",)}
    sender = {"name": "Inkasso A/S", "address": ["Plads 4"], "account": "9"}
    found = letter(handed, dk, parties=PARTIES | {"sender": sender})
    assert found.missing == ()
    assert found.letter.sender[0] == "Inkasso A/S"
    assert by_key(found)["how_to_pay"].value == "Please pay to account 9."


def test_a_letter_may_give_more_time_than_the_law_and_never_less(case: Case, dk: Profile) -> None:
    assert fault(case, dk, pay_by="2024-03-10") == ("deadline_too_short", "pay_by", "2024-03-11")
    found = letter(case, dk, pay_by="2024-03-20")
    assert "by 20 March 2024" in by_key(found)["no_further_costs_if_paid"].value
    assert str(found.records["deadline"]) == "2024-03-20"


def test_a_court_is_given_no_last_day_to_pay(demanded: Case, dk: Profile) -> None:
    told = fault(demanded, dk, "payment_order_filed", on="2024-03-12", pay_by="2024-03-30")
    assert told == ("no_deadline", "pay_by", None)


def test_only_what_is_open_is_written(case: Case, dk: Profile) -> None:
    assert fault(case, dk, "payment_order_filed") == ("step_not_open", "step", None)
    demanded = case.with_event({"on": ON, "kind": "collection_notice"})
    assert fault(demanded, dk, "payment_order_filed", on="2024-03-05") == ("step_not_open", "step", "2024-03-12")
    assert fault(case, dk, "remindr") == ("unknown_word", "step", "reminder")
    assert fault(case, dk, "reminder", claims=["c2"])[0] == "step_not_open"


def test_words_that_are_wrong_are_refused_and_no_name_is_repeated(case: Case, dk: Profile) -> None:
    with pytest.raises(BadInput) as error:
        letter(case, dk, parties={"creditor": {"nam": "Secret"}}, particulars={"c9": {"ground": 1}}, wording={"x": ""})
    assert [(one.code, one.path) for one in error.value.faults] == [
        ("missing_field", "parties.creditor.name"), ("unknown_field", "parties.creditor.nam"),
        ("unknown_claim", "particulars.c9"), ("wrong_type", "particulars.c9.ground"), ("wrong_type", "wording.x"),
    ]  # fmt: skip
    assert "Secret" not in str(error.value)
    assert fault(case, dk, wording={"consequnce": "x"}) == ("unknown_word", "wording.consequnce", "consequence")
    assert fault(case, dk, parties=3)[0] == "wrong_type"
    assert fault(case, dk, language="xx")[0] == "unknown_language"


def test_the_creditors_own_words_take_the_place_of_the_profiles(case: Case, dk: Profile) -> None:
    said = by_key(letter(case, dk, wording={"consequence": "Or we go to court."}))
    assert said["consequence"].value == "Or we go to court."


def test_where_a_language_lacks_the_sentence_of_the_law_it_is_missing(case: Case, dk: Profile) -> None:
    found = letter(case, dk, language="de")
    assert {one.key: one.needs for one in found.missing} == {"consequence": ("wording.consequence",)}


@pytest.mark.parametrize("language", languages())
def test_every_language_fills_its_places(case: Case, dk: Profile, language: str) -> None:
    found = letter(case, dk, language=language, pay_by="2024-03-11", wording={"consequence": "…"})
    assert not re.search(r"\{\w*\}", found.text)
    assert len({letter(case, dk, language=other).text for other in languages()}) == len(languages())


@pytest.mark.parametrize("step", ["handed_over", "lawsuit_filed"])
def test_what_is_no_letter_to_the_debtor_is_not_written_to_him(case: Case, dk: Profile, step: str) -> None:
    demanded = case.with_event({"on": ON, "kind": "collection_notice"})
    with pytest.raises(BadInput) as error:
        letter(demanded, dk, step, on="2024-03-12")
    assert (error.value.code, error.value.faults[0].path) == ("no_notice", "step")
    named = error.value.faults[0].expected.split(" or ")
    assert {"reminder", "collection_notice", "letter", "payment_order_filed"} <= set(named)
    assert step not in named


def test_a_neutral_letter_needs_no_notice(case: Case, dk: Profile) -> None:
    assert letter(case, dk, "letter").notice is None


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"step": None}, "step"), ({"step": 5}, "step"), ({"paper": 5}, "paper"), ({"paper": {}}, "paper"),
        ({"claims": 5}, "claims"), ({"claims": "c1"}, "claims"), ({"claims": [5]}, "claims"),
        ({"claims": {"c1": 1}}, "claims"), ({"readings": {"x": 5}}, "readings.x"), ({"readings": {5: 5}}, "readings"),
        ({"readings": ["x"]}, "readings"),
    ],
)  # fmt: skip
def test_what_is_of_another_type_is_refused(case: Case, dk: Profile, more: dict[str, Any], path: str) -> None:
    assert fault(case, dk, **{"step": "collection_notice", **more})[:2] == ("wrong_type", path)


def test_a_claim_is_named_once(case: Case, dk: Profile) -> None:
    assert fault(case, dk, "acknowledgement", claims=["c1", "c1"])[:2] == ("duplicate_id", "claims")


# Agreements ------------------------------------------------------------------------------------------------


def test_a_plan_is_told_before_it_is_agreed_on(demanded: Case, dk: Profile) -> None:
    on = "2024-04-01"
    plan = cr.instalment_plan(demanded, dk, on=on, count=4, down="100.00")
    found = letter(demanded, dk, "plan_agreed", on=on, paper="plan", agreement=plan)
    assert found.missing == ()
    rows = found.letter.tables[-2].rows
    assert [row[0] for row in rows] == ["1 April 2024", "1 May 2024", "1 June 2024", "1 July 2024", "1 August 2024"]
    assert sum(one.amount for one in by_key(found)["instalments"].items) == plan.total
    assert "Paying the principal does not free of interest, fees and costs." in found.letter.paragraphs
    agreed = cr.accept(demanded, step_of(demanded, dk, "plan_agreed", on), dk, on=on, records=found.records)
    assert [one.amount for one in agreed.events[-1].instalments or ()] == [one.amount for one in plan.instalments]
    assert {one.key: one.needs for one in letter(demanded, dk, "plan_agreed", on=on, paper="plan").missing} == {
        "instalments": ("agreement",)
    }


def test_a_settlement_that_may_be_enforced_has_the_clause_and_both_names(demanded: Case, dk: Profile) -> None:
    on = "2024-04-01"
    plan = cr.instalment_plan(demanded, dk, on=on, count=2)
    found = letter(demanded, dk, "plan_agreed", on=on, paper="settlement", agreement=plan)
    assert found.missing == ()
    assert "without a prior judgment" in by_key(found)["enforcement_clause"].value
    assert found.letter.signatures == ("Rør & Søn <ApS>", "A | B *C*")
    assert "signature" not in found.stated  # nobody has signed yet


def test_an_offer_says_what_it_saves_and_until_when(demanded: Case, dk: Profile) -> None:
    on = "2024-04-01"
    offer = cr.settlement_offer(demanded, dk, on=on, discount="20%", valid_until="2024-04-20")
    found = letter(demanded, dk, "settlement_offered", on=on, agreement=offer)
    # 817.04 is owed (41 days on 806.42 are 10.6147, with 6.4208 17.04, less 6.42): a fifth of it is 163.41.
    assert by_key(found)["saving"].value == (
        "If you pay DKK 653.63 in time, DKK 163.41 is waived and the debt is settled."
    )
    assert "by 20 April 2024" in by_key(found)["deadline"].value
    step = step_of(demanded, dk, "settlement_offered", on)
    offered = cr.accept(demanded, step, dk, on=on, records=found.records).events[-1]
    assert (offered.amount, str(offered.until)) == (Decimal("653.63"), "2024-04-20")


def test_an_offer_has_one_last_day(demanded: Case, dk: Profile) -> None:
    on = "2024-04-01"
    offer = cr.settlement_offer(demanded, dk, on=on, discount="20%", valid_until="2024-04-20")
    told = fault(demanded, dk, "settlement_offered", on=on, agreement=offer, pay_by="2024-04-25")
    assert told[:2] == ("agreement_differs", "agreement.valid_until")
    same = letter(demanded, dk, "settlement_offered", on=on, agreement=offer, pay_by="2024-04-20")
    assert "by 20 April 2024" in by_key(same)["deadline"].value


def test_an_agreement_of_another_day_is_refused(demanded: Case, dk: Profile) -> None:
    plan = cr.instalment_plan(demanded, dk, on="2024-04-01", count=2)
    told = fault(demanded, dk, "plan_agreed", on="2024-04-02", paper="plan", agreement=plan)
    assert told == ("agreement_differs", "agreement.on", None)
    assert fault(demanded, dk, "plan_agreed", on="2024-04-01", agreement=plan)[0] == "several_notices"
    assert fault(demanded, dk, "plan_agreed", on="2024-04-01", paper="planned")[:2] == ("unknown_word", "notice")
    assert fault(demanded, dk, "plan_agreed", on="2024-04-01", paper="plan", agreement=3)[0] == "wrong_type"


def test_an_agreement_of_another_debt_is_refused(demanded: Case, dk: Profile) -> None:
    on = "2024-04-01"
    plan = cr.instalment_plan(demanded, dk, on=on, count=2)
    offer = cr.settlement_offer(demanded, dk, on=on, discount="20%", valid_until="2024-04-20")
    # 817.04 was owed of 806.42 of principal; 100.00 that comes in pays the interest of 10.62 first,
    # and 89.38 of the principal.
    paid = demanded.with_event({"on": "2024-04-01", "kind": "payment", "amount": "100.00"})
    assert fault(paid, dk, "plan_agreed", on=on, paper="plan", agreement=plan)[:2] == (
        "agreement_differs", "agreement.owed.principal",
    )  # fmt: skip
    assert fault(paid, dk, "settlement_offered", on=on, agreement=offer)[0] == "agreement_differs"


def test_a_paper_for_the_debtor_to_sign_needs_no_step(case: Case, dk: Profile) -> None:
    found = letter(case, dk, "acknowledgement")
    assert found.missing == ()
    assert found.letter.signatures == ("A | B *C*",)
    paid = case.with_event({"on": "2024-02-21", "kind": "payment", "amount": "900.00"})
    assert fault(paid, dk, "acknowledgement")[0] == "nothing_owed"
    assert fault(case, dk, "acknowledgement", claims=["c9"])[0] == "nothing_owed"


def test_what_the_step_decides_is_not_recorded_otherwise(case: Case, dk: Profile) -> None:
    step = step_of(case, dk, "reminder", ON)
    with pytest.raises(BadInput) as error:
        cr.accept(case, step, dk, on=ON, records={"fee": "500.00", "chanel": "post"})
    assert [(one.code, one.path, one.nearest) for one in error.value.faults] == [
        ("not_recorded", "records.fee", None), ("not_recorded", "records.chanel", "channel"),
    ]  # fmt: skip


def step_of(case: Case, dk: Profile, action: str, on: str) -> cr.Proposal:
    return next(one for one in cr.next_steps(case, dk, on=on).proposals if one.action == action)


# How it is set ---------------------------------------------------------------------------------------------


def test_nothing_that_a_name_holds_is_read_as_markup(case: Case, dk: Profile) -> None:
    found = letter(case, dk)
    assert "Rør &amp; Søn &lt;ApS&gt;" in found.html
    assert "<ApS>" not in found.html
    assert r"A \| B \*C\*" in found.markdown
    assert "A | B *C*" in found.text


def test_a_printed_total_stands_once_below_all_rows(case: Case, dk: Profile) -> None:
    # A foot of a table is repeated on each page that the table reaches, above rows that are still to come.
    assert re.search(r"tfoot \{[^}]*display: table-row-group", letter(case, dk).html)


def test_a_template_of_ones_own_reads_the_letter_and_nothing_else(case: Case, dk: Profile) -> None:
    found = letter(case, dk)
    assert found.render("{{ letter.subject }}: {{ letter.day }}") == "Collection notice: 1 March 2024\n"
    assert found.render("{{ letter.sender[0] }}", html=True) == "Rør &amp; Søn &lt;ApS&gt;\n"


@pytest.mark.parametrize(
    "template",
    [
        "{{ letter.__class__.__mro__ }}", "{{ letter.nothing }}", "{% for", "{{ ''.format.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}", "{% include '/etc/passwd' %}", "{{ 1 // 0 }}", "{{ range(10 ** 9) }}",
        "{% set x = letter.tables.append(1) %}", "{% set x = letter.update(day='') %}",
        "{{ letter.model_dump() }}", "{{ letter.parse_file('/etc/passwd') }}",
        "{{ letter.parse_raw('N.', proto='pickle', allow_pickle=true) }}",
        "{{ letter.tables[0].construct() }}", "{{ letter.model_json_schema() }}",
    ],
)  # fmt: skip
def test_a_template_that_asks_for_more_is_refused(case: Case, dk: Profile, template: str) -> None:
    with pytest.raises(BadInput) as error:
        letter(case, dk).render(template)
    assert error.value.code == "template"


@pytest.mark.filterwarnings("ignore")  # what is tried is deprecated, and works all the same
def test_a_template_does_not_run_what_is_pickled_in_it(case: Case, dk: Profile, tmp_path: Path) -> None:
    made = tmp_path / "made"
    pickled = f"cos\\nmkdir\\n(S'{made}'\\ntR."
    for thing in ("letter", "letter.tables[0]"):
        with pytest.raises(BadInput):
            letter(case, dk).render(f'{{{{ {thing}.parse_raw("{pickled}", proto="pickle", allow_pickle=true) }}}}')
    assert not made.exists()


def test_each_line_of_a_statement_is_a_line_of_the_letter(case: Case, dk: Profile) -> None:
    wording = {"consequence": "First | line\r\n    <b>second</b> line\u2028# third"}
    found = letter(case, dk, wording=wording)
    assert "<p>First | line<br>    &lt;b&gt;second&lt;/b&gt; line<br># third</p>" in found.html
    assert "First \\| line  \n\\<b\\>second\\</b\\> line  \n\\# third\n" in found.markdown
    assert "First | line\n    <b>second</b> line\n# third\n" in found.text


def test_no_line_of_a_statement_is_read_as_a_mark_of_the_line_above(case: Case, dk: Profile) -> None:
    found = letter(case, dk, wording={"consequence": "A title\n====\n1) one\n$x$"})
    assert "A title  \n\\=\\=\\=\\=  \n1\\) one  \n\\$x\\$\n" in found.markdown


def test_what_is_broken_into_lines_breaks_no_table(case: Case, dk: Profile) -> None:
    claim = case.claims[0].model_copy(update={"reference": None})
    named = {"c1": PARTICULARS["c1"] | {"reference": "Invoice\n17"}}
    found = letter(case.model_copy(update={"claims": (claim,)}), dk, particulars=named)
    rows = [line for line in found.markdown.splitlines() if line.startswith("| principal")]
    assert [row.count(" |") for row in rows] == [4]
    assert "Invoice 17" in rows[0]


def test_a_reference_to_quote_is_repeated_sign_by_sign(case: Case, dk: Profile) -> None:
    creditor = PARTIES["creditor"] | {"payment_reference": "RF..18 () 5390"}
    found = letter(case, dk, parties=PARTIES | {"creditor": creditor})
    assert "Please pay to account 1234 5678, quoting RF..18 () 5390." in found.letter.paragraphs
    shown = cr.account_letter(
        cr.statement(case, dk, on=ON), dk, kind="debtor", parties=PARTIES | {"creditor": creditor}, language="en"
    )
    assert "Please pay to account 1234 5678, quoting RF..18 () 5390." in shown.letter.paragraphs


@pytest.mark.parametrize("key", ["principal", "each_fee", "total", "interest_rate_and_period", "sender", "ground"])
def test_own_words_for_what_a_table_says_are_to_be_read(case: Case, dk: Profile, key: str) -> None:
    found = letter(case, dk, wording={key: "Words of our own."})
    assert by_key(found)[key].value == "Words of our own."
    assert found.text.count("Words of our own.") == 1


def test_what_is_not_claimed_is_said_where_the_law_asks_for_it(case: Case, dk: Profile) -> None:
    assert "No fees or costs are claimed." in letter(case, dk).letter.paragraphs
    assert "No fees or costs are claimed." not in letter(case, dk, "letter").letter.paragraphs


def test_several_claims_are_told_apart_and_one_is_not_named_twice(case: Case, dk: Profile) -> None:
    facts = dict(letter(case, dk).letter.facts)
    assert facts["The ground of the claim:"] == "Repair of a drain on 2 January 2024"
    assert facts["The due day:"] == "31 January 2024"
    other = case.claims[0].model_copy(update={"id": "c2", "reference": "Invoice 18"})
    both = case.model_copy(update={"claims": (*case.claims, other)})
    told = PARTICULARS | {"c2": {"ground": "A tap, with a hose"}}
    facts = dict(letter(both, dk, particulars=told).letter.facts)
    assert facts["The ground of the claim:"] == (
        "Invoice 17: Repair of a drain on 2 January 2024; Invoice 18: A tap, with a hose"
    )
    assert facts["The due day:"] == "Invoice 17: 31 January 2024; Invoice 18: 31 January 2024"
    assert facts["The claim's reference:"] == "Invoice 17; Invoice 18"
    assert facts["The creditor:"] == "Rør & Søn <ApS>, Vej 1, 1000 Byen"


def test_a_letter_comes_back_from_its_document(case: Case, dk: Profile) -> None:
    found = letter(case, dk)
    again = cr.load(cr.dumps(found))
    assert isinstance(again, cr.Notice)
    assert (again.text, again.stated, str(found)) == (found.text, found.stated, found.text)


def lots() -> Case:
    """Two claims of which the law opens the same letter on days of their own."""
    claims = [
        {"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2026-02-01", "due": due,
         "due_is": "agreed"} for name, due in (("1", "2026-02-28"), ("2", "2026-03-31"))
    ]  # fmt: skip
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    return cr.load_case({"id": "two", "currency": "DKK", "claims": claims, **parties})


def test_claims_of_several_lots_are_not_said_to_be_shut(dk: Profile) -> None:
    with pytest.raises(BadInput) as caught:
        cr.notice(lots(), dk, "reminder", on="2026-04-10")
    assert [(fault.code, fault.expected) for fault in caught.value.faults] == [("several_claims", "1 or 2")]
    with pytest.raises(BadInput) as caught:
        cr.notice(lots(), dk, "reminder", on="2026-03-20", claims=["1", "2"])
    assert caught.value.code == "step_not_open"


def test_several_lots_that_are_named_share_a_letter_with_one_fee(dk: Profile) -> None:
    found = cr.notice(lots(), dk, "reminder", on="2026-04-10", claims=["2", "1"], language="en")
    said = by_key(found)
    assert found.claims == ("1", "2")
    assert [(one.claim, one.amount) for one in said["each_fee"].items] == [("1", 100)]
    # At 9.75 % (1.75 + 8): 41 days of the first are 10.9521, ten of the second 2.6712; with the fee and both claims.
    assert said["total"].items[0].amount == Decimal("2113.62")


def test_several_lots_of_an_act_that_is_no_letter_are_written_one_by_one(dk: Profile) -> None:
    case = lots().with_event({"on": "2026-04-10", "kind": "collection_notice", "claim": "1"})
    case = case.with_event({"on": "2026-04-11", "kind": "collection_notice", "claim": "2"})
    with pytest.raises(BadInput) as caught:
        cr.notice(case, dk, "payment_order_filed", on="2026-05-04", claims=["1", "2"])
    assert caught.value.code == "several_claims"


def test_what_is_agreed_about_claims_of_several_days_is_one_paper(dk: Profile) -> None:
    claims = [
        {"id": name, "kind": "goods_or_services", "amount": "1000.00", "arose": "2026-02-01", "due": due,
         "due_is": "agreed"} for name, due in (("a", "2026-02-28"), ("b", "2026-03-31"))
    ]  # fmt: skip
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    both = cr.load_case({"id": "two", "currency": "DKK", "claims": claims, **parties})
    plan = cr.instalment_plan(both, dk, on="2026-04-10", count=4)
    offer = cr.settlement_offer(both, dk, on="2026-04-10", discount="20%")
    for step, paper, agreed in (("plan_agreed", "plan", plan), ("settlement_offered", None, offer)):
        found = cr.notice(both, dk, step, on="2026-04-10", agreement=agreed, paper=paper, language="en")
        assert found.claims == ("a", "b")
        # 41 and ten days at 9.75 %: 10.95 and 2.67 on 1,000.00 each.
        assert "DKK 2,013.62" in found.text


def test_a_warning_that_a_plan_will_be_ended_is_no_demand_of_all_that_is_owed(case: Case, dk: Profile) -> None:
    plan = {"on": "2024-03-02", "kind": "plan_agreed", "claims": ["c1"],
            "instalments": [{"due": f"2024-0{month}-01", "amount": "100.00"} for month in (4, 5)]}  # fmt: skip
    with pytest.raises(BadInput) as caught:
        cr.notice(case.with_event(plan), dk, "plan_notice", on="2024-04-10")
    assert caught.value.code == "no_notice"
