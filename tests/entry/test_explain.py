"""How a derived value is shown, and what its why says."""

from decimal import Decimal

import pytest

from hcc_crf.entry.derived import display, plain_text
from hcc_crf.entry.runtime import Measured
from hcc_crf.values import PartialDate, Quantity

from .saving import Nurse


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        ("14.5", 0, "15"),
        ("15.5", 0, "16"),
        ("-0.04", 1, "0.0"),
        ("-0.05", 1, "-0.1"),
        ("2.345", 2, "2.35"),
        ("60", 1, "60.0"),
        ("83.490", None, "83.49"),
        ("1000", None, "1000"),
    ],
)
def test_numbers_are_shown_half_up(number: str, decimals: int | None, shown: str) -> None:
    assert display(Decimal(number), decimals) == shown


def test_a_measured_number_is_shown_in_its_own_unit_and_digits() -> None:
    value = Measured(Quantity(Decimal("1.90"), "mg/dL"), Decimal("32.4976"))
    assert display(value, None) == "1.90"
    assert display(value, 1) == "1.9"


def test_dates_and_codes_are_shown_as_they_are() -> None:
    assert display(PartialDate("2026-01"), 2) == "2026-01"
    assert display("PR", 0) == "PR"


def test_needless_zeros_do_not_make_a_difference() -> None:
    assert plain_text("60.0") == "60"
    assert plain_text("PR") == "PR"


def test_plain_arithmetic_says_what_it_was_computed_from(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="20", BILDIR="5")
    found = nurse.derived("SCR/LBCHEM.BILIND")
    assert (found.display, found.rule) == ("15.0", "calc/1")
    assert "20 umol/L" in found.why.en
    assert "5 umol/L" in found.why.zh


def test_what_lacks_is_named_by_its_label_and_visit(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="20")
    found = nurse.derived("SCR/LBCHEM.BILIND")
    assert found.missing == ("SCR/LBCHEM.BILDIR",)
    assert found.why.en.startswith("Not derivable, missing: Direct bilirubin (SCR)")


def test_what_divides_by_zero_says_that_it_gives_no_value(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="<3", BILDIR="5")
    found = nurse.derived("SCR/LBCHEM.BILIND")
    assert found.canonical == ""
    assert found.why.en == "Not derivable: these inputs give no value"
    assert found.why.zh


def test_a_row_number_is_given_by_the_program(nurse: Nurse) -> None:
    nurse.save("LOG", "AE", rows=[{"row": 2, "AETERM": "Rash"}])
    found = nurse.derived("LOG/AE[2].AESPID")
    assert (found.canonical, found.rule) == ("2", "row-key/1")
    assert found.why.en
    assert found.why.zh
