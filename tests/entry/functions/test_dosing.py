"""First and last dose, dose of a day."""

from decimal import Decimal

import pytest

from hcc_crf.entry.runtime import Missing, Runtime
from hcc_crf.values import PartialDate

from ..courses import first_dose
from ..saving import Nurse, evaluate


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
