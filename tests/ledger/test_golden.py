"""An event of format 1 is read for ever.

`tests/golden/event-1.json` was sealed once and is never written again: a program that cannot read
it cannot read what sites have stored.
"""

from pathlib import Path

import pytest

from hcc_crf.ledger.chain import hash_body, unseal_body
from hcc_crf.ledger.events import Chain, Change, Derivation, EventHash, EventKind, Origin, Stamp
from hcc_crf.values import BLANK, FormPath, MissingReason, Slot, SubjectKey, Value, VisitCode

HASH = "04cb037fe9528fff6be4cdeaebf68f95180b0fd9980dedfff6444cd660844137"


@pytest.fixture(scope="module")
def body() -> bytes:
    """Return the bytes as they were stored."""
    return (Path(__file__).parents[1] / "golden" / "event-1.json").read_bytes()


def test_an_event_of_format_1_has_the_hash_it_was_sealed_with(body: bytes) -> None:
    assert hash_body(body) == HASH
    assert unseal_body(body).hash == HASH


def test_an_event_of_format_1_has_its_place_in_the_chain(body: bytes) -> None:
    read = unseal_body(body)
    assert read.chain == Chain("NCT05831969", "01", "A", "incarnation-1")
    assert (read.seq, read.previous) == (12, "a" * 64)
    assert read.stamp == Stamp("2026-11-25T17:11:47.123456Z", "+08:00", "Asia/Shanghai")


def test_an_event_of_format_1_says_who_did_what_where_and_why(body: bytes) -> None:
    event = unseal_body(body).event
    assert event.kind is EventKind.SAVE
    assert event.form == FormPath(SubjectKey("01-001"), VisitCode("TA1"), "IMG")
    assert (event.form_version, event.definition) == ("1", "1.0:0123456789abcdef")
    assert (event.user, event.role) == ("nurse1", "nurse")
    assert event.reason == "transcription error 抄写错误"


def test_an_event_of_format_1_gives_back_every_kind_of_change(body: bytes) -> None:
    first = Slot("IMGDAT", 0, "IMGTAB", 1)
    assert unseal_body(body).event.changes == (
        Change(Slot("IMGPERF"), Value("y", "Y"), None),
        Change(first, Value("16feb26", "2026-02-16"), EventHash("b" * 64)),
        Change(Slot("IMGREF", 0, "IMGTAB", 1), BLANK, EventHash("c" * 64)),
        Change(Slot("IMGCONT", 0, "IMGTAB", 1), Value("ND", "", missing=MissingReason.ND), None),
        Change(Slot("X_BILI", 2), Value("<1,9", "<1.9", "mg/dL"), None, Origin.DEFAULT),
    )


def test_an_event_of_format_1_gives_back_what_was_derived(body: bytes) -> None:
    assert unseal_body(body).event.derivations == (
        Derivation(
            "TA1",
            "IMG",
            Slot("IMGTPDAT"),
            "2026-02-16",
            "",
            "calc/1",
            (("TA1/IMG.IMGDAT", "2026-02-16"),),
        ),
        Derivation("TA1", "TRTL", Slot("TR_SUM"), "", "", "recist/1", missing=("TRTL.TR_VALUE",)),
    )
