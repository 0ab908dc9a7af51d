"""Companion sets: what is inherited, what depends on a grading rule, how a companion behaves.

The companions of each laboratory item of the bundled study are compared with the design in
`test_forms`.
"""

from pathlib import Path

import pytest

from hcc_crf.errors import DefinitionError
from hcc_crf.study.companions import read_companions
from hcc_crf.study.faults import FaultList
from hcc_crf.study.load import load_study
from hcc_crf.study.model import ItemType, Study
from hcc_crf.study.yaml_text import read_yaml

from .small_study import FILES, write_files


@pytest.fixture(scope="module")
def suffixes(root: Path) -> dict[str, list[str]]:
    """Return the suffixes of each bundled set."""
    content = (root / "forms" / "companions.yaml").read_bytes()
    faults = FaultList()
    companions = read_companions(
        read_yaml(content, "companions.yaml", faults), ("NRIND", "CLSIG", "NY"), faults
    )
    assert faults.lines() == ()
    return {name: [c.suffix for c in columns] for name, columns in companions.sets.items()}


def test_a_set_begins_with_what_it_extends(suffixes: dict[str, list[str]]) -> None:
    assert suffixes["lab"] == ["_LBNRIND", "_LBTOXGR", "_LBCLSIG"]
    assert suffixes["lab_symptoms"] == [*suffixes["lab"], "_LBSYMP"]
    assert suffixes["lab_derived"] == ["_LBNRIND", "_LBTOXGR"]


def test_no_file_means_no_companions() -> None:
    companions = read_companions(None, (), FaultList())
    assert (dict(companions.sets), companions.ctcae) == ({}, ())


def test_only_items_with_a_rule_have_a_grade(bundled: Study) -> None:
    chemistry = bundled.forms["LBCHEM"]
    graded = {i.companion_of for i in chemistry.items if i.oid.endswith("_LBTOXGR")}
    flagged = {i.companion_of for i in chemistry.items if i.oid.endswith("_LBNRIND")}
    # No numeric grade in CTCAE v5.0 for these; calcium is graded corrected for albumin.
    assert flagged - graded == {
        *("BILDIR", "PROT", "UREA", "URATE", "CL", "CA", "PHOS", "AMMONIA"),
    }
    assert "CACR" in graded


def test_symptoms_are_asked_where_two_grades_share_a_range(bundled: Study) -> None:
    asked = {i.companion_of for i in bundled.forms["LBCHEM"].items if i.oid.endswith("_LBSYMP")}
    assert asked == {"SODIUM", "K", "AMYLASE", "LIPASET"}


def test_a_derived_value_is_flagged_by_the_range_of_another(bundled: Study) -> None:
    assert bundled.item("LBCHEM", "CACR").ref_range_of == "CA"
    assert bundled.item("LBCHEM", "CACR_LBNRIND").calc is not None


def test_companions_follow_their_item_on_the_page(bundled: Study) -> None:
    oids = [item.oid for item in bundled.forms["LBCHEM"].items]
    at = oids.index("SODIUM")
    assert oids[at : at + 5] == [
        *("SODIUM", "SODIUM_LBNRIND", "SODIUM_LBTOXGR", "SODIUM_LBCLSIG", "SODIUM_LBSYMP"),
    ]


def test_flag_and_grade_are_computed_and_significance_is_typed(bundled: Study) -> None:
    types = {
        suffix: bundled.item("LBCHEM", f"SODIUM{suffix}").type
        for suffix in ("_LBNRIND", "_LBTOXGR", "_LBCLSIG", "_LBSYMP")
    }
    assert types == {
        "_LBNRIND": ItemType.DERIVED,
        "_LBTOXGR": ItemType.DERIVED,
        "_LBCLSIG": ItemType.CHOICE,
        "_LBSYMP": ItemType.YESNO,
    }
    assert bundled.item("LBCHEM", "SODIUM_LBNRIND").read_only
    assert not bundled.item("LBCHEM", "SODIUM_LBCLSIG").read_only


def test_a_companion_is_hidden_with_its_item(bundled: Study) -> None:
    for oid in ("BILI_LBNRIND", "BILI_LBTOXGR", "BILI_LBCLSIG"):
        shown = bundled.item("LBCHEM", oid).show_when
        assert shown is not None
        assert shown.source.startswith("(LBPERF == 'Y')")


def test_a_computed_companion_of_an_item_that_is_always_shown_is_always_shown(
    small: Path,
) -> None:
    study = load_study(small)
    assert study.item("LB", "CL_LBNRIND").show_when is None
    typed = study.item("LB", "CL_LBCLSIG").show_when
    assert typed is not None
    assert typed.source == "(not is_missing(CL)) and (LBNRIND == 'HIGH')"


def test_a_companion_has_the_class_of_its_item(tmp_path: Path) -> None:
    text = FILES["LB.yaml"].replace("unit: {std: U/L}", "unit: {std: U/L}\n    data_class: genetic")
    study = load_study(write_files(tmp_path, {**FILES, "LB.yaml": text}))
    assert study.item("LB", "ALT_LBCLSIG").data_class == "genetic"
    assert study.item("LB", "CL_LBCLSIG").data_class == "clinical"


def test_a_fault_of_a_companion_is_told_once_at_its_own_line(small: Path) -> None:
    text = FILES["companions.yaml"].replace("show_when: LBNRIND ==", "show_when: LBNRIN ==")
    write_files(small, {"companions.yaml": text})
    with pytest.raises(DefinitionError) as refused:
        load_study(small)
    (fault,) = refused.value.faults
    assert fault.startswith("companions.yaml:20: lab_LBCLSIG: unknown name 'LBNRIN' in a companion")
    assert fault.endswith("; did you mean 'LBNRIND'?")
