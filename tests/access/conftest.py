"""Workspaces with accounts; made once, for each try of a password costs 0.15 s on purpose."""

import shutil
from pathlib import Path

import pytest

from hcc_crf.access.accounts import add_account, create_accounts
from hcc_crf.access.keys import Keys
from tests.access.builders import ADMIN, MONITOR, NOW, NURSE, WORKSPACE, Clock


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A workspace of an administrator, a nurse and a monitor, and the administrator's keys."""
    folder = tmp_path_factory.mktemp("accounts")
    keys = create_accounts(folder, ADMIN, workspace=WORKSPACE, at=NOW)
    add_account(folder, keys, NURSE, by="admin1", at=NOW, must_change=False)
    add_account(folder, keys, MONITOR, by="admin1", at=NOW)
    return folder, keys


@pytest.fixture
def workspace(made_once: tuple[Path, Keys], tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(made_once[0], tmp_path / "site-01-A"))


@pytest.fixture
def admin_keys(made_once: tuple[Path, Keys]) -> Keys:
    """What the administrator's password opens."""
    return made_once[1]


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until it is moved."""
    return Clock()
