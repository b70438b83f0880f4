"""What is mutated, which tests there are for it, and what is known of mutants that survived."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENGINE = "src/collectrules"
WIDE = "wide"


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def groups() -> dict[str, list[str]]:
    """Return the modules of each group, named below the engine."""
    return {name: list(modules) for name, modules in _read("groups.toml").items() if name != WIDE}


def firsts() -> dict[str, list[str]]:
    """Return the tests that each module has first."""
    named = [modules for name, modules in _read("groups.toml").items() if name != WIDE]
    return {module: tests for modules in named for module, tests in modules.items()}


def wide() -> list[str]:
    """Return the tests of which those follow that run a changed line."""
    return list(_read("groups.toml")[WIDE])


class Change(NamedTuple):
    """A mutant by what its line says, which stays true when lines move."""

    module: str
    was: str
    now: str


class Known(NamedTuple):
    """What is known of a mutant that survived once: why it makes no difference, or which test kills it now."""

    because: str = ""
    test: str = ""


def known() -> dict[Change, Known]:
    """Return what is known of mutants."""
    rows = _read("survivors.toml").get("survivor", [])
    return {
        Change(row["module"], row["was"], row["now"]): Known(row.get("because", ""), row.get("test", ""))
        for row in rows
    }
