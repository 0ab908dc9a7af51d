"""QT corrected by Fridericia: QT / (RR in s)^(1/3), RR = 60 / heart rate.

QT and heart rate from one tracing. Of several tracings the mean of their QTcF counts (ICH E14).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from hcc_crf.values import Bilingual, NotDerivable

from .figures import plain, rounded_half_up
from .missing import impossible, lacking

RULE = "qtcf/1"

_SECONDS_A_MINUTE = Decimal(60)
_THIRD = Decimal(1) / Decimal(3)
_ROOT = Context(prec=24)
"""Four digits less than computed, so that the root of a cube is exact."""


@dataclass(frozen=True, slots=True)
class QtcfSettings:
    """Study parameter `qtcf_machine_tolerance_ms`."""

    machine_tolerance_ms: Decimal = Decimal(5)


@dataclass(frozen=True, slots=True)
class Qtcf:
    """ms, unrounded; shown in whole ms."""

    ms: Decimal
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Tracing:
    """QT in ms and heart rate in beats a minute of one ECG."""

    qt_ms: Decimal
    heart_rate: Decimal


DEFAULT = QtcfSettings()


def _fridericia(tracing: Tracing) -> Decimal:
    root = _ROOT.plus((_SECONDS_A_MINUTE / tracing.heart_rate) ** _THIRD)
    return tracing.qt_ms / root


def compute_qtcf(*, qt_ms: Decimal | None, heart_rate: Decimal | None) -> Qtcf | NotDerivable:
    """Return QTcF of one tracing; the heart rate must be above 0."""
    if qt_ms is None or heart_rate is None:
        inputs = (("qt_ms", qt_ms), ("heart_rate", heart_rate))
        return lacking([name for name, number in inputs if number is None])
    if heart_rate <= 0:
        return impossible("heart_rate", "must be above 0", "须大于0")
    ms = _fridericia(Tracing(qt_ms, heart_rate))
    shown = rounded_half_up(ms)
    given = f"QT {plain(qt_ms)} ms"
    return Qtcf(
        ms,
        Bilingual(
            f"QTcF {shown} ms: {given} at {plain(heart_rate)} beats/min.",
            f"QTcF {shown} ms：{given}，心率 {plain(heart_rate)} 次/分。",
        ),
    )


def compute_mean_qtcf(tracings: Sequence[Tracing]) -> Qtcf | NotDerivable:
    """Return the mean of the QTcF of each tracing, unrounded before and after."""
    if not tracings:
        return lacking(["qt_ms", "heart_rate"])
    if any(tracing.heart_rate <= 0 for tracing in tracings):
        return impossible("heart_rate", "must be above 0", "须大于0")
    values = [_fridericia(tracing) for tracing in tracings]
    ms = sum(values, Decimal(0)) / len(values)
    shown = ", ".join(plain(rounded_half_up(value)) for value in values)
    return Qtcf(
        ms,
        Bilingual(
            f"QTcF {rounded_half_up(ms)} ms: mean of {shown}.",
            f"QTcF {rounded_half_up(ms)} ms：{shown} 的均值。",
        ),
    )


def is_machine_value_far(
    *, machine_ms: Decimal, qtcf_ms: Decimal, settings: QtcfSettings = DEFAULT
) -> bool:
    """Return true when the machine's QTcF is more than the tolerance away; exactly 5 ms is not."""
    return abs(machine_ms - qtcf_ms) > settings.machine_tolerance_ms
