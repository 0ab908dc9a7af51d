"""Every kind of bad line of `hcc-crf enter` is refused alone, with a code, a place and a hint."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Nurse
from tests.cli.running import hcc

VS: dict[str, object] = {"subject": "01-001", "visit": "SCR", "form": "VS"}

SHAPES = {
    "no JSON": "not json",
    "half an object": '{"subject": "01-001"',
    "a list": "[1, 2]",
    "a text": '"01-001"',
    "a number": "12",
    "null": "null",
    "two objects": "{} {}",
    "an unknown key": VS | {"itmes": {}},
    "a key of another case": {"Subject": "01-001", "visit": "SCR", "form": "VS"},
    "a repeated key": '{"subject":"01-001","subject":"01-002","visit":"SCR","form":"VS"}',
    "a repeated item": '{"subject":"01-001","visit":"SCR","form":"VS","items":{"A":"1","A":"2"}}',
    "not a number": '{"subject":"01-001","visit":"SCR","form":"VS","items":{"TEMP":NaN}}',
    "infinity": '{"subject":"01-001","visit":"SCR","form":"VS","items":{"TEMP":-Infinity}}',
    "deep nesting": "[" * 50_000,
    "deep objects": '{"a":' * 50_000,
    "no subject": {"visit": "SCR", "form": "VS"},
    "an empty subject": VS | {"subject": ""},
    "no visit": {"subject": "01-001", "form": "VS"},
    "a visit that is null": VS | {"visit": None},
    "no form": {"subject": "01-001", "visit": "SCR"},
    "items as a list": VS | {"items": ["WEIGHT"]},
    "items as a text": VS | {"items": "WEIGHT"},
    "a value that is true": VS | {"items": {"WEIGHT": True}},
    "a value with an unknown key": VS | {"items": {"WEIGHT": {"value": "68", "units": "kg"}}},
    "a value that is an object": VS | {"items": {"WEIGHT": {"value": {"value": "68"}}}},
    "a value and a missing code": VS | {"items": {"WEIGHT": {"value": "68", "missing": "ND"}}},
    "a list of lists": VS | {"items": {"WEIGHT": [["68"]]}},
    "rows as an object": VS | {"rows": {"row": 1}},
    "a row without its number": VS | {"rows": [{"AETERM": "x"}]},
    "row nought": VS | {"rows": [{"row": 0}]},
    "a negative row": VS | {"rows": [{"row": -1}]},
    "half a row": VS | {"rows": [{"row": 1.5}]},
    "row true": VS | {"rows": [{"row": True}]},
    "a huge row": VS | {"rows": [{"row": 10**30}]},
    "rows of texts": VS | {"rows": ["1"]},
    "a reason that is a list": VS | {"reason": ["x"]},
    "a strike that is a list": VS | {"rows": [{"row": 1, "strike": ["x"]}]},
    "half a surrogate pair": VS | {"reason": "\ud800"},
    "half a pair as a subject": '{"subject":"\\udfff","visit":"SCR","form":"VS"}',
}


@pytest.fixture(scope="module")
def shapes(colleague: Nurse) -> dict[str, Any]:
    """All of them in one call, one answer a line."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in SHAPES.values()]
    done = hcc("enter", *colleague.acts, stdin="".join(f"{text}\n" for text in texts))
    assert done.code == 1
    assert done.err.startswith("LINES-REFUSED  enter: ")
    assert [one["line"] for one in done.lines] == list(range(1, len(SHAPES) + 1))
    return dict(zip(SHAPES, done.lines, strict=True))


@pytest.mark.parametrize("name", SHAPES)
def test_a_line_of_another_shape_is_refused_alone(shapes: dict[str, Any], name: str) -> None:
    answer = shapes[name]
    assert set(answer) == {"line", "saved", "code", "message"}
    assert (answer["saved"], answer["code"]) == (False, "LINE-UNREADABLE")
    assert 0 < len(answer["message"]) < 200


def test_bytes_that_are_no_utf_8_spoil_their_own_line_only(nurse: Nurse) -> None:
    good = json.dumps(VS | {"items": {"WEIGHT": "68"}}).encode()
    done = hcc("enter", *nurse.acts, stdin=b'{"subject": "\xff\xfe"}\n' + good + b"\n")
    assert [one["saved"] for one in done.lines] == [False, True]


PLACES = {
    "an unknown item": (VS | {"items": {"WEIGTH": "68"}}, "UNKNOWN-ITEM", "WEIGHT"),
    "an unknown form": (VS | {"form": "VSS", "items": {}}, "UNKNOWN-FORM", "VS"),
    "a form in small letters": (VS | {"form": "vs"}, "UNKNOWN-FORM", "VS"),
    "a form of another visit": (VS | {"form": "AE"}, "FORM-NOT-IN-VISIT", "SV, DM"),
    "a planned form": (VS | {"form": "LBHEM"}, "FORM-NOT-IN-USE", "planned"),
    "an unknown visit": (VS | {"visit": "C1D9"}, "UNKNOWN-VISIT", "C1D"),
    "a visit out of its range": (VS | {"visit": "C999D1"}, "UNKNOWN-VISIT", "C999D1"),
    "another site": (VS | {"subject": "02-001"}, "SUBJECT-OF-OTHER-SITE", "01-"),
    "an odd subject number": (VS | {"subject": "1"}, "SUBJECT-NUMBER-INVALID", "01-001"),
    "a subject like a path": (VS | {"subject": "../../x"}, "SUBJECT-NUMBER-INVALID", "01-001"),
    "a derived item": (VS | {"items": {"BMI": "22"}}, "ITEM-NOT-TYPED", "BMI"),
    "an impossible value": (VS | {"items": {"WEIGHT": "680"}}, "OUT-OF-RANGE", "200"),
    "an unknown unit": (
        VS | {"items": {"WEIGHT": {"value": "68", "unit": "stone"}}},
        "UNREADABLE",
        "kg",
    ),
    "an unknown missing code": (
        VS | {"items": {"WEIGHT": {"missing": "XX"}}},
        "UNREADABLE",
        "ND",
    ),
    "grouped digits": (VS | {"items": {"WEIGHT": "1,234.5"}}, "UNREADABLE", "1234.5"),
    "no such choice": (VS | {"items": {"VSPOS": "HANGING"}}, "UNREADABLE", "SITTING"),
    "a day that is none": (
        VS | {"form": "SV", "items": {"SVSTDAT": "2026-02-30"}},
        "UNREADABLE",
        "This is no date",
    ),
    "a row of a form that does not repeat": (
        VS | {"rows": [{"row": 1, "WEIGHT": "68"}]},
        "ROW-NOT-TAKEN",
        "This form has no rows",
    ),
    "an item of a repeating form without its row": (
        VS | {"visit": "LOG", "form": "AE", "items": {"AETERM": "x"}},
        "ROW-MISSING",
        "Say which row",
    ),
}


@pytest.fixture(scope="module")
def places(colleague: Nurse) -> dict[str, Any]:
    """All of them in one call, one answer a line."""
    done = colleague.enter(*(line for line, _code, _hint in PLACES.values()))
    assert done.code == 1
    assert done.err.startswith("LINES-REFUSED  enter: ")
    return dict(zip(PLACES, done.lines, strict=True))


@pytest.mark.parametrize("name", PLACES)
def test_a_line_that_cannot_be_saved_says_where_and_what_to_do(
    places: dict[str, Any], name: str
) -> None:
    _line, code, hint = PLACES[name]
    answer = places[name]
    assert (answer["saved"], answer["code"]) == (False, code), answer
    assert hint in answer["message"]
    assert {"line", "saved", "code", "message"} <= set(answer)
