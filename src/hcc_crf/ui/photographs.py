"""Pictures of the desk without a screen: for the tour, and to prove that Qt draws."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from hcc_crf.session import Session, WorkspaceInfo
from hcc_crf.values import FormPath, Language

from .desk import Desk, OpenSession
from .texts import wording

SIZE = QSize(1366, 768)


def take_photographs(
    open_session: OpenSession,
    info: WorkspaceInfo,
    version: str,
    folder: Path,
    *,
    user: str,
    password: str,
    entry: FormPath,
) -> tuple[Path, ...]:
    """Sign in, walk through the desk and save a picture of each screen; return the files.

    They are `subjects.png`, `subject.png`, `response.png` and `entry.png`.

    Args:
        open_session: Opens the workspace for a person.
        info: Which workspace.
        version: Of the program.
        folder: Where the pictures go.
        user: Who signs in.
        password: Their password.
        entry: The form to open; page and response are of its subject.
    """
    app = application()
    wording().speak(Language.EN)
    desk = Desk(open_session, info, version)
    desk.resize(SIZE)
    desk.show()
    desk.sign_in(user, password)
    taken = [_photograph(desk, folder / "subjects.png")]
    desk.show_subject(entry.subject)
    taken.append(_photograph(desk, folder / "subject.png"))
    desk.show_response(entry.subject)
    taken.append(_photograph(desk, folder / "response.png"))
    desk.show_entry(entry)
    taken.append(_photograph(desk, folder / "entry.png"))
    desk.close()
    app.processEvents()
    return tuple(taken)


def draws_offscreen() -> bool:
    """Return whether a window draws something: more than one colour."""
    app = application()
    info = WorkspaceInfo(1, "study", "01", "A", "", "", training=True)
    desk = Desk(_nobody, info, "")
    desk.resize(SIZE)
    desk.show()
    app.processEvents()
    image = desk.grab().toImage()
    colours = {image.pixel(x, image.height() // 2) for x in range(0, image.width(), 3)}
    desk.close()
    return len(colours) > 1


def application() -> QApplication:
    """Return the running application, begun if there is none."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


def _nobody(_user: str, _password: str) -> Session:
    raise LookupError("nobody signs in here")


def _photograph(desk: Desk, file: Path) -> Path:
    for _ in range(3):
        QApplication.processEvents()
    desk.grab().save(str(file))
    return file
