"""Functions that look at other visits, rows and doses."""

from decimal import Decimal

import pytest

from hcc_crf.entry.runtime import MISSING, Measured, Missing, Runtime
from hcc_crf.values import PartialDate

from ..courses import assessment, baseline, first_dose
from ..saving import Nurse, evaluate


def number(value: Runtime) -> str:
    """Return a number as text, empty when missing."""
    if isinstance(value, Missing):
        return ""
    found = value.standard if isinstance(value, Measured) else value
    assert isinstance(found, Decimal)
    return str(found)


@pytest.fixture
def weighed(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject was weighed four times, once between two planned visits."""
    for visit, date, weight in (
        ("SCR", "2026-01-03", "68"),
        ("C1D1", "2026-01-05", "67"),
        ("UNS1", "2026-01-09", "60"),
        ("C1D8", "2026-01-12", "66"),
    ):
        nurse.save(visit, "SV", SVSTDAT=date, SVCNTMOD="VISIT")
        nurse.save(visit, "VS", WEIGHT=weight)
    return nurse


@pytest.mark.parametrize(
    ("place", "source", "weight"),
    [
        ("C1D8/VS", "at('SCR', 'VS.WEIGHT')", "68"),
        ("C1D8/VS", "at('C2D1', 'VS.WEIGHT')", ""),
        ("C1D8/VS", "prev('VS.WEIGHT')", "60"),
        ("C1D1/VS", "prev('VS.WEIGHT')", "68"),
        ("SCR/VS", "prev('VS.WEIGHT')", ""),
        ("C1D8/VS", "prev_scheduled('VS.WEIGHT')", "67"),
        ("UNS1/VS", "prev_scheduled('VS.WEIGHT')", ""),
        ("C1D8/VS", "latest('VS.WEIGHT')", "66"),
        ("C1D15/VS", "latest('VS.WEIGHT')", "66"),
        ("LOG/EXLENV", "latest('VS.WEIGHT')", "66"),
        ("C1D8/VS", "baseline('VS.WEIGHT')", "66"),
    ],
)
def test_a_value_of_another_visit(weighed: Nurse, place: str, source: str, weight: str) -> None:
    assert number(evaluate(weighed, place, source)) == weight


def test_a_baseline_is_the_last_value_up_to_the_first_dose(weighed: Nurse) -> None:
    first_dose(weighed)
    assert number(evaluate(weighed, "C1D8/VS", "baseline('VS.WEIGHT')")) == "67"


def test_a_baseline_without_date_does_not_count_once_a_dose_is_known(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="68")
    assert number(evaluate(nurse, "SCR/VS", "baseline('VS.WEIGHT')")) == "68"
    first_dose(nurse)
    assert number(evaluate(nurse, "SCR/VS", "baseline('VS.WEIGHT')")) == ""


def test_a_value_of_the_same_lesion_is_found_by_its_key(nurse: Nurse) -> None:
    baseline(nurse)
    assert number(evaluate(nurse, "TA1/TRTL", "prev('TUTL.TL_DIAM')", row=2)) == "18"
    assert number(evaluate(nurse, "TA1/TRTL", "row_value('TUTL.TL_DIAM', TR_LNKID)", row=2)) == "18"
    assert isinstance(evaluate(nurse, "TA1/TRTL", "row_value('TUTL.TL_DIAM', 'T09')"), Missing)
    assert isinstance(evaluate(nurse, "SCR/VS", "row_value('TRTL.TR_DIAM', 'T01')"), Missing)


def test_the_baseline_scan_is_the_earliest_of_screening(nurse: Nurse) -> None:
    assert isinstance(evaluate(nurse, "SCR/VS", "baseline_imaging_date()"), Missing)
    scans = [{"row": 1, "IMGDAT": "2025-12-30"}, {"row": 2, "IMGDAT": "2025-12-29"}]
    nurse.save("SCR", "IMG", IMGPERF="Y", tables={"IMGTAB": scans})
    assert evaluate(nurse, "SCR/VS", "baseline_imaging_date()") == PartialDate("2025-12-29")


def test_what_was_typed_is_seen_as_typed(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI=("<0.2", "mg/dL"), ALB="40")
    ask = {name: evaluate(nurse, "SCR/LBCHEM", f"{name}('LBCHEM.BILI')") for name in _TYPED}
    assert ask == {"typed_unit": "mg/dL", "typed_number": Decimal("0.2"), "qualifier": "<"}
    assert evaluate(nurse, "SCR/LBCHEM", "qualifier('LBCHEM.ALB')") == "="
    for name in _TYPED:
        assert isinstance(evaluate(nurse, "SCR/LBCHEM", f"{name}('LBCHEM.AST')"), Missing)
    assert isinstance(evaluate(nurse, "C1D1/LBCHEM", "qualifier('LBCHEM.ALB')"), Missing)


_TYPED = ("typed_unit", "typed_number", "qualifier")


# --------------------------------------------------------------------------------- known alive


def alive(nurse: Nurse, place: str = "LOG/DD") -> str:
    """Return the last date known alive, empty when there is none."""
    found = evaluate(nurse, place, "last_known_alive()")
    return found.iso if isinstance(found, PartialDate) else ""


def test_nothing_proves_life_at_first(nurse: Nurse) -> None:
    assert alive(nurse) == ""


@pytest.mark.parametrize(
    ("contact", "date"),
    [("VISIT", "2026-01-05"), ("REMOTE", "2026-01-05"), ("PHONE", ""), ("RECORD", "")],
)
def test_a_contact_in_person_proves_life(nurse: Nurse, contact: str, date: str) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD=contact)
    assert alive(nurse) == date


def test_scans_doses_and_the_end_of_study_prove_life(nurse: Nurse) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    scans = [{"row": 1, "IMGDAT": "2026-02-15"}, {"row": 2, "IMGAREA": "CHEST"}]
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": scans})
    assert alive(nurse) == "2026-02-15"
    first_dose(nurse, "2026-02-20")
    assert alive(nurse) == "2026-02-20"
    nurse.save("LOG", "DSEOS", EOSREAS="LOST TO FOLLOW-UP", EOSLSTALV="2026-03-01")
    assert alive(nurse) == "2026-03-01"


def test_at_a_visit_only_earlier_visits_prove_life(nurse: Nurse) -> None:
    nurse.save("C1D1", "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT")
    nurse.save("C2D1", "SV", SVSTDAT="2026-01-26", SVCNTMOD="VISIT")
    assert alive(nurse, "C1D8/SV") == "2026-01-05"


# ------------------------------------------------------------------------------------------ doses


@pytest.fixture
def treated(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject took lenvatinib, paused, and takes less."""
    rows = [
        {"ECSTDAT_LENV": "2026-01-05", "ECENDAT_LENV": "2026-01-20", "ECDOSE_LENV": "12"},
        {"ECSTDAT_LENV": "2026-01-21", "ECENDAT_LENV": "2026-01-31", "ECDOSE_LENV": "0"},
        {"ECSTDAT_LENV": "2026-02-01", "ECENDAT_LENV": "", "ECDOSE_LENV": "8"},
    ]
    ongoing = ["N", "N", "Y"]
    numbered = [
        {"row": n, **row, "ECONGO_LENV": ongoing[n - 1]} for n, row in enumerate(rows, start=1)
    ]
    nurse.save("LOG", "EXLENV", rows=numbered)
    return nurse


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("first_dose_date()", PartialDate("2026-01-05")),
        ("last_dose_date()", Missing(("last_dose_date",))),
        ("last_dose_of('EXLENV')", Missing(("EXLENV: last dose",))),
        ("last_dose_of('EXPD1')", Missing(("EXPD1: last dose",))),
        ("current_dose('EXLENV', SV.SVSTDAT)", Decimal(12)),
        ("current_dose('EXLENV', DM.RFICDAT)", Missing(("EXLENV: dose on that day",))),
        ("dosed('EXLENV', SV.SVSTDAT, 3)", True),
        ("dosed('EXLENV', DM.RFICDAT, 3)", False),
        ("dosed('EXLENV', DM.RFICDAT, 4)", True),
        ("dosed('EXPD1', SV.SVSTDAT, 3)", False),
        ("dosed('EXLENV', DM.BRTHDAT, 3)", False),
        ("dosed('EXLENV', DSEOS.EOSDAT, 3)", False),
        ("dosed('EXLENV', DSEOS.EOSLSTALV, 300)", True),
    ],
)
def test_a_dose_of_a_day(treated: Nurse, source: str, expected: Runtime) -> None:
    treated.save("SCR", "DM", RFICDAT="2026-01-01", BRTHDAT="1965")
    treated.save("SCR", "SV", SVSTDAT="2026-01-05")
    treated.save("LOG", "DSEOS", EOSREAS="LOST TO FOLLOW-UP", EOSDAT="2026-01-20")
    treated.save("LOG", "DSEOS", EOSLSTALV="2026-02-03")
    assert evaluate(treated, "SCR/VS", source) == expected


def test_a_dose_of_0_is_no_dose(treated: Nurse) -> None:
    rows = [{"row": 3, "ECDOSE_LENV": "0"}]
    treated.save("LOG", "EXLENV", rows=rows, reason="was not taken")
    assert evaluate(treated, "SCR/VS", "last_dose_date()") == PartialDate("2026-01-20")


def test_a_row_without_its_dose_or_start_does_not_count(nurse: Nurse) -> None:
    nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": "12"}])
    nurse.save("LOG", "EXLENV", rows=[{"row": 2, "ECSTDAT_LENV": "2026-01-05"}])
    nurse.save("C1D1", "EXPD1", PDGIVEN="Y", PDDAT="2026-01-05")
    assert isinstance(evaluate(nurse, "SCR/VS", "first_dose_date()"), Missing)


def test_the_first_dose_is_that_of_any_drug(treated: Nurse) -> None:
    first_dose(treated, "2026-01-04")
    assert evaluate(treated, "SCR/VS", "first_dose_date()") == PartialDate("2026-01-04")
    assert evaluate(treated, "SCR/VS", "last_dose_of('EXPD1')") == PartialDate("2026-01-04")


# ------------------------------------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("count_rows('EXLENV')", "3"),
        ("count_rows('AE')", "0"),
        ("row_sum('EXLENV.ECDOSE_LENV')", "20"),
        ("row_min('EXLENV.ECDOSE_LENV')", "0"),
        ("row_max('EXLENV.ECDOSE_LENV')", "12"),
        ("row_sum('EXLENV.ECMISS_LENV')", ""),
        ("row_sum('AE.AESTDAT')", ""),
        ("row_max('EXLENV.ECMISS_LENV')", ""),
        ("count_rows('TRTL')", "0"),
        ("row_sum('TRTL.TR_DIAM')", ""),
    ],
)
def test_numbers_over_rows(treated: Nurse, source: str, expected: str) -> None:
    assert number(evaluate(treated, "LOG/EXLENV", source)) == expected


def test_earliest_and_latest_over_rows(treated: Nurse) -> None:
    low = evaluate(treated, "LOG/EXLENV", "row_min('EXLENV.ECSTDAT_LENV')")
    high = evaluate(treated, "LOG/EXLENV", "row_max('EXLENV.ECSTDAT_LENV')")
    assert (low, high) == (PartialDate("2026-01-05"), PartialDate("2026-02-01"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("any_row_is('EXLENV.ECONGO_LENV', 'Y')", True),
        ("any_row_is('EXLENV.ECONGO_LENV', 'U')", False),
        ("any_row_is('EXLENV.ECDOSE_LENV', 8)", True),
        ("ever_is('EXLENV.ECONGO_LENV', 'Y')", True),
        ("ever_is('EXLENV.ECACT_LENV', 'REDUCED')", False),
        ("ever_in('EXLENV.ECONGO_LENV', ['U', 'N'])", True),
        ("ever_in('EXLENV.ECONGO_LENV', ['U'])", False),
        ("ever_contains('AE.AETERM', ['RASH'])", False),
    ],
)
def test_whether_a_row_is(treated: Nurse, source: str, expected: bool) -> None:
    assert evaluate(treated, "LOG/EXLENV", source) is expected


def test_words_are_found_in_any_case(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Mild Hypertension"}, {"row": 2}])
    assert evaluate(nurse, "SCR/VS", "ever_contains('AE.AETERM', ['hypertension'])") is True


def test_the_first_row_is_that_with_the_earliest_start(treated: Nurse) -> None:
    assert evaluate(treated, "LOG/EXLENV", "is_first_row()", row=1) is True
    assert evaluate(treated, "LOG/EXLENV", "is_first_row()", row=2) is False


def test_without_any_start_no_row_is_the_first(nurse: Nurse) -> None:
    assert evaluate(nurse, "LOG/EXLENV", "is_first_row()", row=1) == MISSING
    assert evaluate(nurse, "SCR/CPS", "is_first_row()") is not True


_START_END = "('EXLENV.ECSTDAT_LENV', 'EXLENV.ECENDAT_LENV')"


def spans(nurse: Nurse, *dates: tuple[str, str]) -> None:
    """Enter dosing periods; without an end one is ongoing."""
    nurse.save(
        "LOG",
        "EXLENV",
        rows=[
            {
                "row": n,
                "ECSTDAT_LENV": first,
                "ECENDAT_LENV": last,
                "ECONGO_LENV": "N" if last else "Y",
            }
            for n, (first, last) in enumerate(dates, start=1)
        ],
    )


@pytest.mark.parametrize(
    ("dates", "overlap", "gap"),
    [
        pytest.param((("2026-01-01", "2026-01-10"),), False, "", id="one period"),
        pytest.param(
            (("2026-01-01", "2026-01-10"), ("2026-01-11", "2026-01-20")), False, "0", id="joined"
        ),
        pytest.param(
            (("2026-01-01", "2026-01-10"), ("2026-01-10", "2026-01-20")), True, "0", id="one day"
        ),
        pytest.param(
            (("2026-01-01", "2026-01-10"), ("2026-01-13", "2026-01-20")), False, "2", id="a gap"
        ),
        pytest.param(
            (("2026-01-13", "2026-01-20"), ("2026-01-01", "2026-01-10")), False, "2", id="any order"
        ),
        pytest.param((("2026-01-01", ""), ("2026-01-13", "2026-01-20")), True, "", id="ongoing"),
        pytest.param((("2026-01-01", "2026-01-10"), ("2026-01-13", "")), False, "2", id="last"),
    ],
)
def test_periods_overlap_or_leave_gaps(
    nurse: Nurse, dates: tuple[tuple[str, str], ...], overlap: bool, gap: str
) -> None:
    spans(nurse, *dates)
    assert evaluate(nurse, "LOG/EXLENV", f"rows_overlap{_START_END}") is overlap
    assert number(evaluate(nurse, "LOG/EXLENV", f"longest_gap_days{_START_END}")) == gap


_SAME = "same_term_overlaps('AE.AETERM', 'AE.AESTDAT', 'AE.AEENDAT')"


@pytest.mark.parametrize(
    ("other", "start", "end", "expected"),
    [
        pytest.param("rash", "2026-02-05", "2026-02-08", True, id="inside"),
        pytest.param(" R ash ", "2026-02-10", "2026-02-20", True, id="one day, other spaces"),
        pytest.param("Rash", "2026-02-11", "2026-02-20", False, id="after"),
        pytest.param("Rash", "2026-01-01", "2026-01-31", False, id="before"),
        pytest.param("Rash", "2026-01-01", "", True, id="ongoing"),
        pytest.param("Rash", "2026-02", "2026-02-20", False, id="perhaps"),
        pytest.param("Itch", "2026-02-05", "2026-02-08", False, id="another term"),
        pytest.param("Rash", "", "", False, id="no start"),
    ],
)
def test_the_same_event_twice_at_one_time(
    nurse: Nurse, other: str, start: str, end: str, expected: bool
) -> None:
    rows = [
        {"row": 1, "AETERM": "Rash", "AESTDAT": "2026-02-01", "AEENDAT": "2026-02-10"},
        {"row": 2, "AETERM": other, "AESTDAT": start, "AEENDAT": end},
    ]
    nurse.save("LOG", "AE", rows=[{**row, "AEONGO": "N"} for row in rows])
    assert evaluate(nurse, "LOG/AE", _SAME, row=1) is expected


def test_a_row_without_term_or_start_repeats_nothing(nurse: Nurse) -> None:
    rows = [{"row": 1, "AESTDAT": "2026-02-01"}, {"row": 2, "AETERM": "Rash"}]
    nurse.save("LOG", "AE", rows=rows)
    assert evaluate(nurse, "LOG/AE", _SAME, row=1) is False
    assert evaluate(nurse, "LOG/AE", _SAME, row=2) is False


def test_rows_of_a_form_that_is_not_here_are_none(nurse: Nurse) -> None:
    source = "rows_overlap('TRTL.TR_DAT', 'TRTL.TR_DAT')"
    assert evaluate(nurse, "SCR/VS", source) is False
    source = "same_term_overlaps('TRTL.TR_STAT', 'TRTL.TR_DAT', 'TRTL.TR_DAT')"
    assert evaluate(nurse, "SCR/VS", source) is False


# ---------------------------------------------------------------------------------------- lesions


@pytest.mark.parametrize(
    ("location", "organ"),
    [
        ("LIVER, RIGHT LOBE", "LIVER"),
        ("LIVER, LEFT LOBE", "LIVER"),
        ("LUNG, RIGHT", "LUNG"),
        ("LUNG, LEFT", "LUNG"),
        ("HEPATIC LYMPH NODE", "LYMPH NODE"),
        ("NOWHERE", "NOWHERE"),
    ],
)
def test_both_sides_are_one_organ(nurse: Nurse, location: str, organ: str) -> None:
    assert evaluate(nurse, "SCR/VS", f"organ('{location}')") == organ


def test_lesions_are_counted_by_organ_others_left_out(nurse: Nurse) -> None:
    assert number(evaluate(nurse, "SCR/TUTL", "max_targets_per_organ()")) == "0"
    places = ["LIVER, RIGHT LOBE", "LIVER, LEFT LOBE", "OTHER", "OTHER", "OTHER"]
    rows = [{"row": n, "TL_TULOC": place} for n, place in enumerate(places, start=1)]
    nurse.save("SCR", "TUTL", rows=rows)
    assert number(evaluate(nurse, "SCR/TUTL", "max_targets_per_organ()")) == "2"


def test_every_baseline_lesion_is_assessed_or_not(nurse: Nurse) -> None:
    baseline(nurse)
    source = "all_baseline_lesions_assessed('TUTL')"
    assert evaluate(nurse, "TA1/TRTL", source) is False
    nurse.save("TA1", "TRTL", rows=[{"row": 1, "TR_STAT": "MEASURED"}])
    assert evaluate(nurse, "TA1/TRTL", source) is False
    nurse.save("TA1", "TRTL", rows=[{"row": 2, "TR_STAT": "MEASURED"}])
    assert evaluate(nurse, "TA1/TRTL", source) is True


def test_an_overall_response_is_that_of_the_time_point(nurse: Nurse) -> None:
    baseline(nurse)
    first_dose(nurse)
    assessment(nurse, "TA1", "2026-02-15", "40", "9")
    assert evaluate(nurse, "TA1/RS", "recist_overall('CR', 'CR', 'N')") == "PR"


def test_without_a_time_point_an_overall_response_is_of_its_parts(nurse: Nurse) -> None:
    assert evaluate(nurse, "TA1/RS", "recist_overall('CR', 'CR', 'N')") == "CR"


# ----------------------------------------------------------------------------------------- visits


@pytest.mark.parametrize(
    ("place", "source", "expected"),
    [
        ("C3D1/VS", "visit_code()", "C3D1"),
        ("SCR/VS", "visit_kind()", "scheduled"),
        ("C3D1/VS", "visit_kind()", "repeating"),
        ("UNS1/VS", "visit_kind()", "unscheduled"),
        ("LOG/AE", "visit_kind()", "log"),
        ("C3D1/VS", "visit_number()", Decimal(3)),
        ("SCR/VS", "visit_number()", MISSING),
        ("SCR/VS", "epoch()", "SCREENING"),
        ("C3D1/VS", "epoch()", "TREATMENT"),
        ("SURV1/SV", "epoch()", "LONG-TERM FOLLOW-UP"),
        ("UNS1/VS", "epoch()", MISSING),
        ("SCR/VS", "parameter('cycle_length_days')", Decimal(21)),
        ("SCR/VS", "parameter('child_pugh_cholestatic')", "N"),
        ("SCR/VS", "parameter('albi_albumin_coefficient')", Decimal("0.0852")),
        ("SCR/VS", "parameter('child_pugh_inr')", MISSING),
        ("SCR/VS", "form_complete()", False),
    ],
)
def test_what_a_visit_is(nurse: Nurse, place: str, source: str, expected: Runtime) -> None:
    assert evaluate(nurse, place, source) == expected


@pytest.mark.parametrize(
    ("date", "epoch"),
    [
        ("2026-01-04", "SCREENING"),
        ("2026-01-05", "TREATMENT"),
        ("2026-03-01", "TREATMENT"),
        ("2026-03-02", "FOLLOW-UP"),
    ],
)
def test_an_unscheduled_visit_is_in_the_epoch_of_its_date(
    nurse: Nurse, date: str, epoch: str
) -> None:
    nurse.save("UNS1", "SV", SVSTDAT=date, SVCNTMOD="VISIT")
    assert evaluate(nurse, "UNS1/VS", "epoch()") == "SCREENING"  # no dose yet
    first_dose(nurse)
    nurse.save("EOT", "DSEOT", EOTDAT="2026-03-01")
    assert evaluate(nurse, "UNS1/VS", "epoch()") == epoch


def test_no_day_is_outside_a_window_that_is_not_there(nurse: Nurse) -> None:
    nurse.save("LOG", "DD", DTHDAT="2026-02")
    assert isinstance(evaluate(nurse, "UNS1/VS", "window_deviation(today())"), Missing)
    assert isinstance(evaluate(nurse, "C1D8/VS", "window_deviation(today())"), Missing)
    first_dose(nurse)
    assert isinstance(evaluate(nurse, "C1D8/VS", "window_deviation(DD.DTHDAT)"), Missing)
