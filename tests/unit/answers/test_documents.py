from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import collectrules as cr
from collectrules.answers.documents import KINDS
from collectrules.portfolio import Filter, consolidation, digest, overview, simulated, take, worklist
from collectrules.portfolio.diffing import law_change
from collectrules.portfolio.importing import Import, import_cases, layout
from collectrules.portfolio.reporting import case_list
from collectrules.portfolio.stores import MemoryStore

ROOT = Path(__file__).parents[3]
CASES = {
    "demo": (ROOT / "src/collectrules/cli/demo.json", dt.date(2019, 1, 15)),
    "two_invoices": (ROOT / "docs/examples/two_invoices.toml", dt.date(2024, 6, 30)),
    "to_court": (ROOT / "docs/examples/to_court.json", dt.date(2023, 7, 31)),
}
BARE: dict[str, Any] = {
    "id": "x",
    "currency": "DKK",
    "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1477.5", "due": "2024-01-31", "due_agreed": True}],
}


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


@pytest.fixture(scope="module", params=CASES)
def answers(request: pytest.FixtureRequest, law: cr.Profile) -> dict[str, BaseModel]:
    """A case and every answer about it."""
    path, on = CASES[request.param]
    case = cr.load_case(path)
    standing = cr.standing(case, law, on=on)
    return {
        "case": case,
        "standing": standing,
        "statement": cr.statement(case, law, on=on),
        "receipts": cr.receipts(case, law, month=on.isoformat()[:7]),
        "monthly_statement": (month := cr.monthly_statement(case, law, month=on.isoformat()[:7], number="7")),
        "account_letter": cr.account_letter(month, law),
        "timeline": cr.timeline(case, law, on=on),
        "notice": cr.notice(case, law, "letter", on=on, claims=[case.claims[0].id]),
        "settle": cr.settlement_offer(case, law, on=on, discount="20%"),
        "plan": cr.instalment_plan(case, law, on=on, count=6),
        "compare": cr.compare(
            case,
            law,
            on=on,
            bounds={"touch_principal": True},
            expectations={"cost_of_money": "6.5", "chances": {"plan": "60%", "next_step": "33.3%"}},
        ),
        "simulate": (life := cr.simulate(case, law, on=on, until=on + dt.timedelta(days=200))),
        "side_by_side": cr.side_by_side({"one": life, "other": life}),
        "next": cr.next_steps(case, law, on=on),
        "audit": cr.audit(case, law, on=on),
        "assessment": cr.assess(case, law, {"on": on, "kind": "reminder", "fee": "100.00"}, on=on),
        "interest": cr.interest(law, "10000.00", due="2026-01-31", until="2026-04-11"),
        "tariff": cr.tariff(law, "value.table_a", value="80000.00", on="2024-01-15", arose="2023-01-01"),
        "choice": cr.choose_law(case, {"DK": law}),
        "explanation": cr.explain(standing, law, language="da"),
        "report": case_list([case], law, on=on),
        "law_change": law_change([case], law, law, on=on + dt.timedelta(days=400), assume="carry_forward"),
        "certificate": (kept := cr.certificate(standing, case, law)),
        "verification": cr.verify(kept),
        "freshness": cr.stale(law, on="2028-01-01"),
        **of_many(case, law, on),
    }


def of_many(case: cr.Case, law: cr.Profile, on: dt.date) -> dict[str, BaseModel]:
    """Answers about several cases, of which one cannot be answered."""
    other, wrong = (case.model_copy(update={"id": name}) for name in ("other", "wrong"))
    store = MemoryStore([case, other, wrong.model_copy(update={"workflow": "unknown"})])
    found = worklist(store, law, on=on)
    return {
        "worklist": found,
        "taken": take(found.items, store, law, on=on, dry_run=True),
        "overview": overview(store, law, on=on, kept=Filter(status="all")),
        "digest": digest(store, law, on=on),
        "consolidation": consolidation(store, law, {case.id: "one", "other": "one"}, on=on),
        "simulated": simulated(store, law, on=on, until=on + dt.timedelta(days=100)),
        "import": imported(law),
    }


def imported(law: cr.Profile) -> Import:
    """A row that has become a case, and one that is held with what stands in it."""
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
    facts = {"case": parties, "claim": {"kind": "goods_or_services", "due_agreed": True}}
    row = {"name": "A", "invoice": "1", "amount": "100.00", "date": "2018-09-07", "due": "2018-09-15"}
    return import_cases([row, row | {"invoice": "2", "amount": "x"}], layout("neutral", **facts, per="invoice"), law)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


def test_every_kind_of_document_is_tried(answers: dict[str, BaseModel]) -> None:
    assert set(answers) == set(KINDS)


def test_what_is_read_back_equals_what_was_written(answers: dict[str, BaseModel]) -> None:
    for answer in answers.values():
        assert cr.load(cr.dump(answer)) == answer
        assert cr.load(cr.dumps(answer)) == answer


def test_the_text_is_canonical(answers: dict[str, BaseModel]) -> None:
    for answer in answers.values():
        text = cr.dumps(answer)
        assert cr.dumps(cr.load(text)) == text
        assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)


def test_a_document_holds_plain_data_and_no_nulls_and_no_fractions(answers: dict[str, BaseModel]) -> None:
    for answer in answers.values():
        assert {type(leaf) for _, leaf in leaves(cr.dump(answer))} <= {str, int, bool}


def test_nothing_is_left_to_be_worked_out(answers: dict[str, BaseModel]) -> None:
    standing, steps = cr.dump(answers["standing"]), cr.dump(answers["next"])
    assert {"interest", "clocks", "payments", "readings_used"} <= set(standing)
    assert all("opens_if" in step and "window_readings" in step for step in steps["proposals"])  # type: ignore[attr-defined]


def test_sums_have_the_currencys_decimals(answers: dict[str, BaseModel]) -> None:
    names = {"principal", "fees", "costs", "total", "open", "lawful", "to_fees", "credit", "fee"}
    for name in ("case", "standing", "statement", "next", "audit"):
        for path, leaf in leaves(cr.dump(answers[name])):
            if path.rpartition(".")[2] in names:
                assert str(leaf)[-3] == ".", (name, path, leaf)


def test_lists_are_always_written(law: cr.Profile) -> None:
    case = cr.load_case(BARE)
    assert cr.dump(case)["events"] == []
    assert cr.dump(cr.audit(case, law, on="2024-02-15"))["findings"] == []


def test_the_same_facts_give_the_same_text() -> None:
    claim = {**BARE["claims"][0], "amount": Decimal("1477.5"), "due": dt.date(2024, 1, 31), "agreed_rate": "8.050"}
    same = {**BARE["claims"][0], "amount": "1477.50", "agreed_rate": Decimal("8.05"), "arose": None}
    assert cr.dumps(cr.load_case({**BARE, "claims": [claim]})) == cr.dumps(cr.load_case({**BARE, "claims": [same]}))
    assert '"amount": "1477.50"' in cr.dumps(cr.load_case({**BARE, "claims": [claim]}))
    assert '"agreed_rate": "8.05"' in cr.dumps(cr.load_case({**BARE, "claims": [claim]}))


def test_a_currency_without_decimals_is_written_without() -> None:
    claim = {**BARE["claims"][0], "amount": "1478"}
    assert '"amount": "1478"' in cr.dumps(cr.load_case({**BARE, "currency": "JPY", "claims": [claim]}))


def test_letters_stay_letters() -> None:
    assert "påkrav ß 漢" in cr.dumps(cr.load_case({**BARE, "id": "påkrav ß 漢"}))


def test_a_proposal_alone_can_be_stored_and_accepted_later(law: cr.Profile) -> None:
    case = cr.load_case(BARE)
    step = next(step for step in cr.next_steps(case, law, on="2024-02-15").proposals if step.action == "reminder")
    stored = cr.load(cr.dumps(step), kind=cr.Proposal)
    assert stored == step
    assert isinstance(stored, cr.Proposal)
    assert cr.accept(case, stored, law, on="2024-02-15").events[0].kind == "reminder"


def test_an_answer_of_a_later_engine_may_say_more(law: cr.Profile) -> None:
    answer = cr.standing(cr.load_case(BARE), law, on="2024-02-15")
    assert cr.load({**cr.dump(answer), "said_by_a_later_engine": {"a": [1]}}) == answer


def test_a_case_may_not() -> None:
    with pytest.raises(cr.BadInput) as raised:
        cr.load({**BARE, "debtr": {}})
    assert (raised.value.code, raised.value.faults[0].nearest) == ("unknown_field", "debtor")


def test_a_document_of_format_1_is_brought_up_to_date_unchanged() -> None:
    document = {**BARE, "format": 1}
    assert cr.upgrade(document) == document
    assert cr.upgrade(document) is not document


def test_a_later_format_is_refused_by_name() -> None:
    for document in ({**BARE, "format": 2}, {"answer": "standing", "format": 2}):
        for read in (cr.load, cr.upgrade):
            with pytest.raises(cr.BadInput, match=r"format 1.*got 2") as raised:
                read(document)  # type: ignore[operator]
            assert raised.value.code == "format_too_new"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"format": "1"}, "unknown_format"),
        ({"format": 0}, "unknown_format"),
        ({"format": True}, "unknown_format"),
        ({"answer": "standin", "format": 1}, "unknown_answer"),
        ({"answer": "standing", "format": 1}, "missing_field"),
        ("[1,\n2]", "not_a_document"),
        ("{", "not_json_or_toml"),
        ('{"format": 1, "format": 1}', "doubled_key"),
    ],
)
def test_what_is_no_document_is_refused(document: dict[str, Any] | str, code: str) -> None:
    with pytest.raises(cr.BadInput) as raised:
        cr.load(document)
    assert raised.value.code == code
