"""A real, encrypted site database in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hcc_crf.store.connection import create_database, open_database
from hcc_crf.store.database import Database
from hcc_crf.store.site_schema import SITE_SCHEMA
from tests.store.builders import KEY


@pytest.fixture
def site_path(tmp_path: Path) -> Path:
    """A new, closed site database."""
    path = tmp_path / "site.db"
    create_database(path, KEY, SITE_SCHEMA)
    return path


@pytest.fixture
def db(site_path: Path) -> Iterator[Database]:
    """The same, open."""
    with open_database(site_path, KEY, SITE_SCHEMA) as opened:
        yield opened
