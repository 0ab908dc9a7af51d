"""Parts of the subject page: captioned facts, the card of the next appointments."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hcc_crf.session import VisitLine
from hcc_crf.values import Bilingual

from .card import Card
from .cell_rows import same
from .marks import Mark
from .subject_rows import mark_of_line, timing_words
from .subject_texts import NEXT, NOTHING_NEXT
from .summary import window_text
from .texts import say
from .theme import set_role


def fact(caption: Bilingual, words: Bilingual) -> QWidget:
    """Return a small caption with what it is about below."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for text, role in ((caption, "small"), (words, "strong")):
        label = QLabel()
        set_role(label, role)
        say(label, text)
        column.addWidget(label)
    return block


def next_card(lines: tuple[VisitLine, ...]) -> Card:
    """Return the visits that wait, with their windows and the days left or over."""
    card = Card(NEXT)
    for line in lines:
        plan = line.status.plan
        window = same(window_text(plan.first, plan.last)) if plan.first and plan.last else same("")
        words = timing_words(line)
        if words is not None:
            window = Bilingual(f"{window.en} · {words.en}", f"{window.zh} · {words.zh}")
        mark = mark_of_line(line)
        role = "finding-hard" if mark is Mark.OVERDUE else "muted"
        card.add_marked_row(mark, same(plan.visit), window, role=role)
    if not lines:
        card.add_words(NOTHING_NEXT)
    return card


def refill(layout: QHBoxLayout | QVBoxLayout, widgets: list[QWidget]) -> None:
    """Put widgets into a layout in place of all that was there."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()  # at once, not when the layout gets to it
