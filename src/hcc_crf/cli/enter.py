"""`hcc-crf enter`: form saves from JSON Lines, each answered once its event is durable."""

from pathlib import Path
from typing import TextIO

import click

from hcc_crf.session import Refused
from hcc_crf.values import Language

from .enter_line import LineError, read_line, refused_answer, saved_answer
from .surroundings import (
    Surroundings,
    language_option,
    say,
    surroundings,
    user_option,
    workspace_option,
)

_FILE = click.File("r", encoding="utf-8-sig", errors="surrogateescape")
"""Bytes that are no UTF-8 spoil their own line only; a mark at the start is no part of the data."""


@click.command()
@workspace_option
@user_option
@language_option
@click.argument(
    "file", type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"), default="-"
)
@surroundings
@click.pass_context
def enter(
    context: click.Context,
    around: Surroundings,
    *,
    workspace: Path | None,
    user: str,
    lang: Language,
    file: TextIO,
) -> None:
    """Enter form saves, one JSON object a line; exit 1 if any was refused."""
    refused = False
    language = Language(lang)
    with around.sign_in(workspace, user) as session:
        said = len(session.notices)
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                answer = session.save(read_line(line))
            except LineError as error:
                refused = True
                text = str(error)
                say({"line": number, "saved": False, "code": "LINE-UNREADABLE", "message": text})
                continue
            if isinstance(answer, Refused):
                refused = True
                say(refused_answer(number, answer, language))
            else:
                say(saved_answer(number, answer, language))
        for notice in session.notices[said:]:
            click.echo(notice.en, err=True)
    context.exit(1 if refused else 0)
