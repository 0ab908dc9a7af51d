"""The high-water mark: what the last event was, kept in another folder than the database (D3).

A write-ahead log that is cut, flipped or deleted is silently taken for a shorter one, and a
database put back from a copy looks whole; the mark knows better. It is a journal: one sealed line
an event, synced after each save, so it also says which forms were saved since. It holds no value,
and nobody without the workspace's key can read a line or make one.

What it cannot see: database and mark put back together, as with a copy of the whole folder; there
the centre is the witness (trust.md §3.3).
"""

import binascii
import os
from base64 import b64decode, b64encode
from enum import Enum, auto
from pathlib import Path

import msgspec

from hcc_crf.access.files import not_writable, sync_folder, write_durably
from hcc_crf.access.keys import NoteSeal
from hcc_crf.ledger.chain import GENESIS
from hcc_crf.ledger.events import SealedEvent

MARK_FOLDER = "mark"
MARK_FILE = "high-water"
MOST_ENTRIES = 1_000
"""More are cut down to the newest half at a sign-in: losses older than that are counted, the forms
no longer named."""
_PURPOSE = b"high-water mark of workspace "
_sync_data = getattr(os, "fdatasync", os.fsync)
"""Windows and macOS have no `fdatasync`."""


class MarkEntry(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One line.

    Attributes:
        incarnation: The chain that goes on behind this event.
        seq, hash: The event; 0 and `GENESIS` before the first.
        at: UTC time of the event; empty where an incarnation begins.
        form: The form it saved, `01-001/SCR/VS`; empty where an incarnation begins.
    """

    incarnation: str
    seq: int
    hash: str
    at: str = ""
    form: str = ""


class MarkState(Enum):
    """How the file was found."""

    WHOLE = auto()
    """Every line can be read; one cut off at the end by a crash is taken away."""
    ABSENT = auto()
    DAMAGED = auto()


def entry_of(sealed: SealedEvent) -> MarkEntry:
    """Return the line of an event."""
    at, form = sealed.stamp.at_utc, str(sealed.event.form)
    return MarkEntry(sealed.chain.incarnation, sealed.seq, sealed.hash, at, form)


class Mark:
    """The mark of a workspace, as found when made, and moved on with every save.

    Attributes:
        state: How the file was found.
        entries: The lines that could be read, oldest first.
    """

    def __init__(self, folder: Path, *, data_key: bytes, workspace: str) -> None:
        """Read the mark of the workspace in `folder`."""
        self._path = folder / MARK_FOLDER / MARK_FILE
        self._seal = NoteSeal(data_key, _PURPOSE + workspace.encode())
        self._size = 0
        self._pending: tuple[MarkEntry, ...] = ()
        self.state, self.entries = self._read()

    def move(self, *entries: MarkEntry) -> None:
        """Add the lines of events that are on the disk; synced when this returns.

        Lines that could not be written go with the next ones.

        Raises:
            WorkspaceError: The disk refused; the events themselves are safe.
        """
        self._pending += entries
        lines = self._lines(self._pending)
        try:
            self._add(lines)
        except OSError as error:
            raise not_writable(self._path, error) from error
        self._size += len(lines)
        self._pending = ()

    def begin(self, entries: tuple[MarkEntry, ...]) -> None:
        """Put these lines in place of all, whole or not at all.

        Raises:
            WorkspaceError: The disk refused; the mark is as it was.
        """
        lines = self._lines(entries)
        try:
            self._path.parent.mkdir(exist_ok=True)
            sync_folder(self._path.parent.parent)
        except OSError as error:
            raise not_writable(self._path, error) from error
        write_durably(self._path, lines)
        self._size, self._pending = len(lines), ()

    def _add(self, lines: bytes) -> None:
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._path, flags)
        try:
            if os.fstat(descriptor).st_size != self._size:  # what a failed try left
                os.ftruncate(descriptor, self._size)
            rest = lines
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            _sync_data(descriptor)
        finally:
            os.close(descriptor)

    def _lines(self, entries: tuple[MarkEntry, ...]) -> bytes:
        sealed = (self._seal.seal(msgspec.json.encode(entry)) for entry in entries)
        return b"".join(b64encode(note) + b"\n" for note in sealed)

    def _read(self) -> tuple[MarkState, tuple[MarkEntry, ...]]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return MarkState.ABSENT, ()
        except OSError:
            return MarkState.DAMAGED, ()
        lines = content.splitlines(keepends=True)
        read = [self._entry(line) for line in lines]
        while read and read[-1] is None:  # cut off by a crash, perhaps over several sectors
            read.pop()
        self._size = sum(map(len, lines[: len(read)]))
        entries = tuple(entry for entry in read if entry is not None)
        is_whole = len(entries) == len(read) >= max(1, len(lines) - 1)
        return MarkState.WHOLE if is_whole else MarkState.DAMAGED, entries

    def _entry(self, line: bytes) -> MarkEntry | None:
        if not line.endswith(b"\n"):
            return None
        try:
            content = self._seal.open(b64decode(line[:-1], validate=True))
            return msgspec.json.decode(content or b"", type=MarkEntry)
        except (binascii.Error, msgspec.DecodeError):
            return None


def first_entry(incarnation: str) -> MarkEntry:
    """Return the line of a workspace that has no event yet."""
    return MarkEntry(incarnation, 0, GENESIS)
