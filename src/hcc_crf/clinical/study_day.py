"""Study day: the reference day is 1, the day before it -1; there is no day 0."""

from dataclasses import dataclass

from hcc_crf.values import Bilingual, NotDerivable, PartialDate

from .missing import impossible, lacking

RULE = "study-day/1"


@dataclass(frozen=True, slots=True)
class StudyDay:
    """Never 0."""

    day: int
    why: Bilingual


def compute_study_day(
    *, date: PartialDate | None, reference: PartialDate | None
) -> StudyDay | NotDerivable:
    """Return the day of `date` counted from `reference`; a partial date has no study day."""
    if date is None or reference is None:
        inputs = (("date", date), ("reference", reference))
        return lacking([name for name, value in inputs if value is None])
    for name, value in (("date", date), ("reference", reference)):
        if not value.is_complete:
            return impossible(name, f"{value} is not known to the day", f"{value}未精确到日")
    days = (date.first - reference.first).days
    day = days + 1 if days >= 0 else days
    return StudyDay(
        day,
        Bilingual(
            f"Day {day}: {date} counted from {reference} as day 1, no day 0.",
            f"第{day}天：{date}，以{reference}为第1天，无第0天。",
        ),
    )
