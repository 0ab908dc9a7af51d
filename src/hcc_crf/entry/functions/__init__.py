"""The functions of the expression language, one family a module.

`study.functions` says which there are and what they take; each implementation gets the scope and
its arguments, numbers already in the standard unit or as quantities where the table asks for one.
"""

from collections.abc import Mapping

from ..compile import Library
from ..runtime import Implementation
from . import (
    assessments,
    dates,
    dosing,
    events,
    laboratory,
    lesions,
    logic,
    lookup,
    response,
    rows,
    scores,
    visit,
)

IMPLEMENTATIONS: Mapping[str, Implementation] = {
    **logic.FUNCTIONS,
    **dates.FUNCTIONS,
    **visit.FUNCTIONS,
    **lookup.FUNCTIONS,
    **rows.FUNCTIONS,
    **dosing.FUNCTIONS,
    **events.FUNCTIONS,
    **laboratory.FUNCTIONS,
    **lesions.FUNCTIONS,
    **response.FUNCTIONS,
    **scores.FUNCTIONS,
    **assessments.FUNCTIONS,
}

LIBRARY = Library(IMPLEMENTATIONS, scores.ASKED_WHEN_MISSING)
