"""At the first save of a day no form that can see the change, or the date, is left out."""

import pytest

from hcc_crf.entry.affected import affected_forms
from hcc_crf.entry.decide import Decision
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.plan import planned_visits
from hcc_crf.entry.program import Program
from hcc_crf.entry.states import FormStatus, form_status
from hcc_crf.values import VisitCode

from .courses import assessment, baseline, first_dose
from .saving import Nurse, missing

Key = tuple[VisitCode, str]


def standing(nurse: Nurse) -> dict[Key, FormStatus]:
    """Return where every form of every visit stands."""
    book = nurse.book
    return {
        (plan.visit, form): form_status(book, plan.visit, form)
        for plan in planned_visits(book)
        for form in nurse.program.visit(plan.visit).forms
    }


def affected(nurse: Nurse, decision: Decision) -> frozenset[Key]:
    """Return the forms that a save can alter."""
    assert decision.event is not None
    form = decision.event.form
    return affected_forms(
        nurse.program,
        decision.changed,
        decision.reach,
        saved=(form.visit, form.form),
        visits=tuple(plan.visit for plan in planned_visits(nurse.book)),
    )


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
    enrolled.save("LOG", "AE", rows=[{"row": 1, "AETERM": "Rash", "AESTDAT": "2026-01-10"}])
    return enrolled


CHANGES: dict[str, dict[str, object]] = {
    "a weight": {"visit": "C1D1", "form": "VS", "given": {"WEIGHT": "59"}},
    "a height": {"visit": "SCR", "form": "VS", "given": {"HEIGHT": "150"}},
    "a sex": {"visit": "SCR", "form": "DM", "given": {"SEX": "F"}},
    "a consent": {"visit": "SCR", "form": "DM", "given": {"RFICDAT": "2026-02-01"}},
    "a visit date": {"visit": "SCR", "form": "SV", "given": {"SVSTDAT": "2026-01-20"}},
    "a bilirubin": {"visit": "SCR", "form": "LBCHEM", "given": {"BILI": "60"}},
    "no albumin": {"visit": "SCR", "form": "LBCHEM", "given": {"ALB": missing("ND")}},
    "no sample": {"visit": "SCR", "form": "LBCHEM", "given": {"LBPERF": "N"}},
    "a dose": {"visit": "C1D1", "form": "EXPD1", "given": {"PDDAT": "2026-01-12"}},
    "no dose": {"visit": "C1D1", "form": "EXPD1", "given": {"PDGIVEN": "N"}},
    "a death": {"visit": "LOG", "form": "DD", "given": {"DTHDAT": "2026-01-06"}},
    "an end": {"visit": "EOT", "form": "DSEOT", "given": {"EOTDAT": "2026-01-20"}},
    "a lesion": {"visit": "SCR", "form": "TUTL", "strikes": ((2, "no lesion"),)},
    "an event": {"visit": "LOG", "form": "AE", "strikes": ((1, "no event"),)},
    "not done": {"visit": "SCR", "form": "CPS", "not_done": "refused"},
    "eligibility": {"visit": "SCR", "form": "IE", "given": {"IEENROLL": "N"}},
    "a scan": {"visit": "TA1", "form": "IMG", "given": {"IMGPERF": "N"}},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_form_that_stands_otherwise_after_a_save_was_named(treated: Nurse, name: str) -> None:
    before = standing(treated)
    decision = treated.save(reason="corrected", **CHANGES[name])  # type: ignore[arg-type]
    named = affected(treated, decision)
    moved = {key for key, status in standing(treated).items() if before.get(key, status) != status}
    assert moved <= named


def test_a_change_seen_anywhere_names_every_visit_of_the_form(treated: Nurse) -> None:
    decision = treated.save("SCR", "VS", HEIGHT="171", reason="misread")
    assert {"SCR", "C1D1", "C1D8"} <= {v for v, form in affected(treated, decision) if form == "VS"}


def test_the_forms_that_look_at_the_date_are_named(treated: Nurse, program: Program) -> None:
    decision = treated.save("SCR", "VS", TEMP="36.5")
    others = affected(treated, decision) - {("SCR", "VS")}
    assert {form for _visit, form in others} == program.watching_today
    assert "SV" in program.watching_today


def test_what_visits_are_planned_from_is_known(program: Program) -> None:
    assert {("DSEOT", "EOTDAT"), ("DD", "DTHDAT"), ("SV", "SVOCCUR")} <= program.planning
    assert ("VS", "TEMP") not in program.planning


def test_reaches_forgotten_for_want_of_room_are_found_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = open_study(program.study)
    weight, height = (frozenset({("VS", oid)}) for oid in ("WEIGHT", "HEIGHT"))
    known = fresh.reach(weight)
    monkeypatch.setattr("hcc_crf.entry.program._REACHES_KEPT", 1)
    fresh.reach(height)
    assert fresh.reach(weight) == known
    assert ("VS", "BMI") in known
