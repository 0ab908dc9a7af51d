"""Time-to-event endpoints of one subject: PFS, OS, DoR, TTR, and disease control.

Source: FDA guidance on trial endpoints 2018 (appendix); `derivations.md` §11. Days are
end − start + 1; months (days / 30.4375) are for display only. Deliberately absent: imputed dates (a
partial date is kept and has no days) and analysis across subjects.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, PartialDate

from .best_response import BestResponse, ResponsePoint, find_confirmed, select_points
from .intervals import days_inclusive, is_certainly_before
from .recist_settings import DateRule, RecistSettings
from .response import CONTROLLED, RESPONDERS, Response

RULE = "endpoints/1"
DAYS_PER_MONTH = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class AssessmentSchedule:
    """When tumour assessments were planned, by the calendar from treatment start.

    Attributes:
        interval_days: Between assessments up to `switch_day`.
        late_interval_days: Between assessments after it.
        switch_day: Last planned study day of the early rhythm: 337 is week 48.
        window_days: An assessment counts as missed only when its window lies in the gap as a whole.
        missed_limit: So many missed in a row and an event after them does not count.
    """

    interval_days: int
    late_interval_days: int
    switch_day: int
    window_days: int
    missed_limit: int = 2

    def count_missed(self, after_day: int, before_day: int) -> int:
        """Return the planned assessments whose whole window lies between two study days."""
        planned, missed = 1, 0
        while True:
            is_late = planned + self.interval_days > self.switch_day
            planned += self.late_interval_days if is_late else self.interval_days
            if planned + self.window_days >= before_day:
                return missed
            missed += planned - self.window_days > after_day


@dataclass(frozen=True, slots=True)
class EndpointCourse:
    """What the endpoints of one subject are made of.

    Attributes:
        start: First dose, or randomisation where there is one; day 1.
        points: Overall responses in order of date, a dated-back progression at its date.
        death: May be partial.
        last_alive: Last date known alive.
        new_therapy: Start of a further anticancer therapy.
        schedule: `None`: no gap of missed assessments is looked for.
    """

    start: PartialDate
    points: tuple[ResponsePoint, ...]
    death: PartialDate | None = None
    last_alive: PartialDate | None = None
    new_therapy: PartialDate | None = None
    schedule: AssessmentSchedule | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint.

    Attributes:
        date: Of the event or of censoring; `None` when the endpoint does not apply.
        days: `None` also while a date is partial.
        is_censored: True when no event counts.
        why: Which event or which rule of censoring.
        start: Day 1 of this endpoint.
    """

    date: PartialDate | None
    days: int | None
    is_censored: bool
    why: Bilingual
    start: PartialDate | None = None

    @property
    def months(self) -> Decimal | None:
        """Unrounded."""
        return None if self.days is None else Decimal(self.days) / DAYS_PER_MONTH


def compute_pfs(course: EndpointCourse, settings: RecistSettings) -> Endpoint:
    """Return progression-free survival.

    1. The event is the earlier of the first PD and death from any cause.
    2. A further therapy certainly before it: censored at the last evaluable assessment before that
       therapy; the same when a therapy began and no event came.
    3. The event after `missed_limit` missed assessments: censored at the last evaluable one before
       the gap.
    4. No event: censored at the last evaluable assessment. Evaluable: overall not NE.
    5. Without any evaluable assessment censoring is on day 1.
    """
    event = _first_event(course, settings)  # (1)
    if course.new_therapy is not None and _precedes(course.new_therapy, event):  # (2)
        why = Bilingual(
            f"new therapy {course.new_therapy} came first", f"此前于{course.new_therapy}开始新治疗"
        )
        return _censor(course, course.new_therapy, why)
    if event is None:  # (4)
        return _censor(course, None, Bilingual("no PD, no death", "未进展、未死亡"))
    missed = _count_missed(course, course.schedule, event.date) if course.schedule else 0
    if course.schedule and missed >= course.schedule.missed_limit:  # (3)
        why = Bilingual(
            f"{event.name.en} {event.date} came after {missed} missed assessments",
            f"{event.date}{event.name.zh}之前漏做{missed}次评估",
        )
        return _censor(course, event.date, why)
    why = Bilingual(f"{event.name.en} on {event.date}.", f"{event.date}{event.name.zh}。")
    return _endpoint(course.start, event.date, is_censored=False, why=why)


def compute_os(course: EndpointCourse) -> Endpoint:
    """Return overall survival: to death, else censored at the last date known alive.

    A last date before the start counts as the start. Without one, the last assessment counts, and
    without that the start. An assessment after it is said in *why*.
    """
    if course.death is not None:
        why = Bilingual(f"Death on {course.death}.", f"{course.death}死亡。")
        return _endpoint(course.start, course.death, is_censored=False, why=why)
    seen = tuple(point.date for point in course.points if point.date is not None)
    last_seen = max(seen, key=_first_day, default=course.start)
    last = course.last_alive or last_seen
    if last.is_before(course.start) is True:
        last = course.start
    en, zh = f"Censored: last known alive {last}", f"删失：末次确认存活{last}"
    if last.is_before(last_seen) is True:
        en += f"; but an assessment is dated {last_seen}, check the date"
        zh += f"；但有评估日期{last_seen}，请核对"
    return _endpoint(course.start, last, is_censored=True, why=Bilingual(f"{en}.", f"{zh}。"))


def compute_dor(
    course: EndpointCourse,
    settings: RecistSettings,
    *,
    best: BestResponse,
    is_confirmation_required: bool = True,
) -> Endpoint:
    """Return duration of response: from the first CR or PR, of responders only, to the end of PFS.

    Args:
        course: As for PFS.
        settings: `response_date_rule` says which scan dates the response.
        best: Best overall response; without CR or PR there is no duration.
        is_confirmation_required: The response must be one later confirmed.
    """
    start = _response_start(course, settings, best, is_confirmed=is_confirmation_required)
    if start is None:
        why = Bilingual(f"No response to last: {best.why.en}", f"无缓解可计：{best.why.zh}")
        return Endpoint(None, None, is_censored=True, why=why)
    pfs = compute_pfs(course, settings)
    end = start if pfs.date is None or pfs.date.is_before(start) is True else pfs.date
    why = Bilingual(f"Response {start}. {pfs.why.en}", f"{start}缓解。{pfs.why.zh}")
    return _endpoint(start, end, is_censored=pfs.is_censored, why=why)


def compute_ttr(
    course: EndpointCourse,
    settings: RecistSettings,
    *,
    best: BestResponse,
    is_confirmation_required: bool = True,
) -> Endpoint:
    """Return time to response: from the start to the first CR or PR; see `compute_dor`."""
    start = _response_start(course, settings, best, is_confirmed=is_confirmation_required)
    if start is None:
        why = Bilingual(f"No response: {best.why.en}", f"无缓解：{best.why.zh}")
        return Endpoint(None, None, is_censored=True, why=why)
    why = Bilingual(f"First response {start}.", f"{start}首次缓解。")
    return _endpoint(course.start, start, is_censored=False, why=why)


def is_disease_controlled(best: Response | None) -> bool | None:
    """True for CR, PR, SD or Non-CR/Non-PD as best response; `None` while it has no value."""
    return None if best is None else best in CONTROLLED


@dataclass(frozen=True, slots=True)
class _Event:
    date: PartialDate
    name: Bilingual


def _first_event(course: EndpointCourse, settings: RecistSettings) -> _Event | None:
    death = None if course.death is None else _Event(course.death, Bilingual("death", "死亡"))
    for point in course.points:
        if point.response is Response.PD and point.date is not None:
            is_latest = settings.pd_date_rule is DateRule.LATEST
            date = (point.latest_date or point.date) if is_latest else point.date
            if death is None or date.first <= death.date.first:
                return _Event(date, Bilingual("PD", "PD"))
            break
    return death


def _precedes(therapy: PartialDate, event: _Event | None) -> bool:
    return event is None or therapy.is_before(event.date) is True


def _count_missed(course: EndpointCourse, schedule: AssessmentSchedule, event: PartialDate) -> int:
    last = _last_evaluable(course, event)
    start = course.start.first
    after = 1 if last is None else (last.first - start).days + 1
    return schedule.count_missed(after, (event.first - start).days + 1)


def _last_evaluable(course: EndpointCourse, before: PartialDate | None) -> PartialDate | None:
    dates = tuple(
        point.date
        for point in course.points
        if point.date is not None
        and point.response not in (Response.NE, Response.PD)
        and is_certainly_before(point.date, before)
    )
    return max(dates, key=_first_day, default=None)


def _censor(course: EndpointCourse, before: PartialDate | None, why: Bilingual) -> Endpoint:
    last = _last_evaluable(course, before)
    if last is None:
        text = Bilingual(
            f"Censored on day 1: {why.en}, no evaluable assessment.",
            f"第1天删失：{why.zh}，无可评价的评估。",
        )
        return _endpoint(course.start, course.start, is_censored=True, why=text)
    text = Bilingual(
        f"Censored at the last evaluable assessment {last}: {why.en}.",
        f"于末次可评价评估{last}删失：{why.zh}。",
    )
    return _endpoint(course.start, last, is_censored=True, why=text)


def _response_start(
    course: EndpointCourse, settings: RecistSettings, best: BestResponse, *, is_confirmed: bool
) -> PartialDate | None:
    if best.response not in RESPONDERS:
        return None
    points = select_points(course.points, new_therapy=course.new_therapy)
    if is_confirmed:
        pair = find_confirmed(points, RESPONDERS, settings)
        first = None if pair is None else pair[0]
    else:
        first = next((point for point in points if point.response in RESPONDERS), None)
    if first is None:
        return None
    is_latest = settings.response_date_rule is DateRule.LATEST
    return (first.latest_date or first.date) if is_latest else first.date


def _endpoint(
    start: PartialDate, end: PartialDate, *, is_censored: bool, why: Bilingual
) -> Endpoint:
    return Endpoint(end, days_inclusive(start, end), is_censored, why, start)


def _first_day(date: PartialDate) -> str:
    return date.first.isoformat()
