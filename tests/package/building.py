"""What the tests of packages are built from: one site, one centre, one stranger, a short chain."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nacl.signing import SigningKey

from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import Chain, Change, Event, EventHash, EventKind, SealedEvent, Stamp
from hcc_crf.package import age, sshsig
from hcc_crf.package.keys import PrivateKeys, TrustedSigner
from hcc_crf.package.seal import NAMESPACE, SealedPackage, seal_package
from hcc_crf.package.stored_zip import StoredFile, read_zip, write_zip
from hcc_crf.package.unseal import UnsealedPackage, unseal_package
from hcc_crf.values import FormPath, Slot, SubjectKey, Value, VisitCode

Files = dict[str, bytes]
"""The files of a bag by name."""
STUDY = "NCT05831969"
CHAIN = Chain(STUDY, "01", "A", "inc1")
DEFINITION = b'<?xml version="1.0" encoding="UTF-8"?>\n<MetaDataVersion OID="1"/>\n'
STAMP = Stamp("2026-11-25T09:11:47.123456Z", "+08:00", "Asia/Shanghai")


def save(number: int, *, text: str = "68.0", reason: str = "") -> Event:
    """Return the save of a weight."""
    return Event(
        kind=EventKind.SAVE,
        form=FormPath(SubjectKey(f"01-{number:03}"), VisitCode("SCR"), "VS"),
        form_version="1",
        definition="1.0",
        user="nurse1",
        role="nurse",
        reason=reason,
        changes=(Change(Slot("WEIGHT"), Value(text, text, "kg"), None),),
    )


def chain_of(
    count: int,
    *,
    chain: Chain = CHAIN,
    after_seq: int = 0,
    after_hash: EventHash = GENESIS,
) -> tuple[SealedEvent, ...]:
    """Return `count` sealed saves."""
    events = [save(number) for number in range(1, count + 1)]
    return seal(events, chain, after_seq=after_seq, after_hash=after_hash, stamp=STAMP)


def fixed_keys(seed: int, age_identity: str) -> PrivateKeys:
    """Return keys that are the same in every run, and protect nothing."""
    return PrivateKeys(SigningKey(bytes([seed]) * 32), age_identity)


DEVICE = fixed_keys(1, "AGE-SECRET-KEY-1LL5GS3PW9YZF3TMTFSMKRXASGXC6L3X48NKUS8XP8UJXH6K3VTQQLF33R5")
CENTRE = fixed_keys(2, "AGE-SECRET-KEY-1KWGF39APRZSSYPNUHMLNCZGVD6H9JTUW0EUC60K99ZUXPHJADH6SNF349K")
STRANGER = fixed_keys(
    3, "AGE-SECRET-KEY-1FTYHZ27QN9CR6LNLSL69D9JG838DWNQUV0HJJAHAJ45PTPT5453SERPALQ"
)


@dataclass(frozen=True)
class Trial:
    """Everybody's keys, and what the centre believes."""

    device: PrivateKeys = DEVICE
    centre: PrivateKeys = CENTRE
    stranger: PrivateKeys = STRANGER

    @property
    def signer(self) -> TrustedSigner:
        return TrustedSigner("01", "A", self.device.public.signing_key)

    @property
    def recipients(self) -> tuple[str, ...]:
        return (self.centre.public.age_recipient, self.device.public.age_recipient)

    def seal(
        self,
        events: Iterable[SealedEvent],
        *,
        keys: PrivateKeys | None = None,
        recipients: tuple[str, ...] | None = None,
        number: int = 12,
        previous: str | None = "ab" * 32,
    ) -> SealedPackage:
        return seal_package(
            events,
            definition_xml=DEFINITION,
            definition_version="1.0",
            number=number,
            previous_package_sha256=previous,
            signing_key=(keys or self.device).signing_key,
            recipients=recipients or self.recipients,
            bagging_date="2026-11-25",
        )

    def wrap(self, inner_zip: bytes) -> bytes:
        """Return any inner ZIP encrypted as a package is."""
        return age.encrypt(inner_zip, recipients=self.recipients)

    def open(
        self,
        data: bytes,
        *,
        trusted: tuple[TrustedSigner, ...] | None = None,
        keys: PrivateKeys | None = None,
        study: str = STUDY,
    ) -> UnsealedPackage:
        return unseal_package(
            data,
            place="p.zip.age",
            age_identity=(keys or self.centre).age_identity,
            trusted=(self.signer,) if trusted is None else trusted,
            study=study,
        )


def files_of(inner_zip: bytes) -> Files:
    """Return the files of a bag by their name in the top folder."""
    return {file.name.partition("/")[2]: file.data for file in read_zip(inner_zip)}


def zip_of(files: Files, *, folder: str = "01-A-000012") -> bytes:
    """Return a bag of these files."""
    return write_zip(tuple(StoredFile(f"{folder}/{name}", data) for name, data in files.items()))


def rehash(files: Files, *, oxum: str | None = None) -> Files:
    """Return the files with Payload-Oxum and both manifests made anew, the signature as it was."""
    line = f"Payload-Oxum: {oxum or _oxum(files)}".encode()
    files = files | {"bag-info.txt": re.sub(rb"Payload-Oxum: .*", line, files["bag-info.txt"])}
    data = (name for name in sorted(files) if name.startswith("data/"))
    files = files | {"manifest-sha256.txt": _hash_lines(files, *data)}
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    return files | {"tagmanifest-sha256.txt": _hash_lines(files, *tags)}


def sign_files(files: Files, key: SigningKey) -> Files:
    """Return the files with a signature over the tag manifest as it is."""
    signature = sshsig.sign(files["tagmanifest-sha256.txt"], namespace=NAMESPACE, key=key)
    return files | {"tagmanifest-sha256.txt.sig": signature}


def _oxum(files: Files) -> str:
    payload = [data for name, data in files.items() if name.startswith("data/")]
    return f"{sum(map(len, payload))}.{len(payload)}"


def _hash_lines(files: Files, *names: str) -> bytes:
    return "".join(f"{hashlib.sha256(files[n]).hexdigest()}  {n}\n" for n in names).encode()


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    """Return a change of one file that is sure to change it."""

    def change(files: Files) -> Files:
        assert old in files[name]
        return files | {name: files[name].replace(old, new, 1)}

    return change
