"""The floor of `derive child-pugh`: the score in the plainest Python that is correct.

Exact numbers in known units, no words: it answers points, class and components, and believes its
input.
"""

import json
from decimal import Decimal

BILIRUBIN = {"umol/L": (Decimal(34), Decimal(51)), "mg/dL": (Decimal(2), Decimal(3))}
ALBUMIN = {"g/L": (Decimal(28), Decimal(35)), "g/dL": (Decimal("2.8"), Decimal("3.5"))}
INR = (Decimal("1.7"), Decimal("2.3"))
ASCITES = {"ABSENT": 1, "SLIGHT": 2, "MODERATE": 3}
ENCEPHALOPATHY = {"0": 1, "1": 2, "2": 2, "3": 3, "4": 3}
NAMES = ("bilirubin", "albumin", "coagulation", "ascites", "encephalopathy")


def answer(line: bytes) -> bytes:
    """Return the answer to one line."""
    case = json.loads(line, parse_float=Decimal)
    bilirubin, unit = read(case["bilirubin"], "umol/L")
    albumin, albumin_unit = read(case["albumin"], "g/L")
    inr, _ = read(case["inr"], "")
    rows = (
        rising(bilirubin, BILIRUBIN[unit]),
        4 - rising(albumin, ALBUMIN[albumin_unit]),
        rising(inr, INR),
        ASCITES[case["ascites"]],
        ENCEPHALOPATHY[str(case["encephalopathy"])],
    )
    points = sum(rows)
    written = {
        "case_id": case.get("case_id"),
        "points": str(points),
        "class": "A" if points <= 6 else "B" if points <= 9 else "C",
        "components": {name: str(row) for name, row in zip(NAMES, rows, strict=True)},
    }
    return json.dumps(written, separators=(",", ":")).encode()


def read(value: str | dict[str, str], unit: str) -> tuple[Decimal, str]:
    """Return number and unit."""
    if isinstance(value, dict):
        return Decimal(value["value"]), value.get("unit", unit)
    return Decimal(value), unit


def rising(number: Decimal, band: tuple[Decimal, Decimal]) -> int:
    """Return the points of a test that is worse when high."""
    if number < band[0]:
        return 1
    return 2 if number <= band[1] else 3
