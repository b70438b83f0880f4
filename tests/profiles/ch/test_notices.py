"""Each letter and request of the Swiss profile: whole with all it needs, and what it lacks without."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from collectrules import BadInput, Notice, Profile, load_case, notice
from tests.profiles.papers import Paper, check_each_input, check_whole, digits, figures, write

PLAIN: Final[dict[str, Any]] = {
    "format": 1, "id": "k", "jurisdiction": "CH", "currency": "CHF", "region": "ZH", "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "36500.00", "arose": "2025-11-03",
                "due": "2025-12-31", "due_agreed": True}],
}  # fmt: skip
COMPANY = {
    "kind": "business", "registered": True, "registers": [{"register": "commercial", "capacity": "company"}],
}  # fmt: skip


def event(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind, **more}


SERVED = (event("2026-03-02", "payment_order_requested"), event("2026-03-05", "payment_order_served"))
COPY = (*SERVED, event("2026-03-17", "creditors_copy_received"))
OPPOSED = (*SERVED, event("2026-03-10", "opposition"))
SEIZED = (*COPY, event("2026-03-26", "continuation_requested"), event("2026-05-04", "seizure_executed"))
PLEDGE = {"secured": "pledge"}
PAPERS: Final = {
    "reminder": Paper("reminder", "2026-01-31"),
    "last_reminder": Paper("collection_notice", "2026-01-31"),
    "premium_demand": Paper(
        "premium_demand", "2026-01-31", (event("2026-01-10", "reminder"),), {"kind": "insurance_premium"}
    ),
    "request": Paper("payment_order_requested", "2026-01-31"),
    "silent_request": Paper("silent_enforcement_requested", "2026-01-31"),
    "bill_request": Paper(
        "bill_enforcement_requested", "2026-01-31", (event("2026-01-05", "fact", name="bill_or_cheque", value=True),),
        case={"debtor": COMPANY},
    ),
    "pledge_request": Paper(
        "pledge_enforcement_requested", "2026-01-31", claim=PLEDGE, wording={"objects": "A lorry."}
    ),
    "removal": Paper(
        "setting_aside_requested", "2026-04-20",
        (event("2026-01-20", "title_obtained", title="judgment"), *OPPOSED),
    ),
    "provisional_removal": Paper(
        "setting_aside_requested", "2026-04-20",
        (event("2026-01-20", "title_obtained", title="debt_acknowledgement"), *OPPOSED),
    ),
    "continuation": Paper("continuation_requested", "2026-04-20", COPY),
    "certificate_continuation": Paper(
        "continuation_on_certificate", "2026-10-06",
        (*SEIZED, event("2026-09-20", "loss_certificate_issued", amount="36900.00", served="2026-09-25")),
    ),
    "realisation": Paper("realisation_requested", "2026-06-08", SEIZED),
    "land_realisation": Paper("land_realisation_requested", "2026-11-09", SEIZED),
    "pledge_realisation": Paper(
        "pledge_realisation_requested", "2026-04-20",
        (event("2026-03-02", "pledge_enforcement_requested"), event("2026-03-05", "pledge_order_served")), PLEDGE,
        wording={"objects": "A lorry."},
    ),
    "bankruptcy_petition": Paper(
        "bankruptcy_petition_filed", "2026-05-27",
        (*COPY, event("2026-03-26", "continuation_requested"), event("2026-05-04", "bankruptcy_threat_served")),
        case={"debtor": COMPANY},
    ),
    "withdrawal": Paper("withdrawal_filed", "2026-04-20", COPY),
    "offer": Paper("settlement_offered", "2026-01-31", agreement="offer"),
    "settlement": Paper("plan_agreed", "2026-01-31", agreement="plan"),
    "acknowledgement": Paper("acknowledgement", "2026-01-31"),
}  # fmt: skip


def test_each_notice_is_tried(ch: Profile) -> None:
    assert set(PAPERS) == set(ch.notice)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_with_all_it_needs_a_paper_is_whole(ch: Profile, name: str, paper: Paper) -> None:
    check_whole(ch, PLAIN, name, paper)


@pytest.mark.parametrize(("name", "paper"), PAPERS.items(), ids=PAPERS)
def test_without_an_input_the_paper_says_what_lacks(ch: Profile, name: str, paper: Paper) -> None:
    check_each_input(ch, PLAIN, name, paper)


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "zieht das Begehren zugleich zurück"), ("fr", "retire en même temps"), ("it", "ritira nel contempo"),
     ("en", "withdraws the request at the same time")],
)  # fmt: skip
def test_a_silent_enforcement_is_withdrawn_with_the_same_paper(ch: Profile, language: str, said: str) -> None:
    assert said in write(ch, PLAIN, PAPERS["silent_request"], language).letter.opening
    assert said not in write(ch, PLAIN, PAPERS["request"], language).letter.opening


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Wechselbetreibung"), ("fr", "effets de change"), ("it", "cambiaria"), ("en", "bill enforcement")],
)
def test_bill_enforcement_has_a_request_of_its_own(ch: Profile, language: str, said: str) -> None:
    letter = write(ch, PLAIN, PAPERS["bill_request"], language).letter
    assert said in letter.opening
    assert "177" in letter.opening


def test_a_reminder_states_five_francs_a_day(ch: Profile) -> None:
    # 5 % of 36,500.00 is 1,825.00 a year, 5.00 a day; January has 31 days: 155.00.
    sums = figures(write(ch, PLAIN, PAPERS["reminder"], "fr"))
    assert sums["principal"] == ["36500.00"]
    assert [float(one) for one in sums["interest_rate_and_period"]] == [155.0]
    assert (sums["each_fee"], sums["total"]) == ([], ["36655.00"])


def test_a_part_payment_stands_in_the_continuation_with_its_day(ch: Profile) -> None:
    # 31 days of January are 155.00, which the payment of 1,155.00 covers first (OR 85): 35,500.00 are left. They
    # bear 5 % from 1 February on (SchKG 67: rate and first day); no sum of interest is asked for beside.
    paid = Paper("continuation_requested", "2026-04-20", (event("2026-01-31", "payment", amount="1155.00"), *COPY))
    letter = write(ch, PLAIN, paid, "de")
    sums = figures(letter)
    assert sums["principal"] == ["35500.00"]
    assert running(letter) == [("c1", "2026-02-01", "None", 5.0, 35500.0)]
    assert sums["total"] == ["35590.00"]  # with the 90.00 of the order
    table = next(one for one in letter.letter.tables if one.caption == "Was bezahlt ist")
    assert [(row[0], digits(row[-1])) for row in table.rows] == [("31. Januar 2026", 115500)]


def running(letter: Notice) -> list[tuple[str, str, str, float, float]]:
    """Interest that is asked for as a rate: claim, first day, last day, rate, sum."""
    (said,) = (one.items for one in letter.contents if one.key == "interest_rate_and_period")
    return [
        (str(one.claim), str(one.on), str(one.until), float(one.rate or 0), float(one.base or 0))
        for one in said
        if one.amount is None
    ]


@pytest.mark.parametrize("name", ["request", "removal", "provisional_removal", "continuation", "bankruptcy_petition"])
def test_a_request_asks_for_interest_as_a_rate_from_a_day(ch: Profile, name: str) -> None:
    letter = write(ch, PLAIN, PAPERS[name], "de")
    assert running(letter) == [("c1", "2026-01-01", "None", 5.0, 36500.0)]
    assert "Zinsen: 5.00% im Jahr auf CHF\xa036’500.00 ab dem 1. Januar 2026" in letter.letter.paragraphs
    owed = letter.letter.tables[0]
    assert not any("Zinsen" in row[0] for row in owed.rows)
    assert all(one.caption != "Wie die Zinsen berechnet sind" for one in letter.letter.tables)


def test_a_rest_of_interest_is_a_sum_beside_the_rate(ch: Profile) -> None:
    # 155.00 of interest in January less 100.00 that were paid: 55.00 stay a sum, from February on the rate runs.
    paid = Paper("continuation_requested", "2026-04-20", (event("2026-01-31", "payment", amount="100.00"), *COPY))
    letter = write(ch, PLAIN, paid, "de")
    assert running(letter) == [("c1", "2026-02-01", "None", 5.0, 36500.0)]
    rows = [row for row in letter.letter.tables[0].rows if row[0].startswith("Zinsen")]
    assert [digits(row[-1]) for row in rows] == [5500]
    assert figures(letter)["total"] == ["36645.00"]


def test_the_costs_of_the_enforcement_are_not_asked_of_the_judge(ch: Profile) -> None:
    # SchKG 68: they follow the enforcement, and the debtor owes them without a word of the judge.
    assert figures(write(ch, PLAIN, PAPERS["removal"], "de"))["each_fee"] == []
    assert figures(write(ch, PLAIN, PAPERS["continuation"], "de"))["each_fee"] == ["90.00"]


def test_a_continuation_lists_what_the_office_does_not_know(ch: Profile) -> None:
    paid = (
        event("2026-03-20", "payment", amount="200.00", received_by="creditor"),
        event("2026-03-21", "payment", amount="300.00", received_by="office"),
    )
    letter = write(ch, PLAIN, Paper("continuation_requested", "2026-04-20", (*COPY, *paid)), "de")
    table = next(one for one in letter.letter.tables if one.caption == "Was bezahlt ist")
    assert [row[0] for row in table.rows] == ["20. März 2026"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Bitte zahlen Sie sofort."), ("fr", "Veuillez payer sans délai."), ("it", "La preghiamo di pagare subito."),
     ("en", "Please pay immediately.")],
)  # fmt: skip
def test_a_reminder_that_gives_no_time_asks_for_payment_at_once(ch: Profile, language: str, text: str) -> None:
    assert text in write(ch, PLAIN, PAPERS["reminder"], language).letter.paragraphs


def test_thirty_days_from_receipt_are_not_cut_short(ch: Profile) -> None:
    # KVG 64a: thirty days from receipt. A letter of 31 January cannot arrive before it: 28 days of February, and two.
    demand = PAPERS["premium_demand"]
    for day in ("2026-02-10", "2026-03-01"):
        with pytest.raises(BadInput) as error:
            write(ch, PLAIN, replace(demand, pay_by=day), "de")
        assert (error.value.code, error.value.faults[0].nearest) == ("deadline_too_short", "2026-03-02")
    assert "2. März 2026" in write(ch, PLAIN, replace(demand, pay_by="2026-03-02"), "de").text


# 36,500.00 are in the order; the debtor opposes 10,000.00 of them. 5 % are 0.50 a day on 3,650.00.
PARTLY = (*SERVED, event("2026-03-10", "opposition", grounds="partial", amount="10000.00"))


def part(ch: Profile, step: str, *events: dict[str, Any], costs: str | None = None, language: str = "de") -> Notice:
    paper = Paper(step, "2026-04-20", (*PARTLY, *events))
    given = paper.inputs()
    if costs is not None:
        given["particulars"]["c1"]["costs_of_part"] = costs
    return notice(load_case(paper.document(PLAIN)), ch, step, on=paper.on, language=language, **given)


UNOPPOSED = event("2026-03-17", "creditors_copy_received")
JUDGED = event("2026-01-20", "title_obtained", title="judgment")


@pytest.mark.parametrize(("costs", "total"), [("all", "26590.00"), ("none", "26500.00")])
def test_a_continuation_of_the_part_not_opposed_states_that_part(ch: Profile, costs: str, total: str) -> None:
    letter = part(ch, "continuation_requested", UNOPPOSED, costs=costs)
    sums = figures(letter)
    assert (letter.missing, sums["principal"], sums["total"]) == ((), ["26500.00"], [total])  # the order costs 90.00
    assert running(letter) == [("c1", "2026-01-01", "None", 5.0, 26500.0)]
    about = "Von der offenen Hauptforderung Invoice 17 von CHF\xa036’500.00 geht es hier um CHF\xa026’500.00."
    assert about in letter.letter.paragraphs


def test_a_removal_is_asked_for_on_the_part_opposed(ch: Profile) -> None:
    # The costs of the enforcement are not asked of the judge, so nothing is to be said of them.
    letter = part(ch, "setting_aside_requested", JUDGED)
    sums = figures(letter)
    assert (letter.missing, sums["principal"], sums["each_fee"]) == ((), ["10000.00"], [])
    assert sums["total"] == ["10000.00"]
    assert running(letter) == [("c1", "2026-01-01", "None", 5.0, 10000.0)]


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_total_of_a_part_lacks_until_somebody_says_which_costs_go_with_it(ch: Profile, language: str) -> None:
    letter = part(ch, "continuation_requested", UNOPPOSED, language=language)
    assert [(one.key, one.code, one.needs) for one in letter.missing] == [
        ("total", "costs_of_part", ("particulars.c1.costs_of_part",))
    ]
    assert letter.letter.tables[0].last is None
    whole = part(ch, "continuation_requested", UNOPPOSED, costs="all", language=language)
    assert whole.missing == ()
    assert "{" not in whole.text


def test_a_rest_of_interest_on_all_of_a_claim_is_no_interest_of_a_part(ch: Profile) -> None:
    # 155.00 of interest in January, of which 100.00 are paid: 55.00 are a sum, and no account says of which part.
    letter = part(ch, "continuation_requested", event("2026-01-31", "payment", amount="100.00"), UNOPPOSED, costs="all")
    assert {one.key: one.code for one in letter.missing} == {
        "interest_rate_and_period": "interest_of_part", "total": "interest_of_part",
    }  # fmt: skip


def test_a_payment_before_the_order_that_left_no_interest_splits_nothing(ch: Profile) -> None:
    # 1,155.00 pay January's 155.00 and 1,000.00: of 35,500.00 the debtor opposes 10,000.00; from 1 February 5 % run.
    letter = part(
        ch, "continuation_requested", event("2026-01-31", "payment", amount="1155.00"), UNOPPOSED, costs="all"
    )
    assert (letter.missing, figures(letter)["total"]) == ((), ["25590.00"])
    assert running(letter) == [("c1", "2026-02-01", "None", 5.0, 25500.0)]
    assert "Die hier aufgeführten Zahlungen sind auf die ganze Forderung geleistet worden." in letter.letter.paragraphs


def test_an_interest_that_stopped_for_the_other_part_is_not_stated(ch: Profile) -> None:
    # The part not opposed ends in a loss certificate, on which no interest runs (SchKG 149 (4)). That of the rest runs
    # on by law, though the account of the whole claim counts it as stopped: no figure of it is right.
    course = (
        UNOPPOSED, event("2026-03-26", "continuation_requested"), event("2026-05-04", "seizure_executed"),
        event("2026-09-20", "loss_certificate_issued", amount="27400.00", served="2026-09-25"),
    )  # fmt: skip
    events = (JUDGED, *PARTLY, *course)
    removal, certificate = (
        write(ch, PLAIN, Paper(step, "2026-10-06", events), "de")
        for step in ("setting_aside_requested", "continuation_on_certificate")
    )
    assert {one.key: one.code for one in removal.missing}["interest_rate_and_period"] == "interest_of_part"
    assert figures(removal)["principal"] == ["10000.00"]
    assert figures(certificate)["principal"] == ["26500.00"]
    assert {one.key: one.code for one in certificate.missing} == {"total": "costs_of_part"}


@pytest.mark.parametrize(
    ("step", "on", "events"),
    [
        ("handed_over", "2026-01-31", ()),
        ("register_extract_requested", "2026-01-31", ()),
        ("conciliation_requested", "2026-04-20", OPPOSED),
    ],
)  # fmt: skip
def test_nothing_is_written_to_the_debtor_that_is_for_somebody_else(
    ch: Profile, step: str, on: str, events: tuple[dict[str, Any], ...]
) -> None:
    with pytest.raises(BadInput) as error:
        write(ch, PLAIN, Paper(step, on, events), "de")
    assert (error.value.code, error.value.faults[0].path) == ("no_notice", "step")
