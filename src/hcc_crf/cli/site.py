"""`hcc-crf site …` and `hcc-crf user …`: workspaces, devices, people."""

from pathlib import Path

import click

from hcc_crf.access.accounts import NewUser
from hcc_crf.access.roles import Role
from hcc_crf.session.packaging import accept_enrolment
from hcc_crf.session.people import add_user, change_password, close_user, reset_user_password
from hcc_crf.session.workspace import REQUEST_FILE, NewWorkspace, create_workspace

from . import ask
from .surroundings import Surroundings, say, surroundings, user_option, workspace_option

SITE_ROLES = [role.value for role in Role if role is not Role.CENTRE]


@click.group(name="site")
def site_group() -> None:
    """Make a workspace and enrol its device."""


@site_group.command(name="init")
@workspace_option
@click.option("--site", required=True, help="Site number, such as 01.")
@click.option("--device", required=True, help="Letter of the device at its site, A to Z.")
@user_option
@click.option("--name", default="", help="Printed name of the administrator.")
@click.option("--training", is_flag=True, help="Fictional data only, marked TRAINING everywhere.")
@surroundings
def init(
    around: Surroundings,
    *,
    workspace: Path | None,
    site: str,
    device: str,
    user: str,
    name: str,
    training: bool,
) -> None:
    """Make an empty workspace with its device key and first administrator."""
    folder = (workspace or around.workspace).resolve()
    study = around.program.study
    if site not in study.sites_by_oid:
        known = ", ".join(study.sites_by_oid)
        raise click.BadParameter(
            f"the study has no site {site}; it has {known}", param_hint="--site"
        )
    first = NewUser(user, name or user, Role.ADMINISTRATOR, ask.password(f"Password for {user}"))
    info = create_workspace(
        folder,
        NewWorkspace(study.oid, site, device.upper(), training),
        first,
        moment=ask.now(),
        new_id=ask.new_id,
    )
    say(
        {
            "workspace": str(folder),
            "site": info.site,
            "device": info.device,
            "enrolment_request": str(folder / REQUEST_FILE),
            "training": info.training,
        }
    )


@site_group.command(name="accept")
@workspace_option
@user_option
@click.argument("answer", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@surroundings
def accept(around: Surroundings, workspace: Path | None, user: str, answer: Path) -> None:
    """Take in the centre's answer; from then on the device can package."""
    with around.sign_in(workspace, user) as session:
        found = accept_enrolment(session, answer)
        say({"accepted": True, "centre": found.centre, "fingerprint": found.fingerprint})
        click.echo(
            "Compare the fingerprint with the one in your site contract, or by telephone.", err=True
        )


@click.group(name="user")
def user_group() -> None:
    """Look after accounts."""


@user_group.command(name="add")
@workspace_option
@user_option
@click.option("--new", "new_user", required=True, help="Id of the new user.")
@click.option("--role", type=click.Choice(SITE_ROLES), required=True)
@click.option("--name", required=True, help="Printed name.")
@surroundings
def add(
    around: Surroundings,
    *,
    workspace: Path | None,
    user: str,
    new_user: str,
    role: str,
    name: str,
) -> None:
    """Add an account; its first password is changed at the first sign-in."""
    with around.sign_in(workspace, user) as session:
        first = ask.new_password(f"First password of {new_user}")
        add_user(session, NewUser(new_user, name, Role(role), first))
        say({"user": new_user, "role": role, "must_change_password": True})


@user_group.command(name="password")
@workspace_option
@user_option
@click.option("--of", "other", help="Somebody who forgot theirs: gets a first password.")
@surroundings
def set_password(
    around: Surroundings, workspace: Path | None, user: str, other: str | None
) -> None:
    """Change your own password, or as administrator reset that of somebody who forgot it."""
    with around.sign_in(workspace, user) as session:
        new = ask.new_password("New password")
        if other is None:
            change_password(session, ask.password("Old password"), new)
        else:
            reset_user_password(session, other, new)
        say({"user": other or user, "changed": True})


@user_group.command(name="close")
@workspace_option
@user_option
@click.option("--of", "other", required=True, help="Whose account.")
@surroundings
def close(around: Surroundings, workspace: Path | None, user: str, other: str) -> None:
    """Close an account for good; its id is never given again."""
    with around.sign_in(workspace, user) as session:
        close_user(session, other)
        say({"user": other, "closed": True})
