"""The groups of rows, each with the sites it needs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from benchmarks.carrying import (
    CHANGES_OF_PACKAGE,
    measure_long_merge,
    measure_merge,
    measure_package,
)
from benchmarks.deriving import measure_derivations
from benchmarks.entering import measure_keystroke
from benchmarks.measure import Measurement
from benchmarks.printing import measure_paper
from benchmarks.saving import measure_saves
from benchmarks.screens import measure_matrix, measure_screens
from benchmarks.sites import SITES, add_subjects, at_copy, at_work, make_sites, requests
from benchmarks.starting import measure_start
from hcc_crf.values import SubjectKey

_MERGED = 200_000
_MERGED_LONG = 2_000_000


@dataclass
class Bench:
    """A folder to work in."""

    folder: Path

    @cached_property
    def sites(self) -> Path:
        """The folder of the training sites, made when first asked for."""
        made = self.folder / "sites"
        make_sites(made)
        return made


def _start(bench: Bench) -> Iterator[Measurement]:
    yield from measure_start(bench.sites / SITES[0], times=7)


def _keystroke(bench: Bench) -> Iterator[Measurement]:
    with at_copy(bench.sites, "few") as few, at_copy(bench.sites, "many") as many:
        add_subjects(few, 10, saves=12)
        add_subjects(many, 1000, saves=12)
        yield from measure_keystroke(few, many, times=200)


def _screen(bench: Bench) -> Iterator[Measurement]:
    with at_work(bench.sites / SITES[0]) as session:
        yield from measure_screens(session, times=10)


def _save(bench: Bench) -> Iterator[Measurement]:
    saves = requests(SubjectKey("01-002"))
    with at_copy(bench.sites, "desk") as desk, at_copy(bench.sites, "at once") as at_once:
        yield from measure_saves(desk, at_once, saves, bench.folder)


def _matrix(bench: Bench) -> Iterator[Measurement]:
    with at_copy(bench.sites, "matrix") as session:
        add_subjects(session, 500, saves=1, visits=30)
        yield from measure_matrix(session, times=10)


def _package(bench: Bench) -> Iterator[Measurement]:
    with at_copy(bench.sites, "package") as session:
        saves = session.events()
        changes = sum(1 for _ in session.audit())
        add_subjects(session, max(CHANGES_OF_PACKAGE // changes, 1), saves=saves)
        yield from measure_package(session, bench.folder / "packages", times=5)


def _merge(bench: Bench) -> Iterator[Measurement]:
    work = bench.folder / "merge"
    work.mkdir()
    short = next(measure_merge(bench.sites, work, changes=_MERGED))
    yield short
    long = bench.folder / "long"
    make_sites(long)
    yield from measure_long_merge(long, long, short, changes=_MERGED, many=_MERGED_LONG)


def _paper(bench: Bench) -> Iterator[Measurement]:
    with at_work(bench.sites / SITES[0]) as session:
        yield from measure_paper(session, times=5)


def _derive(_bench: Bench) -> Iterator[Measurement]:
    yield from measure_derivations(lines=8000, times=3)


GROUPS: Mapping[str, Callable[[Bench], Iterator[Measurement]]] = MappingProxyType(
    {
        "start": _start,
        "keystroke": _keystroke,
        "screen": _screen,
        "save": _save,
        "matrix": _matrix,
        "package": _package,
        "paper": _paper,
        "derive": _derive,
        "merge": _merge,  # last: the disk is busy with it for a while
    }
)
"""Name on the command line → its rows."""
