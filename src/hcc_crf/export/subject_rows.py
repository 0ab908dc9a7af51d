"""The subjects as rows of a table: what there is of each, and where its forms stand."""

from hcc_crf.entry.states import State, form_status
from hcc_crf.entry.workbook import Workbook

from .cells import text_cell
from .form_rows import SubjectData

SUBJECT_COLUMNS = (
    "STUDYID", "SITEID", "SUBJID", "ASOF", "VISITS", "FORMS", "COMPLETE", "INCOMPLETE", "NOTDONE",
    "EVENTS", "CHANGES", "CONFLICTS",
)  # fmt: skip
"""`ASOF` is the day of the last save; `FORMS` counts forms that were saved, by state after it."""


def subject_row(
    book: Workbook, subject: SubjectData, *, events: int, changes: int
) -> tuple[str, ...]:
    """Return one subject as a row of `SUBJECT_COLUMNS`."""
    casebook = subject.casebook
    states = [form_status(book, visit, form).state for visit, form in casebook.forms]
    return (
        text_cell(book.study.oid),
        text_cell(subject.site),
        text_cell(casebook.subject),
        subject.as_of.iso,
        str(len(casebook.visits)),
        str(len(states)),
        str(states.count(State.COMPLETE)),
        str(states.count(State.INCOMPLETE)),
        str(states.count(State.NOT_DONE)),
        str(events),
        str(changes),
        str(len(subject.in_conflict)),
    )
