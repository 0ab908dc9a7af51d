"""A JSON Schema of form files, for editors that complete and check keys while one types.

Made by the readers themselves: they read an empty form through a section that writes down every key
they ask for, and as what. So the schema cannot fall behind. It is a help, not the rule: names,
expressions and everything that needs the rest of the study are checked by `hcc-crf forms check`.
"""

import json
from decimal import Decimal
from typing import TypeAlias

from hcc_crf.values import Bilingual

from .catalogue import Catalogue
from .companions import Companions
from .expression_reader import ExpressionReader
from .faults import FaultList, Place
from .read_form import FormReader
from .section import NO_TEXT, Choice, Section
from .yaml_text import Node

Schema: TypeAlias = dict[str, object]

_ANY: Schema = {}
_TEXT: Schema = {"$ref": "#/definitions/text"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_BILINGUAL: Schema = {"$ref": "#/definitions/bilingual"}
_DEFINITIONS: Schema = {
    "text": {"type": ["string", "number", "boolean"]},
    "bilingual": {
        "type": "object",
        "properties": {"en": _TEXT, "zh": _TEXT},
        "required": ["en", "zh"],
        "additionalProperties": False,
    },
}


def form_schema() -> str:
    """Return the JSON Schema (draft 7) of a form file; the same text each time."""
    empty = Catalogue({}, frozenset(), {}, {}, {})
    recorder = _Recorder()
    FormReader(ExpressionReader(empty, FaultList()), Companions({}, ())).read_section(recorder)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A form of the study",
        "definitions": _DEFINITIONS,
        **recorder.schema(),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


class _Recorder(Section):
    """A section that is empty, and remembers what it was asked for."""

    def __init__(self, *, is_inner_item: bool = False) -> None:
        super().__init__(Node(1, entries={}), Place("", 1, ""), FaultList())
        self._properties: dict[str, Schema] = {}
        self._required: list[str] = []
        self._inner: dict[str, tuple[_Recorder, bool]] = {}
        self._is_open = False
        self._is_inner_item = is_inner_item

    def schema(self) -> Schema:
        """Return what was asked for, as a schema of this mapping."""
        properties = dict(self._properties)
        for key, (inner, is_list) in self._inner.items():
            own = inner.schema()
            properties[key] = {"type": "array", "items": own} if is_list else own
        schema: Schema = {"type": "object", "properties": properties}
        if self._required:
            schema["required"] = sorted(self._required)
        schema["additionalProperties"] = _TEXT if self._is_open else False
        return schema

    def _note(self, key: str, schema: Schema, *, required: bool = False) -> None:
        known = self._properties.get(key, _ANY)
        if known in (_ANY, _TEXT) and schema != _ANY:
            self._properties[key] = schema
        self._properties.setdefault(key, schema)
        if required and key not in self._required:
            self._required.append(key)

    def has(self, key: str) -> bool:
        self._note(key, _ANY)
        return False

    def names(self) -> tuple[str, ...]:
        self._is_open = True
        return ()

    def node(self, key: str, *, required: bool = False) -> None:
        self._note(key, _ANY, required=required)

    def text(self, key: str, *, required: bool = False) -> str:
        self._note(key, _TEXT, required=required)
        return ""

    def regular_expression(self, key: str, *, required: bool = False) -> str:
        return self.text(key, required=required)

    def flag(self, key: str) -> bool:
        self._note(key, {"type": "boolean"})
        return False

    def choice(self, key: str, choices: type[Choice], default: Choice) -> Choice:
        self._note(key, {"enum": [member.value for member in choices]}, required=True)
        return default

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        self._note(key, {"type": "number"}, required=required)
        return None

    def whole(self, key: str, *, required: bool = False) -> int | None:
        self._note(key, {"type": "integer", "minimum": 0}, required=required)
        return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        self._note(key, _TEXTS, required=required)
        return ()

    def bilingual(self, key: str, *, required: bool = True) -> Bilingual | None:
        self._note(key, _BILINGUAL, required=required)
        return NO_TEXT if required else None

    def section(self, key: str, *, required: bool = False) -> Section:
        self._note(key, _ANY, required=required)
        return self._inner.setdefault(key, (_Recorder(), False))[0]

    def sections(self, key: str, *, required: bool = False) -> tuple[Section, ...]:
        if key == "columns" and self._is_inner_item:
            return ()  # a table holds no further table
        self._note(key, _ANY, required=required)
        inner = _Recorder(is_inner_item=key == "columns")
        return (self._inner.setdefault(key, (inner, True))[0],)
