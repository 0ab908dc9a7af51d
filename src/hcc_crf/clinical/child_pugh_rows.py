"""The rows of the Child-Pugh score: how each finding is read against the table.

A row is scored, or open: missing, or known only by a bound that crosses an edge.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from hcc_crf.values import Bilingual, Quantity

from .child_pugh_table import Ascites, Band, ChildPughSettings, points_falling, points_rising
from .figures import bounds
from .units import FACTORS, Analyte, unit_of


@dataclass(frozen=True, slots=True)
class Component:
    """One of the five rows of the score.

    Attributes:
        name: `bilirubin`, `albumin`, `coagulation`, `ascites` or `encephalopathy`.
        label: What was looked at, in words; of ascites and encephalopathy also what was found.
        value: Number and unit as entered; empty where the label says it all.
        row: Cell of the table it falls in; empty where the finding is the cell.
        points: 1 to 3.
        remark: What a neighbouring table or the other side of a cut-off would give; or empty.
    """

    name: str
    label: Bilingual
    value: str
    row: str
    points: int
    remark: Bilingual

    @property
    def found(self) -> Bilingual:
        """What was found, with its name and unit."""
        if not self.value:
            return self.label
        return Bilingual(f"{self.label.en} {self.value}", f"{self.label.zh} {self.value}")


@dataclass(frozen=True, slots=True)
class Open:
    """A row that is missing or left open by a bound: the fewest and the most points it can have."""

    fewest: int = 1
    most: int = 3


Row = Component | Open

UNKNOWN = Open()
_BILIRUBIN_UNITS = ("umol/L", "mg/dL")
_SILENT = Bilingual("", "")
_UMOL_PER_MG_DL = FACTORS[Analyte.BILIRUBIN]["mg/dL"]
_BILIRUBIN, _ALBUMIN = Bilingual("bilirubin", "胆红素"), Bilingual("albumin", "白蛋白")
_INR, _PT = Bilingual("INR", "INR"), Bilingual("PT over control", "PT较对照延长")
ASCITES = {
    Ascites.ABSENT: Component("ascites", Bilingual("no ascites", "无腹水"), "", "", 1, _SILENT),
    Ascites.SLIGHT: Component(
        "ascites", Bilingual("slight ascites", "轻度腹水"), "", "", 2, _SILENT
    ),
    Ascites.MODERATE: Component(
        "ascites", Bilingual("moderate ascites", "中重度腹水"), "", "", 3, _SILENT
    ),
}
ENCEPHALOPATHY = (
    Component("encephalopathy", Bilingual("no encephalopathy", "无肝性脑病"), "", "", 1, _SILENT),
    *(
        Component(
            "encephalopathy",
            Bilingual(f"encephalopathy grade {grade}", f"肝性脑病{grade}级"),
            "",
            "",
            points,
            _SILENT,
        )
        for grade, points in ((1, 2), (2, 2), (3, 3), (4, 3))
    ),
)


def points_in_other_unit(number: Decimal, unit: str, settings: ChildPughSettings) -> int:
    """Return the points of a bilirubin in the table that is printed for the other unit."""
    if unit == "mg/dL":
        return points_rising(number * _UMOL_PER_MG_DL, settings.bilirubin_band("umol/L"))
    return points_rising(number / _UMOL_PER_MG_DL, settings.bilirubin_band("mg/dL"))


def bilirubin_row(bilirubin: Quantity, settings: ChildPughSettings) -> Row:
    """Return the row of bilirubin, scored in the unit it was entered in."""
    unit = bilirubin.unit
    if unit not in _BILIRUBIN_UNITS:
        unit = unit_of(Analyte.BILIRUBIN, unit) or unit
    band = settings.bilirubin_band(unit)
    row = _rising("bilirubin", _BILIRUBIN, str(bilirubin), bilirubin, band)
    if isinstance(row, Open) or not bilirubin.is_exact:
        return row
    points = points_in_other_unit(bilirubin.number, unit, settings)
    if points == row.points:
        return row
    other = "umol/L" if unit == "mg/dL" else "mg/dL"
    remark = Bilingual(
        f"{row.remark.en}; in {other} it would score {points}",
        f"{row.remark.zh}；按{other}计{points}分",
    )
    return replace(row, remark=remark)


@lru_cache
def _cells(band: Band) -> tuple[str, str, str]:
    """Write the cells below, in and above the band that scores 2."""
    return f"< {band[0]}", f"{band[0]}-{band[1]}", f"> {band[1]}"


def _rising(name: str, label: Bilingual, value: str, quantity: Quantity, band: Band) -> Row:
    """Return the row of a test that is worse when high."""
    number = quantity.number
    if not quantity.is_exact:
        low, high = bounds(quantity)
        fewest, most = points_rising(low, band), points_rising(high, band)
        if fewest != most:
            return Open(fewest, most)
        return Component(name, label, value, _cells(band)[most - 1], most, _SILENT)
    points = points_rising(number, band)
    remark = _SILENT
    if number in band:
        remark = _at_lower_edge(1) if number == band[0] else _at_upper_edge(3)
    return Component(name, label, value, _cells(band)[points - 1], points, remark)


def albumin_row(albumin: Quantity, settings: ChildPughSettings) -> Row:
    """Return the row of albumin, which is worse when low."""
    band = settings.albumin_g_l
    if albumin.unit != "g/L" and unit_of(Analyte.ALBUMIN, albumin.unit) == "g/dL":
        band = (band[0] / 10, band[1] / 10)
    value, number = str(albumin), albumin.number
    if not albumin.is_exact:
        low, high = bounds(albumin)
        fewest, most = points_falling(high, band), points_falling(low, band)
        if fewest != most:
            return Open(fewest, most)
        return Component("albumin", _ALBUMIN, value, _cells(band)[3 - most], most, _SILENT)
    points = points_falling(number, band)
    remark = _SILENT
    if number in band:
        remark = _at_lower_edge(3) if number == band[0] else _at_upper_edge(1)
    return Component("albumin", _ALBUMIN, value, _cells(band)[3 - points], points, remark)


def coagulation_row(
    inr: Quantity | None, pt_s: Quantity | None, settings: ChildPughSettings
) -> Row:
    """INR wins where both are given."""
    if inr is not None:
        value = str(inr.number) if inr.is_exact else str(inr)
        return _rising("coagulation", _INR, value, inr, settings.inr)
    if pt_s is not None:
        seconds = str(Quantity(pt_s.number, "s", pt_s.qualifier))
        return _rising("coagulation", _PT, seconds, pt_s, settings.pt_over_control_s)
    return UNKNOWN


def _at_lower_edge(beyond: int) -> Bilingual:
    """Say what the next lower value would score."""
    return Bilingual(
        f", on the cut-off: just below it scores {beyond}", f"，恰为界值：略低则计{beyond}分"
    )


def _at_upper_edge(beyond: int) -> Bilingual:
    """Say what the next higher value would score."""
    return Bilingual(
        f", on the cut-off: just above it scores {beyond}", f"，恰为界值：略高则计{beyond}分"
    )
