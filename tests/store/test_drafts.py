"""Drafts are kept, offered again after a crash, and leave no trace once discarded."""

from hcc_crf.store.connection import open_database
from hcc_crf.store.database import Database
from hcc_crf.store.drafts import (
    Draft,
    DraftKey,
    discard_draft,
    drafts_of_user,
    keep_draft,
    read_draft,
)
from hcc_crf.store.event_store import count_events
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.values import FormPath, SubjectKey, VisitCode
from tests.store.builders import ANNA, BERT, KEY


def key(user: str = "nurse1", subject: SubjectKey = ANNA, form: str = "VS") -> DraftKey:
    """A draft of a form at screening."""
    return DraftKey(user, FormPath(subject, VisitCode("SCR"), form))


def test_form_nobody_typed_in_has_no_draft(db: Database) -> None:
    assert read_draft(db, key()) is None
    assert drafts_of_user(db, "nurse1") == ()


def test_draft_comes_back_as_it_was_kept(db: Database) -> None:
    draft = Draft(key(), b'{"WEIGHT":"68,"}', "2026-11-25T17:11:47Z")
    keep_draft(db, draft)
    assert read_draft(db, key()) == draft


def test_later_draft_takes_the_place_of_the_earlier(db: Database) -> None:
    keep_draft(db, Draft(key(), b"6", "17:00"))
    keep_draft(db, Draft(key(), b"68", "17:01"))
    assert drafts_of_user(db, "nurse1") == (Draft(key(), b"68", "17:01"),)


def test_draft_is_on_the_disk_before_anything_is_closed(db: Database) -> None:
    keep_draft(db, Draft(key(), b"68", "17:00"))
    with open_database(db.path, KEY, SITE_SCHEMA, read_only=True) as after_the_crash:
        assert drafts_of_user(after_the_crash, "nurse1") == (Draft(key(), b"68", "17:00"),)


def test_drafts_of_a_person_are_listed_latest_first(db: Database) -> None:
    for form, at in (("VS", "17:00"), ("AE", "17:02"), ("RS", "17:01")):
        keep_draft(db, Draft(key(form=form), b"[]", at))
    assert [draft.key.form.form for draft in drafts_of_user(db, "nurse1")] == ["AE", "RS", "VS"]


def test_people_subjects_and_forms_have_drafts_of_their_own(db: Database) -> None:
    keys = (key(), key("nurse2"), key(subject=BERT), key(form="AE"))
    for number, one in enumerate(keys):
        keep_draft(db, Draft(one, str(number).encode(), "now"))
    bodies = [found.body for one in keys if (found := read_draft(db, one))]
    assert bodies == [b"0", b"1", b"2", b"3"]
    assert len(drafts_of_user(db, "nurse2")) == 1


def test_discarding_takes_only_that_draft(db: Database) -> None:
    keep_draft(db, Draft(key(), b"68", "17:00"))
    keep_draft(db, Draft(key(form="AE"), b"x", "17:00"))
    discard_draft(db, key())
    assert [draft.key for draft in drafts_of_user(db, "nurse1")] == [key(form="AE")]


def test_discarding_what_is_not_there_does_nothing(db: Database) -> None:
    keep_draft(db, Draft(key("nurse2"), b"68", "17:00"))
    discard_draft(db, key())
    assert len(drafts_of_user(db, "nurse2")) == 1


def test_drafts_are_no_part_of_the_ledger(db: Database) -> None:
    keep_draft(db, Draft(key(), b"68", "17:00"))
    assert count_events(db) == 0
