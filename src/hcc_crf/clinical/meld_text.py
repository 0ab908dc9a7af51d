"""The why of the MELD scores, in both languages."""

from decimal import Decimal

from hcc_crf.values import Bilingual

from .sex import NAMES, Sex

NOTHING_MORE = Bilingual("", "")
SODIUM_UNUSED = Bilingual(
    "; MELD(i) is not above 11, sodium is not used", "；MELD(i) 不大于11，不用血钠"
)


def explain_meld(
    score: tuple[str, str],
    used: tuple[str, str, str],
    limits: str,
    rest: Bilingual,
    *,
    is_on_dialysis: bool | None,
) -> Bilingual:
    """Name what was used after the limits, and that dialysis was assumed when it was not asked.

    Args:
        score: Name with points, and the number before rounding.
        used: Bilirubin, INR and creatinine, each within its limits.
        limits: Of the score: `6-40`.
        rest: What else was used.
        is_on_dialysis: As asked.
    """
    dialysis, dialysis_zh = "", ""
    if is_on_dialysis is None:
        dialysis, dialysis_zh = "; dialysis not stated, taken as no", "；未说明透析，按无透析计"
    elif is_on_dialysis:
        dialysis, dialysis_zh = "; on dialysis", "；透析中"
    bilirubin, inr, creatinine = used
    name, unrounded = score
    return Bilingual(
        f"{name} ({unrounded} before rounding and the limits {limits}): bilirubin {bilirubin}, "
        f"INR {inr}, creatinine {creatinine}{rest.en}, each within its limits{dialysis}.",
        f"{name}（舍入及限于{limits}前为 {unrounded}）：胆红素 {bilirubin}，INR {inr}，"
        f"肌酐 {creatinine}{rest.zh}（均已按限值）{dialysis_zh}。",
    )


def say_sodium(mmol_l: str, initial: Decimal) -> Bilingual:
    """Name the sodium that counted, and the score it was added to."""
    return Bilingual(
        f", sodium {mmol_l} mmol/L, MELD(i) {initial}", f"，血钠 {mmol_l} mmol/L，MELD(i) {initial}"
    )


def say_meld_3(sodium_mmol_l: str, albumin_g_dl: str, sex: Sex | None) -> Bilingual:
    """Name what MELD 3.0 uses beyond MELD."""
    sex_zh = NAMES[sex].zh if sex else "不需要"
    return Bilingual(
        f", sodium {sodium_mmol_l} mmol/L, albumin {albumin_g_dl} g/dL, sex {sex or 'not needed'}",
        f"，血钠 {sodium_mmol_l} mmol/L，白蛋白 {albumin_g_dl} g/dL，性别 {sex_zh}",
    )
