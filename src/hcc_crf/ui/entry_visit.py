"""Which forms a visit has and where they stand, as lines of the list; and where one is. Pure."""

from dataclasses import dataclass

from hcc_crf.session import (
    FormStatus,
    Session,
    State,
    Timing,
    VisitPlan,
    VisitStatus,
    date_text,
    timing,
)
from hcc_crf.study.model import Study
from hcc_crf.values import Bilingual, FormPath, Language, SubjectKey, VisitCode

from .entry_forms import FormLine
from .entry_texts import FORMS_OF_VISIT, RUNNING_LOGS, WINDOW
from .marks import Mark, mark_of_form
from .texts import filled

LOG = VisitCode("LOG")


@dataclass(frozen=True, slots=True)
class VisitState:
    """What the list and the top bar say of a visit.

    Attributes:
        words: Its date and window, or `None`.
    """

    lines: tuple[FormLine, ...]
    words: Bilingual | None


def visit_state(
    session: Session, subject: SubjectKey, visit: VisitCode, language: Language
) -> VisitState:
    """Return the forms of a visit and the running logs, each under its heading, and its dates."""
    found = {status.plan.visit: status for status in session.visits(subject)}
    drafts = frozenset(draft.form for draft in session.drafts())
    lines: list[FormLine] = []
    for code in dict.fromkeys((visit, LOG)):
        heading = RUNNING_LOGS if code == LOG else filled(FORMS_OF_VISIT, visit=code)
        lines.append(FormLine(heading.in_language(language)))
        marks = _marks(session, found[code]) if code in found else {}
        for form in session.program.visit(code).forms:
            path = FormPath(subject, code, form)
            mark, is_expected = marks.get(form, (Mark.NOT_DUE, True))
            label = session.program.study.forms[form].label.in_language(language)
            lines.append(FormLine(label, path, mark, path in drafts, is_expected))
    return VisitState(tuple(lines), _words(found[visit].plan) if visit in found else None)


def _marks(session: Session, status: VisitStatus) -> dict[str, tuple[Mark, bool]]:
    study = session.program.study
    when = timing(status.plan, session.now().today)
    return {form.form: (_mark(study, form, when), _is_asked(form)) for form in status.forms}


def _mark(study: Study, form: FormStatus, when: Timing) -> Mark:
    """The mark of a form. Logs, and lists that may stay empty, keep nothing waiting."""
    definition = study.forms[form.form]
    may_stay_empty = definition.repeating and not definition.rows_come_from
    waits = form.is_expected and not may_stay_empty and form.visit != LOG
    if form.state is State.NOT_STARTED and not waits:
        return Mark.EMPTY
    return mark_of_form(form, when)


def _is_asked(form: FormStatus) -> bool:
    return form.is_expected or form.state is not State.NOT_STARTED


def _words(plan: VisitPlan) -> Bilingual | None:
    parts = []
    if plan.date is not None:
        parts.append(Bilingual(date_text(plan.date), date_text(plan.date)))
    if plan.first is not None and plan.last is not None:
        parts.append(filled(WINDOW, first=date_text(plan.first), last=date_text(plan.last)))
    if not parts:
        return None
    return Bilingual(" · ".join(p.en for p in parts), " · ".join(p.zh for p in parts))
