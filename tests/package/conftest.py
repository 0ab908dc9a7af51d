"""One trial and one package for all tests: nothing changes them."""

import pytest

from hcc_crf.package.seal import SealedPackage
from tests.package.building import Trial, chain_of


@pytest.fixture(scope="session")
def trial() -> Trial:
    return Trial()


@pytest.fixture(scope="session")
def sealed(trial: Trial) -> SealedPackage:
    """Return a package of five events."""
    return trial.seal(chain_of(5))
