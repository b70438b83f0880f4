"""Check that wheel and sdist hold what they should: `python archives.py DIST`."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
SOURCE_FOLDERS = ["src", "profiles", "docs", "tests", "scripts", "requirements", "benchmarks"]
SOURCE_FILES = "CHANGELOG.md CONTRIBUTING.md LICENSE README.md noxfile.py pyproject.toml .ci/run".split()


def files_under(folder: Path) -> set[str]:
    """Return the paths below a folder, without what Python itself leaves behind."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def expected_in_wheel() -> set[str]:
    """Return the package's own files, with the profiles beside its modules."""
    package = {f"collectrules/{name}" for name in files_under(ROOT / "src" / "collectrules")}
    return package | {f"collectrules/profiles/{name}" for name in files_under(ROOT / "profiles")}


def expected_in_sdist() -> set[str]:
    """Return everything that building, testing and reading the project needs."""
    folders = {f"{folder}/{name}" for folder in SOURCE_FOLDERS for name in files_under(ROOT / folder)}
    return folders | set(SOURCE_FILES)


def in_wheel(wheel: Path) -> set[str]:
    """Return the paths in a wheel, without its metadata."""
    names = zipfile.ZipFile(wheel).namelist()
    return {name for name in names if not PurePosixPath(name).parts[0].endswith(".dist-info")}


def in_sdist(sdist: Path) -> set[str]:
    """Return the paths in an sdist, without its first folder."""
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def main(dist: Path) -> int:
    """Print what is missing or too much; 0 if nothing is."""
    (wheel,) = dist.glob("*.whl")
    (sdist,) = dist.glob("*.tar.gz")
    problems = [
        *(f"{wheel.name} lacks {name}" for name in sorted(expected_in_wheel() - in_wheel(wheel))),
        *(f"{wheel.name} should not hold {name}" for name in sorted(in_wheel(wheel) - expected_in_wheel())),
        *(f"{sdist.name} lacks {name}" for name in sorted(expected_in_sdist() - in_sdist(sdist))),
    ]
    print("\n".join(problems) or f"{wheel.name} and {sdist.name} are complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
