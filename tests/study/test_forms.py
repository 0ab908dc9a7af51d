"""The bundled forms say what the reference design says, item by item.

What differs on purpose stands in `DIFFERENCES` and beside the comparisons; nothing else may.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hcc_crf.study.expressions import Expression
from hcc_crf.study.model import FormDef, ItemDef, Range, Study
from hcc_crf.values import Bilingual

FORMS = (
    "SV DM IE VS QSECOG LBCHEM LBCOAG CPS IMG TUTL TUNT TRTL TRNT TUNEW RS EXLEN EXLENV EXPD1 AE "
    "DSEOT DSEOS DD"
).split()
DIFFERENCES = {
    "DM.SUBJINIT": "identity: initials are not built",
    "EXLEN": "row key ECSEQ_LEN names no item: the row number",
    "EXLENV": "row key ECSEQ_LENV names no item: the row number",
}
SHOWN_WHEN = dict.fromkeys(
    ("VS.SYSBP2", "VS.DIABP2"), "VSPERF == 'Y' and (SYSBP >= 140 or DIABP >= 90)"
)
"""The design also asks for the second blood pressure where no vital signs were taken at all."""

OWN_PARAMETERS = (
    "irecist_confirm_min_days ctcae_unknown_baseline_uses_uln "
    "ctcae_unstated_anticoagulation_is_none corrected_calcium_downwards leap_birthday_on_1_march"
).split()
"""Points that the derivation rules leave to the protocol and the design does not name."""

Raw = dict[str, Any]


@pytest.fixture(scope="module")
def reference(shared: Path) -> Raw:
    """Return the reference design, every scalar as the text it is."""
    text = (shared / "study" / "forms.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    found: Raw = yaml.load(text, Loader=loader)  # noqa: S506  (a loader of texts only)
    return found


@pytest.fixture(scope="module")
def designs(reference: Raw) -> dict[str, Raw]:
    """Return the reference forms in scope by their id."""
    return {form["id"]: form for form in reference["forms"] if form["id"] in FORMS}


def is_said(text: Bilingual, raw: Raw) -> bool:
    """Return whether a text says what the reference says.

    Chinese has full-width punctuation here; the reference mixes both widths.
    """
    return text.en == raw["en"] and _narrow(text.zh) == _narrow(raw["zh"])


def _narrow(text: str) -> str:
    return text.translate(str.maketrans("，：；？！（）", ",:;?!()")).replace(" ", "")


def source(expression: Expression | None) -> str:
    """Return an expression as written, empty for none."""
    return expression.source if expression is not None else ""


def pairs(study: Study, designs: dict[str, Raw]) -> Iterator[tuple[str, ItemDef, Raw]]:
    """Yield each item of the forms with its design, columns included."""
    for oid, design in designs.items():
        form = study.forms[oid]
        for raw in design["items"]:
            if f"{oid}.{raw['name']}" in DIFFERENCES:
                continue
            yield f"{oid}.{raw['name']}", form.by_oid[raw["name"]], raw
            for column in raw.get("columns", ()):
                yield f"{oid}.{column['name']}", form.by_oid[column["name"]], column


def test_the_forms_in_scope_are_built_and_the_others_planned(
    bundled: Study, reference: Raw
) -> None:
    assert set(bundled.forms) == set(FORMS)
    every = [form["id"] for form in reference["forms"]]
    assert list(bundled.planned) == [oid for oid in every if oid not in FORMS]


def test_items_are_those_of_the_design_in_its_order(
    bundled: Study, designs: dict[str, Raw]
) -> None:
    for oid, design in designs.items():
        own = [item.oid for item in bundled.forms[oid].items if not item.companion_of]
        listed = [raw["name"] for raw in design["items"]]
        assert own == [name for name in listed if f"{oid}.{name}" not in DIFFERENCES]


def test_words_types_and_lists_of_items_are_those_of_the_design(
    bundled: Study, designs: dict[str, Raw]
) -> None:
    for path, item, raw in pairs(bundled, designs):
        assert is_said(item.label, raw["label"]), path
        assert item.type == raw["type"], path
        assert item.codelist == raw.get("codelist", ""), path
        assert item.data_class == raw["data_class"], path
        assert item.cdash == raw.get("cdash", ""), path
        assert item.required == (raw["required"] == "true"), path
        assert item.read_only == (raw.get("read_only") == "true"), path
        assert item.form_level == (raw.get("level") == "form"), path
        assert item.default == raw.get("default", ""), path
        assert item.pattern == raw.get("pattern", ""), path
        assert item.source == raw.get("source", ""), path
        assert item.ref_range_of == raw.get("ref_range_of", ""), path
        assert (item.note.en if item.note else "") == raw.get("note", ""), path
        assert {k: v for k, v in item.sdtm.items() if k != "rscat"} == raw.get("sdtm", {}), path


def test_expressions_of_items_are_those_of_the_design(
    bundled: Study, designs: dict[str, Raw]
) -> None:
    for path, item, raw in pairs(bundled, designs):
        written = [
            (item.required_when, "required_when"),
            (item.show_when, "show_when"),
            (item.default_expr, "default_expr"),
            (item.calc, "calc"),
            (item.source_when, "source_when"),
        ]
        for expression, key in written:
            wanted = raw.get(key, "")
            if key == "show_when":
                wanted = SHOWN_WHEN.get(path, wanted)
            assert source(expression) == wanted, f"{path} {key}"


def numbers(raw: list[str] | None) -> tuple[Decimal, ...] | None:
    """Return numbers of the reference, exactly as written there."""
    return tuple(Decimal(text) for text in raw) if raw is not None else None


def test_numbers_of_items_are_those_of_the_design(bundled: Study, designs: dict[str, Raw]) -> None:
    for path, item, raw in pairs(bundled, designs):
        unit = raw.get("unit", {})
        assert item.unit == unit.get("std", ""), path
        factors = [(a["unit"], Decimal(a["factor"])) for a in unit.get("alternatives", ())]
        assert [(a.unit, a.factor) for a in item.alternatives] == factors, path
        limits = raw.get("range", {})
        assert item.range == Range(numbers(limits.get("soft")), numbers(limits.get("hard"))), path  # type: ignore[arg-type]  # two numbers each
        assert item.allowed == (numbers(raw.get("allowed")) or ()), path
        assert item.decimals == (int(raw["decimals"]) if "decimals" in raw else None), path
        assert item.max_length == (int(raw["max_length"]) if "max_length" in raw else None), path


def test_laboratory_items_keep_ranges_and_grading_rules(
    bundled: Study, designs: dict[str, Raw]
) -> None:
    for path, item, raw in pairs(bundled, designs):
        rules = raw.get("ctcae", [])
        assert list(item.ctcae) == ([rules] if isinstance(rules, str) else rules), path
        ranges = raw.get("default_ref_range", {})
        by_sex = ranges if "M" in ranges else {"": ranges} if ranges else {}
        assert {r.sex: (r.low, r.high) for r in item.reference_ranges} == {
            sex: (Decimal(r["low"]), Decimal(r["high"])) for sex, r in by_sex.items()
        }, path


def test_each_laboratory_item_has_the_companions_of_its_set(
    bundled: Study, designs: dict[str, Raw], reference: Raw
) -> None:
    for oid, design in designs.items():
        for raw in design["items"]:
            name = raw.get("companions")
            own = [i for i in bundled.forms[oid].items if i.companion_of == raw["name"]]
            wanted = _columns(reference, name, has_rule="ctcae" in raw) if name else []
            assert [i.oid for i in own] == [raw["name"] + column["suffix"] for column in wanted]
            for item, column in zip(own, wanted, strict=True):
                assert item.label.en == f"{raw['label']['en']} · {column['label']['en']}"
                assert source(item.calc) == column.get("calc", "")
                assert source(item.required_when) == column.get("required_when", "")
                assert source(item.show_when).endswith(f"({column.get('show_when', '')})") or (
                    "show_when" not in column
                )


def _columns(reference: Raw, name: str, *, has_rule: bool) -> list[Raw]:
    companions = reference["companions"][name]
    inherited = companions.get("extends")
    columns = _columns(reference, inherited, has_rule=has_rule) if inherited else []
    own = [column for column in companions["columns"] if column["type"] != "part"]
    return columns + [column for column in own if has_rule or "only" not in column]


def test_checks_are_those_of_the_design(bundled: Study, designs: dict[str, Raw]) -> None:
    for oid, design in designs.items():
        listed = design.get("edit_checks", [])
        checks = bundled.forms[oid].checks
        assert [check.oid for check in checks] == [raw["id"] for raw in listed]
        for check, raw in zip(checks, listed, strict=True):
            assert check.severity == raw["severity"], check.oid
            assert check.fire_when.source == raw["fire_when"], check.oid
            assert is_said(check.message, raw["message"]), check.oid
            assert "fields" not in raw or list(check.items) == raw["fields"], check.oid


def test_forms_themselves_are_those_of_the_design(bundled: Study, designs: dict[str, Raw]) -> None:
    for oid, raw in designs.items():
        form: FormDef = bundled.forms[oid]
        assert is_said(form.label, raw["label"]), oid
        assert list(form.visits) == raw["visits"], oid
        assert form.repeating == (raw["repeating"] == "true"), oid
        assert form.layout == raw["layout"], oid
        assert list(form.sdtm_domains) == raw["sdtm_domains"], oid
        assert form.max_rows == (int(raw["max_repeats"]) if "max_repeats" in raw else None), oid
        assert source(form.show_when) == raw.get("form_show_when", ""), oid
        assert {v: e.source for v, e in form.visit_conditions.items()} == raw.get(
            "visit_condition", {}
        ), oid
        if oid not in DIFFERENCES:
            assert form.row_key == raw.get("row_key", ""), oid


def test_visits_are_those_of_the_design(bundled: Study, reference: Raw) -> None:
    assert [visit.pattern for visit in bundled.visits] == [v["code"] for v in reference["visits"]]
    for visit, raw in zip(bundled.visits, reference["visits"], strict=True):
        assert (visit.kind, visit.epoch) == (raw["kind"], raw["epoch"]), visit.pattern
        for expression, key in [
            (visit.anchor, "anchor"),
            (visit.target_day, "target_day"),
            (visit.condition, "condition"),
        ]:
            assert (source(expression) or "null") == raw[key], f"{visit.pattern} {key}"
        window = raw["window"]
        assert visit.window == (
            None if window == "null" else (int(window["minus"]), int(window["plus"]))
        )
        planned = reference["schedule"][visit.pattern]
        assert list(visit.forms) == [oid for oid in planned if oid in FORMS], visit.pattern


def test_series_of_visits_are_those_of_the_design(bundled: Study, reference: Raw) -> None:
    for visit, raw in zip(bundled.visits, reference["visits"], strict=True):
        repeat, design = visit.repeat, raw.get("repeat")
        assert (repeat is None) == (design is None), visit.pattern
        if repeat is None or design is None:
            continue
        assert (repeat.variable, repeat.first, repeat.last) == (
            *(design["var"], int(design["from"]), int(design["to"])),
        )
        assert source(repeat.next_when) == design["next_when"]
        assert (source(repeat.stop_when) or "null") == design["stop_when"]


def test_code_lists_are_those_of_the_design(bundled: Study, reference: Raw) -> None:
    for oid, codelist in bundled.codelists.items():
        raw = reference["codelists"][oid]
        assert is_said(codelist.label, raw["label"]), oid
        assert codelist.cdisc == raw.get("cdisc", ""), oid
        for term, design in zip(codelist.terms, raw["terms"], strict=True):
            assert term.code == design["code"], oid
            assert is_said(term.label, design["label"]), oid
            others = {k: v for k, v in design.items() if k not in ("code", "label")}
            assert dict(term.attributes) == others, oid


def test_settings_are_those_of_the_design(bundled: Study, reference: Raw) -> None:
    study = reference["study"]
    assert (bundled.oid, bundled.protocol) == (study["id"], study["sponsor_study_id"])
    assert is_said(bundled.title, study["title"])
    assert bundled.subject_pattern == study["subject_id_pattern"]
    assert list(bundled.parameters) == [*study["parameters"], *OWN_PARAMETERS]
    for name, raw in study["parameters"].items():
        parameter = bundled.parameters[name]
        assert _plain(parameter.value) == raw["value"], name
        assert parameter.source == raw["source"], name
    assert [site.oid for site in bundled.sites] == [raw["id"] for raw in study["sites"]]


def _plain(value: object) -> object:
    """Return a setting in lists and dicts, to compare it with the file."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        return value
    return {key: _plain(part) for key, part in value.items()}  # type: ignore[attr-defined]  # a mapping


def test_every_code_list_is_used(bundled: Study) -> None:
    used = {
        part.codelist
        for form in bundled.forms.values()
        for item in form.items
        for part in (item, *item.columns)
    }
    assert used - {""} == set(bundled.codelists)


def test_every_text_is_in_both_languages(bundled: Study) -> None:
    chinese = [
        f"{form.oid}.{item.oid}"
        for form in bundled.forms.values()
        for item in form.items
        if item.note is not None and item.note.zh.isascii()
    ]
    assert chinese == []
