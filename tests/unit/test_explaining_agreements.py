"""Offers, plans, comparisons and lives in sentences: every figure told, none invented, the same in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel

import collectrules as cr
from collectrules.words.texts import languages
from tests.unit.test_explaining import unfounded, untold

ON = "2026-06-09"
CURRENCIES = {"DK": "DKK", "CH": "CHF", "DE": "EUR", "AT": "EUR"}
SPOKEN = [*languages(), "de-CH", "fr-CH", "it-CH", "de-AT"]


def case(country: str, **more: Any) -> cr.Case:  # noqa: ANN401
    document = {
        "format": 1, "id": "agreed", "jurisdiction": country, "currency": CURRENCIES[country],
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        "claims": [{"id": "8520", "kind": "goods_or_services", "amount": "10000.00", "arose": "2026-03-01",
                    "due": "2026-03-31", "due_agreed": True}],
        **({"region": "ZH"} if country == "CH" else {}),
    }  # fmt: skip
    return cr.load_case({**document, **more})


def asked(country: str, law: cr.Profile) -> list[BaseModel]:
    here, on = case(country), ON
    bounds = {"counts": [4, 40], "least": "95%", "touch_principal": True, "valid_until": "2026-06-30"}
    wanted = {"cost_of_money": "7.3", "chances": {"full": "20%", "plan": "50%"}}
    followed = case(country, workflow=next(iter(law.workflow), None))
    return [
        cr.settlement_offer(here, law, on=on, discount="20%", valid_until="2026-06-30"),
        cr.settlement_offer(here, law, on=on, waive=["interest"]),
        cr.instalment_plan(here, law, on=on, count=5, down="1000.00", down_on="2026-06-20"),
        cr.instalment_plan(here, law, on=on, instalment="2500.00", interest_free=True),
        cr.compare(here, law, on=on, bounds=bounds, expectations=wanted),
        cr.compare(here, law, on=on),
        cr.simulate(followed, law, on=on, until="2027-06-30", behaviour=["pays_monthly:700.00"]),
        cr.simulate(followed, law, on="2026-04-10", until="2027-01-31", also=["handed_over"]),
    ]


@pytest.fixture(scope="module", params=CURRENCIES)
def told(request: pytest.FixtureRequest) -> tuple[cr.Profile, list[BaseModel]]:
    law = cr.load_profile(request.param)
    return law, asked(request.param, law)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_figure_and_day_of_a_text_stands_in_the_answer(
    told: tuple[cr.Profile, list[BaseModel]], language: str
) -> None:
    law, answers = told
    assert [found for answer in answers for found in unfounded(answer, law, language)] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_every_figure_and_day_of_an_answer_stands_in_its_text(
    told: tuple[cr.Profile, list[BaseModel]], language: str
) -> None:
    law, answers = told
    assert [(type(answer), found) for answer in answers for found in untold(answer, law, language)] == []


def test_languages_tell_the_same_of_agreements(told: tuple[cr.Profile, list[BaseModel]]) -> None:
    law, answers = told
    for answer in answers:
        parts = [cr.explain(answer, law, language=language).parts for language in languages()]
        codes = {tuple((part.code, part.law, tuple(part.values.items())) for part in one) for one in parts}
        assert len(codes) == 1


def test_no_place_is_left_open_in_an_agreement(told: tuple[cr.Profile, list[BaseModel]]) -> None:
    law, answers = told
    for answer in answers:
        for language in languages():
            for part in cr.explain(answer, law, language=language).parts:
                text = part.text.replace(part.values.get("behaviour", ""), "")
                assert not re.search(r"[{}]|\(\)|\.\.|\b[a-z]+_[a-z_]+\b", text), text


# Sentences, by hand ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


def lines(answer: BaseModel, law: cr.Profile, language: str = "en") -> list[str]:
    return cr.explain(answer, law, language=language).text.split("\n")


OWED = (
    "At the end of 9 June 2026, DKK 10,186.99 is owed on claim 8520: principal DKK 10,000.00, interest DKK 186.99, "
    "fees DKK 0.00, costs DKK 0.00."
)
STRETCH = (
    "Claim 8520, from 1 April 2026 to 9 June 2026, 70 days: DKK 10,000.00 at 9.75% a year is DKK 186.9863 "
    "(Interest Act § 5(1); Act no. 1244/2012 § 4(2))."
)
LATER = (
    "It is worth as much and costs the debtor as much as the way before it, and stands after it because it is paid "
    "later."
)
MORE = "It is worth as much to the creditor as the way before it, and stands after it because the debtor pays more."


def test_an_offer_tells_what_is_owed_and_why_what_is_given_up_and_what_comes_otherwise(law: cr.Profile) -> None:
    # 70 days from 1 April: 10,000 x 9.75 % (1.75 and eight points) x 70/365 = 186.9863; 20 % of 10,186.99 = 2,037.398.
    offer = cr.settlement_offer(case("DK"), law, on=ON, discount="20%", valid_until="2026-06-30")
    found = lines(offer, law)
    for text in (
        OWED,
        STRETCH,
        "Given up, principal: DKK 1,850.41.",
        "Given up, interest: DKK 186.99.",
        "If nothing is agreed on: reminder, claim 8520, on 9 June 2026; the debt is then DKK 10,286.99.",
        "That step adds reminder fee, claim 8520: DKK 100.00, for the debtor to pay (Interest Act § 9 b(1), § 9 b(2)).",
    ):
        assert text in found
    assert any(line.startswith("Paid by 30 June 2026, DKK 8,149.59 settles it; DKK 2,037.40 is") for line in found)


def test_a_plan_tells_each_instalment_and_the_stretches_its_interest_is_made_of(law: cr.Profile) -> None:
    # Free of interest 10,186.99 in four: 2,546.75 three times and the rest; interest is paid first (renteloven).
    free = lines(cr.instalment_plan(case("DK"), law, on=ON, count=4, interest_free=True), law, "da")
    assert (
        "Afdrag 1, forfald 9. juli 2026: 2.546,75 kr.; til renter 186,99 kr., gebyrer 0,00 kr., omkostninger 0,00 kr., "
        "hovedstol 2.359,76 kr. Derefter skyldes 7.640,24 kr." in free
    )
    # With interest: 243.0822 to 30 June at 9.75 %, 24.6575 to 9 July at 10 %, of which 100.00 is paid down.
    plan = cr.instalment_plan(case("DK"), law, on=ON, count=4, down="100.00")
    assert (
        "Instalment 1, due on 9 July 2026: DKK 2,574.10; to interest DKK 167.74, fees DKK 0.00, costs DKK 0.00, "
        "principal DKK 2,406.36. After it DKK 7,593.64 is owed." in lines(plan, law)
    )
    for row in ("1 July 2026 to 9 July 2026, 9 days: DKK 10,000.00 at 10.00% a year is DKK 24.6575",
                "10 July 2026 to 9 August 2026, 31 days: DKK 7,593.64 at 10.00% a year is DKK 64.4939"):  # fmt: skip
        assert any(line.startswith(f"Claim 8520, from {row} (") for line in lines(plan, law))
    assert sum(row.amount for row in plan.interest).quantize(plan.total) == sum(
        one.interest for one in plan.instalments
    )


def test_a_comparison_tells_why_each_way_stands_where_it_stands(law: cr.Profile) -> None:
    wanted = {"cost_of_money": "7.3", "chances": {"full": "20%", "settle": "60%", "plan": "50%", "next_step": "30%"}}
    bounds = {"counts": [4], "interest_free": True, "valid_until": "2026-06-30"}
    found = lines(cr.compare(case("DK"), law, on=ON, bounds=bounds, expectations=wanted), law)
    # 10,000 / (1 + 0.073 x 21/365) x 0.6 = 5,974.91
    assert "With a chance of 60% of being paid, it is worth DKK 5,974.91 to the creditor today." in found
    assert found.count("It stands after the way before it because it is worth less to the creditor.") == 3
    assert "It gives up DKK 831.71 of the claim itself, which the creditor does not." in found  # 1,018.70 - 186.99


@pytest.mark.parametrize(
    ("chances", "text"),
    [
        ({}, LATER),  # both are worth 10,186.99 and cost it; the plan is paid later
        ({"full": "0%", "settle": "0%", "plan": "0%", "next_step": "0%"}, MORE),  # worth nothing, the offers cost less
    ],
)
def test_where_two_ways_are_worth_the_same_it_says_what_parts_them(
    law: cr.Profile, chances: dict[str, str], text: str
) -> None:
    bounds = {"counts": [4], "interest_free": True}
    compared = cr.compare(case("DK"), law, on=ON, bounds=bounds, expectations={"chances": chances})
    assert text in lines(compared, law)


def test_a_life_tells_why_each_act_came_on_its_day(law: cr.Profile) -> None:
    # The fast workflow has the order ten days after the notice; inkassoloven § 10 asks for ten whole days first.
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02", "due": "2024-01-31",
             "due_agreed": True}  # fmt: skip
    here = case("DK", workflow="fast", claims=[claim])
    life = cr.simulate(
        here, law, on="2024-02-01", until="2025-12-31", behaviour=["objects:payment_order_filed"],
        others={"payment_order_served": 21},
    )  # fmt: skip
    found = lines(life, law)
    for text in (
        "The creditor's workflow has it on 1 February 2024.",
        "The workflow would have it on 14 March 2024; the law does not allow it before 15 March 2024.",
        "The debtor is imagined to behave so: objects:payment_order_filed.",
        "It was possible from 16 March 2024 on, and is imagined to take 21 days, up to a day on which it can be done.",
    ):
        assert text in found
    assert lines(life, law, "de")[1].startswith("1. Februar 2024: Mahnung, Forderung 1 (der Gläubiger; ")


def test_an_agreement_the_law_forbids_is_left_out_with_its_law(law: cr.Profile) -> None:
    broke = case("DK", events=[{"on": "2026-05-01", "kind": "insolvency_opened", "name": "bankruptcy"}])
    compared = cr.compare(broke, law, on=ON)
    assert compared.options == ()
    assert all(reason.law for one in compared.left_out if one.kind != "next_step" for reason in one.because)
    assert sum(line.startswith("Left out: ") for line in lines(compared, law)) == len(compared.left_out)


@pytest.mark.parametrize(
    ("country", "kind", "debtor", "law"),
    [
        ("DK", "goods_or_services", "consumer", ()),
        ("DK", "consumer_credit", "consumer", ("kreditaftale-29",)),
        ("CH", "consumer_credit", "consumer", ("kkg-18-1",)),
        ("DE", "consumer_credit", "consumer", ("bgb-498",)),
        ("AT", "goods_or_services", "consumer", ("kschg-13",)),
        ("AT", "consumer_credit", "consumer", ("vkrg-14-3",)),
        ("AT", "goods_or_services", "business", ()),
    ],
)
def test_the_debtor_is_told_that_the_rest_may_be_called_in_only_as_the_law_lets_it(
    country: str, kind: str, debtor: str, law: tuple[str, ...]
) -> None:
    claim = {"id": "1", "kind": kind, "amount": "1000.00", "arose": "2026-03-01", "due": "2026-03-31",
             "due_agreed": True, "contract": "2026-03-01", "secured": "none", "credit_amount": "1000.00"}  # fmt: skip
    profile, owed = cr.load_profile(country), case(country, claims=[claim], debtor={"kind": debtor})
    plan = cr.instalment_plan(owed, profile, on=ON, count=3)
    assert (plan.disclosure.callable_on_default, plan.disclosure.called_in_by) == (not law, law)
    parts = {part.code: part for part in cr.explain(plan, profile, language="en").parts}
    if law:
        assert "plan_callable" not in parts
        assert parts["plan_callable_by_law"].law == law
        assert parts["plan_callable_by_law"].text.startswith("What is left may be called in only on the conditions")
    else:
        assert parts["plan_callable"].text == "If an instalment is missed, all that is left may be called in."
