"""The same bytes in every surrounding, of every public question of a life under each shipped law."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROGRAM = HERE / "every_question.py"
LIVES: dict[str, Any] = json.loads((HERE / "lives.json").read_text(encoding="utf-8"))
QUESTIONS = 11  # standing, statement, next steps, audit, comparison, timeline, offer, plan, life, month, case
SIX_DIGITS = {"prec": 6, "rounding": "ROUND_UP", "traps": False}
ONE_DIGIT = {"prec": 1, "rounding": "ROUND_FLOOR", "traps": True}
EVENTS, BOTH = ("events",), ("events", "claims")
WHERE = ("LC_ALL", "LANG", "LANGUAGE", "TZ", "PYTHONUTF8", "PYTHONHASHSEED", "PYTHONOPTIMIZE")
"""What this process may have been started with, and its children are not."""
_PLACE = re.compile(r"\b(events|claims)\[(\d+)\]")


@dataclass(frozen=True)
class Surroundings:
    """Where the engine is asked: what the interpreter is started with, what the host does, and how facts are listed."""

    environment: dict[str, str]
    switches: tuple[str, ...] = ()
    locales: tuple[str, ...] = ("",)
    context: dict[str, object] = field(default_factory=dict)
    recursion: int = 0
    threads: int = 1
    mixed: tuple[str, ...] = ()
    lives: dict[str, Any] = field(default_factory=lambda: LIVES)


def listed(**words: tuple[str, ...]) -> dict[str, Any]:
    """The lives with the keys of every object in another order, and the lists named for a law."""
    return {law: life | {"case": mixed(life["case"], words.get(law, ()))} for law, life in LIVES.items()}


def mixed(case: Any, words: Sequence[str]) -> Any:  # noqa: ANN401
    chance = random.Random(5)  # noqa: S311  # an order, no secret
    found = {word: chance.sample(case[word], len(case[word])) if word in words else case[word] for word in case}
    return turned(found, chance)


def turned(value: Any, chance: random.Random) -> Any:  # noqa: ANN401
    """The same with the keys of every object in another order."""
    if isinstance(value, dict):
        return {word: turned(value[word], chance) for word in chance.sample(list(value), len(value))}
    return [turned(one, chance) for one in value] if isinstance(value, list) else value


PLAIN = Surroundings({"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"})
WEST = Surroundings(
    {"PYTHONHASHSEED": "random", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Honolulu"}, ("-OO",),
    context=SIX_DIGITS, recursion=200, lives=listed(),
)  # fmt: skip
EAST = Surroundings(
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"}, ("-O",),
    locales=("tr_TR.UTF-8", "tr_TR", "tr-TR", "de_DE.UTF-8", ""), context=ONE_DIGIT, threads=8,
    lives=listed(DK=EVENTS, DE=EVENTS, CH=BOTH, AT=BOTH),
)  # fmt: skip


def test_every_surrounding_gives_the_same_bytes(tmp_path: Path) -> None:
    turkish(tmp_path)
    with ThreadPoolExecutor() as pool:
        plain, west, east = pool.map(partial(said_in, tmp_path), (PLAIN, WEST, EAST))
    assert len(plain) == QUESTIONS * len(LIVES)
    assert other(plain, west) == []
    assert other([as_asked(line, LIVES) for line in plain], [as_asked(line, EAST.lives) for line in east]) == []


def said_in(places: Path, where: Surroundings) -> list[str]:
    """What a fresh interpreter says; it fails if it finds its host changed."""
    words = ("lives", "locales", "context", "recursion", "threads")
    kept = {name: value for name, value in os.environ.items() if name not in WHERE}
    ran = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, *where.switches, str(PROGRAM)],
        input=json.dumps({word: getattr(where, word) for word in words}).encode(),
        env=kept | {"LOCPATH": str(places)} | where.environment, capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode().splitlines()


def other(usual: list[str], said: list[str]) -> list[str]:
    return [f"{line[:40]} … {line}" for line, same in zip(said, usual, strict=True) if line != same]


def turkish(places: Path) -> None:
    """Make a Turkish locale, whose small letter of I is no i, where the system has what it is made of."""
    tool = shutil.which("localedef")
    if tool is not None:
        command = [tool, "-i", "tr_TR", "-f", "UTF-8", str(places / "tr_TR.UTF-8")]
        subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603  # without it: another locale


# What an order decides -------------------------------------------------------------------------------------


def as_asked(line: str, lives: dict[str, Any]) -> str:
    """Every byte where only events stand in another order, but for a document that is given back as it was listed."""
    law, name, _ = line.split(" ", 2)
    same = EAST.lives[law]["case"]["claims"] == LIVES[law]["case"]["claims"]
    return named(line, lives) if same and name not in {"case", "simulate"} else sorted_out(line, lives)


def named(line: str, lives: dict[str, Any]) -> str:
    """The line with places of a document, such as `events[3]`, told by the ids of what stands there."""
    case = lives[line.split(" ", 1)[0]]["case"]
    return _PLACE.sub(lambda place: f"{place[1]}[{case[place[1]][int(place[2])]['id']}]", line)


def sorted_out(line: str, lives: dict[str, Any]) -> str:
    """The answer alone, with everything in it that is listed in one order."""
    head, name, rest = named(line, lives).split(" ", 2)
    answer, _ = json.JSONDecoder().raw_decode(rest)
    return f"{head} {name} {json.dumps(ordered(answer), sort_keys=True)}"


def ordered(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {word: ordered(part) for word, part in value.items()}
    if isinstance(value, list):
        return sorted(map(ordered, value), key=partial(json.dumps, sort_keys=True))
    return ", ".join(sorted(value.split(", "))) if isinstance(value, str) else value


def test_the_facts_are_really_mixed() -> None:
    for law in LIVES:
        case, keys, lists = (lives[law]["case"] for lives in (LIVES, WEST.lives, EAST.lives))
        assert keys == case
        assert list(keys) != list(case)
        assert lists == case | {"events": lists["events"], "claims": lists["claims"]}
        assert lists["events"] != case["events"]
        assert (lists["claims"] == case["claims"]) == (law in {"DK", "DE"})
        assert sorted(one["id"] for one in lists["events"]) == sorted(one["id"] for one in case["events"])
