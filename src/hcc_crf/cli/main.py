"""The command line. Without a command it opens the desk."""

import os
import sys
from pathlib import Path

import click

from hcc_crf import __version__
from hcc_crf.errors import DefinitionError, HccCrfError

from .centre import centre_group
from .demo import demo, tour
from .derive.command import derive
from .desk import open_desk
from .enter import enter
from .forms import forms_group
from .package import package, rebuild, verify
from .paper import casebook, worksheet
from .self_test import self_test
from .show import audit, show
from .site import site_group, user_group
from .surroundings import Surroundings


@click.group(invoke_without_command=True)
@click.option("--workspace", type=click.Path(path_type=Path), help="Folder of the site workspace.")
@click.option("--forms", type=click.Path(path_type=Path), help="Other definitions of the study.")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
@click.version_option(__version__, prog_name="hcc-crf")
@click.pass_context
def cli(context: click.Context, workspace: Path | None, forms: Path | None, *, debug: bool) -> None:
    """Offline electronic case report form for a trial in hepatocellular carcinoma."""
    context.obj = Surroundings(forms, workspace or _data_folder(), debug)
    if context.invoked_subcommand is None:
        context.exit(open_desk(context.obj))


for _command in (
    audit,
    casebook,
    centre_group,
    demo,
    derive,
    enter,
    forms_group,
    package,
    rebuild,
    self_test,
    show,
    site_group,
    tour,
    user_group,
    verify,
    worksheet,
):
    cli.add_command(_command)


def _take_forms(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Surroundings).forms = value


def _take_debug(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click calls it so)
    context.ensure_object(Surroundings).is_debug |= value


def _share_options(command: click.Command) -> None:
    """Let `--forms` and `--debug` stand behind every command as well as before it."""
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _share_options(part)
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


_share_options(cli)


def _data_folder() -> Path:
    """The platform's data folder for a workspace that is not named."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "hcc-crf" / "workspace"


def run(arguments: list[str]) -> int:
    """Run one command; return its exit status: 0 done, 1 refused, 2 usage.

    No traceback reaches a person unless `--debug` asks for it; a fault of the program itself is
    said as such, with what to report.
    """
    try:
        return int(cli.main(args=arguments, prog_name="hcc-crf", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("Stopped; nothing half-written stays.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        if "--debug" in arguments:
            raise
        for line in _words(error):
            click.echo(line, err=True)
        return 1


def _words(error: Exception) -> tuple[str, ...]:
    """Return what a person is told: code, place, what is wrong, what to do next."""
    if isinstance(error, HccCrfError):
        return (str(error), *(error.faults if isinstance(error, DefinitionError) else ()))
    if isinstance(error, OSError):
        place, problem = error.filename or "disk", error.strerror or type(error).__name__
        return (f"FILE-REFUSED  {place}: {problem}. {_FILE_NEXT}",)
    return (f"PROGRAM-FAULT  {type(error).__name__}: {_FAULT_NEXT}",)


_FILE_NEXT = "Name another, or check that it may be used and the disk has space."
_FAULT_NEXT = (
    "the program made a mistake; what was answered as saved is saved. "
    "Run the command again with --debug and report what it prints."
)
