"""The high-water mark as a file: what it keeps, and how it is found again."""

import os
from pathlib import Path

import pytest

from hcc_crf.errors import WorkspaceError
from hcc_crf.session.mark import (
    MARK_FILE,
    MARK_FOLDER,
    Mark,
    MarkEntry,
    MarkState,
    first_entry,
)

KEY = bytes(range(32))


def entries(first: int, last: int) -> tuple[MarkEntry, ...]:
    """Lines of events with these numbers."""
    return tuple(
        MarkEntry(
            "a" * 32, seq, f"{seq:064x}", f"2026-11-25T09:{seq:02}:00.000000Z", "01-001/SCR/VS"
        )
        for seq in range(first, last + 1)
    )


def mark(folder: Path, *, key: bytes = KEY, workspace: str = "w1") -> Mark:
    """The mark as a sign-in finds it."""
    return Mark(folder, data_key=key, workspace=workspace)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A mark with three events behind its beginning."""
    made = mark(tmp_path)
    made.begin((first_entry("a" * 32),))
    for entry in entries(1, 3):
        made.move(entry)
    return tmp_path / MARK_FOLDER / MARK_FILE


def test_no_file_is_an_absent_mark(tmp_path: Path) -> None:
    found = mark(tmp_path)
    assert (found.state, found.entries) == (MarkState.ABSENT, ())


def test_lines_are_found_again_in_order(path: Path) -> None:
    found = mark(path.parent.parent)
    assert found.state is MarkState.WHOLE
    assert found.entries == (first_entry("a" * 32), *entries(1, 3))


def test_a_mark_that_was_found_goes_on(path: Path) -> None:
    mark(path.parent.parent).move(*entries(4, 5))
    assert mark(path.parent.parent).entries[1:] == entries(1, 5)


def test_it_names_no_subject_to_a_reader_without_the_key(path: Path) -> None:
    content = path.read_bytes()
    assert b"01-001" not in content
    assert b"aaaa" not in content
    assert mark(path.parent.parent, key=bytes(32)).entries == ()


def test_the_mark_of_another_workspace_is_none(path: Path) -> None:
    assert mark(path.parent.parent, workspace="w2").state is MarkState.DAMAGED


@pytest.mark.parametrize("cut", [1, 2, 100])
def test_a_line_cut_off_at_the_end_is_taken_away_and_the_mark_is_whole(
    path: Path, cut: int
) -> None:
    path.write_bytes(path.read_bytes()[:-cut])
    found = mark(path.parent.parent)
    assert (found.state, found.entries[1:]) == (MarkState.WHOLE, entries(1, 2))
    found.move(*entries(3, 4))
    assert mark(path.parent.parent).entries[1:] == entries(1, 4)


def test_a_last_line_of_zeros_is_one_cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes() + bytes(200))
    assert mark(path.parent.parent).state is MarkState.WHOLE


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_changed_line_before_the_last_is_damage_and_the_others_are_read(
    path: Path, line: int
) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    changed = bytearray(lines[line])
    changed[40] ^= 1
    path.write_bytes(b"".join((*lines[:line], bytes(changed), *lines[line + 1 :])))
    found = mark(path.parent.parent)
    assert found.state is MarkState.DAMAGED
    assert len(found.entries) == 3


@pytest.mark.parametrize("content", [b"", b"\n", b"no mark\n", b"AAAA\n", bytes(5000)])
def test_a_file_without_a_line_of_ours_is_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    found = mark(path.parent.parent)
    assert (found.state, found.entries) == (MarkState.DAMAGED, ())


def test_what_is_no_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / MARK_FOLDER / MARK_FILE).mkdir(parents=True)
    assert mark(tmp_path).state is MarkState.DAMAGED


def test_a_new_beginning_replaces_every_line(path: Path) -> None:
    made = mark(path.parent.parent)
    made.begin((first_entry("b" * 32),))
    made.move(*entries(1, 1))
    assert mark(path.parent.parent).entries == (first_entry("b" * 32), *entries(1, 1))


def test_lines_that_could_not_be_written_go_with_the_next(path: Path) -> None:
    made = mark(path.parent.parent)
    away = path.with_name("away")
    path.rename(away)
    with pytest.raises(WorkspaceError, match="WORKSPACE-NOT-WRITABLE"):
        made.move(*entries(4, 4))
    away.rename(path)
    made.move(*entries(5, 5))
    assert mark(path.parent.parent).entries[1:] == entries(1, 5)


def test_what_a_failed_try_left_is_written_over(path: Path) -> None:
    made = mark(path.parent.parent)
    with path.open("ab") as file:
        file.write(b"half a li")
    made.move(*entries(4, 4))
    found = mark(path.parent.parent)
    assert (found.state, found.entries[1:]) == (MarkState.WHOLE, entries(1, 4))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders take files as names on Windows")
def test_a_beginning_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / MARK_FOLDER).write_bytes(b"a file stands in the way")
    with pytest.raises(WorkspaceError, match="WORKSPACE-NOT-WRITABLE"):
        mark(tmp_path).begin((first_entry("a" * 32),))
