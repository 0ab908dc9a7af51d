"""Whatever stands in a form file, loading it gives a study or faults a person can act on.

Laws, tried on random damage of the small study: nothing but `DefinitionError` is ever raised, every
fault names file, line and definition, and loading never takes long.
"""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .small_study import FILES, faults_of, write_files

FAULT = re.compile(r"[\w.]+\.yaml:\d+: \S.*?: \S.*")
PIECES = (
    "&a *a !!int ? - : : { } [ ] ' \" # | > %YAML --- ... , \t \x00 \ufeff \ud7ff 体 ( ) == "
    "oid: type: items: columns: visits: label: range: unit: repeat: source: calc: level: null"
).split(" ")


def damaged_faults(file: str, text: str) -> tuple[str, ...]:
    """Return the faults of the small study with one file replaced."""
    with tempfile.TemporaryDirectory() as folder:
        directory = write_files(Path(folder), FILES)
        (directory / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        return faults_of(directory)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_at_any_place_gives_faults_or_a_study(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[file]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    piece = data.draw(st.sampled_from(PIECES) | st.text(max_size=8))
    faults = damaged_faults(file, text[:start] + piece + text[end:])
    assert all(FAULT.fullmatch(fault) for fault in faults), faults


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_lines_moved_or_lost_give_faults_or_a_study(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(FILES)))
    lines = FILES[file].splitlines()
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines)))
    faults = damaged_faults(file, "\n".join(kept))
    assert all(FAULT.fullmatch(fault) for fault in faults), faults


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="VSDAT.WEIGHTPR()'[],<>=!+-*/% 0123andornotinY\n", max_size=60))
def test_any_text_as_an_expression_gives_faults_or_a_study(source: str) -> None:
    quoted = '"' + source.replace("\n", "\\n") + '"'
    text = FILES["VS.yaml"].replace("VSDAT < DM.CONSENT", quoted)
    faults = damaged_faults("VS.yaml", text)
    assert all(fault.startswith(("VS.yaml:", "VS.yaml:")) for fault in faults), faults


@pytest.mark.parametrize("file", sorted(FILES))
@pytest.mark.parametrize("text", ["[]", "x", "{}", "- a", "null", "oid: [1]", "items: x"])
def test_a_file_of_another_shape_gives_faults(file: str, text: str) -> None:
    assert damaged_faults(file, text) or (file == "companions.yaml" and text == "{}")


@pytest.mark.parametrize("key", ["items", "checks", "visits", "label", "sdtm_domains"])
@pytest.mark.parametrize("value", ["text", "[text]", "[[text]]", "{a: b}", "[{a: b}]", "''", "[]"])
def test_a_key_of_another_shape_gives_faults_or_a_study(key: str, value: str) -> None:
    kept = [line for line in FILES["DM.yaml"].splitlines() if not line.startswith(key)]
    text = "\n".join(kept[:4]) + f"\n{key}: {value}\n"
    faults = damaged_faults("DM.yaml", text)
    assert faults
    assert all(FAULT.fullmatch(fault) for fault in faults), faults
