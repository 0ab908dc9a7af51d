"""A page that decayed is told at sign-in and logged; reading goes on (F13)."""

import pytest

from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.verification import damaged_pages
from tests.session.sites import Site, entry, kinds, saved

PAGE_BYTES = 4096


def decay(site: Site, page: int) -> None:
    """Turn one bit in the middle of a page around; the first page is 1."""
    path = site.folder / DATABASE_FILE
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE_BYTES + 1000] ^= 4
    path.write_bytes(content)


def pages(site: Site) -> int:
    """How many pages the database has."""
    return (site.folder / DATABASE_FILE).stat().st_size // PAGE_BYTES


def test_a_whole_database_has_nothing_to_tell(site: Site) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="70"))
    with site.open() as session:
        assert damaged_pages(session.db) == 0
        assert session.notices == ()


@pytest.mark.requirement("F13")
def test_a_decayed_page_is_told_and_logged(site: Site) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="70"))
    unused = free_page(site)
    decay(site, unused)
    with site.open() as session:
        (notice,) = session.notices
        assert notice.en.startswith("DATABASE-DAMAGED  1 pages")
        assert notice.zh.startswith("DATABASE-DAMAGED  数据库有 1 页")
        assert session.casebook(session.subjects()[0].subject).forms
    assert AccessKind.PAGES_DAMAGED in kinds(site.access_log())


def free_page(site: Site) -> int:
    """The last page that decays without stopping the sign-in itself."""
    with site.open() as session:
        tables = session.db.read_column(
            int, "SELECT rootpage FROM sqlite_master WHERE name = 'outbox'"
        )
    assert 1 < tables[0] <= pages(site)
    return tables[0]


def test_pages_are_not_looked_at_while_the_log_cannot_be_emptied(site: Site) -> None:
    with site.open() as session, session.db.atomic():
        assert damaged_pages(session.db) == 0
