"""The built-in vectors: every derivation has them, all are answered so, a wrong one is found."""

from collections import Counter
from dataclasses import replace as _replace

import msgspec
import pytest

from hcc_crf.cli.derive.catalogue import BY_NAME
from hcc_crf.cli.derive.inputs import Input
from hcc_crf.cli.self_test_vectors import (
    Checked,
    Vector,
    check_vector,
    check_vectors,
    failing_vectors,
    vectors,
)
from hcc_crf.clinical.ctcae_table import TABLES
from hcc_crf.clinical.ctcae_terms import CtcaeTerm, term_of

VECTORS = vectors()
MOST_SHORT_OF = {"lenvatinib-dose": 5, "bmi": 5, "bsa": 4}
"""Derivations with fewer than six cases, and how many they have."""


def of(name: str) -> list[Vector]:
    """Return the vectors of a derivation."""
    return [vector for vector in VECTORS if vector.derivation == name]


def test_every_vector_is_answered_as_its_source_says() -> None:
    assert failing_vectors() == ()


@pytest.mark.parametrize("name", BY_NAME)
def test_no_derivation_lacks_vectors(name: str) -> None:
    assert len(of(name)) >= MOST_SHORT_OF.get(name, 6)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_result_of_a_derivation_is_left_unlooked_at(name: str) -> None:
    looked_at = {field for vector in of(name) for field in (*vector.expected, *vector.shown)}
    not_results = {"notes"}
    assert set(BY_NAME[name].outputs) - not_results <= looked_at


@pytest.mark.parametrize("term", CtcaeTerm)
def test_every_ctcae_term_has_vectors_for_each_of_its_grades(term: CtcaeTerm) -> None:
    found = [vector for vector in of("ctcae") if term_of(str(vector.given["term"])) is term]
    grades = {vector.expected["grade"] for vector in found}
    table = TABLES.get(term)
    if table is None:
        assert grades == {None}
        return
    possible = {"0", *(str(edge.grade) for edge in table.edges)}
    assert possible <= {str(grade) for grade in grades}


@pytest.mark.parametrize(
    ("name", "field", "edges"),
    [
        ("child-pugh", "bilirubin", "33.9 34 34.1 50.9 51 51.1"),
        ("child-pugh", "albumin", "35.1 35 34.9 28.1 28 27.9"),
        ("child-pugh", "inr", "1.69 1.7 1.71 2.29 2.3 2.31"),
        ("child-pugh", "pt_prolongation_s", "3.9 4 4.1 5.9 6 6.1"),
        ("bclc", "largest_mm", "19.9 20 20.1 29.9 30 30.1"),
        ("cnlc", "largest_mm", "49.9 50 50.1 29.9 30 30.1"),
        ("lenvatinib-dose", "weight_kg", "59.9 60.0 60.1"),
        ("lenalidomide-dose", "crcl_ml_min", "29.99 30 30.1 59.99 60 60.1"),
        ("hypertension", "systolic", "119 120 121 139 140 141 159 160 161"),
        ("hypertension", "diastolic", "79 80 81 89 90 91 99 100 101"),
        ("afp-response", "baseline", "19.9 20 20.1"),
        ("afp-response", "study_day", "1 2 31 32"),
        ("hbv-reactivation", "hbv_dna", "999 1000 1001 19900 20000 20100"),
    ],
)
def test_every_cut_off_is_tried_from_below_at_and_above(name: str, field: str, edges: str) -> None:
    assert set(edges.split()) <= {str(vector.given.get(field)) for vector in of(name)}


def _inputs(inputs: tuple[Input, ...]) -> set[str]:
    return {each.name for each in inputs}


def test_a_vector_gives_only_inputs_that_its_derivation_reads() -> None:
    for vector in VECTORS:
        known = _inputs(tuple(BY_NAME[vector.derivation].inputs))
        assert set(vector.given) <= known, vector


def test_every_vector_says_what_it_tries_what_it_expects_and_where_that_was_read() -> None:
    for vector in VECTORS:
        assert vector.about, vector
        assert vector.source, vector
        assert vector.expected or vector.shown, vector
        assert not {"why", "rule"} & set(vector.expected), vector


def test_no_case_stands_twice() -> None:
    counts = Counter(msgspec.json.encode((vector.derivation, vector.given)) for vector in VECTORS)
    assert [case for case, count in counts.items() if count > 1] == []


def test_a_wrong_expected_value_is_found_in_every_vector() -> None:
    for found in check_vectors():
        vector = found.vector
        for name in vector.expected:
            wrong = msgspec.structs.replace(vector, expected={**vector.expected, name: "wrong"})
            assert not _replace(found, vector=wrong).agrees, wrong
        for name, shown in vector.shown.items():
            off = shown[:-1] + ("1" if shown[-1] != "1" else "2")
            wrong = msgspec.structs.replace(vector, shown={**vector.shown, name: off})
            assert not _replace(found, vector=wrong).agrees, wrong


@pytest.mark.parametrize(
    ("expected", "shown"),
    [
        ({"bmi": "17.6"}, {}),
        ({"bmi": None}, {}),
        ({"bmo": None}, {}),
        ({}, {"bmi": "17.4"}),
        ({}, {"bmo": "17.5"}),
        ({"bmi": "17.5"}, {"bmi": "17.51"}),
    ],
)
def test_what_is_answered_otherwise_does_not_agree(
    expected: dict[str, object], shown: dict[str, str]
) -> None:
    given: dict[str, object] = {"weight_kg": "70", "height_cm": "200"}
    assert check_vector(Vector("bmi", "exact", given, {"bmi": "17.5"}, "by hand")).agrees
    assert not check_vector(Vector("bmi", "wrong", given, expected, "by hand", shown)).agrees


def test_a_line_that_cannot_be_read_agrees_with_nothing_missing() -> None:
    given: dict[str, object] = {"weight_kg": "-1", "height_cm": "200"}
    assert not check_vector(Vector("bmi", "negative", given, {"bmi": None}, "by hand")).agrees


def test_a_number_is_compared_as_its_source_shows_it_half_up() -> None:
    vector = Vector("bmi", "half", {}, {}, "by hand", {"bmi": "23.5"})
    for answered, agrees in (("23.45", True), ("23.44999", False), ("23.5499", True), ("x", False)):
        assert Checked(vector, {"bmi": answered}).agrees is agrees
    assert not Checked(vector, {"bmi": None}).agrees
