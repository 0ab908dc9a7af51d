"""A function's readings all stand in the references of an expression that calls it.

One call of every function is read against the bundled study, so that a dependency graph made of
references misses nothing a function looks at.
"""

from pathlib import Path

import pytest

from hcc_crf.study.catalogue import Catalogue, form_entry
from hcc_crf.study.companions import read_companions
from hcc_crf.study.expression_reader import ExpressionReader, Reading
from hcc_crf.study.expressions import Reference
from hcc_crf.study.faults import FaultList, Place
from hcc_crf.study.functions import COMPANION_ONLY, FUNCTIONS, FunctionDef, Kind
from hcc_crf.study.read_settings import read_codelists, read_settings
from hcc_crf.study.read_visits import visit_spans
from hcc_crf.study.resolve import Scope
from hcc_crf.study.yaml_text import Node, read_yaml

OTHERS = ("study.yaml", "codelists.yaml", "visits.yaml", "companions.yaml")
ARGUMENTS = {
    Kind.VALUE: "LBDAT",
    Kind.BOOL: "BILI > 1",
    Kind.NUMBER: "1",
    Kind.QUANTITY: "BILI",
    Kind.TEXT: "LBREASND",
    Kind.CODE: "LBPERF",
    Kind.DATE: "LBDAT",
    Kind.LIST: "['Y']",
    Kind.PATH: "'LBCHEM.LBPERF'",
    Kind.FORM: "'EXLEN'",
    Kind.VISIT: "'SCR'",
    Kind.PARAMETER: "'cycle_length_days'",
    Kind.KEY: "LBNAM",
}
"""One argument of each kind, as an expression of form LBCHEM writes it."""


@pytest.fixture(scope="module")
def reader(root: Path) -> ExpressionReader:
    """Return a reader that knows the names of the bundled study."""
    faults = FaultList()
    nodes: dict[str, Node] = {}
    for path in sorted((root / "forms").glob("*.yaml")):
        node = read_yaml(path.read_bytes(), path.name, faults)
        assert node is not None
        nodes[path.name] = node
    settings = read_settings(nodes["study.yaml"], faults)
    codelists = read_codelists(nodes["codelists.yaml"], faults)
    companions = read_companions(nodes["companions.yaml"], codelists, faults)
    entries = [
        form_entry(node, companions.sets) for name, node in nodes.items() if name not in OTHERS
    ]
    spans = visit_spans(nodes["visits.yaml"])
    forms = {entry.oid: entry for entry in entries}
    planned = frozenset(settings.planned)
    reader = ExpressionReader(
        Catalogue(forms, planned, spans, settings.parameters, codelists), faults
    )
    for pattern in spans:
        reader.set_anchor(pattern, frozenset({Reference("EXLEN", "*", same_place=False)}))
    assert faults.lines() == ()
    return reader


def call_of(function: FunctionDef) -> str:
    """Return a call of a function with an argument of each kind it takes."""
    return f"{function.name}({', '.join(ARGUMENTS[kind] for kind in function.args)})"


def read(reader: ExpressionReader, source: str, companion_of: str = "") -> Reading:
    """Return an expression of form LBCHEM."""
    scope = Scope(form="LBCHEM", companion_of=companion_of)
    return reader.reading(source, Kind.VALUE, scope, Place("LBCHEM.yaml", 1, "X"))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_readings_of_a_function_are_references(reader: ExpressionReader, name: str) -> None:
    function = FUNCTIONS[name]
    reading = read(reader, call_of(function), "SODIUM" if name in COMPANION_ONLY else "")
    assert reading.problems == ()
    assert reading.expression is not None
    seen = {f"{r.form}.{r.item}" for r in reading.expression.references}
    told = {text if "." in text else f"{text}.*" for text in function.reads}
    built = {text for text in told if text.partition(".")[0] in reader.catalogue.forms}
    assert built <= seen


@pytest.mark.parametrize("name", sorted(n for n, f in FUNCTIONS.items() if Kind.PATH in f.args))
def test_a_path_is_a_reference(reader: ExpressionReader, name: str) -> None:
    reading = read(reader, call_of(FUNCTIONS[name]))
    assert reading.expression is not None
    assert {("LBCHEM", "LBPERF")} <= {(r.form, r.item) for r in reading.expression.references}
    assert reading.expression.names["LBCHEM.LBPERF"] == ("LBCHEM", "LBPERF")


@pytest.mark.parametrize("name", sorted(n for n, f in FUNCTIONS.items() if Kind.FORM in f.args))
def test_a_quoted_form_is_a_reference_to_all_of_it(reader: ExpressionReader, name: str) -> None:
    reading = read(reader, call_of(FUNCTIONS[name]))
    assert reading.expression is not None
    assert Reference("EXLEN", "*", same_place=False) in reading.expression.references


@pytest.mark.parametrize("name", sorted(n for n, f in FUNCTIONS.items() if f.args))
def test_one_argument_too_few_is_a_problem(reader: ExpressionReader, name: str) -> None:
    function = FUNCTIONS[name]
    source = f"{name}({', '.join(ARGUMENTS[kind] for kind in function.args[1:])})"
    (problem,) = read(reader, source).problems
    assert f"takes {len(function.args)}, not {len(function.args) - 1}" in problem


@pytest.mark.parametrize(
    ("source", "looks_at"),
    [
        ("ALT + AST", {("LBCHEM", "ALT"), ("LBCHEM", "AST")}),
        ("prev('LBCHEM.ALT') + AST", {("LBCHEM", "AST")}),
        ("prev_scheduled('LBCHEM.ALT')", set()),
    ],
)
def test_looking_back_is_no_ground_for_a_circle(
    reader: ExpressionReader, source: str, looks_at: set[tuple[str, str]]
) -> None:
    assert read(reader, source).looks_at == looks_at


def test_worsening_rests_on_significance_grade_and_baseline(reader: ExpressionReader) -> None:
    reading = read(reader, "lab_worsened()")
    assert reading.expression is not None
    references = reading.expression.references
    for item in ("BILI", "SODIUM", "LIPASET"):
        assert Reference("LBCHEM", f"{item}_LBCLSIG", same_place=True) in references
        assert Reference("LBCHEM", f"{item}_LBTOXGR", same_place=True) in references
        assert (
            Reference("LBCHEM", f"{item}_LBTOXGR", same_place=False, at_baseline=True) in references
        )
    assert Reference("LBCHEM", "CL_LBTOXGR", same_place=True) not in references


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("ALT + 1", Kind.NUMBER),
        ("ALT > 1", Kind.BOOL),
        ("LBDAT", Kind.DATE),
        ("prev('LBCHEM.LBDAT')", Kind.DATE),
        ("at('SCR', 'VS.WEIGHT')", Kind.QUANTITY),
        ("parameter('cycle_length_days')", Kind.NUMBER),
        ("parameter('bsa_formula')", Kind.TEXT),
        ("parameter('meld_limits')", Kind.LIST),
        ("first_known(CRCL, ALT)", Kind.NUMBER),
        ("HYSLAW", Kind.CODE),
        ("CPS.CPSBILI", Kind.QUANTITY),
        ("IMG.IMGTPDAT", Kind.DATE),
        ("'Y'", Kind.TEXT),
    ],
)
def test_what_an_expression_gives_is_known(
    reader: ExpressionReader, source: str, kind: Kind
) -> None:
    assert read(reader, source).kind == kind
