"""A hostile ZIP or age file is refused with a code, never with a traceback (F28)."""

import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.errors import PackageRejectedError
from hcc_crf.package import bag, stored_zip
from hcc_crf.package.refusals import PackageFaultError
from hcc_crf.package.steps import Step
from hcc_crf.package.stored_zip import StoredFile
from tests.package.building import (
    Trial,
    chain_of,
    files_of,
    zip_of,
)

TRIAL = Trial()
SEALED = TRIAL.seal(chain_of(2))
FOLDER = "01-A-000012"
CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def refusal(inner_zip: bytes) -> tuple[int, str]:
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(TRIAL.wrap(inner_zip))
    return refused.value.step, refused.value.code


def refusal_of_zip(data: bytes) -> str:
    with pytest.raises(PackageFaultError) as refused:
        stored_zip.read_zip(data)
    return refused.value.refusal


def zip_with(
    change: Callable[[zipfile.ZipInfo], None], *, name: str = "data/extra.txt", data: bytes = b"x"
) -> bytes:
    """Return the bag with one more file, written by the standard library as told."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for inner, content in files_of(SEALED.inner_zip).items():
            archive.writestr(_info(f"{FOLDER}/{inner}"), content)
        extra = _info(f"{FOLDER}/{name}")
        change(extra)
        archive.writestr(extra, data)
    return buffer.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def patched(data: bytes, mark: bytes, at: int, value: bytes, *, which: int = 0) -> bytes:
    """Return a ZIP with the bytes at offset `at` behind the `which`-th `mark` replaced."""
    position = -1
    for _ in range(which + 1):
        position = data.index(mark, position + 1)
    return data[: position + at] + value + data[position + at + len(value) :]


def as_compressed(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


def as_link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def as_device(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFCHR | 0o666) << 16


# ------------------------------------------------------------------------------------------- ZIP


def test_a_deflate_bomb_is_refused_unopened() -> None:
    bomb = zip_with(as_compressed, data=bytes(50_000_000))
    assert len(bomb) < 100_000

    assert refusal(bomb) == (Step.MEMBERS, "PACKAGE-FILE-COMPRESSED")


@pytest.mark.parametrize("kind", [as_link, as_device])
def test_a_link_or_device_is_refused(kind: Callable[[zipfile.ZipInfo], None]) -> None:
    assert refusal(zip_with(kind, data=b"/etc/passwd")) == (Step.MEMBERS, "PACKAGE-LINK")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "data/../../evil",
        "./evil",
        "data//evil",
        "data\\evil",
        "C:evil",
        "data/\x00evil",
        "data/\u202eevil",
        "data/evil ",
        "data/" + "x" * 200,
        "~",
        "$(x)",
    ],
)
def test_an_unsafe_name_is_refused(name: str) -> None:
    assert refusal(_renamed(name.encode())) == (Step.MEMBERS, "PACKAGE-NAME-UNSAFE")


@pytest.mark.parametrize("name", [b"/etc/passwd", b"//host/share", b"/", b"", b"\xff\xfe"])
def test_an_absolute_empty_or_unreadable_name_is_refused(name: bytes) -> None:
    assert refusal(_renamed(name, folder=b"")) == (Step.MEMBERS, "PACKAGE-NAME-UNSAFE")


def _renamed(name: bytes, *, folder: bytes = FOLDER.encode() + b"/") -> bytes:
    """Return a ZIP of one empty file with a name the standard library would not write."""
    full = folder + name
    mode = (stat.S_IFREG | 0o644) << 16
    local = struct.pack("<4s5H3L2H", LOCAL, *(20, 0, 0, 0, 33, 0, 0, 0), len(full), 0) + full
    central = struct.pack(
        "<4s6H3L5H2L",
        CENTRAL,
        *(0x314, 20, 0, 0, 0, 33, 0, 0, 0),
        len(full),
        *(0, 0, 0, 0, mode, 0),
    )
    end = struct.pack("<4s4H2LH", END, 0, 0, 1, 1, len(central + full), len(local), 0)
    return local + central + full + end


def test_a_name_twice_is_refused() -> None:
    files = (StoredFile("a/x", b"1"), StoredFile("a/y", b"2"))
    twice = stored_zip.write_zip(files).replace(b"a/y", b"a/x")

    assert refusal_of_zip(twice) == "PACKAGE-NAME-TWICE"


def test_names_that_differ_only_in_case_are_refused() -> None:
    files = (StoredFile("a/x", b"1"), StoredFile("a/X", b"2"))

    assert refusal_of_zip(stored_zip.write_zip(files)) == "PACKAGE-NAME-TWICE"


def test_a_file_and_a_folder_of_one_name_are_refused() -> None:
    files = (StoredFile("a/x", b"1"), StoredFile("a/y", b""))
    confused = stored_zip.write_zip(files).replace(b"a/y", b"a/x")

    assert refusal_of_zip(confused) == "PACKAGE-NAME-TWICE"


def test_an_encrypted_file_is_refused() -> None:
    flagged = patched(patched(SEALED.inner_zip, LOCAL, 6, b"\1\0"), CENTRAL, 8, b"\1\0")

    assert refusal(flagged) == (Step.MEMBERS, "PACKAGE-FILE-ENCRYPTED")


@pytest.mark.parametrize(
    ("mark", "at", "value"),
    [
        pytest.param(CENTRAL, 24, struct.pack("<L", 0xFFFFFFFF), id="4 GB declared"),
        pytest.param(CENTRAL, 20, struct.pack("<2L", 10**9, 10**9), id="1 GB declared"),
        pytest.param(CENTRAL, 42, struct.pack("<L", 0xFFFFFFFF), id="offset past the end"),
        pytest.param(CENTRAL, 28, struct.pack("<H", 0xFFFF), id="name past the end"),
        pytest.param(CENTRAL, 30, struct.pack("<H", 0xFFFF), id="extra field past the end"),
        pytest.param(CENTRAL, 32, struct.pack("<H", 1), id="a comment"),
        pytest.param(CENTRAL, 34, struct.pack("<H", 1), id="another disk"),
        pytest.param(CENTRAL, 36, struct.pack("<H", 1), id="text mark of another writer"),
        pytest.param(CENTRAL, 4, struct.pack("<H", 0x031E), id="one file of another writer"),
        pytest.param(CENTRAL, 8, struct.pack("<H", 0x800), id="flags"),
        pytest.param(LOCAL, 10, struct.pack("<H", 1), id="another time in front"),
        pytest.param(END, 4, struct.pack("<H", 1), id="disk number"),
        pytest.param(END, 8, struct.pack("<H", 7), id="count on this disk"),
        pytest.param(END, 8, struct.pack("<2H", 7, 7), id="a file not counted"),
        pytest.param(END, 8, struct.pack("<2H", 9, 9), id="a file too many counted"),
        pytest.param(END, 12, struct.pack("<L", 0xFFFFFFFF), id="directory size"),
        pytest.param(END, 16, struct.pack("<L", 0), id="directory at the start"),
        pytest.param(END, 20, struct.pack("<H", 9), id="comment past the end"),
    ],
)
def test_a_zip_that_contradicts_itself_is_refused(mark: bytes, at: int, value: bytes) -> None:
    step, code = refusal(patched(SEALED.inner_zip, mark, at, value))

    assert (step, code) == (Step.MEMBERS, "PACKAGE-ZIP-MALFORMED")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"PK\x05\x06" + bytes(18), id="an empty ZIP"),
        pytest.param(LOCAL, id="four bytes"),
        pytest.param(b"junk" + SEALED.inner_zip, id="something before"),
        pytest.param(SEALED.inner_zip + b"junk", id="something behind"),
        pytest.param(b"#!/bin/sh\n", id="a script"),
    ],
)
def test_what_is_no_plain_zip_is_refused(data: bytes) -> None:
    assert refusal(data) == (Step.MEMBERS, "PACKAGE-ZIP-MALFORMED")


def with_hole(size: int) -> bytes:
    """Return the bag with `size` unused bytes between the last file and the directory."""
    at = SEALED.inner_zip.index(CENTRAL)
    moved = SEALED.inner_zip[:at] + bytes(size) + SEALED.inner_zip[at:]
    return patched(moved, END, 16, struct.pack("<L", at + size))


@pytest.mark.parametrize("size", [1, 100])
def test_bytes_hidden_between_files_are_refused(size: int) -> None:
    assert refusal(with_hole(size)) == (Step.MEMBERS, "PACKAGE-ZIP-MALFORMED")


def test_a_file_that_reaches_into_the_directory_is_refused() -> None:
    data = stored_zip.write_zip((StoredFile("a/x", b"1"),))
    longer = struct.pack("<2L", 40, 40)

    reaching = patched(patched(data, LOCAL, 18, longer), CENTRAL, 20, longer)

    assert refusal_of_zip(reaching) == "PACKAGE-ZIP-MALFORMED"


def test_folders_alone_are_no_package() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir(FOLDER)

    assert refusal(buffer.getvalue()) == (Step.MEMBERS, "PACKAGE-FILE-MISSING")


def test_a_folder_marked_as_a_file_is_refused() -> None:
    assert refusal(_renamed(b"data/")) == (Step.MEMBERS, "PACKAGE-LINK")


def test_thousands_of_entries_are_refused_uncounted() -> None:
    many = stored_zip.write_zip(tuple(StoredFile(f"a/{n}", b"") for n in range(5000)))

    assert refusal_of_zip(many) == "PACKAGE-FILE-UNLISTED"


@pytest.mark.parametrize("extra", [b"\x01\x00\x10\x00" + bytes(16), b"\x55", b"UT\xff\xff"])
def test_extra_fields_that_could_mean_something_are_refused(extra: bytes) -> None:
    def change(info: zipfile.ZipInfo) -> None:
        info.extra = extra

    assert refusal(zip_with(change)) == (Step.MEMBERS, "PACKAGE-ZIP-MALFORMED")


def test_only_the_local_extra_field_being_bad_is_refused() -> None:
    def change(info: zipfile.ZipInfo) -> None:
        info.extra = b"UT\x01\x00x"

    good = zip_with(change)
    bad = good[: good.index(b"UT\x01\x00x")] + b"ZZ" + good[good.index(b"UT\x01\x00x") + 2 :]

    assert refusal(bad) == (Step.MEMBERS, "PACKAGE-ZIP-MALFORMED")


@pytest.mark.parametrize(
    ("name", "size"),
    [("bagit.txt", 1025), ("tagmanifest-sha256.txt.sig", 4097), ("data/head.json", 4097)],
)
def test_a_file_beyond_its_size_is_refused(name: str, size: int) -> None:
    files = files_of(SEALED.inner_zip) | {name: bytes(size)}

    assert refusal(zip_of(files)) == (Step.MEMBERS, "PACKAGE-TOO-LARGE")


def test_a_package_beyond_its_size_is_refused_undecrypted() -> None:
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(SEALED.data + bytes(bag.MAX_PACKAGE_BYTES))

    assert (refused.value.step, refused.value.code) == (Step.DECRYPT, "PACKAGE-TOO-LARGE")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_whatever_are_refused_with_a_code(data: bytes) -> None:
    for whole in (data, LOCAL + data, data + SEALED.inner_zip[-22:]):
        assert refusal(whole)[0] == Step.MEMBERS


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_behind_the_age_magic_are_refused_with_a_code(data: bytes) -> None:
    with pytest.raises(PackageRejectedError) as refused:
        TRIAL.open(b"age-encryption.org/v1\n" + data)

    assert refused.value.step == Step.DECRYPT
