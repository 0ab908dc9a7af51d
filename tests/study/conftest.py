"""Studies to look at: a small one to plant faults in, and the bundled one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study

from .small_study import FILES, faults_of, write_files


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder with a small study that loads."""
    return write_files(tmp_path, FILES)


@pytest.fixture
def faults_with(small: Path) -> Callable[[str, str, str], tuple[str, ...]]:
    """Return a function that plants one change in a file of the small study and loads it."""

    def load(file: str, old: str, new: str) -> tuple[str, ...]:
        text = FILES[file]
        assert text.count(old) == 1, f"'{old}' stands {text.count(old)} times in {file}"
        (small / file).write_text(text.replace(old, new), encoding="utf-8")
        return faults_of(small)

    return load


@pytest.fixture(scope="session")
def bundled(root: Path) -> Study:
    """Return the study in forms/."""
    return load_study(root / "forms")
