"""Every edge of every CTCAE v5.0 term, from below, at and above.

Grades are read off the CTCAE v5.0 text (derivations.md 9) and, for cholesterol, triglycerides, CK
and fibrinogen, off the study's table. In a case "value → grade" the neighbours of an edge follow
each other.
"""

import pytest

from hcc_crf.clinical.ctcae import CODES, CtcaeTerm, Specimen, compute_ctcae_grade
from tests.clinical.quantities import known, q

Cases = tuple[tuple[str, int], ...]


def _grade(term: CtcaeTerm, value: str, unit: str, **limits: str) -> int:
    lln, uln = limits.get("lln"), limits.get("uln")
    specimen = Specimen(
        q(value, unit),
        lln=None if lln is None else q(lln, unit),
        uln=None if uln is None else q(uln, unit),
    )
    return known(compute_ctcae_grade(term, specimen)).grade


# Lower limit of normal, then value → grade.
LOW: dict[CtcaeTerm, tuple[str, str, Cases]] = {
    CtcaeTerm.ANEMIA: (
        "g/L",
        "120",
        (("120", 0), ("119.9", 1), ("100", 1), ("99.9", 2), ("80", 2), ("79.9", 3), ("20", 3)),
    ),
    CtcaeTerm.WBC_DECREASED: (
        "10^9/L",
        "3.5",
        (
            ("3.5", 0),
            ("3.49", 1),
            ("3.0", 1),
            ("2.99", 2),
            ("2.0", 2),
            ("1.99", 3),
            ("1.0", 3),
            ("0.99", 4),
        ),
    ),
    CtcaeTerm.NEUTROPHILS_DECREASED: (
        "10^9/L",
        "1.8",
        (
            ("1.8", 0),
            ("1.79", 1),
            ("1.5", 1),
            ("1.49", 2),
            ("1.0", 2),
            ("0.99", 3),
            ("0.5", 3),
            ("0.49", 4),
        ),
    ),
    CtcaeTerm.LYMPHOCYTES_DECREASED: (
        "10^9/L",
        "1.1",
        (
            ("1.1", 0),
            ("1.09", 1),
            ("0.8", 1),
            ("0.79", 2),
            ("0.5", 2),
            ("0.49", 3),
            ("0.2", 3),
            ("0.19", 4),
        ),
    ),
    CtcaeTerm.CD4_DECREASED: (
        "10^9/L",
        "0.6",
        (
            ("0.6", 0),
            ("0.59", 1),
            ("0.5", 1),
            ("0.49", 2),
            ("0.2", 2),
            ("0.19", 3),
            ("0.05", 3),
            ("0.049", 4),
        ),
    ),
    CtcaeTerm.PLATELETS_DECREASED: (
        "10^9/L",
        "125",
        (
            ("125", 0),
            ("124", 1),
            ("75", 1),
            ("74.9", 2),
            ("50", 2),
            ("49.9", 3),
            ("25", 3),
            ("24.9", 4),
        ),
    ),
    CtcaeTerm.HYPOALBUMINEMIA: (
        "g/L",
        "40",
        (("40", 0), ("39.9", 1), ("30", 1), ("29.9", 2), ("20", 2), ("19.9", 3)),
    ),
    CtcaeTerm.HYPOCALCEMIA: (
        "mmol/L",
        "2.11",
        (
            ("2.11", 0),
            ("2.10", 1),
            ("2.0", 1),
            ("1.99", 2),
            ("1.75", 2),
            ("1.74", 3),
            ("1.5", 3),
            ("1.49", 4),
        ),
    ),
    CtcaeTerm.IONISED_HYPOCALCEMIA: (
        "mmol/L",
        "1.15",
        (
            ("1.15", 0),
            ("1.14", 1),
            ("1.0", 1),
            ("0.99", 2),
            ("0.9", 2),
            ("0.89", 3),
            ("0.8", 3),
            ("0.79", 4),
        ),
    ),
    CtcaeTerm.HYPOMAGNESEMIA: (
        "mmol/L",
        "0.75",
        (
            ("0.75", 0),
            ("0.74", 1),
            ("0.5", 1),
            ("0.49", 2),
            ("0.4", 2),
            ("0.39", 3),
            ("0.3", 3),
            ("0.29", 4),
        ),
    ),
    CtcaeTerm.HYPOGLYCEMIA: (
        "mmol/L",
        "3.9",
        (
            ("3.9", 0),
            ("3.89", 1),
            ("3.0", 1),
            ("2.99", 2),
            ("2.2", 2),
            ("2.19", 3),
            ("1.7", 3),
            ("1.69", 4),
        ),
    ),
    CtcaeTerm.FIBRINOGEN_DECREASED: (
        "g/L",
        "2",
        (
            ("2", 0),
            ("1.99", 1),
            ("1.5", 1),
            ("1.49", 2),
            ("1.0", 2),
            ("0.99", 3),
            ("0.5", 3),
            ("0.49", 4),
        ),
    ),
    CtcaeTerm.HAPTOGLOBIN_DECREASED: ("g/L", "0.3", (("0.3", 0), ("0.29", 1), ("0", 1))),
}

# Upper limit of normal, then value → grade.
HIGH: dict[CtcaeTerm, tuple[str, str, Cases]] = {
    CtcaeTerm.HEMOGLOBIN_INCREASED: (
        "g/L",
        "175",
        (("175", 0), ("175.1", 1), ("195", 1), ("195.1", 2), ("215", 2), ("215.1", 3)),
    ),
    CtcaeTerm.ALT_INCREASED: (
        "U/L",
        "40",
        (
            ("40", 0),
            ("41", 1),
            ("120", 1),
            ("121", 2),
            ("200", 2),
            ("201", 3),
            ("800", 3),
            ("801", 4),
        ),
    ),
    CtcaeTerm.AST_INCREASED: (
        "U/L",
        "35",
        (
            ("35", 0),
            ("35.1", 1),
            ("105", 1),
            ("105.1", 2),
            ("175", 2),
            ("175.1", 3),
            ("700", 3),
            ("700.1", 4),
        ),
    ),
    CtcaeTerm.ALP_INCREASED: (
        "U/L",
        "100",
        (
            ("100", 0),
            ("101", 1),
            ("250", 1),
            ("251", 2),
            ("500", 2),
            ("501", 3),
            ("2000", 3),
            ("2001", 4),
        ),
    ),
    CtcaeTerm.GGT_INCREASED: (
        "U/L",
        "60",
        (
            ("60", 0),
            ("61", 1),
            ("150", 1),
            ("151", 2),
            ("300", 2),
            ("301", 3),
            ("1200", 3),
            ("1201", 4),
        ),
    ),
    CtcaeTerm.BILIRUBIN_INCREASED: (
        "umol/L",
        "20",
        (
            ("20", 0),
            ("20.1", 1),
            ("30", 1),
            ("30.1", 2),
            ("60", 2),
            ("60.1", 3),
            ("200", 3),
            ("200.1", 4),
        ),
    ),
    CtcaeTerm.CREATININE_INCREASED: (
        "umol/L",
        "100",
        (
            ("100", 0),
            ("101", 1),
            ("150", 1),
            ("151", 2),
            ("300", 2),
            ("301", 3),
            ("600", 3),
            ("601", 4),
        ),
    ),
    CtcaeTerm.LDH_INCREASED: ("U/L", "250", (("250", 0), ("250.1", 1), ("9000", 1))),
    CtcaeTerm.CPK_INCREASED: (
        "U/L",
        "200",
        (
            ("200", 0),
            ("201", 1),
            ("500", 1),
            ("501", 2),
            ("1000", 2),
            ("1001", 3),
            ("2000", 3),
            ("2001", 4),
        ),
    ),
    CtcaeTerm.HYPERNATREMIA: (
        "mmol/L",
        "147",
        (
            ("147", 0),
            ("147.1", 1),
            ("150", 1),
            ("150.1", 2),
            ("155", 2),
            ("155.1", 3),
            ("160", 3),
            ("160.1", 4),
        ),
    ),
    CtcaeTerm.HYPERKALEMIA: (
        "mmol/L",
        "5.3",
        (
            ("5.3", 0),
            ("5.31", 1),
            ("5.5", 1),
            ("5.51", 2),
            ("6.0", 2),
            ("6.01", 3),
            ("7.0", 3),
            ("7.01", 4),
        ),
    ),
    CtcaeTerm.HYPERCALCEMIA: (
        "mmol/L",
        "2.52",
        (
            ("2.52", 0),
            ("2.53", 1),
            ("2.9", 1),
            ("2.91", 2),
            ("3.1", 2),
            ("3.11", 3),
            ("3.4", 3),
            ("3.41", 4),
        ),
    ),
    CtcaeTerm.IONISED_HYPERCALCEMIA: (
        "mmol/L",
        "1.3",
        (
            ("1.3", 0),
            ("1.31", 1),
            ("1.5", 1),
            ("1.51", 2),
            ("1.6", 2),
            ("1.61", 3),
            ("1.8", 3),
            ("1.81", 4),
        ),
    ),
    CtcaeTerm.HYPERMAGNESEMIA: (
        "mmol/L",
        "1.02",
        (("1.02", 0), ("1.03", 1), ("1.23", 1), ("1.24", 3), ("3.30", 3), ("3.31", 4)),
    ),
    CtcaeTerm.CHOLESTEROL_HIGH: (
        "mmol/L",
        "5.7",
        (
            ("5.7", 0),
            ("5.71", 1),
            ("7.75", 1),
            ("7.76", 2),
            ("10.34", 2),
            ("10.35", 3),
            ("12.92", 3),
            ("12.93", 4),
        ),
    ),
    CtcaeTerm.APTT_PROLONGED: (
        "s",
        "40",
        (("40", 0), ("40.1", 1), ("60", 1), ("60.1", 2), ("100", 2), ("100.1", 3), ("300", 3)),
    ),
    CtcaeTerm.PROTEINURIA: (
        "g/24 h",
        "0.15",
        (("0.14", 0), ("0.15", 1), ("0.99", 1), ("1.0", 2), ("3.49", 2), ("3.5", 3), ("9", 3)),
    ),
}

# Without any limit of normal.
ABSOLUTE: dict[CtcaeTerm, tuple[str, Cases]] = {
    CtcaeTerm.LEUKOCYTOSIS: ("10^9/L", (("100", 0), ("100.1", 3))),
    CtcaeTerm.LYMPHOCYTES_INCREASED: ("10^9/L", (("4", 0), ("4.01", 2), ("20", 2), ("20.1", 3))),
    CtcaeTerm.HYPERTRIGLYCERIDEMIA: (
        "mmol/L",
        (
            ("1.70", 0),
            ("1.71", 1),
            ("3.42", 1),
            ("3.43", 2),
            ("5.7", 2),
            ("5.71", 3),
            ("11.4", 3),
            ("11.41", 4),
        ),
    ),
    CtcaeTerm.INR_INCREASED: (
        "",
        (("1.2", 0), ("1.21", 1), ("1.5", 1), ("1.51", 2), ("2.5", 2), ("2.51", 3), ("9", 3)),
    ),
    CtcaeTerm.QTC_PROLONGED: (
        "ms",
        (
            ("449", 0),
            ("449.4", 0),
            ("449.5", 1),
            ("450", 1),
            ("480", 1),
            ("480.4", 1),
            ("480.5", 2),
            ("481", 2),
            ("500", 2),
            ("500.4", 2),
            ("500.5", 3),
            ("501", 3),
        ),
    ),
}

# The unit that CTCAE prints besides, or a scaled one; lln or uln, then value → grade.
OTHER_UNITS: tuple[tuple[CtcaeTerm, str, dict[str, str], Cases], ...] = (
    (
        CtcaeTerm.ANEMIA,
        "g/dL",
        {"lln": "12"},
        (("12", 0), ("11.9", 1), ("10", 1), ("9.9", 2), ("8", 2), ("7.9", 3)),
    ),
    (
        CtcaeTerm.ANEMIA,
        "mmol/L",
        {"lln": "7.4"},
        (("7.4", 0), ("6.2", 1), ("6.1", 2), ("4.9", 2), ("4.8", 3)),
    ),
    (
        CtcaeTerm.HYPOCALCEMIA,
        "mg/dL",
        {"lln": "8.5"},
        (("8.5", 0), ("8.0", 1), ("7.9", 2), ("7.0", 2), ("6.9", 3), ("6.0", 3), ("5.9", 4)),
    ),
    (
        CtcaeTerm.HYPERCALCEMIA,
        "mg/dL",
        {"uln": "10.5"},
        (("11.5", 1), ("11.6", 2), ("12.5", 2), ("12.6", 3), ("13.5", 3), ("13.6", 4)),
    ),
    (
        CtcaeTerm.HYPOMAGNESEMIA,
        "mg/dL",
        {"lln": "1.8"},
        (("1.2", 1), ("1.19", 2), ("0.9", 2), ("0.89", 3), ("0.7", 3), ("0.69", 4)),
    ),
    (
        CtcaeTerm.HYPERMAGNESEMIA,
        "mg/dL",
        {"uln": "2.5"},
        (("3.0", 1), ("3.01", 3), ("8.0", 3), ("8.01", 4)),
    ),
    (
        CtcaeTerm.HYPOGLYCEMIA,
        "mg/dL",
        {"lln": "70"},
        (("55", 1), ("54", 2), ("40", 2), ("39", 3), ("30", 3), ("29", 4)),
    ),
    (
        CtcaeTerm.CHOLESTEROL_HIGH,
        "mg/dL",
        {"uln": "220"},
        (("300", 1), ("301", 2), ("400", 2), ("401", 3), ("500", 3), ("501", 4)),
    ),
    (
        CtcaeTerm.HYPERTRIGLYCERIDEMIA,
        "mg/dL",
        {},
        (("149", 0), ("150", 1), ("300", 1), ("301", 2), ("500", 2), ("501", 3), ("1001", 4)),
    ),
    (
        CtcaeTerm.NEUTROPHILS_DECREASED,
        "/mm3",
        {"lln": "1800"},
        (("1500", 1), ("1499", 2), ("1000", 2), ("999", 3), ("500", 3), ("499", 4)),
    ),
    (CtcaeTerm.PLATELETS_DECREASED, "10^3/mL", {"lln": "125000"}, (("75000", 1), ("74999", 2))),
    (CtcaeTerm.HYPOALBUMINEMIA, "g/dL", {"lln": "4"}, (("3", 1), ("2.99", 2), ("1.99", 3))),
    (CtcaeTerm.HYPERKALEMIA, "mEq/L", {"uln": "5.3"}, (("5.5", 1), ("5.51", 2))),
    (CtcaeTerm.QTC_PROLONGED, "s", {}, (("0.4494", 0), ("0.4495", 1), ("0.4805", 2))),
    (CtcaeTerm.HEMOGLOBIN_INCREASED, "g/dL", {"uln": "17"}, (("19", 1), ("19.1", 2), ("21.1", 3))),
    (
        CtcaeTerm.PROTEINURIA,
        "mg/day",
        {"uln": "150"},
        (("149", 0), ("150", 1), ("999", 1), ("1000", 2), ("3500", 3)),
    ),
)


@pytest.mark.parametrize(
    ("term", "unit", "lln", "value", "grade"),
    [
        pytest.param(term, unit, lln, value, grade, id=f"{term} {value}")
        for term, (unit, lln, cases) in LOW.items()
        for value, grade in cases
    ],
)
def test_low_terms(term: CtcaeTerm, unit: str, lln: str, value: str, grade: int) -> None:
    assert _grade(term, value, unit, lln=lln) == grade


@pytest.mark.parametrize(
    ("term", "unit", "uln", "value", "grade"),
    [
        pytest.param(term, unit, uln, value, grade, id=f"{term} {value}")
        for term, (unit, uln, cases) in HIGH.items()
        for value, grade in cases
    ],
)
def test_high_terms(term: CtcaeTerm, unit: str, uln: str, value: str, grade: int) -> None:
    assert _grade(term, value, unit, uln=uln) == grade


@pytest.mark.parametrize(
    ("term", "unit", "value", "grade"),
    [
        pytest.param(term, unit, value, grade, id=f"{term} {value}")
        for term, (unit, cases) in ABSOLUTE.items()
        for value, grade in cases
    ],
)
def test_terms_without_a_limit_of_normal(
    term: CtcaeTerm, unit: str, value: str, grade: int
) -> None:
    assert _grade(term, value, unit) == grade


@pytest.mark.parametrize(
    ("term", "unit", "limits", "value", "grade"),
    [
        pytest.param(term, unit, limits, value, grade, id=f"{term} {value} {unit}")
        for term, unit, limits, cases in OTHER_UNITS
        for value, grade in cases
    ],
)
def test_other_units(
    term: CtcaeTerm, unit: str, limits: dict[str, str], value: str, grade: int
) -> None:
    assert _grade(term, value, unit, **limits) == grade


def test_every_code_of_the_forms_has_its_edges_here_or_in_the_tests_of_its_rule() -> None:
    # These depend on symptoms, hypertension on two readings: see the tests of their rules.
    elsewhere = {
        CtcaeTerm.HYPONATREMIA,
        CtcaeTerm.HYPOKALEMIA,
        CtcaeTerm.LIPASE_INCREASED,
        CtcaeTerm.AMYLASE_INCREASED,
        CtcaeTerm.HYPERTENSION,
    }
    asked = {term for terms in CODES.values() for term in terms}
    assert asked - elsewhere <= set(LOW) | set(HIGH) | set(ABSOLUTE)
