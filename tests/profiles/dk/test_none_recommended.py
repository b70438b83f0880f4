"""A workflow that recommends nothing says why."""

from __future__ import annotations

from typing import Any

import pytest

from collectrules import Case, Profile, explain, load_case, next_steps

Event = dict[str, Any]
LETTERS: list[Event] = [
    {"on": "2018-10-02", "kind": "reminder", "fee": "100.00"},
    {"on": "2018-10-13", "kind": "reminder", "fee": "100.00"},
    {"on": "2018-10-24", "kind": "reminder", "fee": "100.00", "warns_of_collection": True},
    {"on": "2018-11-03", "kind": "collection_notice"},
]
AT_COURT: list[Event] = [
    {"on": "2018-11-14", "kind": "payment_order_filed"},
    {"on": "2018-11-20", "kind": "payment_order_served"},
]
OPPOSED: Event = {"on": "2018-11-28", "kind": "opposition"}
OFFER: list[Event] = [
    {"on": "2018-11-05", "kind": "settlement_offered", "amount": "500.00", "until": "2018-12-31"},
    {"on": "2018-11-06", "kind": "settlement_accepted"},
]
PLAN: Event = {"on": "2018-11-05", "kind": "plan_agreed", "instalments": [
    {"due": "2018-12-20", "amount": "700.00"}, {"due": "2019-01-20", "amount": "700.00"}]}  # fmt: skip
PAUSE: Event = {"on": "2018-11-05", "kind": "pause", "until": "2019-01-01"}
PAID: Event = {"on": "2018-10-01", "kind": "payment", "amount": "1000.00"}


def case(events: list[Event], workflow: str | None = "fast") -> Case:
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01", "due": "2018-10-01",
             "due_agreed": True}  # fmt: skip
    return load_case(
        {"id": "x", "currency": "DKK", "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
         "claims": [claim], "events": events, "workflow": workflow}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "codes", "action", "facts"),
    [
        ([*LETTERS, *AT_COURT, OPPOSED], ["opposed"], None, ()),
        ([*LETTERS, *AT_COURT], ["workflow_done"], None, ()),
        ([*LETTERS, {"on": "2018-11-05", "kind": "dispute"}], ["step_shut"], "payment_order_filed", ("disputed",)),
        ([*LETTERS, *OFFER], ["settlement_accepted"], None, ()),
        ([*LETTERS, PLAN], ["plan_running"], None, ()),
        ([*LETTERS, PAUSE], ["paused"], "payment_order_filed", ()),
        ([{"on": "2018-11-05", "kind": "manual_only"}], ["manual_only"], None, ()),
        ([{"on": "2018-11-05", "kind": "closed"}], ["closed"], None, ()),
        ([PAID], ["paid"], None, ()),
        ([{"on": "2018-11-05", "kind": "withdrawn"}], ["ended"], None, ()),
    ],
)
def test_it_names_the_reason(
    dk: Profile, events: list[Event], codes: list[str], action: str | None, facts: tuple[str, ...]
) -> None:
    found = next_steps(case(events), dk, on="2018-12-01")
    assert not any(step.recommended for step in found.proposals)
    assert [why.code for why in found.none_recommended] == codes
    assert [(why.action, why.facts) for why in found.none_recommended] == [(action, facts)]


@pytest.mark.parametrize(("events", "workflow"), [(LETTERS, "fast"), ([], "fast"), ([], None), (LETTERS, None)])
def test_nothing_is_to_be_said_where_a_step_is_recommended_or_nobody_asked(
    dk: Profile, events: list[Event], workflow: str | None
) -> None:
    found = next_steps(case(events, workflow), dk, on="2018-12-01")
    assert any(step.recommended for step in found.proposals) == (workflow is not None)
    assert found.none_recommended == ()


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_is_said_in_words(dk: Profile, language: str) -> None:
    text = explain(next_steps(case([*LETTERS, *OFFER]), dk, on="2018-12-01"), dk, language=language).text
    assert {"da": "et forlig er accepteret", "en": "a settlement was accepted"}[language] in text
