"""A trusted workstation that signs what is not so is refused: chain, head and origin still hold."""

import hashlib
import json

import pytest
import zstandard

from hcc_crf.errors import PackageRejectedError
from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import Chain, EventHash
from hcc_crf.package.steps import Step
from tests.package.building import (
    CHAIN,
    STAMP,
    STUDY,
    Files,
    Trial,
    chain_of,
    files_of,
    rehash,
    replaced,
    save,
    sign_files,
    zip_of,
)

TRIAL = Trial()
SEALED = TRIAL.seal(chain_of(3))


def refusal(data: bytes) -> tuple[int, str]:
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(data)
    return refused.value.step, refused.value.code


def refusal_of(files: Files) -> tuple[int, str]:
    return refusal(TRIAL.wrap(zip_of(files)))


def signed(files: Files) -> tuple[int, str]:
    return refusal_of(sign_files(rehash(files), TRIAL.device.signing_key))


def with_events(*bodies: bytes) -> Files:
    """Return the files with other events, the head unchanged."""
    packed = zstandard.compress(b"".join(body + b"\n" for body in bodies))
    return files_of(SEALED.inner_zip) | {"data/events.jsonl.zst": packed}


BODIES = [event.body for event in chain_of(3)]


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param([BODIES[0], BODIES[2]], id="one dropped"),
        pytest.param([BODIES[1], BODIES[0], BODIES[2]], id="two swapped"),
        pytest.param([BODIES[0], BODIES[0], BODIES[1]], id="one twice"),
        pytest.param([BODIES[0].replace(b"68.0", b"86.0"), *BODIES[1:]], id="a value changed"),
        pytest.param(
            [BODIES[0].replace(b"0" * 64, b"1" * 64), *BODIES[1:]], id="first with a predecessor"
        ),
    ],
)
def test_a_broken_chain_is_refused(bodies: list[bytes]) -> None:
    assert signed(with_events(*bodies)) == (Step.CHAIN, "PACKAGE-CHAIN-BROKEN")


def test_events_of_two_chains_do_not_travel_together() -> None:
    first = chain_of(1)
    other = chain_of(
        1, chain=Chain(STUDY, "01", "A", "inc2"), after_seq=1, after_hash=first[0].hash
    )

    assert signed(with_events(first[0].body, other[0].body))[0] == Step.CHAIN


@pytest.mark.parametrize("predecessor", ["", "x" * 64, "A" * 64, "0" * 63])
def test_a_predecessor_that_is_no_hash_is_refused(predecessor: str) -> None:
    run = chain_of(1, after_seq=4, after_hash=EventHash(predecessor))

    assert signed(with_events(run[0].body)) == (Step.CHAIN, "PACKAGE-CHAIN-BROKEN")


@pytest.mark.parametrize("after_seq", [-1, -5])
def test_events_are_numbered_from_one(after_seq: int) -> None:
    run = chain_of(1, after_seq=after_seq)

    assert signed(with_events(run[0].body)) == (Step.CHAIN, "PACKAGE-CHAIN-BROKEN")


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param(BODIES[:2], id="the last is missing"),
        pytest.param([*BODIES, chain_of(4)[3].body], id="one more"),
    ],
)
def test_other_events_than_announced_are_refused(bodies: list[bytes]) -> None:
    assert signed(with_events(*bodies)) == (Step.HEAD, "PACKAGE-HEAD-DISAGREES")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("study", "NCT00000000"),
        ("site", "02"),
        ("device", "B"),
        ("incarnation", "inc2"),
        ("first_seq", 2),
        ("last_seq", 4),
        ("count", 4),
        ("last_hash", "0" * 64),
        ("definition_sha256", "0" * 64),
    ],
)
def test_a_head_that_tells_otherwise_is_refused(key: str, value: str | int) -> None:
    files = files_of(SEALED.inner_zip)
    head = json.loads(files["data/head.json"]) | {key: value}

    refused = signed(files | {"data/head.json": json.dumps(head).encode()})

    assert refused == (Step.HEAD, "PACKAGE-HEAD-DISAGREES")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"NCT05831969/", b"NCT00000000/", "PACKAGE-STUDY-WRONG"),
        (b"/01/A/", b"/02/A/", "PACKAGE-DEVICE-WRONG"),
        (b"/01/A/", b"/01/B/", "PACKAGE-DEVICE-WRONG"),
        (b"/000012", b"/000013", "PACKAGE-DEVICE-WRONG"),
    ],
)
def test_a_bag_info_that_tells_otherwise_is_refused(old: bytes, new: bytes, code: str) -> None:
    files = replaced("bag-info.txt", old, new)(files_of(SEALED.inner_zip))

    assert signed(files) == (Step.ORIGIN, code)


def test_a_renamed_top_folder_is_refused() -> None:
    renamed = zip_of(files_of(SEALED.inner_zip), folder="01-B-000012")

    assert refusal(TRIAL.wrap(renamed)) == (Step.ORIGIN, "PACKAGE-DEVICE-WRONG")


def test_a_wrong_payload_oxum_is_refused() -> None:
    files = rehash(files_of(SEALED.inner_zip), oxum="1.3")

    refused = refusal_of(sign_files(files, TRIAL.device.signing_key))

    assert refused == (Step.MANIFEST, "PACKAGE-CONTENT-CHANGED")


@pytest.mark.parametrize(
    ("name", "old", "new", "step"),
    [
        ("manifest-sha256.txt", b"  data/head.json", b"  data/haed.json", Step.MANIFEST),
        ("manifest-sha256.txt", b"data/head.json\n", b"data/head.json\n\n", Step.MANIFEST),
        ("tagmanifest-sha256.txt", b"  bagit.txt", b"  bagot.txt", Step.TAG_MANIFEST),
        ("tagmanifest-sha256.txt", b"  bagit.txt", b" bagit.txt", Step.TAG_MANIFEST),
        ("tagmanifest-sha256.txt", b"bagit.txt", b"../bagit.txt", Step.TAG_MANIFEST),
    ],
)
def test_a_signed_manifest_that_lists_something_else_is_refused(
    name: str, old: bytes, new: bytes, step: Step
) -> None:
    files = replaced(name, old, new)(files_of(SEALED.inner_zip))
    if name == "manifest-sha256.txt":
        listed = hashlib.sha256(files[name]).hexdigest()
        was = hashlib.sha256(files_of(SEALED.inner_zip)[name]).hexdigest()
        files = replaced("tagmanifest-sha256.txt", was.encode(), listed.encode())(files)

    assert refusal_of(sign_files(files, TRIAL.device.signing_key))[0] == step


def test_a_signed_manifest_that_lists_a_file_more_is_refused() -> None:
    files = files_of(SEALED.inner_zip)
    more = files["tagmanifest-sha256.txt"] + b"0" * 64 + b"  data/ghost\n"
    files = sign_files(files | {"tagmanifest-sha256.txt": more}, TRIAL.device.signing_key)

    assert refusal_of(files) == (Step.TAG_MANIFEST, "PACKAGE-DESCRIPTION-CHANGED")


def test_a_signed_manifest_that_lists_a_file_twice_is_refused() -> None:
    files = files_of(SEALED.inner_zip)
    twice = files["tagmanifest-sha256.txt"] * 2
    files = sign_files(files | {"tagmanifest-sha256.txt": twice}, TRIAL.device.signing_key)

    assert refusal_of(files) == (Step.TAG_MANIFEST, "PACKAGE-DESCRIPTION-CHANGED")


def test_another_version_of_bagit_is_refused() -> None:
    files = files_of(SEALED.inner_zip)

    refused = signed(files | {"bagit.txt": files["bagit.txt"].replace(b"1.0", b"0.97")})

    assert refused == (Step.TAG_MANIFEST, "PACKAGE-DESCRIPTION-CHANGED")


def test_a_chain_of_another_site_signed_by_this_one_is_refused() -> None:
    events = seal(
        [save(1)], Chain(STUDY, "02", "A", "inc1"), after_seq=0, after_hash=GENESIS, stamp=STAMP
    )

    assert refusal(TRIAL.seal(events).data) == (Step.ORIGIN, "PACKAGE-DEVICE-WRONG")


def test_an_event_that_says_it_is_the_first_in_a_later_place_is_refused() -> None:
    events = seal([save(1)], CHAIN, after_seq=4, after_hash=GENESIS, stamp=STAMP)
    assert refusal(TRIAL.seal(events).data) == (Step.CHAIN, "PACKAGE-CHAIN-BROKEN")
