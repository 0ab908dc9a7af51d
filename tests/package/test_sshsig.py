"""Signatures are read strictly, and `ssh-keygen` agrees about every one."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from hcc_crf.package import sshsig
from hcc_crf.package.keys import openssh_line
from hcc_crf.package.sshsig import SignatureInvalidError, SignatureUnreadableError
from hcc_crf.package.sshwire import WireReader, pack_string, unpack_public_key

KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(range(1, 33)))
MESSAGE = b"tag manifest\n"
SIGNED = sshsig.sign(MESSAGE, namespace="hcc-crf-package", key=KEY)
BEGIN, END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"


def blob_of(armoured: bytes) -> bytes:
    return base64.b64decode(armoured.decode().removeprefix(BEGIN).removesuffix(END))


def armour(blob: bytes) -> bytes:
    return (BEGIN + base64.b64encode(blob).decode() + "\n" + END).encode()


def check(armoured: bytes, message: bytes = MESSAGE, namespace: str = "hcc-crf-package") -> None:
    signature = sshsig.read_signature(armoured)
    sshsig.check_signature(signature, message, namespace=namespace, key=KEY.verify_key)


def test_a_signature_holds_for_its_message() -> None:
    check(SIGNED)


def test_signing_twice_gives_the_same_bytes() -> None:
    assert sshsig.sign(MESSAGE, namespace="hcc-crf-package", key=KEY) == SIGNED


def test_the_armour_is_wrapped_as_ssh_keygen_wraps_it() -> None:
    lines = SIGNED.decode().splitlines()

    assert {len(line) for line in lines[1:-2]} == {70}


@pytest.mark.parametrize(
    ("message", "namespace"),
    [
        pytest.param(MESSAGE + b"\n", "hcc-crf-package", id="another message"),
        pytest.param(MESSAGE, "hcc-crf-return", id="another purpose"),
        pytest.param(b"", "hcc-crf-package", id="no message"),
    ],
)
def test_a_signature_holds_for_nothing_else(message: bytes, namespace: str) -> None:
    with pytest.raises(SignatureInvalidError):
        check(SIGNED, message, namespace)


def test_a_signature_by_another_key_is_refused() -> None:
    forged = sshsig.sign(MESSAGE, namespace="hcc-crf-package", key=OTHER)

    with pytest.raises(SignatureInvalidError, match="another key"):
        check(forged)


def test_naming_the_trusted_key_does_not_make_a_forgery_hold() -> None:
    forged = blob_of(sshsig.sign(MESSAGE, namespace="hcc-crf-package", key=OTHER))
    renamed = forged.replace(bytes(OTHER.verify_key), bytes(KEY.verify_key))

    with pytest.raises(SignatureInvalidError, match="does not hold"):
        check(armour(renamed))


@given(position=st.integers(0, len(SIGNED) - 1), change=st.integers(1, 255))
def test_any_changed_byte_of_the_signature_file_is_refused(position: int, change: int) -> None:
    changed = bytearray(SIGNED)
    changed[position] ^= change

    with pytest.raises((SignatureUnreadableError, SignatureInvalidError)):
        check(bytes(changed))


@pytest.mark.parametrize("length", range(0, len(SIGNED), 7))
def test_a_signature_cut_short_is_refused(length: int) -> None:
    with pytest.raises(SignatureUnreadableError):
        sshsig.read_signature(SIGNED[:length])


def fields(
    *,
    magic: bytes = b"SSHSIG",
    version: int = 1,
    kind: bytes = b"ssh-ed25519",
    reserved: bytes = b"",
    algorithm: bytes = b"sha512",
    signature_kind: bytes = b"ssh-ed25519",
    signature: bytes = bytes(64),
    tail: bytes = b"",
    inner_tail: bytes = b"",
) -> bytes:
    key = pack_string(kind) + pack_string(bytes(KEY.verify_key))
    return b"".join(
        (
            magic,
            version.to_bytes(4, "big"),
            pack_string(key),
            pack_string(b"hcc-crf-package"),
            pack_string(reserved),
            pack_string(algorithm),
            pack_string(pack_string(signature_kind) + pack_string(signature) + inner_tail),
            tail,
        )
    )


@pytest.mark.parametrize(
    "blob",
    [
        pytest.param(fields(magic=b"SSHSIX"), id="magic"),
        pytest.param(fields(version=2), id="version"),
        pytest.param(fields(kind=b"ssh-rsa"), id="key type"),
        pytest.param(fields(reserved=b"x"), id="reserved field"),
        pytest.param(fields(algorithm=b"sha1"), id="hash algorithm"),
        pytest.param(fields(signature_kind=b"rsa-sha2-512"), id="signature type"),
        pytest.param(fields(signature=bytes(63)), id="63 bytes"),
        pytest.param(fields(signature=bytes(65)), id="65 bytes"),
        pytest.param(fields(tail=b"\0"), id="bytes behind"),
        pytest.param(fields(inner_tail=b"\0"), id="bytes behind the signature"),
        pytest.param(fields()[:-1], id="length past the end"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_a_signature_of_another_kind_is_unreadable(blob: bytes) -> None:
    with pytest.raises(SignatureUnreadableError):
        sshsig.read_signature(armour(blob))


def test_the_fields_of_these_cases_are_otherwise_readable() -> None:
    assert sshsig.read_signature(armour(fields())).namespace == "hcc-crf-package"


@pytest.mark.parametrize(
    "armoured",
    [
        pytest.param(b"\n" + SIGNED, id="before"),
        pytest.param(SIGNED + b"\n", id="behind"),
        pytest.param(SIGNED.replace(b"\n", b"\r\n"), id="other line ends"),
        pytest.param(SIGNED.removesuffix(b"\n"), id="last line end gone"),
        pytest.param(SIGNED.decode().replace("A", "Ａ", 1).encode(), id="no ASCII"),
    ],
)
def test_nothing_stands_around_the_armour(armoured: bytes) -> None:
    with pytest.raises(SignatureUnreadableError):
        sshsig.read_signature(armoured)


def test_base64_with_loose_last_bits_is_refused() -> None:
    namespaces = ("n", "nn", "nnn")
    signed = [sshsig.sign(MESSAGE, namespace=namespace, key=KEY) for namespace in namespaces]
    padded = next(text.decode() for text in signed if "==\n" in text.decode())
    last = padded[padded.index("==\n") - 1]
    loose = padded.replace(f"{last}==\n", f"{chr(ord(last) + 1)}==\n")
    assert blob_of(loose.encode()) == blob_of(padded.encode())

    sshsig.read_signature(padded.encode())
    with pytest.raises(SignatureUnreadableError, match="canonical"):
        sshsig.read_signature(loose.encode())


def test_a_key_with_bytes_behind_it_is_no_key() -> None:
    blob = pack_string(b"ssh-ed25519") + pack_string(bytes(32))

    with pytest.raises(ValueError, match="follow"):
        unpack_public_key(blob + b"\0")


def test_a_key_of_31_bytes_is_no_key() -> None:
    with pytest.raises(ValueError, match="32"):
        unpack_public_key(pack_string(b"ssh-ed25519") + pack_string(bytes(31)))


def test_a_length_of_four_billion_is_refused_without_reading() -> None:
    with pytest.raises(ValueError, match="early"):
        WireReader(b"\xff\xff\xff\xff").string()


def ssh_keygen(*arguments: str, cwd: Path, stdin: bytes = b"") -> str:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("the outside tool ssh-keygen is not installed")
    command = ("ssh-keygen", *arguments)
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_what_ssh_keygen_signs_is_read_here(tmp_path: Path, algorithm: str) -> None:
    (tmp_path / "message").write_bytes(MESSAGE)
    ssh_keygen("-t", "ed25519", "-N", "", "-f", "key", cwd=tmp_path)
    sign = ("-Y", "sign", "-f", "key", "-n", "file", "-O", f"hashalg={algorithm}", "message")
    ssh_keygen(*sign, cwd=tmp_path)

    signature = sshsig.read_signature((tmp_path / "message.sig").read_bytes())
    key = unpack_public_key(signature.public_key)

    assert openssh_line(key) == " ".join((tmp_path / "key.pub").read_text().split()[:2])
    sshsig.check_signature(signature, MESSAGE, namespace="file", key=key)


def test_what_is_signed_here_ssh_keygen_verifies(tmp_path: Path) -> None:
    (tmp_path / "ours.sig").write_bytes(SIGNED)
    (tmp_path / "allowed").write_text(f"01-A@hcc-crf {openssh_line(KEY.verify_key)}\n")
    verify = ("-Y", "verify", "-f", "allowed", "-I", "01-A@hcc-crf", "-n", "hcc-crf-package")

    said = ssh_keygen(*verify, "-s", "ours.sig", cwd=tmp_path, stdin=MESSAGE)

    assert said.startswith('Good "hcc-crf-package" signature for 01-A@hcc-crf')
