"""How people like the screen is remembered beside the data; what is wrong with it costs nothing."""

import os
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from hcc_crf.session.looks import LOOKS_FILE, Look, keep_look, last_look, look_of
from hcc_crf.ui.theme import Scheme
from hcc_crf.values import Language

DARK_CHINESE = Look(Language.ZH, "dark")
LIGHT_ENGLISH = Look(Language.EN, "light")


def test_at_first_a_screen_is_english_and_looks_like_the_system(tmp_path: Path) -> None:
    assert last_look(tmp_path) == Look(Language.EN, "system")
    assert look_of(tmp_path, "nurse1") is None


def test_everybody_has_a_look_and_the_last_one_is_known(tmp_path: Path) -> None:
    keep_look(tmp_path, DARK_CHINESE, "nurse1")
    keep_look(tmp_path, LIGHT_ENGLISH, "monitor1")
    assert look_of(tmp_path, "nurse1") == DARK_CHINESE
    assert look_of(tmp_path, "monitor1") == LIGHT_ENGLISH
    assert last_look(tmp_path) == LIGHT_ENGLISH


def test_what_nobody_chose_for_himself_is_only_the_last_look(tmp_path: Path) -> None:
    keep_look(tmp_path, LIGHT_ENGLISH, "nurse1")
    keep_look(tmp_path, DARK_CHINESE)
    assert last_look(tmp_path) == DARK_CHINESE
    assert look_of(tmp_path, "nurse1") == LIGHT_ENGLISH


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"last": {"language": "fr"}, "people": {}}',
        b'{"last": {"scheme": "pink"}, "people": {}}',
        b'{"last": {}, "people": {"nurse1": 7}}',
        b'{"last": {}}',
        b'{"last": {}, "people": {}}' + b" " * 10 + b"x",
    ],
)
def test_a_file_that_is_no_good_means_the_first_look_and_is_written_anew(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / LOOKS_FILE).write_bytes(content)
    assert last_look(tmp_path) == Look()
    assert look_of(tmp_path, "nurse1") is None
    keep_look(tmp_path, DARK_CHINESE, "nurse1")
    assert look_of(tmp_path, "nurse1") == DARK_CHINESE


def test_a_folder_in_its_place_is_no_error(tmp_path: Path) -> None:
    (tmp_path / LOOKS_FILE).mkdir()
    keep_look(tmp_path, DARK_CHINESE, "nurse1")
    assert last_look(tmp_path) == Look()


def test_a_disk_that_refuses_is_no_error(tmp_path: Path) -> None:
    keep_look(tmp_path / "not there", DARK_CHINESE, "nurse1")
    assert last_look(tmp_path / "not there") == Look()


def test_what_is_known_already_is_not_written_again(tmp_path: Path) -> None:
    keep_look(tmp_path, DARK_CHINESE, "nurse1")
    os.utime(tmp_path / LOOKS_FILE, (1, 1))
    keep_look(tmp_path, DARK_CHINESE, "nurse1")
    assert (tmp_path / LOOKS_FILE).stat().st_mtime == 1


def test_the_file_and_the_screen_know_the_same_schemes() -> None:
    assert set(get_args(get_type_hints(Look)["scheme"])) == {scheme.value for scheme in Scheme}
