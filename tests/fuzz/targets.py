"""What is fuzzed: each target takes bytes, and lets out nothing but what nobody may see.

A target is right if it answers or raises a `CollectRulesError`, in time. Where bytes are a document or a text of a
user, they are read as such; where a document that holds is edited, they choose the edits.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
import tomllib
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

import collectrules as cr
from collectrules.answers.receipts import days_of
from collectrules.ground import scalars
from collectrules.ground.dates import to_date
from collectrules.ground.money import LARGEST, exponent, to_major, to_minor, to_text
from collectrules.loader.files import RULES
from collectrules.loader.findings import Enough, Findings
from collectrules.loader.lines import Locator
from collectrules.loader.load import Source, _examined, examined
from tests.fuzz.editing import Choices, copied, edited

TESTS = Path(__file__).parents[1]
LAWS = TESTS / "profiles" / "part_d"
LIVES = TESTS / "proof" / "lives.json"
FILE = b"#### "
MOST_FILES = 8
CURRENCIES = ("EUR", "JPY", "KWD")
Document = dict[str, Any]


# Bytes of a user -------------------------------------------------------------------------------------------


def loader(data: bytes) -> None:
    """A folder of files, each after a line `#### name`: a profile, or every fault of it."""
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        for piece in data.split(FILE)[1 : MOST_FILES + 1]:
            name, _, content = piece.partition(b"\n")
            (Path(folder) / _name(name)).write_bytes(content)
        with suppress(cr.CollectRulesError):
            examined(Path(folder))


def _name(given: bytes) -> str:
    """A plain name of a file; what a name may be is the system's affair, not the loader's."""
    name = "".join(letter for letter in given.decode("ascii", "ignore") if letter.isalnum() or letter == "_")[:20]
    return "days.json" if name == "daysjson" else f"{name.removesuffix('toml')}.toml"


def case(data: bytes) -> None:
    """A case document in JSON or TOML: a case that comes back from its document, or every fault of it."""
    with suppress(cr.CollectRulesError):
        found = cr.load_case(io.BytesIO(data))
        _comes_back(found, cr.load_case(_sent(cr.dumps(found))))


def document(data: bytes) -> None:
    """A document of any kind that comes back as it was, or every fault of it; perhaps a certificate."""
    with suppress(cr.CollectRulesError):
        found = cr.load(io.BytesIO(data))
        _comes_back(found, cr.load(_sent(cr.dumps(found)), kind=type(found)))
    with suppress(cr.CollectRulesError):
        cr.verify(io.BytesIO(data))


def _sent(text: str) -> Document:
    return dict(json.loads(text))


def _comes_back(found: object, again: object) -> None:
    if again != found:
        message = f"{found!r} came back as {again!r}"
        raise AssertionError(message)


_SCALARS: tuple[TypeAdapter[Any], ...] = tuple(
    TypeAdapter(kind) for kind in (scalars.Amount, scalars.Rate, scalars.Name, scalars.Flag)
)


def amounts(data: bytes) -> None:
    """An amount, a rate or a share as text, whole number or `Decimal`: the same sum in canonical text, or a fault."""
    choices = Choices(data)
    decimals, way, text = exponent(choices.of(CURRENCIES)), choices.below(3), choices.rest()
    value: object = text
    with suppress(ArithmeticError, ValueError):
        value = (str, int, Decimal)[way](text[:300])
    for scalar in _SCALARS:
        with suppress(ValidationError):
            scalar.dump_json(scalar.validate_python(value))
    with suppress(cr.CollectRulesError):
        minor = to_minor(value, decimals)
        _comes_back((minor, True), (to_minor(to_text(minor, decimals), decimals), abs(minor) <= LARGEST))
        _comes_back(to_major(minor, decimals), Decimal(to_text(minor, decimals)))
    life, profile = _life("DK")
    with suppress(cr.CollectRulesError):
        cr.settlement_offer(life, profile, on="2013-08-23", discount=value)  # type: ignore[arg-type]


def dates(data: bytes) -> None:
    """A day or a month as text: that very day, or a fault."""
    text = Choices(data).rest()
    with suppress(cr.CollectRulesError):
        _comes_back(text, to_date(text).isoformat())
    with suppress(cr.CollectRulesError):
        _comes_back((text, text), tuple(day.isoformat()[:7] for day in days_of(text)))
    for value in (text, data):
        with suppress(ValidationError):
            TypeAdapter(scalars.Day).validate_python(value)


# Edits of what holds ---------------------------------------------------------------------------------------


def law(data: bytes) -> None:
    """The tables of an invented law, edited: a profile that answers, or every fault of it."""
    choices = Choices(data)
    tables = edited(choices.of(_laws()), choices)
    faults, profile = Findings(), None
    with suppress(Enough, cr.CollectRulesError):
        profile = _examined([Source(LAWS / "_base", "", {"rules.toml": tables})], Locator(), faults)
    if profile is not None and not faults:
        with suppress(cr.CollectRulesError):
            cr.dumps(cr.next_steps(_asked(profile), profile, on="2021-03-01"))


@cache
def _laws() -> tuple[Document, ...]:
    """Each invented law as one file, with what it uses in it."""
    base = _tables(LAWS / "_base")
    return tuple(_together(base, _tables(folder)) for folder in sorted(LAWS.glob("_d*")))


def _tables(folder: Path) -> Document:
    found: Document = {}
    for path in sorted(path for pattern in RULES for path in folder.glob(pattern)):
        found = _together(found, tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    return found


def _together(one: Document, other: Document) -> Document:
    found = copied(one)
    for kind in other:
        found[kind] = {**found.get(kind, {}), **other[kind]}
    found.get("profile", {}).pop("uses", None)
    return dict(found)


def _asked(profile: cr.Profile) -> cr.Case:
    """A plain case of a law: a consumer who does not pay, and then pays something."""
    claim = {"id": "1", "kind": "goods_or_services", "amount": "1234", "due_is": "agreed"}
    days = {"arose": "2020-01-02", "invoiced": "2020-01-03", "received": "2020-01-05", "due": "2020-02-01"}
    head = {"id": "asked", "jurisdiction": profile.header.id, "currency": profile.header.currency}
    parties = {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
    paid = {"on": "2020-06-01", "kind": "payment", "amount": "10"}
    return cr.load_case({**head, **parties, "claims": [claim | days], "events": [paid]})


def history(data: bytes) -> None:
    """The case of a life under a shipped law, edited: every answer, or a fault."""
    choices = Choices(data)
    life, profile = _life(choices.of(("DK", "CH", "DE", "AT")))
    on = dt.date(2010, 1, 1) + dt.timedelta(days=choices.below(6000))
    with suppress(cr.CollectRulesError):
        found = cr.load_case(edited(cr.dump(life), choices))
        cr.check_case(found, profile)
        for ask in (cr.standing, cr.audit, cr.statement, cr.timeline):
            with suppress(cr.CollectRulesError):
                ask(found, profile, on=on)


@cache
def _life(name: str) -> tuple[cr.Case, cr.Profile]:
    lives = json.loads(LIVES.read_text(encoding="utf-8"))
    return cr.load_case(lives[name]["case"]), cr.load_profile(name)


def certified(data: bytes) -> None:
    """A certificate, edited: it is verified, or refused."""
    choices = Choices(data)
    with suppress(cr.CollectRulesError):
        cr.verify(json.loads(json.dumps(edited(_certificate(), choices), default=str)))


@cache
def _certificate() -> Document:
    profile = cr.load_profile(path=LAWS / "_d21")
    asked = _asked(profile)
    return dict(cr.dump(cr.certificate(cr.standing(asked, profile, on="2021-03-01"), asked, profile)))


TARGETS: MappingProxyType[str, Callable[[bytes], None]] = MappingProxyType(
    {one.__name__: one for one in (loader, law, case, history, document, certified, amounts, dates)}
)
