"""What no disk took is sealed, goes to the disk with the next key, and to nobody else's eyes."""

from collections.abc import Iterator

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.session import Session, Typed
from hcc_crf.session.held_drafts import HeldDraft, hold_draft, keep_held
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.session.full_disk import fill_disk, free_disk
from tests.session.sites import Site, make_site

VITALS = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
WEIGHT = Slot("WEIGHT")
TYPED = {WEIGHT: Typed("68.4321"), Slot("TEMP"): Typed("", "", "ND")}


@pytest.fixture
def held(site: Site) -> HeldDraft:
    """A draft of the nurse that was sealed; the session that did it is closed."""
    with site.open() as session:
        return hold_draft(session, VITALS, TYPED)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """A disk that takes nothing more."""
    fill_disk()
    yield
    free_disk()


def test_what_is_held_can_be_read_by_nobody_without_the_key(held: HeldDraft) -> None:
    for secret in (b"68.4321", b"WEIGHT", b"VS", b"01-001", b"nurse1"):
        assert secret not in held.sealed
    assert "sealed" not in repr(held)


def test_it_becomes_the_draft_it_was(site: Site, held: HeldDraft) -> None:
    with site.open() as session:
        assert keep_held(session, (held,)) == ()
        kept = session.draft(VITALS)
        assert kept is not None
        assert dict(kept.typed) == TYPED
        assert kept.at_utc.startswith("2026-11-25T01:30")


def test_whoever_comes_next_brings_it_to_the_disk_and_does_not_see_it(
    site: Site, held: HeldDraft
) -> None:
    with site.open("investigator1") as session:
        assert keep_held(session, (held,)) == ()
        assert session.drafts() == ()
    with site.open() as session:
        assert [draft.form for draft in session.drafts()] == [VITALS]


def test_it_takes_the_place_of_what_was_kept_before(site: Site, held: HeldDraft) -> None:
    with site.open() as session:
        session.keep_draft(VITALS, {WEIGHT: Typed("6")})
        keep_held(session, (held,))
        kept = session.draft(VITALS)
        assert kept is not None
        assert kept.typed[WEIGHT].text == "68.4321"


def test_what_was_all_taken_back_leaves_no_draft(site: Site) -> None:
    with site.open() as session:
        session.keep_draft(VITALS, {WEIGHT: Typed("6")})
        keep_held(session, (hold_draft(session, VITALS, {}),))
        assert session.draft(VITALS) is None


def test_another_workspace_cannot_open_it_and_gives_it_back(
    site: Site, held: HeldDraft, unenrolled: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = make_site(tmp_path_factory.mktemp("other") / "site")
    with other.open() as session:
        assert keep_held(session, (held,)) == (held,)
        assert session.drafts() == ()


def test_what_was_altered_is_not_opened(site: Site, held: HeldDraft) -> None:
    altered = HeldDraft(held.sealed[:-1] + bytes([held.sealed[-1] ^ 1]))
    with site.open() as session:
        assert keep_held(session, (altered, held)) == (altered,)


def test_a_disk_that_still_refuses_says_so(session: Session, full_disk: None) -> None:
    held = hold_draft(session, VITALS, TYPED)
    with pytest.raises(StoreError):
        keep_held(session, (held,))
    free_disk()
    assert keep_held(session, (held,)) == ()
    assert session.draft(VITALS) is not None
