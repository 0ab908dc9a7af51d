"""Editors are told every key the readers know, and the bundled forms fit what they are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from hcc_crf.study.editor_schema import form_schema
from hcc_crf.study.faults import FaultList
from hcc_crf.study.yaml_text import Node, read_yaml

Schema = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> Schema:
    """Return the schema of form files."""
    found: Schema = json.loads(form_schema())
    return found


def misfits(node: Node, schema: Schema, root: Schema, place: str = "form") -> list[str]:
    """Return where a file does not fit, as far as keys, lists, groups and closed words go."""
    if "$ref" in schema:
        return misfits(node, root["definitions"][schema["$ref"].rpartition("/")[2]], root, place)
    if "enum" in schema:
        return [] if node.text in schema["enum"] else [f"{place}: '{node.text}'"]
    match schema.get("type"):
        case "object":
            return _misfits_of_keys(node, schema, root, place)
        case "array" if node.text is None and node.entries is None:
            return [
                m
                for element in node.elements
                for m in misfits(element, schema["items"], root, place)
            ]
        case "integer":
            return [] if (node.text or "").isdigit() else [f"{place}: no whole number"]
        case "boolean":
            return [] if node.text in ("true", "false") else [f"{place}: not true or false"]
        case ["string", "number", "boolean"] | None:
            return [] if node.text is not None or "type" not in schema else [f"{place}: no text"]
        case other:
            return [f"{place}: no {other}"] if other != "number" else []


def _misfits_of_keys(node: Node, schema: Schema, root: Schema, place: str) -> list[str]:
    entries = node.entries or {}
    found = [
        f"{place}: {key} is missing" for key in schema.get("required", ()) if key not in entries
    ]
    for key, value in entries.items():
        inner = schema["properties"].get(key, schema["additionalProperties"])
        if inner is False:
            found.append(f"{place}: unknown {key}")
        else:
            found += misfits(value, inner, root, f"{place}.{key}")
    return found


def read(path: Path) -> Node:
    """Return the root of a form file."""
    root = read_yaml(path.read_bytes(), path.name, FaultList())
    assert root is not None
    return root


def test_every_bundled_form_fits_the_schema(schema: Schema, root: Path) -> None:
    others = {"study.yaml", "visits.yaml", "codelists.yaml", "companions.yaml"}
    files = [path for path in (root / "forms").glob("*.yaml") if path.name not in others]
    assert len(files) == 22
    assert {path.name: misfits(read(path), schema, schema) for path in files} == {
        path.name: [] for path in files
    }


@pytest.mark.parametrize(
    ("slip", "misfit"),
    [
        (("decimals: 1", "decimal: 1"), "form.items: unknown decimal"),
        (("type: yesno", "type: yes_no"), "form.items.type: 'yes_no'"),
        (("severity: hard", "severity: high"), "form.checks.severity: 'high'"),
        (("required: true", "required: always"), "form.items.required: not true or false"),
        (("layout: list", "layuot: list"), "form: unknown layuot"),
        (("version: 1", "repeating: false"), "form: version is missing"),
    ],
)
def test_a_slip_does_not_fit(
    schema: Schema, root: Path, tmp_path: Path, slip: tuple[str, str], misfit: str
) -> None:
    text = (root / "forms" / "VS.yaml").read_text(encoding="utf-8")
    path = tmp_path / "VS.yaml"
    path.write_text(text.replace(*slip), encoding="utf-8")
    assert misfit in misfits(read(path), schema, schema)


def test_columns_of_a_table_are_items_without_columns(schema: Schema) -> None:
    item = schema["properties"]["items"]["items"]
    column = item["properties"]["columns"]["items"]
    assert set(item["properties"]) - set(column["properties"]) == {"columns"}


def test_the_file_for_editors_is_what_the_readers_say_now(root: Path) -> None:
    path = root / "resources" / "schemas" / "form.schema.json"
    assert path.read_text(encoding="utf-8") == form_schema(), (
        "write the text of form_schema() to resources/schemas/form.schema.json"
    )


def test_each_form_names_the_schema(root: Path) -> None:
    line = "# yaml-language-server: $schema=../resources/schemas/form.schema.json"
    for oid in ("VS", "AE", "LBCHEM"):
        text = (root / "forms" / f"{oid}.yaml").read_text(encoding="utf-8")
        assert line in text.splitlines()[:4]
