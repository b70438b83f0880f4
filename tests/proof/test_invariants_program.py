"""Form and robustness: invariants that no older test holds for every law that ships."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import collectrules as cr

from .common import HEADER, LAW, ROOT, Document, document, law, written
from .drawing import few


def test_41_nothing_is_divided_but_paths_and_fractions() -> None:
    """Of two whole numbers `/` makes a binary fraction; every `/` in the sources is of a path or of a `Fraction`."""
    sources = sorted((ROOT / "src").rglob("*.py"))
    divisions = [(path.name, node) for path in sources for node in divided(path.read_text(encoding="utf-8"))]
    assert [f"{name}: {ast.unparse(node)}" for name, node in divisions if not harmless(node)] == []
    assert len(divisions) > 50


@pytest.mark.parametrize("code", ["found / 2", "days / 365", "sum(parts) / len(parts)", "1 / count", "'5' / 2"])
def test_41_a_division_of_whole_numbers_would_be_found(code: str) -> None:
    assert [harmless(node) for node in divided(code)] == [False]


def divided(code: str) -> list[ast.BinOp]:
    return [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)]


PLACES = ("folder", "path", "place", "root", "home", "package", "inside", "files(", "shipped()", "_FOLDER", "HEADER")
EXACT = ("Fraction", "Decimal")
SEEN = {
    "amount / (1 + rate * (day - self.on) / _YEAR)", "rate * (day - self.on) / _YEAR", "part / whole", "rate / 100",
    "whole / (1 + working.tax)", "accrued / 100", "tariff.figure(base['percent']) / 100", "principal * rate / 100",
    "value * self.figure(amount['percent']) / 100", "found / unit", "exact(amount.percent or 0) / 100",
    "exact(cell.percent_above) / 100", "needed(value) * named(name, None, working) / 100",
    "bounds[number - 1] / self.of", "bounds[number] / self.of",
    "whole / (1 + share)", "exact(share) / 100",
    "(billed + less if rule.on == 'whole' else billed) * share / (1 + share)",
}  # fmt: skip
"""Divisions of which mypy says that the left side is a `Fraction`; another one is to be looked at by somebody."""


def harmless(node: ast.BinOp) -> bool:
    code = ast.unparse(node)
    names_a_file = isinstance(node.right, ast.JoinedStr) or (
        isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)
    )
    if names_a_file and not isinstance(node.left, ast.Constant):
        return True
    return code in SEEN or any(word in ast.unparse(side) for side in (node.left, node.right) for word in PLACES + EXACT)


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.binary(max_size=8), st.dates(),
    st.datetimes(), st.decimals(), st.fractions(),
    st.sampled_from(["1.00", "-1.00", "2024-02-29", "2200-12-31", "payment", "reminder", "e0", "c0", "yes", "\ud800"]),
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = {
    "claims": sorted({(spec.alias or name) for name, spec in cr.Claim.model_fields.items()}),
    "events": sorted({(spec.alias or name) for name, spec in cr.Event.model_fields.items()}),
    "": sorted(cr.Case.model_fields),
}


@few(120)
@given(data=st.data())
def test_49_whatever_stands_in_a_case_is_answered_or_refused(data: st.DataObject) -> None:
    given_ = document(
        {"id": "e0", "kind": "reminder", "on": "2018-11-05", "fee": "100.00"},
        {"id": "e1", "kind": "payment", "on": "2018-12-05", "amount": "50.00"},
        {"id": "e2", "kind": "court_ordered", "on": "2018-12-06", "part": "x"},
        {
            "id": "e3",
            "kind": "plan_agreed",
            "on": "2018-12-07",
            "instalments": [{"due": "2019-02-01", "amount": "1.00"}],
        },
    )
    for _ in range(data.draw(st.integers(1, 3))):
        part = data.draw(st.sampled_from(sorted(FIELDS)))
        target = data.draw(st.sampled_from(given_[part])) if part else given_
        if isinstance(target, dict) and (not part or isinstance(given_[part], list)):
            target[data.draw(st.sampled_from(FIELDS[part]))] = data.draw(ANYTHING)
        if not isinstance(given_.get("claims"), list) or not isinstance(given_.get("events"), list):
            break
        if not given_["claims"] or not given_["events"]:
            break
    with suppress(cr.BadInput, cr.NotModelled):
        case = cr.check_case(given_, law())
        for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement):
            with suppress(cr.BadInput, cr.NotModelled):
                cr.dumps(answer(case, law(), on="2019-06-03")).encode()


VALMARK = ROOT / "tests" / "profiles" / "invented" / "valmark"


@cache
def sources() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(VALMARK.glob("*.toml"))}


@few(40)
@given(data=st.data())
def test_49_whatever_stands_in_a_profile_is_read_or_refused(tmp_path_factory: Any, data: st.DataObject) -> None:  # noqa: ANN401
    folder = tmp_path_factory.mktemp("fuzz") / "_valmark"
    folder.mkdir()
    files = dict(sources())
    name = data.draw(st.sampled_from(sorted(files)))
    lines = files[name].splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    head, equals, _ = lines[place].partition(" = ")
    words = [
        "0",
        "-1",
        "nan",
        "1e400",
        '""',
        "[]",
        "{}",
        "[[]]",
        "true",
        "2024-02-30",
        "9999-12-31",
        '"principal"',
        "0x1F",
    ]
    new = data.draw(st.sampled_from(words) | st.text(max_size=12))
    lines[place] = head + equals + new if equals and data.draw(st.booleans()) else new
    files[name] = "\n".join(lines) + "\n"
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8", errors="replace")
    with suppress(cr.BadProfile, cr.LimitExceeded):
        cr.load_profile(path=folder)


PROGRAM = """
import json, resource, sys
import collectrules as cr
from tests.proof.common import document, law, TOML_CASE
from tests.proof.test_bad_inputs_trees import bomb, nested
law()
cr.standing(cr.load_case(document()), law(), on="2019-06-03")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
hostile = [
    document() | {"events": nested(100_000)}, document() | {"references": bomb()}, "\\n" + "[" * 1_000_000,
    "\\n" + ".".join(["a"] * 300_000) + " = 1", "\\n" + "x" * 5_000_000, document(id="x" * 5_000_000),
    document(**{"x" * 5_000_000: 1}), document(*[{"kind": "nowhere", "on": "2019-01-01"}] * 20_000),
]
for one in hostile:
    try:
        cr.check_case(one, law())
    except cr.CollectRulesError:
        continue
    raise SystemExit("nothing was refused")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units")
def test_50_a_hostile_document_takes_less_than_200_mebibytes() -> None:
    assert int(run(PROGRAM)) < 200 * 1024


def run(program: str) -> str:
    places = os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, timeout=60,
        env=dict(os.environ) | {"PYTHONPATH": places}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return ran.stdout


NAME = "Jens Peter Hansen-Ravnsborg"


@pytest.mark.parametrize(
    "given_",
    [
        {"debtor": {"kind": "consumer", "name": NAME}},
        {"debtor": {"kind": "consumer", NAME: "x"}},
        {"debtor_name": NAME},
        {"claims": [{"id": "1", "kind": "other", "amount": "1.00", "due": "2024-01-01", "debtor": NAME}]},
        {"events": [{"kind": "note", "on": "2024-01-01", "person": {"name": NAME}}]},
    ],
    ids=["a name", "a name for a field", "at the top", "in a claim", "in an event"],
)
def test_51_no_error_repeats_what_stands_in_a_field_that_no_case_has(given_: Document) -> None:
    with pytest.raises(cr.BadInput) as caught:
        cr.load_case(document() | given_)
    told_ = str(caught.value)
    assert (NAME in told_) == (NAME in given_.get("debtor", {}))  # the name of a field is its place


QUIET = """
import os, sys
touched = []
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
OUTSIDE = {"socket", "subprocess", "shutil", "webbrowser", "urllib", "ftplib", "smtplib", "tempfile"}
CALLS = {
    "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.utime",
    "os.system", "os.putenv", "os.unsetenv", "os.chdir", "os.exec", "os.fork", "os.posix_spawn", "os.kill",
}
def hook(event, given):
    if event == "open":
        path, mode, flags = given
        if set(mode or "") & set("wax+") or flags & WRITING:
            touched.append((path, mode, flags))
    elif event.split(".")[0] in OUTSIDE or event in CALLS:
        touched.append((event, given))
sys.addaudithook(hook)
"""
ASKING = """
import collectrules as cr
for name in dir(cr):
    getattr(cr, name)
profile = cr.load_profile("DK")
case = cr.load_case({document})
for answer in (cr.standing, cr.next_steps, cr.audit, cr.statement, cr.timeline):
    cr.dumps(answer(case, profile, on="2019-06-03"))
"""


def touched(asking: str) -> str:
    """What a program touches outside itself; bytecode is not the engine's own."""
    program = "import sys; sys.dont_write_bytecode = True\n" + QUIET + asking + "\nprint(len(touched))"
    return run(program).strip()


def test_52_importing_and_asking_touch_nothing_outside() -> None:
    """Nothing is written, started, connected to or set."""
    assert touched(ASKING.replace("{document}", json.dumps(document()))) == "0"


@pytest.mark.parametrize(
    "program",
    [
        "os.close(os.open({path}, os.O_WRONLY | os.O_CREAT))", "os.close(os.open({path}, os.O_RDWR | os.O_CREAT))",
        "open({path}, 'w').close()", "open({path}, 'xb').close()", "os.mkdir({path})", "os.putenv('A', 'b')",
        "import socket; socket.socket().close()",
    ],
)  # fmt: skip
def test_52_what_is_touched_is_seen(tmp_path: Path, program: str) -> None:
    assert touched(program.format(path=repr(str(tmp_path / "new")))) != "0"


def test_the_header_of_these_tests_is_a_sound_profile(tmp_path: Path) -> None:
    assert cr.load_profile(path=written(tmp_path, profile=HEADER, more=LAW)).header.id == "XA"
