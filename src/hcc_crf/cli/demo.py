"""`hcc-crf demo` and `hcc-crf tour`: a training site, and proof that an installation works."""

import sys
from pathlib import Path

import click

from .surroundings import Surroundings, say, surroundings
from .tour_steps import take_tour
from .training import (
    PASSWORD,
    SUBJECTS,
    USERS,
    Training,
    demonstration_lines,
    enter_demonstration,
    make_training,
    sign_in,
)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without the demonstration subjects.")
@click.option("--devices", type=click.IntRange(1, 5), default=1, help="Devices of site 01.")
@surroundings
def demo(around: Surroundings, folder: Path, devices: int, *, empty: bool) -> None:
    """Make a training site with its centre, marked TRAINING everywhere."""
    made = make_demo(around, folder, devices=devices, subjects=() if empty else SUBJECTS)
    say(
        {
            "workspaces": [str(workspace) for workspace in made.workspaces],
            "centre": str(made.centre),
            "users": [*USERS, "centre1"],
            "password": PASSWORD,
        }
    )


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@surroundings
def tour(around: Surroundings, folder: Path) -> None:
    """Make a training site, use it without a screen, and list what was made."""
    made = make_demo(around, folder, devices=1, subjects=SUBJECTS)
    for step in take_tour(folder.resolve(), made, around.program):
        say(step)


def make_demo(
    around: Surroundings, folder: Path, *, devices: int, subjects: tuple[str, ...]
) -> Training:
    """Return the training sites, the subjects entered through the session of a nurse."""
    made = make_training(folder, around.program, devices=devices, subjects=subjects)
    length = sum(len(demonstration_lines(subject)) for subject in subjects)
    with click.progressbar(
        length=length, label="Entering the demonstration", file=sys.stderr, hidden=not length
    ) as bar:
        for subject in subjects:
            workspace = next(w for w in made.workspaces if w.name == f"site-{subject[:2]}-A")
            with sign_in(workspace, "nurse1", around.program) as session:
                for _saved in enter_demonstration(session, subject):
                    bar.update(1)
    return made
