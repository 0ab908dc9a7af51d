"""The house rules hold in every file of the checkout, and each checker finds a planted fault.

Which room may import which is kept by import-linter (`make lint`).
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shape import (
    SourceFile,
    ambient_faults,
    assertion_faults,
    docstring_faults,
    imported_modules,
    machine_place_faults,
    name_faults,
    print_faults,
    size_faults,
    skip_faults,
    unfinished_faults,
)

Checker = Callable[[SourceFile], Iterator[str]]

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "hcc_crf"
SOURCES = tuple(SourceFile.read(ROOT, path) for path in sorted(SRC.rglob("*.py")))
TESTS = tuple(SourceFile.read(ROOT, path) for path in sorted((ROOT / "tests").rglob("*.py")))
TEXT_SUFFIXES = frozenset(
    {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".spec", ".sh", ".txt", ".in", ".cfg", ".qss"}
)
CHECKERS_OF_PATTERNS = frozenset({"tests/shape.py", "tests/test_architecture.py"})
"""They hold what they look for."""


def tracked_texts() -> tuple[SourceFile, ...]:
    """Return the text files under version control; all files where there is none."""
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False
    )
    names = listing.stdout.decode().split("\0") if listing.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or [*SRC.rglob("*"), *ROOT.glob("*")]
    return tuple(
        SourceFile.read(ROOT, path)
        for path in paths
        if path.is_file() and (path.suffix in TEXT_SUFFIXES or path.name in ("Makefile", "run"))
    )


@pytest.mark.parametrize(
    "checker",
    [
        size_faults,
        name_faults,
        docstring_faults,
        ambient_faults,
        print_faults,
        unfinished_faults,
    ],
)
def test_every_source_file_keeps_the_house_rules(checker: Checker) -> None:
    faults = [fault for file in SOURCES for fault in checker(file)]
    assert faults == []


@pytest.mark.parametrize("checker", [assertion_faults, skip_faults])
def test_every_test_asserts_and_every_skip_says_why(checker: Checker) -> None:
    assert [fault for file in TESTS for fault in checker(file)] == []


def test_no_tracked_file_names_a_folder_of_one_machine_or_a_registry() -> None:
    texts = [file for file in tracked_texts() if file.name not in CHECKERS_OF_PATTERNS]
    assert texts
    assert [fault for file in texts for fault in machine_place_faults(file)] == []


def test_clinical_stands_on_the_standard_library_and_values_alone() -> None:
    clinical = [file for file in SOURCES if file.name.startswith("src/hcc_crf/clinical/")]
    assert clinical
    foreign = {
        f"{file.name}: {module}"
        for file in clinical
        for module in imported_modules(file)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not module.startswith(("hcc_crf.values", "hcc_crf.clinical"))
    }
    assert foreign == set()


def test_there_is_as_much_test_as_source() -> None:
    """Expected values that are kept as data, a line each, are tests too."""
    source_lines = sum(len(file.text.splitlines()) for file in SOURCES)
    test_lines = sum(len(file.text.splitlines()) for file in TESTS)
    tables = [p for p in (ROOT / "tests").rglob("*.json*") if p.is_file()]
    table_lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in tables)
    assert test_lines + table_lines >= source_lines


def planted(text: str, name: str = "src/hcc_crf/entry/sample.py") -> SourceFile:
    """Return a file that exists only for a checker to look at."""
    return SourceFile(name, text)


@pytest.mark.parametrize(
    ("checker", "text"),
    [
        pytest.param(size_faults, "x = 1\n" * 301, id="file of 301 lines"),
        pytest.param(size_faults, "def f():\n" + "    x = 1\n" * 60, id="function of 61 lines"),
        pytest.param(name_faults, "class KeyManager: ...", id="a manager"),
        pytest.param(name_faults, "class BaseField: ...", id="a base"),
        pytest.param(docstring_faults, "x = 1", id="module without docstring"),
        pytest.param(docstring_faults, '"""M."""\ndef f(): ...', id="function without docstring"),
        pytest.param(docstring_faults, '"""M."""\nclass C: ...', id="class without docstring"),
        pytest.param(
            docstring_faults, '"""M."""\nclass C:\n    """C."""\n    def f(self): ...', id="method"
        ),
        pytest.param(ambient_faults, "datetime.now(tz=UTC)", id="clock"),
        pytest.param(ambient_faults, "datetime.datetime.now()", id="clock by module"),
        pytest.param(ambient_faults, "date.today()", id="today"),
        pytest.param(ambient_faults, "time.time()", id="seconds"),
        pytest.param(ambient_faults, "uuid4()", id="chance"),
        pytest.param(ambient_faults, "os.environ['HOME']", id="environment"),
        pytest.param(ambient_faults, "os.environ.get('HOME')", id="environment by get"),
        pytest.param(ambient_faults, "clock = datetime.now", id="clock without a call"),
        pytest.param(ambient_faults, "Path.home()", id="home folder"),
        pytest.param(print_faults, "print('x')", id="print"),
        pytest.param(unfinished_faults, "x = 1  # TODO later", id="note to self"),
        pytest.param(machine_place_faults, "open('/work/main/x')", id="work folder"),
        pytest.param(machine_place_faults, "cd /root/someone", id="a home folder"),
        pytest.param(machine_place_faults, "--index-url https://pypi.org/simple", id="registry"),
        pytest.param(assertion_faults, "def test_x():\n    run()", id="test without assertion"),
        pytest.param(skip_faults, "@pytest.mark.skip\ndef test_x(): ...", id="bare skip"),
        pytest.param(skip_faults, "@pytest.mark.skipif(True)\ndef f(): ...", id="bare skipif"),
        pytest.param(skip_faults, "pytest.skip()", id="skip without a word"),
    ],
)
def test_a_planted_fault_is_found(checker: Checker, text: str) -> None:
    assert len(list(checker(planted(text)))) == 1


@pytest.mark.parametrize(
    ("checker", "text"),
    [
        pytest.param(size_faults, "x = 1\n" * 300, id="file of 300 lines"),
        pytest.param(size_faults, "def f():\n" + "    x = 1\n" * 59, id="function of 60 lines"),
        pytest.param(name_faults, "class Database: ...", id="base inside a word"),
        pytest.param(docstring_faults, '"""M."""\ndef _f(): ...', id="private function"),
        pytest.param(ambient_faults, "clock.now()", id="a clock passed in"),
        pytest.param(machine_place_faults, "docs/work/plan", id="a folder of the checkout"),
        pytest.param(assertion_faults, "def test_x():\n    assert run()", id="assertion"),
        pytest.param(
            assertion_faults,
            "def holds():\n    assert x\ndef test_x():\n    holds()",
            id="assertion in a function of the file",
        ),
        pytest.param(
            assertion_faults,
            "def test_x():\n    with pytest.raises(KeyError):\n        run()",
            id="an expected error",
        ),
        pytest.param(skip_faults, "pytest.skip('no age here')", id="skip with a word"),
        pytest.param(
            skip_faults, "@pytest.mark.skipif(x, reason='why')\ndef f(): ...", id="skipif, reason"
        ),
    ],
)
def test_what_the_rules_allow_is_left_alone(checker: Checker, text: str) -> None:
    assert list(checker(planted(text))) == []


def test_a_forbidden_module_name_is_found() -> None:
    assert list(name_faults(planted('"""M."""', "src/hcc_crf/entry/date_utils.py")))


def test_a_qt_override_needs_no_docstring() -> None:
    text = '"""M."""\nclass Pane:\n    """P."""\n    def keyPressEvent(self, event): ...'
    assert list(docstring_faults(planted(text, "src/hcc_crf/ui/pane.py"))) == []
    assert len(list(docstring_faults(planted(text)))) == 1


@pytest.mark.parametrize("name", ["src/hcc_crf/__main__.py", "src/hcc_crf/cli/demo.py"])
def test_the_shell_may_read_the_clock_and_print(name: str) -> None:
    shell = planted("print(datetime.now())", name)
    assert [*ambient_faults(shell), *print_faults(shell)] == []


def test_a_lazy_import_is_seen() -> None:
    file = planted("def f():\n    import reportlab.platypus\n    from PySide6 import QtCore")
    assert imported_modules(file) == {"reportlab.platypus", "PySide6"}


def test_every_room_has_a_folder_of_tests(root: Path) -> None:
    rooms = {path.parent.name for path in SRC.glob("*/__init__.py") if len(list_modules(path)) > 1}
    tested = {path.name for path in (root / "tests").iterdir() if path.is_dir()}
    assert rooms - tested == set()


def list_modules(init: Path) -> list[Path]:
    """Return the modules of the package that `init` opens, itself included."""
    return list(init.parent.glob("*.py"))
