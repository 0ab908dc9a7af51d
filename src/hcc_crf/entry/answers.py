"""From what a clinical rule answers to what an expression gets."""

from hcc_crf.values import NotDerivable

from .runtime import Explained, Missing


def explained_missing(answer: NotDerivable, rule: str) -> Explained:
    """Return a missing value with the rule's own reason."""
    return Explained(Missing(answer.missing), rule, answer.why)
