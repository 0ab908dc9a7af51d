import pytest

from hcc_crf.export.conflict_rows import conflict_columns, conflict_row
from hcc_crf.ledger.events import NOT_DONE, STRUCK
from hcc_crf.values import MissingReason, Slot, Value
from tests.centre.building import code, device_a, device_b, missing, number, study
from tests.export.building import conflicts_of


def row(form: str, slot: Slot | str, one: Value, other: Value, *, visit: str) -> dict[str, str]:
    """Return the row of a conflict between two devices."""
    a, b = device_a(), device_b()
    a.save(form, {slot: one}, visit=visit)
    b.save(form, {slot: other}, visit=visit, user="nurse2")
    (conflict,) = conflicts = conflicts_of([*a.events, *b.events])
    columns = conflict_columns(conflicts)
    cells = conflict_row(study(), conflict, width=len(columns))
    return dict(zip(columns, cells, strict=True))


def test_a_row_says_where_the_conflict_is_and_what_each_device_wrote() -> None:
    found = row("VS", "WEIGHT", number("68", "kg"), missing(MissingReason.ND), visit="SCR")
    assert list(found)[:10] == [
        "STUDYID", "SITEID", "SUBJID", "VISIT", "FORM", "ROW", "TABLE", "TABROW", "ITEM", "CLAIMS",
    ]  # fmt: skip
    assert (found["VALUE_1"], found["UNIT_1"], found["USER_1"]) == ("68", "kg", "nurse1")
    assert (found["VALUE_2"], found["MISSING_2"], found["USER_2"]) == ("", "ND", "nurse2")


def test_a_row_of_an_inner_table_is_named() -> None:
    slot = Slot("IMGAREA", 0, "IMGTAB", 3)
    found = row("IMG", slot, code("CHEST"), code("ABDOMEN"), visit="TA1")
    assert [found[name] for name in ("ROW", "TABLE", "TABROW", "ITEM")] == [
        "",
        "IMGTAB",
        "3",
        "IMGAREA",
    ]


@pytest.mark.parametrize(
    ("form", "slot", "visit", "expected"),
    [
        pytest.param("AE", Slot(STRUCK, 2), "LOG", ("2", "$STRUCK"), id="strike"),
        pytest.param("VS", Slot(NOT_DONE), "SCR", ("", "$NOT_DONE"), id="form not done"),
    ],
)
def test_a_mark_in_conflict_is_a_row_like_any_other(
    form: str, slot: Slot, visit: str, expected: tuple[str, str]
) -> None:
    found = row(form, slot, code("=one"), code("two"), visit=visit)
    assert (found["ROW"], found["ITEM"]) == expected
    assert (found["VALUE_1"], found["VALUE_2"]) == ("'=one", "two")


def test_no_conflict_has_columns_for_two_values() -> None:
    assert conflict_columns(())[-1] == "EVENT_2"
