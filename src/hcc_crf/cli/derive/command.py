"""The command `hcc-crf derive`."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import click

from hcc_crf.errors import InputError

from ..surroundings import Surroundings
from .catalogue import BY_NAME, DERIVATIONS
from .listing import describe
from .protocol import Derivation
from .stream import Dialogue
from .windows import WINDOWS, windows_on

_READ_AT_ONCE = 1 << 16


@click.command()
@click.option("--list", "is_list", is_flag=True, help="Names, inputs with units, and outputs.")
@click.argument("name", required=False)
@click.argument("file", required=False, default="-")
@click.pass_context
def derive(context: click.Context, name: str | None, file: str, *, is_list: bool) -> None:
    """Answer JSON Lines with the derivation NAME, for validation.

    FILE absent or - is stdin. A line that cannot be read is an error for that line; the exit status
    is then 1. Only `windows` looks at other definitions given by --forms.
    """
    if is_list:
        sys.stdout.buffer.write(describe(DERIVATIONS) + b"\n")
        return
    if name is None or name not in BY_NAME:
        raise click.UsageError(f"NAME must be one of: {', '.join(BY_NAME)}")
    forms = context.obj.forms if isinstance(context.obj, Surroundings) else None
    with ExitStack() as opened:
        source = sys.stdin.buffer if file == "-" else opened.enter_context(_open(Path(file)))
        dialogue = Dialogue(_chosen(name, forms))
        for lines in _batches(source):
            answers = [answer + b"\n" for answer in dialogue.answer_lines(lines)]
            sys.stdout.buffer.write(b"".join(answers))
            sys.stdout.buffer.flush()
    if dialogue.errors:
        context.exit(1)


def _chosen(name: str, forms: Path | None) -> Derivation:
    return windows_on(forms) if forms and name == WINDOWS.name else BY_NAME[name]


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        problem = f"The file cannot be read ({error.strerror})."
        raise InputError(
            "FILE-UNREADABLE", str(path), problem, "Check the name of the file and try again."
        ) from error


def _batches(source: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the complete lines of each piece as it arrives, so that an answer never waits for more.

    A last line without an end is a line.
    """
    rest = b""
    while piece := source.read1(_READ_AT_ONCE):  # type: ignore[attr-defined]  # both have it
        *lines, rest = (rest + piece).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]
