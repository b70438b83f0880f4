"""Random but valid law, to test that a program knows none by heart."""

from __future__ import annotations

import atexit
import hashlib
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from collectrules.loader.load import load_profile
from collectrules.loader.model import Profile
from collectrules.testing.inventing import law_text, write_law

_NAME = "made"


@cache
def _home() -> Path:
    """A folder for this process; taken away when it ends."""
    kept = tempfile.TemporaryDirectory(prefix="collectrules-")
    atexit.register(kept.cleanup)
    return Path(kept.name)


@cache
def _loaded(text: str) -> Profile:
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    return load_profile(path=write_law(text, _home() / name))


@st.composite
def invented_profiles(draw: st.DrawFn) -> Profile:
    """Return the profile `_made` with other figures each time: fees, their gaps and limits, rates, order of payment.

    It loads, and its folder exists while the process runs, in the system's place for temporary files.

    Args:
        draw: given by Hypothesis, not by the caller.

    """

    def pick(options: Sequence[Any]) -> object:
        return draw(st.sampled_from(options))

    return _loaded(law_text(pick, _NAME))
