"""The parts of the entry screen alone: panel, dialog, banner, keeper, history, visit."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from hcc_crf.session import Moment, Session
from hcc_crf.study.model import Severity
from hcc_crf.ui.derived_panel import LACK_LINES, DerivedCard, SidePanel
from hcc_crf.ui.entry_banner import Banner
from hcc_crf.ui.entry_cards import CardState, LackState, PanelState, PartState, ResolveState
from hcc_crf.ui.entry_field import Note
from hcc_crf.ui.entry_history import HistoryLine, clock_time, history_lines
from hcc_crf.ui.entry_keeping import KEEP_WITHIN_MS, DraftKeeper
from hcc_crf.ui.entry_open_form import ValueChange
from hcc_crf.ui.entry_texts import CHANGE_REASONS, REASON_ASKED, REASON_TITLE, SAVE
from hcc_crf.ui.entry_visit import visit_state
from hcc_crf.ui.form_state import every_field
from hcc_crf.ui.marks import Mark
from hcc_crf.ui.reason_dialog import ReasonDialog
from hcc_crf.ui.resolve_card import RESOLVE_LINES, FindingLabel
from hcc_crf.ui.texts import wording
from hcc_crf.values import Bilingual, FormPath, ItemPath, Language, Slot, SubjectKey, VisitCode
from tests.ui.entry_hand import NEW, click, wait_for, words

SUBJECT = SubjectKey("01-001")
SCREENING = VisitCode("SCR")
VITALS = FormPath(SUBJECT, SCREENING, "VS")
SCORE = CardState(
    "Child-Pugh total",
    "B · 7 points",
    "why",
    (PartState("bilirubin 38.2 µmol/L", "34-51", "2"), PartState("albumin 33 g/L", "28-35", "2")),
)
PLAIN = CardState("Body mass index", "23.5 kg/m²", "68.0 kg / (170 cm)^2")


def odd(number: int) -> ResolveState:
    """Return a soft finding on item `I<number>`."""
    return ResolveState(Slot(f"I{number}"), Note(Severity.SOFT, f"odd {number}"))


def panel_with(qtbot: QtBot, state: PanelState) -> SidePanel:
    """Return a side panel on the screen that shows a state."""
    panel = SidePanel()
    qtbot.addWidget(panel)
    panel.resize(316, 700)
    panel.show_state(state, may_settle=True)
    panel.show()
    return panel


# ---------------------------------------------------------------------------------- side panel


def test_a_score_shows_headline_and_every_row(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((SCORE,), (), ()))
    wait_for(qtbot, panel, "B · 7 points")
    for text in ("bilirubin 38.2 µmol/L", "34-51", "albumin 33 g/L", "28-35"):
        assert text in words(panel)


def test_what_a_value_was_stands_below_it_and_is_read_out(qtbot: QtBot) -> None:
    was = "was 23.0 kg/m² at SCR"
    panel = panel_with(qtbot, PanelState((replace(PLAIN, was=was),), (), ()))
    wait_for(qtbot, panel, was)
    (card,) = panel.findChildren(DerivedCard)
    assert card.accessibleDescription() == f"{was} {PLAIN.why}"
    panel.show_state(PanelState((PLAIN,), (), ()), may_settle=True)
    assert was not in words(panel)


def test_another_value_shows_its_why_in_one_line(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((PLAIN,), (), ()))
    wait_for(qtbot, panel, "68.0 kg / (170 cm)^2")
    assert "23.5 kg/m²" in words(panel)


def test_a_card_that_still_fits_is_drawn_again_and_not_made_again(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((SCORE, PLAIN), (), ()))
    before = panel.findChildren(DerivedCard)
    changed = CardState("Body mass index", "24.0 kg/m²", "69.4 kg / (170 cm)^2")
    panel.show_state(PanelState((SCORE, changed), (), ()), may_settle=True)
    wait_for(qtbot, panel, "24.0 kg/m²")
    assert panel.findChildren(DerivedCard) == before


def test_a_card_names_itself_to_a_screen_reader(qtbot: QtBot) -> None:
    card = DerivedCard(2)
    qtbot.addWidget(card)
    card.show_state(SCORE)
    assert card.accessibleName() == "Child-Pugh total: B · 7 points"
    assert card.accessibleDescription() == "why"


def test_what_lacks_is_one_card_with_a_bounded_number_of_lines(qtbot: QtBot) -> None:
    lacks = tuple(LackState(f"Score {n}", f"input {n} missing") for n in range(LACK_LINES + 3))
    panel = panel_with(qtbot, PanelState((), lacks, ()))
    wait_for(qtbot, panel, "input 0 missing")
    assert "and 3 more" in words(panel)


def test_findings_are_counted_and_beyond_a_number_only_counted(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((), (), tuple(odd(n) for n in range(RESOLVE_LINES + 2))))
    wait_for(qtbot, panel, f"To resolve · {RESOLVE_LINES + 2}")
    assert "▲ odd 0" in words(panel)
    assert f"odd {RESOLVE_LINES}" not in words(panel)
    assert "and 2 more" in words(panel)


def test_a_form_without_findings_says_so(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((), (), (odd(1),)))
    panel.show_state(PanelState((), (), ()), may_settle=True)
    wait_for(qtbot, panel, "Nothing to resolve")
    assert "odd 1" not in words(panel)


def test_a_finding_that_is_clicked_leads_to_its_item(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((), (), (odd(1), odd(2))))
    wait_for(qtbot, panel, "odd 2")
    label = next(one for one in panel.findChildren(FindingLabel) if "odd 2" in one.text())
    with qtbot.waitSignal(panel.asked_for) as asked:
        click(label)
    assert asked.args == [Slot("I2")]


def test_a_finding_of_the_form_as_a_whole_leads_nowhere(qtbot: QtBot) -> None:
    whole = ResolveState(None, Note(Severity.HARD, "Every lesion must be assessed"))
    panel = panel_with(qtbot, PanelState((), (), (whole,)))
    wait_for(qtbot, panel, "■ Every lesion must be assessed")
    asked: list[object] = []
    panel.asked_for.connect(asked.append)
    click(panel.findChildren(FindingLabel)[0])
    assert asked == []


def test_the_history_of_an_item_stands_below(qtbot: QtBot) -> None:
    panel = panel_with(qtbot, PanelState((), (), ()))
    panel.show_history("Weight", (HistoryLine("68.0 → 68.5 kg", "18-NOV-2026 09:14 · nurse1"),))
    wait_for(qtbot, panel, "68.0 → 68.5 kg")
    panel.show_history("Temperature", ())
    wait_for(qtbot, panel, "Not saved yet")
    panel.show_history("", ())
    qtbot.waitUntil(lambda: "History" not in words(panel))
    assert "Temperature" not in words(panel)


# ------------------------------------------------------------------------------- reason dialog


def dialog_with(qtbot: QtBot, *changes: ValueChange) -> ReasonDialog:
    """Return the window that asks why saved values change."""
    dialog = ReasonDialog(
        REASON_TITLE, REASON_ASKED, CHANGE_REASONS, confirm=SAVE, changes=tuple(changes)
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_passes_without_a_reason(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    assert not dialog.confirm.isEnabled()
    dialog.free.setFocus()
    QTest.keyClick(dialog.free, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_enter_on_a_reason_gives_it(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    dialog.buttons[1].setFocus()
    with qtbot.waitSignal(dialog.given) as given:
        QTest.keyClick(dialog.buttons[1], Qt.Key.Key_Return)
    assert given.args == ["Source document was corrected"]


def test_enter_on_one_s_own_words_goes_to_the_line_for_them(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    dialog.buttons[-1].setFocus()
    QTest.keyClick(dialog.buttons[-1], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.free
    QTest.keyClick(dialog.free, Qt.Key.Key_Up)
    assert dialog.reason == "Answer to a query"


def test_a_common_reason_is_chosen_by_one_click(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    dialog.buttons[2].setChecked(True)
    assert dialog.reason == "Further information received"
    with qtbot.waitSignal(dialog.given) as given:
        click(dialog.confirm)
    assert given.args == ["Further information received"]


def test_own_words_are_taken_without_the_blanks_around_them(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    QTest.keyClicks(dialog.free, "  scales off ")
    assert dialog.buttons[-1].isChecked()
    assert dialog.reason == "scales off"


def test_blanks_alone_are_no_reason(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    QTest.keyClicks(dialog.free, "   ")
    assert not dialog.confirm.isEnabled()


def test_what_changes_is_listed_from_what_to_what(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot, ValueChange("Weight", "68.0 kg", ""))
    table = dialog.findChild(QTableWidget)
    assert table is not None
    texts = [item.text() for column in range(3) if (item := table.item(0, column)) is not None]
    assert texts == ["Weight", "68.0 kg", "blank"]


def test_an_earlier_reason_is_offered_also_in_the_other_language(qtbot: QtBot) -> None:
    dialog = dialog_with(qtbot)
    dialog.choose("转录错误")
    assert dialog.reason == "Transcription error"
    dialog.choose("as the source says")
    assert dialog.reason == "as the source says"


def test_the_window_speaks_chinese(qtbot: QtBot) -> None:
    wording().speak(Language.ZH)
    dialog = dialog_with(qtbot)
    assert dialog.windowTitle() == "修改原因"
    assert dialog.buttons[0].text() == "转录错误"


# ------------------------------------------------------------------------- banner and keeper


def test_a_banner_offers_something_and_goes_when_it_is_done(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    done: list[bool] = []
    banner.offer(
        Bilingual("Draft restored", "已恢复"),
        Bilingual("Discard", "放弃"),
        Bilingual("Keep", "保留"),
        lambda: done.append(True),
    )
    assert banner.words == "Draft restored"
    click(banner.act)
    assert done == [True]
    assert banner.words == ""


def test_a_banner_that_warns_offers_nothing(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.warn(Bilingual("Not saved: no reason", "未保存"))
    assert banner.words == "Not saved: no reason"
    assert not banner.act.isVisible()


def test_a_keeper_is_not_put_off_by_further_typing(qtbot: QtBot) -> None:
    kept: list[str] = []
    keeper = DraftKeeper(lambda: "2026-01-01T00:00:00.000000Z")
    keeper.kept.connect(kept.append)
    keeper.touch()
    for _ in range(20):
        qtbot.wait(KEEP_WITHIN_MS // 10)
        keeper.touch()
        if kept:
            break
    assert kept == ["2026-01-01T00:00:00.000000Z"]


def test_a_keeper_keeps_at_once_when_asked_and_only_what_waits(qtbot: QtBot) -> None:
    kept: list[str] = []
    keeper = DraftKeeper(lambda: "now")
    keeper.kept.connect(kept.append)
    keeper.flush()
    assert kept == []
    keeper.touch()
    keeper.flush()
    assert kept == ["now"]
    keeper.touch()
    keeper.forget()
    qtbot.wait(KEEP_WITHIN_MS + 50)
    assert kept == ["now"]


def test_a_draft_that_cannot_be_kept_is_not_said_to_be_kept(qtbot: QtBot) -> None:
    def full() -> str:
        raise OSError("no space")

    kept: list[str] = []
    keeper = DraftKeeper(full)
    keeper.kept.connect(kept.append)
    keeper.touch()
    with pytest.raises(OSError, match="no space"):
        keeper.flush()
    assert kept == []


# ------------------------------------------------------------------------- history and visit


def test_history_is_read_at_the_time_of_the_workstation(session: Session) -> None:
    view = session.look(VITALS)
    weight = next(f for f in every_field(view) if f.slot == Slot("WEIGHT"))
    records = session.history(ItemPath(VITALS, Slot("WEIGHT")))
    (line,) = history_lines(records, weight, Language.EN)
    assert line.what == "68.0 kg"
    # Entered in the morning of 20-SEP-2023 at UTC+8, as the clock of the test said.
    assert line.by.startswith("20-SEP-2023 09:0")
    assert line.by.endswith(" · nurse1")


def test_a_time_is_shown_where_the_workstation_is() -> None:
    china = timezone(timedelta(hours=8))
    now = Moment(datetime(2026, 11, 25, 14, 3, tzinfo=china), "Asia/Shanghai")
    assert clock_time("2026-11-25T06:02:59.000000Z", now) == "14:02"


def test_a_visit_lists_its_forms_and_then_the_running_logs(session: Session) -> None:
    state = visit_state(session, SUBJECT, SCREENING, Language.EN)
    labels = [line.label for line in state.lines]
    assert labels[:2] == ["Forms of visit SCR", "Visit"]
    assert labels.index("Running logs") < labels.index("Adverse events")
    assert [line.path is None for line in state.lines].count(True) == 2


def test_the_running_logs_alone_are_listed_once(session: Session) -> None:
    state = visit_state(session, SUBJECT, VisitCode("LOG"), Language.EN)
    assert [line.label for line in state.lines].count("Adverse events") == 1


def test_a_form_the_visit_does_not_ask_for_is_quiet(session: Session) -> None:
    # There is no target lesion at baseline of a new subject, so none can be assessed.
    state = visit_state(session, SubjectKey(NEW), VisitCode("TA1"), Language.EN)
    asked = {line.path.form: line.is_expected for line in state.lines if line.path is not None}
    assert asked["IMG"]
    assert not asked["TRTL"]


def test_a_visit_nobody_planned_still_lists_its_forms(session: Session) -> None:
    state = visit_state(session, SUBJECT, VisitCode("UNS3"), Language.EN)
    assert "Vital signs" in [line.label for line in state.lines]
    assert state.words is None


def test_date_and_window_of_a_visit_are_said(session: Session) -> None:
    words_of_visit = visit_state(session, SUBJECT, VisitCode("C3D1"), Language.EN).words
    assert words_of_visit is not None
    assert words_of_visit.en.startswith("18-SEP-2023 · window ")
    assert words_of_visit.zh.startswith("18-SEP-2023 · 访视窗 ")


def test_a_complete_form_is_marked_so(session: Session) -> None:
    state = visit_state(session, SUBJECT, SCREENING, Language.EN)
    line = next(one for one in state.lines if one.path == VITALS)
    assert line.mark is Mark.COMPLETE
