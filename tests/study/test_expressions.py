"""Expressions of form files: a closed language, exact numbers, resolved names, whole references."""

import ast
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from hcc_crf.study.expressions import Expression, Reference
from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study

from .small_study import FILES, write_files

FaultsWith = Callable[[str, str, str], tuple[str, ...]]

CONDITION = "VSDAT < DM.CONSENT"
"""The condition of check VS01 in the small study, on line 40 of VS.yaml."""
ROW_CONDITION = "START < DM.CONSENT or 'Y' in ACTIONS"
"""The condition of check AE01 in the small study, on line 51 of AE.yaml."""


@pytest.fixture
def condition(small: Path) -> Callable[[str], Expression]:
    """Return a function that reads a condition where check VS01 stands."""

    def read(source: str) -> Expression:
        quoted = "'" + source.replace("'", "''") + "'"
        text = FILES["VS.yaml"].replace(CONDITION, quoted)
        study = load_study(write_files(small, {"VS.yaml": text}))
        return study.forms["VS"].checks[0].fire_when

    return read


def places(expression: Expression) -> set[str]:
    """Return references as text; `@` marks those looked up at other places."""
    return {f"{r.form}.{r.item}{'' if r.same_place else '@'}" for r in expression.references}


def numbers_in(tree: ast.expr) -> list[Decimal]:
    """Return the numeric literals of a tree."""
    values: list[object] = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    return [value for value in values if isinstance(value, Decimal)]


def test_a_bare_name_is_an_item_of_the_form(condition: Callable[[str], Expression]) -> None:
    expression = condition("WEIGHT > 40")
    assert dict(expression.names) == {"WEIGHT": ("VS", "WEIGHT")}
    assert expression.references == {Reference("VS", "WEIGHT", same_place=True)}


def test_a_reference_to_another_form_is_found_under_its_text(
    condition: Callable[[str], Expression],
) -> None:
    expression = condition("VSDAT < DM.CONSENT")
    assert dict(expression.names) == {"VSDAT": ("VS", "VSDAT"), "DM.CONSENT": ("DM", "CONSENT")}
    assert expression.source == "VSDAT < DM.CONSENT"


def test_a_quoted_path_is_looked_up_by_the_function(
    condition: Callable[[str], Expression],
) -> None:
    expression = condition("prev('VS.WEIGHT') > WEIGHT")
    assert expression.names["VS.WEIGHT"] == ("VS", "WEIGHT")
    assert {"VS.WEIGHT", "VS.WEIGHT@"} <= places(expression)


def test_a_name_of_a_planned_form_is_missing_and_no_reference(
    condition: Callable[[str], Expression],
) -> None:
    expression = condition("CM.CMTRT == 'X' or ever_is('CM.CMTRT', 'Y') or count_rows('CM') > 0")
    assert dict(expression.names) == {"CM.CMTRT": None, "CM": None}
    assert expression.references == frozenset()


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("0.1", Decimal("0.1")),
        ("2.50", Decimal("2.50")),
        ("60", Decimal(60)),
        ("0.10000000000000000000000001", Decimal("0.10000000000000000000000001")),
    ],
)
def test_a_number_is_exactly_what_is_written(
    condition: Callable[[str], Expression], written: str, exact: Decimal
) -> None:
    tree = condition(f"WEIGHT > {written} and '体重' != 'x'").tree
    assert [str(number) for number in numbers_in(tree)] == [str(exact)]


def test_a_number_after_chinese_text_is_still_exact(
    condition: Callable[[str], Expression],
) -> None:
    tree = condition("ever_contains('AE.TERM', ['高血压']) and WEIGHT > 7.25").tree
    assert numbers_in(tree) == [Decimal("7.25")]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param(
            "WEIGT > 1",
            "unknown name 'WEIGT' in form VS; did you mean 'WEIGHT'?",
            id="unknown name",
        ),
        pytest.param(
            "CONSENT > VSDAT",
            "unknown name 'CONSENT' in form VS; did you mean 'DM.CONSENT'?",
            id="name of another form",
        ),
        pytest.param(
            "is_missing(DM)",
            "'DM' is a form; name one of its items as DM.ITEM",
            id="form as a name",
        ),
        pytest.param(
            "VSDAT > today", "'today' is a function; call it as today(…)", id="function not called"
        ),
        pytest.param(
            "DMM.CONSENT > VSDAT",
            "unknown form 'DMM' in 'DMM.CONSENT'; did you mean 'DM'?",
            id="unknown form",
        ),
        pytest.param(
            "DM.CONSENTT > VSDAT",
            "form DM has no item 'CONSENTT'; did you mean 'CONSENT'?",
            id="unknown item",
        ),
        pytest.param(
            "tody() > VSDAT",
            "unknown function 'tody'; did you mean 'today'?",
            id="unknown function",
        ),
        pytest.param("days(VSDAT) > 1", "days(date, date) takes 2, not 1", id="too few"),
        pytest.param("today(1) > VSDAT", "today() takes 0, not 1", id="too many"),
        pytest.param(
            "prev(WEIGHT) > 1",
            "prev() needs a path in quotes, such as 'VS.WEIGHT'",
            id="path without quotes",
        ),
        pytest.param(
            "prev('WEIGHT') > 1", "'WEIGHT' is no path; write 'FORM.ITEM'", id="path without form"
        ),
        pytest.param(
            "prev('VS.WEIGT') > 1",
            "form VS has no item 'WEIGT'; did you mean 'WEIGHT'?",
            id="path unknown",
        ),
        pytest.param(
            "count_rows('AEE') > 1",
            "unknown form 'AEE'; did you mean 'AE'?",
            id="quoted form unknown",
        ),
        pytest.param(
            "at('SRC', 'VS.WEIGHT') > 1",
            "unknown visit 'SRC'; did you mean 'SCR'?",
            id="quoted visit unknown",
        ),
        pytest.param(
            "at('C1D1', 'VS.WEIGHT') > 1", "unknown visit 'C1D1'", id="number outside the series"
        ),
        pytest.param(
            "WEIGHT > parameter('cycle_day')",
            "unknown parameter 'cycle_day'; did you mean 'cycle_days'?",
            id="unknown parameter",
        ),
        pytest.param(
            "AE.START < VSDAT",
            "'AE.START' has one value a row; use row_value(), ever_is(), row_min() … "
            "with 'AE.START' in quotes",
            id="row of another form",
        ),
        pytest.param(
            "lab_range_flag() == 'LOW'",
            "lab_range_flag() is for companions of laboratory items only",
            id="companion's function",
        ),
        pytest.param(
            "max_targets_per_organ() > 1",
            "max_targets_per_organ() looks at TUTL.TL_TULOC, which this study does not "
            "have; build it, or list the form under 'planned' in study.yaml",
            id="function needs a form",
        ),
    ],
)
def test_a_name_that_does_not_exist_is_a_fault(
    faults_with: FaultsWith, source: str, problem: str
) -> None:
    quoted = "'" + source.replace("'", "''") + "'"
    assert faults_with("VS.yaml", CONDITION, quoted) == (f"VS.yaml:40: VS01: {problem}",)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param("PERF = 'Y'", "compare with == instead of =", id="one ="),
        pytest.param("PERF == 'Y", "is no expression", id="open quote"),
        pytest.param(
            "WEIGHT if PERF == 'Y' else 1",
            "write if_else(condition, then, otherwise)",
            id="if else",
        ),
        pytest.param("WEIGHT ** 2 > 1", "multiply instead", id="power"),
        pytest.param("WEIGHT // 2 > 1", "divide with /", id="floor division"),
        pytest.param("PERF is 'Y'", "compare with ==", id="is"),
        pytest.param("40 < WEIGHT < 50", "write a < b and b < c", id="chained"),
        pytest.param("PERF in ('Y', 'N')", "write a list in [ ]", id="tuple"),
        pytest.param("PERF in [PERF]", "a list holds texts and numbers only", id="name in a list"),
        pytest.param("PERF in []", "a list is empty", id="empty list"),
        pytest.param("PERF == True", "codes are quoted, such as 'Y'", id="True"),
        pytest.param("PERF == None", "codes are quoted, such as 'Y'", id="None"),
        pytest.param("WEIGHT > 1e3", "'1e3' is no plain decimal number", id="exponent"),
        pytest.param("WEIGHT > 0x1F", "'0x1F' is no plain decimal number", id="hexadecimal"),
        pytest.param("WEIGHT > 1_000", "'1_000' is no plain decimal number", id="underscore"),
        pytest.param("WEIGHT > .5", "'.5' is no plain decimal number", id="no leading digit"),
        pytest.param("PERF == b'Y'", "is no plain decimal number", id="bytes"),
        pytest.param("lambda: 1", "only the listed functions exist", id="lambda"),
        pytest.param("(lambda: 1)()", "only a function by its name can be called", id="call"),
        pytest.param(
            "DM.CONSENT.year > 1", "a reference is FORM.ITEM, one point only", id="attribute"
        ),
        pytest.param(
            "days(first=VSDAT, second=VSDAT) > 1", "arguments are given by position", id="keyword"
        ),
        pytest.param(
            "[w for w in PERF]",
            "'list comp' is not part of the expression language",
            id="comprehension",
        ),
        pytest.param("f'{PERF}' == 'Y'", "write a plain text in quotes", id="f-string"),
        pytest.param("PERF[0] == 'Y'", "items of a row are read with row_value()", id="index"),
        pytest.param("(x := PERF) == 'Y'", "compare with ==", id="assignment"),
        pytest.param("~WEIGHT > 1", "'invert' is not part of the expression language", id="~"),
        pytest.param("PERF == '\\x59'", "an expression holds no backslash", id="backslash"),
        pytest.param(
            "PERF == 'Y' or " * 200 + "PERF == 'Y'",
            "the expression is longer than 2000 characters",
            id="long",
        ),
        pytest.param("not " * 60 + "is_missing(PERF)", "nested deeper than 40", id="deep"),
        pytest.param("(" * 250 + "WEIGHT" + ")" * 250, "is no expression", id="parentheses"),
    ],
)
def test_what_the_language_does_not_have_is_a_fault(
    faults_with: FaultsWith, source: str, problem: str
) -> None:
    quoted = "'" + source.replace("'", "''") + "'"
    (fault,) = faults_with("VS.yaml", CONDITION, quoted)
    assert fault.startswith("VS.yaml:40: VS01: ")
    assert problem in fault


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param(
            "VSDAT - DM.CONSENT > 3",
            "dates are not subtracted; use days(first, second)",
            id="dates subtracted",
        ),
        pytest.param(
            "VSDAT > 3",
            "'VSDAT' is a date and '3' is a number: they cannot be compared",
            id="date and number",
        ),
        pytest.param(
            "PERF == 1",
            "'PERF' is a text or code and '1' is a number: they cannot be compared; "
            "codes are texts: write '1' in quotes, or use number()",
            id="code and number",
        ),
        pytest.param("PERF + 1 > 2", "'PERF' is a text or code, not a number", id="code added"),
        pytest.param("WEIGHT", "must give a condition; 'WEIGHT' gives a number", id="no condition"),
        pytest.param(
            "PERF and WEIGHT > 1",
            "'and' and 'or' join conditions; 'PERF' is a text or code",
            id="and",
        ),
        pytest.param(
            "not PERF", "'not' turns a condition round; 'PERF' is a text or code", id="not"
        ),
        pytest.param(
            "-VSDAT > 1", "a minus sign belongs to a number; 'VSDAT' is a date", id="minus"
        ),
        pytest.param(
            "'Y' in PERF", "'in' looks into a list; 'PERF' is a text or code", id="in a code"
        ),
        pytest.param(
            "days(VSDAT, WEIGHT) > 1",
            "days() takes a date as argument 2; 'WEIGHT' is a number",
            id="argument",
        ),
        pytest.param(
            "days(prev('VS.WEIGHT'), VSDAT) > 1",
            "days() takes a date as argument 1; 'prev('VS.WEIGHT')' is a number",
            id="argument looked up",
        ),
        pytest.param(
            "abs(parameter('names')) > 1",
            "abs() takes a number as argument 1; 'parameter('names')' is a list",
            id="parameter",
        ),
        pytest.param(
            "first_known(VSDAT, WEIGHT) == VSDAT",
            "first_known() gives a date or a number; both must be alike",
            id="choice",
        ),
        pytest.param(
            "BMI == 'Y'",
            "'BMI' is a number and ''Y'' is a text or code: they cannot be compared",
            id="derived number and code",
        ),
        pytest.param("PERF == 'J'", "code list NY has no code 'J'", id="code unknown"),
        pytest.param(
            "'y' == PERF",
            "code list NY has no code 'y'; did you mean 'Y'?",
            id="code in small letters",
        ),
        pytest.param("PERF in ['Y', 'X']", "code list NY has no code 'X'", id="code in a list"),
        pytest.param("prev('VS.PERF') == 'J'", "code list NY has no code 'J'", id="code looked up"),
        pytest.param(
            "at('SCR', 'VS.PERF') == 'J'", "code list NY has no code 'J'", id="code at a visit"
        ),
        pytest.param("ever_is('DM.SEX', 'X')", "code list SEX has no code 'X'", id="ever_is"),
        pytest.param(
            "ever_in('DM.SEX', ['M', 'X'])", "code list SEX has no code 'X'", id="ever_in"
        ),
    ],
)
def test_parts_that_do_not_fit_are_a_fault(
    faults_with: FaultsWith, source: str, problem: str
) -> None:
    quoted = "'" + source.replace("'", "''") + "'"
    assert faults_with("VS.yaml", CONDITION, quoted) == (f"VS.yaml:40: VS01: {problem}",)


@pytest.mark.parametrize(
    "source",
    [
        "VSDAT < '2024-01-01'",
        "at('C3D1', 'VS.WEIGHT') > 1",
        "abs(-2.5) == 2.5 and -WEIGHT % 2 == 0",
        "if_else(PERF == 'Y', WEIGHT, HEIGHT) > 1",
        "first_known(prev('VS.WEIGHT'), WEIGHT) > parameter('cycle_days')",
        "number(PERF) > 1 and starts_with(PERF, 'Y')",
        "is_missing(VSDAT) and not is_missing(AE.FIRST)",
        "PERF not in ['N'] or visit_code() == 'SCR'",
        "days(visit_target(), VSDAT) > 3",
    ],
)
def test_what_the_language_has_is_read(condition: Callable[[str], Expression], source: str) -> None:
    assert condition(source).source == source


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param(
            "GRADE > 1",
            "'GRADE' is a column of GRADES; use row_min(), row_max(), row_sum() or any_row_is()",
            id="column",
        ),
        pytest.param(
            "VS.VSDAT < START",
            "VS is not at every visit of AE and is at several others; "
            "use at(), prev() or latest() with 'VS.VSDAT' in quotes",
            id="many visits",
        ),
        pytest.param("'J' in ACTIONS", "code list NY has no code 'J'", id="multichoice"),
    ],
)
def test_a_condition_of_a_row_names_one_value(
    faults_with: FaultsWith, source: str, problem: str
) -> None:
    quoted = "'" + source.replace("'", "''") + "'"
    assert faults_with("AE.yaml", ROW_CONDITION, quoted) == (f"AE.yaml:51: AE01: {problem}",)


def test_the_target_of_a_visit_rests_on_its_anchor(
    condition: Callable[[str], Expression],
) -> None:
    assert places(condition("VSDAT < visit_target()")) == {"VS.VSDAT", "DM.CONSENT"}
    assert places(condition("window_deviation(VSDAT) > 0")) == {"VS.VSDAT", "DM.CONSENT"}


def test_completeness_rests_on_every_item_of_the_form(
    condition: Callable[[str], Expression],
) -> None:
    assert places(condition("form_complete()")) == {"VS.*"}


def test_a_baseline_rests_on_dates_too(condition: Callable[[str], Expression]) -> None:
    assert places(condition("baseline('VS.WEIGHT') > 1")) == {"VS.WEIGHT@", "VS.VSDAT@"}


@pytest.mark.parametrize(
    ("source", "references"),
    [
        ("count_rows('AE') > 1", {"AE.*@"}),
        ("ever_is('AE.TERM', 'X')", {"AE.TERM@"}),
        ("row_value('AE.TERM', 'X') == 'X'", {"AE.TERM@", "AE.AENO@"}),
        ("rows_overlap('AE.START', 'AE.START')", {"AE.START@", "AE.*@"}),
        ("x_uln('LB.ALT') > 1", {"LB.ALT", "LB.LBDAT", "LB.LBNAM", "DM.SEX@"}),
        ("typed_unit('VS.WEIGHT') == 'lb'", {"VS.WEIGHT"}),
        ("today() > VSDAT", {"VS.VSDAT"}),
        ("visit_kind() == 'log'", set()),
    ],
)
def test_what_a_function_looks_at_is_a_reference(
    condition: Callable[[str], Expression], source: str, references: set[str]
) -> None:
    assert places(condition(source)) == references


def references_of(study: Study, form: str, item: str) -> set[str]:
    """Return what a derived item rests on, as text."""
    calc = study.item(form, item).calc
    assert calc is not None
    return places(calc)


def test_a_flag_rests_on_value_sample_date_laboratory_and_sex(bundled: Study) -> None:
    assert references_of(bundled, "LBCHEM", "BILI_LBNRIND") == {
        *("LBCHEM.BILI", "LBCHEM.LBDAT", "LBCHEM.LBNAM", "DM.SEX@"),
    }


def test_a_grade_rests_on_symptoms_and_on_the_baseline(bundled: Study) -> None:
    references = references_of(bundled, "LBCHEM", "SODIUM_LBTOXGR")
    assert {"LBCHEM.SODIUM", "LBCHEM.SODIUM@", "LBCHEM.SODIUM_LBSYMP"} <= references
    assert {"LBCHEM.LBDAT@", "EXLEN.*@", "EXLENV.*@", "EXPD1.*@"} <= references


def test_a_best_response_rests_on_lesions_new_lesions_and_first_dose(bundled: Study) -> None:
    references = references_of(bundled, "RS", "BESTRESP_D")
    assert {"TRTL.TR_DIAM@", "TRNT.TN_STAT@", "TUNEW.NL_CERT@", "EXLEN.*@"} <= references


def test_the_corrected_calcium_rests_on_calcium_and_albumin(bundled: Study) -> None:
    assert references_of(bundled, "LBCHEM", "CACR") == {"LBCHEM.CA", "LBCHEM.ALB"}


def test_a_companion_reads_its_own_flag_and_no_other(bundled: Study) -> None:
    required = bundled.item("LBCHEM", "BILI_LBCLSIG").required_when
    assert required is not None
    assert dict(required.names) == {"LBNRIND": ("LBCHEM", "BILI_LBNRIND")}


def test_every_derived_item_of_the_bundled_study_has_its_rule(bundled: Study) -> None:
    without = [
        f"{form.oid}.{item.oid}"
        for form in bundled.forms.values()
        for item in form.items
        if item.type.value == "derived" and item.calc is None
    ]
    assert without == []
