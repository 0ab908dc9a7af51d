"""Child-Pugh at every cut-off. Points are read off Pugh 1973 and derivations.md 1, not computed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.clinical.child_pugh import (
    Ascites,
    ChildPugh,
    ChildPughSettings,
    class_of,
    compute_child_pugh,
    compute_tables_differ,
)
from hcc_crf.values import NotDerivable, Quantity
from tests.clinical.quantities import d, known, missing, q

BILIRUBIN, ALBUMIN, INR = q("10", "umol/L"), q("40", "g/L"), d("1.0")
STANDARD = ChildPughSettings()


def _score(
    bilirubin: Quantity | None = BILIRUBIN,
    albumin: Quantity | None = ALBUMIN,
    inr: Decimal | Quantity | None = INR,
    ascites: Ascites | None = Ascites.ABSENT,
    encephalopathy: int | None = 0,
    *,
    pt: Decimal | Quantity | None = None,
    settings: ChildPughSettings = STANDARD,
) -> ChildPugh | NotDerivable:
    """Score a subject with 5 points but for what is given."""
    return compute_child_pugh(
        bilirubin=bilirubin,
        albumin=albumin,
        inr=inr,
        ascites=ascites,
        encephalopathy=encephalopathy,
        pt_prolongation_s=pt,
        settings=settings,
    )


def _points(found: ChildPugh | NotDerivable) -> tuple[int, ...]:
    return tuple(row.points for row in known(found).components)


@pytest.mark.parametrize(
    ("value", "unit", "points"),
    [
        ("33.9", "umol/L", 1),
        ("34", "umol/L", 2),
        ("34.0", "umol/L", 2),
        ("34.1", "umol/L", 2),
        ("50.9", "umol/L", 2),
        ("51", "umol/L", 2),
        ("51.0", "umol/L", 2),
        ("51.1", "umol/L", 3),
        ("1.99", "mg/dL", 1),
        ("2.0", "mg/dL", 2),
        ("2.01", "mg/dL", 2),
        ("2.99", "mg/dL", 2),
        ("3.0", "mg/dL", 2),
        ("3.01", "mg/dL", 3),
        ("0", "umol/L", 1),
    ],
)
def test_bilirubin_is_scored_in_its_own_unit(value: str, unit: str, points: int) -> None:
    assert _points(_score(bilirubin=q(value, unit)))[0] == points


@pytest.mark.parametrize(
    ("value", "unit", "points"),
    [
        ("35.1", "g/L", 1),
        ("35", "g/L", 2),
        ("34.9", "g/L", 2),
        ("28.1", "g/L", 2),
        ("28", "g/L", 2),
        ("27.9", "g/L", 3),
        ("3.51", "g/dL", 1),
        ("3.5", "g/dL", 2),
        ("2.8", "g/dL", 2),
        ("2.79", "g/dL", 3),
    ],
)
def test_albumin_points(value: str, unit: str, points: int) -> None:
    assert _points(_score(albumin=q(value, unit)))[1] == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("1.69", 1), ("1.7", 2), ("1.71", 2), ("2.2", 2), ("2.29", 2), ("2.3", 2), ("2.31", 3)],
)
def test_inr_points(value: str, points: int) -> None:
    assert _points(_score(inr=d(value)))[2] == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("-1", 1), ("3.9", 1), ("4", 2), ("4.1", 2), ("5.9", 2), ("6", 2), ("6.1", 3)],
)
def test_prothrombin_time_points_without_inr(value: str, points: int) -> None:
    assert _points(_score(inr=None, pt=d(value)))[2] == points


def test_inr_wins_over_prothrombin_time() -> None:
    assert _points(_score(inr=d("1.0"), pt=d("9")))[2] == 1


@pytest.mark.parametrize(
    ("ascites", "points"), [(Ascites.ABSENT, 1), (Ascites.SLIGHT, 2), (Ascites.MODERATE, 3)]
)
def test_ascites_points(ascites: Ascites, points: int) -> None:
    assert _points(_score(ascites=ascites))[3] == points


@pytest.mark.parametrize(("grade", "points"), [(0, 1), (1, 2), (2, 2), (3, 3), (4, 3)])
def test_encephalopathy_points(grade: int, points: int) -> None:
    assert _points(_score(encephalopathy=grade))[4] == points


@pytest.mark.parametrize(
    ("points", "letter"), [(5, "A"), (6, "A"), (7, "B"), (8, "B"), (9, "B"), (10, "C"), (15, "C")]
)
def test_class_of_points(points: int, letter: str) -> None:
    assert class_of(points) == letter


def test_worst_of_everything_is_15_points_and_class_c() -> None:
    found = known(
        _score(q("100", "umol/L"), q("20", "g/L"), d("3"), Ascites.MODERATE, 4),
    )
    assert (found.points, found.child_pugh_class) == (15, "C")
    assert [row.name for row in found.components] == [
        "bilirubin",
        "albumin",
        "coagulation",
        "ascites",
        "encephalopathy",
    ]


def test_every_missing_row_is_named() -> None:
    assert missing(_score(None, None, None, None, None)) == (
        "bilirubin",
        "albumin",
        "inr",
        "ascites",
        "encephalopathy",
    )


def test_a_missing_row_leaves_the_bounds_of_the_score() -> None:
    # 34 umol/L 2, 33 g/L 2, slight 2, none 1 = 7 without coagulation: 8 to 10.
    found = _score(q("34", "umol/L"), q("33", "g/L"), None, Ascites.SLIGHT, 0)
    assert missing(found) == ("inr",)
    assert isinstance(found, NotDerivable)
    assert found.why.en == "Not derivable: INR missing; the score would be B8 to C10."
    assert found.why.zh == "无法推导：缺少INR；评分介于B8至C10。"


@pytest.mark.parametrize(
    ("found", "points"),
    [
        pytest.param(_score(bilirubin=q("<0.2", "mg/dL")), 5, id="bilirubin below any edge"),
        pytest.param(_score(bilirubin=q(">51", "umol/L")), 7, id="bilirubin above every edge"),
        pytest.param(_score(bilirubin=q("<34", "umol/L")), 5, id="just below the edge"),
        pytest.param(_score(albumin=q(">35", "g/L")), 5, id="albumin just above the edge"),
        pytest.param(_score(albumin=q("<28", "g/L")), 7, id="albumin just below the edge"),
        pytest.param(_score(inr=q(">2.3")), 7, id="INR just above the edge"),
        pytest.param(_score(inr=q("<1.7")), 5, id="INR just below the edge"),
        pytest.param(_score(inr=None, pt=q(">6")), 7, id="PT just above the edge"),
    ],
)
def test_a_bounded_value_counts_where_it_cannot_matter(
    found: ChildPugh | NotDerivable, points: int
) -> None:
    assert known(found).points == points


@pytest.mark.parametrize(
    ("found", "name"),
    [
        pytest.param(_score(bilirubin=q("<35", "umol/L")), "bilirubin", id="bilirubin"),
        pytest.param(_score(albumin=q(">30", "g/L")), "albumin", id="albumin"),
        pytest.param(_score(inr=q(">1.5")), "inr", id="INR"),
    ],
)
def test_a_bounded_value_across_an_edge_is_missing(
    found: ChildPugh | NotDerivable, name: str
) -> None:
    assert missing(found) == (name,)


def test_the_reason_says_what_lies_on_a_cut_off_and_what_the_other_unit_gives() -> None:
    why = known(_score(bilirubin=q("34.0", "umol/L"))).why
    assert "bilirubin 34.0 umol/L (34-51, on the cut-off: just below it scores 1" in why.en
    assert "in mg/dL it would score 1) 2" in why.en
    assert "恰为界值" in why.zh
    assert "按mg/dL计1分" in why.zh


def test_each_row_says_what_was_found() -> None:
    rows = known(_score(inr=None, pt=d("4.5"), encephalopathy=1)).components
    assert [row.found.en for row in rows] == [
        "bilirubin 10 umol/L",
        "albumin 40 g/L",
        "PT over control 4.5 s",
        "no ascites",
        "encephalopathy grade 1",
    ]
    assert rows[2].found.zh == "PT较对照延长 4.5 s"
    assert [row.row for row in rows] == ["< 34", "> 35", "4-6", "", ""]


@pytest.mark.parametrize(
    ("found", "remark"),
    [
        (_score(bilirubin=q("51", "umol/L")), "just above it scores 3"),
        (_score(albumin=q("28", "g/L")), "just below it scores 3"),
        (_score(albumin=q("35", "g/L")), "just above it scores 1"),
        (_score(inr=d("1.7")), "just below it scores 1"),
        (_score(inr=d("2.3")), "just above it scores 3"),
    ],
)
def test_each_edge_says_what_lies_beyond(found: ChildPugh | NotDerivable, remark: str) -> None:
    assert remark in known(found).why.en


# 2.0 mg/dL = 34.208 umol/L, 3.0 mg/dL = 51.312 umol/L (x 17.104).
@pytest.mark.parametrize(
    ("value", "unit", "differs"),
    [
        ("33.9", "umol/L", False),
        ("34.0", "umol/L", True),
        ("34.2", "umol/L", True),
        ("34.3", "umol/L", False),
        ("51.0", "umol/L", False),
        ("51.3", "umol/L", True),
        ("51.4", "umol/L", False),
        ("1.99", "mg/dL", True),
        ("1.98", "mg/dL", False),
        ("2.99", "mg/dL", True),
        ("3.0", "mg/dL", True),
        ("2.98", "mg/dL", False),
        ("3.01", "mg/dL", False),
        ("<34", "umol/L", False),
    ],
)
def test_where_the_two_tables_differ(value: str, unit: str, differs: bool) -> None:
    assert compute_tables_differ(q(value, unit)) is differs


def test_a_cholestatic_subject_has_wider_bands_where_the_protocol_says_so() -> None:
    wide = ChildPughSettings(is_cholestatic=True)
    for value, unit, points in (
        ("67.9", "umol/L", 1),
        ("68", "umol/L", 2),
        ("170", "umol/L", 2),
        ("170.1", "umol/L", 3),
        ("3.9", "mg/dL", 1),
        ("4", "mg/dL", 2),
        ("10", "mg/dL", 2),
        ("10.1", "mg/dL", 3),
    ):
        assert _points(_score(bilirubin=q(value, unit), settings=wide))[0] == points


def test_another_spelling_of_a_unit_is_the_same_unit() -> None:
    assert _points(_score(bilirubin=q("2.5", "MG/DL"), albumin=q("3.0", "G/dl")))[:2] == (2, 2)


@given(
    st.decimals(min_value=0, max_value=200, places=1),
    st.decimals(min_value=10, max_value=60, places=1),
    st.decimals(min_value="0.5", max_value=5, places=2),
    st.sampled_from(tuple(Ascites)),
    st.integers(0, 4),
)
def test_the_score_is_the_sum_of_its_rows_and_5_to_15(
    bilirubin: Decimal, albumin: Decimal, inr: Decimal, ascites: Ascites, grade: int
) -> None:
    found = known(
        _score(Quantity(bilirubin, "umol/L"), Quantity(albumin, "g/L"), inr, ascites, grade)
    )
    assert found.points == sum(row.points for row in found.components)
    assert 5 <= found.points <= 15


@given(
    st.decimals(min_value=0, max_value=200, places=2),
    st.decimals(min_value=0, max_value=200, places=2),
)
def test_more_bilirubin_never_scores_less(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert (
        _points(_score(bilirubin=Quantity(low, "umol/L")))[0]
        <= _points(_score(bilirubin=Quantity(high, "umol/L")))[0]
    )
