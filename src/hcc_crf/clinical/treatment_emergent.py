"""Treatment-emergent: an adverse event that began, or may have begun, under treatment.

From the first dose to 30 days after the last; without a last dose from the first dose on.
"""

from dataclasses import dataclass
from datetime import timedelta

from hcc_crf.values import Bilingual, NotDerivable, PartialDate

from .missing import lacking

RULE = "treatment-emergent/1"


@dataclass(frozen=True, slots=True)
class TreatmentEmergentSettings:
    """Study parameter `ae_followup_days`."""

    followup_days: int = 30


@dataclass(frozen=True, slots=True)
class TreatmentEmergent:
    """Whether the event counts as emerging under treatment."""

    is_emergent: bool
    why: Bilingual


DEFAULT = TreatmentEmergentSettings()


def compute_treatment_emergent(
    *,
    onset: PartialDate | None,
    first_dose: PartialDate | None,
    last_dose: PartialDate | None,
    settings: TreatmentEmergentSettings = DEFAULT,
) -> TreatmentEmergent | NotDerivable:
    """Return yes when any day the onset can be lies in the period, both ends included.

    Args:
        onset: Possibly partial: one possible day inside is enough.
        first_dose: First dose of any study drug.
        last_dose: Last dose of any study drug; `None` while treated.
        settings: Days after the last dose.
    """
    if onset is None or first_dose is None:
        inputs = (("onset", onset), ("first_dose", first_dose))
        return lacking([name for name, date in inputs if date is None])
    end = None if last_dose is None else last_dose.last + timedelta(days=settings.followup_days)
    is_emergent = onset.last >= first_dose.first and (end is None or onset.first <= end)
    period = f"from {first_dose} on" if end is None else f"{first_dose} to {end}"
    period_zh = f"自{first_dose}起" if end is None else f"{first_dose}至{end}"
    return TreatmentEmergent(
        is_emergent,
        Bilingual(
            f"Treatment-emergent {'yes' if is_emergent else 'no'}: onset {onset}, period {period}.",
            f"治疗期出现：{'是' if is_emergent else '否'}；发生{onset}，期间{period_zh}。",
        ),
    )
