"""Events, rows and databases for the store's tests."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hcc_crf.ledger.chain import seal
from hcc_crf.ledger.events import Chain, Change, Event, EventKind, SealedEvent, Stamp
from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.database import Database
from hcc_crf.store.driver import dbapi2
from hcc_crf.store.event_store import append, head
from hcc_crf.store.projections import (
    FormRow,
    RowChanges,
    SubjectRow,
    SubjectRows,
    VisitRow,
    row_changes,
)
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.values import FormPath, Slot, SubjectKey, Value, VisitCode

KEY = bytes(range(32))
CHAIN = Chain("HCC-LEN", "01", "A", "incarnation-1")
OTHER_CHAIN = Chain("HCC-LEN", "01", "A", "incarnation-2")
STAMP = Stamp("2026-11-25T17:11:47.123456Z", "+08:00", "Asia/Shanghai")
ANNA = SubjectKey("01-001")
BERT = SubjectKey("01-002")
SAVED_AT = "2026-11-25T17:11:47Z"


def weight_event(subject: SubjectKey, weight: str) -> Event:
    """A nurse's save of one weight at screening."""
    return Event(
        kind=EventKind.SAVE,
        form=FormPath(subject, VisitCode("SCR"), "VS"),
        form_version="1",
        definition="definition-1",
        user="nurse1",
        role="nurse",
        reason="",
        changes=(Change(Slot("WEIGHT"), Value(weight, weight, "kg", None), None),),
    )


def sealed_at_head(
    db: Database, subject: SubjectKey, *weights: str, chain: Chain = CHAIN
) -> tuple[SealedEvent, ...]:
    """Events in the places behind the head of a chain."""
    end = head(db, chain)
    events = [weight_event(subject, weight) for weight in weights]
    return seal(events, chain, after_seq=end.seq, after_hash=end.hash, stamp=STAMP)


def rows_of(subject: SubjectKey, saved_at: str = SAVED_AT) -> SubjectRows:
    """A subject with one visit and one form."""
    return SubjectRows(
        SubjectRow(subject, "screening", "2026-11-25T17:00:00Z", saved_at, "2026-11-26"),
        (VisitRow(subject, "SCR", "incomplete", "2026-11-25", "", "", "", is_expected=True),),
        (FormRow(subject, "SCR", "VS", "complete", 0, 1, 0, saved_at, "nurse1"),),
    )


def changes_of(subject: SubjectKey, saved_at: str = SAVED_AT) -> RowChanges:
    """What is written for these to be the rows of a subject that has none."""
    return row_changes(None, rows_of(subject, saved_at))


def save(
    db: Database, subject: SubjectKey, *weights: str, chain: Chain = CHAIN
) -> tuple[SealedEvent, ...]:
    """Append weights and return them as they were sealed."""
    sealed = sealed_at_head(db, subject, *weights, chain=chain)
    append(db, sealed, changes_of(subject))
    return sealed


def raw_connection(path: Path, *, recursive_triggers: str = "ON") -> dbapi2.Connection:
    """Open with the right key but without our program's fences: what somebody at a prompt has."""
    raw = dbapi2.connect(str(path), isolation_level=None, timeout=0)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    raw.execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
    return raw


@contextmanager
def fresh_database() -> Iterator[Database]:
    """An empty database in a folder of its own, for tests that need many."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.db"
        create_database(path, KEY, SITE_SCHEMA)
        with open_database(path, KEY, SITE_SCHEMA) as opened:
            yield opened
