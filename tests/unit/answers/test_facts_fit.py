"""What a case says about the world fits the closed lists: facts, insolvency, legal forms; else it is refused."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import collectrules as cr
from collectrules.fold.asking import ask
from collectrules.fold.facts import FACTS
from collectrules.fold.moments import Moment

BASE: dict[str, Any] = {
    "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK",
    "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"},
    "claims": [{"id": "c1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-01",
                "invoiced": "2024-01-01", "due": "2024-01-31", "due_agreed": True}],
}  # fmt: skip


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def case(*events: dict[str, Any], **head: Any) -> cr.Case:  # noqa: ANN401
    return cr.load_case(BASE | {"events": list(events)} | head)


def refused(*events: dict[str, Any], **head: Any) -> cr.Fault:  # noqa: ANN401
    """The only fault of a case."""
    with pytest.raises(cr.BadInput) as caught:
        cr.check_case(case(*events, **head), danish())
    (fault,) = caught.value.faults
    return fault


def fact(name: str, value: object) -> dict[str, Any]:
    return {"on": "2024-02-05", "kind": "fact", "name": name, "value": value}


@pytest.mark.parametrize(
    ("name", "value", "near"),
    [
        ("delay_excused", "yes", None),
        ("delay_excused", "true", "true"),
        ("delay_excused", "banana", None),
        ("delay_excused", 1, None),
        ("plan_instalments", "3", None),
        ("plan_instalments", -1, None),
        ("plan_instalments", True, None),
        ("missed_share", "a tenth", None),
    ],
)
def test_a_fact_has_a_value_of_its_type(name: str, value: object, near: str | None) -> None:
    fault = refused(fact(name, value))
    assert (fault.code, fault.path, fault.nearest) == ("wrong_type", "events[0].value", near)
    assert fault.got


def test_a_fact_has_one_of_its_words() -> None:
    fault = refused(fact("creditor_profession", "medicla"))
    assert (fault.code, fault.path, fault.nearest) == ("unknown_word", "events[0].value", "medical")
    assert fault.expected == "one of none, medical, legal, notary"


@pytest.mark.parametrize(
    ("name", "value", "source"),
    [
        ("debtor_insolvent", "bankruptcy", "insolvency_opened"),
        ("disputed", True, "dispute"),
        ("debtor_deceased", True, "debtor_died"),
        ("debtor_deregistered", "2024-02-01", "party_changed"),
        ("opposed", "full", "opposition"),
        ("title", "judgment", "title_obtained"),
        ("debtor_form", "company", "debtor.legal_form"),
    ],
)
def test_a_fact_that_something_else_says_is_refused_with_what_says_it(name: str, value: object, source: str) -> None:
    fault = refused(fact(name, value))
    assert (fault.code, fault.path, fault.nearest) == ("fact_from_elsewhere", "events[0].name", source)


def test_a_fact_that_is_worked_out_is_refused() -> None:
    fault = refused(fact("days_overdue", 3))
    assert (fault.code, fault.path, fault.nearest) == ("fact_from_elsewhere", "events[0].name", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [("delay_excused", True), ("creditor_profession", "medical"), ("plan_instalments", 3), ("missed_share", "10.5")],
)
def test_a_fact_that_fits_is_taken(name: str, value: object) -> None:
    assert cr.check_case(case(fact(name, value)), danish()) is not None


@pytest.mark.parametrize(
    ("word", "near"), [("restructuring", "composition"), ("bankrupcy", "bankruptcy"), ("banana", None), ("no", None)]
)
def test_insolvency_is_one_of_its_words(word: str, near: str | None) -> None:
    fault = refused({"on": "2024-03-01", "kind": "insolvency_opened", "name": word})
    assert (fault.code, fault.path, fault.nearest) == ("unknown_word", "events[0].name", near)
    assert fault.expected == "one of known, bankruptcy, composition, discharge"


def test_a_legal_form_is_one_of_the_profile() -> None:
    fault = refused(debtor={"kind": "business", "legal_form": "limitted"})
    assert (fault.code, fault.path, fault.nearest) == ("unknown_word", "debtor.legal_form", "limited_company")


def test_a_profile_without_forms_takes_any() -> None:
    danish_without = cr.load_profile("DK").__class__(
        **{name: getattr(danish(), name) for name in danish().__dataclass_fields__ if name != "header"},
        header=_without_forms(),
    )
    assert cr.check_case(case(debtor={"kind": "business", "legal_form": "selskab"}), danish_without)


def _without_forms() -> Any:  # noqa: ANN401
    from dataclasses import replace

    return replace(danish().header, legal_forms=())


def test_what_opens_a_step_can_be_recorded_as_it_stands() -> None:
    # A registered debtor is unknown; whatever `opens_if` proposes is an event the case takes.
    plain = case({"on": "2024-02-05", "kind": "collection_notice"})
    for step in cr.next_steps(plain, danish(), on="2024-03-01").proposals:
        for change in step.opens_if:
            if change.event is not None:
                cr.check_case(plain.with_event({"on": "2024-03-01", **change.event}), danish())


def test_what_a_court_ordered_is_said_not_to_be_reckoned_with() -> None:
    ordered = {"id": "o", "on": "2024-02-05", "kind": "court_ordered", "part": "interest"}
    now = cr.standing(case(ordered), danish(), on="2024-02-10")
    said = {one.path: (one.code, one.values) for one in now.assumptions}
    assert said["events[id=o]"] == ("order_unread", {"day": "2024-02-05", "part": "interest"})


def test_what_was_proved_is_known_from_its_day_on() -> None:
    given = case({"on": "2024-02-05", "kind": "evidence_received", "name": "delivery_note"})
    known = {day: FACTS["evidence"].get(moment_of(given, day)) for day in ("2024-02-04", "2024-02-05")}
    assert known == {"2024-02-04": frozenset(), "2024-02-05": frozenset({"delivery_note"})}


def moment_of(given: cr.Case, day: str) -> Moment:
    state = ask(given, danish(), on=day).state
    return Moment(state, state.ledger.accounts[0], state.on)
