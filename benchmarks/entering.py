"""From a keystroke to what follows from it."""

from collections.abc import Callable, Iterator
from itertools import cycle

from benchmarks.measure import Aim, Limit, Measurement, by_turns
from benchmarks.sites import LARGEST
from hcc_crf.session import Session, Typed
from hcc_crf.values import Slot

KEYSTROKE_MS = 4
BILIRUBIN = Slot("BILI")


def bilirubins() -> Iterator[Typed]:
    """Yield one text after another for a bilirubin, each other than the one before."""
    return cycle(Typed(f"{number}.{digit}") for number in range(20, 60) for digit in range(10))


def keystroke(session: Session) -> Callable[[], object]:
    """Return an act that types another bilirubin into the largest form and looks."""
    typed = bilirubins()
    return lambda: session.look(LARGEST, {BILIRUBIN: next(typed)})


def measure_keystroke(few: Session, many: Session, *, times: int) -> Iterator[Measurement]:
    """Yield the keystroke with few subjects in the store, and with many beside it."""
    with_many, with_few = by_turns(keystroke(many), keystroke(few), times=times)
    yield Measurement(
        f"keystroke → findings and derivations, {len(few.subjects())} subjects",
        with_few,
        aims=(Aim(Limit.FIGURE, KEYSTROKE_MS),),
    )
    yield Measurement(
        f"the same, {len(many.subjects()):,} subjects",
        with_many,
        "the same, few subjects",
        with_few,
        (Aim(Limit.FIGURE, KEYSTROKE_MS), Aim(Limit.RATIO, 1.2)),
    )
