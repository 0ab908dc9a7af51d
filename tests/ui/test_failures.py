"""What a person is told when something fails, and what support gets: places, never values."""

import sys

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from hcc_crf.errors import AccessError, HccCrfError, StoreError
from hcc_crf.ui.error_dialog import ErrorDialog, bug_dialog, error_dialog, show_error
from hcc_crf.ui.error_texts import error_text, in_one_line
from hcc_crf.ui.failures import Failures, describe, short_code
from hcc_crf.ui.texts import wording
from hcc_crf.ui.texts_errors import ZH
from hcc_crf.values import Language
from tests.ui.people import answer_next_dialog

FULL = StoreError(
    "DATABASE-DISK-FULL", "data.db", "The disk is full; nothing was saved.", "Free some space."
)
SECRET = "Zhang-San-1965"


def caught(error: BaseException) -> BaseException:
    """Return an error that was raised somewhere."""
    try:
        raise error
    except type(error) as found:
        return found


def test_a_failure_says_what_what_to_do_and_its_code(qtbot: QtBot) -> None:
    dialog = error_dialog(FULL)
    qtbot.addWidget(dialog)
    assert dialog.problem.text() == "The disk is full; nothing was saved."
    assert dialog.next_step.text() == "Free some space."
    assert dialog.code.text() == "DATABASE-DISK-FULL · data.db"


def test_a_failure_is_told_in_chinese(qtbot: QtBot) -> None:
    dialog = error_dialog(FULL)
    qtbot.addWidget(dialog)
    wording().speak(Language.ZH)
    assert dialog.problem.text() == "磁盘已满，未保存。"
    assert dialog.windowTitle() == "操作未成功"


def test_an_error_without_chinese_wording_is_shown_as_raised() -> None:
    text = error_text(HccCrfError("NEW-ERROR", "x", "Something.", "Do this."))
    assert (text.problem.zh, text.next_step.zh) == ("Something.", "Do this.")


def test_numbers_of_an_error_stand_in_both_languages() -> None:
    error = AccessError(
        "SIGN-IN-DELAYED", "user u", "6 wrong passwords in a row.", "Wait 58 seconds."
    )
    assert in_one_line(error).zh == (
        "密码连续输错 6 次。请等待 58 秒后再试；如忘记密码，请联系管理员。"
    )


def test_a_number_that_the_english_lacks_is_left_open() -> None:
    error = AccessError("SIGN-IN-DELAYED", "user u", "Many wrong passwords.", "Wait.")
    assert error_text(error).problem.zh == "密码连续输错 … 次。"


@pytest.mark.parametrize("code", sorted(ZH))
def test_every_chinese_wording_has_a_problem_and_a_next_step(code: str) -> None:
    problem, next_step = ZH[code]
    assert problem.endswith("。")
    assert next_step.endswith("。")


def test_a_bug_is_told_as_not_saved(qtbot: QtBot) -> None:
    dialog = bug_dialog("ValueError · x.py:3 f")
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "This was not saved"
    assert "kept as a draft" in dialog.problem.text()
    assert dialog.code.text() == "ValueError · x.py:3 f"


def test_a_report_holds_places_and_no_values() -> None:
    subject_number = SECRET
    report = describe(caught(ValueError(f"bad {subject_number}")))
    assert report.splitlines()[0] == "ValueError"
    assert "test_failures.py:" in report
    assert SECRET not in report


def test_the_code_read_out_names_kind_and_innermost_place() -> None:
    assert short_code(caught(KeyError(SECRET))).startswith("KeyError · test_failures.py:")


def test_a_bug_is_reported_and_told(qtbot: QtBot, own_hook: None) -> None:
    reports: list[str] = []
    Failures(reports.append).install()
    told: list[str] = []
    answer_next_dialog(lambda dialog: told.append(dialog.windowTitle()))
    error = caught(ZeroDivisionError())
    sys.excepthook(type(error), error, error.__traceback__)
    assert told == ["This was not saved"]
    assert reports[0].startswith("ZeroDivisionError")


def test_a_failed_world_is_told_as_itself_and_not_reported(qtbot: QtBot) -> None:
    reports: list[str] = []
    told: list[str] = []
    answer_next_dialog(lambda dialog: told.append(dialog.windowTitle()))
    error = caught(FULL)
    Failures(reports.append).tell(type(error), error, error.__traceback__)
    assert (told, reports) == (["This did not work"], [])


def test_a_second_fault_while_the_first_is_read_opens_no_second_dialog(qtbot: QtBot) -> None:
    reports: list[str] = []
    failures = Failures(reports.append)
    second = caught(KeyError())

    def fail_again(dialog: QDialog) -> None:
        failures.tell(type(second), second, second.__traceback__)
        assert QApplication.activeModalWidget() is dialog

    answer_next_dialog(fail_again)
    first = caught(ValueError())
    failures.tell(type(first), first, first.__traceback__)
    assert [report.splitlines()[0] for report in reports] == ["ValueError", "KeyError"]


def test_showing_an_error_waits_until_it_was_read(qtbot: QtBot) -> None:
    read: list[bool] = []
    answer_next_dialog(lambda dialog: read.append(isinstance(dialog, ErrorDialog)))
    show_error(FULL)
    assert read == [True]


def test_an_interrupt_from_the_keyboard_ends_the_program_quietly(qtbot: QtBot) -> None:
    reports: list[str] = []
    Failures(reports.append).tell(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reports == []
