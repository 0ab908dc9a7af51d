"""What the tests of the centre are built from: workstations that save, their packages, a centre."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from hcc_crf.access.keys import HashCost, SlotHead
from hcc_crf.access.lock import lock_workspace
from hcc_crf.access.roles import Role
from hcc_crf.centre.folder import Centre, CentreInfo
from hcc_crf.centre.merge import MergeReport, merge_packages
from hcc_crf.centre.schema import CENTRE_SCHEMA
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import (
    Chain,
    Change,
    Derivation,
    Event,
    EventHash,
    EventKind,
    SealedEvent,
    Stamp,
)
from hcc_crf.package.keys import PrivateKeys, dump_private_keys
from hcc_crf.package.seal import seal_package
from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.settings import put_secret
from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study
from hcc_crf.values import FormPath, MissingReason, Slot, SubjectKey, Value, VisitCode
from tests.package.building import CENTRE, DEFINITION, DEVICE, fixed_keys

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
NOON = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
SECOND_DEVICE = fixed_keys(
    4, "AGE-SECRET-KEY-1FTYHZ27QN9CR6LNLSL69D9JG838DWNQUV0HJJAHAJ45PTPT5453SERPALQ"
)


@cache
def study() -> Study:
    """Return the bundled definitions."""
    return load_study(ROOT / "forms")


@cache
def program() -> Program:
    """Return the bundled definitions, compiled."""
    return open_study(study())


def number(text: str, unit: str = "") -> Value:
    """Return a number as entered."""
    return Value(text, text, unit)


def code(text: str) -> Value:
    """Return a code, a date or a text as entered."""
    return Value(text, text)


def missing(reason: MissingReason) -> Value:
    """Return a missing value."""
    return Value(reason.value, "", "", reason)


@dataclass
class Workstation:
    """A device that saves without a program around it; its clock moves on a minute a save."""

    device: str = "A"
    site: str = "01"
    keys: PrivateKeys = DEVICE
    incarnation: str = "inc1"
    clock: datetime = NOON
    events: list[SealedEvent] = field(default_factory=list)

    @property
    def chain(self) -> Chain:
        return Chain(study().oid, self.site, self.device, self.incarnation)

    def save(
        self,
        form: str,
        values: Mapping[str | Slot, Value],
        *,
        subject: str = "01-001",
        visit: str = "SCR",
        replaces: SealedEvent | EventHash | None = None,
        reason: str = "",
        user: str = "nurse1",
    ) -> SealedEvent:
        """Return a save at the end of the chain; `replaces` names the event all values replace."""
        known = replaces.hash if isinstance(replaces, SealedEvent) else replaces
        event = Event(
            kind=EventKind.SAVE,
            form=FormPath(SubjectKey(subject), VisitCode(visit), form),
            form_version="1",
            definition=study().version,
            user=user,
            role="nurse",
            reason=reason,
            changes=tuple(
                Change(item if isinstance(item, Slot) else Slot(item), value, known)
                for item, value in values.items()
            ),
        )
        return self.append(event)

    def rederive(self, form: str, values: Mapping[str, str], *, visit: str = "SCR") -> SealedEvent:
        """Return a person's acceptance of what newer rules give."""
        event = Event(
            kind=EventKind.REDERIVE,
            form=FormPath(SubjectKey("01-001"), VisitCode(visit), form),
            form_version="2",
            definition=study().version,
            user="investigator1",
            role="investigator",
            reason="new rules",
            changes=(),
            derivations=tuple(
                Derivation(visit, form, Slot(item), value, "", "rule/2")
                for item, value in values.items()
            ),
        )
        return self.append(event)

    def append(self, event: Event) -> SealedEvent:
        self.clock += timedelta(minutes=1)
        stamp = Stamp(self.clock.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "+08:00", "Asia/Shanghai")
        last = self.events[-1] if self.events else None
        sealed = seal(
            (event,),
            self.chain,
            after_seq=last.seq if last else 0,
            after_hash=last.hash if last else GENESIS,
            stamp=stamp,
        )
        self.events.extend(sealed)
        return sealed[0]

    def branch(self, after: int) -> "Workstation":
        """Return the same device as a backup after so many saves would go on, unnoticed."""
        return Workstation(
            self.device, self.site, self.keys, self.incarnation, self.clock, self.events[:after]
        )

    def package(
        self,
        first: int = 1,
        last: int | None = None,
        *,
        number: int = 1,
        keys: PrivateKeys | None = None,
    ) -> bytes:
        """Return the package of events `first` to `last`."""
        return self.package_of(self.events[first - 1 : last], number=number, keys=keys)

    def package_of(
        self, events: Sequence[SealedEvent], *, number: int = 1, keys: PrivateKeys | None = None
    ) -> bytes:
        used = keys or self.keys
        return seal_package(
            events,
            definition_xml=DEFINITION,
            definition_version=study().version,
            number=number,
            previous_package_sha256=None,
            signing_key=used.signing_key,
            recipients=(CENTRE.public.age_recipient, used.public.age_recipient),
            bagging_date="2026-11-25",
        ).data


def device_a() -> Workstation:
    return Workstation("A", keys=DEVICE)


def device_b() -> Workstation:
    return Workstation("B", keys=SECOND_DEVICE, incarnation="inc2", clock=NOON + timedelta(hours=1))


@dataclass
class Bench:
    """A centre on a real database, without accounts; packages are handed over as bytes."""

    centre: Centre
    inbox: Path
    handed: int = 0

    def enrol(self, *workstations: Workstation) -> None:
        for one in workstations:
            self.centre.db.write(
                "INSERT INTO device VALUES (?, ?, ?, x'', '', '', '')",
                (one.site, one.device, one.keys.public.signing_key),
            )

    def merge(self, *packages: bytes) -> MergeReport:
        files = []
        for data in packages:
            self.handed += 1
            file = self.inbox / f"package-{self.handed}.zip.age"
            file.write_bytes(data)
            files.append(file)
        return merge_packages(self.centre, files)


def _head() -> SlotHead:
    return SlotHead(
        user="centre1",
        role=Role.CENTRE,
        name="centre1",
        workspace="w",
        must_change=False,
        verification_key="",
        cost=HashCost(1, 1, 1),
        salt=b"",
    )


@contextmanager
def open_bench(folder: Path) -> Iterator[Bench]:
    """Give a centre in an empty folder, devices A and B enrolled."""
    create_database(folder / "centre.db", KEY, CENTRE_SCHEMA)
    (folder / "inbox").mkdir()
    with reopen_bench(folder) as bench:
        put_secret(bench.centre.db, "centre-keys", dump_private_keys(CENTRE))
        bench.enrol(device_a(), device_b())
        yield bench


@contextmanager
def reopen_bench(folder: Path) -> Iterator[Bench]:
    """Give a centre that was made before."""
    with open_database(folder / "centre.db", KEY, CENTRE_SCHEMA) as db:
        centre = Centre(
            folder,
            CentreInfo(1, study().oid, "Coordinating centre", "w", training=False),
            _head(),
            db=db,
            lock=lock_workspace(folder, "centre1"),
            study=study(),
            clock=lambda: NOON,
        )
        yield Bench(centre, folder / "inbox")
        centre.close()


@contextmanager
def fresh_bench() -> Iterator[Bench]:
    """Give a centre in a folder of its own, for tests that need many."""
    with tempfile.TemporaryDirectory() as folder, open_bench(Path(folder)) as bench:
        yield bench
