import pytest

from hcc_crf.centre.links import Fork, Gap, Link, find_forks, find_gaps, gap_before
from hcc_crf.ledger.chain import GENESIS
from hcc_crf.ledger.events import Chain, EventHash

CHAIN = Chain("STUDY", "01", "A", "inc1")
OTHER = Chain("STUDY", "01", "B", "inc1")


def name(text: str) -> EventHash:
    """Return a hash that a person can tell apart."""
    return EventHash(text.ljust(64, "0"))


def chain_of(names: str, *, chain: Chain = CHAIN, after: str = "", start: int = 1) -> list[Link]:
    """Return a run of events named by letters."""
    links: list[Link] = []
    previous = name(after) if after else GENESIS
    for seq, letter in enumerate(names, start=start):
        links.append(Link(chain, seq, name(letter), previous))
        previous = name(letter)
    return links


def test_a_whole_chain_has_neither_gap_nor_fork() -> None:
    links = chain_of("abcdef")
    assert (find_gaps(links), find_forks(links)) == ((), ())


def test_a_gap_is_named_by_its_first_and_last_missing_number() -> None:
    links = chain_of("abcdefg")
    assert find_gaps(links[:2] + links[5:]) == (Gap(CHAIN, 3, 5),)


def test_a_gap_of_one_event_has_the_same_first_and_last_number() -> None:
    links = chain_of("abc")
    assert find_gaps([links[0], links[2]]) == (Gap(CHAIN, 2, 2),)


def test_a_chain_that_begins_later_lacks_everything_before() -> None:
    assert find_gaps(chain_of("abcde")[3:]) == (Gap(CHAIN, 1, 3),)


def test_every_gap_of_a_chain_is_named() -> None:
    links = chain_of("abcdefg")
    assert find_gaps([links[0], links[2], links[6]]) == (Gap(CHAIN, 2, 2), Gap(CHAIN, 4, 6))


def test_a_gap_disappears_when_it_is_filled() -> None:
    links = chain_of("abcde")
    assert find_gaps([links[4], links[0]]) == (Gap(CHAIN, 2, 4),)
    assert find_gaps([links[4], links[0], links[2], links[1], links[3]]) == ()


def test_an_event_of_another_number_is_not_the_one_before() -> None:
    links = [*chain_of("abc"), *chain_of("x", after="a", start=5)]
    assert find_gaps(links) == (Gap(CHAIN, 4, 4),)


def test_a_chain_goes_on_behind_another_one_of_its_device() -> None:
    new = Chain("STUDY", "01", "A", "inc2")
    assert find_gaps([*chain_of("abc"), *chain_of("de", chain=new, after="c", start=4)]) == ()


def test_an_event_of_another_device_is_not_the_one_before() -> None:
    links = [*chain_of("a"), *chain_of("x", chain=OTHER, after="a", start=2)]
    assert find_gaps(links) == (Gap(OTHER, 1, 1),)


def test_gaps_of_different_chains_are_told_apart() -> None:
    links = chain_of("ab")[1:] + chain_of("xyz", chain=OTHER)[2:]
    assert find_gaps(links) == (Gap(CHAIN, 1, 1), Gap(OTHER, 1, 2))


def test_a_fork_is_named_by_its_first_place_with_both_events() -> None:
    links = chain_of("abcd") + chain_of("xy", after="b", start=3)
    assert find_forks(links) == (Fork(CHAIN, 3, 4, (name("c"), name("x"))),)
    assert find_gaps(links) == ()


def test_a_fork_of_three_branches_names_three_events() -> None:
    links = chain_of("ab") + chain_of("x", after="a", start=2) + chain_of("y", after="a", start=2)
    assert find_forks(links) == (Fork(CHAIN, 2, 2, (name("b"), name("x"), name("y"))),)


def test_two_forks_of_one_chain_stay_two() -> None:
    links = (
        chain_of("abcde") + chain_of("x", after="a", start=2) + chain_of("y", after="c", start=4)
    )
    assert [(fork.seq, fork.last_seq) for fork in find_forks(links)] == [(2, 2), (4, 4)]


def test_the_same_number_in_another_chain_is_no_fork() -> None:
    assert find_forks(chain_of("ab") + chain_of("xy", chain=OTHER)) == ()


def test_a_branch_whose_first_event_lacks_has_a_gap_beside_the_other_branch() -> None:
    links = chain_of("abcd") + chain_of("xy", after="b", start=3)[1:]
    assert find_gaps(links) == (Gap(CHAIN, 3, 3),)
    assert find_forks(links) == (Fork(CHAIN, 4, 4, (name("d"), name("y"))),)


@pytest.mark.parametrize(
    ("seq", "held_below", "expected"),
    [
        pytest.param(6, 3, (4, 5), id="two are missing"),
        pytest.param(6, 4, (5, 5), id="one is missing"),
        pytest.param(6, 5, (5, 5), id="the one before is of another branch"),
        pytest.param(6, 0, (1, 5), id="nothing is held"),
    ],
)
def test_the_gap_before_an_event(seq: int, held_below: int, expected: tuple[int, int]) -> None:
    gap = gap_before(Link(CHAIN, seq, name("b"), name("a")), held_below)
    assert (gap.first_seq, gap.last_seq) == expected


def test_there_is_no_gap_before_the_first_event_of_a_chain() -> None:
    assert find_gaps(chain_of("a")) == ()
