"""Findings as rows of a table: what is open on a subject's forms, and what stands with a reason."""

from collections.abc import Iterator

from hcc_crf.entry.check import Finding, find
from hcc_crf.entry.workbook import Workbook
from hcc_crf.values import Slot

from .cells import count_cell, text_cell
from .form_rows import SubjectData

FINDING_COLUMNS = (
    "STUDYID", "SITEID", "SUBJID", "VISIT", "FORM", "ROW", "TABLE", "ITEM", "CHECK", "SEVERITY",
    "STATE", "REASON", "USER", "AT_UTC", "MESSAGE",
)  # fmt: skip
"""`STATE` is open or settled; reason, user and time are those of a settled one."""


def finding_rows(book: Workbook, subject: SubjectData) -> Iterator[tuple[str, ...]]:
    """Yield the findings on every saved form as rows of `FINDING_COLUMNS`, by visit and form."""
    order = {oid: number for number, oid in enumerate(book.study.forms)}
    saved = sorted(
        subject.casebook.forms, key=lambda key: (book.program.order(key[0]), order[key[1]])
    )
    for visit, form in saved:
        for finding in find(book, visit, form):
            yield _row(book, subject, finding)


def _row(book: Workbook, subject: SubjectData, finding: Finding) -> tuple[str, ...]:
    form, slot = finding.form, finding.slot or Slot("")
    mark = finding.mark if finding.settled else None
    cell = mark and subject.casebook.cell(form.visit, form.form, mark)
    return (
        *map(text_cell, (book.study.oid, subject.site, form.subject, form.visit, form.form)),
        count_cell(slot.row),
        text_cell(slot.group),
        text_cell(slot.item),
        text_cell(finding.check),
        finding.severity.value,
        "settled" if finding.settled else "open",
        text_cell(finding.settled),
        text_cell(cell.user) if cell else "",
        cell.at_utc if cell else "",
        text_cell(finding.message.en),
    )
