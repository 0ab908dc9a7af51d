"""A package is checked without our program, by the commands of exchange.md as they stand there."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import hcc, jsonl
from tests.session.sites import CentreFolder, Site, make_centre, make_site

TOOLS = ("age", "unzip", "ssh-keygen", "sha256sum", "zstd", "bash")
OPEN = (
    "age -d -i centre.age-identity 01-A-000001.zip.age > p.zip && unzip -q p.zip && cd 01-A-000001"
)
SIGNATURE = (
    "ssh-keygen -Y verify -f allowed_signers -I 01-A@hcc-crf -n hcc-crf-package "
    "-s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt"
)
SUMS = "sha256sum -c tagmanifest-sha256.txt && sha256sum -c manifest-sha256.txt"
EVENTS = "zstd -dc data/events.jsonl.zst | head"
BAG = "bagit.py --validate ."
LINES = (
    {"subject": "01-001", "visit": "SCR", "form": "VS", "items": {"WEIGHT": "68.0"}},
    {"subject": "01-001", "visit": "SCR", "form": "SV", "items": {"SVCOM": "病情稳定"}},
)


def bash(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command line as a person types it, in a folder, with the tools of this Python too."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        capture_output=True,
        check=False,
        env=os.environ | {"PATH": path},
    )


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, CentreFolder, Path]:
    """A site, its centre, and a folder with a package and what an outsider needs to check it."""
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    base = tmp_path_factory.mktemp("by hand")
    centre, site = make_centre(base / "centre"), make_site(base / "site")
    centre.admit(site)
    folder = base / "outsider"
    acts = ("--workspace", site.folder, "--user", "nurse1")
    assert hcc("enter", *acts, stdin=jsonl(*LINES)).code == 0
    assert hcc("package", *acts, "--to", folder).code == 0
    trusted = hcc("centre", "trust", centre.folder, "-o", folder, "--with-identity")
    assert {Path(file).name for file in trusted.answer["files"]} == {
        "allowed_signers",
        "centre.age-identity",
    }
    return site, centre, folder


@pytest.fixture(scope="module")
def bag(sent: tuple[Site, CentreFolder, Path]) -> Path:
    """The folder that `age` and `unzip` made of the package."""
    _site, _centre, folder = sent
    done = bash(OPEN, folder)
    assert done.returncode == 0, done.stderr
    shutil.copy(folder / "allowed_signers", folder / "01-A-000001")
    return folder / "01-A-000001"


def test_the_package_opens_with_the_identity_of_the_centre(bag: Path) -> None:
    assert sorted(path.name for path in bag.iterdir()) == [
        "allowed_signers",  # put there by us
        "bag-info.txt",
        "bagit.txt",
        "data",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha256.txt.sig",
    ]
    assert sorted(path.name for path in (bag / "data").iterdir()) == [
        "definition.xml",
        "events.jsonl.zst",
        "head.json",
    ]


def test_the_signature_is_good(bag: Path) -> None:
    done = bash(SIGNATURE, bag)
    assert done.returncode == 0, done.stderr
    assert b'Good "hcc-crf-package" signature for 01-A@hcc-crf' in done.stdout


def test_the_sums_are_right(bag: Path) -> None:
    done = bash(SUMS, bag)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines() == [
        "bag-info.txt: OK",
        "bagit.txt: OK",
        "manifest-sha256.txt: OK",
        "data/definition.xml: OK",
        "data/events.jsonl.zst: OK",
        "data/head.json: OK",
    ]


def test_the_events_are_the_stored_bytes_each_naming_the_one_before(
    bag: Path, sent: tuple[Site, CentreFolder, Path]
) -> None:
    done = bash(EVENTS, bag)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    site, *_ = sent
    with site.open("monitor1") as session:
        bodies = {record.sealed.seq: record.sealed.body for record in session.audit()}
    assert lines == [bodies[1], bodies[2]]
    first = hashlib.sha256(b"hcc-crf/event/1\n" + lines[0]).hexdigest()
    assert json.loads(lines[1])["prev"] == first
    assert "病情稳定" in lines[1].decode()


def test_the_head_says_what_the_package_holds(bag: Path) -> None:
    head = json.loads((bag / "data" / "head.json").read_bytes())
    assert (head["site"], head["device"], head["first_seq"], head["last_seq"], head["count"]) == (
        *("01", "A"),
        *(1, 2, 2),
    )


def test_bagit_finds_the_bag_valid(bag: Path) -> None:
    if shutil.which("bagit.py", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("not installed: bagit.py")
    done = bash(BAG, bag)
    assert done.returncode == 0, done.stderr
    assert b"is valid" in done.stderr


@pytest.mark.parametrize(
    ("file", "command"),
    [
        pytest.param("data/events.jsonl.zst", SUMS, id="events"),
        pytest.param("data/definition.xml", SUMS, id="definition"),
        pytest.param("bag-info.txt", SUMS, id="description"),
        pytest.param("tagmanifest-sha256.txt", SIGNATURE, id="list of sums"),
        pytest.param("tagmanifest-sha256.txt.sig", SIGNATURE, id="signature"),
    ],
)
def test_a_changed_file_is_found_by_hand(
    bag: Path, tmp_path: Path, file: str, command: str
) -> None:
    changed = tmp_path / "bag"
    shutil.copytree(bag, changed)
    content = bytearray((changed / file).read_bytes())
    content[len(content) // 2] ^= 1
    (changed / file).write_bytes(content)
    assert bash(command, changed).returncode != 0


def test_the_package_of_a_stranger_fails_the_signature(
    sent: tuple[Site, CentreFolder, Path], bag: Path, tmp_path: Path
) -> None:
    stranger, _centre = make_site(tmp_path / "stranger"), None
    foreign = make_centre(tmp_path / "foreign")
    foreign.admit(stranger)
    acts = ("--workspace", stranger.folder, "--user", "nurse1")
    assert hcc("enter", *acts, stdin=jsonl(*LINES)).code == 0
    assert hcc("package", *acts, "--to", tmp_path).code == 0
    trust = ("centre", "trust", foreign.folder, "-o", tmp_path, "--with-identity")
    assert hcc(*trust).code == 0
    assert bash(OPEN, tmp_path).returncode == 0
    shutil.copy(bag / "allowed_signers", tmp_path / "01-A-000001")  # ours, not theirs
    assert bash(SIGNATURE, tmp_path / "01-A-000001").returncode != 0
    theirs = bash(OPEN.replace("p.zip", "q.zip"), sent[2].parent)
    assert theirs.returncode != 0


def test_without_the_identity_flag_no_secret_is_written(
    sent: tuple[Site, CentreFolder, Path], tmp_path: Path
) -> None:
    done = hcc("centre", "trust", sent[1].folder, "-o", tmp_path / "public")
    assert [Path(file).name for file in done.answer["files"]] == ["allowed_signers"]
    text = (tmp_path / "public" / "allowed_signers").read_text(encoding="utf-8")
    assert text.startswith("01-A@hcc-crf ")
    assert "AGE-SECRET-KEY" not in text
