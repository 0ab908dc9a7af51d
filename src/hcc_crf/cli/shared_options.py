"""`--forms` and `--debug` stand behind every command as well as before it."""

from pathlib import Path

import click

from .surroundings import Surroundings


def share_options(command: click.Command) -> None:
    """Give a command, or every command of a group, the options all share."""
    if isinstance(command, click.Group):
        for part in command.commands.values():
            share_options(part)
        return
    command.params += (
        click.Option(
            ["--forms"],
            type=click.Path(path_type=Path),
            expose_value=False,
            callback=_take_forms,
            help="Other definitions of the study.",
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_take_debug,
            help="Show a traceback when something fails.",
        ),
    )


def _take_forms(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Surroundings).forms = value


def _take_debug(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click calls it so)
    context.ensure_object(Surroundings).is_debug |= value
