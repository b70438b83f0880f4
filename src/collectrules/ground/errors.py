"""The family of errors; every one carries all its faults at once.

CollectRulesError
├── BadInput                a case, an argument or an answer document is wrong
│   └── LimitExceeded       an input is larger than the documented bounds
├── BadProfile              a profile folder is wrong
├── NotModelled             the law of that day, or a figure of it, is not in the profile
│   └── NotYetPublished     a reference rate is asked beyond its last known fixing
├── StaleProposal           the day's own answer differs from the proposal in hand
└── InternalInconsistency   a checked invariant does not hold; nothing is answered
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from reprlib import Repr
from typing import Final

SHOWN: Final = 60
"""Characters of a bad value that an error shows at most."""


LONGEST_WORD: Final = 200
MOST_NAMES: Final = 1_000
"""Among so many names the nearest is looked for; a document of ten thousand claims could ask for it at each event."""
MOST_FAULTS: Final = 500
"""So many faults of a document are told in one run; nobody reads more, and a hostile one could hold millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: where, what was expected, what stood there, the nearest correct value.

    `path` is a dotted place (`events[2].amount`, `fees.toml: fee.reminder.amount`); `line` is 1-based or
    None where it is not known for certain. `got` is shortened and holds no text of more than 60 characters.
    `message` says the same in a sentence, where there is a better one than the fields make by themselves.
    """

    code: str
    path: str
    expected: str
    line: int | None = None
    got: str | None = None
    nearest: str | None = None
    law: str | None = None
    message: str | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path} (line {self.line})"
        near = "" if self.nearest is None else f"; did you mean {self.nearest}?"
        if self.message is not None:
            return f"{place}: {self.message}{near} [{self.code}]"
        got = "" if self.got is None else f", got {self.got}"
        return f"{place}: expected {self.expected}{got}{near} [{self.code}]"


class CollectRulesError(Exception):
    """Root of the family. `code` is the stable code of the first fault; `faults` holds all of them."""

    def __init__(self, faults: Fault | Sequence[Fault]) -> None:
        """Keep every fault; the message names them line by line."""
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[CollectRulesError], tuple[tuple[Fault, ...]]]:
        """Survive pickling, so that a worker process can hand the error on."""
        return (type(self), (self.faults,))

    @property
    def code(self) -> str:
        """Stable code of the first fault."""
        return self.faults[0].code


class BadInput(CollectRulesError):
    """A case, an argument or an answer document cannot be read."""


class LimitExceeded(BadInput):
    """An input is larger than the documented bounds; nothing was computed."""


class BadProfile(CollectRulesError):
    """A profile folder cannot be read, or contradicts itself."""


class NotModelled(CollectRulesError):
    """The profile does not hold the law of that day, or holds it as unknown."""


class NotYetPublished(NotModelled):
    """A reference rate is asked for a day beyond its last known fixing."""


class StaleProposal(CollectRulesError):
    """A proposal no longer equals what the day's own facts give."""


class InternalInconsistency(CollectRulesError):
    """An invariant that must always hold does not; the answer is withheld."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely meant, or None.

    >>> nearest("amont", ["amount", "law"]), nearest("fee.court", ["fee.post", "fee.curt", "act.court"])
    ('amount', 'fee.curt')
    """
    known = list(words)
    kind, dot, own = word.rpartition(".")
    among = [each[len(kind + dot) :] for each in known if dot and each.startswith(kind + dot)]
    if among:  # what both begin with makes no two names alike
        near = nearest(own, among)
        return None if near is None else kind + dot + near
    alike = [each for each in known if each.casefold() == word.casefold()]
    few = known[:MOST_NAMES] if len(word) <= LONGEST_WORD else []  # what is longer is no slip of the pen
    found = alike or get_close_matches(word, few, n=1)
    return found[0] if found else None


def choices(words: Iterable[str], most: int = 8) -> str:
    """Return what may be chosen from, the first few of many.

    >>> choices(["fast", "standard"]), choices("abc", most=2)
    ('one of fast, standard', 'one of 3 such as a, b')
    """
    known = sorted(words)
    few = ", ".join(known[:most])
    if len(known) > most:
        return f"one of {len(known)} such as {few}"
    return f"one of {few}" if known else "none, for there is none"


def of_type(thing: object, kind: type[object] | tuple[type[object], ...], path: str, expected: str) -> None:
    """Refuse an argument of another type.

    Raises:
        BadInput: `wrong_type`.

    """
    if not isinstance(thing, kind):
        raise bad_input("wrong_type", path, expected, shown(thing))


_HOLDERS: Final = (list, tuple, dict, set, frozenset)
_SHORT: Final = Repr()
_SHORT.maxlevel, _SHORT.maxlist, _SHORT.maxtuple, _SHORT.maxdict, _SHORT.maxset = 4, 8, 8, 8, 8
_SHORT.maxstring = _SHORT.maxother = SHOWN


def shown(value: object) -> str:
    """Return a short, single-line rendering of a bad value.

    >>> shown("a" * 100)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"
    """
    try:
        text = (
            _SHORT.repr(value) if isinstance(value, _HOLDERS) else repr(value[:80] if isinstance(value, str) else value)
        )
    except Exception:  # noqa: BLE001  # a value that cannot be shown must not hide what is wrong with it
        text = type(value).__name__
    return text if len(text) <= SHOWN else text[: SHOWN - 2] + "…"


def bad_input(code: str, path: str, expected: str, got: object = None, near: str | None = None) -> BadInput:
    """Build a `BadInput` with one fault."""
    seen = None if got is None else shown(got)
    return BadInput(Fault(code=code, path=path, expected=expected, got=seen, nearest=near))
