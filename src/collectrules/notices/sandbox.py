"""The sandbox in which a template of a user's own runs: that of Jinja, in which nothing grows beyond all bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from collectrules.notices.bounding import check_format, check_power, check_product

_CHECKED: Final[Mapping[str, Callable[[object, object], None]]] = MappingProxyType(
    {"*": check_product, "**": check_power, "%": check_format}
)


class Sandbox(ImmutableSandboxedEnvironment):
    """Looks at what an operation would make before it makes it."""

    intercepted_binops = frozenset(_CHECKED)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401  # of a template
        """Return what an operation makes.

        Raises:
            ValueError: it is too much.

        """
        _CHECKED[operator](left, right)
        return super().call_binop(context, operator, left, right)
