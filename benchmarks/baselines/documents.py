"""The floor of any answer from a document to a document: read the one, write the other, think nothing between."""

from __future__ import annotations

import json


def pass_through(case_text: str, answer: object) -> str:
    """Read a case from JSON and write an answer, already known, in the canonical order."""
    json.loads(case_text)
    return json.dumps(answer, sort_keys=True, ensure_ascii=False)
