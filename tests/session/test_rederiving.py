"""When a rule rises, old and new stand side by side until a person decides; that is an event.

The rule that rises is the ALBI coefficient: 0.0852 of the study, 0.085 of other definitions.
By hand with bilirubin 32 umol/L and albumin 28 g/L: 0.66 x log10(32) is 0.99339, so the score is
-1.3922 (grade 2b) with 0.0852 and -1.3866 (grade 3) with 0.085.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.errors import AccessError, InputError
from hcc_crf.ledger.events import EventKind
from hcc_crf.session import Session, open_session
from hcc_crf.session.checking import verify_workspace
from hcc_crf.session.packaging import open_own_package
from hcc_crf.session.rederiving import Rederived, accept_rederived, rederived
from hcc_crf.store.event_store import events_of_subject
from hcc_crf.values import SubjectKey
from tests.session.sites import PASSWORD, Site, entry, program, saved

SUBJECT = SubjectKey("01-001")
REASON = "protocol 2.0 prints 0.085"


@pytest.fixture(scope="module")
def newer() -> Program:
    """The study as a later protocol prints it."""
    study = program().study
    name = "albi_albumin_coefficient"
    risen = replace(study.parameters[name], value="0.085", source=REASON)
    return open_study(replace(study, parameters={**study.parameters, name: risen}))


@pytest.fixture(scope="module")
def scored(enrolled: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with one subject whose ALBI is on record. Never changed: copy it."""
    site = enrolled.copy(tmp_path_factory.mktemp("scored") / "site")
    with site.open() as session:
        saved(session, entry("01-001/SCR/SV", SVOCCUR="Y", SVSTDAT="2026-11-20"))
        saved(session, entry("01-001/SCR/LBCHEM", LBDAT="2026-11-20", BILI="32", ALB="28"))
        saved(session, entry("01-001/SCR/CPS", CPSDAT="2026-11-20", CPS0102="ABSENT"))
    return site


@pytest.fixture
def risen(scored: Site, newer: Program, tmp_path: Path) -> Iterator[Session]:
    """A nurse at that site, with the newer rule."""
    with opened(scored.copy(tmp_path / "site"), newer) as session:
        yield session


def opened(site: Site, study: Program, user: str = "nurse1") -> Session:
    return open_session(site.folder, user, PASSWORD, program=study, clock=site.clock)


def shown(found: tuple[Rederived, ...]) -> dict[str, tuple[str, str]]:
    """Return old and new by item, the numbers to four decimals."""
    return {
        one.new.path.slot.item: (
            one.old.canonical[:7] if one.old else "",
            one.new.canonical[:7],
        )
        for one in found
    }


def failing(session: Session) -> list[str]:
    return [step.what.en for step in verify_workspace(session) if not step.is_kept]


def test_while_no_rule_rises_nothing_differs(scored: Site, tmp_path: Path) -> None:
    with scored.copy(tmp_path / "site").open() as session:
        assert rederived(session, SUBJECT) == ()
        assert accept_rederived(session, SUBJECT, REASON) == ()
        assert failing(session) == []


def test_old_and_new_stand_side_by_side_with_the_new_reason(risen: Session) -> None:
    found = rederived(risen, SUBJECT)
    assert shown(found) == {"ALBI": ("-1.3922", "-1.3866"), "ALBIGR": ("2b", "3")}
    score = next(one.new for one in found if one.new.path.slot.item == "ALBI")
    assert "0.085 x albumin" in score.why.en


def test_looking_changes_nothing(risen: Session) -> None:
    before = events_of_subject(risen.db, SUBJECT)
    rederived(risen, SUBJECT)
    assert events_of_subject(risen.db, SUBJECT) == before
    assert failing(risen) == ["derived values"]


@pytest.mark.parametrize("reason", ["", "   "])
def test_accepting_needs_a_reason(risen: Session, reason: str) -> None:
    before = events_of_subject(risen.db, SUBJECT)
    with pytest.raises(InputError) as refused:
        accept_rederived(risen, SUBJECT, reason)
    assert refused.value.code == "REASON-NEEDED"
    assert events_of_subject(risen.db, SUBJECT) == before


def test_a_monitor_may_look_but_not_accept(scored: Site, newer: Program, tmp_path: Path) -> None:
    with opened(scored.copy(tmp_path / "site"), newer, "monitor1") as session:
        assert len(rederived(session, SUBJECT)) == 2
        with pytest.raises(AccessError):
            accept_rederived(session, SUBJECT, REASON)


def test_accepting_is_an_event_with_who_why_and_under_which_definitions(
    risen: Session, newer: Program
) -> None:
    (hash_,) = accept_rederived(risen, SUBJECT, f"  {REASON} ")
    sealed = events_of_subject(risen.db, SUBJECT)[-1]
    assert sealed.hash == hash_
    event = sealed.event
    assert (event.kind, event.user, event.reason) == (EventKind.REDERIVE, "nurse1", REASON)
    assert event.changes == ()
    assert {derived.slot.item for derived in event.derivations} == {"ALBI", "ALBIGR"}
    assert event.definition == f"{newer.study.version}:{newer.study.digest[:16]}"


def test_after_accepting_nothing_differs_and_verify_holds(risen: Session) -> None:
    accept_rederived(risen, SUBJECT, REASON)
    assert rederived(risen, SUBJECT) == ()
    assert failing(risen) == []
    assert accept_rederived(risen, SUBJECT, REASON) == ()


def test_what_was_accepted_is_read_back_after_signing_in_again(
    scored: Site, newer: Program, tmp_path: Path
) -> None:
    site = scored.copy(tmp_path / "site")
    with opened(site, newer) as session:
        accept_rederived(session, SUBJECT, REASON)
    with opened(site, newer) as session:
        recorded = session.casebook(SUBJECT).derived
        grade = next(d for (_, _, slot), d in recorded.items() if slot.item == "ALBIGR")
        assert grade.canonical == "3"


def test_each_value_is_audited_with_old_new_and_why(risen: Session) -> None:
    accept_rederived(risen, SUBJECT, REASON)
    records = [one for one in risen.audit(SUBJECT) if one.kind.value == "rederived"]
    told = {r.path.slot.item: (r.old.canonical[:7], r.new.canonical[:7]) for r in records}
    assert told == {"ALBI": ("-1.3922", "-1.3866"), "ALBIGR": ("2b", "3")}
    assert {record.sealed.event.reason for record in records} == {REASON}


def test_what_was_entered_stays_as_it_was(risen: Session) -> None:
    before = risen.casebook(SUBJECT).forms
    accept_rederived(risen, SUBJECT, REASON)
    assert risen.casebook(SUBJECT).forms == before


def test_the_decision_travels_in_the_next_package(risen: Session, tmp_path: Path) -> None:
    (hash_,) = accept_rederived(risen, SUBJECT, REASON)
    written = risen.package(tmp_path / "stick")
    assert written is not None
    events = open_own_package(risen, written.file.name, written.file.read_bytes()).events
    assert events[-1].hash == hash_
    assert events[-1].event.kind is EventKind.REDERIVE
