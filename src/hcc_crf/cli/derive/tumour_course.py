"""Read a tumour course, as `recist`, `mrecist` and `irecist` take it, from a case.

Refused with the name of the input: a lesion number given twice, a lesion that was not there at
baseline, a measured lesion without a size, an assessment or a new lesion before the baseline date.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hcc_crf.clinical.lesions import (
    LYMPH_NODE,
    UNCLASSIFIED_ORGAN,
    Assessment,
    Certainty,
    Course,
    NewLesion,
    NonTargetBaseline,
    TargetBaseline,
    organ_of,
)
from hcc_crf.values import PartialDate

from .inputs import (
    Case,
    ChoiceInput,
    DateInput,
    Input,
    NestedInput,
    NumberInput,
    TextInput,
    UnreadableCaseError,
    YesNoInput,
)
from .plain_course import NotPlainError, read_plain_course
from .tumour_findings import (
    FINDING_INPUTS,
    read_non_target_findings,
    read_target_findings,
    take_away_denied,
)
from .tumour_settings import SETTINGS_INPUTS

_ID = TextInput("id")
_ORGAN = TextInput("organ")
_NODAL = YesNoInput("nodal", about="absent: by the organ")
_BASELINE_MM = NumberInput("baseline_mm", about="node: short axis")
_TARGETS = NestedInput("target", members=(_ID, _ORGAN, _NODAL, _BASELINE_MM))
_NON_TARGETS = NestedInput("non_target", members=(_ID, _NODAL))
_VISIT = TextInput("visit")
_DATE = DateInput("date")
_LATEST_DATE = DateInput("latest_date", about="latest scan, absent: date")
_MM = NumberInput("mm")
_NEW_LESION = ChoiceInput("new_lesion", choices=tuple(Certainty))
_CERTAINTY = ChoiceInput("certainty", choices=tuple(Certainty))
_FIRST_SEEN = DateInput("first_seen")
_TYPICAL = YesNoInput("typical", about="mRECIST: enhancement with washout")
_INCREASED = YesNoInput("increased", about="iRECIST: grew, not measured")
_NEW_LESIONS = NestedInput(
    "new_lesions", members=(_ID, _CERTAINTY, _FIRST_SEEN, _MM, _TYPICAL, _INCREASED)
)
_AFP_NORMAL = YesNoInput("afp_normal")
_VISITS = NestedInput(
    "visits",
    members=(
        _VISIT,
        _DATE,
        _LATEST_DATE,
        *FINDING_INPUTS,
        _NEW_LESION,
        _NEW_LESIONS,
        _AFP_NORMAL,
    ),
)
_TREATMENT_START = DateInput("treatment_start")
_BASELINE_DATE = DateInput("baseline_date")
_NEW_THERAPY = DateInput("new_therapy", about="further anticancer therapy")
COURSE_INPUTS: tuple[Input, ...] = (
    _TREATMENT_START,
    _BASELINE_DATE,
    _TARGETS,
    _NON_TARGETS,
    _VISITS,
    _NEW_THERAPY,
    *SETTINGS_INPUTS,
)


@dataclass(frozen=True, slots=True)
class CourseRead:
    """A course as given; `missing` names what lacks for judging it."""

    course: Course
    missing: tuple[str, ...]


def read_course(case: Case) -> CourseRead:
    """Return the course of a case.

    Raises:
        UnreadableCaseError: An input contradicts itself or the baseline.
    """
    try:
        return CourseRead(read_plain_course(case), ())
    except NotPlainError:
        return read_course_by_input(case)


def read_course_by_input(case: Case) -> CourseRead:
    """Return the course of a case, read input by input, however it is written.

    Raises:
        UnreadableCaseError: An input contradicts itself or the baseline.
    """
    target_ids, targets, missing = _read_targets(case)
    non_targets = _read_baseline_non_targets(case, target_ids)
    reader = _VisitReader(
        frozenset(target_ids),
        frozenset(lesion.lesion_id for lesion in non_targets),
        _BASELINE_DATE.read(case),
    )
    visits = _VISITS.read_list(case)
    if not visits and case.fields.get(_VISITS.name) is None:
        missing += (_VISITS.name,)
    assessments = take_away_denied(
        tuple(reader.read(visit, number) for number, visit in enumerate(visits, start=1)),
        tuple(_NEW_LESION.read(visit) is Certainty.NONE for visit in visits),
    )
    missing += tuple(
        f"{visit.place}date"
        for visit, assessment in zip(visits, assessments, strict=True)
        if assessment.date is None
    )
    course = Course(
        _TREATMENT_START.read(case),
        targets,
        non_targets,
        assessments,
        _NEW_THERAPY.read(case),
    )
    return CourseRead(course, missing)


@dataclass(frozen=True, slots=True)
class _VisitReader:
    targets: frozenset[str]
    non_targets: frozenset[str]
    baseline: PartialDate | None

    def read(self, visit: Case, number: int) -> Assessment:
        """Return one assessment; without a name it is called by its number."""
        date = _DATE.read(visit)
        self._refuse_before_baseline(date, f"{visit.place}date")
        return Assessment(
            _VISIT.read(visit) or str(number),
            date,
            _LATEST_DATE.read(visit),
            tuple(read_target_findings(visit, self.targets)),
            tuple(read_non_target_findings(visit, self.non_targets)),
            self._read_new_lesions(visit),
            _NEW_LESION.read(visit) or Certainty.NONE,
            is_afp_normal=_AFP_NORMAL.read(visit),
        )

    def _read_new_lesions(self, visit: Case) -> tuple[NewLesion, ...]:
        lesions = tuple(self._read_new_lesion(lesion) for lesion in _NEW_LESIONS.read_list(visit))
        _refuse_repeats(f"{visit.place}new_lesions", [lesion.lesion_id for lesion in lesions])
        return lesions

    def _read_new_lesion(self, lesion: Case) -> NewLesion:
        first_seen = _FIRST_SEEN.read(lesion)
        self._refuse_before_baseline(first_seen, f"{lesion.place}first_seen")
        mm, certainty = _MM.read(lesion), _CERTAINTY.read(lesion)
        if certainty is None and mm is not None:
            certainty = Certainty.UNEQUIVOCAL  # what is followed by its size is a lesion
        if certainty is None:
            raise UnreadableCaseError(f"{lesion.place}certainty", "missing")
        return NewLesion(
            _require_id(lesion),
            certainty,
            first_seen,
            mm,
            _INCREASED.read(lesion) is True,
            _TYPICAL.read(lesion),
        )

    def _refuse_before_baseline(self, date: PartialDate | None, name: str) -> None:
        if date is None or self.baseline is None:
            return
        if date.is_before(self.baseline) is True:
            raise UnreadableCaseError(name, f"{date} is before baseline_date {self.baseline}")


def _read_targets(case: Case) -> tuple[list[str], tuple[TargetBaseline, ...], tuple[str, ...]]:
    """Return the ids of all targets, those that have a size, and the names of sizes that lack."""
    ids: list[str] = []
    targets: list[TargetBaseline] = []
    missing: list[str] = []
    for lesion in _TARGETS.read_list(case):
        ids.append(_require_id(lesion))
        baseline_mm, is_nodal = _BASELINE_MM.read(lesion), _NODAL.read(lesion)
        organ = organ_of(_ORGAN.read(lesion) or UNCLASSIFIED_ORGAN)
        if baseline_mm is None:
            missing.append(f"{lesion.place}baseline_mm")
            continue
        if is_nodal is None:
            is_nodal = organ == LYMPH_NODE
        targets.append(TargetBaseline(ids[-1], organ, is_nodal, baseline_mm))
    _refuse_repeats("target", ids)
    return ids, tuple(targets), tuple(missing)


def _read_baseline_non_targets(
    case: Case, target_ids: Sequence[str]
) -> tuple[NonTargetBaseline, ...]:
    lesions = tuple(
        NonTargetBaseline(_require_id(lesion), _NODAL.read(lesion) is True)
        for lesion in _NON_TARGETS.read_list(case)
    )
    _refuse_repeats("non_target", [*target_ids, *(lesion.lesion_id for lesion in lesions)])
    return lesions


def _require_id(lesion: Case) -> str:
    lesion_id = _ID.read(lesion)
    if lesion_id is None:
        raise UnreadableCaseError(f"{lesion.place}id", "missing")
    return lesion_id


def _refuse_repeats(name: str, ids: Sequence[str]) -> None:
    for index, lesion_id in enumerate(ids):
        if lesion_id in ids[:index]:
            raise UnreadableCaseError(name, f"lesion {lesion_id} is given twice")
