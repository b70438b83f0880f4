"""How deep plain data goes; told without recursion, for the depth is what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

DEEPEST: Final = 24
"""Levels of tables and lists that a document or a file of a profile may have."""
_WORD: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
LONG_KEY: Final = re.compile(rf"(?<![\w-])(?:{_WORD}[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
"""A dotted key of TOML that is too deep: the parser needs a time that grows with the square of its length."""


def depths(value: object) -> Iterator[int]:
    """Yield the depth of every table and list of plain data; of a circle, or of what is repeated within, for ever.

    >>> max(depths({"claims": [{"agreements": {"costs": True}}]}))
    4
    """
    waiting = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        yield depth
        inner = item.values() if isinstance(item, Mapping) else item if isinstance(item, list | tuple) else ()
        waiting.extend((child, depth + 1) for child in inner if isinstance(child, Mapping | list | tuple))
