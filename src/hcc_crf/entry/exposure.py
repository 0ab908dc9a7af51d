"""What the subject took: the spans of each study drug, read from the dosing forms."""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import PartialDate, Slot, VisitCode

from .runtime import as_number
from .scope import Book

_LOGS = {
    "EXLEN": ("ECSTDAT_LEN", "ECENDAT_LEN", "ECONGO_LEN", "ECDOSE_LEN"),
    "EXLENV": ("ECSTDAT_LENV", "ECENDAT_LENV", "ECONGO_LENV", "ECDOSE_LENV"),
}
_LOG = VisitCode("LOG")
_DRUGS = ("EXLEN", "EXLENV", "EXPD1")


@dataclass(frozen=True, slots=True)
class DoseSpan:
    """A run of days at one daily dose; `last` is `None` while it goes on or its end lacks."""

    first: PartialDate
    last: PartialDate | None
    dose_mg: Decimal


@dataclass(frozen=True, slots=True)
class Exposures:
    """What the subject took: the spans of each drug, dose 0 included, by start."""

    by_form: dict[str, tuple[DoseSpan, ...]]

    def given(self, *forms: str) -> tuple[DoseSpan, ...]:
        """The spans with a dose above 0."""
        return tuple(s for f in forms or _DRUGS for s in self.by_form[f] if s.dose_mg > 0)

    @property
    def first(self) -> PartialDate | None:
        """First day with a dose of any study drug."""
        return min((s.first for s in self.given()), key=lambda d: d.iso, default=None)

    def last(self, *forms: str) -> PartialDate | None:
        """Last day with a dose; `None` without one, or while a span has no end."""
        spans = self.given(*forms)
        ends = [span.last for span in spans if span.last is not None]
        return max(ends, key=lambda d: d.iso) if spans and len(ends) == len(spans) else None

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        """Days on which a dose is recorded: starts and ends of spans."""
        return tuple(d for s in self.given() for d in (s.first, s.last) if d is not None)


DOSING_FORMS = frozenset({"EXLEN", "EXLENV", "EXPD1"})


def exposures(book: Book) -> Exposures:
    """Return what the subject took, read once a workbook."""
    found = book.memo.get("exposures")
    if not isinstance(found, Exposures):
        found = book.memo["exposures"] = Exposures(
            {
                "EXLEN": _of_log(book, "EXLEN"),
                "EXLENV": _of_log(book, "EXLENV"),
                "EXPD1": _of_infusions(book),
            }
        )
    return found


def _of_log(book: Book, form: str) -> tuple[DoseSpan, ...]:
    start, end, _ongoing, dose = _LOGS[form]
    spans = []
    for row in book.rows(_LOG, form):
        first = book.value(_LOG, form, Slot(start, row))
        last = book.value(_LOG, form, Slot(end, row))
        amount = as_number(book.value(_LOG, form, Slot(dose, row)))
        if isinstance(first, PartialDate) and isinstance(amount, Decimal):
            spans.append(DoseSpan(first, last if isinstance(last, PartialDate) else None, amount))
    return tuple(sorted(spans, key=lambda span: span.first.iso))


def _of_infusions(book: Book) -> tuple[DoseSpan, ...]:
    spans = []
    for visit in book.visits_with("EXPD1"):
        date = book.value(visit, "EXPD1", Slot("PDDAT"))
        dose = as_number(book.value(visit, "EXPD1", Slot("PDDOSE")))
        if isinstance(date, PartialDate) and isinstance(dose, Decimal):
            spans.append(DoseSpan(date, date, dose))
    return tuple(sorted(spans, key=lambda span: span.first.iso))
