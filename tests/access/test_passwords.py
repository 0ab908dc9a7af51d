"""Which passwords are taken (R29)."""

import pytest

from hcc_crf.access.passwords import check_password, normalised
from hcc_crf.errors import AccessError


def code_of(password: str, user: str = "nurse1") -> str | None:
    """The code with which a password is refused, `None` when it is taken."""
    try:
        check_password(password, user)
    except AccessError as refused:
        return refused.code
    return None


def test_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(AccessError) as refused:
        check_password("Lenvatinib-2026", "nurse1")
    assert "2026" not in str(refused.value)
    assert refused.value.next_step


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("elf chars 1", "PASSWORD-TOO-SHORT", id="11 characters"),
        pytest.param("elf chars 12", None, id="12 characters"),
        pytest.param("", "PASSWORD-TOO-SHORT", id="none"),
        pytest.param("ab cd " * 42 + "efgh", None, id="256 characters"),
        pytest.param("ab cd " * 42 + "efghi", "PASSWORD-TOO-LONG", id="257 characters"),
        pytest.param("肝癌临床试验数据录入密码", None, id="12 Chinese characters"),
    ],
)
def test_length_is_counted_in_characters(password: str, code: str | None) -> None:
    assert code_of(password) == code


@pytest.mark.parametrize(
    "password",
    [
        "password12345",
        "Password2026!",
        "123-password-456",
        "qwertyuiopas",
        "QWERTYUIOPAS",
        "iloveyouforever",
        "administrator1",
        "letmein!!!!!!",
        "correcthorsebatterystaple",
        "123456789012",
        "098765432109",
        "aaaaaaaaaaaa",
        "121212121212",
        "abcabcabcabc",
        "abcdefghijklmnopqrstuvwxyz",
        "nurse1nurse1nurse1",
        "NURSE1-2026-11",
        "hcc-crf-2026-11",
        "lenvatinib2026",
        "Lenvatinib-HCC-TACE",
    ],
)
def test_well_known_password_is_refused(password: str) -> None:
    assert code_of(password) == "PASSWORD-KNOWN"


@pytest.mark.parametrize(
    "password",
    [
        "seven green bicycles",
        "Training-2026-site",
        "nurse1 rides a bicycle",
        "hcc trial in the morning",
        "xK9#mQ2$vL7@",
        "        x y z w v        ",
        "ÄÖÜ straße naïve",
    ],
)
def test_password_of_ones_own_is_taken(password: str) -> None:
    assert code_of(password) is None


def test_what_is_known_of_one_user_is_no_rule_for_another() -> None:
    assert code_of("wilhelmina-2026", "wilhelmina") == "PASSWORD-KNOWN"
    assert code_of("wilhelmina-2026", "nurse1") is None


# U+FF41 … are full-width letters, U+00E9 and "e" + U+0301 the two ways to write é.
@pytest.mark.parametrize(
    ("one", "other"),
    [("caf\u00e9", "cafe\u0301"), ("\uff41\uff42\uff43", "abc"), ("\u2460", "1")],
)
def test_same_password_from_another_keyboard_is_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_full_width_password_is_counted_and_known_like_the_plain_one() -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "password12345")
    assert code_of(wide) == "PASSWORD-KNOWN"
