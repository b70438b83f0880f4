"""Paths into answers, as golden cases write them: `owed.total`, `next.reminder[claim=8520].earliest`, `audit.breaches`.

A path goes through the plain document of an answer. Of a list the first item is meant, unless a selector in brackets
narrows it: `[key=value]`, the number of the item, counted from one, or `[last]`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

_STEP: Final = re.compile(r"(?:^|\.)([A-Za-z_]\w*)((?:\[[^\[\]]*\])*)")
_SELECTOR: Final = re.compile(r"\[([^\[\]]*)\]")
SEVERITIES: Final = {"breaches": "breach", "doubts": "doubt", "notes": "note"}
ABSENT: Final = "absent"
"""What a golden case expects of a word that the answer leaves out, because nothing is known or nothing applies."""


class Missing(NamedTuple):
    """The path leads nowhere: the word that is not there, and those that are; of an item, how many there are."""

    word: str
    known: tuple[str, ...]
    items: int | None = None


class Step(NamedTuple):
    """One word of a path, and what stands in brackets after it."""

    word: str
    selectors: tuple[str, ...]


def steps_of(path: str) -> tuple[tuple[Step, ...], str]:
    """Return the steps of a path, and the rest of it that is none.

    >>> steps_of("lines[kind=interest].open")
    ((Step(word='lines', selectors=('kind=interest',)), Step(word='open', selectors=())), '')
    """
    found: list[Step] = []
    end = 0
    for step in _STEP.finditer(path):
        if step.start() != end:
            break
        end = step.end()
        found.append(Step(step[1], tuple(_SELECTOR.findall(step[2]))))
    return tuple(found), path if not found else path[end:]


def resolve(document: Mapping[str, object], path: str) -> object:
    """Return what a path points at in the document of an answer, or `Missing`.

    >>> resolve({"owed": {"total": "1.00"}}, "owed.total")
    '1.00'
    >>> resolve({"lines": [{"kind": "principal"}, {"kind": "interest", "open": "2.00"}]}, "lines[kind=interest].open")
    '2.00'
    """
    node: object = document
    steps, rest = steps_of(path)
    for step in steps:
        node = _selected(_inside(node, step.word), step.selectors)
        if isinstance(node, Missing):
            return node
    return Missing(rest or path, ()) if rest or not steps else node


def _inside(node: object, word: str) -> object:
    """Go one word further: into a table, a list's first item, an action of the next steps, or findings by severity."""
    if isinstance(node, Sequence) and not isinstance(node, str):
        if word == "count":
            return len(node)
        node = node[0] if node else {}
    if not isinstance(node, Mapping):
        return Missing(word, ())
    if word in node:
        return node[word]
    if isinstance(node.get("proposals"), Sequence):
        return _actions(node["proposals"], word)
    if word in SEVERITIES and isinstance(node.get("findings"), Sequence):
        return [finding for finding in node["findings"] if finding["severity"] == SEVERITIES[word]]
    return Missing(word, tuple(node))


def _actions(proposals: Sequence[Mapping[str, object]], action: str) -> object:
    named = [proposal for proposal in proposals if proposal["action"] == action]
    return named or Missing(action, tuple(str(proposal["action"]) for proposal in proposals))


def _selected(node: object, selectors: Sequence[str]) -> object:
    for selector in selectors:
        if isinstance(node, Missing):
            return node
        items = node if isinstance(node, Sequence) and not isinstance(node, str) else [node]
        if selector.isdecimal() or selector == "last":
            place = int(selector) - 1 if selector != "last" else len(items) - 1
            node = items[place] if 0 <= place < len(items) else _no_item(selector, len(items))
        else:
            node = [item for item in items if _fits(item, selector)] or Missing(f"[{selector}]", ())
    return node


def _no_item(selector: str, count: int) -> Missing:
    return Missing(f"[{selector}]", (), None if selector == "last" else count)


def _fits(item: object, selector: str) -> bool:
    key, _, value = selector.partition("=")
    if not isinstance(item, Mapping):
        return False
    own = item.get(key, item.get(f"{key}s"))
    return value in own if isinstance(own, Sequence) and not isinstance(own, str) else str(own) == value


def equal(got: object, expected: object) -> bool:
    """Whether an answer says what a golden case expects; sums are compared as numbers, a list by its length too.

    >>> equal("100.00", 100), equal("2019-01-21", dt.date(2019, 1, 21)), equal(["a", "b"], 2)
    (True, True, True)
    """
    if isinstance(expected, bool) or isinstance(got, bool):
        return got is expected
    if isinstance(expected, dt.date):
        return got == expected.isoformat()
    if isinstance(expected, int | Decimal):
        return _number(got) == expected
    if isinstance(expected, list) and isinstance(got, Sequence) and not isinstance(got, str):
        return len(got) == len(expected) and all(map(equal, got, expected))
    return got == expected


def _number(got: object) -> object:
    if isinstance(got, Sequence) and not isinstance(got, str):
        return len(got)
    try:
        return Decimal(got) if isinstance(got, str | int) else got
    except InvalidOperation:
        return got
