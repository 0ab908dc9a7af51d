"""A package is opened and checked by hand with `age`, `unzip`, `ssh-keygen`, `sha256sum`, `zstd`.

The commands are those of the exchange format. The other way round, a package made with the same
tools alone opens here.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hcc_crf.package.keys import TrustedSigner
from hcc_crf.package.seal import SealedPackage
from hcc_crf.package.trust_files import age_identity_text, allowed_signers_text
from tests.package.building import CHAIN, DEFINITION, STUDY, Trial, chain_of

NAMESPACE = "hcc-crf-package"


def run(*command: str, cwd: Path, stdin: bytes = b"") -> bytes:
    """Return what an outside tool printed; skip, saying which, where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"the outside tool {command[0]} is not installed")
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def fails(*command: str, cwd: Path, stdin: bytes = b"") -> bool:
    """True when an outside tool refuses."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"the outside tool {command[0]} is not installed")
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False)
    return done.returncode != 0


@pytest.fixture
def by_hand(tmp_path: Path, trial: Trial, sealed: SealedPackage) -> Path:
    """Return the folder that `age -d` and `unzip` made of a package."""
    (tmp_path / sealed.name).write_bytes(sealed.data)
    (tmp_path / "centre.age-identity").write_text(age_identity_text(trial.centre.age_identity))
    (tmp_path / "allowed_signers").write_text(allowed_signers_text([trial.signer]))
    inner = run("age", "-d", "-i", "centre.age-identity", sealed.name, cwd=tmp_path)
    (tmp_path / "p.zip").write_bytes(inner)
    run("unzip", "-q", "p.zip", cwd=tmp_path)
    return tmp_path / "01-A-000012"


def verify_command(identity: str, namespace: str) -> tuple[str, ...]:
    return (
        *("ssh-keygen", "-Y", "verify", "-f", "../allowed_signers", "-I", identity),
        *("-n", namespace, "-s", "tagmanifest-sha256.txt.sig"),
    )


def test_age_opens_exactly_the_inner_zip(by_hand: Path, sealed: SealedPackage) -> None:
    assert (by_hand.parent / "p.zip").read_bytes() == sealed.inner_zip


def test_unzip_finds_no_fault_in_the_zip(by_hand: Path) -> None:
    assert b"No errors detected" in run("unzip", "-t", "p.zip", cwd=by_hand.parent)


def test_ssh_keygen_verifies_the_signature(by_hand: Path) -> None:
    said = run(
        *verify_command("01-A@hcc-crf", NAMESPACE),
        cwd=by_hand,
        stdin=(by_hand / "tagmanifest-sha256.txt").read_bytes(),
    )

    assert said.startswith(b'Good "hcc-crf-package" signature for 01-A@hcc-crf')


@pytest.mark.parametrize(
    ("identity", "namespace", "addition"),
    [
        pytest.param("01-B@hcc-crf", NAMESPACE, b"", id="another workstation"),
        pytest.param("01-A@hcc-crf", "hcc-crf-return", b"", id="another purpose"),
        pytest.param("01-A@hcc-crf", NAMESPACE, b"\n", id="one byte more"),
    ],
)
def test_ssh_keygen_refuses_what_was_not_signed(
    by_hand: Path, identity: str, namespace: str, addition: bytes
) -> None:
    message = (by_hand / "tagmanifest-sha256.txt").read_bytes() + addition

    assert fails(*verify_command(identity, namespace), cwd=by_hand, stdin=message)


def test_sha256sum_confirms_both_manifests(by_hand: Path) -> None:
    tags = run("sha256sum", "-c", "tagmanifest-sha256.txt", cwd=by_hand)
    data = run("sha256sum", "-c", "manifest-sha256.txt", cwd=by_hand)

    assert tags == b"bag-info.txt: OK\nbagit.txt: OK\nmanifest-sha256.txt: OK\n"
    assert data == b"data/definition.xml: OK\ndata/events.jsonl.zst: OK\ndata/head.json: OK\n"


def test_zstd_shows_the_stored_events_line_by_line(by_hand: Path) -> None:
    shown = run("zstd", "-dc", "data/events.jsonl.zst", cwd=by_hand)

    assert shown.splitlines() == [event.body for event in chain_of(5)]
    assert [json.loads(line)["seq"] for line in shown.splitlines()] == [1, 2, 3, 4, 5]


def test_the_chain_is_checked_with_nothing_but_sha256(by_hand: Path) -> None:
    lines = run("zstd", "-dc", "data/events.jsonl.zst", cwd=by_hand).splitlines()
    previous = "0" * 64
    for line in lines:
        assert json.loads(line)["prev"] == previous
        previous = hashlib.sha256(b"hcc-crf/event/1\n" + line).hexdigest()

    assert json.loads((by_hand / "data/head.json").read_bytes())["last_hash"] == previous


def test_bagit_validates_the_bag(by_hand: Path) -> None:
    script = Path(sys.executable).with_name("bagit.py")
    if not script.exists():
        pytest.skip("the outside tool bagit.py is not installed beside this Python")
    done = subprocess.run(
        [sys.executable, str(script), "--validate", str(by_hand)],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()


def test_age_does_not_open_it_with_another_key(
    by_hand: Path, trial: Trial, sealed: SealedPackage
) -> None:
    stranger = by_hand.parent / "stranger"
    stranger.write_text(age_identity_text(trial.stranger.age_identity))

    assert fails("age", "-d", "-i", "stranger", sealed.name, cwd=by_hand.parent)


def make_by_hand(folder: Path, trial: Trial, *, zip_options: tuple[str, ...]) -> TrustedSigner:
    """Make `01-A-000003.zip.age` in `folder` with outside tools alone; return who signed it."""
    events = chain_of(4)
    bag = folder / "01-A-000003"
    (bag / "data").mkdir(parents=True)
    (bag / "data/events.jsonl").write_bytes(b"".join(event.body + b"\n" for event in events))
    run("zstd", "-q", "--rm", "data/events.jsonl", cwd=bag)
    (bag / "data/definition.xml").write_bytes(DEFINITION)
    head = {
        "v": 1,
        "study": STUDY,
        "site": CHAIN.site,
        "device": CHAIN.device,
        "incarnation": CHAIN.incarnation,
        "first_seq": 1,
        "last_seq": 4,
        "count": 4,
        "last_hash": events[-1].hash,
        "definition_version": "1.0",
        "definition_sha256": hashlib.sha256(DEFINITION).hexdigest(),
    }
    (bag / "data/head.json").write_text(json.dumps(head, indent=1))
    size = sum(file.stat().st_size for file in (bag / "data").iterdir())
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (bag / "bag-info.txt").write_text(
        f"Bagging-Date: 2026-11-25\nExternal-Identifier: {STUDY}/01/A/000003\n"
        f"HCC-Recipient: {trial.recipients[0]}\nPayload-Oxum: {size}.3\n"
        "Source-Organization: by hand\n"
    )
    listed = ("data/head.json", "data/events.jsonl.zst", "data/definition.xml")
    (bag / "manifest-sha256.txt").write_bytes(run("sha256sum", *listed, cwd=bag))
    tags = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
    (bag / "tagmanifest-sha256.txt").write_bytes(run("sha256sum", "-b", *tags, cwd=bag))
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key", cwd=folder)
    run(
        *("ssh-keygen", "-q", "-Y", "sign", "-f", "../key", "-n", NAMESPACE),
        "tagmanifest-sha256.txt",
        cwd=bag,
    )
    run("zip", "-q", *zip_options, "p.zip", "01-A-000003", cwd=folder)
    run(
        *("age", "-r", trial.recipients[0], "-o", "01-A-000003.zip.age", "p.zip"),
        cwd=folder,
    )
    line = " ".join((folder / "key.pub").read_text().split()[:2])
    return TrustedSigner("01", "A", line)


@pytest.mark.parametrize(
    "zip_options",
    [
        pytest.param(("-0", "-r"), id="with folders, times and owners"),
        pytest.param(("-0", "-r", "-X", "-D"), id="files alone"),
    ],
)
def test_a_package_made_with_outside_tools_opens_here(
    tmp_path: Path, trial: Trial, zip_options: tuple[str, ...]
) -> None:
    signer = make_by_hand(tmp_path, trial, zip_options=zip_options)

    opened = trial.open((tmp_path / "01-A-000003.zip.age").read_bytes(), trusted=(signer,))

    assert opened.events == chain_of(4)
    assert opened.manifest.info.number == 3
    assert opened.manifest.info.previous_package_sha256 is None
