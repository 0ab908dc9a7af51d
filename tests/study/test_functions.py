"""The closed list of functions is that of the reference design, argument by argument."""

from pathlib import Path

import pytest
import yaml

from hcc_crf.study.functions import COMPANION_ONLY, FUNCTIONS, LOOKS_BACK, Kind


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, dict[str, object]]:
    """Return the functions as the reference design lists them."""
    text = (shared / "study" / "forms.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    language = yaml.load(text, Loader=loader)["expression_language"]  # noqa: S506  (a safe loader)
    found: dict[str, dict[str, object]] = language["functions"]
    return found


def test_every_function_and_no_other_is_there(reference: dict[str, dict[str, object]]) -> None:
    assert set(FUNCTIONS) == set(reference)
    assert len(FUNCTIONS) == 95


def test_arguments_results_and_readings_are_those_of_the_reference(
    reference: dict[str, dict[str, object]],
) -> None:
    for name, told in reference.items():
        function = FUNCTIONS[name]
        assert [str(kind) for kind in function.args] == told["args"], name
        assert str(function.gives) == told["gives"], name
        assert sorted(function.may_be_missing) == told.get("may_be_missing", []), name
        assert sorted(function.reads) == sorted(told.get("reads", [])), name  # type: ignore[call-overload]  # a list of texts


def test_a_question_mark_marks_an_argument_that_may_be_missing() -> None:
    points = FUNCTIONS["child_pugh_points"]
    assert points.may_be_missing == {3, 4}
    assert points.args == (
        *(Kind.QUANTITY, Kind.QUANTITY, Kind.NUMBER, Kind.NUMBER, Kind.CODE, Kind.CODE),
    )


def test_functions_of_companions_and_of_the_past_exist() -> None:
    assert set(FUNCTIONS) >= COMPANION_ONLY | LOOKS_BACK


def test_only_questions_about_a_row_are_asked_in_one() -> None:
    assert {name for name, function in FUNCTIONS.items() if function.in_row} == {
        *("is_first_row", "same_term_overlaps"),
    }


def test_every_function_is_explained_to_data_managers(root: Path) -> None:
    text = (root / "forms" / "README.md").read_text(encoding="utf-8")
    missing = [name for name in FUNCTIONS if f"`{name}(" not in text]
    assert missing == []
