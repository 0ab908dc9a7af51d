"""`hcc-crf enter`: the lines of cli.md, every kind of bad line, one answer a line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Nurse
from tests.cli.running import Done, hcc, jsonl
from tests.session.sites import Site

# The five examples of cli.md, typed exactly.
EXAMPLES = """\
{"subject": "01-001", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68.0", "HEIGHT": "170"}}
{"subject": "01-001", "visit": "SCR", "form": "LBCHEM", "items": {"BILI": {"value": "1.9", "unit": "mg/dL"}, "ALB": "33", "GGT": {"missing": "ND"}}}
{"subject": "01-001", "visit": "LOG", "form": "AE", "rows": [{"row": 1, "AETERM": "Fatigue", "AESTDAT": "2023-09"}]}
{"subject": "01-001", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68.5"}, "reason": "transcription error"}
{"subject": "01-001", "visit": "C1D15", "form": "VS", "not_done": "subject refused"}
"""  # noqa: E501
VS: dict[str, object] = {"subject": "01-001", "visit": "SCR", "form": "VS"}


@pytest.fixture(scope="module")
def examples(colleague: Nurse) -> Done:
    return hcc("enter", *colleague.acts, stdin=EXAMPLES)


def test_the_examples_are_saved(examples: Done) -> None:
    assert examples.code == 0
    assert [(one["line"], one["saved"]) for one in examples.lines] == [
        (number, True) for number in (1, 2, 3, 4, 5)
    ]
    assert all(len(one["event"]) == 64 for one in examples.lines)


def test_every_answer_has_the_documented_keys(examples: Done) -> None:
    for one in examples.lines:
        assert set(one) == {"line", "saved", "event", "derived", "findings"}
        for value in one["derived"].values():
            assert {"value", "why"} <= set(value) <= {"value", "exact", "unit", "why"}
        for finding in one["findings"]:
            assert set(finding) == {"path", "check", "severity", "message"}
            assert finding["severity"] in ("soft", "hard")


def test_derived_values_are_answered_at_their_decimals_with_the_exact_one_beside(
    examples: Done,
) -> None:
    bmi = examples.lines[0]["derived"]["SCR/VS.BMI"]
    assert bmi["value"] == "23.5"  # 68.0 / 1.7² = 23.5294…
    assert bmi["exact"].startswith("23.5294117647")
    assert examples.lines[0]["derived"]["SCR/VS.BSA"]["value"] == "1.79"
    assert examples.lines[3]["derived"]["SCR/VS.BMI"]["value"] == "23.7"  # 68.5 / 1.7² = 23.702


def test_a_derived_item_without_its_inputs_is_null_and_says_which_lack(examples: Done) -> None:
    lacking = {
        name: value
        for name, value in examples.lines[1]["derived"].items()
        if value["value"] is None
    }
    assert lacking
    assert all("missing" in value["why"] for value in lacking.values())


def test_a_form_not_done_has_no_findings(examples: Done) -> None:
    assert examples.lines[4]["findings"] == []


def test_the_same_lines_again_change_nothing_or_need_a_reason(
    colleague: Nurse, examples: Done
) -> None:
    again = hcc("enter", *colleague.acts, stdin=EXAMPLES)
    assert [one["saved"] for one in again.lines] == [False, True, True, True, True]
    assert [one.get("event") for one in again.lines[1:]] == [None] * 4
    assert again.lines[0]["code"] == "REASON-NEEDED"  # 68.5 back to 68.0
    assert again.code == 1


def test_a_file_may_be_named_or_be_a_hyphen(nurse: Nurse, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text(EXAMPLES, encoding="utf-8")
    assert len(hcc("enter", *nurse.acts, file).lines) == 5
    assert (
        len(hcc("enter", *nurse.acts, "-", stdin=jsonl(VS | {"items": {"TEMP": "36"}})).lines) == 1
    )


def test_a_mark_at_the_start_and_line_ends_of_windows_are_no_part_of_the_data(
    nurse: Nurse,
) -> None:
    text = "\ufeff" + EXAMPLES.replace("\n", "\r\n")
    done = hcc("enter", *nurse.acts, stdin=text)
    assert done.code == 0
    assert len(done.lines) == 5


def test_blank_lines_are_skipped_and_counted(nurse: Nurse) -> None:
    done = nurse.enter(
        "", VS | {"items": {"WEIGHT": "68"}}, "   ", VS | {"items": {"TEMP": "36"}}, ""
    )
    assert [one["line"] for one in done.lines] == [2, 4]
    assert done.code == 0


def test_nothing_at_all_is_nothing_to_do(colleague: Nurse) -> None:
    assert colleague.enter() == Done(0, "", "")


def test_a_last_line_without_its_end_is_read(nurse: Nurse) -> None:
    done = hcc("enter", *nurse.acts, stdin=json.dumps(VS | {"items": {"WEIGHT": "68"}}))
    assert [one["saved"] for one in done.lines] == [True]


def test_numbers_keep_what_was_typed_quoted_or_not(nurse: Nurse) -> None:
    done = nurse.enter('{"subject":"01-001","visit":"SCR","form":"VS","items":{"WEIGHT":68.50}}')
    assert done.code == 0
    shown = nurse.does("show", *("--subject", "01-001", "--visit", "SCR", "--form", "VS"))
    assert shown.answer["items"]["WEIGHT"]["value"] == "68.50"


def test_other_lines_still_run(nurse: Nurse) -> None:
    done = nurse.enter(
        VS | {"items": {"WEIGHT": "68"}}, "rubbish", VS | {"items": {"WEIGHT": "6800"}},
        VS | {"items": {"HEIGHT": "170"}},
    )  # fmt: skip
    assert [one["saved"] for one in done.lines] == [True, False, False, True]
    assert done.code == 1


def test_a_save_with_a_hard_finding_stands_and_keeps_the_form_incomplete(nurse: Nurse) -> None:
    done = nurse.enter(VS | {"items": {"SYSBP": "80", "DIABP": "90"}})
    hard = [one for one in done.answer["findings"] if one["severity"] == "hard"]
    assert [(one["check"], one["path"]) for one in hard] == [
        ("VS01", "01-001/SCR/VS.DIABP")
    ] or hard
    shown = nurse.does("show", *("--subject", "01-001", "--visit", "SCR", "--form", "VS"))
    assert shown.answer["state"] == "incomplete"


def test_a_visit_may_carry_its_repeat(nurse: Nurse) -> None:
    done = nurse.enter(
        *(VS | {"visit": visit, "items": {"WEIGHT": "68"}} for visit in ("C3D1", "UNS1")),
        VS | {"visit": "TA2", "form": "IMG", "items": {"IMGPERF": "N"}},
    )
    assert [one["saved"] for one in done.lines] == [True] * 3


def test_a_visit_that_is_not_expected_yet_gives_a_finding(nurse: Nurse) -> None:
    done = nurse.enter(VS | {"visit": "C5D1", "items": {"WEIGHT": "68"}})
    assert "not-expected" in {one["check"] for one in done.answer["findings"]}


def test_a_multichoice_is_a_list_and_an_inner_table_a_list_of_rows(nurse: Nurse) -> None:
    ae = {"row": 1, "AETERM": "Fatigue", "AEACNOTH": ["NONE"]}
    img = [{"row": 1, "IMGAREA": "CHEST"}, {"row": 2, "IMGAREA": "ABDOMEN", "IMGDAT": "2026-11-01"}]
    done = nurse.enter(
        {"subject": "01-001", "visit": "LOG", "form": "AE", "rows": [ae]},
        VS | {"form": "IMG", "items": {"IMGTAB": img}},
    )
    assert [one["saved"] for one in done.lines] == [True, True]
    where = ("--subject", "01-001", "--visit", "SCR", "--form", "IMG")
    shown = nurse.does("show", *where).answer["items"]["IMGTAB"]["rows"]
    assert [row["items"]["IMGAREA"]["value"] for row in shown] == ["CHEST", "ABDOMEN"]


def test_a_leading_sign_stays_with_the_number(nurse: Nurse) -> None:
    done = nurse.enter(VS | {"form": "LBCHEM", "items": {"BILI": "<2", "ALT": "> 500"}})
    assert done.code == 0
    where = ("--subject", "01-001", "--visit", "SCR", "--form", "LBCHEM")
    items = nurse.does("show", *where).answer["items"]
    assert (items["BILI"]["value"], items["ALT"]["value"]) == ("<2", ">500")


def test_a_row_is_struck_out_with_a_reason_and_not_without(nurse: Nurse) -> None:
    log = {"subject": "01-001", "visit": "LOG", "form": "AE"}
    done = nurse.enter(
        log | {"rows": [{"row": 1, "AETERM": "Fatigue"}, {"row": 2, "AETERM": "Fatigue"}]},
        log | {"rows": [{"row": 2, "strike": "entered twice"}]},
    )
    assert [one["saved"] for one in done.lines] == [True, True]
    shown = nurse.does("show", "--subject", "01-001", "--visit", "LOG", "--form", "AE").answer
    assert [row["struck"] for row in shown["rows"]] == [None, "entered twice"]


def test_messages_are_in_the_language_asked_for(nurse: Nurse) -> None:
    line = jsonl(VS | {"items": {"WEIGHT": "68"}}, VS | {"items": {"WEIGHT": "69"}})
    done = hcc("enter", *nurse.acts, "--lang", "zh", stdin=line)
    assert "尚未填写" in done.lines[0]["findings"][0]["message"]
    assert "修改原因" in done.lines[1]["message"]


@pytest.mark.parametrize("user", ["monitor1", "admin1"])
def test_roles_that_enter_nothing_are_refused_at_their_first_line(
    pristine: Site, tmp_path: Path, user: str
) -> None:
    site = pristine.copy(tmp_path / "site")
    done = hcc("enter", "--workspace", site.folder, "--user", user, stdin=EXAMPLES)
    assert done.refusal == "NOT-PERMITTED"


def test_a_finding_is_settled_with_a_reason_and_open_again_with_another_value(
    nurse: Nurse,
) -> None:
    saved = nurse.enter(VS | {"items": {"WEIGHT": "180"}})
    (finding,) = (one for one in saved.lines[0]["findings"] if one["check"] == "range")
    settle = {"path": finding["path"], "check": "range", "reason": "weighed twice"}
    done = nurse.enter(VS | {"settle": [settle]})
    assert done.code == 0
    assert done.lines[0]["event"]
    assert "range" not in {one["check"] for one in done.lines[0]["findings"]}
    where = ("--subject", "01-001", "--visit", "SCR", "--form", "VS")
    shown = nurse.does("show", *where).answer
    (stands,) = shown["settled"]
    assert stands["at"].endswith("Z")
    del stands["at"]
    assert stands == {**finding, "reason": "weighed twice", "by": "nurse1"}
    changed = nurse.enter(VS | {"items": {"WEIGHT": "181"}, "reason": "misread"})
    assert "range" in {one["check"] for one in changed.lines[0]["findings"]}
    audit = json.loads(nurse.does("audit", "--subject", "01-001").out)
    assert [one["kind"] for one in audit if one["kind"] in ("settled", "reopened")] == ["settled"]


def test_a_mark_of_the_program_is_no_item(nurse: Nurse) -> None:
    done = nurse.enter(VS | {"items": {"$NOT_DONE": "refused"}})
    assert (done.code, done.lines[0]["code"]) == (1, "LINE-UNREADABLE")


@pytest.mark.parametrize(
    "act",
    [
        pytest.param({"not_done": "x" * 1001}, id="not done"),
        pytest.param({"items": {"WEIGHT": "69"}, "reason": "x" * 1001}, id="change"),
        pytest.param(
            {"settle": [{"path": "01-001/SCR/VS.WEIGHT", "check": "range", "reason": "x" * 1001}]},
            id="finding",
        ),
    ],
)
def test_a_reason_that_no_package_could_carry_is_refused(
    nurse: Nurse, act: dict[str, object]
) -> None:
    nurse.enter(VS | {"items": {"WEIGHT": "180"}})
    done = nurse.enter(VS | act)
    assert (done.code, done.lines[0]["code"]) == (1, "UNREADABLE")
    assert "1000" in done.lines[0]["message"]


def test_a_save_longer_than_a_package_takes_is_refused_and_nothing_is_kept(nurse: Nurse) -> None:
    rows = [{"row": number, "AETERM": "x" * 190} for number in range(1, 5000)]
    done = nurse.enter({"subject": "01-001", "visit": "LOG", "form": "AE", "rows": rows})
    assert (done.code, done.lines[0]["code"]) == (1, "SAVE-TOO-LARGE")
    assert nurse.does("show").answer == {"subjects": []}


def test_a_finding_is_settled_on_a_form_that_is_to_be_done_after_all(nurse: Nurse) -> None:
    nurse.enter(VS | {"items": {"WEIGHT": "180"}})
    nurse.enter(VS | {"not_done": "refused", "reason": "refused"})
    settle = {"path": "01-001/SCR/VS.WEIGHT", "check": "range", "reason": "weighed twice"}
    done = nurse.enter(VS | {"not_done": "", "reason": "it was done", "settle": [settle]})
    assert done.code == 0
    assert "range" not in {one["check"] for one in done.lines[0]["findings"]}


def test_a_finding_named_twice_is_refused(nurse: Nurse) -> None:
    nurse.enter(VS | {"items": {"WEIGHT": "180"}})
    settle = {"path": "01-001/SCR/VS.WEIGHT", "check": "range", "reason": "weighed twice"}
    done = nurse.enter(VS | {"settle": [settle, settle | {"reason": "other"}]})
    assert (done.code, done.lines[0]["code"]) == (1, "NOTHING-TO-SETTLE")


def test_what_is_no_finding_cannot_be_settled_and_nothing_is_saved(nurse: Nurse) -> None:
    settle = {"path": "01-001/SCR/VS.WEIGHT", "check": "range", "reason": "right"}
    done = nurse.enter(VS | {"items": {"WEIGHT": "70"}, "settle": [settle]})
    assert (done.code, done.lines[0]["code"]) == (1, "NOTHING-TO-SETTLE")
    assert nurse.does("show").answer == {"subjects": []}


@pytest.mark.parametrize(
    "settle",
    [
        pytest.param("range", id="no list"),
        pytest.param(["range"], id="no object"),
        pytest.param([{"path": "01-001/SCR/VS.WEIGHT", "check": "range"}], id="no reason"),
        pytest.param([{"path": "", "check": "range", "reason": "x"}], id="no path"),
        pytest.param([{"path": "a", "check": "b", "reason": ["x"]}], id="no text"),
    ],
)
def test_a_settlement_of_another_shape_is_no_line(nurse: Nurse, settle: object) -> None:
    done = nurse.enter(VS | {"settle": settle})
    assert (done.code, done.lines[0]["code"]) == (1, "LINE-UNREADABLE")
