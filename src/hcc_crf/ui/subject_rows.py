"""A subject's visits and values as tables. No Qt; the session says what they are."""

from decimal import Decimal

from hcc_crf.session import (
    Measure,
    Reading,
    Series,
    State,
    SubjectView,
    Timing,
    VisitLine,
    date_text,
)
from hcc_crf.study.model import Study
from hcc_crf.study.schedule import visit_label
from hcc_crf.study.unit_signs import unit_text
from hcc_crf.values import Bilingual, Language, PartialDate, VisitCode

from .cell_rows import Cell, Grid, Heading, Line, Tone, same
from .marks import MARK_LABELS, Counts, Mark, mark_of
from .response_words import filled_both, signed
from .subject_texts import (
    ACTUAL,
    BEFORE,
    CLASS_POINTS,
    DAYS_LEFT,
    EARLY,
    FALLS,
    FROM_BASELINE,
    LAST_DAY,
    LATE,
    MEASURES,
    MISSING,
    N_DAYS,
    ONE_DAY,
    OVERDUE_BY,
    PLANNED,
    REMARK,
    RISES,
    SCORE_GRADE,
    STATE,
    TO_CONFIRM,
    TO_CORRECT,
    UNPLANNED,
    WINDOW,
)
from .summary import window_text
from .texts import filled

NEXT_SHOWN = 4
_NOTHING = Cell(same("–"), tone=Tone.QUIET)
_GRADED = frozenset({Measure.CHILD_PUGH, Measure.ALBI})
_CHANGED = frozenset({Measure.WEIGHT, Measure.AFP})
_MARK_TONES = {Mark.HARD: Tone.BAD, Mark.OVERDUE: Tone.BAD, Mark.WARNING: Tone.WARN}


def shown_visits(view: SubjectView) -> tuple[VisitLine, ...]:
    """Return the visits that are expected or begun, as the matrix shows them."""
    return tuple(
        line
        for line in view.visits
        if line.status.plan.is_expected or line.status.state is not State.NOT_STARTED
    )


def waiting_visits(view: SubjectView) -> tuple[VisitLine, ...]:
    """Return the visits that wait, the earliest first."""
    waiting = [line for line in view.visits if line.timing is not Timing.NO_PLAN]
    waiting.sort(key=lambda line: line.status.plan.first.iso if line.status.plan.first else "")
    return tuple(waiting[:NEXT_SHOWN])


def visit_grid(view: SubjectView, study: Study) -> Grid:
    """Return every visit beside its plan."""
    columns = tuple(Heading(text) for text in (PLANNED, WINDOW, ACTUAL, STATE, REMARK))
    return Grid(columns, tuple(_visit(line, study) for line in shown_visits(view)))


def _visit(line: VisitLine, study: Study) -> Line:
    plan = line.status.plan
    mark = mark_of_line(line)
    window = same(window_text(plan.first, plan.last)) if plan.first and plan.last else None
    return Line(
        Heading(same(plan.visit), tip=visit_label(study, plan.visit)),
        (
            _date(plan.target),
            Cell(window, tip=window) if window else _NOTHING,
            _date(plan.date),
            Cell(MARK_LABELS[mark], tone=_MARK_TONES.get(mark, Tone.PLAIN), mark=mark),
            _remark(line),
        ),
    )


def mark_of_line(line: VisitLine) -> Mark:
    """Return the mark of a visit."""
    return mark_of(line.status.state, _counts(line), line.timing)


def _counts(line: VisitLine) -> Counts:
    forms = line.status.forms
    return Counts(
        sum(form.missing for form in forms),
        sum(form.hard for form in forms),
        sum(form.soft for form in forms),
    )


def _date(date: PartialDate | None) -> Cell:
    return Cell(same(date_text(date))) if date else _NOTHING


def _remark(line: VisitLine) -> Cell:
    when = timing_words(line)
    counts = _counts(line)
    found = [
        filled(text, count=str(count))
        for text, count in (
            (TO_CORRECT, counts.hard),
            (MISSING, counts.missing),
            (TO_CONFIRM, counts.soft),
        )
        if count
    ]
    parts = [part for part in (when, *found) if part is not None]
    if not parts:
        return Cell(UNPLANNED, tone=Tone.QUIET) if not line.status.plan.is_expected else Cell()
    text = Bilingual(" · ".join(p.en for p in parts), " · ".join(p.zh for p in parts))
    return Cell(text, tone=_remark_tone(line), tip=text)


def _remark_tone(line: VisitLine) -> Tone:
    if line.timing is Timing.OVERDUE:
        return Tone.BAD
    return Tone.WARN if line.deviation_days else Tone.PLAIN


def timing_words(line: VisitLine) -> Bilingual | None:
    """Return how a visit lies to its window: late, early, due, overdue; `None` when in order."""
    if line.deviation_days:
        text = LATE if line.deviation_days > 0 else EARLY
        return filled_both(text, days=days_text(abs(line.deviation_days)))
    if line.days is None:
        return None
    if line.days < 0:
        return filled_both(OVERDUE_BY, days=days_text(-line.days))
    return filled_both(DAYS_LEFT, days=days_text(line.days)) if line.days else LAST_DAY


def days_text(count: int) -> Bilingual:
    """Return a number of days."""
    return ONE_DAY if count == 1 else filled(N_DAYS, count=str(count))


def value_grid(view: SubjectView, study: Study) -> Grid:
    """Return the measures by visit, only visits and measures that have any."""
    order = [line.status.plan.visit for line in view.visits]
    with_any = {reading.visit for series in view.series for reading in series.readings}
    visits = [visit for visit in order if visit in with_any]
    lines = (
        Line(
            Heading(same(visit), tip=visit_label(study, visit)),
            tuple(_value(series, visit) for series in view.series),
        )
        for visit in visits
    )
    return Grid(tuple(_measure(series) for series in view.series), tuple(lines))


def _measure(series: Series) -> Heading:
    name = MEASURES[series.measure]
    if series.measure is Measure.CHILD_PUGH:
        return Heading(name, CLASS_POINTS)
    if series.measure is Measure.ALBI:
        return Heading(name, SCORE_GRADE)
    unit = series.readings[-1].unit
    return Heading(name, _unit(unit) if unit else None)


def _unit(unit: str) -> Bilingual:
    return Bilingual(unit_text(unit, Language.EN), unit_text(unit, Language.ZH))


def _value(series: Series, visit: VisitCode) -> Cell:
    place = next((n for n, one in enumerate(series.readings) if one.visit == visit), None)
    if place is None:
        return _NOTHING
    reading = series.readings[place]
    before = series.readings[place - 1] if place else None
    return Cell(
        _with_trend(_words(series, reading), before, reading),
        tone=Tone.WARN if before and is_worse(series.measure, before, reading) else Tone.PLAIN,
        tip=_tip(series, before, reading),
    )


def _words(series: Series, reading: Reading) -> Bilingual:
    shown = reading.shown.replace("-", "−")
    if series.measure is Measure.CHILD_PUGH and reading.beside:
        return same(f"{reading.beside} {shown}")
    if series.measure is Measure.ALBI and reading.beside:
        return same(f"{shown} · {reading.beside}")
    if reading.unit != series.readings[-1].unit:
        unit = _unit(reading.unit)
        return Bilingual(f"{shown} {unit.en}", f"{shown} {unit.zh}")
    return same(shown)


def _with_trend(words: Bilingual, before: Reading | None, reading: Reading) -> Bilingual:
    if before is None or before.number is None or reading.number is None:
        return words
    if reading.number == before.number:
        return words
    return filled_both(RISES if reading.number > before.number else FALLS, value=words)


def is_worse(measure: Measure, before: Reading, reading: Reading) -> bool:
    """Return whether a class or grade, as derived, went up from one visit to the next."""
    if measure in _GRADED:
        return bool(before.beside) and reading.beside > before.beside
    if measure is Measure.ECOG and before.number is not None and reading.number is not None:
        return reading.number > before.number
    return False


def _tip(series: Series, before: Reading | None, reading: Reading) -> Bilingual | None:
    parts = []
    if series.measure in _CHANGED and reading.beside:
        parts.append(filled(FROM_BASELINE, change=signed(Decimal(reading.beside))))
    if before is not None:
        value = _words(series, before)
        parts.append(filled_both(BEFORE, value=value, visit=same(before.visit)))
    if not parts:
        return None
    return Bilingual("; ".join(p.en for p in parts), "；".join(p.zh for p in parts))
