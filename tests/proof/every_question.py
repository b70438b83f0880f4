"""Ask every public question of some lives and write all that is said; run by itself, in surroundings given on stdin.

What stands on stdin: `lives` (profile → `on` and `case`), and the surroundings this program makes itself: a decimal
`context`, `locales` of which the first that is there is spoken, a `recursion` limit, and how many `threads` ask.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import locale
import logging
import os
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

Life = dict[str, Any]
LANGUAGES = ("da", "de", "en", "fr", "it")
UNSPOKEN = ("case", "timeline", "monthly_statement")


@dataclass(frozen=True)
class Asked:
    """A question of a life under a law."""

    law: str
    name: str
    ask: Callable[[], Any]
    profile: Any
    languages: tuple[str, ...]


def main() -> None:
    """Make the surroundings, ask, and write one line per question; the host must be found as it was left."""
    asked = json.load(sys.stdin)
    settle(asked)
    before = host()
    said = list(everything(asked["lives"], asked["threads"], asked["context"]))
    after = host()
    if before != after:
        stopped("the host was touched", *(name for name in before if before[name] != after[name]))
    sys.stdout.buffer.write(b"".join(said))


def stopped(*words: str) -> NoReturn:
    """End with a reason; no `assert` would, where checks are off."""
    raise SystemExit(" ".join(words))


# The surroundings -----------------------------------------------------------------------------------------


def settle(asked: Life) -> None:
    """Make this process as hostile as it was asked to be."""
    speak(asked["locales"])
    warnings.simplefilter("error")
    sys.setrecursionlimit(asked["recursion"] or sys.getrecursionlimit())
    count_as(asked["context"])


def speak(locales: list[str]) -> None:
    """Take the first locale that is installed here."""
    for name in locales:
        with suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, name)
            return
    stopped("none of these locales is installed", *locales)


def count_as(context: dict[str, Any] | None) -> None:
    """Count in this thread as a host may: few digits, odd rounding, no signal an error, or every one."""
    if context:
        signals = list(decimal.getcontext().traps) if context["traps"] else []
        decimal.setcontext(decimal.Context(prec=context["prec"], rounding=context["rounding"], traps=signals))


def host() -> dict[str, object]:
    """All of a host that an engine could touch."""
    context, root = decimal.getcontext(), logging.getLogger()
    return {
        "decimal": (context.prec, context.rounding, dict(context.traps), dict(context.flags)),
        "defaults": str(decimal.DefaultContext), "warnings": list(warnings.filters),
        "locale": [locale.setlocale(each) for each in (locale.LC_NUMERIC, locale.LC_TIME, locale.LC_CTYPE)],
        "zone": (time.tzname, os.environ.get("TZ")), "environment": dict(os.environ), "folder": os.getcwd(),  # noqa: PTH109
        "limit": sys.getrecursionlimit(), "chance": random.getstate(), "logging": (root.level, list(root.handlers)),
    }  # fmt: skip


# The questions ---------------------------------------------------------------------------------------------


def everything(lives: dict[str, Life], threads: int, context: dict[str, Any] | None) -> Iterator[bytes]:
    """Ask every question of every life, `threads` of them at once of one case and one profile."""
    spoken = {law: LANGUAGES[place : place + 2] for place, law in enumerate(lives)}
    asked = [one for law, life in lives.items() for one in questions(law, life, spoken[law])]
    if threads == 1:
        return map(answered, asked)
    with ThreadPoolExecutor(threads, initializer=count_as, initargs=(context,)) as pool:
        return iter(list(pool.map(answered, asked)))


def questions(law: str, life: Life, languages: tuple[str, ...]) -> Iterator[Asked]:
    """Yield the questions of a life, to be put in two languages; four laws give all five their turn."""
    import collectrules as cr

    profile, case, on = cr.load_profile(law), cr.load_case(life["case"]), life["on"]
    until = (dt.date.fromisoformat(on) + dt.timedelta(days=100)).isoformat()
    plain = (cr.standing, cr.statement, cr.next_steps, cr.audit, cr.compare, cr.timeline)
    asked: dict[str, Callable[[], Any]] = {ask.__name__: partial(ask, case, profile, on=on) for ask in plain}
    asked |= {
        "settlement_offer": partial(cr.settlement_offer, case, profile, on=on, discount="12.5 %"),
        "instalment_plan": partial(cr.instalment_plan, case, profile, on=on, count=7),
        "simulate": partial(cr.simulate, case, profile, on=on, until=until, behaviour="pays_monthly:9.99"),
        "monthly_statement": partial(cr.monthly_statement, case, profile, month=on[:7]),
        "case": lambda: case,
    }
    for name, ask in asked.items():
        yield Asked(law, name, ask, profile, () if name in UNSPOKEN else languages)


def answered(asked: Asked) -> bytes:
    """Return what one question is answered: the document, and its words in every language."""
    import collectrules as cr

    before = host()["decimal"]
    answer = asked.ask()
    said = [answer, *(cr.explain(answer, asked.profile, language=each) for each in asked.languages)]
    line = f"{asked.law} {asked.name} {' '.join(map(cr.dumps, said))}\n".encode()
    if host()["decimal"] != before:
        stopped("the context of a thread was touched", asked.law, asked.name)
    return line


if __name__ == "__main__":
    main()
