"""Early AFP response: a fall above 20 % from a baseline of 20 ug/L or more, on days 2 to 31."""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import lacking

RULE = "afp-response/1"


@dataclass(frozen=True, slots=True)
class AfpSettings:
    """When the response is asked, and how large the fall must be (study assumptions)."""

    baseline_from_ug_l: Decimal = Decimal(20)
    fall_above_pct: Decimal = Decimal(20)
    first_day: int = 2
    last_day: int = 31


@dataclass(frozen=True, slots=True)
class AfpResponse:
    """Whether AFP responded, and the change in per cent, unrounded, negative for a fall."""

    has_responded: bool
    change_pct: Decimal
    why: Bilingual


DEFAULT = AfpSettings()


def compute_afp_response(
    *,
    afp_ug_l: Decimal | None,
    baseline_ug_l: Decimal | None,
    study_day: int | None,
    settings: AfpSettings = DEFAULT,
) -> AfpResponse | NotDerivable:
    """Return the response; a fall of exactly 20 % is none.

    A baseline below 20 ug/L or a sample outside days 2 to 31 is not asked: not derivable, with no
    input missing.
    """
    if afp_ug_l is None or baseline_ug_l is None or study_day is None:
        inputs = (("afp", afp_ug_l), ("baseline", baseline_ug_l), ("study_day", study_day))
        return lacking([name for name, value in inputs if value is None])
    if baseline_ug_l < settings.baseline_from_ug_l:
        floor = plain(settings.baseline_from_ug_l)
        return NotDerivable(
            (),
            Bilingual(
                f"Not asked: baseline AFP below {floor} ug/L.", f"不适用：基线AFP<{floor} ug/L。"
            ),
        )
    if not settings.first_day <= study_day <= settings.last_day:
        span = f"{settings.first_day}-{settings.last_day}"
        return NotDerivable(
            (),
            Bilingual(
                f"Not asked: day {study_day} is outside days {span}.",
                f"不适用：第{study_day}天不在第{span}天内。",
            ),
        )
    change = 100 * (afp_ug_l - baseline_ug_l) / baseline_ug_l
    has_responded = change < -settings.fall_above_pct
    shown = rounded_half_up(change, 1)
    limit = plain(settings.fall_above_pct)
    return AfpResponse(
        has_responded,
        change,
        Bilingual(
            f"AFP response {'yes' if has_responded else 'no'}: {plain(afp_ug_l)} from "
            f"{plain(baseline_ug_l)} ug/L is {shown} %; a fall above {limit} % is needed.",
            f"AFP应答{'是' if has_responded else '否'}：自{plain(baseline_ug_l)}至{plain(afp_ug_l)}"
            f" ug/L，变化{shown} %（需下降>{limit} %）。",
        ),
    )
