"""Which columns the lines of a repeating form have, and how wide they are."""

import pytest

from hcc_crf.entry.program import Program
from hcc_crf.ui.repeating_columns import COLUMNS, MOST, column_widths, summary_items

WEIGHED = ("AE", "TRTL", "TRNT", "TUTL", "TUNEW")


def oids(program: Program, form: str) -> list[str]:
    """Return the items a line of a form shows, what matters most first."""
    return [item.oid for item in summary_items(program.study.forms[form])]


@pytest.mark.parametrize("form", WEIGHED)
def test_what_matters_is_an_item_of_the_form_with_a_line_of_its_own(
    program: Program, form: str
) -> None:
    items = summary_items(program.study.forms[form])
    assert 0 < len(items) <= COLUMNS
    assert not any(item.columns or item.form_level for item in items)


def test_a_target_lesion_is_known_by_its_place_and_diameter(program: Program) -> None:
    assert oids(program, "TUTL")[:2] == ["TL_TULOC", "TL_DIAM"]
    assert oids(program, "TRTL")[:2] == ["TR_STAT", "TR_DIAM"]


def test_an_adverse_event_by_term_start_grade_and_whether_it_goes_on(program: Program) -> None:
    assert oids(program, "AE")[:4] == ["AETERM", "AESTDAT", "AETOXGR", "AEONGO"]


def test_other_forms_show_what_must_be_filled_in_their_order(program: Program) -> None:
    assert oids(program, "EXLENV")[:3] == ["ECSTDAT_LENV", "ECONGO_LENV", "ECACT_LENV"]


def test_every_repeating_form_has_columns(program: Program) -> None:
    forms = [form for form in program.study.forms.values() if form.repeating]
    assert all(1 <= len(summary_items(form)) <= COLUMNS for form in forms)


def test_columns_take_what_their_words_need_and_share_the_rest() -> None:
    assert column_widths((100, 60, 80), 300) == (120, 80, 100)


def test_what_matters_least_is_left_out_first() -> None:
    assert column_widths((100, 60, 80), 200) == (120, 80, 0)
    assert column_widths((100, 60, 80), 239) == (140, 99, 0)
    assert column_widths((100, 60, 80), 240) == (100, 60, 80)


def test_two_columns_stand_however_little_room_there_is() -> None:
    assert column_widths((100, 60, 80), 120) == (80, 40, 0)


def test_one_long_text_leaves_room_for_others() -> None:
    assert column_widths((900, 60), MOST + 60) == (MOST, 60)


def test_without_columns_there_is_no_width() -> None:
    assert column_widths((), 100) == ()
