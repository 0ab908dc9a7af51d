"""Stages, grades and answers that a clinical rule or the form itself decides."""

from decimal import Decimal
from typing import TypedDict

from hcc_crf.clinical import (
    bclc as bclc_rule,
)
from hcc_crf.clinical import (
    blood_pressure,
    proteinuria,
    treatment_emergent,
)
from hcc_crf.clinical import (
    cnlc as cnlc_rule,
)
from hcc_crf.clinical import (
    hbv_reactivation as hbv_rule,
)
from hcc_crf.clinical import (
    qtcf as qtcf_rule,
)
from hcc_crf.clinical.child_pugh import ChildPughClass
from hcc_crf.clinical.proteinuria import Dipstick
from hcc_crf.values import NOT_DETECTED, NotDerivable, PartialDate, Quantity, Slot

from ..answers import explained, explained_missing
from ..runtime import Argument, Explained, Implementation, Missing, Runtime
from ..scope import Scope


def _number(value: Argument) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _whole(value: Argument) -> int | None:
    return int(value) if isinstance(value, str | Decimal) else None


def _flag(value: Argument) -> bool | None:
    return value not in ("N", "Vp0") if isinstance(value, str) else None


class _Tumour(TypedDict):
    """The six inputs of both staging systems; what lacks is `None`."""

    nodules: int | None
    largest_mm: Decimal | None
    macrovascular_invasion: bool | None
    extrahepatic_spread: bool | None
    ecog: int | None
    child_pugh_class: ChildPughClass | None


def _tumour(
    nodules: Argument, largest_mm: Argument, invasion: Argument, spread: Argument, *rest: Argument
) -> _Tumour:
    ecog, child_pugh = rest
    return _Tumour(
        nodules=_whole(nodules),
        largest_mm=_number(largest_mm),
        macrovascular_invasion=_flag(invasion),
        extrahepatic_spread=_flag(spread),
        ecog=_whole(ecog),
        child_pugh_class=ChildPughClass(child_pugh) if isinstance(child_pugh, str) else None,
    )


def bclc(_scope: Scope, *inputs: Argument) -> Explained:
    """BCLC 2022 stage."""
    answer = bclc_rule.compute_bclc(**_tumour(*inputs))
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, bclc_rule.RULE)
    return Explained(answer.stage.value, bclc_rule.RULE, answer.why)


def cnlc(_scope: Scope, *inputs: Argument) -> Explained:
    """CNLC stage."""
    answer = cnlc_rule.compute_cnlc(**_tumour(*inputs))
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, cnlc_rule.RULE)
    return Explained(answer.stage.value, cnlc_rule.RULE, answer.why)


def ctcae_hypertension(_scope: Scope, systolic: Argument, diastolic: Argument) -> Explained:
    """Grade 0-3 by systolic and diastolic pressure, the higher of the two."""
    answer = blood_pressure.compute_hypertension_grade(
        systolic=_number(systolic), diastolic=_number(diastolic)
    )
    if isinstance(answer, NotDerivable):
        absent = Missing(
            tuple(n for v in (systolic, diastolic) if isinstance(v, Missing) for n in v.inputs)
        )
        return Explained(absent, blood_pressure.RULE, answer.why)
    return Explained(Decimal(answer.grade), blood_pressure.RULE, answer.why)


def ctcae_proteinuria(_scope: Scope, dipstick: Argument, protein_24h: Argument) -> Explained:
    """Grade 0-3 from g/24 h, else from the dipstick."""
    day = _number(protein_24h)
    answer = proteinuria.compute_proteinuria_grade(
        dipstick=Dipstick(dipstick) if isinstance(dipstick, str) else None,
        protein_24h=None if day is None else Quantity(day, "g/24 h"),
    )
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, "ctcae-proteinuria/1")
    return Explained(Decimal(answer.grade), "ctcae-proteinuria/1", answer.why)


def hbv_reactivation(
    _scope: Scope, dna: Decimal, baseline: Decimal, qualifier: Argument
) -> Explained:
    """Y or N from HBV DNA, its baseline and the qualifier of the baseline."""
    is_undetected = qualifier in ("<", NOT_DETECTED)
    before = Quantity(Decimal(0) if is_undetected else baseline, "IU/mL")
    answer = hbv_rule.compute_hbv_reactivation(hbv_dna=Quantity(dna, "IU/mL"), baseline=before)
    return explained(answer, hbv_rule.RULE, lambda found: "Y" if found.is_reactivated else "N")


def qtcf(_scope: Scope, qt_ms: Decimal, heart_rate: Decimal) -> Explained:
    """Unrounded ms."""
    answer = qtcf_rule.compute_qtcf(qt_ms=qt_ms, heart_rate=heart_rate)
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, qtcf_rule.RULE)
    return Explained(answer.ms, qtcf_rule.RULE, answer.why)


def treatment_emergent_flag(
    scope: Scope, onset: PartialDate, first_dose: PartialDate, last_dose: Argument
) -> Explained:
    """Y or N from onset, first dose, last dose."""
    answer = treatment_emergent.compute_treatment_emergent(
        onset=onset,
        first_dose=first_dose,
        last_dose=last_dose if isinstance(last_dose, PartialDate) else None,
        settings=scope.book.program.settings.treatment_emergent,
    )
    return explained(
        answer, treatment_emergent.RULE, lambda found: "Y" if found.is_emergent else "N"
    )


def eligibility_all_met(scope: Scope) -> Runtime:
    """Y when every INCLnn is Y and every EXCLnn is N, N when one is not, else missing."""
    form, visit = scope.place.form, scope.place.visit
    absent: list[str] = []
    for item in scope.book.study.forms[form].items:
        wanted = {"INCL": "Y", "EXCL": "N"}.get(item.oid[:4])
        if wanted is None:
            continue
        answer = scope.book.see(scope, visit, form, Slot(item.oid))
        if isinstance(answer, Missing):
            absent += answer.inputs
        elif answer != wanted:
            return "N"
    return Missing(tuple(absent)) if absent else "Y"


FUNCTIONS: dict[str, Implementation] = {
    "bclc": bclc,
    "cnlc": cnlc,
    "ctcae_hypertension": ctcae_hypertension,
    "ctcae_proteinuria": ctcae_proteinuria,
    "hbv_reactivation": hbv_reactivation,
    "qtcf": qtcf,
    "treatment_emergent": treatment_emergent_flag,
    "eligibility_all_met": eligibility_all_met,
}
