"""A finding stands with a reason for the values it was given for, and no longer."""

import pytest

from hcc_crf.entry.check import RANGE, REQUIRED, Finding, find
from hcc_crf.entry.decide import Decision
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.request import Problem, Refused, SaveRequest
from hcc_crf.entry.settling import Settle, with_reasons
from hcc_crf.entry.states import State, form_status
from hcc_crf.entry.view import view_form
from hcc_crf.ledger.events import Change
from hcc_crf.study.model import Severity
from hcc_crf.values import Slot, Value, VisitCode

from .saving import Nurse, checks

SCR = VisitCode("SCR")
HIGH, OTHER = "180", "181"  # kg; usual is 30-150
WHY = "weighed twice"


def _ask(nurse: Nurse, *asked: Settle, reason: str = "", **items: str) -> Decision | Refused:
    request = nurse.request("SCR", "VS", dict(items), reason=reason)
    found = with_reasons(nurse.book, request, asked)
    return found if isinstance(found, Refused) else _keep(nurse, found)


def _keep(nurse: Nurse, request: SaveRequest) -> Decision | Refused:
    decision = nurse.decide(request)
    if isinstance(decision, Decision):
        nurse.casebook = decision.casebook
    return decision


def _weight(reason: str = WHY) -> Settle:
    return Settle("01-001/SCR/VS.WEIGHT", RANGE, reason)


def _found(nurse: Nurse, check: str) -> Finding:
    (finding,) = (f for f in find(nurse.book, SCR, "VS") if f.check == check)
    return finding


def _open(nurse: Nurse) -> set[str]:
    return checks(view_form(nurse.book, nurse.request("SCR", "VS").form, {}).findings)


def _problem(answer: Decision | Refused) -> Problem:
    assert isinstance(answer, Refused)
    (problem,) = answer.problems
    return problem


def test_a_settled_finding_is_not_open_and_keeps_its_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    assert RANGE in _open(nurse)
    answer = _ask(nurse, _weight())
    assert isinstance(answer, Decision)
    assert RANGE not in checks(answer.findings)
    assert RANGE not in _open(nurse)
    assert _found(nurse, RANGE).settled == WHY


def test_it_is_settled_with_the_save_of_its_value(nurse: Nurse) -> None:
    answer = _ask(nurse, _weight(), WEIGHT=HIGH)
    assert isinstance(answer, Decision)
    assert RANGE not in checks(answer.findings)
    assert answer.event is not None
    assert {str(change.slot)[:9] for change in answer.event.changes} >= {".WEIGHT", ".$SETTLED"}


def test_another_value_opens_it_and_the_same_one_settles_it_again(nurse: Nurse) -> None:
    _ask(nurse, _weight(), WEIGHT=HIGH)
    nurse.save("SCR", "VS", WEIGHT=OTHER, reason="misread")
    assert RANGE in _open(nurse)
    nurse.save("SCR", "VS", WEIGHT=HIGH, reason="right at first")
    assert RANGE not in _open(nurse)


def test_the_same_number_in_another_unit_is_another_value(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", SYSBP="84")
    (finding,) = (f for f in find(nurse.book, SCR, "VS") if f.check == RANGE)
    assert finding.mark is not None
    again = nurse.request("SCR", "VS", {"SYSBP": ("11.2", "kPa")}, reason="unit")
    keep = SaveRequest(again.form, (*again.entries, (finding.mark, Typed(WHY))), reason="unit")
    assert _problem(nurse.decide(keep)).code == "NOTHING-TO-SETTLE"


def test_a_check_over_several_items_opens_when_any_of_them_changes(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", SYSBP="80", DIABP="90")
    (finding,) = (f for f in find(nurse.book, SCR, "VS") if f.check == "VS01")
    assert isinstance(_ask(nurse, Settle(finding.path, "VS01", "artefact")), Decision)
    assert "VS01" not in _open(nurse)
    nurse.save("SCR", "VS", DIABP="91", reason="misread")
    assert "VS01" in _open(nurse)


def test_a_hard_check_can_stand_with_a_reason_and_the_form_be_complete(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", VSPERF="Y", VSDAT="2026-11-20", SYSBP="80", DIABP="90")
    before = form_status(nurse.book, SCR, "VS")
    finding = _found(nurse, "VS01")
    assert finding.severity is Severity.HARD
    _ask(nurse, Settle(finding.path, "VS01", "artefact"))
    after = form_status(nurse.book, SCR, "VS")
    assert (before.hard, after.hard) == (1, 0)


def test_soft_findings_are_counted_while_open(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    before = form_status(nurse.book, SCR, "VS").soft
    _ask(nurse, _weight())
    assert form_status(nurse.book, SCR, "VS").soft == before - 1
    assert form_status(nurse.book, SCR, "VS").state is State.INCOMPLETE  # answers are missing


def test_a_missing_answer_is_filled_not_settled(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", HEIGHT="170")
    problem = _problem(_ask(nurse, Settle("01-001/SCR/VS.WEIGHT", REQUIRED, WHY)))
    assert problem.code == "NOTHING-TO-SETTLE"
    assert "missing code" in problem.message.en


@pytest.mark.parametrize(
    ("path", "check"),
    [
        pytest.param("01-001/SCR/VS.WEIGHT", RANGE, id="value is usual"),
        pytest.param("01-001/SCR/VS.HEIGHT", RANGE, id="another item"),
        pytest.param("01-001/SCR/VS.WEIGHT", "VS99", id="no such check"),
    ],
)
def test_what_is_not_there_cannot_be_settled(nurse: Nurse, path: str, check: str) -> None:
    nurse.save("SCR", "VS", WEIGHT="70")
    problem = _problem(_ask(nurse, Settle(path, check, WHY)))
    assert (problem.code, problem.path) == ("NOTHING-TO-SETTLE", path)


def test_a_form_that_does_not_exist_is_said_first(nurse: Nurse) -> None:
    request = nurse.request("SCR", "XX")
    answer = with_reasons(nurse.book, request, [_weight()])
    assert isinstance(answer, Refused)
    assert answer.problems[0].code != "NOTHING-TO-SETTLE"


def test_a_reason_given_is_changed_or_taken_back_with_a_reason_only(nurse: Nurse) -> None:
    _ask(nurse, _weight(), WEIGHT=HIGH)
    assert _problem(_ask(nurse, _weight(""))).code == "REASON-NEEDED"
    assert _problem(_ask(nurse, _weight("other"))).path == "01-001/SCR/VS.WEIGHT"
    assert isinstance(_ask(nurse, _weight(""), reason="it was wrong"), Decision)
    assert RANGE in _open(nurse)


def test_the_same_reason_again_is_no_event(nurse: Nurse) -> None:
    _ask(nurse, _weight(), WEIGHT=HIGH)
    answer = _ask(nurse, _weight())
    assert isinstance(answer, Decision)
    assert answer.event is None


def test_a_blank_reason_settles_nothing(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    answer = _ask(nurse, _weight("  "))
    assert isinstance(answer, Decision)
    assert answer.event is None
    assert RANGE in _open(nurse)


def test_control_characters_are_no_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    problem = _problem(_ask(nurse, _weight("a\x07b")))
    assert (problem.code, problem.path) == ("UNREADABLE", "01-001/SCR/VS.WEIGHT")


def test_nothing_is_derived_from_a_reason(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH, HEIGHT="170")
    answer = _ask(nurse, _weight())
    assert isinstance(answer, Decision)
    assert (answer.derived, answer.changed) == ((), frozenset())


def test_each_row_has_its_own_reason(nurse: Nurse) -> None:
    rows = [
        {"row": 1, "TL_NODAL": "NON-NODAL", "TL_DIAM": "9.9"},
        {"row": 2, "TL_NODAL": "NON-NODAL", "TL_DIAM": "9.9"},
    ]
    nurse.save("SCR", "TUTL", rows=rows)
    small = [f for f in find(nurse.book, SCR, "TUTL") if f.check == "TL03"]
    request = with_reasons(
        nurse.book, nurse.request("SCR", "TUTL"), [Settle(small[1].path, "TL03", WHY)]
    )
    assert isinstance(request, SaveRequest)
    _keep(nurse, request)
    again = [f for f in find(nurse.book, SCR, "TUTL") if f.check == "TL03"]
    assert [finding.settled for finding in again] == ["", WHY]


def test_a_reason_in_a_draft_is_shown_as_settled_and_is_no_row(nurse: Nurse) -> None:
    path = nurse.request("SCR", "VS").form
    typed = {Slot("WEIGHT"): Typed(HIGH)}
    (finding,) = (f for f in view_form(nurse.book, path, typed).findings if f.check == RANGE)
    assert finding.mark is not None
    view = view_form(nurse.book, path, {**typed, finding.mark: Typed(WHY)})
    assert [(one.check, one.settled) for one in view.settled] == [(RANGE, WHY)]
    weight = next(field for field in view.rows[0].fields if field.slot.item == "WEIGHT")
    assert weight.findings == ()
    assert weight.settled == view.settled


def test_a_settled_column_makes_no_row_of_its_table(nurse: Nurse) -> None:
    nurse.save("SCR", "IMG", tables={"IMGTAB": [{"row": 1, "IMGAREA": "CHEST"}]})
    data = nurse.casebook.form(SCR, "IMG")
    assert data is not None
    mark = Slot("$SETTLED$IMGAREA$range$000000000000", 0, "IMGTAB", 7)
    cells = {**data.cells, mark: data.cells[Slot("IMGAREA", 0, "IMGTAB", 1)]}
    assert type(data)(data.version, cells, "", "").inner_rows(0, "IMGTAB") == (1,)


def test_it_is_a_change_like_any_other(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    mark = _found(nurse, RANGE).mark
    assert mark is not None
    answer = _ask(nurse, _weight())
    assert isinstance(answer, Decision)
    assert answer.event is not None
    assert answer.event.changes == (Change(mark, Value(WHY, WHY), None),)


def test_a_finding_named_twice_is_refused(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    problem = _problem(_ask(nurse, _weight(), _weight("other")))
    assert problem.message.en == "This finding is named twice. Give one reason."


def test_it_is_settled_with_the_mark_that_brings_it_back(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    nurse.save("SCR", "VS", not_done="refused", reason="refused")
    form = nurse.request("SCR", "VS").form
    request = with_reasons(
        nurse.book, SaveRequest(form, not_done="", reason="it was done"), [_weight()]
    )
    assert isinstance(request, SaveRequest)
    assert isinstance(_keep(nurse, request), Decision)
    assert RANGE not in _open(nurse)


def test_a_reason_has_a_length(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT=HIGH)
    assert _problem(_ask(nurse, _weight("x" * 1001))).code == "UNREADABLE"
    assert isinstance(_ask(nurse, _weight("x" * 1000)), Decision)
