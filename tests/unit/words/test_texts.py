from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from collectrules.ground.errors import BadInput, BadProfile
from collectrules.words.texts import Money, Named, Percent, Said, Value, languages, texts

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


@pytest.mark.parametrize(
    ("language", "home", "money", "percent", "day"),
    [  # as the Unicode locale data (CLDR) have it
        ("de", "", "1.234,55 CHF", "8,05 %", "1. Januar 2026"),
        ("de", "CH", "CHF 1’234.55", "8.05%", "1. Januar 2026"),
        ("de-CH", "", "CHF 1’234.55", "8.05%", "1. Januar 2026"),
        ("de-AT", "CH", "CHF 1.234,55", "8,05 %", "1. Jänner 2026"),
        ("fr", "", "1 234,55 CHF", "8,05 %", "1er janvier 2026"),
        ("fr", "CH", "1 234.55 CHF", "8,05%", "1er janvier 2026"),
        ("it", "", "1.234,55 CHF", "8,05%", "1° gennaio 2026"),
        ("it", "CH", "CHF 1’234.55", "8.05%", "1° gennaio 2026"),
        ("en", "CH", "CHF 1,234.55", "8.05%", "1 January 2026"),  # no official language there
        ("en-CH", "", "CHF 1’234.55", "8.05%", "1 January 2026"),
        ("de", "XX", "1.234,55 CHF", "8,05 %", "1. Januar 2026"),
        ("de", "no such place", "1.234,55 CHF", "8,05 %", "1. Januar 2026"),
    ],
)
def test_a_territory_writes_in_its_own_way(language: str, home: str, money: str, percent: str, day: str) -> None:
    spoken = texts(language, currency="CHF", home=home)
    values = (Money(Decimal("1234.55")), Percent(Decimal("8.05")), dt.date(2026, 1, 1))
    assert [re.sub(r"\s", " ", spoken.written(value)) for value in values] == [money, percent, day]


@pytest.mark.parametrize("language", [*languages(), "de-CH", "fr-CH", "it-CH", "de-AT"])
@pytest.mark.parametrize("amount", ["0", "-0.05", "19.5516", "1000000", "12345678901234567890123456789.01"])
def test_a_sum_keeps_every_decimal(language: str, amount: str) -> None:
    written = texts(language, currency="CHF").money(Decimal(amount))
    assert re.sub(r"\D", "", written) == re.sub(r"\D", "", amount)
    assert ("-" in written) == ("-" in amount)


def test_the_days_of_a_month_are_written_as_the_language_does() -> None:
    days = [dt.date(2026, 5, day) for day in (1, 2, 31)]
    assert [texts("fr").day(day) for day in days] == ["1er mai 2026", "2 mai 2026", "31 mai 2026"]
    assert [texts("it").day(day) for day in days] == ["1° maggio 2026", "2 maggio 2026", "31 maggio 2026"]


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


@pytest.mark.parametrize(
    ("language", "number", "word"),
    [
        ("en", 1, "day"), ("en", 0, "days"), ("en", 2, "days"), ("en", 21, "days"), ("de", 1, "day"),
        ("de", 0, "days"), ("da", 1, "day"), ("da", 0, "days"), ("fr", 1, "day"), ("fr", 0, "day"), ("fr", 2, "days"),
        ("it", 1, "day"), ("it", 0, "days"), ("fr-CH", 0, "day"),
    ],
)  # fmt: skip
def test_a_word_for_what_is_counted_stands_as_the_language_counts(language: str, number: int, word: str) -> None:
    """French alone of the five counts nought as one: « 0 jour »."""
    for value in (number, str(number), Said("some", str(number)), Decimal(number)):
        assert texts(language).filled("{n|day|days}", {"n": value}) == word


def test_what_is_no_whole_number_is_more_than_one_and_what_is_not_given_stays() -> None:
    assert ENGLISH.filled("{n|day|days}", {"n": Decimal("1.5")}) == "days"
    assert ENGLISH.filled("{n|day|days}", {"n": "the first"}) == "days"
    assert ENGLISH.filled("{n} {n|day|days}", {}) == "{n} {n|day|days}"


ONE = [
    ("page", "interest_sum", {"days": 1, "interest": "5"}, "da", "Renter for 1 dag: 5"),
    ("part", "option", {"way": "A", "pays": "5", "last": "X", "days": 1, "law": ""}, "de",
     "A: Der Schuldner zahlt 5, das letzte am X, nach 1 Tag."),
    ("portfolio", "taken", {"chosen": 1, "done": 1, "already": 0}, "en",
     "Of 1 step chosen, 1 is recorded; 0 were before."),
    ("portfolio", "taken", {"chosen": 1, "done": 1, "already": 1}, "fr",
     "Sur 1 étape choisie, 1 est inscrite\N{NO-BREAK SPACE}; 1 l'était déjà."),
    ("portfolio", "taken", {"chosen": 1, "done": 1, "already": 0}, "it",
     "Del 1 passo scelto, 1 è registrato; 0 lo erano già."),
    ("report_page", "written", {"rows": 1, "file": "x"}, "de", "1 Zeile geschrieben nach x."),
    ("report_page", "written", {"rows": 2, "file": "x"}, "it", "2 righe scritte in x."),
]  # fmt: skip


@pytest.mark.parametrize(("group", "code", "values", "language", "said"), ONE)
def test_one_is_said_in_the_singular(
    group: str, code: str, values: dict[str, Value], language: str, said: str
) -> None:  # fmt: skip
    assert texts(language).sentence(group, code, values) == said


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
    assert texts("en-CH", folder=str(tmp_path)).label("act", "reminder") == "dunning letter"
    assert texts("de", folder=str(tmp_path)).label("act", "reminder") == "Mahnung"


def test_words_that_cannot_be_read_are_the_profiles_fault(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.toml").write_text("[act", "utf-8")
    with pytest.raises(BadProfile, match=r"en\.toml"):
        texts("en", folder=str(tmp_path))


def test_an_unknown_language_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadInput) as raised:
        texts("dan")
    assert (raised.value.code, raised.value.faults[0].nearest) == ("unknown_language", "da")


@pytest.mark.parametrize(
    "language", ["../en", "en\x00", "", "de-../CH", "de-QQ", "de_CH", "de-ch", "de-", "sv-CH", "de-CH-x", "de-CH\n"]
)
def test_a_language_is_no_path(language: str) -> None:
    with pytest.raises(BadInput):
        texts(language)
