"""What every answer shares: the envelope, parts that are worked out when first opened, and a canonical dump."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any, Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from collectrules.ground.errors import bad_input
from collectrules.ground.scalars import Day

Certainty = Literal["sure", "unconfirmed", "unclear", "provisional"]
ENGINE = "0.1.0"
LAW: Final = "_law"
_FACES: Final = "collectrules.faces.notebooks"
_PICTURES: Final = "collectrules.faces.plotting"
"""Where answers learn to show themselves: by name, as that lies above them."""
D = TypeVar("D", bound="Deferring")
P = TypeVar("P", bound="Part")


class Part(BaseModel):
    """A frozen part of an answer; unknown keys of a later version are passed over."""

    # Answers are built, hardly ever validated: their validators are made when a document is first loaded.
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, defer_build=True)

    @classmethod
    def made(cls, **values: object) -> Self:
        """Build a part from values that need no checking: they come from the engine itself."""
        return _built(cls, values, None)


class Deferring(Part):
    """A part of an answer with fields that are worked out when somebody first opens them."""

    _later: dict[str, Callable[[], object]] = PrivateAttr(default_factory=dict)
    _law: object = PrivateAttr(default=None)

    def __getattr__(self, name: str) -> object:
        """Work a deferred part out when it is first opened."""
        later = _waiting(self)
        if name not in later:
            message = f"{type(self).__name__} has no attribute {name!r}"
            raise AttributeError(message)
        value = later.pop(name)()
        self.__dict__[name] = value
        return value

    def opened(self) -> Self:
        """Work out every deferred part, and return the answer itself."""
        for name in list(_waiting(self)):
            getattr(self, name)
        return self

    def __eq__(self, other: object) -> bool:
        """Equal if all parts are, the deferred ones included."""
        if type(self) is not type(other):
            return NotImplemented
        names = type(self).model_fields
        return all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment]  # answers hold mappings

    def __getstate__(self) -> dict[object, object]:
        """Pickle an answer whole, without what was waiting and the law that can be loaded again."""
        self.opened()
        found = super().__getstate__()
        return {**found, "__pydantic_private__": {"_later": {}, "_law": None}}


class ProfileMark(Part):
    """Which law was asked: id, version and a fingerprint of all data that can influence an answer."""

    id: str
    version: str
    fingerprint: str


class Because(Part):
    """Why a figure is provisional: what, on which law, and the effect; `code` and `values` say it in any language."""

    what: str
    code: str | None = None
    values: Mapping[str, str] = Field(default_factory=dict)
    law: str | None = None
    effect: str


class Assumption(Part):
    """Something taken for granted because the case does not say it; `code` and `values` say it in any language."""

    path: str
    text: str
    code: str | None = None
    values: Mapping[str, str] = Field(default_factory=dict)
    law: tuple[str, ...] = ()


class ReadingUsed(Part):
    """A doubt as it was read; `sensitive` says whether another option would change this answer."""

    reading: str
    value: str
    sensitive: bool


class Answer(Deferring):
    """The envelope of every answer. `on` is the day asked about; sums are major units of `currency`."""

    format: Literal[1] = 1
    case: str
    on: Day
    known_on: Day | None = None
    engine: str = ENGINE
    profile: ProfileMark
    currency: str
    provisional: bool
    provisional_because: tuple[Because, ...]
    assumptions: tuple[Assumption, ...]
    readings_used: tuple[ReadingUsed, ...]

    def _repr_html_(self) -> str | None:
        """Show the answer in a notebook, in the first language of its law; one that was read from a document has none.

        `show` does so in any language.
        """
        shown = import_module(_FACES).html_of(self)
        return shown if isinstance(shown, str) else None


def _waiting(answer: Deferring) -> dict[str, Callable[[], object]]:
    """The parts of an answer that nobody has opened yet."""
    private: dict[str, dict[str, Callable[[], object]]] | None = object.__getattribute__(answer, "__pydantic_private__")
    return private["_later"] if private else {}


def deferred(model: type[D], values: Mapping[str, object], later: Mapping[str, Callable[[], object]]) -> D:
    """Build an answer from trusted values, with parts to be worked out when first opened.

    A value named `LAW` is the profile that was asked: it is no field, and lets the answer show itself in words.
    """
    law = values.get(LAW)
    fields = values if law is None else {name: value for name, value in values.items() if name != LAW}
    answer = _built(model, fields, {"_later": dict(later), "_law": law})
    for name in later:
        answer.__dict__.pop(name, None)
    return answer


def _built(model: type[P], values: Mapping[str, object], private: dict[str, object] | None) -> P:
    """Set a frozen model's slots directly; validating what the engine has just worked out would double its cost."""
    built = model.__new__(model)
    store = object.__setattr__
    store(built, "__dict__", {**_defaults(model), **values})
    store(built, "__pydantic_fields_set__", set(values))
    store(built, "__pydantic_extra__", None)
    store(built, "__pydantic_private__", private)
    return built


@cache
def _defaults(model: type[Part]) -> Mapping[str, object]:
    """The fields of a model that have a default, with it; there are as many entries as models."""
    fields = model.model_fields.items()
    return {name: spec.get_default(call_default_factory=True) for name, spec in fields if not spec.is_required()}


def terms(**given: object) -> dict[str, object]:
    """Return the terms of a question as documents write them; those that say nothing are left out.

    >>> terms(discount="20%", pay=None, waive=(), interest_free=False, down=Decimal("5.00"))
    {'discount': '20%', 'down': '5.00'}
    """
    return {word: _written(value) for word, value in given.items() if not _says_nothing(value)}


def _says_nothing(value: object) -> bool:
    return value is None or value is False or value in ((), [], {})


def _written(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_written(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _written(item) for key, item in value.items()}
    return value if isinstance(value, str | int) else str(value)


def major(text: str) -> Decimal:
    """Return canonical text as a decimal, independent of the host's decimal context."""
    return Decimal(text)


def law_of(answer: Deferring) -> object:
    """Return the profile that an answer was asked of; None of one that was read from a document."""
    private: dict[str, object] | None = object.__getattribute__(answer, "__pydantic_private__")
    return private.get(LAW) if private else None


def asked_of(answer: object, fingerprint: str) -> None:
    """Refuse another law than the one an answer was asked of: its words and figures would be of two laws.

    Raises:
        BadInput: `profile_differs`.

    """
    mark = getattr(answer, "profile", None)
    if isinstance(mark, ProfileMark) and mark.fingerprint != fingerprint:
        expected = f"the profile that was asked: {mark.id} {mark.version}, {mark.fingerprint[:12]}"
        raise bad_input("profile_differs", "profile", expected, fingerprint[:12])


def drawn(answer: Deferring, language: str | None) -> Any:  # noqa: ANN401 - a figure of an optional library
    """Return the picture of an answer that has one."""
    return import_module(_PICTURES).plotted(answer, language)
