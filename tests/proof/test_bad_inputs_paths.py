"""Ids and places that no older test throws at the loader."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import collectrules as cr
from collectrules.cli import main

from .common import document, refused, written


def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the right to look into a folder; an administrator keeps it, so that Python is made to refuse."""
    real = {name: getattr(os, name) for name in ("scandir", "listdir", "stat", "open")}

    def shut(name: str) -> object:
        def call(path: object = ".", *given: object, **words: object) -> object:
            inside = isinstance(path, str | os.PathLike) and folder in Path(os.fspath(path)).parents
            listed = isinstance(path, str | os.PathLike) and Path(os.fspath(path)) == folder and name != "stat"
            if inside or listed:
                raise PermissionError(13, "Permission denied", str(path))
            return real[name](path, *given, **words)

        return call

    for name in real:
        monkeypatch.setattr(os, name, shut(name))


def test_a_folder_that_may_not_be_read_is_no_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = written(tmp_path)
    with monkeypatch.context() as patched:
        locked(home, patched)
        with pytest.raises(cr.CollectRulesError) as caught:
            cr.load_profile(path=home)
    assert isinstance(caught.value, cr.BadProfile)
    assert caught.value.code in {"no_profile", "unreadable_file"}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x", "\\\\server\\share", "dk\u202e", "dk\x00", "dk\n", "x" * 10_000, "DK/../DK"]
)
def test_no_name_of_a_law_is_a_path_wherever_it_is_given(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The id of a profile in a case and on the command line; the older tests ask the loader itself."""
    code = "control_character" if not name.isprintable() else "text_too_long" if len(name) > 200 else "jurisdiction"
    refused(document(jurisdiction=name), code, "jurisdiction")
    assert main(["interest", "100.00", "--profile", name, "--due", "2024-01-01", "--until", "2024-02-01"]) == 2
    told = capsys.readouterr()
    assert ("Traceback" in told.err, told.out) == (False, "")
    assert len(told.err) < 1_000


@pytest.mark.parametrize("id_", ["../x", "CON", "a/b", "=1+1"])
def test_the_id_of_a_case_is_the_hosts_and_names_no_file(id_: str) -> None:
    assert cr.load_case(document(id=id_)).id == id_


@pytest.mark.parametrize(
    ("id_", "code"),
    [("a\x00b", "control_character"), ("a\nb", "control_character"), ("a\u202eb", "control_character"),
     ("x" * 10_000, "text_too_long"), ("", "empty_text")],
    ids=["NUL", "line end", "right to left", "long", "empty"],
)  # fmt: skip
def test_an_id_that_is_no_name_is_refused(id_: str, code: str) -> None:
    refused(document(id=id_), code, "id")
