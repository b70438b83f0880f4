"""Files in: rows of bookkeeping or of another portal as cases, with what is uncertain about each row."""

from collectrules.portfolio.importing.batches import Batch, import_cases
from collectrules.portfolio.importing.fields import row_schema
from collectrules.portfolio.importing.filtering import Intake
from collectrules.portfolio.importing.layouts import Layout, layout, ready_made
from collectrules.portfolio.importing.outcomes import DebtorCard, Entered, Import, LeftOut, Quarantined

__all__ = [
    "Batch",
    "DebtorCard",
    "Entered",
    "Import",
    "Intake",
    "Layout",
    "LeftOut",
    "Quarantined",
    "import_cases",
    "layout",
    "ready_made",
    "row_schema",
]
