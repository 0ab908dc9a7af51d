"""Functions over the rows of a form."""

import pytest

from hcc_crf.entry.runtime import MISSING
from hcc_crf.values import PartialDate

from ..saving import Nurse, evaluate, number


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
