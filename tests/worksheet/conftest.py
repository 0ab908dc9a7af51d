"""The study and one subject, made once for all tests of paper."""

import pytest

from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.program import Program
from hcc_crf.resources import forms_directory
from hcc_crf.study.load import load_study
from tests.worksheet.casebooks import SubjectBook, treated_subject


@pytest.fixture(scope="session")
def program() -> Program:
    return open_study(load_study(forms_directory()))


@pytest.fixture(scope="session")
def subject(program: Program) -> SubjectBook:
    """Return a subject from screening to the first tumour assessment; not to be saved to."""
    return treated_subject(program)
