"""The laboratory tables of CTCAE v5.0 as data: from which edge on each grade holds.

A printed range such as ">3.0 - 5.0 x ULN" becomes one edge, `> 3.0 x ULN` for grade 2: the worse
grade starts strictly beyond its edge, and the worst edge passed is the grade. Where CTCAE prints
limits for two units both stand here as printed; a unit without its own is scaled exactly.
Sodium printed as whole numbers (125-129) is read as below 130 and below 125.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from .ctcae_edges import Basis, Edge, Edges, GradeTable
from .ctcae_terms import CtcaeTerm
from .units import Analyte


def _below(**grades: str) -> Edges:
    """`g2="100"`: grade 2 below 100."""
    return tuple(
        Edge(int(grade[1]), Decimal(limit), is_above=False) for grade, limit in grades.items()
    )


def _above(**grades: str) -> Edges:
    """`g2="5.5"`: grade 2 above 5.5."""
    return tuple(Edge(int(grade[1]), Decimal(limit)) for grade, limit in grades.items())


def _times(basis: Basis, **grades: str) -> Edges:
    """`g2="3"`: grade 2 beyond 3 x basis."""
    return tuple(Edge(int(grade[1]), Decimal(factor), basis) for grade, factor in grades.items())


def _below_lln(**grades: str) -> Edges:
    """`g2="0.75"`: grade 2 below 0.75 x LLN."""
    return tuple(
        Edge(int(grade[1]), Decimal(factor), Basis.LLN, is_above=False)
        for grade, factor in grades.items()
    )


_BELOW_LLN = _below_lln(g1="1")
_ABOVE_ULN: Edges = (Edge(1, Decimal(1), Basis.ULN),)
_MG_DL = "mg/dL"


def _from_baseline(grade_1: str, *, is_inclusive: bool, **worse: str) -> Edges:
    first = Edge(1, Decimal(grade_1), Basis.BASELINE, is_inclusive=is_inclusive)
    return (first, *_times(Basis.BASELINE, **worse))


def _pancreas() -> GradeTable:
    """Lipase and amylase: above 2 x ULN symptoms decide."""
    return GradeTable(
        Analyte.ENZYME,
        (
            *_times(Basis.ULN, g1="1", g2="1.5", g3="5"),
            Edge(3, Decimal(2), Basis.ULN, needs_symptoms=True),
            Edge(4, Decimal(5), Basis.ULN, needs_symptoms=True),
        ),
        needs_unit=False,
    )


def _enzyme(edges: Edges, abnormal: Edges = ()) -> GradeTable:
    return GradeTable(Analyte.ENZYME, edges, needs_unit=False, abnormal=abnormal)


_TRANSAMINASE = _enzyme(
    _times(Basis.ULN, g1="1", g2="3", g3="5", g4="20"),
    # "1.5 - 3.0 x baseline" has no ">": 1.5 itself is grade 1.
    _from_baseline("1.5", is_inclusive=True, g2="3", g3="5", g4="20"),
)
_CHOLESTASIS = _enzyme(
    _times(Basis.ULN, g1="1", g2="2.5", g3="5", g4="20"),
    _from_baseline("2.0", is_inclusive=True, g2="2.5", g3="5", g4="20"),
)

TABLES: Mapping[CtcaeTerm, GradeTable] = MappingProxyType(
    {
        CtcaeTerm.ANEMIA: GradeTable(
            Analyte.HAEMOGLOBIN,
            _BELOW_LLN + _below(g2="100", g3="80"),
            {"mmol/L": _BELOW_LLN + _below(g2="6.2", g3="4.9")},
        ),
        CtcaeTerm.HEMOGLOBIN_INCREASED: GradeTable(
            Analyte.HAEMOGLOBIN,
            (
                *_ABOVE_ULN,
                Edge(2, Decimal(1), Basis.ULN, plus=Decimal(20)),
                Edge(3, Decimal(1), Basis.ULN, plus=Decimal(40)),
            ),
        ),
        CtcaeTerm.WBC_DECREASED: GradeTable(
            Analyte.CELLS, _BELOW_LLN + _below(g2="3.0", g3="2.0", g4="1.0")
        ),
        CtcaeTerm.LEUKOCYTOSIS: GradeTable(Analyte.CELLS, _above(g3="100")),
        CtcaeTerm.NEUTROPHILS_DECREASED: GradeTable(
            Analyte.CELLS, _BELOW_LLN + _below(g2="1.5", g3="1.0", g4="0.5")
        ),
        CtcaeTerm.LYMPHOCYTES_DECREASED: GradeTable(
            Analyte.CELLS, _BELOW_LLN + _below(g2="0.8", g3="0.5", g4="0.2")
        ),
        CtcaeTerm.LYMPHOCYTES_INCREASED: GradeTable(Analyte.CELLS, _above(g2="4", g3="20")),
        CtcaeTerm.CD4_DECREASED: GradeTable(
            Analyte.CELLS, _BELOW_LLN + _below(g2="0.5", g3="0.2", g4="0.05")
        ),
        CtcaeTerm.PLATELETS_DECREASED: GradeTable(
            Analyte.CELLS, _BELOW_LLN + _below(g2="75", g3="50", g4="25")
        ),
        CtcaeTerm.ALT_INCREASED: _TRANSAMINASE,
        CtcaeTerm.AST_INCREASED: _TRANSAMINASE,
        CtcaeTerm.ALP_INCREASED: _CHOLESTASIS,
        CtcaeTerm.GGT_INCREASED: _CHOLESTASIS,
        CtcaeTerm.BILIRUBIN_INCREASED: GradeTable(
            Analyte.BILIRUBIN,
            _times(Basis.ULN, g1="1", g2="1.5", g3="3", g4="10"),
            needs_unit=False,
            abnormal=_from_baseline("1.0", is_inclusive=False, g2="1.5", g3="3", g4="10"),
        ),
        CtcaeTerm.CREATININE_INCREASED: GradeTable(
            Analyte.CREATININE,
            (
                *_times(Basis.ULN, g1="1", g2="1.5", g3="3", g4="6"),
                Edge(2, Decimal("1.5"), Basis.BASELINE, is_optional=True),
                Edge(3, Decimal(3), Basis.BASELINE, is_optional=True),
            ),
            needs_unit=False,
        ),
        CtcaeTerm.LDH_INCREASED: _enzyme(_ABOVE_ULN),
        CtcaeTerm.CPK_INCREASED: _enzyme(_times(Basis.ULN, g1="1", g2="2.5", g3="5", g4="10")),
        CtcaeTerm.AMYLASE_INCREASED: _pancreas(),
        CtcaeTerm.LIPASE_INCREASED: _pancreas(),
        CtcaeTerm.HYPOALBUMINEMIA: GradeTable(
            Analyte.ALBUMIN, _BELOW_LLN + _below(g2="30", g3="20")
        ),
        CtcaeTerm.HYPONATREMIA: GradeTable(
            Analyte.ELECTROLYTE,
            (
                *_BELOW_LLN,
                *_below(g2="130", g3="125", g4="120"),
                Edge(3, Decimal(130), is_above=False, needs_symptoms=True),
            ),
        ),
        CtcaeTerm.HYPERNATREMIA: GradeTable(
            Analyte.ELECTROLYTE, _ABOVE_ULN + _above(g2="150", g3="155", g4="160")
        ),
        CtcaeTerm.HYPOKALEMIA: GradeTable(
            Analyte.ELECTROLYTE,
            (
                *_BELOW_LLN,
                Edge(2, Decimal(1), Basis.LLN, is_above=False, needs_symptoms=True),
                *_below(g3="3.0", g4="2.5"),
            ),
        ),
        CtcaeTerm.HYPERKALEMIA: GradeTable(
            Analyte.ELECTROLYTE, _ABOVE_ULN + _above(g2="5.5", g3="6.0", g4="7.0")
        ),
        CtcaeTerm.HYPOCALCEMIA: GradeTable(
            Analyte.CALCIUM,
            _BELOW_LLN + _below(g2="2.0", g3="1.75", g4="1.5"),
            {_MG_DL: _BELOW_LLN + _below(g2="8.0", g3="7.0", g4="6.0")},
        ),
        CtcaeTerm.HYPERCALCEMIA: GradeTable(
            Analyte.CALCIUM,
            _ABOVE_ULN + _above(g2="2.9", g3="3.1", g4="3.4"),
            {_MG_DL: _ABOVE_ULN + _above(g2="11.5", g3="12.5", g4="13.5")},
        ),
        CtcaeTerm.IONISED_HYPOCALCEMIA: GradeTable(
            Analyte.CALCIUM,
            _BELOW_LLN + _below(g2="1.0", g3="0.9", g4="0.8"),
            {_MG_DL: _BELOW_LLN + _below(g2="4.0", g3="3.6", g4="3.2")},
        ),
        CtcaeTerm.IONISED_HYPERCALCEMIA: GradeTable(
            Analyte.CALCIUM,
            _ABOVE_ULN + _above(g2="1.5", g3="1.6", g4="1.8"),
            {_MG_DL: _ABOVE_ULN + _above(g2="6.0", g3="6.4", g4="7.2")},
        ),
        CtcaeTerm.HYPOMAGNESEMIA: GradeTable(
            Analyte.MAGNESIUM,
            _BELOW_LLN + _below(g2="0.5", g3="0.4", g4="0.3"),
            {_MG_DL: _BELOW_LLN + _below(g2="1.2", g3="0.9", g4="0.7")},
        ),
        CtcaeTerm.HYPERMAGNESEMIA: GradeTable(
            Analyte.MAGNESIUM,
            _ABOVE_ULN + _above(g3="1.23", g4="3.30"),
            {_MG_DL: _ABOVE_ULN + _above(g3="3.0", g4="8.0")},
        ),
        CtcaeTerm.HYPOGLYCEMIA: GradeTable(
            Analyte.GLUCOSE,
            _BELOW_LLN + _below(g2="3.0", g3="2.2", g4="1.7"),
            {_MG_DL: _BELOW_LLN + _below(g2="55", g3="40", g4="30")},
        ),
        CtcaeTerm.CHOLESTEROL_HIGH: GradeTable(
            Analyte.CHOLESTEROL,
            _ABOVE_ULN + _above(g2="7.75", g3="10.34", g4="12.92"),
            {_MG_DL: _ABOVE_ULN + _above(g2="300", g3="400", g4="500")},
        ),
        CtcaeTerm.HYPERTRIGLYCERIDEMIA: GradeTable(
            Analyte.TRIGLYCERIDES,
            (
                Edge(1, Decimal("1.71"), is_inclusive=True),
                *_above(g2="3.42", g3="5.7", g4="11.4"),
            ),
            {
                _MG_DL: (
                    Edge(1, Decimal(150), is_inclusive=True),
                    *_above(g2="300", g3="500", g4="1000"),
                )
            },
        ),
        CtcaeTerm.HYPERURICEMIA: GradeTable(
            Analyte.URATE,
            (*_ABOVE_ULN, Edge(3, Decimal(1), Basis.ULN, needs_symptoms=True)),
            needs_unit=False,
        ),
        CtcaeTerm.INR_INCREASED: GradeTable(
            Analyte.RATIO,
            _above(g1="1.2", g2="1.5", g3="2.5"),
            needs_unit=False,
            anticoagulated=_times(Basis.BASELINE, g1="1", g2="1.5", g3="2.5"),
        ),
        CtcaeTerm.APTT_PROLONGED: GradeTable(
            Analyte.DURATION_S, _times(Basis.ULN, g1="1", g2="1.5", g3="2.5"), needs_unit=False
        ),
        CtcaeTerm.FIBRINOGEN_DECREASED: GradeTable(
            Analyte.FIBRINOGEN,
            _below_lln(g1="1", g2="0.75", g3="0.5", g4="0.25"),
            needs_unit=False,
        ),
        CtcaeTerm.HAPTOGLOBIN_DECREASED: GradeTable(
            Analyte.FIBRINOGEN, _BELOW_LLN, needs_unit=False
        ),
        CtcaeTerm.PROTEINURIA: GradeTable(
            Analyte.PROTEIN_A_DAY,
            (
                Edge(1, Decimal(1), Basis.ULN, is_inclusive=True),
                Edge(2, Decimal("1.0"), is_inclusive=True),
                Edge(3, Decimal("3.5"), is_inclusive=True),
            ),
            needs_unit=False,
        ),
        CtcaeTerm.QTC_PROLONGED: GradeTable(
            Analyte.DURATION_MS,
            (
                Edge(1, Decimal(450), is_inclusive=True),
                *_above(g2="480", g3="500"),
                Edge(3, Decimal(1), Basis.BASELINE, plus=Decimal(60), is_optional=True),
            ),
            needs_unit=False,
            is_whole=True,
        ),
    }
)
"""Every term with a grade by number; a `CtcaeTerm` that is not here is graded clinically."""
