from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from collectrules.ground.errors import BadInput, BadProfile
from collectrules.words.texts import Money, Named, Percent, Said, texts

ENGLISH, DANISH = texts("en", currency="DKK"), texts("da", currency="DKK")


@pytest.mark.parametrize(
    ("value", "english", "danish"),
    [
        (Money(Decimal("1477.50")), "DKK 1,477.50", "1.477,50 kr."),
        (Money(Decimal("-0.05")), "DKK -0.05", "-0,05 kr."),
        (Money(Decimal("19.5516")), "DKK 19.5516", "19,5516 kr."),
        (Money(Decimal(1000000)), "DKK 1,000,000", "1.000.000 kr."),
        (Percent(Decimal("8.05")), "8.05%", "8,05 %"),
        (dt.date(2018, 11, 1), "1 November 2018", "1. november 2018"),
        (60, "60", "60"),
        (Named("component", "fees"), "fees", "gebyrer"),
        (Said("as it is", "raw"), "as it is", "as it is"),
        (("a", "b", "c"), "a, b and c", "a, b og c"),
        ((), "", ""),
    ],
)
def test_values_are_written_as_the_language_does(value: object, english: str, danish: str) -> None:
    assert (english, danish) == (ENGLISH.written(value), DANISH.written(value))  # type: ignore[arg-type]


def test_the_currency_is_the_cases_own() -> None:
    assert texts("da", currency="SEK").money(Decimal("5.00")) == "5,00 SEK"


def test_a_sentence_that_ends_in_an_abbreviation_has_one_full_stop() -> None:
    assert DANISH.sentence("finding", "not_owed", {"amount": Money(Decimal("5.00"))}) == "5,00 kr. skyldes ikke."
    assert (
        DANISH.sentence("part", "tariff_part", {"code": "trin", "amount": Money(Decimal("5.00"))}) == "Trin: 5,00 kr."
    )


def test_brackets_without_a_law_go_away() -> None:
    values = {"name": "Fee", "amount": Money(Decimal("5.00")), "law": ""}
    assert ENGLISH.sentence("part", "tariff", values) == "Fee: DKK 5.00."


def test_an_unknown_code_stands_for_itself() -> None:
    assert ENGLISH.sentence("finding", "no_such_code", {}) == "no_such_code"
    assert ENGLISH.label("fee", "some_fee") == "some fee"
    assert ENGLISH.label("fee", "some_fee", "what it is") == "what it is"


def test_a_place_in_a_value_is_not_filled_again() -> None:
    assert ENGLISH.sentence("finding", "not_owed", {"amount": "{law}"}) == "{law} is not owed."


def test_a_profile_names_its_records_and_comes_before_the_engine(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.toml").write_text('[act]\nreminder = { label = "dunning letter" }\n', "utf-8")
    own = texts("en", folder=str(tmp_path))
    assert own.label("act", "reminder") == "dunning letter"
    assert own.label("act", "payment") == "payment"


def test_words_that_cannot_be_read_are_the_profiles_fault(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.toml").write_text("[act", "utf-8")
    with pytest.raises(BadProfile, match=r"en\.toml"):
        texts("en", folder=str(tmp_path))


def test_an_unknown_language_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadInput) as raised:
        texts("dan")
    assert (raised.value.code, raised.value.faults[0].nearest) == ("unknown_language", "da")


@pytest.mark.parametrize("language", ["../en", "en\x00", ""])
def test_a_language_is_no_path(language: str) -> None:
    with pytest.raises(BadInput):
        texts(language)
