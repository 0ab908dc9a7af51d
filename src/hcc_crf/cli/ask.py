"""What commands take from their surroundings: clock, zone, random names, passwords."""

import os
import uuid
from datetime import datetime

import click

from hcc_crf.errors import AccessError
from hcc_crf.session.clock import Moment

PASSWORD = "HCC_CRF_PASSWORD"  # noqa: S105  (the name of a variable)
NEW_PASSWORD = "HCC_CRF_NEW_PASSWORD"  # noqa: S105  (the name of a variable)


def now() -> Moment:
    """Return the moment, with the workstation's offset and zone."""
    local = datetime.now().astimezone()
    return Moment(local, os.environ.get("TZ") or str(local.tzinfo))


def new_id() -> str:
    """Return a random name, 32 hex digits."""
    return uuid.uuid4().hex


def password(prompt: str, variable: str = PASSWORD) -> str:
    """Return a password from the environment, or ask for it; it is never an argument.

    Raises:
        AccessError: There is neither a variable nor a terminal.
    """
    given = os.environ.get(variable)
    if given:
        return given
    try:
        return str(click.prompt(prompt, hide_input=True, err=True))
    except click.Abort as error:
        raise AccessError(
            "PASSWORD-NEEDED",
            variable,
            "A password is needed and nobody is there to type it.",
            f"Set {variable} for this command.",
        ) from error


def new_password(prompt: str) -> str:
    """Return the password of a new account or a change, asked for twice at a terminal."""
    given = os.environ.get(NEW_PASSWORD)
    if given:
        return given
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=True, err=True))
