"""`hcc-crf enter`: form saves from JSON Lines, each answered once its event is durable."""

from pathlib import Path
from typing import TextIO

import click

from hcc_crf.session import Refused, Saved, Session
from hcc_crf.values import Language

from .enter_line import Line, LineError, read_line, refused_answer, saved_answer
from .surroundings import (
    Surroundings,
    language_option,
    say,
    surroundings,
    tell_notices,
    user_option,
    workspace_option,
)

_FILE = click.File("r", encoding="utf-8-sig", errors="surrogateescape")
"""Bytes that are no UTF-8 spoil their own line only; a mark at the start is no part of the data."""


@click.command()
@workspace_option
@user_option
@language_option
@click.argument("file", type=_FILE, default="-")
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
    lines = refused = 0
    language = Language(lang)
    with around.sign_in(workspace, user) as session:
        said = len(session.notices)
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            lines += 1
            try:
                answer = _save(session, read_line(line))
            except LineError as error:
                refused += 1
                text = str(error)
                say({"line": number, "saved": False, "code": "LINE-UNREADABLE", "message": text})
                continue
            if isinstance(answer, Refused):
                refused += 1
                say(refused_answer(number, answer, language))
            else:
                say(saved_answer(number, answer, language))
        tell_notices(session, after=said)
    if refused:
        click.echo(_summary(refused, lines), err=True)
    context.exit(1 if refused else 0)


def _save(session: Session, line: Line) -> Saved | Refused:
    request = line.request
    if line.settles:
        with_reasons = session.with_reasons(request, line.settles)
        if isinstance(with_reasons, Refused):
            return with_reasons
        request = with_reasons
    return session.save(request)


def _summary(refused: int, lines: int) -> str:
    """Return the last word on a file with refused lines, which answers among many may hide."""
    return (
        f"LINES-REFUSED  enter: {refused} of {lines} lines were refused and are not saved; "
        "the other lines are. The answer to each line says why. Correct the refused lines and "
        "enter them again."
    )
