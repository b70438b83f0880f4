"""What the tests of the Danish profile share: the profile, and a short way to write a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile

MakeCase = Callable[..., Case]


@pytest.fixture(scope="session")
def dk() -> Profile:
    return load_profile("DK")


@pytest.fixture(scope="session")
def make() -> MakeCase:
    """Write a case of one claim; words of a claim override the plain one, `claims` replaces it."""

    def made(
        *events: dict[str, Any],
        debtor: str = "business",
        creditor: str = "business",
        recovers_vat: bool | None = True,
        claims: list[dict[str, Any]] | None = None,
        case: dict[str, Any] | None = None,
        **claim: Any,  # noqa: ANN401
    ) -> Case:
        plain = {
            "id": "1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2018-09-01",
            "invoiced": "2018-09-01", "due": "2018-10-01", "due_agreed": True,
        }  # fmt: skip
        given = {key: value for key, value in (plain | claim).items() if value is not None}
        party = {"kind": creditor} | ({} if recovers_vat is None else {"recovers_vat": recovers_vat})
        return load_case(
            {"format": 1, "id": "test", "jurisdiction": "DK", "currency": "DKK", "creditor": party,
             "debtor": {"kind": debtor}, "claims": claims or [given], "events": list(events), **(case or {})}
        )  # fmt: skip

    return made
