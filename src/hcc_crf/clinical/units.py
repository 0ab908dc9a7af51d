"""Units: the frozen conversion factors, and how units are written.

Source: molar masses (bilirubin 584.66, creatinine 113.12, calcium 40.078, magnesium 24.305,
phosphorus 30.974, glucose 180.16); the usual printed factors for the lipids. Scores are read in the
unit entered wherever the rule prints a table for it; a conversion is the exception.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from hcc_crf.values import Quantity


class Analyte(StrEnum):
    """What is measured. The first unit of each in `FACTORS` is its standard."""

    BILIRUBIN = "bilirubin"
    CREATININE = "creatinine"
    ALBUMIN = "albumin"
    CALCIUM = "calcium"
    MAGNESIUM = "magnesium"
    PHOSPHATE = "phosphate"
    GLUCOSE = "glucose"
    CHOLESTEROL = "cholesterol"
    TRIGLYCERIDES = "triglycerides"
    URATE = "urate"
    HAEMOGLOBIN = "haemoglobin"
    FIBRINOGEN = "fibrinogen"
    CELLS = "cells"
    ELECTROLYTE = "electrolyte"
    ENZYME = "enzyme"
    PROTEIN_A_DAY = "protein a day"
    DURATION_MS = "duration in ms"
    DURATION_S = "duration in s"
    RATIO = "ratio"
    WEIGHT = "weight"
    HEIGHT = "height"


def _factors(factors: Mapping[str, str]) -> Mapping[str, Decimal]:
    return MappingProxyType({unit: Decimal(factor) for unit, factor in factors.items()})


_CELL_FACTORS = {"10^9/L": "1", "10^3/uL": "1", "10^3/mL": "0.001", "/uL": "0.001", "/mm3": "0.001"}

FACTORS: Mapping[Analyte, Mapping[str, Decimal]] = MappingProxyType(
    {
        Analyte.BILIRUBIN: _factors({"umol/L": "1", "mg/dL": "17.104"}),
        Analyte.CREATININE: _factors({"umol/L": "1", "mg/dL": "88.4"}),
        Analyte.ALBUMIN: _factors({"g/L": "1", "g/dL": "10"}),
        Analyte.CALCIUM: _factors({"mmol/L": "1", "mg/dL": "0.2495"}),
        Analyte.MAGNESIUM: _factors({"mmol/L": "1", "mg/dL": "0.4114"}),
        Analyte.PHOSPHATE: _factors({"mmol/L": "1", "mg/dL": "0.3229"}),
        Analyte.GLUCOSE: _factors({"mmol/L": "1", "mg/dL": "0.0555"}),
        Analyte.CHOLESTEROL: _factors({"mmol/L": "1", "mg/dL": "0.02586"}),
        Analyte.TRIGLYCERIDES: _factors({"mmol/L": "1", "mg/dL": "0.01129"}),
        Analyte.URATE: _factors({"umol/L": "1", "mg/dL": "59.48"}),
        Analyte.HAEMOGLOBIN: _factors({"g/L": "1", "g/dL": "10", "mmol/L": "16.114"}),
        Analyte.FIBRINOGEN: _factors({"g/L": "1", "mg/dL": "0.01"}),
        Analyte.CELLS: _factors(_CELL_FACTORS),
        Analyte.ELECTROLYTE: _factors({"mmol/L": "1", "mEq/L": "1"}),
        Analyte.ENZYME: _factors({"U/L": "1", "IU/L": "1", "ukat/L": "60"}),
        Analyte.PROTEIN_A_DAY: _factors({"g/24 h": "1", "g/day": "1", "mg/day": "0.001"}),
        Analyte.DURATION_MS: _factors({"ms": "1", "s": "1000"}),
        Analyte.DURATION_S: _factors({"s": "1"}),
        Analyte.RATIO: _factors({"": "1", "RATIO": "1"}),
        Analyte.WEIGHT: _factors({"kg": "1", "lb": "0.45359237"}),
        Analyte.HEIGHT: _factors({"cm": "1", "m": "100", "in": "2.54"}),
    }
)
"""Analyte → unit → factor to the standard unit, in which a standard unit has factor 1."""

_SPELLINGS: Mapping[Analyte, Mapping[str, str]] = MappingProxyType(
    {
        Analyte.CELLS: {
            "g/l": "10^9/L",
            "x10^9/l": "10^9/L",
            "10*9/l": "10^9/L",
            "10⁹/l": "10^9/L",
            "×10⁹/l": "10^9/L",
            "k/ul": "10^3/uL",
            "x10^3/ul": "10^3/uL",
            "10*3/ul": "10^3/uL",
            "1/ul": "/uL",
            "cells/ul": "/uL",
            "1/mm3": "/mm3",
            "cells/mm3": "/mm3",
        },
        Analyte.PROTEIN_A_DAY: {"g/24h": "g/24 h", "g/d": "g/day", "mg/24h": "mg/day"},
        Analyte.DURATION_MS: {"msec": "ms", "millisec": "ms", "sec": "s"},
        Analyte.DURATION_S: {"sec": "s", "seconds": "s"},
        Analyte.RATIO: {"1": ""},
    }
)


def _folded(text: str) -> str:
    micro, mu = "\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}"
    return text.lower().replace(" ", "").replace(micro, "u").replace(mu, "u")


_UNITS: Mapping[Analyte, Mapping[str, str]] = MappingProxyType(
    {
        analyte: MappingProxyType(
            {_folded(unit): unit for unit in factors} | dict(_SPELLINGS.get(analyte, {}))
        )
        for analyte, factors in FACTORS.items()
    }
)


def unit_of(analyte: Analyte, text: str) -> str | None:
    """Return the unit as `FACTORS` writes it, or `None` when it does not fit the analyte.

    Capital letters, spaces and the two Unicode micro signs do not matter; for cell counts `G/L` is
    10^9/L.
    """
    return text if text in FACTORS[analyte] else _UNITS[analyte].get(_folded(text))


def standard_number(analyte: Analyte, quantity: Quantity) -> Decimal:
    """Return the number in the standard unit of the analyte, unrounded.

    Raises:
        KeyError: The unit does not fit; whoever read it has let it through.
    """
    factor = FACTORS[analyte].get(quantity.unit)
    if factor is None:
        factor = FACTORS[analyte][_UNITS[analyte][_folded(quantity.unit)]]
    return quantity.number * factor
