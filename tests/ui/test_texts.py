"""Every text stands in both languages, and a switch changes what is on the screen."""

import gc
import importlib
import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QSpinBox
from pytestqt.qtbot import QtBot

from hcc_crf.ui.texts import every_widget, filled, language, say, tr, wording
from hcc_crf.values import Bilingual, Language

MODULES = ("marks", "texts_shell", "texts_subjects", "texts_transfer")
SAME_IN_BOTH = frozenset(
    {
        "ALBI",
        "ECOG",
        "Child-Pugh",
        "RECIST 1.1",
        "SHA-256",
        "{user} · {role}",
        "{name} ({user})",
        "",
    }
)
GREETING = Bilingual("Good morning", "早上好")
FAREWELL = Bilingual("Good evening", "晚上好")


def bilinguals(found: object) -> Iterator[Bilingual]:
    """Yield every text inside a constant of a module."""
    if isinstance(found, Bilingual):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from bilinguals(value)
    elif isinstance(found, tuple):
        for value in found:
            yield from bilinguals(value)


def all_texts() -> tuple[Bilingual, ...]:
    """Return every text of the shell."""
    modules = [importlib.import_module(f"hcc_crf.ui.{name}") for name in MODULES]
    return tuple(text for m in modules for value in vars(m).values() for text in bilinguals(value))


def names(text: str) -> set[str]:
    """Return the `{names}` a text is filled with."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_there_are_texts() -> None:
    assert len(all_texts()) > 150


def test_every_text_has_chinese_characters_unless_it_is_a_name() -> None:
    lacking = [
        text.en
        for text in all_texts()
        if text.en not in SAME_IN_BOTH and not re.search(r"[一-鿿]", text.zh)
    ]
    assert lacking == []


def test_both_languages_are_filled_with_the_same_names() -> None:
    assert [text.en for text in all_texts() if names(text.en) != names(text.zh)] == []


@pytest.mark.usefixtures("qtbot")
def test_no_garbage_goes_while_every_widget_is_counted() -> None:
    collected: list[str] = []

    def note(phase: str, _info: object) -> None:
        collected.append(phase)

    kept = [QSpinBox() for _number in range(300)]  # each has a line Python has not met
    before = gc.get_threshold()
    gc.callbacks.append(note)
    gc.set_threshold(10)
    try:
        collected.clear()
        found = every_widget()
        during = tuple(collected)
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(note)
    assert during == ()
    assert gc.isenabled()
    assert set(kept) <= set(found)


def test_an_ellipsis_stands_in_both_languages_or_in_none() -> None:
    modules = ("entry_texts", "response_texts", "subject_texts", *MODULES)
    texts = [
        text
        for name in modules
        for value in vars(importlib.import_module(f"hcc_crf.ui.{name}")).values()
        for text in bilinguals(value)
    ]
    assert [text for text in texts if text.en.count("…") != text.zh.count("…")] == []


def test_english_texts_are_plain_latin() -> None:
    assert [
        t.en for t in all_texts() if re.search(r"[一-鿿，。：]", t.en) and "Language" not in t.zh
    ] == []


def test_a_text_is_said_in_the_language_of_the_moment(qtbot: QtBot) -> None:
    assert language() is Language.EN
    assert tr(GREETING) == "Good morning"
    wording().speak(Language.ZH)
    assert tr(GREETING) == "早上好"


def test_a_label_follows_the_language(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    say(label, GREETING)
    assert label.text() == "Good morning"
    wording().speak(Language.ZH)
    assert label.text() == "早上好"


def test_the_last_text_said_is_the_one_that_follows(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    say(label, GREETING)
    say(label, FAREWELL)
    wording().speak(Language.ZH)
    assert label.text() == "晚上好"


@pytest.mark.parametrize("where", ["placeholderText", "toolTip", "accessibleName"])
def test_any_property_follows_the_language(qtbot: QtBot, where: str) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    say(field, GREETING, where)
    wording().speak(Language.ZH)
    assert field.property(where) == "早上好"


def test_menus_and_actions_follow_the_language(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    say(menu, GREETING, "title")
    action = QAction(menu)
    say(action, FAREWELL)
    menu.addAction(action)
    wording().speak(Language.ZH)
    assert menu.title() == "早上好"
    assert action.text() == "晚上好"


def test_speaking_the_same_language_again_tells_nobody(qtbot: QtBot) -> None:
    told: list[bool] = []
    wording().language_changed.connect(lambda: told.append(True))
    wording().speak(Language.EN)
    assert told == []


def test_a_change_of_language_is_told_once(qtbot: QtBot) -> None:
    with qtbot.waitSignal(wording().language_changed):
        wording().speak(Language.ZH)


def test_filling_a_text_fills_both_languages() -> None:
    text = filled(Bilingual("{n} saves", "{n} 次保存"), n="3")
    assert text == Bilingual("3 saves", "3 次保存")
