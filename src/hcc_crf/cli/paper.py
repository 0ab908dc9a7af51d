"""`hcc-crf worksheet` and `hcc-crf casebook`."""

from pathlib import Path

import click

from hcc_crf.package.files import write_durably
from hcc_crf.study.schedule import visit_of
from hcc_crf.values import Language, SubjectKey

from .show import known_subject
from .surroundings import (
    Surroundings,
    in_folder_of,
    language_option,
    say,
    surroundings,
    user_option,
    workspace_option,
)

_output = click.option(
    "-o", "output", required=True, type=click.Path(path_type=Path), help="The PDF to write."
)


@click.command()
@workspace_option
@user_option
@click.option("--blank", is_flag=True, help="For no subject in particular.")
@click.option("--subject", help="For this subject: windows, previous values, lesions.")
@click.option("--visit", required=True, help="Code of the visit, such as C2D1.")
@language_option
@_output
@surroundings
def worksheet(
    around: Surroundings,
    *,
    workspace: Path | None,
    user: str,
    subject: str | None,
    visit: str,
    lang: Language,
    output: Path,
    blank: bool,
) -> None:
    """Print a visit worksheet, blank or for a subject."""
    if blank == bool(subject):
        raise click.UsageError("give either --blank or --subject")
    with around.sign_in(workspace, user) as session:
        code = visit_of(session.program.study, visit).code
        key = known_subject(session, subject) if subject else None
        pdf = session.print_worksheet(key, code, Language(lang))
        _write(output, pdf)


@click.command()
@workspace_option
@user_option
@click.option("--subject", required=True)
@click.option("--with-audit", is_flag=True, help="With the audit trail.")
@language_option
@_output
@surroundings
def casebook(
    around: Surroundings,
    *,
    workspace: Path | None,
    user: str,
    subject: str,
    lang: Language,
    output: Path,
    with_audit: bool,
) -> None:
    """Print a filled casebook."""
    with around.sign_in(workspace, user) as session:
        key: SubjectKey = known_subject(session, subject)
        _write(output, session.print_casebook(key, Language(lang), with_audit=with_audit))


def _write(output: Path, pdf: bytes) -> None:
    path = in_folder_of(output)
    say({"file": str(path), "sha256": write_durably(path, pdf)})
