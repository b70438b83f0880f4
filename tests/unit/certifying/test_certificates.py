"""A certificate holds what its answer was made of, in canonical text, and no part of it can go or change unseen."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import collectrules as cr
from collectrules.certifying.documents import Certificate, LawUsed
from collectrules.certifying.reading import digest_of, digest_of_all, profile_in
from collectrules.certifying.verifying import recomputed
from collectrules.loader.find import known

from .conftest import CASE, ON, record

SMALL = 70_000  # characters of a certificate of what is owed; the whole law alone has half as many again


def rows(words: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["from"]["$day"], row["is"]["is"]["$number"]) for row in words["value"]]


def test_its_text_is_canonical_and_holds_no_binary_fraction(kept: cr.Certificate) -> None:
    text = kept.to_json()
    fractions: list[str] = []
    read = json.loads(text, parse_float=lambda word: fractions.append(word) or word)
    assert json.dumps(read, sort_keys=True, ensure_ascii=False) == text
    assert fractions == []
    assert cr.load(text) == kept


def test_it_is_small(kept: cr.Certificate) -> None:
    assert len(kept.to_json()) < SMALL


def test_it_holds_the_question_the_facts_and_the_answer(kept: cr.Certificate, law: cr.Profile) -> None:
    assert (kept.asked.question, kept.asked.arguments, kept.asked.readings) == ("standing", {"on": ON}, {})
    assert kept.case is not None
    assert cr.load_case(kept.case) == cr.load_case(CASE)
    assert kept.result["owed"] == cr.dump(cr.standing(cr.load_case(CASE), law, on=ON))["owed"]


def test_it_holds_the_rows_of_its_time_with_their_law_and_no_others(document: dict[str, Any]) -> None:
    # Of the published rates those from the day the claim arose to the next change after the day asked about.
    series = record(document, "series", "nationalbank_lending")
    assert rows(series) == [("2023-07-01", "3.25"), ("2024-01-01", "3.75"), ("2024-07-01", "3.50")]
    (row,) = record(document, "rate", "procesrente")["margin"]["value"]
    assert (row["from"], row["is"]["is"], row["law"]) == ({"$day": "2013-03-01"}, {"$number": "8.00"}, ["lov1244-2012"])
    assert record(document, "law", "lov1244-2012")["kind"] == "statute"


def test_it_holds_the_holidays_that_were_looked_up(document: dict[str, Any]) -> None:
    assert {"2024-05-09", "2024-12-25"} <= set(document["law"]["days"]["dk"])  # Ascension Day and Christmas Day
    assert {day[:4] for day in document["law"]["days"]["dk"]} <= {str(year) for year in range(2023, 2036)}


def holds(answer: Any, case: cr.Case, law: cr.Profile) -> bool:  # noqa: ANN401  # any answer
    found = cr.verify(cr.certificate(answer, case, law).to_json(), profile=law)
    return (found.holds, found.equal, found.origin.state) == (True, True, "of_its_profile")


@pytest.mark.parametrize("profile", known())
def test_the_law_of_every_country_can_be_certified(profile: str) -> None:
    law = cr.load_profile(profile)
    region = {"CH": "ZH", "DE": "BY"}.get(profile)
    case = cr.load_case({
        "id": "1", "jurisdiction": profile, "currency": law.header.currency, "workflow": "standard",
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}, **({"region": region} if region else {}),
        "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-02",
                    "due": "2024-01-31", "due_is": "agreed", "invoiced": "2024-01-02", "received": "2024-01-04"}],
        "events": [{"on": "2024-02-12", "kind": "reminder"},
                   {"on": "2024-03-04", "kind": "payment", "amount": "100.00", "received_by": "creditor"}],
    })  # fmt: skip
    assert holds(cr.standing(case, law, on="2024-06-30"), case, law)
    assert holds(cr.next_steps(case, law, on="2024-06-30"), case, law)


@pytest.mark.parametrize(
    "ask",
    [
        lambda case, law: cr.statement(case, law, on=ON),
        lambda case, law: cr.next_steps(case, law, on=ON, without=["reminder"]),
        lambda case, law: cr.audit(case, law, on=ON, known_on="2024-02-10"),
        lambda case, law: cr.timeline(case, law, on=ON),
        lambda case, law: cr.receipts(case, law, month="2024-03", received_by="creditor"),
        lambda case, law: cr.monthly_statement(case, law, month="2024-03", number="7"),
        lambda case, law: cr.settlement_offer(case, law, on=ON, discount="20%"),
        lambda case, law: cr.instalment_plan(case, law, on=ON, count=3),
    ],
)
def test_every_kind_of_answer_is_certified(law: cr.Profile, ask: Callable[[cr.Case, cr.Profile], object]) -> None:
    paid = {"on": "2024-03-04", "kind": "payment", "amount": "100.00", "received_by": "creditor"}
    case = cr.load_case(CASE | {"events": [*CASE["events"], paid]})
    assert holds(ask(case, law), case, law)


@pytest.mark.parametrize("asked", ["simulate", "compare"])
def test_what_will_happen_is_certified_too(law: cr.Profile, asked: str) -> None:
    case = cr.load_case(CASE)
    answer = (
        cr.simulate(case, law, on=ON, until="2024-12-31", behaviour="pays_monthly:100.00")
        if asked == "simulate"
        else cr.compare(case, law, on=ON, bounds={"discounts": ["10%"], "counts": [2]})
    )
    assert holds(answer, case, law)


def test_what_was_asked_under_a_reading_is_certified_under_it(law: cr.Profile) -> None:
    case = cr.load_case(CASE)
    answer = cr.standing(case, law, on=ON, readings={"fee_gap": "between"})
    kept = cr.certificate(answer, case, law, readings={"fee_gap": "between"})
    assert kept.asked.readings == {"fee_gap": "between"}
    assert cr.verify(kept).equal


def test_answers_without_a_case_are_certified_by_what_they_were_called_with(law: cr.Profile) -> None:
    asked = {"amount": "10000.00", "due": "2026-01-31", "until": "2026-04-11"}
    kept = cr.certificate(cr.interest(law, **asked), None, law, arguments=asked)  # type: ignore[arg-type]
    assert kept.case is None
    assert kept.result["interest"] == "186.99"  # as README and dossier work it out
    assert cr.verify(kept.to_json()).equal
    asked = {"name": "value.table_a", "value": "80000.00", "on": "2024-01-15", "arose": "2023-01-01"}
    kept = cr.certificate(cr.tariff(law, **asked), None, law, arguments=asked)  # type: ignore[arg-type]
    assert {one["name"] for one in kept.law.records if one["kind"] == "value"} == {"table_a"}
    assert cr.verify(kept).equal
    assert len(kept.to_json()) < SMALL / 10


# What it refuses -------------------------------------------------------------------------------------------


def test_an_answer_that_case_and_law_do_not_give_is_not_certified(law: cr.Profile) -> None:
    case = cr.load_case(CASE)
    other = cr.load_case(CASE | {"events": []})
    with pytest.raises(cr.BadInput) as raised:
        cr.certificate(cr.standing(other, law, on=ON), case, law)
    assert raised.value.code == "certificate_differs"
    wrong = {"amount": "10000.00", "due": "2026-01-31", "until": "2026-04-12"}
    with pytest.raises(cr.BadInput) as raised:
        cr.certificate(cr.interest(law, **wrong), None, law, arguments=wrong | {"until": "2026-04-11"})  # type: ignore[arg-type]
    assert raised.value.code == "certificate_differs"


def test_what_does_not_say_what_it_was_asked_is_not_certified(law: cr.Profile) -> None:
    case = cr.load_case(CASE)
    with pytest.raises(cr.BadInput) as raised:
        cr.certificate(case, case, law)
    assert raised.value.code == "not_verifiable"
    with pytest.raises(cr.BadInput) as raised:
        cr.certificate(cr.tariff(law, "value.table_a", value="1.00", on="2024-01-15", arose="2023-01-01"), None, law)
    assert raised.value.code == "certificate_arguments"
    with pytest.raises(cr.BadInput) as raised:
        cr.certificate(cr.standing(case, law, on=ON), case, law, arguments={"on": ON})
    assert raised.value.code == "certificate_arguments"


# Tampering -------------------------------------------------------------------------------------------------


def set_in_series(document: dict[str, Any]) -> None:
    record(document, "series", "nationalbank_lending")["value"][1]["is"]["is"]["$number"] = "3.76"


def test_a_changed_rate_shows_the_first_place_at_which_the_answer_differs(document: dict[str, Any]) -> None:
    set_in_series(document)
    found = cr.verify(document)
    assert not found.equal
    assert found.first is not None
    # 122 of 366 days on 1477.50: at 11.75 % 57.869, at 11.76 % 57.918.
    assert (found.first.path, found.first.was, found.first.answered) == ("booked.interest", "57.87", "57.92")


def test_a_changed_answer_shows_where(document: dict[str, Any]) -> None:
    document["result"]["owed"]["principal"] = "1500.00"
    found = cr.verify(document)
    assert found.first is not None
    assert (found.equal, found.differs) == (False, 1)
    assert (found.first.path, found.first.was, found.first.answered) == ("owed.principal", "1500.00", "1477.50")


def test_a_changed_fact_shows_where(document: dict[str, Any]) -> None:
    document["case"]["claims"][0]["amount"] = "1500.00"
    assert not cr.verify(document).equal


def every_row(document: dict[str, Any]) -> list[tuple[str, list[Any], int]]:
    """Each dated row of the law in a certificate: where, the list it stands in, its place there."""
    found = []

    def look(node: object, path: str) -> None:
        if isinstance(node, list):
            found.extend(
                (path, node, place) for place, one in enumerate(node) if isinstance(one, dict) and "from" in one
            )
            for place, item in enumerate(node):
                look(item, f"{path}[{place}]")
        elif isinstance(node, dict):
            for word, item in node.items():
                look(item, f"{path}.{word}")

    for one in document["law"]["records"]:
        look(one["words"], f"{one['kind']}.{one['name']}")
    return found


def test_no_row_record_or_holiday_can_be_left_out_unseen(document: dict[str, Any]) -> None:
    before = json.dumps(document)
    tried = len(every_row(document))
    assert tried > 10
    for place in range(tried):
        other = json.loads(before)
        _, rows_, row = every_row(other)[place]
        del rows_[row]
        assert refused_or_different(other), every_row(document)[place][0]
    for place in range(0, len(document["law"]["records"]), 7):
        other = json.loads(before)
        del other["law"]["records"][place]
        assert refused_or_different(other), place
    document["law"]["days"]["dk"].pop()
    assert refused_or_different(document)


def refused_or_different(document: dict[str, Any]) -> bool:
    held = Certificate.model_validate(document)
    try:
        return bool(recomputed(held, profile_in(held.law)))
    except cr.CollectRulesError:
        return True


@pytest.mark.parametrize(("day", "rate"), [(0, "interest[0].rate"), (1, "daily_interest")])
def test_a_used_rate_that_is_left_out_differs_even_where_the_digest_was_made_anew(
    document: dict[str, Any], day: int, rate: str
) -> None:
    del record(document, "series", "nationalbank_lending")["value"][day]
    document["law"]["digest"] = digest_of(LawUsed.model_validate(document["law"]))
    document["digest"] = digest_of_all(Certificate.model_validate(document))
    # The first row governs no day of interest: without it everything is answered as before, but not by its profile.
    found = cr.verify(document)
    assert (found.equal, found.holds) == (day == 0, False), rate
    assert found.origin.state == "law_not_of_its_profile"


def test_a_fact_on_which_no_figure_hangs_cannot_be_changed_either(document: dict[str, Any]) -> None:
    document["case"]["references"] = {"file": "other"}
    found = cr.verify(document)
    assert (found.equal, found.first.path if found.first else None) == (False, "digest")


def references(document: dict[str, Any]) -> None:
    document["case"]["references"] = {"file": "other"}


@pytest.mark.parametrize("change", [lambda _: None, references, lambda document: document.update(engine="0.0.1")])
def test_a_certificate_without_its_digest_is_not_equal_for_nobody_can_tell_what_was_changed(
    document: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    del document["digest"]
    change(document)
    found = cr.verify(document)
    assert found.first is not None
    assert (found.holds, found.equal, found.differs, found.first.path, found.first.was) == (
        False,
        False,
        1,
        "digest",
        None,
    )


def test_a_number_that_would_come_back_as_a_text_is_refused_by_name(document: dict[str, Any]) -> None:
    document["case"]["claims"][0]["amount"] = Decimal("0.00")
    with pytest.raises(cr.BadInput) as caught:
        cr.verify(document)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("certificate_value", "case")]
