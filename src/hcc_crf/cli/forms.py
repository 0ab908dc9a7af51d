"""`hcc-crf forms check`."""

import click

from hcc_crf.errors import DefinitionError
from hcc_crf.resources import forms_directory
from hcc_crf.study.load import load_study
from hcc_crf.study.report import check_report

from .surroundings import Surroundings, say, surroundings


@click.group(name="forms")
def forms_group() -> None:
    """Look after the definitions of the study."""


@forms_group.command(name="check")
@surroundings
@click.pass_context
def check(context: click.Context, around: Surroundings) -> None:
    """Load the definitions; print what they hold, or every fault."""
    try:
        study = load_study(around.forms or forms_directory())
    except DefinitionError as error:
        for fault in error.faults:
            click.echo(fault)
        click.echo(str(error), err=True)
        context.exit(1)
    report = check_report(study)
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    say(
        {
            "forms": report.forms,
            "items": report.items,
            "checks": report.checks,
            "visits": report.visits,
            "codelists": report.codelists,
            "version": report.version,
            "hash": report.hash,
        }
    )
