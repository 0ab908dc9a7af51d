"""What each lesion was found like at each time point: size, state and method, as entered.

Rows that were struck out are left out. Nothing is judged here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hcc_crf.clinical.lesions import NonTargetState, TargetState, compute_target_value
from hcc_crf.values import Bilingual, PartialDate, Slot, VisitCode

from .echo import date_text
from .runtime import Missing, as_number
from .scope import Book

_SCR = VisitCode("SCR")


class LesionKind(StrEnum):
    """Which form a lesion is followed on."""

    TARGET = "target"
    NON_TARGET = "non-target"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class LesionState:
    """One lesion at one time point.

    Attributes:
        state: Code as entered, `MEASURED`, `PRESENT`, `UNEQUIVOCAL`; empty while not entered.
        label: The state in words.
        mm: Size as measured, in mm.
        counts_mm: What a target adds to the sum of diameters, in mm; `None` for what adds nothing
            known.
        method: How it was imaged.
        is_other_method: Not the method of its first scan.
        detail: What more was entered: why not evaluable, merged into what, state of a node.
    """

    state: str
    label: Bilingual | None
    mm: Decimal | None
    counts_mm: Decimal | None
    method: Bilingual | None
    is_other_method: bool
    detail: Bilingual | None


@dataclass(frozen=True, slots=True)
class LesionRow:
    """One lesion over the course.

    Attributes:
        key: Its number, never given twice: `T01`, `NT01`, `NEW01`.
        place: Location.
        text: Description as entered.
        states: One a time point, baseline first; `None` where nothing was entered.
    """

    kind: LesionKind
    key: str
    place: Bilingual
    text: str
    is_nodal: bool
    states: tuple[LesionState | None, ...]


def lesion_rows(book: Book, visits: tuple[VisitCode, ...]) -> tuple[LesionRow, ...]:
    """Return targets, non-targets and new lesions at the visits given, baseline first."""
    return (*_targets(book, visits), *_non_targets(book, visits), *_new_lesions(book, visits))


@dataclass(frozen=True, slots=True)
class _Row:
    """The values of one row of a form."""

    book: Book
    visit: VisitCode
    form: str
    row: int

    def code(self, item: str) -> str:
        """A code or text, empty while not entered or hidden."""
        found = self.book.value(self.visit, self.form, Slot(item, self.row))
        return found if isinstance(found, str) else ""

    def words(self, item: str) -> Bilingual | None:
        """A chosen term in words."""
        definition = self.book.item(self.form, item)
        code = self.code(item)
        if not code:
            return None
        term = self.book.study.codelists[definition.codelist].by_code.get(code)
        return term.label if term else Bilingual(code, code)

    def mm(self, item: str) -> Decimal | None:
        """A length in mm."""
        found = as_number(self.book.value(self.visit, self.form, Slot(item, self.row)))
        return None if isinstance(found, Missing) else found

    def date(self, item: str) -> PartialDate | None:
        """A date."""
        found = self.book.value(self.visit, self.form, Slot(item, self.row))
        return found if isinstance(found, PartialDate) else None


def _targets(book: Book, visits: tuple[VisitCode, ...]) -> Iterator[LesionRow]:
    for number in book.rows(_SCR, "TUTL"):
        first = _Row(book, _SCR, "TUTL", number)
        baseline_mm, method = first.mm("TL_DIAM"), first.code("TL_METHOD")
        baseline = LesionState(
            TargetState.MEASURED if baseline_mm is not None else "",
            None,
            baseline_mm,
            baseline_mm,
            first.words("TL_METHOD"),
            is_other_method=False,
            detail=None,
        )
        later = (_target(_Row(book, visit, "TRTL", number), method) for visit in visits[1:])
        yield LesionRow(
            LesionKind.TARGET,
            book.row_key("TUTL", number),
            first.words("TL_TULOC") or Bilingual("", ""),
            _described(first, "TL_TULOCDTL", "TL_TUSEG"),
            first.code("TL_NODAL") == "NODAL",
            (baseline, *later),
        )


def _described(first: _Row, text: str, segment: str) -> str:
    said, code = first.code(text), first.code(segment)
    return said if not code or code in said else f"{code} {said}".strip()


def _target(row: _Row, first_method: str) -> LesionState | None:
    state, mm = row.code("TR_STAT"), row.mm("TR_DIAM")
    if row.book.form(row.visit, row.form) is None or not state:
        return None
    merged = row.code("TR_MERGE")
    method = row.code("TR_METHOD")
    return LesionState(
        state,
        row.words("TR_STAT"),
        mm,
        compute_target_value(TargetState(state), mm),
        row.words("TR_METHOD"),
        is_other_method=bool(method and first_method and method != first_method),
        detail=Bilingual(merged, merged) if merged else row.words("TR_NEREAS"),
    )


def _non_targets(book: Book, visits: tuple[VisitCode, ...]) -> Iterator[LesionRow]:
    states = book.study.codelists[book.item("TRNT", "TN_STAT").codelist]
    present = states.by_code[NonTargetState.PRESENT].label
    for number in book.rows(_SCR, "TUNT"):
        first = _Row(book, _SCR, "TUNT", number)
        method = first.code("NT_METHOD")
        baseline = LesionState(
            NonTargetState.PRESENT,
            present,
            None,
            None,
            first.words("NT_METHOD"),
            is_other_method=False,
            detail=None,
        )
        later = (_non_target(_Row(book, visit, "TRNT", number), method) for visit in visits[1:])
        yield LesionRow(
            LesionKind.NON_TARGET,
            book.row_key("TUNT", number),
            first.words("NT_TULOC") or Bilingual("", ""),
            first.code("NT_TULOCDTL"),
            first.code("NT_NODAL") == "NODAL",
            (baseline, *later),
        )


def _non_target(row: _Row, first_method: str) -> LesionState | None:
    state = row.code("TN_STAT")
    if row.book.form(row.visit, row.form) is None or not state:
        return None
    method = row.code("TN_METHOD")
    return LesionState(
        state,
        row.words("TN_STAT"),
        None,
        None,
        row.words("TN_METHOD"),
        is_other_method=bool(method and first_method and method != first_method),
        detail=row.words("TN_LNSTATE") or row.words("TN_NEREAS"),
    )


def _new_lesions(book: Book, visits: tuple[VisitCode, ...]) -> Iterator[LesionRow]:
    numbers = sorted({number for visit in visits[1:] for number in book.rows(visit, "TUNEW")})
    for number in numbers:
        rows = [
            _Row(book, visit, "TUNEW", number) if number in book.rows(visit, "TUNEW") else None
            for visit in visits[1:]
        ]
        first = next(row for row in rows if row is not None)
        method = first.code("NL_METHOD")
        yield LesionRow(
            LesionKind.NEW,
            book.row_key("TUNEW", number),
            first.words("NL_TULOC") or Bilingual("", ""),
            first.code("NL_TULOCDTL"),
            is_nodal=False,
            states=(None, *(_new_lesion(row, method) for row in rows)),
        )


def _new_lesion(row: _Row | None, first_method: str) -> LesionState | None:
    if row is None:
        return None
    method = row.code("NL_METHOD")
    seen = row.date("NL_DAT")
    return LesionState(
        row.code("NL_CERT"),
        row.words("NL_CERT"),
        row.mm("NL_DIAM"),
        None,
        row.words("NL_METHOD"),
        is_other_method=bool(method and method != first_method),
        detail=_first_seen(seen) if seen else None,
    )


def _first_seen(date: PartialDate) -> Bilingual:
    return Bilingual(f"first seen {date_text(date)}", f"首次发现 {date_text(date)}")
