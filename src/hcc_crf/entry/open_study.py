"""Make a study ready for entry."""

from hcc_crf.study.model import Study

from .functions import LIBRARY
from .program import Program


def open_study(study: Study) -> Program:
    """Return the compiled study with all functions of the expression language."""
    return Program(study, LIBRARY)
