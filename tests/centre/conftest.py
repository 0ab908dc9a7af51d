"""A centre on a real database, for every test a new one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.centre.building import Bench, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened
