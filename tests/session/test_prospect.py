"""A save that was worked out beforehand is the save that would have been made without."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import demonstration_lines
from hcc_crf.entry.request import Author
from hcc_crf.entry.workbook import Workbook
from hcc_crf.session import Refused, SaveRequest, Session, Typed
from hcc_crf.session import session as session_module
from hcc_crf.session.checking import verify_workspace
from hcc_crf.session.prospect import Prospect, look_ahead
from hcc_crf.store.event_store import all_events
from hcc_crf.store.projections import SubjectRows, subject_rows
from hcc_crf.values import Slot, SubjectKey, VisitCode
from tests.session.sites import Site, entry, form, refused, saved

SUBJECT = SubjectKey("01-001")
WEIGHED = entry("01-001/SCR/VS", WEIGHT="68.0", HEIGHT="170")


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SaveRequest]]:
    """Give the requests that are worked out."""
    found: list[SaveRequest] = []

    def counting(
        before: Workbook, request: SaveRequest, author: Author, stored: SubjectRows | None
    ) -> Prospect | Refused:
        found.append(request)
        return look_ahead(before, request, author, stored)

    with monkeypatch.context() as patch:
        patch.setattr(session_module, "look_ahead", counting)
        yield found


def said(session: Session) -> list[object]:
    """Return what the events say, without the hashes and times they hang by."""
    events = [sealed.event for sealed in all_events(session.db)]
    return [
        (
            event.form,
            event.reason,
            [(change.slot, change.value, change.origin) for change in event.changes],
            event.derivations,
        )
        for event in events
    ]


@pytest.mark.slow
def test_a_course_prepared_is_the_course_saved_at_once(enrolled: Site, tmp_path: Path) -> None:
    prepared, at_once = (enrolled.copy(tmp_path / name) for name in ("prepared", "at-once"))
    requests = [read_line(line).request for line in demonstration_lines(SUBJECT)]
    with prepared.open() as one, at_once.open() as other:
        for request in requests:
            one.keep_draft(request.form, dict(request.entries))
            one.prepare(SaveRequest(request.form, request.entries))
            first, second = saved(one, request), saved(other, request)
            assert first.derived == second.derived
            assert first.findings == second.findings
        assert said(one) == said(other)
    with prepared.open("monitor1") as monitor:
        assert all(
            step.is_kept for step in verify_workspace(monitor)
        )  # its rows and derived values, too


def test_what_was_prepared_is_not_worked_out_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(monkeypatch) as found:
        session.prepare(WEIGHED)
        answer = saved(session, WEIGHED)
        assert found == [WEIGHED]
    assert {value.path.slot.item for value in answer.derived} >= {"BMI", "BSA"}
    rows = subject_rows(session.db, SUBJECT)
    assert rows is not None
    assert rows.subject.enrolled_at == rows.subject.saved_at == answer.at_utc
    assert {row.saved_at for row in rows.forms if row.saved_at} == {answer.at_utc}


def test_a_reason_asked_for_does_not_cost_the_work_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(session, WEIGHED)
    with counted(monkeypatch) as found:
        assert refused(session, entry("01-001/SCR/VS", WEIGHT="68.5")) == ("REASON-NEEDED",)
        saved(session, entry("01-001/SCR/VS", reason="transcription", WEIGHT="68.5"))
        assert len(found) == 1
    last = tuple(all_events(session.db))[-1].event
    assert (last.reason, last.changes[0].value.text) == ("transcription", "68.5")


@pytest.mark.parametrize("reason", ["too long" * 200, "line\x07bell"])
def test_a_prepared_save_is_refused_for_a_reason_that_cannot_be_read(
    session: Session, reason: str
) -> None:
    saved(session, WEIGHED)
    session.prepare(entry("01-001/SCR/VS", WEIGHT="68.5"))
    asked = entry("01-001/SCR/VS", reason=reason, WEIGHT="68.5")
    assert refused(session, asked) == ("UNREADABLE",)
    assert session.events() == 1


def test_a_reason_that_cannot_be_read_is_refused_even_where_nothing_changes(
    session: Session,
) -> None:
    saved(session, WEIGHED)
    same = entry("01-001/SCR/VS", reason="long" * 300, WEIGHT="68.0")
    assert refused(session, same) == ("UNREADABLE",)


def test_what_is_typed_after_it_was_prepared_is_saved(session: Session) -> None:
    session.prepare(WEIGHED)
    saved(session, entry("01-001/SCR/VS", WEIGHT="86.0", HEIGHT="170"))
    value = session.casebook(SUBJECT).value(VisitCode("SCR"), "VS", Slot("WEIGHT"))
    assert value.text == "86.0"


def test_a_save_of_another_form_makes_it_be_worked_out_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(session, WEIGHED)
    ecog = entry("01-001/SCR/QSECOG", ECOG101="0")
    session.prepare(ecog)
    saved(session, entry("01-001/SCR/VS", reason="transcription", WEIGHT="136.0"))
    with counted(monkeypatch) as found:
        saved(session, ecog)
        assert found == [ecog]


def test_a_new_day_makes_it_be_worked_out_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.open() as session:
        saved(session, WEIGHED)
        ecog = entry("01-001/SCR/QSECOG", ECOG101="0")
        session.prepare(ecog)
        site.clock.wait(days=1)
        with counted(monkeypatch) as found:
            saved(session, ecog)
            assert found == [ecog]
        rows = subject_rows(session.db, SUBJECT)
        assert rows is not None
        assert rows.subject.saved_day == "2026-11-26"


def test_what_cannot_be_saved_is_refused_as_without(session: Session) -> None:
    session.prepare(entry("01-001/SCR/VS", WEIGHT="heavy"))
    assert refused(session, entry("01-001/SCR/VS", WEIGHT="heavy")) == ("UNREADABLE",)


def test_preparing_writes_nothing(session: Session) -> None:
    session.prepare(WEIGHED)
    assert session.events() == 0
    assert session.subjects() == ()
    assert session.casebook(SUBJECT).forms == {}


def test_what_was_typed_beside_a_prepared_save_stays_a_draft(session: Session) -> None:
    path = form("01-001/SCR/VS")
    session.keep_draft(path, {Slot("WEIGHT"): Typed("68.0"), Slot("HEIGHT"): Typed("170")})
    session.prepare(entry("01-001/SCR/VS", WEIGHT="68.0"))
    saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
    kept = session.draft(path)
    assert kept is not None
    assert kept.typed == {Slot("HEIGHT"): Typed("170")}
