"""The command itself: lines in, lines out, exit status, `--list`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.cli.derive.catalogue import DERIVATIONS
from hcc_crf.cli.derive.command import derive
from hcc_crf.cli.derive.protocol import Derivation
from hcc_crf.cli.derive.stream import Dialogue
from hcc_crf.cli.surroundings import Surroundings
from hcc_crf.errors import DefinitionError, InputError

GOOD = '{"weight_kg": "64", "height_cm": "160", "case_id": "a"}'


def test_lines_are_answered_in_order_and_blank_lines_skipped() -> None:
    lines = f'{GOOD}\n\n  \r\n{{"weight_kg": "1", "height_cm": "100", "case_id": "b"}}'
    result = CliRunner().invoke(derive, ["bmi"], input=lines)
    assert result.exit_code == 0
    answered = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["case_id"], each["bmi"]) for each in answered] == [("a", "25"), ("b", "1")]


@pytest.mark.parametrize(
    "garbled",
    [
        "not json",
        '{"weight_kg":',
        "[1, 2]",
        '"text"',
        "12",
        '{"weight_kg": "x"}',
        '{"weight_kg": NaN}',
        "\N{SNOWMAN}",
        "[" * 5000,
    ],
)
def test_a_garbled_line_is_an_error_for_that_line_only(garbled: str) -> None:
    result = CliRunner().invoke(derive, ["bmi"], input=f"{GOOD}\n{garbled}\n{GOOD}\n")
    assert result.exit_code == 1
    answered = [json.loads(line) for line in result.stdout.splitlines()]
    assert [min(each) for each in answered] == ["bmi", "error", "bmi"]
    assert "Traceback" not in result.output


def test_bytes_that_are_no_text_are_an_error_for_that_line_only() -> None:
    result = CliRunner().invoke(derive, ["bmi"], input=b'{"weight_kg": "\xff"}\n' + GOOD.encode())
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2


def test_the_case_is_echoed_on_errors_too() -> None:
    result = CliRunner().invoke(derive, ["bmi"], input='{"case_id": 3, "weight_kg": "-1"}')
    assert json.loads(result.stdout) == {"case_id": 3, "error": "weight_kg: -1 is negative"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_bare_nan_names_its_input_and_echoes_the_case(number: str) -> None:
    line = f'{{"case_id": "n", "weight_kg": {number}, "height_cm": 1.70}}'
    answered = json.loads(CliRunner().invoke(derive, ["bmi"], input=line).stdout)
    assert answered["case_id"] == "n"
    assert answered["error"].startswith("weight_kg: ")
    assert answered["error"].endswith(" is not a number")


def test_a_file_is_read_like_stdin(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(GOOD + "\n", encoding="utf-8")
    result = CliRunner().invoke(derive, ["bmi", str(path)])
    assert json.loads(result.stdout)["bmi"] == "25"
    dash = CliRunner().invoke(derive, ["bmi", "-"], input=GOOD)
    assert dash.stdout == result.stdout


def test_nothing_in_is_nothing_out() -> None:
    result = CliRunner().invoke(derive, ["bmi"], input="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_file_that_is_not_there_is_refused_with_the_next_step(tmp_path: Path) -> None:
    result = CliRunner().invoke(derive, ["bmi", str(tmp_path / "absent")])
    assert isinstance(result.exception, InputError)
    assert result.exception.code == "FILE-UNREADABLE"


@pytest.mark.parametrize("arguments", [[], ["no-such-name"]])
def test_a_wrong_name_is_a_usage_error(arguments: list[str]) -> None:
    result = CliRunner().invoke(derive, arguments)
    assert result.exit_code == 2
    assert "child-pugh" in result.output


def test_the_list_names_inputs_units_choices_and_outputs() -> None:
    result = CliRunner().invoke(derive, ["--list"])
    listed = {each["name"]: each for each in json.loads(result.stdout)}
    assert list(listed) == [derivation.name for derivation in DERIVATIONS]
    score = listed["child-pugh"]
    assert score["outputs"] == ["points", "class", "components"]
    assert score["rule"] == "child-pugh/1"
    inputs = {each["name"]: each for each in score["inputs"]}
    assert inputs["bilirubin"]["units"] == ["umol/L", "mg/dL"]
    assert inputs["ascites"]["choices"] == ["ABSENT", "SLIGHT", "MODERATE"]
    assert {each["name"]: each for each in listed["meld"]["inputs"]}["dialysis"]["choices"] == [
        "Y",
        "N",
    ]
    assert listed["age"]["inputs"][0]["kind"] == "date"
    assert any("members" in each for each in listed["recist"]["inputs"])


def test_every_output_of_the_list_is_in_the_answer() -> None:
    for derivation in DERIVATIONS:
        answered = json.loads(Dialogue(derivation).answer_line(b"{}"))
        if "error" not in answered:
            assert set(derivation.outputs) <= set(answered), derivation.name


def test_windows_reads_other_definitions_when_told(root: Path, tmp_path: Path) -> None:
    line = '{"visit": "C3D1", "anchor": "2026-01-05", "date": "2026-02-16"}'
    other = Surroundings(root / "forms", tmp_path, is_debug=False)
    told = CliRunner().invoke(derive, ["windows"], input=line, obj=other)
    bundled = CliRunner().invoke(derive, ["windows"], input=line)
    assert told.stdout == bundled.stdout
    empty = Surroundings(tmp_path, tmp_path, is_debug=False)
    broken = CliRunner().invoke(derive, ["windows"], input=line, obj=empty)
    assert isinstance(broken.exception, DefinitionError)


_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 10**13),
    st.sampled_from(
        "0 0.000000000001 1 2.3 34.0 1e11 <5 >5 -1 Y N M F A ABSENT PD CR 2026 2026-01-05 "
        "1900-01-01 2199-12-31 C3D1 ALT\xa0increased".split(" ")
    ),
    st.text(max_size=4),
    st.lists(st.none() | st.text(max_size=2), max_size=2),
    st.dictionaries(st.sampled_from(["value", "unit", "T01"]), st.text(max_size=5), max_size=2),
)


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=lambda derivation: derivation.name)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_line_whatever_ends_a_run(derivation: Derivation, data: st.DataObject) -> None:
    names = st.sampled_from([each.name for each in derivation.inputs])
    case = data.draw(st.dictionaries(names, _ANYTHING))
    answered = json.loads(Dialogue(derivation).answer_line(json.dumps(case).encode()))
    assert "error" in answered or set(derivation.outputs) <= set(answered)


def test_a_long_run_is_answered_piece_by_piece() -> None:
    lines = "\n".join(
        json.dumps({"case_id": number, "weight_kg": "64", "height_cm": "160"})
        for number in range(5000)
    )
    result = CliRunner().invoke(derive, ["bmi"], input=lines)
    answered = [json.loads(line)["case_id"] for line in result.stdout.splitlines()]
    assert answered == list(range(5000))
