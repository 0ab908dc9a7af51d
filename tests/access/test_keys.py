"""A slot opens for its password, its user and its workspace, and for nothing else (D8, F33)."""

import random

import msgspec
import pytest
from nacl.exceptions import RuntimeError as OutOfMemory

from hcc_crf.access import keys as keys_module
from hcc_crf.access.keys import (
    MINIMUM_COST,
    HashCost,
    Keys,
    Slot,
    new_data_key,
    new_signing_seed,
    open_slot,
    seal_slot,
    verification_key,
)
from hcc_crf.access.roles import Role
from hcc_crf.errors import AccessError

KEYS = Keys(bytes(range(32)), bytes(range(32, 64)))
PASSWORD = "seven green bicycles"


@pytest.fixture(scope="module")
def slot() -> Slot:
    """A nurse's slot."""
    return seal_slot(
        KEYS,
        PASSWORD,
        user="nurse1",
        role=Role.NURSE,
        name="Nora Nurse",
        workspace="w-1",
        must_change=True,
    )


def with_head(slot: Slot, **changes: object) -> Slot:
    """The slot with another head over the same seal."""
    return msgspec.structs.replace(slot, head=msgspec.structs.replace(slot.head, **changes))


def test_password_opens_the_keys(slot: Slot) -> None:
    assert open_slot(slot, PASSWORD) == KEYS


@pytest.mark.parametrize("wrong", ["", "seven green bicycle", "Seven green bicycles", PASSWORD * 2])
def test_other_password_opens_nothing(slot: Slot, wrong: str) -> None:
    assert open_slot(slot, wrong) is None


@pytest.mark.parametrize(
    "change",
    [
        {"user": "nurse2"},
        {"role": Role.INVESTIGATOR},
        {"role": Role.ADMINISTRATOR},
        {"name": "Somebody Else"},
        {"workspace": "w-2"},
        {"must_change": False},
        {"verification_key": "0" * 64},
        {"salt": bytes(16)},
        {"cost": HashCost(memory_kib=64 * 1024, passes=4, lanes=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_slot_under_another_head_does_not_open(slot: Slot, change: dict[str, object]) -> None:
    assert open_slot(with_head(slot, **change), PASSWORD) is None


# 64 MiB, t = 3, p = 1 is the least (trust.md D8).
@pytest.mark.parametrize(
    "cost",
    [
        pytest.param(HashCost(memory_kib=65_535, passes=3, lanes=1), id="memory just below"),
        pytest.param(HashCost(memory_kib=8, passes=3, lanes=1), id="hardly any memory"),
        pytest.param(HashCost(memory_kib=65_536, passes=2, lanes=1), id="one pass less"),
        pytest.param(HashCost(memory_kib=65_536, passes=3, lanes=0), id="no lane"),
        pytest.param(HashCost(memory_kib=1_048_577, passes=3, lanes=1), id="memory to stop us"),
        pytest.param(HashCost(memory_kib=65_536, passes=21, lanes=1), id="passes to stop us"),
        pytest.param(HashCost(memory_kib=65_536, passes=3, lanes=2), id="another lane"),
    ],
)
def test_changed_cost_is_refused_before_a_password_is_tried(slot: Slot, cost: HashCost) -> None:
    with pytest.raises(AccessError) as refused:
        open_slot(with_head(slot, cost=cost), PASSWORD)
    assert refused.value.code == "ACCOUNT-WEAKENED"


def test_too_little_memory_is_no_wrong_password(
    slot: Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(*_args: object) -> bytes:
        raise OutOfMemory("Unexpected failure in key derivation")

    monkeypatch.setattr(keys_module, "crypto_pwhash_alg", no_memory)
    with pytest.raises(AccessError) as refused:
        open_slot(slot, PASSWORD)
    assert refused.value.code == "MEMORY-LACKS"
    assert "64 MB" in refused.value.problem


@pytest.mark.parametrize("salt", [b"", b"short", bytes(17)], ids=len)
def test_changed_salt_length_is_refused(slot: Slot, salt: bytes) -> None:
    with pytest.raises(AccessError):
        open_slot(with_head(slot, salt=salt), PASSWORD)


def test_new_slot_carries_the_least_cost(slot: Slot) -> None:
    assert slot.head.cost == MINIMUM_COST == HashCost(memory_kib=65_536, passes=3, lanes=1)


def test_any_flipped_bit_of_the_seal_is_refused(slot: Slot) -> None:
    chance = random.Random(7)
    for _ in range(6):
        damaged = bytearray(slot.sealed)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        assert open_slot(msgspec.structs.replace(slot, sealed=bytes(damaged)), PASSWORD) is None


@pytest.mark.parametrize("sealed", [b"", b"x" * 15, b"x" * 80], ids=len)
@pytest.mark.parametrize("nonce", [b"", bytes(12)], ids=len)
def test_impossible_seal_opens_nothing(slot: Slot, sealed: bytes, nonce: bytes) -> None:
    assert open_slot(Slot(slot.head, nonce, sealed), PASSWORD) is None


def test_same_password_and_keys_never_make_the_same_slot(slot: Slot) -> None:
    again = seal_slot(
        KEYS,
        PASSWORD,
        user="nurse1",
        role=Role.NURSE,
        name="Nora Nurse",
        workspace="w-1",
        must_change=True,
    )
    assert again.head.salt != slot.head.salt
    assert again.nonce != slot.nonce
    assert again.sealed != slot.sealed


def test_keys_are_random_and_long_enough() -> None:
    made = {new_data_key() for _ in range(50)} | {new_signing_seed() for _ in range(50)}
    assert len(made) == 100
    assert {len(key) for key in made} == {32}


def test_keys_are_never_shown() -> None:
    assert repr(KEYS) == "Keys()"


# RFC 8032 §7.1, test 1: secret key and public key.
def test_verification_key_is_the_public_half_of_the_seed() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert verification_key(seed) == public


# Made by argon2-cffi 25.1 and cryptography 50, of OpenSSL, with salt and nonce 00 01 02 …
_BY_OTHERS = (
    b'{"head":{"user":"nurse1","role":"nurse","name":"Training Nurse",'
    b'"workspace":"00000000000000000000000000000000","must_change":false,'
    b'"verification_key":"29acbae141bccaf0b22e1a94d34d0bc7361e526d0bfe12c89794bc9322966dd7",'
    b'"cost":{"memory_kib":65536,"passes":3,"lanes":1},"salt":"AAECAwQFBgcICQoLDA0ODw=="},'
    b'"nonce":"AAECAwQFBgcICQoL","sealed":"EBb17IPAWsnrLetKiO1Aw9ZcU5HFCk7Zxm1Z4KMxLVeb0KOWw63o'
    b'NT/1PFMaDn36LekkuvQJdYUeare37Pda491HMNr/h+mVyf7ME4bBFw8="}'
)


def test_a_slot_that_other_libraries_made_opens() -> None:
    slot = msgspec.json.decode(_BY_OTHERS, type=Slot)
    keys = open_slot(slot, "lantern-river-plum-7")
    assert keys == Keys(bytes(range(32)), bytes(range(32, 64)))
    assert open_slot(slot, "lantern-river-plum-8") is None


def test_slot_holds_neither_keys_nor_password_in_clear(slot: Slot) -> None:
    written = msgspec.json.encode(slot)
    for secret in (KEYS.data_key, KEYS.signing_seed, PASSWORD.encode()):
        assert secret not in slot.sealed
        assert secret.hex().encode() not in written
        assert secret not in written
