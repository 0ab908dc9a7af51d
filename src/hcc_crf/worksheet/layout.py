"""The paper for one visit: blank, or for one subject with what is known already."""

from hcc_crf.entry.echo import date_text
from hcc_crf.entry.plan import window_of
from hcc_crf.entry.program import Program
from hcc_crf.entry.runtime import Missing, as_number
from hcc_crf.entry.scope import Context, Place, Scope
from hcc_crf.entry.states import is_form_expected
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.study.model import FormDef, ItemType, VisitKind
from hcc_crf.study.schedule import forms_at
from hcc_crf.values import MISSING_LABELS, Language, PartialDate, VisitCode

from . import texts
from .answers import date_comb
from .document import Answer, Block, Document, Line, Note, Part, Section, Stated
from .grids import form_grid
from .paper import NOBODY, Paper
from .questions import question_blocks
from .row_history import short_label


def layout_worksheet(
    program: Program,
    casebook: Casebook | None,
    visit: VisitCode,
    language: Language,
    context: Context,
    *,
    is_training: bool,
) -> Document:
    """Return the worksheet of a visit; blank without a casebook.

    Raises:
        InputError: The schedule has no such visit.
    """
    paper = Paper(program, casebook or Casebook(NOBODY), context, language)
    forms = forms_at(program.study, visit)
    asked = [f for f in forms if paper.is_blank or is_form_expected(paper.book, visit, f.oid)]
    sections = [_section(paper, visit, form) for form in asked]
    left_out = [paper.label(form.label) for form in forms if form not in asked]
    if left_out:
        names = "; ".join(left_out)
        sections.append(Section("", (Note(paper.say(texts.LEFT_OUT, forms=names)),)))
    title = texts.BLANK_WORKSHEET if paper.is_blank else texts.WORKSHEET
    return Document(
        language=language,
        title=paper.say(title),
        subtitle=paper.label(program.study.title),
        head=paper.head(is_training=is_training),
        facts=_facts(paper, visit),
        legend=paper.say(texts.LEGEND, reasons=_reasons(paper)),
        parts=(Part(tuple(sections), running=paper.visit_name(visit)),),
        closing=tuple(
            (paper.say(who), paper.say(texts.SIGNATURE), paper.say(texts.DATE))
            for who in (texts.FILLED_BY, texts.ENTERED_BY)
        ),
    )


def _section(paper: Paper, visit: VisitCode, form: FormDef) -> Section:
    view = paper.view(visit, form.oid)
    blocks = form_grid(paper, view) if form.repeating else question_blocks(paper, view)
    return Section(
        title=paper.label(form.label),
        blocks=(*blocks, *_derived_note(paper, form)),
        form=f"{form.oid} v{form.version}",
        may_be_undone=True,
    )


def _derived_note(paper: Paper, form: FormDef) -> tuple[Block, ...]:
    names = [
        short_label(short_label(paper.label(item.label)))
        for item in form.items
        if item.type is ItemType.DERIVED and not item.companion_of
    ]
    if not names:
        return ()
    separator = ", " if paper.language is Language.EN else "、"
    items = separator.join(dict.fromkeys(names))
    return (Note(paper.say(texts.DERIVED_LATER, items=items)),)


def _facts(paper: Paper, visit: VisitCode) -> tuple[tuple[tuple[str, Answer], ...], ...]:
    subject: Answer = Line() if paper.is_blank else Stated(paper.casebook.subject)
    which = (
        (paper.say(texts.SUBJECT), subject),
        (paper.say(texts.VISIT), Stated(paper.visit_name(visit))),
    )
    if paper.program.visit(visit).kind is VisitKind.LOG:
        return (which,)
    planned, window = _plan(paper, visit)
    return (
        which,
        (
            (paper.say(texts.PLANNED), Stated(planned)),
            (paper.say(texts.WINDOW), Stated(window)),
            (paper.say(texts.VISIT_DATE), date_comb(paper.language)),
        ),
    )


def _plan(paper: Paper, visit: VisitCode) -> tuple[str, str]:
    """Planned date and window: dates where the anchor is known, else day and tolerance."""
    definition = paper.program.visit(visit)
    window = window_of(paper.book, visit)
    if window is not None:
        dates = [date_text(PartialDate(d.isoformat())) for d in (window.first, window.last)]
        target = date_text(PartialDate(window.target.isoformat()))
        return target, " – ".join(dates) if definition.window else paper.say(texts.NO_WINDOW)
    tolerance = paper.say(texts.NO_WINDOW)
    if definition.window is not None:
        minus, plus = definition.window
        tolerance = paper.say(texts.WINDOW_DAYS, minus=minus, plus=plus)
    if definition.target_day is None:
        return paper.say(texts.NOT_PLANNED), tolerance
    answer = paper.program.compiled(definition.target_day)(Scope(paper.book, Place(visit)))
    day = as_number(answer)
    planned = texts.NOT_PLANNED if isinstance(day, Missing) else texts.PLANNED_DAY
    return paper.say(planned, day=str(day).replace("-", "−")), tolerance


def _reasons(paper: Paper) -> str:
    return "; ".join(f"{code} {paper.say(label)}" for code, label in MISSING_LABELS.items())
