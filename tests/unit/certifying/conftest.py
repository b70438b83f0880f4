"""A case with an overdue invoice and two reminders, and the certificate of what is owed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

import collectrules as cr

# Principal 1477.50 is in default from 1 February 2024; 11.75 % (3.75 + 8.00) until 30 June 2024.
CASE: dict[str, Any] = {
    "format": 1, "id": "x", "jurisdiction": "DK", "currency": "DKK", "workflow": "standard",
    "creditor": {"kind": "business"}, "debtor": {"kind": "consumer"},
    "claims": [{"id": "1", "kind": "goods_or_services", "amount": "1477.50", "arose": "2023-12-20", "due": "2024-01-31",
                "due_agreed": True}],
    "events": [{"id": "r1", "on": "2024-02-05", "kind": "reminder", "fee": "100.00"},
               {"id": "r2", "on": "2024-02-16", "kind": "reminder", "fee": "100.00"}],
}  # fmt: skip
ON = "2024-06-01"


@pytest.fixture(scope="session")
def law() -> cr.Profile:
    return cr.load_profile("DK")


@pytest.fixture(scope="session")
def kept(law: cr.Profile) -> cr.Certificate:
    case = cr.load_case(CASE)
    return cr.certificate(cr.standing(case, law, on=ON), case, law)


@pytest.fixture
def document(kept: cr.Certificate) -> dict[str, Any]:
    """The certificate as a document of one's own, to be tampered with."""
    return deepcopy(cr.dump(kept))


def record(document: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    """The words of a record in a certificate."""
    (found,) = [one["words"] for one in document["law"]["records"] if (one["kind"], one["name"]) == (kind, name)]
    return found  # type: ignore[no-any-return]
