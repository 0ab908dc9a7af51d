"""What is recorded with the saves is what a computation from scratch gives, after every save."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcc_crf.cli.enter_line import read_line
from hcc_crf.entry.decide import Decision
from hcc_crf.entry.derive import derive_all
from hcc_crf.entry.parse import Typed
from hcc_crf.entry.program import Program
from hcc_crf.entry.request import Refused, SaveRequest
from hcc_crf.entry.runtime import Measured, Runtime
from hcc_crf.entry.workbook import Workbook
from hcc_crf.ledger.casebook import DerivedKey
from hcc_crf.ledger.events import Derivation
from hcc_crf.values import FormPath, Slot, SubjectKey, VisitCode

from .courses import assessment, baseline, first_dose
from .saving import Nurse, nurse_at

SUBJECTS = ("01-001", "01-002", "03-002")


def fresh(nurse: Nurse) -> dict[DerivedKey, Derivation]:
    """Return every derived value computed from scratch."""
    return {
        (v.path.form.visit, v.path.form.form, v.path.slot): v.record()
        for v in derive_all(nurse.book)
    }


def differences(nurse: Nurse) -> Iterator[str]:
    """Yield the derived values that are not recorded as they would be computed now."""
    now, recorded, book = fresh(nurse), nurse.casebook.derived, nurse.book
    for key, value in now.items():
        if recorded.get(key) != value:
            yield f"{key}: {value} is recorded as {recorded.get(key)}"
    for (visit, form, slot), record in recorded.items():
        if (visit, form, slot) not in now and book.derived(visit, form, slot).record() != record:
            yield f"{visit}/{form}{slot}: {record} no longer holds"


def demonstration(root: Path, subject: str) -> list[str]:
    """Return the saves of a demonstration subject, one a line."""
    file = root / "resources" / "demonstration" / f"{subject}.jsonl"
    return file.read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("subject", SUBJECTS)
def test_after_every_save_of_the_demonstration_records_hold(
    root: Path, program: Program, subject: str
) -> None:
    nurse = nurse_at(program, subject)
    for number, line in enumerate(demonstration(root, subject), start=1):
        decision = nurse.decide(read_line(line).request)
        assert isinstance(decision, Decision), f"line {number}"
        nurse.casebook = decision.casebook
        assert list(differences(nurse)) == [], f"line {number}: {line}"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_demonstration_explains_every_value_in_both_languages(
    root: Path, program: Program, subject: str
) -> None:
    nurse = nurse_at(program, subject)
    silent = []
    for line in demonstration(root, subject):
        decision = nurse.decide(read_line(line).request)
        assert isinstance(decision, Decision)
        nurse.casebook = decision.casebook
        silent += [str(v.path) for v in decision.derived if not (v.why.en and v.why.zh and v.rule)]
    assert silent == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_entering_the_demonstration_again_changes_nothing_at_its_last_save(
    root: Path, program: Program, subject: str
) -> None:
    nurse = nurse_at(program, subject)
    lines = demonstration(root, subject)
    for line in lines:
        decision = nurse.decide(read_line(line).request)
        assert isinstance(decision, Decision)
        nurse.casebook = decision.casebook
    again = nurse.decide(read_line(lines[-1]).request)
    assert isinstance(again, Decision)
    assert again.event is None


def standard(value: Runtime) -> Runtime:
    """Return a value as it compares: a measurement by its standard value."""
    return value.standard if isinstance(value, Measured) else value


def _weights() -> st.SearchStrategy[Typed]:
    texts = st.sampled_from(["68", "59.9", "60", "<60", "", "120"])
    return st.one_of(
        st.builds(Typed, texts, st.sampled_from(["", "lb"])), st.just(Typed("", "", "ND"))
    )


def _numbers(*texts: str) -> st.SearchStrategy[Typed]:
    return st.sampled_from([Typed(text) for text in (*texts, "")] + [Typed("", "", "ND")])


_DAYS = _numbers("2026-01-03", "2026-01-05", "2026-02-16", "2026-03-29", "2026-05-11")
_ITEMS: dict[str, dict[str, st.SearchStrategy[Typed]]] = {
    "SV": {"SVSTDAT": _DAYS, "SVOCCUR": _numbers("Y", "N")},
    "VS": {
        "VSPERF": _numbers("Y", "N"),
        "WEIGHT": _weights(),
        "HEIGHT": _numbers("170", "1.7"),
        "SYSBP": _numbers("132", "165"),
        "DIABP": _numbers("82", "112"),
    },
    "LBCHEM": {
        "LBPERF": _numbers("Y", "N"),
        "BILI": _numbers("16.2", "34", "<3", ">100"),
        "ALB": _numbers("40.2", "27"),
        "CREAT": _numbers("78", "<20"),
        "ALT": _numbers("46", "220"),
        "SODIUM": _numbers("140", "124"),
    },
    "LBCOAG": {"INR": _numbers("1.06", "2.3"), "PT": _numbers("18"), "PTCTRL": _numbers("12")},
    "CPS": {"CPS0102": _numbers("ABSENT", "SLIGHT"), "CPS0101": _numbers("0", "3")},
    "EXPD1": {"PDGIVEN": _numbers("Y", "N"), "PDDAT": _DAYS, "PDDOSE": _numbers("200", "100")},
    "IMG": {"IMGPERF": _numbers("Y", "N")},
    "RS": {"OVRLRESP": _numbers("PR", "PD", "NE"), "TRGRESP": _numbers("PR")},
}
_ROWS: dict[str, dict[str, st.SearchStrategy[Typed]]] = {
    "TUTL": {"TL_DIAM": _numbers("62", "18"), "TL_NODAL": _numbers("NODAL", "NON-NODAL")},
    "TRTL": {
        "TR_STAT": _numbers("MEASURED", "TOO SMALL TO MEASURE", "NOT EVALUABLE"),
        "TR_DIAM": _numbers("40", "9", "70"),
    },
    "TUNT": {"NT_NODAL": _numbers("NON-NODAL")},
    "TRNT": {"TN_STAT": _numbers("PRESENT", "ABSENT", "UNEQUIVOCAL PROGRESSION")},
    "TUNEW": {"NL_CERT": _numbers("UNEQUIVOCAL", "EQUIVOCAL"), "NL_DAT": _DAYS},
    "AE": {"AESTDAT": _numbers("2026-01", "2026-02-01"), "AETERM": _numbers("Fatigue")},
    "EXLENV": {
        "ECSTDAT_LENV": _DAYS,
        "ECENDAT_LENV": _DAYS,
        "ECDOSE_LENV": _numbers("12", "8", "0"),
        "ECONGO_LENV": _numbers("Y", "N"),
    },
}
_PLACES = [
    *((visit, form) for visit in ("SCR", "C1D1", "C2D1", "UNS1") for form in ("SV", "VS")),
    *((visit, form) for visit in ("SCR", "C1D1", "UNS1") for form in ("LBCHEM", "LBCOAG", "CPS")),
    *((visit, "EXPD1") for visit in ("C1D1", "C2D1")),
    *((v, f) for v in ("TA1", "TA2", "UNS1") for f in ("IMG", "TRTL", "TRNT", "TUNEW", "RS")),
    *(("SCR", form) for form in ("TUTL", "TUNT", "IMG")),
    *(("LOG", form) for form in ("AE", "EXLENV")),
]


@st.composite
def saves(draw: st.DrawFn) -> SaveRequest:
    """Any save of some items, rows, a strike or the not-done mark, always with a reason."""
    visit, form = draw(st.sampled_from(_PLACES))
    row = draw(st.integers(1, 2)) if form in _ROWS else 0
    texts = _ROWS.get(form) or _ITEMS[form]
    oids = draw(st.lists(st.sampled_from(sorted(texts)), unique=True))
    entries = tuple((Slot(oid, row), draw(texts[oid])) for oid in oids)
    act = draw(st.sampled_from(["enter"] * 8 + ["strike", "put back", "not done", "to be done"]))
    strikes = {"strike": ((row, "twice"),), "put back": ((row, ""),)} if row else {}
    marks = {"not done": "refused", "to be done": ""}
    path = FormPath(SubjectKey("01-001"), VisitCode(visit), form)
    if act in strikes:
        return SaveRequest(path, (), strikes[act], reason="as asked")
    return SaveRequest(path, entries, (), marks.get(act), reason="as asked")


@pytest.mark.slow
@given(st.lists(saves(), min_size=1, max_size=12))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_saved_in_whatever_order_records_hold(
    program: Program, requests: list[SaveRequest]
) -> None:
    nurse = nurse_at(program)
    baseline(nurse)
    first_dose(nurse)
    assessment(nurse, "TA1", "2026-02-16", "40", "9")
    for request in requests:
        decision = nurse.decide(request)
        if not isinstance(decision, Refused):
            nurse.casebook = decision.casebook
    assert list(differences(nurse)) == []


def test_a_bilirubin_below_the_limit_of_the_laboratory_is_carried_to_later_saves(
    nurse: Nurse,
) -> None:
    nurse.save("SCR", "LBCHEM", BILI="<3", ALB="40")
    nurse.save("SCR", "LBCOAG", INR="1.1")
    nurse.save("SCR", "CPS", CPS0102="ABSENT", CPS0101="0")
    assert nurse.recorded("SCR/CPS.CPSBILI") == "<3"
    assert nurse.recorded("SCR/CPS.CPSTOT") == "5"  # 1 point whatever the number
    assert list(differences(nurse)) == []


def test_a_carried_number_keeps_its_digits(nurse: Nurse) -> None:
    nurse.save("SCR", "LBCHEM", BILI="17.0")
    assert nurse.recorded("SCR/CPS.CPSBILI") == "17.0"
    assert nurse.derived("SCR/CPS.CPSBILI").exact is None


def test_rows_struck_out_leave_no_value_behind(nurse: Nurse) -> None:
    baseline(nurse)
    first_dose(nurse)
    assessment(nurse, "TA1", "2026-02-16", "40", "9")
    assert nurse.recorded("TA1/TRTL[2].TR_BASE") == "18"
    nurse.save("SCR", "TUTL", strikes=((2, "no lesion"),))
    assert nurse.recorded("TA1/TRTL[2].TR_BASE") == ""
    assert list(differences(nurse)) == []


def test_an_unscheduled_visit_without_imaging_has_no_response(nurse: Nurse) -> None:
    baseline(nurse)
    first_dose(nurse)
    nurse.save("UNS1", "SV", SVSTDAT="2026-02-01", SVCNTMOD="VISIT")
    assert nurse.record("UNS1/RS.OVRLRESP_D") is None
    assert nurse.record("UNS1/TRTL.TR_NADIR") is None
    assert list(differences(nurse)) == []


def test_a_form_not_done_and_done_after_all_keeps_its_records(nurse: Nurse) -> None:
    nurse.save("SCR", "DM", not_done="later")
    nurse.save("SCR", "DM", not_done="", reason="now")
    assert nurse.record("SCR/DM.AGE") is not None
    assert list(differences(nurse)) == []


def test_what_is_recorded_names_its_rule_and_inputs(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="75", HEIGHT="170")
    record = nurse.record("SCR/VS.BMI")
    assert record is not None
    assert (record.rule, record.unit) == ("bmi/1", "kg/m2")
    assert record.inputs == (("SCR/VS.WEIGHT", "75 kg"), ("SCR/VS.HEIGHT", "170 cm"))


def test_what_cannot_be_derived_any_more_is_recorded_as_such(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="75", HEIGHT="170")
    decision = nurse.save("SCR", "VS", HEIGHT="", reason="not measured")
    assert "SCR/VS.BMI" in {v.path.within_subject for v in decision.derived}
    record = nurse.record("SCR/VS.BMI")
    assert record is not None
    assert (record.canonical, record.missing) == ("", ("SCR/VS.HEIGHT",))


def test_a_save_records_only_what_it_changed(nurse: Nurse) -> None:
    nurse.save("SCR", "VS", WEIGHT="75", HEIGHT="170")
    decision = nurse.save("SCR", "VS", TEMP="36.5")
    assert decision.derived == ()
    assert decision.event is not None
    assert decision.event.derivations == ()


def test_recorded_values_are_read_back_as_they_were_computed(enrolled: Nurse) -> None:
    baseline(enrolled)
    first_dose(enrolled)
    assessment(enrolled, "TA1", "2026-02-16", "40", "9")
    enrolled.save("SCR", "LBCHEM", BILI=("1.9", "mg/dL"), ALB="33", CREAT="80", ALT="<10")
    enrolled.save("SCR", "LBCOAG", INR="1.18")
    enrolled.save("SCR", "CPS", CPS0102="SLIGHT", CPS0101="0")
    recorded = Workbook(enrolled.program, enrolled.casebook, enrolled.context, stale=frozenset())
    for visit, form, slot in enrolled.casebook.derived:
        now = enrolled.book.derived(visit, form, slot).runtime
        assert standard(recorded.value(visit, form, slot)) == standard(now), f"{form}{slot}"
