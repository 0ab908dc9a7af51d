"""The study's settings as the frozen values that clinical rules take."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.clinical.age import AgeSettings
from hcc_crf.clinical.albi import AlbiSettings
from hcc_crf.clinical.bsa import BsaFormula, BsaSettings
from hcc_crf.clinical.child_pugh import Band, ChildPughSettings
from hcc_crf.clinical.corrected_calcium import CorrectedCalciumSettings
from hcc_crf.clinical.ctcae_reading import CtcaeSettings
from hcc_crf.clinical.lenalidomide_dose import LenalidomideSettings, RenalStep
from hcc_crf.clinical.lenvatinib_dose import LenvatinibSettings
from hcc_crf.clinical.meld import MeldSettings
from hcc_crf.clinical.recist_settings import DateRule, RecistSettings
from hcc_crf.clinical.response import Response
from hcc_crf.clinical.treatment_emergent import TreatmentEmergentSettings
from hcc_crf.study.model import Parameter, Study


@dataclass(frozen=True, slots=True)
class ClinicalSettings:
    """What a protocol may decide, by rule."""

    child_pugh: ChildPughSettings
    albi: AlbiSettings
    meld: MeldSettings
    bsa: BsaSettings
    lenvatinib: LenvatinibSettings
    lenalidomide: LenalidomideSettings
    recist: RecistSettings
    ctcae: CtcaeSettings
    corrected_calcium: CorrectedCalciumSettings
    age: AgeSettings
    treatment_emergent: TreatmentEmergentSettings


def clinical_settings(study: Study) -> ClinicalSettings:
    """Return the settings of a study, read from `forms/study.yaml`."""
    read = _Parameters(study.parameters)
    low, high = read.band("meld_limits")
    return ClinicalSettings(
        child_pugh=ChildPughSettings(
            bilirubin_umol_l=read.band("child_pugh_bilirubin_umol_l"),
            bilirubin_mg_dl=read.band("child_pugh_bilirubin_mg_dl"),
            albumin_g_l=read.band("child_pugh_albumin_g_l"),
            inr=read.band("child_pugh_inr"),
            pt_over_control_s=read.band("child_pugh_pt_over_control_s"),
            is_cholestatic=read.flag("child_pugh_cholestatic"),
        ),
        albi=AlbiSettings(read.number("albi_albumin_coefficient")),
        meld=MeldSettings(int(low), int(high)),
        bsa=BsaSettings(BsaFormula(read.text("bsa_formula"))),
        lenvatinib=_lenvatinib(read),
        lenalidomide=LenalidomideSettings(_renal_steps(read)),
        recist=_recist(read),
        ctcae=CtcaeSettings(
            unknown_baseline_uses_uln=read.flag("ctcae_unknown_baseline_uses_uln"),
            unstated_anticoagulation_is_none=read.flag("ctcae_unstated_anticoagulation_is_none"),
        ),
        corrected_calcium=CorrectedCalciumSettings(read.flag("corrected_calcium_downwards")),
        age=AgeSettings(leap_birthday_on_1_march=read.flag("leap_birthday_on_1_march")),
        treatment_emergent=TreatmentEmergentSettings(read.whole("ae_followup_days")),
    )


@dataclass(frozen=True, slots=True)
class _Parameters:
    by_name: Mapping[str, Parameter]

    def text(self, name: str) -> str:
        value = self.by_name[name].value
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def number(self, name: str) -> Decimal:
        return Decimal(self.text(name))

    def whole(self, name: str) -> int:
        return int(self.text(name))

    def flag(self, name: str) -> bool:
        return self.text(name) == "Y"

    def band(self, name: str) -> Band:
        value = self.by_name[name].value
        if isinstance(value, tuple) and len(value) == 2:  # noqa: PLR2004  (two edges)
            low, high = value
            if isinstance(low, str) and isinstance(high, str):
                return Decimal(low), Decimal(high)
        raise TypeError(name)


def _lenvatinib(read: _Parameters) -> LenvatinibSettings:
    doses = read.by_name["lenvatinib_start_dose_mg"].value
    if not isinstance(doses, Mapping):
        raise TypeError("lenvatinib_start_dose_mg")
    above, below = doses["ge_60kg"], doses["lt_60kg"]
    if not (isinstance(above, str) and isinstance(below, str)):
        raise TypeError("lenvatinib_start_dose_mg")
    return LenvatinibSettings(dose_from_mg=Decimal(above), dose_below_mg=Decimal(below))


def _renal_steps(read: _Parameters) -> tuple[RenalStep, ...]:
    steps = read.by_name["lenalidomide_renal_start"].value
    found = [
        RenalStep(Decimal(step["crcl_ge"]), Decimal(step["dose_mg"]))
        for step in steps
        if isinstance(step, Mapping) and "crcl_ge" in step
    ]
    return tuple(sorted(found, key=lambda step: step.from_ml_min, reverse=True))


def _recist(read: _Parameters) -> RecistSettings:
    return RecistSettings(
        confirm_days=read.whole("confirmation_min_days"),
        sd_min_days=read.whole("sd_min_days"),
        max_ne=read.whole("bor_max_ne"),
        continuing_response=read.flag("continuing_response"),
        nontarget_present_and_ne=Response(read.text("nontarget_present_and_ne")),
        afp_normal_for_cr=read.flag("afp_normal_for_cr"),
        pd_date_rule=DateRule(read.text("pd_date_rule")),
        response_date_rule=DateRule(read.text("response_date_rule")),
        max_targets=read.whole("max_target_lesions"),
        max_targets_per_organ=read.whole("max_target_per_organ"),
        mrecist_pd_min_mm=read.number("mrecist_pd_min_mm"),
        irecist_confirm_days=read.whole("irecist_confirm_min_days"),
    )
