"""A letter set by a template in a sandbox: plain text, Markdown or HTML, or a template of the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from collectrules.ground.errors import bad_input
from collectrules.notices.bounding import bounded
from collectrules.nouns.answer import Part
from collectrules.words.show import Column, paragraph, table

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_FOLDER: Final = Path(__file__).parent / "templates"
OWN: Final = {"plain": "plain.txt", "markdown": "markdown.md", "html": "page.html", "fragment": "fragment.html"}
"""The templates that ship, by the name under which `rendered` knows them."""
WIDTH: Final = 78
_MARKS: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-=.!|~&$])")


def rendered(letter: Part, template: str, *, html: bool = False) -> str:
    """Return a letter set by a template.

    Args:
        letter: what the template sees as `letter`.
        template: `plain`, `markdown` or `html`, or the text of a Jinja template. Filters: `md` escapes Markdown and
            makes one line of a text, `wrap` breaks a text into lines, `grid` sets a table in plain text.
        html: whether what the letter says is escaped for HTML.

    The template runs in a sandbox: it reads what the letter holds, as plain texts and lists, and nothing else. What it
    makes is bounded, each product and power, and the letter as a whole; for how long it goes round in loops is its own
    affair: whoever runs templates of strangers bounds that.

    Raises:
        BadInput: `template`, where it cannot be read, asks for what there is not, makes too much or calls itself.

    """
    from jinja2 import TemplateError

    try:
        found = _environment(html=html)
        chosen = found.from_string((_FOLDER / OWN[template]).read_text("utf-8") if template in OWN else template)
        # Plain values: through the methods of a model a template would reach files and unpickle what it likes.
        return _joined(chosen.generate(letter=letter.model_dump())).strip("\n") + "\n"
    except RecursionError:
        raise bad_input(
            "template", "template", "a Jinja template that comes to an end", "one that calls itself"
        ) from None
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, MemoryError) as error:
        raise bad_input("template", "template", "a Jinja template of the letter", str(error)) from None


def _joined(pieces: Iterable[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        length += len(piece)
        found.append(bounded(piece, length))
    return "".join(found)


@cache
def _environment(*, html: bool) -> SandboxedEnvironment:
    from jinja2 import DictLoader, StrictUndefined

    from collectrules.notices.sandbox import Sandbox

    found = Sandbox(
        autoescape=html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        loader=DictLoader({"fragment": (_FOLDER / OWN["fragment"]).read_text("utf-8")}),
    )  # fmt: skip
    found.filters |= {"md": escaped, "wrap": _wrapped, "grid": _grid, "rule": _rule}
    return found


def escaped(text: str) -> str:
    r"""Return text in one line, with the marks of Markdown escaped.

    >>> escaped("a|b\n *c*")
    'a\\|b \\*c\\*'
    """
    return _MARKS.sub(r"\\\1", " ".join(line.strip(" \t") for line in text.splitlines()))


def _wrapped(text: str) -> str:
    return "\n".join(line for part in text.splitlines() for line in paragraph(part, WIDTH))


def _grid(given: Mapping[str, Any]) -> str:
    columns = [
        Column(title, right=side == "right", wraps=place == 0)
        for place, (title, side) in enumerate(zip(given["head"], given["sides"], strict=True))
    ]
    last: Sequence[Sequence[str]] = [given["last"]] if given["last"] is not None else []
    return "\n".join(table(columns, [*given["rows"], *last], width=WIDTH))


def _rule(given: Mapping[str, Any]) -> str:
    """The line of a Markdown table that says to which side each column is set."""
    return "|".join("---:" if side == "right" else "---" for side in given["sides"])
