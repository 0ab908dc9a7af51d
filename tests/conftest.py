"""What every test stands on: no screen, and where the checkout and the reference material are."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before any test module imports Qt

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference material, or skip where a checkout stands alone."""
    if not SHARED.is_dir():
        pytest.skip("the reference material (../shared) does not stand beside this checkout")
    return SHARED
