"""What a save comes to is worked out at the desk when typing rests, and only then."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hcc_crf.errors import StoreError
from hcc_crf.session import SaveRequest, Session, Typed
from hcc_crf.ui import entry_typing
from hcc_crf.ui.entry_screen import EntryScreen
from hcc_crf.values import Slot
from tests.ui.entry_hand import NEW, open_entry, press, write

WEIGHT = Slot("WEIGHT")


@pytest.fixture
def asked(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[SaveRequest]:
    """What the session was asked to prepare."""
    found: list[SaveRequest] = []
    real = session.prepare

    def prepare(request: SaveRequest) -> None:
        found.append(request)
        real(request)

    monkeypatch.setattr(session, "prepare", prepare)
    monkeypatch.setattr(entry_typing, "TYPING_MS", 50)
    return found


@pytest.fixture
def screen(session: Session, qtbot: QtBot, asked: list[SaveRequest]) -> EntryScreen:
    """The vital signs of somebody new, nothing asked yet."""
    assert not asked
    return open_entry(session, qtbot, f"{NEW}/SCR/VS")


def test_a_save_is_prepared_when_typing_rests(
    screen: EntryScreen, asked: list[SaveRequest], qtbot: QtBot
) -> None:
    write(screen, "WEIGHT", "68")
    qtbot.waitUntil(lambda: bool(asked))
    assert dict(asked[-1].entries)[WEIGHT] == Typed("68", "kg")
    asked.clear()
    press(Qt.Key.Key_F7)
    assert not screen.form.has_draft
    assert asked == []


def test_what_is_undone_is_prepared_anew(
    screen: EntryScreen, asked: list[SaveRequest], qtbot: QtBot
) -> None:
    write(screen, "WEIGHT", "68")
    write(screen, "TEMP", "36.5")
    qtbot.waitUntil(lambda: bool(asked) and len(asked[-1].entries) > 1)
    asked.clear()
    screen.undo()
    qtbot.waitUntil(lambda: bool(asked))
    assert [slot for slot, _typed in asked[-1].entries] == [WEIGHT]


def test_a_disk_that_fails_then_is_left_to_the_draft_and_the_save(
    screen: EntryScreen, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tried: list[SaveRequest] = []

    def refuse(request: SaveRequest) -> None:
        tried.append(request)
        raise StoreError("DISK-FAILED", "site.db", "The disk does not answer.", "Try again.")

    monkeypatch.setattr(session, "prepare", refuse)
    write(screen, "WEIGHT", "68")
    qtbot.waitUntil(lambda: bool(tried))  # an exception in a slot would fail the test
    press(Qt.Key.Key_F7)
    assert not screen.form.has_draft
