"""`hcc-crf verify`: a package, a workspace, and what was done to them, step by step."""

from pathlib import Path

import pytest

from hcc_crf.session.workspace import DATABASE_FILE
from tests.cli.conftest import Nurse
from tests.cli.running import Done, hcc
from tests.session.sites import Site, make_centre, make_site
from tests.session.test_checking import GUARD, NO_GUARD, execute, raw_connection

VS = {"subject": "01-001", "visit": "SCR", "form": "VS"}


@pytest.fixture(scope="module")
def sent(colleague: Nurse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of a site with two saves."""
    done = colleague.enter(VS | {"items": {"WEIGHT": "68"}}, VS | {"items": {"HEIGHT": "170"}})
    assert done.code == 0
    folder = tmp_path_factory.mktemp("packages")
    return Path(colleague.does("package", "--to", folder).answer["file"])


def verify(nurse: Nurse, path: Path) -> Done:
    return hcc("verify", path, *nurse.acts)


def test_a_good_package_passes_nine_steps_and_tells_what_it_holds(
    colleague: Nurse, sent: Path
) -> None:
    done = verify(colleague, sent)
    assert (done.code, done.err) == (0, "")
    *steps, last = done.lines
    assert [one["step"] for one in steps] == list(range(1, 10))
    assert all(one["ok"] and one["what"] for one in steps)
    assert (last["package"], last["events"]) == ("01-A-000001", 2)


def broken(done: Done) -> int:
    """The step at which a verification stopped; the steps before it were told as good."""
    assert done.code == 1
    assert [one["ok"] for one in done.lines] == [True] * (len(done.lines) - 1) + [False]
    assert "Traceback" not in done.err
    assert done.err.count("\n") == 1
    step = done.lines[-1]["step"]
    assert isinstance(step, int)
    return step


@pytest.mark.parametrize(
    ("keep", "code"),
    [
        pytest.param(slice(0, 0), "PACKAGE-TRUNCATED", id="empty"),
        pytest.param(slice(0, 100), "PACKAGE-TRUNCATED", id="its first hundred bytes"),
        pytest.param(slice(0, -1), "PACKAGE-TRUNCATED", id="all but the last byte"),
        pytest.param(slice(1, None), "PACKAGE-", id="all but the first byte"),
    ],
)
def test_a_truncated_package_stops_at_the_first_step(
    colleague: Nurse, sent: Path, tmp_path: Path, keep: slice, code: str
) -> None:
    cut = tmp_path / sent.name
    cut.write_bytes(sent.read_bytes()[keep])
    done = verify(colleague, cut)
    assert broken(done) == 1
    assert done.err.startswith(code)


@pytest.mark.parametrize("place", [0, 30, 150, 300, 1000, -30, -1])
def test_a_changed_byte_stops_at_the_first_step(
    colleague: Nurse, sent: Path, tmp_path: Path, place: int
) -> None:
    data = bytearray(sent.read_bytes())
    data[place] ^= 1
    (tmp_path / sent.name).write_bytes(data)
    assert broken(verify(colleague, tmp_path / sent.name)) == 1


def test_a_package_without_a_workspace_to_open_it_asks_for_one(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for done in (hcc("verify", sent), hcc("verify", sent, "--workspace", tmp_path)):
        assert done.refusal == "WORKSPACE-ABSENT"
        assert str(tmp_path) in done.err
        assert "Name the workspace whose key opens it with --workspace." in done.err


def test_something_else_is_no_package(colleague: Nurse, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear centre", encoding="utf-8")
    assert broken(verify(colleague, tmp_path / "letter.txt")) == 1


def test_the_package_of_a_stranger_does_not_open(colleague: Nurse, tmp_path: Path) -> None:
    stranger = Nurse(make_site(tmp_path / "stranger", device="B"))
    make_centre(tmp_path / "centre").admit(stranger.site)
    stranger.enter(VS | {"items": {"WEIGHT": "68"}})
    theirs = Path(stranger.does("package", "--to", tmp_path).answer["file"])
    assert verify(stranger, theirs).code == 0
    done = verify(colleague, theirs)
    assert broken(done) == 1
    assert done.err.startswith("PACKAGE-")


def test_a_whole_workspace_passes_its_steps(colleague: Nurse, sent: Path) -> None:
    done = hcc("verify", colleague.site.folder, "--user", "monitor1")
    assert (done.code, done.err) == (0, "")
    assert [one["step"] for one in done.lines] == list(range(1, len(done.lines) + 1))
    assert all(one["ok"] for one in done.lines)
    assert {"event chain", "projections", "derived values"} <= {one["what"] for one in done.lines}


@pytest.fixture
def tampered(colleague: Nurse, sent: Path, tmp_path: Path) -> Site:
    return colleague.site.copy(tmp_path / "site")


def edit(site: Site, *statements: str) -> None:
    with site.open("monitor1") as session:
        key = session.keys.data_key
    raw = raw_connection(site.folder / DATABASE_FILE, key)
    execute(*statements)(raw)
    raw.close()


def test_a_tampered_ledger_stops_at_the_chain(tampered: Site) -> None:
    change = "UPDATE event SET body = CAST(replace(body, '170', '171') AS BLOB) WHERE seq = 2"
    edit(tampered, *NO_GUARD, change, *GUARD[:2])
    done = hcc("verify", tampered.folder, "--user", "monitor1")
    assert broken(done) == 2
    assert done.err.startswith("VERIFY-FAILED  step 2, event chain: ")
    assert "171" not in done.err


def test_tampered_projections_stop_at_the_projections_and_are_rebuilt(tampered: Site) -> None:
    edit(tampered, "UPDATE form_row SET state = 'complete'")
    done = hcc("verify", tampered.folder, "--user", "monitor1")
    assert broken(done) == 4
    acts = ("--workspace", tampered.folder, "--user", "nurse1")
    assert hcc("rebuild", *acts).answer == {"subjects": 1, "differed": ["01-001"]}
    assert hcc("verify", tampered.folder, "--user", "monitor1").code == 0


def test_a_damaged_database_is_told_with_its_place_and_next_step(tampered: Site) -> None:
    path = tampered.folder / DATABASE_FILE
    whole = path.read_bytes()
    for place in range(5000, len(whole), len(whole) // 5):
        data = bytearray(whole)
        data[place] ^= 1
        path.write_bytes(data)
        done = hcc("verify", tampered.folder, "--user", "monitor1")
        assert done.code == 1
        assert "DATABASE-DAMAGED  data.db: " in done.err
        assert "Traceback" not in done.err


def test_what_is_neither_package_nor_workspace_is_refused(colleague: Nurse, tmp_path: Path) -> None:
    assert hcc("verify", tmp_path).refusal == "NOT-A-WORKSPACE"
    assert hcc("verify", tmp_path / "absent").refusal == "FILE-ABSENT"
    absent = hcc("verify", tmp_path / "absent.zip.age", *colleague.acts)
    assert absent.refusal == "FILE-ABSENT"


def test_the_administrator_verifies_nothing(colleague: Nurse) -> None:
    done = hcc("verify", colleague.site.folder, "--user", "admin1")
    assert done.refusal == "NOT-PERMITTED"
