"""From what a clinical rule answers to what an expression gets."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from hcc_crf.values import Bilingual, NotDerivable

from .runtime import Explained, Missing, Runtime


class Reasoned(Protocol):
    """What every clinical rule answers with its result."""

    @property
    def why(self) -> Bilingual:
        """One line a nurse understands."""


Answer = TypeVar("Answer", bound=Reasoned)


def explained(
    answer: Answer | NotDerivable, rule: str, value_of: Callable[[Answer], Runtime]
) -> Explained:
    """Return the value of an answer with its reason, or what it lacks."""
    if isinstance(answer, NotDerivable):
        return explained_missing(answer, rule)
    return Explained(value_of(answer), rule, answer.why)


def explained_missing(answer: NotDerivable, rule: str) -> Explained:
    """Return a missing value with the rule's own reason."""
    return Explained(Missing(answer.missing), rule, answer.why)
