"""Whether a save may happen where it is asked: subject number, visit, form."""

import difflib
import re

from hcc_crf.study.faults import suggest
from hcc_crf.study.schedule import all_visit_codes, find_visit
from hcc_crf.values import Bilingual, FormPath

from .request import Problem
from .scope import Book
from .states import is_form_open


def place_problem(book: Book, form: FormPath) -> Problem | None:
    """Return what is wrong with the place, or `None`."""
    return _subject_problem(book, form) or _visit_problem(book, form) or _form_problem(book, form)


def is_subject_number(subject: str, *, pattern: str) -> bool:
    """True for a number of the study's pattern; the last part counts from 1, never 0."""
    fits = re.fullmatch(pattern.strip("^$"), subject) is not None
    return fits and bool(subject.rpartition("-")[2].strip("0"))


def _subject_problem(book: Book, form: FormPath) -> Problem | None:
    site = book.context.site
    if not is_subject_number(form.subject, pattern=book.study.subject_pattern):
        message = Bilingual(
            f"Subject numbers of this study look like {site}-001, which is the first. Correct it.",
            f"本研究受试者编号形如 {site}-001，从001起，请更正。",
        )
        return Problem("SUBJECT-NUMBER-INVALID", form.subject, message)
    if not form.subject.startswith(f"{site}-"):
        message = Bilingual(
            f"This workstation belongs to site {site}; its subject numbers begin with {site}-.",
            f"本工作站属于中心 {site}，受试者编号须以 {site}- 开头。",
        )
        return Problem("SUBJECT-OF-OTHER-SITE", form.subject, message)
    return None


def _visit_problem(book: Book, form: FormPath) -> Problem | None:
    if find_visit(book.study, form.visit) is not None:
        return None
    near = suggest(form.visit, all_visit_codes(book.study))
    message = Bilingual(
        f"The schedule has no visit {form.visit}{near or '.'}", f"研究流程中没有访视 {form.visit}。"
    )
    return Problem("UNKNOWN-VISIT", f"{form.subject}/{form.visit}", message)


def _form_problem(book: Book, form: FormPath) -> Problem | None:
    visit = book.program.visit(form.visit)
    if form.form in book.study.planned:
        message = Bilingual(
            f"Form {form.form} is planned and not in use yet.", f"表单 {form.form} 尚未启用。"
        )
        return Problem("FORM-NOT-IN-USE", str(form), message)
    if form.form not in book.study.forms:
        close = difflib.get_close_matches(form.form, book.study.forms, 1)
        hint = close[0] if close else ", ".join(visit.forms)
        message = Bilingual(
            f"There is no form {form.form}. Did you mean {hint}?",
            f"没有表单 {form.form}。是否为 {hint}?",
        )
        return Problem("UNKNOWN-FORM", str(form), message)
    if form.form not in visit.forms:
        listed = ", ".join(visit.forms)
        message = Bilingual(
            f"Visit {form.visit} has no form {form.form}. It has: {listed}.",
            f"访视 {form.visit} 没有表单 {form.form}。可用：{listed}。",
        )
        return Problem("FORM-NOT-IN-VISIT", str(form), message)
    if not is_form_open(book, form.visit, form.form):
        return Problem("FORM-NOT-OPEN", str(form), _not_open(book, form.form))
    return None


def _not_open(book: Book, form: str) -> Bilingual:
    definition = book.study.forms[form]
    if definition.rows_come_from:
        source = book.study.forms[definition.rows_come_from].label
        return Bilingual(
            f"It repeats the rows of: {source.en}. Enter that form first.",
            f"本表单的行来自“{source.zh}”，请先录入该表单。",
        )
    condition = definition.show_when.source if definition.show_when else ""
    return Bilingual(
        f"It opens only where {condition}. Check the answers that decide it.",
        f"本表单仅在 {condition} 时开放，请核对相关答案。",
    )
