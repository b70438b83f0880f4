"""Run the checks of collectrules; needs nothing but Python 3.11 or newer.

python3 scripts/test.py                    everything
python3 scripts/test.py lint types         some sessions of noxfile.py
python3 scripts/test.py tests/unit -k due  the tests alone, with arguments for pytest
"""

import itertools
import sys

import _venv

BESIDE = ["lint", "types", "docs", "packaging"]
SESSIONS = ["tests", *BESIDE]
ASKED = [
    "bench",
    "branches",
    "coverage",
    "differential",
    "fuzz",
    "mutation",
    "mutation_engine",
    "properties",
    "release_proof",
    "spark",
]  # run only when they are named


def main(arguments: "list[str]") -> int:
    """Run the sessions named first; whatever follows is for pytest."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    requirements = ["nox", "--constraint", "requirements/dev.txt"]
    return _venv.run(".venv-dev", requirements, *commands(arguments))


def commands(arguments: "list[str]") -> "list[list[str]]":
    """Split session names from pytest's arguments; without names, arguments mean the tests.

    Without anything, the sessions that use one processor each run one after the other beside the tests.
    """
    names = list(itertools.takewhile([*SESSIONS, *ASKED].__contains__, arguments))
    rest = arguments[len(names) :]
    if not arguments:
        return [["nox", "--session", "tests"], ["nox", "--session", *BESIDE]]
    return [["nox", "--session", *(names or ["tests"]), *(["--", *rest] if rest else [])]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
