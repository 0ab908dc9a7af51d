"""A ZIP file that only stores: written byte-reproducibly, read so that every byte is accounted for.

Source: PKWARE APPNOTE 6.3. The standard library's reader looks past most header fields; this one
requires that both headers of a file agree, that files follow one another without holes, and that
nothing stands before, between or behind them, so that a changed byte has nowhere to hide. It
accepts what `zip -0` writes (folder entries, its time and owner fields) and nothing cleverer.
"""

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from .refusals import PackageFaultError, Refusal

MAX_ENTRIES = 32
MAX_NAME_CHARACTERS = 128
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = stat.S_IFREG | 0o644
_UNIX = 3
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_EXTRA = struct.Struct("<2H")
_INFO_ZIP = 0x031E
"""Info-ZIP 3.0 on Unix: the one writer that marks text files in the internal attributes."""
_HARMLESS_EXTRAS = (0x5455, 0x7875)
"""Info-ZIP's times and owner of a file; both are ignored."""
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a ZIP: its full name with `/`, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    """One central header, and the name and local header it points at."""

    name: str
    made_by: int
    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    stored_size: int
    size: int
    internal: int
    external: int
    offset: int

    @property
    def mode(self) -> int:
        return self.external >> 16

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


def write_zip(files: tuple[StoredFile, ...]) -> bytes:
    """Return a ZIP of the files in their order; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            info = zipfile.ZipInfo(file.name, _FIXED_TIME)
            info.create_system = _UNIX
            info.external_attr = _FILE_MODE << 16
            archive.writestr(info, file.data)
    return buffer.getvalue()


def read_zip(data: bytes) -> tuple[StoredFile, ...]:
    """Return the files of a ZIP, without its folder entries.

    Steps: (1) the end record closes the file, (2) the central directory is whole, (3) names are
    plain and unique, (4) entries are stored plain files, (5) local headers agree and leave no
    hole, (6) contents have their checksum.

    Raises:
        PackageFaultError: One of them does not hold; nothing was unpacked.
    """
    count, directory_at = _read_end(data)  # (1)
    entries = _read_directory(data, count, directory_at)  # (2)
    _check_names(entries)  # (3)
    for entry in entries:
        _check_kind(entry)  # (4)
    _check_alike(entries)
    position, files = 0, []
    for entry in entries:
        start = _check_local(data, entry, position)  # (5)
        position = start + entry.size
        if position > directory_at:
            raise PackageFaultError(Refusal.ZIP_MALFORMED, entry.name)
        content = data[start:position]
        if zlib.crc32(content) != entry.crc:  # (6)
            raise PackageFaultError(Refusal.CONTENT_CHANGED, entry.name)
        if not entry.is_folder:
            files.append(StoredFile(entry.name, content))
    if position != directory_at:
        raise PackageFaultError(Refusal.ZIP_MALFORMED, "bytes between files")
    return tuple(files)


def _read_end(data: bytes) -> tuple[int, int]:
    if not data.startswith(b"PK\x03\x04"):
        raise PackageFaultError(Refusal.ZIP_MALFORMED, "no ZIP file")
    directory_end = len(data) - _END.size
    if directory_end < 0:
        raise PackageFaultError(Refusal.ZIP_MALFORMED, "end record")
    mark, disk, first_disk, here, count, size, at, comment = _END.unpack_from(data, directory_end)
    fits = (mark, disk, first_disk, comment) == (b"PK\x05\x06", 0, 0, 0)
    if not fits or here != count or at + size != directory_end:
        raise PackageFaultError(Refusal.ZIP_MALFORMED, "end record")
    if count > MAX_ENTRIES:
        raise PackageFaultError(Refusal.FILE_UNLISTED, f"{count} entries")
    return count, at


def _read_directory(data: bytes, count: int, at: int) -> tuple[_Entry, ...]:
    directory_end = len(data) - _END.size
    entries = []
    for _ in range(count):
        if at + _CENTRAL.size > directory_end:
            raise PackageFaultError(Refusal.ZIP_MALFORMED, "directory")
        mark, *numbers = _CENTRAL.unpack_from(data, at)
        name_size, extra_size, comment_size, disk = numbers[9:13]
        name_at = at + _CENTRAL.size
        at = name_at + name_size + extra_size
        if mark != b"PK\x01\x02" or comment_size or disk or at > directory_end:
            raise PackageFaultError(Refusal.ZIP_MALFORMED, "directory")
        _check_extra(data[name_at + name_size : at])
        name = _read_name(data[name_at : name_at + name_size])
        entries.append(_Entry(name, *numbers[:9], *numbers[13:]))
    if at != directory_end:
        raise PackageFaultError(Refusal.ZIP_MALFORMED, "directory")
    return tuple(entries)


def _read_name(raw: bytes) -> str:
    """Return a relative name of plain parts; a folder's ends with `/`."""
    name = raw.decode("ascii", errors="replace")
    parts = name.removesuffix("/").split("/")
    is_plain = all(
        part not in {"", ".", ".."}
        and all(c.isascii() and (c.isalnum() or c in "._-") for c in part)
        for part in parts
    )
    if not is_plain or len(name) > MAX_NAME_CHARACTERS:
        raise PackageFaultError(Refusal.NAME_UNSAFE)
    return name


def _check_extra(extra: bytes) -> None:
    while extra:
        if len(extra) < _EXTRA.size:
            raise PackageFaultError(Refusal.ZIP_MALFORMED, "extra field")
        kind, size = _EXTRA.unpack_from(extra)
        if kind not in _HARMLESS_EXTRAS or len(extra) < _EXTRA.size + size:
            raise PackageFaultError(Refusal.ZIP_MALFORMED, "extra field")
        extra = extra[_EXTRA.size + size :]


def _check_names(entries: tuple[_Entry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.name.removesuffix("/").casefold()
        if name in seen:
            raise PackageFaultError(Refusal.NAME_TWICE, entry.name)
        seen.add(name)


def _check_kind(entry: _Entry) -> None:
    if entry.flags & _ENCRYPTED:
        raise PackageFaultError(Refusal.FILE_ENCRYPTED, entry.name)
    if entry.method != zipfile.ZIP_STORED:
        raise PackageFaultError(Refusal.FILE_COMPRESSED, entry.name)
    expected = stat.S_IFDIR if entry.is_folder else stat.S_IFREG
    if stat.S_IFMT(entry.mode) not in {0, expected}:
        raise PackageFaultError(Refusal.LINK, entry.name)
    if entry.flags or entry.stored_size != entry.size or (entry.is_folder and entry.size):
        raise PackageFaultError(Refusal.ZIP_MALFORMED, entry.name)
    if entry.internal > (entry.made_by == _INFO_ZIP):
        raise PackageFaultError(Refusal.ZIP_MALFORMED, entry.name)


def _check_alike(entries: tuple[_Entry, ...]) -> None:
    """Fields that stand in one place only must be the same for all files of one writer."""
    kinds = {(e.made_by, e.needed, e.external) for e in entries if not e.is_folder}
    if len(kinds) > 1:
        raise PackageFaultError(Refusal.ZIP_MALFORMED, "files of different making")


def _check_local(data: bytes, entry: _Entry, position: int) -> int:
    """Return where the content of `entry` starts, its local header being at `position`."""
    name = entry.name.encode()
    start = position + _LOCAL.size + len(name)
    if entry.offset != position or start > len(data):
        raise PackageFaultError(Refusal.ZIP_MALFORMED, entry.name)
    *fields, extra_size = _LOCAL.unpack_from(data, position)
    expected = [
        b"PK\x03\x04",
        entry.needed,
        entry.flags,
        entry.method,
        entry.time,
        entry.date,
        entry.crc,
        entry.stored_size,
        entry.size,
        len(name),
    ]
    if fields != expected or data[position + _LOCAL.size : start] != name:
        raise PackageFaultError(Refusal.ZIP_MALFORMED, entry.name)
    _check_extra(data[start : start + extra_size])
    return int(start + extra_size)
