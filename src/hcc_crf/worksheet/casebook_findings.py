"""Findings of a saved form in words: what is open, and what stands, why, by whom and since when."""

from collections.abc import Iterable, Iterator

from hcc_crf.entry.check import REQUIRED, Finding, find
from hcc_crf.entry.echo import date_text
from hcc_crf.entry.view import FieldView, FormView
from hcc_crf.study.model import ItemType, Severity
from hcc_crf.values import Bilingual, PartialDate, Slot

from . import texts
from .document import Note, Tone
from .paper import Paper

_SHAPES = {Severity.HARD: "■", Severity.SOFT: "▲"}


def count_settled(paper: Paper) -> int:
    """Return how many findings of the casebook stand with a reason."""
    found = (find(paper.book, visit, form) for visit, form in paper.casebook.forms)
    return sum(bool(finding.settled) for findings in found for finding in findings)


def finding_text(paper: Paper, finding: Finding) -> str:
    """Return what is open behind the shape of its gravity; what is settled with its reason."""
    message = paper.label(finding.message)
    if finding.settled:
        return f"{message} {_kept(paper, finding)}"
    return f"{_SHAPES[finding.severity]} {message}"


def _kept(paper: Paper, finding: Finding) -> str:
    """`✓ kept: weighed twice (nurse1, 25-NOV-2026)`."""
    path, mark = finding.form, finding.mark
    cell = paper.casebook.cell(path.visit, path.form, mark) if mark else None
    by = f"{cell.user}, {date_text(PartialDate(cell.at_utc[:10]))}" if cell else "–"
    return paper.say(texts.KEPT, reason=finding.settled, by=by)


def findings_beside(paper: Paper, label: Bilingual, field: FieldView) -> Iterator[str]:
    """Yield what was found on an item, without the label it begins with."""
    for finding in (*field.findings, *field.settled):
        shape = "" if finding.settled else f"{_SHAPES[finding.severity]} "
        message = _without(paper.label(label), finding_text(paper, finding).removeprefix(shape))
        yield message if finding.check == REQUIRED else f"{shape}{message}"


def _without(name: str, message: str) -> str:
    for mark in (": ", ":", "："):
        if message.startswith(name + mark):
            return message[len(name) + len(mark) :]
    return message


def findings_below(paper: Paper, fields: Iterable[FieldView]) -> str:
    """Return what was found in a row of a table, each message once; what is settled last."""
    fields = tuple(fields)
    still_open = (paper.label(finding.message) for field in fields for finding in field.findings)
    settled = (finding_text(paper, finding) for field in fields for finding in field.settled)
    return "; ".join(dict.fromkeys((*still_open, *settled)))


def form_notes(paper: Paper, view: FormView) -> Iterator[Note]:
    """Yield what was found on the form as a whole, on one of its tables or on a row as a whole."""
    for finding in (*view.findings, *view.settled):
        if _is_of_form(view, finding.slot):
            text = finding_text(paper, finding)
            yield Note(f"{_row_name(paper, view, finding)}{text}", Tone.PLAIN)


def _is_of_form(view: FormView, slot: Slot | None) -> bool:
    if slot is None:
        return True
    item = view.definition.by_oid[slot.item]
    return item.type is ItemType.TABLE or item.form_level


def _row_name(paper: Paper, view: FormView, finding: Finding) -> str:
    """The row a finding of a whole row is about, as `T01: `; empty for one of the form."""
    at = finding.slot or finding.mark
    if at is None or not at.row:
        return ""
    return f"{paper.row_name(view.definition.oid, at.row)}: "
