"""Every derivation of `hcc-crf derive`, by name, those of the contract first."""

from collections.abc import Mapping

from . import (
    best_response,
    body,
    ctcae,
    dates,
    endpoints,
    irecist,
    recist,
    scores,
    signals,
    staging,
)
from . import windows as visit_windows
from .protocol import Derivation

DERIVATIONS: tuple[Derivation, ...] = (
    *scores.DERIVATIONS,
    *staging.DERIVATIONS,
    *body.DERIVATIONS,
    *dates.DERIVATIONS,
    ctcae.CTCAE,
    *recist.DERIVATIONS,
    irecist.DERIVATION,
    best_response.DERIVATION,
    visit_windows.WINDOWS,
    endpoints.DERIVATION,
    *signals.DERIVATIONS,
)

BY_NAME: Mapping[str, Derivation] = {derivation.name: derivation for derivation in DERIVATIONS}
