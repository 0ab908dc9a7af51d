"""Paper that remembers where everything was drawn, so that a test can look for what collides."""

from dataclasses import dataclass, field
from itertools import combinations

from hcc_crf.values import Language
from hcc_crf.worksheet.render_sheet import Sheet, Style, text_width

TOLERANCE = 0.6
"""Points two texts may share; side bearings of glyphs are wider."""


@dataclass(frozen=True)
class Mark:
    """A text or a box in points from the top left corner of its page."""

    page: int
    text: str
    x: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def overlaps(self, other: "Mark") -> bool:
        """True when two marks of a page share more than a hair."""
        return (
            self.page == other.page
            and min(self.right, other.right) - max(self.x, other.x) > TOLERANCE
            and min(self.bottom, other.bottom) - max(self.top, other.top) > TOLERANCE
        )


@dataclass
class Recording:
    """What was drawn: texts, and squares or boxes to fill in."""

    texts: list[Mark] = field(default_factory=list)
    boxes: list[Mark] = field(default_factory=list)


class RecordingSheet(Sheet):
    """A sheet that draws as always and remembers."""

    def __init__(self, *, title: str, author: str, language: Language) -> None:
        super().__init__(title=title, author=author, language=language)
        self.recording = Recording()
        self._page = 1

    def glyphs(self, x: float, top: float, text: str, style: Style) -> None:
        """Remember the ink of a line: its letters, without the leading around them."""
        super().glyphs(x, top, text, style)
        if text.strip():
            above = (style.leading - style.size) / 2
            width = text_width(text.rstrip(), style)
            mark = Mark(self._page, text, x, top + above, width, style.size)
            self.recording.texts.append(mark)

    def box(
        self, x: float, top: float, width: float, height: float, *, grey: float, line: float = 0.6
    ) -> None:
        """Remember a box."""
        super().box(x, top, width, height, grey=grey, line=line)
        self.recording.boxes.append(Mark(self._page, "", x, top, width, height))

    def end_page(self) -> None:
        """Count pages."""
        super().end_page()
        self._page += 1


def collisions(recording: Recording) -> list[tuple[str, str]]:
    """Return the pairs of texts that are drawn over each other."""
    by_page: dict[int, list[Mark]] = {}
    for mark in recording.texts:
        by_page.setdefault(mark.page, []).append(mark)
    return [
        (one.text, other.text)
        for marks in by_page.values()
        for one, other in combinations(sorted(marks, key=lambda mark: mark.top), 2)
        if one.overlaps(other)
    ]
