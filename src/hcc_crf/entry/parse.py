"""From what was typed to a value: `parse_text` for one item, nothing guessed.

Wide digits and signs of Chinese input methods count as the plain ones, and in a number `《`, `》`
and `。`, which the keys `<`, `>` and `.` give there; no other character is reinterpreted (`10²` is
no 102). A number keeps its digits as typed; one `,` or `.` is the decimal
mark, grouping is refused, and a unit behind it must be the one chosen.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.study.model import ItemDef, ItemType, Term
from hcc_crf.values import BLANK, LIST_SEPARATOR, Bilingual, MissingReason, PartialDate, Value

from .typed_dates import read_date, read_time
from .unreadable import Unreadable

_NUMBER = re.compile(r"([<>])?\s*([+-]?)(\d*)(?:([.,])(\d+))?", re.ASCII)
_GROUPED = re.compile(r"[<>]?\s*[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_MAX_DIGITS = 20
_CHINESE_KEYS = str.maketrans("《》。", "<>.")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person gave for one item.

    Attributes:
        text: As typed; empty with a missing reason, and to clear the item.
        unit: The unit chosen; empty for the standard one.
        missing: The missing reason chosen.
    """

    text: str
    unit: str = ""
    missing: str = ""


def parse_text(
    item: ItemDef,
    typed: Typed,
    *,
    today: PartialDate,
    visit: PartialDate | None = None,
    choices: Sequence[Term] = (),
) -> Value | Unreadable:
    """Return the value that was typed, or why it cannot be read.

    Args:
        item: The definition of the item; computed items are never typed.
        typed: Text, unit and missing reason.
        today: Date of the workstation.
        visit: Date of the visit; `None` while it has none.
        choices: The choices of a choice item, as they stand for this subject.
    """
    if typed.missing:
        return _missing(item, typed.missing)
    text = typed.text.strip()
    if not text:
        return BLANK
    if item.type is ItemType.TEXT:
        return _text(item, typed.text)
    plain = _narrow(text)
    if plain.upper() in MissingReason.__members__ and not _is_code(plain, choices):
        return _missing(item, plain.upper(), text)
    match item.type:
        case ItemType.INTEGER | ItemType.DECIMAL:
            return _number(item, text, plain, typed.unit)
        case ItemType.DATE | ItemType.PARTIAL_DATE:
            partial = item.type is ItemType.PARTIAL_DATE
            date = read_date(plain, today=today, partial=partial, visit=visit)
            return date if isinstance(date, Unreadable) else Value(text, date.iso)
        case ItemType.TIME:
            time = read_time(plain)
            return time if isinstance(time, Unreadable) else Value(text, time)
        case ItemType.MULTICHOICE:
            return _codes(text, plain, choices)
        case _:
            code = _code(text, choices)
            return code if isinstance(code, Unreadable) else Value(text, code)


def _narrow(text: str) -> str:
    """Return the text with full-width characters as the plain ones."""
    return "".join(
        unicodedata.normalize("NFKC", char) if unicodedata.east_asian_width(char) == "F" else char
        for char in text
    )


def _missing(item: ItemDef, reason: str, text: str = "") -> Value | Unreadable:
    if reason not in MissingReason.__members__:
        known = ", ".join(MissingReason)
        return Unreadable(
            Bilingual(
                f"{reason} is no missing code. Use one of {known}.",
                f"{reason} 不是缺失代码。请使用：{known}。",
            )
        )
    if item.type is ItemType.TABLE:
        return Unreadable(Bilingual("A table takes no missing code.", "表格不能使用缺失代码。"))
    return Value(text or reason, "", missing=MissingReason(reason))


def control_character(text: str) -> Bilingual | None:
    """Return where a text holds a character that cannot be kept, or `None`; line ends can."""
    found = _CONTROL.search(text.replace("\r\n", "\n"))
    if found is None:
        return None
    return Bilingual(
        f"Character {found.start() + 1} is a control character. Delete it.",
        f"第 {found.start() + 1} 个字符是控制字符，请删除。",
    )


def _text(item: ItemDef, text: str) -> Value | Unreadable:
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())
    if problem := control_character(normal):
        return Unreadable(problem)
    if item.max_length is not None and len(normal) > item.max_length:
        return Unreadable(
            Bilingual(
                f"{len(normal)} characters; at most {item.max_length} fit. Shorten the text.",
                f"共 {len(normal)} 个字符，最多 {item.max_length} 个。请缩短。",
            )
        )
    if item.pattern and not re.fullmatch(item.pattern.strip("^$"), normal):
        return Unreadable(
            Bilingual(
                f"It does not have the form {item.pattern}. Correct it.",
                f"格式不符（{item.pattern}），请更正。",
            )
        )
    return Value(text, normal)


def _number(item: ItemDef, text: str, plain: str, unit: str) -> Value | Unreadable:
    unit = unit or item.unit
    if unit and unit not in item.units:
        known = ", ".join(item.units) or "none"
        return Unreadable(
            Bilingual(
                f"{unit} is no unit of this item. It takes {known}.",
                f"{unit} 不是此项的单位。可用单位：{known}。",
            )
        )
    for word in item.words:
        if plain.upper() == word:
            return Value(text, word, unit)
    written = _written_unit(item, plain)
    if written and written != unit:
        return Unreadable(
            Bilingual(
                f"The number says {written}, the unit beside it {unit}. Choose {written} there.",
                f"数值后写有 {written}，而所选单位为 {unit}。请将单位选为 {written}。",
            )
        )
    number = plain[: len(plain) - len(written)].rstrip()
    canonical = _read_number(number.translate(_CHINESE_KEYS))
    if isinstance(canonical, Unreadable):
        return canonical
    if item.type is ItemType.INTEGER and not _is_whole(item, canonical, unit):
        return Unreadable(Bilingual("A whole number is needed.", "此项需要整数。"))
    return Value(text, canonical, unit)


def _written_unit(item: ItemDef, plain: str) -> str:
    """Return the unit of the item that stands behind the number, as pasted; empty for none."""
    folded = plain.casefold()
    units = [unit for unit in item.units if folded.endswith(unit.casefold())]
    return max(units, key=len, default="")


def _read_number(plain: str) -> str | Unreadable:
    if _GROUPED.fullmatch(plain):
        return _grouped(plain)
    match = _NUMBER.fullmatch(plain)
    if match is None or not (match[3] or match[5]) or len(plain) > _MAX_DIGITS:
        return Unreadable(
            Bilingual(
                "This is no number. Type digits with one decimal mark, with < or > before it if "
                "the laboratory wrote one.",
                "无法识别的数字。请输入数字（至多一个小数点），< 或 > 写在前面。",
            )
        )
    whole = match[3].lstrip("0") or "0"
    fraction = f".{match[5]}" if match[5] else ""
    sign = "-" if match[2] == "-" else ""
    return f"{match[1] or ''}{sign}{whole}{fraction}"


def _grouped(plain: str) -> Unreadable:
    digits = plain.replace(",", "")
    if "." in plain or plain.count(",") > 1:
        return Unreadable(
            Bilingual(
                f"{plain} groups its digits. Type {digits}.",
                f"{plain} 含分组逗号。请输入 {digits}。",
            )
        )
    decimal = plain.replace(",", ".")
    return Unreadable(
        Bilingual(
            f"{plain} can be read in two ways. Type {digits} or {decimal}.",
            f"{plain} 有两种读法。请输入 {digits} 或 {decimal}。",
        )
    )


def _is_whole(item: ItemDef, canonical: str, unit: str) -> bool:
    if unit and unit != item.unit:
        return True  # whole in the standard unit only; another unit may need decimals
    number = Decimal(canonical.lstrip("<>"))
    return number == number.to_integral_value()


def _codes(text: str, plain: str, choices: Sequence[Term]) -> Value | Unreadable:
    """Codes given as one text, joined by the list separator."""
    found: list[str] = []
    for part in plain.split(LIST_SEPARATOR):
        code = _code(part.strip(), choices)
        if isinstance(code, Unreadable):
            return code
        if code not in found:
            found.append(code)
    order = [term.code for term in choices]
    return Value(text, LIST_SEPARATOR.join(sorted(found, key=order.index)))


def _code(text: str, choices: Sequence[Term]) -> str | Unreadable:
    """The code a text names: the code itself, else in any case, else a label in either language."""
    for term in choices:
        if text == term.code:
            return term.code
    folded = _fold(text)
    for term in choices:
        if folded in (_fold(term.code), _fold(term.label.en), _fold(term.label.zh)):
            return term.code
    listed = "; ".join(term.code for term in choices[:12]) or "-"
    more = " …" if len(choices) > 12 else ""  # noqa: PLR2004  (as many as fit one line)
    return Unreadable(
        Bilingual(
            f"{text[:40]!r} is none of the choices. Choose one of: {listed}{more}",
            f"“{text[:40]}”不在选项中。请选择：{listed}{more}",
        )
    )


def _fold(text: str) -> str:
    """Return a text as it is compared: any case, any width."""
    return _narrow(text).casefold()


def _is_code(text: str, choices: Sequence[Term]) -> bool:
    return any(text.upper() == term.code.upper() for term in choices)
