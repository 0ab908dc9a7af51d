"""`derive irecist`: a tumour course over iRECIST, new lesions with their sizes."""

from hcc_crf.clinical.irecist import RULE, IRecistTimePoint, compute_irecist

from .inputs import Case
from .protocol import Answer, Derivation, Json
from .recist import write_change, write_mm
from .tumour_course import COURSE_INPUTS, read_course
from .tumour_settings import read_settings, write_date

_OUTPUTS = ("timepoints", "best_overall", "progression_date", "progression_confirmed")


def _answer(case: Case) -> Answer:
    settings = read_settings(case)
    read = read_course(case)
    if read.missing:
        why = f"Not derivable: {', '.join(read.missing)} missing."
        return Answer(dict.fromkeys(_OUTPUTS), why, read.missing)
    judged = compute_irecist(read.course, settings)
    results: dict[str, Json] = {
        "timepoints": [_write_point(point) for point in judged.points],
        "best_overall": judged.best_overall,
        "progression_date": write_date(judged.progression_date),
        "progression_confirmed": judged.is_confirmed,
    }
    last = judged.points[-1].why.en if judged.points else "NE: no assessment."
    return Answer(results, last)


def _write_point(point: IRecistTimePoint) -> dict[str, Json]:
    recist = point.recist
    return {
        "visit": recist.visit,
        "date": write_date(recist.date),
        "target": point.target,
        "non_target": point.non_target,
        "new_lesion": "UNEQUIVOCAL" if point.new.is_present else "NONE",
        "overall": point.overall,
        "sum_mm": write_mm(recist.sum_mm),
        "complete": recist.is_complete,
        "nadir_mm": write_mm(recist.nadir_mm),
        "change_from_baseline_pct": write_change(recist.sum_mm, recist.baseline_mm),
        "change_from_nadir_pct": write_change(recist.sum_mm, recist.nadir_mm),
        "new_sum_mm": write_mm(point.new.sum_mm),
        "why": point.why.en,
    }


DERIVATION = Derivation(
    name="irecist",
    rule=RULE,
    inputs=COURSE_INPUTS,
    outputs=_OUTPUTS,
    answer=_answer,
    summary="iRECIST over a course: unconfirmed and confirmed progression",
)
