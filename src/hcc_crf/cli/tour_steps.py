"""What the tour does with a training site, each step answered with what it made."""

import os
from collections.abc import Iterator
from pathlib import Path

from hcc_crf import __version__
from hcc_crf.centre.folder import open_centre
from hcc_crf.centre.merge import merge_packages
from hcc_crf.entry.program import Program
from hcc_crf.package.files import write_durably
from hcc_crf.session import read_info
from hcc_crf.values import FormPath, Language, SubjectKey, VisitCode

from .centre_export import export_as
from .surroundings import progress_bar
from .training import PASSWORD, Training, centre_clock, sign_in

_SUBJECT = SubjectKey("01-002")
_VISIT = VisitCode("C5D1")


def take_tour(folder: Path, made: Training, program: Program) -> Iterator[dict[str, object]]:
    """Photograph the desk, print, package, merge and export; yield each step with its files."""
    site = made.workspaces[0]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the tour needs no screen
    from hcc_crf.ui.photographs import take_photographs  # noqa: PLC0415  (Qt: only when needed)

    shots = take_photographs(
        lambda user, _password: sign_in(site, user, program),
        read_info(site),
        __version__,
        folder,
        user="nurse1",
        password=PASSWORD,
        entry=FormPath(_SUBJECT, _VISIT, "LBCHEM"),
    )
    yield {"step": "desk", "files": [str(shot) for shot in shots]}
    with sign_in(site, "nurse1", program) as session:
        for language in Language:
            paper = folder / f"worksheet-{language.value}.pdf"
            write_durably(paper, session.print_worksheet(_SUBJECT, VisitCode("C10D1"), language))
            yield {"step": "worksheet", "files": [str(paper)]}
        book = folder / "casebook.pdf"
        write_durably(book, session.print_casebook(_SUBJECT, Language.EN, with_audit=True))
        yield {"step": "casebook", "files": [str(book)]}
    packages = []
    for workspace in made.workspaces:
        with sign_in(workspace, "nurse1", program) as session:
            written = session.package(folder / "packages")
            if written is not None:
                packages.append(written.file)
                yield {"step": "package", "files": [str(written.file)], "events": written.events}
    yield from _at_the_centre(folder, made, program, packages)


def _at_the_centre(
    folder: Path, made: Training, program: Program, packages: list[Path]
) -> Iterator[dict[str, object]]:
    with open_centre(
        made.centre, "centre1", PASSWORD, study=program.study, clock=centre_clock
    ) as centre:
        merged = merge_packages(centre, packages)
        yield {"step": "merge", "accepted": merged.accepted, "events": merged.events}
        export_as("csv", program, centre, folder / "export", bar=progress_bar)
    files = sorted(str(file) for file in (folder / "export").iterdir())
    yield {"step": "export", "files": files}
