"""Tumour courses that were never in a casebook: what the session would hand out."""

from dataclasses import replace
from decimal import Decimal

from hcc_crf.session import (
    Best,
    Judgement,
    LesionKind,
    LesionRow,
    LesionState,
    Reasons,
    ResponseView,
    TimePoint,
)
from hcc_crf.values import Bilingual, PartialDate, SubjectKey, VisitCode

CT = Bilingual("CT scan", "CT")
MRI = Bilingual("MRI", "MRI")
LIVER = Bilingual("Liver, right lobe", "肝右叶")
WHY = Bilingual("why", "理由")
REASONS = Reasons(
    Bilingual("target why", "靶病灶理由"),
    Bilingual("non-target why", "非靶病灶理由"),
    Bilingual("new lesion why", "新病灶理由"),
    Bilingual("overall why", "总体理由"),
)
STABLE = Judgement("SD", "NON-CR/NON-PD", "N", "SD")


def target(
    state: str = "MEASURED",
    counts: str | None = "34",
    *,
    label: Bilingual | None = None,
    method: Bilingual = CT,
    is_other: bool = False,
    detail: Bilingual | None = None,
) -> LesionState:
    """Return a target at a time point."""
    mm = None if counts is None else Decimal(counts)
    said = label or Bilingual(state.capitalize(), state)
    return LesionState(state, said, mm, mm, method, is_other, detail)


def finding(state: str, label: Bilingual, detail: Bilingual | None = None) -> LesionState:
    """Return a non-target or new lesion at a time point."""
    return LesionState(state, label, None, None, CT, is_other_method=False, detail=detail)


def lesion(
    *states: LesionState | None,
    kind: LesionKind = LesionKind.TARGET,
    key: str = "T01",
    text: str = "segment S6",
) -> LesionRow:
    """Return a lesion over the course."""
    return LesionRow(kind, key, LIVER, text, is_nodal=False, states=states)


def best(code: str) -> Best:
    """Return a best response."""
    return Best(code, None, Bilingual(f"best why {code}", f"最佳理由 {code}"))


POINT = TimePoint(
    visit=VisitCode("TA1"),
    date=PartialDate("2026-02-15"),
    sum_mm=Decimal(70),
    nadir_mm=Decimal(80),
    pd_from_mm=Decimal(96),
    from_baseline_pct=Decimal("-12.5"),
    from_nadir_pct=Decimal("-12.5"),
    from_nadir_mm=Decimal(-10),
    rule=STABLE,
    why=REASONS,
    investigator=STABLE,
    difference="",
    best=best("SD"),
    best_unconfirmed=best("SD"),
)
"""A sum of 70 mm after a baseline of 80 mm."""
EMPTY = ResponseView(
    subject=SubjectKey("01-001"),
    baseline=VisitCode("SCR"),
    baseline_date=None,
    baseline_mm=None,
    pr_to_mm=None,
    next_pd_from_mm=None,
    lesions=(),
    points=(),
    best=best("NE"),
    best_unconfirmed=best("NE"),
    progression_date=None,
    first_dose=None,
    notes=(),
)
"""A subject without lesions."""


def course(*points: TimePoint, lesions: tuple[LesionRow, ...] = ()) -> ResponseView:
    """Return a course of a baseline of 80 mm and these time points."""
    return replace(
        EMPTY,
        baseline_date=PartialDate("2025-12-29"),
        baseline_mm=Decimal(80),
        pr_to_mm=Decimal(56),
        next_pd_from_mm=Decimal(84),
        lesions=lesions or (lesion(target(), *(target() for _ in points)),),
        points=points,
        best=best("SD"),
        best_unconfirmed=best("SD"),
        first_dose=PartialDate("2026-01-05"),
    )
