"""From a site to the centre: writing a package, and merging many."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.floors import BareDatabase, bare_package, table_rows
from benchmarks.histories import History, in_parts
from benchmarks.measure import Aim, Limit, Measurement, by_turns, once_ms
from benchmarks.sites import CENTRE, SITES, at_work, events_of, program
from hcc_crf.centre.folder import Centre, open_centre
from hcc_crf.centre.merge import merge_packages
from hcc_crf.centre.schema import CENTRE_SCHEMA
from hcc_crf.cli.training import PASSWORD, centre_clock
from hcc_crf.ledger.events import SealedEvent
from hcc_crf.package.seal import seal_package
from hcc_crf.session import Session
from hcc_crf.session.packaging import centre_answer, device_keys
from hcc_crf.store.event_store import events_of_chain
from hcc_crf.study.odm import definition_xml

CHANGES_OF_PACKAGE = 50_000
CHANGES_IN_MERGED = 20_000
"""Item changes in each package that is merged; a busy month of a site."""
LONG_COST = 1.2
_NAMES = ("name", "chain", "page", "slot", "definition")
"""Tables a merge writes that others point at."""
_GROWING = ("event", "package", "last_save", "leaf", "replaced", "access_log")
_REST = ("contested", "run_start", "forked")


def measure_package(session: Session, folder: Path, *, times: int) -> Iterator[Measurement]:
    """Yield the package of all that the session's store holds."""
    events = tuple(events_of_chain(session.db, session.info.chain))
    data = b"".join(sealed.body + b"\n" for sealed in events)
    answer = centre_answer(session)
    assert answer is not None
    recipients = (answer.age_recipient, device_keys(session).public.age_recipient)
    took, floor = by_turns(
        lambda: session.package(folder), lambda: bare_package(data, recipients), times=times
    )
    changes = sum(len(sealed.event.changes) for sealed in events)
    yield Measurement(
        f"package of {changes:,} item changes",
        took,
        f"SHA-256 + zstd + age of the same {len(data) / 1e6:.1f} MB",
        floor,
        (Aim(Limit.RATIO, 3),),
    )


def write_packages(folder: Path, into: Path, *, changes: int) -> tuple[Path, ...]:
    """Write packages of the sites' devices that hold so many item changes together."""
    into.mkdir()
    with at_work(folder / SITES[0]) as session:
        source = events_of(session)
    per_site = 999 * sum(len(sealed.event.changes) for sealed in source)
    files: list[Path] = []
    left = changes
    for site in SITES:
        share = min(left, per_site)
        if share:
            with at_work(folder / site) as session:
                history = History(session.info.chain)
                events = history.changes(source, share, site=session.info.site)
                files += _packages(session, events, into)
        left -= share
    if left:
        raise ValueError(f"the sites have no subjects for {left} more changes")
    return tuple(files)


def _packages(session: Session, events: Iterator[SealedEvent], into: Path) -> Iterator[Path]:
    answer = centre_answer(session)
    assert answer is not None
    keys, study = device_keys(session), session.program.study
    xml = definition_xml(study)
    for number, part in enumerate(in_parts(events, CHANGES_IN_MERGED), start=1):
        sealed = seal_package(
            part,
            definition_xml=xml,
            definition_version=study.version,
            number=number,
            previous_package_sha256=None,
            signing_key=keys.signing_key,
            recipients=(answer.age_recipient, keys.public.age_recipient),
            bagging_date="2026-11-25",
        )
        file = into / sealed.name
        file.write_bytes(sealed.data)
        yield file


def merge_ms(centre: Centre, files: tuple[Path, ...]) -> tuple[float, int]:
    """Merge and return how long it took, and the item changes that came in."""
    found: list[int] = []

    def merge() -> None:
        report = merge_packages(centre, files)
        assert not report.quarantined
        found.append(report.changes)

    return once_ms(merge), found[0]


def centre_at(folder: Path) -> Centre:
    """Return the opened centre in a folder."""
    return open_centre(folder, "centre1", PASSWORD, study=program().study, clock=centre_clock)


def measure_merge(folder: Path, work: Path, *, changes: int) -> Iterator[Measurement]:
    """Yield a merge into an empty centre, beside inserting every row it wrote."""
    files = write_packages(folder, work / "inbox", changes=changes)
    with centre_at(folder / CENTRE) as centre:
        took, merged = merge_ms(centre, files)
        rows = {table: table_rows(centre.db, table) for table in (*_NAMES, *_GROWING, *_REST)}
    bare = BareDatabase(work / "floor.db", *CENTRE_SCHEMA.scripts)
    parts = len(files)

    def insert() -> None:
        bare.transaction((table, rows[table]) for table in _NAMES)
        for part in range(parts):
            bare.transaction((table, _part(rows[table], part, parts)) for table in _GROWING)
        bare.transaction((table, rows[table]) for table in _REST)

    floor = once_ms(insert)
    bare.close()
    written = sum(map(len, rows.values()))
    yield Measurement(
        f"merge of {merged:,} item changes, {parts} packages",
        took,
        f"raw executemany of the {written:,} rows it wrote",
        floor,
        (Aim(Limit.SPEED, 0.4),),
    )


_Rows = list[tuple[object, ...]]


def _part(rows: _Rows, part: int, parts: int) -> _Rows:
    return rows[part * len(rows) // parts : (part + 1) * len(rows) // parts]


def measure_long_merge(
    folder: Path, work: Path, short: Measurement, *, changes: int, many: int
) -> Iterator[Measurement]:
    """Yield the cost of a change in a long merge beside that in a short one."""
    files = write_packages(folder, work / "inbox", changes=many)
    with centre_at(folder / CENTRE) as centre:
        took, merged = merge_ms(centre, files)
    yield Measurement(
        f"merge of {merged:,} item changes, each",
        took / merged * 1000,
        f"the same of {changes:,}",
        short.took / changes * 1000,
        (Aim(Limit.RATIO, LONG_COST),),
        unit="µs",
    )
