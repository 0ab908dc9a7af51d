"""Hostile strings in every text item of every form come back as they were typed, everywhere."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest

from hcc_crf.study.model import ItemType
from hcc_crf.values import VisitCode
from tests.cli.conftest import Nurse
from tests.session.sites import program

STRINGS = (
    "'; DROP TABLE event; --", '" OR "1"="1', "Robert'); DELETE FROM form_row;--", "%s%s%n", "{0}",
    "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", "<!ENTITY x SYSTEM 'file:///x'>",
    "]]>", "&lt;b&gt;", "\\", "\\n", "\\u0041", "a\\", "../../etc/passwd", "C:\\x\\y", "|calc",
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "`rm`", "$(rm)", "%00", "\u202ereversed", "\u200bzero",
    "e\u0301", "\u00e9", "İıß", "Ａ１", "病情稳定", "😀👩‍⚕️", "ﷺ", "a" * 20, "null", "NaN", "None",
    "true", "1e9", "ND", "NA", '{"value": "x"}', "[1]", "a;b", "a,b", 'a"b', "a'b", "a\tb", "a\nb",
)  # fmt: skip
NUMBERS = ("SITEID", "SUBJID")
"""Text by type, but the number of the site and of the subject by rule."""


def text_items() -> dict[str, list[tuple[str, str, int]]]:
    """Every text item that is typed, by visit and form: its name, inner table, greatest length."""
    study, found = program().study, {}
    for form in study.forms.values():
        visit = next(
            code
            for code in ("SCR", "C1D1", "TA1", "LOG", "EOT")
            if form.oid in program().visit(VisitCode(code)).forms
        )
        items = [
            (oid, form.table_of.get(oid, ""), item.max_length)
            for oid, item in form.by_oid.items()
            if item.type is ItemType.TEXT and item.max_length and oid not in NUMBERS
        ]
        if items:
            found[f"{visit}/{form.oid}"] = items
    return found


def line(subject: str, where: str, texts: dict[str, tuple[str, str]]) -> dict[str, object]:
    """Return the save that types texts into the items of a form; of a table, into its first row."""
    visit, form = where.split("/")
    items: dict[str, object] = {oid: text for oid, (table, text) in texts.items() if not table}
    for oid, (table, text) in texts.items():
        if table:
            items[table] = [{"row": 1, oid: text}]
    place = {"subject": subject, "visit": visit, "form": form}
    if program().study.forms[form].repeating:
        return place | {"rows": [{"row": 1} | items]}
    return place | {"items": items}


def kept(text: str) -> str:
    """A text as the program keeps it: composed, without blanks at its ends."""
    return unicodedata.normalize("NFC", text.strip())


@pytest.fixture(scope="module")
def typed(colleague: Nurse) -> list[tuple[str, str, str]]:
    """Subject and place of every text, and the text: each string in turn, in every text item."""
    lines, places = [], []
    for number, text in enumerate(STRINGS):
        subject = f"01-{number + 1:03}"
        for where, items in text_items().items():
            fitting = {oid: (table, text) for oid, table, most in items if len(kept(text)) <= most}
            lines.append(line(subject, where, fitting))
            places += [(f"{subject}/{where}", oid, text) for oid in fitting]
    done = colleague.enter(*lines)
    refused = [one for one in zip(lines, done.lines, strict=True) if not one[1]["saved"]]
    assert not refused, refused[:5]
    assert done.err == ""
    return places


def test_there_are_many_texts_in_many_items(typed: list[tuple[str, str, str]]) -> None:
    assert len(STRINGS) >= 50
    items = {(where.split("/", 1)[1], oid) for where, oid, _text in typed}
    assert len(items) == sum(len(found) for found in text_items().values()) >= 15


def test_every_text_comes_back_in_the_audit_trail(
    colleague: Nurse, typed: list[tuple[str, str, str]]
) -> None:
    rows = json.loads(colleague.does("audit", "--format", "json").out)
    found = {
        (f"{row['subject']}/{row['visit']}/{row['form']}", row["item"].rpartition(".")[2]): row[
            "new"
        ]
        for row in rows
    }
    wrong = [
        (where, oid, text, found.get((where, oid)))
        for where, oid, text in typed
        if found.get((where, oid)) != kept(text)
    ]
    assert not wrong, wrong[:5]


def test_every_text_comes_back_in_the_csv_with_formulas_disarmed(
    colleague: Nurse, typed: list[tuple[str, str, str]]
) -> None:
    out = colleague.does("audit", "--format", "csv").out
    news = {row["new"] for row in csv.DictReader(io.StringIO(out, newline=""))}
    for _where, _oid, text in typed:
        disarmed = f"'{kept(text)}" if kept(text)[0] in "=+-@＝" else kept(text)
        assert disarmed in news, text


def test_every_text_comes_back_in_show(colleague: Nurse, typed: list[tuple[str, str, str]]) -> None:
    subjects = sorted({where.split("/")[0] for where, _oid, _text in typed})
    for subject in subjects[::7]:
        shown = colleague.does("show", "--subject", subject, "--visit", "SCR").answer
        values = {
            (form["form"], oid): cell["value"]
            for form in shown["forms"]
            for items in [form["items"], *(row["items"] for row in form["rows"])]
            for oid, cell in items.items()
            if "value" in cell
        }
        for where, oid, text in typed:
            place_of, visit, form = where.split("/")
            if (place_of, visit) == (subject, "SCR") and (form, oid) in values:
                assert values[form, oid] == kept(text)


def test_hostile_reasons_come_back_too(nurse: Nurse) -> None:
    vital = {"subject": "01-001", "visit": "SCR", "form": "VS"}
    reasons = [text for text in STRINGS if text.strip()]
    lines = [
        vital | {"items": {"WEIGHT": f"{50 + number}"}, "reason": text}
        for number, text in enumerate(reasons)
    ]
    assert nurse.enter(*lines).code == 0
    rows = json.loads(nurse.does("audit", "--format", "json").out)
    given = [row["reason"] for row in rows if row["item"] == "WEIGHT"]
    assert given == [text.strip() for text in reasons]


@pytest.mark.parametrize("number", [0, 1, 8, 27, 31, 127, 133])
def test_control_characters_are_refused_with_their_place(nurse: Nurse, number: int) -> None:
    line = {
        "subject": "01-001",
        "visit": "SCR",
        "form": "SV",
        "items": {"SVCOM": f"ab{chr(number)}c"},
    }
    answer = nurse.enter(line).answer
    assert (answer["saved"], answer["code"]) == (False, "UNREADABLE")
    assert "Character 3" in answer["message"]


def test_a_casebook_with_every_hostile_text_is_printed(
    colleague: Nurse, typed: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    for subject in ("01-001", "01-008", "01-033"):
        output = tmp_path / f"{subject}.pdf"
        done = colleague.does("casebook", "--subject", subject, "--with-audit", "-o", output)
        assert done.code == 0, done.err
        assert output.read_bytes().startswith(b"%PDF")
