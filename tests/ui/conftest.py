"""A real training workspace, enrolled and with two subjects, a clock that ticks, and the desk."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import PASSWORD, demonstration_lines, make_training
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.resources import forms_directory
from hcc_crf.session import Moment, NewUser, Role, Saved, Session, open_session, read_info
from hcc_crf.session.people import add_user
from hcc_crf.study.load import load_study
from hcc_crf.ui.desk import Desk
from hcc_crf.ui.texts import wording
from hcc_crf.ui.theme import Scheme, apply_theme
from hcc_crf.values import Language
from tests.session.full_disk import free_disk
from tests.ui.at_work import begin_work

CHINA = timezone(timedelta(hours=8))
MORNING = datetime(2023, 9, 20, 9, 0, tzinfo=CHINA)
"""Subject 01-001 began treatment on 2023-08-08; so some visits are done, due, overdue, to come."""
FIRST_PASSWORD = "given-by-somebody-else"
LINES = {"01-001": 48, "01-002": 12}
"""How many saves of each demonstration subject are entered."""

OpenAs = Callable[[str], Session]


class TickingClock:
    """A second passes with every look."""

    def __init__(self, start: datetime) -> None:
        self.local = start

    def __call__(self) -> Moment:
        self.local += timedelta(seconds=1)
        return Moment(self.local, "Asia/Shanghai")


@pytest.fixture(scope="session")
def program() -> Program:
    """The bundled study, compiled once."""
    return open_study(load_study(forms_directory()))


@pytest.fixture(scope="session")
def template(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace to copy from; nobody works in it."""
    made = make_training(
        tmp_path_factory.mktemp("training"), program, devices=1, subjects=()
    ).workspaces[0]
    clock = TickingClock(MORNING)
    with open_session(made, "admin1", PASSWORD, program=program, clock=clock) as session:
        add_user(session, NewUser("nurse2", "New Nurse", Role.NURSE, FIRST_PASSWORD))
    with open_session(made, "nurse1", PASSWORD, program=program, clock=clock) as session:
        for subject, count in LINES.items():
            for line in demonstration_lines(subject)[:count]:
                assert isinstance(session.save(read_line(line).request), Saved)
    return made


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Path:
    """A training workspace with two subjects, for one test."""
    return Path(shutil.copytree(template, tmp_path / "site-01-A"))


@pytest.fixture
def clock() -> TickingClock:
    """The clock of the workstation."""
    return TickingClock(MORNING + timedelta(hours=1))


@pytest.fixture
def open_as(workspace: Path, program: Program, clock: TickingClock) -> Iterator[OpenAs]:
    """Signs a training user in; closed behind the test."""
    opened: list[Session] = []

    def open_one(user: str) -> Session:
        opened.append(open_session(workspace, user, PASSWORD, program=program, clock=clock))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()


@pytest.fixture
def session(open_as: OpenAs) -> Session:
    """The study nurse at work."""
    return open_as("nurse1")


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """Every test begins in English and light colours, whatever the one before chose."""
    theme = apply_theme(qapp)

    def look_plain() -> None:
        wording().speak(Language.EN)
        if theme.scheme is not Scheme.LIGHT:  # a style sheet set anew polishes every widget
            theme.choose(Scheme.LIGHT)

    look_plain()
    yield
    look_plain()


def desk_at(folder: Path, program: Program, clock: TickingClock) -> Desk:
    """Return a window at a workspace, not shown yet."""

    def open_one(user: str, password: str) -> Session:
        return open_session(folder, user, password, program=program, clock=clock)

    window = Desk(open_one, read_info(folder), "0.1.0")
    window.sleep_watch.every_s = 3600  # the clock of the test runs ahead with every look at it
    return window


@pytest.fixture
def desk(workspace: Path, program: Program, clock: TickingClock, qtbot: QtBot) -> Iterator[Desk]:
    """The window at the workspace, waiting for a person."""
    window = desk_at(workspace, program, clock)
    qtbot.addWidget(window, before_close_func=bring_to_the_disk)
    window.show()
    yield window
    window.close()


@pytest.fixture
def at_work(desk: Desk, qtbot: QtBot) -> Desk:
    """The desk with the study nurse before the matrix."""
    begin_work(desk, qtbot)
    return desk


def bring_to_the_disk(window: Desk) -> None:
    """Have a window close without a question: it asks while it holds what no disk took."""
    free_disk()
    if not window.sign_in_page.held.isHidden():
        window.sign_in("monitor1", PASSWORD)


@pytest.fixture
def own_hook() -> Iterator[None]:
    """Put back what was told of exceptions before."""
    before = sys.excepthook
    yield
    sys.excepthook = before
