"""A Danish case whose sums were worked out by hand, with all that a letter needs beside it."""

from __future__ import annotations

from typing import Any

import pytest

from collectrules import Case, Profile, load_case, load_profile

DOCUMENT: dict[str, Any] = {
    "format": 1, "id": "n1", "jurisdiction": "DK", "currency": "DKK",
    "creditor": {"kind": "business", "recovers_vat": True}, "debtor": {"kind": "consumer"},
    "claims": [{
        "id": "c1", "kind": "goods_or_services", "amount": "1000.00", "arose": "2024-01-01", "invoiced": "2024-01-01",
        "due": "2024-01-31", "due_agreed": True, "reference": "Invoice 17",
    }],
    "events": [
        {"on": "2024-02-05", "kind": "reminder", "fee": "100.00"},
        {"on": "2024-02-20", "kind": "payment", "amount": "300.00"},
    ],
}  # fmt: skip
PARTIES: dict[str, Any] = {
    "creditor": {
        "name": "Rør & Søn <ApS>", "address": ["Vej 1", "1000 Byen"], "account": "1234 5678", "phone": "12 34 56 78",
        "payment_reference": "17",
    },
    "debtor": {"name": "A | B *C*", "address": ["Gade 2", "2000 Stad"]},
}  # fmt: skip
PARTICULARS = {"c1": {"ground": "Repair of a drain on 2 January 2024"}}


@pytest.fixture(scope="session")
def dk() -> Profile:
    return load_profile("DK")


@pytest.fixture
def case() -> Case:
    return load_case(DOCUMENT)


@pytest.fixture
def demanded(case: Case) -> Case:
    return case.with_event({"on": "2024-03-01", "kind": "collection_notice"})
