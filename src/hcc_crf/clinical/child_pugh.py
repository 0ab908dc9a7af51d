"""Child-Pugh score and class (Pugh 1973, Br J Surg 60:646).

Bilirubin is scored in the unit it was entered in, with the table printed for that unit, and never
converted first: the two tables disagree from 34.0 to 34.2 and above 51.0 to 51.3 umol/L. Both edges
of a middle band score 2. INR wins over prothrombin time; one of the two is needed. Tables that
print an upper INR edge of 2.0 or 2.2, or an albumin edge of 30 g/L, are deliberately not followed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from hcc_crf.values import Bilingual, Language, NotDerivable, Quantity

from .child_pugh_rows import (
    ASCITES,
    ENCEPHALOPATHY,
    UNKNOWN,
    Component,
    Open,
    Row,
    albumin_row,
    bilirubin_row,
    coagulation_row,
    points_in_other_unit,
)
from .child_pugh_table import (
    Ascites,
    Band,
    ChildPughClass,
    ChildPughSettings,
    class_of,
    points_rising,
)
from .figures import as_quantity
from .missing import label_of, lacking
from .units import Analyte, unit_of

__all__ = [
    "DEFAULT",
    "RULE",
    "Ascites",
    "Band",
    "ChildPugh",
    "ChildPughClass",
    "ChildPughSettings",
    "Component",
    "OpenScore",
    "class_of",
    "compute_child_pugh",
    "compute_tables_differ",
    "explain_score",
]

RULE = "child-pugh/1"


@dataclass(frozen=True, slots=True)
class ChildPugh:
    """The score.

    Attributes:
        points: 5 to 15.
        child_pugh_class: By `class_of`.
        components: Bilirubin, albumin, coagulation, ascites, encephalopathy, in this order.
    """

    points: int
    child_pugh_class: ChildPughClass
    components: tuple[Component, ...]

    @property
    def why(self) -> Bilingual:
        """One line, written when it is asked for."""
        return Bilingual(explain_score(self, Language.EN), explain_score(self, Language.ZH))


class OpenScore(NotDerivable, frozen=True, gc=False):
    """A score without points because a value is only bounded.

    Attributes:
        child_pugh_class: The class every score within the bounds has.
    """

    child_pugh_class: ChildPughClass


DEFAULT = ChildPughSettings()

_NAMES = ("bilirubin", "albumin", "inr", "ascites", "encephalopathy")


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
    3. If a row is missing, the score is; the reason says between which points it would lie. Where
       only bounds leave the points open and all they can be share a class, it is an `OpenScore`.
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
        UNKNOWN if bilirubin is None else bilirubin_row(bilirubin, settings),
        UNKNOWN if albumin is None else albumin_row(albumin, settings),
        coagulation_row(as_quantity(inr), as_quantity(pt_prolongation_s), settings),
        UNKNOWN if ascites is None else ASCITES[ascites],
        UNKNOWN if encephalopathy is None else ENCEPHALOPATHY[encephalopathy],
    )
    points = 0
    for row in rows:
        if isinstance(row, Open):
            return _undecided(rows)
        points += row.points
    return ChildPugh(points, class_of(points), cast("tuple[Component, ...]", rows))


def compute_tables_differ(bilirubin: Quantity, *, settings: ChildPughSettings = DEFAULT) -> bool:
    """Return true when the umol/L and the mg/dL table give this bilirubin different points.

    Without an exact number the tables are not compared: false.
    """
    unit = unit_of(Analyte.BILIRUBIN, bilirubin.unit) or bilirubin.unit
    own = points_rising(bilirubin.number, settings.bilirubin_band(unit))
    return bilirubin.is_exact and points_in_other_unit(bilirubin.number, unit, settings) != own


def _undecided(rows: Sequence[Row]) -> NotDerivable:
    """(3) Refuse, and say between which scores it lies."""
    names = [name for name, row in zip(_NAMES, rows, strict=True) if isinstance(row, Open)]
    fewest = sum(row.fewest if isinstance(row, Open) else row.points for row in rows)
    most = sum(row.most if isinstance(row, Open) else row.points for row in rows)
    letter = class_of(most)
    if class_of(fewest) is letter and all(row is not UNKNOWN for row in rows):
        en = ", ".join(label_of(name).en for name in names)
        zh = "、".join(label_of(name).zh for name in names)
        return OpenScore(
            tuple(names),
            Bilingual(
                f"Child-Pugh {letter}, {fewest} to {most} points: {en} only bounded.",
                f"Child-Pugh {letter}级，{fewest}至{most}分：{zh}仅知其界限。",
            ),
            letter,
        )
    low, high = f"{class_of(fewest)}{fewest}", f"{letter}{most}"
    return lacking(
        names, hint=Bilingual(f"the score would be {low} to {high}", f"评分介于{low}至{high}")
    )


def explain_score(score: ChildPugh, language: Language) -> str:
    """Return the rows, what each scored and what lies beyond a cut-off, in one line."""
    letter, points, rows = score.child_pugh_class, score.points, score.components
    if language is Language.EN:
        parts = [
            f"{row.label.en} {row.value} ({row.row}{row.remark.en}) {row.points}"
            if row.value
            else f"{row.label.en} {row.points}"
            for row in rows
        ]
        return f"Child-Pugh {letter}, {points} points: {', '.join(parts)}."
    parts = [
        f"{row.label.zh} {row.value}({row.row}{row.remark.zh}){row.points}分"
        if row.value
        else f"{row.label.zh}{row.points}分"
        for row in rows
    ]
    return f"Child-Pugh {letter}级，{points}分：{'，'.join(parts)}。"
