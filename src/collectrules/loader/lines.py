"""Find the line of a fault in its file; runs only when there is a fault, and says nothing rather than a wrong line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from collectrules.errors import Fault


def with_lines(folder: Path, faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults with their 1-based line where it is certain."""
    return [fault if fault.line else replace(fault, line=_line(folder, fault)) for fault in faults]


def _line(folder: Path, fault: Fault) -> int | None:
    file, _, place = fault.path.partition(": ")
    if fault.code == "F01":
        found = re.search(r"at line (\d+)", fault.got or "")
        return int(found[1]) if found else None
    path = folder / file
    if not place or not path.is_file():
        return None
    return _record_line(path.read_text("utf-8", "replace").splitlines(), place)


def _record_line(lines: list[str], place: str) -> int | None:
    """Return the line of the record's own header, or of its inline table, if exactly one fits."""
    kind, name, *words = place.strip("[]").split(".")[:3] + [""]
    header = re.compile(rf"\s*\[+\s*{re.escape(kind)}\.\"?{re.escape(name)}\"?\s*\]")
    starts = [number for number, line in enumerate(lines) if header.match(line)]
    if len(starts) != 1:
        return None
    word = words[0].partition("[")[0]
    key = re.compile(rf"\s*\"?{re.escape(word)}\"?\s*=") if word else None
    for number in range(starts[0] + 1, len(lines)):
        if lines[number].startswith("["):
            break
        if key is not None and key.match(lines[number]):
            return number + 1
    return starts[0] + 1
