from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel

import collectrules as cr
from collectrules.explaining import ExplanationPart
from collectrules.explaining.drafting import Speaker, texts_of
from collectrules.words.texts import languages
from tests.laws.strategies import Document, collection_cases

ROOT = Path(__file__).parents[2]
CASES = {
    "demo": (ROOT / "src/collectrules/cli/demo.json", ["2018-10-01", "2018-12-03", "2019-01-15", "2022-01-01"]),
    "two_invoices": (ROOT / "docs/examples/two_invoices.toml", ["2024-05-20", "2024-06-10", "2024-06-30"]),
    "to_court": (ROOT / "docs/examples/to_court.json", ["2023-03-14", "2023-04-20", "2023-07-31"]),
}
ASKED = [(name, day) for name, (_, days) in CASES.items() for day in days]
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
NAMED = "claim|event|krav|hændelse|forderung|ereignis|créance|événement|credito|evento"  # what an id follows
ENGLISH = (",", ".")
# Fields that say who answered and how to look it up, and those that say a sum a second time or say nothing.
SILENT = {"format", "answer", "engine", "profile", "fingerprint", "case", "currency", "order", "known_on", "waived",
          "terms", "life"}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> cr.Profile:
    return cr.load_profile("DK")


@pytest.fixture(scope="module", params=ASKED, ids="-".join)
def answers(request: pytest.FixtureRequest, law: cr.Profile) -> list[BaseModel]:
    name, on = request.param
    case = cr.load_case(CASES[name][0])
    steps = cr.next_steps(case, law, on=on)
    audit = cr.audit(case, law, on=on)
    return [
        cr.standing(case, law, on=on),
        cr.statement(case, law, on=on),
        steps,
        *steps.proposals,
        audit,
        *audit.findings,
    ]


@pytest.fixture(scope="module")
def figures(law: cr.Profile) -> list[BaseModel]:
    return [
        cr.interest(law, "10000.00", due="2024-01-31", until="2026-04-11"),
        cr.interest(law, "10000.00", due="2024-01-31", until="2024-01-31"),
        cr.tariff(law, "fee.payment_order", value="80000.00", on="2024-01-15"),
        cr.tariff(law, "value.table_a", value="80000.00", on="2024-01-15", arose="2023-01-01"),
        cr.tariff(law, "value.table_a", value="500.00", on="2024-01-15", arose="2023-01-01"),
        cr.tariff(law, "value.vat", on="2024-01-15"),
    ]


# Every number and day of a text stands in the answer, and the other way round ------------------------------


def leaves(value: object, silent: Collection[str] = frozenset(SILENT)) -> Iterator[str]:
    """The words and figures of a document; what is too little is told as so much, without the sign."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in silent:
                yield from leaves(item, silent)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, silent)
    elif not isinstance(value, bool):
        yield re.sub(r"^-(?=\d+\.\d+$)", "", str(value))


def numbers(text: str, marks: tuple[str, str] = ENGLISH) -> set[Decimal]:
    """The numbers of a text whose language groups digits by the first mark and decimals by one of the others."""
    group, points = marks
    found = re.findall(rf"-?\d[\d{re.escape(group)}]*(?:[{re.escape(points)}]\d+)?", text)
    return {Decimal(re.sub(f"[{re.escape(points)}]", ".", number.replace(group, ""))) for number in found}


def marks_of(locale: str) -> tuple[str, str]:
    symbols = Locale.parse(locale).number_symbols["latn"]
    return symbols["group"], symbols["decimal"] + symbols.get("currencyDecimal", "")


def told(part: ExplanationPart, speaker: Speaker) -> tuple[set[dt.date], set[Decimal]]:
    """The days and numbers in a sentence, without those in the names of laws, the host's and the profile's words."""
    text = part.text.replace(speaker.law(part.law), "") if part.law else part.text
    for reading in speaker.profile.reading.values():  # as the statute book has it, where the language has no word
        for option in reading.options.values():
            text = text.replace(option, "")
    for own in ("text", "what", "path", "behaviour"):
        text = text.replace(part.values.get(own, ""), "")
    days = set()
    for value in part.values.values():
        for iso in ISO.findall(value):
            day = dt.date.fromisoformat(iso)
            days |= {day} if speaker.texts.day(day) in text else set()
    for day in sorted(days, key=lambda day: -len(speaker.texts.day(day))):
        text = text.replace(speaker.texts.day(day), "")
    for own in ("claim", "claims", "event"):
        text = re.sub(rf"\b({NAMED}) {re.escape(part.values.get(own, ''))}(?!\w)", "", text, flags=re.IGNORECASE)
    return days, numbers(text, marks_of(speaker.texts.locale))


def unfounded(answer: BaseModel, law: cr.Profile, language: str = "en") -> Iterator[str]:
    """Numbers and days of the text, and values of its parts, that do not stand in the answer."""
    speaker = Speaker(texts_of(law, language, law.header.currency), law)
    known = set(leaves(cr.dump(answer), SILENT - {"waived", "terms"}))
    days = {iso for leaf in known for iso in ISO.findall(leaf)}
    figures = {number for leaf in known for number in numbers(ISO.sub("", leaf))}
    for part in cr.explain(answer, law, language=language).parts:
        told_days, told_numbers = told(part, speaker)
        plain = {value for value in part.values.values() if re.fullmatch(r"-?\d+\.\d+|\d{4}-\d{2}-\d{2}", value)}
        for what in ({day.isoformat() for day in told_days} - days, told_numbers - figures, plain - known):
            yield from (f"{found} in: {part.text}" for found in what)


def untold(answer: BaseModel, law: cr.Profile, language: str = "en") -> Iterator[str]:
    """Days and sums of the answer that its text does not tell."""
    speaker = Speaker(texts_of(law, language, law.header.currency), law)
    parts = [told(part, speaker) for part in cr.explain(answer, law, language=language).parts]
    days = {day.isoformat() for told_days, _ in parts for day in told_days}
    figures = {number for _, told_numbers in parts for number in told_numbers}
    for leaf in set(leaves(cr.dump(answer))):
        if ISO.fullmatch(leaf):
            yield from () if leaf in days else (leaf,)
        elif re.fullmatch(r"-?\d+\.\d+", leaf) and Decimal(leaf):
            yield from () if Decimal(leaf) in figures else (leaf,)


@pytest.mark.parametrize("language", [*languages(), "de-CH", "fr-CH", "it-CH", "de-AT"])
def test_every_number_and_day_in_the_text_stands_in_the_answer(
    answers: list[BaseModel], figures: list[BaseModel], law: cr.Profile, language: str
) -> None:
    assert [found for answer in [*answers, *figures] for found in unfounded(answer, law, language)] == []


@pytest.mark.parametrize("language", [*languages(), "de-CH", "fr-CH", "it-CH", "de-AT"])
def test_every_number_and_day_of_the_answer_stands_in_the_text(
    answers: list[BaseModel], law: cr.Profile, language: str
) -> None:
    assert [(type(answer), found) for answer in answers for found in untold(answer, law, language)] == []


@cache  # no fixture: Hypothesis would print it whole when an example fails
def danish() -> cr.Profile:
    return cr.load_profile("DK")


@given(asked=collection_cases())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_so_they_do_for_any_case(asked: tuple[Document, dt.date]) -> None:
    case, on = cr.load_case(asked[0]), asked[1]
    steps = cr.next_steps(case, danish(), on=on)
    for answer in (cr.standing(case, danish(), on=on), steps, *steps.proposals, cr.audit(case, danish(), on=on)):
        assert [*unfounded(answer, danish()), *untold(answer, danish())] == []


def test_languages_tell_the_same(answers: list[BaseModel], figures: list[BaseModel], law: cr.Profile) -> None:
    for answer in [*answers, *figures]:
        told_in = [cr.explain(answer, law, language=language) for language in languages()]
        assert (
            len({tuple((part.code, part.law, tuple(part.values.items())) for part in one.parts) for one in told_in})
            == 1
        )


def test_no_place_is_left_open_and_no_code_is_bare(
    answers: list[BaseModel], figures: list[BaseModel], law: cr.Profile
) -> None:
    for answer in [*answers, *figures]:
        for language in languages():
            for part in cr.explain(answer, law, language=language).parts:
                assert not re.search(r"[{}]|\(\)|\.\.|\b[a-z]+_[a-z_]+\b", part.text), part.text


def test_the_text_is_the_parts(answers: list[BaseModel], law: cr.Profile) -> None:
    for answer in answers:
        found = cr.explain(answer, law, language="da")
        assert str(found) == found.text == "\n".join(part.text for part in found.parts)


# Sentences a debtor understands ----------------------------------------------------------------------------


def explained(name: str, on: str, law: cr.Profile, language: str) -> str:
    return cr.explain(cr.standing(cr.load_case(CASES[name][0]), law, on=on), law, language=language).text


def test_interest_is_told_by_days_rate_and_statute(law: cr.Profile) -> None:
    # 1,477.50 at 8.05 % for the 15 days of January 2019: 1477.50 x 0.0805 x 15/365 = 4.8879 (dossier: renteloven § 5).
    assert (
        "Krav 8520, fra 1. januar 2019 til 15. januar 2019, 15 dage: 1.477,50 kr. til 8,05 % om året giver 4,8879 kr. "
        "(renteloven § 5, stk. 1; lov nr. 1244/2012 § 4, stk. 2)." in explained("demo", "2019-01-15", law, "da")
    )


def test_what_is_struck_out_is_told_with_its_law(law: cr.Profile) -> None:
    # The fourth charged letter of the same arrears: renteloven § 9 b, stk. 2 allows three.
    assert (
        "Reminder fee, claim 8520, 10 December 2018: DKK 100.00 claimed, DKK 0.00 lawful, DKK 0.00 open. "
        "The law strikes out DKK 100.00 (Interest Act § 9 b(2))." in explained("demo", "2019-01-15", law, "en")
    )


def test_a_finding_is_told_in_the_words_of_the_statute(law: cr.Profile) -> None:
    audit = cr.audit(cr.load_case(CASES["demo"][0]), law, on="2019-01-15")
    assert cr.explain(audit.findings[0], law, language="da").text == (
        "Hændelse 7, 10. december 2018: en overtrædelse af loven. Et gebyr for meget: loven tillader højst 3 for samme "
        "sammenhængende restance (renteloven § 9 b, stk. 2).\n100,00 kr. skyldes ikke."
    )
    assert audit.findings[0].message == (
        "One fee too many: the law allows at most 3 for the same continuous arrears. DKK 100.00 is not owed."
    )


def test_a_shut_step_says_what_must_come_first(law: cr.Profile) -> None:
    # A payment order asks for the demand of inkassoloven § 10 first (retsplejeloven § 477 b as the profile cites it).
    steps = cr.next_steps(cr.load_case(CASES["demo"][0]), law, on="2019-01-15").proposals
    order = next(step for step in steps if step.action == "payment_order_filed")
    text = cr.explain(order, law, language="da").text
    assert text.startswith("Betalingspåkrav indleveret, krav 8520: ikke muligt nu")
    assert "Først skal dette være sket: påkravsskrivelse" in text
    assert "Det bliver muligt efter: påkravsskrivelse." in text


def test_what_is_no_answer_cannot_be_explained(law: cr.Profile) -> None:
    case = cr.load_case(CASES["demo"][0])
    with pytest.raises(cr.BadInput) as raised:
        cr.explain(case, law)
    assert raised.value.code == "not_explained"


STRETCH = {
    "de": "Forderung 8520, vom 1. Januar 2019 bis zum 15. Januar 2019 (Tage: 15): "
    "1.477,50 DKK zu 8,05 % pro Jahr ergibt 4,8879 DKK (",
    "fr": "Créance 8520, du 1er janvier 2019 au 15 janvier 2019 (jours : 15) : "
    "1 477,50 DKK à 8,05 % par an font 4,8879 DKK (",
    "it": "Credito 8520, dal giorno 1° gennaio 2019 al giorno 15 gennaio 2019 (giorni: 15): "
    "1.477,50 DKK al tasso di 8,05% all'anno fa 4,8879 DKK (",
}


@pytest.mark.parametrize(("language", "text"), STRETCH.items())
def test_a_case_is_told_in_a_language_its_profile_lacks(law: cr.Profile, language: str, text: str) -> None:
    # The same stretch as above; the profile's own records keep the words of the statute book.
    assert language not in law.header.languages
    assert text in re.sub(r"[^\S\n]", " ", explained("demo", "2019-01-15", law, language))


def test_a_language_may_name_a_territory(law: cr.Profile) -> None:
    case = cr.load_case(CASES["demo"][0])
    found = cr.explain(cr.standing(case, law, on="2019-01-15"), law, language="de-CH")
    assert found.language == "de-CH"
    assert "DKK 1’477.50" in re.sub(r"[^\S\n]", " ", found.text)


@pytest.mark.parametrize("language", ["fr", "it"])
def test_no_preposition_meets_the_article_of_what_fills_a_place(law: cr.Profile, language: str) -> None:
    # "de le débiteur" is "du débiteur"; a sentence with a place for either may therefore not lead up to it with "de".
    text = "\n".join(explained("demo", day, law, language) for day in CASES["demo"][1])
    assert not re.search(r"\b(de|à) (le|les)\b|\b(di|a|da|in|su) (il|lo|la|i|gli|le)\b|\b(que|si) (il|elle)s?\b", text)


@pytest.mark.parametrize(("language", "text"), [("de", "CHF 1’234.55"), ("fr", "1 234.55 CHF"), ("it", "CHF 1’234.55")])
def test_sums_look_as_where_the_profile_speaks_for(language: str, text: str) -> None:
    # As the Unicode locale data have sums in the three official languages of one country.
    law = cr.load_profile("CH")
    found = cr.interest(law, "1234.55", due="2024-01-31", until="2024-07-31")
    assert text in re.sub(r"[^\S\n]", " ", cr.explain(found, law, language=language).text)
    assert [*unfounded(found, law, language), *untold(found, law, language)] == []


def test_a_fact_that_is_not_known_is_asked_for_in_whole_words(law: cr.Profile) -> None:
    document = {
        "format": 1, "id": "1", "jurisdiction": "DK", "currency": "DKK",
        "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
        "claims": [
            {"id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-01",
             "due": "2024-01-31", "due_agreed": True},
        ],
        "events": [
            {"on": "2024-02-05", "kind": "lawsuit_filed"},
            {"on": "2024-03-05", "kind": "judgment"},
        ],
    }  # fmt: skip
    steps = cr.next_steps(cr.load_case(document), law, on=dt.date(2024, 4, 1)).proposals
    reminder = next(step for step in steps if step.action == "reminder")
    assert "Det skal oplyses: om der er tilkendt sagsomkostninger." in cr.explain(reminder, law, language="da").text
    assert "It must be known: whether costs were awarded." in cr.explain(reminder, law, language="en").text
