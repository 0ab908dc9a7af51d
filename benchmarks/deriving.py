"""Derivations over JSON Lines, beside the plainest correct Python for the same lines."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from benchmarks import plain_child_pugh, plain_recist
from benchmarks.measure import Aim, Limit, Measurement, by_turns
from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.stream import Dialogue

_ORGANS = ("LIVER", "LIVER", "LUNG", "LYMPH NODE")
_STATES = ("MEASURED",) * 8 + ("TOO SMALL TO MEASURE", "DISAPPEARED", "NOT EVALUABLE")
_NON_TARGET_STATES = ("PRESENT",) * 6 + ("ABSENT", "ABSENT", "NOT EVALUABLE")
_DAY = date(2024, 1, 10)


def measure_derivations(*, lines: int, times: int) -> Iterator[Measurement]:
    """Yield RECIST and Child-Pugh, by the line."""
    chance = random.Random(1)
    yield _measure(
        "recist", [course(chance, at) for at in range(lines // 4)], plain_recist.answer, times=times
    )
    yield _measure(
        "child-pugh",
        [liver(chance, at) for at in range(lines)],
        plain_child_pugh.answer,
        times=times,
    )


def _measure(
    name: str, lines: Sequence[bytes], plain: Callable[[bytes], bytes], *, times: int
) -> Measurement:
    took, floor = by_turns(
        lambda: b"\n".join(Dialogue(BY_NAME[name]).answer_lines(lines)),
        lambda: b"\n".join(map(plain, lines)),
        times=times,
    )
    return Measurement(
        f"derive {name}, a line",
        took / len(lines) * 1000,
        "the plainest correct Python, without words",
        floor / len(lines) * 1000,
        (Aim(Limit.SPEED, 0.5),),
        unit="µs",
    )


def course(chance: random.Random, number: int) -> bytes:
    """Return a tumour course as `derive recist` takes it."""
    targets = [
        {
            "id": f"T{at:02}",
            "organ": chance.choice(_ORGANS),
            "baseline_mm": f"{chance.uniform(15, 80):.1f}",
        }
        for at in range(1, chance.randint(1, 5) + 1)
    ]
    non_targets = [{"id": f"NT{at:02}"} for at in range(1, chance.randint(0, 2) + 1)]
    visits = [_visit(chance, at, targets, non_targets) for at in range(1, chance.randint(3, 9) + 1)]
    return _line(
        case_id=number,
        treatment_start=_DAY.isoformat(),
        baseline_date=(_DAY - timedelta(days=9)).isoformat(),
        target=targets,
        non_target=non_targets,
        visits=visits,
    )


def _visit(
    chance: random.Random,
    number: int,
    targets: list[dict[str, str]],
    non_targets: list[dict[str, str]],
) -> dict[str, object]:
    trend = chance.uniform(0.5, 1.15)
    findings: dict[str, dict[str, str]] = {}
    for lesion in targets:
        state = chance.choice(_STATES)
        findings[lesion["id"]] = {"state": state}
        if state == "MEASURED":
            size = float(lesion["baseline_mm"]) * trend * chance.uniform(0.9, 1.1)
            findings[lesion["id"]]["mm"] = f"{size:.1f}"
    new = "UNEQUIVOCAL" if chance.random() < 0.03 else "NONE"
    return {
        "visit": f"TA{number}",
        "date": (_DAY + timedelta(days=42 * number + chance.randint(-5, 5))).isoformat(),
        "target": findings,
        "non_target": {one["id"]: chance.choice(_NON_TARGET_STATES) for one in non_targets},
        "new_lesion": new,
    }


def liver(chance: random.Random, number: int) -> bytes:
    """Return a case as `derive child-pugh` takes it, half of them in mg/dL."""
    bilirubin: object = f"{chance.uniform(8, 80):.1f}"
    if number % 2:
        bilirubin = {"value": f"{chance.uniform(0.5, 5):.2f}", "unit": "mg/dL"}
    return _line(
        case_id=number,
        bilirubin=bilirubin,
        albumin=f"{chance.uniform(22, 45):.1f}",
        inr=f"{chance.uniform(0.9, 2.8):.2f}",
        ascites=chance.choice(tuple(plain_child_pugh.ASCITES)),
        encephalopathy=chance.choice("01234"),
    )


def _line(**fields: object) -> bytes:
    return json.dumps(fields).encode()
