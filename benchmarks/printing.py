"""Paper: pages of worksheets and casebooks beside plain ReportLab drawing the same text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from unittest import mock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Aim, Limit, Measurement, by_turns
from benchmarks.sites import LARGEST, SUBJECT
from hcc_crf.resources import resource_path
from hcc_crf.session import Session
from hcc_crf.values import Language
from hcc_crf.worksheet.render_sheet import Sheet, Style

_FONTS = {False: "NotoSansSC-Regular", True: "NotoSansSC-Bold"}


@dataclass
class Drawing:
    """The texts of some pages and where they stand, in points from the lower left corner."""

    pages: list[list[tuple[str, float, float, float, str]]] = field(default_factory=lambda: [[]])

    def draw(self) -> bytes:
        """Draw them again with nothing but ReportLab."""
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
        for page in self.pages:
            for font, size, x, y, text in page:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def drawn_by(make: Callable[[], bytes]) -> Drawing:
    """Return the texts that an act draws."""
    drawing = Drawing()
    glyphs, end_page = Sheet.glyphs, Sheet.end_page

    def note(sheet: Sheet, x: float, top: float, text: str, style: Style) -> None:
        font = _FONTS[style.is_bold]
        drawing.pages[-1].append((font, style.size, x, 841.89 - top - style.size, text))
        glyphs(sheet, x, top, text, style)

    def turn(sheet: Sheet) -> None:
        drawing.pages.append([])
        end_page(sheet)

    with mock.patch.object(Sheet, "glyphs", note), mock.patch.object(Sheet, "end_page", turn):
        make()
    drawing.pages.pop()
    return drawing


def measure_paper(session: Session, *, times: int) -> Iterator[Measurement]:
    """Yield a worksheet in each language and a casebook, by the page."""
    for name in _FONTS.values():
        pdfmetrics.registerFont(TTFont(name, str(resource_path("fonts", f"{name}.ttf"))))
    for language in (Language.EN, Language.ZH):
        yield _measure(
            f"worksheet page ({language})",
            lambda said=language: session.print_worksheet(SUBJECT, LARGEST.visit, said),  # type: ignore[misc]
            times=times,
        )
    yield _measure(
        "casebook page", lambda: session.print_casebook(SUBJECT, Language.EN), times=times
    )


def _measure(what: str, make: Callable[[], bytes], *, times: int) -> Measurement:
    drawing = drawn_by(make)
    pages = len(drawing.pages)
    took, floor = by_turns(make, drawing.draw, times=times)
    return Measurement(
        f"{what}, of {pages}",
        took / pages,
        "plain ReportLab drawing the same text",
        floor / pages,
        (Aim(Limit.SPEED, 0.5),),
    )
