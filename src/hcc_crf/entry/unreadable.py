"""What cannot be read as a value, and what to type instead."""

from dataclasses import dataclass

from hcc_crf.values import Bilingual


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no value of its item.

    Attributes:
        problem: What is wrong and what to do, one line.
    """

    problem: Bilingual
