"""What a terminal shows: colours, tables that fit, progress; and that nothing of it is in a pipe."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, TextIO

import pytest
from rich.cells import cell_len

import collectrules as cr
from collectrules.cli import main, patience
from collectrules.explaining.drafting import texts_of
from collectrules.faces.page import Page
from collectrules.faces.terminal import TerminalPage
from collectrules.words.show import Cell, Column
from collectrules.words.texts import languages

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src/collectrules/cli/demo.json"
INVOICES = ROOT / "docs/examples/two_invoices.toml"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
FIGURE = re.compile(r"\d[\d.,’\u00a0\u202f]*(?: \d{3}\b[\d.,]*)*")
HOSTILE = "\x1b[31mgone\x07\x9b2J\u202e"
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
USUAL = patience.PATIENCE
read_once = cache(cr.load_profile)


class Terminal:
    """A pseudo-terminal, and what has been written to it."""

    def __init__(self) -> None:
        self.reader, writer = pty.openpty()
        self.stream: TextIO = os.fdopen(writer, "w", encoding="utf-8", buffering=1)
        self.written = b""
        self.thread = Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self.reader, 65536):
                self.written += piece
        except OSError:  # the writer has hung up
            return

    def text(self) -> str:
        """Hang up, and return all that was written."""
        self.stream.close()
        self.thread.join(timeout=30)
        os.close(self.reader)
        return self.written.decode().replace("\r\n", "\n")

    def shows(self, text: str) -> bool:
        """Whether a text comes within some seconds."""
        return any(text in self.written.decode(errors="ignore") or time.sleep(0.02) for _ in range(500))


Screen = Callable[..., str]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collectrules.cli.asked.load_profile", read_once)
    monkeypatch.setattr(patience, "PATIENCE", 600)
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A function that runs a command on a terminal and returns what is on it, its codes included."""

    def shown(*words: object, columns: int = 80) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        terminal = Terminal()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", terminal.stream)
            main([str(word) for word in words])
        return terminal.text()

    return shown


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Screen:
    """A function that runs a command in a pipe."""

    def written(*words: object, columns: int = 100) -> str:
        monkeypatch.setenv("COLUMNS", str(columns))
        capsys.readouterr()
        main([str(word) for word in words])
        return capsys.readouterr().out

    return written


def plain(text: str) -> str:
    return ESCAPE.sub("", text)


# Tables and colours ----------------------------------------------------------------------------------------

ASKED: dict[str, tuple[object, ...]] = {
    "standing": ("standing", INVOICES, "--on", "2024-06-30"),
    "next": ("next", DEMO, "--on", "2019-01-15"),
    "audit": ("audit", DEMO, "--on", "2019-01-15"),
    "statement": ("statement", INVOICES, "--on", "2024-06-30"),
    "explain": ("explain", INVOICES, "--on", "2024-06-30"),
    "settle": ("settle", DEMO, "--on", "2019-01-15", "--discount", "20%"),
    "plan": ("plan", DEMO, "--on", "2019-01-15", "--count", "4"),
    "compare": ("compare", DEMO, "--on", "2019-01-15"),
    "simulate": ("simulate", DEMO, "--on", "2019-01-15", "--until", "2019-06-30"),
    "versus": (
        "simulate",
        DEMO,
        "--on",
        "2019-01-15",
        "--until",
        "2019-06-30",
        "--versus",
        "behaviour=pays_at:letter:2",
    ),
    "profile": ("profile", "show", "DK"),
    "demo": ("demo",),
}


EVERYWHERE = {"demo", "standing", "plan", "compare"}
IN = [(asked, lang) for asked in ASKED for lang in languages() if asked in EVERYWHERE or lang in {"en", "fr"}]


@pytest.mark.parametrize(("asked", "language"), IN)
def test_every_page_fits_and_keeps_every_figure_whole(screen: Screen, piped: Screen, asked: str, language: str) -> None:
    words = (*ASKED[asked], "--lang", language)
    figures = set(FIGURE.findall(piped(*words, columns=1000)))
    assert asked == "profile" or figures
    for columns in (40, 80, 120):
        shown = screen(*words, columns=columns)
        assert "\x1b[" in shown
        lines = plain(shown).splitlines()
        assert [line for line in lines if cell_len(line) > columns] == []
        assert {figure for figure in figures if not any(figure in line for line in lines)} == set()


@pytest.mark.parametrize("asked", ASKED)
def test_colour_changes_nothing_but_colour(screen: Screen, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    coloured = screen(*ASKED[asked])
    monkeypatch.setenv("NO_COLOR", "1")
    assert screen(*ASKED[asked]) == plain(coloured)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert screen(*ASKED[asked]) == plain(coloured)


@pytest.mark.parametrize("asked", ASKED)
def test_a_pipe_gets_no_codes_and_no_lines(piped: Screen, asked: str) -> None:
    for columns in (40, 100):
        assert not set(piped(*ASKED[asked], columns=columns)) & set("\x1b─━")


def test_what_a_status_and_a_severity_mean_stands_in_words_and_in_a_colour(screen: Screen) -> None:
    steps = screen("next", DEMO, "--on", "2019-01-15", columns=120)
    assert "\x1b[32mopen" in steps
    assert "\x1b[31mblocked" in steps
    assert re.search(r"\x1b\[[0-9;]*31mBREACH", screen("audit", DEMO, "--on", "2019-01-15"))
    assert "\x1b[31mDKK 50.00 struck out" in screen("standing", INVOICES, "--on", "2024-06-30")


def test_sums_stand_at_the_right(screen: Screen) -> None:
    lines = plain(screen("standing", INVOICES, "--on", "2024-06-30")).splitlines()
    # Booked and owed as in the README: 7,598.65 and 7,548.65 of principal, 49.16 and 49.06 of interest.
    ends = {figure: next(line.index(figure) + len(figure) for line in lines if figure in line)
            for figure in ("7,598.65", "49.16", "7,548.65", "49.06")}  # fmt: skip
    assert ends["7,598.65"] == ends["49.16"] < ends["7,548.65"] == ends["49.06"]


def test_periods_that_differ_in_a_component_alone_stand_in_one_row(screen: Screen, piped: Screen) -> None:
    words = ("standing", INVOICES, "--on", "2024-06-30")
    assert piped(*words).count("2027-03-31") == 4
    shown = " ".join(plain(screen(*words, columns=120)).split())
    assert "Limitation A principal, interest, fees, costs 2027-03-31 running" in shown
    assert shown.count("2027-03-31") == 1


def test_two_lives_stand_side_by_side_where_their_rows_are_too_long(screen: Screen) -> None:
    shown = plain(screen(*ASKED["versus"]))
    assert re.search(r"^ +as asked +behaviour=pays_at:letter:2 *$", shown, re.MULTILINE)


@pytest.mark.parametrize("columns", [50, 90])
def test_a_page_is_as_wide_as_the_terminal(columns: int) -> None:
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}}
    words = [sys.executable, "-m", "collectrules.cli", *map(str, ASKED["standing"])]
    program = subprocess.Popen(words, stdout=writer, stderr=subprocess.PIPE, env={**env, "TERM": "xterm"})  # noqa: S603
    os.close(writer)
    text = b""
    try:
        while piece := os.read(reader, 65536):
            text += piece
    except OSError:
        pass
    os.close(reader)
    _, err = program.communicate()
    lines = plain(text.decode()).splitlines()
    assert (program.returncode, err) == (0, b"")
    assert max(cell_len(line) for line in lines) == columns


# Without the library ---------------------------------------------------------------------------------------


def test_without_rich_a_terminal_shows_the_plain_page(
    screen: Screen, piped: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setattr(patience, "PATIENCE", 0)
    assert screen("demo", columns=80) == piped("demo", columns=80)


EMBEDDED = """
import sys
import collectrules as cr
from collectrules.cli import main
law, case = cr.load_profile("DK"), cr.load_case({demo!r})
cr.show(cr.standing(case, law, on="2019-01-15"), law)
[getattr(cr, name) for name in cr.__all__]
main(["demo"])
print([name for name in sys.modules if name.partition(".")[0] == "rich"], file=sys.stderr)
"""


def test_neither_a_host_nor_a_pipe_imports_rich() -> None:
    words = [sys.executable, "-c", EMBEDDED.format(demo=str(DEMO))]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stderr == "[]\n"


# What documents say ----------------------------------------------------------------------------------------


def case_of(**changed: object) -> dict[str, Any]:
    return {
        "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK", "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"},
        "claims": [{"id": "a", "kind": "goods_or_services", "amount": "1477.50", "arose": "2024-01-02",
                    "due": "2024-01-31", "due_agreed": True}],
        "events": [{"on": "2024-03-01", "kind": "note", "comment": HOSTILE}],
    } | changed  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Callable[[object], Path]:
    def write(document: object) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        path.write_text(json.dumps(document), "utf-8")
        return path

    return write


def on_page(add: Callable[[Page], None], columns: int = 80) -> str:
    """What a page adds, on a terminal."""
    law, terminal = read_once("DK"), Terminal()
    page = TerminalPage(law, texts_of(law, "en", "DKK"), columns)
    add(page)
    page.put(terminal.stream)
    return terminal.text()


MARKUP = "[red]x[/red] [link=http://a.b]y[/link] :smile: [/]"


@pytest.mark.parametrize("add", [
    lambda page: page.title(f"{HOSTILE} {MARKUP}"),
    lambda page: page.heading(f"{HOSTILE} {MARKUP}"),
    lambda page: page.say(f"{HOSTILE} {MARKUP}", "red"),
    lambda page: page.line(HOSTILE, Cell(f" {MARKUP}", ("bold",))),
    lambda page: page.table([Column(f"{HOSTILE} {MARKUP}")], [[Cell(f"{HOSTILE} {MARKUP}", ("dim",))]]),
    lambda page: page.table([Column("a")], [["b"]], below=[f"{HOSTILE} {MARKUP}"]),
    lambda page: page.table([Column("a" * 90), Column("b")], [["c", f"{HOSTILE} {MARKUP}"]]),
])  # fmt: skip
def test_what_a_document_says_is_neither_code_nor_markup(add: Callable[[Page], None]) -> None:
    shown = plain(on_page(add))
    assert STEERING.search(shown) is None
    assert "[31mgone2J" in shown
    assert MARKUP in " ".join(shown.split())


def test_a_document_cannot_begin_a_line_of_its_own() -> None:
    shown = plain(on_page(lambda page: page.table([Column("what")], [["note\nBREACH\r!"]])))
    assert shown.splitlines()[-1].strip() == "note BREACH!"


def test_what_an_id_says_stands_there_as_it_is(screen: Screen, file: Callable[[object], Path]) -> None:
    claim = case_of()["claims"][0] | {"id": "[red]b"}
    shown = screen("standing", file(case_of(id="[bold]x[/bold]", claims=[claim])), "--on", "2024-03-01")
    assert "[bold]x[/bold]" in shown
    assert "[red]b" in shown


def test_a_document_in_json_keeps_what_would_steer_a_terminal_by_its_number(
    piped: Screen, screen: Screen, file: Callable[[object], Path]
) -> None:
    words = ("simulate", file(case_of()), "--on", "2024-03-01", "--until", "2024-04-01", "--json")
    for shown in (piped(*words), screen(*words)):
        assert STEERING.search(shown) is None
        assert json.loads(shown)["life"]["events"][0]["comment"] == HOSTILE


def test_a_document_in_json_keeps_what_the_encoding_lacks(file: Callable[[object], Path]) -> None:
    words = ["simulate", file(case_of()), "--on", "2024-03-01", "--until", "2024-04-01", "--json"]
    case = case_of(events=[{"on": "2024-03-01", "kind": "note", "comment": "blåbær 事件"}])
    words[1] = file(case)
    command = [sys.executable, "-m", "collectrules.cli", *map(str, words)]
    ran = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONIOENCODING": "ascii"})  # noqa: S603
    assert json.loads(ran.stdout)["life"]["events"][0]["comment"] == "blåbær 事件"


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_letter_does_not_steer_a_terminal(
    piped: Screen, screen: Screen, file: Callable[[object], Path], form: str
) -> None:
    parties = file({side: {"name": f"{side} {HOSTILE}", "address": [HOSTILE]} for side in ("creditor", "debtor")})
    words = (file(case_of()), "reminder", "--on", "2024-03-01", "--parties", parties, "--as", form)
    for show in (piped, screen):
        assert STEERING.search(plain(show("notice", *words))) is None
        assert "[31mgone2J" in show("notice", *words).replace("\\", "")


def test_a_form_feed_of_ones_own_template_stays(piped: Screen, file: Callable[[object], Path], tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("one\f{{ letter.subject }}", "utf-8")
    shown = piped("notice", file(case_of()), "reminder", "--on", "2024-03-01", "--template", own, "--lang", "en")
    assert shown.startswith("one\f")


def test_wide_characters_keep_their_columns(screen: Screen, file: Callable[[object], Path]) -> None:
    claim = case_of()["claims"][0]
    wide = case_of(id="督促事件", claims=[claim, claim | {"id": "請求書第二号", "due": "2024-02-15"}])
    for columns in (60, 120):
        lines = plain(screen("standing", file(wide), "--on", "2024-03-01", columns=columns)).splitlines()
        first, second = [line for line in lines if "Overdue" in line][:2]
        assert second.startswith("請求書第二号")
        before = [cell_len(line.partition("Overdue")[0]) for line in (first, second)]
        assert before[0] == before[1]
        assert [line for line in lines if cell_len(line) > columns] == []


# Progress --------------------------------------------------------------------------------------------------


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, seconds: int = 0, **asked: object) -> Iterator[tuple[Terminal, Any]]:
    """What is written to a terminal while something is waited for."""
    terminal = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(patience, "PATIENCE", seconds)
        patched.setattr(sys, "stdout", terminal.stream)
        patched.setattr(sys, "stderr", terminal.stream)
        with patience.waiting(Namespace(command="profile", part="check", **asked)) as watch:
            yield terminal, watch


def test_who_waits_sees_what_works_and_how_far_it_is_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with watched(monkeypatch) as (terminal, watch):
        assert terminal.shows("profile check")
        seen = []
        for item in watch("abc"):
            assert terminal.shows(f"{len(seen)}/3")
            seen.append(item)
    assert seen == ["a", "b", "c"]
    end = terminal.text().rpartition("/3")[2]
    assert end.endswith("\x1b[2K")  # the line is wiped,
    assert end.count("\n") == end.count("\x1b[1A")  # and it was one;
    assert "\x1b[?25h" in end  # and what was hidden is shown again


def test_colours_of_progress_may_be_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with watched(monkeypatch) as (terminal, _):
        assert terminal.shows("profile check")
    assert re.search(r"\x1b\[[0-9;]*m", terminal.text()) is None


def test_nothing_is_shown_before_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    with watched(monkeypatch, seconds=600) as (terminal, watch):
        assert list(watch([1, 2])) == [1, 2]
    assert terminal.text() == ""


def test_it_is_a_second_until_then() -> None:
    assert USUAL == 1


@pytest.mark.parametrize("piped", ["stdout", "stderr"])
def test_nothing_is_shown_where_anything_is_piped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, piped: str) -> None:
    with (tmp_path / "piped").open("w", encoding="utf-8") as other, monkeypatch.context() as patched:
        terminal = Terminal()
        for name in ("stdout", "stderr"):
            patched.setattr(sys, name, other if name == piped else terminal.stream)
        patched.setattr(patience, "PATIENCE", 0)
        with patience.waiting(Namespace(command="simulate")) as watch:
            assert list(watch([1])) == [1]
            time.sleep(0.3)
    assert (terminal.text(), (tmp_path / "piped").read_text("utf-8")) == ("", "")


def test_nothing_is_shown_on_a_terminal_that_cannot_wipe_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with watched(monkeypatch) as (terminal, watch):
        assert list(watch([1])) == [1]
        time.sleep(0.3)
    assert terminal.text() == ""


def test_nothing_stands_in_the_way_of_a_case_that_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard = Terminal()
    monkeypatch.setattr(sys, "stdin", keyboard.stream)
    with watched(monkeypatch, case="-") as (terminal, _):
        time.sleep(0.3)
    assert (terminal.text(), keyboard.text()) == ("", "")


def test_an_interrupted_command_leaves_nothing_either(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []

    def interrupted() -> None:
        with watched(monkeypatch) as (terminal, _):
            shown.append(terminal)
            assert terminal.shows("profile check")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert shown[0].text().endswith("\x1b[2K")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (ASKED["demo"], [5]),
        ((*ASKED["versus"], "--versus", "behaviour=never_pays"), [2]),
        (("profile", "check", "{folder}"), [0]),
        (("profile", "check", "{folder}", "--pins"), [0, 1]),
    ],
)
def test_what_takes_long_tells_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: Sequence[object], parts: list[int]
) -> None:
    main(["profile", "new", str(tmp_path / "own"), "XX", "Nowhere", "EUR"])
    seen: list[int] = []

    @contextmanager
    def counting(_: Namespace) -> Iterator[Callable[[Sequence[Any]], Iterator[Any]]]:
        def watch(items: Sequence[Any]) -> Iterator[Any]:
            seen.append(len(items))
            return iter(items)

        yield watch

    monkeypatch.setattr("collectrules.cli.waiting", counting)
    assert main([str(word).format(folder=tmp_path / "own") for word in words]) == 0
    assert [min(count, most) for count, most in zip(seen, parts, strict=True)] == parts
