"""Every dialog of the program, each at its fullest: longest words, most lines, a problem told."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from hcc_crf.errors import StoreError
from hcc_crf.session import Session
from hcc_crf.ui import entry_texts as entry
from hcc_crf.ui import texts_shell as shell
from hcc_crf.ui.add_user_dialog import AddUserDialog
from hcc_crf.ui.entry_open_form import ValueChange
from hcc_crf.ui.error_dialog import bug_dialog, error_dialog
from hcc_crf.ui.key_sheet import KeySheet
from hcc_crf.ui.new_subject_dialog import NewSubjectDialog
from hcc_crf.ui.other_visit_dialog import OtherVisitDialog
from hcc_crf.ui.password_dialog import PasswordDialog
from hcc_crf.ui.reason_dialog import ReasonDialog
from hcc_crf.ui.sheet import Sheet, said
from hcc_crf.ui.texts import filled
from hcc_crf.ui.texts_subjects import NUMBER_SHAPE, PDF_SAVED, SAVE_PDF
from hcc_crf.values import Bilingual

Made = Callable[[Session, QWidget], QDialog]
FILE = "casebook-NCT05831969-01-001-2026-11-25.pdf"
CHANGE = ValueChange(
    "Total bilirubin at the last visit before the dose", "68.0 µmol/L", "NASK (not asked)"
)


def of_password(*, is_first: bool) -> Made:
    """Return what makes the dialog, told that the two passwords differ."""

    def make(session: Session, parent: QWidget) -> QDialog:
        dialog = PasswordDialog(session.change_password, is_first=is_first, parent=parent)
        dialog.tell(shell.NOT_THE_SAME)
        return dialog

    return make


def of_new_user(session: Session, parent: QWidget) -> QDialog:
    """Return the dialog, told that something is amiss."""
    dialog = AddUserDialog(session, parent)
    dialog.tell(shell.NEW_PASSWORD_WHY)
    return dialog


def of_new_subject(session: Session, parent: QWidget) -> QDialog:
    """Return the dialog, told that the number has another shape."""
    dialog = NewSubjectDialog(session, parent)
    dialog.tell(filled(NUMBER_SHAPE, example="01-003"))
    return dialog


def of_error(code: str) -> Made:
    """Return what makes the dialog of an error, as long in English as the longest are."""
    error = StoreError(
        code,
        "a-folder-with-a-long-name/data.db",
        "The key is of another workspace, or the beginning of the database is damaged.",
        "Check that accounts and database come from one workspace, or restore the last backup.",
    )
    return lambda _session, parent: error_dialog(error, parent)


def plain(
    heading: Bilingual, confirm: Bilingual, cancel: Bilingual | None, text: Bilingual
) -> Made:
    """Return what makes a sheet that only tells or asks."""

    def make(_session: Session, parent: QWidget) -> QDialog:
        sheet = Sheet(heading, confirm, cancel=cancel, parent=parent)
        sheet.body.addWidget(said(text))
        return sheet

    return make


def of_reason(
    title: Bilingual,
    asked: Bilingual,
    reasons: tuple[Bilingual, ...],
    confirm: Bilingual,
    changes: tuple[ValueChange, ...] = (),
) -> Made:
    """Return what makes the dialog that asks why."""
    return lambda _session, parent: ReasonDialog(
        title, asked, reasons, confirm=confirm, changes=changes, parent=parent
    )


def every_dialog(session: Session) -> dict[str, Made]:
    """Return what makes each dialog, by name."""
    study = session.program.study
    checks = (check for form in study.forms.values() for check in form.checks)
    longest = max((check.message for check in checks), key=lambda words: len(words.en))
    form = max((form.label for form in study.forms.values()), key=lambda label: len(label.en))
    not_done = Bilingual(
        entry.NOT_DONE_TITLE.en.format(form=form.en), entry.NOT_DONE_TITLE.zh.format(form=form.zh)
    )
    kept = Bilingual(
        entry.REOPEN_ASKED.en.format(finding=longest.en, reason="Confirmed against the source"),
        entry.REOPEN_ASKED.zh.format(finding=longest.zh, reason="已与原始文件核对"),
    )
    return {
        "first password": of_password(is_first=True),
        "password": of_password(is_first=False),
        "new user": of_new_user,
        "new subject": of_new_subject,
        "other visit": lambda session, parent: OtherVisitDialog(session.program.study, parent),
        "keys": lambda _session, parent: KeySheet(parent),
        "error": of_error("DATABASE-KEY-REFUSED"),
        "error of no Chinese words": of_error("SOMETHING-NEW"),
        "fault": lambda _session, parent: bug_dialog("KeyError · entry_screen.py:210 f", parent),
        "password changed": plain(
            shell.CHANGE_PASSWORD_TITLE, shell.OK, None, shell.PASSWORD_CHANGED
        ),
        "paper": plain(SAVE_PDF, shell.OPEN, shell.CLOSE, filled(PDF_SAVED, name=FILE)),
        "close and lose": plain(
            shell.CLOSE_AND_LOSE_TITLE, shell.CLOSE_AND_LOSE, shell.STAY, shell.CLOSE_AND_LOSE_WHY
        ),
        "one change": of_reason(
            entry.REASON_TITLE, entry.REASON_ASKED, entry.CHANGE_REASONS, entry.SAVE, (CHANGE,)
        ),
        "many changes": of_reason(
            entry.REASON_TITLE, entry.REASON_ASKED, entry.CHANGE_REASONS, entry.SAVE, (CHANGE,) * 20
        ),
        "strike": of_reason(
            filled(entry.STRIKE_TITLE, key="12"),
            entry.STRIKE_ASKED,
            entry.STRIKE_REASONS,
            entry.STRIKE_ROW,
        ),
        "put back": of_reason(
            filled(entry.PUT_BACK_TITLE, key="12"),
            entry.PUT_BACK_ASKED,
            entry.TO_DO_REASONS,
            entry.PUT_BACK_ROW,
        ),
        "not done": of_reason(
            not_done,
            filled(entry.NOT_DONE_WITH_DATA, count="120"),
            entry.NOT_DONE_REASONS,
            entry.MARK_NOT_DONE,
        ),
        "keep a finding": of_reason(
            entry.SETTLE_TITLE,
            Bilingual(
                entry.SETTLE_ASKED.en.format(finding=longest.en),
                entry.SETTLE_ASKED.zh.format(finding=longest.zh),
            ),
            entry.SETTLE_REASONS,
            entry.SETTLE_KEEP,
        ),
        "ask again": of_reason(entry.REOPEN_TITLE, kept, entry.REOPEN_REASONS, entry.REOPEN_TITLE),
    }
