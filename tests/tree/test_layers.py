"""Imports point downwards only, and no module grows beyond what one reads in a sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "collectrules"
LONGEST_MODULE = 500  # lines

# From the ground up. A unit is a module or a package directly below `collectrules`; "" is the package itself.
LAYERS = [
    ["ground"],
    ["nouns", "loader"],
    ["topics"],
    ["fold"],
    ["steps", "words"],
    ["answers"],
    ["simulation"],
    ["certifying", "checking", "columns", "explaining", "judge", "portfolio", "schemas", "testing"],
    ["notices"],
    ["faces"],
    ["cli", "spark"],
    ["", "__main__"],
]
RANKS = {unit: rank for rank, units in enumerate(LAYERS) for unit in units}


def unit_of(module: str) -> str:
    """`collectrules.loader.model` → `loader`."""
    return module.split(".")[1] if "." in module else ""


def imported_modules(module: str, tree: ast.Module, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Line and module of everything that a module imports from its own package when it is itself imported."""
    for node in tree.body:
        for inner in ast.walk(node) if not isinstance(node, ast.FunctionDef | ast.ClassDef) else ():
            if isinstance(inner, ast.Import):
                yield from ((inner.lineno, alias.name) for alias in inner.names)
            elif isinstance(inner, ast.ImportFrom):
                for base in from_targets(module, inner, is_package=is_package):
                    yield from ((inner.lineno, f"{base}.{alias.name}") for alias in inner.names)
                    yield inner.lineno, base


def imported(module: str, tree: ast.Module, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Line and unit of everything that a module imports from its own package, at any depth of its code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            targets = from_targets(module, node, is_package=is_package)
        else:
            continue
        for target in targets:
            if target.partition(".")[0] == PACKAGE:
                yield node.lineno, unit_of(target)


def from_targets(module: str, node: ast.ImportFrom, *, is_package: bool) -> list[str]:
    base = node.module or ""
    if node.level:
        parts = module.split(".")
        kept = parts[: len(parts) - node.level + is_package]
        base = ".".join([*kept, base] if base else kept)
    if base != PACKAGE:
        return [base]
    # What is taken from the package itself is a module of it, or else one of its public names.
    return [f"{PACKAGE}.{alias.name}" if alias.name in RANKS else PACKAGE for alias in node.names]


def unplaced(modules: Iterable[str]) -> list[str]:
    return [
        f"{module}: place {unit_of(module)!r} in LAYERS of tests/tree/test_layers.py"
        for module in modules
        if unit_of(module) not in RANKS
    ]


def upward(module: str, tree: ast.Module, *, is_package: bool = False) -> Iterator[str]:
    own = RANKS[unit_of(module)]
    for line, unit in imported(module, tree, is_package=is_package):
        if unit not in RANKS:
            yield f"{module} line {line}: unknown unit {unit!r}"
        elif RANKS[unit] > own:
            yield f"{module} line {line}: imports upwards, {unit or PACKAGE}"


def lines_for_types(tree: ast.Module) -> set[int]:
    """Lines under `if TYPE_CHECKING:`; two modules of a layer may name each other's types."""
    blocks = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    kept = [node for node in blocks if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"]
    return {inner.lineno for node in kept for inner in ast.walk(node) if isinstance(inner, ast.stmt)}


def cycle(uses: dict[str, set[str]]) -> list[str]:
    """Return the units of a cycle, or nothing."""
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def packages(modules: Iterable[str]) -> set[str]:
    return {module.rpartition(".")[0] for module in modules} | {PACKAGE}


def test_every_module_has_its_layer(sources: dict[str, ast.Module]) -> None:
    assert unplaced(sources) == []


def test_imports_point_downwards(sources: dict[str, ast.Module]) -> None:
    folders = packages(sources)
    placed = {name: tree for name, tree in sources.items() if unit_of(name) in RANKS}
    found = (upward(name, tree, is_package=name in folders) for name, tree in placed.items())
    assert [finding for findings in found for finding in findings] == []


def test_no_layer_has_a_cycle(sources: dict[str, ast.Module]) -> None:
    folders = packages(sources)
    uses: dict[str, set[str]] = {}
    for name, tree in sources.items():
        skipped = lines_for_types(tree)
        lines = imported(name, tree, is_package=name in folders)
        units = {unit for line, unit in lines if line not in skipped}
        uses.setdefault(unit_of(name), set()).update(units - {unit_of(name)})
    assert cycle(uses) == []


def test_no_modules_import_each_other_in_a_circle(sources: dict[str, ast.Module]) -> None:
    folders = packages(sources)
    uses: dict[str, set[str]] = {}
    for name, tree in sources.items():
        skipped = lines_for_types(tree)
        lines = imported_modules(name, tree, is_package=name in folders)
        targets = {target for line, target in lines if line not in skipped and target in sources}
        uses[name] = {target for target in targets if not f"{name}.".startswith(f"{target}.")}
    assert cycle({name: targets for name, targets in uses.items() if name != PACKAGE}) == []


def test_modules_are_short(root: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (root / "src").rglob("*.py")}
    assert {path.name: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_an_unplaced_module_is_found() -> None:
    assert unplaced(["collectrules.ground.money", "collectrules.oracle.depths"]) == [
        "collectrules.oracle.depths: place 'oracle' in LAYERS of tests/tree/test_layers.py"
    ]


@pytest.mark.parametrize(
    "code",
    [
        "import collectrules.fold.replay",
        "from collectrules.fold.replay import fold",
        "from collectrules import fold",
        "from collectrules import standing",
        "from .. import fold",
        "from ..fold import replay",
        "def late():\n    from collectrules.cli.tables import table",
        "import json, collectrules.cli",
        "from collectrules.oracle import depths",
    ],
)
def test_an_import_upwards_is_found(code: str) -> None:
    assert list(upward("collectrules.ground.money", ast.parse(code)))


@pytest.mark.parametrize(
    ("module", "is_package", "code"),
    [
        ("collectrules.loader", True, "from ..fold import replay"),
        ("collectrules.loader.model", False, "from ..fold import replay"),
        ("collectrules.loader.model", False, "from .. import fold"),
    ],
)
def test_a_relative_import_upwards_is_found(module: str, is_package: bool, code: str) -> None:
    assert list(upward(module, ast.parse(code), is_package=is_package))


@pytest.mark.parametrize(
    ("module", "is_package", "code"),
    [
        ("collectrules.fold.replay", False, "from collectrules.ground.money import rounded"),
        ("collectrules.fold.replay", False, "from collectrules import topics"),
        ("collectrules.fold.replay", False, "from fractions import Fraction"),
        ("collectrules.loader", True, "from .model import Profile"),
        ("collectrules.loader.model", False, "from .words import Word"),
        ("collectrules.loader.model", False, "from ..ground.money import rounded"),
        ("collectrules", True, "from collectrules.cli import main"),
    ],
)
def test_an_import_downwards_is_let_through(module: str, is_package: bool, code: str) -> None:
    assert list(upward(module, ast.parse(code), is_package=is_package)) == []


def test_only_imports_for_types_are_let_out_of_the_search_for_cycles() -> None:
    tree = ast.parse("import collectrules.fold\nif TYPE_CHECKING:\n    import collectrules.topics")
    assert [unit for line, unit in imported("x", tree, is_package=False) if line not in lines_for_types(tree)] == [
        "fold"
    ]


def test_a_cycle_is_found() -> None:
    assert set(cycle({"fees": {"limits"}, "limits": {"tariffs"}, "tariffs": {"fees"}})) == {
        "fees",
        "limits",
        "tariffs",
    }
    assert cycle({"fees": {"limits"}, "limits": {"tariffs"}}) == []
