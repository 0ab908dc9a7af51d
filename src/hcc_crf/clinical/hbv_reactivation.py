"""HBV reactivation signal: HBV DNA against its baseline, IU/mL."""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable, Qualifier, Quantity

from .figures import bounds, plain
from .missing import bounded, lacking

RULE = "hbv-reactivation/1"


@dataclass(frozen=True, slots=True)
class HbvSettings:
    """Rise from a detected baseline (2 log), and level from an undetected one."""

    times_baseline: Decimal = Decimal(100)
    from_undetected_iu_ml: Decimal = Decimal(1000)


@dataclass(frozen=True, slots=True)
class HbvReactivation:
    """Whether the signal is there, and the level it was compared with."""

    is_reactivated: bool
    limit_iu_ml: Decimal
    why: Bilingual


DEFAULT = HbvSettings()


def compute_hbv_reactivation(
    *, hbv_dna: Quantity | None, baseline: Quantity | None, settings: HbvSettings = DEFAULT
) -> HbvReactivation | NotDerivable:
    """Return whether HBV DNA reaches its limit; the limit itself counts.

    1. Baseline detected: from 100 times the baseline on.
    2. Baseline not detected (0, `<x` or NOT DETECTED, which is 0): from 1000 IU/mL on.
    3. A value known only as `<x` or `>x` counts where it lies wholly on one side.

    Args:
        hbv_dna: IU/mL.
        baseline: IU/mL.
        settings: The two limits.
    """
    if hbv_dna is None or baseline is None:
        inputs = (("hbv_dna", hbv_dna), ("baseline", baseline))
        return lacking([name for name, value in inputs if value is None])
    is_undetected = baseline.qualifier is Qualifier.BELOW or not baseline.number
    if is_undetected:
        least = most = settings.from_undetected_iu_ml
        rule = f"baseline {baseline} not detected, limit {plain(most)}"
        rule_zh = f"基线{baseline}未检出，界值{plain(most)}"
    else:
        least, most = (settings.times_baseline * number for number in bounds(baseline))
        rule = f"limit {plain(settings.times_baseline)} x baseline {baseline}"
        rule_zh = f"界值为基线{baseline}的{plain(settings.times_baseline)}倍"
    low, high = bounds(hbv_dna)
    is_reactivated = low >= most
    if not is_reactivated and high >= least:
        return bounded("baseline", baseline) if hbv_dna.is_exact else bounded("hbv_dna", hbv_dna)
    answer, word = ("yes", "reached") if is_reactivated else ("no", "not reached")
    answer_zh, word_zh = ("是", "达到") if is_reactivated else ("否", "未达到")
    return HbvReactivation(
        is_reactivated,
        least,
        Bilingual(
            f"HBV reactivation {answer}: {hbv_dna}, {rule} IU/mL {word}.",
            f"HBV再激活{answer_zh}：{hbv_dna}，{rule_zh} IU/mL{word_zh}。",
        ),
    )
