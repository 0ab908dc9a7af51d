"""What screens may name of the session: everything is there, and nothing is loaded too early."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hcc_crf.session as room

SOURCE = Path(room.__file__)


def imported_names() -> dict[str, str]:
    """Return the names imported for the type checker, and from which module."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    (guarded,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.name: f"{'hcc_crf.session.' * node.level}{node.module}"
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_every_name_is_found_where_the_type_checker_finds_it() -> None:
    assert set(imported_names()) == set(room.__all__)
    for name, module in imported_names().items():
        assert getattr(room, name) is getattr(sys.modules[module], name)


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="nobody"):
        room.__getattr__("nobody")


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        pytest.param("hcc_crf.session.about", "hcc_crf.entry", id="which workspace, no entry"),
        pytest.param("hcc_crf.ui.desk", "hcc_crf.entry", id="sign-in page, no entry"),
        pytest.param("hcc_crf.ui.desk", "hcc_crf.clinical", id="sign-in page, no rules"),
        pytest.param("hcc_crf.ui.desk", "hcc_crf.store", id="sign-in page, no store"),
        pytest.param("hcc_crf.cli.desk", "hcc_crf.session.session", id="desk command, no session"),
        pytest.param("hcc_crf.session.session", "hcc_crf.package", id="session, no packages"),
        pytest.param("hcc_crf.session.session", "hcc_crf.worksheet", id="session, no paper"),
    ],
)
def test_what_comes_later_is_not_loaded_before(module: str, absent: str) -> None:
    """A fresh interpreter that loads `module` has not loaded `absent`."""
    program = f"import sys, {module}; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
