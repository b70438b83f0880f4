"""Freeze a profile's holidays into its day table, `days.json`, so that no later package changes an answer.

`python -m collectrules.loader.freeze profiles/dk` writes the table; the difference is there to be reviewed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from collectrules.ground.dates import date_of
from collectrules.ground.errors import CollectRulesError, NotModelled
from collectrules.loader import model as m
from collectrules.loader.holiday_sets import FIRST_FROZEN, FROZEN_YEARS, LAST_FROZEN, computed, list_of
from collectrules.loader.load import load_profile


def frozen(profile: m.Profile) -> dict[str, list[str]]:
    """Return name of each holiday set → its days from 1990 to 2060 as `YYYY-MM-DD`, worked out afresh.

    Raises:
        BadProfile: a set that cannot be worked out.
        NotModelled: a national list that begins after the profile does, or ends before 2060.

    """
    return {name: list(_days(profile, record)) for name, record in sorted(profile.holidays.items())}


def _days(profile: m.Profile, record: m.Holidays) -> Iterator[str]:
    for year in FROZEN_YEARS:
        try:
            yield from (date_of(day).isoformat() for day in sorted(computed(record, year)))
        except NotModelled:
            # Before its first day the profile answers nothing, so that a younger list will do.
            if year >= profile.header.first_day.year:
                raise


def made_of(profile: m.Profile) -> dict[str, object]:
    """Return what a day table says of where it comes from: the version of the package, and set → its national list."""
    lists = {name: list_of(record) for name, record in sorted(profile.holidays.items()) if record.package is not None}
    return {"holidays": version("holidays"), "lists": lists} if lists else {}


def rendered(sets: dict[str, list[str]], made: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return the day table as JSON text with one line per set and year, so that a difference can be read."""
    blocks = ",\n".join(f"    {json.dumps(name)}: [\n{_lines(days)}\n    ]" for name, days in sets.items())
    origin = f'  "made_of": {json.dumps(made)},\n' if made else ""
    span = f'  "from": "{FIRST_FROZEN}",\n  "to": "{LAST_FROZEN}",\n'
    return f'{{\n{span}{origin}  "sets": {{\n{blocks}\n  }}\n}}\n'


def _lines(days: list[str]) -> str:
    years = (", ".join(f'"{day}"' for day in group) for _, group in groupby(days, key=lambda day: day[:4]))
    return ",\n".join(f"      {line}" for line in years)


def write(profile: m.Profile, path: Path) -> None:
    """Write the profile's day table to a file; raises what `frozen` raises, and `OSError`."""
    path.write_text(rendered(frozen(profile), made_of(profile)), encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Freeze the folder named by the only argument; 0 when written, 1 when refused, 2 when not understood."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m collectrules.loader.freeze FOLDER\n")
        return 2
    folder = Path(arguments[0])
    try:
        write(load_profile(path=folder), folder / "days.json")
    except (CollectRulesError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
