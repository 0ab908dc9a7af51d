"""Where the columns of a grid stand: side by side, on as many lines of a record as they need."""

from functools import lru_cache
from itertools import combinations, pairwise

import msgspec

from .document import Column
from .render_fields import WIDTH
from .render_sheet import MM

_TIGHTEST = 1.08
"""Of the room that columns may ask for so that their lines are aligned: they ask generously."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a column stands: line of the record, left edge and width in points."""

    line: int
    x: float
    width: float


@lru_cache(maxsize=128)
def places_of(columns: tuple[Column, ...]) -> tuple[Place, ...]:
    """Return where each column stands; the lines of a record share the whole width.

    Columns of a second line begin and end under those of the first wherever all find room so.
    """
    key = columns[0].width_mm * MM
    room = WIDTH - key
    places = [Place(0, 0, key)]
    for line, widths in enumerate(_widths(_pack(columns[1:], room), room)):
        x = key
        for width in widths:
            places.append(Place(line, x, width))
            x += width
    return tuple(places)


def _widths(lines: list[list[Column]], room: float) -> list[list[float]]:
    """The widths of every line: those of the line with most columns, others over several of them.

    1. Every other line is divided over the columns of that line so that least is to be added.
    2. What is added must leave all within the room, nearly; else each line stands for itself.
    3. What is left goes to the columns that welcome it.
    """
    most = max(lines, key=len)
    widths = [column.width_mm * MM for column in most]
    welcome = [column.grows for column in most]
    spans = {}
    for at, line in enumerate(lines):
        spans[at] = _spans(line, widths)  # (1)
        for column, span in zip(line, spans[at], strict=True):
            _widen(widths, span, column.width_mm * MM)
            welcome[span.stop - 1] = welcome[span.stop - 1] or column.grows
    if sum(widths) > room * _TIGHTEST:  # (2)
        return [_stretched(line, room) for line in lines]
    widths = _filled(widths, welcome, room)  # (3)
    return [[sum(widths[span]) for span in spans[at]] for at in range(len(lines))]


def _spans(line: list[Column], widths: list[float]) -> list[slice]:
    """Which columns of the widest line each column of a line stands over."""
    ways = (
        [slice(*ends) for ends in pairwise((0, *cuts, len(widths)))]
        for cuts in combinations(range(1, len(widths)), len(line) - 1)
    )
    return min(ways, key=lambda spans: _lacking(line, spans, widths))


def _lacking(line: list[Column], spans: list[slice], widths: list[float]) -> float:
    pairs = zip(line, spans, strict=True)
    return sum(max(0.0, column.width_mm * MM - sum(widths[span])) for column, span in pairs)


def _widen(widths: list[float], span: slice, least: float) -> None:
    """Let columns be at least so wide together, each by its share."""
    now = sum(widths[span])
    if now < least:
        widths[span] = [width * least / now for width in widths[span]]


def _pack(columns: tuple[Column, ...], room: float) -> list[list[Column]]:
    """Columns into as few lines as possible, the lines about equally full."""
    fewest = len(_greedy(columns, room))
    limit = sum(column.width_mm * MM for column in columns) / max(fewest, 1)
    while limit < room:
        lines = _greedy(columns, limit)
        if len(lines) <= fewest:
            return lines
        limit += 2 * MM
    return _greedy(columns, room)


def _greedy(columns: tuple[Column, ...], limit: float) -> list[list[Column]]:
    lines: list[list[Column]] = [[]]
    used = 0.0
    for column in columns:
        width = column.width_mm * MM
        if lines[-1] and used + width > limit:
            lines.append([])
            used = 0.0
        lines[-1].append(column)
        used += width
    return lines


def _stretched(columns: list[Column], room: float) -> list[float]:
    """Widths that fill a line that stands for itself."""
    widths = [min(column.width_mm * MM, room) for column in columns]
    return _filled(widths, [column.grows for column in columns], room)


def _filled(widths: list[float], welcome: list[bool], room: float) -> list[float]:
    """Widths that fill the line: columns that welcome it get what is left; all bear what lacks."""
    left = room - sum(widths)
    if left < 0 or not any(welcome):
        return [width + left * width / sum(widths) for width in widths]
    share = left / sum(welcome)
    return [w + share if grows else w for w, grows in zip(widths, welcome, strict=True)]
