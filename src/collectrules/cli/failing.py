"""How a fault is told: one plain line each, or one JSON object; never a stack trace."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from collectrules.ground.errors import CollectRulesError, Fault, InternalInconsistency
from collectrules.words.show import clean

BAD_INPUT = 2
INTERNAL = 3


def told(error: CollectRulesError, *, as_json: bool) -> int:
    """Write every fault to standard error and return the exit status."""
    if as_json:
        print(json.dumps({"error": error_document(error)}, ensure_ascii=False), file=sys.stderr)
    else:
        for fault in error.faults:
            print(clean(str(fault)), file=sys.stderr)
    return INTERNAL if isinstance(error, InternalInconsistency) else BAD_INPUT


def error_document(error: CollectRulesError) -> dict[str, object]:
    """Return an error as a document: its family, its stable code, all faults."""
    return {"family": type(error).__name__, "code": error.code, "faults": [_fault(fault) for fault in error.faults]}


def _fault(fault: Fault) -> dict[str, object]:
    return {name: value for name, value in asdict(fault).items() if value is not None}
