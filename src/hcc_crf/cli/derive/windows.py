"""`windows`: target, window and deviation of any visit of the schedule, from its anchor date."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hcc_crf.clinical import visit_window
from hcc_crf.resources import forms_directory
from hcc_crf.values import NotDerivable

from .inputs import Case, DateInput, TextInput
from .protocol import Answer, Derivation

if TYPE_CHECKING:
    from .schedule import Schedule

_VISIT = TextInput("visit", about="code of a visit with its number, such as C3D1")
_ANCHOR = DateInput("anchor", about="first dose, last dose or decision; day 1 of the count")
_DATE = DateInput("date")
_OUTPUTS = ("target", "first", "last", "deviation_days")


@cache
def schedule_of(forms: Path) -> "Schedule":
    """Return the schedule of the definitions in a folder.

    Raises:
        DefinitionError: They hold faults.
    """
    # Here, because it loads entry and study, which no other derivation needs.
    from .schedule import Schedule  # noqa: PLC0415

    return Schedule(forms)


def _answer(case: Case) -> Answer:
    return answer_on(schedule_of(forms_directory()), case)


def answer_on(schedule: "Schedule", case: Case) -> Answer:
    """Answer one case against a schedule."""
    code, anchor, date = _VISIT.read(case), _ANCHOR.read(case), _DATE.read(case)
    names = [name for name, given in (("visit", code), ("anchor", anchor)) if given is None]
    if code is None or anchor is None:
        lack = dict.fromkeys(_OUTPUTS)
        return Answer(lack, f"Not derivable: {', '.join(names)} missing.", names)
    day = schedule.planned_day(code.upper())
    if day is None:
        return Answer(dict.fromkeys(_OUTPUTS), f"Visit {code.upper()} has no window.")
    window = visit_window.compute_visit_window(
        anchor=anchor, target_day=day.target_day, minus=day.minus, plus=day.plus, date=date
    )
    if isinstance(window, NotDerivable):
        return Answer.of(window, _OUTPUTS)
    deviation = window.deviation_days
    return Answer(
        {
            "target": window.target.isoformat(),
            "first": window.first.isoformat(),
            "last": window.last.isoformat(),
            "deviation_days": None if deviation is None else str(deviation),
        },
        window.why.en,
        () if deviation is not None else ("date",),
    )


WINDOWS = Derivation(
    name="windows",
    rule=visit_window.RULE,
    inputs=(_VISIT, _ANCHOR, _DATE),
    outputs=_OUTPUTS,
    answer=_answer,
    summary="target and window of a visit; the anchor is day 1",
)


def windows_on(forms: Path) -> Derivation:
    """Return `windows` on other definitions than the bundled ones.

    Raises:
        DefinitionError: The definitions hold faults.
    """
    schedule = schedule_of(forms)
    return Derivation(
        name=WINDOWS.name,
        rule=WINDOWS.rule,
        inputs=WINDOWS.inputs,
        outputs=WINDOWS.outputs,
        answer=lambda case: answer_on(schedule, case),
        summary=WINDOWS.summary,
    )
