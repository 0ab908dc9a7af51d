"""Short ways to write tumour courses in tests: dates by day number, sizes as typed."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hcc_crf.clinical.best_response import ResponsePoint
from hcc_crf.clinical.lesions import (
    Assessment,
    Certainty,
    Course,
    NewLesion,
    NonTargetBaseline,
    NonTargetFinding,
    NonTargetState,
    TargetBaseline,
    TargetFinding,
    TargetState,
    organ_of,
)
from hcc_crf.clinical.response import Response
from hcc_crf.values import PartialDate

START = date(2026, 1, 5)
"""First dose in courses made up here: day 0 of `on_day`."""


def on_day(days: int) -> PartialDate:
    """Return the date so many days after the first dose."""
    return PartialDate((START + timedelta(days=days)).isoformat())


def target(lesion_id: str, mm: str, *, organ: str = "LIVER", nodal: bool = False) -> TargetBaseline:
    """Return a target lesion of so many mm at baseline."""
    return TargetBaseline(lesion_id, organ_of(organ), nodal, Decimal(mm))


def findings(states: Mapping[str, str | None]) -> tuple[TargetFinding, ...]:
    """Read `{"T01": "40", "T02": "DISAPPEARED", "T03": None}`; `None` is not evaluable."""
    return tuple(_finding(lesion_id, text) for lesion_id, text in states.items())


def _finding(lesion_id: str, text: str | None) -> TargetFinding:
    if text is None:
        return TargetFinding(lesion_id, TargetState.NOT_EVALUABLE)
    if text[0].isdigit():
        return TargetFinding(lesion_id, TargetState.MEASURED, Decimal(text))
    return TargetFinding(lesion_id, TargetState(text))


def nontarget_findings(states: Mapping[str, str]) -> tuple[NonTargetFinding, ...]:
    """Read `{"NT01": "PRESENT"}`."""
    return tuple(NonTargetFinding(key, NonTargetState(text)) for key, text in states.items())


def visit(
    day: int,
    targets: Mapping[str, str | None] | None = None,
    non_targets: Mapping[str, str] | None = None,
    *,
    name: str = "",
    new: Sequence[NewLesion] = (),
    new_lesion: str = "NONE",
) -> Assessment:
    """Return an assessment so many days after the first dose."""
    return Assessment(
        name or f"day {day}",
        on_day(day),
        targets=findings(targets or {}),
        non_targets=nontarget_findings(non_targets or {}),
        new_lesions=tuple(new),
        new_lesion=Certainty(new_lesion),
    )


def course(
    targets: Sequence[TargetBaseline],
    visits: Sequence[Assessment],
    *,
    non_targets: Sequence[str] = (),
    new_therapy: PartialDate | None = None,
) -> Course:
    """Return a course that starts on day 0."""
    return Course(
        on_day(0),
        tuple(targets),
        tuple(NonTargetBaseline(lesion_id) for lesion_id in non_targets),
        tuple(visits),
        new_therapy,
    )


def sums(baseline: str, *totals: str, every: int = 42) -> Course:
    """Return a course of one liver lesion with these sizes, one assessment every so many days."""
    visits = [visit(every * n, {"T01": mm}) for n, mm in enumerate(totals, start=1)]
    return course([target("T01", baseline)], visits)


def responses(*points: tuple[int, str]) -> tuple[ResponsePoint, ...]:
    """Read `(43, "PR")`: the response so many days after the first dose."""
    return tuple(ResponsePoint(on_day(day), Response(text)) for day, text in points)


def read_oracle(shared: Path, name: str) -> list[dict[str, object]]:
    """Return the cases of an oracle file, numbers as typed."""
    text = (shared / "oracles" / name).read_text(encoding="utf-8")
    cases: list[dict[str, object]] = json.loads(text, parse_float=Decimal)["cases"]
    return cases


def report(counts: str) -> None:
    """Say how many rows were compared; shown with `pytest -s` and kept with a failure."""
    sys.stdout.write(f"{counts}\n")
