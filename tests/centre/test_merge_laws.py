"""The store says what the pure `reconcile` says, whatever packages came in whatever order."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc_crf.centre.dictionary import next_number
from hcc_crf.centre.holdings import (
    events_of_subject,
    merged_subject,
    open_conflicts,
    open_forks,
    open_gaps,
    subjects,
)
from hcc_crf.centre.intake import Receipt, take_in
from hcc_crf.centre.reconcile import Reconciliation, reconcile
from hcc_crf.ledger.events import SealedEvent
from hcc_crf.package.keys import TrustedSigner
from hcc_crf.package.manifest import BagInfo, Head, Manifest
from hcc_crf.package.unseal import UnsealedPackage
from hcc_crf.store.database import Database
from tests.centre.building import fresh_bench
from tests.centre.histories import History, histories

Run = tuple[SealedEvent, ...]


def opened(run: Run) -> UnsealedPackage:
    """Return a run of events as a package that passed every step."""
    first, last = run[0], run[-1]
    chain = first.chain
    head = Head(
        1, chain.study, chain.site, chain.device, chain.incarnation, first.seq, last.seq,
        len(run), last.hash, "1", "0" * 64,
    )  # fmt: skip
    info = BagInfo(chain.study, chain.site, chain.device, 1, "2026-11-25", "1.3", (), None)
    signer = TrustedSigner(chain.site, chain.device, "")
    return UnsealedPackage(Manifest("p", info, head), run, b"<xml/>", signer)


def take(db: Database, runs: list[Run]) -> int:
    """Take runs in as packages; return how many events were new."""
    return sum(
        take_in(db, opened(run), Receipt("p", f"{number:064}", "", "centre1")).events
        for number, run in enumerate(runs)
    )


def stored(db: Database) -> Reconciliation:
    """Return what the store says."""
    view = {subject: merged_subject(db, subject).casebook for subject in subjects(db)}
    return Reconciliation(view, open_conflicts(db), open_gaps(db), open_forks(db))


@dataclass(frozen=True)
class Delivery:
    """The same packages in two orders, and the events they hold."""

    first: list[Run]
    second: list[Run]

    @property
    def events(self) -> set[str]:
        return {sealed.hash for run in self.first for sealed in run}


@st.composite
def deliveries(draw: st.DrawFn, history: History) -> Delivery:
    """Draw some packages of a history, a second order of them, and repetitions."""
    runs = draw(
        st.lists(
            st.builds(history.run, st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)),
            min_size=1,
            max_size=6,
        )
    )
    again = draw(st.lists(st.sampled_from(runs), max_size=3))
    return Delivery(runs, draw(st.permutations([*runs, *again])))


@pytest.mark.requirement("F22")
@given(history=histories(), data=st.data())
@settings(deadline=None, max_examples=40)
def test_any_order_split_and_repetition_of_packages_gives_what_reconcile_says(
    history: History, data: st.DataObject
) -> None:
    delivery = data.draw(deliveries(history))
    expected = reconcile(one for one in history.events if one.hash in delivery.events)
    for runs in (delivery.first, delivery.second):
        with fresh_bench() as bench:
            assert take(bench.centre.db, runs) == len(delivery.events)
            assert stored(bench.centre.db) == expected
            assert kept(bench.centre.db) == delivery.events


def kept(db: Database) -> set[str]:
    """Return the hashes of all events of all subjects."""
    return {sealed.hash for subject in subjects(db) for sealed in events_of_subject(db, subject)}


@pytest.mark.requirement("F22")
@given(history=histories(), data=st.data())
@settings(deadline=None, max_examples=20)
def test_what_is_taken_in_twice_changes_no_row(history: History, data: st.DataObject) -> None:
    runs = data.draw(deliveries(history)).first
    with fresh_bench() as bench:
        db = bench.centre.db
        take(db, runs)
        before = rows(db)
        again = Receipt("p", "f" * 64, "", "centre1")
        assert take_in(db, opened(runs[0]), again).events == 0
        assert rows(db) == before


@dataclass(frozen=True)
class Leaf:
    page: int
    slot: int
    event: int


def rows(db: Database) -> tuple[object, ...]:
    """Return everything the store keeps of values, chains and events."""
    tables = ("event", "name", "page", "slot", "chain")
    sizes = tuple(next_number(db, table) for table in tables)
    return sizes, db.read(Leaf, "SELECT page, slot, event FROM leaf ORDER BY page, slot, event")
