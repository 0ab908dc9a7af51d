"""Derivations of the study that are no score: blood pressure, urine, liver, virus, AFP, exposure.

They are not in the contract of the command line but can be validated in the same way.
"""

from hcc_crf.clinical import (
    afp_response,
    blood_pressure,
    compliance,
    hbv_reactivation,
    hys_law,
    neutrophils,
    treatment_emergent,
)
from hcc_crf.clinical.hys_law import LiverTest
from hcc_crf.values import NotDerivable

from .inputs import Case, DateInput, NumberInput, QuantityInput
from .protocol import Answer, Derivation, plain

_SYSTOLIC, _DIASTOLIC = NumberInput("systolic"), NumberInput("diastolic")
_HBV_DNA = QuantityInput("hbv_dna", ("IU/mL",), about="0 or <x is not detected")
_HBV_BASELINE = QuantityInput("baseline", ("IU/mL",), about="0 or <x is not detected")
_AFP, _AFP_BASELINE = NumberInput("afp", about="ug/L"), NumberInput("baseline", about="ug/L")
_DAY = NumberInput("study_day", is_whole=True)
_NEUTROPHILS, _LYMPHOCYTES = NumberInput("neutrophils"), NumberInput("lymphocytes")
_WBC, _PERCENTAGE = NumberInput("wbc"), NumberInput("neutrophils_pct")
_ONSET, _FIRST, _LAST = DateInput("onset"), DateInput("first_dose"), DateInput("last_dose")
_DISPENSED, _RETURNED = NumberInput("dispensed"), NumberInput("returned")
_EXPECTED = NumberInput("expected")
_LIVER = {
    name: (NumberInput(name), NumberInput(f"{name}_uln"), NumberInput(f"{name}_baseline"))
    for name in ("alt", "ast", "bilirubin", "alp")
}


def _yes_no(*, claim: bool) -> str:
    return "Y" if claim else "N"


def _hypertension(case: Case) -> Answer:
    found = blood_pressure.compute_hypertension_grade(
        systolic=_SYSTOLIC.read(case), diastolic=_DIASTOLIC.read(case)
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, HYPERTENSION.outputs)
    return Answer({"grade": str(found.grade)}, found.why.en)


def _hbv_reactivation(case: Case) -> Answer:
    found = hbv_reactivation.compute_hbv_reactivation(
        hbv_dna=_HBV_DNA.read(case), baseline=_HBV_BASELINE.read(case)
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, HBV_REACTIVATION.outputs)
    return Answer({"reactivation": _yes_no(claim=found.is_reactivated)}, found.why.en)


def _afp_response(case: Case) -> Answer:
    day = _DAY.read(case)
    found = afp_response.compute_afp_response(
        afp_ug_l=_AFP.read(case),
        baseline_ug_l=_AFP_BASELINE.read(case),
        study_day=None if day is None else int(day),
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, AFP_RESPONSE.outputs)
    return Answer(
        {"response": _yes_no(claim=found.has_responded), "change_pct": plain(found.change_pct)},
        found.why.en,
    )


def _hys_law(case: Case) -> Answer:
    tests = {
        name: LiverTest(value.read(case), uln.read(case), baseline.read(case))
        for name, (value, uln, baseline) in _LIVER.items()
    }
    found = hys_law.compute_hys_law(
        alt=tests["alt"], ast=tests["ast"], bilirubin=tests["bilirubin"], alp=tests["alp"]
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, HYS_LAW.outputs)
    return Answer({"signal": _yes_no(claim=found.is_met)}, found.why.en)


def _nlr(case: Case) -> Answer:
    """Neutrophils as reported, else white cells times per cent."""
    count = neutrophils.compute_neutrophils(
        absolute=_NEUTROPHILS.read(case), wbc=_WBC.read(case), percentage=_PERCENTAGE.read(case)
    )
    if isinstance(count, NotDerivable):
        return Answer.of(count, NLR.outputs)
    found = neutrophils.compute_nlr(neutrophils=count.count, lymphocytes=_LYMPHOCYTES.read(case))
    if isinstance(found, NotDerivable):
        return Answer({"neutrophils": plain(count.count), "nlr": None}, found.why.en, found.missing)
    return Answer(
        {"neutrophils": plain(count.count), "nlr": plain(found.ratio)},
        f"{count.why.en} {found.why.en}",
    )


def _treatment_emergent(case: Case) -> Answer:
    found = treatment_emergent.compute_treatment_emergent(
        onset=_ONSET.read(case), first_dose=_FIRST.read(case), last_dose=_LAST.read(case)
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, TREATMENT_EMERGENT.outputs)
    return Answer({"emergent": _yes_no(claim=found.is_emergent)}, found.why.en)


def _compliance(case: Case) -> Answer:
    found = compliance.compute_compliance(
        dispensed=_DISPENSED.read(case),
        returned=_RETURNED.read(case),
        expected=_EXPECTED.read(case),
    )
    if isinstance(found, NotDerivable):
        return Answer.of(found, COMPLIANCE.outputs)
    return Answer({"compliance_pct": plain(found.percent)}, found.why.en)


HYPERTENSION = Derivation(
    name="hypertension",
    rule=blood_pressure.RULE,
    inputs=(_SYSTOLIC, _DIASTOLIC),
    outputs=("grade",),
    answer=_hypertension,
    summary="CTCAE v5.0 grade of blood pressure by the readings alone, mmHg",
)
HBV_REACTIVATION = Derivation(
    name="hbv-reactivation",
    rule=hbv_reactivation.RULE,
    inputs=(_HBV_DNA, _HBV_BASELINE),
    outputs=("reactivation",),
    answer=_hbv_reactivation,
    summary="100 x a detected baseline, or 1000 IU/mL from an undetected one",
)
AFP_RESPONSE = Derivation(
    name="afp-response",
    rule=afp_response.RULE,
    inputs=(_AFP, _AFP_BASELINE, _DAY),
    outputs=("response", "change_pct"),
    answer=_afp_response,
    summary="fall above 20 % from 20 ug/L or more, days 2 to 31",
)
HYS_LAW = Derivation(
    name="hys-law",
    rule=hys_law.RULE,
    inputs=tuple(each for test in _LIVER.values() for each in test),
    outputs=("signal",),
    answer=_hys_law,
    summary="ALT or AST >= 3 x ULN and >= 2 x baseline, bilirubin >= 2 x ULN, ALP < 2 x ULN",
)
NLR = Derivation(
    name="nlr",
    rule=neutrophils.RULE_NLR,
    inputs=(_NEUTROPHILS, _WBC, _PERCENTAGE, _LYMPHOCYTES),
    outputs=("neutrophils", "nlr"),
    answer=_nlr,
    summary="neutrophil to lymphocyte ratio, 10^9/L",
)
TREATMENT_EMERGENT = Derivation(
    name="treatment-emergent",
    rule=treatment_emergent.RULE,
    inputs=(_ONSET, _FIRST, _LAST),
    outputs=("emergent",),
    answer=_treatment_emergent,
    summary="onset from the first dose to 30 days after the last",
)
COMPLIANCE = Derivation(
    name="compliance",
    rule=compliance.RULE,
    inputs=(_DISPENSED, _RETURNED, _EXPECTED),
    outputs=("compliance_pct",),
    answer=_compliance,
    summary="100 x (dispensed - returned) / expected",
)
DERIVATIONS = (
    HYPERTENSION,
    HBV_REACTIVATION,
    AFP_RESPONSE,
    HYS_LAW,
    NLR,
    TREATMENT_EMERGENT,
    COMPLIANCE,
)
