"""What commands take from their surroundings: clock, zone, random names, passwords."""

import os
import sys
import time
import uuid
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hcc_crf.errors import AccessError

if TYPE_CHECKING:
    from hcc_crf.session import Moment

PASSWORD = "HCC_CRF_PASSWORD"  # noqa: S105  (the name of a variable)
NEW_PASSWORD = "HCC_CRF_NEW_PASSWORD"  # noqa: S105  (the name of a variable)

_LOCAL_TIME = Path("/etc/localtime")


def now() -> "Moment":
    """Return the moment, with the workstation's offset and zone."""
    from hcc_crf.session import Moment  # noqa: PLC0415  (many commands need no clock)

    local = datetime.now().astimezone()
    return Moment(local, _zone(local), _uptime_ms())


def _zone(local: datetime) -> str:
    """Return the name of the workstation's zone, `Asia/Shanghai`; its abbreviation if unnamed."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        return named
    try:
        link = str(_LOCAL_TIME.readlink())
    except OSError:  # no link, or no such file
        link = ""
    return _zone_behind(link) or str(local.tzinfo)


@cache
def _zone_behind(_link: str) -> str:
    """Return the zone at the end of the link, followed once while it says the same."""
    _, found, name = str(_LOCAL_TIME.resolve()).partition("zoneinfo/")
    return name if found else ""


def _uptime_ms() -> int:
    """Return milliseconds on the clock of the machine that nobody sets and that counts sleep.

    Linux has one of that name; the monotonic ones of macOS and Windows count it.
    """
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return (time.monotonic_ns() if clock is None else time.clock_gettime_ns(clock)) // 1_000_000


def new_id() -> str:
    """Return a random name, 32 hex digits."""
    return uuid.uuid4().hex


def password(prompt: str, variable: str = PASSWORD) -> str:
    """Return a password from the environment, or ask for it; it is never an argument.

    Raises:
        AccessError: There is neither a variable nor a terminal.
    """
    return os.environ.get(variable) or _typed(prompt, variable, is_new=False)


def new_password(prompt: str) -> str:
    """Return the password of a new account or a change, asked for twice at a terminal.

    Raises:
        AccessError: There is neither a variable nor a terminal.
    """
    return os.environ.get(NEW_PASSWORD) or _typed(prompt, NEW_PASSWORD, is_new=True)


def _typed(prompt: str, variable: str, *, is_new: bool) -> str:
    needed = AccessError(
        "PASSWORD-NEEDED",
        variable,
        "A password is needed and nobody is there to type it.",
        f"Set {variable} for this command.",
    )
    if not _has_terminal():
        raise needed
    try:
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=is_new, err=True))
    except click.Abort as error:
        raise needed from error


def _has_terminal() -> bool:
    """Tell whether somebody can type: data piped in are never taken for a password."""
    if sys.platform == "win32" or sys.stdin.isatty():
        return True
    try:
        Path("/dev/tty").open("rb").close()
    except OSError:
        return False
    return True
