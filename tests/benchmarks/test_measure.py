"""A benchmark row says what it must, and floors are measured on the real thing."""

import json
from pathlib import Path

import pytest

from benchmarks.floors import BareDatabase
from benchmarks.measure import (
    Aim,
    Limit,
    Measurement,
    as_objects,
    by_turns,
    median_ms,
    table,
)

SAVE = Measurement("save", 6.0, "bare commit", 1.5, (Aim(Limit.RATIO, 3),))


def test_the_ratio_is_ours_over_the_floor() -> None:
    assert SAVE.ratio == 4.0


def test_the_speed_is_the_floor_over_ours() -> None:
    assert SAVE.speed == 0.25


def test_without_a_floor_there_is_no_ratio() -> None:
    row = Measurement("keystroke", 2.0)
    assert row.ratio is None
    assert row.speed is None


@pytest.mark.parametrize(
    ("aim", "is_kept"),
    [
        pytest.param(Aim(Limit.RATIO, 4), True, id="ratio at its limit"),
        pytest.param(Aim(Limit.RATIO, 3.99), False, id="ratio above its limit"),
        pytest.param(Aim(Limit.FIGURE, 6), True, id="figure at its limit"),
        pytest.param(Aim(Limit.FIGURE, 5.99), False, id="figure above its limit"),
        pytest.param(Aim(Limit.SPEED, 0.25), True, id="speed at its limit"),
        pytest.param(Aim(Limit.SPEED, 0.26), False, id="speed below its limit"),
    ],
)
def test_an_aim_is_kept_up_to_its_limit(aim: Aim, is_kept: bool) -> None:
    assert Measurement("save", 6.0, "bare commit", 1.5, (aim,)).is_kept is is_kept


@pytest.mark.parametrize("limit", [Limit.RATIO, Limit.SPEED])
def test_an_aim_against_a_floor_is_not_kept_without_one(limit: Limit) -> None:
    assert not Measurement("save", 6.0, aims=(Aim(limit, 1),)).is_kept


def test_every_aim_must_be_kept() -> None:
    aims = (Aim(Limit.FIGURE, 10), Aim(Limit.RATIO, 3))
    assert not Measurement("open", 6.0, "bare Qt", 1.5, aims).is_kept


def test_the_table_has_a_row_for_each_measurement() -> None:
    lines = table([SAVE]).splitlines()
    assert lines[-1] == "| save | 6 ms | bare commit | 1.5 ms | 4.00× | ≤ 3× | **missed** |"
    assert len(lines) == 3


def test_a_row_of_speed_says_which_part_of_the_floor_it_reached() -> None:
    row = Measurement("merge", 2000.0, "executemany", 1000.0, (Aim(Limit.SPEED, 0.4),))
    expected = (
        "| merge | 2,000 ms | executemany | 1,000 ms | 0.50 of its speed | ≥ 0.4 of its speed "
        "| kept |"
    )
    assert table([row]).splitlines()[-1] == expected


def test_a_row_without_floor_and_aim_shows_its_figure_only() -> None:
    row = Measurement("keystroke → drawn", 9.87, unit="ms")
    assert table([row]).splitlines()[-1] == "| keystroke → drawn | 9.87 ms |  |  |  |  |  |"


def test_a_figure_with_an_aim_names_its_unit() -> None:
    row = Measurement("matrix", 180.4, aims=(Aim(Limit.FIGURE, 200),))
    assert table([row]).splitlines()[-1] == "| matrix | 180 ms |  |  |  | ≤ 200 ms | kept |"


def test_json_has_the_same_rows() -> None:
    assert json.loads(json.dumps(as_objects([SAVE]))) == [
        {
            "what": "save",
            "unit": "ms",
            "took": 6.0,
            "floor": "bare commit",
            "floor_took": 1.5,
            "ratio": 4.0,
            "aims": [{"limit": "ratio", "value": 3}],
            "kept": False,
        }
    ]


def test_json_says_null_where_there_is_no_floor_or_aim() -> None:
    (row,) = as_objects([Measurement("keystroke", 2.0)])
    assert (row["floor"], row["floor_took"], row["ratio"], row["kept"]) == (None,) * 4


def test_the_first_run_warms_up_and_is_not_counted() -> None:
    runs: list[int] = []
    assert median_ms(lambda: runs.append(1), times=3) >= 0
    assert len(runs) == 4


def test_ours_and_the_floor_are_taken_by_turns() -> None:
    runs: list[str] = []
    by_turns(lambda: runs.append("ours"), lambda: runs.append("floor"), times=2)
    assert runs == ["ours", "floor"] * 3


def test_the_commit_floor_is_taken_on_an_encrypted_file(tmp_path: Path) -> None:
    bare = BareDatabase(tmp_path / "floor.db", "CREATE TABLE one(body TEXT) STRICT;")
    bare.insert("one", [("x" * 100,)])
    bare.close()
    assert not (tmp_path / "floor.db").read_bytes().startswith(b"SQLite format 3")


def test_rows_of_several_tables_are_one_transaction(tmp_path: Path) -> None:
    bare = BareDatabase(tmp_path / "floor.db", "CREATE TABLE pair(a INTEGER, b TEXT) STRICT;")
    with pytest.raises(Exception, match=r"datatype mismatch|cannot store"):
        bare.transaction([("pair", [(1, "x"), ("no number", "y")])])
    bare.close()
