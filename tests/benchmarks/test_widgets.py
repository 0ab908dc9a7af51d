"""The bare twin of a screen has the same widgets, and nothing of the program."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.widgets import twin_of


class OwnLine(QLineEdit):
    """A line of the program's."""


def screen() -> QWidget:
    window, inside = QWidget(), QWidget()
    column = QVBoxLayout(window)
    area = QScrollArea()
    area.setWidget(inside)
    column.addWidget(area)
    row = QHBoxLayout(inside)
    label = QLabel("Bilirubin")
    label.setProperty("role", "muted")
    row.addWidget(label)
    row.addWidget(OwnLine())
    return window


def test_a_twin_is_made_of_bare_widgets(qtbot: QtBot) -> None:
    window = screen()
    qtbot.addWidget(window)
    twin = twin_of(window)
    assert twin.size == 5
    made = twin.build(None)
    qtbot.addWidget(made)
    assert [type(line) for line in made.findChildren(QLineEdit)] == [QLineEdit]
    (label,) = made.findChildren(QLabel)
    assert (label.text(), label.property("role")) == ("Bilirubin", "muted")


def test_what_is_hidden_stays_hidden(qtbot: QtBot) -> None:
    window = screen()
    qtbot.addWidget(window)
    window.findChildren(QLineEdit)[0].hide()
    made = twin_of(window).build(None)
    qtbot.addWidget(made)
    assert made.findChildren(QLineEdit)[0].isHidden()
