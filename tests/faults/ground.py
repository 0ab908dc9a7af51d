"""What every row stands on: a site and a centre to copy, children to kill, what is left."""

import os
import random
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path

from hcc_crf.package.keys import PrivateKeys
from hcc_crf.session import Session
from hcc_crf.session.about import WorkspaceInfo, read_info
from hcc_crf.session.checking import verify_workspace
from hcc_crf.session.incarnation import Comparison, compare
from hcc_crf.session.mark import Mark
from hcc_crf.session.packaging import device_keys
from hcc_crf.session.workspace import DATABASE_FILE
from hcc_crf.store.connection import open_database
from hcc_crf.store.event_store import all_events
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.store.verification import check_events
from tests.session.sites import SHANGHAI, CentreFolder, Site, Ticking, entry, make_centre, make_site
from tests.session.sites import saved as saved_on

SUBJECTS = 40
MORNING = datetime(2026, 11, 25, 9, 30, tzinfo=SHANGHAI)
FULL_LOOK_EVERY = 20
"""Of the folders a fault left, so many are also opened by a person and verified step by step; all
others are opened with the key, which spares the quarter second that a password costs."""


@dataclass(frozen=True)
class Sizes:
    """How often each fault is injected."""

    kills: int
    power_cuts: int
    export_power_cuts: int
    refused_calls: int
    damages: int
    edits_of_a_kind: int
    disk_sizes: int
    instances: int
    clocks: int


LONG = Sizes(500, 5_000, 2_000, 200, 300, 25, 50, 20, 12)
SHORT = Sizes(8, 120, 30, 14, 8, 1, 3, 2, 4)


@dataclass
class Ground:
    """The place where things go wrong.

    Attributes:
        folder: Empty at the start; everything happens in it.
        sizes: How often.
        chance: Repeatable.
    """

    folder: Path
    sizes: Sizes
    chance: random.Random = field(default_factory=lambda: random.Random(20261125))

    def __post_init__(self) -> None:
        """Number the folders."""
        self._folders = count(1)
        self._mornings = count(1)

    @cached_property
    def centre(self) -> CentreFolder:
        """A centre at which the site is enrolled."""
        return make_centre(self.folder / "centre")

    @cached_property
    def site(self) -> Site:
        """An enrolled site without a save. Never opened by a row: copy it."""
        made = make_site(self.folder / "site")
        self.centre.admit(made)
        return made

    @cached_property
    def secrets(self) -> tuple[bytes, PrivateKeys]:
        """The data key and the device's keys, the same for every copy."""
        with self.copy().open("nurse1") as session:
            return session.keys.data_key, device_keys(session)

    @property
    def info(self) -> WorkspaceInfo:
        """What the workspaces say they are."""
        return read_info(self.site.folder)

    def new_folder(self) -> Path:
        """A name that is not taken yet."""
        return self.folder / f"{next(self._folders):05}"

    def copy(self, site: Site | None = None) -> Site:
        """A copy of a workspace, in the next morning of its workstation."""
        folder = self.new_folder()
        shutil.copytree((site or self.site).folder, folder)
        return self.next_morning(folder)

    def next_morning(self, folder: Path) -> Site:
        """The workspace in a folder, with a clock later than all before."""
        return Site(folder, Ticking(MORNING + timedelta(hours=next(self._mornings))))

    def look(self, folder: Path) -> "Found":
        """Open with the key what a fault left, and check its chain.

        Raises:
            StoreError: It cannot be opened, or its chain is broken.
        """
        key = self.secrets[0]
        with open_database(folder / DATABASE_FILE, key, SITE_SCHEMA) as db:
            checked = check_events(db)
            mark = Mark(folder, data_key=key, workspace=self.info.workspace)
            found = compare(db, mark, checked[-1].chain if checked else self.info.chain)
            return Found(tuple(event.hash for event in all_events(db)), found)

    def full_look(self, folder: Path) -> tuple[str, ...]:
        """Sign in to what a fault left and verify it; return what people are told, and faults."""
        with self.next_morning(folder).open() as session:
            steps = [step for step in verify_workspace(session) if not step.is_kept]
            told = [notice.en for notice in session.notices]
        return (*told, *(f"step {step.step}: {step.detail}" for step in steps))


@dataclass(frozen=True)
class Found:
    """What a workspace holds: hashes of its events, and what its mark says of them."""

    events: tuple[str, ...]
    comparison: Comparison


def save_on(session: Session, first: int = 0) -> Iterator[str]:
    """Save without end, a weight of one subject after the other; yield the hash of each event.

    By turns as at the desk, where a draft is kept and the save prepared, and at once as by command.
    """
    for number in count(first):
        subject = f"01-{number % SUBJECTS + 1:03}"
        weight = f"{40 + number % 1500 / 10:.1f}"
        request = entry(f"{subject}/SCR/VS", reason="read again", WEIGHT=weight)
        if number % 2:
            session.keep_draft(request.form, dict(request.entries))
            session.prepare(request)
        answer = saved_on(session, request)
        if answer.event is not None:  # otherwise it was saved before, when nobody was told
            yield answer.event


@contextmanager
def child(act: Callable[[int], None]) -> Iterator[tuple[int, int]]:
    """Run something in another process; give its number and the end of a pipe that it writes to.

    It is killed when the block ends, if it still runs.
    """
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(reading)
        try:
            act(writing)
        except BaseException:  # noqa: BLE001  (what went wrong is told to the parent)
            os.write(writing, b"!" + traceback.format_exc().encode())
        os._exit(0)
    os.close(writing)
    try:
        yield number, reading
    finally:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        os.close(reading)


def rest_of(reading: int) -> bytes:
    """Return what is still in a pipe."""
    received = b""
    while more := os.read(reading, 65_536):
        received += more
    return received


def killed(act: Callable[[int], None], *, lines: int, after_s: float) -> list[str]:
    """Return the lines a child wrote before it was killed: so many, and then some time later.

    Raises:
        AssertionError: The child failed by itself.
    """
    received = b""
    with child(act) as (number, reading):
        while received.count(b"\n") < lines and (more := os.read(reading, 4096)):
            received += more
        until = time.perf_counter() + after_s
        while time.perf_counter() < until:  # to the microsecond: a sleep is too coarse
            pass
        os.kill(number, signal.SIGKILL)
        received += rest_of(reading)
    whole = received[: received.rfind(b"\n") + 1].decode()
    assert "!Traceback" not in received.decode(), received.decode()
    return whole.split("\n")[:-1]
