"""`hcc-crf self-test`: prove the installed program on the machine it runs on."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from hcc_crf.entry.program import Program
from hcc_crf.package.files import read_package, write_durably
from hcc_crf.session import Refused, SaveRequest, Session, Typed
from hcc_crf.values import FormPath, Language, Slot, SubjectKey, VisitCode

from . import ask
from .self_test_report import self_test_report
from .self_test_vectors import check_vectors, failing_vectors
from .surroundings import Surroundings, in_folder_of, language_option, surroundings
from .training import make_training, sign_in


@dataclass(frozen=True, slots=True)
class Bench:
    """What the checks work on: a training site that is thrown away afterwards."""

    program: Program
    workspace: Path
    folder: Path


@click.command(name="self-test")
@click.option("--report", type=click.Path(path_type=Path), help="Write a dated PDF to file.")
@language_option
@surroundings
@click.pass_context
def self_test(
    context: click.Context, around: Surroundings, *, report: Path | None, lang: str
) -> None:
    """Check derivations, cryptography, store, paper and screen; print one line a check.

    With --report, every vector with its source and answer is written to a PDF, also when one
    differs; the exit status is then 1 all the same.
    """
    found: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        made = make_training(Path(folder), around.program, devices=1, subjects=())
        bench = Bench(around.program, made.workspaces[0], Path(folder))
        for name, check in CHECKS:
            fault = _run(check, bench)
            found.append((name, fault))
            click.echo(f"{'FAILED' if fault else 'ok':7} {name}{': ' + fault if fault else ''}")
    if report is not None:
        _write_report(in_folder_of(report), around.program, found, Language(lang))
    context.exit(1 if any(fault for _, fault in found) else 0)


def _write_report(
    path: Path, program: Program, found: list[tuple[str, str]], language: Language
) -> None:
    from hcc_crf.worksheet.render_report import render_report  # noqa: PLC0415  (heavy)

    report = self_test_report(program.study, ask.now().stamp.at_utc, found, tuple(check_vectors()))
    digest = write_durably(path, render_report(report, language))
    click.echo(f"written {path} (SHA-256 {digest})")


def _run(check: Callable[[Bench], str], bench: Bench) -> str:
    """Return what is wrong, or empty; a check that breaks is a check that failed."""
    try:
        return check(bench)
    except Exception as error:  # noqa: BLE001  (every kind of failure is this command's finding)
        return f"{type(error).__name__}: {error}"


def _derivations(_bench: Bench) -> str:
    return "; ".join(failing_vectors())


def _definitions(bench: Bench) -> str:
    return "" if len(bench.program.study.forms) > 1 else "no forms"


def _store(bench: Bench) -> str:
    with sign_in(bench.workspace, "nurse1", bench.program) as session:
        answer = _save(session, "VS", WEIGHT="68.0", HEIGHT="170")
        if answer:
            return answer
    with sign_in(bench.workspace, "nurse1", bench.program) as session:
        casebook = session.casebook(SubjectKey("01-001"))
        weight = casebook.value(VisitCode("SCR"), "VS", Slot("WEIGHT")).canonical
        derived = casebook.derived[VisitCode("SCR"), "VS", Slot("BMI")].canonical[:5]
    return "" if (weight, derived) == ("68.0", "23.52") else f"read back {weight}, {derived}"


def _encryption(bench: Bench) -> str:
    marker = "Zq7-marker-Zq7"
    with sign_in(bench.workspace, "nurse1", bench.program) as session:
        answer = _save(session, "SV", SVSTDAT="2026-01-05", SVCNTMOD="VISIT", SVCOM=marker)
        if answer:
            return answer
    found = [
        path.name
        for path in bench.workspace.rglob("*")
        if path.is_file() and marker.encode() in path.read_bytes()
    ]
    return f"readable in {', '.join(found)}" if found else ""


def _packages(bench: Bench) -> str:
    from hcc_crf.session.packaging import open_own_package  # noqa: PLC0415  (with the crypto)

    with sign_in(bench.workspace, "nurse1", bench.program) as session:
        written = session.package(bench.folder / "packages")
        if written is None:
            return "nothing was packaged"
        data = read_package(written.file)
        opened = open_own_package(session, written.file.name, data)
        if len(opened.events) != written.events:
            return "events differ"
    return ""


def _paper(bench: Bench) -> str:
    with sign_in(bench.workspace, "nurse1", bench.program) as session:
        for language in Language:
            pdf = session.print_worksheet(None, VisitCode("SCR"), language)
            if not pdf.startswith(b"%PDF") or b"NotoSansSC" not in pdf:
                return f"no PDF with the embedded font ({language.value})"
    return ""


def _screen(_bench: Bench) -> str:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the test needs no screen
    from hcc_crf.ui.photographs import draws_offscreen  # noqa: PLC0415  (Qt: only when needed)

    return "" if draws_offscreen() else "the window stayed empty"


def _save(session: Session, form: str, **typed: str) -> str:
    path = FormPath(SubjectKey("01-001"), VisitCode("SCR"), form)
    entries = tuple((Slot(oid), Typed(text)) for oid, text in typed.items())
    answer = session.save(SaveRequest(path, entries))
    return answer.problems[0].message.en if isinstance(answer, Refused) else ""


CHECKS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("definitions of the study", _definitions),
    ("derivation vectors", _derivations),
    ("save, close, read back", _store),
    ("nothing readable on disk", _encryption),
    ("package signed, sealed, opened", _packages),
    ("worksheet in English and Chinese", _paper),
    ("window drawn without a screen", _screen),
)
