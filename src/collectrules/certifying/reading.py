"""The law inside a certificate, read as a profile is: every word checked, within the same bounds, nothing looked up."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final, cast

from pydantic import BaseModel

from collectrules.answers.documents import Source, dump, load
from collectrules.certifying.documents import Certificate, LawUsed
from collectrules.certifying.plain import unfolded
from collectrules.certifying.slicing import faults_of_slice
from collectrules.ground.dates import to_date
from collectrules.ground.errors import BadInput, BadProfile, CollectRulesError, Fault, LimitExceeded, bad_input
from collectrules.loader import model as m
from collectrules.loader.files import LARGEST_FOLDER
from collectrules.loader.findings import Enough, Findings, found
from collectrules.loader.read import read_record, read_table
from collectrules.nouns.case import parse, read_text
from collectrules.nouns.consistency import fault_at

MOST_RECORDS: Final = 5_000
_HEAD: Final = "law"
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_PARTS: Final = ("kind", "name", "words")
_MARK: Final = "\ufeff"


def loaded(source: Source, place: str) -> BaseModel:
    """Return what a certificate or an answer that is kept holds; a mark of the order of bytes is passed over.

    Raises:
        BadInput: every fault at once, at `place` where it is none of a field.

    """
    if isinstance(source, Mapping):
        return load(source)
    try:
        raw = parse(read_text(source).removeprefix(_MARK))
    except CollectRulesError as error:
        raise type(error)([_placed(fault, place) for fault in error.faults]) from None
    if not isinstance(raw, Mapping):
        raise bad_input("not_a_document", place, "an object", raw)
    return load(raw)


def _placed(fault: Fault, place: str) -> Fault:
    """A fault of what is read at its own place: the reader is that of cases, and takes all that it reads for one."""
    return replace(fault, path=place) if fault.path == "case" else fault


def canonical(law: LawUsed) -> str:
    """Return what the digest of a law is of: its profile, its time, its header, records in their order, holidays.

    Raises:
        LimitExceeded: `too_deep`.

    """
    told = {
        "profile": dump(law.profile), "rows": [law.rows_from, law.rows_to],
        "header": law.header, "records": law.records, "days": law.days,
    }  # fmt: skip
    return _in_order(told)


def _in_order(told: object) -> str:
    try:
        return json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    except RecursionError:
        raise LimitExceeded(fault_at("too_deep", _HEAD, "a law like those of profiles")) from None


def digest_of(law: LawUsed) -> str:
    """Return the digest of a law; of another figure, row, record or holiday it is another."""
    return _hashed(canonical(law))


def digest_of_all(held: Certificate) -> str:
    """Return the digest of a whole certificate but itself: question, facts, law, answer and engine.

    Raises:
        LimitExceeded: `too_deep`.

    """
    asked = dump(held.asked)
    told = {"engine": held.engine, "asked": asked, "case": held.case, "result": held.result}
    return _hashed(f"{_in_order(told)}{canonical(held.law)}")


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def profile_in(law: LawUsed) -> m.Profile:
    """Return the law of a certificate as a profile, under the fingerprint of the one it is a part of.

    Raises:
        BadProfile: every fault of it at once, as of a profile folder.
        BadInput: `certificate_law`, it is no law at all.
        LimitExceeded: it is larger or deeper than a profile may be.

    """
    if len(law.records) > MOST_RECORDS or len(canonical(law)) > LARGEST_FOLDER:
        expected = f"at most {MOST_RECORDS} records and {LARGEST_FOLDER} characters"
        raise LimitExceeded(fault_at("certificate_too_large", _HEAD, expected))
    faults = Findings()
    with suppress(Enough):
        profile = _profile(law, faults)
        if profile is not None and not faults:
            faults.take(faults_of_slice(profile))
        if profile is not None and not faults:
            return profile
    raise BadProfile(faults)


def _profile(law: LawUsed, faults: Findings) -> m.Profile | None:
    header = read_table(m.Header, unfolded(law.header, f"{_HEAD}.header"), f"{_HEAD}.header", faults)
    drawers: dict[str, dict[str, object]] = {kind: {} for kind in m.KINDS}
    for place, one in enumerate(law.records):
        _read(one, f"{_HEAD}.records[{place}]", drawers, faults)
    days = {name[:64]: _days(texts, f"{_HEAD}.days.{name[:60]}") for name, texts in law.days.items()}
    if not isinstance(header, m.Header):
        return None
    return m.Profile(
        header=header, folder="", fingerprint=law.profile.fingerprint, days=days,
        **drawers,  # type: ignore[arg-type]  # the reader built each record from its own class
    )  # fmt: skip


def _read(one: Mapping[str, object], path: str, drawers: dict[str, dict[str, object]], faults: Findings) -> None:
    """Read one record into its drawer."""
    kind, name = str(one.get("kind")), str(one.get("name"))
    if set(one) != set(_PARTS) or kind not in drawers or not _NAME.fullmatch(name):
        raise bad_input("certificate_law", path, "a record with its kind, its name and its words", one)
    if name in drawers[kind]:
        message = f"{kind}.{name} stands a second time"
        faults.append(found("F04", path, message, expected="one declaration", got=name))
        return
    record = read_record(kind, name, path, unfolded(one["words"], f"{path}.words"), faults)
    if record is not None:
        drawers[kind][name] = record


def _days(texts: Sequence[str], path: str) -> tuple[int, ...]:
    try:
        days = [to_date(text, path).toordinal() for text in texts]
    except BadInput:
        days = []
    if len(days) < len(texts) or days != sorted(set(days)):
        raise bad_input("certificate_law", path, "days in order, each once", cast("object", [*texts[:3]]))
    return tuple(days)
