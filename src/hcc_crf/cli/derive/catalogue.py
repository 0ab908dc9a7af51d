"""Every derivation of `hcc-crf derive`, by name."""

from collections.abc import Mapping

from . import body, ctcae, dates, scores, staging
from .protocol import Derivation

DERIVATIONS: tuple[Derivation, ...] = (
    *scores.DERIVATIONS,
    *staging.DERIVATIONS,
    *body.DERIVATIONS,
    *dates.DERIVATIONS,
    ctcae.CTCAE,
)

BY_NAME: Mapping[str, Derivation] = {derivation.name: derivation for derivation in DERIVATIONS}
