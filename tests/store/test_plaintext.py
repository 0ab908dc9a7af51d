"""Nothing of what is kept can be read in any file of the workspace (trust.md R30)."""

from pathlib import Path

from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.connection import open_database
from hcc_crf.store.database import Database
from hcc_crf.store.drafts import Draft, DraftKey, discard_draft, keep_draft
from hcc_crf.store.projections import drop_and_rebuild
from hcc_crf.store.settings import put_secret, put_setting
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.values import FormPath, SubjectKey, VisitCode
from tests.store.builders import KEY, rows_of, save

MARKERS = tuple(f"PLANTED-{number:04}-MARKER" for number in range(200))


def plant(db: Database) -> None:
    """Bring the markers into every table that people's words reach."""
    for number, marker in enumerate(MARKERS):
        subject = SubjectKey(marker)
        key = DraftKey("nurse1", FormPath(subject, VisitCode("SCR"), "VS"))
        save(db, subject, marker)
        keep_draft(db, Draft(key, marker.encode(), "now"))
        if number % 2:
            discard_draft(db, key)
        put_setting(db, marker, marker)
        put_secret(db, marker, marker.encode())
        record_access(
            db,
            AccessEntry(
                kind=AccessKind.PRINTED, user=marker, role="nurse", at_utc="now", what=marker
            ),
        )
    drop_and_rebuild(db, (rows_of(SubjectKey(marker)) for marker in MARKERS))


def readable(folder: Path) -> set[str]:
    """The names of files in which any marker, or any word common to all, can be read."""
    words = [b"PLANTED", "PLANTED".encode("utf-16-le"), b"nurse1", b"CREATE TABLE", b"WEIGHT"]
    return {
        file.name for file in folder.iterdir() if any(word in file.read_bytes() for word in words)
    }


def test_no_marker_is_readable_while_the_workspace_is_open_or_closed(site_path: Path) -> None:
    with open_database(site_path, KEY, SITE_SCHEMA) as db:
        plant(db)
        files = {file.name for file in site_path.parent.iterdir()}
        assert files == {"site.db", "site.db-wal", "site.db-shm"}
        assert readable(site_path.parent) == set()
        db.checkpoint()
        assert readable(site_path.parent) == set()
    assert readable(site_path.parent) == set()


def test_markers_would_be_found_if_they_were_readable(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"before " + MARKERS[7].encode())
    assert readable(tmp_path) == {"leak"}
