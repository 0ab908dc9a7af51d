"""A package written by version 1 of the format opens for ever.

The files in `golden` were written once and are never written again; their keys protect nothing.
"""

from pathlib import Path

from hcc_crf.package.keys import TrustedSigner
from hcc_crf.package.unseal import unseal_package

GOLDEN = Path(__file__).parent / "golden"


def test_a_package_of_format_1_opens() -> None:
    _, _, kind, key = (GOLDEN / "allowed_signers").read_text().split()
    opened = unseal_package(
        (GOLDEN / "01-A-000012.zip.age").read_bytes(),
        place="01-A-000012.zip.age",
        age_identity=(GOLDEN / "centre.age-identity").read_text().splitlines()[1],
        trusted=(TrustedSigner("01", "A", f"{kind} {key}"),),
        study="NCT05831969",
    )

    assert [event.seq for event in opened.events] == [1, 2, 3]
    assert [event.event.changes[0].value.canonical for event in opened.events] == ["68.0"] * 3
    assert opened.events[-1].hash == (
        "284b84c13488ed4883c313376e6e515c4f55440dd7eb4c39a6b1b890e7dbffc4"
    )
    assert opened.manifest.info.bagging_date == "2026-11-25"
