"""Chinese is written with the punctuation of Chinese: full width, in forms and in the program."""

import ast
import re
from pathlib import Path

HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]")
TIME = "时时:分分"
"""How a time is written in a box on paper."""
PATTERN = "\\"
"""In a regular expression, which may read either width."""


def narrow_texts(texts: list[str]) -> list[str]:
    """Return the texts with half-width punctuation beside a Chinese character."""
    return [
        text for text in texts if HALF_WIDTH.search(text) and text != TIME and PATTERN not in text
    ]


def test_the_check_sees_what_it_is_for() -> None:
    assert narrow_texts(["是否采样?", "癌栓（门静脉）", "计划(自动)", TIME]) == [
        "是否采样?",
        "计划(自动)",
    ]


def test_the_program_says_it_in_full_width(root: Path) -> None:
    files = sorted((root / "src").rglob("*.py"))
    assert len(files) > 100
    texts = [
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert narrow_texts(texts) == []


def test_forms_say_it_in_full_width(root: Path) -> None:
    texts = [
        found
        for file in sorted((root / "forms").glob("*.yaml"))
        for found in re.findall(
            r"\bzh: (\"[^\"\n]*\"|[^,}\n\"]+)", file.read_text(encoding="utf-8")
        )
    ]
    assert len(texts) > 500
    assert narrow_texts(texts) == []
