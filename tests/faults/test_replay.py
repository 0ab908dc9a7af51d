"""The model of a disk loses what may be lost, and keeps what was synced."""

import random
from pathlib import Path

import pytest

from tests.faults.replay import Act, Disk, Write, read_record

FILE, OTHER, FOLDER = "/w/file", "/w/other", "/w"
CUTS = 300


def after(*acts: Act) -> list[dict[str, bytes]]:
    """Many states of a disk that was empty before these acts."""
    disk, chance = Disk(Path("/nowhere")), random.Random(1)
    for act in acts:
        disk.play(act)
    return [disk.after_a_cut(chance) for _ in range(CUTS)]


def create(path: str = FILE) -> Act:
    """A new file."""
    return Act("C", 0, b"", path)


def write(data: bytes, offset: int = 0, path: str = FILE) -> Act:
    """Bytes at a place."""
    return Act("W", offset, data, path)


def sync(path: str = FILE) -> Act:
    """A file or a folder."""
    return Act("S", 0, b"", path)


def test_a_name_that_was_not_synced_may_be_missing_or_there() -> None:
    found = {tuple(state) for state in after(create(), write(b"a"), sync())}
    assert found == {(), (FILE,)}


def test_what_was_synced_with_its_name_is_always_whole() -> None:
    states = after(create(), write(b"abc"), sync(), sync(FOLDER))
    assert {state[FILE] for state in states} == {b"abc"}


def test_what_was_not_synced_may_be_missing() -> None:
    states = after(create(), sync(FOLDER), write(b"abc"))
    assert {state[FILE] for state in states} == {b"", b"abc"}


def test_a_later_write_may_be_there_without_an_earlier_one() -> None:
    states = after(create(), sync(FOLDER), write(b"a"), write(b"b", 1))
    assert {state[FILE] for state in states} == {b"", b"a", b"\0b", b"ab"}


def test_a_write_is_torn_between_sectors_and_not_inside_one() -> None:
    states = after(create(), sync(FOLDER), write(b"x" * 1024))
    contents = {state[FILE] for state in states}
    assert contents == {b"", b"x" * 512, bytes(512) + b"x" * 512, b"x" * 1024}


def test_a_renamed_file_has_one_of_its_names_and_the_old_content_or_the_new() -> None:
    old = (create(), write(b"old"), sync(), sync(FOLDER))
    new = (create(OTHER), write(b"new", path=OTHER), sync(OTHER))
    states = after(*old, *new, Act("R", 0, b"", f"{OTHER}|{FILE}"))
    assert {state[FILE] for state in states} == {b"old", b"new"}


def test_a_rename_without_a_sync_before_may_leave_a_torn_file() -> None:
    old = (create(), write(b"old"), sync(), sync(FOLDER))
    new = (create(OTHER), write(b"n" * 1024, path=OTHER))
    states = after(*old, *new, Act("R", 0, b"", f"{OTHER}|{FILE}"), sync(FOLDER))
    assert b"" in {state[FILE] for state in states}


def test_a_removed_name_may_come_back_until_its_folder_is_synced() -> None:
    made = (create(), write(b"a"), sync(), sync(FOLDER), Act("U", 0, b"", FILE))
    assert {tuple(state) for state in after(*made)} == {(), (FILE,)}
    assert {tuple(state) for state in after(*made, sync(FOLDER))} == {()}


@pytest.mark.parametrize(
    ("size", "content"),
    [(1, b"a"), (3, b"abc"), (5, b"abc\0\0")],
    ids=["shorter", "same", "longer"],
)
def test_a_cut_gives_a_file_its_size(size: int, content: bytes) -> None:
    held = bytearray(b"abc")
    Write(size, None).onto(held)
    assert held == content


def test_a_record_is_read_back_act_by_act(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"C 0 0 /w/file\nW 7 5 /w/file\nab\ncdS 0 0 /w/file\nA 0 0 a1 b2\n")
    assert read_record(log) == (
        Act("C", 0, b"", FILE),
        Act("W", 7, b"ab\ncd", FILE),
        Act("S", 0, b"", FILE),
        Act("A", 0, b"", "a1 b2"),
    )
