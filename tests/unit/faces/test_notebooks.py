"""Answers as tables in a notebook: the same words as on a terminal, escaped, in any language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

import collectrules as cr
from collectrules.words.texts import languages
from tests.unit.notices.conftest import DOCUMENT, PARTICULARS, PARTIES

ON = "2024-03-01"
CASE = cr.load_case(DOCUMENT)


class Elements(HTMLParser):
    """What is open, so that all that was opened is closed; and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in {"br", "hr", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def text_of(html: str) -> str:
    parser = Elements()
    parser.feed(html)
    assert parser.open == []
    return " ".join("".join(parser.text).split())


@pytest.fixture(scope="module")
def dk() -> cr.Profile:
    return cr.load_profile("DK")


@pytest.fixture(scope="module")
def answers(dk: cr.Profile) -> dict[str, Any]:
    return {
        "standing": cr.standing(CASE, dk, on=ON),
        "statement": cr.statement(CASE, dk, on=ON),
        "next": cr.next_steps(CASE, dk, on=ON),
        "audit": cr.audit(CASE.with_event({"on": "2024-02-08", "kind": "reminder", "fee": "200.00"}), dk, on=ON),
        "receipts": cr.receipts(CASE, dk, month="2024-02", received_by="creditor"),
        "offer": cr.settlement_offer(CASE, dk, on=ON, discount="20%"),
        "plan": cr.instalment_plan(CASE, dk, on=ON, count=3),
        "comparison": cr.compare(CASE, dk, on=ON),
        "timeline": cr.timeline(CASE, dk, on=ON),
        "life": cr.simulate(CASE, dk, on=ON, until="2024-04-30", behaviour="pays_monthly:300.00"),
        "notice": cr.notice(CASE, dk, "collection_notice", on=ON, parties=PARTIES, particulars=PARTICULARS),
        "account": cr.account_letter(cr.statement(CASE, dk, on=ON), dk, parties=PARTIES),
        "explanation": cr.explain(cr.standing(CASE, dk, on=ON), dk),
    }


TOLD = {
    "standing": ["806.42", "2.59", "809.01", "11.75%"], "statement": ["1,000.00", "193.58", "809.01"],
    "next": ["Collection notice", "2024-02-01"], "audit": ["BREACH", "200.00"], "offer": ["647.21", "161.80"],
    "plan": ["2024-04-01", "2024-06-01"], "timeline": ["2024-02-20", "809.01"], "comparison": ["809.01"],
    "receipts": ["0.00"], "life": ["300.00", "Payment", "2024-04-01"],
}  # fmt: skip


@pytest.mark.parametrize("kind", TOLD)
def test_an_answer_shows_its_figures(answers: dict[str, Any], kind: str) -> None:
    text = text_of(cr.show(answers[kind], language="en"))
    assert [figure for figure in TOLD[kind] if figure not in text] == []


@pytest.mark.parametrize("language", languages())
def test_every_answer_shows_itself_in_every_language(answers: dict[str, Any], language: str) -> None:
    for kind, answer in answers.items():
        html = cr.show(answer, language=language)
        assert not re.search(r"\{\w+\}", text_of(html)), kind
        assert html._repr_html_() == html


def test_an_answer_shows_itself_in_the_first_language_of_its_law(answers: dict[str, Any]) -> None:
    assert answers["standing"]._repr_html_() == cr.show(answers["standing"], language="da")
    assert "hovedstol" in text_of(answers["standing"]._repr_html_()).lower()


def test_what_a_case_holds_is_escaped(dk: cr.Profile) -> None:
    claim = DOCUMENT["claims"][0] | {"id": "<b>1</b>"}
    case = cr.load_case(DOCUMENT | {"claims": [claim], "events": [
        {"on": "2024-02-05", "kind": "note", "comment": "<script>alert(1)</script>"},
    ]})  # fmt: skip
    for answer in (cr.standing(case, dk, on=ON), cr.next_steps(case, dk, on=ON), cr.timeline(case, dk, on=ON)):
        html = cr.show(answer)
        assert "<script" not in html
        assert "<b>1</b>" not in html
    assert "&lt;script&gt;" in cr.show(cr.timeline(case, dk, on=ON))


def test_what_was_read_from_a_document_needs_its_law(answers: dict[str, Any], dk: cr.Profile) -> None:
    again = cr.load(cr.dumps(answers["standing"]))
    assert isinstance(again, cr.Standing)
    assert again._repr_html_() is None
    with pytest.raises(cr.BadInput) as error:
        cr.show(again)
    assert error.value.code == "no_law"
    assert cr.show(again, dk) == cr.show(answers["standing"])


def test_what_has_no_view_is_refused(answers: dict[str, Any]) -> None:
    with pytest.raises(cr.BadInput) as error:
        cr.show(answers["next"].proposals[0])
    assert error.value.code == "not_shown"


def test_colour_is_never_the_only_sign(answers: dict[str, Any]) -> None:
    plain = re.sub(r' style="[^"]*"', "", cr.show(answers["audit"], language="en"))
    assert "BREACH" in plain


def test_lives_side_by_side_are_shown_in_the_words_of_a_law_that_is_named(dk: cr.Profile) -> None:
    asked = {"on": ON, "until": "2024-03-31"}
    both = cr.side_by_side({name: cr.simulate(CASE, dk, workflow=name, **asked) for name in ("fast", "standard")})
    named = both.model_copy(update={"sides": (both.sides[0].model_copy(update={"name": "<b>fast</b>"}), both.sides[1])})
    html = cr.show(named, dk, language="en")
    assert "<b>fast" not in html
    assert f"{both.sides[0].owed.total:,} DKK" in text_of(html)
    with pytest.raises(cr.BadInput) as error:
        cr.show(both)
    assert error.value.code == "no_law"


def test_a_day_is_not_broken_at_its_hyphens(answers: dict[str, Any]) -> None:
    cell = re.search(r'<td style="([^"]*)">2024-04-01</td>', cr.show(answers["plan"], language="en"))
    assert cell is not None
    assert "white-space:nowrap" in cell.group(1)
