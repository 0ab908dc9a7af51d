"""`study-day` and `age`: what follows from two dates."""

from hcc_crf.clinical import age, study_day
from hcc_crf.values import NotDerivable

from .inputs import Case, DateInput, UnreadableCaseError
from .protocol import Answer, Derivation

_DATE = DateInput("date")
_REFERENCE = DateInput("reference")
_BIRTH = DateInput("birth", about="YYYY, YYYY-MM or YYYY-MM-DD")


def _study_day(case: Case) -> Answer:
    found = study_day.compute_study_day(date=_DATE.read(case), reference=_REFERENCE.read(case))
    if isinstance(found, NotDerivable):
        return Answer.of(found, STUDY_DAY.outputs)
    return Answer({"day": str(found.day)}, found.why.en)


def _age(case: Case) -> Answer:
    birth, day = _BIRTH.read(case), _DATE.read(case)
    if birth is not None and day is not None and day.last < birth.first:
        raise UnreadableCaseError("date", f"{day} is before the birth ({birth})")
    found = age.compute_age(birth=birth, on=day)
    if isinstance(found, NotDerivable):
        return Answer.of(found, AGE.outputs)
    return Answer(
        {"years": str(found.years), "imputed": "Y" if found.is_imputed else "N"}, found.why.en
    )


STUDY_DAY = Derivation(
    name="study-day",
    rule=study_day.RULE,
    inputs=(_DATE, _REFERENCE),
    outputs=("day",),
    answer=_study_day,
    summary="day of a date counted from a reference day 1; no day 0",
)
AGE = Derivation(
    name="age",
    rule=age.RULE,
    inputs=(_BIRTH, _DATE),
    outputs=("years", "imputed"),
    answer=_age,
    summary="completed years on a date",
)
DERIVATIONS = (STUDY_DAY, AGE)
