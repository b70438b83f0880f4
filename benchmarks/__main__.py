"""Run the benchmarks and print the table.

python -m benchmarks            print it
python -m benchmarks --write    also write docs/reference/benchmarks.md
python -m benchmarks --strict   exit status 1 if a goal is missed
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks import bare, folding, horizon, imports, lives, loading, report, steps

CONCERNS = (imports, loading, folding, steps, horizon, bare, lives)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed, as ratios in one run.")
    parser.add_argument("--write", action="store_true", help="write the table to docs/reference/benchmarks.md")
    parser.add_argument("--strict", action="store_true", help="exit status 1 if a goal is missed")
    options = parser.parse_args(arguments)
    measures = [measure for concern in CONCERNS for measure in concern.measures()]
    sys.stdout.write(report.table(measures) + "\n")
    if options.write:
        report.write(measures)
    return int(options.strict and not all(measure.met for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
