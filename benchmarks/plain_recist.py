"""The floor of `derive recist`: RECIST 1.1 over a course in the plainest Python that is correct.

Complete dates, default settings, no words: it answers what a statistician needs and nothing else,
and believes its input.
"""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Json = dict[str, Any]
Dated = list[tuple[date, str]]
Known = dict[str, tuple[str, str | None]]

CONFIRM_DAYS, SD_MIN_DAYS, MAX_NE = 28, 42, 1
RANK = {"NONE": 0, "EQUIVOCAL": 1, "UNEQUIVOCAL": 2}


def answer(line: bytes) -> bytes:
    """Return the answer to one line."""
    course = json.loads(line, parse_float=Decimal)
    targets = {
        one["id"]: (Decimal(one["baseline_mm"]), "LYMPH NODE" in one["organ"].upper())
        for one in course["target"]
    }
    nodes = {one["id"]: one.get("nodal") == "Y" for one in course.get("non_target", ())}
    visits = sorted(course["visits"], key=lambda visit: visit["date"])
    points = judge(targets, nodes, visits)
    start = date.fromisoformat(course["treatment_start"])
    counted = selected(points, course.get("new_therapy"))
    only_non_targets = not targets and bool(nodes)
    written = {
        "case_id": course.get("case_id"),
        "timepoints": [point["written"] for point in points],
        "best_overall": best(counted, start, only_non_targets),
        "best_overall_unconfirmed": unconfirmed(counted, start, only_non_targets),
        "progression_date": progression(points),
    }
    return json.dumps(written, separators=(",", ":")).encode()


def judge(
    targets: dict[str, tuple[Decimal, bool]], nodes: dict[str, bool], visits: list[Json]
) -> list[Json]:
    """Return every time point with what it says."""
    baseline = nadir = sum((size for size, _ in targets.values()), Decimal(0))
    last_known: str | None = None
    since: str | None = None
    since_pd: Dated = []
    known: Known = {}
    points: list[Json] = []
    for visit in visits:
        total, visible, complete = added_up(targets, visit.get("target", {}))
        new, since = follow(visit, known, since)
        non_target = non_target_of(nodes, visit.get("non_target", {}))
        target = "NA"
        if targets:
            target = target_of(
                total,
                visible=visible,
                complete=complete,
                baseline=baseline,
                nadir=nadir,
                last_known=last_known,
            )
        unlifted = overall = combined(target, non_target, new)
        shown = target
        if target == "SD" and confirmed(since_pd, {"CR", "PR"}):
            shown = "PR"
            overall = combined(shown, non_target, new)
        mm = total if targets and complete else None
        points.append(
            {
                "date": visit["date"],
                "overall": overall,
                "unlifted": unlifted,
                "since": since,
                "written": {
                    "visit": visit["visit"],
                    "date": visit["date"],
                    "target": shown,
                    "non_target": non_target,
                    "new_lesion": new,
                    "overall": overall,
                    "sum_mm": text(mm),
                    "complete": complete,
                    "nadir_mm": text(nadir) if targets else None,
                    "change_from_baseline_pct": percent(mm, baseline),
                    "change_from_nadir_pct": percent(mm, nadir),
                },
            }
        )
        if mm is not None:
            nadir = min(nadir, mm)
        last_known = last_known if overall == "NE" else overall
        if overall == "PD":
            since_pd.clear()
        else:
            since_pd.append((date.fromisoformat(visit["date"]), target))
    return points


def added_up(
    targets: dict[str, tuple[Decimal, bool]], found: dict[str, Json]
) -> tuple[Decimal, bool, bool]:
    """Return the sum, whether a lesion is visible, and whether every one has a value."""
    total, visible, complete = Decimal(0), False, True
    for key, (_, nodal) in targets.items():
        mm = size_of(found.get(key))
        if mm is None:
            complete = False
            continue
        total += mm
        visible = visible or (mm >= 10 if nodal else mm > 0)
    return total, visible, complete


def size_of(finding: Json | None) -> Decimal | None:
    """Return the mm that count, or nothing."""
    if finding is None or finding["state"] == "NOT EVALUABLE":
        return None
    if finding["state"] in ("MEASURED", "SPLIT"):
        return Decimal(finding["mm"])
    if finding["state"] == "TOO SMALL TO MEASURE":
        return Decimal(finding.get("mm") or 5)
    return Decimal(0)


def target_of(
    total: Decimal,
    *,
    visible: bool,
    complete: bool,
    baseline: Decimal,
    nadir: Decimal,
    last_known: str | None,
) -> str:
    """Return the target response."""
    if complete and not visible:
        return "CR"
    if last_known == "CR" and visible:
        return "PD"
    if total - nadir >= 5 and 5 * total >= 6 * nadir:
        return "PD"
    if not complete:
        return "NE"
    return "PR" if 10 * total <= 7 * baseline else "SD"


def non_target_of(nodes: dict[str, bool], found: dict[str, str]) -> str:
    """Return the non-target response."""
    if not nodes:
        return "NA"
    states = [found.get(key, "NOT EVALUABLE") for key in nodes]
    if "UNEQUIVOCAL PROGRESSION" in states:
        return "PD"
    if "NOT EVALUABLE" in states:
        return "NE"
    return "NON-CR/NON-PD" if "PRESENT" in states else "CR"


def follow(visit: Json, known: Known, since: str | None) -> tuple[str, str | None]:
    """Return what is called new at a visit, and the first scan of what is called unequivocal."""
    listed = visit.get("new_lesions", ())
    if not listed and visit.get("new_lesion") == "NONE":
        known.update((key, ("NONE", seen)) for key, (_, seen) in known.items())
    for lesion in listed:
        seen = known.get(lesion["id"], (None, None))[1]
        if lesion["certainty"] != "NONE":
            seen = min(filter(None, (seen or visit["date"], lesion.get("first_seen"))))
        known[lesion["id"]] = (lesion["certainty"], seen)
        if lesion["certainty"] == "UNEQUIVOCAL":
            since = min(filter(None, (since, seen)))
    called = [visit.get("new_lesion", "NONE"), *(certainty for certainty, _ in known.values())]
    return max(called, key=RANK.__getitem__), since


def combined(target: str, non_target: str, new: str) -> str:
    """Return the overall response."""
    if new == "UNEQUIVOCAL" or "PD" in (target, non_target):
        return "PD"
    if target == "NA":
        return "ND" if non_target == "NA" else non_target
    if target == "CR" and non_target not in ("CR", "NA"):
        return "PR"
    return target


def confirmed(points: Dated, accepted: set[str]) -> bool:
    """Return whether an accepted response is confirmed by a later one."""
    for index, (first, response) in enumerate(points):
        if response not in accepted:
            continue
        not_evaluable = 0
        for later, following in points[index + 1 :]:
            if following == "NE":
                not_evaluable += 1
                if not_evaluable > MAX_NE:
                    break
            elif following not in accepted:
                break
            elif (later - first).days >= CONFIRM_DAYS:
                return True
    return False


def progression(points: list[Json]) -> str | None:
    """Return the date of progression."""
    for point in points:
        if point["overall"] == "PD":
            first: str = min(filter(None, (point["date"], points[-1]["since"])))
            return first
    return None


def selected(points: list[Json], new_therapy: str | None) -> Dated:
    """Return date and response of what counts for best response."""
    day = progression(points)
    first = next((point["date"] for point in points if point["overall"] == "PD"), None)
    counted = [(point["date"], point["unlifted"]) for point in points]
    if day is not None and day != first:
        counted = [*((when, what) for when, what in counted if when < day), (day, "PD")]
    kept = []
    for when, what in counted:
        if new_therapy is None or when < new_therapy:
            kept.append((date.fromisoformat(when), what))
            if what == "PD":
                break
    return kept


def best(points: Dated, start: date, only_non_targets: bool) -> str | None:
    """Return the best overall response, CR and PR confirmed."""
    if open_before_pr(points):
        return None
    if confirmed(points, {"CR"}):
        return "CR"
    if confirmed(points, {"CR", "PR"}):
        return "PR"
    return without_response(points, start, only_non_targets)


def open_before_pr(points: Dated) -> bool:
    """Return whether a CR is followed by a PR before it was confirmed."""
    for at, (_, response) in enumerate(points):
        if response == "CR":
            for later in range(at + 1, len(points)):
                if points[later][1] == "PR":
                    return not confirmed(points[:later], {"CR"})
            return False
    return False


def unconfirmed(points: Dated, start: date, only_non_targets: bool) -> str:
    """Return the best overall response without confirmation."""
    for wanted in ("CR", "PR"):
        if any(response == wanted for _, response in points):
            return wanted
    return without_response(points, start, only_non_targets)


def without_response(points: Dated, start: date, only_non_targets: bool) -> str:
    """Return SD or what is below it."""
    late = [response for day, response in points if (day - start).days >= SD_MIN_DAYS]
    ranks: tuple[tuple[str, set[str]], ...] = (
        ("SD", {"CR", "PR", "SD"}),
        ("NON-CR/NON-PD", {"NON-CR/NON-PD"}),
    )
    if only_non_targets:
        ranks = (("NON-CR/NON-PD", {"CR", "NON-CR/NON-PD"}),)
    for result, accepted in ranks:
        if accepted.intersection(late):
            return result
    responses = [response for _, response in points]
    if not responses:
        return "NE"
    return next((result for result in ("PD", "ND") if result in responses), "NE")


def percent(value: Decimal | None, reference: Decimal) -> str | None:
    """Return a change in per cent as it is shown."""
    if value is None or not reference:
        return None
    change = (100 * (value - reference) / reference).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return text(change + 0)


def text(number: Decimal | None) -> str | None:
    """Return a number as it is written."""
    return None if number is None else f"{number:f}"
