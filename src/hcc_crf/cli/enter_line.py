"""One line of `enter`: from JSON to a save request, and from the answer to JSON. Strict."""

import json
from dataclasses import dataclass

from hcc_crf.ledger.events import is_mark
from hcc_crf.session import Finding, Problem, Refused, Saved, SaveRequest, Settle, Typed
from hcc_crf.values import LIST_SEPARATOR, FormPath, Language, Slot, SubjectKey, VisitCode

_KEYS = frozenset({"subject", "visit", "form", "items", "rows", "reason", "not_done", "settle"})


MAX_ROW = 9999
"""More rows than any form takes; the form's own limit is checked with the save."""


class LineError(ValueError):
    """A line that is no form save; the text says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line asks for: a form save, and findings that are to stand with a reason."""

    request: SaveRequest
    settles: tuple[Settle, ...] = ()


def read_line(line: str) -> Line:
    """Return what a line asks for.

    Raises:
        LineError: It is no JSON object of the documented shape.
    """
    try:
        found = json.loads(
            line,
            parse_float=str,
            parse_int=str,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except (ValueError, RecursionError) as error:
        text = str(error) if isinstance(error, LineError) else "this is no JSON"
        raise LineError(f"{text}; give one JSON object a line") from error
    if not _is_text(found):
        raise LineError("a character is no Unicode character; write the file as UTF-8")
    if not isinstance(found, dict):
        raise LineError("give one JSON object a line")
    unknown = sorted(set(found) - _KEYS)
    if unknown:
        raise LineError(f"unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    path = FormPath(
        SubjectKey(_text(found, "subject")), VisitCode(_text(found, "visit")), _text(found, "form")
    )
    entries = _entries(_mapping(found.get("items"), "items"), 0)
    strikes: list[tuple[int, str]] = []
    rows = [_mapping(row, "rows") for row in _list(found.get("rows"), "rows")]
    _check_numbers(rows, "rows")
    for row in rows:
        more, strike = _row(row)
        entries += more
        strikes += strike
    not_done = found.get("not_done")
    if "not_done" in found:
        not_done = _plain(not_done, "not_done")
    request = SaveRequest(
        path, tuple(entries), tuple(strikes), not_done, _plain(found.get("reason"), "reason")
    )
    return Line(request, tuple(map(_settle, _list(found.get("settle"), "settle"))))


def _settle(value: object) -> Settle:
    asked = _mapping(value, "settle")
    if set(asked) != {"path", "check", "reason"}:
        raise LineError("`settle` must hold objects of path, check, reason")
    return Settle(_text(asked, "path"), _text(asked, "check"), _plain(asked["reason"], "reason"))


def _is_text(found: object) -> bool:
    """Tell whether it can be written: half a surrogate pair, as bytes that are no UTF-8, cannot."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse_constant(name: str) -> object:
    raise LineError(f"{name} is no value")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise LineError("a key stands twice")
    return found


def _text(found: dict[str, object], key: str) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LineError(f"`{key}` is missing")
    return value.strip()


def _plain(value: object, key: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineError(f"`{key}` must be a text")
    return value


def _mapping(value: object, key: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise LineError(f"`{key}` must hold an object")
    return value


def _list(value: object, key: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise LineError(f"`{key}` must be a list")
    return value


def _number(row: dict[str, object]) -> int:
    number = row.get("row")
    if not isinstance(number, str) or not number.isdecimal() or not 1 <= int(number) <= MAX_ROW:
        raise LineError("each row needs its number: `row` from 1")
    return int(number)


def _check_numbers(rows: list[dict[str, object]], key: str) -> None:
    """Refuse a row number that stands twice: one of the two would be lost."""
    numbers = [_number(row) for row in rows]
    repeated = next((number for number in numbers if numbers.count(number) > 1), None)
    if repeated is not None:
        raise LineError(f"row {repeated} of `{key}` stands twice")


def _row(row: dict[str, object]) -> tuple[list[tuple[Slot, Typed]], list[tuple[int, str]]]:
    number = _number(row)
    rest = {key: value for key, value in row.items() if key not in ("row", "strike")}
    strikes = [(number, _plain(row["strike"], "strike"))] if "strike" in row else []
    return _entries(rest, number), strikes


def _entries(items: dict[str, object], row: int) -> list[tuple[Slot, Typed]]:
    entries: list[tuple[Slot, Typed]] = []
    for oid, value in items.items():
        if is_mark(oid):
            raise LineError(f"`{oid}` is no item; use `settle`, `strike` or `not_done`")
        if isinstance(value, list) and any(isinstance(part, dict) for part in value):
            entries += _table(oid, value, row)
        else:
            entries.append((Slot(oid, row), _typed(oid, value)))
    return entries


def _table(oid: str, rows: list[object], row: int) -> list[tuple[Slot, Typed]]:
    entries: list[tuple[Slot, Typed]] = []
    inner = [_mapping(cells, oid) for cells in rows]
    _check_numbers(inner, oid)
    for cells in inner:
        number = _number(cells)
        entries += [
            (Slot(column, row, oid, number), _typed(column, value))
            for column, value in cells.items()
            if column != "row"
        ]
    return entries


def _typed(oid: str, value: object) -> Typed:
    if value is None:
        return Typed("")
    if isinstance(value, str):
        return Typed(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return Typed(LIST_SEPARATOR.join(str(part) for part in value))
    if isinstance(value, dict) and set(value) <= {"value", "unit", "missing"}:
        parts = {key: _plain(part, f"{oid}.{key}") for key, part in value.items()}
        if not (parts.get("missing") and parts.get("value")):
            return Typed(parts.get("value", ""), parts.get("unit", ""), parts.get("missing", ""))
    raise LineError(
        f"`{oid}` must be a text, a list of codes, or an object of value, unit, missing"
    )


def saved_answer(line: int, saved: Saved, language: Language) -> dict[str, object]:
    """Return the answer to a line that was saved."""
    derived: dict[str, object] = {}
    for value in saved.derived:
        shown: dict[str, object] = {"value": value.display or None}
        if value.exact is not None and value.canonical:
            shown["exact"] = value.exact
        if value.unit:
            shown["unit"] = value.unit
        shown["why"] = value.why.in_language(language)
        derived[value.path.within_subject] = shown
    return {
        "line": line,
        "saved": True,
        "event": saved.event,
        "derived": derived,
        "findings": [finding_answer(finding, language) for finding in saved.findings],
    }


def finding_answer(finding: Finding, language: Language) -> dict[str, str]:
    """Return a finding as commands answer it."""
    return {
        "path": finding.path,
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message.in_language(language),
    }


def refused_answer(line: int, refused: Refused, language: Language) -> dict[str, object]:
    """Return the answer to a line that was refused, with every problem it has."""
    problems = [_problem(problem, language) for problem in refused.problems]
    message = " ".join(f"{problem['path']}: {problem['message']}" for problem in problems)
    return {
        "line": line,
        "saved": False,
        "code": refused.problems[0].code,
        "message": message,
        "problems": problems,
    }


def _problem(problem: Problem, language: Language) -> dict[str, str]:
    return {
        "code": problem.code,
        "path": problem.path,
        "message": problem.message.in_language(language),
    }
