"""The committed JSON Schemas are the current ones, and what is dumped keeps to them.

`python tests/api/test_schemas.py` writes them anew.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import collectrules as cr
from collectrules.portfolio import consolidation, digest, overview, simulated, take, worklist
from collectrules.portfolio.diffing import law_change
from collectrules.portfolio.importing import Import, Intake, import_cases, layout
from collectrules.portfolio.reporting import payments
from collectrules.portfolio.stores import MemoryStore
from collectrules.schemas import kinds, schema

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference" / "schemas"
EXAMPLES = {
    ROOT / "src/collectrules/cli/demo.json": dt.date(2019, 1, 15),
    ROOT / "docs/examples/two_invoices.toml": dt.date(2024, 6, 30),
    ROOT / "docs/examples/to_court.json": dt.date(2023, 7, 31),
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip
# All that the schemas say; a new word must be understood here before a document can be said to keep to it.
UNDERSTOOD = set(
    "$schema $comment $defs $ref title description default type properties required additionalProperties items anyOf "
    "enum const pattern format minLength maxLength unit prefixItems minItems maxItems minimum maximum".split()
)


def written(kind: str) -> str:
    return json.dumps(schema(kind), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def parts(found: object) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(found, dict):
        yield found
        for word in ("items", "additionalProperties"):
            yield from parts(found.get(word))
        for word in ("properties", "$defs"):
            for inner in found.get(word, {}).values():
                yield from parts(inner)
        for inner in found.get("anyOf", []):
            yield from parts(inner)


def faults(value: object, rule: dict[str, Any], whole: dict[str, Any], path: str = "") -> Iterator[str]:
    """What speaks against a value, by the words of JSON Schema that these schemas use."""
    if "$ref" in rule:
        yield from faults(value, whole["$defs"][rule["$ref"].rpartition("/")[2]], whole, path)
    if "anyOf" in rule and all(any(faults(value, choice, whole, path)) for choice in rule["anyOf"]):
        yield f"{path}: {value!r} is none of {rule['anyOf']}"
    kind = rule.get("type")
    if kind is not None and (not isinstance(value, TYPES[kind]) or (kind == "integer" and isinstance(value, bool))):
        yield f"{path}: {value!r} is no {kind}"
        return
    if value not in rule.get("enum", [value]) or value != rule.get("const", value):
        yield f"{path}: {value!r} is not among {rule}"
    if kind == "integer" and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        yield f"{path}: {value!r} is not within {rule}"
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        yield f"{path}: {value!r} is not like {rule['pattern']}"
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from faults(item, rule.get("items", {}), whole, f"{path}[{place}]")
    if isinstance(value, dict):
        yield from _object(value, rule, whole, path)


def _object(value: dict[str, Any], rule: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    known, others = rule.get("properties", {}), rule.get("additionalProperties", True)
    yield from (f"{path}: {name} is missing" for name in rule.get("required", []) if name not in value)
    for name, item in value.items():
        if name in known:
            yield from faults(item, known[name], whole, f"{path}.{name}")
        elif others is False:
            yield f"{path}: {name} is not known"
        elif isinstance(others, dict):
            yield from faults(item, others, whole, f"{path}.{name}")


def documents() -> Iterator[tuple[str, BaseModel]]:
    law = cr.load_profile("DK")
    for path, on in EXAMPLES.items():
        case = cr.load_case(path)
        now = cr.standing(case, law, on=on)
        yield from [("case", case), ("standing", now), ("explanation", cr.explain(now, law))]
        yield "statement", cr.statement(case, law, on=on)
        yield "receipts", cr.receipts(case, law, month=on.isoformat()[:7], received_by="creditor")
        monthly = cr.monthly_statement(case, law, month=on.isoformat()[:7], number="7")
        yield from [("monthly_statement", monthly), ("account_letter", cr.account_letter(monthly, law))]
        yield "timeline", cr.timeline(case, law, on=on)
        yield "notice", cr.notice(case, law, "letter", on=on, claims=[case.claims[0].id])
        yield "settle", cr.settlement_offer(case, law, on=on, discount="20%")
        yield "plan", cr.instalment_plan(case, law, on=on, count=6)
        life = cr.simulate(case, law, on=on, until=on.replace(year=on.year + 1), behaviour="pays_monthly:100.00")
        yield from [("simulate", life), ("side_by_side", cr.side_by_side({"one": life, "same": life}))]
        yield "compare", cr.compare(case, law, on=on, expectations={"cost_of_money": "6", "chances": {"plan": "60%"}})
        yield "next", cr.next_steps(case, law, on=on)
        yield "audit", cr.audit(case, law, on=on)
        yield "choice", cr.choose_law(case, {"DK": law})
        yield "report", payments([case], law, first="2018-01-01", last=on)
        yield (
            "law_change",
            law_change([case], law, law, on=on, readings_after={"dispute_first_fee": "only_later_letters"}),
        )
        yield "assessment", cr.assess(case, law, {"on": on, "kind": "reminder", "fee": "100.00"}, on=on)
        kept = cr.certificate(now, case, law)
        yield from [("certificate", kept), ("verification", cr.verify(kept))]
    yield from of_many(law)
    yield "import", imported(law)
    yield "freshness", cr.stale(law, on="2028-01-01")
    yield "interest", cr.interest(law, "10000.00", due="2026-01-31", until="2026-04-11")
    yield "tariff", cr.tariff(law, "value.table_a", value="80000.00", on="2024-01-15", arose="2023-01-01")


def imported(law: cr.Profile) -> Import:
    """A row that has become a case, one that is held, and one that the filter leaves out."""
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
    facts = {"case": parties, "claim": {"kind": "goods_or_services", "due_agreed": True}}
    row = {"name": "A", "invoice": "1", "amount": "100.00", "date": "2018-09-07", "due": "2018-09-15"}
    rows = [row, row | {"invoice": "2", "amount": "x"}, row | {"invoice": "3", "name": "B", "due": "2018-09-30"}]
    keep = Intake(days_overdue=10, on=dt.date(2018, 10, 5))
    return import_cases(rows, layout("neutral", **facts, per="invoice"), law, keep=keep)


def of_many(law: cr.Profile) -> Iterator[tuple[str, BaseModel]]:
    cases = [cr.load_case(path) for path in EXAMPLES]
    store, on = MemoryStore(cases), "2026-06-01"
    found = worklist(store, law, on=on)
    yield from [("worklist", found), ("taken", take(found.items, store, law, on=on, dry_run=True))]
    yield from [("overview", overview(cases, law, on=on)), ("digest", digest(cases, law, on=on))]
    yield "consolidation", consolidation(cases, law, {case.id: "one" for case in cases}, on=on)
    yield "simulated", simulated(cases, law, on=on, until="2026-12-31")


@pytest.mark.parametrize("kind", kinds())
def test_the_committed_schema_is_current(kind: str) -> None:
    assert (FOLDER / f"{kind}.json").read_text("utf-8") == written(kind)


def test_nothing_else_is_committed() -> None:
    of_answers = {path.stem for path in FOLDER.glob("*.json")} - {"profile.schema", "import_row.schema"}
    assert of_answers == set(kinds())


def test_what_is_dumped_keeps_to_its_schema() -> None:
    tried = set()
    for kind, answer in documents():
        found = schema(kind)
        assert list(faults(cr.dump(answer), found, found)) == [], kind
        tried.add(kind)
    assert tried == set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_the_schema_uses_only_words_that_this_test_understands(kind: str) -> None:
    assert {word for part in parts(schema(kind)) for word in part} <= UNDERSTOOD


@pytest.mark.parametrize("kind", kinds())
def test_no_number_is_a_fraction(kind: str) -> None:
    assert [part for part in parts(schema(kind)) if part.get("type") == "number"] == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": None}, "id: None is no string"),
        ({"creditor": {"kind": "busines"}}, "kind: 'busines' is not among"),
        ({"debtr": {}}, "debtr is not known"),
        ({"claims": [{"id": "1"}]}, "amount is missing"),
        ({"format": 2}, "format: 2 is not among"),
    ],
)
def test_a_bad_document_is_found(change: dict[str, Any], complaint: str) -> None:
    found = schema("case")
    document = {**cr.dump(cr.load_case(next(iter(EXAMPLES)))), **change}
    assert any(complaint in fault for fault in faults(document, found, found))


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(cr.BadInput) as raised:
        schema("standin")
    assert raised.value.faults[0].nearest == "standing"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in kinds():
        (FOLDER / f"{name}.json").write_text(written(name), "utf-8")
