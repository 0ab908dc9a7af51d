"""Every step and every refusal speaks, in both languages."""

import re

import pytest

from hcc_crf.package.refusals import REFUSALS, PackageFaultError, Refusal
from hcc_crf.package.steps import STEPS, Step

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_steps_are_numbered_in_their_order() -> None:
    assert [label.step for label in STEPS] == list(Step)
    assert [int(label.step) for label in STEPS] == list(range(1, len(STEPS) + 1))


def test_every_step_is_named_in_english_and_chinese() -> None:
    for label in STEPS:
        assert label.label.en
        assert HAN.search(label.label.zh)


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_says_what_is_wrong_and_what_to_do(refusal: Refusal) -> None:
    text = REFUSALS[refusal]

    for part in (text.problem, text.next_step):
        assert part.en.endswith(".")
        assert HAN.search(part.zh)


def test_codes_are_distinct_and_of_one_family() -> None:
    assert len({str(refusal) for refusal in Refusal}) == len(Refusal)
    assert all(re.fullmatch(r"PACKAGE(-[A-Z]+)+", refusal) for refusal in Refusal)


def test_a_refusal_reads_as_the_command_line_prints_it() -> None:
    refused = PackageFaultError(Refusal.FILE_MISSING, "bagit.txt").at(Step.MEMBERS, "p.zip.age")

    assert refused.step == 2
    assert str(refused) == (
        "PACKAGE-FILE-MISSING  p.zip.age: A file of the package is missing. (bagit.txt) "
        "Ask the site to export and send it again."
    )
