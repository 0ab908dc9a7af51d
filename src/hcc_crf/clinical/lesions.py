"""Lesions: what was found at baseline, what each assessment says of it, and what may be measured.

Source: RECIST 1.1 (Eisenhauer 2009, Eur J Cancer 45:228) §3 and §4.1, EORTC clarifications. All
sizes are mm: the longest diameter, of a lymph node the short axis. Nothing here looks at a form.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from hcc_crf.values import Bilingual, PartialDate

MEASURABLE_MM = Decimal(10)
MEASURABLE_NODE_MM = Decimal(15)
NORMAL_NODE_MM = Decimal(10)
"""A node is normal below this short axis, not at it."""
TOO_SMALL_MM = Decimal(5)
LYMPH_NODE = "LYMPH NODE"
UNCLASSIFIED_ORGAN = "OTHER"
_PAIRED = ("LUNG", "KIDNEY", "ADRENAL GLAND")


class TargetState(StrEnum):
    """What an assessment says of a target lesion."""

    MEASURED = "MEASURED"
    TOO_SMALL = "TOO SMALL TO MEASURE"
    DISAPPEARED = "DISAPPEARED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    NOT_EVALUABLE = "NOT EVALUABLE"


_SIZED = frozenset({TargetState.MEASURED, TargetState.SPLIT, TargetState.TOO_SMALL})
_MM_WITHOUT_SIZE = {
    TargetState.TOO_SMALL: TOO_SMALL_MM,
    TargetState.DISAPPEARED: Decimal(0),
    TargetState.MERGED: Decimal(0),
}


class NonTargetState(StrEnum):
    """What an assessment says of a non-target lesion."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    PROGRESSION = "UNEQUIVOCAL PROGRESSION"
    NOT_EVALUABLE = "NOT EVALUABLE"


class Certainty(StrEnum):
    """How sure the reader is that something is a new lesion."""

    NONE = "NONE"
    EQUIVOCAL = "EQUIVOCAL"
    UNEQUIVOCAL = "UNEQUIVOCAL"


class TargetBaseline(NamedTuple):
    """A target lesion as measured at baseline.

    Attributes:
        lesion_id: Unique in the subject: `T01`.
        organ: The organ it counts for; all lymph nodes are one organ.
        is_nodal: True for a lymph node, measured by its short axis.
        baseline_mm: Diameter, for mRECIST that of the viable part.
    """

    lesion_id: str
    organ: str
    is_nodal: bool
    baseline_mm: Decimal


class NonTargetBaseline(NamedTuple):
    """A non-target lesion, or several recorded as one."""

    lesion_id: str
    is_nodal: bool = False


class TargetFinding(NamedTuple):
    """One target lesion at one assessment; `mm` of a split lesion is the sum of its parts."""

    lesion_id: str
    state: TargetState
    mm: Decimal | None = None


class NonTargetFinding(NamedTuple):
    """One non-target lesion at one assessment.

    Attributes:
        is_node_normal: Of a lymph node: true below 10 mm short axis; `None` when not said, then
            `state` decides alone.
    """

    lesion_id: str
    state: NonTargetState
    is_node_normal: bool | None = None


class NewLesion(NamedTuple):
    """One numbered new lesion as an assessment lists it.

    Attributes:
        lesion_id: The same number at every visit: `NEW01`.
        first_seen: Date of the first scan that showed it; `None`: the visit that first lists it.
        mm: Diameter, for iRECIST a new lesion followed as a target.
        is_increased: For iRECIST, a new lesion not measured: true when it grew since.
        is_typical: For mRECIST, a liver nodule: true with arterial enhancement and washout, false
            without; `None` when not asked.
    """

    lesion_id: str
    certainty: Certainty
    first_seen: PartialDate | None = None
    mm: Decimal | None = None
    is_increased: bool = False
    is_typical: bool | None = None


class Assessment(NamedTuple):
    """One tumour assessment after baseline, finished or still being typed.

    Attributes:
        visit: Its name: `TA2`.
        date: The earliest scan. `None` while not entered: it then keeps its place in the course.
        latest_date: The latest scan; `None`: the same as `date`.
        targets: A target without a finding is not evaluable.
        non_targets: A non-target without a finding is not evaluable.
        new_lesions: Lesions with a number; one listed only earlier keeps its last certainty, one
            listed as `NONE` is gone.
        new_lesion: New lesions without a number, of this assessment only.
        is_imaged: False when no scan was made: everything is not evaluable.
        is_afp_normal: For studies in which complete response needs a normal marker.
    """

    visit: str
    date: PartialDate | None
    latest_date: PartialDate | None = None
    targets: tuple[TargetFinding, ...] = ()
    non_targets: tuple[NonTargetFinding, ...] = ()
    new_lesions: tuple[NewLesion, ...] = ()
    new_lesion: Certainty = Certainty.NONE
    is_imaged: bool = True
    is_afp_normal: bool | None = None


class Course(NamedTuple):
    """The tumour course of one subject.

    Attributes:
        treatment_start: First dose; `None` while unknown.
        targets: Lesion ids are unique; findings of other ids are ignored.
        assessments: In the order they were planned; they are sorted by date where dates tell.
        new_therapy: Start of a further anticancer therapy.
    """

    treatment_start: PartialDate | None
    targets: tuple[TargetBaseline, ...]
    non_targets: tuple[NonTargetBaseline, ...]
    assessments: tuple[Assessment, ...]
    new_therapy: PartialDate | None = None


def compute_target_value(state: TargetState, mm: Decimal | None) -> Decimal | None:
    """Return the mm that count in the sum; `None` when there is no value.

    Measured and split: the diameter, also below 5 mm. Too small to measure: 5 mm, or the diameter
    where one was given all the same. Disappeared, and merged into another: 0.
    """
    if mm is not None and state in _SIZED:
        return mm
    return _MM_WITHOUT_SIZE.get(state)


def is_measurable(*, is_nodal: bool, baseline_mm: Decimal, slice_mm: Decimal | None = None) -> bool:
    """True from 10 mm (node: short axis from 15 mm), and from twice a slice thicker than 5 mm."""
    if is_nodal:
        return baseline_mm >= MEASURABLE_NODE_MM
    if slice_mm is not None and slice_mm > MEASURABLE_MM / 2:
        return baseline_mm >= 2 * slice_mm
    return baseline_mm >= MEASURABLE_MM


@lru_cache(maxsize=1024)
def organ_of(location: str) -> str:
    """Return the organ a free location counts for: all nodes one organ, both lungs one organ."""
    text = " ".join(location.upper().replace(",", " ").split())
    if LYMPH_NODE in text:
        return LYMPH_NODE
    return next((organ for organ in _PAIRED if organ in text), text)


def count_largest_organ(organs: Iterable[str]) -> int:
    """Return how many target lesions the fullest organ holds; `OTHER` is not one organ."""
    listed = [organ for organ in organs if organ != UNCLASSIFIED_ORGAN]
    return max(map(listed.count, listed), default=0)


def order_assessments(assessments: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """Return the assessments by date; one with a partial date, or none, stays as near its place."""
    keyed = []
    day = date.min
    for assessment in assessments:
        if assessment.date is not None:
            day = min(max(day, assessment.date.first), assessment.date.last)
        keyed.append((day, assessment))
    keyed.sort(key=_first)
    return tuple(assessment for _, assessment in keyed)


def find_baseline_notes(
    targets: tuple[TargetBaseline, ...], *, max_targets: int, max_per_organ: int
) -> tuple[Bilingual, ...]:
    """Return what RECIST 1.1 would not accept of these targets; they are computed all the same."""
    notes = [_describe_small(lesion) for lesion in targets if not _is_measurable(lesion)]
    if len(targets) > max_targets:
        notes.append(
            Bilingual(
                f"{len(targets)} target lesions; at most {max_targets} are allowed.",
                f"靶病灶{len(targets)}个，最多允许{max_targets}个。",
            )
        )
    if (largest := count_largest_organ(lesion.organ for lesion in targets)) > max_per_organ:
        notes.append(
            Bilingual(
                f"{largest} target lesions in one organ; at most {max_per_organ} are allowed.",
                f"同一器官靶病灶{largest}个，最多允许{max_per_organ}个。",
            )
        )
    return tuple(notes)


def _first(keyed: tuple[date, Assessment]) -> date:
    return keyed[0]


def _is_measurable(lesion: TargetBaseline) -> bool:
    return is_measurable(is_nodal=lesion.is_nodal, baseline_mm=lesion.baseline_mm)


def _describe_small(lesion: TargetBaseline) -> Bilingual:
    limit = MEASURABLE_NODE_MM if lesion.is_nodal else MEASURABLE_MM
    return Bilingual(
        f"{lesion.lesion_id}: {lesion.baseline_mm} mm at baseline is not measurable "
        f"(from {limit} mm).",
        f"{lesion.lesion_id}：基线{lesion.baseline_mm} mm不可测量（须≥{limit} mm）。",
    )
