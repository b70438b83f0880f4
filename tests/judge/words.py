"""What the words of a profile mean to the judge: figures in force, conditions, readings, days."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]  # a table of the TOML, or of a case document
Readings = Mapping[str, str]  # doubt → option
DAY = dt.timedelta(days=1)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read(folder: Path) -> dict[str, Any]:
    """Return kind of record → name → record; a file is a drawer, any record may lie in any."""
    law: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        for kind, records in tomllib.loads(path.read_text("utf-8"), parse_float=Decimal).items():
            law.setdefault(kind, {}).update(records)
    frozen = json.loads((folder / "days.json").read_text("utf-8"))["sets"]
    return law | {"days": {name: {day_of(day) for day in days} for name, days in frozen.items()}}


def day_of(value: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def minor(amount: str | Decimal) -> int:
    """Øre of an amount in kroner."""
    return int(Decimal(amount) * 100)


def half_up(value: Fraction) -> int:
    return (value + Fraction(1, 2)).__floor__()


def as_list(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def chosen(value: Any, readings: Readings) -> Any:  # noqa: ANN401  # whatever the TOML holds there
    """The option of a reading where one stands, else the value itself."""
    doubtful = isinstance(value, dict) and "reading" in value
    return value["is"][readings[value["reading"]]] if doubtful else value


def as_facts(readings: Readings) -> dict[str, Any]:
    return {f"reading.{name}": option for name, option in readings.items()}


def in_force(dated: Table, key: dt.date) -> Any:  # noqa: ANN401  # an amount, or a table of bands
    """The figure of the last row that begins on or before the day that chooses it."""
    rows = [row for row in dated["value"] if row["from"] <= key]
    if not rows or "is" not in rows[-1]:
        raise LookupError(key)
    return rows[-1]["is"]


def amount_of(figure: Any, value: Decimal) -> Decimal:  # noqa: ANN401  # as it stands in the TOML
    """A flat amount, or that of the first band whose bound the value does not pass."""
    if not isinstance(figure, dict):
        return Decimal(figure)
    below = Decimal(0)
    for bound, amount in figure["bands"]:
        if bound == "over" and isinstance(amount, dict):
            return Decimal(amount["is"] + (value - below) * amount["percent_above"] / 100)
        if bound == "over" or value <= bound:
            return Decimal(amount)
        below = bound
    raise LookupError(value)


def applies(rule: Table, facts: Table) -> bool:
    """One of the `when` tables holds, if there are any, and none of the `unless` tables."""
    when, unless = as_list(rule.get("when")), as_list(rule.get("unless"))
    fits = not when or any(holds(table, facts) for table in when)
    return fits and not any(holds(table, facts) for table in unless)


def holds(table: Table, facts: Table) -> bool:
    return all(matches(facts.get(name), wanted) for name, wanted in table.items() if name != "law")


def matches(got: Any, wanted: Any) -> bool:  # noqa: ANN401  # facts and figures of every type
    """Ask for a value, one of a list, a range or its contrary; what is unknown lies in no range."""
    if isinstance(wanted, list):
        return got in wanted
    if isinstance(got, set):
        return wanted in got
    if not isinstance(wanted, dict):
        return bool(got == wanted)
    if "not" in wanted:
        return not matches(got, wanted["not"])
    if got is None or ("over" in wanted and got <= wanted["over"]) or ("below" in wanted and got >= wanted["below"]):
        return False
    return bool(wanted.get("from", got) <= got <= wanted.get("to", got))


def last_day(law: Table, period: Table, anchor: dt.date, readings: Readings) -> dt.date:
    """The day on which a period of days ends; `calendar_days` has no record: nothing counts early or moves."""
    counting = law["counting"].get(chosen(period["counting"], readings), {})
    end: dt.date = anchor + DAY * (period["days"] - (counting.get("first_day") == "counted"))
    while counting.get("end_moves") and is_rest(law, law["calendar"][counting["calendar"]], end):
        end += DAY
    return end


def is_rest(law: Table, calendar: Table, day: dt.date) -> bool:
    weekend = WEEK[day.weekday()] in calendar["rest"]
    return weekend or any(day in law["days"][name] for name in calendar["holidays"])


def share_of_year(day: dt.date, day_count: str) -> Fraction:
    """The part of a year that one day is: of the calendar year, or of twelve months of thirty days."""
    if day_count == "act_act":
        return Fraction(1, 365 if dt.date(day.year, 12, 31).timetuple().tm_yday == 365 else 366)
    before = day - DAY
    months = (day.year - before.year) * 12 + day.month - before.month
    return Fraction(30 * months + min(day.day, 30) - min(before.day, 30), 360)


def hangs_on(fee: Table, event: Table) -> bool:
    """A fee that is the price of an act comes with the act; a cost comes with a charge that names it."""
    if event["kind"] == "charge":
        return event["cost"] in as_list(fee.get("cost"))
    return bool(fee["act"] == event["kind"] and "cost" not in fee)


def source(event: Table) -> str:
    """What a fee hangs on: the act, or the kind of cost."""
    return str(event.get("cost", event["kind"]))
