"""A second reader of a profile folder, which shares not a line with the engine: it judges what was done.

Nothing here imports the rest of the package, so that a fault of the engine cannot hide in the judge, and nothing in the
engine imports the judge. Ask it through `collectrules.testing`.
"""

from __future__ import annotations

from collectrules.judge.history import Flag, History, Judge

__all__ = ["Flag", "History", "Judge"]
