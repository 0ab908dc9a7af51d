"""A save is on the disk when it returns, or it is refused and nothing of it stays but the draft."""

from decimal import Decimal
from itertools import pairwise

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import Event, EventKind
from hcc_crf.session import Saved, SaveRequest, Session, Typed
from hcc_crf.session import session as session_module
from hcc_crf.session.standing import subject_rows
from hcc_crf.session.workspace import open_data
from hcc_crf.store.event_store import all_events, append, events_of_chain, head
from hcc_crf.store.projections import SubjectRows, row_changes
from hcc_crf.store.projections import subject_rows as stored_rows
from hcc_crf.values import Slot, SubjectKey, VisitCode
from tests.session.sites import Site, entry, form, refused, saved

SCR = VisitCode("SCR")


def canonical(session: Session, where: str, oid: str, row: int = 0) -> str:
    path = form(where)
    return session.casebook(path.subject).value(path.visit, path.form, Slot(oid, row)).canonical


def test_a_save_is_on_the_disk_before_it_returns(site: Site) -> None:
    session = site.open()
    event = saved(session, entry("01-001/SCR/VS", WEIGHT="68.0", HEIGHT="170")).event
    other = open_data(site.folder, session.keys, read_only=True)  # what a crash would leave
    assert [sealed.hash for sealed in all_events(other)] == [event]
    other.close()
    session.close()


def test_a_save_answers_with_its_event_the_derived_values_and_the_findings(
    nurse: Session, subject: str
) -> None:
    answer = saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
    assert answer.event is not None
    assert len(answer.event) == 64
    derived = {value.path.slot.item: value.display for value in answer.derived}
    assert derived["BMI"] == "23.5"  # 68.0 / 1.70² = 23.529
    assert derived["BSA"] == "1.79"  # Mosteller: √(170 × 68 / 3600) = 1.7919
    assert {finding.check for finding in answer.findings} == {"required"}


def test_the_numbers_are_kept_as_typed(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
    value = nurse.casebook(SubjectKey(subject)).value(SCR, "VS", Slot("WEIGHT"))
    assert (value.text, value.canonical, value.unit) == ("68.0", "68.0", "kg")
    assert value.quantity.number == Decimal("68.0")


def test_a_form_is_saved_on_top_of_what_was_saved_before(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    saved(nurse, entry(f"{subject}/SCR/VS", HEIGHT="170"))  # filling asks for no reason
    assert canonical(nurse, f"{subject}/SCR/VS", "WEIGHT") == "68.0"
    assert canonical(nurse, f"{subject}/SCR/VS", "HEIGHT") == "170"


def test_the_first_save_enrols_the_subject(nurse: Session, subject: str) -> None:
    assert subject not in {row.subject for row in nurse.subjects()}
    answer = saved(nurse, entry(f"{subject}/SCR/QSECOG", ECOG101="0"))
    row = next(row for row in nurse.subjects() if row.subject == subject)
    assert (row.status, row.enrolled_at) == ("screening", answer.at_utc)


def test_a_save_that_changes_nothing_makes_no_event(nurse: Session, subject: str) -> None:
    request = entry(f"{subject}/SCR/VS", WEIGHT="68.0")
    saved(nurse, request)
    before = nurse.events()
    answer = saved(nurse, request)
    assert answer.event is None
    assert answer.derived == ()
    assert answer.findings
    assert nurse.events() == before


def test_a_change_without_a_reason_is_refused(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    assert refused(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.5")) == ("REASON-NEEDED",)
    assert refused(nurse, entry(f"{subject}/SCR/VS", reason="  ", WEIGHT="")) == ("REASON-NEEDED",)
    assert canonical(nurse, f"{subject}/SCR/VS", "WEIGHT") == "68.0"


def test_a_change_with_a_reason_keeps_both_values(nurse: Session, subject: str) -> None:
    first = saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0"))
    saved(nurse, entry(f"{subject}/SCR/VS", reason="transcription error", WEIGHT="68.5"))
    trail = [
        record for record in nurse.audit(SubjectKey(subject)) if record.path.slot.item == "WEIGHT"
    ]
    assert [(one.old.canonical, one.new.canonical) for one in trail] == [
        ("", "68.0"),
        ("68.0", "68.5"),
    ]
    assert trail[1].sealed.event.changes[0].replaces == first.event


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param({"WEIGHT": "24.9"}, "OUT-OF-RANGE", id="below a hard range"),
        pytest.param({"WEIGHT": "200.1"}, "OUT-OF-RANGE", id="above a hard range"),
        pytest.param({"WEIGHT": "heavy"}, "UNREADABLE", id="no number"),
        pytest.param({"WEIGTH": "68"}, "UNKNOWN-ITEM", id="an unknown item"),
        pytest.param({"BMI": "22"}, "ITEM-NOT-TYPED", id="a derived item"),
    ],
)
def test_an_impossible_value_is_refused_and_nothing_is_kept(
    nurse: Session, subject: str, typed: dict[str, str], code: str
) -> None:
    before = nurse.events()
    assert refused(nurse, entry(f"{subject}/SCR/VS", **typed)) == (code,)
    assert nurse.events() == before
    assert nurse.casebook(SubjectKey(subject)).forms == {}
    assert subject not in {row.subject for row in nurse.subjects()}


def test_the_edges_of_a_hard_range_are_inside(nurse: Session, subject: str) -> None:
    for weight in ("25", "200"):
        saved(nurse, entry(f"{subject}/SCR/VS", reason="other scale", WEIGHT=weight))
        assert canonical(nurse, f"{subject}/SCR/VS", "WEIGHT") == weight


def test_all_problems_are_told_at_once_and_nothing_good_beside_them_is_saved(
    nurse: Session, subject: str
) -> None:
    request = entry(f"{subject}/SCR/VS", WEIGHT="5", HEIGHT="tall", PULSE="72")
    assert refused(nurse, request) == ("OUT-OF-RANGE", "UNREADABLE")
    assert nurse.casebook(SubjectKey(subject)).forms == {}


def test_a_refused_save_keeps_the_draft(nurse: Session, subject: str) -> None:
    path = form(f"{subject}/SCR/VS")
    nurse.keep_draft(path, {Slot("WEIGHT"): Typed("5")})
    refused(nurse, entry(str(path), WEIGHT="5"))
    draft = nurse.draft(path)
    assert draft is not None
    assert draft.typed == {Slot("WEIGHT"): Typed("5")}


def test_subjects_of_another_site_are_refused(nurse: Session) -> None:
    assert refused(nurse, entry("02-001/SCR/VS", WEIGHT="68")) == ("SUBJECT-OF-OTHER-SITE",)
    assert refused(nurse, entry("1-1/SCR/VS", WEIGHT="68")) == ("SUBJECT-NUMBER-INVALID",)


def test_a_row_is_struck_with_a_reason_and_stays_in_the_trail(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/LOG/AE[1]", AETERM="Fatigue", AESTDAT="2023-09"))
    saved(nurse, SaveRequest(form(f"{subject}/LOG/AE"), strikes=((1, "entered twice"),)))
    view = nurse.look(form(f"{subject}/LOG/AE"))
    assert [(row.row, row.struck) for row in view.rows if row.row == 1] == [(1, "entered twice")]
    assert canonical(nurse, f"{subject}/LOG/AE", "AETERM", 1) == "Fatigue"


def test_a_form_not_done_asks_for_nothing(nurse: Session, subject: str) -> None:
    answer = saved(nurse, SaveRequest(form(f"{subject}/C1D15/VS"), not_done="subject refused"))
    assert answer.findings == ()
    assert nurse.look(form(f"{subject}/C1D15/VS")).not_done == "subject refused"


def test_the_chain_of_the_device_runs_on_over_all_subjects(site: Site) -> None:
    with site.open() as session:
        for number in range(1, 6):
            saved(session, entry(f"01-{number:03}/SCR/QSECOG", ECOG101="0"))
        events = list(events_of_chain(session.db, session.info.chain))
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert events[0].previous == GENESIS
    assert all(b.previous == a.hash for a, b in pairwise(events))


def test_the_next_person_continues_the_chain(site: Site) -> None:
    with site.open("nurse1") as session:
        first = saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
    with site.open("investigator1") as session:
        saved(session, entry("01-001/SCR/QSECOG", reason="seen again", ECOG101="1"))
        events = list(all_events(session.db))
    assert events[1].previous == first.event
    assert [(event.event.user, event.event.role) for event in events] == [
        ("nurse1", "nurse"),
        ("investigator1", "investigator"),
    ]


def interloper(session: Session, site: Site) -> None:
    """Append an event over a second connection, as no program of ours would."""
    other = open_data(site.folder, session.keys)
    end = head(other, session.info.chain)
    path = form("01-001/SCR/QSECOG")
    version = session.program.study.forms["QSECOG"].version
    save = session.casebook(SubjectKey("01-001")).forms[VisitCode("SCR"), "VS"]
    assert save is not None
    events = list(all_events(session.db))
    event = Event(EventKind.SAVE, path, version, "1", "x", "nurse", "", events[0].event.changes)
    sealed = seal(
        (event,),
        session.info.chain,
        after_seq=end.seq,
        after_hash=end.hash,
        stamp=events[0].stamp,
    )
    rows = stored_rows(other, SubjectKey("01-001"))
    assert rows is not None
    append(other, sealed, row_changes(rows, rows))
    other.close()


def test_a_save_that_something_else_overtook_is_refused_whole(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))
        path = form("01-001/SCR/IMG")
        session.keep_draft(path, {Slot("IMGPERF"): Typed("N")})

        def overtaken(db: object, subject: SubjectKey) -> SubjectRows | None:
            monkeypatch.undo()
            interloper(session, site)
            return stored_rows(session.db, subject)

        monkeypatch.setattr(session_module, "stored_rows", overtaken)
        with pytest.raises(StoreError) as caught:
            session.save(entry(str(path), IMGPERF="N", IMGRND="machine broken"))
        assert caught.value.code == "LEDGER-MOVED"
        assert session.events() == 2  # the save before, and the other one
        assert session.draft(path) is not None
        assert path.form not in {key[1] for key in session.casebook(path.subject).forms}
        answer = session.save(entry(str(path), IMGPERF="N", IMGRND="machine broken"))
        assert isinstance(answer, Saved)
        assert session.draft(path) is None


def test_after_an_overtaken_save_the_casebook_is_read_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.open() as session:
        saved(session, entry("01-001/SCR/VS", WEIGHT="68.0"))

        def overtaken(db: object, subject: SubjectKey) -> SubjectRows | None:
            monkeypatch.undo()
            interloper(session, site)
            return stored_rows(session.db, subject)

        monkeypatch.setattr(session_module, "stored_rows", overtaken)
        with pytest.raises(StoreError, match="LEDGER-MOVED"):
            session.save(entry("01-001/SCR/IMG", IMGPERF="N"))
        assert (SCR, "QSECOG") in session.casebook(SubjectKey("01-001")).forms


def test_no_more_than_sixteen_casebooks_are_held_open(site: Site) -> None:
    with site.open() as session:
        for number in range(1, 21):
            saved(session, entry(f"01-{number:03}/SCR/QSECOG", ECOG101="0"))
        assert len(session.casebooks) == session_module.CASEBOOKS_KEPT == 16
        assert "01-020" in session.casebooks
        assert "01-004" not in session.casebooks
        again = session.casebook(SubjectKey("01-001"))  # folded anew, the same
        assert again.value(SCR, "QSECOG", Slot("ECOG101")).canonical == "0"
        assert "01-005" not in session.casebooks
        assert len(session.casebooks) == 16


def test_a_casebook_in_use_stays_open(site: Site) -> None:
    with site.open() as session:
        first = SubjectKey("01-001")
        saved(session, entry(f"{first}/SCR/QSECOG", ECOG101="0"))
        for number in range(2, 21):
            saved(session, entry(f"01-{number:03}/SCR/QSECOG", ECOG101="0"))
            session.casebook(first)
        assert first in session.casebooks


def test_the_projections_are_those_of_the_casebook(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-20", SVCNTMOD="VISIT"))
    key = SubjectKey(subject)
    kept = stored_rows(nurse.db, key)
    assert kept is not None
    made = subject_rows(
        nurse.program, nurse.casebook(key), nurse.context, enrolled_at=kept.subject.enrolled_at
    )
    assert kept.subject == made.subject
    assert sorted(kept.visits) == sorted(made.visits)
    assert sorted(kept.forms) == sorted(made.forms)
