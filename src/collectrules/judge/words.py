"""What the words of a profile mean to the judge: figures in force, conditions, readings, days."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from collectrules.judge.days import DAY, holidays

Table = Mapping[str, Any]  # a table of the TOML, or of a case document
Readings = Mapping[str, str]  # doubt → option


KINDS = (
    "act", "allocation", "base", "calendar", "counting", "fee", "holidays", "interest", "limitation", "rate", "reading",
    "series", "stage", "value",
)  # fmt: skip
"""Kinds of record that the judge asks; a law may have none of some."""


def read(folder: Path) -> dict[str, Any]:
    """Return kind of record → name → record; a file is a drawer, any record may lie in any."""
    law: dict[str, Any] = {kind: {} for kind in KINDS}
    for path in sorted(folder.glob("*.toml")):
        for kind, records in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).items():
            law.setdefault(kind, {}).update(records)
    return law | {"days": {name: free_days(folder, name, record) for name, record in law["holidays"].items()}}


def free_days(folder: Path, name: str, record: Table) -> set[dt.date]:
    """The days of a set: those of a list kept elsewhere as they were frozen, its own rules computed anew."""
    if "package" not in record:
        return holidays(record, range(1995, 2080))
    frozen = json.loads((folder / "days.json").read_text("utf-8"))["sets"]
    return {day_of(day) for day in frozen[name]}


def day_of(value: str | dt.date) -> dt.date:
    """A day, whether a document wrote it or TOML read it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def first_half(day: dt.date) -> bool:
    """Whether a day lies in the first half of its year."""
    return day < dt.date(day.year, 7, 1)


def minor(amount: str | Decimal) -> int:
    """Hundredths of an amount; currencies of another exponent are left to others."""
    return int(Fraction(amount) * 100)


def billed(event: Table, word: str) -> int:
    """What an event asks for, and what was credited before it was asked; both together were billed."""
    return minor(event[word]) + minor(event.get("credited", "0"))


def half_up(value: Fraction) -> int:
    """To the nearest whole unit, half of one upwards."""
    return (value + Fraction(1, 2)).__floor__()


def as_list(value: object) -> list[Any]:
    """Several, one or none, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def chosen(value: Any, readings: Readings) -> Any:  # noqa: ANN401  # whatever the TOML holds there
    """The option of a reading where one stands, else the value itself."""
    doubtful = isinstance(value, dict) and "reading" in value
    return value["is"][readings[value["reading"]]] if doubtful else value


def as_facts(readings: Readings) -> dict[str, Any]:
    """Readings as the facts that rules ask for: `reading.<doubt>`."""
    return {f"reading.{name}": option for name, option in readings.items()}


def in_force(dated: Table, key: dt.date) -> Any:  # noqa: ANN401  # an amount, or a table of bands
    """The figure of the last row that begins on or before the day that chooses it."""
    rows = [row for row in dated["value"] if row["from"] <= key]
    if not rows or "is" not in rows[-1]:
        raise LookupError(key)
    return rows[-1]["is"]


def applies(rule: Table, facts: Table) -> bool:
    """One of the `when` tables holds, if there are any, and none of the `unless` tables."""
    when, unless = as_list(rule.get("when")), as_list(rule.get("unless"))
    fits = not when or any(holds(table, facts) for table in when)
    return fits and not any(holds(table, facts) for table in unless)


def holds(table: Table, facts: Table) -> bool:
    """Whether every condition of one table is met."""
    return all(matches(facts.get(name), wanted) for name, wanted in table.items() if name != "law")


def matches(got: Any, wanted: Any) -> bool:  # noqa: ANN401  # facts and figures of every type
    """Ask for a value, one of a list, a range or its contrary; what is unknown lies in no range."""
    if isinstance(wanted, list):
        return bool(got & set(wanted)) if isinstance(got, set) else got in wanted
    if isinstance(wanted, dict) and "not" in wanted:
        return not matches(got, wanted["not"])
    if isinstance(got, set):
        return wanted in got
    if not isinstance(wanted, dict):
        return bool(got == wanted)
    if got is None or ("over" in wanted and got <= wanted["over"]) or ("below" in wanted and got >= wanted["below"]):
        return False
    return bool(wanted.get("from", got) <= got <= wanted.get("to", got))


def share_of_year(day: dt.date, day_count: str) -> Fraction:
    """The part of a year that one day is."""
    return Fraction(*part_of_year(day, day_count))


@cache
def part_of_year(day: dt.date, day_count: str) -> tuple[int, int]:
    """How many days of how many: of its own year, of a year of so many days, or of months of thirty days."""
    if not day_count.startswith("act"):
        before = day - DAY
        months = (day.year - before.year) * 12 + day.month - before.month
        return 30 * months + min(day.day, 30) - min(before.day, 30), 360
    year = day_count[4:]
    return 1, int(year) if year != "act" else 365 + calendar.isleap(day.year)


def standing(records: Table, facts: Table) -> dict[str, Table]:
    """The rules that apply, without those that one of them stands instead of."""
    found = {name: rule for name, rule in records.items() if applies(rule, facts)}
    gone = {name for rule in found.values() for name in as_list(rule.get("instead_of"))}
    return {name: rule for name, rule in found.items() if name not in gone}


def hangs_on(fee: Table, event: Table) -> bool:
    """A fee that is the price of an act comes with the act; a cost comes with a charge that names it."""
    if event["kind"] == "charge":
        return event["cost"] in as_list(fee.get("cost"))
    return bool(fee["act"] == event["kind"] and "cost" not in fee)


def source(event: Table) -> str:
    """What a fee hangs on: the act, or the kind of cost."""
    return str(event.get("cost", event["kind"]))
