"""What a command says, and how it is written: here alone a command comes to standard output."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TextIO

from collectrules.faces.page import spelled
from collectrules.ground.errors import bad_input
from collectrules.words.show import STEERING, clean

_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")


class Putting(Protocol):
    """What can write itself: a page, a document, a text."""

    def put(self, stream: TextIO) -> None:
        """Write it."""


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits before a stream; before none that was closed."""
    return stream is not None and stream.isatty()


@dataclass(frozen=True, slots=True)
class Said:
    """The exit status of a command, what it answers, and what stands beside that, line by line, on standard error."""

    status: int
    answer: Putting
    beside: Sequence[str] = ()

    def put(self) -> None:
        """Write both."""
        if sys.stdout is None:  # whoever called has closed it
            raise bad_input("no_output", "standard output", "an open standard output to answer on")
        self.answer.put(sys.stdout)
        sys.stdout.flush()
        if self.beside and is_terminal(sys.stdout) and is_terminal(sys.stderr):
            print(file=sys.stderr)  # both stand on one screen
        for line in self.beside:
            print(clean(line), file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that is set already; a form feed in it may be meant."""

    text: str

    def put(self, stream: TextIO) -> None:
        """Write it without what steers a terminal; what the encoding lacks is replaced."""
        stream.write(spelled("\f".join(clean(page) for page in self.text.split("\f")), stream.encoding))


@dataclass(frozen=True, slots=True)
class Document:
    """A document in JSON."""

    text: str

    def put(self, stream: TextIO) -> None:
        """Write it; what steers a terminal, or the encoding lacks, is written by its number and so not lost."""
        text = STEERING.sub(_numbered, self.text)
        if spelled(text, stream.encoding) != text:
            text = _FOREIGN.sub(_numbered, text)
        stream.write(text + "\n")


def document(value: object) -> Document:
    """Return plain values as a document."""
    return Document(json.dumps(value, indent=2, ensure_ascii=False))


def _numbered(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
