"""Sex as recorded in demographics, for the rules that differ by it."""

from enum import StrEnum


class Sex(StrEnum):
    """M or F; unknown is no value."""

    MALE = "M"
    FEMALE = "F"
