"""The files of a profile folder: found, guarded against size, depth and paths that lead outside, and parsed.

Nothing here knows what a record is. What is too much is refused before work starts; what is no TOML is a fault.
"""

from __future__ import annotations

import re
import stat
import tomllib
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

from collectrules.ground.depths import DEEPEST, LONG_KEY, depths
from collectrules.ground.errors import BadProfile, Fault, LimitExceeded, shown
from collectrules.loader.findings import Findings

LARGEST_FILE: Final = 300_000  # bytes
LARGEST_FOLDER: Final = 1_000_000  # bytes of all files of one kind together
MOST_FILES: Final = 200
RULES: Final = ("*.toml", "workflows/*.toml")
TEXTS: Final = ("texts/*.toml",)
CASES: Final = ("cases/*.toml",)
Tables = dict[str, object]
_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)$")
_TWICE: Final = re.compile("overwrite|twice|uplicate|mutate|redefine")
_MARKS: Final = {b"\xef\xbb\xbf": "begins with a byte order mark", b"\xff\xfe": "is UTF-16", b"\xfe\xff": "is UTF-16"}


def texts_of(folder: Path, patterns: tuple[str, ...], faults: Findings) -> dict[str, str]:
    """Return name (relative to the folder) → text of its files, in name order; no link leads outside.

    Raises:
        BadProfile: `outside_folder`, `unreadable_file`.
        LimitExceeded: `too_many_files`, `file_too_large`, `folder_too_large`.

    """
    found_: dict[str, str] = {}
    left = LARGEST_FOLDER
    for name, path in _paths(folder, patterns):
        content = _content(folder, name, path)
        left -= len(content)
        if left < 0:
            raise _too_much("folder_too_large", folder.name, f"at most {LARGEST_FOLDER} bytes in all files together")
        text = _decoded(name, content, faults)
        if text is not None:
            found_[name] = text
    return found_


def _paths(folder: Path, patterns: tuple[str, ...]) -> list[tuple[str, Path]]:
    paths = [path for pattern in patterns for path in islice(folder.glob(pattern), MOST_FILES + 1)]
    if len(paths) > MOST_FILES:
        raise _too_much("too_many_files", folder.name, f"at most {MOST_FILES} files")
    return sorted((path.relative_to(folder).as_posix(), path) for path in paths)


def _content(folder: Path, name: str, path: Path) -> bytes:
    """Read a regular file that lies inside the folder, if it is not too large."""
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        about = path.stat()
        if not inside:
            raise BadProfile(Fault(code="outside_folder", path=name, expected="a file inside the folder"))
        if not stat.S_ISREG(about.st_mode):
            raise BadProfile(Fault(code="unreadable_file", path=name, expected="a regular file"))
        if about.st_size > LARGEST_FILE:
            raise _too_much("file_too_large", name, f"at most {LARGEST_FILE} bytes")
        return path.read_bytes()
    except (OSError, RuntimeError) as error:  # a circle of links is a RuntimeError before Python 3.13
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise BadProfile(Fault(code="unreadable_file", path=name, expected="a readable file", got=reason)) from None


def _too_much(code: str, path: str, expected: str) -> LimitExceeded:
    return LimitExceeded(Fault(code=code, path=path, expected=expected))


def _decoded(name: str, content: bytes, faults: Findings) -> str | None:
    for mark, what in _MARKS.items():
        if content.startswith(mark):
            faults.append(_not_toml(name, f"{what}; save it as plain UTF-8", 1))
            return None
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(_not_toml(name, "is not UTF-8", line))
        return None


def _not_toml(name: str, reason: str, line: int | None) -> Fault:
    return Fault(code="F01", path=name, line=line, expected="valid TOML in UTF-8", got=shown(reason), message=reason)


def parsed(name: str, text: str, faults: Findings) -> Tables | None:
    """Return the tables of a file, numbers as exact decimals; None with a fault if it is no TOML.

    Raises:
        LimitExceeded: `too_deep`.

    """
    if LONG_KEY.search(text):
        raise _too_much("too_deep", name, f"at most {DEEPEST} levels")
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _too_much("too_deep", name, f"at most {DEEPEST} levels") from None
    except (ValueError, ArithmeticError) as error:
        faults.append(_syntax(name, text, str(error)))
        return None
    if any(depth > DEEPEST for depth in depths(tables)):
        raise _too_much("too_deep", name, f"at most {DEEPEST} levels")
    return tables


def _syntax(name: str, text: str, reason: str) -> Fault:
    """Say why a text is no TOML, and on which line."""
    if _TWICE.search(reason):
        from collectrules.loader.marks import Marks

        # The parser names the end of what stands twice; the scanner knows where it begins.
        doubled = Marks(text).doubled
        place, line = doubled[0] if doubled else ("a key", None)
        return _not_toml(name, f"is not valid TOML: {place[:60]} stands there already", line)
    at = _LINE.search(reason)
    reason = f"is not valid TOML: {_LINE.sub('', reason).strip()}"
    return _not_toml(name, reason, int(at[1]) if at is not None else None)
