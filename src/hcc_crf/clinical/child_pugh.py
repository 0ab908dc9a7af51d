"""Child-Pugh score and class (Pugh 1973, Br J Surg 60:646).

Bilirubin is scored in the unit it was entered in, with the table printed for that unit, and never
converted first: the two tables disagree from 34.0 to 34.2 and above 51.0 to 51.3 umol/L. Both edges
of a middle band score 2. INR wins over prothrombin time; one of the two is needed. Tables that
print an upper INR edge of 2.0 or 2.2, or an albumin edge of 30 g/L, are deliberately not followed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import cast

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .child_pugh_table import (
    Ascites,
    Band,
    ChildPughClass,
    ChildPughSettings,
    class_of,
    points_falling,
    points_rising,
)
from .figures import as_quantity, bounds
from .missing import lacking
from .units import FACTORS, Analyte, unit_of

__all__ = [
    "DEFAULT",
    "RULE",
    "Ascites",
    "Band",
    "ChildPugh",
    "ChildPughClass",
    "ChildPughSettings",
    "Component",
    "class_of",
    "compute_child_pugh",
    "compute_tables_differ",
]

RULE = "child-pugh/1"


@dataclass(frozen=True, slots=True)
class Component:
    """One of the five rows of the score.

    Attributes:
        name: `bilirubin`, `albumin`, `coagulation`, `ascites` or `encephalopathy`.
        found: What was found, with its name and unit.
        row: Cell of the table it falls in; empty where the finding is the cell.
        points: 1 to 3.
        remark: What a neighbouring table or the other side of a cut-off would give; or empty.
    """

    name: str
    found: Bilingual
    row: str
    points: int
    remark: Bilingual


@dataclass(frozen=True, slots=True)
class ChildPugh:
    """The score.

    Attributes:
        points: 5 to 15.
        child_pugh_class: By `class_of`.
        components: Bilirubin, albumin, coagulation, ascites, encephalopathy, in this order.
        why: One line.
    """

    points: int
    child_pugh_class: ChildPughClass
    components: tuple[Component, ...]
    why: Bilingual


@dataclass(frozen=True, slots=True)
class _Open:
    """A row that is missing or left open by a bound: the fewest and the most points it can have."""

    fewest: int = 1
    most: int = 3


_Row = Component | _Open

DEFAULT = ChildPughSettings()

_UNKNOWN = _Open()
_BILIRUBIN_UNITS = ("umol/L", "mg/dL")
_SILENT = Bilingual("", "")
_UMOL_PER_MG_DL = FACTORS[Analyte.BILIRUBIN]["mg/dL"]
_NAMES = ("bilirubin", "albumin", "inr", "ascites", "encephalopathy")
_ASCITES = {
    Ascites.ABSENT: Component("ascites", Bilingual("no ascites", "无腹水"), "", 1, _SILENT),
    Ascites.SLIGHT: Component("ascites", Bilingual("slight ascites", "轻度腹水"), "", 2, _SILENT),
    Ascites.MODERATE: Component(
        "ascites", Bilingual("moderate ascites", "中重度腹水"), "", 3, _SILENT
    ),
}
_ENCEPHALOPATHY = (
    Component("encephalopathy", Bilingual("no encephalopathy", "无肝性脑病"), "", 1, _SILENT),
    *(
        Component(
            "encephalopathy",
            Bilingual(f"encephalopathy grade {grade}", f"肝性脑病{grade}级"),
            "",
            points,
            _SILENT,
        )
        for grade, points in ((1, 2), (2, 2), (3, 3), (4, 3))
    ),
)


def compute_child_pugh(
    *,
    bilirubin: Quantity | None,
    albumin: Quantity | None,
    inr: Decimal | Quantity | None,
    ascites: Ascites | None,
    encephalopathy: int | None,
    pt_prolongation_s: Decimal | Quantity | None = None,
    settings: ChildPughSettings = DEFAULT,
) -> ChildPugh | NotDerivable:
    """Return points, class and how each row was read.

    1. Score bilirubin in its own unit, albumin, INR (else seconds over control), ascites and
       encephalopathy 1 to 3 each; both edges of a middle band score 2.
    2. A value known only as `<x` or `>x` counts where every number it can be scores the same.
    3. If a row is missing, the score is; the reason says between which points it would lie.
    4. Add up; 5-6 is A, 7-9 B, 10-15 C.

    Args:
        bilirubin: umol/L or mg/dL.
        albumin: g/L or g/dL.
        inr: Ratio; wins over `pt_prolongation_s`.
        ascites: As examined; controlled by drugs is slight.
        encephalopathy: West Haven grade, 0 to 4.
        pt_prolongation_s: Prothrombin time minus control in seconds; may be negative.
        settings: Table of the protocol.
    """
    rows = (
        _UNKNOWN if bilirubin is None else _bilirubin(bilirubin, settings),
        _UNKNOWN if albumin is None else _albumin(albumin, settings),
        _coagulation(as_quantity(inr), as_quantity(pt_prolongation_s), settings),
        _UNKNOWN if ascites is None else _ASCITES[ascites],
        _UNKNOWN if encephalopathy is None else _ENCEPHALOPATHY[encephalopathy],
    )
    points = 0
    for row in rows:
        if isinstance(row, _Open):
            return _undecided(rows)
        points += row.points
    letter = class_of(points)
    scored = cast("tuple[Component, ...]", rows)
    return ChildPugh(points, letter, scored, _why(points, letter, scored))


def compute_tables_differ(bilirubin: Quantity, *, settings: ChildPughSettings = DEFAULT) -> bool:
    """Return true when the umol/L and the mg/dL table give this bilirubin different points.

    Without an exact number the tables are not compared: false.
    """
    unit = unit_of(Analyte.BILIRUBIN, bilirubin.unit) or bilirubin.unit
    own = points_rising(bilirubin.number, settings.bilirubin_band(unit))
    return bilirubin.is_exact and _points_in_other_unit(bilirubin.number, unit, settings) != own


def _points_in_other_unit(number: Decimal, unit: str, settings: ChildPughSettings) -> int:
    if unit == "mg/dL":
        return points_rising(number * _UMOL_PER_MG_DL, settings.bilirubin_band("umol/L"))
    return points_rising(number / _UMOL_PER_MG_DL, settings.bilirubin_band("mg/dL"))


def _bilirubin(bilirubin: Quantity, settings: ChildPughSettings) -> _Row:
    unit = bilirubin.unit
    if unit not in _BILIRUBIN_UNITS:
        unit = unit_of(Analyte.BILIRUBIN, unit) or unit
    text = str(bilirubin)
    found = Bilingual(f"bilirubin {text}", f"胆红素 {text}")
    row = _rising("bilirubin", found, bilirubin, settings.bilirubin_band(unit))
    if isinstance(row, _Open) or not bilirubin.is_exact:
        return row
    points = _points_in_other_unit(bilirubin.number, unit, settings)
    if points == row.points:
        return row
    other = "umol/L" if unit == "mg/dL" else "mg/dL"
    remark = Bilingual(
        f"{row.remark.en}; in {other} it would score {points}",
        f"{row.remark.zh};按{other}计{points}分",
    )
    return Component("bilirubin", found, row.row, row.points, remark)


@lru_cache
def _cells(band: Band) -> tuple[str, str, str]:
    """Write the cells below, in and above the band that scores 2."""
    return f"< {band[0]}", f"{band[0]}-{band[1]}", f"> {band[1]}"


def _rising(name: str, found: Bilingual, quantity: Quantity, band: Band) -> _Row:
    """Return the row of a test that is worse when high."""
    number = quantity.number
    if not quantity.is_exact:
        low, high = bounds(quantity)
        fewest, most = points_rising(low, band), points_rising(high, band)
        if fewest != most:
            return _Open(fewest, most)
        return Component(name, found, _cells(band)[most - 1], most, _SILENT)
    points = points_rising(number, band)
    remark = _SILENT
    if number in band:
        remark = _at_lower_edge(1) if number == band[0] else _at_upper_edge(3)
    return Component(name, found, _cells(band)[points - 1], points, remark)


def _albumin(albumin: Quantity, settings: ChildPughSettings) -> _Row:
    """Return the row of albumin, which is worse when low."""
    band = settings.albumin_g_l
    if albumin.unit != "g/L" and unit_of(Analyte.ALBUMIN, albumin.unit) == "g/dL":
        band = (band[0] / 10, band[1] / 10)
    text = str(albumin)
    found = Bilingual(f"albumin {text}", f"白蛋白 {text}")
    number = albumin.number
    if not albumin.is_exact:
        low, high = bounds(albumin)
        fewest, most = points_falling(high, band), points_falling(low, band)
        if fewest != most:
            return _Open(fewest, most)
        return Component("albumin", found, _cells(band)[3 - most], most, _SILENT)
    points = points_falling(number, band)
    remark = _SILENT
    if number in band:
        remark = _at_lower_edge(3) if number == band[0] else _at_upper_edge(1)
    return Component("albumin", found, _cells(band)[3 - points], points, remark)


def _coagulation(inr: Quantity | None, pt_s: Quantity | None, settings: ChildPughSettings) -> _Row:
    """INR wins where both are given."""
    if inr is not None:
        text = f"INR {inr.number}" if inr.is_exact else f"INR {inr}"
        return _rising("coagulation", Bilingual(text, text), inr, settings.inr)
    if pt_s is not None:
        found = Bilingual(f"PT {pt_s.number} s over control", f"PT较对照延长 {pt_s.number} s")
        return _rising("coagulation", found, pt_s, settings.pt_over_control_s)
    return _UNKNOWN


def _at_lower_edge(beyond: int) -> Bilingual:
    """Say what the next lower value would score."""
    return Bilingual(
        f", on the cut-off: just below it scores {beyond}", f",恰为界值:略低则计{beyond}分"
    )


def _at_upper_edge(beyond: int) -> Bilingual:
    """Say what the next higher value would score."""
    return Bilingual(
        f", on the cut-off: just above it scores {beyond}", f",恰为界值:略高则计{beyond}分"
    )


def _undecided(rows: Sequence[_Row]) -> NotDerivable:
    """(3) Refuse, and say between which scores it lies."""
    names = [name for name, row in zip(_NAMES, rows, strict=True) if isinstance(row, _Open)]
    fewest = sum(row.fewest if isinstance(row, _Open) else row.points for row in rows)
    most = sum(row.most if isinstance(row, _Open) else row.points for row in rows)
    low, high = f"{class_of(fewest)}{fewest}", f"{class_of(most)}{most}"
    return lacking(
        names, hint=Bilingual(f"the score would be {low} to {high}", f"评分介于{low}至{high}")
    )


def _why(points: int, letter: ChildPughClass, rows: Sequence[Component]) -> Bilingual:
    en = ", ".join(
        [
            f"{row.found.en} ({row.row}{row.remark.en}) {row.points}"
            if row.row
            else f"{row.found.en} {row.points}"
            for row in rows
        ]
    )
    zh = ",".join(
        [
            f"{row.found.zh}({row.row}{row.remark.zh}){row.points}分"
            if row.row
            else f"{row.found.zh}{row.points}分"
            for row in rows
        ]
    )
    return Bilingual(
        f"Child-Pugh {letter}, {points} points: {en}.", f"Child-Pugh {letter}级,{points}分:{zh}。"
    )
