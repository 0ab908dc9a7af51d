"""The demonstration subjects, entered once a run through the session, as a nurse would."""

from pathlib import Path

import pytest
import yaml

from hcc_crf.cli.enter_line import read_line
from hcc_crf.cli.training import SUBJECTS, demonstration_lines
from tests.session.sites import Site, make_site, saved


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """The workspace of each demonstration subject. Never changed by a test: copy it."""
    base = tmp_path_factory.mktemp("demonstration")
    first, third = make_site(base / "01"), make_site(base / "03", site="03")
    sites = {name: third if name.startswith("03") else first for name in SUBJECTS}
    for site in (first, third):
        with site.open() as session:
            for name in SUBJECTS:
                if sites[name] is site:
                    for line in demonstration_lines(name):
                        saved(session, read_line(line).request)
    return sites


@pytest.fixture
def trap(demonstration: dict[str, Site], tmp_path: Path) -> dict[str, Site]:
    """Copies that a test may spoil."""
    folders = {site.folder: site for site in demonstration.values()}
    copies = {folder: site.copy(tmp_path / folder.name) for folder, site in folders.items()}
    return {name: copies[site.folder] for name, site in demonstration.items()}


@pytest.fixture(scope="session")
def reference(shared: Path) -> dict[str, dict[str, object]]:
    """The three subjects of `subjects.yaml`, every scalar as its text."""
    text = (shared / "study" / "subjects.yaml").read_text(encoding="utf-8")
    document = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  (texts only, no objects)
    return {one["subject"]: one for one in document["subjects"] if one["subject"] in SUBJECTS}
