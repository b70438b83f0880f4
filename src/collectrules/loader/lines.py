"""Find the line of a fault in its file; says nothing rather than a wrong line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from collectrules.ground.errors import Fault


class Locator:
    """Lines of one folder's faults; each file is scanned when it is first asked about."""

    def __init__(self) -> None:
        """Begin with no files."""
        self._files: dict[str, tuple[str, Mapping[str, object]]] = {}
        self._marks: dict[str, dict[str, int]] = {}

    def keep(self, file: str, text: str, tables: Mapping[str, object]) -> None:
        """Remember a file's text, and what the parser read of it."""
        self._files[file] = (text, tables)

    def located(self, faults: Iterable[Fault]) -> list[Fault]:
        """Return the faults with their 1-based line where it is certain."""
        return [fault if fault.line else replace(fault, line=self.line(fault.path)) for fault in faults]

    def line(self, path: str) -> int | None:
        """Return the line of `file: place`; of the nearest part around it if the place itself is missing."""
        file, _, place = path.partition(": ")
        if file not in self._files or not place:
            return None
        if file not in self._marks:
            from collectrules.loader.marks import marks  # only a fault asks for a line

            self._marks[file] = marks(*self._files[file])
        known = self._marks[file]
        place = place.strip("[]") if place.startswith("[") else place
        while place:
            # A value that stands alone counts as a list of one, which the file does not number.
            found = known.get(place) or known.get(place.replace("[1]", ""))
            if found is not None:
                return found
            place = _outer(place)
        return None


def _outer(place: str) -> str:
    """The place around a place: a list around its item, a table around its key."""
    index = re.search(r"\[\d+\]$", place)
    return place[: index.start()] if index is not None else place.rpartition(".")[0]
