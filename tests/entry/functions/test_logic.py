"""Functions on values alone, and on dates."""

from decimal import Decimal

import pytest

from hcc_crf.entry.runtime import MISSING, Missing, Runtime
from hcc_crf.values import PartialDate

from ..saving import Nurse, evaluate, missing


@pytest.fixture
def known(enrolled: Nurse) -> Nurse:
    """Return a nurse whose subject has a weight and a birth date known by its year."""
    enrolled.save("SCR", "VS", WEIGHT="68", HEIGHT=missing("ND"))
    enrolled.save("SCR", "DM", BRTHDAT="1965", reason="day not known")
    return enrolled


def test_missing_is_known_for_blanks_and_missing_codes_alike(known: Nurse) -> None:
    assert evaluate(known, "SCR/VS", "is_missing(TEMP)") is True
    assert evaluate(known, "SCR/VS", "is_missing(HEIGHT)") is True
    assert evaluate(known, "SCR/VS", "is_missing(WEIGHT)") is False


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("first_known('A', 'B')", "A"),
        ("first_known(DM.RACE, 'B')", "ASIAN"),
        ("first_known(DM.ETHNICC, 'B')", "B"),
        ("if_else(1 < 2, 'A', 'B')", "A"),
        ("if_else(2 < 1, 'A', 'B')", "B"),
        ("if_else(1 < 2, 'A', DM.ETHNICC)", "A"),
        ("yes_no(1 < 2)", "Y"),
        ("yes_no(2 < 1)", "N"),
        ("number('2')", Decimal(2)),
        ("number('12')", Decimal(12)),
        ("number('A')", MISSING),
        ("number('')", MISSING),
        ("abs(-2.5)", Decimal("2.5")),
        ("abs(2.5)", Decimal("2.5")),
        ("starts_with('LIVER, LEFT LOBE', 'LIVER')", True),
        ("starts_with('LUNG', 'LIVER')", False),
        ("pct_change(110, 100)", Decimal(10)),
        ("pct_change(90, 100)", Decimal(-10)),
        ("pct_change(90, 0)", MISSING),
    ],
)
def test_values(known: Nurse, source: str, expected: Runtime) -> None:
    assert evaluate(known, "SCR/VS", source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("days(DM.RFICDAT, SV.SVSTDAT)", Decimal(1)),
        ("days(SV.SVSTDAT, DM.RFICDAT)", Decimal(-1)),
        ("days(SV.SVSTDAT, SV.SVSTDAT)", Decimal(0)),
        ("days(DM.BRTHDAT, SV.SVSTDAT)", MISSING),
        ("days(SV.SVSTDAT, DM.BRTHDAT)", MISSING),
        ("later(DM.RFICDAT, SV.SVSTDAT)", PartialDate("2026-01-03")),
        ("later(SV.SVSTDAT, DM.RFICDAT)", PartialDate("2026-01-03")),
        ("later(DM.BRTHDAT, SV.SVSTDAT)", PartialDate("2026-01-03")),
        ("later(DM.BRTHDAT, DM.BRTHDAT)", MISSING),
        ("today()", PartialDate("2026-11-25")),
        ("study_day(SV.SVSTDAT, DM.RFICDAT)", Decimal(2)),
        ("study_day(DM.RFICDAT, SV.SVSTDAT)", Decimal(-1)),
        ("age_years(DM.BRTHDAT, SV.SVSTDAT)", Decimal(60)),
    ],
)
def test_dates(known: Nurse, source: str, expected: Runtime) -> None:
    assert evaluate(known, "SCR/VS", source) == expected


@pytest.mark.parametrize(
    "source", ["study_day(DM.BRTHDAT, SV.SVSTDAT)", "age_years(SV.SVSTDAT, DM.BRTHDAT)"]
)
def test_a_day_that_cannot_be_counted_is_missing(known: Nurse, source: str) -> None:
    assert isinstance(evaluate(known, "SCR/VS", source), Missing)
