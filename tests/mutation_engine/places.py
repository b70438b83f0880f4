"""Where Cosmic Ray can change a module, and a sample of it that is the same for the same seed.

A place is what the tool can put something else for: an operator, a number, a condition. Each place of a sample is
changed once, in one of the ways the tool has for it; else an addition, which it replaces by eleven other operators,
would weigh eleven times as much as a limit. Left out is what no test could tell: annotations, which nothing reads,
the bare `*` of a signature, which is no operator, and changes that Python itself refuses or warns of.
"""

from __future__ import annotations

import ast
import random
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.mutation_engine.once import changed_line
from tests.mutation_engine.settings import ENGINE, ROOT

Position = tuple[int, int]


class Way(NamedTuple):
    """One change: the operator of the tool, and which of the places it knows in the module."""

    module: str
    operator: str
    occurrence: int


class Mutant(NamedTuple):
    """A change that can be made: its line, and what the line says before and after."""

    way: Way
    line: int
    was: str
    now: str


def places(module: str) -> list[list[Way]]:
    """Return the places of a module in order, each with the ways to change it."""
    from cosmic_ray.commands.init import _all_work_items

    path = ROOT / ENGINE / module
    notes = list(_annotations(path.read_text("utf-8")))
    found: dict[tuple[Position, Position, str], list[Way]] = defaultdict(list)
    for item in _all_work_items([path], {}):
        (one,) = item.mutations
        if not any(first <= one.start_pos and one.end_pos <= last for first, last in notes):
            kind = one.operator_name.partition("_")[0]
            found[one.start_pos, one.end_pos, kind].append(Way(module, one.operator_name, one.occurrence))
    return [sorted(found[key]) for key in sorted(found)]


def _annotations(source: str) -> Iterator[tuple[Position, Position]]:
    for node in ast.walk(ast.parse(source)):
        for name in ("annotation", "returns"):
            note = getattr(node, name, None)
            if isinstance(note, ast.expr):
                yield (note.lineno, note.col_offset), (note.end_lineno or 0, note.end_col_offset or 0)


def mutated(way: Way) -> str | None:
    """Return the module as the tool changes it; None if Python refuses it or warns of it, without any test."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    text = mutate_code((ROOT / ENGINE / way.module).read_text("utf-8"), get_operator(way.operator)(), way.occurrence)
    with warnings.catch_warnings(action="error"):
        try:
            compile(text, way.module, "exec", dont_inherit=True)
        except SyntaxError:  # a warning that is an error is one
            return None
    return str(text)


def mutant(way: Way) -> Mutant | None:
    """Return what a change makes of its line; None if it cannot be made."""
    was, now = (ROOT / ENGINE / way.module).read_text("utf-8"), mutated(way)
    if now is None:
        return None
    line = changed_line(was, now)
    if _of_a_marker(was.splitlines()[line - 1], now.splitlines()[line - 1]):
        return None
    return Mutant(way, line, was.splitlines()[line - 1].strip(), now.splitlines()[line - 1].strip())


def _of_a_marker(was: str, now: str) -> bool:
    """Whether a change is of the bare `*` in a signature, which the tool takes for an operator."""
    place = next((place for place, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), len(was))
    return was[place : place + 2] == "*,"


def sampled(every: Sequence[Sequence[Way]], wanted: int, seed: str) -> list[Mutant]:
    """Return one mutant of each of some places; a larger sample of the same seed holds the smaller one."""
    chance = random.Random(seed)  # noqa: S311  # a sample, no secret
    mixed = chance.sample(every, len(every))
    made = (_first(chance.sample(ways, len(ways))) for ways in mixed)
    return [one for _, one in zip(range(wanted), filter(None, made), strict=False)]


def _first(ways: Sequence[Way]) -> Mutant | None:
    return next((made for way in ways if (made := mutant(way)) is not None), None)
