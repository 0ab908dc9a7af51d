"""The options that every command shares, and what they open."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hcc_crf.resources import forms_directory
from hcc_crf.values import Language

from . import ask

if TYPE_CHECKING:
    from hcc_crf.entry.program import Program
    from hcc_crf.session import Session


@dataclass
class Surroundings:
    """What one call of the program works on.

    Attributes:
        forms: Folder of other definitions than the bundled ones, or `None`.
        workspace: Folder of the workspace; the platform's data folder when not named.
        is_debug: Show tracebacks.
    """

    forms: Path | None
    workspace: Path
    is_debug: bool

    @cached_property
    def program(self) -> "Program":
        """The compiled study. Raises `DefinitionError` with every fault."""
        from hcc_crf.entry.open_study import open_study  # noqa: PLC0415  (many commands need none)
        from hcc_crf.study.load import load_study  # noqa: PLC0415  (the same)

        return open_study(load_study(self.forms or forms_directory()))

    def sign_in(self, workspace: Path | None, user: str) -> "Session":
        """Return the session of a user in a workspace; the password is asked for."""
        from hcc_crf.session import open_session  # noqa: PLC0415  (many commands need none)

        folder = workspace or self.workspace
        session = open_session(
            folder, user, ask.password(f"Password of {user}"), program=self.program, clock=ask.now
        )
        if session.who.must_change:
            click.echo(
                f"The first password of {user} is still in use. Change it with "
                "`hcc-crf user password`, or at the desk.",
                err=True,
            )
        tell_notices(session)
        return session

    @contextmanager
    def look_in(self, workspace: Path | None, user: str) -> Iterator["Session"]:
        """Give the session of a user who only looks: also where the folder cannot be written."""
        from .read_only import readable  # noqa: PLC0415  (only those who look need it)

        folder = workspace or self.workspace
        with readable(folder, user) as here:
            if here != folder:
                click.echo(_READ_ONLY, err=True)
            with self.sign_in(here, user) as session:
                yield session


_READ_ONLY = (
    "The folder cannot be written, or its disk is nearly full: a copy is looked at, and this "
    "sign-in is not recorded in the folder."
)


def tell_notices(session: "Session", *, after: int = 0) -> None:
    """Write what people must know to the error stream, but for the first `after` notices."""
    for notice in session.notices[after:]:
        click.echo(notice.en, err=True)


surroundings = click.make_pass_decorator(Surroundings)

workspace_option = click.option(
    "--workspace", type=click.Path(path_type=Path), help="Folder of the site workspace."
)
user_option = click.option("--user", required=True, help="Who acts.")
language_option = click.option(
    "--lang",
    type=click.Choice([language.value for language in Language]),
    default=Language.EN.value,
    help="Language of texts.",
)


def say(answer: object) -> None:
    """Write an answer as one line of JSON, at once."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def in_folder_of(path: Path) -> Path:
    """Return the path in full, its folder made."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on a terminal while work goes on; the work says how far it is."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=not length) as bar:
        yield lambda done: bar.update(done - bar.pos)
