"""What the tests of packages are built from: one site, one centre, one stranger, a short chain."""

from dataclasses import dataclass, field

from hcc_crf.ledger.chain import GENESIS, seal
from hcc_crf.ledger.events import Chain, Change, Event, EventHash, EventKind, SealedEvent, Stamp
from hcc_crf.package.keys import PrivateKeys, TrustedSigner, generate_keys
from hcc_crf.package.seal import SealedPackage, seal_package
from hcc_crf.package.unseal import UnsealedPackage, unseal_package
from hcc_crf.values import FormPath, Slot, SubjectKey, Value, VisitCode

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


@dataclass(frozen=True)
class Trial:
    """Everybody's keys, and what the centre believes."""

    device: PrivateKeys = field(default_factory=generate_keys)
    centre: PrivateKeys = field(default_factory=generate_keys)
    stranger: PrivateKeys = field(default_factory=generate_keys)

    @property
    def signer(self) -> TrustedSigner:
        return TrustedSigner("01", "A", self.device.public.signing_key)

    @property
    def recipients(self) -> tuple[str, ...]:
        return (self.centre.public.age_recipient, self.device.public.age_recipient)

    def seal(
        self,
        events: tuple[SealedEvent, ...],
        *,
        keys: PrivateKeys | None = None,
        recipients: tuple[str, ...] | None = None,
        number: int = 12,
    ) -> SealedPackage:
        return seal_package(
            events,
            definition_xml=DEFINITION,
            definition_version="1.0",
            number=number,
            previous_package_sha256="ab" * 32,
            signing_key=(keys or self.device).signing_key,
            recipients=recipients or self.recipients,
            bagging_date="2026-11-25",
        )

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
