"""Hostile content, signed by a trusted workstation, is refused: fast, and in bounded memory.

A stranger's content is never looked at (F28): the signature comes first.
"""

import json
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
import zstandard

from hcc_crf.errors import PackageRejectedError
from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.package import bag, unseal
from hcc_crf.package.steps import Step
from tests.package.building import (
    CHAIN,
    STAMP,
    Trial,
    chain_of,
    files_of,
    rehash,
    save,
    sign_files,
    zip_of,
)

TRIAL = Trial()
SEALED = TRIAL.seal(chain_of(2))


def signed(**changed: bytes) -> tuple[int, str]:
    names = {"events": bag.EVENTS, "head": bag.HEAD, "info": bag.INFO}
    files = files_of(SEALED.inner_zip) | {names[key]: data for key, data in changed.items()}
    inner_zip = zip_of(sign_files(rehash(files), TRIAL.device.signing_key))
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(TRIAL.wrap(inner_zip))
    return refused.value.step, refused.value.code


def signed_lines(*lines: bytes) -> tuple[int, str]:
    return signed(events=zstandard.compress(b"".join(line + b"\n" for line in lines)))


def bomb_of(piece: bytes, *, times: int, level: int) -> bytes:
    packer = zstandard.ZstdCompressor(level=level).compressobj()
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


@pytest.mark.parametrize("level", [1, 19])
def test_a_zstd_bomb_is_refused_at_its_first_line(level: int) -> None:
    bomb = bomb_of(bytes(1_000_000), times=1000, level=level)
    assert len(bomb) < 100_000
    started = time.perf_counter()

    assert signed(events=bomb) == (Step.DECOMPRESS, "PACKAGE-TOO-LARGE")
    assert time.perf_counter() - started < 5


def test_a_bomb_of_short_lines_is_refused() -> None:
    bomb = bomb_of(b"{}\n" * 100_000, times=100, level=3)

    assert signed(events=bomb) == (Step.DECOMPRESS, "PACKAGE-TOO-LARGE")


def test_more_bytes_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unseal, "MAX_EVENTS_BYTES", 900)

    assert signed_lines(*(event.body for event in chain_of(3)))[1] == "PACKAGE-TOO-LARGE"


def test_a_frame_that_declares_ten_gigabytes_is_refused() -> None:
    # RFC 8878 §3.1.1.1: descriptor 0xE0 = single segment, 8-byte content size; then one raw block.
    frame = b"\x28\xb5\x2f\xfd\xe0" + struct.pack("<Q", 10**10) + b"\x01\x00\x00"

    assert signed(events=frame) == (Step.DECOMPRESS, "PACKAGE-EVENTS-UNREADABLE")


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"no zstd", id="another format"),
        pytest.param(zstandard.compress(b""), id="no event"),
        pytest.param(zstandard.compress(b"\n"), id="an empty line"),
        pytest.param(zstandard.compress(b"{}"), id="no line end"),
        pytest.param(zstandard.compress(b"{}\n") + b"behind", id="something behind"),
        pytest.param(zstandard.compress(b"{}\n")[:-4], id="cut short"),
    ],
)
def test_events_that_do_not_unpack_are_refused(packed: bytes) -> None:
    assert signed(events=packed) == (Step.DECOMPRESS, "PACKAGE-EVENTS-UNREADABLE")


GOOD = chain_of(1)[0].body


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"[" * 100_000, id="depth"),
        pytest.param(
            GOOD.replace(b'"changes":[', b'"changes":' + b"[" * 50_000), id="depth within"
        ),
        pytest.param(b'{"a":' * 50_000, id="depth of objects"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":NaN'), id="NaN"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":Infinity'), id="Infinity"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":1e999'), id="1e999"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":1.5'), id="a fraction"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":' + b"9" * 5000), id="5000 digits"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":"1"'), id="a number as text"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":1,"seq":1'), id="a key twice"),
        pytest.param(GOOD.replace(b'"text":', b'"text":"9","text":'), id="a key twice within"),
        pytest.param(GOOD.replace(b'"seq":1', b'"seq":1,"more":1'), id="an unknown key"),
        pytest.param(GOOD.replace(b'"v":1', b'"v":2'), id="another version"),
        pytest.param(GOOD.replace(b"nurse1", b"\xff"), id="bad UTF-8"),
        pytest.param(GOOD.replace(b"nurse1", b"\xc0\xaf"), id="overlong UTF-8"),
        pytest.param(GOOD.replace(b"nurse1", b"\xed\xa0\x80"), id="a surrogate"),
        pytest.param(GOOD.replace(b"nurse1", b"\\ud800"), id="a surrogate escaped"),
        pytest.param(GOOD.replace(b"nurse1", b"\x00"), id="a bare NUL"),
        pytest.param(GOOD.replace(b'"kind":"save"', b'"kind":"drop"'), id="an unknown kind"),
        pytest.param(b"\xef\xbb\xbf" + GOOD, id="a byte order mark"),
        pytest.param(GOOD[:-1], id="cut short"),
        pytest.param(GOOD + GOOD, id="two in a line"),
        pytest.param(b"null", id="null"),
        pytest.param(b"\x00", id="NUL"),
    ],
)
def test_a_line_that_is_no_event_is_refused(line: bytes) -> None:
    assert line != GOOD

    assert signed_lines(line) == (Step.CHAIN, "PACKAGE-EVENT-UNREADABLE")


HEAD = files_of(SEALED.inner_zip)["data/head.json"]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[" * 4000, id="depth"),
        pytest.param(HEAD.replace(b'"count":2', b'"count":NaN'), id="NaN"),
        pytest.param(HEAD.replace(b'"count":2', b'"count":2,"count":2'), id="a key twice"),
        pytest.param(HEAD.replace(b'"count":2', b'"count":2,"more":2'), id="an unknown key"),
        pytest.param(HEAD.replace(b'"v":1', b'"v":2'), id="another version"),
        pytest.param(HEAD.replace(b'"site":"01"', b'"site":"../01"'), id="a path as site"),
        pytest.param(HEAD.replace(b'"site":"01"', b'"site":"01\\n"'), id="a line end in a site"),
        pytest.param(HEAD.replace(b'"device":"A"', b'"device":""'), id="no device"),
        pytest.param(HEAD.replace(b"inc1", b"\xff"), id="bad UTF-8"),
        pytest.param(json.dumps(json.loads(HEAD) | {"count": "2"}).encode(), id="text as number"),
    ],
)
def test_a_head_that_cannot_be_read_is_refused(head: bytes) -> None:
    assert head != HEAD

    assert signed(head=head) == (Step.HEAD, "PACKAGE-HEAD-UNREADABLE")


INFO = files_of(SEALED.inner_zip)["bag-info.txt"]


@pytest.mark.parametrize(
    "info",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(INFO.replace(b"External-Identifier", b"External-Identity"), id="no label"),
        pytest.param(INFO + b"Bagging-Date: 2026-11-25\n", id="a label twice"),
        pytest.param(INFO + b"\n", id="an empty line"),
        pytest.param(INFO.replace(b"/01/", b"/../"), id="a path as site"),
        pytest.param(INFO.replace(b"/000012", b"/12"), id="a short number"),
        pytest.param(INFO.replace(b"/000012", b"/000000"), id="number zero"),
        pytest.param(INFO.replace(b"/000012", "/00001٢".encode()), id="digits of another script"),
        pytest.param(INFO.replace(b"sha256:", b"md5:"), id="another hash"),
        pytest.param(INFO.replace(b"2026-11-25", b"25.11.2026"), id="another date"),
        pytest.param(INFO.replace(b"Bagging", b"\xff"), id="bad UTF-8"),
    ],
)
def test_a_bag_info_that_cannot_be_read_is_refused(info: bytes) -> None:
    assert info != INFO

    assert signed(info=info) == (Step.TAG_MANIFEST, "PACKAGE-DESCRIPTION-CHANGED")


@pytest.mark.parametrize(
    "text",
    ["\u202egnihtemos", "a\u0000b", "=cmd|'/c calc'!A1", "<b>x", "e\u0301", "\U0010ffff", "a\nb"],
)
def test_odd_text_in_an_event_is_data_and_travels_as_it_is(text: str) -> None:
    events = seal([save(1, text=text)], CHAIN, after_seq=0, after_hash=GENESIS, stamp=STAMP)

    opened = TRIAL.open(TRIAL.seal(events).data)

    assert opened.events[0].event.changes[0].value.text == text


# ----------------------------------------------------------------------------------------- memory

_MEASURE = """
import sys
from pathlib import Path
from hcc_crf.errors import PackageRejectedError
from hcc_crf.package import bag
from tests.package import test_hostile_content as hostile
from tests.package.building import files_of, zip_of
size = bag.MAX_PACKAGE_BYTES - 100_000
files = files_of(hostile.SEALED.inner_zip)
wrapped = hostile.TRIAL.wrap(zip_of(files | {"data/events.jsonl.zst": bytes(size)}))
del files
try:
    hostile.TRIAL.open(wrapped)
except PackageRejectedError as refused:
    peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    print(refused.code, int(peak) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc is there on Linux only")
def test_the_largest_package_is_refused_within_256_mb(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE], capture_output=True, check=True, text=True, cwd=root
    )
    code, peak_mib = done.stdout.split()

    assert code == "PACKAGE-CONTENT-CHANGED"
    assert int(peak_mib) < 256
