"""Make a virtual environment in the repository and run a command in it.

Standard library only, and only what Python 3.6 can read:
an old Python must get as far as finding a newer one.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
PINS = (ROOT / "pyproject.toml", ROOT / "requirements" / "dev.txt")
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")
USABLE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
NO_PYTHON = """\
collectrules needs Python 3.11 or newer, with its modules venv and ensurepip.
This one is Python {}, and no other on PATH will do.
Install a newer Python (on Debian and Ubuntu: python3 and python3-venv) and give the same command again."""


class SetUpError(Exception):
    """The environment cannot be made; the message is for the user."""


def run(folder: str, requirements: "list[str]", command: "list[str]", *beside: "list[str]") -> int:
    """Run `command` in the environment `folder`, made first if need be, and return its exit status.

    Other commands run beside it; what each said follows when it has ended, and the first that fails gives the status.
    """
    try:
        tools = set_up(ROOT / folder, requirements)
        others = [start(tools / words[0], *words[1:]) for words in beside]
        statuses = [call(tools / command[0], *command[1:]), *(finish(*other) for other in others)]
        return next(filter(None, statuses), 0)
    except SetUpError as problem:
        say(problem)
        return 2
    except KeyboardInterrupt:
        return 130


def set_up(venv: Path, requirements: "list[str]") -> Path:
    """Return the environment's folder of commands; make it anew unless it was made from the same pins."""
    tools = venv / ("Scripts" if os.name == "nt" else "bin")
    stamp = venv / "made-from.txt"
    made_from = fingerprint(requirements)
    runs = works(tools / "python", "-c", "")
    if not (runs and stamp.exists() and stamp.read_text(encoding="utf-8") == made_from):
        make(venv, anew=stamp.exists() or not runs)
        install(tools / "python", requirements)
        stamp.write_text(made_from, encoding="utf-8")
    return tools


def fingerprint(requirements: "list[str]") -> str:
    """Return what an environment depends on: the place of the repository, its pins, the request."""
    pins = [hashlib.sha256(path.read_bytes()).hexdigest() for path in PINS]
    return "\n".join([str(ROOT), *pins, *requirements])


def make(venv: Path, *, anew: bool) -> None:
    """Make an environment, empty if `anew`; somebody else's that runs is kept and added to."""
    python = usable_python()
    say(f"Making {venv.name} with {python} (once, and again when the pins change) ...")
    if call(python, "-m", "venv", *(["--clear"] if anew else []), venv):
        problem = f"{python} could not make {venv}; its own words stand above."
        raise SetUpError(problem)


def install(python: Path, requirements: "list[str]") -> None:
    """Install into an environment, quietly unless something goes wrong."""
    say(f"Installing {' '.join(requirements)} ...")
    if call(python, "-m", "pip", "install", "--quiet", *requirements):
        problem = "pip could not install this; its own words stand above."
        raise SetUpError(problem)


def usable_python() -> str:
    """Return a Python that can make the environment: this one, else the newest on PATH."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    found = (str(Path(folder, name)) for name in NAMES for folder in folders if Path(folder, name).exists())
    for python in [sys.executable, *found]:
        if works(python, "-c", USABLE):
            return python
    raise SetUpError(NO_PYTHON.format(sys.version.split()[0]))


def works(*command: object) -> bool:
    """Say whether a command can be started and succeeds."""
    return call(*command, quiet=True) == 0


def call(*command: object, quiet: bool = False) -> int:
    """Run a command in the repository and return its exit status, as a shell would count it."""
    words = [str(word) for word in command]
    output = subprocess.DEVNULL if quiet else None
    try:
        status = subprocess.call(words, cwd=str(ROOT), env=environment(), stdout=output, stderr=output)
    except OSError:
        return 127
    return status if status >= 0 else 128 - status


def start(*command: object) -> "tuple[subprocess.Popen[bytes], IO[bytes]]":
    """Start a command in the repository whose words are kept."""
    words, said = [str(word) for word in command], tempfile.TemporaryFile()  # noqa: SIM115  # closed when it has ended
    return subprocess.Popen(words, cwd=str(ROOT), env=environment(), stdout=said, stderr=subprocess.STDOUT), said


def finish(process: "subprocess.Popen[bytes]", said: "IO[bytes]") -> int:
    """Wait for a command, pass on what it said, and return its exit status."""
    status = process.wait()
    with said:
        said.seek(0)
        shutil.copyfileobj(said, sys.stderr.buffer)
    sys.stderr.flush()
    return status if status >= 0 else 128 - status


def environment() -> "dict[str, str]":
    """Return the user's environment without what would point pip or Python at other places."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}


def say(message: object) -> None:
    """Tell the user what is going on, beside the command's own output."""
    print(message, file=sys.stderr, flush=True)
