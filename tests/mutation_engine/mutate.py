"""Change the engine's code by a tool, one place at a time, and see which change no test notices.

    python -m tests.mutation_engine.mutate --sample 300 --seed 1 --state <folder> --write

Nothing is changed here: the tests of each mutant run in a copy of the project. What was killed is kept in the state
folder and not tried again while the sources are the same; what survived is tried again, for there may be a test by now,
unless it is known to make no difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import Queue, get_context
from pathlib import Path
from typing import NamedTuple

from tests.mutation_engine.once import LONGEST
from tests.mutation_engine.page import PAGE, Ran, page
from tests.mutation_engine.places import Mutant, Way, places, sampled
from tests.mutation_engine.settings import ENGINE, ROOT, Change, Known, firsts, groups, known

PARTS = ("src", "tests", "profiles", "docs", "pyproject.toml", "README.md")
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"
"""The last one counts as killed: it runs for ever, or nearly."""


def copied(tree: Path) -> Path:
    """Copy the project into a new folder, compiled so that Python sees every change of a source."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / part, tree / part)
    command = ["compileall", "-q", "--invalidation-mode", "checked-hash", "src"]
    subprocess.run([sys.executable, "-m", *command], check=True, cwd=tree)  # noqa: S603  # our own interpreter
    return tree


def stamp() -> str:
    """Return what the outcomes depend on: the sources."""
    found = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def traced(kept: Path, tree: Path) -> None:
    """Find out once which tests run which lines of the sources."""
    sources, mark = kept / "sources", kept / "traced.of"
    if mark.exists() and mark.read_text("utf-8") == stamp():
        return
    shutil.rmtree(sources, ignore_errors=True)
    shutil.copytree(tree / ENGINE, sources, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "tests.mutation_engine.tracing", str(kept / "traced.json")]
    subprocess.run(command, check=True, cwd=tree, env=surroundings())  # noqa: S603  # our own interpreter
    mark.write_text(stamp(), "utf-8")


def surroundings() -> dict[str, str]:
    """Return the environment of the tests: the copy they stand in, and nothing that is installed in its place."""
    return os.environ | {"PYTHONPATH": f".{os.pathsep}src", "EXAMPLES": "1"}


# Trying ----------------------------------------------------------------------------------------------------


class Tried(NamedTuple):
    """A mutant, and what the tests said of it in the end."""

    mutant: Mutant
    outcome: str
    said: str


def move(trees: Queue[str]) -> None:
    """Let a worker stand in a copy of its own."""
    os.chdir(trees.get())
    os.environ.update(surroundings())


def tried(mutant: Mutant, kept: Path) -> Tried:
    """Run the tests of one mutant, by the tool."""
    from cosmic_ray.mutating import mutate_and_test
    from cosmic_ray.work_item import MutationSpec

    way = mutant.way
    spec = MutationSpec(Path(ENGINE, way.module), way.operator, way.occurrence, (0, 0), (0, 1))
    command = f"{sys.executable} -m tests.mutation_engine.once {way.module} {kept}"
    found = mutate_and_test([spec], command, 3 * LONGEST)  # it ends itself before
    said = (found.output or "").strip().splitlines()
    if found.test_outcome not in {KILLED, SURVIVED}:
        raise RuntimeError(found.output)
    failed = next((line for line in said if line.startswith(("FAILED", "ERROR"))), said[-1] if said else "")
    late = any(line.startswith("Timeout (") or "TimeoutExpired" in line for line in said) or found.output == TIMEOUT
    return Tried(mutant, TIMEOUT if late else str(found.test_outcome.value), failed[:300])


def remembered(state: Path) -> dict[Way, Tried]:
    """Return what earlier runs over the same sources have killed, or found to survive without a difference."""
    lines = [json.loads(line) for line in state.read_text("utf-8").splitlines()] if state.exists() else []
    found, told, mark = {}, known(), stamp()
    for line in lines:
        way = Way(*line["way"])
        same = told.get(Change(way.module, line["was"], line["now"]), Known()).because
        if line["mark"] == mark and (line["outcome"] != SURVIVED or same):
            found[way] = Tried(Mutant(way, line["line"], line["was"], line["now"]), line["outcome"], line["said"])
    return found


def outcomes(mutants: Sequence[Mutant], kept: Path, workers: int) -> list[Tried]:
    """Try every mutant that was not killed before, and write each outcome down at once."""
    state = kept / "tried.jsonl"
    before = remembered(state)
    left = [mutant for mutant in mutants if mutant.way not in before]
    context = get_context("spawn")
    trees: Queue[str] = context.Queue()
    for number in range(workers):
        trees.put(str(copied(kept / f"tree{number}")))
    traced(kept, kept / "tree0")
    found = [before[mutant.way] for mutant in mutants if mutant.way in before]
    with state.open("a", encoding="utf-8") as file, ProcessPoolExecutor(workers, context, move, (trees,)) as pool:
        for ended in as_completed([pool.submit(tried, mutant, kept) for mutant in left]):
            one = ended.result()
            found.append(one)
            row = one.mutant._asdict() | {"outcome": one.outcome, "said": one.said, "mark": stamp()}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            sys.stderr.write(f"{len(found)}/{len(mutants)} {one.outcome} {one.mutant.way.module}:{one.mutant.line}\n")
    return sorted(found, key=lambda one: one.mutant)


# Telling ---------------------------------------------------------------------------------------------------


def commit() -> str:
    """Return the commit whose sources are changed."""
    command = ["git", "rev-parse", "--short=10", "HEAD"]
    return subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.strip()  # noqa: S603


def arguments(given: Iterable[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Change the engine by a tool and see which change no test notices.")
    parser.add_argument("--sample", type=int, default=300, help="how many mutants, shared evenly by the groups")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--group", choices=list(groups()), help="try one group alone, without a page")
    parser.add_argument("--workers", type=int, default=2, help="how many run at a time")
    parser.add_argument("--state", type=Path, default=Path("mutation_engine"), help="folder for copies and outcomes")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    return parser.parse_args(list(given))


def main(given: Sequence[str]) -> int:
    """Try the mutants, tell and write what survived."""
    asked = arguments(given)
    kept = asked.state.resolve()
    kept.mkdir(parents=True, exist_ok=True)
    every = {module: places(module) for module in firsts()}
    share = asked.sample // len(groups())
    mutants = [
        mutant
        for group, modules in groups().items()
        if asked.group in {None, group}
        for mutant in sampled([place for one in modules for place in every[one]], share, f"{asked.seed} {group}")
    ]
    found = outcomes(mutants, kept, asked.workers)
    ran = Ran(commit(), asked.seed, {module: len(ways) for module, ways in every.items()})
    text = page(ran, [(one.mutant, one.outcome) for one in found])
    sys.stdout.write(text)
    if asked.write and asked.group is None:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
