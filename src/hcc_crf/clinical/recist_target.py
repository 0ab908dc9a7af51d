"""Target response at one time point: the sum of diameters against baseline and nadir.

Source: RECIST 1.1 §4.3.1, EORTC clarifications, Schwartz 2016; order of steps and reappearance as
decided in `derivations.md` §6.3 and §12.7. Every comparison is exact (`10 S <= 7 B`), never on a
percentage. Whether a response continues is a matter of the course (`recist`).
"""

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from .lesions import NORMAL_NODE_MM, TargetBaseline, TargetFinding, compute_target_value
from .response import Response

RULE = "recist-target/1"
PD_MIN_MM = Decimal(5)
_ZERO = Decimal(0)


class TargetStep(Enum):
    """The step that decided.

    Attributes:
        response: The target response it gives.
    """

    NONE_AT_BASELINE = ("none at baseline", Response.NA)
    ALL_GONE = ("all gone", Response.CR)
    REAPPEARED = ("reappeared", Response.PD)
    INCREASED = ("increased", Response.PD)
    NOT_EVALUABLE = ("not evaluable", Response.NE)
    DECREASED = ("decreased", Response.PR)
    STABLE = ("stable", Response.SD)
    CONTINUED = ("continued", Response.PR)

    def __init__(self, _step: str, response: Response) -> None:
        """Keep the response beside the name of the step."""
        self.response = response


class TargetSum(NamedTuple):
    """The targets of one assessment added up.

    Attributes:
        measured_mm: Sum over the lesions that have a value.
        not_evaluable: Ids of those that have none.
        visible: Ids of those that are disease: a non-nodal above 0 mm, a node from 10 mm.
        largest_node_mm: The largest node that has a value, `None` without nodes.
    """

    measured_mm: Decimal
    not_evaluable: tuple[str, ...]
    visible: tuple[str, ...]
    largest_node_mm: Decimal | None

    @property
    def is_complete(self) -> bool:
        """True when every baseline target has a value."""
        return not self.not_evaluable


def sum_targets(
    targets: tuple[TargetBaseline, ...], findings: tuple[TargetFinding, ...]
) -> TargetSum:
    """Add up the baseline targets; a lesion without a finding is not evaluable."""
    found = {one.lesion_id: compute_target_value(one.state, one.mm) for one in findings}
    total = _ZERO
    not_evaluable: list[str] = []
    visible: list[str] = []
    largest_node: Decimal | None = None
    for lesion in targets:
        value = found.get(lesion.lesion_id)
        if value is None:
            not_evaluable.append(lesion.lesion_id)
            continue
        total += value
        if value >= NORMAL_NODE_MM if lesion.is_nodal else value > 0:
            visible.append(lesion.lesion_id)
        if lesion.is_nodal and (largest_node is None or value > largest_node):
            largest_node = value
    return TargetSum(total, tuple(not_evaluable), tuple(visible), largest_node)


def compute_target_step(
    current: TargetSum,
    *,
    baseline_mm: Decimal,
    nadir_mm: Decimal,
    is_after_complete: bool,
    pd_min_mm: Decimal = PD_MIN_MM,
) -> TargetStep:
    """Return the step that decides the target response of a subject who has targets.

    1. Complete, nothing visible (non-nodal 0, every node below 10 mm): CR, before any PD.
    2. The last overall response other than NE was CR and a lesion is visible: PD, also incomplete.
    3. At least 20 % and `pd_min_mm` above the nadir: PD; lesions measured may prove it alone.
    4. Not complete: NE.
    5. At least 30 % below baseline: PR.
    6. Otherwise SD.

    Args:
        current: The sum at this time point.
        baseline_mm: Sum at baseline.
        nadir_mm: Smallest complete sum before this time point, baseline included.
        is_after_complete: The last overall response other than NE was CR.
        pd_min_mm: 5 in RECIST 1.1; in mRECIST a setting, 0 by the paper.
    """
    total, is_complete = current.measured_mm, current.is_complete
    if is_complete and not current.visible:  # (1)
        return TargetStep.ALL_GONE
    if is_after_complete and current.visible:  # (2)
        return TargetStep.REAPPEARED
    rise = total - nadir_mm
    if rise > 0 and rise >= pd_min_mm and 5 * total >= 6 * nadir_mm:  # (3)
        return TargetStep.INCREASED
    if not is_complete:  # (4)
        return TargetStep.NOT_EVALUABLE
    if 10 * total <= 7 * baseline_mm:  # (5)
        return TargetStep.DECREASED
    return TargetStep.STABLE  # (6)
