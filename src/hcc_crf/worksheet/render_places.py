"""Where the columns of a grid stand: side by side, on as many lines of a record as they need."""

import msgspec

from .document import Column
from .render_fields import WIDTH
from .render_sheet import MM


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a column stands: line of the record, left edge and width in points."""

    line: int
    x: float
    width: float


def places_of(columns: tuple[Column, ...]) -> tuple[Place, ...]:
    """Return where each column stands; the lines of a record share the whole width."""
    key = columns[0].width_mm * MM
    room = WIDTH - key
    places = [Place(0, 0, key)]
    for line, members in enumerate(_pack(columns[1:], room)):
        widths = _stretched(members, room)
        x = key
        for width in widths:
            places.append(Place(line, x, width))
            x += width
    return tuple(places)


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
    """Widths that fill the line: what is left goes to the columns that welcome it."""
    widths = [min(column.width_mm * MM, room) for column in columns]
    left = room - sum(widths)
    if left < 0:
        return [width * room / sum(widths) for width in widths]
    welcome = [column.grows for column in columns]
    if not any(welcome):
        return [width + left * width / sum(widths) for width in widths]
    share = left / sum(welcome)
    return [w + share if grows else w for w, grows in zip(widths, welcome, strict=True)]
