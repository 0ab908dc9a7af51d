"""Inputs and answers on one line, as a person reads them."""

import pytest

from hcc_crf.cli.report_words import one_line


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "nothing given"),
        ({"inr": "1.1", "ascites": "ABSENT"}, "inr 1.1; ascites ABSENT"),
        ({"bilirubin": {"value": "1.99", "unit": "mg/dL"}}, "bilirubin 1.99 mg/dL"),
        ({"points": None}, "points none"),
        ({"missing": ["inr", "albumin"]}, "missing inr, albumin"),
        ({"missing": []}, "missing none"),
        ({"text": ""}, "text empty"),
        ({"complete": False, "continuing_response": True}, "complete no; continuing_response yes"),
        ({"target": {"T01": {"state": "MEASURED", "mm": "70"}}}, "target T01 70 mm"),
        ({"target": {"T01": {"state": "DISAPPEARED"}}}, "target T01 disappeared"),
        ({"target": {"T01": {"state": "SPLIT", "mm": "30"}}}, "target T01 split 30 mm"),
        ({"timepoints": [{"overall": "PR"}, {}]}, "timepoints [overall PR], [any]"),
        ({"days": 3}, "days 3"),
    ],
)
def test_fields_on_one_line(fields: dict[str, object], line: str) -> None:
    assert one_line(fields) == line
