"""Whatever is changed in a package, it is refused, at the step that proves the changed thing (F26).

Three kinds of forger: one who cannot decrypt (age file), one who can and re-encrypts (inner ZIP),
one who re-makes every hash but holds no key.
"""

from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.errors import PackageRejectedError
from hcc_crf.package.keys import TrustedSigner
from hcc_crf.package.steps import Step
from tests.package.building import (
    Files,
    Trial,
    chain_of,
    files_of,
    rehash,
    replaced,
    sign_files,
    zip_of,
)

TRIAL = Trial()
SEALED = TRIAL.seal(chain_of(3))


def refusal(data: bytes, **options: object) -> tuple[int, str]:
    """Return step and code of the refusal of `data`; fails when it is not refused."""
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(data, **options)  # type: ignore[arg-type]  # passed on as given
    return refused.value.step, refused.value.code


def refusal_of(files: Files) -> tuple[int, str]:
    return refusal(TRIAL.wrap(zip_of(files)))


# ------------------------------------------------------------------------------- one changed byte


@settings(max_examples=400, deadline=None)
@given(position=st.integers(0, len(SEALED.data) - 1), change=st.integers(1, 255))
def test_any_changed_byte_of_the_encrypted_file_is_refused(position: int, change: int) -> None:
    changed = bytearray(SEALED.data)
    changed[position] ^= change

    step, _ = refusal(bytes(changed))

    assert step == Step.DECRYPT


@settings(max_examples=1500, deadline=None)
@given(position=st.integers(0, len(SEALED.inner_zip) - 1), change=st.integers(1, 255))
def test_any_changed_byte_of_the_inner_zip_is_refused(position: int, change: int) -> None:
    changed = bytearray(SEALED.inner_zip)
    changed[position] ^= change

    step, _ = refusal(TRIAL.wrap(bytes(changed)))

    assert step == Step.MEMBERS


@pytest.mark.slow
@pytest.mark.parametrize("change", [0x01, 0x80, 0xFF])
def test_every_single_byte_of_the_inner_zip_counts(change: int) -> None:
    accepted = []
    for position in range(len(SEALED.inner_zip)):
        changed = bytearray(SEALED.inner_zip)
        changed[position] ^= change
        try:
            TRIAL.open(TRIAL.wrap(bytes(changed)))
        except PackageRejectedError:
            continue
        accepted.append(position)

    assert accepted == []


@settings(max_examples=200, deadline=None)
@given(
    start=st.integers(0, len(SEALED.inner_zip)),
    removed=st.integers(0, 40),
    inserted=st.binary(max_size=40),
)
def test_bytes_cut_out_or_put_in_are_refused(start: int, removed: int, inserted: bytes) -> None:
    changed = SEALED.inner_zip[:start] + inserted + SEALED.inner_zip[start + removed :]
    if changed == SEALED.inner_zip:
        return

    refusal(TRIAL.wrap(changed))


@pytest.mark.parametrize("fiftieth", range(50))
def test_a_file_cut_short_is_refused_as_such(fiftieth: int) -> None:
    cut = SEALED.data[: len(SEALED.data) * fiftieth // 50]

    assert refusal(cut) == (Step.DECRYPT, "PACKAGE-TRUNCATED")


def test_a_large_file_cut_at_any_block_is_refused(trial: Trial) -> None:
    whole = trial.wrap(bytes(300_000))
    for length in range(len(whole) - 65_552, 0, -65_552):
        with pytest.raises(PackageRejectedError) as refused:
            trial.open(whole[:length])
        assert refused.value.code == "PACKAGE-TRUNCATED"


def test_bytes_behind_the_file_are_refused() -> None:
    assert refusal(SEALED.data + b"\0")[0] == Step.DECRYPT
    assert refusal(SEALED.data + SEALED.data)[0] == Step.DECRYPT


@pytest.mark.parametrize("fiftieth", range(50))
def test_an_inner_zip_cut_short_is_refused(fiftieth: int) -> None:
    cut = SEALED.inner_zip[: len(SEALED.inner_zip) * fiftieth // 50]

    assert refusal(TRIAL.wrap(cut))[0] == Step.MEMBERS


# --------------------------------------------------------------------------- one forged file each


@pytest.mark.parametrize(
    ("change", "step", "code"),
    [
        pytest.param(
            replaced("bagit.txt", b"1.0", b"1.1"),
            Step.TAG_MANIFEST,
            "PACKAGE-DESCRIPTION-CHANGED",
            id="bagit.txt",
        ),
        pytest.param(
            replaced("bag-info.txt", b"/000012", b"/000013"),
            Step.TAG_MANIFEST,
            "PACKAGE-DESCRIPTION-CHANGED",
            id="bag-info.txt",
        ),
        pytest.param(
            replaced("manifest-sha256.txt", b"  data/head", b"  data/haed"),
            Step.TAG_MANIFEST,
            "PACKAGE-DESCRIPTION-CHANGED",
            id="manifest",
        ),
        pytest.param(
            replaced("tagmanifest-sha256.txt", b"bagit.txt", b"bagot.txt"),
            Step.SIGNATURE,
            "PACKAGE-SIGNATURE-BAD",
            id="tag manifest",
        ),
        pytest.param(
            replaced("tagmanifest-sha256.txt.sig", b"BEGIN", b"BEGUN"),
            Step.SIGNATURE,
            "PACKAGE-SIGNATURE-UNREADABLE",
            id="signature",
        ),
        pytest.param(
            replaced("data/head.json", b'"count":3', b'"count":2'),
            Step.MANIFEST,
            "PACKAGE-CONTENT-CHANGED",
            id="head",
        ),
        pytest.param(
            replaced("data/definition.xml", b'OID="1"', b'OID="2"'),
            Step.MANIFEST,
            "PACKAGE-CONTENT-CHANGED",
            id="definition",
        ),
        pytest.param(
            lambda files: files | {"data/events.jsonl.zst": zstandard.compress(b"{}\n")},
            Step.MANIFEST,
            "PACKAGE-CONTENT-CHANGED",
            id="events",
        ),
    ],
)
def test_a_changed_file_fails_at_its_own_step(
    change: Callable[[Files], Files], step: Step, code: str
) -> None:
    assert refusal_of(change(files_of(SEALED.inner_zip))) == (step, code)


@pytest.mark.parametrize(
    "change",
    [
        replaced("data/head.json", b'"count":3', b'"count":2'),
        replaced("data/definition.xml", b'OID="1"', b'OID="2"'),
        replaced("bag-info.txt", b"/000012", b"/000013"),
        lambda files: files | {"data/events.jsonl.zst": zstandard.compress(b"{}\n")},
    ],
)
def test_re_made_hashes_do_not_help_without_the_key(change: Callable[[Files], Files]) -> None:
    forged = rehash(change(files_of(SEALED.inner_zip)))

    assert refusal_of(forged) == (Step.SIGNATURE, "PACKAGE-SIGNATURE-BAD")


@pytest.mark.parametrize("name", sorted(files_of(SEALED.inner_zip)))
def test_a_missing_file_is_refused(name: str) -> None:
    files = files_of(SEALED.inner_zip)
    del files[name]

    assert refusal_of(files) == (Step.MEMBERS, "PACKAGE-FILE-MISSING")


@pytest.mark.parametrize("name", ["data/extra.txt", "autorun.inf", "data/events.jsonl"])
def test_a_file_more_is_refused(name: str) -> None:
    files = files_of(SEALED.inner_zip) | {name: b"x"}

    assert refusal_of(files) == (Step.MEMBERS, "PACKAGE-FILE-UNLISTED")


# ------------------------------------------------------------------------------------ who and whom


def test_a_stranger_s_package_is_refused(trial: Trial) -> None:
    foreign = TRIAL.seal(chain_of(3), keys=trial.stranger)

    assert refusal(foreign.data) == (Step.SIGNATURE, "PACKAGE-SIGNER-UNKNOWN")


def test_nobody_is_trusted_by_default() -> None:
    assert refusal(SEALED.data, trusted=()) == (Step.SIGNATURE, "PACKAGE-SIGNER-UNKNOWN")


def test_a_revoked_workstation_is_refused() -> None:
    revoked = TrustedSigner("01", "A", TRIAL.device.public.signing_key, is_revoked=True)

    assert refusal(SEALED.data, trusted=(revoked,)) == (Step.SIGNATURE, "PACKAGE-SIGNER-REVOKED")


def test_a_package_for_somebody_else_is_refused() -> None:
    assert refusal(SEALED.data, keys=TRIAL.stranger) == (Step.DECRYPT, "PACKAGE-NOT-FOR-US")


def test_a_package_forwarded_by_its_recipient_to_another_centre_is_refused() -> None:
    for_centre = TRIAL.seal(chain_of(3), recipients=TRIAL.recipients[:1])
    forwarded = Trial(device=TRIAL.device, centre=TRIAL.stranger).wrap(for_centre.inner_zip)

    assert refusal(forwarded, keys=TRIAL.stranger) == (Step.ORIGIN, "PACKAGE-RECIPIENT-WRONG")


def test_a_package_of_another_study_is_refused() -> None:
    assert refusal(SEALED.data, study="NCT00000000") == (Step.ORIGIN, "PACKAGE-STUDY-WRONG")


@pytest.mark.parametrize(("site", "device"), [("01", "B"), ("02", "A")])
def test_a_workstation_does_not_speak_for_another(site: str, device: str) -> None:
    enrolled_as = TrustedSigner(site, device, TRIAL.device.public.signing_key)

    assert refusal(SEALED.data, trusted=(enrolled_as,)) == (Step.ORIGIN, "PACKAGE-DEVICE-WRONG")


def test_a_file_that_is_no_package_is_refused() -> None:
    assert refusal(b"PK\x03\x04 no package") == (Step.DECRYPT, "PACKAGE-NOT-A-PACKAGE")
    assert refusal(SEALED.inner_zip) == (Step.DECRYPT, "PACKAGE-NOT-A-PACKAGE")


def test_a_refusal_names_file_and_next_step_and_nothing_of_the_content() -> None:
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(TRIAL.wrap(zip_of(files_of(SEALED.inner_zip) | {"data/x": b"01-001"})))

    assert refused.value.place == "p.zip.age"
    assert refused.value.next_step
    assert "01-001" not in str(refused.value)


def test_the_undisturbed_package_of_these_tests_opens() -> None:
    files = sign_files(rehash(files_of(SEALED.inner_zip)), TRIAL.device.signing_key)

    assert TRIAL.open(SEALED.data).events == chain_of(3)
    assert TRIAL.open(TRIAL.wrap(zip_of(files))).events == chain_of(3)
