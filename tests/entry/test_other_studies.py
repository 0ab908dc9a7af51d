"""What the bundled study does not use but a form file may: other defaults, conditions, settings."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hcc_crf.entry.answers import explained
from hcc_crf.entry.choices import choices_of
from hcc_crf.entry.defaults import proposed
from hcc_crf.entry.explain import explain_arithmetic, explain_missing
from hcc_crf.entry.functions import IMPLEMENTATIONS
from hcc_crf.entry.kinds import ResultKind, result_of
from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.plan import planned_visits
from hcc_crf.entry.program import Program
from hcc_crf.entry.runtime import Missing
from hcc_crf.entry.scope import Place, Scope
from hcc_crf.entry.settings import clinical_settings
from hcc_crf.entry.texts import plain, show
from hcc_crf.study.model import (
    FormDef,
    ItemDef,
    ItemType,
    ParameterValue,
    ReferenceRange,
    Study,
    VisitDef,
)
from hcc_crf.values import Bilingual, NotDerivable, Slot, VisitCode

from .saving import Nurse, codes, evaluate, expression, nurse_at

SCR = VisitCode("SCR")
LABEL = Bilingual("Item", "项目")


def with_form(study: Study, form: FormDef) -> Program:
    """Return the study with one form in the place of its own."""
    return open_study(replace(study, forms={**study.forms, form.oid: form}))


def with_item(study: Study, form: str, item: ItemDef) -> Program:
    """Return the study with one item more on a form."""
    definition = study.forms[form]
    return with_form(study, replace(definition, items=(*definition.items, item)))


def with_visit(study: Study, pattern: str, **changes: object) -> Program:
    """Return the study with something about one visit changed."""

    def changed(visit: VisitDef) -> VisitDef:
        return replace(visit, **changes) if visit.pattern == pattern else visit  # type: ignore[arg-type]

    return open_study(replace(study, visits=tuple(changed(visit) for visit in study.visits)))


# ------------------------------------------------------------------------------------ form files


def test_a_form_opens_where_its_condition_says(program: Program) -> None:
    study = program.study
    women_only = replace(study.forms["VS"], show_when=expression(study, "VS", "DM.SEX == 'F'"))
    nurse = nurse_at(with_form(study, women_only))
    nurse.save("SCR", "DM", SEX="M")
    (problem,) = nurse.refused("SCR", "VS", WEIGHT="68")
    assert problem.code == "FORM-NOT-OPEN"
    assert "DM.SEX == 'F'" in problem.message.en
    assert "DM.SEX == 'F'" in problem.message.zh
    nurse.save("SCR", "DM", SEX="F", reason="misread")
    nurse.save("SCR", "VS", WEIGHT="68")


def test_a_form_whose_condition_is_unknown_opens(program: Program) -> None:
    study = program.study
    women_only = replace(study.forms["VS"], show_when=expression(study, "VS", "DM.SEX == 'F'"))
    assert nurse_at(with_form(study, women_only)).save("SCR", "VS", WEIGHT="68").event is not None


@pytest.mark.parametrize(("birth", "default"), [("1965", ""), ("1965-03-14", "1965-03-14")])
def test_a_partial_date_is_no_default_of_a_full_one(
    program: Program, birth: str, default: str
) -> None:
    study = program.study
    rule = expression(study, "VS", "DM.BRTHDAT")
    item = ItemDef("BORN", LABEL, ItemType.DATE, default_expr=rule)
    nurse = nurse_at(with_item(study, "VS", item))
    nurse.save("SCR", "DM", BRTHDAT=birth)
    found = proposed(nurse.book, SCR, "VS", Slot("BORN"), item)
    assert (found.canonical if found else "") == default


def test_choices_from_a_planned_form_are_none_yet(nurse: Nurse) -> None:
    item = ItemDef("DRUG", LABEL, ItemType.CHOICE_DYNAMIC, source="CM")
    assert choices_of(nurse.book, item) == ()


def test_a_value_outside_the_usual_may_be_excepted(program: Program) -> None:
    study = program.study
    definition = study.forms["VS"]
    weight = definition.by_oid["WEIGHT"]
    excepting = replace(weight, range=replace(weight.range, exceptions=(Decimal(120),)))
    items = tuple(excepting if item is weight else item for item in definition.items)
    nurse = nurse_at(with_form(study, replace(definition, items=items)))
    for text, expected in (("120", set()), ("121", {"range"})):
        decision = nurse.save("SCR", "VS", WEIGHT=text, reason="again")
        assert {f.check for f in decision.findings if f.check == "range"} == expected


# ---------------------------------------------------------------------------------------- visits


def test_a_visit_planned_from_a_partial_date_has_no_window(program: Program) -> None:
    anchor = expression(program.study, "VS", "DM.BRTHDAT")
    nurse = nurse_at(with_visit(program.study, "C1D8", anchor=anchor))
    nurse.save("SCR", "DM", BRTHDAT="1965")
    assert isinstance(evaluate(nurse, "C1D8/SV", "window_deviation(today())"), Missing)
    plan = next(p for p in planned_visits(nurse.book) if p.visit == "C1D8")
    assert (plan.target, plan.first) == (None, None)


def test_a_series_without_conditions_goes_on_after_any_data(program: Program) -> None:
    repeat = program.study.visits_by_pattern["C{n}D1"].repeat
    assert repeat is not None
    free = replace(repeat, next_when=None, stop_when=None)
    nurse = nurse_at(with_visit(program.study, "C{n}D1", repeat=free))
    nurse.save("C3D1", "VS", WEIGHT="68")
    assert "C4D1" in [plan.visit for plan in planned_visits(nurse.book)]


# -------------------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bsa_formula", ("MOSTELLER",)),
        ("child_pugh_inr", "1.7"),
        ("child_pugh_inr", ("1.7",)),
        ("child_pugh_inr", ({"low": "1.7"}, {"high": "2.3"})),
        ("lenvatinib_start_dose_mg", "12"),
        ("lenvatinib_start_dose_mg", {"ge_60kg": ("12",), "lt_60kg": "8"}),
    ],
)
def test_a_setting_of_another_shape_is_refused_by_its_name(
    program: Program, name: str, value: ParameterValue
) -> None:
    study = program.study
    wrong = replace(study.parameters[name], value=value)
    with pytest.raises(TypeError, match=name):
        clinical_settings(replace(study, parameters={**study.parameters, name: wrong}))


def test_settings_are_read_as_the_study_states_them(program: Program) -> None:
    settings = program.settings
    assert settings.child_pugh.inr == (Decimal("1.7"), Decimal("2.3"))
    assert settings.albi.albumin_coefficient == Decimal("0.0852")
    assert settings.recist.sd_min_days == 35
    assert settings.lenvatinib.dose_from_mg == Decimal(12)


# ------------------------------------------------------------------------------ companions, rules


@pytest.mark.parametrize("oid", ["SODIUM_LBSYMP", "AMMONIA_LBNRIND"])
def test_without_a_value_or_a_grade_no_symptoms_are_asked(nurse: Nurse, oid: str) -> None:
    nurse.save("SCR", "LBCHEM", AMMONIA="50")
    scope = Scope(nurse.book, Place(SCR, "LBCHEM", item=oid))
    assert IMPLEMENTATIONS["lab_grade_needs_symptoms"](scope) is False


def test_a_companion_of_what_is_no_number_is_a_fault_of_the_definition(program: Program) -> None:
    flag = ItemDef("FLAG", LABEL, ItemType.DERIVED, companion_of="LBREASND")
    nurse = nurse_at(with_item(program.study, "LBCHEM", flag))
    nurse.save("SCR", "LBCHEM", LBPERF="N", LBREASND="refused")
    scope = Scope(nurse.book, Place(SCR, "LBCHEM", item="FLAG"))
    with pytest.raises(TypeError, match="no laboratory value"):
        IMPLEMENTATIONS["lab_range_flag"](scope)


def test_an_item_without_reference_range_has_no_flag(program: Program) -> None:
    bare = ItemDef("BARE", LABEL, ItemType.DECIMAL)
    flag = ItemDef("BARE_LBNRIND", LABEL, ItemType.DERIVED, companion_of="BARE")
    definition = program.study.forms["LBCHEM"]
    form = replace(definition, items=(*definition.items, bare, flag))
    nurse = nurse_at(with_form(program.study, form))
    nurse.save("SCR", "LBCHEM", BARE="5")
    scope = Scope(nurse.book, Place(SCR, "LBCHEM", item="BARE_LBNRIND"))
    found = IMPLEMENTATIONS["lab_range_flag"](scope)
    assert found == Missing(("LBCHEM.BARE: reference range",))
    assert isinstance(evaluate(nurse, "SCR/LBCHEM", "x_uln('LBCHEM.BARE')"), Missing)


def test_without_an_upper_limit_nothing_is_a_multiple_of_it(program: Program) -> None:
    open_above = ItemDef(
        "BARE", LABEL, ItemType.DECIMAL, reference_ranges=(ReferenceRange(Decimal(60), None),)
    )
    nurse = nurse_at(with_item(program.study, "LBCHEM", open_above))
    nurse.save("SCR", "LBCHEM", BARE="75")
    found = evaluate(nurse, "SCR/LBCHEM", "x_uln('LBCHEM.BARE')")
    assert found == Missing(("LBCHEM.BARE: upper limit of normal",))


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("WEIGHT + 1", ResultKind.NUMBER),
        ("WEIGHT", ResultKind.MEASURED),
        ("BMI", ResultKind.NUMBER),
        ("VSDAT", ResultKind.DATE),
        ("VSPOS", ResultKind.CODE),
        ("PE.PEDAT", ResultKind.CODE),
        ("prev('VS.WEIGHT')", ResultKind.MEASURED),
        ("prev('VS.BMI')", ResultKind.NUMBER),
        ("at('SCR', 'VS.VSDAT')", ResultKind.DATE),
        ("first_known(prev('VS.WEIGHT'), 5)", ResultKind.MEASURED),
        ("first_known('X', VSPOS)", ResultKind.CODE),
        ("parameter('bsa_formula')", ResultKind.CODE),
        ("today()", ResultKind.DATE),
        ("yes_no(WEIGHT > 5)", ResultKind.CODE),
    ],
)
def test_what_a_rule_gives_is_known_before_it_is_computed(
    program: Program, rule: str, kind: ResultKind
) -> None:
    item = ItemDef("X", LABEL, ItemType.DERIVED, calc=expression(program.study, "VS", rule))
    assert result_of(program.study, "VS", item).kind is kind


def test_a_row_number_is_a_code(program: Program) -> None:
    item = program.study.item("TUTL", "TL_TULNKID")
    assert result_of(program.study, "TUTL", item).kind is ResultKind.CODE


# ---------------------------------------------------------------------------------- how it is told


def test_a_value_that_rests_on_nothing_is_told_by_its_definition(program: Program) -> None:
    assert explain_arithmetic(program.study, "1 + 1", ()) == Bilingual(
        "From the study's definition: 1 + 1", "按研究定义：1 + 1"
    )


@pytest.mark.parametrize(
    ("path", "en"),
    [
        ("SCR/VS.WEIGHT", "Weight (SCR)"),
        ("TA1/TRTL[2].TR_DIAM", "Diameter [2] (TA1)"),
        ("SCR/VS.NOPE", "SCR/VS.NOPE"),
        ("SCR/NOPE.WEIGHT", "SCR/NOPE.WEIGHT"),
        ("first_dose_date", "date of the first dose"),
        ("VS.WEIGHT", "Weight"),
        ("PE.PEDAT", "PE.PEDAT (form not in use yet)"),
    ],
)
def test_what_lacks_is_named_as_a_person_reads_it(program: Program, path: str, en: str) -> None:
    found = explain_missing(program.study, (path,))
    assert found.en == f"Not derivable, missing: {en}"
    assert found.zh.startswith("无法计算，缺少：")


def test_a_rule_that_gives_no_value_says_what_it_lacks() -> None:
    refused = NotDerivable(("inr",), Bilingual("INR is missing", "缺少 INR"))
    found = explained(refused, "rule/1", lambda _answer: "never")
    assert found.value == Missing(("inr",))
    assert found.why.en == "INR is missing"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (("A", Decimal(2)), "A, 2"),
        ("PR", "PR"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (Decimal("0.10"), "0.1"),
    ],
)
def test_values_are_written_plainly(value: bool | str | Decimal, text: str) -> None:
    assert show(value) == text


def test_a_number_is_written_without_exponent() -> None:
    assert plain(Decimal("1E-7")) == "0.0000001"
    assert plain(Decimal(100)) == "100"


def test_a_planned_form_is_refused_by_name_wherever_it_is_planned(nurse: Nurse) -> None:
    for form, visit in (("MH", "SCR"), ("CM", "LOG"), ("PE", "C1D1")):
        assert codes(nurse.refused(visit, form, X="1")) == ["FORM-NOT-IN-USE"]
