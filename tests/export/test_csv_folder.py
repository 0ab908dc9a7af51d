from pathlib import Path

import pytest

from hcc_crf.errors import WorkspaceError
from hcc_crf.export.csv_folder import CsvFolder


def test_files_appear_when_the_folder_is_done(tmp_path: Path) -> None:
    with CsvFolder(tmp_path / "new" / "csv") as out:
        out.begin("VS", ("A", "B"))
        out.write("VS", [("1", "x"), ("2", "y")])
        assert not (tmp_path / "new" / "csv" / "VS.csv").exists()
    assert (tmp_path / "new" / "csv" / "VS.csv").read_bytes() == b"A,B\n1,x\n2,y\n"


def test_a_text_with_commas_quotes_and_line_ends_comes_back(tmp_path: Path) -> None:
    with CsvFolder(tmp_path) as out:
        out.begin("VS", ("A",))
        out.write("VS", [('one, "two"\nthree',)])
    assert (tmp_path / "VS.csv").read_bytes() == b'A\n"one, ""two""\nthree"\n'


def write_until(error: Exception, folder: Path) -> None:
    """Begin a file and fail."""
    with CsvFolder(folder) as out:
        out.begin("VS", ("A",))
        raise error


def test_nothing_appears_and_nothing_stays_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_until(KeyError(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_disk_is_told_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as refused:
        write_until(OSError(28, "No space left on device"), tmp_path)
    assert refused.value.code == "EXPORT-NOT-WRITTEN"
    assert "No space left" in refused.value.problem
    assert refused.value.next_step
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_told_and_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / "VS.csv").mkdir()
    with pytest.raises(WorkspaceError) as refused, CsvFolder(tmp_path) as out:
        out.begin("VS", ("A",))
    assert refused.value.code == "EXPORT-NOT-WRITTEN"
    assert [file.name for file in tmp_path.iterdir()] == ["VS.csv"]
