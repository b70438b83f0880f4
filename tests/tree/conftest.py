"""What the tests of the tree look at: the sources as syntax trees, and every file of the repository."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

Checker = Callable[[str, ast.Module], Iterable[str]]

ROOT = Path(__file__).parents[2]
MADE = {"__pycache__", "build", "dist", "site"}  # what tools leave behind
HIDDEN_BUT_OURS = {".ci", ".gitignore"}


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sources() -> dict[str, ast.Module]:
    """Dotted module name → syntax tree, for every module of the package."""
    paths = sorted((ROOT / "src").rglob("*.py"))
    assert paths, "no sources found: these tests would pass whatever stands there"
    return {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@pytest.fixture(scope="session")
def findings(sources: dict[str, ast.Module]) -> Callable[[Checker], list[str]]:
    """A function that runs a checker over all sources and gathers what it finds."""

    def gather(checker: Checker) -> list[str]:
        return [f"{name}: {finding}" for name, tree in sources.items() for finding in checker(name, tree)]

    return gather


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """Path from the root → text, for every file that belongs to the repository."""
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8", "replace") for path in walk(ROOT)}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name in MADE or (entry.name.startswith(".") and entry.name not in HIDDEN_BUT_OURS):
            continue
        yield from walk(Path(entry.path)) if entry.is_dir() else [Path(entry.path)]
