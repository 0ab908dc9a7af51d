"""What a person should look at in a course judged by RECIST 1.1: questions, never results.

Source: RECIST 1.1 §4.3 and Table 3 note, Schwartz 2016 (nodes just over 10 mm); `derivations.md`
§6.3 and §12.16.
"""

from collections.abc import Iterator

from hcc_crf.values import Bilingual, PartialDate

from .best_response import BestResponse
from .lesions import Course, find_baseline_notes
from .recist_settings import RecistSettings
from .recist_target import TargetStep
from .recist_timepoint import RecistTimePoint
from .response import Response


def find_course_notes(
    points: tuple[RecistTimePoint, ...],
    course: Course,
    settings: RecistSettings,
    *,
    best: BestResponse,
    progression_date: PartialDate | None,
) -> tuple[Bilingual, ...]:
    """Return the notes: baseline, then by time point, then the course."""
    notes = list(
        find_baseline_notes(
            course.targets,
            max_targets=settings.max_targets,
            max_per_organ=settings.max_targets_per_organ,
        )
    )
    notes += _note_reappearances(points, course)
    notes += _note_dating_back(points, progression_date)
    if best.query is not None:
        notes.append(best.query)
    return tuple(notes)


def _note_reappearances(points: tuple[RecistTimePoint, ...], course: Course) -> Iterator[Bilingual]:
    nodes = {lesion.lesion_id for lesion in course.targets if lesion.is_nodal}
    was_target_cr = was_nontarget_cr = False
    for point in _from_first_cr(points):
        visible = point.targets.visible
        if point.target_step is TargetStep.REAPPEARED:
            names = ", ".join(visible)
            yield Bilingual(
                f"{point.visit}: {names} visible again after CR: review the earlier CR.",
                f"{point.visit}：CR之后{names}再现：请核对此前CR。",
            )
        elif was_target_cr and len(visible) == 1 and visible[0] in nodes:
            yield Bilingual(
                f"{point.visit}: only node {visible[0]} is 10 mm or more again: is it disease?",
                f"{point.visit}：仅淋巴结{visible[0]}短径再次≥10 mm：是否为病灶？",
            )
        if was_nontarget_cr and point.non_target is Response.NON_CR_NON_PD:
            names = ", ".join(point.non_targets.deciding)
            yield Bilingual(
                f"{point.visit}: {names} present again after non-target CR: progression?",
                f"{point.visit}：非靶病灶CR之后{names}再现：是否进展？",
            )
        was_target_cr = was_target_cr or point.target is Response.CR
        was_nontarget_cr = was_nontarget_cr or point.non_target is Response.CR


def _from_first_cr(points: tuple[RecistTimePoint, ...]) -> tuple[RecistTimePoint, ...]:
    """Return the time points from the first at which targets or non-targets were gone."""
    for index, point in enumerate(points):
        if point.target_step is TargetStep.ALL_GONE or point.non_target is Response.CR:
            return points[index:]
    return ()


def _note_dating_back(
    points: tuple[RecistTimePoint, ...], progression_date: PartialDate | None
) -> Iterator[Bilingual]:
    first_pd = next((point for point in points if point.overall is Response.PD), None)
    if first_pd is None or progression_date in (None, first_pd.progression_date):
        return
    yield Bilingual(
        f"Progression dated back to {progression_date}, the first scan that showed the new lesion.",
        f"进展日期提前至{progression_date}，即首次显示新病灶的检查日。",
    )
