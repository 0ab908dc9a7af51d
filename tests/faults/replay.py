"""What a disk may hold after a power cut, by a record of what was written to it.

The model is adversarial: of what was written to a file since it was last synced any part may be on
the disk, in any order, sectors of 512 bytes torn from each other; of names that were made, changed
or taken away since their folder was last synced, any first part. It ranks designs; it is no
frequency of the field.
"""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True)
class Act:
    """One line of the record; see `shim.c` for the letters."""

    letter: str
    offset: int
    data: bytes
    path: str


def read_record(log: Path) -> tuple[Act, ...]:
    """Return what was recorded, in order."""
    return tuple(_acts(log.read_bytes()))


def _acts(content: bytes) -> Iterator[Act]:
    at = 0
    while at < len(content):
        end = content.index(b"\n", at)
        letter, offset, length, path = content[at:end].decode().split(" ", 3)
        at = end + 1 + int(length)
        yield Act(letter, int(offset), content[end + 1 : at], path)


@dataclass(frozen=True)
class Write:
    """Bytes at a place; `None`: the file is cut there."""

    offset: int
    data: bytes | None

    def onto(self, content: bytearray) -> None:
        """Carry it out."""
        if self.data is None:
            del content[self.offset :]
            content.extend(bytes(self.offset - len(content)))
            return
        content.extend(bytes(max(0, self.offset - len(content))))
        content[self.offset : self.offset + len(self.data)] = self.data

    def sectors(self) -> Iterator["Write"]:
        """Yield it in the pieces that a disk writes whole."""
        if self.data is None:
            yield self
            return
        at = self.offset
        while at < self.offset + len(self.data):
            end = min((at // SECTOR + 1) * SECTOR, self.offset + len(self.data))
            yield Write(at, self.data[at - self.offset : end - self.offset])
            at = end


@dataclass
class Inode:
    """A file's content: what is surely on the disk, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Write] = field(default_factory=list)

    def sync(self) -> None:
        """Put everything on the disk."""
        for write in self.waiting:
            write.onto(self.synced)
        self.waiting.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """Return what may be left."""
        content = bytearray(self.synced)
        for write in some_of(self.waiting, chance):
            write.onto(content)
        return bytes(content)


def some_of(waiting: list[Write], chance: random.Random) -> list[Write]:
    """Return the writes that reached the disk, in the order in which they did."""
    how = chance.choice(("none", "all", "first", "any", "shuffled", "torn", "torn"))
    if how == "none":
        return []
    if how == "first":
        return waiting[: chance.randint(0, len(waiting))]
    chosen = list(waiting)
    if how == "torn":
        chosen = [sector for write in waiting for sector in write.sectors()]
    if how in ("any", "shuffled", "torn"):
        share = chance.random()
        chosen = [write for write in chosen if chance.random() < share]
    if how == "shuffled":
        chance.shuffle(chosen)
    return chosen


@dataclass(frozen=True)
class Naming:
    """A name that is given to a file, or taken away (`None`)."""

    path: str
    inode: Inode | None


class Disk:
    """A disk while a record is played."""

    def __init__(self, folder: Path) -> None:
        """Begin with a folder as it was when recording began, all of it on the disk."""
        files = (path for path in folder.rglob("*") if path.is_file())
        self._names = {str(path): Inode(bytearray(path.read_bytes())) for path in files}
        self._synced_names = dict(self._names)
        self._waiting_names: list[Naming] = []
        self._acts = {
            "C": self._create,
            "W": self._write,
            "T": self._cut,
            "S": self._sync,
            "R": self._rename,
            "U": self._unlink,
        }

    def copy(self) -> "Disk":
        """Return another disk with the same files."""
        return deepcopy(self)

    def play(self, act: Act) -> None:
        """Carry out one act."""
        if act.letter in self._acts:
            self._acts[act.letter](act)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that may be left, by name."""
        names = dict(self._synced_names)
        for naming in self._waiting_names[: chance.randint(0, len(self._waiting_names))]:
            _name(names, naming)
        return {path: inode.after_a_cut(chance) for path, inode in names.items()}

    def _create(self, act: Act) -> None:
        self._give(Naming(act.path, Inode()))

    def _write(self, act: Act) -> None:
        self._names[act.path].waiting.append(Write(act.offset, act.data))

    def _cut(self, act: Act) -> None:
        self._names[act.path].waiting.append(Write(act.offset, None))

    def _sync(self, act: Act) -> None:
        if act.path in self._names:
            self._names[act.path].sync()
            return
        for naming in self._waiting_names:
            if str(Path(naming.path).parent) == act.path:
                _name(self._synced_names, naming)
        self._waiting_names = [
            naming for naming in self._waiting_names if str(Path(naming.path).parent) != act.path
        ]

    def _rename(self, act: Act) -> None:
        source, target = act.path.split("|")
        inode = self._names[source]
        # One entry of the file system's journal: the old name goes when the new one comes.
        self._give(Naming(target, inode))
        self._give(Naming(source, None))

    def _unlink(self, act: Act) -> None:
        self._give(Naming(act.path, None))

    def _give(self, naming: Naming) -> None:
        _name(self._names, naming)
        self._waiting_names.append(naming)


def _name(names: dict[str, Inode], naming: Naming) -> None:
    if naming.inode is None:
        names.pop(naming.path, None)
    else:
        names[naming.path] = naming.inode
