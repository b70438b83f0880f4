"""What takes longest begins first, so that no worker waits for it at the end."""

from __future__ import annotations

import pytest

LONG = ("tests/mutation/", "tests/judge/test_same_", "tests/laws/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long ones first; within both the order stays."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
