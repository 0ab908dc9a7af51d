"""Texts and expressions as ODM holds them."""

import xml.etree.ElementTree as ET

from hcc_crf.values import Bilingual

CONTEXT = "hcc-crf"
"""Whose language an expression is in."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def add_text(parent: ET.Element, text: Bilingual) -> None:
    """Add a text in both languages."""
    ET.SubElement(parent, "TranslatedText", {_LANGUAGE: "en"}).text = text.en
    ET.SubElement(parent, "TranslatedText", {_LANGUAGE: "zh"}).text = text.zh


def negated(source: str) -> str:
    """Return the expression that is true where `source` is false."""
    return f"not ({source})"
