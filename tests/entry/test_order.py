"""When visits took place, and in which order they lie."""

from hcc_crf.entry.plan import (
    chronological,
    earlier_visits,
    form_date,
    visit_date,
)
from hcc_crf.values import VisitCode

from .saving import Nurse


def test_a_visit_took_place_on_its_visit_date(nurse: Nurse) -> None:
    nurse.save("SCR", "SV", SVSTDAT="2026-01-03", SVCNTMOD="VISIT")
    assert str(visit_date(nurse.book, VisitCode("SCR"))) == "2026-01-03"


def test_an_assessment_took_place_on_its_earliest_scan(nurse: Nurse) -> None:
    scans = [{"row": 1, "IMGDAT": "2026-02-17"}, {"row": 2, "IMGDAT": "2026-02-15"}]
    nurse.save("TA1", "IMG", IMGPERF="Y", tables={"IMGTAB": scans})
    assert str(visit_date(nurse.book, VisitCode("TA1"))) == "2026-02-15"


def test_a_visit_without_date_or_scan_has_none(nurse: Nurse) -> None:
    nurse.save("SCR", "SV", SVCNTMOD="VISIT")
    nurse.save("TA1", "IMG", IMGPERF="N")
    assert visit_date(nurse.book, VisitCode("SCR")) is None
    assert visit_date(nurse.book, VisitCode("TA1")) is None
    assert visit_date(nurse.book, VisitCode("C1D1")) is None


def test_a_form_has_its_own_date_or_that_of_the_visit(enrolled: Nurse) -> None:
    scr = VisitCode("SCR")
    enrolled.save("SCR", "LBCHEM", ALT="46", LBDAT="2026-01-02")
    assert str(form_date(enrolled.book, scr, "LBCHEM")) == "2026-01-02"
    assert str(form_date(enrolled.book, scr, "VS")) == "2026-01-03"
    assert str(form_date(enrolled.book, scr, "TUTL")) == "2026-01-03"
    assert form_date(enrolled.book, VisitCode("LOG"), "AE") is None


def visited(nurse: Nurse, **dates: str) -> tuple[VisitCode, ...]:
    """Enter vital signs at visits, with a date where one is given; return them in order."""
    for visit, date in dates.items():
        if date:
            nurse.save(visit, "SV", SVSTDAT=date, SVCNTMOD="VISIT")
        nurse.save(visit, "VS", WEIGHT="68")
    return chronological(nurse.book, tuple(VisitCode(visit) for visit in dates))


def test_visits_lie_by_their_dates(nurse: Nurse) -> None:
    found = visited(nurse, C1D1="2026-01-05", C2D1="2026-01-26", UNS1="2026-01-10")
    assert found == ("C1D1", "UNS1", "C2D1")


def test_a_visit_without_date_lies_in_its_place_of_the_protocol(nurse: Nurse) -> None:
    found = visited(nurse, C1D1="2026-01-05", C1D8="", C1D15="2026-01-19")
    assert found == ("C1D1", "C1D8", "C1D15")


def test_an_unscheduled_visit_without_date_lies_last(nurse: Nurse) -> None:
    found = visited(nurse, UNS1="", C1D1="2026-01-05", C2D1="2026-01-26")
    assert found == ("C1D1", "C2D1", "UNS1")


def test_visits_of_one_day_lie_by_the_protocol(nurse: Nurse) -> None:
    found = visited(nurse, UNS1="2026-01-05", C1D1="2026-01-05")
    assert found == ("C1D1", "UNS1")


def test_dates_against_the_protocol_win(nurse: Nurse) -> None:
    found = visited(nurse, C1D8="2026-01-20", C1D15="2026-01-19")
    assert found == ("C1D15", "C1D8")


def test_earlier_visits_are_those_with_data_the_latest_first(nurse: Nurse) -> None:
    visited(nurse, SCR="2026-01-03", C1D1="2026-01-05", UNS1="2026-01-10", C2D1="2026-01-26")
    assert earlier_visits(nurse.book, "VS", VisitCode("C2D1")) == ("UNS1", "C1D1", "SCR")
    assert earlier_visits(nurse.book, "VS", VisitCode("SCR")) == ()
    assert earlier_visits(nurse.book, "LBCHEM", VisitCode("C2D1")) == ()
