"""What the tests of the functions list share: the Danish profile and a case as the users' portal would hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile

PortalCase = Callable[..., Case]
CLAIM = {
    "id": "8520", "kind": "goods_or_services", "amount": "1477.50", "arose": "2018-09-20", "invoiced": "2018-10-01",
    "due": "2018-11-01", "due_agreed": True,
}  # fmt: skip


@pytest.fixture(scope="session")
def dk() -> Profile:
    return load_profile("DK")


@pytest.fixture(scope="session")
def portal_case() -> PortalCase:
    """A business against a business, one invoice; `case` and `claim` change words, `claims` replaces the list."""

    def made(
        *events: dict[str, Any],
        claim: dict[str, Any] | None = None,
        claims: list[dict[str, Any]] | None = None,
        **case: Any,  # noqa: ANN401
    ) -> Case:
        plain = {
            "format": 1, "id": "E-I-235/18", "jurisdiction": "DK", "currency": "DKK",
            "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "business"},
            "claims": claims or [CLAIM | (claim or {})], "events": list(events),
        }  # fmt: skip
        return load_case(plain | case)

    return made
