"""Clinical scores and doses: from arguments to `clinical`, and its answers with their why."""

from decimal import Decimal

from hcc_crf.clinical import (
    albi as albi_rule,
)
from hcc_crf.clinical import (
    bmi as bmi_rule,
)
from hcc_crf.clinical import (
    bsa as bsa_rule,
)
from hcc_crf.clinical import (
    child_pugh as child_pugh_rule,
)
from hcc_crf.clinical import (
    cockcroft_gault as cockcroft_gault_rule,
)
from hcc_crf.clinical import (
    corrected_calcium as calcium_rule,
)
from hcc_crf.clinical import (
    lenalidomide_dose as lenalidomide_rule,
)
from hcc_crf.clinical import (
    lenvatinib_dose as lenvatinib_rule,
)
from hcc_crf.clinical import (
    meld as meld_rule,
)
from hcc_crf.clinical.child_pugh import Ascites, ChildPugh, Component
from hcc_crf.clinical.sex import Sex
from hcc_crf.clinical.units import Analyte, standard_number
from hcc_crf.values import Bilingual, NotDerivable, Quantity

from ..answers import explained, explained_missing
from ..runtime import Argument, Explained, Implementation, Missing, Part, lacking
from ..scope import Scope


def _known(value: Argument) -> Quantity | None:
    if isinstance(value, Decimal):
        return Quantity(value)
    return value if isinstance(value, Quantity) else None


def child_pugh_points(
    scope: Scope,
    bilirubin: Argument,
    albumin: Argument,
    inr: Argument,
    pt_over_control_s: Argument,
    ascites: Argument,
    encephalopathy: Argument,
) -> Explained:
    """Points from bilirubin, albumin, INR or prothrombin time, ascites, encephalopathy."""
    answer = child_pugh_rule.compute_child_pugh(
        bilirubin=_known(bilirubin),
        albumin=_known(albumin),
        inr=_known(inr),
        pt_prolongation_s=_known(pt_over_control_s),
        ascites=Ascites(ascites) if isinstance(ascites, str) else None,
        encephalopathy=int(encephalopathy) if isinstance(encephalopathy, str) else None,
        settings=scope.book.program.settings.child_pugh,
    )
    if isinstance(answer, NotDerivable):
        coagulation = () if _known(inr) or _known(pt_over_control_s) else (inr,)
        absent = lacking(bilirubin, albumin, *coagulation, ascites, encephalopathy)
        return Explained(absent or Missing(answer.missing), child_pugh_rule.RULE, answer.why)
    return Explained(Decimal(answer.points), child_pugh_rule.RULE, answer.why, parts=_parts(answer))


def _parts(score: ChildPugh) -> tuple[Part, ...]:
    return tuple(_part(component) for component in score.components)


def _part(row: Component) -> Part:
    return Part(row.found, row.row, str(row.points))


def child_pugh_class(_scope: Scope, points: Decimal) -> Explained:
    """A 5-6, B 7-9, C 10-15."""
    found = child_pugh_rule.class_of(int(points)).value
    why = Bilingual(
        f"{points} points: class {found} (A 5-6, B 7-9, C 10-15)",
        f"{points} 分：{found} 级（A 5-6，B 7-9，C 10-15）",
    )
    return Explained(found, child_pugh_rule.RULE, why)


def child_pugh_tables_differ(scope: Scope, bilirubin: Quantity) -> bool:
    """True when the umol/L and the mg/dL table give this bilirubin different points."""
    settings = scope.book.program.settings.child_pugh
    return child_pugh_rule.compute_tables_differ(bilirubin, settings=settings)


def albi(scope: Scope, bilirubin: Quantity, albumin: Quantity) -> Explained:
    """Unrounded score."""
    answer = albi_rule.compute_albi(
        bilirubin=bilirubin, albumin=albumin, settings=scope.book.program.settings.albi
    )
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, albi_rule.RULE)
    decimals = -int(answer.shown.as_tuple().exponent)
    return Explained(answer.score, albi_rule.RULE, answer.why, decimals)


def albi_mgrade(_scope: Scope, score: Decimal) -> Explained:
    """1, 2a, 2b or 3, from the unrounded score."""
    grade = albi_rule.modified_grade_of(score)
    shown = albi_rule.shown_score(score)
    why = Bilingual(
        f"ALBI {shown} (unrounded): grade {grade} (1 to -2.60, 2a below -2.27, 2b to -1.39, 3)",
        f"ALBI {shown}（按未舍入值）：{grade} 级（1 级至 -2.60，2a <-2.27,2b 至 -1.39，3）",
    )
    return Explained(grade.value, albi_rule.RULE, why)


def meld(
    scope: Scope, bilirubin: Quantity, inr: Decimal, creatinine: Quantity, dialysis: str
) -> Explained:
    """MELD, 6-40."""
    answer = meld_rule.compute_meld(
        bilirubin=bilirubin,
        inr=inr,
        creatinine=creatinine,
        is_on_dialysis=dialysis == "Y",
        settings=scope.book.program.settings.meld,
    )
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, meld_rule.RULE)
    return Explained(Decimal(answer.points), meld_rule.RULE, answer.why)


def meld_na(
    scope: Scope,
    bilirubin: Quantity,
    inr: Decimal,
    creatinine: Quantity,
    sodium: Decimal,
    dialysis: str,
) -> Explained:
    """MELD-Na, OPTN 2016, 6-40."""
    answer = meld_rule.compute_meld_na(
        bilirubin=bilirubin,
        inr=inr,
        creatinine=creatinine,
        sodium=sodium,
        is_on_dialysis=dialysis == "Y",
        settings=scope.book.program.settings.meld,
    )
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, meld_rule.RULE)
    return Explained(Decimal(answer.points), meld_rule.RULE, answer.why)


def bmi(_scope: Scope, weight_kg: Decimal, height_cm: Decimal) -> Explained:
    """kg/m2."""
    answer = bmi_rule.compute_bmi(weight_kg=weight_kg, height_cm=height_cm)
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, bmi_rule.RULE)
    return Explained(answer.kg_m2, bmi_rule.RULE, answer.why)


def bsa(scope: Scope, weight_kg: Decimal, height_cm: Decimal) -> Explained:
    """m2, by the formula of the protocol."""
    settings = scope.book.program.settings.bsa
    answer = bsa_rule.compute_bsa(weight_kg=weight_kg, height_cm=height_cm, settings=settings)
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, bsa_rule.RULE)
    return Explained(answer.m2, bsa_rule.RULE, answer.why)


def cockcroft_gault(
    _scope: Scope, age_years: Decimal, sex: str, weight_kg: Decimal, creatinine: Quantity
) -> Explained:
    """mL/min."""
    answer = cockcroft_gault_rule.compute_cockcroft_gault(
        age_years=age_years, sex=Sex(sex), weight_kg=weight_kg, creatinine=creatinine
    )
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, cockcroft_gault_rule.RULE)
    return Explained(answer.ml_min, cockcroft_gault_rule.RULE, answer.why)


def corrected_calcium(scope: Scope, calcium: Quantity, albumin: Quantity) -> Explained:
    """mmol/L, whatever unit calcium was entered in: the item is in mmol/L."""
    settings = scope.book.program.settings.corrected_calcium
    answer = calcium_rule.compute_corrected_calcium(
        calcium=calcium, albumin=albumin, settings=settings
    )
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, calcium_rule.RULE)
    return Explained(
        standard_number(Analyte.CALCIUM, answer.calcium), calcium_rule.RULE, answer.why
    )


def lenvatinib_dose(scope: Scope, weight_kg: Decimal) -> Explained:
    """Mg once daily."""
    settings = scope.book.program.settings.lenvatinib
    answer = lenvatinib_rule.compute_lenvatinib_dose(weight_kg=weight_kg, settings=settings)
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, lenvatinib_rule.RULE)
    return Explained(answer.dose_mg, lenvatinib_rule.RULE, answer.why)


def lenalidomide_dose(scope: Scope, crcl_ml_min: Decimal) -> Explained:
    """Mg a day; 0 means not eligible."""
    settings = scope.book.program.settings.lenalidomide
    answer = lenalidomide_rule.compute_lenalidomide_dose(crcl_ml_min=crcl_ml_min, settings=settings)
    return explained(answer, lenalidomide_rule.RULE, lambda found: found.dose_mg)


ASKED_WHEN_MISSING = frozenset({"child_pugh_points"})
"""Functions that say more than which input lacks, so they are asked even then."""

FUNCTIONS: dict[str, Implementation] = {
    "child_pugh_points": child_pugh_points,
    "child_pugh_class": child_pugh_class,
    "child_pugh_tables_differ": child_pugh_tables_differ,
    "albi": albi,
    "albi_mgrade": albi_mgrade,
    "meld": meld,
    "meld_na": meld_na,
    "bmi": bmi,
    "bsa": bsa,
    "cockcroft_gault": cockcroft_gault,
    "corrected_calcium": corrected_calcium,
    "lenvatinib_dose": lenvatinib_dose,
    "lenalidomide_dose": lenalidomide_dose,
}
