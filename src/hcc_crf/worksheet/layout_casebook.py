"""The casebook of a subject on paper: summary, visits with data, and if asked the audit trail."""

from collections.abc import Iterator

from hcc_crf.entry.echo import date_text
from hcc_crf.entry.plan import visit_date
from hcc_crf.entry.program import Program
from hcc_crf.entry.scope import Context
from hcc_crf.entry.states import State, VisitStatus, subject_status
from hcc_crf.ledger.audit import AuditRecord
from hcc_crf.ledger.casebook import Casebook, FormData
from hcc_crf.study.schedule import sort_key
from hcc_crf.values import Language, PartialDate, VisitCode

from . import texts
from .casebook_fields import saved_blocks
from .casebook_findings import count_settled
from .document import Cell, Column, Document, Grid, Part, Record, Section, Stated, Tone
from .layout_audit import audit_part
from .paper import SEPARATOR, Paper, moment_text


def layout_casebook(
    program: Program,
    casebook: Casebook,
    language: Language,
    context: Context,
    audit: tuple[AuditRecord, ...] | None,
    *,
    is_training: bool,
) -> Document:
    """Return the casebook as it stands; with the audit trail when one is given."""
    paper = Paper(program, casebook, context, language)
    statuses = tuple(filter(_is_listed, subject_status(paper.book)))
    visits = sorted(casebook.visits, key=lambda visit: sort_key(program.study, visit))
    parts = [_summary(paper, statuses), *(_visit(paper, visit) for visit in visits)]
    if audit is not None:
        parts.append(audit_part(paper, audit))
    saved = max((data.saved_at_utc for data in casebook.forms.values()), default="")
    open_findings = sum(f.missing + f.soft + f.hard for s in statuses for f in s.forms)
    return Document(
        language=language,
        title=paper.say(texts.CASEBOOK),
        subtitle=paper.label(program.study.title),
        head=paper.head(is_training=is_training),
        facts=(
            (
                (paper.say(texts.SUBJECT), Stated(casebook.subject)),
                (paper.say(texts.VISITS_SAVED), Stated(str(len(visits)))),
                (paper.say(texts.FORMS_SAVED), Stated(str(len(casebook.forms)))),
                (paper.say(texts.OPEN_FINDINGS), Stated(str(open_findings))),
                (paper.say(texts.SETTLED_FINDINGS), Stated(str(count_settled(paper)))),
                (paper.say(texts.LAST_SAVED), Stated(moment_text(saved) or "–")),
            ),
        ),
        legend="",
        parts=tuple(parts),
    )


def _is_listed(status: VisitStatus) -> bool:
    """False for a visit that the protocol does not ask for and nobody began."""
    return status.plan.is_expected or any(f.state is not State.NOT_STARTED for f in status.forms)


def _date(date: PartialDate | None) -> str:
    return date_text(date) if date else ""


def _texts(*said: str, key: str) -> Record:
    return Record((Cell(Stated(key, Tone.STRONG)), *(Cell(Stated(text)) for text in said)))


def _summary(paper: Paper, statuses: tuple[VisitStatus, ...]) -> Part:
    columns = (
        Column(paper.say(texts.VISIT), 54, grows=True),
        Column(paper.say(texts.DATE), 26),
        Column(paper.say(texts.PLANNED), 26),
        Column(paper.say(texts.WINDOW), 46),
        Column(paper.say(texts.STATE), 22),
    )
    records = []
    for status in statuses:
        plan = status.plan
        window = " – ".join(filter(None, (_date(plan.first), _date(plan.last))))
        state = paper.say(texts.STATES[status.state])
        name = paper.visit_name(plan.visit)
        records.append(_texts(_date(plan.date), _date(plan.target), window, state, key=name))
    section = Section(paper.say(texts.SUMMARY), (Grid(columns, tuple(records)),))
    return Part((section,), running=paper.say(texts.CASEBOOK))


def _visit(paper: Paper, visit: VisitCode) -> Part:
    name = paper.visit_name(visit)
    date = visit_date(paper.book, visit)
    return Part(tuple(_forms(paper, visit)), running=name, title=name, remark=_date(date))


def _forms(paper: Paper, visit: VisitCode) -> Iterator[Section]:
    order = paper.program.visit(visit).forms
    saved = [form for form in order if paper.casebook.form(visit, form)]
    saved += sorted(f for v, f in paper.casebook.forms if v == visit and f not in order)
    for form in saved:
        data = paper.casebook.forms[visit, form]
        yield _form(paper, visit, form, data)


def _form(paper: Paper, visit: VisitCode, form: str, data: FormData) -> Section:
    at = moment_text(data.saved_at_utc)
    view = paper.view(visit, form)
    return Section(
        title=paper.label(view.definition.label),
        blocks=saved_blocks(paper, view, data),
        form=f"{form} v{data.version}",
        remark=SEPARATOR.join(
            (
                paper.say(texts.STATES[view.status.state]),
                paper.say(texts.SAVED_BY, user=data.saved_by, at=at),
            )
        ),
    )
