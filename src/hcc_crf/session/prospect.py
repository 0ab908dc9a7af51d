"""What a save comes to, worked out before it is asked for: all but its reason, time and hash.

The same request over the same casebook on the same day comes to the same. So it can be worked out
while a person looks at what was typed, and only writing is left when the save is asked for.
"""

from dataclasses import dataclass, replace

from hcc_crf.entry.decide import Decision, foresee_save
from hcc_crf.entry.request import Author, Refused, SaveRequest
from hcc_crf.entry.workbook import Workbook
from hcc_crf.store.projections import RowChanges, SubjectRows, row_changes
from hcc_crf.values import FormPath

from .standing import moved_rows, subject_rows


@dataclass(frozen=True, slots=True)
class Prospect:
    """A save that nobody has asked for yet.

    Attributes:
        request: What would be saved; its reason is left out.
        before: The casebook before it.
        decision: What it comes to.
        after: The casebook after it, with what was computed of it.
        rows: What it changes in the projections, times left out; `None` when nothing changes.
    """

    request: SaveRequest
    before: Workbook
    decision: Decision
    after: Workbook
    rows: RowChanges | None

    def is_of(self, request: SaveRequest, before: Workbook) -> bool:
        """Return whether this is what a request over a casebook comes to."""
        return self.before is before and self.request == without_reason(request)


def look_ahead(
    before: Workbook, request: SaveRequest, author: Author, stored: SubjectRows | None
) -> Prospect | Refused:
    """Return what a save comes to, or why it is refused whatever its reason.

    Args:
        before: The subject's casebook, open on the day of the save.
        request: What is asked, or may be.
        author: Who asks.
        stored: The subject's rows; `None` before its first save.
    """
    asked = without_reason(request)
    decision = foresee_save(before, asked, author)
    if isinstance(decision, Refused):
        return decision
    if decision.event is None:
        return Prospect(asked, before, decision, before, None)
    touched = decision.changed | frozenset(decision.reach)
    after = before.followed_by(decision.casebook, touched)
    if stored is None:
        rows = subject_rows(before.program, decision.casebook, before.context, enrolled_at="")
    else:
        is_new_day = stored.subject.saved_day != before.context.today.iso
        rows = moved_rows(stored, before, after, decision, is_new_day=is_new_day)
    return Prospect(asked, before, decision, after, row_changes(stored, rows))


def without_reason(request: SaveRequest) -> SaveRequest:
    """Return a request as it can be known while its reason is still asked."""
    return replace(request, reason="") if request.reason else request


def stamped(rows: RowChanges, form: FormPath, at: str) -> RowChanges:
    """Return the rows that a save of a form changes, with the UTC time of the save in them."""
    subject = replace(
        rows.subject,
        saved_at=max(rows.subject.saved_at, at),
        enrolled_at=rows.subject.enrolled_at or at,
    )
    place = (form.visit, form.form)
    forms = tuple(
        replace(row, saved_at=at) if (row.visit, row.form) == place else row for row in rows.forms
    )
    return replace(rows, subject=subject, forms=forms)
