"""A benchmark row says what it must, and floors are measured on the real thing."""

from pathlib import Path

from benchmarks.floors import bare_commit_ms
from benchmarks.measure import Measurement, median_ms, table


def test_the_ratio_is_ours_over_the_floor() -> None:
    assert Measurement("save", 6.0, "bare commit", 1.5).ratio == 4.0


def test_the_table_has_a_row_for_each_measurement() -> None:
    lines = table([Measurement("save", 6.0, "bare commit", 1.5)]).splitlines()
    assert lines[-1] == "| save | 6.00 | bare commit | 1.50 | 4.00 |"
    assert len(lines) == 3


def test_the_first_run_warms_up_and_is_not_counted() -> None:
    runs: list[int] = []
    assert median_ms(lambda: runs.append(1), times=3) >= 0
    assert len(runs) == 4


def test_the_commit_floor_is_taken_on_an_encrypted_file(tmp_path: Path) -> None:
    assert bare_commit_ms(tmp_path, row_bytes=100, times=2) > 0
    assert not (tmp_path / "floor.db").read_bytes().startswith(b"SQLite format 3")
