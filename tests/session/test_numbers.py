"""The program proposes subject numbers in blocks per device, so that two never propose the same."""

from pathlib import Path

import pytest

from hcc_crf.session import Session
from tests.session.sites import Site, entry, make_site, make_workspace, saved


@pytest.mark.parametrize(
    ("device", "first"),
    [("A", "01-001"), ("B", "01-201"), ("C", "01-401"), ("D", "01-601"), ("E", "01-801")],
)
def test_each_device_has_its_block(
    device: str, first: str, administered: dict[str, Session]
) -> None:
    assert administered[device].propose_subject() == first


@pytest.fixture(scope="module")
def administered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Session]:
    """A session at each of five devices."""
    base = tmp_path_factory.mktemp("devices")
    return {
        device: make_workspace(base / device, device=device).open("admin1") for device in "ABCDE"
    }


def test_the_next_number_follows_the_last_taken(site: Site) -> None:
    with site.open() as session:
        for number in ("01-001", "01-002", "01-003"):
            assert session.propose_subject() == number
            saved(session, entry(f"{number}/SCR/QSECOG", ECOG101="0"))
        assert session.propose_subject() == "01-004"


def test_a_number_given_by_hand_is_stepped_over(site: Site) -> None:
    with site.open() as session:
        saved(session, entry("01-002/SCR/QSECOG", ECOG101="0"))
        assert session.propose_subject() == "01-001"
        saved(session, entry("01-001/SCR/QSECOG", ECOG101="0"))
        assert session.propose_subject() == "01-003"


def test_a_number_of_another_block_may_be_given_by_hand(site: Site) -> None:
    with site.open() as session:
        saved(session, entry("01-250/SCR/QSECOG", ECOG101="0"))
        assert session.propose_subject() == "01-001"


def test_a_proposed_number_is_one_of_the_site(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", site="03")
    with site.open() as session:
        number = session.propose_subject()
        assert number == "03-001"
        saved(session, entry(f"{number}/SCR/QSECOG", ECOG101="0"))
