"""A subject who took lenvatinib."""

import pytest

from ..saving import Nurse


@pytest.fixture
def treated(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject took lenvatinib, paused, and takes less."""
    rows = [
        {"ECSTDAT_LENV": "2026-01-05", "ECENDAT_LENV": "2026-01-20", "ECDOSE_LENV": "12"},
        {"ECSTDAT_LENV": "2026-01-21", "ECENDAT_LENV": "2026-01-31", "ECDOSE_LENV": "0"},
        {"ECSTDAT_LENV": "2026-02-01", "ECENDAT_LENV": "", "ECDOSE_LENV": "8"},
    ]
    ongoing = ["N", "N", "Y"]
    numbered = [
        {"row": n, **row, "ECONGO_LENV": ongoing[n - 1]} for n, row in enumerate(rows, start=1)
    ]
    nurse.save("LOG", "EXLENV", rows=numbered)
    return nurse
