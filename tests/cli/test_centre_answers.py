from hcc_crf.centre.links import Fork, Gap
from hcc_crf.centre.merge import MergeReport
from hcc_crf.cli.centre_answers import merge_answer
from hcc_crf.ledger.events import Chain, EventHash

CHAIN = Chain("STUDY", "01", "A", "inc1")
NOTHING = MergeReport(0, 0, (), 0, 0, (), (), ())


def test_a_merge_of_nothing_has_every_field_of_the_contract() -> None:
    assert merge_answer(NOTHING) == {
        "accepted": 0,
        "duplicates": 0,
        "quarantined": [],
        "events": 0,
        "changes": 0,
        "conflicts": [],
        "gaps": [],
        "forks": [],
    }


def test_a_gap_is_named_by_its_device_and_numbers() -> None:
    report = MergeReport(1, 0, (), 5, 5, (), (Gap(CHAIN, 3, 4),), ())
    assert merge_answer(report)["gaps"] == [
        {"site": "01", "device": "A", "incarnation": "inc1", "first_seq": 3, "last_seq": 4}
    ]


def test_a_fork_is_named_by_its_device_and_both_events() -> None:
    fork = Fork(CHAIN, 3, 5, (EventHash("a" * 64), EventHash("b" * 64)))
    report = MergeReport(1, 0, (), 5, 5, (), (), (fork,))
    assert merge_answer(report)["forks"] == [
        {
            "site": "01",
            "device": "A",
            "incarnation": "inc1",
            "seq": 3,
            "last_seq": 5,
            "events": ["a" * 64, "b" * 64],
        }
    ]
