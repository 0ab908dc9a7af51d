"""How the entry screen looks: nothing cut off, everything named, both languages, light and dark."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hcc_crf.session import Session
from hcc_crf.ui.entry_forms import FormLine, FormList
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.ui.item_fields_segment import SegmentField
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import RAIL_WIDTH, TOP_BAR_HEIGHT, Scheme, current_theme
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode
from tests.ui.entry_hand import field_of, open_entry, words

SMALL = (1366 - RAIL_WIDTH, 768 - TOP_BAR_HEIGHT - 28)
"""What the smallest hospital screen leaves beside the rail, the top bar and the training banner."""
PLACES = ("SCR/VS", "SCR/LBCHEM", "SCR/CPS", "SCR/IMG", "TA1/TRTL", "LOG/AE", "SCR/DM", "SCR/IE")
CONTROLS = (QLineEdit, QComboBox, QCheckBox, QAbstractItemView, SegmentField)


def cut_off(screen: EntryScreen) -> Iterator[str]:
    """Yield what does not fit into its place across: text or fields."""
    for label in screen.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        if label.wordWrap() and needed > label.height() + 1:
            yield f"{label.text()!r} needs {needed} of {label.height()} lines"
        if not label.wordWrap() and label.sizeHint().width() > label.width() + 1:
            yield f"{label.text()!r} needs {label.sizeHint().width()} of {label.width()}"
    for area in screen.findChildren(QScrollArea):
        body = area.widget()
        if body is not None and area.isVisible() and body.width() > area.viewport().width():
            yield f"{area} is wider than its place"
    for field in screen.page.fields():
        if field.isVisible():
            yield from _outside(field, screen.page)


def _outside(widget: QWidget, page: QWidget) -> Iterator[str]:
    right = widget.mapTo(page, widget.rect().topRight()).x()
    if right > page.width():
        yield f"{widget} ends at {right} of {page.width()}"
    for child in widget.findChildren(QWidget):
        if child.isVisible() and child.parentWidget() is widget:
            end = child.geometry().right()
            if end > widget.width() and not isinstance(widget, QComboBox | QLineEdit):
                yield f"{child} ends at {end} of {widget.width()}"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_cut_off_on_the_smallest_screen(
    session: Session, qtbot: QtBot, place: str, language: Language
) -> None:
    wording().speak(language)
    screen = open_entry(session, qtbot, f"01-001/{place}", size=SMALL)
    qtbot.waitUntil(lambda: not list(cut_off(screen)), timeout=3000)  # the layout settles
    assert list(cut_off(screen)) == []
    assert screen.width() == SMALL[0]


@pytest.mark.parametrize("place", PLACES)
def test_every_control_has_a_name_for_a_screen_reader(
    session: Session, qtbot: QtBot, place: str
) -> None:
    screen = open_entry(session, qtbot, f"01-001/{place}")
    nameless = [
        control
        for kind in CONTROLS
        for control in screen.findChildren(kind)
        if control.isVisible() and not isinstance(control, QHeaderView)
        if not control.accessibleName()
    ]
    assert nameless == []
    unsaid = [
        button
        for button in screen.findChildren(QAbstractButton)
        if button.isVisible() and not button.text() and not button.accessibleName()
    ]
    assert unsaid == []


def test_the_language_changes_without_opening_again(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    wording().speak(Language.ZH)
    assert field_of(screen, "WEIGHT").shown.name == "体重"
    assert "生命体征" in words(screen.page)
    assert screen.save_button.text() == "保存"
    assert screen.not_done_button.text() == "标记为未做…"


def brightness(image: QImage, x: int, y: int) -> int:
    """Return how light a point is, 0 to 255."""
    return image.pixelColor(x, y).lightness()


def test_light_is_light_and_dark_is_dark(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/VS")
    corner = (screen.list.width() + 5, 5)
    assert brightness(screen.grab().toImage(), *corner) > 200
    current_theme().choose(Scheme.DARK)
    qtbot.wait(20)
    assert brightness(screen.grab().toImage(), *corner) < 60


def test_findings_differ_by_shape_and_not_by_colour_alone(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/LBCHEM")
    assert "▲" in words(screen.page)
    assert "▲" in words(screen.side)


def test_the_list_marks_the_open_form_and_says_where_each_stands(
    session: Session, qtbot: QtBot
) -> None:
    screen = open_entry(session, qtbot, "01-001/SCR/LBCHEM")
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "LBCHEM")
    line = screen.list.line_of(path)
    assert line is not None
    assert (line.label, line.mark) == ("Blood chemistry", Mark.INCOMPLETE)
    assert screen.list.line_of(FormPath(path.subject, VisitCode("LOG"), "AE")) is not None


def test_a_line_is_chosen_by_a_click_and_a_heading_is_not(qtbot: QtBot) -> None:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
    forms = FormList()
    qtbot.addWidget(forms)
    forms.show_state((FormLine("Forms"), FormLine("Vital signs", path)), None)
    chosen: list[FormPath] = []
    forms.chosen.connect(chosen.append)
    view = forms.findChild(QAbstractItemView)
    assert view is not None
    for row in (0, 1):
        view.clicked.emit(view.model().index(row, 0))
    assert chosen == [path]


def test_a_draft_is_marked_in_the_list(qtbot: QtBot) -> None:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
    forms = FormList()
    qtbot.addWidget(forms)
    forms.show_state((FormLine("Vital signs", path),), path)
    forms.show_draft(path, has_draft=True)
    line = forms.line_of(path)
    assert line is not None
    assert line.has_draft


def test_a_name_of_one_line_takes_one_line_in_the_list(session: Session, qtbot: QtBot) -> None:
    screen = open_entry(session, qtbot, "01-001/C4D1/SV", size=SMALL)
    wording().speak(Language.ZH)
    shown = screen.list.findChild(QAbstractItemView)
    assert shown is not None
    model = shown.model()

    def heights() -> set[int]:
        return {shown.visualRect(model.index(row, 0)).height() for row in range(model.rowCount())}

    qtbot.waitUntil(lambda: heights() == {30})
