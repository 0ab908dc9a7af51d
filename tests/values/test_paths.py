"""Paths are written as a person reads them, and read back as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.values import FormPath, ItemPath, Slot, SubjectKey, VisitCode

# Written out in the contract of the command line and the conventions of the study design.
WRITTEN = [
    pytest.param("01-001/SCR/VS.WEIGHT", Slot("WEIGHT"), id="an item"),
    pytest.param("01-001/LOG/AE[1].AETERM", Slot("AETERM", 1), id="an item of a row"),
    pytest.param("01-001/LOG/AE[12].AETERM", Slot("AETERM", 12), id="row 12"),
    pytest.param(
        "01-001/TA1/IMG.IMGTAB[1].IMGDAT", Slot("IMGDAT", 0, "IMGTAB", 1), id="an inner table"
    ),
    pytest.param(
        "01-001/LOG/AE[2].AEGRTAB[3].AEGRDAT",
        Slot("AEGRDAT", 2, "AEGRTAB", 3),
        id="an inner table of a row",
    ),
    pytest.param("01-001/LOG/AE[2].$STRUCK", Slot("$STRUCK", 2), id="a row struck out"),
    pytest.param("01-001/SCR/VS.$NOT_DONE", Slot("$NOT_DONE"), id="a form not done"),
]


@pytest.mark.parametrize(("text", "slot"), WRITTEN)
def test_a_path_is_read_into_its_parts(text: str, slot: Slot) -> None:
    assert ItemPath.parse(text).slot == slot


@pytest.mark.parametrize(("text", "slot"), WRITTEN)
def test_a_path_is_written_as_it_was_read(text: str, slot: Slot) -> None:
    assert str(ItemPath.parse(text)) == text


def test_a_path_names_subject_visit_and_form() -> None:
    form = ItemPath.parse("01-001/C3D1/VS.WEIGHT").form
    assert (form.subject, form.visit, form.form) == ("01-001", "C3D1", "VS")
    assert str(form) == "01-001/C3D1/VS"


def test_a_path_within_its_subject_leaves_the_subject_out() -> None:
    assert ItemPath.parse("01-001/LOG/AE[1].AETERM").within_subject == "LOG/AE[1].AETERM"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01-001",
        "01-001/SCR/VS",
        "SCR/VS.WEIGHT",
        "01-001/SCR/VS.",
        "01-001/SCR/VS.WEIGHT.MORE",
        "01-001/SCR/VS.WEI GHT",
        "01-001/SCR/VS[].WEIGHT",
        "01-001/SCR/VS[0].WEIGHT",
        "01-001/SCR/VS[01].WEIGHT",
        "01-001/SCR/VS[-1].WEIGHT",
        "01-001/SCR/VS[１].WEIGHT",
        "01-001/TA1/IMG.IMGTAB[0].IMGDAT",
        "01-001/TA1/IMG.IMGTAB.IMGDAT",
        "a/b/c/VS.WEIGHT",
        "01-001/SCR/VS.WEIGHT\n",
        "01-001/SCR/VS.$",
    ],
)
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        ItemPath.parse(text)


OID = st.from_regex(r"\A[A-Z][A-Z0-9_]{0,9}\Z")
ROW = st.integers(1, 999)
SLOTS = st.one_of(
    st.builds(Slot, OID),
    st.builds(Slot, OID, ROW),
    st.builds(Slot, OID, st.just(0), OID, ROW),
    st.builds(Slot, OID, ROW, OID, ROW),
    st.builds(Slot, st.sampled_from(["$STRUCK", "$NOT_DONE"]), st.integers(0, 9)),
)
FORMS = st.builds(
    FormPath,
    st.from_regex(r"\A[0-9]{2}-[0-9]{3}\Z").map(SubjectKey),
    st.sampled_from(["SCR", "C3D1", "TA2", "UNS1", "LOG"]).map(VisitCode),
    OID,
)


@given(st.builds(ItemPath, FORMS, SLOTS))
def test_any_path_is_read_back_as_it_was_written(path: ItemPath) -> None:
    assert ItemPath.parse(str(path)) == path


@given(st.builds(ItemPath, FORMS, SLOTS), st.builds(ItemPath, FORMS, SLOTS))
def test_two_places_are_never_written_alike(one: ItemPath, other: ItemPath) -> None:
    assert (str(one) == str(other)) == (one == other)


def test_paths_sort_by_subject_visit_form_and_row() -> None:
    texts = ["01-001/LOG/AE[2].AETERM", "01-001/LOG/AE[10].AETERM", "01-000/SCR/VS.WEIGHT"]
    in_order = sorted(ItemPath.parse(text) for text in texts)
    assert [path.form.subject for path in in_order] == ["01-000", "01-001", "01-001"]
