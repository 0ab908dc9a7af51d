"""What is written on a page: read back by another library, as text, as places, as points of ink."""

import pypdfium2
import pytest

from hcc_crf.values import Language
from hcc_crf.worksheet.render_sheet import MM, PAGE_HEIGHT, PAGE_WIDTH, Sheet, Style, text_width

PLAIN = Style(10)
STRUCK = Style(10, is_struck=True)
WHITE = 255


def sheet() -> Sheet:
    return Sheet(title="Title", author="nurse1", language=Language.EN)


def opened(drawn: Sheet) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(drawn.finish())


def text_of(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


def ink(page: pypdfium2.PdfPage, x: float, top: float) -> int:
    """How light a point of a page is, 0 to 255; points from the top left corner."""
    scale = 4
    image = page.render(scale=scale).to_pil().convert("L")
    return int(image.getpixel((round(x * scale), round(top * scale))))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Visit", id="ASCII alone"),
        pytest.param(r"(a\b) <c> %d [e] /f Tj ET", id="what means something in a PDF"),
        pytest.param("–2 °C", id="beyond ASCII"),
        pytest.param("受试者 01-001 签名", id="Chinese and ASCII, in several subsets"),
    ],
)
def test_a_text_is_read_back_as_it_was_drawn(text: str) -> None:
    drawn = sheet()
    drawn.text(20 * MM, 20 * MM, text, PLAIN)
    drawn.end_page()
    assert text_of(opened(drawn)[0]) == text


def test_more_hanzi_than_a_subset_holds_are_all_read_back() -> None:
    rows = [bytes((0xB0 + row, 0xA1 + cell)) for row in range(6) for cell in range(90)]
    hanzi = b"".join(rows).decode("gb2312")
    drawn = sheet()
    for at in range(0, len(hanzi), 30):
        drawn.text(20 * MM, (20 + at) * MM / 3, hanzi[at : at + 30], PLAIN)
    drawn.end_page()
    assert "".join(text_of(opened(drawn)[0]).split()) == hanzi


def test_a_line_of_text_stands_at_its_place_and_is_as_wide_as_measured() -> None:
    drawn = sheet()
    drawn.text(100, 200, "HHHH", PLAIN)
    drawn.end_page()
    (letters,) = opened(drawn)[0].get_objects()
    left, bottom, right, top = letters.get_bounds()
    assert left == pytest.approx(100, abs=1.5)  # the letter begins a little inside its width
    assert right == pytest.approx(100 + text_width("HHHH", PLAIN), abs=1.5)
    assert bottom == pytest.approx(PAGE_HEIGHT - 200 - 10.2, abs=0.01)  # half of 12.8, 0.38 of 10
    assert top > bottom


def test_a_text_at_the_right_ends_there() -> None:
    drawn = sheet()
    drawn.text_right(300, 200, "HHHH", PLAIN)
    drawn.end_page()
    (letters,) = opened(drawn)[0].get_objects()
    assert letters.get_bounds()[2] == pytest.approx(300, abs=1.5)


def test_settings_hold_on_their_page_and_are_said_again_on_the_next() -> None:
    drawn = sheet()
    for _ in range(2):
        drawn.fill(10, 10, 20, 20, grey=0.5)
        drawn.fill(40, 10, 20, 20, grey=0.5)
        drawn.text(100, 10, "twice", Style(40, is_bold=True, grey=0))
        drawn.end_page()
    for page in opened(drawn):
        assert ink(page, 20, 20) == ink(page, 50, 20) == pytest.approx(127, abs=1)
        assert ink(page, 35, 20) == WHITE
        assert text_of(page) == "twice"


def test_a_box_has_its_border_where_it_was_asked_for_and_is_empty() -> None:
    drawn = sheet()
    drawn.box(50, 60, 30, 20, grey=0, line=2)
    drawn.end_page()
    page = opened(drawn)[0]
    corners = [(50, 60), (80, 60), (50, 80), (80, 80)]
    assert [ink(page, x, top) for x, top in corners] == [0, 0, 0, 0]
    assert ink(page, 65, 70) == ink(page, 45, 70) == ink(page, 65, 85) == WHITE


def test_what_is_struck_has_a_line_through_it() -> None:
    drawn = sheet()
    drawn.text(50, 60, "HH", STRUCK)
    drawn.end_page()
    kinds = [found.type for found in opened(drawn)[0].get_objects()]
    assert kinds == [pypdfium2.raw.FPDF_PAGEOBJ_TEXT, pypdfium2.raw.FPDF_PAGEOBJ_PATH]


def test_a_watermark_rises_across_the_middle_of_the_page() -> None:
    drawn = sheet()
    drawn.watermark("TRAINING")
    drawn.end_page()
    (mark,) = opened(drawn)[0].get_objects()
    left, bottom, right, top = mark.get_bounds()
    assert (left + right) / 2 == pytest.approx(PAGE_WIDTH / 2, abs=10)
    assert (bottom + top) / 2 == pytest.approx(PAGE_HEIGHT / 2, abs=10)
    matrix = mark.get_matrix()
    assert matrix.b > matrix.a > 0  # steeper than 45°


def test_a_page_is_a4_and_the_file_says_title_author_and_language() -> None:
    drawn = sheet()
    drawn.end_page()
    document = opened(drawn)
    assert document[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)
    assert document.get_metadata_value("Title") == "Title"
    assert document.get_metadata_value("Author") == "nurse1"
    assert document.get_metadata_value("Creator") == "hcc-crf"


def test_the_file_says_its_language() -> None:
    chinese = Sheet(title="", author="", language=Language.ZH)
    chinese.end_page()
    assert b"/Lang (zh-CN)" in chinese.finish()
