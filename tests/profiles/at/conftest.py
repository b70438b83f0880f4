"""What the tests of the Austrian profile share."""

from __future__ import annotations

import pytest

from collectrules import Profile, load_profile


@pytest.fixture(scope="session")
def at() -> Profile:
    return load_profile("AT")
