"""MELD, MELD-Na (OPTN 2016) and MELD 3.0 (Kim 2021; OPTN from 2023-07-13).

Bilirubin and creatinine in mg/dL, sodium in mmol/L, albumin in g/dL. Bilirubin, INR and creatinine
below 1.0 count as 1.0. Dialysis (twice in 7 days, or 24 h of CVVHD) sets creatinine to its cap
before the floor is looked at. MELD-Na follows the order of OPTN: MELD(i) is rounded to an integer,
compared with 11, and only then corrected for sodium; the other formula of that name (Kim 2008) is
deliberately absent. Integers are rounded half up.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .figures import ONE, as_quantity, bounds, plain, rounded_half_up
from .meld_text import NOTHING_MORE, SODIUM_UNUSED, explain_meld, say_meld_3, say_sodium
from .missing import lacking
from .sex import Sex
from .units import FACTORS, Analyte, standard_number

RULE = "meld/1"


@dataclass(frozen=True, slots=True)
class MeldSettings:
    """Study parameter `meld_limits`: lowest and highest score reported."""

    lowest: int = 6
    highest: int = 40


@dataclass(frozen=True, slots=True)
class MeldScore:
    """One of the three scores.

    Attributes:
        points: Rounded half up and limited.
        unrounded: Before the last rounding and the limits.
        why: One line.
    """

    points: int
    unrounded: Decimal
    why: Bilingual


DEFAULT = MeldSettings()

_CREATININE_CAP = Decimal("4.0")
_CREATININE_CAP_3 = Decimal("3.0")
_SODIUM_FLOOR, _SODIUM_CAP = Decimal(125), Decimal(137)
_ALBUMIN_FLOOR, _ALBUMIN_CAP = Decimal("1.5"), Decimal("3.5")
_SODIUM_COUNTS_ABOVE = 11
_FEMALE = Decimal("1.33")
_ADULT_YEARS = 18


def _in_conventional(analyte: Analyte, quantity: Quantity) -> Quantity:
    """Return it in mg/dL (albumin g/dL), unrounded, with its qualifier."""
    wanted = "g/dL" if analyte is Analyte.ALBUMIN else "mg/dL"
    if quantity.unit == wanted:
        return quantity
    number = standard_number(analyte, quantity) / FACTORS[analyte][wanted]
    return Quantity(number, wanted, quantity.qualifier)


def _within(quantity: Quantity | None, floor: Decimal, cap: Decimal | None) -> Decimal | None:
    """Return the number within floor and cap; `None` when it lacks or its bound leaves it open."""
    if quantity is None:
        return None
    low, high = (max(number, floor) for number in bounds(quantity))
    if cap is not None:
        low, high = min(low, cap), min(high, cap)
    return low if low == high else None


@dataclass(frozen=True, slots=True)
class _Core:
    """Bilirubin, INR and creatinine after the limits that all three scores share."""

    bilirubin: Decimal
    inr: Decimal
    creatinine: Decimal


def _core(
    bilirubin: Quantity | None,
    inr: Decimal | Quantity | None,
    creatinine: Quantity | None,
    *,
    is_on_dialysis: bool,
    cap: Decimal,
) -> _Core | list[str]:
    """Return the three numbers, or the names of those that lack.

    Dialysis stands for the cap of creatinine, whatever was measured.
    """
    if bilirubin is not None:
        bilirubin = _in_conventional(Analyte.BILIRUBIN, bilirubin)
    if creatinine is not None:
        creatinine = _in_conventional(Analyte.CREATININE, creatinine)
    bili = _within(bilirubin, ONE, None)
    ratio = _within(as_quantity(inr), ONE, None)
    crea = cap if is_on_dialysis else _within(creatinine, ONE, cap)
    if bili is None or ratio is None or crea is None:
        named = (("bilirubin", bili), ("inr", ratio), ("creatinine", crea))
        return [name for name, number in named if number is None]
    return _Core(bili, ratio, crea)


def _limited(unrounded: Decimal, settings: MeldSettings) -> int:
    return max(settings.lowest, min(int(rounded_half_up(unrounded)), settings.highest))


def _why(
    name: str,
    score: tuple[int, Decimal],
    core: _Core,
    settings: MeldSettings,
    *,
    is_on_dialysis: bool | None,
    rest: Bilingual = NOTHING_MORE,
) -> Bilingual:
    points, unrounded = score
    used = (f"{core.bilirubin:.4g} mg/dL", plain(core.inr), f"{core.creatinine:.4g} mg/dL")
    shown = f"{name} {points}", f"{rounded_half_up(unrounded, 2)}"
    limits = f"{settings.lowest}-{settings.highest}"
    return explain_meld(shown, used, limits, rest, is_on_dialysis=is_on_dialysis)


def _meld_i(core: _Core) -> Decimal:
    """Return 10 x the formula of OPTN before rounding; MELD itself has the same coefficients."""
    return (
        Decimal("9.57") * core.creatinine.ln()
        + Decimal("3.78") * core.bilirubin.ln()
        + Decimal("11.20") * core.inr.ln()
        + Decimal("6.43")
    )


def compute_meld(
    *,
    bilirubin: Quantity | None,
    inr: Decimal | Quantity | None,
    creatinine: Quantity | None,
    is_on_dialysis: bool | None = None,
    settings: MeldSettings = DEFAULT,
) -> MeldScore | NotDerivable:
    """Return MELD: 9.57 ln(creatinine) + 3.78 ln(bilirubin) + 11.20 ln(INR) + 6.43.

    Args:
        bilirubin: mg/dL or umol/L; below 1.0 mg/dL counts as 1.0.
        inr: Below 1.0 counts as 1.0.
        creatinine: mg/dL or umol/L, limited to 1.0-4.0 mg/dL.
        is_on_dialysis: Creatinine 4.0; `None` counts as no and is said.
        settings: Limits of the score.
    """
    dialysis = is_on_dialysis is True
    core = _core(bilirubin, inr, creatinine, is_on_dialysis=dialysis, cap=_CREATININE_CAP)
    if isinstance(core, list):
        return lacking(core)
    unrounded = _meld_i(core)
    points = _limited(unrounded, settings)
    why = _why("MELD", (points, unrounded), core, settings, is_on_dialysis=is_on_dialysis)
    return MeldScore(points, unrounded, why)


def compute_meld_na(
    *,
    bilirubin: Quantity | None,
    inr: Decimal | Quantity | None,
    creatinine: Quantity | None,
    sodium: Decimal | Quantity | None,
    is_on_dialysis: bool | None = None,
    settings: MeldSettings = DEFAULT,
) -> MeldScore | NotDerivable:
    """Return MELD-Na in the order of OPTN 2016.

    1. MELD(i) = 0.957 ln(creatinine) + 0.378 ln(bilirubin) + 1.120 ln(INR) + 0.643, rounded half up
       to the tenth and multiplied by 10: an integer.
    2. MELD(i) up to 11 is the result; sodium is not needed.
    3. Above 11: MELD(i) + 1.32 x (137 - Na) - 0.033 x MELD(i) x (137 - Na), Na limited to 125-137,
       rounded half up.

    Args:
        bilirubin: As for MELD.
        inr: As for MELD.
        creatinine: As for MELD, with the same cap and dialysis rule.
        sodium: mmol/L.
        is_on_dialysis: As for MELD.
        settings: Limits of the score.
    """
    dialysis = is_on_dialysis is True
    core = _core(bilirubin, inr, creatinine, is_on_dialysis=dialysis, cap=_CREATININE_CAP)
    mmol_l = _within(as_quantity(sodium), _SODIUM_FLOOR, _SODIUM_CAP)
    if isinstance(core, list):
        return lacking(core if mmol_l is not None else [*core, "sodium"])
    initial = rounded_half_up(_meld_i(core))  # (1)
    if initial <= _SODIUM_COUNTS_ABOVE:  # (2)
        unrounded, rest = initial, SODIUM_UNUSED
    elif mmol_l is None:
        return lacking(["sodium"])
    else:  # (3)
        deficit = _SODIUM_CAP - mmol_l
        unrounded = initial + Decimal("1.32") * deficit - Decimal("0.033") * initial * deficit
        rest = say_sodium(plain(mmol_l), initial)
    points = _limited(unrounded, settings)
    why = _why(
        "MELD-Na",
        (points, unrounded),
        core,
        settings,
        is_on_dialysis=is_on_dialysis,
        rest=rest,
    )
    return MeldScore(points, unrounded, why)


def compute_meld_3(
    *,
    bilirubin: Quantity | None,
    inr: Decimal | Quantity | None,
    creatinine: Quantity | None,
    sodium: Decimal | Quantity | None,
    albumin: Quantity | None,
    sex: Sex | None,
    age_years: int | None = None,
    is_on_dialysis: bool | None = None,
    settings: MeldSettings = DEFAULT,
) -> MeldScore | NotDerivable:
    """Return MELD 3.0.

    1.33 (female, or under 18) + 4.56 ln(bilirubin) + 0.82 (137 - Na)
    - 0.24 (137 - Na) ln(bilirubin) + 9.09 ln(INR) + 11.14 ln(creatinine)
    + 1.85 (3.5 - albumin) - 1.83 (3.5 - albumin) ln(creatinine) + 6, rounded half up.

    Args:
        bilirubin: As for MELD.
        inr: As for MELD.
        creatinine: Limited to 1.0-3.0 mg/dL; dialysis is 3.0.
        sodium: mmol/L, limited to 125-137.
        albumin: g/dL or g/L, limited to 1.5-3.5 g/dL.
        sex: Needed unless under 18.
        age_years: Only tells the age of 12-17 apart; `None` is an adult.
        is_on_dialysis: As for MELD.
        settings: Limits of the score; Kim 2021 proposed none above, OPTN has 40.
    """
    dialysis = is_on_dialysis is True
    core = _core(bilirubin, inr, creatinine, is_on_dialysis=dialysis, cap=_CREATININE_CAP_3)
    mmol_l = _within(as_quantity(sodium), _SODIUM_FLOOR, _SODIUM_CAP)
    if albumin is not None:
        albumin = _in_conventional(Analyte.ALBUMIN, albumin)
    g_dl = _within(albumin, _ALBUMIN_FLOOR, _ALBUMIN_CAP)
    is_minor = age_years is not None and age_years < _ADULT_YEARS
    is_sex_open = sex is None and not is_minor
    if isinstance(core, list) or mmol_l is None or g_dl is None or is_sex_open:
        named = (("sodium", mmol_l is None), ("albumin", g_dl is None), ("sex", is_sex_open))
        names = core if isinstance(core, list) else []
        return lacking([*names, *(name for name, is_lacking in named if is_lacking)])
    has_bonus = is_minor or sex is Sex.FEMALE
    unrounded = _meld_3(core, mmol_l, g_dl) + (_FEMALE if has_bonus else 0)
    points = _limited(unrounded, settings)
    rest = say_meld_3(plain(mmol_l), f"{g_dl:.4g}", sex)
    why = _why(
        "MELD 3.0",
        (points, unrounded),
        core,
        settings,
        is_on_dialysis=is_on_dialysis,
        rest=rest,
    )
    return MeldScore(points, unrounded, why)


def _meld_3(core: _Core, sodium: Decimal, albumin: Decimal) -> Decimal:
    """Return the formula without the term of sex."""
    ln_bilirubin, ln_creatinine = core.bilirubin.ln(), core.creatinine.ln()
    deficit, lack = _SODIUM_CAP - sodium, _ALBUMIN_CAP - albumin
    return (
        Decimal("4.56") * ln_bilirubin
        + Decimal("0.82") * deficit
        - Decimal("0.24") * deficit * ln_bilirubin
        + Decimal("9.09") * core.inr.ln()
        + Decimal("11.14") * ln_creatinine
        + Decimal("1.85") * lack
        - Decimal("1.83") * lack * ln_creatinine
        + 6
    )
