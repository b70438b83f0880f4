"""Progress for whoever waits at a terminal: on standard error, after a second, and gone when the waiting is over."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Timer
from typing import TYPE_CHECKING, Any, Final

from collectrules.cli.saying import is_terminal

if TYPE_CHECKING:
    from collectrules.checking.pinning import Watch

PATIENCE: Final = 1
"""Seconds before anything is shown."""
_BAR: Final = 12
"""Columns of the terminal that the bar takes."""


@contextmanager
def waiting(options: Namespace) -> Iterator[Watch]:
    """Show that a command works and how far it is, if somebody waits for it."""
    if not _somebody_waits(options) or find_spec("rich") is None:
        yield iter
        return
    with _progress(" ".join(getattr(options, word) for word in ("command", "part") if word in options)) as watch:
        yield watch


def _somebody_waits(options: Namespace) -> bool:
    """Whether what is shown is seen, and does not stand in the way of what is typed or piped."""
    typed = getattr(options, "case", None) == "-" and is_terminal(sys.stdin)
    return is_terminal(sys.stdout) and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb" and not typed


@contextmanager
def _progress(name: str) -> Iterator[Watch]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from collectrules.faces.terminal import console_of

    columns = TextColumn("{task.description}"), BarColumn(_BAR), TextColumn("{task.fields[count]}"), TimeElapsedColumn()
    console = console_of(sys.stderr)
    progress = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    task = progress.add_task(name, total=None, count="")

    def watch(items: Sequence[Any]) -> Iterator[Any]:
        for place, item in enumerate(items):
            progress.update(task, total=len(items), completed=place, count=f"{place}/{len(items)}")
            yield item

    timer = Timer(PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
