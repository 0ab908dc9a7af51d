"""Every derivation of `hcc-crf derive`, by name, in the order of the contract."""

from collections.abc import Mapping

from . import best_response, body, ctcae, dates, endpoints, irecist, recist, scores, staging
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
)

BY_NAME: Mapping[str, Derivation] = {derivation.name: derivation for derivation in DERIVATIONS}
