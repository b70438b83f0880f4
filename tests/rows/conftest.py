"""What the tests of the functions list share: the Danish profile and a case as the users' portal would hold it."""

from __future__ import annotations

import shutil
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


@pytest.fixture(scope="session")
def bounded(tmp_path_factory: pytest.TempPathFactory, dk: Profile) -> Profile:
    """Danish law with a creditor who lets a debtor have six months and no instalment below 250."""
    folder = tmp_path_factory.mktemp("bounded") / "dk"
    shutil.copytree(dk.folder, folder)
    (folder / "workflows" / "bounded.toml").write_text(
        '[workflow.bounded]\nwhat = "Bounds"\nlaw = "policy"\nplan_longest = { months = 6 }\nplan_minimum = 250.00\n'
        '\n[[workflow.bounded.steps]]\nact = "reminder"\nafter = "claim.due"\ndays = 5\n',
        encoding="utf-8",
    )
    return load_profile(path=folder)
