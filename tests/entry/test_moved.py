"""All forms that stand otherwise after a save are looked at again, and few others."""

import pytest

from hcc_crf.entry.decide import Decision
from hcc_crf.entry.moved import moved_forms
from hcc_crf.entry.plan import planned_visits
from hcc_crf.entry.states import FormStatus, form_status
from hcc_crf.entry.workbook import Workbook
from hcc_crf.values import VisitCode

from .courses import assessment, baseline, first_dose
from .saving import Nurse
from .test_affected import CHANGES

Key = tuple[VisitCode, str]


@pytest.fixture
def treated(enrolled: Nurse) -> Nurse:
    """Return a nurse whose subject is under treatment, with one assessment."""
    enrolled.save("SCR", "VS", WEIGHT="68", HEIGHT="170")
    enrolled.save("SCR", "LBCHEM", BILI="20", ALB="40", CREAT="80", ALT="160")
    enrolled.save("SCR", "LBCOAG", INR="1.1")
    enrolled.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    baseline(enrolled)
    first_dose(enrolled)
    assessment(enrolled, "TA1", "2026-02-16", "40", "9")
    enrolled.save("C1D8", "SV", SVSTDAT="2026-01-12", SVCNTMOD="VISIT")
    enrolled.save("C1D8", "VS", WEIGHT="67", TEMP="36.5")
    enrolled.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash", "AESTDAT": "2026-01-10"}])
    return enrolled


def standing(book: Workbook) -> dict[Key, FormStatus]:
    """Return where every form of every visit stands."""
    return {
        (plan.visit, form): form_status(book, plan.visit, form)
        for plan in planned_visits(book)
        for form in book.program.visit(plan.visit).forms
    }


def opened(nurse: Nurse) -> Workbook:
    """Return the casebook of the moment, recorded values taken as they are."""
    return Workbook(nurse.program, nurse.casebook, nurse.book.context, stale=frozenset())


def saved(nurse: Nurse, **request: object) -> tuple[Workbook, Workbook, Decision]:
    """Return the casebook before and after a save, and what it came to."""
    before = opened(nurse)
    decision = nurse.save(reason="corrected", **request)  # type: ignore[arg-type]
    return before, opened(nurse), decision


def forms_of(before: Workbook, after: Workbook, decision: Decision) -> frozenset[Key]:
    """Return the forms of any visit that a save moved."""
    assert decision.event is not None
    path = decision.event.form
    visits = [plan.visit for plan in planned_visits(after)]
    return moved_forms(before, after, decision.moved, saved=(path.visit, path.form), visits=visits)


@pytest.mark.parametrize("name", CHANGES)
def test_a_form_that_stands_otherwise_has_moved(treated: Nurse, name: str) -> None:
    before, after, decision = saved(treated, **CHANGES[name])
    was, is_now = standing(before), standing(after)
    changed = {key for key, status in is_now.items() if was.get(key, status) != status}
    assert changed <= forms_of(before, after, decision)


def test_what_nobody_looks_at_moves_its_own_form_only(treated: Nurse) -> None:
    found = forms_of(*saved(treated, visit="C1D8", form="VS", given={"TEMP": "37.0"}))
    assert found == {("C1D8", "VS")}


def test_a_derived_value_that_says_the_same_has_not_moved(treated: Nurse) -> None:
    _, _, decision = saved(treated, visit="SCR", form="LBCHEM", given={"BILI": "20.0"})
    assert ("CPS", "CPSTOT") in decision.reach
    assert ("CPS", "CPSTOT") not in decision.moved


def test_a_derived_value_that_differs_has_moved_where_it_stands(treated: Nurse) -> None:
    moved = saved(treated, visit="SCR", form="LBCHEM", given={"BILI": "60"})[2].moved
    assert moved["CPS", "CPSTOT"] == {"SCR"}
    assert moved["LBCHEM", "BILI"] == {"SCR"}


def test_rows_that_come_from_another_form_follow_it_at_every_visit(treated: Nurse) -> None:
    strike = ((2, "no lesion"),)
    found = forms_of(*saved(treated, visit="SCR", form="TUTL", strikes=strike))
    assert ("TA1", "TRTL") in found


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_carried_over_a_save_reads_as_if_read_anew(treated: Nurse, name: str) -> None:
    before, after, decision = saved(treated, **CHANGES[name])
    standing(before)  # remembers what it reads
    carried = before.followed_by(after.casebook, decision.changed | frozenset(decision.reach))
    assert standing(carried) == standing(after)
