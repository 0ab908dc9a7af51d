"""Non-target response at one time point.

Source: RECIST 1.1 §4.3.3; `derivations.md` §6.4 and §12.9. Progression is the reader's judgement
(unequivocal, overall burden); no size is looked at.
"""

from typing import NamedTuple

from .lesions import NonTargetBaseline, NonTargetFinding, NonTargetState
from .recist_settings import RecistSettings
from .response import Response

RULE = "recist-nontarget/1"


class NonTargetResult(NamedTuple):
    """The response and the lesions that decided it.

    Attributes:
        deciding: Ids of the lesions progressing, not evaluable or present; empty otherwise.
        is_marker_open: True when only the tumour marker keeps it from CR.
    """

    response: Response
    deciding: tuple[str, ...] = ()
    is_marker_open: bool = False


_NONE_AT_BASELINE = NonTargetResult(Response.NA)


def compute_nontarget_response(
    lesions: tuple[NonTargetBaseline, ...],
    findings: tuple[NonTargetFinding, ...],
    settings: RecistSettings,
    *,
    is_afp_normal: bool | None = None,
) -> NonTargetResult:
    """Return the non-target response.

    1. None at baseline: NA.
    2. Any unequivocal progression: PD.
    3. Any not evaluable: NE; with another present, as `nontarget_present_and_ne` says.
    4. All gone, nodes below 10 mm: CR; where AFP must be normal, Non-CR/Non-PD while it is not and
       NE while it is unknown.
    5. Otherwise Non-CR/Non-PD.
    """
    if not lesions:  # (1)
        return _NONE_AT_BASELINE
    progressing, present, not_evaluable = _sort_by_state(lesions, findings)
    if progressing:  # (2)
        return NonTargetResult(Response.PD, tuple(progressing))
    if not_evaluable:  # (3)
        if present and settings.nontarget_present_and_ne is Response.NON_CR_NON_PD:
            return NonTargetResult(Response.NON_CR_NON_PD, tuple(present))
        return NonTargetResult(Response.NE, tuple(not_evaluable))
    if present:  # (5)
        return NonTargetResult(Response.NON_CR_NON_PD, tuple(present))
    if settings.afp_normal_for_cr and is_afp_normal is not True:  # (4)
        response = Response.NE if is_afp_normal is None else Response.NON_CR_NON_PD
        return NonTargetResult(response, is_marker_open=True)
    return NonTargetResult(Response.CR)


def _sort_by_state(
    lesions: tuple[NonTargetBaseline, ...], findings: tuple[NonTargetFinding, ...]
) -> tuple[list[str], list[str], list[str]]:
    """Return the ids of the lesions progressing, present and not evaluable."""
    found = {finding.lesion_id: finding for finding in findings}
    progressing: list[str] = []
    present: list[str] = []
    not_evaluable: list[str] = []
    for lesion in lesions:
        finding = found.get(lesion.lesion_id)
        state = NonTargetState.NOT_EVALUABLE if finding is None else _state_of(lesion, finding)
        if state is NonTargetState.PRESENT:
            present.append(lesion.lesion_id)
        elif state is NonTargetState.PROGRESSION:
            progressing.append(lesion.lesion_id)
        elif state is NonTargetState.NOT_EVALUABLE:
            not_evaluable.append(lesion.lesion_id)
    return progressing, present, not_evaluable


def _state_of(lesion: NonTargetBaseline, finding: NonTargetFinding) -> NonTargetState:
    """A node counts as absent below 10 mm though it is seen, and as present from 10 mm."""
    if not lesion.is_nodal or finding.is_node_normal is None:
        return finding.state
    if finding.state in (NonTargetState.PRESENT, NonTargetState.ABSENT):
        return NonTargetState.ABSENT if finding.is_node_normal else NonTargetState.PRESENT
    return finding.state
