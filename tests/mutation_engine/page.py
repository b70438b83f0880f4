"""The page of the mutants, written from what ran and from nothing else; and its figures, read back."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from textwrap import wrap
from typing import NamedTuple

from tests.mutation_engine.places import Mutant
from tests.mutation_engine.settings import ROOT, Change, Known, firsts, groups, known, wide
from tests.mutation_engine.tracing import MOST

PAGE = ROOT / "docs" / "reference" / "mutation_engine.md"
SURVIVED = "survived"
HEAD = """# Mutation of the engine

Written by `nox -s mutation_engine -- --write`; not by hand. A tool changes one place of the engine's code: an operator,
a number, a condition. If no test fails, the tests do not prove what stands there, or the change makes no difference.
Drawn are places, and for each of them one of the ways the tool has to change it. Annotations, which nothing reads, are
left alone; a change that Python itself refuses or warns of, or of the bare `*` of a signature, is drawn again. A mutant
that runs for ever is killed.
"""
TESTS = """\
The tests of a mutant end with the first that fails. First come the examples in the module itself and its own tests:
{firsts}. Then come, of those tests that run the changed line, the {most} quickest: among the golden cases of every
shipped profile, and {wide}. A line that runs when the module is loaded has only the first.
"""
COLUMNS = "places | tried | killed | no difference | survived | killed of tried | of those that differ |"
RULE = "|---|---|---|---|---|---|---|---|"


class Ran(NamedTuple):
    """What a run was: its commit, its seed, and how many places each module has."""

    commit: str
    seed: int
    places: Mapping[str, int]


Outcomes = Sequence[tuple[Mutant, str]]


def page(ran: Ran, found: Outcomes) -> str:
    """Return the page of a run."""
    told = known()
    survived = [mutant for mutant, outcome in found if outcome == SURVIVED]
    reasons = [(mutant, told.get(_change(mutant), Known())) for mutant in survived]
    same = [(mutant, one.because) for mutant, one in reasons if one.because]
    lost = [mutant for mutant, one in reasons if not one.because]
    lines = [HEAD, *_run(ran, found), *_groups(ran, found), *_modules(ran, found), "## Which tests ran", "", *_tests()]
    lines += ["## What survived", "", *([] if lost else ["Nothing else."]), *map(_line, lost), ""]
    lines += ["## What survived and makes no difference", "", *(f"{_line(one)}<br>{why}" for one, why in same), ""]
    lines += ["## What survived once, and the test that kills it now", "", *_killed(told)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _change(mutant: Mutant) -> Change:
    return Change(mutant.way.module, mutant.was, mutant.now)


def _line(mutant: Mutant) -> str:
    return f"- {mutant.way.module}:{mutant.line} `{mutant.was}` → `{mutant.now}`"


def _run(ran: Ran, found: Outcomes) -> list[str]:
    return [
        "| what | which |", "|---|---|",
        f"| tool | Cosmic Ray {version('cosmic-ray')}, Python {platform.python_version()} |",
        f"| commit | `{ran.commit}` |", f"| seed | {ran.seed} |",
        f"| places that can be changed | {sum(ran.places.values())} |", f"| mutants tried | {len(found)} |", "",
    ]  # fmt: skip


def _groups(ran: Ran, found: Outcomes) -> Iterator[str]:
    yield from ("## By group", "", f"| group | {COLUMNS}", RULE)
    for name, modules in groups().items():
        yield _row(name, modules, ran, found)
    yield from (_row("together", list(firsts()), ran, found), "")


def _modules(ran: Ran, found: Outcomes) -> Iterator[str]:
    yield from ("## By module", "", f"| module | {COLUMNS}", RULE)
    yield from (_row(f"`{module}`", [module], ran, found) for module in firsts())
    yield ""


def _row(name: str, modules: Sequence[str], ran: Ran, found: Outcomes) -> str:
    told = known()
    mine = [(mutant, outcome) for mutant, outcome in found if mutant.way.module in modules]
    survived = [mutant for mutant, outcome in mine if outcome == SURVIVED]
    same = sum(bool(told.get(_change(mutant), Known()).because) for mutant in survived)
    killed = len(mine) - len(survived)
    shares = " | ".join(f"{100 * killed / of:.1f} %" if of else "" for of in (len(mine), len(mine) - same))
    every = sum(ran.places[module] for module in modules)
    return f"| {name} | {every} | {len(mine)} | {killed} | {same} | {len(survived) - same} | {shares} |"


def _tests() -> list[str]:
    own = [f"`{test}`" for tests in firsts().values() for test in tests]
    others = [f"`{test}`" for test in wide() if not test.endswith("goldens.py")]
    text = TESTS.format(firsts=", ".join(own), wide=", ".join(others), most=MOST).replace("\n", " ")
    return [*wrap(text, 120, break_long_words=False, break_on_hyphens=False), ""]


def _killed(told: Mapping[Change, Known]) -> Iterator[str]:
    for change, one in sorted(told.items()):
        if one.test:
            yield f"- {change.module} `{change.was}` → `{change.now}`<br>`{one.test}`"


class Figures(NamedTuple):
    """What the page says of a group: mutants tried, killed, of no difference, survived."""

    tried: int
    killed: int
    same: int
    survived: int


def figures(text: str) -> dict[str, Figures]:
    """Return the figures of the groups on a page."""
    part = text.partition("## By group\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| \d+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", part, flags=re.MULTILINE)
    return {name: Figures(*map(int, numbers)) for name, *numbers in rows}
