# a folder of pages and of what makes them, not a package
"""Write the reference page of the Python face from the docstrings of all public names.

python docs/make_api.py          write docs/reference/api.md
python docs/make_api.py --check  exit status 1 if the page is not current
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any, Final

from pydantic import BaseModel

import collectrules
from collectrules.answers.documents import KINDS, class_of
from collectrules.nouns.answer import Answer

PAGE: Final = Path(__file__).parent / "reference" / "api.md"
_TOPICS: Final = {
    "Law and case": "load_profile load_case check_case choose_law",
    "What is owed": "standing statement receipts monthly_statement interest tariff",
    "What may be done, and what was": "next_steps accept assess audit timeline",
    "Agree": "settlement_offer instalment_plan compare",
    "What will happen": "simulate side_by_side",
    "Words, papers and pictures": "explain notice account_letter show plot_lives",
    "Documents": "dump dumps load upgrade",
    "Keep and prove": "certificate verify stale",
}
"""Heading → the functions that stand under it."""
_HEAD: Final = """\
# The Python face

Made by `python docs/make_api.py` from the docstrings of all public names; change those, not this page.

`import collectrules as cr` has the names below and no other. Everything after `*` is named where it is passed. A day is
a `datetime.date` or text such as `"2026-01-31"`; an amount goes in as text and comes out as a `Decimal`. What an event
or a case may say stands on pages of their own: [case](case.md), [events](events.md); codes too: [errors](errors.md),
[findings and reasons](findings.md).

"""
_CLASSES: Final = """\
## Classes

Answers are frozen. Some of their parts are worked out when first opened; `opened()` works out all of them. Each can be
written by `cr.dump` and read again by `cr.load`. All that ask a case share an envelope and name it **envelope** below:
{envelope}.

"""
_SECTIONS: Final = re.compile(r"^(Args|Raises|Returns|Yields|Examples?):$", re.MULTILINE)
_OUTDENTED: Final = re.compile(r"^(?=\S)", re.MULTILINE)
"""Where what follows a section begins."""
_ENTRY: Final = re.compile(r"^ {4}(\w[\w, ]*): ?", re.MULTILINE)


def page() -> str:
    """Return the page in Markdown."""
    functions = {name for names in _TOPICS.values() for name in names.split()}
    rest = [name for name in sorted(collectrules.__all__) if name not in functions]
    errors = [name for name in rest if issubclass(getattr(collectrules, name), Exception)]
    classes = [name for name in rest if name not in errors]
    parts = [_HEAD]
    for topic, names in _TOPICS.items():
        parts += [f"## {topic}\n\n", *(_function(name) for name in names.split())]
    envelope = ", ".join(f"`{field}`" for field in Answer.model_fields)
    parts += [_CLASSES.format(envelope=envelope), *(_class(name) for name in classes)]
    parts += ["## Errors\n\n", *(f"* `{name}`: {_first(getattr(collectrules, name))}\n" for name in errors)]
    return "".join(parts)


def _function(name: str) -> str:
    found = getattr(collectrules, name)
    return f"### `{name}`\n\n{signature(found, name)}{described(found)}"


def _class(name: str) -> str:
    found = getattr(collectrules, name)
    fields = ", ".join(_fields(found))
    listed = f"Fields: {fields}.\n\n" if fields else ""
    methods = (f"{signature(method, f'{name}.{word}')}{described(method)}" for word, method in _methods(found))
    return f"### `{name}`\n\n{described(found)}{_documented(found)}{listed}{''.join(methods)}"


def _documented(found: type) -> str:
    """Where the schema of a document stands, or the page that says more."""
    kind = next((kind for kind in KINDS if class_of(kind) is found), None)
    return "" if kind is None else f"As a document: [{kind}.json](schemas/{kind}.json).\n\n"


def _fields(found: type) -> Iterator[str]:
    if issubclass(found, Answer):
        yield "**envelope**"
    shared = Answer.model_fields if issubclass(found, Answer) else ()
    if issubclass(found, BaseModel):
        yield from (f"`{spec.alias or name}`" for name, spec in found.model_fields.items() if name not in shared)
    else:
        yield from (f"`{name}`" for name in getattr(found, "__dataclass_fields__", ()))


def _methods(found: type) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the methods that a class of this package has for everybody."""
    for word, method in inspect.getmembers(found, inspect.isfunction):
        own = method.__module__.startswith("collectrules") and word not in {"made", "opened"}
        if own and not word.startswith(("_", "model_")):
            yield word, method


def signature(found: Any, name: str) -> str:  # noqa: ANN401 - a function or a method
    """Return how a function is called, as its source has it; a default by its value, not by its name."""
    node = ast.parse(textwrap.dedent(inspect.getsource(found))).body[0]
    assert isinstance(node, ast.FunctionDef)
    asked = node.args
    asked.args = [one for one in asked.args if one.arg != "self"]
    asked.defaults = [_by_value(one, found) for one in asked.defaults]
    asked.kw_defaults = [one and _by_value(one, found) for one in asked.kw_defaults]
    returned = "" if node.returns is None else f" -> {_plain(node.returns)}"
    text = f"{name}({_plain(asked)}){returned}"
    if len(text) > _WIDE:
        text = f"{name}(\n{_folded(_plain(asked))}\n){returned}"
    return f"```text\n{text}\n```\n\n"


_WIDE: Final = 110


def _by_value(default: ast.expr, found: FunctionType) -> ast.expr:
    known = found.__globals__.get(default.id) if isinstance(default, ast.Name) else None
    return ast.Constant(known) if isinstance(known, str) else default


def _plain(node: ast.AST) -> str:
    """The source of a part of a call, in the names that a reader knows."""
    text = re.sub(r"\bm\.(?=[A-Z])", "", ast.unparse(node)).replace("dt.date", "date").replace("'Case'", "Case")
    return re.sub(r"(?<=[\w\]])=(?=\S)", " = ", text)


def _folded(arguments: str) -> str:
    """Arguments in lines that fit a page, broken between them only."""
    words, depth = [""], 0
    for sign in arguments:
        depth += (sign == "[") - (sign == "]")
        words[-1] += sign
        words += [""] if sign == "," and not depth else []
    lines = [""]
    for word in (one.strip() for one in words):
        lines += [""] if lines[-1] and len(lines[-1]) + len(word) > _WIDE else []
        lines[-1] = f"{lines[-1]} {word}".strip()
    return textwrap.indent("\n".join(lines), "    ")


def described(found: object) -> str:
    """Return a docstring in Markdown, without its examples."""
    text = _SECTIONS.split(inspect.getdoc(found) or "")
    parts = [f"{paragraph}\n\n" for paragraph in _paragraphs(text[0])]
    for head, body in zip(text[1::2], text[2::2], strict=True):
        if head in {"Args", "Raises"}:
            raises = "Raises:\n\n" if head == "Raises" else ""
            own, *after = _OUTDENTED.split(body, maxsplit=1)
            parts.append(f"{raises}{_entries(own)}\n")
            parts += [f"{paragraph}\n\n" for paragraph in _paragraphs("".join(after))]
    return "".join(parts)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.strip().split("\n\n") if part.strip()]


def _entries(body: str) -> str:
    """The entries of a section, each as an item of a list."""
    pieces = _ENTRY.split(body)[1:]
    return "".join(
        f"* `{name}`: {' '.join(text.split())}\n" for name, text in zip(pieces[::2], pieces[1::2], strict=True)
    )


def _first(found: type) -> str:
    return _paragraphs(inspect.getdoc(found) or "")[0]


def main(arguments: Sequence[str]) -> int:
    """Write the page, or say that it is not current."""
    text = page()
    stale = not PAGE.exists() or PAGE.read_text("utf-8") != text
    if stale:
        sys.stdout.write(f"{PAGE.name}\n")
        if "--check" not in arguments:
            PAGE.write_text(text, encoding="utf-8")
    return int("--check" in arguments and stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
