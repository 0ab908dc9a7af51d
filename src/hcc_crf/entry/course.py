"""From the lesion forms to the tumour course that `clinical.recist` judges."""

from hcc_crf.clinical.lesions import (
    Assessment,
    Certainty,
    Course,
    NewLesion,
    NonTargetBaseline,
    NonTargetFinding,
    NonTargetState,
    TargetBaseline,
    TargetFinding,
    TargetState,
)
from hcc_crf.clinical.recist import RecistCourse, compute_recist
from hcc_crf.clinical.response import Response
from hcc_crf.values import PartialDate, Slot, VisitCode

from .exposure import exposures
from .plan import chronological
from .runtime import Missing, as_number
from .scope import Book

_SCR = VisitCode("SCR")
_ASSESSED = ("IMG", "TRTL", "TRNT", "TUNEW")
_NO_DISEASE = "NED"


def is_assessed(book: Book, visit: VisitCode) -> bool:
    """Return whether anything of a tumour assessment is saved at a visit."""
    return any(book.form(visit, form) is not None for form in _ASSESSED)


def has_baseline(book: Book) -> bool:
    """Return whether a lesion form of the baseline was saved, or marked not done."""
    return any(book.form(_SCR, form) is not None for form in ("TUTL", "TUNT"))


def response_code(response: Response) -> str:
    """Return the code of the forms' list, where CDISC keeps ND for "not done"."""
    return _NO_DISEASE if response is Response.ND else response.value


def judged_course(book: Book, visit: VisitCode | None = None) -> RecistCourse:
    """Return the course judged, every time point of the casebook; remembered in the workbook.

    The time point of `visit`, where one is named, is there even while nothing of it is saved.
    """
    key = ("course", visit)
    found = book.memo.get(key)
    if not isinstance(found, RecistCourse):
        settings = book.program.settings.recist
        found = book.memo[key] = compute_recist(course_of(book, visit), settings)
    return found


def course_of(book: Book, visit: VisitCode | None = None) -> Course:
    """Return the course from the forms, with every assessment that has data and the visit's own."""
    visits = _assessed(book) | (frozenset() if visit is None else {visit})
    return Course(
        treatment_start=exposures(book).first,
        targets=_targets(book),
        non_targets=_non_targets(book),
        assessments=tuple(_assessment(book, v) for v in chronological(book, tuple(visits))),
        new_therapy=_new_therapy(book),
    )


def _assessed(book: Book) -> frozenset[VisitCode]:
    visits = {v for form in _ASSESSED for v in book.visits_with(form)} - {_SCR}
    unscheduled = {v for v in visits if not book.form(v, "IMG") and not book.form(v, "TRTL")}
    visits -= {v for v in unscheduled if not book.form(v, "RS") and not book.form(v, "TRNT")}
    return frozenset(visits)


def _targets(book: Book) -> tuple[TargetBaseline, ...]:
    found = book.memo.get("targets")
    if isinstance(found, tuple):
        return found
    targets = []
    for row in book.rows(_SCR, "TUTL"):
        size = as_number(book.value(_SCR, "TUTL", Slot("TL_DIAM", row)))
        nature = book.value(_SCR, "TUTL", Slot("TL_NODAL", row))
        if isinstance(size, Missing) or isinstance(nature, Missing):
            continue
        location = book.value(_SCR, "TUTL", Slot("TL_TULOC", row))
        organ = location if isinstance(location, str) else "OTHER"
        key = book.row_key("TUTL", row)
        targets.append(TargetBaseline(key, organ, nature == "NODAL", size))
    book.memo["targets"] = tuple(targets)
    return tuple(targets)


def _non_targets(book: Book) -> tuple[NonTargetBaseline, ...]:
    return tuple(
        NonTargetBaseline(
            book.row_key("TUNT", row),
            book.value(_SCR, "TUNT", Slot("NT_NODAL", row)) == "NODAL",
        )
        for row in book.rows(_SCR, "TUNT")
    )


def _assessment(book: Book, visit: VisitCode) -> Assessment:
    date = book.value(visit, "IMG", Slot("IMGTPDAT"))
    latest = book.value(visit, "IMG", Slot("IMGTPEND"))
    return Assessment(
        visit=visit,
        date=date if isinstance(date, PartialDate) else None,
        latest_date=latest if isinstance(latest, PartialDate) else None,
        targets=_target_findings(book, visit),
        non_targets=_non_target_findings(book, visit),
        new_lesions=_new_lesions(book, visit),
        is_imaged=book.value(visit, "IMG", Slot("IMGPERF")) != "N",
    )


def _target_findings(book: Book, visit: VisitCode) -> tuple[TargetFinding, ...]:
    found = []
    for row in book.rows(_SCR, "TUTL") if book.form(visit, "TRTL") else ():
        state = book.value(visit, "TRTL", Slot("TR_STAT", row))
        mm = as_number(book.value(visit, "TRTL", Slot("TR_DIAM", row)))
        if isinstance(state, str):
            size = None if isinstance(mm, Missing) else mm
            found.append(TargetFinding(book.row_key("TUTL", row), TargetState(state), size))
    return tuple(found)


def _non_target_findings(book: Book, visit: VisitCode) -> tuple[NonTargetFinding, ...]:
    found = []
    for row in book.rows(_SCR, "TUNT") if book.form(visit, "TRNT") else ():
        state = book.value(visit, "TRNT", Slot("TN_STAT", row))
        node = book.value(visit, "TRNT", Slot("TN_LNSTATE", row))
        if isinstance(state, str):
            is_normal = None if isinstance(node, Missing) else node == "NON-PATHOLOGICAL"
            key = book.row_key("TUNT", row)
            found.append(NonTargetFinding(key, NonTargetState(state), is_normal))
    return tuple(found)


def _new_lesions(book: Book, visit: VisitCode) -> tuple[NewLesion, ...]:
    found = []
    for row in book.rows(visit, "TUNEW"):
        certainty = book.value(visit, "TUNEW", Slot("NL_CERT", row))
        if not isinstance(certainty, str):
            continue
        first = book.value(visit, "TUNEW", Slot("NL_DAT", row))
        found.append(
            NewLesion(
                book.row_key("TUNEW", row),
                Certainty(certainty),
                first_seen=first if isinstance(first, PartialDate) else None,
            )
        )
    return tuple(found)


def _new_therapy(book: Book) -> PartialDate | None:
    """Start of the first further anticancer therapy; its form is planned, so there is none yet."""
    log = VisitCode("LOG")
    if "CMSUB" not in book.study.forms:
        return None
    dates = [book.value(log, "CMSUB", Slot("SUBSTDAT", row)) for row in book.rows(log, "CMSUB")]
    known = [date for date in dates if isinstance(date, PartialDate)]
    return min(known, key=lambda date: date.iso, default=None)
