"""CTCAE v5.0 terms: their wording, usual short forms, and the codes of the form definitions."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class CtcaeTerm(StrEnum):
    """A term, in the full wording of CTCAE v5.0."""

    ANEMIA = "Anemia"
    HEMOGLOBIN_INCREASED = "Hemoglobin increased"
    WBC_DECREASED = "White blood cell decreased"
    LEUKOCYTOSIS = "Leukocytosis"
    NEUTROPHILS_DECREASED = "Neutrophil count decreased"
    LYMPHOCYTES_DECREASED = "Lymphocyte count decreased"
    LYMPHOCYTES_INCREASED = "Lymphocyte count increased"
    CD4_DECREASED = "CD4 lymphocytes decreased"
    PLATELETS_DECREASED = "Platelet count decreased"
    ALT_INCREASED = "Alanine aminotransferase increased"
    AST_INCREASED = "Aspartate aminotransferase increased"
    ALP_INCREASED = "Alkaline phosphatase increased"
    GGT_INCREASED = "GGT increased"
    BILIRUBIN_INCREASED = "Blood bilirubin increased"
    CREATININE_INCREASED = "Creatinine increased"
    LDH_INCREASED = "Blood lactate dehydrogenase increased"
    HYPOALBUMINEMIA = "Hypoalbuminemia"
    HYPONATREMIA = "Hyponatremia"
    HYPERNATREMIA = "Hypernatremia"
    HYPOKALEMIA = "Hypokalemia"
    HYPERKALEMIA = "Hyperkalemia"
    HYPOCALCEMIA = "Hypocalcemia"
    HYPERCALCEMIA = "Hypercalcemia"
    IONISED_HYPOCALCEMIA = "Hypocalcemia (ionized)"
    IONISED_HYPERCALCEMIA = "Hypercalcemia (ionized)"
    HYPOMAGNESEMIA = "Hypomagnesemia"
    HYPERMAGNESEMIA = "Hypermagnesemia"
    HYPOGLYCEMIA = "Hypoglycemia"
    CHOLESTEROL_HIGH = "Cholesterol high"
    HYPERTRIGLYCERIDEMIA = "Hypertriglyceridemia"
    HYPERURICEMIA = "Hyperuricemia"
    AMYLASE_INCREASED = "Serum amylase increased"
    LIPASE_INCREASED = "Lipase increased"
    CPK_INCREASED = "CPK increased"
    INR_INCREASED = "INR increased"
    APTT_PROLONGED = "Activated partial thromboplastin time prolonged"
    FIBRINOGEN_DECREASED = "Fibrinogen decreased"
    HAPTOGLOBIN_DECREASED = "Haptoglobin decreased"
    PROTEINURIA = "Proteinuria"
    QTC_PROLONGED = "Electrocardiogram QT corrected interval prolonged"
    HYPERGLYCEMIA = "Hyperglycemia"
    HYPOPHOSPHATEMIA = "Hypophosphatemia"
    HYPOTHYROIDISM = "Hypothyroidism"
    HYPERTHYROIDISM = "Hyperthyroidism"
    TSH_INCREASED = "Thyroid stimulating hormone increased"
    HYPERTENSION = "Hypertension"


_SHORT_FORMS: Mapping[CtcaeTerm, tuple[str, ...]] = MappingProxyType(
    {
        CtcaeTerm.ANEMIA: ("Anaemia", "Hemoglobin decreased", "Haemoglobin decreased", "HGB low"),
        CtcaeTerm.HEMOGLOBIN_INCREASED: ("Haemoglobin increased",),
        CtcaeTerm.WBC_DECREASED: (
            "WBC decreased",
            "WBC count decreased",
            "White blood cell count decreased",
            "White blood cells decreased",
            "Leukopenia",
        ),
        CtcaeTerm.NEUTROPHILS_DECREASED: (
            "Neutrophils decreased",
            "ANC decreased",
            "Absolute neutrophil count decreased",
            "Neutropenia",
        ),
        CtcaeTerm.LYMPHOCYTES_DECREASED: ("Lymphocytes decreased", "Lymphopenia"),
        CtcaeTerm.LYMPHOCYTES_INCREASED: ("Lymphocytes increased",),
        CtcaeTerm.CD4_DECREASED: ("CD4 decreased",),
        CtcaeTerm.PLATELETS_DECREASED: ("Platelets decreased", "PLT decreased", "Thrombocytopenia"),
        CtcaeTerm.ALT_INCREASED: ("ALT increased",),
        CtcaeTerm.AST_INCREASED: ("AST increased",),
        CtcaeTerm.ALP_INCREASED: ("ALP increased",),
        CtcaeTerm.GGT_INCREASED: (
            "Gamma-glutamyltransferase increased",
            "Gamma glutamyl transferase increased",
        ),
        CtcaeTerm.BILIRUBIN_INCREASED: ("Bilirubin increased", "Hyperbilirubinemia"),
        CtcaeTerm.CREATININE_INCREASED: (
            "Blood creatinine increased",
            "Serum creatinine increased",
        ),
        CtcaeTerm.LDH_INCREASED: ("LDH increased", "Lactate dehydrogenase increased"),
        CtcaeTerm.HYPOALBUMINEMIA: ("Hypoalbuminaemia", "Albumin decreased"),
        CtcaeTerm.HYPONATREMIA: ("Hyponatraemia", "Sodium low", "Sodium decreased"),
        CtcaeTerm.HYPERNATREMIA: ("Hypernatraemia", "Sodium high", "Sodium increased"),
        CtcaeTerm.HYPOKALEMIA: ("Hypokalaemia", "Potassium low", "Potassium decreased"),
        CtcaeTerm.HYPERKALEMIA: ("Hyperkalaemia", "Potassium high", "Potassium increased"),
        CtcaeTerm.HYPOCALCEMIA: ("Hypocalcaemia", "Corrected calcium low", "Calcium low"),
        CtcaeTerm.HYPERCALCEMIA: ("Hypercalcaemia", "Corrected calcium high", "Calcium high"),
        CtcaeTerm.IONISED_HYPOCALCEMIA: ("Hypocalcaemia (ionised)",),
        CtcaeTerm.IONISED_HYPERCALCEMIA: ("Hypercalcaemia (ionised)",),
        CtcaeTerm.HYPOMAGNESEMIA: ("Hypomagnesaemia", "Magnesium low"),
        CtcaeTerm.HYPERMAGNESEMIA: ("Hypermagnesaemia", "Magnesium high"),
        CtcaeTerm.HYPOGLYCEMIA: ("Hypoglycaemia", "Glucose low"),
        CtcaeTerm.CHOLESTEROL_HIGH: ("Cholesterol increased", "Hypercholesterolemia"),
        CtcaeTerm.HYPERTRIGLYCERIDEMIA: (
            "Hypertriglyceridaemia",
            "Triglycerides high",
            "Triglycerides increased",
        ),
        CtcaeTerm.HYPERURICEMIA: ("Hyperuricaemia",),
        CtcaeTerm.AMYLASE_INCREASED: ("Amylase increased",),
        CtcaeTerm.LIPASE_INCREASED: ("Serum lipase increased",),
        CtcaeTerm.CPK_INCREASED: (
            "CK increased",
            "Creatine kinase increased",
            "Creatine phosphokinase increased",
            "Blood creatine phosphokinase increased",
        ),
        CtcaeTerm.APTT_PROLONGED: ("aPTT prolonged", "aPTT increased", "PTT prolonged"),
        CtcaeTerm.QTC_PROLONGED: (
            "QTc prolonged",
            "QTcF prolonged",
            "QTc interval prolonged",
            "Electrocardiogram QTc interval prolonged",
            "ECG QT corrected interval prolonged",
        ),
        CtcaeTerm.HYPERGLYCEMIA: ("Hyperglycaemia", "Glucose high"),
        CtcaeTerm.HYPOPHOSPHATEMIA: ("Hypophosphataemia", "Phosphate low"),
        CtcaeTerm.TSH_INCREASED: ("TSH increased",),
    }
)

CODES: Mapping[str, tuple[CtcaeTerm, ...]] = MappingProxyType(
    {
        "HGB_LOW": (CtcaeTerm.ANEMIA,),
        "WBC_LOW": (CtcaeTerm.WBC_DECREASED,),
        "NEUT_LOW": (CtcaeTerm.NEUTROPHILS_DECREASED,),
        "LYM_LOW": (CtcaeTerm.LYMPHOCYTES_DECREASED,),
        "LYM_HIGH": (CtcaeTerm.LYMPHOCYTES_INCREASED,),
        "PLAT_LOW": (CtcaeTerm.PLATELETS_DECREASED,),
        "ALT_HIGH": (CtcaeTerm.ALT_INCREASED,),
        "AST_HIGH": (CtcaeTerm.AST_INCREASED,),
        "ALP_HIGH": (CtcaeTerm.ALP_INCREASED,),
        "GGT_HIGH": (CtcaeTerm.GGT_INCREASED,),
        "BILI_HIGH": (CtcaeTerm.BILIRUBIN_INCREASED,),
        "CREAT_HIGH": (CtcaeTerm.CREATININE_INCREASED,),
        "LDH_HIGH": (CtcaeTerm.LDH_INCREASED,),
        "ALB_LOW": (CtcaeTerm.HYPOALBUMINEMIA,),
        "SODIUM": (CtcaeTerm.HYPONATREMIA, CtcaeTerm.HYPERNATREMIA),
        "POTASSIUM": (CtcaeTerm.HYPOKALEMIA, CtcaeTerm.HYPERKALEMIA),
        "CALCIUM": (CtcaeTerm.HYPOCALCEMIA, CtcaeTerm.HYPERCALCEMIA),
        "MG_LOW": (CtcaeTerm.HYPOMAGNESEMIA,),
        "MG_HIGH": (CtcaeTerm.HYPERMAGNESEMIA,),
        "GLUC_LOW": (CtcaeTerm.HYPOGLYCEMIA,),
        "CHOL_HIGH": (CtcaeTerm.CHOLESTEROL_HIGH,),
        "TRIG_HIGH": (CtcaeTerm.HYPERTRIGLYCERIDEMIA,),
        "AMY_HIGH": (CtcaeTerm.AMYLASE_INCREASED,),
        "LIP_HIGH": (CtcaeTerm.LIPASE_INCREASED,),
        "INR_HIGH": (CtcaeTerm.INR_INCREASED,),
        "APTT_HIGH": (CtcaeTerm.APTT_PROLONGED,),
        "FIB_LOW": (CtcaeTerm.FIBRINOGEN_DECREASED,),
        "CK_HIGH": (CtcaeTerm.CPK_INCREASED,),
        "PROTEINURIA": (CtcaeTerm.PROTEINURIA,),
        "QTC": (CtcaeTerm.QTC_PROLONGED,),
        "HYPERTENSION": (CtcaeTerm.HYPERTENSION,),
    }
)
"""Code in a form definition → terms; of two the worse grade counts."""

_BY_WORDING: Mapping[str, CtcaeTerm] = MappingProxyType(
    {term.casefold(): term for term in CtcaeTerm}
    | {short.casefold(): term for term, shorts in _SHORT_FORMS.items() for short in shorts}
)


def term_of(wording: str) -> CtcaeTerm | None:
    """Return the term of a CTCAE wording or a usual short form, or `None`.

    Capital letters and repeated spaces do not matter.
    """
    return _BY_WORDING.get(" ".join(wording.split()).casefold())
