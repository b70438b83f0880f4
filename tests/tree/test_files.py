"""Files speak of the project alone, and what they point at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

# Written in parts, so that this file does not hold what it forbids.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
PIP_SOURCES = ["-".join(parts) for parts in (("index", "url"), ("find", "links"), ("trusted", "host"))]
REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES + PIP_SOURCES)))
PERSONAL_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work)/\w|\b[A-Z]:\\Users\\")
LOCK_FILES = {"Pipfile.lock", "conda-lock.yml", "pdm.lock", "poetry.lock", "pylock.toml", "uv.lock"}
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def registries(text: str) -> list[str]:
    return REGISTRY.findall(text)


def personal_paths(text: str) -> list[str]:
    return PERSONAL_PATH.findall(text)


def dead_links(path: str, text: str, root: Path) -> Iterator[str]:
    for target in LINK.findall(text):
        if not (root / PurePosixPath(path).parent / target).exists():
            yield f"{path}: {target}"


@pytest.mark.parametrize("name", REGISTRIES + PIP_SOURCES)
def test_a_registry_is_found(name: str) -> None:
    assert registries(f"install it from https://{name}/simple")


@pytest.mark.parametrize("start", ["/home", "/root", "/Users", "/tmp", "/work"])  # noqa: S108
def test_a_personal_path_is_found(start: str) -> None:
    assert personal_paths(f"open {start}/someone/case.json")


def test_a_personal_path_of_another_system_is_found() -> None:
    assert personal_paths("open C:" + r"\Users\someone")


@pytest.mark.parametrize("text", ["docs/home/index.md", "https://example.org/task/rules", "a/tmp/b"])
def test_other_paths_are_let_through(text: str) -> None:
    assert personal_paths(text) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "here.md").touch()
    text = "[a](here.md) [b](gone.md) [c](https://example.org) [d](#part) [e](here.md#part)"
    assert list(dead_links("page.md", text, tmp_path)) == ["page.md: gone.md"]


def test_no_file_names_a_registry(files: dict[str, str]) -> None:
    assert {path: found for path, text in files.items() if (found := registries(text))} == {}


def test_no_file_holds_a_personal_path(files: dict[str, str]) -> None:
    assert {path: found for path, text in files.items() if (found := personal_paths(text))} == {}


def test_no_lock_file_is_kept(files: dict[str, str]) -> None:
    assert [path for path in files if PurePosixPath(path).name in LOCK_FILES] == []


def test_links_between_pages_lead_somewhere(files: dict[str, str], root: Path) -> None:
    pages = {path: text for path, text in files.items() if path.endswith(".md")}
    assert "README.md" in pages
    assert [link for path, text in pages.items() for link in dead_links(path, text, root)] == []
