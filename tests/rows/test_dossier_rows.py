"""A collector's dossier (MI) and what is handed in to one (IW), on the dossier that the portal's own manual prints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from collectrules import (
    Case,
    NotModelled,
    Profile,
    audit,
    choose_law,
    dump,
    explain,
    load,
    load_case,
    load_profile,
    next_steps,
    standing,
    statement,
    tariff,
)
from collectrules.answers.timelines import entries

D = dt.date
FILE = Path(__file__).parents[2] / "docs" / "examples" / "medical_dossier.json"
LAST = "2018-01-12"


@pytest.fixture(scope="module")
def ch() -> Profile:
    return load_profile("CH")


@pytest.fixture(scope="module")
def dossier() -> Case:
    return load_case(FILE)


def case(*events: dict[str, Any], kind: str = "goods_or_services", **more: Any) -> Case:  # noqa: ANN401
    claim = {"id": "1", "kind": kind, "amount": "1032.25", "arose": "2025-11-03", "due": "2026-01-05",
             "due_agreed": True, "reference": "own-17"}  # fmt: skip
    return load_case(
        {"id": "x", "jurisdiction": "CH", "region": "ZH", "currency": "CHF", "creditor": {"kind": "business"},
         "debtor": {"kind": "consumer", "natural": True, "registered": False}, "claims": [claim],
         "events": list(events), **more}
    )  # fmt: skip


def act(on: str, kind: str, **more: object) -> dict[str, Any]:
    return {"on": on, "kind": kind, **more}


# The dossier ------------------------------------------------------------------------------------------------


def test_a_dossier_shows_claim_costs_payments_and_a_light_that_is_explained(ch: Profile, dossier: Case) -> None:
    seen = [("2017-04-01", "neutral", "0.00"), ("2017-05-01", "caution", "0.00"), (LAST, "caution", "1032.25")]
    for on, light, paid in seen:
        found = standing(dossier, ch, on=on)
        assert found.outlook is not None
        assert (found.outlook.light, found.paid.total) == (light, Decimal(paid))
        assert found.outlook.law == ("outlook-policy",)
    bad = dossier.with_event(act("2017-04-02", "fact", name="solvency", value="bad"))
    now = standing(bad, ch, on="2017-04-03")
    assert now.outlook is not None
    assert now.outlook.light == "probable_loss"
    assert "Verlust wahrscheinlich" in explain(now, ch, language="de").text
    assert "certificate" not in now.stage  # the flag of a loss certificate is the stage of that name


def test_the_view_of_a_case_has_its_references_status_and_balance(ch: Profile) -> None:
    found = standing(case(act("2026-02-02", "reminder", received="2026-02-03")), ch, on="2026-03-02")
    assert (found.stage, found.owed.principal) == ("overdue", Decimal("1032.25"))
    # Agreed due day: 5 % from 6 January to 2 March, 56 days of 365: 1032.25 x 0.05 x 56 / 365 = 7.9186.
    assert found.owed.interest == Decimal("7.92")
    assert case().claims[0].reference == "own-17"


def test_the_four_lines_of_cost_of_the_manual_add_up_and_are_held_against_the_tariff(
    ch: Profile, dossier: Case
) -> None:
    charged = [event for event in dossier.events if event.kind == "charge"]
    assert [str(event.amount) for event in charged] == ["17.00", "1.00", "73.30", "27.35"]
    found = standing(dossier, ch, on="2018-01-11")
    assert found.booked.costs == Decimal("118.65")
    assert sum(line.amount for line in found.lines if line.kind not in {"principal", "interest"}) == Decimal("118.65")
    order = tariff(ch, "fee.payment_order", value="1032.25", on="2017-04-24").amount
    postage = tariff(ch, "fee.payment_order_postage", on="2017-04-24").amount
    assert (order, postage, order + postage) == (60, Decimal("13.30"), Decimal("73.30"))


def test_the_nineteen_events_of_the_manual_are_a_timeline_of_400_days(dossier: Case) -> None:
    shown = [event for event in dossier.events if event.kind != "charge"]
    assert len(shown) == 19
    assert (shown[-1].on - shown[0].on).days == 400
    by_kind = {event.kind: event.on for event in shown}
    assert (by_kind["creditors_copy_received"] - by_kind["payment_order_requested"]).days == 59
    assert by_kind["continuation_requested"] == by_kind["creditors_copy_received"]
    told = list(entries(dossier))
    assert len(told) >= 19


def test_the_audit_asks_for_the_day_of_service(ch: Profile, dossier: Case) -> None:
    found = audit(dossier, ch, on=LAST).findings
    asked = {f.event: f.severity for f in found if f.code == "step_missing_act" and "payment_order_served" in f.needs}
    assert asked == {"e13": "note", "e14": "doubt"}  # what the office did is noted, what was asked for is in doubt
    # Served on 1 June 2017 the twenty days end with Wednesday 21 June: asked on the 22nd it was in time.
    served = dossier.with_event(act("2017-06-01", "payment_order_served"))
    assert not [f for f in audit(served, ch, on=LAST).findings if f.event == "e14" and f.severity == "breach"]
    # Served on the day of the booking it was twenty days too early.
    late = dossier.with_event(act("2017-06-22", "payment_order_served", id="d0"))
    early = [f for f in audit(late, ch, on=LAST).findings if f.event == "e14"]
    assert [(f.code, f.severity) for f in early] == [("step_too_early", "breach")]


def test_the_final_account_shows_where_the_offices_payment_went(ch: Profile, dossier: Case) -> None:
    found = statement(dossier, ch, on=LAST)
    (paid,) = found.distribution
    # SchKG 68 II, OR 85: the costs of enforcement first, 73.30 and 27.35, the rest on the claim; the portal keeps costs
    # apart and calls the claim paid. The extract, 17.00 and 1.00, is the creditor's own (GebV SchKG 12a, OR 106).
    assert (paid.received_by, paid.to_costs, paid.to_principal) == ("office", Decimal("100.65"), Decimal("931.60"))
    assert (found.owed.total, found.cash) == (Decimal("100.65"), Decimal("100.65"))


def test_a_payment_that_is_only_reported_counts_and_is_marked(ch: Profile) -> None:
    reported = act("2026-02-10", "payment", amount="400.00", received_by="creditor", status="reported",
                   recorded="2026-02-12")  # fmt: skip
    found = standing(case(reported), ch, on="2026-03-02")
    assert (found.paid.total, found.payments[0].status, found.provisional) == (400, "reported", True)
    before = standing(case(reported), ch, on="2026-03-02", known_on="2026-02-11")
    assert before.paid.total == 0  # the value date lies before the day on which it became known


def test_a_case_handed_in_counts_from_its_day_and_is_seen_from_the_day_it_is_active(ch: Profile) -> None:
    handed = act("2026-03-02", "handed_over", to="collector", recorded="2026-03-05")
    paid = act("2026-03-03", "payment", id="p", amount="400.00", received_by="creditor")
    held = case(handed, paid)
    assert load(dump(held)).events[0].recorded == D(2026, 3, 5)
    before = statement(held, ch, on="2026-03-06", known_on="2026-03-04")
    assert (before.to_pass_on, before.owed.principal < Decimal("1032.25")) == ((), True)
    (told,) = statement(held, ch, on="2026-03-06", known_on="2026-03-05").to_pass_on
    # The collector has had it since 2 March, so that the payment of the third is his to hear of.
    assert (told.event, told.to, told.on, told.amount) == ("p", "collector", D(2026, 3, 3), Decimal("400.00"))


# Secrecy ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("released", [None, False, True])
def test_a_medical_claim_is_disclosed_only_once_released_from_secrecy(ch: Profile, released: bool | None) -> None:
    told = [] if released is None else [act("2026-01-20", "fact", name="secrecy_released", value=released)]
    medical = case(*told, kind="medical")
    shut = {p.action: p for p in next_steps(medical, ch, on="2026-02-02").proposals}
    for action in ("handed_over", "payment_order_requested"):
        assert (shut[action].status == "open") is (released is True)
    if released is None:
        assert "fact:secrecy_released" in shut["handed_over"].needs


# What is handed in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "kind", "stage", "action", "paper"),
    [
        ([], "goods_or_services", "overdue", "payment_order_requested", None),
        (
            [act("2026-02-02", "payment_order_served"), act("2026-02-16", "creditors_copy_received")],
            "goods_or_services", "order_unopposed", "continuation_requested", "document:payment_order_original",
        ),
        (
            [act("2026-02-02", "seizure_executed")],  # a month after it, from 3 March
            "goods_or_services", "seized", "realisation_requested", "document:seizure_record",
        ),
        (
            [act("2026-02-02", "loss_certificate_issued", served="2026-02-03")],
            "goods_or_services", "loss_certificate", "continuation_on_certificate",
            "document:loss_certificate_original",
        ),
    ],
)  # fmt: skip
def test_a_case_may_come_in_at_any_stage_with_the_papers_that_stage_needs(
    ch: Profile, events: list[dict[str, Any]], kind: str, stage: str, action: str, paper: str | None
) -> None:
    taken = case(*events, kind=kind)
    assert standing(taken, ch, on="2026-03-16").stage == stage
    (step,) = [p for p in next_steps(taken, ch, on="2026-03-16").proposals if p.action == action]
    assert step.status == "open"
    assert paper is None or paper in step.needs


@pytest.mark.parametrize("reason", ["unjustified", "crossed_with_payment", "goodwill"])
def test_a_withdrawn_case_is_owed_no_more_and_says_why(ch: Profile, reason: str) -> None:
    paid = act("2026-02-10", "payment", amount="400.00")
    gone = act("2026-02-20", "withdrawn", reason=reason)
    found = standing(case(paid, gone), ch, on="2026-03-02")
    assert (found.stage, found.owed.total) == ("withdrawn", 0)
    # What was never owed is given back; money that crossed with the hand-over, or a favour, is not.
    assert found.credit == (400 if reason == "unjustified" else 0)
    steps = next_steps(case(paid, gone), ch, on="2026-03-02").proposals
    assert not [p for p in steps if p.status == "open" and p.action in {"payment_order_requested", "reminder"}]


@pytest.mark.parametrize("reason", ["unjustified", "crossed_with_payment", "goodwill"])
def test_withdrawing_gives_up_the_costs_of_the_enforcement_too(ch: Profile, reason: str) -> None:
    # GebV SchKG 16: an order for 1,032.25 is 60.00; 5 % for the 46 days from 6 January to 20 February are 6.50.
    asked, gone = act("2026-02-10", "payment_order_requested"), act("2026-02-20", "withdrawn", reason=reason)
    assert standing(case(asked), ch, on="2026-02-20").owed.costs == 60
    found = statement(case(asked, gone), ch, on="2026-03-02")
    assert found.owed.total == 0
    assert {part.component: part.waived for part in found.components} == {
        "principal": Decimal("1032.25"), "interest": Decimal("6.50"), "fees": 0, "costs": 60,
    }  # fmt: skip
    assert standing(case(asked, gone), ch, on="2026-03-02").booked.total > 1000  # the books keep it


def test_what_is_missing_is_named(ch: Profile) -> None:
    bare = case(creditor={"kind": "business"}, debtor={"kind": "consumer"})
    with_copy = bare.with_event(act("2026-02-02", "payment_order_served")).with_event(
        act("2026-02-16", "creditors_copy_received")
    )
    (step,) = [p for p in next_steps(with_copy, ch, on="2026-03-16").proposals if p.action == "continuation_requested"]
    assert "document:payment_order_original" in step.needs
    assert "document:removal_with_finality" not in step.needs  # nobody has opposed, so nobody has decided
    opposed = bare.with_event(act("2026-02-02", "payment_order_served")).with_event(act("2026-02-05", "opposition"))
    removed = opposed.with_event(act("2026-02-20", "setting_aside_requested", title="judgment")).with_event(
        act("2026-03-10", "setting_aside_granted")
    )
    (step,) = [p for p in next_steps(removed, ch, on="2026-03-16").proposals if p.action == "continuation_requested"]
    assert set(step.needs) >= {"document:payment_order_original", "document:removal_with_finality"}
    medical = next_steps(case(kind="medical"), ch, on="2026-02-02").proposals
    assert {need for p in medical for need in p.needs} >= {"fact:secrecy_released"}


def test_a_fact_that_changes_changes_what_is_proposed(ch: Profile) -> None:
    before = {p.action: p.status for p in next_steps(case(), ch, on="2026-02-02").proposals}
    opened = case(act("2026-02-01", "insolvency_opened", name="bankruptcy"))
    after = {p.action: p.status for p in next_steps(opened, ch, on="2026-02-02").proposals}
    assert (before["payment_order_requested"], after["payment_order_requested"]) == ("open", "blocked")


def test_cases_and_answers_come_back_from_their_documents(ch: Profile, dossier: Case) -> None:
    assert load(dump(dossier)) == dossier
    for answer in (standing(dossier, ch, on=LAST), next_steps(dossier, ch, on=LAST), audit(dossier, ch, on=LAST)):
        assert load(dump(answer)) == answer


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Hauptforderung"), ("fr", "capital"), ("it", "capitale"), ("en", "principal")]
)
def test_a_dossier_is_told_in_german_french_italian_and_english(
    ch: Profile, dossier: Case, language: str, words: str
) -> None:
    found = standing(dossier, ch, on=LAST)
    text = explain(found, ch, language=language).text
    assert words in text
    assert "118" in text
    others = {explain(found, ch, language=other).text for other in ("de", "fr", "it", "en") if other != language}
    assert text not in others


# Across a border ---------------------------------------------------------------------------------------------


def test_the_law_of_the_claim_and_the_place_of_enforcement_may_differ(ch: Profile) -> None:
    danish = load_profile("DK")
    laws = {"DK": danish, "CH": ch}
    claim = {"id": "1", "kind": "goods_or_services", "amount": "10000.00", "due": "2026-01-31", "due_agreed": True,
             "debtor_country": "CH"}  # fmt: skip
    document = {"id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
                "debtor": {"kind": "business"}, "claims": [claim]}  # fmt: skip
    found = choose_law(load_case(document), laws)
    assert (found.claim, found.forum) == ("DK", "CH")
    assert {t.topic: t.profile for t in found.taken}["interest"] == "DK"
    assert {t.topic: t.profile for t in found.taken}["official_fees"] == "CH"
    conflicts = {conflict.code for conflict in found.conflicts}
    assert {"currency", "limitation_silent"} <= conflicts
    with pytest.raises(NotModelled):
        choose_law(load_case({k: v for k, v in document.items() if k != "jurisdiction"}), laws)
    # The claim keeps its own interest: 10,000 kr. at 2.00 + 8 and 1.75 + 8 are Danish figures, not 5 %.
    assert standing(load_case(document), danish, on="2026-04-11").owed.interest == Decimal("186.99")
