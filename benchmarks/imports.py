"""A fresh process: the import alone, and the first answer, against the import of pydantic."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from benchmarks.inputs import ON, SIX_EVENTS
from benchmarks.measuring import Measure, fresh

HEAVY: Final = ("pydantic", "numpy", "babel", "holidays", "dateutil")
BASELINE: Final = "import pydantic.main"
FIRST_ANSWER: Final = f"""\
import collectrules
case = collectrules.load_case({SIX_EVENTS!r})
collectrules.standing(case, collectrules.load_profile("DK"), on="{ON}")"""
_LOADED: Final = f"import collectrules, sys; print(*(set({HEAVY}) & set(sys.modules)))"


class HeavyImportError(Exception):
    """`import collectrules` has loaded what is only needed later."""


def measures() -> Iterator[Measure]:
    """Yield the times of fresh processes.

    Raises:
        HeavyImportError: the import alone loads one of the heavy packages.

    """
    if heavy := loaded_by_the_import():
        raise HeavyImportError(heavy)
    alone, first, pydantic = fresh(["import collectrules", FIRST_ANSWER, BASELINE])
    yield Measure("`import collectrules`", alone, 0.25, f"`{BASELINE}`", pydantic)
    yield Measure("first answer of a cold process", first, 3.0, f"`{BASELINE}`", pydantic)


def loaded_by_the_import() -> str:
    """Return the heavy packages that the import alone loads, with blanks between."""
    command = [sys.executable, "-c", _LOADED]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
