"""Training sites for tests: one is made a run, every test works on a copy of its folder."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import count
from pathlib import Path

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role
from hcc_crf.centre.devices import enrol_device
from hcc_crf.centre.folder import NewCentre, create_centre, open_centre
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.resources import forms_directory
from hcc_crf.session import Moment, Refused, Saved, SaveRequest, Session, Typed, open_session
from hcc_crf.session.packaging import accept_enrolment
from hcc_crf.session.people import add_user
from hcc_crf.session.workspace import REQUEST_FILE, NewWorkspace, create_workspace
from hcc_crf.store.access_log import AccessEntry, AccessKind, access_entries
from hcc_crf.study.load import load_study
from hcc_crf.values import FormPath, ItemPath, Slot, SubjectKey, VisitCode

PASSWORD = "lantern-river-plum-7"
OTHER_PASSWORD = "bamboo-harbour-violet-9"
SHANGHAI = timezone(timedelta(hours=8))
ROLES = {
    "admin1": Role.ADMINISTRATOR,
    "nurse1": Role.NURSE,
    "investigator1": Role.INVESTIGATOR,
    "monitor1": Role.MONITOR,
}


@dataclass
class Ticking:
    """A clock of a workstation in Shanghai; each look at it takes one millisecond."""

    local: datetime = datetime(2026, 11, 25, 9, 30, tzinfo=SHANGHAI)
    zone: str = "Asia/Shanghai"

    def __call__(self) -> Moment:
        self.local += timedelta(milliseconds=1)
        return Moment(self.local, self.zone)

    def wait(self, **span: float) -> None:
        """Let time pass without waiting for it."""
        self.local += timedelta(**span)


@cache
def program() -> Program:
    """The compiled study, one for all tests: nothing changes it."""
    return open_study(load_study(forms_directory()))


def names() -> Iterator[str]:
    """Names of workspaces and incarnations, 32 hex digits, never the same twice."""
    return (f"{number:032x}" for number in count(1))


_NAMES = names()


def new_name() -> str:
    """The next name."""
    return next(_NAMES)


@dataclass
class Site:
    """A workspace on the disk and the clock of its workstation."""

    folder: Path
    clock: Ticking = field(default_factory=Ticking)

    def open(self, user: str = "nurse1", password: str = PASSWORD) -> Session:
        """Sign in."""
        return open_session(self.folder, user, password, program=program(), clock=self.clock)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of the workspace, in whatever folder of it."""
        return tuple(path for path in self.folder.rglob("*") if path.is_file())

    def copy(self, folder: Path) -> "Site":
        """The same workspace in another folder."""
        shutil.copytree(self.folder, folder)
        return Site(folder, Ticking(self.clock.local))

    def access_log(self, user: str = "investigator1") -> tuple[AccessEntry, ...]:
        """What the access log holds, the sign-in to read it included."""
        with self.open(user) as session:
            return tuple(access_entries(session.db))


def make_workspace(folder: Path, *, site: str = "01", device: str = "A") -> Site:
    """Make a workspace with its administrator and nobody else."""
    made = Site(folder)
    create_workspace(
        folder,
        NewWorkspace(program().study.oid, site, device, training=True),
        NewUser("admin1", "Training Administrator", Role.ADMINISTRATOR, PASSWORD),
        moment=made.clock(),
        new_id=new_name,
    )
    return made


def make_site(folder: Path, *, site: str = "01", device: str = "A") -> Site:
    """Make a workspace with somebody of every role; not enrolled at a centre."""
    made = make_workspace(folder, site=site, device=device)
    with made.open("admin1") as session:
        for user, role in ROLES.items():
            if user != "admin1":
                new = NewUser(user, f"Training {role.value.title()}", role, PASSWORD)
                add_user(session, new, must_change=False)
    return made


@dataclass
class CentreFolder:
    """A centre on the disk and the clock it keeps."""

    folder: Path
    clock: Ticking = field(default_factory=Ticking)

    def enrol(self, site: Site) -> Path:
        """Admit the device of a site; return the file with the signed answer."""
        answer = self.folder.parent / f"answer-{site.folder.name}.json"
        with open_centre(
            self.folder, "centre1", PASSWORD, study=program().study, clock=self.utc
        ) as centre:
            enrol_device(centre, site.folder / REQUEST_FILE, answer)
        return answer

    def admit(self, site: Site) -> None:
        """Enrol the device of a site and take the answer in there."""
        answer = self.enrol(site)
        with site.open("admin1") as session:
            accept_enrolment(session, answer)

    def utc(self) -> datetime:
        """The moment, as a centre keeps it."""
        return self.clock().utc


def make_centre(folder: Path) -> CentreFolder:
    """Make an empty training centre."""
    made = CentreFolder(folder)
    create_centre(
        folder,
        NewCentre(program().study.oid, "Training centre", training=True),
        NewUser("centre1", "Training Data Manager", Role.CENTRE, PASSWORD),
        clock=made.utc,
        new_id=new_name,
    )
    return made


def form(text: str) -> FormPath:
    """`01-001/SCR/VS` as a path."""
    subject, visit, oid = text.split("/")
    return FormPath(SubjectKey(subject), VisitCode(visit), oid)


def item(text: str) -> ItemPath:
    """`01-001/SCR/VS.WEIGHT` as a path."""
    return ItemPath.parse(text)


def entry(where: str, /, reason: str = "", **typed: str) -> SaveRequest:
    """A save of what was typed into a form, `01-001/SCR/VS`, or into one row of it, `…/AE[1]`."""
    path, _, row = where.removesuffix("]").partition("[")
    entries = tuple((Slot(oid, int(row or 0)), Typed(text)) for oid, text in typed.items())
    return SaveRequest(form(path), entries, reason=reason)


def saved(session: Session, request: SaveRequest) -> Saved:
    """Save, and insist that it was."""
    answer = session.save(request)
    assert isinstance(answer, Saved), answer
    return answer


def refused(session: Session, request: SaveRequest) -> tuple[str, ...]:
    """Save, insist that it was refused, and return the codes."""
    answer = session.save(request)
    assert isinstance(answer, Refused), answer
    return tuple(problem.code for problem in answer.problems)


def kinds(entries: tuple[AccessEntry, ...]) -> tuple[AccessKind, ...]:
    """What the entries record, in order."""
    return tuple(one.kind for one in entries)
