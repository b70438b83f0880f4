"""Records: slotted, frozen standard-library dataclasses that are cheap to define.

Most of what the definition of a dataclass costs goes into methods written for it alone; a program that answers one
question and ends would pay for some ninety classes. Records share theirs: how they are made, show themselves, compare,
and refuse a change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import cache
from typing import Final, NamedTuple, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")
_put: Final = object.__setattr__


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
            if name not in vars(plain):  # what a class says of itself stays
                setattr(plain, name, method)
        return dataclass(slots=True, kw_only=kw_only, init=False, repr=False, eq=False)(plain)

    return made if cls is None else made(cls)


# Making ----------------------------------------------------------------------------------------------------


class _Plan(NamedTuple):
    """How a record is made: its fields by place and all of them, what stands in one that is not given."""

    places: tuple[str, ...]
    names: AbstractSet[str]
    usual: Mapping[str, object]
    made: tuple[tuple[str, Callable[[], object]], ...]
    completed: bool


@cache
def _plan(cls: type[object]) -> _Plan:
    """Read the fields of a class; there are as many entries as classes."""
    specs = [spec for spec in fields(cast("type", cls)) if spec.init]
    usual = {spec.name: spec.default for spec in specs if spec.default is not MISSING}
    made = [(spec.name, spec.default_factory) for spec in specs if spec.default_factory is not MISSING]
    places = tuple(spec.name for spec in specs if not spec.kw_only)
    return _Plan(places, {spec.name for spec in specs}, usual, tuple(made), hasattr(cls, "__post_init__"))


def _filled(self: object, *args: object, **values: object) -> None:
    """Take what is given, by place or by name, and what usually stands in the other fields."""
    plan = _plan(type(self))  # type: ignore[arg-type]  # every class can be hashed
    filled = {**plan.usual, **dict(zip(plan.places, args, strict=False)), **values}
    for name, make in plan.made:
        if name not in filled:
            filled[name] = make()
    if filled.keys() != plan.names or len(args) > len(plan.places):
        message = f"{type(self).__name__}() is made of {sorted(plan.names)}, not of {sorted(filled)}"
        raise TypeError(message)
    for name, value in filled.items():
        _put(self, name, value)
    if plan.completed:
        self.__post_init__()  # type: ignore[attr-defined]


# What all share --------------------------------------------------------------------------------------------


def _refused(self: object, name: str, *_: object) -> None:
    message = f"cannot change field {name!r} of a {type(self).__name__}"
    raise FrozenInstanceError(message)


def _state(self: object) -> list[object]:
    return [getattr(self, spec.name) for spec in fields(cast("type", type(self)))]


def _restored(self: object, state: list[object]) -> None:
    for spec, value in zip(fields(cast("type", type(self))), state, strict=True):
        _put(self, spec.name, value)


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
    "__init__": _filled, "__repr__": _shown, "__eq__": _equal, "__hash__": _hashed,
    "__setattr__": _refused, "__delattr__": _refused, "__getstate__": _state, "__setstate__": _restored,
}  # fmt: skip
