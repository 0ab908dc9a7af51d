"""The tumour course as a table: what each row and cell says. No window is opened."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hcc_crf.session import Judgement, LesionKind, LesionState
from hcc_crf.ui.cell_rows import Cell, Line, Tone
from hcc_crf.ui.response_rows import ResponseTable, best_cell, response_table
from hcc_crf.values import Bilingual, Language
from tests.ui.tumour_courses import (
    CT,
    EMPTY,
    MRI,
    POINT,
    STABLE,
    best,
    course,
    finding,
    lesion,
    target,
)


def line(table: ResponseTable, label: str) -> Line:
    """Return the last row of that label."""
    return [one for one in table.grid.lines if one.heading.main.en == label][-1]


def cell_of(state: LesionState | None, *, kind: LesionKind = LesionKind.TARGET) -> Cell:
    """Return how one lesion is shown at TA1."""
    first = target() if kind is LesionKind.TARGET else None
    row = lesion(first, state, kind=kind, key="L1")
    return line(response_table(course(POINT, lesions=(row,))), "L1 · Liver, right lobe").cells[1]


def at_ta1(label: str, **changes: object) -> Cell:
    """Return the cell of a row at TA1, with some of the time point changed."""
    return line(response_table(course(replace(POINT, **changes))), label).cells[1]  # type: ignore[arg-type]  # named as the fields are


def words(cell: Cell) -> tuple[str, str]:
    """Return both lines of a cell in English."""
    return cell.main.en, cell.sub.en if cell.sub else ""


# --- the whole table ---


def test_columns_are_baseline_and_the_time_points_with_their_dates() -> None:
    grid = response_table(course(POINT)).grid
    assert [(one.main.en, one.sub.en if one.sub else "") for one in grid.columns] == [
        ("SCR", "29-DEC-2025"),
        ("TA1", "15-FEB-2026"),
    ]


def test_a_column_without_a_date_says_so() -> None:
    view = replace(course(replace(POINT, date=None)), baseline_date=None)
    columns = response_table(view).grid.columns
    assert [one.sub.en for one in columns if one.sub] == ["baseline", "no date"]
    assert [one.sub.zh for one in columns if one.sub] == ["基线", "无日期"]


def test_rows_are_lesions_by_kind_sums_and_responses() -> None:
    rows = (
        lesion(target(), target()),
        lesion(None, None, kind=LesionKind.NON_TARGET, key="NT01", text=""),
    )
    grid = response_table(course(POINT, lesions=rows)).grid
    assert [one.heading.main.en for one in grid.lines] == [
        "Target lesions",
        "T01 · Liver, right lobe",
        "Sum of diameters",
        "Smallest sum before (nadir)",
        "Change from baseline",
        "Change from nadir",
        "Non-target lesions",
        "NT01 · Liver, right lobe",
        "Response by RECIST 1.1",
        "Target lesions",
        "Non-target lesions",
        "New lesion",
        "Overall, by the rule",
        "Overall, investigator",
        "Best so far, confirmed",
        "Best so far, unconfirmed",
    ]
    assert all(one.is_section or len(one.cells) == 2 for one in grid.lines)


def test_a_course_without_lesions_has_only_responses() -> None:
    grid = response_table(EMPTY).grid
    assert grid.lines[0].heading.main.en == "Response by RECIST 1.1"
    assert [one.main.en for one in grid.columns] == ["SCR"]


@pytest.mark.parametrize(
    ("label", "at_baseline", "later"),
    [
        ("T01 · Liver, right lobe", "TUTL", "TRTL"),
        ("Sum of diameters", "TUTL", "TRTL"),
        ("NT01 · Liver, right lobe", "TUNT", "TRNT"),
        ("NEW01 · Liver, right lobe", "", "TUNEW"),
        ("Overall, by the rule", "", "RS"),
        ("Response by RECIST 1.1", "", ""),
    ],
)
def test_each_row_leads_to_its_form(label: str, at_baseline: str, later: str) -> None:
    rows = (
        lesion(target(), target()),
        lesion(None, None, kind=LesionKind.NON_TARGET, key="NT01"),
        lesion(None, None, kind=LesionKind.NEW, key="NEW01"),
    )
    table = response_table(course(POINT, lesions=rows))
    row = [one.heading.main.en for one in table.grid.lines].index(label)
    assert (table.form_at(row, 0), table.form_at(row, 1)) == (at_baseline, later)


# --- lesions ---


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(target(), ("34 mm", "CT scan"), id="measured"),
        pytest.param(target(counts="8.0"), ("8 mm", "CT scan"), id="no needless zero"),
        pytest.param(
            target("TOO SMALL TO MEASURE", "5"), ("5 mm", "too small · CT scan"), id="too small"
        ),
        pytest.param(target("DISAPPEARED", "0"), ("0 mm", "gone · CT scan"), id="gone"),
        pytest.param(
            target("MERGED", "0", detail=Bilingual("T02", "T02")),
            ("0 mm", "merged into T02 · CT scan"),
            id="merged",
        ),
        pytest.param(target("SPLIT", "30"), ("30 mm", "split · CT scan"), id="split"),
        pytest.param(
            target("NOT EVALUABLE", None, detail=Bilingual("Poor scan", "差")),
            ("Not evaluable", "Poor scan · CT scan"),
            id="not evaluable",
        ),
        pytest.param(
            target("MEASURED", None, label=Bilingual("Measured", "已测量")),
            ("Measured", "CT scan"),
            id="measured, size not entered",
        ),
        pytest.param(None, ("–", ""), id="not entered"),
    ],
)
def test_a_target_says_its_size_state_and_method(
    state: LesionState | None, expected: tuple[str, str]
) -> None:
    assert words(cell_of(state)) == expected


def test_another_method_is_marked_by_a_sign_and_names_the_first() -> None:
    found = cell_of(target(method=MRI, is_other=True))
    assert words(found) == ("34 mm", "▲ MRI, before CT scan")
    assert found.sub_tone is Tone.WARN
    assert found.sub is not None
    assert found.sub.zh == "▲ MRI，此前 CT"


@pytest.mark.parametrize(
    ("state", "label", "expected", "tone"),
    [
        ("PRESENT", Bilingual("Present", "存在"), "Present", Tone.PLAIN),
        ("ABSENT", Bilingual("Absent", "消失"), "Absent", Tone.PLAIN),
        ("UNEQUIVOCAL PROGRESSION", CT, "■ Progression", Tone.BAD),
        ("NOT EVALUABLE", Bilingual("Not evaluable", "不可评价"), "Not evaluable", Tone.WARN),
    ],
)
def test_a_non_target_says_its_state(
    state: str, label: Bilingual, expected: str, tone: Tone
) -> None:
    found = cell_of(finding(state, label), kind=LesionKind.NON_TARGET)
    assert words(found) == (expected, "CT scan")
    assert found.tone is tone


def test_a_new_lesion_says_its_certainty_and_size_and_more_in_the_tip() -> None:
    state = replace(
        finding("EQUIVOCAL", Bilingual("Equivocal", "可疑"), Bilingual("first seen", "首次发现")),
        mm=Decimal(9),
    )
    found = cell_of(state, kind=LesionKind.NEW)
    assert words(found) == ("? Equivocal", "9 mm · CT scan")
    assert found.tip is not None
    assert found.tip.en == "Equivocal · first seen · CT scan"


# --- sums ---


def test_a_decrease_has_a_real_minus() -> None:
    assert words(at_ta1("Change from baseline")) == ("−12.5 %", "")
    assert words(at_ta1("Change from nadir")) == ("−12.5 %", "−10 mm")
    assert words(at_ta1("Sum of diameters")) == ("70 mm", "")
    assert words(at_ta1("Smallest sum before (nadir)")) == ("80 mm", "")


def test_a_growth_from_zero_has_millimetres_only() -> None:
    found = at_ta1("Change from nadir", from_nadir_pct=None, from_nadir_mm=Decimal(7))
    assert words(found) == ("+7 mm", "")


def test_an_incomplete_sum_says_so_and_why() -> None:
    found = at_ta1("Sum of diameters", sum_mm=None)
    assert (found.main.en, found.tone) == ("? incomplete", Tone.WARN)
    assert found.tip is not None
    assert "no value" in found.tip.en
    gone: dict[str, object] = {"from_baseline_pct": None, "from_nadir_mm": None, "nadir_mm": None}
    for label in ("Change from baseline", "Change from nadir", "Smallest sum before (nadir)"):
        assert words(at_ta1(label, **gone)) == ("–", "")


def test_baseline_has_a_sum_and_nothing_to_compare() -> None:
    table = response_table(course(POINT))
    assert line(table, "Sum of diameters").cells[0].main.en == "80 mm"
    assert line(table, "Change from baseline").cells[0].main.en == "–"
    without = replace(course(POINT), baseline_mm=None)
    assert line(response_table(without), "Sum of diameters").cells[0].main.en == "–"


# --- responses ---


def test_rule_and_investigator_stand_in_rows_of_their_own() -> None:
    assert words(at_ta1("Overall, by the rule")) == ("SD", "")
    assert words(at_ta1("Overall, investigator")) == ("SD", "")


def test_another_answer_of_the_investigator_is_marked_and_names_the_rules() -> None:
    found = at_ta1(
        "Overall, investigator", investigator=replace(STABLE, overall="PD"), difference="ascites"
    )
    assert words(found) == ("▲ PD", "rule: SD")
    assert found.tone is Tone.WARN
    assert found.tip is not None
    assert found.tip.en == "ascites"
    rule = at_ta1("Overall, by the rule", investigator=replace(STABLE, overall="PD"))
    assert words(rule) == ("SD", "")


def test_another_answer_without_a_reason_has_no_tip() -> None:
    found = at_ta1("Overall, investigator", investigator=replace(STABLE, overall="PD"))
    assert found.tip is None


def test_other_answers_of_the_categories_are_marked_below_the_rules() -> None:
    mine = Judgement("PR", "CR", "Y", "SD")
    assert words(at_ta1("Target lesions", investigator=mine)) == ("SD", "▲ inv.: PR")
    assert words(at_ta1("Non-target lesions", investigator=mine)) == (
        "Non-CR/Non-PD",
        "▲ inv.: CR",
    )
    found = at_ta1("New lesion", investigator=mine)
    assert words(found) == ("No", "▲ inv.: Yes")
    assert found.tip is not None
    assert found.tip.zh == "研究者判定为 有。"


@pytest.mark.parametrize("investigator", [None, Judgement("", "", "N", "")])
def test_what_the_investigator_did_not_enter_is_no_difference(
    investigator: Judgement | None,
) -> None:
    assert words(at_ta1("Overall, investigator", investigator=investigator)) == ("not entered", "")
    assert words(at_ta1("Target lesions", investigator=investigator)) == ("SD", "")


def test_a_best_response_carries_its_why_and_an_open_one_asks() -> None:
    known = best_cell(best("PR"))
    assert known.tip is not None
    assert (known.main.en, known.tone, known.tip.en) == ("PR", Tone.GOOD, "best why PR")
    assert best_cell(best("")).main.en == "? to decide"


def test_a_cell_says_everything_for_a_screen_reader() -> None:
    cell = cell_of(target("DISAPPEARED", "0"))
    assert cell.said(Language.EN) == "0 mm, gone · CT scan"
    assert cell.said(Language.ZH) == "0 mm, 消失 · CT"
