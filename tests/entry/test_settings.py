"""Every point the protocol may decide reaches its rule, and the why says which way it went."""

from dataclasses import replace

import pytest

from hcc_crf.entry.open_study import open_study
from hcc_crf.entry.settings import ClinicalSettings, clinical_settings
from hcc_crf.resources import forms_directory
from hcc_crf.study.load import load_study
from hcc_crf.study.model import Study


@pytest.fixture(scope="module")
def bundled() -> Study:
    """Return the definitions as they come with the program."""
    return load_study(forms_directory())


def changed(study: Study, name: str, value: str) -> ClinicalSettings:
    """Return the settings of a study in which one parameter has another value."""
    parameter = replace(study.parameters[name], value=value)
    return clinical_settings(replace(study, parameters={**study.parameters, name: parameter}))


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("child_pugh_cholestatic", "Y", "child_pugh"),
        ("albi_albumin_coefficient", "0.085", "albi"),
        ("bsa_formula", "DU BOIS", "bsa"),
        ("confirmation_min_days", "56", "recist"),
        ("sd_min_days", "42", "recist"),
        ("bor_max_ne", "0", "recist"),
        ("continuing_response", "N", "recist"),
        ("nontarget_present_and_ne", "NON-CR/NON-PD", "recist"),
        ("afp_normal_for_cr", "Y", "recist"),
        ("mrecist_pd_min_mm", "5", "recist"),
        ("pd_date_rule", "LATEST", "recist"),
        ("response_date_rule", "EARLIEST", "recist"),
        ("irecist_confirm_min_days", "21", "recist"),
        ("ctcae_unknown_baseline_uses_uln", "N", "ctcae"),
        ("ctcae_unstated_anticoagulation_is_none", "N", "ctcae"),
        ("corrected_calcium_downwards", "N", "corrected_calcium"),
        ("leap_birthday_on_1_march", "N", "age"),
        ("ae_followup_days", "28", "treatment_emergent"),
    ],
)
def test_a_parameter_changes_the_setting_of_its_rule_and_no_other(
    bundled: Study, name: str, value: str, where: str
) -> None:
    before, after = clinical_settings(bundled), changed(bundled, name, value)
    rules = before.__dataclass_fields__
    differing = [rule for rule in rules if getattr(before, rule) != getattr(after, rule)]
    assert differing == [where]


def test_every_parameter_says_where_it_comes_from(bundled: Study) -> None:
    assert [name for name, one in bundled.parameters.items() if not one.source.strip()] == []


def test_the_bundled_settings_are_the_decided_defaults(bundled: Study) -> None:
    found = clinical_settings(bundled)
    assert found.recist.irecist_confirm_days == 28
    assert found.ctcae.unknown_baseline_uses_uln
    assert found.ctcae.unstated_anticoagulation_is_none
    assert found.corrected_calcium.corrects_downwards
    assert found.age.leap_birthday_on_1_march
    assert open_study(bundled).settings == found
