"""Read everything a save brings: places, texts, hard ranges. All problems at once."""

import difflib
from collections.abc import Iterator

from hcc_crf.ledger.settlement import settlement_of
from hcc_crf.study.model import NUMERIC, FormDef, ItemDef
from hcc_crf.values import Bilingual, Slot, Value

from .check import is_outside, limits_text, other_unit
from .choices import choices_of
from .parse import Typed, control_character, parse_text
from .plan import visit_date
from .request import Problem, Refused, SaveRequest, place_named
from .runtime import Measured
from .scope import Book
from .typed_value import typed
from .unreadable import Unreadable

LONGEST_REASON = 1000
"""Characters of any reason; what is longer is no reason but a paste gone wrong."""


def read_entries(book: Book, request: SaveRequest) -> dict[Slot, Value] | Refused:
    """Return the values typed, by place, or every problem with them."""
    problems = [
        *_why_problems(request),
        *_not_done_problems(book, request),
        *_row_problems(book, request),
    ]
    values: dict[Slot, Value] = {}
    for slot, entered in request.entries:
        answer = read_entry(book, request, slot, entered)
        if isinstance(answer, Problem):
            problems.append(answer)
        else:
            values[slot] = answer
    return Refused(tuple(problems)) if problems else values


def _not_done_problems(book: Book, request: SaveRequest) -> tuple[Problem, ...]:
    """Values and a not-done mark exclude each other: neither would say what the other means."""
    if not request.entries:
        return ()
    data = book.form(request.form.visit, request.form.form)
    if request.not_done:
        return (Problem("NOT-DONE-WITH-VALUES", str(request.form), _NOT_BOTH),)
    if data is not None and data.not_done and request.not_done is None:
        return (Problem("FORM-NOT-DONE", str(request.form), _TAKE_BACK),)
    return ()


def read_entry(book: Book, request: SaveRequest, slot: Slot, entered: Typed) -> Value | Problem:
    """Return one value typed, or what is wrong with it."""
    path = f"{request.form}{slot}"
    form = book.study.forms[request.form.form]
    item = form.by_oid.get(slot.item)
    if settlement_of(slot.item) is not None:
        return _read_reason(place_named(request.form, slot), entered)
    if item is None:
        return Problem("UNKNOWN-ITEM", path, _unknown_item(form, slot.item))
    if item.is_computed or item.read_only:
        return Problem("ITEM-NOT-TYPED", path, _NOT_TYPED)
    if form.table_of.get(slot.item, "") != slot.group:
        return Problem("ITEM-NOT-HERE", path, _NOT_HERE)
    value = parse_text(
        item,
        entered,
        today=book.context.today,
        visit=visit_date(book, request.form.visit),
        choices=choices_of(book, item),
    )
    if isinstance(value, Unreadable):
        return Problem("UNREADABLE", path, value.problem)
    outside = range_problem(item, value)
    return Problem("OUT-OF-RANGE", path, outside) if outside else value


def _read_reason(path: str, entered: Typed) -> Value | Problem:
    """The reason for which a finding stands; whether there is such a finding is asked later."""
    problem = reason_problem(entered.text)
    if problem is not None:
        return Problem("UNREADABLE", path, problem)
    return Value(entered.text, entered.text.strip())


def range_problem(item: ItemDef, value: Value) -> Bilingual | None:
    """Return why a value is impossible: outside the hard range on the standard value."""
    if not value.canonical or item.type not in NUMERIC or item.range.hard is None:
        return None
    number = typed(value, item)
    if not isinstance(number, Measured) or not is_outside(item.range.hard, number):
        return None
    possible = f"{limits_text(item.range.hard)} {item.unit}".rstrip()
    english = f"{value.quantity} is outside the possible {possible}."
    chinese = f"{value.quantity} 超出可能范围 {possible}。"
    hint = other_unit(item, value)
    if hint:
        return Bilingual(f"{english} In {hint}?", f"{chinese}单位是否为 {hint}?")
    return Bilingual(
        f"{english} Check the source and the unit.", f"{chinese}请核对原始数据和单位。"
    )


def _why_problems(request: SaveRequest) -> Iterator[Problem]:
    for why in (request.not_done or "", *(why for _row, why in request.strikes)):
        problem = reason_problem(why)
        if problem is not None:
            yield Problem("UNREADABLE", str(request.form), problem)


def reason_problem(why: str) -> Bilingual | None:
    """Return why no reason can read like this, `None` where one can; an empty one is none yet."""
    if len(why) > LONGEST_REASON:
        return Bilingual(
            f"The reason has {len(why)} characters; at most {LONGEST_REASON} fit. Shorten it.",
            f"原因共 {len(why)} 个字符，最多 {LONGEST_REASON} 个。请缩短。",
        )
    return control_character(why)


def _row_problems(book: Book, request: SaveRequest) -> list[Problem]:
    form = book.study.forms[request.form.form]
    data = book.form(request.form.visit, request.form.form)
    typed_rows = {s.row for s, _entered in request.entries if not _has_no_row(form, s)}
    put_back = {row for row, reason in request.strikes if not reason.strip()}
    found = []
    for row in sorted(typed_rows.union(row for row, _reason in request.strikes)):
        problem = _row_problem(book, form, row)
        if problem is None and data is not None and row in (data.struck & typed_rows) - put_back:
            problem = "ROW-STRUCK", _STRUCK
        if problem is not None:
            code, message = problem
            found.append(Problem(code, f"{request.form}[{row}]", message))
    for row, reason in request.strikes:
        if data is None or row not in data.all_rows:
            found.append(Problem("ROW-UNKNOWN", f"{request.form}[{row}]", _NO_ROW))
        elif not reason.strip() and row not in data.struck:
            found.append(Problem("REASON-NEEDED", f"{request.form}[{row}]", _STRIKE_REASON))
    return found


def _has_no_row(form: FormDef, slot: Slot) -> bool:
    """True for what is said of the form as a whole, and for reasons, which follow their finding."""
    item = form.by_oid.get(slot.item)
    return settlement_of(slot.item) is not None or (item is not None and item.form_level)


def _row_problem(book: Book, form: FormDef, row: int) -> tuple[str, Bilingual] | None:
    if not form.repeating:
        return ("ROW-NOT-TAKEN", _NO_ROWS) if row else None
    if row < 1:
        return "ROW-MISSING", _ROW_NEEDED
    if form.max_rows is not None and row > form.max_rows:
        message = Bilingual(
            f"This form takes at most {form.max_rows} rows.", f"该表单最多 {form.max_rows} 行。"
        )
        return "ROW-TOO-MANY", message
    source = form.rows_come_from
    if source and row not in book.rows(book.program.home[source], source):
        message = Bilingual(
            f"There is no row {row} in {source} at baseline. Enter the lesion there first.",
            f"基线表单 {source} 没有第 {row} 行。请先在基线录入。",
        )
        return "ROW-UNKNOWN", message
    return None


def _unknown_item(form: FormDef, oid: str) -> Bilingual:
    close = difflib.get_close_matches(oid, form.by_oid, 1)
    if not close:
        return Bilingual(f"Form {form.oid} has no item {oid}.", f"表单 {form.oid} 没有项目 {oid}。")
    return Bilingual(
        f"Form {form.oid} has no item {oid}. Did you mean {close[0]}?",
        f"表单 {form.oid} 没有项目 {oid}。是否为 {close[0]}?",
    )


_NOT_BOTH = Bilingual(
    "A form is either marked not done or filled. Save one of the two.",
    "表单要么标记为未做，要么填写数据。请只保存其一。",
)
_TAKE_BACK = Bilingual(
    "This form is marked not done. Take the mark back first; then enter the values.",
    "该表单已标记为未做。请先取消标记，再录入数据。",
)
_NOT_TYPED = Bilingual(
    "The program gives this value; it is not typed.", "该值由程序给出，不能录入。"
)
_NOT_HERE = Bilingual(
    "This item belongs to a row of its table; give it inside the table.",
    "该项目属于表格行，请在表格内录入。",
)
_NO_ROWS = Bilingual("This form has no rows. Give `items`.", "该表单不是多行表单。")
_ROW_NEEDED = Bilingual("Say which row: numbers run from 1.", "请给出行号（从1开始）。")
_NO_ROW = Bilingual("There is no such row to strike out.", "没有可划除的该行。")
_STRUCK = Bilingual(
    "This row was struck out. Put it back first, or enter a new row.",
    "该行已划除。请先恢复，或录入新行。",
)
_STRIKE_REASON = Bilingual("Say why the row is struck out.", "请填写划除原因。")
