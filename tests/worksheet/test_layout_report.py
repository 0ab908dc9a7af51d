"""The validation report says what was found, on what, and leaves room to sign."""

from dataclasses import replace

import pytest

from hcc_crf.values import Language
from hcc_crf.worksheet.document import Grid, Record, Stated, Tone
from hcc_crf.worksheet.layout_report import (
    DerivationTrials,
    SelfTestReport,
    Trial,
    layout_report,
)
from tests.worksheet.reading import grid, sections

AGREEING = Trial(
    "bilirubin at 34", "bilirubin 34", "points 6", "points 6", "Pugh 1973", agrees=True
)
DIFFERING = replace(AGREEING, about="bilirubin below 34", answered="points 7", agrees=False)
REPORT = SelfTestReport(
    version="0.1.0",
    study="Dream-004 · NCT05831969",
    definitions="1.0",
    digest="32514b0da2759ebb3fe7b77f7a270a2ee134e36ea7fc534ff1950c649c7b2100",
    made_at_utc="2026-11-25T18:40:00.123456Z",
    machine=(("Python", "CPython 3.11.7"),),
    checks=(("definitions of the study", ""),),
    derivations=(
        DerivationTrials("child-pugh", "child-pugh/1", "points and class", (AGREEING, AGREEING)),
        DerivationTrials("bmi", "bmi/1", "body mass index", (AGREEING,)),
    ),
)
WRONG = replace(
    REPORT,
    derivations=(replace(REPORT.derivations[0], trials=(AGREEING, DIFFERING)),),
)


def facts(report: SelfTestReport, language: Language = Language.EN) -> dict[str, str]:
    overview, _cases = layout_report(report, language)
    return {
        label: answer.text
        for line in overview.facts
        for label, answer in line
        if isinstance(answer, Stated)
    }


def cells(record: Record) -> list[str]:
    return [cell.answer.text for cell in record.cells if isinstance(cell.answer, Stated)]


def table(report: SelfTestReport, title: str) -> Grid:
    overview, _cases = layout_report(report, Language.EN)
    return grid(next(found for found in sections(overview) if found.title == title))


def test_the_head_of_the_report_says_result_versions_hash_and_time() -> None:
    assert facts(REPORT) == {
        "Result": "All agree",
        "Vectors agreeing": "3 of 3",
        "Checks passed": "1 of 1",
        "Date and time (UTC)": "2026-11-25 18:40:00",
        "Program version": "0.1.0",
        "Definitions of the study": "1.0",
        "SHA-256 of the definitions": "32514b0da2759ebb3fe7b77f7a270a2e",
    }
    overview, _cases = layout_report(REPORT, Language.EN)
    assert "hcc-crf 0.1.0" in overview.subtitle


def test_the_whole_hash_stands_with_the_machine() -> None:
    rows = [cells(record) for record in table(REPORT, "Machine and libraries").records]
    assert ["Python", "CPython 3.11.7"] in rows
    assert rows[-1][1] == REPORT.digest


def test_the_summary_counts_vectors_by_derivation_and_in_all() -> None:
    rows = [cells(record) for record in table(WRONG, "Summary by derivation").records]
    assert rows == [
        ["child-pugh", "points and class", "child-pugh/1", "2", "1"],
        ["All", "", "", "2", "1"],
    ]


def test_every_vector_stands_with_inputs_expected_answered_and_source() -> None:
    _overview, cases = layout_report(WRONG, Language.EN)
    (section,) = sections(cases)
    assert (section.title, section.form, section.remark) == ("child-pugh", "child-pugh/1", "1 of 2")
    first, second = grid(section).records
    assert cells(first) == ["1", "bilirubin at 34", "points 6", "points 6", "agrees"]
    assert first.note == "bilirubin 34.  Source: Pugh 1973."
    assert cells(second)[-2:] == ["points 7", "DIFFERS"]
    answer = second.cells[-1].answer
    assert isinstance(answer, Stated)
    assert answer.tone is Tone.STRONG


@pytest.mark.parametrize(
    ("report", "has_passed"),
    [
        (REPORT, True),
        (WRONG, False),
        (replace(REPORT, checks=(("store", "read back 1"),)), False),
    ],
)
def test_one_difference_or_failed_check_fails_the_report(
    report: SelfTestReport, has_passed: bool
) -> None:
    assert report.has_passed is has_passed
    assert facts(report)["Result"] == ("All agree" if has_passed else "DIFFERENCES FOUND")


def test_a_failed_check_says_its_fault() -> None:
    failed = replace(REPORT, checks=(("store", "read back 1"), ("paper", "")))
    rows = [cells(record) for record in table(failed, "Checks of this installation").records]
    assert rows == [["store", "FAILED: read back 1"], ["paper", "passed"]]
    assert facts(failed)["Checks passed"] == "1 of 2"


def test_two_people_sign_with_name_signature_and_date() -> None:
    overview, cases = layout_report(REPORT, Language.EN)
    assert overview.closing == (
        ("Run by (name)", "Signature", "Date"),
        ("Reviewed by (name)", "Signature", "Date"),
    )
    assert cases.closing == ()


def test_headings_are_chinese_where_asked() -> None:
    assert facts(REPORT, Language.ZH)["结果"] == "全部一致"
    overview, cases = layout_report(REPORT, Language.ZH)
    assert overview.title == "验证报告"
    assert cases.title == "全部测试向量"
