"""Every derivation of `hcc-crf derive`, by name."""

from collections.abc import Mapping

from .protocol import Derivation

DERIVATIONS: tuple[Derivation, ...] = ()

BY_NAME: Mapping[str, Derivation] = {derivation.name: derivation for derivation in DERIVATIONS}
