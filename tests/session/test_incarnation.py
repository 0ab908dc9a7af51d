"""Saves that vanish from the database are noticed at sign-in, and the chain goes on beside."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hcc_crf.centre.folder import open_centre
from hcc_crf.centre.merge import MergeReport, merge_packages
from hcc_crf.ledger.chain import GENESIS
from hcc_crf.session import Session
from hcc_crf.session.checking import verify_workspace
from hcc_crf.session.mark import MARK_FILE, MARK_FOLDER
from hcc_crf.session.packaging import Packaged
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.event_store import all_events, chains
from tests.session.sites import PASSWORD, CentreFolder, Site, entry, program, saved

WEIGHTS = ("70", "71", "72", "73", "74", "75")


def save_weights(site: Site, *weights: str, subject: str = "01-001") -> None:
    """Save the weight of a subject again and again."""
    with site.open() as session:
        for weight in weights:
            saved(session, entry(f"{subject}/SCR/VS", reason="read again", WEIGHT=weight))


def older(site: Site, *acts: Callable[[], object]) -> None:
    """Do some things, then put the database back as it was before."""
    database = site.folder / DATABASE_FILE
    copy = shutil.copy2(database, site.folder.parent / "copy.db")
    for act in acts:
        act()
    shutil.copy2(copy, database)


def mark_of(site: Site) -> Path:
    """The file of the mark."""
    return site.folder / MARK_FOLDER / MARK_FILE


def notices(site: Site, user: str = "nurse1") -> tuple[str, ...]:
    """What a person is told at sign-in, in English."""
    with site.open(user) as session:
        return tuple(notice.en for notice in session.notices)


def lineage(session: Session) -> list[tuple[int, str]]:
    """Number and incarnation of every event, in the order of writing."""
    return [(event.seq, event.chain.incarnation) for event in all_events(session.db)]


def package(site: Site, folder: Path) -> Packaged:
    """Write what is to be sent."""
    with site.open() as session:
        written = session.package(folder)
    assert written is not None
    return written


def merge(centre: CentreFolder, *files: Path) -> MergeReport:
    """Take packages in at the centre."""
    with open_centre(
        centre.folder, "centre1", PASSWORD, study=program().study, clock=centre.utc
    ) as opened:
        return merge_packages(opened, files)


def test_a_new_workspace_has_a_mark_and_nothing_to_tell(site: Site) -> None:
    assert mark_of(site).is_file()
    assert notices(site) == ()


def test_saves_of_several_sessions_leave_nothing_to_tell(site: Site) -> None:
    save_weights(site, *WEIGHTS[:3])
    save_weights(site, *WEIGHTS[3:])
    assert notices(site) == ()
    with site.open() as session:
        assert lineage(session) == [(n, site_incarnation(session)) for n in range(1, 7)]


def site_incarnation(session: Session) -> str:
    """The first incarnation of the workspace."""
    return chains(session.db)[0].incarnation


@pytest.mark.requirement("D3")
def test_saves_that_are_gone_are_counted_and_their_forms_named(site: Site) -> None:
    save_weights(site, "70", "71")
    older(
        site, lambda: save_weights(site, "72"), lambda: save_weights(site, "50", subject="01-002")
    )
    (told,) = notices(site)
    assert told.startswith("EVENTS-LOST  2 saved changes are missing")
    assert "01-001/SCR/VS (2026-11-25 01:30 UTC)" in told
    assert "01-002/SCR/VS" in told


def test_a_person_without_data_is_told_how_many_and_not_which(site: Site) -> None:
    save_weights(site, "70")
    older(site, lambda: save_weights(site, "71"))
    (told,) = notices(site, "admin1")
    assert "1 saved changes are missing" in told
    assert "01-001" not in told


def test_it_is_told_until_each_form_is_saved_again(site: Site) -> None:
    save_weights(site, "70")
    older(
        site, lambda: save_weights(site, "71"), lambda: save_weights(site, "50", subject="01-002")
    )
    assert len(notices(site)) == 1
    save_weights(site, "71")
    (told,) = notices(site)
    assert "01-001/SCR/VS" not in told
    assert "01-002/SCR/VS" in told
    save_weights(site, "50", subject="01-002")
    assert notices(site) == ()


@pytest.mark.requirement("D5")
def test_the_next_save_follows_the_last_one_left_in_a_new_incarnation(site: Site) -> None:
    save_weights(site, "70", "71")
    older(site, lambda: save_weights(site, "72", "73"))
    save_weights(site, "74")
    with site.open() as session:
        first, second, third = lineage(session)
        events = tuple(all_events(session.db))
        assert [step.is_kept for step in verify_workspace(session)] == [True] * 5
    assert (first[0], second[0], third[0]) == (1, 2, 3)
    assert first[1] == second[1] != third[1]
    assert events[2].previous == events[1].hash
    assert events[0].previous == GENESIS
    assert notices(site) == ()


def test_it_stands_in_the_access_log(site: Site) -> None:
    save_weights(site, "70")
    older(site, lambda: save_weights(site, "71"))
    notices(site)
    log = {one.kind: one.what for one in site.access_log()}
    assert log[AccessKind.EVENTS_LOST] == "1 events, forms: 01-001/SCR/VS"
    assert log[AccessKind.NEW_INCARNATION].startswith("behind event 1: ")


def test_losses_add_up(site: Site) -> None:
    save_weights(site, "70")
    older(site, lambda: save_weights(site, "71", "72"))
    save_weights(site, "50", subject="01-002")
    older(site, lambda: save_weights(site, "51", subject="01-002"))
    (told,) = notices(site)
    assert told.startswith("EVENTS-LOST  3 saved changes are missing")
    assert "01-001/SCR/VS" in told
    assert "01-002/SCR/VS" in told


def test_a_crash_between_save_and_mark_is_no_loss(site: Site) -> None:
    save_weights(site, "70")
    mark = mark_of(site).read_bytes()
    save_weights(site, "71")
    mark_of(site).write_bytes(mark)
    assert notices(site) == ()
    save_weights(site, "72")
    assert notices(site) == ()
    with site.open() as session:
        assert len(chains(session.db)) == 1


@pytest.mark.requirement("F15")
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda path: path.unlink(), "was not there", id="deleted"),
        pytest.param(lambda path: shutil.rmtree(path.parent), "was not there", id="folder deleted"),
        pytest.param(lambda path: path.write_bytes(b""), "could not be read", id="emptied"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes().splitlines(keepends=True)[0]),
            "was older",
            id="stale",
        ),
    ],
)
def test_a_spoilt_mark_stops_nobody_and_begins_an_incarnation(
    site: Site, spoil: Callable[[Path], None], told: str
) -> None:
    save_weights(site, "70", "71", "72")
    spoil(mark_of(site))
    (notice,) = notices(site)
    assert told in notice
    assert notices(site) == ()
    save_weights(site, "73")
    with site.open() as session:
        assert [seq for seq, _ in lineage(session)] == [1, 2, 3, 4]
        assert len(chains(session.db)) == 2
    kinds = [one.kind for one in site.access_log()]
    assert kinds.count(AccessKind.NEW_INCARNATION) == 1
    assert AccessKind.EVENTS_LOST not in kinds


def test_a_mark_of_another_incarnation_is_doubted(site: Site) -> None:
    save_weights(site, "70", "71", "72")
    old = mark_of(site).read_bytes()
    mark_of(site).unlink()
    notices(site)
    mark_of(site).write_bytes(old)
    (notice,) = notices(site)
    assert "did not fit" in notice


def test_saves_go_on_while_the_mark_cannot_be_written(site: Site) -> None:
    with site.open() as session:
        mark_of(site).unlink()
        answer = saved(session, entry("01-001/SCR/VS", WEIGHT="70"))
        assert answer.event is not None
        assert [notice.en[:8] for notice in session.notices] == ["The mark"]
    with site.open() as session:
        assert session.events() == 1


def test_a_sign_in_goes_on_where_no_mark_can_be_made(site: Site) -> None:
    shutil.rmtree(mark_of(site).parent)
    mark_of(site).parent.write_bytes(b"a file stands in the way")
    found = notices(site)
    assert ["could not be read" in found[0], "cannot be written" in found[1]] == [True, True]


def test_a_long_journal_is_cut_down_and_still_counts(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hcc_crf.session.incarnation.MOST_ENTRIES", 4)
    save_weights(site, "70")
    older(site, lambda: save_weights(site, *WEIGHTS[1:]), lambda: notices(site))
    (told,) = notices(site)
    assert told.startswith("EVENTS-LOST  5 saved changes are missing")


@pytest.mark.requirement("D5")
def test_the_centre_sees_neither_gap_nor_fork_after_a_loss(
    site: Site, centre: CentreFolder, tmp_path: Path
) -> None:
    save_weights(site, "70", "71")
    sent = tmp_path / "before"
    older(site, lambda: save_weights(site, "72", "73"), lambda: package(site, sent))
    save_weights(site, "74")
    written = package(site, tmp_path / "after")
    (earlier,) = written.earlier
    assert (earlier.first_seq, earlier.last_seq) == (1, 2)
    assert (written.first_seq, written.last_seq, written.events) == (3, 3, 1)
    report = merge(centre, *sent.iterdir(), written.file, earlier.file)
    assert (report.gaps, report.forks) == ((), ())
    # 71 was replaced by 72 and by 74, which knew nothing of each other: both are kept.
    (conflict,) = report.conflicts
    assert {claim.value.canonical for claim in conflict.claims} == {"73", "74"}


def test_a_package_that_lies_there_is_never_replaced(site: Site, tmp_path: Path) -> None:
    save_weights(site, "70")
    stick = tmp_path / "stick"
    older(site, lambda: save_weights(site, "71"), lambda: package(site, stick))
    (before,) = stick.iterdir()
    content = before.read_bytes()
    save_weights(site, "72")
    written = package(site, stick)
    assert before.read_bytes() == content
    assert {before, written.file, written.earlier[0].file} == set(stick.iterdir())


def test_nothing_is_unsent_after_a_package_of_two_incarnations(site: Site, tmp_path: Path) -> None:
    save_weights(site, "70", "71")
    mark_of(site).unlink()
    save_weights(site, "72")
    package(site, tmp_path / "stick")
    with site.open() as session:
        assert session.packages()[-1].last_seq == session.events() == 3
