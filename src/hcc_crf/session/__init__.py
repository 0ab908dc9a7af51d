"""One signed-in person at work, the only writer at a site; and what screens need to name.

Screens import from here and never from `entry`, the event store or packages.
"""

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
from hcc_crf.entry.states import FormStatus, State, Timing, VisitStatus, timing
from hcc_crf.entry.subject_view import Measure, Reading, Series, SubjectView, VisitLine
from hcc_crf.entry.view import FieldView, FormView, RowView, TableView
from hcc_crf.store.projections import FormRow, MatrixCell, SubjectRow

from .clock import Clock, Moment
from .session import KeptDraft, Saved, Session
from .sign_in import open_session
from .workspace import WorkspaceInfo, read_info

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
