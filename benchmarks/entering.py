"""From a keystroke to what follows from it, and a save until it is on the disk."""

import statistics
from collections.abc import Callable, Iterator
from itertools import cycle

from benchmarks.floors import BareDatabase
from benchmarks.measure import Aim, Limit, Measurement, by_turns, once_ms
from benchmarks.sites import LARGEST, events_of
from hcc_crf.entry.request import SaveRequest
from hcc_crf.session import Session, Typed
from hcc_crf.values import FormPath, Slot, SubjectKey

KEYSTROKE_MS = 4
_BILIRUBIN = Slot("BILI")


def keystroke(session: Session) -> Callable[[], object]:
    """Return an act that types another bilirubin into the largest form and looks."""
    texts = cycle(f"{number}.{digit}" for number in range(20, 60) for digit in range(10))
    return lambda: session.look(LARGEST, {_BILIRUBIN: Typed(next(texts))})


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


def measure_saves(
    session: Session, saves: tuple[SaveRequest, ...], bare: BareDatabase
) -> Iterator[Measurement]:
    """Yield a save over a whole course, each beside a bare commit of its event's bytes."""
    pairs: list[tuple[float, float]] = []
    for request in saves:
        took = once_ms(lambda request=request: session.save(request))  # type: ignore[misc]
        body = events_of(session, request.form.subject)[-1].body
        pairs.append((took, once_ms(lambda body=body: bare.commit(body))))  # type: ignore[misc]
    yield Measurement(
        "save, over a whole course",
        statistics.median(pair[0] for pair in pairs),
        "bare encrypted commit of the same bytes",
        statistics.median(pair[1] for pair in pairs),
        (Aim(Limit.RATIO, 3),),
    )
    yield _correction(session, saves[0].form.subject, bare)


def _correction(session: Session, subject: SubjectKey, bare: BareDatabase) -> Measurement:
    """Return the save of one more bilirubin on the largest form of a finished course."""
    path = FormPath(subject, LARGEST.visit, LARGEST.form)
    texts = cycle(f"{number}.{digit}" for number in range(20, 60) for digit in range(10))
    body = events_of(session, subject)[-1].body

    def correct() -> None:
        entries = ((_BILIRUBIN, Typed(next(texts))),)
        session.save(SaveRequest(path, entries, reason="transcription"))

    took, floor = by_turns(correct, lambda: bare.commit(body), times=20)
    return Measurement(
        "save, a correction on the largest form",
        took,
        "bare encrypted commit of the same bytes",
        floor,
        (Aim(Limit.RATIO, 3),),
    )
