"""What a command was asked: its case, profile, readings and page, from the words of the command line."""

from __future__ import annotations

import os
import re
import shutil
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final

from collectrules.cli.saying import is_terminal
from collectrules.explaining.drafting import texts_of
from collectrules.faces.page import Page
from collectrules.ground.errors import bad_input, shown
from collectrules.loader import model as m
from collectrules.loader.load import load_profile
from collectrules.nouns.case import Case, load_case
from collectrules.words.texts import known_language, languages

PIPED_WIDTH: Final = 100  # columns, where no terminal says how wide it is
NARROWEST: Final = 40
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def explain_option(one: ArgumentParser) -> None:
    """Add `--explain`."""
    one.add_argument("--explain", action="store_true", help="the answer in sentences, with the law of each figure")


def language_option(one: ArgumentParser) -> None:
    """Add `--lang`."""
    known = f"one of {', '.join(languages())}; a territory may follow, as in de-AT"
    one.add_argument("--lang", default="en", type=known_language, metavar="LANGUAGE", help=known)


def case_of(options: Namespace) -> Case:
    """Read the case file, or standard input for `-`."""
    return load_case(source_of(options))


def source_of(options: Namespace) -> IO[bytes] | Path:
    """Return where the case stands: a file, or standard input for `-`."""
    if options.case != "-":
        return Path(options.case)
    if sys.stdin is None:  # whoever called has closed it
        raise bad_input("no_such_file", "standard input", "an open standard input, as the case is -")
    return sys.stdin.buffer


def profile_of(options: Namespace, case: Case | None = None) -> m.Profile:
    """Load the profile named on the command line, else the one of the case's jurisdiction.

    Raises:
        BadInput: `no_profile_named`, where neither names one.

    """
    named = options.profile
    if named is None and case is not None:
        named = case.jurisdiction
    if named is None:
        elsewhere = "" if case is None else ", or a jurisdiction in the case"
        raise bad_input("no_profile_named", "profile", f"--profile with an id or a folder{elsewhere}")
    return profile_called(named)


def profile_called(word: str) -> m.Profile:
    """Load an installed profile by its id, or the folder at a path."""
    place = as_path(word)
    return load_profile(path=place) if isinstance(place, Path) else load_profile(place)


def as_path(word: str) -> str | Path:
    """Return a word that means a folder as a path, and an id as it is."""
    is_path = os.sep in word or bool(os.altsep and os.altsep in word) or _is_folder(word)
    return Path(word) if is_path else word


def _is_folder(word: str) -> bool:
    try:
        return Path(word).is_dir()
    except OSError:  # too long for any
        return False


def readings_of(options: Namespace) -> dict[str, str]:
    """Return the options chosen for readings.

    Raises:
        BadInput: `reading_format`.

    """
    return pairs_of(options.reading, "--reading")


def pairs_of(words: list[str], path: str) -> dict[str, str]:
    """Return words such as `name=option` as pairs.

    Raises:
        BadInput: `reading_format`.

    """
    found = {}
    for word in words:
        name, sign, option = word.partition("=")
        if not sign or not name or not option:
            raise bad_input("reading_format", path, "NAME=OPTION", word)
        found[name] = option
    return found


def page_of(options: Namespace, profile: m.Profile) -> Page:
    """Return an empty page in the language asked for, as wide as the terminal."""
    spoken = texts_of(profile, options.lang, profile.header.currency)
    width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return page_kind()(profile, spoken, max(width, NARROWEST))


def whole(word: str) -> int:
    """Return a number as it is written in documents: plain digits, nothing else that Python takes for one.

    >>> whole("12")
    12

    Raises:
        ArgumentTypeError: anything else, such as `1_0`, `+3` or digits of another script.

    """
    if _WHOLE.fullmatch(word) is None:
        message = f"expected a whole number in plain digits, got {shown(word)}"
        raise ArgumentTypeError(message)
    return int(word)


def page_kind() -> type[Page]:
    """Return the page for terminals if somebody looks on and rich is installed, else the plain one."""
    if not is_terminal(sys.stdout) or find_spec("rich") is None:
        return Page
    from collectrules.faces.terminal import TerminalPage

    return TerminalPage
