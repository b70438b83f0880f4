"""Whatever we propose, once done, neither the judge nor our own audit finds anything against it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given

import collectrules as cr
from collectrules.judge.history import Flag, Judge
from collectrules.judge.words import minor
from tests.laws.properties import few
from tests.laws.strategies import LAST_DAY, READINGS, Document, collection_cases, worked_cases

DANISH = Path(__file__).parents[2] / "profiles" / "dk"
FEE_DOUBTS = {"fee_gap": "reminder", "dispute_first_fee": "dispute", "fee_after_settlement": "title_obtained"}


@cache  # no fixtures: Hypothesis would print both whole when an example fails
def judge() -> Judge:
    return Judge(DANISH)


@cache
def danish() -> cr.Profile:
    return cr.load_profile("DK")


def as_json(case: cr.Case) -> Document:
    document: Document = json.loads(case.model_dump_json(by_alias=True, exclude_none=True))
    return document


def ways_of_reading(document: Document) -> list[dict[str, str]]:
    """Every way to read the doubts about fees that something in the history could touch."""
    kinds = {event["kind"] for event in document["events"]}
    touched = [name for name, kind in FEE_DOUBTS.items() if kind in kinds]
    return [dict(zip(touched, way, strict=True)) for way in product(*(READINGS[name] for name in touched))]


def flags_of_the_last(case: cr.Case, on: dt.date) -> list[Flag]:
    """What the judge has against the newest event, in whichever way a doubt is read."""
    document = as_json(case)
    last = len(document["events"]) - 1
    flags = (flag for way in ways_of_reading(document) for flag in judge().flags(document, on, way))
    return [flag for flag in flags if flag.event == last]


def open_steps(case: cr.Case, profile: cr.Profile, on: dt.date) -> Iterator[tuple[cr.Proposal, dt.date]]:
    """Every step that is open on a day, and every waiting one on the day on which it opens."""
    found = cr.next_steps(case, profile, on=on).proposals
    yield from ((step, on) for step in found if step.status == "open" and known(step))
    for step in found:
        if step.status == "waiting" and step.earliest is not None and step.earliest <= LAST_DAY:
            later = cr.next_steps(case, profile, on=step.earliest).proposals
            same = [each for each in later if each.action == step.action and set(each.claims) & set(step.claims)]
            yield from ((each, step.earliest) for each in same if each.status == "open" and known(each))


def known(step: cr.Proposal) -> bool:
    """Of a price that nobody knows no balance can be struck, and a title has a name that no step tells."""
    return step.action != "title_obtained" and not any(cost.unknown for cost in (*step.charges, *step.advances))


def flags_of_all_steps(case: cr.Case, profile: cr.Profile, on: dt.date) -> list[Flag]:
    found = []
    for step, day in open_steps(case, profile, on):
        done = cr.accept(case, step, profile, on=day)
        found += flags_of_the_last(done, day)
    return found


@few(9)
@given(asked=collection_cases())
def test_nothing_that_is_proposed_is_flagged(asked: tuple[Document, dt.date]) -> None:
    document, on = asked
    case = cr.load_case(document)
    for step, day in open_steps(case, danish(), on):
        done = cr.accept(case, step, danish(), on=day)
        assert flags_of_the_last(done, day) == [], (step.action, day)
        mine = done.event_ids[-1]
        assert [f for f in cr.audit(done, danish(), on=day).breaches if f.event == mine] == [], (step.action, day)


@few(14)
@given(asked=worked_cases())
def test_a_case_worked_by_proposals_alone_is_clean(asked: tuple[Document, dt.date, list[tuple[int, int]]]) -> None:
    document, day, moves = asked
    case = cr.load_case(document)
    for gap, choice in moves:
        day += dt.timedelta(days=gap)
        steps = [s for s in cr.next_steps(case, danish(), on=day).proposals if s.status == "open" and known(s)]
        case = cr.accept(case, steps[choice % len(steps)], danish(), on=day) if steps else case
    worked = as_json(case)
    assert [flag for way in ways_of_reading(worked) for flag in judge().flags(worked, day, way)] == []
    assert cr.audit(case, danish(), on=day).breaches == ()


# Canaries: an engine that is wrong by one unit is found out -------------------------------------------------

CLAIM = {"id": "a", "kind": "goods_or_services", "amount": "1000.00", "due_is": "agreed"}
CLAIM |= {"arose": "2024-01-02", "invoiced": "2024-01-02", "due": "2024-01-10"}


def reminded(*days: str) -> cr.Case:
    events = [{"on": day, "kind": "reminder", "fee": "100.00", "claim": "a"} for day in days]
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "business"}}
    head = {"format": 1, "id": "canary", "jurisdiction": "DK", "currency": "DKK"}
    return cr.load_case({**head, **parties, "claims": [CLAIM], "events": events})


CANARIES = {
    "gap": ("fees.toml", 'after = "previous.charged", days = 10', 'after = "previous.charged", days = 9'),
    "number": ("fees.toml", "at_most = 3", "at_most = 4"),
    "amount": ("fees.toml", "{ from = 2002-08-01, is = 100.00 }", "{ from = 2002-08-01, is = 101.00 }"),
    "compensation": ("fees.toml", "is = 310.00", "is = 311.00"),
    "deadline": ("acts.toml", '"collection_notice.sent", days = 10', '"collection_notice.sent", days = 9'),
}  # fmt: skip


def changed(folder: Path, file: str, old: str, new: str) -> cr.Profile:
    """Load a copy of the profile in which one figure differs; the judge goes on reading the original."""
    shutil.copytree(DANISH, folder / "dk")
    text = (folder / "dk" / file).read_text("utf-8")
    assert old in text, "the figure to change is written otherwise by now"
    (folder / "dk" / file).write_text(text.replace(old, new), "utf-8")
    return cr.load_profile(path=folder / "dk")


def canary_flags(profile: cr.Profile) -> list[Flag]:
    thrice = reminded("2024-01-11", "2024-02-01", "2024-03-01")
    once = reminded("2024-01-11")
    noticed = once.with_event({"on": "2024-01-12", "kind": "collection_notice", "claim": "a"})
    found = flags_of_all_steps(once, profile, dt.date(2024, 1, 12))
    found += flags_of_all_steps(noticed, profile, dt.date(2024, 1, 13))
    return found + flags_of_all_steps(thrice, profile, dt.date(2024, 4, 1))


def test_the_cases_of_the_canaries_are_clean_under_the_true_law() -> None:
    assert canary_flags(danish()) == []


@pytest.mark.parametrize("name", list(CANARIES))
def test_a_figure_that_is_wrong_by_one_is_found(tmp_path: Path, name: str) -> None:
    assert canary_flags(changed(tmp_path, *CANARIES[name])) != []


def test_a_margin_that_is_wrong_by_a_hundredth_is_found(tmp_path: Path) -> None:
    wrong = changed(tmp_path, "interest.toml", "from = 2013-03-01, is = 8.00, law", "from = 2013-03-01, is = 8.01, law")
    on, case = dt.date(2024, 12, 31), reminded()
    (account,) = judge().history(as_json(case), on).accounts
    assert minor(cr.standing(case, danish(), on=on).owed.interest) == account.parts()["interest"]
    assert minor(cr.standing(case, wrong, on=on).owed.interest) != account.parts()["interest"]
