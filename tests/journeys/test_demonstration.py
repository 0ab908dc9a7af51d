"""The demonstration subjects give the values that the reference material expects of them.

`demonstration.json` was read off `study/subjects.yaml`; where that file stands beside the checkout
it is compared directly, too, so that neither can change unseen.
"""

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from hcc_crf.cli.training import SUBJECTS
from hcc_crf.session.checking import verify_workspace
from hcc_crf.values import FormPath, SubjectKey, VisitCode
from tests.journeys.reference import part, parts
from tests.journeys.shown import Place, shown_values
from tests.session.sites import Site, program

DATA = Path(__file__).with_name("demonstration.json")
GRADE = "_LBTOXGR"


class Expected(NamedTuple):
    """A value that the reference material gives, as text."""

    subject: str
    visit: str
    form: str
    row: int
    item: str
    value: str

    @property
    def place(self) -> Place:
        return self.visit, self.form, self.row, self.item


DOCUMENT = json.loads(DATA.read_text(encoding="utf-8"))
EXPECTED = tuple(Expected(**row) for row in DOCUMENT["expected"])
NOT_ASSERTED = tuple(str(line) for line in DOCUMENT["not_asserted"])


@pytest.fixture(scope="module")
def shown(demonstration: dict[str, Site]) -> dict[str, dict[Place, str]]:
    """Every derived value of every demonstration subject, as displayed."""
    found = {}
    for name in SUBJECTS:
        with demonstration[name].open("monitor1") as session:
            found[name] = shown_values(session, name)
    return found


def says_the_same(shown: str, expected: str) -> bool:
    """Compare numbers as numbers (`-1.0` is `-1`), everything else as text."""
    if shown == expected:
        return True
    try:
        return Decimal(shown) == Decimal(expected)
    except ArithmeticError:
        return False


def test_there_are_as_many_expected_values_as_were_read_off() -> None:
    assert len(EXPECTED) == len({(one.subject, *one.place) for one in EXPECTED}) == 593
    assert {one.subject for one in EXPECTED} == set(SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_expected_value_is_shown(shown: dict[str, dict[Place, str]], subject: str) -> None:
    wrong = [
        f"{one.subject}/{one.visit}/{one.form}.{one.item}: "
        f"expected {one.value}, shown {shown[subject].get(one.place)!r}"
        for one in EXPECTED
        if one.subject == subject
        and not says_the_same(shown[subject].get(one.place, "nothing"), one.value)
    ]
    assert not wrong, "\n".join(wrong)


def test_whatever_is_not_asserted_waits_for_a_form_or_a_view() -> None:
    reasons = ("planned)", "not built yet)")
    assert all(line.endswith(reasons) for line in NOT_ASSERTED)
    assert len(NOT_ASSERTED) == 148


def test_what_cannot_be_asserted_is_listed_by_name() -> None:
    """Skipped, so that the summary of every run prints the list."""
    places = defaultdict(list)
    for line in NOT_ASSERTED:
        where, _, what = line.partition(": ")
        subject, _, visit = where.partition("/")
        places[f"{subject} {what}"].append(visit)
    listed = [f"{what}: {' '.join(visits)}".rstrip(": ") for what, visits in places.items()]
    assert len(listed) == 40
    pytest.skip("\n  ".join(("not asserted of the demonstration subjects:", *listed)))


def test_the_workspaces_verify(demonstration: dict[str, Site]) -> None:
    for name in ("01-001", "03-002"):
        with demonstration[name].open("monitor1") as session:
            assert all(step.is_kept for step in verify_workspace(session))


def test_no_form_of_the_demonstration_holds_a_hard_finding_of_the_program(
    demonstration: dict[str, Site],
) -> None:
    for name in SUBJECTS:
        with demonstration[name].open("monitor1") as session:
            hard = [
                f"{row.visit}/{row.form}" for row in session.form_rows(SubjectKey(name)) if row.hard
            ]
        assert hard == [], name


# --------------------------------------------------------- the same, straight from the reference


def forms_with(item: str, visit: str) -> tuple[str, ...]:
    """Return the built forms of a visit that derive an item."""
    study = program().study
    return tuple(
        oid
        for oid in program().visit(VisitCode(visit)).forms
        if item in study.forms[oid].by_oid and study.forms[oid].by_oid[item].is_computed
    )


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_value_of_the_reference_is_shown_or_listed_as_not_asserted(
    reference: dict[str, dict[str, object]], shown: dict[str, dict[Place, str]], subject: str
) -> None:
    wrong, seen = [], 0
    for visit in (*parts(reference[subject], "visits"), *parts(reference[subject], "follow_up")):
        code = str(visit["visit"])
        for item, value in part(visit, "expected").items():
            if item in ("ctcae", "derive_albi"):
                continue  # below
            forms = forms_with(item, code)
            listed = f"{subject}/{code}: {item} (its form is planned)" in NOT_ASSERTED
            assert bool(forms) != listed, (code, item)
            for oid in forms:
                seen += 1
                found = shown[subject].get((code, oid, 0, item), "nothing")
                if not says_the_same(found, str(value)):
                    wrong.append(f"{subject}/{code}/{oid}.{item}: {value}, shown {found!r}")
    assert not wrong, "\n".join(wrong)
    assert seen > 100


@pytest.mark.parametrize("subject", SUBJECTS)
def test_grades_are_those_of_the_reference_and_zero_where_it_names_none(
    reference: dict[str, dict[str, object]], shown: dict[str, dict[Place, str]], subject: str
) -> None:
    wrong, graded = [], 0
    for visit in parts(reference[subject], "visits"):
        code = str(visit["visit"])
        grades = part(visit, "expected", "ctcae")
        for oid in ("LBCHEM", "LBCOAG"):
            for item in program().study.forms[oid].by_oid:
                if item.endswith(GRADE) and (code, oid, 0, item) in shown[subject]:
                    found = shown[subject][code, oid, 0, item]
                    expected = str(grades.get(item.removesuffix(GRADE), "0"))
                    graded += 1
                    if found not in ({expected, ""} if expected == "0" else {expected}):
                        wrong.append(f"{subject}/{code}/{oid}.{item}: {expected}, shown {found}")
    assert not wrong, "\n".join(wrong)
    assert graded > 100


@pytest.mark.parametrize("subject", SUBJECTS)
def test_time_points_are_those_of_the_reference(
    reference: dict[str, dict[str, object]],
    shown: dict[str, dict[Place, str]],
    demonstration: dict[str, Site],
    subject: str,
) -> None:
    wrong = []
    with demonstration[subject].open("monitor1") as session:
        for one in parts(part(reference[subject], "tumour"), "assessments"):
            code = str(one["visit"])
            for item, value in part(one, "expected").items():
                if item == "window_deviation":
                    path = FormPath(SubjectKey(subject), VisitCode(code), "IMG")
                    checks = {finding.check for finding in session.look(path).findings}
                    assert ("IM04" in checks) == (value != "0"), (code, checks)
                    continue
                oid = "TRTL" if item.startswith("TR_") else "RS"
                found = shown[subject].get((code, oid, 0, item), "nothing")
                if not says_the_same(found, str(value)):
                    wrong.append(f"{subject}/{code}/{oid}.{item}: {value}, shown {found!r}")
    assert not wrong, "\n".join(wrong)


def test_the_file_of_expected_values_says_what_the_reference_says(
    reference: dict[str, dict[str, object]],
) -> None:
    for one in EXPECTED:
        subject = reference[one.subject]
        rows = (*parts(subject, "visits"), *parts(subject, "follow_up"))
        given = [part(row, "expected") for row in rows if row["visit"] == one.visit]
        given += [
            part(row, "expected")
            for row in parts(part(subject, "tumour"), "assessments")
            if row["visit"] == one.visit
        ]
        grades = [part(row, "ctcae") for row in given]
        ends = part(subject, "expected_endpoints")
        named = {
            "AGE": part(subject, "demographics").get("age_expected"),
            "TL_SUM": ends.get("baseline_sum_mm"),
            "BESTRESP_D": ends.get("BOR_confirmed"),
            "BESTUNC_D": ends.get("BOR_unconfirmed"),
            "IEYN": part(subject, "eligibility").get("all_met"),
            **part(subject, "expected_start_dose"),
        }
        said = {str(row[one.item]) for row in given if one.item in row}
        said |= {
            str(row[one.item.removesuffix(GRADE)])
            for row in grades
            if one.item.removesuffix(GRADE) in row
        }
        said |= {str(named[one.item])} if one.item in named else set()
        assert one.value in said, one
