"""Small faults once planted here that no other test noticed (`make mutation`), one by one.

Expected values are read off the derivation rules of each module, as its own tests say.
"""

from datetime import date

import pytest

from hcc_crf.clinical.afp_response import compute_afp_response
from hcc_crf.clinical.albi import AlbiSettings, compute_albi
from hcc_crf.clinical.bclc import compute_bclc
from hcc_crf.clinical.best_response import ResponsePoint, select_points
from hcc_crf.clinical.blood_pressure import compute_hypertension_grade
from hcc_crf.clinical.bmi import compute_bmi
from hcc_crf.clinical.bsa import BsaFormula, BsaSettings, compute_bsa
from hcc_crf.clinical.child_pugh import compute_child_pugh, compute_tables_differ
from hcc_crf.clinical.child_pugh_table import Ascites, ChildPughClass
from hcc_crf.clinical.cnlc import compute_cnlc
from hcc_crf.clinical.cockcroft_gault import compute_cockcroft_gault
from hcc_crf.clinical.compliance import compute_compliance
from hcc_crf.clinical.corrected_calcium import (
    CorrectedCalciumSettings,
    compute_corrected_calcium,
)
from hcc_crf.clinical.ctcae import Specimen, compute_ctcae_grade
from hcc_crf.clinical.ctcae_terms import CtcaeTerm
from hcc_crf.clinical.hbv_reactivation import compute_hbv_reactivation
from hcc_crf.clinical.irecist_new import NewDisease
from hcc_crf.clinical.lenalidomide_dose import (
    LenalidomideSettings,
    RenalStep,
    compute_lenalidomide_dose,
)
from hcc_crf.clinical.lenvatinib_dose import compute_lenvatinib_dose
from hcc_crf.clinical.lesions import Assessment, Certainty, NewLesion
from hcc_crf.clinical.meld import compute_meld, compute_meld_3
from hcc_crf.clinical.neutrophils import compute_neutrophils, compute_nlr
from hcc_crf.clinical.qtcf import Tracing, compute_mean_qtcf, compute_qtcf
from hcc_crf.clinical.recist import compute_recist
from hcc_crf.clinical.recist_settings import RecistSettings
from hcc_crf.clinical.recist_text import explain_new_lesion
from hcc_crf.clinical.relative_dose_intensity import (
    CycleSettings,
    DosePeriod,
    compute_cyclic_dose_intensity,
    compute_daily_dose_intensity,
)
from hcc_crf.clinical.response import Response
from hcc_crf.clinical.sex import Sex
from hcc_crf.clinical.treatment_emergent import compute_treatment_emergent
from hcc_crf.clinical.units import Analyte, standard_number
from hcc_crf.clinical.visit_window import compute_visit_window, nearest_window
from hcc_crf.values import Quantity
from tests.clinical.courses import course, on_day, target, visit
from tests.clinical.quantities import d, day, known, missing, q


@pytest.mark.parametrize("name", ["afp_ug_l", "baseline_ug_l", "study_day"])
def test_each_input_of_the_afp_response_is_needed(name: str) -> None:
    given = {"afp_ug_l": d("50"), "baseline_ug_l": d("100"), "study_day": 22, name: None}
    (lacks,) = missing(compute_afp_response(**given))  # type: ignore[arg-type]
    assert name.startswith(lacks)


@pytest.mark.parametrize("name", ["age_years", "sex", "weight_kg", "creatinine"])
def test_each_input_of_the_clearance_is_needed(name: str) -> None:
    given = {
        "age_years": 60,
        "sex": Sex.MALE,
        "weight_kg": d("72"),
        "creatinine": q("1", "mg/dL"),
        name: None,
    }
    assert missing(compute_cockcroft_gault(**given)) == (name,)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["dispensed", "returned", "expected"])
def test_each_input_of_the_compliance_is_needed(name: str) -> None:
    given = {"dispensed": d("30"), "returned": d("2"), "expected": d("28"), name: None}
    assert missing(compute_compliance(**given)) == (name,)


@pytest.mark.parametrize("name", ["calcium", "albumin"])
def test_each_input_of_the_corrected_calcium_is_needed(name: str) -> None:
    given = {"calcium": q("2.0", "mmol/L"), "albumin": q("40", "g/L"), name: None}
    assert missing(compute_corrected_calcium(**given)) == (name,)  # type: ignore[arg-type]


def test_numbers_are_shown_with_their_decimals() -> None:
    afp = compute_afp_response(afp_ug_l=d("79.94"), baseline_ug_l=d("100"), study_day=22)
    assert "is -20.1 %" in known(afp).why.en
    assert "BMI 23.5 kg" in known(compute_bmi(weight_kg=d("68"), height_cm=d("170"))).why.en
    assert "BSA 1.88 m2" in known(compute_bsa(weight_kg=d("75"), height_cm=d("170"))).why.en
    clearance = compute_cockcroft_gault(
        age_years=58, sex=Sex.MALE, weight_kg=d("67.5"), creatinine=q("80", "umol/L")
    )
    assert "84.9 mL/min" in known(clearance).why.en
    taken = compute_compliance(dispensed=d("30"), returned=d("9"), expected=d("32"))
    assert "Compliance 65.6 %" in known(taken).why.en


def test_only_zero_and_less_is_impossible() -> None:
    assert known(compute_bmi(weight_kg=d("68"), height_cm=d("1"))).kg_m2 == 680000
    assert known(compute_bsa(weight_kg=d("1"), height_cm=d("100"))).m2.quantize(d("0.001")) == (
        d("0.167")
    )
    taken = compute_compliance(dispensed=d("1"), returned=d("0"), expected=d("1"))
    assert known(taken).percent == 100


def test_body_surface_area_to_the_last_digit_of_its_constants() -> None:
    # sqrt(180 x 80 / 3600) = 2; 0.007184 x 170^0.725 x 75^0.425 = 1.86356
    assert known(compute_bsa(weight_kg=d("80"), height_cm=d("180"))).m2 == 2
    du_bois = compute_bsa(
        weight_kg=d("75"), height_cm=d("170"), settings=BsaSettings(BsaFormula.DU_BOIS)
    )
    assert known(du_bois).m2.quantize(d("0.00001")) == d("1.86356")


def test_an_albi_exactly_0_005_from_an_edge_is_shown_with_three_decimals() -> None:
    found = compute_albi(
        bilirubin=q("1", "umol/L"), albumin=q("25.95", "g/L"), settings=AlbiSettings(d("0.1"))
    )
    assert known(found).score == d("-2.595")
    assert "ALBI -2.595" in known(found).why.en


@pytest.mark.parametrize(
    ("ecog", "child_pugh", "why"),
    [(3, "A", "BCLC D: ECOG 3."), (3, "C", "BCLC D: ECOG 3."), (2, "C", "BCLC D: Child-Pugh C.")],
)
def test_a_terminal_stage_names_what_made_it_so(ecog: int, child_pugh: str, why: str) -> None:
    found = compute_bclc(
        nodules=None,
        largest_mm=None,
        macrovascular_invasion=None,
        extrahepatic_spread=None,
        ecog=ecog,
        child_pugh_class=ChildPughClass(child_pugh),
    )
    assert known(found).why.en == why


@pytest.mark.parametrize("nodules", [1, 2, 3])
def test_up_to_three_nodules_need_a_size_in_cnlc(nodules: int) -> None:
    found = compute_cnlc(
        nodules=nodules,
        largest_mm=None,
        macrovascular_invasion=False,
        extrahepatic_spread=False,
        ecog=0,
        child_pugh_class=ChildPughClass.A,
    )
    assert missing(found) == ("largest_mm",)


def test_an_undated_response_does_not_hide_those_before_a_new_therapy() -> None:
    undated = ResponsePoint(None, Response.NE)
    before = ResponsePoint(day("2026-02-16"), Response.PR)
    assert select_points((undated, before), new_therapy=day("2026-03-01")) == (before,)


def test_a_single_reading_is_shown_with_a_question_mark() -> None:
    found = compute_hypertension_grade(systolic=d("165"), diastolic=None)
    assert known(found).why.en == "Hypertension grade 3 by 165/? mmHg (systolic decides)."
    other = compute_hypertension_grade(systolic=d("110"), diastolic=d("95"))
    assert known(other).why.zh == "高血压 2级：110/95 mmHg（由舒张压判定）。"


def child_pugh(**change: object) -> str:
    given: dict[str, object] = {
        "bilirubin": q("20", "umol/L"),
        "albumin": q("40", "g/L"),
        "inr": d("1.1"),
        "ascites": Ascites.ABSENT,
        "encephalopathy": 0,
        **change,
    }
    return known(compute_child_pugh(**given)).why.en  # type: ignore[arg-type]


@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_encephalopathy_is_named_by_its_grade(grade: int) -> None:
    assert f"encephalopathy grade {grade} {2 if grade < 3 else 3}" in child_pugh(
        encephalopathy=grade
    )


def test_a_bound_is_written_as_one_with_its_cell_and_without_a_remark() -> None:
    assert "bilirubin >51 umol/L (> 51) 3" in child_pugh(bilirubin=q(">51", "umol/L"))
    assert "albumin <20 g/L (< 28) 3" in child_pugh(albumin=q("<20", "g/L"))
    assert "INR >3 (> 2.3) 3" in child_pugh(inr=q(">3"))


def test_units_are_known_however_they_are_spelled() -> None:
    assert compute_tables_differ(q("1.99", "MG/DL"))
    assert "albumin 30 G/L (28-35) 2" in child_pugh(albumin=q("30", "G/L"))


@pytest.mark.parametrize(("albumin", "calcium"), [("39.5", "2.010"), ("40.5", "2.00")])
def test_without_lowering_a_low_albumin_still_raises(albumin: str, calcium: str) -> None:
    found = compute_corrected_calcium(
        calcium=q("2.00", "mmol/L"),
        albumin=q(albumin, "g/L"),
        settings=CorrectedCalciumSettings(corrects_downwards=False),
    )
    assert known(found).calcium.number == d(calcium)


def ctcae(term: str, value: Quantity, **limits: object) -> str:
    """Return the grade and its row."""
    found = known(compute_ctcae_grade(CtcaeTerm(term), Specimen(value, **limits)))  # type: ignore[arg-type]
    return f"{found.grade} {found.row}".strip()


ALT = "Alanine aminotransferase increased"
QTC = "Electrocardiogram QT corrected interval prolonged"


def test_a_baseline_at_the_limit_is_normal() -> None:
    given = {"uln": q("40", "U/L"), "baseline": q("40", "U/L")}
    assert ctcae(ALT, q("50", "U/L"), **given) == "1 > 1 x ULN"


def test_limits_may_come_without_a_unit_in_another_unit_or_spelling() -> None:
    assert ctcae("Anemia", q("99", "g/L"), lln=q("120")) == "2 < 100"
    bilirubin = "Blood bilirubin increased"
    assert ctcae(bilirubin, q("20.5", "umol/L"), uln=q("1.2", "MG/DL")) == "0"
    assert ctcae(bilirubin, q("20.6", "umol/L"), uln=q("1.2", "MG/DL")) == "1 > 1 x ULN"
    assert ctcae(ALT, q("121"), uln=q("40", "U/L")) == "2 > 3 x ULN"


def test_printed_edges_hold_for_every_spelling_of_their_unit() -> None:
    assert ctcae("Hypocalcemia", q("7.5", "MG/DL"), lln=q("8.4", "MG/DL")) == "2 < 8.0"


def test_a_number_without_a_unit_is_in_the_standard_one() -> None:
    assert ctcae("Proteinuria", q("0.6"), uln=q("0.15")) == "1 >= 1 x ULN"
    assert ctcae(QTC, q("470")) == "1 >= 450"


def test_qtc_and_its_baseline_may_come_in_seconds() -> None:
    assert ctcae(QTC, q("0.460", "s"), baseline=q("0.400", "s")) == "1 >= 450"
    assert ctcae(QTC, q("0.461", "s"), baseline=q("0.400", "s")) == "3 > baseline + 60"
    bounded = compute_ctcae_grade(CtcaeTerm(QTC), Specimen(q("<0.460", "s")))
    assert missing(bounded) == ("value",)


@pytest.mark.parametrize(
    ("value", "grade"),
    [("6.0", "1"), ("6.1", "2"), ("6.4", "2"), ("6.45", "3"), ("7.2", "3"), ("7.3", "4")],
)
def test_ionised_calcium_in_mg_dl(value: str, grade: str) -> None:
    # CTCAE v5.0 prints mmol/L only: 1.5, 1.6 and 1.8; these are the edges the table holds.
    found = ctcae("Hypercalcemia (ionized)", q(value, "mg/dL"), uln=q("5.3", "mg/dL"))
    assert found.split()[0] == grade


@pytest.mark.parametrize(
    ("term", "limits"),
    [
        ("Hyperuricemia", {"uln": q("420"), "has_symptoms": False}),
        ("Haptoglobin decreased", {"lln": q("500")}),
        ("Activated partial thromboplastin time prolonged", {"uln": q("400")}),
        ("Fibrinogen decreased", {"lln": q("450")}),
    ],
)
def test_where_only_ratios_count_no_unit_is_needed(term: str, limits: dict[str, object]) -> None:
    assert ctcae(term, q("430"), **limits).split()[0] == "1"


def test_of_two_edges_of_one_grade_the_first_is_named() -> None:
    given = {"uln": q("100", "umol/L"), "baseline": q("100", "umol/L")}
    assert ctcae("Creatinine increased", q("350", "umol/L"), **given) == "3 > 3 x ULN"


def test_an_edge_by_number_is_written_once_and_a_known_baseline_is_not_called_missing() -> None:
    specimen = Specimen(q("5.6", "mmol/L"), uln=q("5.0", "mmol/L"))
    why = known(compute_ctcae_grade(CtcaeTerm.HYPERKALEMIA, specimen)).why.en
    assert why == "Hyperkalemia grade 2: 5.6 mmol/L, > 5.5; grade 3 begins > 6.0."
    specimen = Specimen(q("90", "umol/L"), uln=q("100", "umol/L"), baseline=q("80", "umol/L"))
    why = known(compute_ctcae_grade(CtcaeTerm.CREATININE_INCREASED, specimen)).why.en
    assert "baseline missing" not in why


@pytest.mark.parametrize(
    ("dna", "en", "zh"),
    [
        ("1000", "reactivation yes: 1000 IU/mL", "达到。"),
        ("999", "reactivation no: 999 IU/mL", "未达到。"),
    ],
)
def test_a_viral_signal_says_yes_or_no_and_whether_the_limit_is_reached(
    dna: str, en: str, zh: str
) -> None:
    found = compute_hbv_reactivation(hbv_dna=q(dna, "IU/mL"), baseline=q("0", "IU/mL"))
    why = known(found).why
    assert en in why.en
    assert why.en.endswith("not reached." if dna == "999" else "IU/mL reached.")
    assert why.zh.endswith(zh)


def meld_3(**change: object) -> str:
    """Return MELD 3.0 before rounding, to three decimals; all else at the floor."""
    given: dict[str, object] = {
        "bilirubin": q("1", "mg/dL"),
        "inr": d("1"),
        "creatinine": q("1", "mg/dL"),
        "sodium": d("137"),
        "albumin": q("3.5", "g/dL"),
        "sex": Sex.MALE,
        **change,
    }
    return f"{known(compute_meld_3(**given)).unrounded:.3f}"  # type: ignore[arg-type]


def test_meld_3_before_rounding() -> None:
    # 6 + 1.85 x (3.5 - 1.5); girls and boys of 12 to 17 have the 1.33 of women.
    assert meld_3(albumin=q("1.5", "g/dL")) == "9.700"
    assert meld_3(albumin=q("1.4", "g/dL")) == "9.700"
    assert meld_3(age_years=17) == "7.330"
    assert meld_3(age_years=18) == "6.000"
    score = compute_meld(bilirubin=q("1", "mg/dL"), inr=d("1"), creatinine=q("1", "mg/dL"))
    assert "MELD 6 (6.43 before" in known(score).why.en


def test_neutrophils_and_their_ratio_need_each_input_and_show_two_decimals() -> None:
    assert missing(compute_nlr(neutrophils=None, lymphocytes=d("1"))) == ("neutrophils",)
    assert missing(compute_nlr(neutrophils=d("3"), lymphocytes=None)) == ("lymphocytes",)
    assert known(compute_nlr(neutrophils=d("3"), lymphocytes=d("0.8"))).ratio == d("3.75")
    count = compute_neutrophils(absolute=None, wbc=d("6.11"), percentage=d("55"))
    assert "Neutrophils 3.36 10^9/L" in known(count).why.en


def test_a_weight_of_one_kilogram_is_absurd_but_a_weight() -> None:
    assert known(compute_lenvatinib_dose(weight_kg=d("1"))).dose_mg == 8
    assert missing(compute_lenvatinib_dose(weight_kg=d("0"))) == ("weight_kg",)


def test_a_new_lesion_has_not_grown_unless_somebody_says_so() -> None:
    assert not NewLesion("NL01", Certainty.UNEQUIVOCAL).is_increased
    nothing = NewDisease()
    assert (nothing.is_present, nothing.has_fresh, nothing.is_increased) == (False, False, False)


def test_an_inr_said_to_be_without_anticoagulation_is_graded_without_a_remark() -> None:
    stated = Specimen(q("1.3"), is_anticoagulated=False)
    assert (
        "anticoagulation" not in known(compute_ctcae_grade(CtcaeTerm.INR_INCREASED, stated)).why.en
    )
    unstated = Specimen(q("1.3"))
    assert known(compute_ctcae_grade(CtcaeTerm.INR_INCREASED, unstated)).why.en.endswith(
        "anticoagulation not stated, taken as none."
    )


def test_the_chinese_reason_of_a_stage_names_the_side_of_the_cut_off() -> None:
    for largest, said in (("30", "≤30 mm"), ("30.1", ">30 mm")):
        found = compute_cnlc(
            nodules=2,
            largest_mm=d(largest),
            macrovascular_invasion=False,
            extrahepatic_spread=False,
            ecog=0,
            child_pugh_class=ChildPughClass.A,
        )
        assert said in known(found).why.zh


def test_the_lowest_of_three_steps_is_the_one_not_reached() -> None:
    steps = tuple(RenalStep(d(edge), d(dose)) for edge, dose in (("60", "10"), ("30", "5")))
    three = LenalidomideSettings((*steps, RenalStep(d("15"), d("2.5"))))
    found = compute_lenalidomide_dose(crcl_ml_min=d("14"), settings=three)
    assert "is below 15, not eligible" in known(found).why.en


@pytest.mark.parametrize(
    ("analyte", "quantity", "standard"),
    [
        (Analyte.CHOLESTEROL, q("100", "mg/dL"), "2.586"),
        (Analyte.TRIGLYCERIDES, q("100", "mg/dL"), "1.129"),
        (Analyte.URATE, q("10", "mg/dL"), "594.8"),
        (Analyte.HAEMOGLOBIN, q("10", "mmol/L"), "161.14"),
        (Analyte.FIBRINOGEN, q("200", "mg/dL"), "2"),
        (Analyte.ENZYME, q("7", "IU/L"), "7"),
        (Analyte.ENZYME, q("2", "ukat/L"), "120"),
        (Analyte.RATIO, q("1.2", "RATIO"), "1.2"),
        (Analyte.HEIGHT, q("1.7", "m"), "170"),
    ],
)
def test_frozen_factors_to_the_last_digit(
    analyte: Analyte, quantity: Quantity, standard: str
) -> None:
    assert standard_number(analyte, quantity) == d(standard)


def test_one_beat_a_minute_is_absurd_but_a_rate() -> None:
    # RR of 60 s: 400 / 60^(1/3) = 102.17
    assert known(compute_qtcf(qt_ms=d("400"), heart_rate=d("1"))).ms.quantize(d("0.01")) == (
        d("102.17")
    )
    mean = compute_mean_qtcf([Tracing(d("400"), d("60")), Tracing(d("400"), d("1"))])
    assert known(mean).ms.quantize(d("0.01")) == d("251.09")


def test_the_defaults_of_response_are_those_of_recist() -> None:
    settings = RecistSettings()
    assert (settings.max_targets, settings.max_targets_per_organ) == (5, 2)
    assert Assessment("TA1", None).is_imaged


def test_a_period_has_no_missed_doses_unless_said_and_one_milligram_is_a_dose() -> None:
    period = DosePeriod(date(2026, 1, 5), date(2026, 1, 14), d("1"))
    assert known(compute_daily_dose_intensity([period])).taken_mg == 10


@pytest.mark.parametrize(("last", "cycles"), [((2026, 1, 25), 1), ((2026, 1, 26), 2)])
def test_a_cycle_has_21_days(last: tuple[int, int, int], cycles: int) -> None:
    assert CycleSettings().cycle_length_days == 21
    period = DosePeriod(date(2026, 1, 5), date(*last), d("10"))
    found = compute_cyclic_dose_intensity([period], cycle_1_day_1=date(2026, 1, 5))
    assert known(found).planned_mg == 140 * cycles


def test_treatment_emergent_needs_onset_and_first_dose_and_names_the_period() -> None:
    first = day("2026-01-05")
    onset = compute_treatment_emergent(onset=None, first_dose=first, last_dose=None)
    assert missing(onset) == ("onset",)
    dose = compute_treatment_emergent(onset=first, first_dose=None, last_dose=None)
    assert missing(dose) == ("first_dose",)
    still = known(compute_treatment_emergent(onset=first, first_dose=first, last_dose=None)).why
    assert still.en.endswith("period from 2026-01-05 on.")
    assert still.zh.endswith("期间自2026-01-05起。")
    last = day("2026-03-01")
    ended = known(compute_treatment_emergent(onset=first, first_dose=first, last_dose=last)).why
    assert ended.en.endswith("period 2026-01-05 to 2026-03-31.")
    assert ended.zh.endswith("期间2026-01-05至2026-03-31。")


@pytest.mark.parametrize(("on", "is_inside"), [(9, False), (10, True), (14, True), (15, False)])
def test_both_ends_of_a_window_are_inside_when_the_nearest_is_looked_for(
    on: int, is_inside: bool
) -> None:
    window = known(
        compute_visit_window(anchor=day("2026-01-05"), target_day=8, minus=2, plus=2, date=None)
    )
    assert (nearest_window(date(2026, 1, on), [window]) is window) is is_inside


def test_a_new_lesion_says_in_chinese_when_it_was_first_seen() -> None:
    new = [NewLesion("NEW01", Certainty.UNEQUIVOCAL)]
    given = course([target("T01", "30")], [visit(42, {"T01": "30"}, new=new)])
    why = explain_new_lesion(compute_recist(given, RecistSettings()).points[0])
    assert why.zh == f"明确新病灶NEW01，首次发现{on_day(42)}。"
