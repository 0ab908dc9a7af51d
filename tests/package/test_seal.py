"""What goes into a package comes out of it, and the same events give the same bytes."""

import hashlib

import pytest
import zstandard
from msgspec import structs

from hcc_crf.errors import InputError, StoreError
from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import Chain, EventHash
from hcc_crf.package import bag, stored_zip
from hcc_crf.package import seal as seal_module
from hcc_crf.package.seal import SealedPackage
from tests.package.building import CHAIN, DEFINITION, STAMP, STUDY, Trial, chain_of, save


def test_a_package_gives_back_the_events_byte_for_byte(trial: Trial) -> None:
    events = chain_of(7)

    opened = trial.open(trial.seal(events).data)

    assert opened.events == events
    assert [event.body for event in opened.events] == [event.body for event in events]


def test_a_package_gives_back_definition_signer_and_manifest(
    trial: Trial, sealed: SealedPackage
) -> None:
    opened = trial.open(sealed.data)

    assert opened.definition_xml == DEFINITION
    assert opened.signer == trial.signer
    assert opened.manifest == sealed.manifest
    assert opened.manifest.name == "01-A-000012"


def test_the_site_reopens_its_own_package(trial: Trial, sealed: SealedPackage) -> None:
    assert trial.open(sealed.data, keys=trial.device).events == chain_of(5)


def test_the_manifest_says_what_is_inside(sealed: SealedPackage) -> None:
    head, info = sealed.manifest.head, sealed.manifest.info

    assert (head.study, head.site, head.device, head.incarnation) == (STUDY, "01", "A", "inc1")
    assert (head.first_seq, head.last_seq, head.count) == (1, 5, 5)
    assert sealed.manifest.last_hash == chain_of(5)[-1].hash
    assert head.definition_version == "1.0"
    assert head.definition_sha256 == hashlib.sha256(DEFINITION).hexdigest()
    assert (info.number, info.bagging_date) == (12, "2026-11-25")
    assert info.previous_package_sha256 == "ab" * 32


def test_the_same_events_give_the_same_inner_bytes(trial: Trial) -> None:
    first, second = trial.seal(chain_of(9)), trial.seal(chain_of(9))

    assert first.inner_zip == second.inner_zip
    assert first.data != second.data  # age draws a new file key every time


def test_the_hash_of_a_package_is_that_of_its_file(sealed: SealedPackage) -> None:
    assert sealed.sha256 == hashlib.sha256(sealed.data).hexdigest()
    assert sealed.name == "01-A-000012.zip.age"


def test_the_container_holds_exactly_the_files_of_the_format(sealed: SealedPackage) -> None:
    names = [file.name for file in stored_zip.read_zip(sealed.inner_zip)]

    assert names == [
        "01-A-000012/bagit.txt",
        "01-A-000012/bag-info.txt",
        "01-A-000012/manifest-sha256.txt",
        "01-A-000012/tagmanifest-sha256.txt",
        "01-A-000012/tagmanifest-sha256.txt.sig",
        "01-A-000012/data/events.jsonl.zst",
        "01-A-000012/data/head.json",
        "01-A-000012/data/definition.xml",
    ]


def test_bag_info_names_study_site_device_number_and_recipients(
    trial: Trial, sealed: SealedPackage
) -> None:
    centre, device = trial.recipients

    assert bag.read_bag(sealed.inner_zip).info.decode().splitlines() == [
        f"External-Identifier: {STUDY}/01/A/000012",
        "Bagging-Date: 2026-11-25",
        f"Payload-Oxum: {bag.read_bag(sealed.inner_zip).payload.oxum}",
        f"HCC-Recipient: {centre}",
        f"HCC-Recipient: {device}",
        f"HCC-Previous-Package: sha256:{'ab' * 32}",
    ]


def test_a_later_run_of_a_chain_names_the_event_it_follows(trial: Trial) -> None:
    earlier = chain_of(4)
    later = chain_of(3, after_seq=4, after_hash=earlier[-1].hash)

    opened = trial.open(trial.seal(later).data)

    assert (opened.events[0].seq, opened.events[0].previous) == (5, earlier[-1].hash)


def test_text_in_any_script_survives(trial: Trial) -> None:
    reasons = (
        "录入错误",
        "Ärger \N{GRINNING FACE}",
        'quote " and \\ and \N{RIGHT-TO-LEFT OVERRIDE}',
    )
    saves = [save(n, reason=reason) for n, reason in enumerate(reasons, start=1)]
    events = seal(saves, CHAIN, after_seq=0, after_hash=GENESIS, stamp=STAMP)

    opened = trial.open(trial.seal(events).data)

    assert tuple(event.event.reason for event in opened.events) == reasons


def test_a_package_of_nothing_is_not_made(trial: Trial) -> None:
    with pytest.raises(ValueError, match="at least one event"):
        trial.seal(())


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_a_package_number_has_six_digits(trial: Trial, number: int) -> None:
    with pytest.raises(ValueError, match="999999"):
        trial.seal(chain_of(1), number=number)


@pytest.mark.parametrize("number", [1, 999_999])
def test_the_first_and_the_last_package_number_hold(trial: Trial, number: int) -> None:
    assert trial.open(trial.seal(chain_of(1), number=number).data).manifest.info.number == number


@pytest.mark.parametrize(
    ("limit", "value"),
    [("MAX_EVENTS", 4), ("MAX_EVENT_BYTES", 100), ("MAX_EVENTS_BYTES", 1000)],
)
def test_more_than_a_package_may_hold_is_said_before_it_is_written(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(seal_module, limit, value)

    with pytest.raises(InputError) as refused:
        trial.seal(chain_of(5))

    assert refused.value.code == "PACKAGE-TOO-LARGE"


def test_a_package_over_the_size_of_a_package_is_not_made(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bag, "MAX_PACKAGE_BYTES", 1000)

    with pytest.raises(InputError, match="PACKAGE-TOO-LARGE"):
        trial.seal(chain_of(5))


def test_a_chain_name_of_a_hash_is_kept(trial: Trial) -> None:
    later = chain_of(1, after_seq=9, after_hash=EventHash("c" * 64))

    assert trial.open(trial.seal(later).data).events[0].previous == "c" * 64


def test_the_first_package_names_none_before_it(trial: Trial) -> None:
    first = trial.seal(chain_of(1), number=1, previous=None)

    assert b"HCC-Previous-Package" not in bag.read_bag(first.inner_zip).info
    assert trial.open(first.data).manifest.info.previous_package_sha256 is None


@pytest.mark.parametrize(
    "chain",
    [
        Chain("NCT 1", "01", "A", "inc1"),
        Chain(STUDY, "0/1", "A", "inc1"),
        Chain(STUDY, "01", "A-B", "inc1"),
    ],
)
def test_a_package_under_an_unfit_name_is_not_made(trial: Trial, chain: Chain) -> None:
    with pytest.raises(ValueError, match="plain name"):
        trial.seal(chain_of(1, chain=chain))


def test_a_damaged_chain_is_never_signed(trial: Trial) -> None:
    first, second, third = chain_of(3)
    changed = structs.replace(second, body=second.body.replace(b"68.0", b"86.0"))

    for damaged in ((first, third), (first, changed, third), (second, first)):
        with pytest.raises(StoreError) as refused:
            trial.seal(damaged)
        assert refused.value.code == "CHAIN-BROKEN"
        assert refused.value.place == "workstation 01-A"


def test_many_events_unpack_to_the_lines_that_went_in(trial: Trial) -> None:
    events = chain_of(200)
    packed = bag.read_bag(trial.seal(events).inner_zip).payload.events
    lines = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    assert lines == b"".join(event.body + b"\n" for event in events)
    assert zstandard.get_frame_parameters(packed).has_checksum


def test_events_may_come_one_by_one(trial: Trial) -> None:
    events = chain_of(200)
    assert trial.seal(iter(events)).inner_zip == trial.seal(events).inner_zip
