"""Fields alone: each draws a state it is given and says what a person typed, and nothing else."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.entry.program import Program
from hcc_crf.session import Typed
from hcc_crf.study.model import Severity
from hcc_crf.ui.entry_field import Choice, FieldState, Note
from hcc_crf.ui.item_fields import ItemField
from hcc_crf.ui.item_fields_choice import CheckListField, ListField
from hcc_crf.ui.item_fields_make import make_field, segments_width
from hcc_crf.ui.item_fields_segment import SegmentField, code_for_key
from hcc_crf.ui.item_fields_text import DerivedField, TextField
from hcc_crf.values import Slot
from tests.ui.entry_hand import open_menu, turn_wheel

YES_NO = (Choice("Y", "Yes"), Choice("N", "No"))
GRADES = tuple(Choice(str(n), f"Grade {n}") for n in range(1, 6))
POSITIONS = (Choice("SITTING", "Sitting"), Choice("SUPINE", "Supine"), Choice("STANDING", "Stand"))
ABOVE = Note(Severity.HARD, "8 is impossible")


def state(**given: object) -> FieldState:
    """Return a state of item X that shows what is given."""
    return FieldState(Slot("X"), "Item X *", "Item X", **given)  # type: ignore[arg-type]


def text_field() -> ItemField:
    """A number that may be typed in two units."""
    return TextField(units=("umol/L", "mg/dL"), is_wide=False, parent=None)


def list_field() -> ItemField:
    """A list to drop down."""
    return ListField(200, None)


KINDS: dict[str, Callable[[], ItemField]] = {
    "text": text_field,
    "segments": lambda: SegmentField(None),
    "list": list_field,
    "check list": lambda: CheckListField((), None),
    "derived": lambda: DerivedField(None),
}


class Heard:
    """What a field said, last first."""

    def __init__(self, field: ItemField) -> None:
        self.said: list[tuple[Slot, Typed]] = []
        field.edited.connect(lambda slot, typed: self.said.insert(0, (slot, typed)))


def shown(field: ItemField, qtbot: QtBot, one: FieldState) -> Heard:
    """Put a field on the screen in a state; return what it will say."""
    qtbot.addWidget(field)
    heard = Heard(field)
    field.show_state(one)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.target().setFocus()
    return heard


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_a_state_says_nothing(qtbot: QtBot, kind: str) -> None:
    field = KINDS[kind]()
    heard = shown(field, qtbot, state(text="1", codes=("1",), choices=GRADES, unit="umol/L"))
    field.show_state(state(text="2", codes=("2",), choices=GRADES, unit="mg/dL"))
    field.show_state(state())
    assert heard.said == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_names_itself_to_a_screen_reader(qtbot: QtBot, kind: str) -> None:
    field = KINDS[kind]()
    shown(field, qtbot, state(choices=GRADES, notes=(ABOVE,), is_required=True, echo="= 1"))
    target = field.target()
    assert target.accessibleName().startswith("Item X")
    if kind != "check list":
        assert "required" in target.accessibleDescription()
        assert "8 is impossible" in target.accessibleDescription()


@pytest.mark.parametrize("kind", KINDS)
def test_a_locked_field_lets_nobody_type(qtbot: QtBot, kind: str) -> None:
    field = KINDS[kind]()
    heard = shown(field, qtbot, state(text="1", codes=("1",), choices=GRADES, is_locked=True))
    QTest.keyClicks(field.target(), "2")
    QTest.keyClick(field.target(), Qt.Key.Key_F8)
    QTest.keyClick(field.target(), Qt.Key.Key_Delete)
    assert heard.said == []
    assert not field.is_reachable()


@pytest.mark.parametrize("kind", KINDS)
def test_the_wheel_says_nothing(qtbot: QtBot, kind: str) -> None:
    field = KINDS[kind]()
    heard = shown(field, qtbot, state(text="1", codes=("1",), choices=GRADES, unit="umol/L"))
    for widget in (field, *field.findChildren(QWidget)):
        turn_wheel(widget)
    assert heard.said == []


def test_a_letter_typed_is_said_with_place_and_unit(qtbot: QtBot) -> None:
    field = text_field()
    heard = shown(field, qtbot, state(text="", unit="mg/dL", units=("umol/L", "mg/dL")))
    QTest.keyClicks(field.target(), "1")
    assert heard.said == [(Slot("X"), Typed("1", "mg/dL"))]


def test_the_cursor_stays_while_the_state_follows_the_typing(qtbot: QtBot) -> None:
    field = text_field()
    shown(field, qtbot, state(text="3.2"))
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setCursorPosition(1)
    QTest.keyClicks(line, "8")
    field.show_state(state(text="38.2"))
    assert line.cursorPosition() == 2


@pytest.mark.parametrize(
    ("severity", "role"), [(Severity.HARD, "finding-hard"), (Severity.SOFT, "finding-soft")]
)
def test_a_finding_colours_the_field_and_goes_again(
    qtbot: QtBot, severity: Severity, role: str
) -> None:
    field = text_field()
    shown(field, qtbot, state(notes=(Note(severity, "odd"),)))
    assert field.target().property("role") == role
    field.show_state(state())
    assert field.target().property("role") == "field"


def test_the_missing_menu_names_every_code_and_its_meaning(qtbot: QtBot) -> None:
    field = text_field()
    heard = shown(field, qtbot, state(text="96", unit="umol/L"))
    QTest.keyClick(field.target(), Qt.Key.Key_F8)
    menu = open_menu()
    assert [action.data() for action in menu.actions() if action.data()] == [
        "ND",
        "NA",
        "UNK",
        "NASK",
        "REF",
    ]
    QTest.keyClick(menu, Qt.Key.Key_5)
    assert heard.said == [(Slot("X"), Typed("96", "umol/L", "REF"))]


def test_the_same_key_takes_a_missing_code_back_with_what_was_there(qtbot: QtBot) -> None:
    field = text_field()
    heard = shown(field, qtbot, state(missing="ND", kept="96", unit="umol/L"))
    QTest.keyClick(field.target(), Qt.Key.Key_F8)
    assert heard.said == [(Slot("X"), Typed("96", "umol/L"))]
    assert QApplication.activePopupWidget() is None


def test_the_units_cannot_be_changed_under_a_missing_code(qtbot: QtBot) -> None:
    field = text_field()
    shown(field, qtbot, state(missing="ND", units=("umol/L", "mg/dL")))
    box = field.findChild(QComboBox)
    assert box is not None
    assert not box.isEnabled()


def test_a_segment_that_is_chosen_is_taken_back_by_a_click(qtbot: QtBot) -> None:
    field = SegmentField(None)
    heard = shown(field, qtbot, state(choices=YES_NO, codes=("Y",)))
    QTest.mouseClick(field.buttons[0], Qt.MouseButton.LeftButton)
    assert heard.said == [(Slot("X"), Typed(""))]


def test_a_click_alone_presses_nothing_until_the_state_says_so(qtbot: QtBot) -> None:
    field = SegmentField(None)
    heard = shown(field, qtbot, state(choices=YES_NO))
    QTest.mouseClick(field.buttons[1], Qt.MouseButton.LeftButton)
    assert heard.said == [(Slot("X"), Typed("N"))]
    assert not field.buttons[1].isChecked()
    field.show_state(state(choices=YES_NO, codes=("N",)))
    assert field.buttons[1].isChecked()


def test_left_and_right_go_through_a_short_list_and_stop_at_its_ends(qtbot: QtBot) -> None:
    field = SegmentField(None)
    heard = shown(field, qtbot, state(choices=POSITIONS, codes=("SITTING",)))
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert heard.said == []
    QTest.keyClick(field, Qt.Key.Key_Right)
    assert heard.said == [(Slot("X"), Typed("SUPINE"))]


def test_delete_takes_a_choice_back(qtbot: QtBot) -> None:
    field = SegmentField(None)
    heard = shown(field, qtbot, state(choices=YES_NO, codes=("Y",)))
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert heard.said == [(Slot("X"), Typed(""))]


def test_a_missing_code_stands_as_one_more_choice(qtbot: QtBot) -> None:
    field = SegmentField(None)
    shown(field, qtbot, state(choices=YES_NO, missing="ND", ghost="ND · Not done"))
    assert [button.text() for button in field.buttons] == ["Yes", "No", "ND · Not done"]
    assert field.buttons[2].isChecked()
    field.show_state(state(choices=YES_NO))
    assert len(field.buttons) == 2


def test_the_keys_of_a_choice_are_told(qtbot: QtBot) -> None:
    field = SegmentField(None)
    shown(field, qtbot, state(choices=YES_NO))
    assert field.target().toolTip() == "Keys: 1 Yes · 2 No"


@pytest.mark.parametrize(
    ("key", "choices", "chosen", "code"),
    [
        pytest.param("1", YES_NO, "", "Y", id="digit counts"),
        pytest.param("2", YES_NO, "Y", "N", id="second"),
        pytest.param("3", YES_NO, "", "", id="beyond the end"),
        pytest.param("0", YES_NO, "", "", id="zero counts nothing"),
        pytest.param("y", YES_NO, "", "Y", id="code in small letters"),
        pytest.param("3", GRADES, "", "3", id="digit that is a code"),
        pytest.param("0", GRADES, "", "", id="digit that is no code"),
        pytest.param("s", POSITIONS, "SITTING", "SUPINE", id="next of the letter"),
        pytest.param("s", POSITIONS, "STANDING", "SITTING", id="round again"),
        pytest.param(" ", POSITIONS, "", "", id="a space chooses nothing"),
        pytest.param("x", POSITIONS, "", "", id="no such letter"),
    ],
)
def test_a_key_chooses(key: str, choices: tuple[Choice, ...], chosen: str, code: str) -> None:
    assert code_for_key(key, choices, chosen) == code


def test_a_choice_no_longer_offered_is_still_shown(qtbot: QtBot) -> None:
    field = list_field()
    shown(field, qtbot, state(choices=(*GRADES, Choice("OLD", "OLD")), codes=("OLD",)))
    box = field.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "OLD"


def test_an_empty_list_says_that_one_may_choose(qtbot: QtBot) -> None:
    field = list_field()
    shown(field, qtbot, state(choices=GRADES))
    box = field.findChild(QComboBox)
    assert box is not None
    assert (box.currentIndex(), box.placeholderText()) == (-1, "Choose…")
    field.show_state(state(choices=GRADES, missing="UNK", ghost="UNK · Unknown"))
    assert box.placeholderText() == "UNK · Unknown"


def test_the_first_line_of_a_list_clears_it(qtbot: QtBot) -> None:
    field = list_field()
    heard = shown(field, qtbot, state(choices=GRADES, codes=("2",)))
    box = field.findChild(QComboBox)
    assert box is not None
    box.activated.emit(0)
    assert heard.said == [(Slot("X"), Typed(""))]


def test_f9_opens_the_list(qtbot: QtBot) -> None:
    field = list_field()
    shown(field, qtbot, state(choices=GRADES))
    QTest.keyClick(field.target(), Qt.Key.Key_F9)
    box = field.findChild(QComboBox)
    assert box is not None
    assert box.view().isVisible()
    box.hidePopup()


def test_a_box_ticked_is_said_with_all_that_are(qtbot: QtBot) -> None:
    field = CheckListField((), None)
    heard = shown(field, qtbot, state(choices=GRADES, codes=("2",)))
    boxes = field.findChildren(QCheckBox)
    assert [box.isChecked() for box in boxes] == [False, True, False, False, False]
    QTest.keyClick(boxes[3], Qt.Key.Key_Space)
    assert heard.said == [(Slot("X"), Typed("2;4"))]


def test_a_derived_value_that_lacks_is_a_dash(qtbot: QtBot) -> None:
    field = DerivedField(None)
    shown(field, qtbot, state(is_locked=True))
    line = field.findChild(QLineEdit)
    assert line is not None
    assert (line.text(), line.isReadOnly()) == ("–", True)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        pytest.param(("VS", "VSPERF"), SegmentField, id="yes or no"),
        pytest.param(("VS", "VSPOS"), SegmentField, id="short list"),
        pytest.param(("AE", "AEREL_LEN"), ListField, id="long list"),
        pytest.param(("CPS", "CPS0102"), ListField, id="few but long labels"),
        pytest.param(("LBCHEM", "LBNAM"), ListField, id="laboratory"),
        pytest.param(("EXLEN", "ECAENO_LEN"), ListField, id="rows of another form"),
        pytest.param(("AE", "AEACNOTH"), CheckListField, id="several"),
        pytest.param(("VS", "WEIGHT"), TextField, id="number"),
        pytest.param(("VS", "VSDAT"), TextField, id="date"),
        pytest.param(("AE", "AETERM"), TextField, id="text"),
        pytest.param(("VS", "BMI"), DerivedField, id="derived"),
        pytest.param(("TRTL", "TR_BASE"), DerivedField, id="prefilled"),
    ],
)
def test_every_type_of_item_has_its_kind_of_field(
    qtbot: QtBot, program: Program, item: tuple[str, str], kind: type[ItemField]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    assert isinstance(make_field(program.study.item(*item), program.study, page), kind)


def test_every_item_of_the_study_has_a_field(qtbot: QtBot, program: Program) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    for form in program.study.forms.values():
        for item in form.by_oid.values():
            if not item.columns:
                assert isinstance(make_field(item, program.study, page), ItemField)


def test_the_width_of_segments_is_that_of_the_longer_language() -> None:
    short, long = (("Yes", "是"), ("No", "否")), (("Yes, always", "是"), ("No, never", "否"))
    assert segments_width(short) < segments_width(long)
