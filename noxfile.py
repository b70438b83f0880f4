"""The checks of collectrules, one session each; `python3 scripts/test.py` runs them all."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
HOSTS = ("django", "sqlalchemy")
"""What examples of embedding are written for; the package itself never needs them."""


COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Whatever the machine says: many tests start an interpreter, and each would compile every module anew."""


def install(session: nox.Session, *requirements: str) -> None:
    """Install what a session needs, tools in the pinned version."""
    session.install("--constraint", "requirements/dev.txt", *requirements)


@nox.session
def lint(session: nox.Session) -> None:
    """Every file is formatted and keeps the house rules."""
    install(session, "ruff")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """The sources are fully typed, and so is what a user sees of them."""
    tools = ("hypothesis", "mypy", "nox", "numpy", "pytest", "types-python-dateutil")
    install(session, *tools, "--editable", ".[terminal]")
    session.run("mypy")
    if Path("tests/typing").exists():
        session.run("mypy", "tests/typing")


@nox.session
def tests(session: nox.Session) -> None:
    """Tests and examples hold; arguments go to pytest."""
    install(session, *HOSTS, "hypothesis", "pytest", "pytest-xdist", "--editable", ".[columns,plot,tables,terminal]")
    session.run("pytest", "--numprocesses=auto", "--dist=worksteal", *session.posargs, env=COMPILED)


@nox.session
def docs(session: nox.Session) -> None:
    """The site builds without a warning, its notebooks run, and made pages are current; `tests` runs the examples."""
    install(session, "--requirement", "requirements/docs.txt", *HOSTS, "--editable", ".[columns,plot,tables,terminal]")
    session.run("sphinx-build", "--fail-on-warning", "--keep-going", "--quiet", "docs", "build/docs", env=COMPILED)
    session.run("python", "docs/make_reference.py", "--check")
    session.run("python", "docs/make_api.py", "--check")
    session.run("python", "docs/make_jurisdiction.py", "--check")
    session.run("python", "docs/make_proof.py", "--check")


@nox.session(default=False)
def differential(session: nox.Session) -> None:
    """The columnar path equals the fold over 20,000 random cases per profile; arguments such as --cases 500 go on."""
    install(session, "hypothesis", "pytest", "--editable", ".[columns]")
    session.run("python", "-m", "tests.differential.comparing", *(session.posargs or ["--cases", "20000"]))


@nox.session(default=False)
def properties(session: nox.Session) -> None:
    """At least 200 examples of each property, and 200 lives of 50 steps under each law; arguments go to pytest."""
    install(session, *HOSTS, "hypothesis", "pytest", "pytest-xdist", "--editable", ".[columns,plot,tables,terminal]")
    many = {**COMPILED, "AT_LEAST": "200"}
    session.run(
        "pytest", "--numprocesses=auto", "--dist=worksteal", "tests/laws", "tests/proof", *session.posargs, env=many
    )
    session.run("python", "-m", "tests.proof.living")


@nox.session(default=False)
def release_proof(session: nox.Session) -> None:
    """Seeded walks under every law before the judge, for `--minutes`; `--shard i/n` shares them between machines."""
    install(session, "hypothesis", "--editable", ".")
    session.run("python", "-m", "tests.release.proving", *(session.posargs or ["--minutes", "1"]))


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Look for bytes that no reader can bear, for `--minutes 5 --target loader`; of none that is named, all targets."""
    install(session, "--editable", ".")
    try:
        install(session, "atheris")
    except nox.command.CommandFailed:
        session.warn("atheris does not install here; the corpus is changed at random, and no coverage guides it")
    session.run("python", "-m", "tests.fuzz.fuzzing", *session.posargs)


@nox.session(default=False)
def spark(session: nox.Session) -> None:
    """A real local Spark gives the rows of the local run; it needs Java 17 or newer."""
    if shutil.which("java") is None:
        session.error("Spark runs on Java, and there is none: install a Java runtime, 17 or newer")
    install(session, "hypothesis", "pandas", "pytest", "--editable", ".[spark]")
    session.run("pytest", "tests/spark", *session.posargs, env={"PYSPARK_PYTHON": session_python(session)})


def session_python(session: nox.Session) -> str:
    """Return the interpreter of a session, which Spark's workers have to run as well."""
    return str(Path(session.bin) / "python")


@nox.session(default=False)
def bench_columns(session: nox.Session) -> None:
    """Speed of the columnar path beside plain NumPy, as ratios in one run; arguments such as --write go on."""
    install(session, "hypothesis", "--editable", ".[columns]")
    session.run("python", "-m", "benchmarks.columns", *session.posargs)


@nox.session(default=False)
def bench_contenders(session: nox.Session) -> None:
    """Speed of the columnar path beside OpenFisca-Core too, in one environment and run; arguments such as --write."""
    install(session, "--requirement", "requirements/contenders.txt", "hypothesis", "--editable", ".[columns]")
    session.run("python", "-m", "benchmarks.columns", "--contenders", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Speed as ratios in one run; arguments such as --write or --strict go on."""
    session.install("--editable", ".")
    session.run("python", "-m", "benchmarks", *session.posargs)


MUTATED = {"dk": "mutation.md", "ch": "mutation_ch.md", "de": "mutation_de.md"}
"""Folder of a profile → its page of the reference."""


@nox.session(default=False)
@nox.parametrize("profile", MUTATED)
def mutation(session: nox.Session, profile: str) -> None:
    """Which figures of a profile no golden case proves; arguments such as --sample 100 --seed 2 go on."""
    session.install("--editable", ".")
    state = Path(session.cache_dir) / f"mutation_{profile}.jsonl"  # a run that was stopped goes on where it was
    session.run(
        "python", "-m", "tests.mutation.mutate", f"profiles/{profile}", "--state", str(state),
        "--report", f"docs/reference/{MUTATED[profile]}", *session.posargs,
    )  # fmt: skip


@nox.session(default=False)
def mutation_engine(session: nox.Session) -> None:
    """Which changes of the engine's code no test notices; arguments such as --sample 300 --seed 1 --write go on."""
    install(
        session, "--requirement", "requirements/mutation.txt", "coverage", "hypothesis", "pytest", "--editable", "."
    )
    # What was killed is kept there, and a run that was stopped goes on where it was; the copies stand there too.
    state = Path(session.cache_dir) / "mutation_engine"
    session.run("python", "-m", "tests.mutation_engine.mutate", "--state", str(state.resolve()), *session.posargs)


@nox.session(default=False)
def branches(session: nox.Session) -> None:
    """Which branches of the engine only shipped profiles reach; writes the page."""
    install(session, "coverage", "hypothesis", "pytest", "--editable", ".[columns,plot,tables,terminal]")
    session.run("python", "-m", "tests.branches.branches", "--report", "docs/reference/branches.md", *session.posargs)


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """Tests reach every branch of ground, topics and spine, or a reason is given; writes the page."""
    tools = (*HOSTS, "coverage", "hypothesis", "pytest", "pytest-xdist")
    install(session, *tools, "--editable", ".[columns,plot,tables,terminal]")
    session.run(
        "python", "-m", "tests.coverage.coverage_page", "--report", "docs/reference/coverage.md", *session.posargs
    )


@nox.session
def packaging(session: nox.Session) -> None:
    """Wheel and sdist are complete, and each way to install gives a package that works."""
    install(session, "hatchling")
    work = Path(session.create_tmp()).resolve()
    dist = work / "dist"
    session.run("hatchling", "build", "--clean", "--directory", str(dist))
    session.run("python", "tests/packaging/archives.py", str(dist))
    (wheel,) = dist.glob("*.whl")
    (sdist,) = dist.glob("*.tar.gz")
    smoke(session, work, "wheel", str(wheel))
    smoke(session, work, "sdist", str(sdist))
    smoke(session, work, "editable", "--editable", str(ROOT))


def smoke(session: nox.Session, work: Path, kind: str, *target: str) -> None:
    """Install into a new environment and try the package from a folder without the sources."""
    environment = work / kind
    session.run("python", "-m", "venv", "--clear", str(environment))
    (python,) = (path for path in environment.glob("*/python*") if path.stem == "python")
    session.run(str(python), "-m", "pip", "install", "--quiet", *target, external=True)
    with session.chdir(work):
        # -I: neither the current folder nor PYTHONPATH may lend the package.
        session.run(str(python), "-I", str(ROOT / "tests/packaging/smoke.py"), kind, external=True)
