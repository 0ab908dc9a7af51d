import json
from pathlib import Path

import pytest

from hcc_crf.centre.holdings import (
    CONTESTED_CLAIMS,
    FORKED_EVENTS,
    RUNS_WITHOUT_THE_EVENT_BEFORE,
    events_of_subject,
    merged_subject,
    subjects,
)
from hcc_crf.centre.merge import merge_packages
from hcc_crf.errors import InputError, StoreError
from hcc_crf.package import files
from hcc_crf.store.access_log import AccessKind, access_entries
from hcc_crf.store.driver import dbapi2
from hcc_crf.values import BLANK, Slot, SubjectKey, VisitCode
from tests.centre.building import Bench, Workstation, code, device_a, device_b, number
from tests.package.building import STRANGER

SUBJECT = SubjectKey("01-001")
SCR = VisitCode("SCR")


def weights(device: Workstation, *texts: str) -> Workstation:
    """Let a device save a weight and correct it again and again."""
    for text in texts:
        before = device.events[-1] if device.events else None
        device.save("VS", {"WEIGHT": number(text, "kg")}, replaces=before, reason="corrected")
    return device


def weight(bench: Bench) -> str:
    """Return the merged weight."""
    return merged_subject(bench.centre.db, SUBJECT).casebook.value(SCR, "VS", Slot("WEIGHT")).text


def counts(bench: Bench) -> tuple[int, int]:
    """Return how many events and standing values are stored."""
    (events,) = bench.centre.db.read_column(int, "SELECT count(*) FROM event")
    (leaves,) = bench.centre.db.read_column(int, "SELECT count(*) FROM leaf")
    return events, leaves


# --- packages that are taken in ---


def test_a_package_brings_its_events_and_changes(bench: Bench) -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    a.save("LBCHEM", {"BILI": number("1.9", "mg/dL")})
    report = bench.merge(a.package())
    assert (report.accepted, report.duplicates, report.events, report.changes) == (1, 0, 2, 3)
    assert (report.quarantined, report.conflicts, report.gaps, report.forks) == ((), (), (), ())
    assert subjects(bench.centre.db) == (SUBJECT,)


def test_the_stored_events_are_byte_for_byte_those_of_the_site(bench: Bench) -> None:
    a = weights(device_a(), "68", "69", "70")
    bench.merge(a.package())
    assert events_of_subject(bench.centre.db, SUBJECT) == tuple(a.events)


def test_the_same_file_again_is_a_duplicate(bench: Bench) -> None:
    package = weights(device_a(), "68").package()
    bench.merge(package)
    report = bench.merge(package, package)
    assert (report.accepted, report.duplicates, report.events, report.changes) == (0, 2, 0, 0)
    assert counts(bench) == (1, 1)


def test_the_same_events_in_another_file_are_a_duplicate(bench: Bench) -> None:
    a = weights(device_a(), "68")
    report = bench.merge(a.package(number=1), a.package(number=2))
    assert (report.accepted, report.duplicates, report.events) == (1, 1, 1)


def test_overlapping_packages_do_not_double(bench: Bench) -> None:
    a = weights(device_a(), "68", "69", "70")
    first = bench.merge(a.package(1, 2))
    second = bench.merge(a.package(1, 3, number=2))
    assert ((first.events, first.changes), (second.events, second.changes)) == ((2, 2), (1, 1))
    assert counts(bench) == (3, 1)
    assert weight(bench) == "70"


def test_an_older_package_after_a_newer_one_brings_nothing_and_changes_nothing(
    bench: Bench,
) -> None:
    a = weights(device_a(), "68", "69", "70")
    report = bench.merge(a.package(1, 3), a.package(1, 2))
    assert (report.accepted, report.duplicates) == (1, 1)
    assert weight(bench) == "70"


def test_a_correction_replaces_the_value_it_names(bench: Bench) -> None:
    a = weights(device_a(), "68", "69")
    bench.merge(a.package(1, 1))
    bench.merge(a.package(2, 2, number=2))
    assert weight(bench) == "69"
    assert counts(bench) == (2, 1)


def test_a_correction_that_comes_first_still_replaces(bench: Bench) -> None:
    a = weights(device_a(), "68", "69")
    bench.merge(a.package(2, 2))
    bench.merge(a.package(1, 1, number=2))
    assert weight(bench) == "69"
    assert counts(bench) == (2, 1)


def test_a_cleared_item_stays_cleared(bench: Bench) -> None:
    a = weights(device_a(), "68")
    a.save("VS", {"WEIGHT": BLANK}, replaces=a.events[0], reason="of another subject")
    bench.merge(a.package(2, 2), a.package(1, 1, number=2))
    assert weight(bench) == ""


def test_an_acceptance_of_derived_values_is_kept_and_changes_no_item(bench: Bench) -> None:
    a = weights(device_a(), "68")
    a.rederive("CPS", {"CPCLASS": "A"})
    report = bench.merge(a.package())
    assert (report.events, report.changes) == (2, 1)
    assert events_of_subject(bench.centre.db, SUBJECT) == tuple(a.events)
    casebook = merged_subject(bench.centre.db, SUBJECT).casebook
    assert set(casebook.forms) == {(SCR, "VS")}


# --- conflicts ---


def test_different_first_values_of_two_devices_are_named_with_both(bench: Bench) -> None:
    a, b = weights(device_a(), "68"), weights(device_b(), "69")
    (conflict,) = bench.merge(b.package(), a.package()).conflicts
    assert str(conflict.path) == "01-001/SCR/VS.WEIGHT"
    assert [(claim.device, claim.value.text) for claim in conflict.claims] == [
        ("A", "68"),
        ("B", "69"),
    ]
    assert weight(bench) == ""


def test_equal_first_values_of_two_devices_are_one_value(bench: Bench) -> None:
    a, b = weights(device_a(), "68"), weights(device_b(), "68")
    report = bench.merge(a.package(), b.package())
    assert (report.accepted, report.conflicts) == (2, ())
    assert weight(bench) == "68"
    assert counts(bench) == (2, 2)


def test_a_conflict_stays_named_by_later_merges_until_it_is_settled(bench: Bench) -> None:
    a, b = weights(device_a(), "68"), weights(device_b(), "69")
    bench.merge(a.package(), b.package())
    a.save("VS", {"HEIGHT": number("170", "cm")})
    assert len(bench.merge(a.package(number=2)).conflicts) == 1
    weights(b, "68")
    assert bench.merge(b.package(number=2)).conflicts == ()
    assert weight(bench) == "68"


def test_a_value_both_devices_wrote_the_same_can_still_come_into_conflict(bench: Bench) -> None:
    a, b = weights(device_a(), "68"), weights(device_b(), "68")
    bench.merge(a.package(), b.package())
    weights(a, "70")
    (conflict,) = bench.merge(a.package(number=2)).conflicts
    assert [claim.value.text for claim in conflict.claims] == ["70", "68"]


def test_equal_values_beside_a_conflict_are_not_named(bench: Bench) -> None:
    a, b = device_a(), device_b()
    a.save("VS", {"WEIGHT": number("68", "kg"), "HEIGHT": number("170", "cm")})
    b.save("VS", {"WEIGHT": number("69", "kg"), "HEIGHT": number("170", "cm")})
    conflicts = bench.merge(a.package(), b.package()).conflicts
    assert [str(conflict.path) for conflict in conflicts] == ["01-001/SCR/VS.WEIGHT"]


# --- gaps and forks, with packages built for them ---


@pytest.mark.requirement("F23")
def test_two_packages_with_a_gap_between_are_taken_and_the_gap_is_named_until_filled(
    bench: Bench,
) -> None:
    a = weights(device_a(), "60", "61", "62", "63", "64", "65")
    report = bench.merge(a.package(1, 2), a.package(5, 6, number=3))
    assert report.accepted == 2
    (gap,) = report.gaps
    assert (gap.chain, gap.first_seq, gap.last_seq) == (a.chain, 3, 4)
    assert len(bench.merge(a.package(1, 2)).gaps) == 1
    report = bench.merge(a.package(3, 4, number=2))
    assert (report.accepted, report.gaps) == (1, ())
    assert weight(bench) == "65"


@pytest.mark.requirement("F23")
def test_a_gap_that_is_filled_from_one_end_shrinks(bench: Bench) -> None:
    a = weights(device_a(), "60", "61", "62", "63", "64")
    bench.merge(a.package(1, 1), a.package(5, 5, number=2))
    (gap,) = bench.merge(a.package(2, 2, number=3)).gaps
    assert (gap.first_seq, gap.last_seq) == (3, 4)
    (gap,) = bench.merge(a.package(4, 4, number=4)).gaps
    assert (gap.first_seq, gap.last_seq) == (3, 3)


@pytest.mark.requirement("F23")
def test_a_package_whose_predecessor_is_unknown_is_a_gap(bench: Bench) -> None:
    a = weights(device_a(), "60", "61", "62")
    (gap,) = bench.merge(a.package(3, 3)).gaps
    assert (gap.first_seq, gap.last_seq) == (1, 2)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(RUNS_WITHOUT_THE_EVENT_BEFORE, id="gaps"),
        pytest.param(FORKED_EVENTS, id="forks"),
        pytest.param(CONTESTED_CLAIMS, id="conflicts"),
    ],
)
def test_what_is_open_is_looked_for_without_reading_all(bench: Bench, query: str) -> None:
    bench.merge(weights(device_a(), "60", "61").package())
    plan = bench.centre.db.iterate(dict, f"EXPLAIN QUERY PLAN {query}")
    read_whole = {
        step.split()[1] for row in plan if (step := str(row["detail"])).startswith("SCAN ")
    }
    assert len(read_whole) == 1
    assert read_whole <= {"run_start", "forked", "c"}  # c: what is contested


def test_an_event_has_one_place_in_the_store(bench: Bench) -> None:
    bench.merge(weights(device_a(), "60").package())
    twice = (
        "INSERT INTO event(hash, chain, seq, previous, page, author, role, at, body) "
        "SELECT hash, chain, seq, previous, page, author, role, at, body FROM event"
    )
    with pytest.raises(dbapi2.IntegrityError, match="UNIQUE"):
        bench.centre.db.write(twice)


@pytest.mark.requirement("F24")
def test_a_fork_keeps_both_branches_and_is_reported(bench: Bench) -> None:
    a = weights(device_a(), "60", "61", "62")
    put_back = weights(a.branch(1), "71", "72", "73")
    report = bench.merge(a.package(), put_back.package(number=2))
    assert report.accepted == 2
    (fork,) = report.forks
    assert (fork.chain, fork.seq, fork.last_seq) == (a.chain, 2, 3)
    assert fork.events == tuple(sorted((a.events[1].hash, put_back.events[1].hash)))
    assert counts(bench)[0] == 6
    (conflict,) = report.conflicts
    assert [claim.value.text for claim in conflict.claims] == ["62", "73"]


@pytest.mark.requirement("F24")
def test_a_fork_is_the_same_in_the_other_order(bench: Bench) -> None:
    a = weights(device_a(), "60", "61", "62")
    put_back = weights(a.branch(1), "71", "72", "73")
    report = bench.merge(put_back.package(number=2), a.package())
    (fork,) = report.forks
    assert (fork.seq, fork.last_seq) == (2, 3)
    assert [claim.value.text for claim in report.conflicts[0].claims] == ["62", "73"]


@pytest.mark.requirement("F24")
def test_a_branch_that_begins_after_the_fork_names_fork_and_gap(bench: Bench) -> None:
    a = weights(device_a(), "60", "61", "62", "63")
    put_back = weights(a.branch(1), "71", "72", "73")
    report = bench.merge(a.package(), put_back.package(3, 4, number=2))
    assert [(fork.seq, fork.last_seq) for fork in report.forks] == [(3, 4)]
    assert [(gap.first_seq, gap.last_seq) for gap in report.gaps] == [(2, 2)]


@pytest.mark.requirement("F24")
def test_branches_that_agree_fork_without_conflict(bench: Bench) -> None:
    a = weights(device_a(), "60", "61")
    put_back = weights(a.branch(1), "61")
    put_back.events.pop()
    put_back.save(
        "VS", {"WEIGHT": number("61", "kg")}, replaces=a.events[0], reason="corrected again"
    )
    report = bench.merge(a.package(), put_back.package(number=2))
    assert (len(report.forks), report.conflicts) == (1, ())
    assert weight(bench) == "61"


# --- packages that are refused ---


def quarantined(bench: Bench, package: bytes) -> tuple[int, str]:
    """Merge a package that must be refused without a trace in the store; return step and code."""
    before = counts(bench)
    report = bench.merge(package)
    assert (report.accepted, report.duplicates, report.events) == (0, 0, 0)
    assert counts(bench) == before
    (one,) = report.quarantined
    assert one.kept_as is not None
    assert one.kept_as.read_bytes() == package
    note = json.loads(one.kept_as.with_name(one.kept_as.name + ".json").read_bytes())
    assert (note["file"], note["step"], note["code"]) == (one.file.name, one.step, one.code)
    assert note["problem"]
    assert note["next_step"]
    return one.step, one.code


@pytest.mark.requirement("F26")
def test_a_package_with_one_changed_byte_is_quarantined(bench: Bench) -> None:
    package = bytearray(weights(device_a(), "68").package())
    package[-40] ^= 1
    assert quarantined(bench, bytes(package))[0] == 1


def test_a_truncated_package_is_quarantined(bench: Bench) -> None:
    assert quarantined(bench, weights(device_a(), "68").package()[:-100])[0] == 1


def test_a_file_that_is_no_package_is_quarantined(bench: Bench) -> None:
    assert quarantined(bench, b"holiday pictures") == (1, "PACKAGE-NOT-A-PACKAGE")


@pytest.mark.requirement("F27")
def test_a_package_signed_by_a_stranger_is_quarantined(bench: Bench) -> None:
    package = weights(device_a(), "68").package(keys=STRANGER)
    assert quarantined(bench, package) == (3, "PACKAGE-SIGNER-UNKNOWN")


@pytest.mark.requirement("F27")
def test_a_package_of_a_revoked_device_is_quarantined_and_its_earlier_data_stay(
    bench: Bench,
) -> None:
    a = weights(device_a(), "68")
    bench.merge(a.package())
    bench.centre.db.write("UPDATE device SET revoked_at = '2026-11-25' WHERE device = 'A'")
    weights(a, "69")
    assert quarantined(bench, a.package(number=2)) == (3, "PACKAGE-SIGNER-REVOKED")
    assert weight(bench) == "68"


@pytest.mark.requirement("F27")
def test_a_device_that_speaks_for_another_is_quarantined(bench: Bench) -> None:
    b = weights(device_b(), "68")
    assert quarantined(bench, b.package(keys=device_a().keys)) == (9, "PACKAGE-DEVICE-WRONG")


@pytest.mark.requirement("F27")
def test_a_package_about_a_subject_of_another_site_is_quarantined(bench: Bench) -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": number("68", "kg")}, subject="02-001")
    assert quarantined(bench, a.package()) == (10, "PACKAGE-SUBJECT-OF-OTHER-SITE")


def test_a_package_with_a_value_nobody_can_read_is_quarantined(bench: Bench) -> None:
    a = device_a()
    a.save("VS", {"WEIGHT": code("heavy")})
    assert quarantined(bench, a.package()) == (11, "PACKAGE-VALUE-UNFIT")


def test_a_package_of_newer_definitions_is_quarantined_until_the_program_is_newer(
    bench: Bench,
) -> None:
    a = device_a()
    a.save("VS", {"WAIST": number("90", "cm")})
    assert quarantined(bench, a.package()) == (11, "PACKAGE-DEFINITION-UNKNOWN")


def test_a_file_larger_than_any_package_is_refused_unread_and_not_copied(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_PACKAGE_BYTES", 1000)
    (one,) = bench.merge(weights(device_a(), "68").package()).quarantined
    assert (one.step, one.code, one.kept_as) == (1, "PACKAGE-TOO-LARGE", None)
    assert not bench.centre.quarantine.exists()


def test_a_refused_package_does_not_stop_the_others(bench: Bench) -> None:
    a, b = weights(device_a(), "68"), weights(device_b(), "68")
    report = bench.merge(a.package(), b"holiday pictures", b.package())
    assert (report.accepted, len(report.quarantined)) == (2, 1)


def test_a_package_refused_twice_is_kept_once(bench: Bench) -> None:
    package = weights(device_a(), "68").package(keys=STRANGER)
    file = bench.inbox / "stranger.zip.age"
    file.write_bytes(package)
    kept = {quarantined_at(bench, file) for _ in range(2)}
    assert len(kept) == 1
    assert len(list(bench.centre.quarantine.iterdir())) == 2


def quarantined_at(bench: Bench, file: Path) -> Path | None:
    """Merge a refused file and return where it was kept."""
    return merge_packages(bench.centre, [file]).quarantined[0].kept_as


def test_a_file_that_is_not_there_stops_the_merge_before_anything_is_taken(bench: Bench) -> None:
    file = bench.inbox / "a.zip.age"
    file.write_bytes(weights(device_a(), "68").package())
    with pytest.raises(InputError) as refused:
        merge_packages(bench.centre, [file, bench.inbox / "b.zip.age"])
    assert (refused.value.code, refused.value.place) == ("FILE-UNREADABLE", "b.zip.age")
    assert counts(bench) == (0, 0)


# --- the store ---


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event",
        "UPDATE event SET body = x''",
        "DROP TABLE event",
        "DELETE FROM package",
        "UPDATE name SET text = 'x'",
        "DROP TRIGGER event_no_delete",
    ],
)
def test_what_was_received_cannot_be_changed(bench: Bench, statement: str) -> None:
    bench.merge(weights(device_a(), "68").package())
    with pytest.raises(StoreError) as refused:
        bench.centre.db.write(statement)
    assert refused.value.code == "APPEND-ONLY"


def test_an_event_whose_bytes_no_longer_have_its_hash_is_not_read(bench: Bench) -> None:
    bench.merge(weights(device_a(), "68").package())
    db = bench.centre.db
    (body,) = db.read_column(bytes, "SELECT body FROM event")
    db.write(
        "INSERT INTO event(hash, chain, seq, previous, page, author, role, at, body) "
        "SELECT ?, chain, 2, hash, page, author, role, at, ? FROM event",
        ("f" * 64, body.replace(b'"68"', b'"86"')),
    )
    with pytest.raises(StoreError) as refused:
        events_of_subject(db, SUBJECT)
    assert refused.value.code == "LEDGER-ALTERED"


def test_every_package_leaves_an_entry_in_the_access_log(bench: Bench) -> None:
    bench.merge(weights(device_a(), "68", "69").package(), b"holiday pictures")
    entries = [
        entry.what for entry in access_entries(bench.centre.db) if entry.kind is AccessKind.RECEIVED
    ]
    assert entries == [
        "package-1.zip.age: 2 new events",
        "package-2.zip.age: quarantined at step 1, PACKAGE-NOT-A-PACKAGE",
    ]


def test_progress_tells_how_many_packages_are_done(bench: Bench) -> None:
    file = bench.inbox / "a"
    file.write_bytes(b"holiday pictures")
    told: list[int] = []
    merge_packages(bench.centre, [file, file], progress=told.append)
    assert told == [1, 2]
