"""Visit codes of the bundled schedule: pattern, number, order, name, forms.

Expected names and forms are read off the schedule of the study design, trial.md section 3.
"""

import pytest

from hcc_crf.errors import InputError
from hcc_crf.study.model import Study, VisitKind
from hcc_crf.study.schedule import (
    all_visit_codes,
    code_of,
    find_visit,
    forms_at,
    pattern_of,
    sort_key,
    visit_codes,
    visit_def,
    visit_label,
    visit_of,
)
from hcc_crf.study.visit_codes import PATTERN, match_code, numbered, variable_of
from hcc_crf.values import Bilingual


@pytest.mark.parametrize(
    ("code", "pattern", "number"),
    [
        ("SCR", "SCR", None),
        ("C2D1", "C2D1", None),
        ("C3D1", "C{n}D1", 3),
        ("C35D1", "C{n}D1", 35),
        ("TA1", "TA{k}", 1),
        ("TA20", "TA{k}", 20),
        ("SURV7", "SURV{m}", 7),
        ("UNS30", "UNS{u}", 30),
        ("LOG", "LOG", None),
    ],
)
def test_a_code_is_a_pattern_and_a_number(
    bundled: Study, code: str, pattern: str, number: int | None
) -> None:
    assert pattern_of(bundled, code) == (pattern, number)
    assert code_of(bundled.visits_by_pattern[pattern], number) == code
    assert visit_def(bundled, code).pattern == pattern


@pytest.mark.parametrize(
    "code",
    ["C36D1", "C03D1", "C3D8", "TA0", "TA21", "TA", "TA1 ", "ta1", "C{n}D1", "", "C³D1", "TA-1"],
)
def test_a_code_the_schedule_does_not_have_is_unknown(bundled: Study, code: str) -> None:
    assert find_visit(bundled, code) is None
    with pytest.raises(KeyError):
        pattern_of(bundled, code)


def test_an_unknown_code_gets_a_suggestion(bundled: Study) -> None:
    with pytest.raises(InputError) as refused:
        visit_of(bundled, "C2D2")
    assert refused.value.code == "UNKNOWN-VISIT"
    assert "did you mean 'C2D" in refused.value.problem


@pytest.mark.parametrize(
    ("pattern", "number"), [("C{n}D1", None), ("C{n}D1", 2), ("C{n}D1", 36), ("SCR", 1)]
)
def test_a_number_outside_the_series_makes_no_code(
    bundled: Study, pattern: str, number: int | None
) -> None:
    with pytest.raises(ValueError, match=pattern.replace("{", r"\{")):
        code_of(bundled.visits_by_pattern[pattern], number)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("SCR", Bilingual("Screening", "筛选期")),
        ("C3D1", Bilingual("Cycle 3 Day 1", "第3周期第1天")),
        ("TA2", Bilingual("Tumour assessment 2", "第2次肿瘤评估")),
        ("SURV1", Bilingual("Survival follow-up 1", "第1次生存随访")),
        ("UNS12", Bilingual("Unscheduled visit 12", "第12次计划外访视")),
    ],
)
def test_a_visit_is_named_with_its_number(bundled: Study, code: str, label: Bilingual) -> None:
    assert visit_label(bundled, code) == label


def test_codes_lie_in_the_order_of_the_protocol(bundled: Study) -> None:
    mixed = ["LOG", "UNS2", "TA10", "C10D1", "C3D1", "XX", "TA2", "C2D15", "SCR", "EOT", "C2D1"]
    assert sorted(mixed, key=lambda code: sort_key(bundled, code)) == [
        *("SCR", "C2D1", "C2D15", "C3D1", "C10D1", "TA2", "TA10", "EOT", "UNS2", "LOG", "XX"),
    ]


def test_all_codes_are_counted(bundled: Study) -> None:
    codes = all_visit_codes(bundled)
    assert len(codes) == 11 + 33 + 20 + 20 + 30  # single visits, cycles 3-35, TA, SURV, UNS
    assert list(codes) == sorted(codes, key=lambda code: sort_key(bundled, code))
    assert len(set(codes)) == len(codes)
    assert visit_codes(bundled.visits_by_pattern["SCR"]) == ("SCR",)


def test_a_visit_has_its_built_forms_in_order(bundled: Study) -> None:
    assert [form.oid for form in forms_at(bundled, "TA3")] == [
        *("IMG", "TRTL", "TRNT", "TUNEW", "RS"),
    ]
    assert [form.oid for form in forms_at(bundled, "C1D8")] == ["SV", "VS"]
    assert [form.oid for form in forms_at(bundled, "LOG")] == [
        *("EXLEN", "EXLENV", "AE", "DSEOS", "DD"),
    ]


def test_a_planned_visit_carries_its_definition(bundled: Study) -> None:
    found = visit_of(bundled, "TA3")
    assert (found.code, found.number, found.definition.kind) == ("TA3", 3, VisitKind.REPEATING)
    assert found.definition.window == (7, 7)


def test_a_visit_named_exactly_wins_over_a_series() -> None:
    visits = {"C{n}D1": (1, 9), "C2D1": None}
    assert match_code("C2D1", visits) == ("C2D1", None)
    assert match_code("C3D1", visits) == ("C{n}D1", 3)


def test_patterns_are_taken_apart_and_put_together() -> None:
    assert (variable_of("C{n}D1"), variable_of("SCR")) == ("n", "")
    assert (numbered("C{n}D1", 3), numbered("SCR", None)) == ("C3D1", "SCR")
    assert PATTERN.fullmatch("C{n}D1")
    assert not PATTERN.fullmatch("C{nn}D1")
