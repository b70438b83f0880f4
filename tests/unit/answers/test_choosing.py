"""Across a border: which law is asked for what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.answers.choosing import TOPICS

VALMARK = Path(__file__).parents[2] / "profiles/invented/valmark"
LAWS = {"DK": cr.load_profile("DK"), "XV": cr.load_profile(path=VALMARK)}


def case(*events: dict[str, Any], claim: dict[str, Any] | None = None, **more: object) -> cr.Case:
    one = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "due": "2024-01-31", **(claim or {})}
    return cr.load_case(
        {"id": "x", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [one], "events": list(events), **more}
    )  # fmt: skip


def test_one_jurisdiction_is_the_law_of_both() -> None:
    found = cr.choose_law(case(jurisdiction="DK"), LAWS)
    assert (found.claim, found.forum, found.conflicts) == ("DK", "DK", ())
    assert {ground.code for ground in found.grounds} == {"jurisdiction"}


def test_what_is_owed_follows_the_claim_and_how_it_is_enforced_the_forum() -> None:
    found = cr.choose_law(case(law={"claim": "DK", "forum": "XV"}), LAWS)
    assert {taken.topic: taken.profile for taken in found.taken} == {
        topic: {"claim": LAWS["DK"].header.id, "forum": LAWS["XV"].header.id}[side] for topic, side in TOPICS.items()
    }
    assert {"interest", "allocation", "limitation"} <= {t.topic for t in found.taken if t.side == "claim"}
    assert {"official_fees", "course", "titles"} <= {t.topic for t in found.taken if t.side == "forum"}
    assert [(ground.side, ground.path) for ground in found.grounds] == [("claim", "law.claim"), ("forum", "law.forum")]


def test_proceedings_lie_where_the_debtor_lives_unless_the_case_says_otherwise() -> None:
    found = cr.choose_law(case(jurisdiction="DK", claim={"debtor_country": "XV"}), LAWS)
    assert (found.claim, found.forum) == ("DK", LAWS["XV"].header.id)
    assert [(g.side, g.code) for g in found.grounds] == [("claim", "jurisdiction"), ("forum", "debtor_country")]


def test_what_does_not_fit_is_named() -> None:
    filed = {"on": "2024-03-01", "kind": "payment_order_filed"}
    foreign = case(filed, claim={"title": "bill_of_exchange"}, law={"claim": "DK", "forum": "XV"})
    found = {conflict.code: conflict for conflict in cr.choose_law(foreign, LAWS).conflicts}
    assert found["act_of_other_law"].path == "events[0].kind"
    assert found["title_unknown"].path == "claims[0].title"
    assert found["limitation_silent"].values["acts"]
    assert found["currency"].values == {"claim": "DKK", "forum": LAWS["XV"].header.currency}


@pytest.mark.parametrize(
    ("more", "code", "path"),
    [
        ({}, "missing_fact", "law.claim"),
        ({"law": {"claim": "DK", "forum": "QQ"}}, "no_such_profile", "law.forum"),
        ({"law": {"claim": "QQ", "forum": "DK"}}, "no_such_profile", "law.claim"),
        ({"jurisdiction": "QQ"}, "no_such_profile", "jurisdiction"),
    ],
)
def test_a_law_that_is_not_said_or_not_there_is_never_guessed(more: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(cr.NotModelled) as refused:
        cr.choose_law(case(**more), LAWS)
    assert [(fault.code, fault.path) for fault in refused.value.faults] == [(code, path)]


def test_an_answer_by_one_of_two_laws_says_so_and_by_a_third_is_refused() -> None:
    mixed = case(law={"claim": "DK", "forum": "XV"}, claim={"due_is": "agreed"})
    said = {one.code: one.values for one in cr.standing(mixed, LAWS["DK"], on="2024-06-30").assumptions}
    assert said["one_law_for_forum"] == {"asked": "DK", "other": "XV"}
    with pytest.raises(cr.BadInput) as caught:
        cr.standing(case(law={"claim": "DE", "forum": "XV"}), LAWS["DK"], on="2024-06-30")
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("jurisdiction", "law")]
