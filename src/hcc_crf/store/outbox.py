"""The packages that were written, so that any of them can be made again byte for byte (§2.4)."""

from dataclasses import dataclass

from .database import Database


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One package.

    Attributes:
        seq: Number of the package, from 1.
        sha256: Hash of the file, 64 hex digits.
        first_seq, last_seq: The events it holds.
        file_name: Its name, without a folder.
        at: UTC time of writing.
    """

    seq: int
    sha256: str
    first_seq: int
    last_seq: int
    file_name: str
    at: str


def record_package(db: Database, entry: OutboxEntry) -> None:
    """Note a package that is whole on its medium; on the disk when this returns."""
    with db.atomic():
        db.write(
            "INSERT INTO outbox(seq, sha256, first_seq, last_seq, file_name, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                entry.seq,
                entry.sha256,
                entry.first_seq,
                entry.last_seq,
                entry.file_name,
                entry.at,
            ),
        )


def packages(db: Database) -> tuple[OutboxEntry, ...]:
    """Return every package, oldest first."""
    return db.read(
        OutboxEntry,
        "SELECT seq, sha256, first_seq, last_seq, file_name, at FROM outbox ORDER BY seq",
    )


def last_package(db: Database) -> OutboxEntry | None:
    """Return the newest package, `None` before the first."""
    return db.read_one(
        OutboxEntry,
        "SELECT seq, sha256, first_seq, last_seq, file_name, at FROM outbox "
        "ORDER BY seq DESC LIMIT 1",
    )
