"""The case document: parties, claims and events; strict, frozen, and loaded with every fault at once."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import IO, Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from collectrules.ground import money
from collectrules.ground.dates import to_date
from collectrules.ground.depths import DEEPEST, LONG_KEY, depths
from collectrules.ground.errors import (
    MOST_FAULTS,
    SHOWN,
    BadInput,
    CollectRulesError,
    Fault,
    LimitExceeded,
    bad_input,
    nearest,
    of_type,
    shown,
)
from collectrules.ground.scalars import Day, Flag, Items, Letters, Name
from collectrules.nouns.claims import Claim
from collectrules.nouns.consistency import MOST_EVENTS, fault_at, inconsistencies
from collectrules.nouns.events import Event
from collectrules.nouns.mending import mended
from collectrules.nouns.parties import CasePart, Debtor, Party

FORMAT: Final = 1
LARGEST_DOCUMENT: Final = 64_000_000
MOST_PARTS: Final = 1_000_000
"""Tables and lists that a document may have; one that repeats itself within has more than anybody could go through."""
_TABLE: Final = re.compile(r"\s*\[\[?[A-Za-z_][\w.-]*\]", re.ASCII)
"""How a TOML file begins that begins with a table; no JSON document does."""
ONLY_SHAPE: Final = "only the shape"
"""Context of a validation that leaves out what needs the whole document."""


class Law(CasePart):
    """Whose law governs the claim, and where proceedings lie."""

    claim: Name = Field(description="The profile whose law governs the claim.")
    forum: Name = Field(description="The profile of the place where proceedings lie.")


class Places(CasePart):
    """ISO 3166-2 subdivisions without the country."""

    debtor: Name | None = Field(default=None, description="Where the debtor lives or has his seat.")
    creditor: Name | None = Field(default=None, description="Where the creditor has his seat.")
    court: Name | None = Field(default=None, description="Where the court is; a region of the profile.")
    enforcement: Name | None = Field(
        default=None, description="Where the office of enforcement is; a region of the profile."
    )
    performance: Name | None = Field(default=None, description="Where payment is to be made.")


class Earlier(CasePart):
    """A counted act that lies outside this case."""

    kind: Name = Field(description="The kind of the act, as an event would name it.")
    on: Day = Field(description="The day it was done.")
    relationship: Name | None = Field(
        default=None, description="The debt relationship it belongs to, as claims name theirs."
    )


def _whole(value: object) -> object:
    """Refuse what Python takes for 1 and is no whole number: true, and 1.0."""
    if type(value) is not int:
        expected = {"expected": f"the whole number {FORMAT}", "got": shown(value)}
        raise PydanticCustomError("unknown_word", "{expected}", expected)
    return value


class Case(BaseModel):
    """A case is its facts. Immutable; `with_event` and `void` return a new case."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    format: Annotated[Literal[1], BeforeValidator(_whole)] = Field(default=1, description="The format of the document.")
    id: Name = Field(description="Your own name of the case; no answer depends on it.")
    jurisdiction: Name | None = Field(
        default=None, description="The profile whose law governs all: short for `law` with the same profile twice."
    )
    law: Law | None = Field(default=None, description="Two laws, across a border.")
    region: Name | None = Field(
        default=None,
        description="The subdivision all happens in, if the profile has regions; short for `places`, but for that of "
        "performance, where a law that counts by it asks for it by name.",
    )
    places: Places | None = Field(default=None, description="Subdivisions, where not all happens in one.")
    currency: Name = Field(description="The one currency of all sums (ISO 4217); must be the profile's.")
    workflow: Name | None = Field(
        default=None,
        description="The creditor's own course, a workflow of the profile; absent, nothing is recommended.",
    )
    readings: Mapping[Letters, Letters] = Field(
        default_factory=dict, description="How doubts of law are read in this case: name of the reading, its option."
    )
    creditor: Party = Field(description="Who claims.")
    debtor: Debtor = Field(description="Who owes.")
    claims: Items[Claim] = Field(description="What is claimed; at least one.")
    events: Items[Event] = Field(default=(), description="What has happened; see the events.")
    earlier: Items[Earlier] = Field(
        default=(), description="Acts before or outside the case that count against a limit, such as earlier fees."
    )
    handler: Name | None = Field(default=None, description="Who handles the case; for the host, no answer asks it.")
    references: Mapping[Letters, Letters] = Field(
        default_factory=dict, description="References of others, by their name; for the host, no answer asks them."
    )
    unverified: Flag | None = Field(
        default=None, description="Whether the facts are still to be confirmed; for the host, no answer asks it."
    )

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        faults = [] if info.context == ONLY_SHAPE else inconsistencies(self)
        if faults:
            raise PydanticCustomError("case", "faults", {"faults": faults})
        if info.context != ONLY_SHAPE:
            self.__dict__["_sound"] = (self.claims, self.events, self.currency)
        return self

    @cached_property
    def decimals(self) -> int:
        """Decimals of the case's currency."""
        return money.exponent(self.currency)

    @cached_property
    def event_ids(self) -> tuple[str, ...]:
        """The id of each event, in document order: its own, or a hash of its content."""
        return _event_ids(self.events)

    @cached_property
    def digest(self) -> str:
        """A digest of all facts, in whatever order they are listed but where that says what came first.

        It does within a day, of events without an id.
        """
        facts = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        claims = sorted(map(_canonical, facts.pop("claims", ())))
        events = sorted(facts.pop("events", ()), key=lambda event: (event["on"], event.get("id", "~")))
        return hashlib.sha256(_canonical({**facts, "claims": claims, "events": events}).encode()).hexdigest()

    def minor(self, amount: Decimal) -> int:
        """Return an amount of this case in minor units."""
        return money.minor_of(amount, self.decimals)

    def with_event(self, event: Event | Mapping[str, object]) -> "Case":
        """Return a case with one more event.

        Raises:
            BadInput: the event does not fit.

        """
        if not isinstance(event, Event | Mapping):
            raise bad_input("wrong_type", "event", "an Event or an object with its fields", event)
        extra = as_document(event) if isinstance(event, Event) else dict(event)
        found = self._lengthened(extra)
        if found is not None:
            return found
        document = as_document(self)
        document["events"] = [*document["events"], extra]  # type: ignore[misc]  # always a list in a case document
        return load_case(document)

    def _lengthened(self, extra: Mapping[str, object]) -> "Case | None":
        """The case with one more event, which alone is read; None where the whole has to be read to tell what is wrong.

        What was read as a whole before stays sound: of the other events a new one asks no more than an id of its own.
        """
        claims, events, currency = self.__dict__.get("_sound", (None, None, None))
        changed = claims is not self.claims or events is not self.events or currency != self.currency
        if changed or len(self.events) >= MOST_EVENTS:
            return None
        try:
            event = Event.model_validate(dict(extra))
        except ValidationError:
            return None
        if event.id is not None and event.id in self._own_ids:
            return None
        alone = self._of(events=(event,))
        return None if inconsistencies(alone) else self._of(events=(*self.events, event))

    def _of(self, events: tuple[Event, ...]) -> "Case":
        """The same case with other events, which are known to be sound."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        found = type(self).model_construct(set(fields), **{**fields, "events": events})
        found.__dict__["_sound"] = (found.claims, found.events, found.currency)
        return found

    @cached_property
    def _own_ids(self) -> frozenset[str]:
        return frozenset(event.id for event in self.events if event.id is not None)

    def void(self, event_id: str, *, recorded: dt.date | str | None = None) -> "Case":
        """Return a case in which the event counts as if it had never been, from that event's own day on.

        `recorded` is the day on which that became known; without it, it counts as known from the event's own day.

        Raises:
            BadInput: `unknown_event`, `wrong_type`.

        """
        of_type(event_id, str, "event_id", "the id of an event")
        if event_id not in self.event_ids:
            raise bad_input("unknown_event", "of", "the id of an event", event_id, nearest(event_id, self.event_ids))
        target = self.events[self.event_ids.index(event_id)]
        known = {} if recorded is None else {"recorded": to_date(recorded, "recorded")}
        return self.with_event({"on": target.on, "kind": "void", "of": event_id, **known})


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def as_document(model: BaseModel) -> dict[str, object]:
    """Return the canonical document of a case or event: no nulls, amounts with the currency's decimals."""
    return model.model_dump(by_alias=True, exclude_none=True)


def _event_ids(events: tuple[Event, ...]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    found = []
    for event in events:
        base = event.id or content_id(event)
        count = seen[base] = seen.get(base, 0) + 1
        found.append(base if count == 1 else f"{base}-{count}")
    return tuple(found)


def content_id(event: Event) -> str:
    """Return the id of an event that has none: a hash of what it says."""
    said = event.model_dump(mode="json", by_alias=True, exclude_none=True)
    return "e" + hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


# Loading ---------------------------------------------------------------------------------------------------


def load_case(source: str | Path | Mapping[str, object] | IO[str] | IO[bytes] | Case) -> Case:
    """Read a case document: a path to JSON or TOML, JSON or TOML text, an open file, or a mapping.

    Raises:
        BadInput: every fault at once, each with its path and the nearest correct value.
        LimitExceeded: a document of more than 64 MB.

    """
    if isinstance(source, Case):
        return source
    case, faults = read_case(source)
    if faults:
        raise BadInput(faults)
    return case


def read_case(source: object) -> tuple[Case, list[Fault]]:
    """Read a case document; where it has faults, return them with a case of what else could be read.

    Raises:
        BadInput: nothing of it can be read.
        LimitExceeded: a document beyond the bounds.

    """
    raw = source if isinstance(source, Mapping) else parse(read_text(source))
    if not isinstance(raw, Mapping):
        raise bad_input("not_a_document", "case", "an object with claims and events", raw)
    _bounded(raw)
    try:
        return Case.model_validate(dict(raw)), []
    except ValidationError as error:
        return _rest(raw, error)


def _bounded(raw: Mapping[str, object]) -> None:
    """Refuse a document before it is gone through that is no tree of fields, or that nobody could go through."""
    for count, depth in enumerate(depths(raw)):
        if depth > DEEPEST:
            raise LimitExceeded(fault_at("too_deep", "case", f"at most {DEEPEST} levels"))
        if count > MOST_PARTS:
            raise LimitExceeded(fault_at("document_too_large", "case", f"at most {MOST_PARTS} tables and lists"))
    keys: Iterable[object] = raw  # whatever it claims to be
    strange = next((shown(key) for key in keys if not isinstance(key, str)), None)
    if strange is not None:
        raise bad_input("wrong_type", "case", "names of fields that are texts", strange)


def _rest(raw: Mapping[str, object], error: ValidationError) -> tuple[Case, list[Fault]]:
    """What is wrong with the shape of a document, then with the rest of it."""
    shape = faults_of(error, Case)
    places = [item["loc"] for item in error.errors(include_url=False, include_input=False) if item["loc"]]
    try:
        case = Case.model_validate(mended(raw, places), context=ONLY_SHAPE)
    except ValidationError:
        raise BadInput(shape) from None
    return case, shape if not places else [*shape, *beyond(shape, inconsistencies(case))]


def beyond(known: Sequence[Fault], found: Iterable[Fault]) -> list[Fault]:
    """Return the faults that are not at, or because of, a place whose fault is known."""
    paths = {fault.path for fault in known}
    hidden = tuple(sign for path in paths for sign in (f"{path}.", f"{path}["))
    hidden += tuple(path.removesuffix("kind") for path in paths if re.fullmatch(r"events\[\d+\]\.kind", path))
    by_day = any(path.startswith("claims") or path.endswith(".on") for path in paths)
    return [
        fault
        for fault in found
        if fault.path not in paths
        and not fault.path.startswith(hidden)
        and not (by_day and "_before_" in fault.code)
        and not ("currency" in paths and fault.code in {"amount_decimals", "currency_of_profile"})
    ]


def read_text(source: object) -> str:
    """Return the text behind a path, an open file, or the text itself."""
    if isinstance(source, Path) or (isinstance(source, str) and "\n" not in source and "{" not in source):
        return _file_text(Path(source))
    content = source if isinstance(source, str) else _content(source)
    if not isinstance(content, str | bytes):
        raise bad_input("not_a_document", "case", "a path, a text, an open file or an object", source)
    return _decoded(content)


def _content(source: object) -> object:
    """What an open file holds; None of anything that is not one."""
    read = getattr(source, "read", None)
    try:
        return read(LARGEST_DOCUMENT + 1) if callable(read) else None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unreadable"
        raise bad_input("no_such_file", "case", "a readable file", reason) from None


def _file_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return _decoded(file.read(LARGEST_DOCUMENT + 1), path.name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unreadable"
        raise bad_input("no_such_file", _written(path), "a readable file", reason) from None


def _written(path: Path) -> str:
    """A path as every file can hold it."""
    return str(path)[:200].encode("utf-8", "backslashreplace").decode()


def _decoded(content: str | bytes, path: str = "case") -> str:
    if len(content) > LARGEST_DOCUMENT:
        raise LimitExceeded(fault_at("document_too_large", path, f"at most {LARGEST_DOCUMENT} bytes"))
    if isinstance(content, str):
        return content.removeprefix("\ufeff")  # an editor's mark says nothing, in text as in bytes
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bad_input("not_utf8", "case", "text in UTF-8") from None


def parse(text: str) -> object:
    """Parse JSON (text that begins with a brace or bracket) or TOML, with exact numbers and no doubled keys."""
    import tomllib

    too_deep = LimitExceeded(fault_at("too_deep", "case", f"at most {DEEPEST} levels"))
    try:
        if text.lstrip()[:1] in {"{", "["} and not _TABLE.match(text):
            return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_doubles)
        if LONG_KEY.search(text):
            raise too_deep
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise too_deep from None
    except CollectRulesError:
        raise
    except (ValueError, ArithmeticError) as error:
        raise bad_input("not_json_or_toml", "case", "valid JSON or TOML", str(error)) from None


def _no_constant(word: str) -> object:
    raise bad_input("amount_format", "case", "an amount as text", word)


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise bad_input("doubled_key", key[:60], "each key once", key)
        found[key] = value
    return found


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Turn pydantic's report into faults: path, code, expectation, nearest correct value."""
    faults: list[Fault] = []
    for item in error.errors(include_url=False, include_input=True)[:MOST_FAULTS]:
        context = item.get("ctx", {})
        if "faults" in context:
            faults += context["faults"]
            continue
        faults.append(_one_fault(item["loc"], item["type"], item["msg"], item.get("input"), context, model))
    return faults


_EXPECTED: Final = {
    "missing": ("missing_field", "this field"),
    "string_type": ("wrong_type", "a text"),
    "bool_type": ("wrong_type", "true or false"),
    "bool_parsing": ("wrong_type", "true or false"),
    "tuple_type": ("wrong_type", "a list"),
    "model_type": ("wrong_type", "an object"),
    "mapping_type": ("wrong_type", "an object"),
    "string_too_short": ("empty_text", "a text that is not empty"),
    "string_too_long": ("text_too_long", "a shorter text"),
}


def _one_fault(
    loc: tuple[int | str, ...],
    kind: str,
    message: str,
    got: object,
    context: Mapping[str, object],
    model: type[BaseModel],
) -> Fault:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part[:SHOWN]}" for part in loc).lstrip(".")
    if kind == "extra_forbidden":
        words = _words_at(model, loc[:-1])
        return fault_at("unknown_field", path, "a known field", None, nearest(str(loc[-1]), words))
    if kind == "literal_error":
        expected = str(context.get("expected", message))
        near = nearest(str(got), [word.strip(" '") for word in expected.replace(" or ", ",").split(",")])
        return fault_at("unknown_word", path, f"one of {expected}", shown(got), near)
    if "expected" in context and kind not in _EXPECTED:
        return Fault(
            code=kind, path=path, expected=str(context["expected"]), got=_text(context.get("got")),
            nearest=_text(context.get("nearest")),
        )  # fmt: skip
    code, expected = _EXPECTED.get(kind, ("wrong_type", message))
    return fault_at(code, path, expected, None if kind == "missing" else shown(got))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _words_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the field names of the model at a place in a document."""
    current: type[BaseModel] = model
    for part in loc:
        if isinstance(part, int) or part not in current.model_fields:
            continue
        current = _inner(current.model_fields[str(part)].annotation) or current
    return [spec.alias or name for name, spec in current.model_fields.items()]


def _inner(annotation: object) -> type[BaseModel] | None:
    from typing import get_args

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner(arg)) is not None), None)
