"""Two hundred marked texts are entered; none can be read on the disk or in what refusals say."""

from pathlib import Path

import pytest

from hcc_crf.session import Typed
from hcc_crf.store.access_log import access_entries
from hcc_crf.values import Language, Slot, SubjectKey, VisitCode
from tests.cli.running import Done, hcc, jsonl
from tests.session.sites import CentreFolder, Site, entry, form, make_centre, make_site, saved

SAVED = tuple(f"Quokka{number:03}Wombat" for number in range(150))
OVERWRITTEN = tuple(f"Numbat{number:03}Bilby" for number in range(25))
DRAFTED = tuple(f"Potoroo{number:03}Dunnart" for number in range(25))
MARKERS = (*SAVED, *OVERWRITTEN, *DRAFTED)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
TEXT_ITEMS = (
    ("SCR/SV", "SVCOM"),
    ("LOG/AE[1]", "AETERM"),
    ("SCR/TUNT[1]", "NT_TULOCDTL"),
    ("LOG/DD", "DTHSEC"),
    ("SCR/TUTL[1]", "TL_TULOCDTL"),
)


def readable(folder: Path) -> list[str]:
    """Return the files in which a marker can be read, in any usual encoding."""
    return [
        f"{path.name}: {marker}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for content in [path.read_bytes()]
        for marker in MARKERS
        if any(marker.encode(encoding) in content for encoding in ENCODINGS)
    ]


@pytest.fixture(scope="module")
def planted(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Site, CentreFolder, Path, list[str]]:
    """A site after saves, corrections, drafts and a package; and what was readable meanwhile."""
    base = tmp_path_factory.mktemp("leak")
    site, centre = make_site(base / "site"), make_centre(base / "centre")
    centre.admit(site)
    with site.open() as session:
        for number, marker in enumerate(SAVED):
            where, item = TEXT_ITEMS[number % len(TEXT_ITEMS)]
            subject = f"01-{number // len(TEXT_ITEMS) + 1:03}"
            saved(session, entry(f"{subject}/{where}", **{item: marker}))
        for number, marker in enumerate(OVERWRITTEN):
            where = f"01-{number + 1:03}/SCR/SV"
            saved(session, entry(where, reason=marker, SVCOM=f"{marker} typed"))
            saved(session, entry(where, reason="again", SVCOM="nothing to note"))
        for number, marker in enumerate(DRAFTED):
            path = form(f"01-{number + 1:03}/C1D1/SV")
            session.keep_draft(path, {Slot("SVCOM"): Typed(marker)})
            if number % 2:
                session.discard_draft(path)
        written = session.package(base / "packages")
        assert written is not None
        meanwhile = readable(base)  # with the write-ahead log still there
        assert (site.folder / "data.db-wal").exists()
    return site, centre, base, meanwhile


def test_nothing_is_readable_while_the_workspace_is_open(
    planted: tuple[Site, CentreFolder, Path, list[str]],
) -> None:
    assert planted[3] == []


def test_nothing_is_readable_after_it_is_closed(
    planted: tuple[Site, CentreFolder, Path, list[str]],
) -> None:
    assert readable(planted[2]) == []


def test_the_markers_are_there_for_who_may_read_them(
    planted: tuple[Site, CentreFolder, Path, list[str]],
) -> None:
    with planted[0].open("monitor1") as session:
        texts = [record.new.canonical for record in session.audit()]
        reasons = {record.sealed.event.reason for record in session.audit()}
    assert set(SAVED) <= set(texts)
    assert set(OVERWRITTEN) <= reasons
    assert len(MARKERS) == len(set(MARKERS)) == 200


def test_the_access_log_holds_none(planted: tuple[Site, CentreFolder, Path, list[str]]) -> None:
    with planted[0].open() as session:
        session.print_casebook(SubjectKey("01-001"), Language.EN)
        session.print_worksheet(SubjectKey("01-001"), VisitCode("SCR"), Language.EN)
        said = "".join(f"{one.what}{one.subject}{one.user}" for one in access_entries(session.db))
    assert not [marker for marker in MARKERS if marker in said]


def test_nothing_is_readable_at_the_centre_after_a_merge(
    planted: tuple[Site, CentreFolder, Path, list[str]],
) -> None:
    _site, centre, base, _meanwhile = planted
    packages = sorted((base / "packages").iterdir())
    assert hcc("centre", "merge", centre.folder, *packages).answer["accepted"] == len(packages)
    assert readable(centre.folder) == []


BAD_LINES: tuple[object, ...] = (
    "no json at all",
    {"subject": "01-001", "visit": "SCR", "form": "SV", "items": {"SVCOMM": "typo"}},
    {"subject": "01-001", "visit": "SCR", "form": "SV", "items": {"SVCOM": "change"}},
    {"subject": "01-001", "visit": "NOPE", "form": "SV", "items": {}},
    {"subject": "99-001", "visit": "SCR", "form": "SV", "items": {}},
)


def test_refusals_of_other_lines_say_none(
    planted: tuple[Site, CentreFolder, Path, list[str]], tmp_path: Path
) -> None:
    site = planted[0].copy(tmp_path / "site")
    good = [
        {
            "subject": f"01-{number + 400}",
            "visit": "SCR",
            "form": "SV",
            "items": {"SVCOM": marker},
        }
        for number, marker in enumerate(MARKERS)
    ]
    mixed = [line for pair in zip(good, BAD_LINES * 40, strict=True) for line in pair]
    done = hcc(*("enter", "--workspace", site.folder, "--user", "nurse1"), stdin=jsonl(*mixed))
    assert done.code == 1
    refusals = "".join(str(line) for line in done.lines if not line["saved"])
    for marker in MARKERS:
        assert marker not in done.err
        assert marker not in refusals
    assert sum(line["saved"] for line in done.lines) == len(MARKERS)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("show", "--user", "admin1"), id="a role that may not read"),
        pytest.param(("show", "--user", "nurse1", "--subject", "01-999"), id="an unknown subject"),
        pytest.param(("package", "--user", "monitor1", "--to", "out"), id="a role that sends none"),
        pytest.param(("audit", "--user", "admin1"), id="an administrator at the trail"),
    ],
)
def test_refused_commands_say_none(
    planted: tuple[Site, CentreFolder, Path, list[str]], arguments: tuple[str, ...]
) -> None:
    done: Done = hcc(*arguments, "--workspace", planted[0].folder)
    assert done.refusal
    assert not [marker for marker in MARKERS if marker in done.err]
