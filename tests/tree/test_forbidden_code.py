"""What the sources never do: run data as code, use a binary fraction, read a clock, reach outside, print."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

RUNS_DATA = {"eval", "exec", "compile", "__import__"}
FRACTIONS = {"float", "complex", "round"}
CLOCK_READINGS = {"now", "today", "utcnow"}
BARRED_MODULES = {
    "runs data as code": "builtins code codeop ctypes dill marshal pickle runpy shelve".split(),
    "reads a clock or chance": "random secrets time timeit".split(),
    "reaches outside": (
        "aiohttp asyncio ftplib http httpx imaplib requests smtplib socket socketserver ssl subprocess "
        "telnetlib urllib urllib3 webbrowser xmlrpc"
    ).split(),
    "logs or locks, which is the host's affair": "logging threading".split(),
}


def runs_data(_: str, tree: ast.Module) -> Iterator[str]:
    for node in names(tree):
        if node.id in RUNS_DATA:
            yield f"line {node.lineno}: {node.id} runs data as code"


def fractions(_: str, tree: ast.Module) -> Iterator[str]:
    for node in names(tree):
        if node.id in FRACTIONS:
            yield f"line {node.lineno}: {node.id} makes or uses a binary fraction"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"line {node.lineno}: {node.value} is a binary fraction"


def clock(_: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_READINGS:
            yield f"line {node.lineno}: .{node.attr} reads the clock; the day is an argument"


def barred_imports(name: str, tree: ast.Module) -> Iterator[str]:
    allowed = {"threading"} if of_the_command_line(name) else set()  # it shows progress beside its work
    for line, module in imports(tree):
        for reason, barred in BARRED_MODULES.items():
            if module.partition(".")[0] in {*barred} - allowed:
                yield f"line {line}: {module} {reason}"


def prints(name: str, tree: ast.Module) -> Iterator[str]:
    if of_the_command_line(name):
        return
    for node in names(tree):
        if node.id == "print":
            yield f"line {node.lineno}: only the command line prints"


def of_the_command_line(name: str) -> bool:
    return name.split(".")[1:2] == ["cli"]


def names(tree: ast.Module) -> Iterator[ast.Name]:
    """Every use of a plain name; giving one, such as a record's field `round`, is no use."""
    used = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return (node for node in used if isinstance(node.ctx, ast.Load))


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


CHECKERS = [runs_data, fractions, clock, barred_imports, prints]


@pytest.mark.parametrize(
    ("checker", "code"),
    [
        (runs_data, "eval('1 + 1')"),
        (runs_data, "exec(rule)"),
        (runs_data, "compile(rule, 'rule', 'eval')"),
        (runs_data, "__import__(name)"),
        (runs_data, "run = eval"),
        (fractions, "rate = 8.05"),
        (fractions, "rate = 1e3"),
        (fractions, "rate = 2j"),
        (fractions, "float(text)"),
        (fractions, "def f(rate: float): pass"),
        (fractions, "round(amount, 2)"),
        (clock, "datetime.date.today()"),
        (clock, "dt.datetime.now(tz=dt.UTC)"),
        (clock, "read = date.today"),
        (barred_imports, "import time"),
        (barred_imports, "from time import time"),
        (barred_imports, "import urllib.request"),
        (barred_imports, "def f():\n    import socket"),
        (barred_imports, "import json, subprocess"),
        (barred_imports, "import pickle"),
        (barred_imports, "import logging"),
        (barred_imports, "import threading"),
        (prints, "print('owed')"),
    ],
)
def test_each_is_found(checker: Callable[[str, ast.Module], Iterator[str]], code: str) -> None:
    assert list(checker("collectrules.ground.money", ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "pattern = re.compile('x')",
        "amount = rounded(fraction)",
        "from collectrules.time_limits import ends",
        "from . import codes",
        "class Fee:\n    round: Rounding",
        "now = standing(case, profile, on=today)",
        "import datetime as dt",
    ],
)
def test_the_like_of_it_is_let_through(code: str) -> None:
    tree = ast.parse(code)
    assert [finding for checker in CHECKERS for finding in checker("collectrules.ground.money", tree)] == []


@pytest.mark.parametrize("name", ["collectrules.cli", "collectrules.cli.tables"])
def test_the_command_line_may_print_and_work_beside_itself(name: str) -> None:
    assert list(prints(name, ast.parse("print('owed')"))) == []
    assert list(barred_imports(name, ast.parse("from threading import Timer"))) == []
    assert list(barred_imports(name, ast.parse("import logging")))


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_sources_are_clean(
    checker: Callable[[str, ast.Module], Iterator[str]], findings: Callable[..., list[str]]
) -> None:
    assert findings(checker) == []
