"""What the tests of the registers share: plain cases, a small sound profile, refusals, and a limit of time."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import collectrules as cr

Document = dict[str, Any]
ROOT = Path(__file__).parents[2]
SHIPPED = ("DK", "CH", "DE", "AT")
ON = "2019-06-03"
SOON = 2
"""Seconds of processor time within which a hostile input is refused or answered."""
CLAIM: Document = {
    "id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01", "invoiced": "2018-09-01",
    "due": "2018-10-01", "due_is": "agreed",
}  # fmt: skip
HEADER = """[profile]
id        = "XA"
name      = "Arland"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "EUR"
first_day = 2010-01-01
"""
LAW = '[law.act-1]\ntitle = "Payments Act"\nsection = "1"\nkind = "statute"\n'
TOML_CASE = """\
id = "t"
jurisdiction = "DK"
currency = "DKK"
creditor = { kind = "business" }
debtor = { kind = "consumer" }

[[claims]]
id = "1"
kind = "goods_or_services"
amount = %s
arose = 2018-09-01
due = 2018-10-01
due_is = "agreed"
"""


@cache  # no fixtures: Hypothesis would print a profile whole when an example fails
def law(name: str = "DK") -> cr.Profile:
    return cr.load_profile(name)


def document(*events: Document, claim: Document | None = None, **head: Any) -> Document:  # noqa: ANN401
    """A Danish invoice to a consumer; `claim` and `head` change words."""
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    plain = {"format": 1, "id": "bad", "jurisdiction": "DK", "currency": "DKK", **parties}
    return {**plain, "claims": [CLAIM | (claim or {})], "events": list(events), **head}


def answered(*events: Document, on: str = ON, **words: Any) -> cr.Standing:  # noqa: ANN401
    return cr.standing(cr.check_case(document(*events, **words), law()), law(), on=on)


def refused(source: object, code: str, path: str | None = None) -> cr.CollectRulesError:
    """Refuse what is no case under Danish law, by name and at a place."""
    with pytest.raises(cr.CollectRulesError) as caught:
        cr.check_case(source, law())  # type: ignore[arg-type]  # bad on purpose
    told = {(fault.code, fault.path) for fault in caught.value.faults}
    assert (code, path) in told if path is not None else code in {each for each, _ in told}, told
    assert all(len(line) < 1_000 for line in str(caught.value).splitlines())
    return caught.value


def profile_refused(folder: Path, code: str, **files: str) -> cr.CollectRulesError:
    """Refuse a small profile with these files beside its header, by the code of one of its faults."""
    home = written(folder, **files)
    with pytest.raises(cr.CollectRulesError) as caught:
        cr.load_profile(path=home)
    assert code in {fault.code for fault in caught.value.faults}, caught.value
    return caught.value


def written(folder: Path, *, profile: str = HEADER, **files: str) -> Path:
    """Write the header of a small profile, and files beside it."""
    home = folder / "xa"
    home.mkdir(exist_ok=True)
    for name, text in {"profile": profile, **files}.items():
        (home / f"{name}.toml").write_text(text, encoding="utf-8")
    return home


@contextmanager
def soon(seconds: float = SOON) -> Iterator[None]:
    """End within so many seconds of processor time."""
    gc.disable()  # what other tests left behind is not this input's time
    begun = time.process_time()
    try:
        yield
    finally:
        gc.enable()
    assert time.process_time() - begun < seconds
