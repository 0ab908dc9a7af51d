"""Settings and secrets by name."""

import pytest

from hcc_crf.store.database import Database
from hcc_crf.store.settings import put_secret, put_setting, read_secret, read_setting


def test_what_was_never_put_is_absent(db: Database) -> None:
    assert read_setting(db, "language") is None
    assert read_secret(db, "device") is None


def test_setting_is_replaced(db: Database) -> None:
    put_setting(db, "language", "en")
    put_setting(db, "language", "zh")
    assert read_setting(db, "language") == "zh"


@pytest.mark.parametrize("value", [b"", b"\x00\xff" * 16], ids=["empty", "any bytes"])
def test_secret_bytes_come_back(db: Database, value: bytes) -> None:
    put_secret(db, "device", b"before")
    put_secret(db, "device", value)
    assert read_secret(db, "device") == value


def test_settings_and_secrets_do_not_meet(db: Database) -> None:
    put_setting(db, "device", "A")
    assert read_secret(db, "device") is None


@pytest.mark.parametrize("name", ['a"; DROP TABLE setting; --', "x' OR '1'='1", "设置"])
def test_name_is_text_and_never_sql(db: Database, name: str) -> None:
    put_setting(db, name, "kept")
    assert read_setting(db, name) == "kept"
