"""Verifying a workspace goes step by step and stops at the first promise that does not hold."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.session import Session
from hcc_crf.session.checking import Verified, rebuild_projections, verify_workspace
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.store.access_log import AccessKind
from hcc_crf.store.driver import dbapi2
from hcc_crf.values import Language
from tests.session.sites import Site, entry, kinds, saved

STEPS = ("database pages", "event chain", "access log", "projections", "derived values")


def raw_connection(path: Path, key: bytes) -> dbapi2.Connection:
    """Open with the right key but without the program's fences: what somebody at a prompt has."""
    raw = dbapi2.connect(str(path), isolation_level=None, timeout=0)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw


def verified(session: Session) -> tuple[Verified, ...]:
    return tuple(verify_workspace(session))


@pytest.fixture(scope="module")
def filled(enrolled: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with two subjects and some corrections. Never changed: copy it."""
    site = enrolled.copy(tmp_path_factory.mktemp("filled") / "site")
    with site.open() as session:
        for subject in ("01-001", "01-002"):
            saved(session, entry(f"{subject}/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-20"))
            saved(session, entry(f"{subject}/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
            saved(session, entry(f"{subject}/SCR/VS", reason="misread", WEIGHT="86.0"))
            saved(session, entry(f"{subject}/LOG/AE[1]", AETERM="Fatigue"))
    return site


@pytest.fixture
def key(filled: Site) -> bytes:
    with filled.open("monitor1") as session:
        return session.keys.data_key


def test_a_whole_workspace_passes_every_step(filled: Site) -> None:
    with filled.open("monitor1") as session:
        steps = verified(session)
    assert [step.what.en for step in steps] == list(STEPS)
    assert [step.step for step in steps] == [1, 2, 3, 4, 5]
    assert all(step.is_kept for step in steps), steps
    assert steps[1].detail == "A: 8 events"


def test_an_empty_workspace_passes_every_step(enrolled: Site, tmp_path: Path) -> None:
    with enrolled.copy(tmp_path / "site").open("monitor1") as session:
        steps = verified(session)
    assert all(step.is_kept for step in steps)
    assert steps[1].detail == "no events"


def test_every_step_has_its_name_in_chinese(filled: Site) -> None:
    with filled.open("monitor1") as session:
        for step in verified(session):
            assert step.what.in_language(Language.ZH) != step.what.en


def execute(*statements: str) -> Callable[[dbapi2.Connection], None]:
    def edit(raw: dbapi2.Connection) -> None:
        for statement in statements:
            raw.execute(statement)

    return edit


NO_GUARD = ("DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete")
NO_LOG_GUARD = ("DROP TRIGGER access_log_no_update", "DROP TRIGGER access_log_no_delete")
GUARD = tuple(
    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in ("event", "access_log")
    for act in ("UPDATE", "DELETE")
)
EDITS = {
    "a value": (2, "UPDATE event SET body = CAST(replace(body, '86.0', '66.0') AS BLOB)"),
    "who": (2, "UPDATE event SET body = CAST(replace(body, 'nurse1', 'nurse9') AS BLOB)"),
    "why": (2, "UPDATE event SET body = CAST(replace(body, 'misread', 'mistake') AS BLOB)"),
    "an event taken out": (2, "DELETE FROM event WHERE seq = 3"),
    "the subject of an event": (2, "UPDATE event SET subject = '01-009' WHERE seq = 3"),
    "an access entry": (
        3,
        "UPDATE access_log SET body = CAST(replace(body, 'admin1', 'admin9') AS BLOB)",
    ),
    "an access entry taken out": (3, "DELETE FROM access_log WHERE id = 3"),
    "a state shown": (4, "UPDATE form_row SET state = 'complete'"),
    "a finding hidden": (4, "UPDATE form_row SET missing_required = 0"),
    "a subject hidden": (4, "DELETE FROM subject_row WHERE subject = '01-002'"),
    "a subject made up": (
        4,
        "INSERT INTO subject_row VALUES ('01-077', 'screening', '2026', '2026', '2026-11-25')",
    ),
    "a visit hidden": (4, "DELETE FROM visit_row WHERE visit = 'C1D1'"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_direct_edit_with_the_right_key_is_found_at_its_step(
    filled: Site, tmp_path: Path, key: bytes, name: str
) -> None:
    site = filled.copy(tmp_path / "site")
    step, statement = EDITS[name]
    raw = raw_connection(site.folder / DATABASE_FILE, key)
    execute(*NO_GUARD, *NO_LOG_GUARD, statement, *GUARD)(raw)
    raw.close()
    with site.open("monitor1") as session:
        steps = verified(session)
    assert [one.is_kept for one in steps] == [True] * (step - 1) + [False]
    assert steps[-1].what.en == STEPS[step - 1]
    assert "86.0" not in steps[-1].detail
    assert "misread" not in steps[-1].detail


def test_a_flipped_bit_in_the_file_is_found(filled: Site, tmp_path: Path) -> None:
    """In a page that signing in reads, it is met there; in any other, by the first step."""
    site = filled.copy(tmp_path / "site")
    path = site.folder / DATABASE_FILE
    whole = path.read_bytes()
    found = []
    for place in range(6000, len(whole), len(whole) // 9):
        content = bytearray(whole)
        content[place] ^= 4
        path.write_bytes(content)
        found.append(damage_found(site))
    assert set(found) == {"at sign-in", "database pages"}


def damage_found(site: Site) -> str:
    try:
        session = site.open("monitor1")
    except StoreError as error:
        return "at sign-in" if error.code == "DATABASE-DAMAGED" else error.code
    steps = verified(session)
    with suppress(StoreError):  # signing out is not recorded in a damaged file
        session.close()
    assert [one.is_kept for one in steps] == [False]
    assert "DATABASE-DAMAGED" in steps[0].detail
    return steps[0].what.en


def test_edited_projections_are_rebuilt_and_the_difference_is_told(
    filled: Site, tmp_path: Path, key: bytes
) -> None:
    site = filled.copy(tmp_path / "site")
    raw = raw_connection(site.folder / DATABASE_FILE, key)
    execute("UPDATE form_row SET state = 'complete' WHERE subject = '01-002'")(raw)
    raw.close()
    with site.open() as session:
        assert rebuild_projections(session) == (2, ("01-002",))
        assert rebuild_projections(session) == (2, ())
        assert all(step.is_kept for step in verified(session))


def test_rebuilding_is_recorded_with_what_differed(filled: Site, tmp_path: Path) -> None:
    site = filled.copy(tmp_path / "site")
    with site.open() as session:
        rebuild_projections(session)
    log = site.access_log()
    assert AccessKind.PROJECTIONS_REBUILT in kinds(log)
    assert "2 subjects, 0 differed" in [entry.what for entry in log]


def test_a_failed_verification_is_not_recorded_as_a_verification(
    filled: Site, tmp_path: Path, key: bytes
) -> None:
    site = filled.copy(tmp_path / "site")
    raw = raw_connection(site.folder / DATABASE_FILE, key)
    execute("DELETE FROM visit_row")(raw)
    raw.close()
    before = kinds(site.access_log()).count(AccessKind.VERIFIED)
    with site.open() as session:
        verified(session)
    assert kinds(site.access_log()).count(AccessKind.VERIFIED) == before


def test_verifying_changes_no_data(filled: Site, tmp_path: Path) -> None:
    site = filled.copy(tmp_path / "site")
    with site.open() as session:
        before = [record.sealed.hash for record in session.audit()]
        verified(session)
        assert [record.sealed.hash for record in session.audit()] == before
