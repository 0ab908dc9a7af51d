"""What people are told is taken back once it is no longer so, in the session that told it."""

import shutil
from collections.abc import Iterator

import pytest

from hcc_crf.session import Session
from hcc_crf.session.incarnation import NOT_WRITTEN
from hcc_crf.session.mark import MARK_FILE, MARK_FOLDER
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.values import Bilingual
from tests.session.sites import Site, entry, saved


def save_weight(session: Session, weight: str, subject: str = "01-001") -> None:
    """Save the weight of a subject."""
    saved(session, entry(f"{subject}/SCR/VS", reason="read again", WEIGHT=weight))


def words(session: Session) -> list[str]:
    """Return what is told now, in English."""
    return [notice.en for notice in session.review_notices()]


@pytest.fixture
def robbed(site: Site) -> Iterator[Session]:
    """A session at a workspace that lacks the last save of two subjects."""
    database = site.folder / DATABASE_FILE
    copy = shutil.copy2(database, site.folder.parent / "copy.db")
    with site.open() as session:
        save_weight(session, "70")
        save_weight(session, "50", "01-002")
    shutil.copy2(copy, database)
    with site.open() as session:
        yield session


def test_lost_saves_are_told_until_the_last_of_their_forms_is_saved(robbed: Session) -> None:
    (told,) = words(robbed)
    assert "01-001/SCR/VS" in told
    assert "01-002/SCR/VS" in told
    save_weight(robbed, "71", "01-003")
    assert words(robbed) == [told]
    save_weight(robbed, "70")
    (told,) = words(robbed)
    assert "01-001/SCR/VS" not in told
    assert "01-002/SCR/VS" in told
    save_weight(robbed, "50", "01-002")
    assert words(robbed) == []
    assert robbed.notices == ()


def test_other_notices_stay_where_they_are(robbed: Session) -> None:
    other = Bilingual("Another thing.", "另一件事。")
    robbed.tell(other)
    save_weight(robbed, "70")
    save_weight(robbed, "50", "01-002")
    assert words(robbed) == [other.en]
    robbed.withdraw(other)
    robbed.withdraw(other)
    assert words(robbed) == []


def test_a_clock_that_stood_before_the_last_save_and_was_put_right_is_no_longer_told(
    site: Site,
) -> None:
    with site.open() as session:
        save_weight(session, "70")
    site.clock.wait(days=-2)
    with site.open() as session:
        (told,) = words(session)
        assert told.startswith("CLOCK-SUSPECT")
        site.clock.wait(days=3)
        save_weight(session, "71")
        assert words(session) == []


def test_a_clock_more_than_a_year_ahead_is_told_to_the_end(site: Site) -> None:
    """The next save makes its time the latest, whether it was right or wrong."""
    with site.open() as session:
        save_weight(session, "70")
    site.clock.wait(days=400)
    with site.open() as session:
        save_weight(session, "71")
        (told,) = words(session)
        assert "more than a year after the last save" in told


def test_a_mark_that_can_be_written_again_is_no_longer_told(site: Site) -> None:
    mark = site.folder / MARK_FOLDER / MARK_FILE
    with site.open() as session:
        kept = mark.read_bytes()
        mark.unlink()
        save_weight(session, "70")
        assert words(session) == [NOT_WRITTEN.en]
        mark.write_bytes(kept)
        save_weight(session, "71")
        assert words(session) == []
