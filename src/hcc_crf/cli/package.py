"""`hcc-crf package`, `verify` and `rebuild`."""

from pathlib import Path

import click

from hcc_crf.errors import InputError, PackageRejectedError, WorkspaceError
from hcc_crf.package.files import read_package
from hcc_crf.package.steps import STEPS
from hcc_crf.session import Session
from hcc_crf.session.about import ABOUT_FILE
from hcc_crf.session.checking import rebuild_projections, verify_workspace
from hcc_crf.session.packaging import Packaged, open_own_package

from .surroundings import (
    Surroundings,
    say,
    surroundings,
    tell_notices,
    user_option,
    workspace_option,
)


@click.command()
@workspace_option
@user_option
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path))
@surroundings
def package(around: Surroundings, workspace: Path | None, user: str, folder: Path) -> None:
    """Write the next signed and encrypted package into a folder."""
    with around.sign_in(workspace, user) as session:
        said = len(session.notices)
        written = session.package(folder)
        tell_notices(session, after=said)
        if written is None:
            say({"file": None, "events": 0})
            return
        answer = _answer(written)
        if written.earlier:
            say(answer | {"earlier": [_answer(one) for one in written.earlier]})
        else:
            say(answer)


def _answer(written: Packaged) -> dict[str, str | int]:
    return {
        "file": str(written.file),
        "sha256": written.sha256,
        "events": written.events,
        "first_seq": written.first_seq,
        "last_seq": written.last_seq,
    }


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@workspace_option
@click.option("--user", default="nurse1", help="Who acts.")
@surroundings
@click.pass_context
def verify(
    context: click.Context, around: Surroundings, path: Path, workspace: Path | None, user: str
) -> None:
    """Check a package, or a workspace, step by step; exit 1 at the first broken promise."""
    if not path.exists():
        raise InputError("FILE-ABSENT", str(path), "There is no such file.", "Check the path.")
    is_workspace = (path / ABOUT_FILE).exists()
    if path.is_dir() and not is_workspace:
        raise InputError(
            "NOT-A-WORKSPACE", path.name, "The folder holds no workspace.", "Name a workspace."
        )
    folder = path if is_workspace else workspace or around.workspace
    if not (folder / ABOUT_FILE).exists():
        raise WorkspaceError(
            "WORKSPACE-ABSENT",
            str(folder.resolve()),
            "There is no workspace in this folder.",
            "Name the workspace whose key opens it with --workspace.",
        )
    with around.look_in(folder, user) as session:
        is_kept = _verify_workspace(session) if is_workspace else _verify_package(session, path)
    context.exit(0 if is_kept else 1)


def _verify_workspace(session: Session) -> bool:
    is_kept = True
    for step in verify_workspace(session):
        say({"step": step.step, "what": step.what.en, "ok": step.is_kept, "detail": step.detail})
        if not step.is_kept:
            click.echo(f"VERIFY-FAILED  step {step.step}, {step.what.en}: {step.detail}", err=True)
        is_kept = step.is_kept
    return is_kept


def _verify_package(session: Session, path: Path) -> bool:
    try:
        opened = open_own_package(session, path.name, read_package(path))
    except PackageRejectedError as error:
        for label in STEPS:
            if label.step <= error.step:
                say({"step": label.step, "what": label.label.en, "ok": label.step != error.step})
        click.echo(str(error), err=True)
        return False
    for label in STEPS:
        say({"step": label.step, "what": label.label.en, "ok": True})
    head = opened.manifest.head
    say({"package": opened.manifest.name, "events": head.count, "last_hash": head.last_hash})
    return True


@click.command()
@workspace_option
@user_option
@surroundings
def rebuild(around: Surroundings, workspace: Path | None, user: str) -> None:
    """Drop the projections, make them again from the events, and compare."""
    with around.sign_in(workspace, user) as session:
        count, differed = rebuild_projections(session)
        say({"subjects": count, "differed": list(differed)})
