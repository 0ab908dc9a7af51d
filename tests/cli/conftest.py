"""One training site a run, enrolled at a centre, for the commands; each test gets a copy."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Done, hcc, jsonl
from tests.session.sites import CentreFolder, Site, make_centre, make_site


@dataclass(frozen=True)
class Nurse:
    """A nurse at a command line."""

    site: Site

    @property
    def acts(self) -> tuple[str | Path, ...]:
        """The options that say where and who."""
        return ("--workspace", self.site.folder, "--user", "nurse1")

    def enter(self, *lines: object) -> Done:
        """Enter lines given on stdin."""
        return hcc("enter", *self.acts, stdin=jsonl(*lines))

    def does(self, command: str, *arguments: str | Path) -> Done:
        """Run another command."""
        return hcc(command, *self.acts, *arguments)


@pytest.fixture(scope="session")
def centre_folder(tmp_path_factory: pytest.TempPathFactory) -> CentreFolder:
    """A centre that tests may enrol devices at."""
    return make_centre(tmp_path_factory.mktemp("cli centre") / "centre")


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory, centre_folder: CentreFolder) -> Site:
    """An enrolled site without data. Never changed by a test: copy it."""
    site = make_site(tmp_path_factory.mktemp("cli site") / "site")
    centre_folder.admit(site)
    return site


@pytest.fixture
def nurse(pristine: Site, tmp_path: Path) -> Nurse:
    """A nurse at a site of her own."""
    return Nurse(pristine.copy(tmp_path / "site"))


@pytest.fixture(scope="module")
def colleague(pristine: Site, tmp_path_factory: pytest.TempPathFactory) -> Nurse:
    """A nurse at a site that the tests of a module share."""
    return Nurse(pristine.copy(tmp_path_factory.mktemp("shared") / "site"))
