"""One training site a run, enrolled at a centre; each test gets a copy of its folder."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hcc_crf.session import Session
from tests.session.sites import CentreFolder, Site, make_centre, make_site


@pytest.fixture(scope="session")
def unenrolled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with its people, not known to any centre. Never opened by a test: copy it."""
    return make_site(tmp_path_factory.mktemp("unenrolled") / "site")


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> CentreFolder:
    """A centre that tests may enrol devices at."""
    return make_centre(tmp_path_factory.mktemp("centre") / "centre")


@pytest.fixture(scope="session")
def enrolled(
    tmp_path_factory: pytest.TempPathFactory, unenrolled: Site, centre: CentreFolder
) -> Site:
    """The same site, admitted at the centre. Never opened by a test: copy it."""
    made = unenrolled.copy(tmp_path_factory.mktemp("enrolled") / "site")
    centre.admit(made)
    return made


@pytest.fixture
def site(enrolled: Site, tmp_path: Path) -> Site:
    """A site of its own for a test."""
    return enrolled.copy(tmp_path / "site")


@pytest.fixture
def session(site: Site) -> Iterator[Session]:
    """A nurse at work on that site."""
    with site.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def nurse(enrolled: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A nurse whose session the tests of a module share, each with a subject of its own."""
    with enrolled.copy(tmp_path_factory.mktemp("shared") / "site").open() as opened:
        yield opened


@pytest.fixture
def subject(nurse: Session) -> str:
    """A subject number that no other test of the module uses."""
    return next(
        number for number in _NUMBERS if number not in {s.subject for s in nurse.subjects()}
    )


_NUMBERS = (f"01-{number:03}" for number in count(500))
