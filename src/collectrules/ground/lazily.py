"""Public names of a package that are imported when they are first used, so that importing the package costs nothing."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module


def named(package: str, homes: Mapping[str, str], name: str) -> object:
    """Import a public name of a package from its module, for the `__getattr__` of the package; it is asked once.

    Args:
        package: the package's name.
        homes: public name → the module below the package that has it.
        name: the name that is asked for.

    Raises:
        AttributeError: there is no such name.

    >>> named("collectrules.ground", {"half_up": "money"}, "half_up")(5, 2)
    3

    """
    if name not in homes:
        message = f"module {package!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{package}.{homes[name]}"), name)
    setattr(sys.modules[package], name, found)
    return found
