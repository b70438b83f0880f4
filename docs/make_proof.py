"""Write the page that says which tests hold each invariant, bad input and defect by design, from their registers.

python docs/make_proof.py          write docs/reference/proof_registers.md
python docs/make_proof.py --check  exit status 1 if the page is not current
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "proof_registers.md"
REGISTERS: Final = {
    "invariants": ("Invariants", "What holds of every case, answer and profile."),
    "bad_inputs": ("Bad inputs", "What is refused by name, or answered where the row says how."),
    "defects": ("Defects by design", "What has gone wrong in programs of this kind, and is held off here."),
}
"""File in tests/proof → heading, and what its rows are."""
_HEAD: Final = """\
# What is proved, and by which tests

Made by `python docs/make_proof.py` from the registers in [tests/proof](../../tests/proof); change those, not this page.
A row that does not apply says why, and which tests are nearest to it.
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join([_HEAD, *(section(name) for name in REGISTERS)])


def section(name: str) -> str:
    """Return a register with its counts, as a table."""
    head, what = REGISTERS[name]
    rows = tomllib.loads((ROOT / "tests" / "proof" / f"{name}.toml").read_text("utf-8"))["rows"]
    left = sum("not_applicable" in row for row in rows)
    counts = f"{what} Rows: {len(rows)}; tested: {len(rows) - left}; not applicable: {left}."
    return f"## {head}\n\n{counts}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines(rows))


def lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    r"""Yield the head of a table and a line for each row.

    >>> row = {"id": 1, "what": "a | b", "not_applicable": "None", "nearest": ["tests/unit/test_cli.py::test_help"]}
    >>> list(lines([row]))[2]
    ('1', 'a \\| b', 'Does not apply: None. Nearest: `test_help` in [unit/test_cli.py](../../tests/unit/test_cli.py)')
    """
    yield from (("number", "what", "tests"), ("---", "---", "---"))
    for row in rows:
        found = ", ".join(map(shown, row.get("tests", row.get("nearest"))))
        reason = f"Does not apply: {row['not_applicable']}. Nearest: " if "not_applicable" in row else ""
        yield str(row["id"]), row["what"].replace("|", r"\|"), reason.replace("|", r"\|") + found


def shown(node: str) -> str:
    """Return a test by its name, with a link to its file."""
    file, _, name = node.partition("::")
    return f"`{name}` in [{file.removeprefix('tests/')}](../../{file})"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or say that it is not current."""
    text = page()
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    sys.stdout.write(f"{PAGE.name}\n")
    if "--check" in arguments:
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
