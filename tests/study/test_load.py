"""A folder of definitions becomes a study, whole and unchangeable, or a list of all its faults."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hcc_crf.errors import DefinitionError
from hcc_crf.study.load import digest, load_study
from hcc_crf.study.model import ItemType, Severity, Study, VisitKind
from hcc_crf.values import Bilingual

from .small_study import FILES, faults_of, write_files


@pytest.fixture
def study(small: Path) -> Study:
    return load_study(small)


def test_a_whole_study_loads_without_faults(small: Path) -> None:
    assert faults_of(small) == ()


def test_facts_and_settings_are_kept_as_written(study: Study) -> None:
    assert (study.oid, study.version, study.sponsor) == ("SMALL", "0.1", "Nobody")
    assert study.title == Bilingual("A small study", "小研究")
    assert study.planned == ("CM", "EXLEN", "EXLENV", "EXPD1")
    assert study.parameters["cycle_days"].value == "21"
    assert study.parameters["names"].value == ("one", "two")
    assert study.sites_by_oid["01"].laboratories[0].oid == "LAB01"


def test_forms_come_in_the_order_of_the_schedule(study: Study) -> None:
    assert list(study.forms) == ["DM", "VS", "LB", "AE"]


def test_an_item_keeps_its_numbers_exact(study: Study) -> None:
    weight = study.item("VS", "WEIGHT")
    assert weight.factor("lb") == Decimal("0.45359237")
    assert weight.range.soft == (Decimal(40), Decimal(110))
    assert weight.range.hard == (Decimal(25), Decimal(200))
    assert weight.units == ("kg", "lb")
    assert weight.decimals == 1
    assert weight.type is ItemType.DECIMAL


def test_a_code_list_keeps_both_languages_and_further_columns(tmp_path: Path) -> None:
    text = FILES["codelists.yaml"].replace("zh: 男}", "zh: 男, organ: NONE}")
    study = load_study(write_files(tmp_path, {**FILES, "codelists.yaml": text}))
    term = study.codelists["SEX"].by_code["M"]
    assert term.label == Bilingual("Male", "男")
    assert dict(term.attributes) == {"organ": "NONE"}


def test_a_visit_keeps_its_window_and_series(study: Study) -> None:
    visit = study.visits_by_pattern["C{n}D1"]
    assert visit.kind is VisitKind.REPEATING
    assert visit.window == (3, 3)
    assert visit.repeat is not None
    assert (visit.repeat.variable, visit.repeat.first, visit.repeat.last) == ("n", 2, 9)
    assert visit.forms == ("VS", "LB")


def test_planned_forms_are_left_out_of_a_visit(tmp_path: Path) -> None:
    text = FILES["visits.yaml"].replace("forms: [AE]", "forms: [AE, CM]")
    study = load_study(write_files(tmp_path, {**FILES, "visits.yaml": text}))
    assert study.visits_by_pattern["LOG"].forms == ("AE",)


def test_columns_of_an_inner_table_are_found_by_name(study: Study) -> None:
    form = study.forms["AE"]
    assert form.table_of["GRADE"] == "GRADES"
    assert form.by_oid["GRDAT"].type is ItemType.DATE


def test_a_check_points_at_what_it_names_unless_told_otherwise(study: Study) -> None:
    named, told = study.forms["VS"].checks
    assert named.items == ("VSDAT",)
    assert told.items == ("WEIGHT",)
    assert (named.severity, told.severity) == (Severity.HARD, Severity.SOFT)


def test_a_check_that_names_an_item_of_a_row_is_asked_once_a_row(study: Study) -> None:
    per_row = {check.oid: check.per_row for check in study.forms["AE"].checks}
    assert per_row == {"AE01": True, "AE02": False, "AE03": True}


def test_companions_become_items_after_their_item(study: Study) -> None:
    oids = [item.oid for item in study.forms["LB"].items]
    assert oids == [
        *("LBDAT", "LBNAM"),
        *("ALT", "ALT_LBNRIND", "ALT_LBTOXGR", "ALT_LBCLSIG"),
        *("CL", "CL_LBNRIND", "CL_LBCLSIG"),
    ]


def test_a_companion_says_whose_it_is(study: Study) -> None:
    companion = study.item("LB", "ALT_LBCLSIG")
    assert companion.companion_of == "ALT"
    assert companion.label == Bilingual("ALT · Significant", "谷丙转氨酶 · 临床意义")


def test_a_typed_companion_is_shown_while_its_item_is_shown_and_filled(study: Study) -> None:
    shown = study.item("LB", "ALT_LBCLSIG").show_when
    assert shown is not None
    assert shown.source == (
        "(not is_missing(LBDAT)) and (not is_missing(ALT)) and (LBNRIND == 'HIGH')"
    )


def test_a_computed_item_is_never_typed(study: Study) -> None:
    assert all(
        item.read_only for form in study.forms.values() for item in form.items if item.is_computed
    )
    assert not study.item("VS", "WEIGHT").read_only


def test_the_rows_of_a_form_may_come_from_another(bundled: Study) -> None:
    assert bundled.forms["TRTL"].rows_come_from == "TUTL"
    assert bundled.forms["TUTL"].rows_come_from == ""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: setattr(s, "version", "9"), id="study"),
        pytest.param(lambda s: setattr(s.forms["VS"], "items", ()), id="form"),
        pytest.param(lambda s: setattr(s.item("VS", "WEIGHT"), "unit", "g"), id="item"),
    ],
)
def test_no_attribute_of_a_study_can_be_set(study: Study, change: Callable[[Study], None]) -> None:
    with pytest.raises(FrozenInstanceError):
        change(study)


@pytest.mark.parametrize(
    "mapping",
    [
        pytest.param(lambda s: s.forms, id="forms"),
        pytest.param(lambda s: s.codelists, id="code lists"),
        pytest.param(lambda s: s.parameters, id="parameters"),
        pytest.param(lambda s: s.visits_by_pattern, id="visits"),
        pytest.param(lambda s: s.sites_by_oid, id="sites"),
        pytest.param(lambda s: s.forms["VS"].by_oid, id="items"),
        pytest.param(lambda s: s.forms["AE"].table_of, id="columns"),
        pytest.param(lambda s: s.codelists["NY"].by_code, id="codes"),
        pytest.param(lambda s: s.codelists["NY"].terms[0].attributes, id="attributes"),
        pytest.param(lambda s: s.forms["VS"].visit_conditions, id="conditions"),
        pytest.param(lambda s: s.item("VS", "WEIGHT").sdtm, id="sdtm"),
        pytest.param(lambda s: s.forms["VS"].checks[0].fire_when.names, id="names"),
    ],
)
def test_no_mapping_of_a_study_can_be_written_to(
    study: Study, mapping: Callable[[Study], dict[str, Any]]
) -> None:
    with pytest.raises(TypeError):
        mapping(study)["X"] = None


def test_the_digest_changes_with_any_byte_of_any_file(small: Path, study: Study) -> None:
    (small / "AE.yaml").write_text(FILES["AE.yaml"] + "# a comment\n", encoding="utf-8")
    assert load_study(small).digest != study.digest


def test_the_digest_tells_apart_where_one_file_ends_and_another_begins() -> None:
    assert digest({"a.yaml": b"xy", "b.yaml": b"z"}) != digest({"a.yaml": b"x", "b.yaml": b"yz"})
    assert digest({"a.yaml": b"x", "b.yaml": b"y"}) == digest({"b.yaml": b"y", "a.yaml": b"x"})


def test_other_files_in_the_folder_do_not_count(small: Path, study: Study) -> None:
    (small / "README.md").write_text("words", encoding="utf-8")
    assert load_study(small).digest == study.digest


def test_loading_twice_gives_the_same_study(small: Path, study: Study) -> None:
    again = load_study(small)
    assert (again.digest, list(again.forms)) == (study.digest, list(study.forms))
    assert [item.oid for item in again.forms["LB"].items] == [
        item.oid for item in study.forms["LB"].items
    ]


def test_faults_of_all_files_are_told_at_once_by_file_and_line(small: Path) -> None:
    broken = {
        "VS.yaml": FILES["VS.yaml"].replace("bmi(WEIGHT, HEIGHT)", "bmi(WEIGT, HEIGHT)"),
        "DM.yaml": FILES["DM.yaml"].replace("codelist: SEX", "codelist: SEXX"),
        "study.yaml": FILES["study.yaml"].replace("version: 0.1\n", ""),
    }
    write_files(small, broken)
    with pytest.raises(DefinitionError) as refused:
        load_study(small)
    assert refused.value.faults == (
        "DM.yaml:16: DM.SEX: unknown code list 'SEXX'; did you mean 'SEX'?",
        "VS.yaml:32: VS.BMI: unknown name 'WEIGT' in form VS; did you mean 'WEIGHT'?",
        "study.yaml:1: study: 'version' is missing",
    )
    assert refused.value.code == "DEFINITIONS-FAULTY"
    assert refused.value.place == str(small)


def test_an_empty_folder_is_one_fault(tmp_path: Path) -> None:
    assert [fault.partition(": ")[2] for fault in faults_of(tmp_path)] == [
        "forms: holds no *.yaml file"
    ]


def test_a_file_that_cannot_be_read_is_a_fault(small: Path) -> None:
    (small / "XX.yaml").mkdir()
    (fault,) = faults_of(small)
    assert "cannot be read" in fault


@pytest.mark.parametrize("form", ["DM", "VS", "LB", "AE"])
@pytest.mark.parametrize("content", [b"\xff", b"", b"items: [", b"- a list"])
def test_a_broken_form_file_is_its_own_fault_and_nobody_elses(
    small: Path, form: str, content: bytes
) -> None:
    (small / f"{form}.yaml").write_bytes(content)
    faults = faults_of(small)
    assert faults
    assert {fault.partition(":")[0] for fault in faults} == {f"{form}.yaml"}


@pytest.mark.parametrize("name", ["study.yaml", "codelists.yaml", "visits.yaml", "companions.yaml"])
def test_a_broken_file_that_all_build_on_is_one_fault(small: Path, name: str) -> None:
    (small / name).write_bytes(b"\xff")
    assert faults_of(small) == (f"{name}:1: {name[:-5]}: is no UTF-8 text",)


@pytest.mark.parametrize("name", ["study.yaml", "codelists.yaml", "visits.yaml"])
def test_a_file_every_study_needs_is_missed(small: Path, name: str) -> None:
    (small / name).unlink()
    assert f"{name}:1: {name[:-5]}: the file is missing" in faults_of(small)


def test_a_study_without_laboratory_values_needs_no_companions(small: Path) -> None:
    for name in ("companions.yaml", "LB.yaml"):
        (small / name).unlink()
    text = FILES["visits.yaml"].replace("VS, LB]", "VS]")
    (small / "visits.yaml").write_text(text, encoding="utf-8")
    assert faults_of(small) == ()
