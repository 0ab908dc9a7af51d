"""Open conflicts as rows of a table: one row a conflict, its values side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from hcc_crf.study.model import Study
from hcc_crf.values import ItemPath, Value

from .cells import count_cell, text_cell
from .item_cells import value_cell

_KEYS = (
    "STUDYID", "SITEID", "SUBJID", "VISIT", "FORM", "ROW", "TABLE", "TABROW", "ITEM", "CLAIMS",
)  # fmt: skip
_CLAIM = ("VALUE", "UNIT", "MISSING", "TEXT", "USER", "ROLE", "DEVICE", "AT_UTC", "EVENT")
FEWEST = 2
"""Claims that make a conflict; the table has columns for as many even when it is empty."""


@dataclass(frozen=True, slots=True)
class ClaimData:
    """One value of a conflict, and who wrote it, when, on which device, in which event."""

    value: Value
    user: str
    role: str
    device: str
    at_utc: str
    event: str


@dataclass(frozen=True, slots=True)
class ConflictData:
    """An item of which several values stand.

    Attributes:
        claims: The values, the earliest first.
    """

    site: str
    path: ItemPath
    claims: tuple[ClaimData, ...]


def conflict_columns(conflicts: Sequence[ConflictData]) -> tuple[str, ...]:
    """Return the header: columns for as many values as the conflict with most of them has."""
    most = max((len(conflict.claims) for conflict in conflicts), default=FEWEST)
    claims = (f"{name}_{number}" for number in range(1, most + 1) for name in _CLAIM)
    return (*_KEYS, *claims)


def conflict_row(study: Study, conflict: ConflictData, *, width: int) -> tuple[str, ...]:
    """Return one conflict as a row of `width` cells, filled up with empty ones."""
    form, slot = conflict.path.form, conflict.path.slot
    cells = [
        *map(text_cell, (study.oid, conflict.site, form.subject, form.visit, form.form)),
        count_cell(slot.row),
        text_cell(slot.group),
        count_cell(slot.group_row),
        text_cell(slot.item),
        str(len(conflict.claims)),
    ]
    for claim in conflict.claims:
        cells += _claim_cells(study, conflict.path, claim)
    return (*cells, *[""] * (width - len(cells)))


def _claim_cells(study: Study, path: ItemPath, claim: ClaimData) -> tuple[str, ...]:
    value = claim.value
    return (
        value_cell(study, path, value),
        text_cell(value.unit),
        value.missing.value if value.missing else "",
        text_cell(value.text),
        text_cell(claim.user),
        text_cell(claim.role),
        text_cell(claim.device),
        claim.at_utc,
        claim.event,
    )
