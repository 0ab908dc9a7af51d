"""Rows and cells of a matrix that was never in a database."""

from collections.abc import Iterator

from hcc_crf.session import MatrixCell, SubjectRow
from hcc_crf.study.model import Study
from hcc_crf.ui.matrix_rows import Matrix, build_matrix
from hcc_crf.values import PartialDate, SubjectKey

TODAY = PartialDate("2023-09-20")


def subject(number: str, status: str = "on treatment") -> SubjectRow:
    """Return a subject that stands so."""
    return SubjectRow(
        SubjectKey(number), status, "2023-08-01T00:00:00Z", "2023-08-01T00:00:00Z", "2023-08-01"
    )


def cell(
    number: str,
    visit: str,
    state: str = "complete",
    *,
    window: tuple[str, str] = ("", ""),
    missing: int = 0,
    soft: int = 0,
    hard: int = 0,
    date: str = "",
) -> MatrixCell:
    """Return a visit of a subject."""
    first, last = window
    forms = 0 if state == "not started" else 3
    return MatrixCell(
        SubjectKey(number),
        visit,
        state,
        date,
        first,
        first,
        last,
        is_expected=True,
        forms=forms,
        missing_required=missing,
        soft=soft,
        hard=hard,
    )


def small_matrix(study: Study) -> Matrix:
    """Return three subjects: one in order, one late, one with findings."""
    return build_matrix(
        (subject("01-001"), subject("01-002"), subject("01-003", "screening")),
        (
            cell("01-001", "SCR"),
            cell("01-001", "C1D1", date="2023-08-08"),
            cell("01-002", "SCR"),
            cell("01-002", "C1D1", "not started", window=("2023-09-01", "2023-09-03")),
            cell("01-003", "SCR", "incomplete", missing=2, soft=1),
        ),
        study=study,
        today=TODAY,
    )


def many(study: Study, subjects: int, codes: tuple[str, ...]) -> Matrix:
    """Return a matrix of `subjects` rows, each with every visit of `codes`."""
    return build_matrix(
        [subject(f"01-{number:03}") for number in range(subjects)],
        list(_many_cells(subjects, codes)),
        study=study,
        today=TODAY,
    )


def _many_cells(subjects: int, codes: tuple[str, ...]) -> Iterator[MatrixCell]:
    states = ("complete", "incomplete", "not started", "not done")
    for number in range(subjects):
        for place, code in enumerate(codes):
            state = states[(number + place) % 4]
            yield cell(f"01-{number:03}", code, state, window=("2023-09-01", "2023-09-30"))
