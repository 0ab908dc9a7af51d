"""A table that an answer hides no longer counts, and what is derived from it is derived again."""

from .saving import Nurse

SCANS = {"IMGTAB": [{"row": 1, "IMGAREA": "ABDOMEN", "IMGDAT": "2026-01-03"}]}


def test_hiding_a_table_derives_again_what_rests_on_its_rows(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", tables=SCANS, IMGPERF="Y")
    event = nurse.save("SCR", "IMG", IMGPERF="N", reason="not done after all").event
    assert event is not None
    derived = {one.slot.item: one.canonical for one in event.derivations if one.form == "IMG"}
    assert derived["IMGTPDAT"] == ""


def test_showing_a_table_again_derives_from_its_rows_as_before(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", tables=SCANS, IMGPERF="Y")
    nurse.save("SCR", "IMG", IMGPERF="N", reason="not done after all")
    event = nurse.save("SCR", "IMG", IMGPERF="Y", reason="done after all").event
    assert event is not None
    derived = {one.slot.item: one.canonical for one in event.derivations if one.form == "IMG"}
    assert derived["IMGTPDAT"] == "2026-01-03"
