"""Run the checks of collectrules; needs nothing but Python 3.11 or newer.

python3 scripts/test.py                    everything
python3 scripts/test.py lint types         some sessions, also bench, branches, coverage, mutation and spark
python3 scripts/test.py tests/unit -k due  the tests alone, with arguments for pytest
"""

import itertools
import sys

import _venv

SESSIONS = ["lint", "types", "tests", "docs", "packaging"]
ASKED = ["bench", "branches", "coverage", "mutation", "spark"]  # run only when they are named


def main(arguments: "list[str]") -> int:
    """Run the sessions named first; whatever follows is for pytest."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    requirements = ["nox", "--constraint", "requirements/dev.txt"]
    return _venv.run(".venv-dev", requirements, ["nox", *nox_arguments(arguments)])


def nox_arguments(arguments: "list[str]") -> "list[str]":
    """Split session names from pytest's arguments; without names, arguments mean the tests."""
    names = list(itertools.takewhile([*SESSIONS, *ASKED].__contains__, arguments))
    rest = arguments[len(names) :]
    sessions = names or (["tests"] if rest else SESSIONS)
    return ["--session", *sessions, *(["--", *rest] if rest else [])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
