"""A mapping of a form file, read key by key with the type each key must have.

Whatever does not fit becomes a fault and reading goes on with an empty value, so that one run finds
everything. `close` reports the keys nobody asked for.
"""

import re
import warnings
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from hcc_crf.values import Bilingual

from .faults import FaultList, Place, suggest
from .yaml_text import Node

Choice = TypeVar("Choice", bound=StrEnum)

NO_TEXT = Bilingual("", "")


def decimal_or_none(text: str) -> Decimal | None:
    """Return the finite number a text stands for, digits and `.` only, or `None`."""
    if not text.strip() or not set(text) <= set("0123456789.-"):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


class Section:
    """One mapping: its keys are taken by name, what is left is unknown.

    Attributes:
        place: The definition it belongs to, at the line where the mapping begins.
    """

    def __init__(self, node: Node, place: Place, faults: FaultList) -> None:
        """Read `node`; anything but a mapping is a fault and counts as an empty one."""
        self.place = place.at_line(node.line)
        self.faults = faults
        self._asked: set[str] = set()
        self._entries = node.entries if node.entries is not None else {}
        if node.entries is None:
            self.fault(f"must be a group of keys, not {node.kind}")
            self.faults = FaultList()  # what lacks in a group that is none is not worth telling

    def named(self, oid: str) -> "Section":
        """Return the section itself, its faults from now on told under `oid`, where it has one."""
        self.place = Place(self.place.file, self.place.line, oid or self.place.oid)
        return self

    def fault(self, problem: str, key: str = "") -> None:
        """Add a fault at the line of `key`, or where the section begins."""
        self.faults.add(self.place.at_line(self.line(key)), problem)

    def line(self, key: str) -> int:
        """Return the line of `key`, or of the section when it is not there."""
        return self._entries[key].line if key in self._entries else self.place.line

    def has(self, key: str) -> bool:
        """True when the key is given."""
        self._asked.add(key)
        return key in self._entries

    def names(self) -> tuple[str, ...]:
        """Return the keys as given; for mappings whose keys are free."""
        self._asked.update(self._entries)
        return tuple(self._entries)

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Return what a key holds, or `None`; a required key that lacks is a fault."""
        self._asked.add(key)
        found = self._entries.get(key)
        if found is None and required:
            self.fault(f"'{key}' is missing")
        return found

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, empty when not given; an empty text where one is given is a fault."""
        found = self.node(key, required=required)
        if found is None:
            return ""
        if found.text is None:
            self.fault(f"'{key}' must be a text, not {found.kind}", key)
            return ""
        if not found.text.strip():
            self.fault(f"'{key}' is empty", key)
        return found.text.strip()

    def regular_expression(self, key: str, *, required: bool = False) -> str:
        """Return a text that is a regular expression, empty when not given."""
        text = self.text(key, required=required)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # a doubtful expression is a fault too
                re.compile(text)
        except (re.error, Warning, RecursionError, OverflowError) as error:
            self.fault(f"'{key}' is no regular expression: {error}", key)
        return text

    def day(self, key: str) -> str:
        """Return a calendar day, `2026-11-25`; it must be there."""
        text = self.text(key, required=True)
        try:
            date.fromisoformat(text or "2000-01-01")
        except ValueError:
            self.fault(f"'{text}' is no calendar day; write it as 2026-11-25", key)
        return text

    def flag(self, key: str) -> bool:
        """Return `true` or `false`; false when not given."""
        text = self.text(key)
        if text not in ("", "true", "false"):
            self.fault(f"'{key}' must be true or false, not '{text}'", key)
        return text == "true"

    def choice(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        """Return one of a closed set of words; `default` when it is none of them."""
        text = self.text(key, required=True)
        known = [member.value for member in choices]
        if text in known:
            return choices(text)
        if text:
            self.fault(f"'{key}' cannot be '{text}'{suggest(text, known)}", key)
        return default

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        """Return a decimal number, or `None` when not given."""
        text = self.text(key, required=required)
        if not text:
            return None
        found = decimal_or_none(text)
        if found is None:
            self.fault(f"'{key}' must be a decimal number, not '{text}'", key)
        return found

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """Return a whole number of 0 or more, or `None` when not given."""
        text = self.text(key, required=required)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004  (fits an int)
            self.fault(f"'{key}' must be a whole number, not '{text}'", key)
            return None
        return int(text)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts, empty when not given; a text given twice is a fault."""
        found = self.node(key, required=required)
        if found is None:
            return ()
        if found.text is not None or found.entries is not None:
            self.fault(f"'{key}' must be a list, not {found.kind}", key)
            return ()
        texts: list[str] = []
        for element in found.elements:
            if element.text is None:
                self.fault(f"'{key}' must hold texts only, not {element.kind}", key)
            elif element.text in texts:
                self.fault(f"'{key}' holds '{element.text}' twice", key)
            else:
                texts.append(element.text)
        return tuple(texts)

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """Return a list of decimal numbers, empty when not given."""
        numbers = {text: decimal_or_none(text) for text in self.texts(key)}
        for text, found in numbers.items():
            if found is None:
                self.fault(f"'{key}' must hold decimal numbers, not '{text}'", key)
        return tuple(found for found in numbers.values() if found is not None)

    def bilingual(self, key: str, *, required: bool = True) -> Bilingual | None:
        """Return a text in both languages; a language that lacks is a fault."""
        found = self.node(key, required=required)
        if found is None:
            return None
        inner = Section(found, self.place, self.faults)
        text = Bilingual(inner.text("en", required=True), inner.text("zh", required=True))
        inner.close()
        return text

    def label(self) -> Bilingual:
        """Return the required label, empty when it lacks."""
        return self.bilingual("label") or NO_TEXT

    def mapping(self, key: str) -> Mapping[str, str]:
        """Return a mapping of free keys to texts, empty when not given."""
        inner = self.section(key)
        found = {} if inner is None else {name: inner.text(name) for name in inner.names()}
        return MappingProxyType(found)

    def section(self, key: str, *, required: bool = False) -> "Section | None":
        """Return a mapping to read on in, or `None` when not given."""
        found = self.node(key, required=required)
        return None if found is None else Section(found, self.place, self.faults)

    def sections(self, key: str, *, required: bool = False) -> "tuple[Section, ...]":
        """Return a list of mappings to read on in, empty when not given."""
        found = self.node(key, required=required)
        if found is None:
            return ()
        if found.text is not None or found.entries is not None:
            self.fault(f"'{key}' must be a list, not {found.kind}", key)
            return ()
        return tuple(Section(element, self.place, self.faults) for element in found.elements)

    def close(self) -> None:
        """Report every key nobody asked for, as unknown."""
        for key, node in self._entries.items():
            if key not in self._asked:
                near = suggest(key, self._asked)
                self.faults.add(self.place.at_line(node.line), f"unknown key '{key}'{near}")
