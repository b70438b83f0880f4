"""A word or sentence that one language lacks is found here, for the engine and for every profile that ships."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest

import collectrules as cr
from collectrules.answers import proposals, standings
from collectrules.fold import clocks
from collectrules.fold.conditions import Fact
from collectrules.fold.facts import FACTS
from collectrules.loader import words as w
from collectrules.loader.find import known
from collectrules.nouns import answer, claims, events
from collectrules.words.texts import Texts, languages, texts
from collectrules.words.wording import reason_text

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "src/collectrules/words/languages"
# The records that answers and pages name; counting rules, calendars and the like are never shown.
SHOWN = (
    "law capacity stage act fee title notice workflow reading value rate interest allocation limitation plan stay"
).split()
RECORDS = {"stage", "title", "done", "region", "currency"}  # facts whose words are a profile's or a standard's
CODES = {
    "finding": (
        "fee_limit fee_free fee_too_soon fee_above_maximum fee_condition fact_unknown "
        "fee_needs_proof vat_unknown fee_repealed "
        "fee_unknown unknown_figure missing_fact not_modelled cost_unproved cost_not_awarded fee_of_unlawful_step "
        "claim_not_arisen claim_withdrawn step_wrong_stage step_condition "
        "step_fact_unknown step_missing_act step_too_early step_too_late deadline_too_short waiver_beyond_balance "
        "cost_cap notice_incomplete above_ceiling credit_beyond_principal agreed_limit agreed_gap agreed_fee_above_law "
        "stated_sum_differs above_usual amount_above_claim cost_beside_award"
    ).split(),
    "assumption": (
        "separate_relationships case_unverified no_interest_act claims_of_letter no_vat invoice_is_demand fact_absent "
        "last_rate_of_day "
        "agreed_before_arose contract_when_arose debtor_kind delivery_presumed compensation_amount claims_of_event "
        "claims_of_debtor fee_of_bill "
        "whole_opposed whole_disputed limitation_waiver further_part_opposed mandate_of_hand_over not_discounted "
        "not_weighed_full not_weighed_settle not_weighed_plan not_weighed_next weighed_partly paid_at_step "
        "interest_of_part order_unread acknowledged_in_part one_law_for_claim one_law_for_forum letter_arrives"
    ).split(),
    "provisional": "rate_carried rate_mark figure_mark payment_unconfirmed".split(),
    "reason": (
        "condition fact_unknown wrong_stage missing_act too_much_together fee_limit fee_free word_not_computed "
        "too_early too_late law_before_policy no_fee cost_cap notice_incomplete procedure act_limit agreed_limit "
        "case_closed claim_barred settlement_stands better_offer_stands not_open nothing_waived "
        "below_least principal_touched plan_after_until below_least_instalment no_step_in_sight unknown_advance "
        "plan_too_long instalment_too_small plan_never_ends offer_too_large no_settlement_order"
    ).split(),
}


def words_of(annotation: object) -> Iterator[str]:
    """The words of a closed list, however deep it stands in a type."""
    for inner in get_args(annotation):
        if isinstance(inner, str):
            yield inner
        else:
            yield from words_of(inner)


CLOSED = {
    "line": list(words_of(standings.LineItem.model_fields["kind"].annotation)),
    "component": [*clocks.COMPONENTS, "total"],
    "clock_state": list(words_of(standings.Clock.model_fields["state"].annotation)),
    "status": list(words_of(proposals.Status)),
    "actor": list(words_of(proposals.Actor)),
    "certainty": list(words_of(answer.Certainty)),
    "statement": list(words_of(w.Statement)),
    "per": list(words_of(w.Per)),
    "cost": list(words_of(events.Cost)),
    "act": list(events.COMMON),
    "word": [*words_of(claims.ClaimKind), *words_of(claims.DueIs)],
    "severity": ["breach", "doubt", "note"],
}


@pytest.fixture(params=languages())
def spoken(request: pytest.FixtureRequest) -> Texts:
    return texts(request.param)


def keys(table: object, path: str = "") -> Iterator[str]:
    if isinstance(table, dict):
        for name, item in table.items():
            yield from keys(item, f"{path}.{name}")
    else:
        yield path


def places(table: object, path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(table, dict):
        for name, item in table.items():
            yield from places(item, f"{path}.{name}")
    elif not path.startswith(".write"):
        yield path, frozenset(re.findall(r"\{(\w+)\}", str(table)))


def sayings(table: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The path and text of every word and sentence; how sums and days look is no text."""
    if isinstance(table, dict):
        for name, item in table.items():
            yield from sayings(item, f"{path}.{name}" if path else name)
    elif not path.startswith("write."):
        yield path, str(table)


def read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text("utf-8"))


# Texts that two languages share because the word really is the same; any other is a text somebody forgot.
SAME = {
    "page.nothing": "a dash",
    "page.status": "the same word in English and Danish",
    "component.total": "the same word in English and French",
    "letter.total": "the same word in English and French",
    "act.note": "the same word in English, Danish and French",
    "act.pause": "the same word in English and Danish",
    "word.true": "the same word in German and Danish",
    "word.false": "the same word in English and Italian",
    "word.post": "the same word in English and Danish",
    "word.email": "the same word in English and Danish",
    "tariff.over": "the same word in English and Danish",
    "reason.condition": "nothing but its place",
    "part.happened": "nothing but places",
    "part.tariff": "nothing but places",
    "part.tariff_part": "nothing but places",
    "part.tariff_band": "nothing but places",
}


COUNTED = r"days|day|Tagen?|dage|jours|giorni|cases|Fällen?|sager|dossiers|casi|rows|Zeilen|rækker|lignes|righe|steps"


def test_no_counted_word_stands_in_the_plural_alone() -> None:
    """`{days} days` would be "1 days" too; a word that is counted is given for one and for more."""
    plain = re.compile(rf"\{{\w+\}} (?:{COUNTED})\b")
    for language in languages():
        found = [text for _, text in sayings(read(FOLDER / f"{language}.toml")) if plain.search(text)]
        assert found == []


def test_the_engine_speaks_five_languages() -> None:
    assert languages() == ("da", "de", "en", "fr", "it")


def test_no_text_is_left_in_another_language() -> None:
    spoken = {language: dict(sayings(read(FOLDER / f"{language}.toml"))) for language in languages()}
    same = {key for one, other in combinations(spoken.values(), 2) for key in one if one[key] == other.get(key)}
    assert same == set(SAME)


def test_no_text_is_empty_or_ends_in_a_blank(spoken: Texts) -> None:
    assert [key for key, text in sayings(spoken.own) if not text or text != text.strip()] == []


def test_a_sentence_ends_as_one(spoken: Texts) -> None:
    groups = {"reason", "finding", "part"}
    ends = {key: text for key, text in sayings(spoken.own) if key.partition(".")[0] in groups and " " in text}
    assert [key for key, text in ends.items() if not text.endswith((".", "{message}", "{reason}"))] == []


def test_what_begins_in_lower_case_can(spoken: Texts) -> None:
    # Assumptions and the like stand within a sentence: their first letter is made small, which no noun of a language
    # with capitals for nouns bears, and no record that a profile names.
    inner = [text for group in ("assumption", "provisional") for _, text in sayings(spoken.own[group])]
    capitals = {text for text in inner if not text[0].islower()}
    assert capitals <= {text for text in inner if text.startswith("{figure}")}


def test_what_is_in_a_set_is_named_one_by_one(spoken: Texts) -> None:
    text = reason_text(spoken, "condition", "done", "not payment", "payment, reminder")
    assert f"{spoken.label('act', 'payment')}, {spoken.label('act', 'reminder')}" in text


def test_french_holds_its_double_marks_together() -> None:
    french = dict(sayings(read(FOLDER / "fr.toml")))
    assert [text for text in french.values() if re.search(r"[^\N{NO-BREAK SPACE}:][:;?!](?!\w)", text)] == []


def test_german_reads_the_same_under_either_rule_for_double_s() -> None:
    german = dict(sayings(read(FOLDER / "de.toml")))
    assert [text for text in german.values() if "ß" in text] == []


def test_italian_puts_no_article_before_a_day() -> None:
    # "dal 1° gennaio", but "dall'8 gennaio" and "dall'11 gennaio"; "dal giorno" goes with every day.
    days = "on|from|to|day|due|until|sent|since|started|ends|raw_ends|earliest|latest|last|given|least|first_day"
    article = re.compile(rf"\b(il|al|dal|del|nel|sul) \{{({days}|look_again_on|free_from|version_from)\}}")
    italian = dict(sayings(read(FOLDER / "it.toml")))
    assert [text for text in italian.values() if article.search(text)] == []


@pytest.mark.parametrize("language", languages())
def test_languages_say_the_same_things(language: str) -> None:
    english, other = read(FOLDER / "en.toml"), read(FOLDER / f"{language}.toml")
    assert set(keys(english)) == set(keys(other))
    assert dict(places(english)) == dict(places(other))


@pytest.mark.parametrize(("kind", "names"), CLOSED.items())
def test_every_word_of_a_closed_list_has_a_name(spoken: Texts, kind: str, names: list[str]) -> None:
    assert names
    assert [name for name in names if not spoken.has(kind, name)] == []


@pytest.mark.parametrize(("group", "codes"), CODES.items())
def test_every_code_has_a_sentence(spoken: Texts, group: str, codes: list[str]) -> None:
    assert [code for code in codes if spoken.sentence(group, code, {}) == code] == []


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.name)
def test_every_fact_can_be_spoken_of(spoken: Texts, fact: Fact) -> None:
    if fact.type == "flag":
        assert spoken.statement(fact.name, holds=True)
        assert spoken.statement(fact.name, holds=False)
    else:
        assert spoken.has("fact", fact.name)
    if fact.name not in RECORDS:
        assert [word for word in fact.words if not spoken.has("word", word)] == []


@pytest.mark.parametrize("profile", known())
def test_a_profile_names_its_records_in_each_of_its_languages(profile: str) -> None:
    law = cr.load_profile(profile)
    for language in law.header.languages:
        spoken = texts(language, folder=law.folder)
        missing = [f"{kind}.{name}" for kind in SHOWN for name in getattr(law, kind) if not spoken.has(kind, name)]
        options = [(name, option) for name, reading in law.reading.items() for option in reading.options]
        missing += [f"{name}.{option}" for name, option in options if spoken.option(name, option) is None]
        missing += [
            f"document.{need}" for act in law.act.values() for need in act.needs if not spoken.has("document", need)
        ]
        assert missing == [], language


@pytest.mark.parametrize("profile", known())
def test_a_profile_names_nothing_that_is_not_there(profile: str) -> None:
    law = cr.load_profile(profile)
    for language in law.header.languages:
        for kind, rows in read(Path(law.folder) / "texts" / f"{language}.toml").items():
            assert isinstance(rows, dict)
            assert set(rows) - set(getattr(law, kind)) == set(), (language, kind)
            for name, row in rows.items():
                assert set(row.get("options", {})) <= set(law.reading[name].options if kind == "reading" else {})


@pytest.mark.parametrize("profile", known())
def test_the_languages_of_a_profile_name_the_same(profile: str) -> None:
    law = cr.load_profile(profile)
    files = [read(Path(law.folder) / "texts" / f"{language}.toml") for language in law.header.languages]
    assert len({frozenset(keys(file)) for file in files}) == 1
