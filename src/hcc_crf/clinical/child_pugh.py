"""Child-Pugh score and class (Pugh 1973, Br J Surg 60:646).

Bilirubin is scored in the unit it was entered in, with the table printed for that unit, and never
converted first: the two tables disagree from 34.0 to 34.2 and above 51.0 to 51.3 umol/L. Both edges
of a middle band score 2. INR wins over prothrombin time; one of the two is needed. Published tables that print an
upper INR edge of 2.0 or 2.2, or an albumin edge of 30 g/L, are deliberately not followed.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hcc_crf.values import Bilingual, NotDerivable, Quantity

from .figures import as_quantity, bounds
from .missing import lacking
from .units import Analyte, unit_of

RULE = "child-pugh/1"

Band = tuple[Decimal, Decimal]
"""Lower and upper edge of the band that scores 2, both inside."""


class Ascites(StrEnum):
    """Ascites as the score asks it; controlled by diuretics is `SLIGHT` even if none is seen."""

    ABSENT = "ABSENT"
    SLIGHT = "SLIGHT"
    MODERATE = "MODERATE"


class ChildPughClass(StrEnum):
    """A 5-6, B 7-9, C 10-15 points."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class ChildPughSettings:
    """The table of the protocol; study parameters `child_pugh_*`."""

    bilirubin_umol_l: Band = (Decimal(34), Decimal(51))
    bilirubin_mg_dl: Band = (Decimal("2.0"), Decimal("3.0"))
    albumin_g_l: Band = (Decimal(28), Decimal(35))
    inr: Band = (Decimal("1.7"), Decimal("2.3"))
    pt_over_control_s: Band = (Decimal(4), Decimal(6))
    is_cholestatic: bool = False
    cholestatic_bilirubin_umol_l: Band = (Decimal(68), Decimal(170))
    cholestatic_bilirubin_mg_dl: Band = (Decimal(4), Decimal(10))

    def bilirubin_band(self, unit: str) -> Band:
        """Return the band printed for `unit`."""
        if unit == "mg/dL":
            return self.cholestatic_bilirubin_mg_dl if self.is_cholestatic else self.bilirubin_mg_dl
        return self.cholestatic_bilirubin_umol_l if self.is_cholestatic else self.bilirubin_umol_l


DEFAULT = ChildPughSettings()


@dataclass(frozen=True, slots=True)
class Component:
    """One of the five rows of the score.

    Attributes:
        name: `bilirubin`, `albumin`, `coagulation`, `ascites` or `encephalopathy`.
        value: What was found, with its unit.
        row: Cell of the table it falls in.
        points: 1 to 3.
        remark: What a neighbouring table or the other side of a cut-off would give; or empty.
    """

    name: str
    value: str
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
        tables_differ: True when the tables for umol/L and mg/dL disagree on this bilirubin.
        why: One line.
    """

    points: int
    child_pugh_class: ChildPughClass
    components: tuple[Component, Component, Component, Component, Component]
    tables_differ: bool
    why: Bilingual


_SILENT = Bilingual("", "")
_MISSING_BAND = (1, 3)
_MOST_CLASS_A, _MOST_CLASS_B = 6, 9
_UMOL_PER_MG_DL = Decimal("17.104")
_ASCITES = {
    Ascites.ABSENT: Component("ascites", "none", "none", 1, _SILENT),
    Ascites.SLIGHT: Component("ascites", "slight", "slight or controlled by drugs", 2, _SILENT),
    Ascites.MODERATE: Component(
        "ascites", "moderate", "moderate, severe or refractory", 3, _SILENT
    ),
}
_ENCEPHALOPATHY = tuple(
    Component("encephalopathy", f"grade {grade}" if grade else "none", row, points, _SILENT)
    for grade, row, points in (
        (0, "none", 1),
        (1, "grade 1-2", 2),
        (2, "grade 1-2", 2),
        (3, "grade 3-4", 3),
        (4, "grade 3-4", 3),
    )
)
_ZH = {
    "none": "无",
    "slight": "轻度",
    "moderate": "中重度",
    "grade 1": "1级",
    "grade 2": "2级",
    "grade 3": "3级",
    "grade 4": "4级",
    "bilirubin": "胆红素",
    "albumin": "白蛋白",
    "coagulation": "凝血",
    "ascites": "腹水",
    "encephalopathy": "肝性脑病",
}


def class_of(points: int) -> ChildPughClass:
    """Return the class: A 5-6, B 7-9, C 10-15."""
    if points <= _MOST_CLASS_A:
        return ChildPughClass.A
    return ChildPughClass.B if points <= _MOST_CLASS_B else ChildPughClass.C


def _points_rising(number: Decimal, band: Band) -> int:
    """Points of a test that is worse when high."""
    if number < band[0]:
        return 1
    return 2 if number <= band[1] else 3


def _points_falling(number: Decimal, band: Band) -> int:
    """Points of a test that is worse when low."""
    if number > band[1]:
        return 1
    return 2 if number >= band[0] else 3


def _row_rising(points: int, band: Band, unit: str) -> str:
    if points == 1:
        return f"< {band[0]}{unit}"
    return f"{band[0]} to {band[1]}{unit}" if points == 2 else f"> {band[1]}{unit}"  # noqa: PLR2004


def _row_falling(points: int, band: Band, unit: str) -> str:
    if points == 1:
        return f"> {band[1]}{unit}"
    return f"{band[0]} to {band[1]}{unit}" if points == 2 else f"< {band[0]}{unit}"  # noqa: PLR2004


def _remark_at_edge(number: Decimal, edges: Band, beyond: tuple[int, int]) -> Bilingual:
    """Say what the next value beyond an edge would score; `beyond` belongs to the two edges."""
    if number == edges[0]:
        points, side, side_zh = beyond[0], "below", "低于"
    elif number == edges[1]:
        points, side, side_zh = beyond[1], "above", "高于"
    else:
        return _SILENT
    return Bilingual(
        f"lies on the cut-off, both edges score 2; just {side} it {points}",
        f"恰为界值(两侧界值均计2分),{side_zh}此值计{points}分",
    )


def compute_tables_differ(bilirubin: Quantity, *, settings: ChildPughSettings = DEFAULT) -> bool:
    """Return true when the umol/L and the mg/dL table give this bilirubin different points."""
    return _points_in_other_unit(bilirubin, settings) != _points_rising(
        bilirubin.number, settings.bilirubin_band(unit_of(Analyte.BILIRUBIN, bilirubin.unit) or "")
    )


def _points_in_other_unit(bilirubin: Quantity, settings: ChildPughSettings) -> int:
    if bilirubin.unit == "mg/dL":
        number = bilirubin.number * _UMOL_PER_MG_DL
        return _points_rising(number, settings.bilirubin_band("umol/L"))
    number = bilirubin.number / _UMOL_PER_MG_DL
    return _points_rising(number, settings.bilirubin_band("mg/dL"))


def _bilirubin(bilirubin: Quantity, settings: ChildPughSettings) -> Component | tuple[int, int]:
    """Return the row, or the lowest and highest points a bounded value can have."""
    band = settings.bilirubin_band(bilirubin.unit)
    low, high = bounds(bilirubin)
    points = _points_rising(high, band)
    if _points_rising(low, band) != points:
        return _points_rising(low, band), points
    remark = _remark_at_edge(low, band, (1, 3)) if bilirubin.is_exact else _SILENT
    if bilirubin.is_exact and (other := _points_in_other_unit(bilirubin, settings)) != points:
        unit = "umol/L" if bilirubin.unit == "mg/dL" else "mg/dL"
        en, zh = f"in {unit} it would score {other}", f"按{unit}计{other}分"
        remark = (
            Bilingual(f"{remark.en}; {en}", f"{remark.zh};{zh}") if remark.en else Bilingual(en, zh)
        )
    row = _row_rising(points, band, "")
    return Component("bilirubin", str(bilirubin), row, points, remark)


def _albumin(albumin: Quantity, settings: ChildPughSettings) -> Component | tuple[int, int]:
    band = settings.albumin_g_l
    if albumin.unit == "g/dL":
        band = (band[0] / 10, band[1] / 10)
    low, high = bounds(albumin)
    points = _points_falling(low, band)
    if _points_falling(high, band) != points:
        return _points_falling(high, band), points
    remark = _remark_at_edge(low, band, (3, 1)) if albumin.is_exact else _SILENT
    return Component("albumin", str(albumin), _row_falling(points, band, ""), points, remark)


def _coagulation(
    inr: Quantity | None, pt_s: Quantity | None, settings: ChildPughSettings
) -> Component | tuple[int, int]:
    """INR wins where both are given."""
    if inr is not None:
        found, band, text, unit = inr, settings.inr, f"INR {inr}", ""
    elif pt_s is not None:
        found, band, unit = pt_s, settings.pt_over_control_s, " s"
        text = f"PT {pt_s} s over control"
    else:
        return _MISSING_BAND
    low, high = bounds(found)
    points = _points_rising(high, band)
    if _points_rising(low, band) != points:
        return _points_rising(low, band), points
    remark = _remark_at_edge(low, band, (1, 3)) if found.is_exact else _SILENT
    return Component("coagulation", text, _row_rising(points, band, unit), points, remark)


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
        _MISSING_BAND if bilirubin is None else _bilirubin(bilirubin, settings),
        _MISSING_BAND if albumin is None else _albumin(albumin, settings),
        _coagulation(as_quantity(inr), as_quantity(pt_prolongation_s), settings),
        _MISSING_BAND if ascites is None else _ASCITES[ascites],
        _MISSING_BAND if encephalopathy is None else _ENCEPHALOPATHY[encephalopathy],
    )
    for row in rows:
        if row.__class__ is tuple:
            return _undecided(rows)
    return _scored(rows, bilirubin, settings)  # type: ignore[arg-type]  # no row is a band


_Row = Component | tuple[int, int]
_NAMES = ("bilirubin", "albumin", "inr", "ascites", "encephalopathy")


def _undecided(rows: tuple[_Row, ...]) -> NotDerivable:
    """Refuse, and say between which scores it lies."""
    lowest = highest = 0
    names: list[str] = []
    for name, row in zip(_NAMES, rows, strict=True):
        if isinstance(row, Component):
            lowest, highest = lowest + row.points, highest + row.points
        else:
            lowest, highest = lowest + row[0], highest + row[1]
            names.append(name)
    span = f"{class_of(lowest)}{lowest}", f"{class_of(highest)}{highest}"
    return lacking(
        names,
        hint=Bilingual(
            f"the score would be {span[0]} to {span[1]}", f"评分介于{span[0]}至{span[1]}"
        ),
    )


def _scored(
    rows: tuple[Component, Component, Component, Component, Component],
    bilirubin: Quantity,
    settings: ChildPughSettings,
) -> ChildPugh:
    first, second, third, fourth, fifth = rows
    points = first.points + second.points + third.points + fourth.points + fifth.points
    letter = class_of(points)
    differ = bilirubin.is_exact and _points_in_other_unit(bilirubin, settings) != first.points
    return ChildPugh(points, letter, rows, differ, _why(points, letter, rows))


def _why(points: int, letter: ChildPughClass, rows: tuple[Component, ...]) -> Bilingual:
    en, zh = [], []
    for row in rows:
        name, value = row.name, row.value
        remark = row.remark
        en.append(
            f"{name} {value} = {row.points} ({row.row}{'; ' + remark.en if remark.en else ''})"
        )
        zh.append(
            f"{_ZH[name]} {_ZH.get(value, value)} = {row.points}分"
            f"{'(' + remark.zh + ')' if remark.zh else ''}"
        )
    return Bilingual(
        f"Child-Pugh {letter}, {points} points: {', '.join(en)}.",
        f"Child-Pugh {letter}级,{points}分:{','.join(zh)}。",
    )
