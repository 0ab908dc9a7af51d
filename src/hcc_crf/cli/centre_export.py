"""`hcc-crf centre export`: from the centre's store to the files of `export`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from hcc_crf.access.roles import Action
from hcc_crf.centre.folder import Centre
from hcc_crf.centre.holdings import events_of_subject, merged_subject, open_conflicts, subjects
from hcc_crf.centre.reconcile import Claim, Conflict
from hcc_crf.entry.program import Program
from hcc_crf.export.conflict_rows import ClaimData, ConflictData
from hcc_crf.export.csv_files import ExportedSubject, export_csv
from hcc_crf.export.form_rows import SubjectData
from hcc_crf.store.access_log import AccessKind
from hcc_crf.values import SubjectKey

FORMATS = ("csv",)
Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


def export_as(
    form: str, program: Program, centre: Centre, folder: Path, *, bar: Bar
) -> dict[str, object]:
    """Write the export and return the answer of the command. `form` is one of `FORMATS`."""
    centre.require(Action.EXPORT)
    keys = subjects(centre.db)
    with bar("Exporting", len(keys)) as progress:
        done = export_csv(
            program,
            (_exported(centre, key) for key in keys),
            tuple(_conflict(one) for one in open_conflicts(centre.db)),
            folder,
            progress=progress,
        )
    centre.record(AccessKind.EXPORTED, f"{form}, {done.subjects} subjects")
    return {
        "format": form,
        "folder": str(folder),
        "subjects": done.subjects,
        "training": centre.info.training,
        "files": [str(file) for file in done.files],
    }


def site_of(subject: SubjectKey) -> str:
    """Return the site of a subject that was admitted: its number begins with it."""
    return subject.partition("-")[0]


def _exported(centre: Centre, key: SubjectKey) -> ExportedSubject:
    merged = merged_subject(centre.db, key)
    data = SubjectData(
        site_of(key),
        merged.casebook,
        frozenset(conflict.path for conflict in merged.conflicts),
        merged.as_of,
    )
    return ExportedSubject(data, events_of_subject(centre.db, key))


def _conflict(conflict: Conflict) -> ConflictData:
    path = conflict.path
    return ConflictData(
        site_of(path.form.subject), path, tuple(_claim(claim) for claim in conflict.claims)
    )


def _claim(claim: Claim) -> ClaimData:
    return ClaimData(
        claim.value,
        claim.user,
        claim.role,
        f"{claim.site}-{claim.device}",
        claim.at_utc,
        claim.event,
    )
