"""Hostile folders and names: refused by name, soon, and without running anything of theirs."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from collectrules import BadInput, BadProfile, CollectRulesError, LimitExceeded, load_profile
from collectrules.loader import find
from collectrules.loader.findings import MOST

HEADER = """[profile]
id        = "XA"
name      = "Arland"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "EUR"
first_day = 2010-01-01
"""
SOON = 2  # seconds, from the requirements


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "xa"
    home.mkdir()
    (home / "profile.toml").write_text(HEADER, encoding="utf-8")
    return home


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """Every test here ends within the time that a hostile input may take."""
    gc.disable()  # what other tests left behind is not this input's time
    begun = time.process_time()
    try:
        yield
    finally:
        gc.enable()
    assert time.process_time() - begun < SOON


def refused(folder: Path) -> CollectRulesError:
    with pytest.raises(CollectRulesError) as caught:
        load_profile(path=folder)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = " + "[" * 1_000 + "]" * 1_000, "too_deep"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "too_deep"),
        ("a = " + "{a = " * 1_000 + "1" + "}" * 1_000, "too_deep"),
        ("a = " + "{a = " * 40_000 + "1" + "}" * 40_000, "too_deep"),
        ("a = " + "[" * 30 + "]" * 30, "too_deep"),
        (".".join(["a"] * 1_000) + " = 1", "too_deep"),
        (".".join(["a"] * 100_000) + " = 1", "too_deep"),
        ("[" + " . ".join(["a"] * 70_000) + "]", "too_deep"),
        ("x = { " + '"a".' * 50_000 + "a = 1 }", "too_deep"),
        ("".join(f"[a{'.a' * 20}.b{n}]\n" for n in range(6_000)), "F02"),
        ("a" * 290_000, "F01"),
        ("a " * 140_000, "F01"),
        ('"' * 290_000, "F01"),
        ("'''" + "\n" * 290_000, "F01"),
        ("a = " + "9" * 5_000, "F01"),
        ("[fee.x]\namount = 0x" + "f" * 100_000, "F51"),
        ("[fee.x]\namount = 1e400", "F51"),
        ("[fee.x]\namount = 1e-400", "F51"),
        ("[fee.x]\namount = 1e999999999999999999999", "F01"),
        ("[fee.x]\namount = nan", "F51"),
        ("[fee.x]\namount = -inf", "F51"),
        ("[fee.x]\namount = 1000000000000000000", "F51"),
        ("[fee.x]\namount = true", "F51"),
        ("[fee.x]\namount = 2024-01-01T00:00:00Z", "F51"),
        ('[fee.x]\nfrom = "2024-01-01"', "F48"),
        ("[fee.x]\nfrom = 2024-01-01T00:00:00", "F48"),
        ("[fee.x]\nfrom = 9999-12-31", "F48"),
        ("a = 1\na = 2", "F01"),
        ("[fee.x]\nwhat = '" + "x" * 3_000 + "'", "F51"),
        ("[fee.x]\n" + "".join(f"w{n} = 1\n" for n in range(20_000)), "F03"),
        ("".join(f"[k{n}.x]\n" for n in range(20_000)), "F02"),
        ("[fee]\n" + "".join(f"f{n} = 1\n" for n in range(20_000)), "F51"),
        ("[fee.x]\nwhen = { " + "a" * 100_000 + " = 1 }", "F05"),
        ("[fee.x]\nwhen = { __class__ = 1, '{0.__class__}' = 1 }", "F05"),
        ('[fee."../../x"]\n', "F51"),
        ('[fee."' + "x" * 10_000 + '"]\n', "F51"),
        ('[fee."\\u202e"]\n', "F51"),
        ("[fee.x]\nlimits = [" + "1," * 100_000 + "]", "F51"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_hostile_text_is_refused_by_name(folder: Path, text: str, code: str) -> None:
    (folder / "more.toml").write_text(text, encoding="utf-8")
    error = refused(folder)
    assert code in {fault.code for fault in error.faults}
    assert len(error.faults) <= MOST
    assert all(len(line) < 1_000 for line in str(error).splitlines())


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        (b"\xef\xbb\xbfa = 1\n", "byte order mark", 1),
        ("a = 1\n".encode("utf-16"), "UTF-16", 1),
        ("a = 1\n".encode("utf-16-be"), "TOML", 1),
        (b"a = 1\nb = '\xff'\n", "UTF-8", 2),
        (b"a = '\x00'\n", "TOML", 1),
        (b"a = 1\n\x00\n", "TOML", 2),
    ],
    ids=["byte order mark", "UTF-16", "UTF-16 without a mark", "no UTF-8", "NUL in a text", "NUL"],
)
def test_what_is_no_plain_utf_8_is_refused_with_its_line(folder: Path, content: bytes, said: str, line: int) -> None:
    (folder / "more.toml").write_bytes(content)
    (fault,) = refused(folder).faults
    assert (fault.code, fault.path, fault.line) == ("F01", "more.toml", line)
    assert said in str(fault)


def test_windows_line_ends_are_read_and_counted(folder: Path) -> None:
    (folder / "more.toml").write_bytes(b'[fee.x]\r\nwhat = "A fee"\r\nwat = 1\r\n')
    assert {(fault.code, fault.line) for fault in refused(folder).faults} >= {("F03", 3)}


def test_a_large_file_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "more.toml").open("wb") as file:
        file.truncate(100_000_000)
    error = refused(folder)
    assert isinstance(error, LimitExceeded)
    assert error.code == "file_too_large"


def test_many_large_files_are_refused(folder: Path) -> None:
    for number in range(6):
        (folder / f"{number}.toml").write_text("#" * 290_000, encoding="utf-8")
    assert refused(folder).code == "folder_too_large"


def test_many_files_are_refused(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.toml").touch()
    assert refused(folder).code == "too_many_files"


@pytest.mark.parametrize("name", ["more.toml", "workflows/more.toml", "days.json"])
def test_a_link_out_of_the_folder_is_refused(folder: Path, name: str) -> None:
    secret = folder.parent / "secret"
    secret.write_text('[law.x]\ntitle = "secret"\n', encoding="utf-8")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(secret)
    error = refused(folder)
    assert error.code == "outside_folder"
    assert "secret" not in str(error)


def test_a_linked_folder_inside_is_refused_too(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "x.toml").touch()
    (folder / "workflows").symlink_to(outside, target_is_directory=True)
    assert refused(folder).code == "outside_folder"


def test_a_circle_of_links_is_refused(folder: Path) -> None:
    (folder / "a.toml").symlink_to(folder / "b.toml")
    (folder / "b.toml").symlink_to(folder / "a.toml")
    assert refused(folder).code == "unreadable_file"


def test_what_is_no_regular_file_is_refused(folder: Path) -> None:
    (folder / "more.toml").mkdir()
    assert refused(folder).code == "unreadable_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such files")
def test_a_pipe_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "more.toml")
    assert refused(folder).code == "unreadable_file"


def test_a_file_that_may_not_be_read_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    error = refused(folder)
    assert error.code == "unreadable_file"
    assert "Permission denied" in str(error)


@pytest.mark.parametrize(
    "days",
    [
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"from": "1990-01-01", "from": "1990-01-01"}',
        b'{"from": "1990-01-01", "to": "2060-12-31", "sets": {"x": ["1990-13-01"]}}',
        b'{"from": "1990-01-01", "to": "2060-12-31", "sets": {"x": [' + b"9" * 5_000 + b"]}}",
        b'{"from": "1990-01-01", "to": "2060-12-31", "sets": {' + b'"x": [],' * 30_000 + b'"y": []}}',
    ],
    ids=["deep", "UTF-16", "doubled", "no day", "large number", "many doubled"],
)
def test_a_hostile_day_table_is_refused(folder: Path, days: bytes) -> None:
    (folder / "days.json").write_bytes(days)
    assert refused(folder).code in {"days_file", "F01"}


# Names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "..", "/etc", "C:\\x", "\\\\server\\share", "dk/", "dk\x00", "dk\n", "dk\u202e", "d k", "",
        "x" * 10_000, "\uff44\uff4b", "%64%6b", "dk.toml",
    ],
)  # fmt: skip
def test_an_id_that_is_a_path_or_a_trick_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_profile(name)
    assert caught.value.code == "profile_id"
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("name", ["XX", "profiles", "__init__", "D" * 32])
def test_an_id_that_nobody_has_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_profile(name)
    assert caught.value.code == "unknown_profile"


def test_the_nearest_id_is_offered() -> None:
    with pytest.raises(BadInput) as caught:
        load_profile("DKK")
    assert caught.value.faults[0].nearest == "DK"


@pytest.mark.parametrize("name", ["dk", "DK", "Dk"])
def test_the_case_of_an_id_does_not_matter(name: str) -> None:
    assert load_profile(name).header.id == "DK"


@pytest.mark.parametrize("path", ["/nowhere", "", "x" * 10_000, "a\x00b", "/dev/null", "/proc/self/fd"])
def test_a_path_that_is_no_profile_is_refused(path: str) -> None:
    with pytest.raises(BadProfile) as caught:
        load_profile(path=path)
    assert caught.value.code == "no_profile"
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["../outside", "/etc", "xa/../outside", "x" * 10_000, "dk\x00"])
def test_a_used_profile_is_named_by_id_and_by_nothing_else(folder: Path, name: str) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "profile.toml").write_text(HEADER, encoding="utf-8")
    escaped = name.replace("\x00", "\\u0000")
    (folder / "profile.toml").write_text(HEADER + f'uses = ["{escaped}"]\n', encoding="utf-8")
    assert "F19" in {fault.code for fault in refused(folder).faults}


# Nothing is run --------------------------------------------------------------------------------------------

PACKAGE_THAT_RUNS = "import pathlib\npathlib.Path({witness!r}).touch()\nraise RuntimeError\n"


@pytest.fixture
def announced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package that announces a profile, and that would leave a trace if it were imported."""
    site, witness = tmp_path / "site", tmp_path / "witness"
    package = site / "arland_law" / "profile"
    package.mkdir(parents=True)
    for module in (site / "arland_law" / "__init__.py", package / "__init__.py"):
        module.write_text(PACKAGE_THAT_RUNS.format(witness=str(witness)), encoding="utf-8")
    (package / "profile.toml").write_text(HEADER, encoding="utf-8")
    about = site / "arland_law-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: arland-law\nVersion: 1\n", encoding="utf-8")
    entries = f"[{find.GROUP}]\nXA = arland_law.profile\nDK = arland_law.profile\nXB = arland_law.nothing\n"
    (about / "entry_points.txt").write_text(entries, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    return witness


def test_an_announced_profile_is_found_without_importing_its_package(announced: Path) -> None:
    assert load_profile("XA").header.name == "Arland"
    assert not announced.exists()
    assert "arland_law" not in sys.modules


def test_an_announced_profile_cannot_take_the_place_of_one_that_ships(announced: Path) -> None:
    assert load_profile("DK").header.name != "Arland"
    assert find.known()["DK"] == find.shipped() / "dk"
    assert not announced.exists()


def test_an_announced_package_that_is_not_there_is_passed_over(announced: Path) -> None:
    with pytest.raises(BadInput):
        load_profile("XB")
    assert not announced.exists()


def test_loading_imports_neither_pydantic_nor_anything_above_the_loader() -> None:
    program = (
        "import sys; from collectrules.loader.load import load_profile; load_profile('DK');"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'pydantic', 'holidays', 'babel'}"
        " or name in {'collectrules.fold.facts', 'collectrules.nouns.events', 'collectrules.fold.rulebook'}))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"
