"""What the side panel says of one subject: where it is, what comes next, what was derived. No Qt.

Everything is read from the session; nothing is computed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.session import DerivedValue, Session, State, Timing, VisitStatus, date_text, timing
from hcc_crf.values import Bilingual, FormPath, PartialDate, Slot, SubjectKey, VisitCode

from .marks import Counts, Mark, mark_of
from .sum_plot import SumPlot, sum_plot
from .texts import filled
from .texts_subjects import ALBI, CHILD_PUGH, ECOG, GRADE, RECIST

_NEXT_SHOWN = 3
_PRESSING = tuple(Mark)
_SCREENING = VisitCode("SCR")


@dataclass(frozen=True, slots=True)
class NextVisit:
    """A visit that is to come or late.

    Attributes:
        window: First and last day as the study writes dates, both inside.
    """

    visit: VisitCode
    timing: Timing
    window: str


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit that was begun and is not complete, or has something to confirm."""

    visit: VisitCode
    mark: Mark
    missing: int
    hard: int
    soft: int


@dataclass(frozen=True, slots=True)
class Result:
    """A derived result.

    Attributes:
        value: The latest.
        before: What it was at the visit before, where it tells another class or grade.
        why: How it came about.
    """

    label: Bilingual
    visit: VisitCode
    value: Bilingual
    before: Bilingual | None
    why: Bilingual | None


@dataclass(frozen=True, slots=True)
class Summary:
    """One subject at a glance.

    Attributes:
        about: Sex and age, as far as known.
        open: The most pressing first, then in the order of the protocol.
        plot: The sums of diameters in their chart.
    """

    subject: SubjectKey
    about: Bilingual
    next: tuple[NextVisit, ...]
    open: tuple[OpenVisit, ...]
    results: tuple[Result, ...]
    plot: SumPlot


def summarize(session: Session, subject: SubjectKey) -> Summary:
    """Return the subject as the session knows it now."""
    visits = session.visits(subject)
    order = tuple(status.plan.visit for status in visits)
    source = _Source(session, subject, order)
    return Summary(
        subject,
        source.about(),
        _next(session, visits),
        tuple(sorted(_open(visits), key=lambda visit: _PRESSING.index(visit.mark))),
        tuple(_results(source)),
        sum_plot(session.response(subject)),
    )


def about_subject(session: Session, subject: SubjectKey) -> Bilingual:
    """Return sex and age at screening, as far as known."""
    return _Source(session, subject, ()).about()


def _next(session: Session, visits: tuple[VisitStatus, ...]) -> tuple[NextVisit, ...]:
    today = session.now().today
    waiting = [
        status.plan
        for status in visits
        if status.state is State.NOT_STARTED and status.plan.is_expected and status.plan.first
    ]
    waiting.sort(key=lambda plan: plan.first.iso if plan.first else "")
    return tuple(
        NextVisit(
            plan.visit,
            timing(plan, today),
            window_text(plan.first, plan.last) if plan.first and plan.last else "",
        )
        for plan in waiting[:_NEXT_SHOWN]
    )


def window_text(first: PartialDate, last: PartialDate) -> str:
    """Return a window as the study writes dates; the year once, one day once."""
    if first == last:
        return date_text(first)
    begins = date_text(first)
    if first.iso[:4] == last.iso[:4]:
        begins = begins.removesuffix(f"-{first.iso[:4]}")
    return f"{begins} – {date_text(last)}"


def _open(visits: tuple[VisitStatus, ...]) -> Iterator[OpenVisit]:
    for status in visits:
        missing = sum(form.missing for form in status.forms)
        hard = sum(form.hard for form in status.forms)
        soft = sum(form.soft for form in status.forms)
        mark = mark_of(status.state, Counts(missing, hard, soft), Timing.NO_PLAN)
        if mark in (Mark.HARD, Mark.INCOMPLETE, Mark.WARNING):
            yield OpenVisit(status.plan.visit, mark, missing, hard, soft)


def _results(source: "_Source") -> Iterator[Result]:
    for label, found in (
        (CHILD_PUGH, source.derived_pairs("CPS", "CPCLASS", "CPSTOT")),
        (ALBI, source.derived_pairs("CPS", "ALBI", "ALBIGR")),
        (ECOG, source.ecog()),
        (RECIST, source.derived_pairs("RS", "OVRLRESP_D", "OVRLRESP_D")),
    ):
        if found:
            latest, *rest = found
            before = rest[0].short if rest and rest[0].short != latest.short else None
            yield Result(label, latest.visit, latest.value, before, latest.why)


@dataclass(frozen=True, slots=True)
class _Found:
    """A result at a visit; `short` is what counts when it is compared."""

    visit: VisitCode
    value: Bilingual
    short: Bilingual
    why: Bilingual | None


@dataclass(frozen=True, slots=True)
class _Source:
    session: Session
    subject: SubjectKey
    order: tuple[VisitCode, ...]

    def about(self) -> Bilingual:
        """Sex and age at screening."""
        parts = [self._sex(), self._age()]
        known = [part for part in parts if part is not None]
        return Bilingual(
            " · ".join(part.en for part in known), " · ".join(part.zh for part in known)
        )

    def derived_pairs(self, form: str, first: str, second: str) -> tuple[_Found, ...]:
        """The latest two visits at which two items of a form are derived, the latest first."""
        found: list[_Found] = []
        for visit in reversed(self.order):
            if len(found) == 2:  # noqa: PLR2004  (the latest, and what it was before)
                break
            if not self._is_derived(visit, form, first):
                continue
            values = self._derived(visit, form)
            if first in values and second in values:
                why = values[second].why
                value, short = _words(values[first], values[second])
                found.append(_Found(visit, value, short, why))
        return tuple(found)

    def ecog(self) -> tuple[_Found, ...]:
        """The latest two performance scores."""
        casebook = self.session.casebook(self.subject)
        scores = (
            (visit, casebook.value(visit, "QSECOG", Slot("ECOG101")))
            for visit in reversed(self.order)
        )
        known = [
            _Found(visit, _same(value.canonical), _same(value.canonical), None)
            for visit, value in scores
            if value.canonical
        ]
        return tuple(known[:2])

    def _sex(self) -> Bilingual | None:
        value = self.session.casebook(self.subject).value(_SCREENING, "DM", Slot("SEX"))
        item = self.session.program.study.item("DM", "SEX")
        terms = self.session.program.study.codelists[item.codelist].terms
        return next((term.label for term in terms if term.code == value.canonical), None)

    def _age(self) -> Bilingual | None:
        derived = self.session.casebook(self.subject).derived
        record = derived.get((_SCREENING, "DM", Slot("AGE")))
        if record is None or not record.canonical:
            return None
        return Bilingual(f"{record.canonical} y", f"{record.canonical} 岁")

    def _is_derived(self, visit: VisitCode, form: str, item: str) -> bool:
        record = self.session.casebook(self.subject).derived.get((visit, form, Slot(item)))
        return record is not None and bool(record.canonical)

    def _derived(self, visit: VisitCode, form: str) -> dict[str, DerivedValue]:
        view = self.session.look(FormPath(self.subject, visit, form))
        values = [field.derived for row in view.rows for field in row.fields if field.derived]
        return {value.path.slot.item: value for value in (*values, *view.form_level)}


def _words(first: DerivedValue, second: DerivedValue) -> tuple[Bilingual, Bilingual]:
    """The result as shown, and the class or grade in it."""
    match first.path.slot.item:
        case "OVRLRESP_D":
            return _same(first.display), _same(first.display)
        case "ALBI":
            grade = filled(GRADE, grade=second.display)
            score = first.display.replace("-", "−")
            return Bilingual(f"{score} · {grade.en}", f"{score} · {grade.zh}"), grade
        case _:
            text = _same(f"{first.display} {second.display}")
            return text, text


def _same(text: str) -> Bilingual:
    return Bilingual(text, text)
