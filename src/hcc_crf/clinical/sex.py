"""Sex as recorded in demographics, for the rules that differ by it."""

from enum import StrEnum

from hcc_crf.values import Bilingual


class Sex(StrEnum):
    """M or F; unknown is no value."""

    MALE = "M"
    FEMALE = "F"


NAMES = {Sex.MALE: Bilingual("male", "男"), Sex.FEMALE: Bilingual("female", "女")}
