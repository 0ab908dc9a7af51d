"""What people must know of a workspace stands on stderr; answers stay answers."""

import shutil
from pathlib import Path

from hcc_crf.session.mark import MARK_FILE, MARK_FOLDER
from hcc_crf.session.workspace import DATABASE_FILE
from tests.cli.conftest import Nurse

WEIGHT = {"subject": "01-001", "visit": "SCR", "form": "VS", "reason": "read again"}


def weight(value: str) -> dict[str, object]:
    """A save of one weight."""
    return WEIGHT | {"items": {"WEIGHT": value}}


def test_lost_saves_are_told_by_every_command_until_they_are_entered_again(nurse: Nurse) -> None:
    nurse.enter(weight("70"))
    database = nurse.site.folder / DATABASE_FILE
    copy = Path(shutil.copy2(database, nurse.site.folder.parent / "copy.db"))
    nurse.enter(weight("71"))
    shutil.copy2(copy, database)
    for _ in range(2):
        shown = nurse.does("show")
        assert shown.code == 0
        assert shown.err.startswith("EVENTS-LOST  1 saved changes are missing")
        assert "01-001/SCR/VS" in shown.err
        assert "EVENTS-LOST" not in shown.out
    again = nurse.enter(weight("71"))
    assert again.answer["saved"] is True
    assert nurse.does("show").err == ""


def test_a_package_after_a_new_incarnation_names_the_earlier_one(
    nurse: Nurse, tmp_path: Path
) -> None:
    nurse.enter(weight("70"))
    first = nurse.does("package", "--to", tmp_path / "one").answer
    assert "earlier" not in first
    (nurse.site.folder / MARK_FOLDER / MARK_FILE).unlink()
    nurse.enter(weight("71"))
    second = nurse.does("package", "--to", tmp_path / "two").answer
    (earlier,) = second["earlier"]
    assert (second["events"], second["first_seq"], second["last_seq"]) == (1, 2, 2)
    assert (earlier["events"], earlier["first_seq"], earlier["last_seq"]) == (1, 1, 1)
    assert {second["file"], earlier["file"]} == set(map(str, (tmp_path / "two").iterdir()))
