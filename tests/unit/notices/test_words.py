"""One thing has one name: a component is called the same in a table, a sentence and a line of one paper."""

from __future__ import annotations

import pytest

from collectrules.fold.entries import COMPONENTS
from collectrules.words.texts import languages
from collectrules.words.texts import texts as texts_in


@pytest.mark.parametrize("language", languages())
def test_a_column_is_called_as_its_component(language: str) -> None:
    texts = texts_in(language)
    for part in COMPONENTS:
        assert texts.label("letter", f"column_{part}").lower() == texts.label("component", part).lower()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("line", ["reminder_fee", "hand_over_fee", "compensation"])
def test_a_fee_is_not_called_a_cost(language: str, line: str) -> None:
    texts = texts_in(language)
    assert texts.label("component", "costs").lower() not in texts.label("line", line).lower().split()
