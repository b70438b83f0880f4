"""Golden cases: facts, a day and what must come out, run through the public answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel

from collectrules.answers.auditing import audit
from collectrules.answers.figures import tariff
from collectrules.answers.proposals import next_steps
from collectrules.answers.standings import standing
from collectrules.answers.statements import statement
from collectrules.checking.resolving import ABSENT, Missing, equal, resolve
from collectrules.ground.errors import CollectRulesError, Fault, bad_input, nearest, shown
from collectrules.loader import model as m
from collectrules.loader.files import CASES, RULES, parsed, texts_of
from collectrules.loader.findings import Findings, found
from collectrules.loader.lines import Locator
from collectrules.loader.read import read_table
from collectrules.nouns.case import Case, load_case

ANSWERS: Final[Mapping[str, Callable[..., BaseModel]]] = {
    "standing": standing, "next": next_steps, "audit": audit, "statement": statement,
}  # fmt: skip
"""First word of a path → the answer it looks into; a path with another first word looks into the standing."""
ERROR: Final = "error"
"""A path of this one word is the code of the error that answering ends with."""
_SHORT: Final = 40
_FEW: Final = 3
TARIFF: Final = "tariff"
"""A case may give a tariff instead of facts: `{ name, value, arose, … }`, and look into it with `tariff.amount`."""
_OPTIONS: Final = frozenset({"known_on", "assume"})


class Golden(NamedTuple):
    """A golden case and its place, such as `cases/fees.toml: case[2]`."""

    place: str
    case: m.GoldenCase


def golden_cases(folder: Path, locator: Locator, faults: Findings) -> list[Golden]:
    """Read the cases of a profile folder, those in `cases/` and those beside the rules.

    Raises:
        BadProfile: a file that cannot be read at all, or leads out of the folder.
        LimitExceeded: files that are too large, too many or nested too deeply.

    """
    cases: list[Golden] = []
    for name, text in texts_of(folder, (*CASES, *RULES), faults).items():
        tables = parsed(name, text, faults)
        if tables is not None:
            locator.keep(name, text, tables)
            cases += _cases(name, tables.get("case", []), faults)
    return cases


def _cases(file: str, tables: object, faults: Findings) -> Iterator[Golden]:
    for number, table in enumerate(tables if isinstance(tables, list) else [tables], 1):
        place = f"{file}: case[{number}]"
        case = read_table(m.GoldenCase, table, place, faults, file=file)
        if isinstance(case, m.GoldenCase):
            yield Golden(place, case)


def case_faults(golden: Golden, profile: m.Profile) -> Iterator[Fault]:
    """Yield what a golden case expects and does not get."""
    place, case = golden
    for key in case.law:
        if key not in profile.law:
            message = f"cites law `{key[:60]}`, which [law] does not have"
            yield found("F06", f"{place}.law", message, expected="a key of [law]", got=key, known=profile.law)
    try:
        ask = _asker(case, profile)
    except CollectRulesError as error:
        message = f'case "{case.name}" cannot be read: {"; ".join(map(str, error.faults[:_FEW]))}'
        yield found("F67", f"{place}.given", message, expected="a case document")
        return
    for path, expected in case.expect.items():
        yield from _expectation(golden, path, expected, ask)


def _expectation(golden: Golden, path: str, expected: object, ask: Callable[[str], object]) -> Iterator[Fault]:
    place = f"{golden.place}.expect.{path}"
    got = _answered(path, ask)
    if isinstance(got, Missing):
        if expected != ABSENT:
            message = f"path `{path[:60]}` matches nothing in the answer"
            yield found("F68", place, message, expected="a path into the answer", got=got.word, known=got.known)
    elif not equal(got, expected):
        message = f'case "{golden.case.name}" expects {_told(expected)} at `{path[:60]}`, got {_told(got)}'
        yield found("F67", place, message, expected=_told(expected), got=got)


def _answered(path: str, ask: Callable[[str], object]) -> object:
    """Return what a path points at, or `Missing`; the code of an error stands under `error`."""
    root, _, rest = path.partition(".")
    name, inner = (root, rest) if root in {*ANSWERS, TARIFF} else ("standing", path)
    answer = ask(name)
    if path == ERROR:
        return answer if isinstance(answer, str) else Missing(ERROR, ())
    try:
        return Missing(f"error {answer}", (ERROR,)) if isinstance(answer, str) else resolve(_table(answer), inner)
    except CollectRulesError as error:  # a part that is only worked out when it is opened
        return Missing(f"error {error.code}", (ERROR,))


def _table(answer: object) -> Mapping[str, object]:
    return answer if isinstance(answer, Mapping) else {}


def _told(value: object) -> str:
    return str(value) if isinstance(value, str) and len(value) <= _SHORT else shown(value).removeprefix("Decimal")


class Opened(Mapping[str, object]):
    """The document of an answer, of which each word is written when it is opened: most cases open one or two."""

    def __init__(self, answer: BaseModel) -> None:
        """Keep the answer."""
        self._answer = answer
        self._names = {spec.alias or name: name for name, spec in type(answer).model_fields.items()}

    def __getitem__(self, word: str) -> object:
        """Return a word as the document has it; what the answer leaves out is not there."""
        value = getattr(self._answer, self._names[word])
        if value is None:
            raise KeyError(word)
        return _plain(value)

    def __iter__(self) -> Iterator[str]:
        """Go through the words an answer may have."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many words an answer may have."""
        return len(self._names)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return Opened(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value


# Asking ----------------------------------------------------------------------------------------------------


def _asker(case: m.GoldenCase, profile: m.Profile) -> Callable[[str], object]:
    """Return a function that answers by name: the document, or the code of the error; each answer is asked once.

    Raises:
        BadInput: what is given is no case and no tariff.

    """
    asked = _tariff_asked(case) if TARIFF in case.given else None
    document = _document(case, profile) if asked is None else None
    options = {word: _plainly(case.given[word], word) for word in _OPTIONS & case.given.keys()}

    @cache
    def ask(name: str) -> object:
        try:
            if asked is not None:
                return Opened(tariff(profile, on=case.on, **asked))  # type: ignore[arg-type]  # checked when called
            return Opened(ANSWERS[name](document, profile, on=case.on, **options))
        except CollectRulesError as error:
            return error.code

    return ask


def _tariff_asked(case: m.GoldenCase) -> dict[str, object]:
    """Return the arguments of a tariff: its name, and at which value and on which days it is asked."""
    given = case.given[TARIFF]
    words = given.keys() if isinstance(given, Mapping) else ()
    known = {"name", *(tariff.__kwdefaults__ or {})} - {"on"}
    for word in words:
        if word not in known:
            raise bad_input("unknown_field", f"tariff.{word}", "an argument of a tariff", word, nearest(word, known))
    if not isinstance(given, Mapping) or not isinstance(given.get("name"), str):
        raise bad_input("missing_field", "tariff.name", "the name of a fee or value")
    return dict(given)


def _plainly(value: object, word: str) -> object:
    if isinstance(value, str | dt.date):
        return value
    raise bad_input("wrong_type", word, "a day or a word", value)


def _document(case: m.GoldenCase, profile: m.Profile) -> Case:
    """Build the case document: what is given, on top of a document of its own if one is named."""
    base = case.given.get("case", {})
    if isinstance(base, str):
        base = load_case(_beside(case, profile, base)).model_dump(by_alias=True, exclude_none=True)
    if not isinstance(base, Mapping):
        raise bad_input("wrong_type", "case", "a case document, or the name of one beside the file", base)
    plain = {"format": 1, "id": case.name[:60], "jurisdiction": profile.header.id, "currency": profile.header.currency}
    given = {word: value for word, value in case.given.items() if word not in _OPTIONS | {"case"}}
    return load_case({**plain, **base, **given})


def _beside(case: m.GoldenCase, profile: m.Profile, name: str) -> Path:
    """Return the file of a case document, which must lie in the folder of the golden case.

    Raises:
        BadInput: by `load_case`, a name that leads elsewhere or to no file.

    """
    home = (Path(profile.folder) / case.file).parent.resolve()
    path = (home / name).resolve()
    return path if path.is_relative_to(home) else home / "a file beside the case"
