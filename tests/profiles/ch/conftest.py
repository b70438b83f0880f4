"""What the tests of the Swiss profile share: the profile, and a short way to write a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile

MakeCase = Callable[..., Case]


@pytest.fixture(scope="session")
def ch() -> Profile:
    return load_profile("CH")


@pytest.fixture(scope="session")
def make() -> MakeCase:
    """Write a case of one claim of 36,500 francs, of which a day at 5 % is 5 francs; words of a claim override it."""

    def made(
        *events: dict[str, Any],
        debtor: str = "consumer",
        creditor: str = "business",
        readings: dict[str, str] | None = None,
        region: str | None = None,
        **claim: Any,  # noqa: ANN401
    ) -> Case:
        plain = {
            "id": "1", "kind": "goods_or_services", "amount": "36500.00", "arose": "2025-11-03", "due": "2025-12-31",
            "due_agreed": True,
        }  # fmt: skip
        given = {key: value for key, value in (plain | claim).items() if value is not None}
        return load_case(
            {"format": 1, "id": "test", "jurisdiction": "CH", "currency": "CHF", "creditor": {"kind": creditor},
             "debtor": {"kind": debtor}, "readings": readings or {}, "region": region, "claims": [given],
             "events": list(events)}
        )  # fmt: skip

    return made
