"""Strips of paper onto pages: none is cut, heads stay with what they head and come again. Pure."""

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

import msgspec


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
        again: What is drawn above it when it begins a page: title and heads, continued.
        form: Form and version it belongs to; empty for none.
        running: What the head of its page says.
    """

    strip: S
    keeps_next: bool = False
    again: tuple[S, ...] = ()
    form: str = ""
    running: str = ""

    def with_next(self) -> "Piece[S]":
        """Return it standing on the page of the piece that follows."""
        return msgspec.structs.replace(self, keeps_next=True)


class Page(msgspec.Struct, Generic[S], frozen=True, gc=False):
    """The strips of one page from top to bottom, and what it holds."""

    strips: tuple[S, ...]
    forms: tuple[str, ...]
    running: str


def paginate(pieces: Sequence[Piece[S]], room: float) -> tuple[Page[S], ...]:
    """Return the pages; `room` is their height in points.

    A run of pieces kept together that is higher than a page is broken where it must be; a strip
    higher than a page has one to itself.
    """
    pages: list[list[Piece[S]]] = [[]]
    used = 0.0
    for run in _runs(pieces):
        height = sum(piece.strip.height for piece in run)
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0.0
        for piece in run:
            if pages[-1] and used + piece.strip.height > room:
                pages.append([])
                used = 0.0
            if not pages[-1]:
                used += sum(strip.height for strip in piece.again)
            pages[-1].append(piece)
            used += piece.strip.height
    return tuple(_page(page) for page in pages if page)


def _runs(pieces: Sequence[Piece[S]]) -> Iterator[list[Piece[S]]]:
    run: list[Piece[S]] = []
    for piece in pieces:
        run.append(piece)
        if not piece.keeps_next:
            yield run
            run = []
    if run:
        yield run


def _page(pieces: list[Piece[S]]) -> Page[S]:
    forms = dict.fromkeys(piece.form for piece in pieces if piece.form)
    strips = (*pieces[0].again, *(piece.strip for piece in pieces))
    return Page(strips, tuple(forms), pieces[0].running)
