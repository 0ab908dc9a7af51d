"""The command line. Without a command it opens the desk."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from hcc_crf import __version__
from hcc_crf.errors import DefinitionError, HccCrfError

from .shared_options import share_options
from .surroundings import Surroundings

COMMANDS = {
    "audit": "show:audit",
    "casebook": "paper:casebook",
    "centre": "centre:centre_group",
    "demo": "demo:demo",
    "derive": "derive.command:derive",
    "enter": "enter:enter",
    "forms": "forms:forms_group",
    "package": "package:package",
    "rebuild": "package:rebuild",
    "rederive": "rederive:rederive",
    "self-test": "self_test:self_test",
    "show": "show:show",
    "site": "site:site_group",
    "tour": "demo:tour",
    "user": "site:user_group",
    "verify": "package:verify",
    "worksheet": "paper:worksheet",
}
"""Command → module of this package and name in it."""


class Commands(click.Group):
    """The commands, each imported when it is first asked for: a short run starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, `None` for an unknown one."""
        del ctx
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, name = COMMANDS[cmd_name].partition(":")
            command = getattr(import_module(f"hcc_crf.cli.{module}"), name)
            share_options(command)
            self.add_command(command, cmd_name)
        return self.commands.get(cmd_name)


@click.group(cls=Commands, invoke_without_command=True)
@click.option("--workspace", type=click.Path(path_type=Path), help="Folder of the site workspace.")
@click.option("--forms", type=click.Path(path_type=Path), help="Other definitions of the study.")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
@click.version_option(__version__, prog_name="hcc-crf")
@click.pass_context
def cli(context: click.Context, workspace: Path | None, forms: Path | None, *, debug: bool) -> None:
    """Offline electronic case report form for a trial in hepatocellular carcinoma."""
    context.obj = Surroundings(forms, workspace or _data_folder(), debug)
    if context.invoked_subcommand is None:
        from .desk import open_desk  # noqa: PLC0415  (only the desk needs it)

        context.exit(open_desk(context.obj))


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
