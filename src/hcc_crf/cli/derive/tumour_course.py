"""Read a tumour course, as `recist`, `mrecist` and `irecist` take it, from a case.

Refused with the name of the input: a lesion number given twice, a lesion that was not there at
baseline, a measured lesion without a size, an assessment or a new lesion before the baseline date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hcc_crf.clinical.lesions import (
    LYMPH_NODE,
    UNCLASSIFIED_ORGAN,
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
_STATE = ChoiceInput("state", choices=tuple(TargetState))
_NON_TARGET_STATES = tuple(NonTargetState)
_NODE_NORMAL = YesNoInput("node_normal", about="short axis below 10 mm")
_MM = NumberInput("mm")
_FINDINGS = NestedInput("target", members=(_STATE, _MM), about="by lesion number")
_NON_TARGET_FINDINGS = NestedInput("non_target", about="state by lesion number")
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
        _FINDINGS,
        _NON_TARGET_FINDINGS,
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
    """A course as given; `missing` names sizes and dates without which it cannot be judged."""

    course: Course
    missing: tuple[str, ...]


def read_course(case: Case) -> CourseRead:
    """Return the course of a case.

    Raises:
        UnreadableCaseError: An input contradicts itself or the baseline.
    """
    given = _TARGETS.read_list(case)
    targets = tuple(
        _read_target(lesion) for lesion in given if _BASELINE_MM.read(lesion) is not None
    )
    missing = [
        f"{lesion.place}baseline_mm" for lesion in given if _BASELINE_MM.read(lesion) is None
    ]
    non_targets = tuple(
        NonTargetBaseline(_require(_ID, lesion), _NODAL.read(lesion) is True)
        for lesion in _NON_TARGETS.read_list(case)
    )
    target_ids = tuple(_require(_ID, lesion) for lesion in given)
    _refuse_repeats("target", target_ids)
    _refuse_repeats("non_target", (lesion.lesion_id for lesion in non_targets))
    baseline = _BASELINE_DATE.read(case)
    reader = _VisitReader(
        frozenset(target_ids),
        frozenset(lesion.lesion_id for lesion in non_targets),
        baseline,
    )
    visits = _VISITS.read_list(case)
    assessments = _take_away_denied(
        tuple(reader.read(visit, number) for number, visit in enumerate(visits, start=1)), visits
    )
    missing += [
        f"{visit.place}date"
        for visit, assessment in zip(visits, assessments, strict=True)
        if assessment.date is None
    ]
    course = Course(
        _TREATMENT_START.read(case),
        targets,
        non_targets,
        assessments,
        _NEW_THERAPY.read(case),
    )
    return CourseRead(course, tuple(missing))


@dataclass(frozen=True, slots=True)
class _VisitReader:
    targets: frozenset[str]
    non_targets: frozenset[str]
    baseline: PartialDate | None

    def read(self, visit: Case, number: int) -> Assessment:
        """Return one assessment; without a name it is called by its number."""
        date = _DATE.read(visit)
        self._refuse_before_baseline(date, f"{visit.place}date")
        new_lesion = _NEW_LESION.read(visit)
        return Assessment(
            _VISIT.read(visit) or str(number),
            date,
            _LATEST_DATE.read(visit),
            tuple(self._read_findings(visit)),
            tuple(self._read_non_targets(visit)),
            tuple(self._read_new_lesions(visit)),
            Certainty(new_lesion) if new_lesion else Certainty.NONE,
            is_afp_normal=_AFP_NORMAL.read(visit),
        )

    def _read_findings(self, visit: Case) -> Iterable[TargetFinding]:
        for lesion_id, finding in _FINDINGS.read_mapping(visit).items():
            if lesion_id not in self.targets:
                raise _not_at_baseline(finding.place)
            state = TargetState(_require(_STATE, finding))
            mm = _MM.read(finding)
            if mm is None and state in (TargetState.MEASURED, TargetState.SPLIT):
                raise UnreadableCaseError(f"{finding.place}mm", f"missing although {state}")
            if mm and state is TargetState.DISAPPEARED:
                raise UnreadableCaseError(f"{finding.place}mm", f"{mm} although {state}")
            yield TargetFinding(lesion_id, state, mm)

    def _read_non_targets(self, visit: Case) -> Iterable[NonTargetFinding]:
        findings = _NON_TARGET_FINDINGS.read_codes(visit)
        for lesion_id, given in findings.fields.items():
            if lesion_id not in self.non_targets:
                raise _not_at_baseline(f"{findings.place}{lesion_id}.")
            place, name, is_normal = findings, lesion_id, None
            if isinstance(given, Mapping):
                place, name = Case(given, f"{findings.place}{lesion_id}.", visit.bounded), "state"
                is_normal = _NODE_NORMAL.read(place)
            state = ChoiceInput(name, choices=_NON_TARGET_STATES).read(place)
            if state is not None:
                yield NonTargetFinding(lesion_id, NonTargetState(state), is_normal)

    def _read_new_lesions(self, visit: Case) -> Iterable[NewLesion]:
        lesions = _NEW_LESIONS.read_list(visit)
        _refuse_repeats(f"{visit.place}new_lesions", (_require(_ID, lesion) for lesion in lesions))
        for lesion in lesions:
            first_seen = _FIRST_SEEN.read(lesion)
            self._refuse_before_baseline(first_seen, f"{lesion.place}first_seen")
            mm = _MM.read(lesion)
            if mm is None or _CERTAINTY.read(lesion) is not None:
                certainty = Certainty(_require(_CERTAINTY, lesion))
            else:
                certainty = Certainty.UNEQUIVOCAL  # what is followed by its size is a lesion
            yield NewLesion(
                _require(_ID, lesion),
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


def _read_target(lesion: Case) -> TargetBaseline:
    organ = organ_of(_ORGAN.read(lesion) or UNCLASSIFIED_ORGAN)
    is_nodal = _NODAL.read(lesion)
    return TargetBaseline(
        _require(_ID, lesion),
        organ,
        organ == LYMPH_NODE if is_nodal is None else is_nodal,
        _BASELINE_MM.read(lesion) or Decimal(0),
    )


def _take_away_denied(
    assessments: tuple[Assessment, ...], visits: tuple[Case, ...]
) -> tuple[Assessment, ...]:
    """An assessment that says `new_lesion` NONE and lists none has none of the numbered ones."""
    known = {lesion.lesion_id for assessment in assessments for lesion in assessment.new_lesions}
    gone = tuple(NewLesion(lesion_id, Certainty.NONE) for lesion_id in sorted(known))
    return tuple(
        replace(assessment, new_lesions=gone)
        if not assessment.new_lesions and _NEW_LESION.read(visit) == Certainty.NONE
        else assessment
        for assessment, visit in zip(assessments, visits, strict=True)
    )


def _require(wanted: TextInput | ChoiceInput, case: Case) -> str:
    value = wanted.read(case)
    if value is None:
        raise UnreadableCaseError(f"{case.place}{wanted.name}", "missing")
    return value


def _refuse_repeats(name: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for lesion_id in ids:
        if lesion_id in seen:
            raise UnreadableCaseError(name, f"lesion {lesion_id} is given twice")
        seen.add(lesion_id)


def _not_at_baseline(place: str) -> UnreadableCaseError:
    return UnreadableCaseError(place.rstrip("."), "no such lesion at baseline")
