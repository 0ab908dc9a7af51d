"""Read a tumour course whose every input is written the plain way, in one go.

Most lines are so: numbers and dates as strings without fault, codes as the lists write them, known
lesions only. Any other line is left to `tumour_course`, which reads it input by input and can name
what is wrong; where both read a line they read the same.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

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

from .inputs import Case, date_of, quantity_of
from .tumour_findings import recall_finding, take_away_denied


class NotPlainError(Exception):
    """The line has to be read input by input."""


class _Target(msgspec.Struct):
    id: str
    baseline_mm: str
    organ: str = ""
    nodal: bool | None = None


class _NonTarget(msgspec.Struct):
    id: str
    nodal: bool | None = None


class _Finding(msgspec.Struct):
    state: TargetState
    mm: str | None = None


class _NewLesion(msgspec.Struct):
    id: str
    certainty: Certainty
    first_seen: str | None = None
    mm: None = None
    typical: None = None
    increased: None = None


class _Visit(msgspec.Struct):
    date: str
    visit: str = ""
    latest_date: None = None
    target: dict[str, _Finding] = {}
    non_target: dict[str, NonTargetState] = {}
    new_lesion: Certainty | None = None
    new_lesions: list[_NewLesion] = []
    afp_normal: None = None


class _PlainCourse(msgspec.Struct):
    visits: list[_Visit]
    target: list[_Target] = []
    non_target: list[_NonTarget] = []
    treatment_start: str | None = None
    baseline_date: str | None = None
    new_therapy: str | None = None


def read_plain_course(case: Case) -> Course:
    """Return the course of a case.

    Raises:
        NotPlainError: Some input is not written the plain way, lacks, or is at fault.
    """
    try:
        given = msgspec.convert(case.fields, _PlainCourse)
    except msgspec.ValidationError as error:
        raise NotPlainError from error
    targets = tuple(map(_read_target, given.target))
    non_targets = tuple(
        NonTargetBaseline(lesion.id, lesion.nodal is True) for lesion in given.non_target
    )
    target_ids, non_target_ids = _ids(given.target), _ids(given.non_target)
    if not target_ids.isdisjoint(non_target_ids):
        raise NotPlainError
    baseline = _read_date(given.baseline_date)
    assessments = tuple(
        Assessment(
            visit.visit.strip() or str(number),
            _read_date_from(baseline, visit.date),
            None,
            _read_findings(visit.target, target_ids),
            _read_non_target_findings(visit.non_target, non_target_ids),
            _read_new_lesions(visit.new_lesions, baseline),
            visit.new_lesion or Certainty.NONE,
        )
        for number, visit in enumerate(given.visits, start=1)
    )
    if any(visit.new_lesions for visit in given.visits):
        denied = tuple(visit.new_lesion is Certainty.NONE for visit in given.visits)
        assessments = take_away_denied(assessments, denied)
    return Course(
        _read_date(given.treatment_start),
        targets,
        non_targets,
        assessments,
        _read_date(given.new_therapy),
    )


def _ids(lesions: Sequence[_Target | _NonTarget | _NewLesion]) -> AbstractSet[str]:
    ids = {lesion.id for lesion in lesions}
    if len(ids) < len(lesions) or any(one != one.strip() or not one for one in ids):
        raise NotPlainError
    return ids


def _read_target(lesion: _Target) -> TargetBaseline:
    quantity = quantity_of(lesion.baseline_mm, "")
    if isinstance(quantity, str) or not quantity.is_exact:
        raise NotPlainError
    organ = organ_of(lesion.organ.strip() or UNCLASSIFIED_ORGAN)
    is_nodal = organ == LYMPH_NODE if lesion.nodal is None else lesion.nodal
    return TargetBaseline(lesion.id, organ, is_nodal, quantity.number)


def _read_findings(
    given: Mapping[str, _Finding], known: AbstractSet[str]
) -> tuple[TargetFinding, ...]:
    if not given.keys() <= known:
        raise NotPlainError
    found = [recall_finding(key, finding.state, finding.mm) for key, finding in given.items()]
    plain = tuple(finding for finding in found if finding is not None)
    if len(plain) < len(found):
        raise NotPlainError
    return plain


def _read_non_target_findings(
    given: Mapping[str, NonTargetState], known: AbstractSet[str]
) -> tuple[NonTargetFinding, ...]:
    if not given.keys() <= known:
        raise NotPlainError
    return tuple([NonTargetFinding(key, state) for key, state in given.items()])


def _read_new_lesions(
    given: Sequence[_NewLesion], baseline: PartialDate | None
) -> tuple[NewLesion, ...]:
    if not given:
        return ()
    _ids(given)
    return tuple(
        NewLesion(one.id, one.certainty, _read_date_from(baseline, one.first_seen)) for one in given
    )


def _read_date_from(baseline: PartialDate | None, text: str | None) -> PartialDate | None:
    date = _read_date(text)
    if baseline is not None and date is not None and date.is_before(baseline):
        raise NotPlainError
    return date


def _read_date(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    try:
        return date_of(text)
    except ValueError as error:
        raise NotPlainError from error
