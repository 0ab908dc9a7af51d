"""The rows written with a save are those that a rebuild from the events gives, after every save."""

import pytest

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import SUBJECTS, demonstration_lines
from hcc_crf.entry.scope import Context
from hcc_crf.ledger.casebook import fold
from hcc_crf.session import Saved, SaveRequest, Session, Typed
from hcc_crf.session.checking import rebuild_projections
from hcc_crf.session.standing import subject_rows
from hcc_crf.store.event_store import events_of_subject
from hcc_crf.store.projections import differences
from hcc_crf.values import PartialDate, Slot, SubjectKey, VisitCode
from tests.session.sites import Site, entry, form, make_site, saved


def is_as_rebuilt(session: Session, subject: SubjectKey) -> bool:
    """True when the rows of the subject are those of its events folded and looked at anew."""
    events = events_of_subject(session.db, subject)
    day = PartialDate(session.now().local.date().isoformat())
    made = subject_rows(
        session.program,
        fold(subject, events),
        Context(day, session.info.site),
        enrolled_at=events[0].stamp.at_utc,
    )
    return subject not in differences(session.db, (made,))


CHECKED_EVERY = {"01-001": 1, "01-002": 6, "03-002": 6}
"""A rebuild is twenty times a save: all of them are compared for one subject, some for two."""


@pytest.mark.parametrize("name", SUBJECTS)
def test_rows_are_those_of_a_rebuild_while_a_demonstration_subject_is_entered(
    demonstrations: dict[str, Site], name: str
) -> None:
    site, subject = demonstrations[name], SubjectKey(name)
    with site.open() as session:
        for number, line in enumerate(demonstration_lines(name)):
            if number % 9 == 8:
                site.clock.wait(days=1)  # what looks at the date is looked at again
            answer = session.save(read_line(line).request)
            assert isinstance(answer, Saved), (number, answer)
            if number % CHECKED_EVERY[name] == 0:
                assert is_as_rebuilt(session, subject), (number, line)
        assert rebuild_projections(session) == (1, ())


@pytest.fixture(scope="module")
def demonstrations(enrolled: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """An empty workspace for each demonstration subject."""
    base = tmp_path_factory.mktemp("demonstrations")
    third = make_site(base / "03", site="03")
    return {
        name: third if name.startswith("03") else enrolled.copy(base / name) for name in SUBJECTS
    }


CORRECTIONS = {
    "a date of a visit moved": entry(
        "{s}/SCR/SV", reason="misread", SVOCCUR="Y", SVSTDAT="2026-11-18"
    ),
    "a value taken away": entry("{s}/SCR/VS", reason="of another person", WEIGHT=""),
    "a form marked not done": SaveRequest(
        form("{s}/SCR/QSECOG"), not_done="refused", reason="never asked"
    ),
    "a row struck": SaveRequest(form("{s}/LOG/AE"), strikes=((1, "entered twice"),)),
    "a missing code": SaveRequest(
        form("{s}/SCR/VS"), ((Slot("HEIGHT"), Typed("", missing="ND")),), reason="not measured"
    ),
    "a first dose": entry(
        "{s}/C1D1/EXPD1", PDGIVEN="Y", PDDRUG="SINTILIMAB", PDDAT="2026-11-24", PDDOSE="200"
    ),
    "a death": entry("{s}/LOG/DD", DTHDAT="2026-11-24"),
    "a visit that did not take place": entry("{s}/C1D1/SV", SVOCCUR="N"),
    "an unscheduled visit": entry("{s}/UNS1/SV", SVOCCUR="Y", SVSTDAT="2026-11-23"),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_rows_are_those_of_a_rebuild_after_a_correction(
    nurse: Session, subject: str, name: str
) -> None:
    saved(nurse, entry(f"{subject}/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-20"))
    saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0", HEIGHT="170"))
    saved(nurse, entry(f"{subject}/SCR/QSECOG", ECOG101="0"))
    saved(nurse, entry(f"{subject}/LOG/AE[1]", AETERM="Fatigue", AESTDAT="2026-11"))
    template = CORRECTIONS[name]
    request = SaveRequest(
        form(str(template.form).format(s=subject)),
        template.entries,
        template.strikes,
        template.not_done,
        template.reason,
    )
    saved(nurse, request)
    assert is_as_rebuilt(nurse, SubjectKey(subject))


def test_the_status_of_a_subject_follows_the_trial(nurse: Session, subject: str) -> None:
    def status() -> str:
        return next(row.status for row in nurse.subjects() if row.subject == subject)

    saved(nurse, entry(f"{subject}/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-02"))
    assert status() == "screening"
    saved(
        nurse,
        entry(
            f"{subject}/C1D1/EXPD1",
            PDGIVEN="Y",
            PDDRUG="SINTILIMAB",
            PDDAT="2026-11-09",
            PDDOSE="200",
        ),
    )
    assert status() == "on treatment"
    saved(nurse, entry(f"{subject}/EOT/DSEOT", EOTDAT="2026-11-20"))
    assert status() == "off treatment"
    saved(nurse, entry(f"{subject}/LOG/DD", DTHDAT="2026-11-24"))
    assert status() == "died"


def test_a_subject_that_is_not_enrolled_is_a_screen_failure(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/IE", IEENROLL="N"))
    assert [row.status for row in nurse.subjects() if row.subject == subject] == ["screen failure"]


def test_the_matrix_sums_what_is_open_on_the_forms_of_a_visit(nurse: Session, subject: str) -> None:
    answer = saved(nurse, entry(f"{subject}/SCR/VS", WEIGHT="68.0", SYSBP="80", DIABP="90"))
    cell = next(c for c in nurse.matrix() if (c.subject, c.visit) == (subject, "SCR"))
    rows = [row for row in nurse.form_rows(SubjectKey(subject)) if row.visit == "SCR"]
    assert cell.hard == sum(row.hard for row in rows) == 1  # VS01: diastolic not lower
    assert cell.missing_required == sum(row.missing_required for row in rows)
    vital = next(row for row in rows if row.form == "VS")
    assert (vital.state, vital.saved_by) == ("incomplete", "nurse1")
    required = [finding for finding in answer.findings if finding.check == "required"]
    assert vital.missing_required == len(required)


def test_every_visit_of_the_schedule_that_is_expected_stands_in_the_matrix(
    nurse: Session, subject: str
) -> None:
    saved(nurse, entry(f"{subject}/SCR/QSECOG", ECOG101="0"))
    key = SubjectKey(subject)
    shown = {cell.visit for cell in nurse.matrix() if cell.subject == subject}
    assert {str(status.plan.visit) for status in nurse.visits(key)} == shown
    assert VisitCode("SCR") in shown
    assert VisitCode("C1D1") in shown


def test_the_form_states_of_the_rows_are_those_of_the_screens(nurse: Session, subject: str) -> None:
    saved(nurse, entry(f"{subject}/SCR/QSECOG", ECOG101="0"))
    key = SubjectKey(subject)
    seen = {
        (str(status.plan.visit), one.form): one.state.value
        for status in nurse.visits(key)
        for one in status.forms
    }
    for row in nurse.form_rows(key):
        assert seen[row.visit, row.form] == row.state
    assert seen["SCR", "QSECOG"] == nurse.look(form(f"{subject}/SCR/QSECOG")).status.state.value
