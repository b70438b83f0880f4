"""How deep plain data goes; told without recursion, for the depth is what is in doubt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

DEEPEST: Final = 24
"""Levels of tables and lists that a document or a file of a profile may have."""
_WORD: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
LONG_KEY: Final = re.compile(rf"(?<![\w-])(?:{_WORD}[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
"""A dotted key of TOML that is too deep: the parser needs a time that grows with the square of its length."""


_ROWS: Final = (list, tuple)
_HOLDERS: Final = frozenset({dict, list, tuple})
_LEAVES: Final = frozenset({str, int, bool, type(None), Decimal, dt.date})


def depths(value: object) -> Iterator[int]:
    """Yield the depth of every table and list of plain data; of a circle, or of what is repeated within, for ever.

    >>> max(depths({"claims": [{"agreements": {"costs": True}}]}))
    4
    """
    waiting = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        yield depth
        for child in item.values() if isinstance(item, Mapping) else item if isinstance(item, _ROWS) else ():
            kind = type(child)
            if kind in _HOLDERS or (kind not in _LEAVES and isinstance(child, Mapping | list | tuple)):
                waiting.append((child, depth + 1))
