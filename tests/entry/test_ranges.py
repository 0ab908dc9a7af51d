"""Ranges hold on the standard value, whatever the unit: impossible is refused, unusual is told."""

from decimal import Decimal

import pytest

from hcc_crf.entry.check import is_outside, limits_text, other_unit
from hcc_crf.entry.program import Program
from hcc_crf.entry.reading import range_problem
from hcc_crf.entry.runtime import Measured
from hcc_crf.study.model import ItemDef, ItemType, Range, Severity
from hcc_crf.values import Bilingual, Quantity, Value

from .saving import Nurse, codes, where

KG, JIN, LB = "kg", "jin (500 g)", "lb"


# Weight: possible 25 to 200 kg, usual 40 to 110 kg; both edges are inside.
@pytest.mark.requirement("P19")
@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("24.9", KG),
        ("200.1", KG),
        ("49.9", JIN),  # 24.95 kg
        ("400.1", JIN),  # 200.05 kg
        ("55", LB),  # 24.95 kg
        ("441", LB),  # 200.03 kg
        ("<24", KG),
        ("0", KG),
        ("-68", KG),
    ],
)
def test_an_impossible_value_is_refused(nurse: Nurse, text: str, unit: str) -> None:
    (problem,) = nurse.refused("SCR", "VS", WEIGHT=(text, unit))
    assert problem.code == "OUT-OF-RANGE"
    assert "25–200 kg" in problem.message.en
    assert "25–200 kg" in problem.message.zh


@pytest.mark.requirement("P19")
@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("25", KG),
        ("200", KG),
        ("39.9", KG),
        ("110.1", KG),
        ("50", JIN),  # 25 kg
        ("400", JIN),  # 200 kg
        ("79.9", JIN),  # 39.95 kg
        ("220.1", JIN),  # 110.05 kg
        ("88", LB),  # 39.92 kg
        ("243", LB),  # 110.22 kg
    ],
)
def test_an_unusual_value_is_saved_and_told(nurse: Nurse, text: str, unit: str) -> None:
    decision = nurse.save("SCR", "VS", WEIGHT=(text, unit))
    assert where(decision.findings, "range") == {".WEIGHT"}
    (finding,) = (f for f in decision.findings if f.check == "range")
    assert finding.severity is Severity.SOFT
    assert finding.path == "01-001/SCR/VS.WEIGHT"
    assert "40–110 kg" in finding.message.en
    assert "40–110 kg" in finding.message.zh


@pytest.mark.parametrize(
    ("text", "unit"),
    [("40", KG), ("110", KG), ("80", JIN), ("220", JIN), ("89", LB), ("242", LB), ("68", KG)],
)
def test_a_usual_value_raises_nothing(nurse: Nurse, text: str, unit: str) -> None:
    assert where(nurse.save("SCR", "VS", WEIGHT=(text, unit)).findings, "range") == set()


def test_a_value_in_the_wrong_unit_is_asked_about(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "VS", HEIGHT=("170", "m"))
    assert "In cm?" in problem.message.en
    decision = nurse.save("SCR", "LBCHEM", BILI="0.9")  # usual 3 to 60 umol/L
    (finding,) = (f for f in decision.findings if f.check == "range")
    assert "Did you mean mg/dL?" in finding.message.en
    assert "mg/dL" in finding.message.zh


def test_a_value_unusual_in_every_unit_is_not_asked_about(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "LBCHEM", BILI="200")
    (finding,) = (f for f in decision.findings if f.check == "range")
    assert "Did you mean" not in finding.message.en


def test_an_impossible_value_of_a_pure_number_asks_for_the_source(nurse: Nurse) -> None:
    (problem,) = nurse.refused("SCR", "VS", PULSE="300")
    assert problem.message.en.endswith("Check the source and the unit.")


def test_a_missing_code_is_never_out_of_range(nurse: Nurse) -> None:
    decision = nurse.save("SCR", "VS", WEIGHT="ND")
    assert where(decision.findings, "range") == set()


# Lenvatinib: 0 to 24 mg possible, 0 to 12 usual, 0, 4, 8 and 12 allowed.
@pytest.mark.parametrize(
    ("dose", "check"),
    [("0", ""), ("4", ""), ("8.0", ""), ("12", ""), ("6", "allowed"), ("14", "range")],
)
def test_a_value_that_is_not_on_the_list_is_told(nurse: Nurse, dose: str, check: str) -> None:
    decision = nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": dose}])
    found = {f.check for f in decision.findings if f.check in ("allowed", "range")}
    assert found == ({check} if check else set())


def test_a_value_not_on_the_list_is_told_with_the_list(nurse: Nurse) -> None:
    decision = nurse.save("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": "6"}])
    (finding,) = (f for f in decision.findings if f.check == "allowed")
    assert "0, 4, 8, 12" in finding.message.en
    assert "0, 4, 8, 12" in finding.message.zh


def test_a_dose_above_what_can_be_is_refused(nurse: Nurse) -> None:
    problems = nurse.refused("LOG", "EXLENV", rows=[{"row": 1, "ECDOSE_LENV": "24.5"}])
    assert codes(problems) == ["OUT-OF-RANGE"]


def measured(number: str) -> Measured:
    """Return a number in its standard unit."""
    return Measured(Quantity(Decimal(number)), Decimal(number))


@pytest.mark.parametrize(
    ("low", "high", "number", "expected"),
    [
        ("1", "2", "0.9", True),
        ("1", "2", "1", False),
        ("1", "2", "2", False),
        ("1", "2", "2.1", True),
        (None, "2", "-100", False),
        (None, "2", "2.1", True),
        ("1", None, "100", False),
        ("1", None, "0.9", True),
        (None, None, "5", False),
    ],
)
def test_limits_may_be_open_on_one_side(
    low: str | None, high: str | None, number: str, expected: bool
) -> None:
    limits = (Decimal(low) if low else None, Decimal(high) if high else None)
    assert is_outside(limits, measured(number)) is expected


def test_no_limits_hold_everything() -> None:
    assert not is_outside(None, measured("5"))


def test_limits_are_written_as_people_write_them() -> None:
    assert limits_text((Decimal(20), Decimal(2000))) == "20–2000"
    assert limits_text((Decimal(5), None)) == "≥ 5"
    assert limits_text((None, Decimal(100))) == "≤ 100"


def test_a_value_outside_the_usual_that_is_excepted_raises_nothing(program: Program) -> None:
    label = Bilingual("Count", "计数")
    limits = Range(soft=(Decimal(1), Decimal(9)), exceptions=(Decimal(0),))
    item = ItemDef("COUNT", label, ItemType.DECIMAL, range=limits)
    assert is_outside(item.range.soft, measured("0"))
    assert measured("0").standard in item.range.exceptions


def test_an_item_without_hard_range_takes_any_number(program: Program) -> None:
    free = ItemDef("FREE", Bilingual("Free", "自由"), ItemType.DECIMAL)
    assert range_problem(free, Value("-999", "-999")) is None


def test_another_unit_is_only_named_where_there_is_a_usual_range(program: Program) -> None:
    free = ItemDef("FREE", Bilingual("Free", "自由"), ItemType.DECIMAL)
    assert other_unit(free, Value("5", "5")) == ""
    weight = program.study.item("VS", "WEIGHT")
    assert other_unit(weight, Value("ND", "")) == ""
    assert other_unit(weight, Value("120", "120", "kg")) == "jin (500 g)"
    assert other_unit(weight, Value("68", "68", "lb")) == "kg"
