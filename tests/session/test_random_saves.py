"""Whatever is saved over a finished course, records and rows are those computed from nothing.

Values far and near, other units, missing codes, rows struck and put back, forms not done and to be
done again, forms nobody filled before: by chance, the same for the same seed.
"""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import SUBJECTS, demonstration_lines
from hcc_crf.entry.choices import choices_of
from hcc_crf.entry.decide import Decision
from hcc_crf.entry.derive import derive_all
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.program import Program
from hcc_crf.entry.request import SaveRequest
from hcc_crf.entry.scope import Context
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import Casebook
from hcc_crf.session.standing import moved_rows, subject_rows
from hcc_crf.store.projections import SubjectRows
from hcc_crf.study.load import load_study
from hcc_crf.study.model import FormDef, ItemDef, ItemType
from hcc_crf.values import FormPath, PartialDate, Slot, SubjectKey, VisitCode
from tests.entry.saving import decide_save

SAVES = 30
_LISTED = {ItemType.CHOICE, ItemType.YESNO, ItemType.MULTICHOICE, ItemType.CHOICE_DYNAMIC}
_TYPED = {*_LISTED, ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE, ItemType.PARTIAL_DATE}


class Chance:
    """A nurse who types by chance."""

    def __init__(self, seed: int) -> None:
        """Begin a run of chances."""
        self._chance = random.Random(seed)

    def request(self, book: Workbook) -> SaveRequest:
        """Return a save of any form of any begun visit."""
        chance, casebook = self._chance, book.casebook
        visit, form = chance.choice(sorted(casebook.forms))
        if chance.random() < 0.25:
            visit = chance.choice(sorted(casebook.visits))
            form = chance.choice(book.program.visit(visit).forms)
        path, data = FormPath(casebook.subject, visit, form), casebook.form(visit, form)
        if data is not None and data.not_done:
            return SaveRequest(path, not_done="", reason="it was done")
        if chance.random() < 0.04:
            return SaveRequest(path, not_done="refused", reason="refused")
        definition = book.study.forms[form]
        row = self._row(book, visit, definition)
        is_own_row = definition.repeating and not definition.rows_come_from
        if is_own_row and data is not None and row in data.all_rows and chance.random() < 0.2:
            struck = ((row, "" if row in data.struck else "twice"),)
            return SaveRequest(path, strikes=struck, reason="looked again")
        return SaveRequest(path, self._entries(book, path, definition, row), reason="looked again")

    def _row(self, book: Workbook, visit: VisitCode, form: FormDef) -> int:
        if not form.repeating:
            return 0
        rows = book.all_rows(visit, form.oid)
        is_new = not rows or (not form.rows_come_from and self._chance.random() < 0.2)
        return max(rows, default=0) + 1 if is_new else self._chance.choice(rows)

    def _entries(
        self, book: Workbook, path: FormPath, form: FormDef, row: int
    ) -> tuple[tuple[Slot, Typed], ...]:
        items = [
            (Slot(item.oid, 0 if item.form_level else row), item)
            for item in form.items
            if item.type in _TYPED and not item.read_only
        ]
        items += [
            (Slot(column.oid, row, table.oid, inner), column)
            for table in form.items
            for column in table.columns
            for inner in (1, 2)
            if column.type in _TYPED
        ]
        chosen = self._chance.sample(items, min(len(items), self._chance.choice([1, 1, 2, 5])))
        return tuple((slot, self._typed(book, path, slot, item)) for slot, item in chosen)

    def _typed(self, book: Workbook, path: FormPath, slot: Slot, item: ItemDef) -> Typed:
        chance = self._chance
        before = book.casebook.value(path.visit, path.form, slot).canonical
        if chance.random() < 0.15:
            return Typed("", "", chance.choice(["", "ND", "UNK"]))
        match item.type:
            case ItemType.INTEGER | ItemType.DECIMAL:
                number = float(before) if before.replace(".", "", 1).isdigit() else 10.0
                number *= chance.choice([0.3, 0.8, 1.05, 1.7, 3])
                digits = 0 if item.type is ItemType.INTEGER else 1
                return Typed(f"{number:.{digits}f}", chance.choice(item.units or ("",)))
            case ItemType.DATE:
                day = date.fromisoformat(before or "2023-08-01")
                return Typed(
                    (day + timedelta(days=chance.choice([-60, -7, -1, 1, 30]))).isoformat()
                )
            case ItemType.PARTIAL_DATE:
                return Typed(chance.choice(["2023", "2023-08", "2023-08-15"]))
            case _:
                choices = choices_of(book, item)
                return Typed(chance.choice(choices).code if choices else "")


def from_nothing(book: Workbook) -> dict[object, object]:
    """Return every derived value that says something, computed anew, and what else is recorded."""
    fresh = Workbook(book.program, book.casebook, book.context)
    found: dict[object, object] = {
        (v.path.form.visit, v.path.form.form, v.path.slot): v.record() for v in derive_all(fresh)
    }
    for visit, form, slot in book.casebook.derived.keys() - found.keys():
        found[visit, form, slot] = fresh.derived(visit, form, slot).record()
    return found


def sorted_rows(rows: SubjectRows) -> tuple[object, ...]:
    """Return the rows of a subject in an order of their own."""
    return rows.subject, sorted(map(str, rows.visits)), sorted(map(str, rows.forms))


@pytest.fixture(scope="module")
def program(root: Path) -> Program:
    """The bundled study ready for entry."""
    return open_study(load_study(root / "forms"))


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "name"), list(enumerate(SUBJECTS, start=1)))
def test_records_and_rows_hold_whatever_is_saved(program: Program, seed: int, name: str) -> None:
    chance, context = Chance(seed), Context(PartialDate("2026-11-25"), name[:2])
    casebook, saved = Casebook(SubjectKey(name)), 0
    for line in demonstration_lines(name):
        book = Workbook(program, casebook, context, stale=frozenset())
        decision = decide_save(book, read_line(line).request)
        assert isinstance(decision, Decision)
        casebook = decision.casebook
    rows = subject_rows(program, casebook, context, enrolled_at="then")
    while saved < SAVES:
        book = Workbook(program, casebook, context, stale=frozenset())
        request = chance.request(book)
        decision = decide_save(book, request)
        if not isinstance(decision, Decision) or decision.event is None:
            continue
        saved += 1
        casebook = decision.casebook
        after = book.followed_by(casebook, decision.changed | frozenset(decision.reach))
        assert from_nothing(after) == casebook.derived, (saved, request)
        moved = moved_rows(rows, book, after, decision, is_new_day=False)
        rows = subject_rows(program, casebook, context, enrolled_at="then")
        assert sorted_rows(moved) == sorted_rows(rows), (saved, request)
