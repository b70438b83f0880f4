"""The list of words that are read but not computed: true of the model, and of what the engine looks at."""

from __future__ import annotations

import ast
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from collectrules import load_profile
from collectrules.loader import model as m
from collectrules.loader.uncomputed import WHOLE, WORDS, uncomputed

ENGINE = Path(__file__).parents[3] / "src" / "collectrules"
# Words that people read, or that say where a record stands; and what only the loader and the checker need.
PROSE = set("name file what question source checked url title section kind options cautious because check".split())
READ_BY_LOADER = set("uses regions status languages package country subdivision categories drop".split())
# Parts of words that are on the list themselves.
INSIDE = {m.Offer, m.TakesEffect, m.Less}
# Words with a single value, which is how it is done.
ONE_WAY = {"remainder"}
# Words that describe and change no figure and no day: what a notice or title is for, and how a series is printed.
DESCRIBING = set("opens enforceable carries needs form missing".split())


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Every attribute and every word in quotes that the engine's modules mention."""
    found = set()
    for path in ENGINE.rglob("*.py"):
        if path.relative_to(ENGINE).parts[0] in {"loader", "checking", "cli"} and path.name != "holiday_sets.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


@pytest.mark.parametrize("cls", WORDS, ids=lambda cls: cls.__name__)
def test_every_word_of_the_list_is_a_word_of_the_format(cls: type) -> None:
    known = {spec.name for spec in fields(cls)}
    assert {word.attribute for word in WORDS[cls]}.issubset(known)


def test_every_kind_of_the_list_is_a_kind_of_record() -> None:
    assert m.KINDS.keys() >= WHOLE


def test_a_word_that_no_module_mentions_is_on_the_list(looked_at: set[str]) -> None:
    """The engine may mention a word and still not compute it; but what it never mentions it cannot compute."""
    whole = {m.KINDS[kind] for kind in WHOLE} | INSIDE
    forgotten = {}
    for name in m.__all__:
        cls = getattr(m, name)
        if not (isinstance(cls, type) and is_dataclass(cls)) or cls in whole | {m.GoldenCase, m.Text}:
            continue
        listed = {word.attribute for word in WORDS.get(cls, ())}
        excused = listed | ONE_WAY | PROSE | READ_BY_LOADER | DESCRIBING
        missed = {spec.name for spec in fields(cls)} - looked_at - excused
        if missed:
            forgotten[name] = missed
    assert forgotten == {}


def test_what_a_profile_uses_of_the_list_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text(
        '[profile]\nid = "XA"\nname = "A"\nversion = "1"\nstatus = "draft"\nlanguages = ["en"]\ncurrency = "EUR"\n'
        "first_day = 2010-01-01\n"
        '[law.a]\ntitle = "A"\nsection = "1"\nkind = "statute"\n'
        '[act.x]\nwhat = "X"\nlaw = "a"\nby = "court"\neffects = { relates_back_to = "claim.due" }\n'
        '[act.y]\nwhat = "Y"\nlaw = "a"\nby = "court"\neffects = { interest = "stop" }\n'
        '[plan.x]\nwhat = "P"\nlaw = "a"\ngranted_by = "court"\nlapses = { share = 2 }\n',
        encoding="utf-8",
    )
    assert [tuple(item) for item in uncomputed(load_profile(path=tmp_path))] == [
        ("profile.toml: act.x.effects.relates_back_to", "relates_back_to"),
        ("profile.toml: plan.x.lapses.share", "share"),
    ]


def test_a_word_within_a_list_is_told_too(tmp_path: Path) -> None:
    """Of the parts of a base one is not computed."""
    (tmp_path / "profile.toml").write_text(
        '[profile]\nid = "XA"\nname = "A"\nversion = "1"\nstatus = "draft"\nlanguages = ["en"]\ncurrency = "EUR"\n'
        "first_day = 2010-01-01\n"
        '[law.a]\ntitle = "A"\nsection = "1"\nkind = "statute"\n'
        '[base.x]\nwhat = "X"\nlaw = "a"\nparts = ["principal", "vat"]\n',
        encoding="utf-8",
    )
    assert [tuple(item) for item in uncomputed(load_profile(path=tmp_path))] == [
        ("profile.toml: base.x.parts", "parts"),
    ]
