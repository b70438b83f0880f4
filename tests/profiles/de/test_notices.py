"""Each letter and form of the German profile: whole with all it needs, and what it lacks without."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from collectrules import BadInput, Notice, NotYetPublished, Profile, audit, load_case, load_profile, notice
from tests.profiles.papers import Paper, asked, check_each_input, check_whole, figures, write

PLAIN: Final[dict[str, Any]] = {
    "format": 1, "id": "k", "jurisdiction": "DE", "currency": "EUR", "region": "BY",
    "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "3650.00", "arose": "2025-06-30",
                "due": "2025-07-31", "due_is": "agreed"}],
}  # fmt: skip


def event(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind, **more}


HANDED = (event("2025-08-04", "handed_over", to="collector"),)
ORDERED = (event("2025-09-01", "payment_order_filed"), event("2025-09-10", "payment_order_served"))
TITLED = (
    *ORDERED, event("2025-10-01", "enforcement_order_requested"), event("2025-10-10", "enforcement_order_served"),
)  # fmt: skip
COSTS = {"agreement_costs": "Die Vereinbarung kostet Sie nichts."}
PAPERS: Final = {
    "reminder": Paper("reminder", "2025-08-31"),
    "credit_agency_reminder": Paper("reminder", "2025-08-31", named="credit_agency_reminder"),
    "collection_letter": Paper("collection_notice", "2025-08-31", HANDED, sender=True),
    "payment_agreement": Paper("plan_agreed", "2025-08-31", HANDED, agreement="plan", sender=True, wording=COSTS),
    "instalment_agreement": Paper("plan_agreed", "2025-08-31", agreement="plan"),
    "acknowledgement": Paper("acknowledgement", "2025-08-31"),
    "collectors_acknowledgement": Paper("acknowledgement", "2025-08-31", HANDED, sender=True),
    "payment_order": Paper("payment_order_filed", "2025-09-01"),
    "enforcement_order": Paper("enforcement_order_requested", "2025-10-01", ORDERED),
    "enforcement_request": Paper("enforcement_requested", "2025-10-20", TITLED),
    "compensation": Paper("compensation_claimed", "2025-08-31", case={"debtor": {"kind": "business"}}),
    "offer": Paper("settlement_offered", "2025-08-31", agreement="offer"),
}


def test_each_notice_is_tried(de: Profile) -> None:
    assert set(PAPERS) == set(de.notice)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_with_all_it_needs_a_paper_is_whole(de: Profile, name: str, paper: Paper) -> None:
    check_whole(de, PLAIN, name, paper)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_without_an_input_the_paper_says_what_lacks(de: Profile, name: str, paper: Paper) -> None:
    check_each_input(de, PLAIN, name, paper)


def test_a_reminder_states_five_points_above_the_base_rate(de: Profile) -> None:
    # 1.27 + 5 = 6.27 % of 3,650.00 for the 31 days of August: 3,650 * 0.0627 * 31 / 365 = 19.437. The debtor is in
    # default already, so the letter costs what trial courts accept, 2.50: 3,650.00 + 19.44 + 2.50 = 3,671.94.
    sums = figures(write(de, PLAIN, PAPERS["reminder"], "de"))
    assert sums["principal"] == ["3650.00"]
    assert [float(one) for one in sums["interest_rate_and_period"]] == [19.437]
    assert (sums["each_fee"], sums["total"]) == (["2.50"], ["3671.94"])


# What only some first letters must state (RDG 13a (1)) ----------------------------------------------------

LETTER = PAPERS["collection_letter"]
BILLED = (*HANDED, event("2025-08-04", "charge", cost="collector_fee", amount="20.00"))
ALWAYS = {"client", "ground", "contract_date", "each_fee", "fee_ground", "supervisory_authority", "sender"}
INTEREST = {"interest_rate_and_period", "interest_base"}


def first_letter(*events: dict[str, Any], recovers_vat: bool | None = True, **claim: object) -> Paper:
    case = {"creditor": {"kind": "business"} | ({} if recovers_vat is None else {"recovers_vat": recovers_vat})}
    return Paper("collection_notice", "2025-08-31", events, claim, case, sender=True)


@pytest.mark.parametrize(
    ("paper", "more", "lacks"),
    [
        (first_letter(*HANDED), INTEREST, set()),
        (first_letter(*HANDED, event("2025-08-31", "waiver", component="interest")), set(), set()),
        (first_letter(*BILLED), INTEREST, set()),
        (first_letter(*BILLED, recovers_vat=False), INTEREST | {"vat_declaration"}, set()),
        (first_letter(*BILLED, recovers_vat=None), INTEREST, {"vat_declaration"}),
        (first_letter(*HANDED, recovers_vat=False), INTEREST, set()),
        (first_letter(*HANDED, agreed_rate="9.00"), INTEREST, {"rate_above_statutory"}),
    ],
)
def test_what_a_first_letter_claims_says_what_it_must_state(
    de: Profile, paper: Paper, more: set[str], lacks: set[str]
) -> None:
    letter = write(de, PLAIN, paper, "de")
    assert asked(letter) == ALWAYS | more
    assert {one.key for one in letter.missing} == lacks


def test_an_address_found_elsewhere_is_told_with_how_to_correct_it(de: Profile) -> None:
    case, given = load_case(LETTER.document(PLAIN)), LETTER.inputs()
    given["parties"]["debtor"]["address_source"] = "Einwohnermeldeamt"
    letter = notice(case, de, "collection_notice", on=LETTER.on, **given)
    (told,) = [one for one in letter.contents if one.key == "address_source"]
    assert told.law == ("rdg-13a-1-7",)
    assert told.value.startswith("Einwohnermeldeamt. ")
    assert "unrichtig" in told.value
    assert "unrichtig" in letter.text


def test_a_reason_for_the_rate_makes_the_letter_whole(de: Profile) -> None:
    paper = first_letter(*HANDED, agreed_rate="9.00")
    given = paper.inputs()
    given["particulars"]["c1"]["rate_reason"] = "Der Zinssatz ist im Vertrag vereinbart."
    letter = notice(load_case(paper.document(PLAIN)), de, paper.step, on=paper.on, **given)
    assert letter.missing == ()
    assert "Der Zinssatz ist im Vertrag vereinbart." in letter.text


@pytest.mark.parametrize(
    ("contents", "found"),
    [
        ([*ALWAYS], []),  # nobody knows that it claims interest
        ([*ALWAYS, "interest_rate_and_period"], ["notice_incomplete"]),
        ([*ALWAYS, *INTEREST], []),
    ],
)
def test_a_letter_that_was_sent_is_in_breach_only_of_half_a_calculation(
    de: Profile, contents: list[str], found: list[str]
) -> None:
    sent = first_letter(*HANDED, event("2025-08-31", "collection_notice", contents=contents))
    given = audit(load_case(sent.document(PLAIN)), de, on="2025-08-31")
    assert [one.code for one in given.findings if one.code == "notice_incomplete"] == found


def test_an_order_is_asked_for_with_each_rate_and_the_last_running_on(de: Profile) -> None:
    # 3.62 + 5 = 8.62 % in the first half of 2024, 3.37 + 5 = 8.37 % in the second, 2.27 + 5 = 7.27 % in the next.
    old = {"arose": "2024-04-30", "due": "2024-05-31"}
    letter = write(de, PLAIN, Paper("payment_order_filed", "2025-02-03", claim=old), "de")
    (items,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    assert [(str(one.on), str(one.until), float(one.rate or 0), one.amount) for one in items] == [
        ("2024-06-01", "2024-06-30", 8.62, None), ("2024-07-01", "2024-12-31", 8.37, None),
        ("2025-01-01", "None", 7.27, None),
    ]  # fmt: skip
    assert next(one for one in letter.contents if one.key == "total").items[0].amount == 3650


def test_a_bailiff_is_told_the_sum_of_the_day_and_the_rate_from_the_next(de: Profile) -> None:
    letter = write(de, PLAIN, PAPERS["enforcement_request"], "de")
    (items,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    # 6.27 % of 3,650.00 for the 81 days from 1 August to 20 October 2025: 0.627 a day, 50.787.
    assert [(str(one.on), str(one.until), one.amount and float(one.amount)) for one in items] == [
        ("2025-08-01", "2025-10-20", 50.787), ("2025-10-21", "None", None),
    ]  # fmt: skip


def test_only_the_first_letter_of_a_collector_has_contents_of_its_own(de: Profile) -> None:
    sent = event("2025-08-20", "collection_notice", contents=[*ALWAYS, *INTEREST])
    letter = write(de, PLAIN, first_letter(*HANDED, sent), "de")
    assert (letter.notice, letter.missing) == (None, ())
    assert letter.letter.subject == "Zahlungsaufforderung des Inkassos"
    again = event("2025-08-31", "collection_notice", contents=["principal"])
    given = audit(load_case(first_letter(*HANDED, sent, again).document(PLAIN)), de, on="2025-08-31")
    assert [one.code for one in given.findings if one.code == "notice_incomplete"] == []
    first = audit(load_case(first_letter(*HANDED, again).document(PLAIN)), de, on="2025-08-31")
    assert [one.code for one in first.findings if one.code == "notice_incomplete"] == ["notice_incomplete"]


@pytest.mark.parametrize(
    ("name", "language", "subject"),
    [
        ("payment_order", "fr", "Requête"), ("payment_order", "de", "Mahnantrag"), ("reminder", "fr", "Rappel"),
        ("acknowledgement", "it", "Riconoscimento di debito"),
    ],
)  # fmt: skip
def test_a_paper_in_a_language_of_another_country_is_called_in_its_words(
    de: Profile, name: str, language: str, subject: str
) -> None:
    letter = write(de, PLAIN, PAPERS[name], language).letter
    assert letter.subject == subject
    if name == "payment_order":
        assert "payer" not in letter.opening


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_enforcement_order_lists_what_was_paid_on_the_order(de: Profile, language: str) -> None:
    # ZPO 699 (1): only what was paid on the order, so nothing of the 100.00 before the application.
    before = event("2025-08-20", "payment", amount="100.00")
    paid = (before, *ORDERED, event("2025-09-20", "payment", amount="200.00"))
    letter = write(de, PLAIN, Paper("enforcement_order_requested", "2025-10-01", paid), language)
    (made,) = (one.items for one in letter.contents if one.key == "payments_made")
    assert [(str(one.on), one.amount) for one in made] == [("2025-09-20", 200)]
    none = write(de, PLAIN, Paper("enforcement_order_requested", "2025-10-01", (before, *ORDERED)), language)
    said = {"de": "Auf den Mahnbescheid sind keine Zahlungen geleistet worden.",
            "en": "No payments were made on the order for payment."}  # fmt: skip
    assert said[language] in none.letter.paragraphs
    assert said[language] not in letter.letter.paragraphs
    assert len(none.letter.tables) == 1


def test_an_order_names_the_court_that_would_hear_the_claim(de: Profile) -> None:
    paper, given = PAPERS["payment_order"], PAPERS["payment_order"].inputs()
    given["parties"]["trial_court"] = {"name": "Amtsgericht München"}
    letter = notice(load_case(paper.document(PLAIN)), de, paper.step, on=paper.on, **given)
    assert letter.missing == ()
    assert "Amtsgericht München" in [text for _, text in letter.letter.facts]
    del given["parties"]["trial_court"]
    lacking = notice(load_case(paper.document(PLAIN)), de, paper.step, on=paper.on, **given)
    assert [(one.key, one.needs) for one in lacking.missing] == [("trial_court", ("parties.trial_court",))]
    given["wording"] = {"trial_court": "Landgericht Ulm"}
    said = notice(load_case(paper.document(PLAIN)), de, paper.step, on=paper.on, **given)
    assert said.missing == ()


def test_a_declaration_about_vat_says_what_the_costs_contain(de: Profile) -> None:
    letter = write(de, PLAIN, first_letter(*BILLED, recovers_vat=False), "de")
    assert (
        "Der Gläubiger ist nicht zum Vorsteuerabzug berechtigt; die in den Kosten enthaltene Umsatzsteuer wird darum "
        "verlangt."
    ) in letter.letter.paragraphs


@pytest.mark.parametrize("name", ["payment_agreement", "collectors_acknowledgement"])
def test_an_acknowledgement_names_no_part_that_is_not_listed(de: Profile, name: str) -> None:
    letter = write(de, PLAIN, PAPERS[name], "de")
    (said,) = (one.value for one in letter.contents if one.key == "defences_lost")
    assert "erfasst alle hier aufgeführten Posten (§ 13a" in said
    assert "Gebühren" not in said


# The lump sum for default ----------------------------------------------------------------------------------


def test_a_business_is_asked_for_forty_euro_with_their_ground(de: Profile) -> None:
    # Between businesses 1.27 + 9 = 10.27 % of 3,650.00 for the 31 days of August: 31.837. With the 40.00 of § 288 (5)
    # BGB 3,721.84 are owed.
    letter = write(de, PLAIN, PAPERS["compensation"], "de")
    assert figures(letter) == {
        "principal": ["3650.00"], "interest_rate_and_period": ["31.8370"], "each_fee": ["40.00"], "total": ["3721.84"],
    }  # fmt: skip
    assert "§ 288 Abs. 5 BGB" in letter.letter.opening
    assert [one for one in letter.letter.paragraphs if "§ 288 Abs. 5" in one]  # what the sum rests on
    assert "damages" in write(de, PLAIN, PAPERS["compensation"], "en").letter.opening


@pytest.mark.parametrize(
    ("events", "case"),
    [
        ((), {}),  # a consumer owes none
        ((event("2025-08-20", "compensation_claimed"),), {"debtor": {"kind": "business"}}),  # one for each debt
    ],
)
def test_the_lump_sum_is_asked_for_only_where_it_is_owed(
    de: Profile, events: tuple[dict[str, Any], ...], case: dict[str, Any]
) -> None:
    with pytest.raises(BadInput) as error:
        write(de, PLAIN, Paper("compensation_claimed", "2025-08-31", events, case=case), "de")
    assert error.value.code == "step_not_open"


# A part of a claim -----------------------------------------------------------------------------------------

PARTLY = (*ORDERED, event("2025-09-15", "opposition", grounds="partial", amount="1000.00"))


def part(de: Profile, step: str, on: str, *events: dict[str, Any], costs: str | None = None) -> Notice:
    paper = Paper(step, on, (*PARTLY, *events))
    given = paper.inputs()
    if costs is not None:
        given["particulars"]["c1"]["costs_of_part"] = costs
    return notice(load_case(paper.document(PLAIN)), de, step, on=on, language="de", **given)


def lacks(letter: Notice) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    return {one.key: (one.code, one.needs) for one in letter.missing}


@pytest.mark.parametrize(("costs", "total"), [("all", "2724.00"), ("none", "2650.00")])
def test_an_enforcement_order_is_asked_for_on_the_part_that_was_not_opposed(
    de: Profile, costs: str, total: str
) -> None:
    # 1,000.00 of 3,650.00 are opposed; 2,650.00 bear five points above the base rate from 1 August on. A court fee of
    # half the 148.00 for claims over 3,000.00 to 4,000.00 was paid for the application: 74.00.
    letter = part(de, "enforcement_order_requested", "2025-10-01", costs=costs)
    sums = figures(letter)
    assert (letter.missing, sums["principal"], sums["total"]) == ((), ["2650.00"], [total])
    assert sums["each_fee"] == (["74.00"] if costs == "all" else [])
    (rate,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    assert [(str(one.on), one.until, float(one.base or 0), float(one.margin or 0)) for one in rate] == [
        ("2025-08-01", None, 2650.0, 5.0)
    ]
    about = "Von der offenen Hauptforderung Invoice 17 von 3.650,00\xa0€ geht es hier um 2.650,00\xa0€."
    assert about in letter.letter.paragraphs
    shared = "Die hier aufgeführten Gebühren und Kosten sind die der ganzen Forderung."
    assert (shared in letter.letter.paragraphs) is (costs == "all")


def test_of_a_part_nobody_says_which_costs_go_with_it_but_the_creditor(de: Profile) -> None:
    letter = part(de, "enforcement_order_requested", "2025-10-01")
    told = ("costs_of_part", ("particulars.c1.costs_of_part",))
    assert lacks(letter) == {"each_fee": told, "total": told}
    assert {"each_fee", "total"} & {*letter.stated} == set()
    assert letter.letter.tables[0].last is None
    assert [row[0] for row in letter.letter.tables[0].rows] == ["Hauptforderung, Invoice 17"]


def test_a_bailiff_is_told_the_interest_of_the_part_that_has_a_title(de: Profile) -> None:
    # 2,650.00 x 6.27 % x 81 days from 1 August to 20 October / 365 = 36.8728: 36.87. The whole claim bears 50.79.
    titled = (event("2025-10-01", "enforcement_order_requested"), event("2025-10-10", "enforcement_order_served"))
    letter = part(de, "enforcement_requested", "2025-10-20", *titled, costs="none")
    sums = figures(letter)
    assert (letter.missing, sums["principal"], sums["total"]) == ((), ["2650.00"], ["2686.87"])
    assert sums["interest_rate_and_period"] == ["36.8728", "None"]


def test_what_was_paid_of_the_interest_of_all_leaves_that_of_a_part_unsaid(de: Profile) -> None:
    # 100.00 pay the 74.00 of the court and 26.00 of the 35.11 of interest to 25 September (56 days, 3,650.00 x 6.27 %):
    # 9.11 are left of the whole claim, and no law says which part bore them.
    paid = event("2025-09-25", "payment", amount="100.00")
    letter = part(de, "enforcement_order_requested", "2025-10-01", paid)
    assert lacks(letter) == {
        "interest_rate_and_period": ("interest_of_part", ("wording.interest_rate_and_period",)),
        "total": ("interest_of_part", ("wording.total",)),
    }
    assert figures(letter)["principal"] == ["2650.00"]
    assert "9,11" not in letter.text
    assert "Zinsen" not in "".join(row[0] for row in letter.letter.tables[0].rows)


def test_what_was_paid_in_full_leaves_the_interest_of_a_part_from_the_next_day(de: Profile) -> None:
    # 500.00 pay 74.00, all 35.11 of interest and 390.89 of the part that waits for its order: 2,650.00 - 390.89.
    paid = event("2025-09-25", "payment", amount="500.00")
    letter = part(de, "enforcement_order_requested", "2025-10-01", paid)
    assert letter.missing == ()
    assert figures(letter)["principal"] == figures(letter)["total"] == ["2259.11"]
    (rate,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    assert [(str(one.on), float(one.base or 0)) for one in rate] == [("2025-09-26", 2259.11)]
    assert "Die hier aufgeführten Zahlungen sind auf die ganze Forderung geleistet worden." in letter.letter.paragraphs


def test_an_own_sentence_says_what_no_account_does(de: Profile) -> None:
    paper = Paper("enforcement_order_requested", "2025-10-01",
                  (*PARTLY, event("2025-09-25", "payment", amount="100.00")))  # fmt: skip
    own = {"interest_rate_and_period": "Zinsen wie im Mahnbescheid.", "total": "Zusammen 2.650,00 EUR ohne Zinsen."}
    given = paper.inputs() | {"wording": own}
    letter = notice(load_case(paper.document(PLAIN)), de, paper.step, on=paper.on, language="de", **given)
    assert letter.missing == ()
    assert set(own.values()) <= set(letter.letter.paragraphs)


@pytest.mark.parametrize(
    ("costs", "fees", "total"),
    [("none", ["2.50"], "2680.72"), ("all", ["74.00", "2.50"], "2754.72")],
)
def test_a_letter_to_the_debtor_about_a_part_counts_the_fee_that_it_costs_itself(
    de: Profile, tmp_path: Path, costs: str, fees: list[str], total: str
) -> None:
    # No German letter is about a part only; in a law where a reminder is, 2,650.00 bear 6.27 % for 62 days to
    # 1 October: 28.224. Its own 2.50 come on top, and the 74.00 of the court only if the creditor says so.
    shutil.copytree(de.folder, tmp_path / "de")
    acts = tmp_path / "de" / "acts.toml"
    stages = '[act.reminder]\nin_stages = ["payment_order_served"]\n'
    acts.write_text(acts.read_text("utf-8").replace("[act.reminder]\n", stages, 1), "utf-8")
    letter = part(load_profile(path=tmp_path / "de"), "reminder", "2025-10-01", costs=costs)
    assert figures(letter) == {
        "principal": ["2650.00"], "interest_rate_and_period": ["28.2236"], "each_fee": fees, "total": [total],
    }  # fmt: skip


# Before the next rate is published -------------------------------------------------------------------------


def test_on_the_last_published_day_the_rate_to_come_is_said_by_what_it_follows(de: Profile) -> None:
    # The base rate is published for the second half of 2026: that of 1 January 2027 on is not.
    on = de.series["basiszinssatz"].known_until
    letter = write(de, PLAIN, replace(PAPERS["enforcement_request"], on=str(on)), "de")
    (items,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    last = items[-1]
    assert (last.on, last.until, last.rate, last.margin) == (on + dt.timedelta(days=1), None, None, 5)
    (said,) = (one for one in letter.letter.paragraphs if one.startswith("Zinsen:"))
    assert said.startswith("Zinsen: Basiszinssatz (§ 247 BGB) plus 5,00 Prozentpunkte im Jahr auf")
    with pytest.raises(NotYetPublished):
        write(de, PLAIN, replace(PAPERS["enforcement_request"], on=str(on + dt.timedelta(days=1))), "de")


def test_a_rate_that_runs_on_is_that_of_the_day_above_the_base_rate(de: Profile) -> None:
    # 1.27 + 5 = 6.27 % in the second half of 2025: what comes after it nobody knows when the claim is filed.
    said = write(de, PLAIN, PAPERS["payment_order"], "en").letter.paragraphs
    assert said[0] == (
        "Interest: base rate (section 247 of the German civil code, BGB) plus 5.00 percentage points, at present 6.27% "
        "a year, on EUR 3,650.00 from 1 August 2025"
    )


def test_two_sums_that_happen_to_be_equal_both_bear_interest(de: Profile) -> None:
    # The judgment awards costs of 3,650.00 as well: 6.27 % run on them from the day after the application to fix them.
    awarded = (
        event("2025-09-01", "title_obtained", title="judgment", costs_awarded=True),
        event("2025-09-05", "cost_assessment_requested"),
        event("2025-09-20", "charge", cost="awarded_cost", amount="3650.00"),
    )
    letter = write(de, PLAIN, Paper("enforcement_requested", "2025-10-20", awarded), "de")
    (items,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    assert [(str(one.on), float(one.base or 0)) for one in items if one.until is None] == [("2025-10-21", 3650.0)] * 2


def test_a_cost_that_no_rule_is_about_lacks_its_ground(de: Profile) -> None:
    billed = (*BILLED, event("2025-08-05", "charge", cost="address_search", amount="9.00"))
    letter = write(de, PLAIN, first_letter(*billed), "de")
    assert lacks(letter) == {"fee_ground": (None, ("wording.fee_ground",))}


def test_to_a_court_nobody_says_that_he_claims_no_costs(de: Profile) -> None:
    letter = write(de, PLAIN, PAPERS["payment_order"], "de")
    (fees,) = (one for one in letter.contents if one.key == "each_fee")
    assert fees.value == "Neben den Kosten dieses Verfahrens werden keine weiteren Kosten verlangt."
    assert "verlangt" not in letter.text
    assert "Gebühren oder Kosten werden nicht verlangt." in write(de, PLAIN, LETTER, "de").letter.paragraphs
