"""What the tests of the German profile share."""

from __future__ import annotations

import pytest

from collectrules import Profile, load_profile


@pytest.fixture(scope="session")
def de() -> Profile:
    return load_profile("DE")
