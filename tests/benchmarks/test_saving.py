"""The floor of a save commits what the save wrote, no more and no less."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.saving import bare_copy, contents, written
from hcc_crf.session import Saved, SaveRequest, Session, Typed
from hcc_crf.store.driver import dbapi2
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode
from tests.session.sites import make_site

VITALS = FormPath(SubjectKey("01-001"), VisitCode("SCR"), "VS")
WEIGHT, HEIGHT = Slot("WEIGHT"), Slot("HEIGHT")


def held(file: Path, table: str) -> set[tuple[object, ...]]:
    """Return the rows of a table of a bare database."""
    raw = dbapi2.connect(str(file))
    raw.execute(f"PRAGMA key = \"x'{'0' * 64}'\"")
    rows = {tuple(row) for row in raw.execute(f"SELECT * FROM {table}")}  # noqa: S608
    raw.close()
    return rows


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A nurse at an empty site."""
    with make_site(tmp_path / "site").open() as opened:
        yield opened


def test_the_floor_ends_with_the_rows_that_the_saves_left(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "bare.db"
    bare = bare_copy(session, file)
    for weight in ("68.0", "68.5"):
        session.keep_draft(VITALS, {WEIGHT: Typed(weight), HEIGHT: Typed("170")})
        before = contents(session)
        bare.change({"draft": before["draft"]})
        entries = ((WEIGHT, Typed(weight)), (HEIGHT, Typed("170")))
        answer = session.save(SaveRequest(VITALS, entries, reason="weighed again"))
        assert isinstance(answer, Saved)
        new, gone = written(before, contents(session))
        assert len(new["event"]) == len(gone) == 1
        bare.change(new, gone)
    bare.close()
    left = contents(session)
    assert left["event"]
    assert {table: held(file, table) for table in left} == left
