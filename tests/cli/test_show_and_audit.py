"""`hcc-crf show` in its three forms and `hcc-crf audit`, field by field as cli.md has them."""

import csv
import io
import json
from typing import Any

import pytest

from tests.cli.conftest import Nurse
from tests.cli.running import hcc

# cli.md, "Answers of `show`, `audit` and the CSV export", word by word.
COLUMNS = (
    "seq, event, at_utc, offset, zone, user, role, device, subject, visit, form, form_version, "
    "row, item, old, new, unit, missing, reason, kind"
).split(", ")
FORM_KEYS = (
    "subject", "visit", "form", "version", "state", "items", "rows", "derived", "findings",
    "queries", "settled",
)  # fmt: skip
CELL_KEYS = ["value", "text", "unit", "missing", "by", "at"]
VS = {"subject": "01-001", "visit": "SCR", "form": "VS"}


@pytest.fixture(scope="module")
def filled(colleague: Nurse) -> Nurse:
    """Two subjects, a correction, a missing code, rows, a strike, a form not done."""
    log = {"subject": "01-001", "visit": "LOG", "form": "AE"}
    done = colleague.enter(
        VS | {"items": {"WEIGHT": "68,0", "HEIGHT": {"missing": "ND"}}},
        VS | {"items": {"WEIGHT": "68.5"}, "reason": "transcription error"},
        VS | {"form": "LBCHEM", "items": {"BILI": {"value": "1.9", "unit": "mg/dL"}}},
        log | {"rows": [{"row": 1, "AETERM": "=2+2", "AESTDAT": "2023-09"}]},
        log | {"rows": [{"row": 1, "strike": "entered twice"}]},
        VS | {"form": "IMG", "items": {"IMGTAB": [{"row": 2, "IMGAREA": "CHEST"}]}},
        VS | {"visit": "C1D15", "not_done": "subject refused"},
        VS | {"subject": "01-002", "items": {"WEIGHT": "70"}},
    )
    assert done.code == 0, done
    return colleague


def shown(nurse: Nurse, *arguments: str) -> Any:  # noqa: ANN401  (JSON)
    done = nurse.does("show", *arguments)
    assert (done.code, done.err) == (0, "")
    return done.answer


@pytest.fixture(scope="module")
def vital(filled: Nurse) -> dict[str, Any]:
    found = shown(filled, "--subject", "01-001", "--visit", "SCR", "--form", "VS")
    assert isinstance(found, dict)
    return found


def test_show_without_a_subject_lists_the_subjects(filled: Nurse) -> None:
    found = shown(filled)
    assert [(one["subject"], one["status"]) for one in found["subjects"]] == [
        ("01-001", "screening"),
        ("01-002", "screening"),
    ]


def test_show_of_a_subject_lists_its_visits_with_state_dates_and_window(filled: Nurse) -> None:
    found = shown(filled, "--subject", "01-001")
    assert found["subject"] == "01-001"
    visits = {one["visit"]: one for one in found["visits"]}
    assert {"visit", "state", "date", "target", "first", "last"} <= set(visits["SCR"])
    assert visits["SCR"]["state"] == "incomplete"
    assert visits["C1D15"]["forms"]["VS"] == "not done"


def test_show_of_a_visit_shows_its_forms(filled: Nurse) -> None:
    found = shown(filled, "--subject", "01-001", "--visit", "SCR")
    forms = {one["form"]: one for one in found["forms"]}
    assert set(forms["VS"]) == set(FORM_KEYS)
    assert forms["VS"]["items"]["WEIGHT"]["value"] == "68.5"


def test_show_of_a_form_has_the_documented_keys(vital: dict[str, Any]) -> None:
    assert tuple(vital) == FORM_KEYS
    assert (vital["subject"], vital["visit"], vital["form"]) == ("01-001", "SCR", "VS")
    assert (vital["version"], vital["state"], vital["rows"]) == ("1", "incomplete", [])
    assert vital["queries"] == []


def test_a_value_is_shown_with_text_unit_author_and_time(vital: dict[str, Any]) -> None:
    weight = vital["items"]["WEIGHT"]
    assert list(weight) == CELL_KEYS
    assert (weight["value"], weight["text"], weight["unit"]) == ("68.5", "68.5", "kg")
    assert (weight["missing"], weight["by"]) == (None, "nurse1")
    assert weight["at"].endswith("Z")


def test_a_missing_code_is_shown_beside_no_value(vital: dict[str, Any]) -> None:
    height = vital["items"]["HEIGHT"]
    assert (height["value"], height["missing"]) == (None, "ND")


def test_derived_values_and_findings_are_shown_as_enter_answers_them(
    vital: dict[str, Any],
) -> None:
    assert vital["derived"]["BMI"]["value"] is None
    assert "Height" in vital["derived"]["BMI"]["why"]
    assert {"path", "check", "severity", "message"} == set(vital["findings"][0])


def test_rows_and_inner_tables_are_shown(filled: Nurse) -> None:
    (row,) = shown(filled, "--subject", "01-001", "--visit", "LOG", "--form", "AE")["rows"]
    assert (row["row"], row["struck"]) == (1, "entered twice")
    assert row["items"]["AETERM"]["value"] == "=2+2"
    assert row["items"]["AESTDAT"]["value"] == "2023-09"
    imaging = shown(filled, "--subject", "01-001", "--visit", "SCR", "--form", "IMG")
    (inner,) = imaging["items"]["IMGTAB"]["rows"]
    assert (inner["row"], inner["items"]["IMGAREA"]["value"]) == (2, "CHEST")


def test_show_speaks_chinese_when_asked(filled: Nurse) -> None:
    where = ("--subject", "01-001", "--visit", "SCR", "--form", "VS", "--lang", "zh")
    assert "尚未填写" in shown(filled, *where)["findings"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("--subject", "01-999"), "SUBJECT-UNKNOWN", id="an unknown subject"),
        pytest.param(
            ("--subject", "01-001", "--visit", "C1D9"), "UNKNOWN-VISIT", id="an unknown visit"
        ),
        pytest.param(
            ("--subject", "01-001", "--visit", "SCR", "--form", "AE"),
            "FORM-NOT-IN-VISIT",
            id="a form of another visit",
        ),
    ],
)
def test_show_of_what_is_not_there_is_refused(
    filled: Nurse, arguments: tuple[str, ...], code: str
) -> None:
    assert filled.does("show", *arguments).refusal == code


@pytest.mark.parametrize("arguments", [("--visit", "SCR"), ("--subject", "01-001", "--form", "VS")])
def test_half_a_place_is_wrong_usage(filled: Nurse, arguments: tuple[str, ...]) -> None:
    done = filled.does("show", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage:" in done.err


# ------------------------------------------------------------------------------------ audit


@pytest.fixture(scope="module")
def trail(filled: Nurse) -> list[dict[str, Any]]:
    done = filled.does("audit", "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert isinstance(found, list)
    return found


def test_the_trail_as_json_has_exactly_the_documented_columns(trail: list[dict[str, Any]]) -> None:
    assert {tuple(row) for row in trail} == {tuple(COLUMNS)}


def test_the_trail_as_csv_has_exactly_the_documented_columns_and_the_same_rows(
    filled: Nurse, trail: list[dict[str, Any]]
) -> None:
    done = filled.does("audit", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows[0] == COLUMNS
    assert len(rows) - 1 == len(trail)
    for cells, row in zip(rows[1:], trail, strict=True):
        expected = ["" if value is None else str(value) for value in row.values()]
        assert [cell.removeprefix("'") for cell in cells] == [
            value.removeprefix("'") for value in expected
        ]


def test_a_text_that_could_start_a_formula_is_disarmed_in_csv_only(
    filled: Nurse, trail: list[dict[str, Any]]
) -> None:
    assert "=2+2" in {row["new"] for row in trail}
    done = filled.does("audit", "--format", "csv")
    news = {row["new"] for row in csv.DictReader(io.StringIO(done.out))}
    assert "'=2+2" in news
    assert "=2+2" not in news


def test_every_row_names_who_when_where_and_what(trail: list[dict[str, Any]]) -> None:
    for row in trail:
        for column in COLUMNS:
            if column not in ("row", "old", "new", "unit", "missing", "reason"):
                assert row[column] not in (None, ""), (column, row)
        assert row["new"] is not None or row["missing"] or row["kind"] in ("removal", "unstrike")
        assert (row["user"], row["role"], row["device"]) == ("nurse1", "nurse", "01-A")
        assert len(row["event"]) == 64


def test_a_correction_has_old_new_and_reason(trail: list[dict[str, Any]]) -> None:
    (row,) = [row for row in trail if row["kind"] == "correction"]
    assert (row["item"], row["old"], row["new"], row["unit"]) == ("WEIGHT", "68.0", "68.5", "kg")
    assert row["reason"] == "transcription error"


def test_rows_inner_tables_strikes_and_not_done_are_named(trail: list[dict[str, Any]]) -> None:
    assert [row["row"] for row in trail if row["item"] == "AETERM"] == [1]
    assert "IMGTAB[2].IMGAREA" in {row["item"] for row in trail}
    kinds = {row["kind"] for row in trail}
    assert {"entry", "default", "correction", "strike", "not done"} <= kinds


def test_the_trail_of_one_subject(filled: Nurse) -> None:
    done = filled.does("audit", "--subject", "01-002", "--format", "json")
    assert {row["subject"] for row in json.loads(done.out)} == {"01-002"}


def test_an_unknown_subject_has_no_trail(filled: Nurse) -> None:
    assert filled.does("audit", "--subject", "01-999").refusal == "SUBJECT-UNKNOWN"


def test_an_empty_trail_is_an_empty_list(pristine_nurse: Nurse) -> None:
    assert json.loads(pristine_nurse.does("audit", "--format", "json").out) == []
    done = pristine_nurse.does("audit", "--format", "csv")
    assert done.out.splitlines() == [",".join(COLUMNS)]


@pytest.fixture
def pristine_nurse(nurse: Nurse) -> Nurse:
    return nurse


def test_the_monitor_reads_the_trail_and_the_administrator_does_not(filled: Nurse) -> None:
    where = ("audit", "--workspace", filled.site.folder, "--user")
    assert hcc(*where, "monitor1").code == 0
    assert hcc(*where, "admin1").refusal == "NOT-PERMITTED"
