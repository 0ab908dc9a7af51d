"""`hcc-crf centre …`: admit workstations, merge their packages, hand data to others."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role
from hcc_crf.centre.devices import enrol_device, revoke_device, write_trust
from hcc_crf.centre.folder import Centre, NewCentre, create_centre, open_centre
from hcc_crf.centre.merge import merge_packages
from hcc_crf.errors import InputError

from . import ask
from .centre_answers import merge_answer
from .centre_export import FORMATS, export_as
from .surroundings import Surroundings, in_folder_of, say, surroundings

DIRECTORY = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
folder_argument = click.argument("folder", metavar="DIR", type=DIRECTORY)
user_option = click.option("--user", default="centre1", show_default=True, help="Who acts.")


@click.group(name="centre")
def centre_group() -> None:
    """The coordinating centre: enrol devices, merge packages, export data."""


@centre_group.command(name="init")
@folder_argument
@user_option
@click.option("--name", default="", help="Name of the centre, for its answers to sites.")
@click.option("--training", is_flag=True, help="Takes packages of training workspaces only.")
@click.option("--database", default="", metavar="URL", help="Where the data go: in DIR (default).")
@surroundings
def init(
    around: Surroundings, folder: Path, user: str, name: str, database: str, *, training: bool
) -> None:
    """Make an empty centre in DIR with its keys and first user."""
    if database:
        raise InputError(
            "DATABASE-URL-REFUSED",
            "--database",
            "This version keeps the centre's data in an encrypted SQLite file under DIR only.",
            "Leave --database out.",
        )
    folder = folder.resolve()
    first = NewUser(user, user, Role.CENTRE, ask.password(f"Password for {user}"))
    new = NewCentre(around.program.study.oid, name or "Coordinating centre", training)
    keys = create_centre(folder, new, first, clock=_utc, new_id=ask.new_id)
    say(
        {
            "centre": str(folder),
            "study": new.study,
            "fingerprint": keys.fingerprint,
            "user": user,
            "training": training,
        }
    )


@centre_group.command(name="enrol")
@folder_argument
@user_option
@click.argument("request", type=FILE)
@click.option("-o", "answer", required=True, type=FILE, help="Where the signed answer goes.")
@surroundings
def enrol(around: Surroundings, folder: Path, user: str, request: Path, answer: Path) -> None:
    """Admit a device by its REQUEST; the signed answer carries the centre's keys back."""
    with _opened(around, folder, user) as centre:
        found = enrol_device(centre, request, in_folder_of(answer))
    asked = found.request
    say(
        {
            "fingerprint": asked.fingerprint,
            "site": asked.site,
            "device": asked.device,
            "incarnation": asked.incarnation,
            "training": asked.training,
            "new": found.is_new,
            "answer": str(found.answer),
            "centre_fingerprint": found.centre_fingerprint,
        }
    )
    click.echo("Compare the fingerprint with the site by telephone.", err=True)


@centre_group.command(name="revoke")
@folder_argument
@user_option
@click.option("--site", required=True, help="Site number.")
@click.option("--device", required=True, help="Letter of the device.")
@surroundings
def revoke(around: Surroundings, folder: Path, user: str, site: str, device: str) -> None:
    """Stop believing a device, as after a theft; what it sends from now on is quarantined."""
    with _opened(around, folder, user) as centre:
        revoke_device(centre, site=site, device=device)
    say({"site": site, "device": device, "revoked": True})


@centre_group.command(name="trust")
@folder_argument
@user_option
@click.option("-o", "to", required=True, type=DIRECTORY, help="Folder for the files.")
@click.option(
    "--with-identity", is_flag=True, help="Also the centre's age identity, which is secret."
)
@surroundings
def trust(around: Surroundings, folder: Path, user: str, to: Path, *, with_identity: bool) -> None:
    """Write what an outsider needs to check packages by hand."""
    with _opened(around, folder, user) as centre:
        files = write_trust(centre, to.resolve(), with_identity=with_identity)
    say({"files": [str(file) for file in files]})


@centre_group.command(name="merge")
@folder_argument
@user_option
@click.argument(
    "packages", metavar="PACKAGE…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@surroundings
def merge(around: Surroundings, folder: Path, user: str, packages: tuple[Path, ...]) -> None:
    """Verify and merge packages; what is refused is kept in quarantine."""
    files = tuple(package.resolve() for package in packages)
    with _opened(around, folder, user) as centre, _bar("Merging", len(files)) as progress:
        report = merge_packages(centre, files, progress=progress)
    say(merge_answer(report))


@centre_group.command(name="export")
@folder_argument
@user_option
@click.option("--format", "form", required=True, type=click.Choice(FORMATS))
@click.option("-o", "to", required=True, type=DIRECTORY, help="Folder for the files.")
@surroundings
def export(around: Surroundings, folder: Path, user: str, form: str, to: Path) -> None:
    """Write the merged data for others."""
    with _opened(around, folder, user) as centre:
        say(export_as(form, around.program, centre, to.resolve(), bar=_bar))
        if centre.info.training:
            click.echo("TRAINING: these data are fictional.", err=True)


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show progress on a terminal; what it gives is told how many are done."""
    with click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as shown:
        yield lambda done: shown.update(done - shown.pos)


def _opened(around: Surroundings, folder: Path, user: str) -> Centre:
    return open_centre(
        folder.resolve(),
        user,
        ask.password(f"Password of {user}"),
        study=around.program.study,
        clock=_utc,
    )


def _utc() -> datetime:
    return ask.now().utc
