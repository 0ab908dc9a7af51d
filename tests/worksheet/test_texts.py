"""The words of paper exist in both languages and take the same fillings."""

import re
import string

import pytest

from hcc_crf.entry.states import State
from hcc_crf.ledger.audit import ChangeKind
from hcc_crf.values import Bilingual
from hcc_crf.worksheet import texts
from hcc_crf.worksheet.render_sheet import has_glyph

NAMED = {name: text for name, text in vars(texts).items() if isinstance(text, Bilingual)}
LISTED = {
    f"{name} {key}": text
    for name in ("STATES", "CHANGES", "FLAGS")
    for key, text in getattr(texts, name).items()
}
ALL = NAMED | LISTED


def fillings(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(ALL))
def test_both_languages_take_the_same_fillings(name: str) -> None:
    assert fillings(ALL[name].en) == fillings(ALL[name].zh)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_character_is_in_the_font(name: str) -> None:
    assert not [char for char in ALL[name].en + ALL[name].zh if not has_glyph(char)]


@pytest.mark.parametrize("name", sorted(set(ALL) - {"QUOTED", "FLAGS HIGH", "FLAGS LOW"}))
def test_chinese_is_chinese_and_english_is_not(name: str) -> None:
    hanzi = re.compile(r"[\u4e00-\u9fff]")
    assert hanzi.search(ALL[name].zh) or fillings(ALL[name].zh)
    assert not hanzi.search(ALL[name].en)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_word(state: State) -> None:
    assert texts.STATES[state].en == state.value


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_change_has_a_word(kind: ChangeKind) -> None:
    assert texts.CHANGES[kind].zh
