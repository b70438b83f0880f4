"""Try an installed collectrules: `python -I smoke.py wheel|sdist|editable`, outside the repository."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from decimal import Decimal
from importlib import metadata
from pathlib import Path

import collectrules as cr

ROOT = Path(__file__).parents[2]
PACKAGE = Path(cr.__file__).parent
COMMAND = Path(sysconfig.get_path("scripts")) / "collectrules"
UNANSWERABLE = ["standing", "no-such-file.json", "--on", "2026-06-09"]
RUN_TIME_DEPENDENCIES = {"babel", "holidays", "jinja2", "pydantic", "python-dateutil"}

# The worked case of the README: nothing has happened since the claim fell due.
CASE = {
    "format": 1,
    "id": "smoke",
    "jurisdiction": "DK",
    "currency": "DKK",
    "creditor": {"kind": "business"},
    "debtor": {"kind": "consumer"},
    "claims": [
        {
            "id": "1",
            "kind": "goods_or_services",
            "amount": "10000.00",
            "arose": "2026-03-01",
            "due": "2026-03-31",
            "due_agreed": True,
        }
    ],
    "events": [],
}


def placing(kind: str) -> Iterator[str]:
    """The package that runs is the installed one, typed, and complete with its licence."""
    editable = kind == "editable"
    if PACKAGE.is_relative_to(ROOT / "src") != editable:
        yield f"the package of this {kind} install is the one in {PACKAGE}"
    if not (PACKAGE / "py.typed").is_file():
        yield "py.typed is missing"
    if (PACKAGE / "profiles").exists() == editable:
        yield f"only an editable install has no profiles of its own, and {PACKAGE} belongs to {kind}"
    if not any(path.name == "LICENSE" for path in metadata.files("collectrules") or []):
        yield "the licence is missing"


def dependencies() -> Iterator[str]:
    """At run time the package needs four others and no more."""
    required = metadata.requires("collectrules") or []
    needed = {re.split(r"[^\w.-]", line)[0] for line in required if "extra ==" not in line}
    if needed != RUN_TIME_DEPENDENCIES:
        yield f"run-time dependencies are {sorted(needed)}"


def answers() -> Iterator[str]:
    """The profile that came with the package answers a case."""
    profile = cr.load_profile("DK")
    case = cr.load_case(CASE)
    day = dt.date(2026, 6, 9)
    owed = cr.standing(case, profile, on=day).owed
    if owed.principal != Decimal("10000.00"):
        yield f"principal is {owed.principal}"
    if owed.total != owed.principal + owed.interest + owed.fees + owed.costs:
        yield f"{owed} does not add up"
    if not cr.next_steps(case, profile, on=day).proposals:
        yield "nothing is proposed for an overdue claim"


def commands() -> Iterator[str]:
    """The command is there, explains itself, shows itself, and refuses nonsense in its own words."""
    for arguments, expected in ((["--help"], 0), (["demo"], 0), (UNANSWERABLE, 2)):
        ran = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False, timeout=60)
        words = " ".join(["collectrules", *arguments])
        if ran.returncode != expected:
            yield f"{words} ended with status {ran.returncode}: {ran.stderr[-500:]}"
        if not (ran.stderr if expected else ran.stdout).strip():
            yield f"{words} said nothing"
        if "Traceback" in ran.stderr:
            yield f"{words} let an exception through"


def main(kind: str) -> int:
    """Print what is wrong with the install; 0 if nothing is."""
    problems = [*placing(kind), *dependencies(), *answers(), *commands()]
    print("\n".join(problems) or f"the {kind} install works ({PACKAGE.parent})")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
