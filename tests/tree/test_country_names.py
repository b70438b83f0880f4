"""Law is data: no country has its name, its code or its profile's id in the sources.

Docstrings and comments may take a country as their example; a string that runs, or a name, may not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.languages import get_official_languages
from babel.localedata import exists as locale_exists

# Adjectives, which no table of territories holds; of those, only the ones that are no plain English word.
ADJECTIVES = (
    "austrian belgian british bulgarian croatian czech danish dutch estonian finnish french german greek "
    "hungarian icelandic irish italian latvian lithuanian norwegian portuguese romanian slovak slovenian "
    "spanish swedish swiss dansk deutsch français italiano norsk svensk schweizerisch österreichisch"
).split()
NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
# Lower-case codes that no English word, no word of the profile format and no usual name of a variable equals.
LOWER_CASE_CODES = set("bg ch cz dk ee es fi fr gb gr hr hu ie lt lu lv nl nz pl pt ro se sk uk".split())


def territories() -> dict[str, str]:
    """Code → English name, of every country and territory."""
    names = Locale("en").territories
    return {code: name for code, name in names.items() if re.fullmatch("[A-Z]{2}", code)}


def native_names(code: str) -> Iterator[str]:
    for language in get_official_languages(code, de_facto=True):
        name = Locale.parse(language).territories.get(code) if locale_exists(language) else None
        if name:
            yield name


CODES = set(territories()) - NOT_COUNTRIES | {"UK"}
NAMES = {
    name.lower() for code, english in territories().items() if code in CODES for name in (english, *native_names(code))
} | set(ADJECTIVES)
NAME = re.compile(r"\b(" + "|".join(map(re.escape, sorted(NAMES))) + r")\b")


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the constants that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, owners))
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string that is no docstring."""
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every name that the code gives or uses."""
    for node in ast.walk(tree):
        for field in ("id", "name", "attr", "arg", "asname", "module"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield getattr(node, "lineno", 0), value


def words(identifier: str) -> str:
    """`DanishRate_dk` as "danish rate dk"."""
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+", identifier)).lower()


def countries(_: str, tree: ast.Module, ids: frozenset[str] = frozenset()) -> Iterator[str]:
    for line, text in texts(tree):
        if text in CODES | LOWER_CASE_CODES | ids or NAME.search(text.lower()):
            yield f"line {line}: the text {text!r} names a country"
    for line, name in identifiers(tree):
        spoken = words(name)
        if LOWER_CASE_CODES & set(spoken.split()) or NAME.search(spoken):
            yield f"line {line}: the name {name} names a country"


@pytest.mark.parametrize(
    "code",
    [
        'code = "DK"',
        'if profile.id == "NO": pass',
        'folder = "dk"',
        'label = "Danmark"',
        'label = f"law of {x} in the Netherlands"',
        'label = "Österreich"',
        'label = "Danish law"',
        'label = "MAGYARORSZÁG"',
        "dk_rate = 1",
        "class GermanRule: pass",
        "def swiss(): pass",
        "import rules.denmark",
        "f(sweden=1)",
    ],
)
def test_a_country_in_the_code_is_found(code: str) -> None:
    assert list(countries("sample", ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'def f():\n    """>>> load_profile("DK")"""',
        'words = ["is", "to", "no", "at", "by", "id", "in"]',
        "to = at = by = 1",
        'currency = "DKK"',
        "days_in_chain = pluck",
    ],
)
def test_plain_words_and_docstrings_are_let_through(code: str) -> None:
    assert list(countries("sample", ast.parse(code))) == []


def test_the_id_of_a_profile_that_ships_is_found() -> None:
    sample = ast.parse('folder = "atlantis"')
    assert list(countries("sample", sample, frozenset({"atlantis"})))


def test_no_country_stands_in_the_sources(findings: Callable[..., list[str]], root: Path) -> None:
    ids = frozenset(path.name for path in (root / "profiles").iterdir() if path.is_dir())
    # An id that is also a common word ("no") is caught in capitals only.
    ids -= {"as", "at", "by", "in", "is", "no", "to"}
    assert findings(lambda name, tree: countries(name, tree, ids)) == []
