"""Invented countries of which every figure and every choice is drawn: the columns are to know none of them by heart."""

from __future__ import annotations

from pathlib import Path

import collectrules as cr
from collectrules.loader.model import Profile
from collectrules.testing.inventing import law_text, write_law
from tests.differential.drawing import seeded


def invented(seed: int, folder: Path) -> Profile:
    """Write a country drawn from a seed below a folder, and load it."""
    text = law_text(seeded(seed).choice, f"i{seed}")
    return cr.load_profile(path=write_law(text, folder / f"_i{seed}"))
