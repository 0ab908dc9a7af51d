"""Read what a visit says of the lesions known from baseline.

Findings without fault recur from line to line, so each is read once and recalled; one with a fault
is read again where it stands, to name its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from hcc_crf.clinical.lesions import (
    Assessment,
    Certainty,
    NewLesion,
    NonTargetFinding,
    NonTargetState,
    TargetFinding,
    TargetState,
)

from .inputs import (
    Case,
    ChoiceInput,
    Input,
    NestedInput,
    NumberInput,
    UnreadableCaseError,
    YesNoInput,
)

_MM = NumberInput("mm")
_STATE = ChoiceInput("state", choices=tuple(TargetState))
_NON_TARGET_STATES = tuple(NonTargetState)
_NON_TARGET_BY_CODE = {state.value: state for state in NonTargetState}
_NODE_NORMAL = YesNoInput("node_normal", about="short axis below 10 mm")
_FINDINGS = NestedInput("target", members=(_STATE, _MM), about="by lesion number")
_NON_TARGET_FINDINGS = NestedInput("non_target", about="state by lesion number")
FINDING_INPUTS: tuple[Input, ...] = (_FINDINGS, _NON_TARGET_FINDINGS)


def read_target_findings(visit: Case, known: frozenset[str]) -> Iterable[TargetFinding]:
    """Yield what a visit says of the target lesions; one given as null is left out.

    Raises:
        UnreadableCaseError: A lesion that was not there at baseline, or a size that does not fit.
    """
    findings = _FINDINGS.read_codes(visit)
    for lesion_id, given in findings.fields.items():
        if lesion_id not in known:
            place = f"{findings.place}{lesion_id}"
            raise UnreadableCaseError(place, "no such lesion at baseline")
        if given is not None:
            yield _take_finding(lesion_id, given, findings)


def read_non_target_findings(visit: Case, known: frozenset[str]) -> Iterable[NonTargetFinding]:
    """Yield what a visit says of the non-target lesions: a code, or an object with `state`.

    Raises:
        UnreadableCaseError: A lesion that was not there at baseline, or an unknown code.
    """
    findings = _NON_TARGET_FINDINGS.read_codes(visit)
    for lesion_id, given in findings.fields.items():
        if lesion_id not in known:
            place = f"{findings.place}{lesion_id}"
            raise UnreadableCaseError(place, "no such lesion at baseline")
        if isinstance(given, str) and (recalled := _recall_non_target(lesion_id, given)):
            yield recalled
            continue
        finding, name, is_normal = findings, lesion_id, None
        if isinstance(given, Mapping):
            finding, name = Case(given, f"{findings.place}{lesion_id}."), "state"
            is_normal = _NODE_NORMAL.read(finding)
        state = ChoiceInput(name, choices=_NON_TARGET_STATES).read(finding)
        if state is not None:
            yield NonTargetFinding(lesion_id, state, is_normal)


def take_away_denied(
    assessments: tuple[Assessment, ...], denied: Sequence[bool]
) -> tuple[Assessment, ...]:
    """An assessment that says `new_lesion` NONE and lists none has none of the numbered ones.

    Args:
        assessments: As read.
        denied: For each, whether it says NONE.
    """
    known = {lesion.lesion_id for assessment in assessments for lesion in assessment.new_lesions}
    if not known:
        return assessments
    gone = tuple(NewLesion(lesion_id, Certainty.NONE) for lesion_id in sorted(known))
    return tuple(
        assessment._replace(new_lesions=gone)
        if is_denied and not assessment.new_lesions
        else assessment
        for assessment, is_denied in zip(assessments, denied, strict=True)
    )


def _take_finding(lesion_id: str, given: object, findings: Case) -> TargetFinding:
    if not isinstance(given, Mapping):
        raise UnreadableCaseError(f"{findings.place}{lesion_id}", "must be an object")
    state, mm = given.get("state"), given.get("mm")
    if isinstance(state, str) and isinstance(mm, str):
        recalled = recall_finding(lesion_id, state, mm)
        if recalled is not None:
            return recalled
    return _read_finding(lesion_id, Case(given, f"{findings.place}{lesion_id}.", findings.bounded))


@lru_cache(maxsize=8192)
def recall_finding(lesion_id: str, state: str, mm: str | None) -> TargetFinding | None:
    """Return a finding without fault, `None` for one to be refused. Most of a file recur."""
    try:
        return _read_finding(lesion_id, Case({"state": state, "mm": mm}))
    except UnreadableCaseError:
        return None


@lru_cache(maxsize=8192)
def _recall_non_target(lesion_id: str, state: str) -> NonTargetFinding | None:
    """Return a finding named by its code as the list writes it; `None` for any other text."""
    found = _NON_TARGET_BY_CODE.get(state)
    return None if found is None else NonTargetFinding(lesion_id, found)


def _read_finding(lesion_id: str, finding: Case) -> TargetFinding:
    state, mm = _STATE.read(finding), _MM.read(finding)
    if state is None:
        raise UnreadableCaseError(f"{finding.place}state", "missing")
    if mm is None and state in (TargetState.MEASURED, TargetState.SPLIT):
        raise UnreadableCaseError(f"{finding.place}mm", f"missing although {state}")
    if mm and state is TargetState.DISAPPEARED:
        raise UnreadableCaseError(f"{finding.place}mm", f"{mm} although {state}")
    return TargetFinding(lesion_id, state, mm)
