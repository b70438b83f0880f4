"""Records: slotted, frozen standard-library dataclasses that are cheap to define.

Most of what the definition of a dataclass costs goes into methods written for it alone; a program that answers one
question and ends would pay for some ninety classes. Records share theirs: how they show themselves, compare and refuse
a change. Only how one is made is written for each class, and only when its first instance is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from typing import Final, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")
_UNSET: Final = object()


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, kw_only: bool = ...) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T] | None = None, /, *, kw_only: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class a slotted, frozen dataclass.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(1, 0)
    (Point(x=1), True)
    """

    def made(plain: type[T]) -> type[T]:
        for name, method in _SHARED.items():
            setattr(plain, name, method)
        return dataclass(slots=True, kw_only=kw_only, init=False, repr=False, eq=False)(plain)

    return made if cls is None else made(cls)


# Making ----------------------------------------------------------------------------------------------------


def _first_made(self: object, *args: object, **values: object) -> None:
    """Make the first instance of a class: write the `__init__` it has from now on, and call it."""
    cls = next(cls for cls in type(self).__mro__ if "__init__" in vars(cls))
    written = _init_of(cls)
    setattr(cls, "__init__", written)  # noqa: B010  # mypy takes an assignment for an override
    written(self, *args, **values)


def _init_of(cls: type[object]) -> Callable[..., None]:
    """Write what `dataclass` would write: a parameter for each field, then what the class does after."""
    specs = [spec for spec in fields(cast("type", cls)) if spec.init]
    known: dict[str, object] = {"put__": object.__setattr__, "unset__": _UNSET}
    known |= {f"{spec.name}__": spec.default for spec in specs if spec.default is not MISSING}
    known |= {f"{spec.name}__": spec.default_factory for spec in specs if spec.default_factory is not MISSING}
    named = [_parameter(spec) for spec in specs if spec.kw_only]
    head = ", ".join(
        ["self", *(_parameter(spec) for spec in specs if not spec.kw_only), *(["*", *named] if named else [])]
    )
    body = [f" put__(self, {spec.name!r}, {_value(spec)})" for spec in specs]
    body += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec("\n".join([f"def __init__({head}):", *body, " return"]), known)  # noqa: S102  # nothing but names of fields
    return cast("Callable[..., None]", known["__init__"])


def _parameter(spec: Field[object]) -> str:
    if spec.default_factory is not MISSING:
        return f"{spec.name}=unset__"
    return spec.name if spec.default is MISSING else f"{spec.name}={spec.name}__"


def _value(spec: Field[object]) -> str:
    made = spec.default_factory is not MISSING
    return f"{spec.name}__() if {spec.name} is unset__ else {spec.name}" if made else spec.name


# What all share --------------------------------------------------------------------------------------------


def _refused(self: object, name: str, *_: object) -> None:
    message = f"cannot change field {name!r} of a {type(self).__name__}"
    raise FrozenInstanceError(message)


def _state(self: object) -> list[object]:
    return [getattr(self, spec.name) for spec in fields(cast("type", type(self)))]


def _restored(self: object, state: list[object]) -> None:
    for spec, value in zip(fields(cast("type", type(self))), state, strict=True):
        object.__setattr__(self, spec.name, value)


@cache
def _compared(cls: type[object]) -> tuple[str, ...]:
    """The fields that make two records equal; there are as many entries as classes."""
    return tuple(spec.name for spec in fields(cast("type", cls)) if spec.compare)


def _values(self: object) -> tuple[object, ...]:
    names = _compared(type(self))  # type: ignore[arg-type]  # every class can be hashed
    return tuple([getattr(self, name) for name in names])


def _equal(self: object, other: object) -> object:
    if type(self) is not type(other):
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hashed(self: object) -> int:
    return hash((type(self), _values(self)))


def _shown(self: object) -> str:
    specs = fields(cast("type", type(self)))
    told = ((spec.name, getattr(self, spec.name), spec.default) for spec in specs if spec.repr)
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value, usual in told if value != usual)})"


_SHARED: Final[Mapping[str, Callable[..., object]]] = {
    "__init__": _first_made, "__repr__": _shown, "__eq__": _equal, "__hash__": _hashed,
    "__setattr__": _refused, "__delattr__": _refused, "__getstate__": _state, "__setstate__": _restored,
}  # fmt: skip
