"""The small part of YAML that form files use, read as strings only.

Block and flow mappings and sequences, plain, quoted and folded scalars, comments. Nothing is
guessed from how a scalar looks: `NO`, `12:30` and `010` stay the text they are. Refused, each as a
fault with its line: aliases and anchors (they hide where a text comes from, and can be nested to
fill the memory), tags, a key given twice, a key that is no scalar, more than one document, nesting
deeper than `MAX_DEPTH`, files larger than `MAX_BYTES`.
"""

from dataclasses import dataclass, field
from typing import Protocol

import yaml

from .faults import FaultList, Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 32

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The C parser where PyYAML was built with it; the base loaders guess no types."""


@dataclass(slots=True)
class Node:
    """A piece of a file.

    Attributes:
        line: Line, from 1, of its key, or where it begins in a sequence.
        text: The text of a scalar, `None` for a collection.
        entries: What a mapping holds, by key; `None` for anything else.
        elements: What a sequence holds, in order.
    """

    line: int
    text: str | None = None
    entries: "dict[str, Node] | None" = None
    elements: "list[Node]" = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What a person calls it."""
        if self.text is not None:
            return "a text"
        return "a list" if self.entries is None else "a group of keys"


def read_yaml(content: bytes, file: str, faults: FaultList) -> Node | None:
    """Return the root of a file, or `None` when it cannot be read at all; faults are added."""
    place = Place(file, 1, file.removesuffix(".yaml"))
    if len(content) > MAX_BYTES:
        faults.add(place, f"is larger than {MAX_BYTES} bytes")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.add(place.at_line(content.count(b"\n", 0, error.start) + 1), "is no UTF-8 text")
        return None
    tree = _TreeBuilder(place, faults)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not tree.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        faults.add(place.at_line(_line(error.problem_mark)), f"is no valid YAML: {error.problem}")
        return None
    except yaml.YAMLError as error:
        faults.add(place, f"is no valid YAML: {str(error).splitlines()[0]}")
        return None
    if tree.root is None:
        faults.add(place, "is empty")
    return tree.root


class _TreeBuilder:
    """Builds nodes from parser events, without recursion."""

    def __init__(self, place: Place, faults: FaultList) -> None:
        self.root: Node | None = None
        self._place = place
        self._faults = faults
        self._open: list[Node] = []
        self._keys: list[tuple[str, int] | None] = []

    def take(self, event: yaml.Event) -> bool:
        """Add one event; false when reading must stop."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_extras(event)
            return self._open_collection(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._fault(event, "aliases (*name) are not used in form files; write the text again")
            self._place_node(Node(_line(event.start_mark), text=""))
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._fault(event, "holds more than one document (---)")
            return False
        return True

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._fault(event, "anchors (&name) are not used in form files")
        if event.tag is not None and event.tag != "!":
            self._fault(event, f"tags ({event.tag}) are not used in form files")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        line = _line(event.start_mark)
        if self._wants_key():
            if event.value in (self._open[-1].entries or {}):
                self._fault(event, f"the key '{event.value}' is given twice")
            self._keys[-1] = (event.value, line)
        else:
            self._place_node(Node(line, text=event.value))

    def _open_collection(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self._open) >= MAX_DEPTH:
            self._fault(event, f"is nested deeper than {MAX_DEPTH}")
            return False
        if self._wants_key():
            self._fault(event, "a key must be a plain text")
            return False
        is_map = isinstance(event, yaml.MappingStartEvent)
        node = Node(_line(event.start_mark), entries={} if is_map else None)
        self._place_node(node)
        self._open.append(node)
        self._keys.append(None)
        return True

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].entries is not None and self._keys[-1] is None

    def _place_node(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1], self._keys[-1]
        if parent.entries is None:
            parent.elements.append(node)
        elif key is None:  # an alias where a key belongs; its fault is already there
            self._keys[-1] = ("", node.line)
        else:
            name, node.line = key
            parent.entries[name] = node
            self._keys[-1] = None

    def _fault(self, event: yaml.Event, problem: str) -> None:
        self._faults.add(self._place.at_line(_line(event.start_mark)), problem)


class _Position(Protocol):
    """What both parsers, in C and in Python, say of a place in the text."""

    @property
    def line(self) -> int:
        """The line, from 0."""


def _line(mark: _Position | None) -> int:
    """Return a parser's position as a line from 1."""
    return mark.line + 1 if mark is not None else 1
