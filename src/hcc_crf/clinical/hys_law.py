"""Hy's-law signal of drug-induced liver injury.

ALT or AST at least 3 x ULN and at least 2 x its own baseline, bilirubin at least 2 x ULN, ALP below
2 x ULN: all four in one sample. A signal to look, not a diagnosis.
"""

from dataclasses import dataclass
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain
from .missing import lacking

RULE = "hys-law/1"


@dataclass(frozen=True, slots=True)
class HysLawSettings:
    """The multiples; the first three include their edge."""

    transaminase_x_uln: Decimal = Decimal(3)
    transaminase_x_baseline: Decimal = Decimal(2)
    bilirubin_x_uln: Decimal = Decimal(2)
    alp_below_x_uln: Decimal = Decimal(2)


@dataclass(frozen=True, slots=True)
class LiverTest:
    """One test with its upper limit and baseline, all in one unit."""

    value: Decimal | None
    uln: Decimal | None
    baseline: Decimal | None = None


@dataclass(frozen=True, slots=True)
class HysLaw:
    """Whether the signal is there."""

    is_met: bool
    why: Bilingual


DEFAULT = HysLawSettings()


def _reaches(value: Decimal | None, times: Decimal, basis: Decimal | None) -> bool | None:
    return None if value is None or basis is None else value >= times * basis


def _all(*claims: bool | None) -> bool | None:
    """Three-valued and: one false decides, else one unknown leaves it open."""
    if False in claims:
        return False
    return None if None in claims else True


def _any(*claims: bool | None) -> bool | None:
    """Three-valued or: one true decides, else one unknown leaves it open."""
    if True in claims:
        return True
    return None if None in claims else False


def _is_raised(test: LiverTest, settings: HysLawSettings) -> bool | None:
    """True when a transaminase is high enough against ULN and baseline; a baseline of 0 is none."""
    baseline = test.baseline or None
    return _all(
        _reaches(test.value, settings.transaminase_x_uln, test.uln),
        _reaches(test.value, settings.transaminase_x_baseline, baseline),
    )


def compute_hys_law(
    *,
    alt: LiverTest,
    ast: LiverTest,
    bilirubin: LiverTest,
    alp: LiverTest,
    settings: HysLawSettings = DEFAULT,
) -> HysLaw | NotDerivable:
    """Return the signal as soon as it is certain, in spite of missing values; else what lacks."""
    by_alt, by_ast = _is_raised(alt, settings), _is_raised(ast, settings)
    jaundiced = _reaches(bilirubin.value, settings.bilirubin_x_uln, bilirubin.uln)
    cholestatic = _reaches(alp.value, settings.alp_below_x_uln, alp.uln)
    not_cholestatic = None if cholestatic is None else not cholestatic
    is_met = _all(_any(by_alt, by_ast), jaundiced, not_cholestatic)
    if is_met is None:
        tests = (
            ("alt", by_alt),
            ("ast", by_ast),
            ("bilirubin", jaundiced),
            ("alp", not_cholestatic),
        )
        names = [name for name, known in tests if known is None]
        if by_alt or by_ast:
            names = [name for name in names if name not in ("alt", "ast")]
        return lacking(names)
    shown = ", ".join(
        f"{name} {'?' if test.value is None else plain(test.value)}"
        for name, test in (("ALT", alt), ("AST", ast), ("bilirubin", bilirubin), ("ALP", alp))
    )
    rule = "ALT or AST >= 3 x ULN and >= 2 x baseline, bilirubin >= 2 x ULN, ALP < 2 x ULN"
    return HysLaw(
        is_met,
        Bilingual(
            f"Hy's law {'met' if is_met else 'not met'}: {shown} ({rule}).",
            f"Hy's law {'符合' if is_met else '不符合'}：{shown}（{rule}）。",
        ),
    )
