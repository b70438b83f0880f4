"""All letters and forms of all profiles: each statement taken away is named, and pieces joined to sentences agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import collectrules as cr
from collectrules import AccountLetter, Notice, Profile
from collectrules.notices import writing
from collectrules.notices.matters import Matter
from collectrules.notices.stating import spoken
from collectrules.notices.wording import Spoken, said
from collectrules.words.texts import Texts, languages
from tests.profiles.papers import WHO, Paper, asked, write

LAWS = ("at", "ch", "de", "dk")
PAPERS = [(law, name) for law in LAWS for name in import_module(f"tests.profiles.{law}.test_notices").PAPERS]


@pytest.fixture(scope="module")
def laws() -> dict[str, Profile]:
    return {name: cr.load_profile(name.upper()) for name in LAWS}


def given(law: str, name: str) -> tuple[dict[str, Any], Paper]:
    module = import_module(f"tests.profiles.{law}.test_notices")
    return module.PLAIN, module.PAPERS[name]


@pytest.mark.parametrize(("law", "name"), PAPERS)
def test_each_statement_that_nothing_makes_is_named_with_its_law_and_what_it_costs(
    laws: dict[str, Profile], law: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, paper = given(law, name)
    profile, language = laws[law], laws[law].header.languages[0]
    rule, whole = profile.notice[name], write(laws[law], plain, paper, laws[law].header.languages[0])
    laws_of = {one.key: one.law for one in whole.contents}
    for gone in asked(whole):

        def without(matter: Matter, key: str, gone: str = gone) -> Spoken:
            return Spoken(lacks=("somewhere",)) if key == gone else said(matter, key)

        monkeypatch.setattr(writing, "said", without)
        letter = write(profile, plain, paper, language)
        costs = "collection_costs_barred" if gone in rule.must_state_for_costs else rule.missing
        assert [(one.key, one.law, one.costs, one.needs) for one in letter.missing] == [
            (gone, laws_of[gone], costs, ("somewhere",))
        ]
        assert asked(letter) == asked(whole) - {gone}
        assert gone not in letter.stated


@pytest.mark.parametrize(("law", "name"), PAPERS)
def test_a_sentence_of_the_law_that_no_text_has_is_named(
    laws: dict[str, Profile], law: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, paper = given(law, name)
    whole = write(laws[law], plain, paper, laws[law].header.languages[0])
    sentences = set(spoken(asked(whole))) - set(paper.wording)
    monkeypatch.setattr(Texts, "says", lambda *_: None)
    monkeypatch.setattr(Texts, "has", lambda _, group, key: (group, key) not in {("letter", one) for one in sentences})
    lacks = {one.key: one.needs for one in write(laws[law], plain, paper, laws[law].header.languages[0]).missing}
    assert lacks == {one: (f"wording.{one}",) for one in sentences}


# Sentences that are put together ---------------------------------------------------------------------------

BROKEN = {
    "a place that nobody filled": r"[{}]",
    "a code instead of words": r"\b[a-z]+_[a-z_]+\b",
    "two blanks": r"  ",
    "a blank before a mark": r" [.,;:!?]",
    "two marks": r"(?<!kr)[.,;:]{2}|\.\.",  # "kr." is an abbreviation
    "a word twice": r"(?i)\b([^\W\d_]{2,}) \1\b",
    "one of many": r"(?<![\d.,’\u202f\xa0])\b1 (days|Tagen?|jours|giorni|dage)\b",
    "no blank after a mark": r"[a-zæøåäöüéè][,;:][^\W\d_]",
}


def pieces(letter: Notice | AccountLetter) -> Iterator[str]:
    """Every text of a letter that is not just a name."""
    found = letter.letter.model_validate_json(letter.letter.model_dump_json().replace(WHO["account"], "1234"))
    yield from (found.subject, found.opening, *(text for _, text in found.facts), *(name for name, _ in found.facts))
    yield from (line for text in found.paragraphs for line in text.splitlines())
    for table in found.tables:
        yield from (table.caption, *table.head, *(cell for row in table.rows for cell in row))


def broken(text: str) -> list[str]:
    """What is wrong with a text as it stands; French has a NO-BREAK SPACE before its double marks."""
    return [fault for fault, sign in BROKEN.items() if re.search(sign, text)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Pay {deadline}.", "a place that nobody filled"), ("in no_time", "a code instead of words"),
        ("Pay  now.", "two blanks"), ("Pay now .", "a blank before a mark"), ("the office..", "two marks"),
        ("Zahlen Sie bis bis morgen.", "a word twice"), ("within 1 days of", "one of many"),
        ("fee,Invoice 17", "no blank after a mark"),
    ],
)  # fmt: skip
def test_a_broken_text_is_found(text: str, fault: str) -> None:
    assert broken(text) == [fault]
    assert broken("Veuillez payer\xa0: 1\u202f000,00 DKK, dans les 31 jours; sonst am 21 dage.") == []


@pytest.mark.parametrize(("law", "name"), PAPERS)
def test_no_text_of_a_letter_is_broken(laws: dict[str, Profile], law: str, name: str) -> None:
    plain, paper = given(law, name)
    for language in {*laws[law].header.languages, *languages()}:
        faults = [(text, broken(text)) for text in pieces(write(laws[law], plain, paper, language)) if broken(text)]
        assert faults == [], language


@pytest.mark.parametrize("law", LAWS)
def test_no_text_of_an_account_is_broken(laws: dict[str, Profile], law: str) -> None:
    plain = import_module(f"tests.profiles.{law}.test_notices").PLAIN
    day = plain["claims"][0]["due"]
    on = cr.load_case(plain).claims[0].due.replace(day=28)
    events = [
        {"on": day, "kind": "payment", "amount": "100.00", "received_by": "creditor"},
        {"on": day, "kind": "waiver", "component": "principal", "amount": "50.00"},
    ]
    case = cr.load_case(plain | {"events": events})
    now = cr.statement(case, laws[law], on=max(on, case.claims[0].due))
    month = cr.monthly_statement(case, laws[law], month=day[:7], number="2024/7")
    kinds: list[tuple[Any, Any]] = [(month, None), *((now, kind) for kind in ("statement", "debtor", "final"))]
    sides = {"creditor": WHO, "debtor": WHO}
    for language in languages():
        papers = [
            cr.account_letter(thing, laws[law], kind=kind, language=language, parties=sides) for thing, kind in kinds
        ]
        faults = [(text, broken(text)) for paper in papers for text in pieces(paper) if broken(text)]
        assert faults == [], language
