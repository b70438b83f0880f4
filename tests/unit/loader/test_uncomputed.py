"""The list of words that are read but not computed: true of the model, and of what the engine looks at."""

from __future__ import annotations

import ast
import sys
import types
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from collectrules import load_profile
from collectrules.checking.golden import case_faults, golden_cases
from collectrules.fold.rulebook import Rulebook
from collectrules.loader import model as m
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator
from collectrules.loader.uncomputed import IDLE, INFORMATIVE, WHOLE, WORDS, uncomputed

PROFILES = Path(__file__).parents[2] / "profiles"
ENGINE = Path(__file__).parents[3] / "src" / "collectrules"
# Words that people read, or that say where a record stands; and what only the loader and the checker need.
PROSE = set("name file what question source checked url title section kind options cautious because check".split())
READ_BY_LOADER = set("uses regions status languages package country subdivision categories drop".split())
# Parts of words that are on the list themselves.
INSIDE = {m.Offer, m.TakesEffect, m.Less}
# Words with a single value, which is how it is done.
ONE_WAY = {"remainder"}
HEAD = "when unless once instead_of limits from_ to".split()
# Words of the head that the engine asks for only where two such rules meet, and what the loader itself works by.
ELSEWHERE = {
    *((cls, "instead_of") for cls in (m.Capacity, m.Outlook, m.Interest, m.Rate, m.Allocation)),
    (m.Holidays, "from_"),
    (m.Holidays, "to"),
}
NO_ENGINE = ("collectrules.loader", "collectrules.checking", "dataclasses")
EVERY = 30
"""Of the golden cases every so-manieth is asked; the rule books of all profiles are built besides."""


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


def listed(cls: type) -> set[str]:
    """What is said of a class: its words that are not computed, that say nothing, or that only people read."""
    plain = {word.attribute for word in WORDS.get(cls, ()) if not word.values}
    return plain | {*IDLE.get(cls, "").split(), *INFORMATIVE.get(cls, "").split()}


class Watched:
    """Stands for a field of a record class, and notes of which class the engine asks it."""

    def __init__(self, field: types.MemberDescriptorType, name: str, seen: set[tuple[type, str]]) -> None:
        self.field, self.name, self.seen = field, name, seen

    def __get__(self, record: object, cls: type | None = None) -> object:
        asking = sys._getframe(1).f_globals["__name__"]
        if not asking.startswith(NO_ENGINE) or asking == "collectrules.loader.holiday_sets":
            self.seen.add((type(record), self.name))
        return self.field.__get__(record, cls)

    def __set__(self, record: object, value: object) -> None:
        self.field.__set__(record, value)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[type, str]]:
    """Each (class, word of the head) that the engine asks for, over many laws and cases."""
    seen: set[tuple[type, str]] = set()
    for cls in (m.Rule, m.Value):
        for name in {*HEAD} & vars(cls).keys():
            monkeypatch.setattr(cls, name, Watched(vars(cls)[name], name, seen))
    invented = sorted(path.parent for path in PROFILES.rglob("profile.toml") if path.parent.name != "bad")
    for law in [load_profile(path=folder) for folder in invented]:
        Rulebook(law, {name: doubt.cautious for name, doubt in law.reading.items()})
    for law in [load_profile(name) for name in ("DK", "CH", "DE", "AT")]:
        for case in golden_cases(Path(law.folder), Locator(), Findings())[::EVERY]:
            assert list(case_faults(case, law)) == []
    return seen


def test_each_word_of_the_head_is_asked_for_on_each_kind_or_listed(asked: set[tuple[type, str]]) -> None:
    """One name stands on all kinds of rule: that the engine reads `from` of a rate says nothing of that of a title."""
    rules = [cls for cls in m.KINDS.values() if issubclass(cls, m.Rule)]
    silent = {(cls, name) for cls in rules for name in HEAD if name not in listed(cls)} - asked - ELSEWHERE
    assert silent == set()


@pytest.mark.parametrize("cls", IDLE, ids=lambda cls: cls.__name__)
def test_what_says_nothing_on_a_kind_is_no_word_that_the_engine_asks_for(cls: type) -> None:
    assert {*IDLE[cls].split()} <= {*HEAD}
    assert not {*IDLE[cls].split()} & {word.attribute for word in WORDS.get(cls, ())}


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
        excused = listed(cls) | ONE_WAY | PROSE | READ_BY_LOADER
        missed = {spec.name for spec in fields(cls)} - looked_at - excused
        if missed:
            forgotten[name] = missed
    assert forgotten == {}


HEADER = (
    '[profile]\nid = "XA"\nname = "A"\nversion = "1"\nstatus = "draft"\nlanguages = ["en"]\ncurrency = "EUR"\n'
    "first_day = 2010-01-01\n"
    '[law.a]\ntitle = "A"\nsection = "1"\nkind = "statute"\n'
)
INTEREST = (
    '[interest.x]\nwhat = "X"\nlaw = "a"\nrates = []\nstarts = []\nday_count = "act/365"\npayment_day = "counted"\n'
    'round = { to = 0.01, mode = "half_up" }\n'
)
PARTS = (
    "principal open_principal contract_interest interest quantified_interest charges_before_due fees costs vat".split()
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("beside", [True, False])
def test_of_what_bears_interest_only_what_is_computed_is_passed_over(tmp_path: Path, part: str, beside: bool) -> None:
    """Fees and costs bear interest beside the principal; that the principal bears none is not computed."""
    on = ["principal", part] if beside else [part]
    (tmp_path / "profile.toml").write_text(HEADER + INTEREST + f"on = {on}\n", encoding="utf-8")
    told = [tuple(item) for item in uncomputed(load_profile(path=tmp_path))]
    sound = "principal" in on and part in {"principal", "fees", "costs"}
    assert told == ([] if sound else [("profile.toml: interest.x.on", "on")])


@pytest.mark.parametrize("name", ["DK", "CH", "DE", "AT"])
def test_the_laws_use_no_word_that_is_not_computed(name: str) -> None:
    assert [*uncomputed(load_profile(name))] == []


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
