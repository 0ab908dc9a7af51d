"""Every derived value on the forms says why, in both languages, and names its inputs."""

import re

import pytest

from hcc_crf.entry.derive import derive_all
from hcc_crf.entry.derived import DerivedValue
from hcc_crf.entry.scope import Context
from hcc_crf.entry.workbook import Workbook

from .courses import assessment, baseline, first_dose
from .saving import TODAY, Nurse

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEAKS = re.compile(r"None|Decimal\(|Missing\(|Quantity\(|<class|\{|\}|  ")


@pytest.fixture
def busy(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has most that a derivation looks at."""
    nurse.save("SCR", "DM", BRTHDAT="1960-02-29", SEX="F", RFICDAT="2025-12-20")
    nurse.save("SCR", "SV", SVSTDAT="2025-12-29")
    nurse.save("SCR", "VS", WEIGHT="59.9", HEIGHT="165", SYSBP="140", DIABP="85")
    nurse.save(
        "SCR",
        "LBCHEM",
        LBDAT="2025-12-29",
        BILI=("2.0", "mg/dL"),
        ALB="35",
        ALT="120",
        AST="80",
        CREAT="80",
        SODIUM="129",
        CA="2.1",
        K="3.2",
    )
    nurse.save("SCR", "LBCOAG", LBDAT="2025-12-29", INR="1.7")
    nurse.save("SCR", "CPS", CPSDAT="2025-12-29", CPS0102="SLIGHT", CPS0101="1")
    baseline(nurse)
    first_dose(nurse)
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Fatigue", "AESTDAT": "2026-01"}])
    assessment(nurse, "TA1", "2026-02-15", "40", "9")
    nurse.save("TA1", "RS", TRGRESP="PR", NTRGRESP="NON-CR/NON-PD", OVRLRESP="PR")
    return nurse


def derived(nurse: Nurse) -> dict[str, DerivedValue]:
    """Return every derived value of the casebook by its path within the subject."""
    book = Workbook(nurse.program, nurse.casebook, Context(TODAY, nurse.site))
    return {value.path.within_subject: value for value in derive_all(book)}


def test_every_why_is_whole_in_both_languages(busy: Nurse) -> None:
    values = derived(busy)
    assert len(values) > 60
    for path, value in values.items():
        for text in (value.why.en, value.why.zh):
            assert text.strip(), path
            assert not LEAKS.search(text), (path, text)
        assert CHINESE.search(value.why.zh), (path, value.why.zh)


def test_a_derived_value_names_the_row_that_decided_and_what_a_step_further_would_give(
    busy: Nurse,
) -> None:
    values = derived(busy)
    assert values["SCR/CPS.CPSTOT"].why.en == (
        "Child-Pugh C, 10 points: "
        "bilirubin 2.0 mg/dL (2.0-3.0, on the cut-off: just below it scores 1) 2, "
        "albumin 35 g/L (28-35, on the cut-off: just above it scores 1) 2, "
        "INR 1.7 (1.7-2.3, on the cut-off: just below it scores 1) 2, slight ascites 2, "
        "encephalopathy grade 1 2."
    )
    assert "恰为界值" in values["SCR/CPS.CPSTOT"].why.zh
    assert "on the cut-off: below it grade 1" in values["SCR/VS.BPGRADE"].why.en
    assert "in other years the birthday is 1 March" in values["SCR/DM.AGE"].why.en


def test_what_lacks_is_named_with_its_bounds(busy: Nurse) -> None:
    busy.save("SCR", "LBCOAG", INR="", reason="belongs to another subject")
    why = derived(busy)["SCR/CPS.CPSTOT"].why
    assert why.en == "Not derivable: INR missing; the score would be B9 to C11."
    assert why.zh == "无法推导：缺少INR；评分介于B9至C11。"
