"""`bmi`, `bsa`, `cockcroft-gault`, `corrected-calcium`, `qtcf` and the starting doses."""

from decimal import Decimal

from hcc_crf.clinical import (
    bmi,
    bsa,
    cockcroft_gault,
    corrected_calcium,
    lenalidomide_dose,
    lenvatinib_dose,
    qtcf,
)
from hcc_crf.clinical.sex import Sex
from hcc_crf.clinical.units import Analyte
from hcc_crf.values import NotDerivable

from .inputs import Case, ChoiceInput, NumberInput, QuantityInput
from .protocol import Answer, Derivation, plain
from .scores import ALBUMIN

_WEIGHT = NumberInput("weight_kg")
_HEIGHT = NumberInput("height_cm")
_AGE = NumberInput("age_years", is_whole=True, at_most=Decimal(130))
_SEX = ChoiceInput("sex", tuple(Sex))
_CREATININE = QuantityInput("creatinine", ("umol/L", "mg/dL"), Analyte.CREATININE)
_CALCIUM = QuantityInput("calcium", ("mmol/L", "mg/dL"), Analyte.CALCIUM)
_QT = NumberInput("qt_ms")
_HEART_RATE = NumberInput("heart_rate")
_CLEARANCE = NumberInput("crcl_ml_min")


def _bmi(case: Case) -> Answer:
    found = bmi.compute_bmi(weight_kg=_WEIGHT.read(case), height_cm=_HEIGHT.read(case))
    if isinstance(found, NotDerivable):
        return Answer.of(found, BMI.outputs)
    return Answer({"bmi": plain(found.kg_m2)}, found.why.en)


def _bsa(case: Case) -> Answer:
    found = bsa.compute_bsa(weight_kg=_WEIGHT.read(case), height_cm=_HEIGHT.read(case))
    if isinstance(found, NotDerivable):
        return Answer.of(found, BSA.outputs)
    return Answer({"bsa": plain(found.m2)}, found.why.en)


def _cockcroft_gault(case: Case) -> Answer:
    found = cockcroft_gault.compute_cockcroft_gault(
        age_years=_AGE.read(case),
        sex=_SEX.read(case),
        weight_kg=_WEIGHT.read(case),
        creatinine=_CREATININE.read(case),
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, COCKCROFT_GAULT.outputs)
    return Answer({"crcl_ml_min": plain(found.ml_min)}, found.why.en)


def _corrected_calcium(case: Case) -> Answer:
    found = corrected_calcium.compute_corrected_calcium(
        calcium=_CALCIUM.read(case), albumin=ALBUMIN.read(case)
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, CORRECTED_CALCIUM.outputs)
    corrected = found.calcium
    return Answer({"calcium": plain(corrected.number), "unit": corrected.unit}, found.why.en)


def _qtcf(case: Case) -> Answer:
    found = qtcf.compute_qtcf(qt_ms=_QT.read(case), heart_rate=_HEART_RATE.read(case))
    if isinstance(found, NotDerivable):
        return Answer.of(found, QTCF.outputs)
    return Answer({"qtcf_ms": plain(found.ms)}, found.why.en)


def _lenvatinib_dose(case: Case) -> Answer:
    found = lenvatinib_dose.compute_lenvatinib_dose(weight_kg=_WEIGHT.read_quantity(case))
    if isinstance(found, NotDerivable):
        return Answer.of(found, LENVATINIB_DOSE.outputs)
    return Answer({"dose_mg": plain(found.dose_mg)}, found.why.en)


def _lenalidomide_dose(case: Case) -> Answer:
    found = lenalidomide_dose.compute_lenalidomide_dose(crcl_ml_min=_CLEARANCE.read(case))
    if isinstance(found, NotDerivable):
        return Answer.of(found, LENALIDOMIDE_DOSE.outputs)
    return Answer({"dose_mg": plain(found.dose_mg)}, found.why.en)


BMI = Derivation(
    name="bmi",
    rule=bmi.RULE,
    inputs=(_WEIGHT, _HEIGHT),
    outputs=("bmi",),
    answer=_bmi,
    summary="body mass index, kg/m2, unrounded",
)
BSA = Derivation(
    name="bsa",
    rule=bsa.RULE,
    inputs=(_WEIGHT, _HEIGHT),
    outputs=("bsa",),
    answer=_bsa,
    summary="body surface area by Mosteller, m2, unrounded",
)
COCKCROFT_GAULT = Derivation(
    name="cockcroft-gault",
    rule=cockcroft_gault.RULE,
    inputs=(_AGE, _SEX, _WEIGHT, _CREATININE),
    outputs=("crcl_ml_min",),
    answer=_cockcroft_gault,
    summary="creatinine clearance with actual weight, mL/min, unrounded",
)
CORRECTED_CALCIUM = Derivation(
    name="corrected-calcium",
    rule=corrected_calcium.RULE,
    inputs=(_CALCIUM, ALBUMIN),
    outputs=("calcium", "unit"),
    answer=_corrected_calcium,
    summary="albumin-corrected calcium in the unit of the calcium",
)
QTCF = Derivation(
    name="qtcf",
    rule=qtcf.RULE,
    inputs=(_QT, _HEART_RATE),
    outputs=("qtcf_ms",),
    answer=_qtcf,
    summary="QT corrected by Fridericia, ms, unrounded",
)
LENVATINIB_DOSE = Derivation(
    name="lenvatinib-dose",
    rule=lenvatinib_dose.RULE,
    inputs=(_WEIGHT,),
    outputs=("dose_mg",),
    answer=_lenvatinib_dose,
    summary="starting dose by the weight of cycle 1 day 1",
)
LENALIDOMIDE_DOSE = Derivation(
    name="lenalidomide-dose",
    rule=lenalidomide_dose.RULE,
    inputs=(_CLEARANCE,),
    outputs=("dose_mg",),
    answer=_lenalidomide_dose,
    summary="starting dose by the creatinine clearance of screening; 0 is not eligible",
)
DERIVATIONS = (
    BMI,
    BSA,
    COCKCROFT_GAULT,
    CORRECTED_CALCIUM,
    QTCF,
    LENVATINIB_DOSE,
    LENALIDOMIDE_DOSE,
)
