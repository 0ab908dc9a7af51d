"""Strips onto pages."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from hcc_crf.worksheet.paginate import Page, Piece, paginate


@dataclass(frozen=True)
class Strip:
    name: str
    height: float = 10


def names(pages: tuple[Page[Strip], ...]) -> list[list[str]]:
    return [[strip.name for strip in page.strips] for page in pages]


def pieces(*strips: str) -> list[Piece[Strip]]:
    """`a+` keeps with the next."""
    return [Piece(Strip(name.rstrip("+")), keeps_next=name.endswith("+")) for name in strips]


def test_strips_that_fit_stand_on_one_page() -> None:
    assert names(paginate(pieces("a", "b", "c"), 30)) == [["a", "b", "c"]]


def test_a_strip_that_no_longer_fits_begins_a_page() -> None:
    assert names(paginate(pieces("a", "b", "c"), 29)) == [["a", "b"], ["c"]]


def test_a_title_goes_with_what_it_heads() -> None:
    assert names(paginate(pieces("a", "title+", "b"), 20)) == [["a"], ["title", "b"]]


def test_a_run_longer_than_a_page_is_broken() -> None:
    assert names(paginate(pieces("a+", "b+", "c"), 20)) == [["a", "b"], ["c"]]


def test_a_strip_higher_than_a_page_has_one_to_itself() -> None:
    tall = [Piece(Strip("a")), Piece(Strip("tall", 50)), Piece(Strip("b"))]
    assert names(paginate(tall, 20)) == [["a"], ["tall"], ["b"]]


def test_heads_come_again_on_the_next_page_and_take_their_room() -> None:
    head = (Strip("head"),)
    listed = [Piece(Strip("head"), keeps_next=True)]
    listed += [Piece(Strip(name), again=head) for name in "abcd"]
    assert names(paginate(listed, 30)) == [["head", "a", "b"], ["head", "c", "d"]]


def held(*strips: str) -> list[Piece[Strip]]:
    """`a+` keeps with the next, `a~` holds with it."""
    return [
        Piece(Strip(name.rstrip("+~")), name.endswith("+"), holds_next=name.endswith("~"))
        for name in strips
    ]


def test_what_holds_together_begins_a_page_if_little_stays_empty() -> None:
    listed = held("a", "b", "c", "d", "title+", "e~", "f~", "g")
    assert names(paginate(listed, 50)) == [["a", "b", "c", "d"], ["title", "e", "f", "g"]]


def test_what_holds_together_is_parted_before_much_of_a_page_stays_empty() -> None:
    listed = held("a", "b", "title+", "c~", "d~", "e")
    assert names(paginate(listed, 50)) == [["a", "b", "title", "c", "d"], ["e"]]


def test_a_title_is_never_parted_from_what_it_heads() -> None:
    listed = held("a", "b", "title+", "c~", "d~", "e")
    assert names(paginate(listed, 39)) == [["a", "b"], ["title", "c", "d"], ["e"]]


def test_a_page_knows_its_forms_once_and_its_visit() -> None:
    listed = [
        Piece(Strip("a"), form="VS v1", running="SCR"),
        Piece(Strip("b"), form="VS v1", running="SCR"),
        Piece(Strip("c"), form="IE v2", running="C1D1"),
    ]
    page = paginate(listed, 100)[0]
    assert page.forms == ("VS v1", "IE v2")
    assert page.running == "SCR"


def test_a_run_left_open_at_the_end_is_kept() -> None:
    assert names(paginate(pieces("a+"), 30)) == [["a"]]


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=40))
def test_no_strip_is_lost_or_moved(shape: list[tuple[int, bool]]) -> None:
    listed = [
        Piece(Strip(str(at), height), keeps, holds_next=at % 3 == 0)
        for at, (height, keeps) in enumerate(shape)
    ]
    pages = paginate(listed, 50)
    assert [name for page in names(pages) for name in page] == [str(n) for n in range(len(shape))]
    assert all(sum(strip.height for strip in page.strips) <= 50 for page in pages)
