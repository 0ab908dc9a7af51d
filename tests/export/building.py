"""What the tests of the export are built from: subjects merged from the saves of workstations."""

import csv
from collections.abc import Sequence
from pathlib import Path

from hcc_crf.centre.causal import causal_order
from hcc_crf.centre.reconcile import Conflict, reconcile
from hcc_crf.export.conflict_rows import ClaimData, ConflictData
from hcc_crf.export.csv_files import Exported, ExportedSubject, export_csv
from hcc_crf.export.form_rows import Row, SubjectData, SubjectRows
from hcc_crf.export.form_table import form_tables
from hcc_crf.ledger.events import SealedEvent
from hcc_crf.values import PartialDate
from tests.centre.building import program, study

Cells = dict[str, str]
"""One row of a file by column."""
AS_OF = PartialDate("2026-11-25")


def subjects_of(events: Sequence[SealedEvent]) -> list[ExportedSubject]:
    """Return the subjects of some events, as merged."""
    merged = reconcile(events)
    return [
        ExportedSubject(
            SubjectData(
                subject.partition("-")[0],
                merged.view[subject],
                frozenset(c.path for c in merged.conflicts if c.path.form.subject == subject),
                AS_OF,
            ),
            causal_order(one for one in events if one.event.form.subject == subject),
        )
        for subject in sorted(merged.view)
    ]


def conflicts_of(events: Sequence[SealedEvent]) -> tuple[ConflictData, ...]:
    """Return the conflicts of some events."""
    return tuple(_conflict(conflict) for conflict in reconcile(events).conflicts)


def _conflict(conflict: Conflict) -> ConflictData:
    return ConflictData(
        conflict.path.form.subject.partition("-")[0],
        conflict.path,
        tuple(
            ClaimData(c.value, c.user, c.role, f"{c.site}-{c.device}", c.at_utc, c.event)
            for c in conflict.claims
        ),
    )


def export(events: Sequence[SealedEvent], folder: Path) -> Exported:
    """Write the export of some events."""
    return export_csv(program(), subjects_of(events), conflicts_of(events), folder)


def read_csv(path: Path) -> list[Cells]:
    """Return the rows of a written file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(events: Sequence[SealedEvent], name: str) -> list[Cells]:
    """Return the rows of the first subject in one file, without writing it."""
    form = study().forms[name.split("_", maxsplit=1)[0]]
    (table,) = (table for table in form_tables(form) if table.name == name)
    rows: list[Row] = list(SubjectRows(program(), subjects_of(events)[0].data).of(table))
    return [dict(zip(table.columns, row, strict=True)) for row in rows]


def filled(row: Cells) -> Cells:
    """Return the cells of a row that hold something, its keys left out."""
    keys = ("STUDYID", "SITEID", "SUBJID", "VISIT", "ROW", "TABROW", "FORMVER", "STATE")
    return {name: cell for name, cell in row.items() if cell and name not in keys}
