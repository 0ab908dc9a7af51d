"""Relative dose intensity: mg taken in per cent of the mg planned.

Lenvatinib is planned at its first dose on every calendar day from the first to the last dose;
lenalidomide at its first dose on 14 days of each cycle begun, by the calendar, up to the last dose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import lacking

RULE = "relative-dose-intensity/1"


@dataclass(frozen=True, slots=True)
class CycleSettings:
    """Study parameters `cycle_length_days` and `lenalidomide_dose_days`."""

    cycle_length_days: int = 21
    dosing_days: int = 14


@dataclass(frozen=True, slots=True)
class DosePeriod:
    """A row of a dosing form.

    Attributes:
        start: First day, included.
        end: Last day, included.
        daily_mg: 0 for an interruption; half the dose for every other day.
        missed: Doses missed within the period.
    """

    start: date
    end: date
    daily_mg: Decimal
    missed: int = 0

    @property
    def taken_mg(self) -> Decimal:
        """Mg taken: the days of the period less the doses missed."""
        return self.daily_mg * ((self.end - self.start).days + 1 - self.missed)


@dataclass(frozen=True, slots=True)
class DoseIntensity:
    """Per cent, unrounded, with both sums."""

    percent: Decimal
    taken_mg: Decimal
    planned_mg: Decimal
    why: Bilingual


DEFAULT = CycleSettings()


def _given(periods: Sequence[DosePeriod]) -> Sequence[DosePeriod]:
    """Return the periods with a dose, by start."""
    return sorted(
        (period for period in periods if period.daily_mg > 0), key=lambda each: each.start
    )


def _last_day(periods: Sequence[DosePeriod]) -> date:
    return max(period.end for period in periods)


def _intensity(periods: Sequence[DosePeriod], planned_days: int, en: str, zh: str) -> DoseIntensity:
    taken = sum((period.taken_mg for period in periods), Decimal(0))
    planned = periods[0].daily_mg * planned_days
    percent = 100 * taken / planned
    shown = f"{rounded_half_up(percent, 1)} %"
    amounts = f"{plain(taken)} mg / {plain(planned)} mg"
    dose = plain(periods[0].daily_mg)
    return DoseIntensity(
        percent,
        taken,
        planned,
        Bilingual(
            f"Relative dose intensity {shown}: {amounts} planned "
            f"({dose} mg on {planned_days} days, {en}).",
            f"相对剂量强度 {shown}：{amounts}（计划 {dose} mg × {planned_days}天，{zh}）。",
        ),
    )


def compute_daily_dose_intensity(periods: Sequence[DosePeriod]) -> DoseIntensity | NotDerivable:
    """Return the intensity of a drug taken every day (lenvatinib)."""
    given = _given(periods)
    if not given:
        return lacking(["taken_mg"])
    days = (_last_day(given) - given[0].start).days + 1
    return _intensity(given, days, "first to last dose", "自首次至末次用药")


def compute_cyclic_dose_intensity(
    periods: Sequence[DosePeriod], *, cycle_1_day_1: date, settings: CycleSettings = DEFAULT
) -> DoseIntensity | NotDerivable:
    """Return the intensity of a drug taken on the first days of a cycle (lenalidomide).

    Args:
        periods: Rows of the dosing form.
        cycle_1_day_1: Cycles are counted from here, by the calendar.
        settings: Length of a cycle and its dosing days.
    """
    given = _given(periods)
    if not given:
        return lacking(["taken_mg"])
    cycles = (_last_day(given) - cycle_1_day_1).days // settings.cycle_length_days + 1
    return _intensity(
        given, cycles * settings.dosing_days, f"{cycles} cycles begun", f"{cycles}个周期"
    )
