"""Look for bytes that a target cannot bear: guided by coverage where atheris is installed, else by drawn changes.

    python -m tests.fuzz.fuzzing --minutes 5 --target loader

What is found is put into `tests/fuzz/corpus/<target>` as `crash-…`, where `test_corpus.py` tries it from then on. What
only reached something new goes to the folder of `--work`, and is not kept.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 20
"""Of one input; it is watched by coverage, which takes several times as long as users wait."""
LONGEST = {"loader": 6000, "case": 3000, "document": 6000, "amounts": 80, "dates": 30}
"""Bytes of a document; those that only choose edits are few."""
FEW = 60
MEGABYTES = 1500
Target = Callable[[bytes], None]


def main() -> int:
    """Fuzz each target that is asked for, one after the other; return how many failed."""
    from tests.fuzz import targets  # instrumented by then, where it can be

    asked = _asked(list(targets.TARGETS))
    names = [asked.target] if asked.target else list(targets.TARGETS)
    guided = importlib.util.find_spec("atheris") is not None
    if not guided:
        print("atheris is not installed here: the inputs of the corpus are changed at random instead")  # noqa: T201
    return sum(_one(name, asked.minutes / len(names), asked.work, guided=guided) for name in names)


def _asked(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="how long, all targets together")
    parser.add_argument("--target", choices=names, help="which one; all of them, if it is not given")
    parser.add_argument("--work", type=Path, default=Path("build/fuzz"), help="where what is found on the way is kept")
    return parser.parse_args()


def _one(name: str, minutes: float, work: Path, *, guided: bool) -> bool:
    """Whether one target fails; the fuzzer ends its process, so that each has one of its own."""
    import subprocess

    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    (CORPUS / name).mkdir(parents=True, exist_ok=True)
    way = "guided" if guided else "drawn"
    command = [sys.executable, "-m", "tests.fuzz.fuzzing", way, name, str(int(minutes * 60)), str(folder)]
    return subprocess.run(command, check=False).returncode != 0  # noqa: S603  # ourselves


def guided(name: str, seconds: int, folder: str) -> None:
    """Let libFuzzer look; it ends the process."""
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["collectrules"]):
        from tests.fuzz.targets import TARGETS

        for seed in sorted((CORPUS / name).iterdir()):
            TARGETS[name](seed.read_bytes())  # much is imported only when it is first used
    options = {
        "max_total_time": seconds, "timeout": SECONDS, "rss_limit_mb": MEGABYTES, "max_len": LONGEST.get(name, FEW),
        "artifact_prefix": f"{CORPUS / name}/", "print_final_stats": 1, "verbosity": 1,
    }  # fmt: skip
    words = [f"-{word}={value}" for word, value in options.items()]
    atheris.Setup([sys.argv[0], folder, str(CORPUS / name), *words, *_dictionary(name, Path(folder))], TARGETS[name])
    atheris.Fuzz()


def _dictionary(name: str, folder: Path) -> Iterator[str]:
    """The words of the format, which no fuzzer guesses."""
    if name not in LONGEST:
        return
    path = folder.with_suffix(".words")
    words = {word for seed in (CORPUS / name).iterdir() for word in _words(seed.read_bytes())}
    path.write_text("".join(f'"{word}"\n' for word in sorted(words)), encoding="ascii")
    yield f"-dict={path}"


def _words(data: bytes) -> Iterator[str]:
    import re

    for word in re.findall(rb"[A-Za-z_][A-Za-z0-9_-]{2,40}", data):
        yield word.decode("ascii")


def drawn(name: str, seconds: int, folder: str) -> None:
    """Change what is in the corpus at random, and keep what fails."""
    from tests.fuzz.targets import TARGETS

    end, chance = time.monotonic() + seconds, Random(name)  # noqa: S311  # bytes to try, no secret
    seeds = [path.read_bytes() for where in (CORPUS / name, Path(folder)) for path in sorted(where.iterdir())] or [b""]
    while time.monotonic() < end:
        _tried(name, TARGETS[name], changed(chance.choice(seeds), chance.choice(seeds), chance))


def changed(data: bytes, other: bytes, chance: Random) -> bytes:
    """Return bytes with some of another text put in, left out, or turned."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start, end = sorted(chance.randint(0, len(found)) for _ in range(2))
        piece = chance.choice((b"", chance.randbytes(chance.randint(1, 4)), other[start:end], found[start:end] * 2))
        found[start : min(end, start + 40)] = piece
    return bytes(found)


def _tried(name: str, target: Target, data: bytes) -> None:
    try:
        target(data)
    except BaseException:
        path = CORPUS / name / f"crash-{hashlib.sha1(data, usedforsecurity=False).hexdigest()}"
        path.write_bytes(data)
        print(f"{name}: {path}")  # noqa: T201
        raise


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in {"guided", "drawn"}:
        {"guided": guided, "drawn": drawn}[sys.argv[1]](sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(main())
