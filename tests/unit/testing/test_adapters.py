"""The adapter kit: a mapping that keeps all passes, each way to lose something is told by its field."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr
from collectrules.testing import Lost, lives, loses_nothing, survives

Document = dict[str, Any]
EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def case() -> cr.Case:
    claims = [
        {"id": name, "kind": "goods_or_services", "amount": "1000.10", "arose": "2024-01-02", "due": "2024-01-31"}
        for name in ("b", "a")
    ]
    events = [
        {"id": "letter", "on": "2024-02-01", "kind": "reminder", "fee": "100.00", "claims": ["a", "b"]},
        {"id": "bank-1", "on": "2024-02-20", "kind": "payment", "amount": "250.00", "comment": "by giro"},
    ]
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    head = {"id": "one", "jurisdiction": "DK", "currency": "DKK", "references": {"court": "12"}}
    return cr.load_case({**head, **parties, "claims": claims, "events": events})


def plainly(document: Document) -> Document:
    return document


def test_what_is_kept_whole_survives() -> None:
    survives(case(), danish(), from_case=json.dumps, to_case=json.loads)
    survives(case(), danish(), from_case=cr.load_case, to_case=lambda kept: kept)


def test_the_same_amount_in_other_digits_survives() -> None:
    def fewer(document: Document) -> Document:
        document["events"][1]["amount"] = "250.0"
        return document

    survives(case(), danish(), from_case=copy.deepcopy, to_case=fewer)


def without(*path: str | int) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        *way, last = path
        for step in way:
            document = document[step]  # type: ignore[index]
        document.pop(last)  # type: ignore[arg-type]
        return {}

    return change


LOSING: dict[str, tuple[Callable[[Document], object], str]] = {
    "a comment": (lambda it: it["events"][1].pop("comment"), "events[1].comment"),
    "an event": (lambda it: it["events"].pop(), "events[1]"),
    "an id": (lambda it: it["events"][1].pop("id"), "events[1].id"),
    "a reference": (lambda it: it.pop("references"), "references.court"),
    "a cent": (lambda it: it["claims"][0].update(amount="1000.1000000000001"[:7] + "1"), "claims[0].amount"),
    "a day": (lambda it: it["events"][0].update(on="2024-02-02"), "events[0].on"),
    "the order of claims": (lambda it: it["claims"].reverse(), "claims[0].id"),
    "the order of events": (lambda it: it["events"].reverse(), "events[0].id"),
    "what a letter is about": (lambda it: it["events"][0].pop("claims"), "events[0].claims"),
    "a word that was never said": (lambda it: it["events"][0].update(by="me"), "events[0].by"),
}


@pytest.mark.parametrize("what", list(LOSING))
def test_what_is_lost_is_told_by_its_field(what: str) -> None:
    lose, field = LOSING[what]

    def losing(document: Document) -> Document:
        kept = copy.deepcopy(document)
        lose(kept)
        return kept

    with pytest.raises(Lost, match="came back otherwise") as caught:
        survives(case(), danish(), from_case=losing, to_case=plainly)
    assert any(place.startswith(field) for place in caught.value.fields), caught.value.fields


def test_a_document_that_no_longer_loads_is_told() -> None:
    with pytest.raises(Lost, match="currency"):
        survives(case(), danish(), from_case=copy.deepcopy, to_case=lambda it: {**it, "currency": 7})


def test_what_the_host_does_not_keep_may_be_named() -> None:
    def forgetful(document: Document) -> Document:
        events = [{word: value for word, value in event.items() if word != "comment"} for event in document["events"]]
        return {**document, "events": events, "references": {}}

    with pytest.raises(Lost):
        survives(case(), danish(), from_case=forgetful, to_case=plainly, but=["references"])
    survives(case(), danish(), from_case=forgetful, to_case=plainly, but=["references", "events.comment"])
    loses_nothing(danish(), from_case=forgetful, to_case=plainly, but=["references", "events.comment"], examples=10)


def test_drawn_cases_find_what_is_seldom_said() -> None:
    def forgetful(document: Document) -> Document:
        return {**document, "events": [{**event, "evidence": None} for event in document["events"]]}

    loses_nothing(danish(), from_case=json.dumps, to_case=json.loads, examples=20)
    loses_nothing(danish(), from_case=json.dumps, to_case=json.loads, cases=lives(danish()), examples=5)
    with pytest.raises(Lost, match=r"events\[\d\]\.evidence: .* is lost"):
        loses_nothing(danish(), from_case=forgetful, to_case=plainly, examples=60)


# The examples of embedding ---------------------------------------------------------------------------------

STORES = {
    "embed_sqlite": """
def store(name, document):
    with db:
        db.execute("INSERT INTO dossier VALUES (?, ?)", (name, json.dumps(document["head"])))
        for claim in document["claims"]:
            db.execute("INSERT INTO claim VALUES (?, ?, ?)", (name, claim["id"], json.dumps(claim)))
""",
    "embed_sqlalchemy": """
def store(name, document):
    claims = [Claim(id=claim["id"], body=claim) for claim in document["claims"]]
    with Session(engine) as db, db.begin():
        db.add(Dossier(id=name, head=document["head"], claims=claims))
""",
    "embed_django": """
def store(name, document):
    Dossier.objects.create(id=name, head=document["head"])
    for claim in document["claims"]:
        Claim.objects.create(dossier_id=name, body=claim)
""",
}
KIT = """
from itertools import count
from collectrules.testing import loses_nothing
numbers = count()

def from_case(document):
    name = f"K-{next(numbers)}"
    parts = {"claims", "events", "id"}
    head = {word: value for word, value in document.items() if word not in parts}
    store(name, {"head": head, "claims": document["claims"]})
    for event in document["events"]:
        append(read(name).with_event({"recorded": event["on"], **event}))
    return name, document

def to_case(kept):
    name, document = kept
    found = cr.dump(read(name)) | {"id": document["id"]}
    said = ["recorded" in event for event in document["events"]]
    for event, was_said in zip(found["events"], said):
        if not was_said:  # these hosts always write when they learnt of it
            event.pop("recorded")
    return found

loses_nothing(law, from_case=from_case, to_case=to_case, examples=25)
print("nothing is lost in", next(numbers))
"""


@pytest.mark.parametrize("name", list(STORES))
def test_the_examples_of_embedding_lose_nothing(tmp_path: Path, name: str) -> None:
    """The part of each that keeps and reads cases, without its story; in a process of its own, as Django wants."""
    keeping, _, _story = (EXAMPLES / f"{name}.py").read_text("utf-8").partition("\nhead = ")
    program = tmp_path / "program.py"
    program.write_text(f"{keeping}\n{STORES[name]}\n{KIT}", encoding="utf-8")
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, str(program)], capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "nothing is lost in" in ran.stdout
