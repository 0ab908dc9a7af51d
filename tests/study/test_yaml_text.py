"""YAML is read as texts only, and whatever can hide or fill something is refused."""

import pytest

from hcc_crf.study.faults import FaultList
from hcc_crf.study.yaml_text import MAX_BYTES, MAX_DEPTH, Node, read_yaml


def read(text: str | bytes) -> tuple[Node | None, tuple[str, ...]]:
    """Return the root of a file VS.yaml and its faults."""
    faults = FaultList()
    content = text if isinstance(text, bytes) else text.encode()
    return read_yaml(content, "VS.yaml", faults), faults.lines()


@pytest.mark.parametrize("text", ["NO", "yes", "12:30", "010", "1e3", "~", "null", "2024-01-01"])
def test_a_scalar_stays_the_text_it_is(text: str) -> None:
    root, faults = read(f"key: {text}\n")
    assert faults == ()
    assert root is not None
    assert root.entries is not None
    assert root.entries["key"].text == text


def test_lines_are_those_of_the_keys() -> None:
    root, _ = read("a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n")
    assert root is not None
    assert root.entries is not None
    assert [root.entries[key].line for key in "ab"] == [1, 2]
    inner = root.entries["b"].elements[1]
    assert inner.entries is not None
    assert (inner.line, inner.entries["c"].line, inner.entries["d"].line) == (4, 4, 5)


def test_folded_text_becomes_one_line() -> None:
    root, _ = read("a: >-\n  one\n  two\n")
    assert root is not None
    assert root.entries is not None
    assert root.entries["a"].text == "one two"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            "a: &x 1\n", "VS.yaml:1: VS: anchors (&name) are not used in form files", id="anchor"
        ),
        pytest.param(
            "a: &x 1\nb: *x\n",
            "VS.yaml:2: VS: aliases (*name) are not used in form files; write the text again",
            id="alias",
        ),
        pytest.param(
            "a: !!int 1\n",
            "VS.yaml:1: VS: tags (tag:yaml.org,2002:int) are not used in form files",
            id="tag",
        ),
        pytest.param(
            "a: !secret x\n",
            "VS.yaml:1: VS: tags (!secret) are not used in form files",
            id="own tag",
        ),
        pytest.param(
            "a: 1\nb: 2\na: 3\n", "VS.yaml:3: VS: the key 'a' is given twice", id="key twice"
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            "VS.yaml:2: VS: holds more than one document (---)",
            id="two documents",
        ),
        pytest.param(
            "? [a]\n: 1\n", "VS.yaml:1: VS: a key must be a plain text", id="list as a key"
        ),
        pytest.param(
            "a: [1\nb: 2\n",
            "VS.yaml:2: VS: is no valid YAML: did not find expected ',' or ']'",
            id="open bracket",
        ),
        pytest.param("", "VS.yaml:1: VS: is empty", id="empty"),
        pytest.param("# only words\n", "VS.yaml:1: VS: is empty", id="comment only"),
        pytest.param(b"a: 1\nb: \xff\n", "VS.yaml:2: VS: is no UTF-8 text", id="bytes"),
        pytest.param(
            b"a" * (MAX_BYTES + 1), f"VS.yaml:1: VS: is larger than {MAX_BYTES} bytes", id="large"
        ),
        pytest.param(
            "[" * (MAX_DEPTH + 1), f"VS.yaml:1: VS: is nested deeper than {MAX_DEPTH}", id="deep"
        ),
    ],
)
def test_what_is_not_wanted_is_refused_with_its_line(text: str | bytes, fault: str) -> None:
    assert fault in read(text)[1]


def test_a_control_character_is_no_yaml() -> None:
    root, (fault,) = read("a: \x01\n")
    assert root is None
    assert fault.startswith("VS.yaml:1: VS: is no valid YAML")


def test_an_alias_bomb_costs_nothing() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
    _, faults = read("l0: &l0 [x]\n" + "\n".join(levels))
    assert len(faults) == 9 + 8


def test_what_a_node_is_can_be_said() -> None:
    root, _ = read("a: text\nb: [1]\nc: {d: 1}\n")
    assert root is not None
    assert root.entries is not None
    kinds = [root.entries[key].kind for key in "abc"]
    assert kinds == ["a text", "a list", "a group of keys"]
