"""What is installed is pinned by hash, names no index, and carries all the program needs."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

LOCKS = ("build.txt", "runtime.txt", "dev.txt")
REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)==([\w.]+)", re.MULTILINE)


def locked(root: Path, name: str) -> dict[str, str]:
    """Return the pinned version of each library of a lock file, by its normal name."""
    return dict(REQUIREMENT.findall((root / "requirements" / name).read_text(encoding="utf-8")))


def normal(requirement: str) -> str:
    """Return the name of a requirement as lock files write it."""
    return re.split(r"[<>=;\[ ]", requirement)[0].lower().replace("_", "-")


def declared(root: Path) -> tuple[set[str], set[str]]:
    """Return the names of what the program needs, and of what its development needs."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["dev"]
    return {normal(one) for one in project["dependencies"]}, {normal(one) for one in extra}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_library_has_a_hash(root: Path, name: str) -> None:
    text = (root / "requirements" / name).read_text(encoding="utf-8")
    records = [record for record in re.split(r"\n(?=\w)", text) if "==" in record]
    assert len(records) == len(locked(root, name)) > 0
    assert [record for record in records if "--hash=sha256:" not in record] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_index_and_no_address(root: Path, name: str) -> None:
    text = (root / "requirements" / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--(?:extra-)?index|--find-links|--trusted|file:", text) == []


def test_every_declared_library_is_pinned(root: Path) -> None:
    runtime, development = declared(root)
    assert runtime <= set(locked(root, "runtime.txt"))
    assert runtime | development <= set(locked(root, "dev.txt"))


def test_development_uses_the_versions_of_the_program(root: Path) -> None:
    development = locked(root, "dev.txt")
    runtime = {**locked(root, "runtime.txt"), **locked(root, "build.txt")}
    differing = {
        name for name, version in runtime.items() if development.get(name, version) != version
    }
    assert differing == set()


def test_libraries_of_other_systems_are_pinned_too(root: Path) -> None:
    text = (root / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert "pefile==" in text  # freezing on Windows
    assert "macholib==" in text  # freezing on macOS


@pytest.mark.slow
def test_a_wheel_carries_forms_and_resources(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    options = ["--quiet", "--no-index", "--wheel-dir", str(tmp_path), str(copy_of(root, tmp_path))]
    subprocess.run([*command, *options], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "hcc_crf/bundled/resources/fonts/NotoSansSC-Regular.ttf" in names
    assert "hcc_crf/bundled/resources/fonts/OFL.txt" in names
    assert "hcc_crf/bundled/forms/study.yaml" in names
    assert "hcc_crf/py.typed" in names


def copy_of(root: Path, tmp_path: Path) -> Path:
    """Return a copy of the tracked files: building in place would leave folders behind."""
    target = tmp_path / "checkout"
    listing = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True
    )
    for name in filter(None, listing.stdout.decode().split("\0")):
        source, copy = root / name, target / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    return target
