"""Training sites and their demonstration subjects, entered as a nurse would.

Everybody in them is fictional, everything made here is marked TRAINING, and the one password is
public: a training workspace protects nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role
from hcc_crf.centre.devices import enrol_device
from hcc_crf.centre.folder import NewCentre, create_centre, open_centre
from hcc_crf.entry.program import Program
from hcc_crf.errors import WorkspaceError
from hcc_crf.resources import resource_path
from hcc_crf.session import Refused, Session, open_session
from hcc_crf.session.about import ABOUT_FILE
from hcc_crf.session.packaging import accept_enrolment
from hcc_crf.session.people import add_user
from hcc_crf.session.workspace import REQUEST_FILE, NewWorkspace, create_workspace

from . import ask
from .enter_line import read_line

PASSWORD = "lantern-river-plum-7"  # noqa: S105  (public: it opens fictional data only)
USERS = ("nurse1", "investigator1", "monitor1", "admin1")
_NAMES = {
    "nurse1": (Role.NURSE, "Training Nurse"),
    "investigator1": (Role.INVESTIGATOR, "Training Investigator"),
    "monitor1": (Role.MONITOR, "Training Monitor"),
}
SUBJECTS = ("01-001", "01-002", "03-002")
"""The demonstration subjects; the two digits before the hyphen are their site."""


@dataclass(frozen=True, slots=True)
class Training:
    """What was made.

    Attributes:
        workspaces: Folders of the site workspaces, the first device of site 01 first.
        centre: Folder of the training centre, with every device enrolled.
    """

    workspaces: tuple[Path, ...]
    centre: Path


def make_training(
    folder: Path, program: Program, *, devices: int, subjects: tuple[str, ...]
) -> Training:
    """Make the training sites and their centre, with accounts and enrolled devices, no data.

    Args:
        folder: Where; made when absent.
        program: The compiled study.
        devices: Devices of site 01, from A.
        subjects: Subjects to be entered later; each further site they belong to gets a device A.

    Raises:
        WorkspaceError: There is a training site already.
    """
    names = [("01", chr(ord("A") + number)) for number in range(devices)]
    names += [(site, "A") for site in sorted({s[:2] for s in subjects} - {"01"})]
    folder = folder.resolve()
    if (folder / "site-01-A" / ABOUT_FILE).exists():
        raise WorkspaceError(
            "TRAINING-EXISTS",
            folder.name,
            "There is a training site in this folder already.",
            "Name another folder, or delete this one.",
        )
    centre = folder / "centre"
    create_centre(
        centre,
        NewCentre(program.study.oid, "Training centre", training=True),
        NewUser("centre1", "Training Data Manager", Role.CENTRE, PASSWORD),
        clock=centre_clock,
        new_id=ask.new_id,
    )
    workspaces = tuple(_make_site(folder, program, site, device) for site, device in names)
    _enrol(centre, workspaces, program)
    return Training(workspaces, centre)


def _make_site(folder: Path, program: Program, site: str, device: str) -> Path:
    workspace = folder / f"site-{site}-{device}"
    create_workspace(
        workspace,
        NewWorkspace(program.study.oid, site, device, training=True),
        NewUser("admin1", "Training Administrator", Role.ADMINISTRATOR, PASSWORD),
        moment=ask.now(),
        new_id=ask.new_id,
    )
    with sign_in(workspace, "admin1", program) as session:
        for user, (role, name) in _NAMES.items():
            add_user(session, NewUser(user, name, role, PASSWORD), must_change=False)
    return workspace


def _enrol(centre: Path, workspaces: tuple[Path, ...], program: Program) -> None:
    for workspace in workspaces:
        answer = workspace / "enrolment-answer.json"
        with open_centre(
            centre, "centre1", PASSWORD, study=program.study, clock=centre_clock
        ) as opened:
            enrol_device(opened, workspace / REQUEST_FILE, answer)
        with sign_in(workspace, "admin1", program) as session:
            accept_enrolment(session, answer)


def centre_clock() -> datetime:
    """Return the moment in UTC, as the centre keeps it."""
    return ask.now().utc


def sign_in(workspace: Path, user: str, program: Program) -> Session:
    """Return the session of a training user."""
    return open_session(workspace, user, PASSWORD, program=program, clock=ask.now)


def demonstration_lines(subject: str) -> tuple[str, ...]:
    """Return the form saves of a demonstration subject, in the order they were made."""
    text = resource_path("demonstration", f"{subject}.jsonl").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip())


def enter_demonstration(session: Session, subject: str) -> Iterator[int]:
    """Enter a demonstration subject through the session, yielding after each save.

    Raises:
        RuntimeError: A line was refused: the demonstration does not fit the definitions.
    """
    for number, line in enumerate(demonstration_lines(subject), start=1):
        answer = session.save(read_line(line).request)
        if isinstance(answer, Refused):
            problem = answer.problems[0]
            fault = f"{subject}, line {number}: {problem.code} {problem.message.en}"
            raise RuntimeError(fault)  # noqa: TRY004  (a fault of the data, not of a type)
        yield number
