"""One signed-in person at work, the only writer at a site; and what screens need to name.

Screens import from here and never from `entry`, the event store or packages. A name is loaded when
it is first asked for, so that the sign-in page stands before anything else is read.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hcc_crf.access.accounts import NewUser
    from hcc_crf.access.roles import Action, Role
    from hcc_crf.entry.check import Finding
    from hcc_crf.entry.derived import DerivedValue
    from hcc_crf.entry.echo import date_text
    from hcc_crf.entry.parse import Typed
    from hcc_crf.entry.plan import VisitPlan
    from hcc_crf.entry.request import Problem, Refused, SaveRequest
    from hcc_crf.entry.response_lesions import LesionKind, LesionRow, LesionState
    from hcc_crf.entry.response_view import Best, Judgement, Reasons, ResponseView, TimePoint
    from hcc_crf.entry.runtime import Part
    from hcc_crf.entry.settling import Settle
    from hcc_crf.entry.states import FormStatus, State, Timing, VisitStatus, timing
    from hcc_crf.entry.subject_view import Measure, Reading, Series, SubjectView, VisitLine
    from hcc_crf.entry.view import FieldView, FormView, RowView, TableView
    from hcc_crf.store.projections import FormRow, MatrixCell, SubjectRow

    from .about import WorkspaceInfo, read_info
    from .clock import Clock, Moment
    from .session import KeptDraft, Saved, Session
    from .sign_in import open_session

__all__ = [
    "Action",
    "Best",
    "Clock",
    "DerivedValue",
    "FieldView",
    "Finding",
    "FormRow",
    "FormStatus",
    "FormView",
    "Judgement",
    "KeptDraft",
    "LesionKind",
    "LesionRow",
    "LesionState",
    "MatrixCell",
    "Measure",
    "Moment",
    "NewUser",
    "Part",
    "Problem",
    "Reading",
    "Reasons",
    "Refused",
    "ResponseView",
    "Role",
    "RowView",
    "SaveRequest",
    "Saved",
    "Series",
    "Session",
    "Settle",
    "State",
    "SubjectRow",
    "SubjectView",
    "TableView",
    "TimePoint",
    "Timing",
    "Typed",
    "VisitLine",
    "VisitPlan",
    "VisitStatus",
    "WorkspaceInfo",
    "date_text",
    "open_session",
    "read_info",
    "timing",
]

_NAMES = {
    "hcc_crf.access.accounts": "NewUser",
    "hcc_crf.access.roles": "Action Role",
    "hcc_crf.entry.check": "Finding",
    "hcc_crf.entry.derived": "DerivedValue",
    "hcc_crf.entry.echo": "date_text",
    "hcc_crf.entry.parse": "Typed",
    "hcc_crf.entry.plan": "VisitPlan",
    "hcc_crf.entry.request": "Problem Refused SaveRequest",
    "hcc_crf.entry.response_lesions": "LesionKind LesionRow LesionState",
    "hcc_crf.entry.response_view": "Best Judgement Reasons ResponseView TimePoint",
    "hcc_crf.entry.runtime": "Part",
    "hcc_crf.entry.settling": "Settle",
    "hcc_crf.entry.states": "FormStatus State Timing VisitStatus timing",
    "hcc_crf.entry.subject_view": "Measure Reading Series SubjectView VisitLine",
    "hcc_crf.entry.view": "FieldView FormView RowView TableView",
    "hcc_crf.store.projections": "FormRow MatrixCell SubjectRow",
    "hcc_crf.session.clock": "Clock Moment",
    "hcc_crf.session.session": "KeptDraft Saved Session",
    "hcc_crf.session.sign_in": "open_session",
    "hcc_crf.session.about": "WorkspaceInfo read_info",
}
"""Module → the names screens take from it, as above."""
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load what is named here from where it lives."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(_HOME[name]), name)
