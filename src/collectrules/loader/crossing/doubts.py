"""Readings: the cautious option is one of the options, and every option leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from collectrules.ground.errors import Fault
from collectrules.loader import model as m
from collectrules.loader.crossing.site import Site
from collectrules.loader.findings import found, place_of
from collectrules.loader.readings import readings_of
from collectrules.loader.walking import records


def by_reading(part: object, at: Site) -> Iterator[Fault]:
    """A word that depends on a reading says what it is under each of its options."""
    if not isinstance(part, m.ByReading):
        return
    reading = at.profile.reading.get(part.reading)
    options = () if reading is None else reading.options
    used = ", ".join(f"`{option}`" for option in part.options)
    for option in options:
        if option not in part.options:
            message = f"{used} of reading.{part.reading} is used here, option `{option}` is not"
            yield at.fault("F63", message, word="is", expected=f"a value for `{option}`", got=option)
    for option in part.options:
        if reading is not None and option not in options:
            message, word = f"reading.{part.reading} has no option `{option[:60]}`", f"is.{option}"
            yield at.fault("F63", message, word=word, expected="one of its options", got=option, known=options)


def readings(profile: m.Profile) -> Iterator[Fault]:
    """The cautious option exists, and some rule asks for the reading."""
    asked = {name for _, record in records(profile) for name in readings_of(record)}
    for reading in profile.reading.values():
        if reading.cautious not in reading.options:
            message, known = f"`cautious` names no option: `{reading.cautious[:60]}`", reading.options
            place = place_of("reading", reading, "cautious")
            yield found("F62", place, message, expected="one of its options", got=reading.cautious, known=known)
        if reading.name not in asked:
            message = "no rule asks for this reading; none of its options is used"
            yield found("F63", place_of("reading", reading), message, expected="a rule that depends on it")
