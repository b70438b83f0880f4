"""Golden cases: facts, a day and what must come out, run through the public answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from collectrules.answers.auditing import audit
from collectrules.answers.comparing import compare
from collectrules.answers.documents import class_of
from collectrules.answers.figures import interest, tariff
from collectrules.answers.plans import instalment_plan
from collectrules.answers.proposals import next_steps
from collectrules.answers.settling import settlement_offer
from collectrules.answers.standings import standing
from collectrules.answers.statements import statement
from collectrules.checking.policing import policy
from collectrules.checking.possible import impossible
from collectrules.checking.resolving import ABSENT, Missing, equal, resolve
from collectrules.checking.rows import Golden, rows_of, table_faults
from collectrules.checking.terms import terms_of
from collectrules.ground.errors import CollectRulesError, Fault, bad_input, shown
from collectrules.loader import model as m
from collectrules.loader.files import CASES, RULES, parsed, texts_of
from collectrules.loader.findings import Findings, found
from collectrules.loader.lines import Locator
from collectrules.loader.read import read_table
from collectrules.nouns.case import Case, load_case
from collectrules.simulation.simulating import simulate

ANSWERS: Final[Mapping[str, Callable[..., BaseModel]]] = {
    "standing": standing, "next": next_steps, "audit": audit, "statement": statement,
    "policy": policy,
}  # fmt: skip
"""First word of a path → the answer it looks into; a path with another first word looks into the standing."""
AGREEMENTS: Final[Mapping[str, Callable[..., BaseModel]]] = {
    "settle": settlement_offer, "plan": instalment_plan, "compare": compare, "simulate": simulate,
}  # fmt: skip
"""Answers that take terms: a case gives them under the same word, `given.settle = { discount = "20%" }`."""
ERROR: Final = "error"
"""A path of this one word, or of an answer and this word, is the code of the error that answering ends with."""
_CASE: Final = "case"
_DRAWER: Final = "cases/"
_SHORT: Final = 40
_FEW: Final = 3
FIGURES: Final[Mapping[str, Callable[..., BaseModel]]] = {"tariff": tariff, "interest": interest}
"""A case may give one of these instead of facts, with its arguments, and look into it: `tariff.amount`."""
_ASKED_ON: Final = {"tariff": "on", "interest": "until"}
"""The argument that is the day of the case."""
_OPTIONS: Final = frozenset({"known_on", "assume"})


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
            faults.take(stray(name, tables) if name.startswith(_DRAWER) else ())
            cases += cases_in(name, tables.get(_CASE, []), faults)
    return cases


def stray(file: str, tables: Mapping[str, object]) -> Iterator[Fault]:
    """Yield what in a file of golden cases is none, and that there is none: it would be passed over unasked.

    A case document that a case names by `given.case` may stand beside it.
    """
    if "claims" in tables and tables.keys() <= Case.model_fields.keys():
        return
    for word in tables.keys() - {_CASE}:
        message = f"`{word[:40]}` is no golden case; write [[{_CASE}]]"
        yield found("F02", f"{file}: {word[:40]}", message, expected=f"[[{_CASE}]]", got=word, known=[_CASE])
    if not tables.get(_CASE) and len(tables) <= (_CASE in tables):
        yield found("F05", f"{file}: {_CASE}", "the file holds no golden case", expected=f"[[{_CASE}]]")


def cases_in(file: str, tables: object, faults: Findings) -> Iterator[Golden]:
    """Yield the cases of one file; `file` is its path from the folder of the profile, or a whole path."""
    for number, table in enumerate(tables if isinstance(tables, list) else [tables], 1):
        place = f"{file}: case[{number}]"
        case = read_table(m.GoldenCase, table, place, faults, file=file)
        if isinstance(case, m.GoldenCase):
            wrong = table_faults(place, case)
            faults.take(wrong)
            if not wrong:
                yield Golden(place, case)


def case_faults(golden: Golden, profile: m.Profile) -> Iterator[Fault]:
    """Yield what a golden case expects and does not get, row by row if it is a table."""
    place, case = golden
    for key in case.law:
        if key not in profile.law:
            message = f"cites law `{key[:60]}`, which [law] does not have"
            yield found("F06", f"{place}.law", message, expected="a key of [law]", got=key, known=profile.law)
    there = {path for row in rows_of(golden) for path, value in row.case.expect.items() if value != ABSENT}
    for row in rows_of(golden):
        yield from _row_faults(row, profile, there)


def _row_faults(golden: Golden, profile: m.Profile, there: Container[str]) -> Iterator[Fault]:
    """Yield what a row expects and does not get; `there` are paths that another row finds something at."""
    place, case = golden
    try:
        ask = _asker(case, profile)
    except CollectRulesError as error:
        message = f'case "{case.name}" cannot be read: {"; ".join(map(str, error.faults[:_FEW]))}'
        yield found("F67", f"{place}.given", message, expected="a case document")
        return
    for path, expected in case.expect.items():
        got = _answered(path, case, ask)
        if expected == ABSENT and isinstance(got, Missing):
            yield from () if path in there else _never(golden, path, got, profile)
        else:
            yield from _expectation(golden, path, expected, got)


def _never(golden: Golden, path: str, got: Missing, profile: m.Profile) -> Iterator[Fault]:
    """Yield why what is expected to be absent could not be there at all, so that the case would hold for ever."""
    never = _impossible(path, golden.case, profile)
    if never is None and got.items is not None and int(got.word.strip("[]")) > got.items + 1:
        never = Missing(got.word, (f"[{got.items + 1}]",))
    if never is not None:
        message = f'path `{path[:60]}` of case "{golden.case.name}" could match in no answer, and is always absent'
        yield found("F68", f"{golden.place}.expect.{path}", message, expected="a path that an answer may have",
                    got=never.word, known=never.known)  # fmt: skip


def _impossible(path: str, case: m.GoldenCase, profile: m.Profile) -> Missing | None:
    name, inner = _split(path, case)
    if inner == ERROR:
        return None
    figure = next((word for word in FIGURES if word in case.given), None)
    return impossible(inner, class_of(figure or name), case, profile)


def _expectation(golden: Golden, path: str, expected: object, got: object) -> Iterator[Fault]:
    place = f"{golden.place}.expect.{path}"
    if isinstance(got, Missing):
        message = f'path `{path[:60]}` matches nothing in the answer of case "{golden.case.name}"'
        yield found("F68", place, message, expected="a path into the answer", got=got.word, known=got.known)
    elif not equal(got, expected):
        message = f'case "{golden.case.name}" expects {_told(expected)} at `{path[:60]}`, got {_told(got)}'
        yield found("F67", place, message, expected=_told(expected), got=got)


def _answered(path: str, case: m.GoldenCase, ask: Callable[[str], object]) -> object:
    """Return what a path points at, or `Missing`; the code of an error stands under `error`."""
    name, inner = _split(path, case)
    answer = ask(name)
    if inner == ERROR:
        return answer if isinstance(answer, str) else Missing(ERROR, ())
    try:
        return Missing(f"error {answer}", (ERROR,)) if isinstance(answer, str) else resolve(_table(answer), inner)
    except CollectRulesError as error:  # a part that is only worked out when it is opened
        return Missing(f"error {error.code}", (ERROR,))


def _split(path: str, case: m.GoldenCase) -> tuple[str, str]:
    """The answer that a path looks into, and the path within it."""
    root, _, rest = path.partition(".")
    roots = FIGURES.keys() & case.given.keys() or ANSWERS.keys() | AGREEMENTS.keys()
    return (root, rest) if root in roots else ("standing", path)


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

    def __repr__(self) -> str:
        """Return the words that say something, so that an error can show what was found."""
        found = {word: self[word] for word, name in self._names.items() if getattr(self._answer, name) is not None}
        return repr({word: value for word, value in found.items() if value not in ((), [], {})})

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
        BadInput: what is given is no case and no figure.

    """
    figure = next((word for word in FIGURES if word in case.given), None)
    asked = {} if figure is None else _arguments(figure, case)
    document = _document(case, profile) if figure is None else None
    options = {word: _plainly(case.given[word], word) for word in _OPTIONS & case.given.keys()}
    terms = {} if figure is not None else _terms(case)

    @cache
    def ask(name: str) -> object:
        try:
            if figure is not None:
                return Opened(FIGURES[figure](profile, **asked))
            if name in AGREEMENTS:
                return Opened(AGREEMENTS[name](document, profile, on=case.on, **terms[name]))
            return Opened(ANSWERS[name](document, profile, on=case.on, **options))
        except CollectRulesError as error:
            return error.code

    return ask


def _arguments(figure: str, case: m.GoldenCase) -> dict[str, object]:
    """Return the arguments of a tariff or of interest, the day of the case among them."""
    besides = ("profile", _ASKED_ON[figure])
    given = terms_of(figure, case.given[figure], FIGURES[figure], besides, "argument")
    if not isinstance(given.get("name", ""), str):
        raise bad_input("wrong_type", f"{figure}.name", "the name of a fee or value", given["name"])
    return {**given, _ASKED_ON[figure]: case.on}


def _terms(case: m.GoldenCase) -> dict[str, Mapping[str, object]]:
    """Return the terms of each offer, plan, comparison or life that is given, or that something is expected of."""
    asked = {*case.given, *(path.partition(".")[0] for path in case.expect)}
    return {
        word: terms_of(word, case.given.get(word, {}), function, ("case", "profile", "on"), "term")
        for word, function in AGREEMENTS.items()
        if word in asked
    }


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
    given = {word: value for word, value in case.given.items() if word not in _OPTIONS | AGREEMENTS.keys() | {"case"}}
    return load_case({**plain, **base, **given})


def _beside(case: m.GoldenCase, profile: m.Profile, name: str) -> Path:
    """Return the file of a case document, which must lie in the folder of the golden case.

    Raises:
        BadInput: by `load_case`, a name that leads elsewhere or to no file.

    """
    home = (Path(profile.folder) / case.file).parent.resolve()
    path = (home / name).resolve()
    return path if path.is_relative_to(home) else home / "a file beside the case"
