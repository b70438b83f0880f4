"""Texts that would be run, read as a form, or take for ever: what no older test throws at letters and readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import collectrules as cr

from .common import ON, answered, document, law, refused, soon

TRICKS = ["{0.__class__}", "%s%n", "{{ 7*7 }}", "{% for x in y %}", "${HOME}", "{letter}", "$(id)"]
MARKUP = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"]
NOTE = {"kind": "note", "on": "2019-01-01"}


def letter(name: str) -> cr.Notice:
    """A collection notice from a creditor of that name."""
    who = {"creditor": {"name": name, "address": ["Vej 1"]}, "debtor": {"name": "D", "address": ["Vej 2"]}}
    return cr.notice(cr.load_case(document()), law(), "collection_notice", on="2018-11-05", parties=who, language="en")


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_that_looks_like_a_form_stands_as_it_is(name: str) -> None:
    assert name in letter(name).text


@pytest.mark.parametrize("name", MARKUP)
def test_a_name_that_looks_like_a_page_is_escaped(name: str) -> None:
    found = letter(name)
    assert name in found.text
    assert name not in found.html
    assert name.replace("<", "&lt;").replace(">", "&gt;") in found.html


@pytest.mark.parametrize("text", TRICKS + MARKUP)
def test_a_remark_is_no_markup_and_no_form_in_any_account(text: str) -> None:
    case = cr.load_case(document({**NOTE, "comment": text}, {**NOTE, "kind": "dispute", "ground": text, "id": "d"}))
    shown = cr.show(cr.timeline(case, law(), on=ON))
    assert "<script" not in shown
    assert "<img" not in shown
    assert text.replace("<", "&lt;").replace(">", "&gt;") in shown
    assert cr.explain(cr.standing(case, law(), on=ON), law()).text


# Characters ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"references": {"own": "\ud800"}}, "references.own"),
        ({"references": {"\udfff": "x"}}, None),
        ({"readings": {"fee_gap": "\ud800"}}, "readings.fee_gap"),
        ({"id": "\ud800"}, "id"),
        ({"handler": "\ud800"}, "handler"),
    ],
    ids=["a reference", "its name", "a reading", "the id", "the handler"],
)
def test_half_a_character_is_refused(given: dict[str, object], path: str | None) -> None:
    refused(document(**given), "wrong_type", path)


@pytest.mark.parametrize("word", ["comment", "evidence", "by", "reference"])
def test_half_a_character_in_an_event_is_refused(word: str) -> None:
    refused(document(NOTE | {word: "\ud800"}), "wrong_type", f"events[0].{word}")


def test_half_a_character_that_a_court_said_is_refused() -> None:
    said = {"kind": "court_ordered", "on": "2019-01-01", "part": "x", "value": "\ud800"}
    refused(document(said), "wrong_type", "events[0].value")


def test_emoji_and_a_remark_of_a_million_letters_are_taken() -> None:
    with soon():
        case = cr.load_case(document(NOTE | {"comment": "\N{GRINNING FACE}" * 1_000_000}, id="\N{GRINNING FACE}"))
        assert cr.load(cr.dumps(case)) == case
        assert cr.standing(case, law(), on=ON).owed.total > 0
    refused(document(NOTE | {"comment": "x" * 1_000_001}), "text_too_long", "events[0].comment")


# Texts that take for ever ----------------------------------------------------------------------------------

LONG = 50_000
SLOW = ["1" * 50 + "x", "1" * LONG + "x", "1." * LONG, "-" * LONG, "0" * LONG + ",", " " * LONG + "x", "a." * 99 + "!"]
CASE = document()
READERS: dict[str, Callable[[str], object]] = {
    "amount": lambda text: cr.load_case(document(claim={"amount": text})),
    "rate": lambda text: cr.load_case(document(claim={"agreed_rate": text})),
    "day": lambda text: cr.load_case(document(claim={"due": text})),
    "day asked about": lambda text: answered(on=text),
    "share": lambda text: cr.settlement_offer(cr.load_case(CASE), law(), on=ON, discount=text),
    "instalment": lambda text: cr.instalment_plan(cr.load_case(CASE), law(), on=ON, instalment=text),
    "month": lambda text: cr.monthly_statement(cr.load_case(CASE), law(), month=text),
    "kind": lambda text: cr.check_case(document(NOTE | {"kind": text}), law()),
    "tariff": lambda text: cr.tariff(law(), text, on=ON),
    "profile": cr.load_profile,
    "language": lambda text: cr.explain(answered(), law(), language=text),
    "JSON": lambda text: cr.load_case('\n{"id": ' + text),
    "TOML": lambda text: cr.load_case("\nid = " + text),
    "currency": lambda text: cr.load_case(document(currency=text)),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_text_that_is_hard_to_match_is_refused_soon(reader: str) -> None:
    law()
    with soon():
        for text in SLOW:
            with pytest.raises(cr.CollectRulesError) as caught:
                READERS[reader](text)
            assert len(str(caught.value)) < 1_000
