import pytest

from hcc_crf.ledger.events import NOT_DONE, STRUCK
from hcc_crf.values import BLANK, MissingReason, Slot
from tests.centre.building import code, device_a, device_b, missing, number
from tests.export.building import filled, rows_of


def test_a_saved_form_is_one_row_with_its_keys_version_and_state() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68.0", "kg")})
    (row,) = rows_of(a.events, "VS")
    assert list(row.items())[:7] == [
        ("STUDYID", "NCT05831969"),
        ("SITEID", "01"),
        ("SUBJID", "01-001"),
        ("VISIT", "SCR"),
        ("ROW", ""),
        ("FORMVER", "1"),
        ("STATE", "incomplete"),
    ]
    assert (row["WEIGHT"], row["WEIGHT_UNIT"], row["WEIGHT_STD"]) == ("68.0", "kg", "68.0")


def test_a_value_in_another_unit_keeps_it_and_has_the_exact_standard_value_beside_it() -> None:
    # 1.9 mg/dL x 17.104 = 32.4976 umol/L (study/subjects.yaml, reference_rules.bili_factor)
    a = device_a()
    a.save("LBCHEM", {"BILI": number("1.9", "mg/dL")})
    (row,) = rows_of(a.events, "LBCHEM")
    assert (row["BILI"], row["BILI_UNIT"], row["BILI_STD"]) == ("1.9", "mg/dL", "32.4976")


def test_a_bound_keeps_its_sign_in_both_units() -> None:
    a = device_a()
    a.save("LBCHEM", {"BILI": number("<0.2", "mg/dL")})
    (row,) = rows_of(a.events, "LBCHEM")
    assert (row["BILI"], row["BILI_STD"]) == ("<0.2", "<3.4208")


def test_a_missing_value_has_its_code_and_no_unit() -> None:
    a = device_a()
    a.save("LBCHEM", {"GGT": missing(MissingReason.ND)})
    (row,) = rows_of(a.events, "LBCHEM")
    assert [row[f"GGT{end}"] for end in ("", "_UNIT", "_STD", "_MISSING")] == ["", "", "", "ND"]


def test_a_cleared_value_is_empty() -> None:
    a = device_a()
    first = a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    a.save("VS", {"WEIGHT": BLANK}, replaces=first, reason="of another subject")
    (row,) = rows_of(a.events, "VS")
    assert [row[f"WEIGHT{end}"] for end in ("", "_UNIT", "_STD", "_MISSING")] == [""] * 4
    assert row["HEIGHT"] == "170"


def test_a_derived_value_is_computed_here_and_unrounded() -> None:
    # 68 kg / (1.70 m)^2 = 23.529411...
    a = device_a()
    a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    assert a.events[0].event.derivations == ()
    (row,) = rows_of(a.events, "VS")
    assert row["BMI"].startswith("23.52941176470588")
    assert row["BMI_UNIT"] == "kg/m2"
    assert row["BMI_STD"] == row["BMI"]


def test_a_form_that_nobody_saved_has_a_row_for_what_is_derived_there() -> None:
    # Bilirubin 1.9 mg/dL and albumin 33 g/L give ALBI grade 2b: 0.66 x log10(32.4976)
    # - 0.0852 x 33 = -1.814, above -2.27 (mALBI, derivations.md).
    a = device_a()
    a.save("LBCHEM", {"BILI": number("1.9", "mg/dL"), "ALB": number("33", "g/L")})
    (row,) = rows_of(a.events, "CPS")
    assert (row["STATE"], row["ALBIGR"], row["CPCLASS"]) == ("not started", "2b", "")
    assert row["ALBI"].startswith("-1.8137781")


def test_a_row_key_alone_makes_no_row() -> None:
    a = device_a()
    a.save("TUTL", {Slot("TL_TULOC", 1): code("LIVER")})
    a.save("IMG", {"IMGPERF": code("Y")}, visit="TA1")
    assert rows_of(a.events, "TRTL") == []


def test_a_form_that_was_not_done_is_a_row_with_its_state_alone() -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")}, visit="C1D15")
    a.save("VS", {NOT_DONE: code("subject refused")}, visit="C1D15", reason="wrong subject")
    (row,) = rows_of(a.events, "VS")
    assert (row["VISIT"], row["STATE"], filled(row)) == ("C1D15", "not done", {})


def test_a_repeating_form_has_a_row_for_each_row() -> None:
    a = device_a()
    a.save(
        "AE",
        {Slot("AETERM", 2): code("Rash"), Slot("AETERM", 1): code("Fatigue")},
        visit="LOG",
    )
    rows = rows_of(a.events, "AE")
    assert [(row["ROW"], row["AETERM"]) for row in rows] == [("1", "Fatigue"), ("2", "Rash")]


def test_a_row_that_was_struck_out_is_left_out() -> None:
    a = device_a()
    a.save(
        "AE", {Slot("AETERM", 1): code("Fatigue"), Slot("AETERM", 2): code("Fatigue")}, visit="LOG"
    )
    a.save("AE", {Slot(STRUCK, 2): code("entered twice")}, visit="LOG", reason="entered twice")
    assert [row["ROW"] for row in rows_of(a.events, "AE")] == ["1"]


def test_a_row_that_was_put_back_is_there_again() -> None:
    a = device_a()
    a.save("AE", {Slot("AETERM", 1): code("Fatigue")}, visit="LOG")
    struck = a.save("AE", {Slot(STRUCK, 1): code("twice")}, visit="LOG", reason="twice")
    a.save("AE", {Slot(STRUCK, 1): BLANK}, visit="LOG", replaces=struck, reason="it was not")
    assert [row["ROW"] for row in rows_of(a.events, "AE")] == ["1"]


def test_a_repeating_form_whose_rows_are_all_struck_is_one_row_without_number() -> None:
    a = device_a()
    a.save("AE", {Slot("AETERM", 1): code("Fatigue")}, visit="LOG")
    a.save("AE", {Slot(STRUCK, 1): code("wrong subject")}, visit="LOG", reason="wrong subject")
    (row,) = rows_of(a.events, "AE")
    assert (row["ROW"], row["AETERM"]) == ("", "")


def test_the_rows_of_an_inner_table_are_in_its_file() -> None:
    a = device_a()
    a.save(
        "IMG",
        {
            "IMGPERF": code("Y"),
            Slot("IMGAREA", 0, "IMGTAB", 1): code("CHEST"),
            Slot("IMGAREA", 0, "IMGTAB", 3): code("ABDOMEN"),
        },
    )
    rows = rows_of(a.events, "IMG_IMGTAB")
    assert [(row["ROW"], row["TABROW"], row["IMGAREA"]) for row in rows] == [
        ("", "1", "CHEST"),
        ("", "3", "ABDOMEN"),
    ]


def test_an_inner_table_that_does_not_apply_has_no_rows() -> None:
    a = device_a()
    first = a.save("IMG", {"IMGPERF": code("Y"), Slot("IMGAREA", 0, "IMGTAB", 1): code("CHEST")})
    a.save("IMG", {"IMGPERF": code("N")}, replaces=first, reason="scan was cancelled")
    assert rows_of(a.events, "IMG_IMGTAB") == []


def test_a_value_that_does_not_apply_is_left_out_and_comes_back_when_it_does() -> None:
    a = device_a()
    first = a.save("IMG", {"IMGPERF": code("N"), "IMGRND": code("scanner broken")})
    second = a.save("IMG", {"IMGPERF": code("Y")}, replaces=first, reason="done elsewhere")
    (row,) = rows_of(a.events, "IMG")
    assert (row["IMGPERF"], row["IMGRND"]) == ("Y", "")
    a.save("IMG", {"IMGPERF": code("N")}, replaces=second, reason="it was not")
    (row,) = rows_of(a.events, "IMG")
    assert row["IMGRND"] == "scanner broken"


def test_the_rows_of_a_baseline_form_are_repeated_at_an_assessment() -> None:
    a = device_a()
    a.save("TUTL", {Slot("TL_TULOC", 1): code("LIVER"), Slot("TL_TULOC", 2): code("LUNG")})
    a.save("TRTL", {Slot("TR_STAT", 1): code("DISAPPEARED")}, visit="TA1")
    rows = rows_of(a.events, "TRTL")
    assert [(row["ROW"], row["TR_LNKID"], row["TR_STAT"]) for row in rows] == [
        ("1", "T01", "DISAPPEARED"),
        ("2", "T02", ""),
    ]


def test_a_value_of_the_whole_form_stands_in_each_of_its_rows() -> None:
    a = device_a()
    a.save(
        "TUTL",
        {
            Slot("TL_TULOC", 1): code("LIVER"),
            Slot("TL_DIAM", 1): number("40", "mm"),
            Slot("TL_TULOC", 2): code("LUNG"),
            Slot("TL_DIAM", 2): number("22", "mm"),
        },
    )
    rows = rows_of(a.events, "TUTL")
    assert [row["TL_DIAM"] for row in rows] == ["40", "22"]
    assert {row["TL_SUM"] for row in rows} == {"62"}


def test_visits_stand_in_the_order_of_the_protocol() -> None:
    a = device_a()
    for visit in ("C10D1", "C2D1", "SCR", "C1D15"):
        a.save("VS", {"WEIGHT": number("68", "kg")}, visit=visit)
    assert [row["VISIT"] for row in rows_of(a.events, "VS")] == ["SCR", "C1D15", "C2D1", "C10D1"]


def test_a_cell_in_conflict_is_empty_and_so_is_what_is_derived_from_it() -> None:
    a, b = device_a(), device_b()
    a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    b.save("VS", {"WEIGHT": number("69", "kg")})
    (row,) = rows_of([*a.events, *b.events], "VS")
    assert [row[f"WEIGHT{end}"] for end in ("", "_UNIT", "_STD", "_MISSING")] == [""] * 4
    assert (row["HEIGHT"], row["BMI"]) == ("170", "")


def test_a_row_of_an_inner_table_in_conflict_stays_a_row() -> None:
    a, b = device_a(), device_b()
    for device, area in ((a, "CHEST"), (b, "ABDOMEN")):
        device.save("IMG", {"IMGPERF": code("Y"), Slot("IMGAREA", 0, "IMGTAB", 1): code(area)})
    (row,) = rows_of([*a.events, *b.events], "IMG_IMGTAB")
    assert (row["TABROW"], row["IMGAREA"]) == ("1", "")


@pytest.mark.requirement("F30")
def test_a_hostile_text_is_prefixed_and_a_negative_number_is_not() -> None:
    a = device_a()
    a.save("AE", {Slot("AETERM", 1): code('=HYPERLINK("x")')}, visit="LOG")
    a.save("LBCHEM", {"BILI": number("1.9", "mg/dL"), "ALB": number("33", "g/L")})
    assert rows_of(a.events, "AE")[0]["AETERM"] == '\'=HYPERLINK("x")'
    assert rows_of(a.events, "CPS")[0]["ALBI"].startswith("-1.81")


def test_a_form_that_was_not_done_has_no_rows_in_its_inner_tables() -> None:
    a = device_a()
    a.save("IMG", {"IMGPERF": code("Y"), Slot("IMGAREA", 0, "IMGTAB", 1): code("CHEST")})
    a.save("IMG", {NOT_DONE: code("subject refused")}, reason="subject refused")
    assert rows_of(a.events, "IMG_IMGTAB") == []
    (row,) = rows_of(a.events, "IMG")
    assert (row["STATE"], filled(row)) == ("not done", {})
