"""Events go in behind the head and come back as they were sealed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from hcc_crf.errors import StoreError
from hcc_crf.ledger.chain import GENESIS, check_chain
from hcc_crf.ledger.events import Chain
from hcc_crf.store.connection import open_database
from hcc_crf.store.database import Database
from hcc_crf.store.drafts import Draft, DraftKey, keep_draft, read_draft
from hcc_crf.store.event_store import (
    Head,
    all_events,
    append,
    chains,
    count_events,
    events_of_chain,
    events_of_subject,
    head,
    holds,
    stored_of_chain,
    subjects,
)
from hcc_crf.store.projections import subject_rows
from hcc_crf.store.site_schema import SITE_SCHEMA
from hcc_crf.values import FormPath, VisitCode
from tests.store.builders import (
    ANNA,
    BERT,
    CHAIN,
    KEY,
    OTHER_CHAIN,
    changes_of,
    fresh_database,
    raw_connection,
    rows_of,
    save,
    sealed_at_head,
)

DRAFT = DraftKey("nurse1", FormPath(ANNA, VisitCode("SCR"), "VS"))


def test_empty_ledger_has_the_head_from_which_chains_start(db: Database) -> None:
    assert head(db, CHAIN) == Head(0, GENESIS)
    assert (chains(db), subjects(db), count_events(db)) == ((), (), 0)


def test_events_come_back_as_they_were_sealed(db: Database) -> None:
    sealed = save(db, ANNA, "68.0", "68.5")
    assert tuple(all_events(db)) == sealed
    assert head(db, CHAIN) == Head(2, sealed[1].hash)


def test_events_are_on_the_disk_when_append_returns(db: Database) -> None:
    sealed = save(db, ANNA, "68.0")
    with open_database(db.path, KEY, SITE_SCHEMA, read_only=True) as other:
        assert tuple(all_events(other)) == sealed


def test_stored_bytes_are_the_hashed_bytes(db: Database) -> None:
    sealed = save(db, ANNA, "68.0")
    assert db.read_column(bytes, "SELECT body FROM event") == (sealed[0].body,)


def test_each_subject_has_its_events_in_order(db: Database) -> None:
    first = save(db, ANNA, "68.0")
    other = save(db, BERT, "80.0")
    second = save(db, ANNA, "68.5")
    assert events_of_subject(db, ANNA) == first + second
    assert events_of_subject(db, BERT) == other
    assert subjects(db) == (ANNA, BERT)
    assert count_events(db) == 3


@pytest.mark.requirement("D5")
def test_a_new_incarnation_goes_on_behind_the_last_event_of_its_device(db: Database) -> None:
    old = save(db, ANNA, "68.0", "68.5")
    assert head(db, OTHER_CHAIN) == head(db, CHAIN)
    new = save(db, ANNA, "69.0", chain=OTHER_CHAIN)
    assert chains(db) == (CHAIN, OTHER_CHAIN)
    assert head(db, CHAIN) == Head(2, old[1].hash)
    assert head(db, OTHER_CHAIN) == Head(3, new[0].hash)
    assert new[0].previous == old[1].hash
    assert tuple(events_of_chain(db, OTHER_CHAIN)) == new
    assert tuple(all_events(db)) == old + new


def test_another_device_begins_at_the_first_number(db: Database) -> None:
    save(db, ANNA, "68.0")
    other = Chain(CHAIN.study, CHAIN.site, "B", CHAIN.incarnation)
    assert head(db, other) == Head(0, GENESIS)


def test_an_event_is_here_or_not(db: Database) -> None:
    (sealed,) = save(db, ANNA, "68.0")
    assert [holds(db, event) for event in (sealed.hash, GENESIS, "f" * 64)] == [True, True, False]


@pytest.mark.parametrize(("after_seq", "weights"), [(0, "123"), (1, "23"), (2, "3"), (3, "")])
def test_a_chain_can_be_read_from_any_place(db: Database, after_seq: int, weights: str) -> None:
    save(db, ANNA, "1", "2", "3")
    read = events_of_chain(db, CHAIN, after_seq=after_seq)
    assert "".join(event.event.changes[0].value.text for event in read) == weights


def test_a_chain_can_be_read_by_its_places_alone(db: Database) -> None:
    sealed = save(db, ANNA, "68.0", "68.5")
    save(db, ANNA, "69.0", chain=OTHER_CHAIN)
    stored = tuple(stored_of_chain(db, CHAIN))
    assert [(one.seq, one.previous, one.hash, one.body) for one in stored] == [
        (one.seq, one.previous, one.hash, one.body) for one in sealed
    ]
    assert check_chain(stored) == head(db, CHAIN).hash


def test_a_chain_of_more_rows_than_are_converted_at_once_is_read_whole(db: Database) -> None:
    sealed = save(db, ANNA, *(str(weight) for weight in range(40, 170)))
    assert tuple(events_of_chain(db, CHAIN)) == sealed
    assert [one.hash for one in stored_of_chain(db, CHAIN)] == [one.hash for one in sealed]


def test_projection_is_written_with_the_events(db: Database) -> None:
    append(db, sealed_at_head(db, ANNA, "68.0"), changes_of(ANNA, "first"))
    append(db, sealed_at_head(db, ANNA, "68.5"), changes_of(ANNA, "second"))
    assert subject_rows(db, ANNA) == rows_of(ANNA, "second")


def test_the_draft_that_became_the_event_is_gone_with_it(db: Database) -> None:
    keep_draft(db, Draft(DRAFT, b"{}", "now"))
    append(db, sealed_at_head(db, ANNA, "68.0"), changes_of(ANNA), draft=Draft(DRAFT, b"", "now"))
    assert read_draft(db, DRAFT) is None


def test_what_the_event_left_of_its_draft_stays(db: Database) -> None:
    keep_draft(db, Draft(DRAFT, b"{}", "now"))
    left = Draft(DRAFT, b"[]", "then")
    append(db, sealed_at_head(db, ANNA, "68.0"), changes_of(ANNA), draft=left)
    assert read_draft(db, DRAFT) == left


def test_events_sealed_behind_an_old_head_are_refused_whole(db: Database) -> None:
    late = sealed_at_head(db, ANNA, "70.0", "71.0")
    sealed = save(db, ANNA, "68.0")
    keep_draft(db, Draft(DRAFT, b"{}", "now"))
    with pytest.raises(StoreError) as refused:
        append(db, late, changes_of(ANNA, "late"), draft=Draft(DRAFT, b"", "now"))
    assert refused.value.code == "LEDGER-MOVED"
    assert tuple(all_events(db)) == sealed
    assert subject_rows(db, ANNA) == rows_of(ANNA)
    assert read_draft(db, DRAFT) is not None


def test_events_with_a_hole_before_them_are_refused(db: Database) -> None:
    first, second = sealed_at_head(db, ANNA, "68.0", "68.5")
    with pytest.raises(StoreError) as refused:
        append(db, [second], changes_of(ANNA))
    assert refused.value.code == "LEDGER-MOVED"
    append(db, [first], changes_of(ANNA))
    append(db, [second], changes_of(ANNA))


def test_same_events_cannot_be_appended_twice(db: Database) -> None:
    sealed = save(db, ANNA, "68.0")
    with pytest.raises(StoreError):
        append(db, sealed, changes_of(ANNA))
    assert count_events(db) == 1


def test_mistaken_calls_are_refused_before_anything_is_written(db: Database) -> None:
    first, second = sealed_at_head(db, ANNA, "68.0", "68.5")
    for mistake in ([], [second, first], [first, structs.replace(second, chain=OTHER_CHAIN)]):
        with pytest.raises(ValueError, match="events"):
            append(db, mistake, changes_of(ANNA))
    with pytest.raises(ValueError, match="subject"):
        append(db, [first], changes_of(BERT))
    with db.atomic(), pytest.raises(ValueError, match="transaction"):
        append(db, [first], changes_of(ANNA))
    assert count_events(db) == 0


@settings(deadline=None)  # it waits for a disk
@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=3), max_size=5))
def test_whatever_was_typed_comes_back_in_an_unbroken_chain(saves: list[list[str]]) -> None:
    with fresh_database() as db:
        sealed = tuple(one for texts in saves for one in save(db, ANNA, *texts))
        read = tuple(all_events(db))
        assert read == sealed
        assert check_chain(read) == head(db, CHAIN).hash


# What somebody could do at a prompt with the right key and the triggers taken away.
@pytest.mark.parametrize(
    "tampering",
    [
        "body = CAST(replace(CAST(body AS TEXT), '68.0', '86.0') AS BLOB)",
        "body = x'7b7d'",
        "body = x'ff'",
        "seq = 7",
        "hash = replace(hash, substr(hash, 1, 1), 'x')",
    ],
)
def test_altered_event_is_never_read_as_if_it_were_sound(db: Database, tampering: str) -> None:
    save(db, ANNA, "68.0")
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute(f"UPDATE event SET {tampering}")  # noqa: S608  (the five above)
    raw.close()
    for read in (lambda: events_of_subject(db, ANNA), lambda: tuple(stored_of_chain(db, CHAIN))):
        with pytest.raises(StoreError) as found:
            read()
        assert found.value.code == "LEDGER-ALTERED"
        assert found.value.place == "site.db, event 1"


def test_event_moved_to_another_subject_is_found(db: Database) -> None:
    save(db, ANNA, "68.0")
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("UPDATE event SET subject = '01-002'")
    raw.close()
    with pytest.raises(StoreError):
        events_of_subject(db, BERT)


def test_event_moved_to_another_chain_is_found(db: Database) -> None:
    save(db, ANNA, "68.0")
    raw = raw_connection(db.path)
    raw.execute("DROP TRIGGER chain_no_update")
    raw.execute("UPDATE chain SET incarnation = 'incarnation-2'")
    raw.close()
    with pytest.raises(StoreError) as found:
        tuple(events_of_chain(db, OTHER_CHAIN))
    assert found.value.code == "LEDGER-ALTERED"
    with pytest.raises(StoreError) as found:
        tuple(stored_of_chain(db, OTHER_CHAIN))
    assert found.value.code == "LEDGER-ALTERED"
