"""The CSV export: a file for each form and inner table, then audit, conflicts, findings, subjects.

Every form has its file, also one that nobody filled yet. The bytes depend on what is exported
alone, not on when, where or in which order it arrived.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hcc_crf.entry.program import Program
from hcc_crf.ledger.audit import audit_records
from hcc_crf.ledger.events import SealedEvent

from .audit_rows import AUDIT_COLUMNS, audit_row
from .conflict_rows import ConflictData, conflict_columns, conflict_row
from .csv_folder import CsvFolder
from .finding_rows import FINDING_COLUMNS, finding_rows
from .form_rows import SubjectData, SubjectRows
from .form_table import FormTable, form_tables
from .subject_rows import SUBJECT_COLUMNS, subject_row

AUDIT = "audit"
CONFLICTS = "conflicts"
FINDINGS = "findings"
SUBJECTS = "subjects"


@dataclass(frozen=True, slots=True)
class ExportedSubject:
    """A subject with the events that made it, causes first."""

    data: SubjectData
    events: tuple[SealedEvent, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files by name, and the number of subjects."""

    files: tuple[Path, ...]
    subjects: int


def export_csv(
    program: Program,
    subjects: Iterable[ExportedSubject],
    conflicts: Sequence[ConflictData],
    folder: Path,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> Exported:
    """Write the export; files of an earlier one are replaced, all together.

    Args:
        program: The compiled study.
        subjects: Sorted by their key; taken one at a time.
        conflicts: Every open conflict, sorted by path.
        folder: Made if it is not there.
        progress: Told how many subjects are done.

    Raises:
        WorkspaceError: `EXPORT-NOT-WRITTEN`; nothing of this export is there.
    """
    tables = tuple(table for form in program.study.forms.values() for table in form_tables(form))
    done = 0
    with CsvFolder(folder) as out:
        for table in tables:
            out.begin(table.name, table.columns)
        out.begin(AUDIT, AUDIT_COLUMNS)
        out.begin(FINDINGS, FINDING_COLUMNS)
        out.begin(SUBJECTS, SUBJECT_COLUMNS)
        _write_conflicts(out, program, conflicts)
        for done, subject in enumerate(subjects, start=1):
            _write_subject(out, program, tables, subject)
            progress(done)
    names = sorted([*(table.name for table in tables), AUDIT, CONFLICTS, FINDINGS, SUBJECTS])
    return Exported(tuple(folder / f"{name}.csv" for name in names), done)


def _write_conflicts(out: CsvFolder, program: Program, conflicts: Sequence[ConflictData]) -> None:
    columns = conflict_columns(conflicts)
    out.begin(CONFLICTS, columns)
    study = program.study
    out.write(CONFLICTS, (conflict_row(study, one, width=len(columns)) for one in conflicts))


def _write_subject(
    out: CsvFolder, program: Program, tables: tuple[FormTable, ...], subject: ExportedSubject
) -> None:
    rows = SubjectRows(program, subject.data)
    for table in tables:
        out.write(table.name, rows.of(table))
    records = (audit_row(program.study, record) for record in audit_records(subject.events))
    out.write(AUDIT, records)
    out.write(FINDINGS, finding_rows(rows.book, subject.data))
    changes = sum(len(sealed.event.changes) for sealed in subject.events)
    row = subject_row(rows.book, subject.data, events=len(subject.events), changes=changes)
    out.write(SUBJECTS, (row,))
