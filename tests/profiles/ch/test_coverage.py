"""The golden cases of the Swiss profile are complete: what each must hold, and what is missing where they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dateutil.easter import easter

from collectrules import Profile
from collectrules.checking.golden import golden_cases
from collectrules.checking.rows import rows_of
from collectrules.loader import model as m
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator

DAY = dt.timedelta(days=1)
YEARS = range(2024, 2029)
FIVE_RAPPEN = Decimal("0.05")
SITUATIONS, CANTONS = 100, 5
SHUT = {"lapsed", "blocked"}
"""After its last day a step is late; one whose stage time has ended is shut."""


@cache
def cases(folder: str) -> list[m.GoldenCase]:
    return [golden.case for golden in golden_cases(Path(folder), Locator(), Findings())]


@cache
def rows(folder: str) -> list[m.GoldenCase]:
    return [row.case for golden in golden_cases(Path(folder), Locator(), Findings()) for row in rows_of(golden)]


def events(row: m.GoldenCase) -> list[dict[str, Any]]:
    """Return what has happened in a row by its day."""
    given: Any = row.given.get("events", [])
    return [event for event in given if event["on"] <= row.on]


def test_there_are_a_hundred_situations_in_at_least_five_cantons(ch: Profile) -> None:
    situations = {repr((case.given.get("claims"), case.given.get("events"))) for case in cases(ch.folder)}
    assert len(situations - {repr((None, None))}) >= SITUATIONS
    assert len({row.given["region"] for row in rows(ch.folder) if row.given.get("region")}) >= CANTONS


# Bands -----------------------------------------------------------------------------------------------------

FRAMED = {"court_frame": "setting_aside_requested"}
"""A frame has no figure of its own: it is seen in what the creditor may have to advance."""


def bands(formula: Any, reading: tuple[str, str] | None = None) -> Iterator[tuple[tuple[str, str] | None, Decimal]]:  # noqa: ANN401
    """Yield each bound of a tariff, and the reading it belongs to."""
    for name, option in getattr(formula, "options", {}).items():
        yield from bands(option, (formula.reading, name))
    for bound, _ in getattr(formula, "bands", ()) or ():
        if bound != "over":
            yield reading, Decimal(bound)


def priced(ch: Profile, name: str) -> set[tuple[dt.date, str, Decimal]]:
    """Return the days, readings and values at which golden cases ask for a table."""
    found = set()
    for row in rows(ch.folder):
        asked: Any = row.given.get("tariff", {})
        if asked.get("name") == f"value.{name}" and "value" in asked:
            for option in asked.get("readings", {"": ""}).values() or [""]:
                found.add((row.on, option, Decimal(str(asked["value"]))))
        if any(path.startswith(f"next.{FRAMED.get(name)}.advances") for path in row.expect):
            claims: Any = row.given["claims"]
            found.add((row.on, "", Decimal(claims[0]["amount"])))
    return found


def test_every_band_of_a_tariff_is_asked_at_its_bound_and_five_rappen_on_either_side(ch: Profile) -> None:
    missing = []
    for name, value in ch.value.items():
        versions = value.value if isinstance(value.value, tuple) else ()
        for place, version in enumerate(versions):
            ends = versions[place + 1].from_ if place + 1 < len(versions) else dt.date.max
            for reading, bound in bands(version.is_):
                cautious = reading is not None and reading[1] == ch.reading[reading[0]].cautious
                seen = {
                    asked for day, option, asked in priced(ch, name)
                    if version.from_ <= day < ends
                    and (reading is None or option == reading[1] or (cautious and not option))
                }  # fmt: skip
                wanted = {bound - FIVE_RAPPEN, bound, bound + FIVE_RAPPEN}
                missing += [f"{name} from {version.from_} {reading}: {edge}" for edge in sorted(wanted - seen)]
    assert missing == []


# Closed times ----------------------------------------------------------------------------------------------


def closed_times(calendar: m.Calendar, year: int) -> Iterator[tuple[dt.date, dt.date]]:
    for closed in calendar.closed:
        if closed.easter:
            first, last = (easter(year) + n * DAY for n in closed.easter)
        else:
            first, last = (dt.date.fromisoformat(f"{year}-{word}") for word in (closed.first, closed.last))
            last = last if first <= last else last.replace(year=year + 1)
        if closed.from_ is None or closed.from_ <= first:
            yield first, last


def test_a_period_ends_inside_each_closed_time_of_five_years(ch: Profile) -> None:
    """Ten days for an opposition, in at least five cantons for each closed time."""
    shut = {closed for year in YEARS for closed in closed_times(ch.calendar["schkg"], year)}
    seen: dict[tuple[dt.date, dt.date], set[object]] = {closed: set() for closed in shut}
    for row in rows(ch.folder):
        paths = {"next.opposition.latest", "clocks[kind=opposition].ends"} & row.expect.keys()
        served = [event["on"] for event in events(row) if event["kind"] == "payment_order_served"]
        if paths and len(served) == 1 and not any(first <= served[0] <= last for first, last in shut):
            for first, last in shut:
                if first <= served[0] + 10 * DAY <= last:
                    seen[first, last].add(row.given.get("region"))
    assert {closed: len(regions) for closed, regions in seen.items() if len(regions) < CANTONS} == {}


def test_court_holidays_of_every_year_hold_a_period_up(ch: Profile) -> None:
    shut = {closed for year in YEARS for closed in closed_times(ch.calendar["court"], year)}
    assert len(shut) == 3 * 4  # since 2025
    for row in rows(ch.folder):
        latest = row.expect.get("next.denial_action_filed.latest")
        removed = [event["on"] for event in events(row) if event["kind"] == "setting_aside_granted_provisionally"]
        if isinstance(latest, dt.date) and removed:
            shut = {(first, last) for first, last in shut if not removed[0] < first < last < latest}
    assert sorted(shut) == []


# Transitions -----------------------------------------------------------------------------------------------


def statuses(ch: Profile, act: str) -> set[tuple[str, dt.date, str]]:
    """Return what golden cases say of a step: the case, the day, and whether the step is open."""
    return {
        (str(row.given.get("id")), row.on, str(row.expect[f"next.{act}.status"]))
        for row in rows(ch.folder)
        if f"next.{act}.status" in row.expect
    }


def test_every_window_of_the_creditor_is_tried_at_both_ends(ch: Profile) -> None:
    """The day before its first day and that day; its last day and the day after it."""
    missing = []
    for name, act in ch.act.items():
        if act.by != "creditor" or not (act.earliest or act.latest):
            continue
        found = statuses(ch, name)
        opens = {(case, day) for case, day, status in found if status == "open"}
        before = {(case, day + DAY) for case, day, status in found if status in {"waiting", "blocked"}}
        waited = {(case, day + DAY) for case, day, status in found if status == "waiting"}
        after = {(case, day - DAY) for case, day, status in found if status in SHUT}
        if not opens & before or (act.earliest and not opens & waited):
            missing.append(f"{name}: the day before its first day, and its first day")
        if act.latest and not opens & after:
            missing.append(f"{name}: its last day, and the day after it")
    assert missing == []


def test_every_act_occurs_in_a_case_and_leads_where_it_leads(ch: Profile) -> None:
    happened = {event["kind"] for row in rows(ch.folder) for event in events(row)}
    assert sorted(name for name, act in ch.act.items() if act.by != "time" and name not in happened) == []
    led = set()
    for row in rows(ch.folder):
        if "stage" in row.expect and events(row):
            last = max(event["on"] for event in events(row))
            led |= {(event["kind"], row.expect["stage"]) for event in events(row) if event["on"] == last}
    acts = {name: act.leads_to for name, act in ch.act.items() if act.leads_to and act.by != "time"}
    assert sorted(name for name, stage in acts.items() if (name, stage) not in led) == []


@pytest.mark.parametrize(
    "name", ["fell_overdue", "denial_period_ended", "pledge_opposition_period_ended", "shortfall_left"]
)
def test_what_time_brings_is_seen_on_the_day_before_and_on_its_day(ch: Profile, name: str) -> None:
    act = ch.act[name]
    stages = {
        (str(row.given.get("id")), row.on, row.expect["stage"]) for row in rows(ch.folder) if "stage" in row.expect
    }
    assert any(
        (case, day - DAY, stage) in stages for case, day, on in stages if on == act.leads_to for stage in act.in_stages
    )


def test_no_act_by_time_is_left_out_of_the_test_before(ch: Profile) -> None:
    by_time = {name for name, act in ch.act.items() if act.by == "time"}
    assert by_time == {"fell_overdue", "denial_period_ended", "pledge_opposition_period_ended", "shortfall_left"}
