"""Strips of paper onto pages: none is cut, heads stay with what they head and come again. Pure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec

MOST_EMPTY = 0.25
"""Of a page that may stay empty so that what holds together is not parted."""


class Sized(Protocol):
    """Something that takes height, in points."""

    @property
    def height(self) -> float:
        """How high it is."""


S = TypeVar("S", bound=Sized)


class Piece(msgspec.Struct, Generic[S], frozen=True, gc=False):
    """A strip in its order.

    Attributes:
        strip: What is drawn; never cut.
        keeps_next: It stands on the page of the piece that follows.
        holds_next: It stands there too if that leaves little of a page empty.
        again: What is drawn above it when it begins a page: title and heads, continued.
        form: Form and version it belongs to; empty for none.
        running: What the head of its page says.
    """

    strip: S
    keeps_next: bool = False
    holds_next: bool = False
    again: tuple[S, ...] = ()
    form: str = ""
    running: str = ""

    def with_next(self) -> "Piece[S]":
        """Return it standing on the page of the piece that follows."""
        return msgspec.structs.replace(self, keeps_next=True)

    def holding_next(self) -> "Piece[S]":
        """Return it standing on the page of the piece that follows, if it may."""
        return msgspec.structs.replace(self, holds_next=True)


class Page(msgspec.Struct, Generic[S], frozen=True, gc=False):
    """The strips of one page from top to bottom, and what it holds."""

    strips: tuple[S, ...]
    forms: tuple[str, ...]
    running: str


def paginate(pieces: Sequence[Piece[S]], room: float) -> tuple[Page[S], ...]:
    """Return the pages; `room` is their height in points.

    A run of pieces that hold together stands on one page, unless that would leave much of the page
    before empty. A run kept together that is higher than a page is broken where it must be; a strip
    higher than a page has one to itself.
    """
    pages = _Pages[S](room)
    for held in _runs(pieces, lambda piece: piece.keeps_next or piece.holds_next):
        if not pages.has_room_for(held) and pages.left < room * MOST_EMPTY:
            pages.turn()
        if pages.has_room_for(held):
            pages.add(held)
            continue
        for run in _runs(held, lambda piece: piece.keeps_next):
            if not pages.has_room_for(run):
                pages.turn()
            pages.add(run)
    return tuple(_page(page) for page in pages.full if page)


class _Pages(Generic[S]):
    """Pages being filled, the last one open."""

    def __init__(self, room: float) -> None:
        self.full: list[list[Piece[S]]] = [[]]
        self.left = self._room = room

    def has_room_for(self, run: Sequence[Piece[S]]) -> bool:
        """Return whether a run fits below what the open page has."""
        return sum(piece.strip.height for piece in run) <= self.left

    def turn(self) -> None:
        """Begin a page, unless the open one is empty."""
        if self.full[-1]:
            self.full.append([])
            self.left = self._room

    def add(self, run: Sequence[Piece[S]]) -> None:
        """Put pieces below each other, on further pages where one is full."""
        for piece in run:
            if not self.has_room_for((piece,)):
                self.turn()
            if not self.full[-1]:
                self.left -= sum(strip.height for strip in piece.again)
            self.full[-1].append(piece)
            self.left -= piece.strip.height


def _runs(
    pieces: Sequence[Piece[S]], goes_on: Callable[[Piece[S]], bool]
) -> Iterator[list[Piece[S]]]:
    run: list[Piece[S]] = []
    for piece in pieces:
        run.append(piece)
        if not goes_on(piece):
            yield run
            run = []
    if run:
        yield run


def _page(pieces: list[Piece[S]]) -> Page[S]:
    forms = dict.fromkeys(piece.form for piece in pieces if piece.form)
    strips = (*pieces[0].again, *(piece.strip for piece in pieces))
    return Page(strips, tuple(forms), pieces[0].running)
