"""Beside the table: what decided at the chosen time point, the best response, what to look at."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hcc_crf.session import Best, ResponseView, TimePoint, date_text
from hcc_crf.values import Bilingual, PartialDate

from .card import Card
from .cell_rows import Tone, same
from .response_texts import (
    AT,
    AT_BASELINE,
    BASELINE_WORDS,
    BY_INVESTIGATOR,
    BY_RULE,
    CONFIRMED,
    DIFFERENT,
    FIRST_DOSE,
    MM,
    NEW_LESION,
    NEXT_PD,
    NO_DATE,
    NO_PROGRESSION,
    NO_REASON,
    NO_TARGETS,
    NON_TARGET,
    NOT_DECIDED,
    NOT_ENTERED,
    NOT_GIVEN,
    NOT_PROGRESSED,
    NOTE,
    NOTES,
    OVERALL_RULE,
    PR_TO,
    PROGRESSED,
    PROGRESSION,
    REASON,
    SAME,
    SHORT,
    SUM,
    TARGET,
    UNCONFIRMED,
    WHOLE,
    WHY,
)
from .response_words import code_text, differs, filled_both, mm_text, tone_of
from .sheet import said
from .texts import filled, say
from .theme import SPACE_M, SPACE_S, SPACE_XS, set_role

_SHORT = 4
"""Letters of an answer that is written large."""
_COMPARED = {False: (SAME, "muted"), True: (DIFFERENT, "finding-soft")}
_ROLES = {Tone.GOOD: "good", Tone.WARN: "finding-soft", Tone.BAD: "finding-hard"}


class ResponseCards(QWidget):
    """The cards of one time point and of the course."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty column."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)

    def show_point(self, view: ResponseView, number: int) -> None:
        """Show a time point, 0 for baseline."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for card in _cards(view, number):
            self._column.addWidget(card)
            card.show()  # at once, not when the layout gets to it


def _cards(view: ResponseView, number: int) -> list[QFrame]:
    here = baseline_card(view) if not number else point_card(view.points[number - 1])
    cards: list[QFrame] = [here, best_card(view)]
    if view.notes:
        notes = Card(NOTES)
        for note in view.notes:
            notes.body.addWidget(said(filled_both(NOTE, note=note), role="finding-soft"))
        cards.append(notes)
    return cards


def point_card(point: TimePoint) -> Card:
    """Return what the rule and the investigator say of a time point, and what decided."""
    date = same(date_text(point.date)) if point.date else NO_DATE
    card = Card(filled_both(AT, visit=same(point.visit), date=date))
    mine = point.investigator.overall if point.investigator else ""
    is_other = differs(point.rule.overall, mine)
    pair = QHBoxLayout()
    pair.addLayout(_answer(BY_RULE, code_text(point.rule.overall), None), 1)
    if mine:
        pair.addLayout(_answer(BY_INVESTIGATOR, code_text(mine), _COMPARED[is_other]), 1)
    else:
        pair.addLayout(_answer(BY_INVESTIGATOR, same("–"), (NOT_ENTERED, "muted")), 1)
    card.body.addLayout(pair)
    if is_other:
        _add_reason(card, REASON, same(point.difference) if point.difference else NO_REASON)
    card.body.addSpacing(SPACE_XS)
    card.body.addWidget(said(WHY, role="card-title"))
    for label, why in (
        (TARGET, point.why.target),
        (NON_TARGET, point.why.non_target),
        (NEW_LESION, point.why.new_lesion),
        (OVERALL_RULE, point.why.overall),
    ):
        _add_reason(card, label, why)
    return card


def _answer(who: Bilingual, answer: Bilingual, beside: tuple[Bilingual, str] | None) -> QVBoxLayout:
    """Return who says what, large; and beside it how it compares."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(_label(who, "small"))
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    row.addWidget(_label(answer, "big" if len(answer.en) <= _SHORT else "strong"))
    if beside is not None:
        row.addWidget(_label(*beside))
    row.addStretch(1)
    column.addLayout(row)
    return column


def _label(text: Bilingual, role: str) -> QLabel:
    label = QLabel()
    set_role(label, role)
    say(label, text)
    return label


def baseline_card(view: ResponseView) -> Card:
    """Return the sum of baseline and what it sets."""
    card = Card(AT_BASELINE)
    if view.baseline_mm is None:
        card.add_words(NO_TARGETS)
        return card
    for label, mm in (
        (SUM, view.baseline_mm),
        (PR_TO, view.pr_to_mm),
        (NEXT_PD, view.next_pd_from_mm),
    ):
        if mm is not None:
            card.add_row(label, filled(MM, mm=mm_text(mm)))
    card.add_words(BASELINE_WORDS)
    return card


def best_card(view: ResponseView) -> Card:
    """Return the best response of the course, and when the disease progressed."""
    card = Card(WHOLE)
    for label, best in ((CONFIRMED, view.best), (UNCONFIRMED, view.best_unconfirmed)):
        card.add_row(label, _best_words(best), role=_role(best.code), tip=best.why)
    if view.points:
        card.add_words(view.best.why)
    card.add_row(PROGRESSION, _date(view.progression_date, NO_PROGRESSION))
    card.add_row(FIRST_DOSE, _date(view.first_dose, NOT_GIVEN))
    return card


def short_words(view: ResponseView) -> Bilingual | None:
    """Return the course in one line; `None` before the first assessment."""
    if not view.points:
        return None
    date = view.progression_date
    progression = filled(PROGRESSED, date=date_text(date)) if date else NOT_PROGRESSED
    return filled_both(SHORT, best=_best_words(view.best), progression=progression)


def _best_words(best: Best) -> Bilingual:
    return code_text(best.code) if best.code else NOT_DECIDED


def _date(date: PartialDate | None, nothing: Bilingual) -> Bilingual:
    return same(date_text(date)) if date else nothing


def _role(code: str) -> str:
    return _ROLES.get(tone_of(code), "strong")


def _add_reason(card: Card, label: Bilingual, why: Bilingual) -> None:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(said(label, role="small"))
    column.addWidget(said(why))
    card.body.addLayout(column)
