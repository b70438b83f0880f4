"""The columns equal the fold, to the minor unit and the day: random cases of every shipped and of five invented laws.

20,000 cases of each: nox -s differential.
"""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

import collectrules as cr
from tests.differential.comparing import SEEDS, SHIPPED, compared
from tests.differential.inventing import invented

CASES = 1000
LEAST = {"DK": 400, "CH": 150, "DE": 165, "AT": 125}
"""How many answers of the columns are compared at least; what is left to the fold proves nothing here."""
LEAST_INVENTED = 350


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_law(name: str) -> None:
    found = compared(cr.load_profile(name), CASES, seed=7, fee=SHIPPED[name])
    assert found.differ == []
    assert found.cases == CASES
    assert found.in_columns >= LEAST[name]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_invented_law(seed: int, tmp_path: Path) -> None:
    found = compared(invented(seed, tmp_path), CASES, seed=seed, fee="1.00")
    assert found.differ == []
    assert found.in_columns >= LEAST_INVENTED
