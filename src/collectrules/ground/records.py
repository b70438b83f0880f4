"""Records: slotted, frozen standard-library dataclasses that are cheap to define.

Most of what the definition of a dataclass costs goes into methods written for it alone; a program that answers one
question and ends would pay for some ninety classes. Records share theirs: how they show themselves and compare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")


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
        for name, method in (("__repr__", _shown), ("__eq__", _equal), ("__hash__", _hashed)):
            setattr(plain, name, method)
        return dataclass(frozen=True, slots=True, kw_only=kw_only, repr=False, eq=False)(plain)

    return made if cls is None else made(cls)


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
