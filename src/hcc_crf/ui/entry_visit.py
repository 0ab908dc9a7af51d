"""Which forms a visit has and where they stand, as lines of the list; and where one is. Pure."""

from hcc_crf.session import FormStatus, Session, State, VisitPlan, date_text, timing
from hcc_crf.values import Bilingual, FormPath, Language, SubjectKey, VisitCode

from .entry_forms import FormLine
from .entry_texts import FORMS_OF_VISIT, RUNNING_LOGS, WINDOW
from .marks import Mark, mark_of_form
from .texts import filled

LOG = VisitCode("LOG")


def form_lines(
    session: Session, subject: SubjectKey, visit: VisitCode, language: Language
) -> tuple[FormLine, ...]:
    """Return the forms of a visit, then the running logs, each under its heading."""
    drafts = frozenset(draft.form for draft in session.drafts())
    marks = _marks(session, subject, visit)
    lines: list[FormLine] = []
    for code in dict.fromkeys((visit, LOG)):
        heading = RUNNING_LOGS if code == LOG else filled(FORMS_OF_VISIT, visit=code)
        lines.append(FormLine(heading.in_language(language)))
        for form in session.program.visit(code).forms:
            path = FormPath(subject, code, form)
            mark, is_expected = marks.get(path, (Mark.NOT_DUE, True))
            label = session.program.study.forms[form].label.in_language(language)
            lines.append(FormLine(label, path, mark, path in drafts, is_expected))
    return tuple(lines)


def _marks(
    session: Session, subject: SubjectKey, visit: VisitCode
) -> dict[FormPath, tuple[Mark, bool]]:
    found: dict[FormPath, tuple[Mark, bool]] = {}
    today = session.now().today
    for status in session.visits(subject):
        plan = status.plan
        if plan.visit in (visit, LOG):
            for form in status.forms:
                mark = mark_of_form(form, timing(plan, today))
                found[FormPath(subject, plan.visit, form.form)] = (mark, _is_asked(form))
    return found


def _is_asked(form: FormStatus) -> bool:
    return form.is_expected or form.state is not State.NOT_STARTED


def visit_words(session: Session, subject: SubjectKey, visit: VisitCode) -> Bilingual | None:
    """Return date and window of a visit as the top bar says them, or `None`."""
    plan = next((v.plan for v in session.visits(subject) if v.plan.visit == visit), None)
    return _plan_words(plan) if plan is not None else None


def _plan_words(plan: VisitPlan) -> Bilingual | None:
    parts = []
    if plan.date is not None:
        parts.append(Bilingual(date_text(plan.date), date_text(plan.date)))
    if plan.first is not None and plan.last is not None:
        parts.append(filled(WINDOW, first=date_text(plan.first), last=date_text(plan.last)))
    if not parts:
        return None
    return Bilingual(" · ".join(p.en for p in parts), " · ".join(p.zh for p in parts))
