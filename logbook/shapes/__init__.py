"""The shapes of everything that is plain JSON: statements, feed, snapshots, verdicts, forms, pages.

They say what is there and judge nothing: the schemas judge. `tools/js/types/shapes.d.ts` is written from them
(`python -m tools.js.shapes`), so that both languages read one description.
"""

from logbook.shapes.pages import Query
from logbook.shapes.records import Digest, Gone, Pulled, Wire
from logbook.shapes.report import Report
from logbook.shapes.snapshot import Records, Snapshot, You
from logbook.shapes.statements import (
    Attestation,
    Entry,
    Handover,
    Review,
    SetAside,
    Signoff,
    Statement,
    Withdrawal,
)
from logbook.shapes.verdicts import Verdict
from logbook.shapes.words import Shell

__all__ = [
    "Attestation",
    "Digest",
    "Entry",
    "Gone",
    "Handover",
    "Pulled",
    "Query",
    "Records",
    "Report",
    "Review",
    "SetAside",
    "Shell",
    "Signoff",
    "Snapshot",
    "Statement",
    "Verdict",
    "Wire",
    "Withdrawal",
    "You",
]
