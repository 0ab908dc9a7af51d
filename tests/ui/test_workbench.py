"""Rail, top bar, pages and back again."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hcc_crf.cli.training import PASSWORD
from hcc_crf.session import Session
from hcc_crf.ui.audit_page import AuditPage
from hcc_crf.ui.icons import Icon, icon_size, line_icon
from hcc_crf.ui.idle import IdleWatch
from hcc_crf.ui.key_sheet import KeySheet
from hcc_crf.ui.page import Crumb, Page
from hcc_crf.ui.password_dialog import PasswordDialog
from hcc_crf.ui.rail import Rail, Screen
from hcc_crf.ui.subjects_page import SubjectsPage
from hcc_crf.ui.sum_chart import SumChart
from hcc_crf.ui.summary import summarize
from hcc_crf.ui.texts import language, wording
from hcc_crf.ui.theme import Scheme, current_theme
from hcc_crf.ui.transfer_page import TransferPage
from hcc_crf.ui.workbench import Workbench
from hcc_crf.values import Bilingual, Language, SubjectKey
from tests.ui.conftest import LINES
from tests.ui.people import answer_next_dialog

SAVES = sum(LINES.values())


@pytest.fixture
def bench(session: Session, qtbot: QtBot) -> Workbench:
    """The frame of the study nurse, on the screen."""
    bench = Workbench(session, "0.1.0")
    qtbot.addWidget(bench)
    bench.resize(1366, 768)
    bench.show()
    return bench


def menu_texts(bench: Workbench) -> dict[str, QAction]:
    """Return the entries of the person's menu by their text, sub-menus included."""
    found: dict[str, QAction] = {}
    for action in bench.top_bar.person.menu().actions():
        found[action.text()] = action
        menu = action.menu()
        if isinstance(menu, QMenu):
            found |= {one.text(): one for one in menu.actions()}
    return found


def crumbs(bench: Workbench) -> list[str]:
    """Return where the top bar says one is."""
    return [
        widget.text()
        for widget in bench.top_bar.findChildren(QWidget)
        if isinstance(widget, QLabel | QPushButton)
        and str(widget.property("role")) in {"crumb", "crumb-now", "link"}
        and not widget.isHidden()
    ]


def test_the_first_screen_is_the_matrix(bench: Workbench) -> None:
    assert isinstance(bench.page, SubjectsPage)
    assert crumbs(bench) == ["NCT05831969", "Site 01 · Site 01 (demo)"]


def test_the_rail_leads_to_every_screen(bench: Workbench) -> None:
    for screen, page in ((Screen.TRANSFER, TransferPage), (Screen.AUDIT, AuditPage)):
        bench.rail.chosen.emit(screen)
        assert isinstance(bench.page, page)
    assert crumbs(bench) == ["Audit trail"]


def test_only_one_button_of_the_rail_is_marked(qtbot: QtBot) -> None:
    rail = Rail(tuple(Screen))
    qtbot.addWidget(rail)
    rail.show_chosen(Screen.AUDIT)
    rail.show_chosen(Screen.SITE)
    assert [screen for screen in Screen if rail.is_chosen(screen)] == [Screen.SITE]


def test_a_click_on_the_rail_chooses_its_screen(bench: Workbench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.rail.chosen) as chosen:
        bench.rail.button(Screen.TRANSFER).click()
    assert chosen.args == [Screen.TRANSFER]


def test_the_centre_counter_is_always_there(bench: Workbench) -> None:
    counter = bench.top_bar.counter
    assert counter.text() == f"{SAVES} saves not yet packaged"
    bench.show_screen(Screen.AUDIT)
    assert counter.isVisibleTo(bench)


def test_the_counter_falls_when_a_package_was_written(
    bench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = bench.show_screen(Screen.TRANSFER)
    assert isinstance(page, TransferPage)
    page.write_into(tmp_path_factory.mktemp("stick"))
    assert bench.top_bar.counter.text() == "Every save is packaged"


def test_the_person_and_the_role_are_named(bench: Workbench) -> None:
    assert bench.top_bar.person.text() == "nurse1 · study nurse"
    assert bench.top_bar.person.toolTip() == "Training Nurse (nurse1)"
    wording().speak(Language.ZH)
    assert bench.top_bar.person.text() == "nurse1 · 研究护士"


def test_the_menu_switches_language_and_look(bench: Workbench) -> None:
    menu_texts(bench)["中文"].trigger()
    assert language() is Language.ZH
    menu_texts(bench)["深色"].trigger()
    assert current_theme().scheme is Scheme.DARK


def test_f1_shows_the_keys(bench: Workbench) -> None:
    shown: list[bool] = []
    answer_next_dialog(lambda dialog: shown.append(isinstance(dialog, KeySheet)))
    menu_texts(bench)["Keys"].trigger()
    assert shown == [True]


def test_the_menu_offers_another_password(bench: Workbench) -> None:
    shown: list[bool] = []
    answer_next_dialog(lambda dialog: shown.append(isinstance(dialog, PasswordDialog)))
    menu_texts(bench)["Change password…"].trigger()
    assert shown == [True]


def test_a_changed_password_is_confirmed(bench: Workbench) -> None:
    told: list[str] = []

    def read(dialog: QDialog) -> None:
        told.extend(label.text() for label in dialog.findChildren(QLabel))

    def change(dialog: QDialog) -> None:
        assert isinstance(dialog, PasswordDialog)
        dialog.old.setText(PASSWORD)
        dialog.new.setText("a sentence of my own")
        dialog.again.setText("a sentence of my own")
        answer_next_dialog(read)
        dialog.confirm.click()

    answer_next_dialog(change)
    bench.change_password()
    assert "The password was changed." in told


@pytest.mark.parametrize(
    ("text", "signal"), [("Lock", "lock_asked"), ("Sign out", "sign_out_asked")]
)
def test_the_menu_leads_out(bench: Workbench, qtbot: QtBot, text: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(bench, signal)):
        menu_texts(bench)[text].trigger()
    assert bench.may_leave()


def test_the_audit_trail_of_a_subject_opens_from_the_matrix(bench: Workbench) -> None:
    page = bench.page
    assert isinstance(page, SubjectsPage)
    page.audit_asked.emit("01-002")
    assert isinstance(bench.page, AuditPage)
    assert bench.page.chosen == "01-002"


def test_a_visit_opens_its_forms_and_back_leads_home(bench: Workbench) -> None:
    bench.open_visit("01-001", "SCR")
    assert not isinstance(bench.page, SubjectsPage)
    bench.go_back()
    assert isinstance(bench.page, SubjectsPage)
    assert bench.stack.count() == 1


class OpenWork(Page):
    """A page that does not let itself be left."""

    def may_leave(self) -> bool:
        return False


def test_a_page_with_open_work_is_not_left(bench: Workbench) -> None:
    page = OpenWork()
    bench.stack.addWidget(page)
    bench.stack.setCurrentWidget(page)
    bench.rail.chosen.emit(Screen.AUDIT)
    bench.go_back()
    assert bench.page is page


def test_crumbs_can_lead_back_and_follow_the_language(bench: Workbench) -> None:
    went: list[bool] = []
    page = OpenWork()
    page.set_crumbs(
        Crumb(Bilingual("Subjects", "受试者"), lambda: went.append(True)),
        Crumb(Bilingual("C3D1", "C3D1")),
    )
    bench.top_bar.show_page(page)
    links = [b for b in bench.top_bar.findChildren(QPushButton) if b.text() == "Subjects"]
    links[-1].click()
    assert went == [True]
    wording().speak(Language.ZH)
    assert "受试者" in crumbs(bench)
    page.deleteLater()


def test_idle_is_told_after_its_time(qapp: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(qapp, minutes=0.001)
    with qtbot.waitSignal(watch.idle):
        watch.start()
    watch.deleteLater()


def test_a_key_keeps_the_desk_awake(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    watch = IdleWatch(qapp, minutes=60)
    watch.watch(window.windowHandle())
    watch.start()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    left = watch.left_ms
    qtbot.wait(30)
    assert watch.left_ms < left
    QApplication.sendEvent(window.windowHandle(), key)
    assert watch.left_ms > left - 30
    watch.stop()
    assert watch.left_ms < 0
    watch.watch(None)
    watch.deleteLater()


@pytest.mark.parametrize("icon", list(Icon))
def test_every_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, icon: Icon) -> None:
    image = line_icon(icon, "#ff0000").pixmap(icon_size()).toImage()
    painted = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 60
    ]
    assert len(painted) > 20
    assert all(colour.red() > 200 and colour.green() < 60 for colour in painted)


def test_the_chart_of_sums_draws_and_speaks_its_numbers(session: Session, qtbot: QtBot) -> None:
    chart = SumChart(summarize(session, SubjectKey("01-001")).plot)
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    blank = QWidget()
    qtbot.addWidget(blank)
    blank.resize(chart.size())
    assert chart.grab().toImage() != blank.grab().toImage()
    assert chart.accessibleName() == "SCR 74 mm, TA1 43 mm"
