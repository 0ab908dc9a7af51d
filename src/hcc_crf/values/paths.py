"""Where a value lives: subject / visit / form[row] . group[row] . item."""

import re
from typing import NewType

import msgspec

SubjectKey = NewType("SubjectKey", str)
VisitCode = NewType("VisitCode", str)
"""A visit with its number: `SCR`, `C3D1`, `TA2`, `UNS1`, `LOG`."""

_PATH = re.compile(
    r"(?P<subject>[^/]+)/(?P<visit>[^/]+)/(?P<form>\w+)(?:\[(?P<row>[1-9]\d*)\])?"
    r"(?:\.(?P<group>\w+)\[(?P<group_row>[1-9]\d*)\])?\.(?P<item>\w+|\$[\w$-]+)",
    re.ASCII,
)


class FormPath(msgspec.Struct, frozen=True, order=True, gc=False):
    """One form of one subject at one visit; all rows of a repeating form are one form."""

    subject: SubjectKey
    visit: VisitCode
    form: str

    def __str__(self) -> str:
        """As written on screen and in files: `01-001/SCR/VS`."""
        return f"{self.subject}/{self.visit}/{self.form}"


class Slot(msgspec.Struct, frozen=True, order=True, gc=False):
    """The place of a value inside its form.

    Attributes:
        item: OID of the item, unique in its form.
        row: Row of a repeating form, from 1; 0 in a form that does not repeat, and for an item
            that has one value for the whole form.
        group: OID of the inner table, or empty.
        group_row: Row of the inner table, from 1; 0 outside one.
    """

    item: str
    row: int = 0
    group: str = ""
    group_row: int = 0

    def __str__(self) -> str:
        """`VS.WEIGHT` without the form: `.WEIGHT`, `[1].AETERM`, `.IMGTAB[1].IMGDAT`."""
        row = f"[{self.row}]" if self.row else ""
        group = f".{self.group}[{self.group_row}]" if self.group else ""
        return f"{row}{group}.{self.item}"


class ItemPath(msgspec.Struct, frozen=True, order=True, gc=False):
    """The full address of one value: `01-001/TA1/IMG.IMGTAB[1].IMGDAT`."""

    form: FormPath
    slot: Slot

    def __str__(self) -> str:
        """As written on screen and in files."""
        return f"{self.form}{self.slot}"

    @property
    def within_subject(self) -> str:
        """The path without the subject: `SCR/VS.WEIGHT`."""
        return f"{self.form.visit}/{self.form.form}{self.slot}"

    @classmethod
    def parse(cls, text: str) -> "ItemPath":
        """Read a written path.

        Raises:
            ValueError: The text is no item path.
        """
        match = _PATH.fullmatch(text)
        if match is None:
            raise ValueError(text)
        form = FormPath(SubjectKey(match["subject"]), VisitCode(match["visit"]), match["form"])
        slot = Slot(
            match["item"],
            int(match["row"] or 0),
            match["group"] or "",
            int(match["group_row"] or 0),
        )
        return cls(form, slot)
