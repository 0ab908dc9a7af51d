"""Keys are kept, shown and named."""

import shutil
import subprocess
from pathlib import Path

import pytest

from hcc_crf.errors import StoreError
from hcc_crf.package import age
from hcc_crf.package.keys import (
    CENTRE_IDENTITY,
    PublicKeys,
    TrustedSigner,
    are_plain_names,
    dump_private_keys,
    generate_keys,
    load_private_keys,
    openssh_line,
    read_openssh_line,
)
from hcc_crf.package.trust_files import age_identity_text, allowed_signers_text
from tests.package.building import DEVICE

KEYS = DEVICE


def test_private_keys_come_back_from_the_store() -> None:
    loaded = load_private_keys(dump_private_keys(KEYS))

    assert loaded.public == KEYS.public
    assert loaded.age_identity == KEYS.age_identity
    assert loaded.signing_key.sign(b"x") == KEYS.signing_key.sign(b"x")


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"{}",
        b"\xff",
        dump_private_keys(KEYS)[:-9],
        dump_private_keys(KEYS).replace(b'"v":1', b'"v":2'),
        dump_private_keys(KEYS).replace(b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-2"),
        b'{"v":1,"signing_seed":"AAAA","age_identity":"%s"}' % KEYS.age_identity.encode(),
    ],
)
def test_damaged_stored_keys_are_said_to_be_so(stored: bytes) -> None:
    with pytest.raises(StoreError) as refused:
        load_private_keys(stored)

    assert refused.value.code == "KEYS-UNREADABLE"


def test_private_keys_are_never_shown() -> None:
    shown = repr(KEYS) + str(KEYS)

    assert KEYS.age_identity not in shown
    assert bytes(KEYS.signing_key).hex() not in shown
    assert shown == "PrivateKeys()PrivateKeys()"


def test_two_keys_differ() -> None:
    assert generate_keys().public != generate_keys().public


def test_the_fingerprint_is_16_letters_in_four_groups() -> None:
    groups = KEYS.public.fingerprint.split("-")

    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert set("".join(groups)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_the_fingerprint_of_fixed_keys_never_changes() -> None:
    # sha256(b"hcc-crf/fingerprint/1\nssh-ed25519 AAAA\nage1xyz\n"), first 10 bytes in base32,
    # by `sha256sum`, `xxd -r -p` and `base32`.
    assert PublicKeys("ssh-ed25519 AAAA", "age1xyz").fingerprint == "E26H-ECDY-754D-6AKZ"


def test_the_fingerprint_covers_both_keys() -> None:
    other = generate_keys().public
    mixed = (
        PublicKeys(KEYS.public.signing_key, other.age_recipient),
        PublicKeys(other.signing_key, KEYS.public.age_recipient),
    )

    assert len({KEYS.public.fingerprint, *(keys.fingerprint for keys in mixed)}) == 3


def test_identities_are_named_by_site_and_device() -> None:
    assert TrustedSigner("01", "A", KEYS.public.signing_key).identity == "01-A@hcc-crf"
    assert CENTRE_IDENTITY == "centre@hcc-crf"


@pytest.mark.parametrize(
    ("study", "site", "device", "plain"),
    [
        ("NCT05831969", "01", "A", True),
        ("Dream-004", "1234567890123456", "b2", True),
        ("NCT05831969", "12345678901234567", "A", False),
        ("NCT 05831969", "01", "A", False),
        ("NCT05831969", "01", "A-B", False),
        ("NCT05831969", "01\n", "A", False),
        ("NCT05831969", "", "A", False),
        ("NCT05831969", "01", "é", False),
    ],
)
def test_names_are_plain(study: str, site: str, device: str, plain: bool) -> None:
    assert are_plain_names(study=study, site=site, device=device) is plain


def test_a_public_line_is_read_back() -> None:
    line = KEYS.public.signing_key

    assert openssh_line(read_openssh_line(line)) == line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        KEYS.public.signing_key + " comment",
        KEYS.public.signing_key + "\n",
        "no-pty " + KEYS.public.signing_key,
        KEYS.public.signing_key.replace("ssh-ed25519 ", "ssh-rsa "),
        KEYS.public.signing_key[:-4],
    ],
)
def test_another_line_is_no_public_key(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_openssh_line(line)


@pytest.mark.parametrize("identity", ["", "AGE-SECRET-KEY-1", KEYS.public.age_recipient])
def test_another_text_is_no_age_identity(identity: str) -> None:
    with pytest.raises(ValueError, match="identity"):
        age.recipient_of(identity)


@pytest.mark.parametrize("recipient", ["", "age1", KEYS.age_identity])
def test_another_text_is_no_age_recipient(recipient: str) -> None:
    with pytest.raises(ValueError, match="recipient"):
        age.encrypt(b"x", recipients=(recipient,))


def test_allowed_signers_names_each_workstation_once_and_no_revoked_one() -> None:
    line = KEYS.public.signing_key
    text = allowed_signers_text(
        [
            TrustedSigner("02", "A", line),
            TrustedSigner("01", "B", line, is_revoked=True),
            TrustedSigner("01", "A", line),
        ]
    )

    assert text == (
        f'01-A@hcc-crf namespaces="hcc-crf-package" {line}\n'
        f'02-A@hcc-crf namespaces="hcc-crf-package" {line}\n'
    )


def test_age_reads_the_identity_file_and_finds_its_recipient(tmp_path: Path) -> None:
    if shutil.which("age-keygen") is None:
        pytest.skip("the outside tool age-keygen is not installed")
    (tmp_path / "identity").write_text(age_identity_text(KEYS.age_identity))
    done = subprocess.run(
        ["age-keygen", "-y", "identity"], cwd=tmp_path, capture_output=True, check=True, text=True
    )

    assert done.stdout == f"{KEYS.public.age_recipient}\n"


def test_an_identity_file_of_anything_else_is_not_made() -> None:
    with pytest.raises(ValueError, match="identity"):
        age_identity_text("secret")
