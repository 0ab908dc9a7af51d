"""Projections are rows handed in, kept, compared, and rebuilt."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.store.database import Database
from hcc_crf.store.projections import (
    FormRow,
    MatrixCell,
    RowChanges,
    SubjectRow,
    SubjectRows,
    VisitRow,
    change_rows,
    differences,
    drop_and_rebuild,
    matrix,
    row_changes,
    subject_list,
    subject_rows,
)
from hcc_crf.values import SubjectKey
from tests.store.builders import ANNA, BERT, fresh_database, rows_of


def replace_subject(db: Database, rows: SubjectRows) -> None:
    """Let a subject's rows be these, by writing what differs."""
    change_rows(db, row_changes(subject_rows(db, rows.subject.subject), rows))


def visit(subject: SubjectKey, code: str, state: str = "due") -> VisitRow:
    """An expected visit with a window of three days either side."""
    return VisitRow(
        subject, code, state, "", "2026-12-10", "2026-12-07", "2026-12-13", is_expected=True
    )


def form(subject: SubjectKey, code: str, name: str, *counts: int) -> FormRow:
    """A form with so many missing items, soft and hard findings."""
    missing, soft, hard = counts
    return FormRow(subject, code, name, "incomplete", missing, soft, hard, "now", "nurse1")


def test_unknown_subject_has_no_rows(db: Database) -> None:
    assert subject_rows(db, ANNA) is None


def test_rows_come_back_as_they_were_handed_in(db: Database) -> None:
    replace_subject(db, rows_of(ANNA))
    assert subject_rows(db, ANNA) == rows_of(ANNA)


def test_later_rows_take_the_place_of_earlier_ones(db: Database) -> None:
    subject = SubjectRow(ANNA, "screening", "a", "b", "c")
    before = SubjectRows(
        subject,
        (visit(ANNA, "C1D1"), visit(ANNA, "SCR")),
        (form(ANNA, "SCR", "LBCHEM", 1, 0, 0), form(ANNA, "SCR", "VS", 2, 1, 0)),
    )
    after = SubjectRows(
        replace(subject, status="treated"),
        (visit(ANNA, "C2D1"), visit(ANNA, "SCR", "complete")),
        (form(ANNA, "C2D1", "VS", 0, 0, 0), form(ANNA, "SCR", "VS", 0, 0, 1)),
    )
    replace_subject(db, before)
    replace_subject(db, rows_of(BERT))
    replace_subject(db, after)
    assert subject_rows(db, ANNA) == after
    assert subject_rows(db, BERT) == rows_of(BERT)


def test_unchanged_rows_are_not_written_again() -> None:
    rows = rows_of(ANNA)
    assert row_changes(rows, rows) == RowChanges(rows.subject, (), (), (), ())


def test_only_what_differs_is_written(db: Database) -> None:
    replace_subject(db, rows_of(ANNA))
    before = db.read_column(int, "SELECT total_changes()")
    replace_subject(db, rows_of(ANNA))
    assert db.read_column(int, "SELECT total_changes()") == (before[0] + 1,)  # its own row


def test_subjects_are_listed_by_key(db: Database) -> None:
    replace_subject(db, rows_of(BERT))
    replace_subject(db, rows_of(ANNA))
    assert subject_list(db) == (rows_of(ANNA).subject, rows_of(BERT).subject)


def test_matrix_sums_the_forms_of_each_visit(db: Database) -> None:
    rows = SubjectRows(
        SubjectRow(ANNA, "screening", "a", "b", "c"),
        (visit(ANNA, "C1D1"), visit(ANNA, "SCR", "incomplete")),
        (form(ANNA, "SCR", "LBCHEM", 3, 1, 0), form(ANNA, "SCR", "VS", 2, 0, 1)),
    )
    replace_subject(db, rows)
    window = ("", "2026-12-10", "2026-12-07", "2026-12-13", True)
    assert matrix(db) == (
        MatrixCell(ANNA, "C1D1", "due", *window, 0, 0, 0, 0),
        MatrixCell(ANNA, "SCR", "incomplete", *window, 2, 5, 1, 1),
    )


def test_matrix_of_500_subjects_and_30_visits_is_one_query(db: Database) -> None:
    keys = [SubjectKey(f"01-{number:03}") for number in range(500)]
    codes = [f"V{number:02}" for number in range(30)]
    assert (
        drop_and_rebuild(
            db,
            (
                SubjectRows(
                    SubjectRow(key, "treated", "a", "b", "c"),
                    tuple(visit(key, code) for code in codes),
                    tuple(form(key, code, "VS", 1, 0, 0) for code in codes),
                )
                for key in keys
            ),
        )
        == 500
    )
    cells = matrix(db)
    assert [(cell.subject, cell.visit) for cell in cells] == [
        (key, code) for key in keys for code in codes
    ]
    assert {cell.missing_required for cell in cells} == {1}


def test_rebuilding_leaves_only_the_rows_handed_in(db: Database) -> None:
    replace_subject(db, rows_of(BERT, "old"))
    assert drop_and_rebuild(db, [rows_of(ANNA)]) == 1
    assert subject_list(db) == (rows_of(ANNA).subject,)
    assert subject_rows(db, ANNA) == rows_of(ANNA)


def test_rebuilding_from_nothing_empties_the_tables(db: Database) -> None:
    replace_subject(db, rows_of(BERT))
    assert drop_and_rebuild(db, ()) == 0
    assert (subject_list(db), matrix(db)) == ((), ())


def test_equal_projections_do_not_differ_whatever_their_order(db: Database) -> None:
    rows = SubjectRows(
        SubjectRow(ANNA, "screening", "a", "b", "c"),
        (visit(ANNA, "SCR"), visit(ANNA, "C1D1")),
        (form(ANNA, "SCR", "VS", 0, 0, 0), form(ANNA, "C1D1", "VS", 0, 0, 0)),
    )
    replace_subject(db, rows)
    assert differences(db, [rows]) == ()


def test_every_kind_of_difference_is_named_by_subject(db: Database) -> None:
    replace_subject(db, rows_of(ANNA))
    replace_subject(db, rows_of(BERT))
    changed = replace(rows_of(ANNA), forms=())
    assert differences(db, [changed, rows_of(BERT)]) == (ANNA,)
    assert differences(db, [rows_of(ANNA)]) == (BERT,)
    third = SubjectKey("01-003")
    assert differences(db, [rows_of(ANNA), rows_of(BERT), rows_of(third)]) == (third,)


forms = st.builds(
    FormRow,
    st.just(ANNA),
    st.sampled_from(["SCR", "C1D1"]),
    st.sampled_from(["VS", "AE", "RS"]),
    st.sampled_from(["complete", "incomplete"]),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
    st.just("now"),
    st.just("nurse1"),
)


def distinct(rows: list[FormRow]) -> tuple[FormRow, ...]:
    """The rows in the order of their places, one a place."""
    return tuple(sorted({(row.visit, row.form): row for row in rows}.values()))


@settings(deadline=None)  # it waits for a disk
@given(st.lists(st.lists(forms).map(distinct), min_size=1, max_size=4))
def test_any_series_of_rows_ends_with_the_last(series: list[tuple[FormRow, ...]]) -> None:
    with fresh_database() as db:
        for rows in series:
            replace_subject(db, SubjectRows(SubjectRow(ANNA, "s", "a", "b", "c"), (), rows))
        stored = subject_rows(db, ANNA)
        assert stored is not None
        assert stored.forms == series[-1]
