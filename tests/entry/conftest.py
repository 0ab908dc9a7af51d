"""The bundled study, compiled once, and nurses who enter data into it."""

from pathlib import Path

import pytest

from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.study.load import load_study

from .saving import Nurse, nurse_at


@pytest.fixture(scope="session")
def program(root: Path) -> Program:
    """Return the bundled study ready for entry."""
    return open_study(load_study(root / "forms"))


@pytest.fixture
def nurse(program: Program) -> Nurse:
    """Return a nurse with a new subject of site 01."""
    return nurse_at(program)


@pytest.fixture
def enrolled(nurse: Nurse) -> Nurse:
    """Return a nurse whose subject has consented and come to screening."""
    nurse.save(
        "SCR",
        "DM",
        SITEID="01",
        SUBJID="01-001",
        RFICDAT="2026-01-02",
        ICVERS="2.0",
        ICBIOYN="Y",
        BRTHDAT="1965-03-14",
        SEX="M",
        RACE="ASIAN",
    )
    nurse.save("SCR", "SV", SVSTDAT="2026-01-03", SVCNTMOD="VISIT")
    return nurse
