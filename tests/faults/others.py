"""F11, F20: a second program on the same folder; a clock that is wrong."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from hcc_crf.errors import WorkspaceError
from hcc_crf.session import Moment
from hcc_crf.session.clock_watch import Suspicion
from hcc_crf.store.access_log import AccessKind, access_entries
from hcc_crf.store.event_store import all_events
from tests.faults.ground import MORNING, Ground, child, save_on
from tests.faults.table import Row
from tests.session.sites import Site, Ticking


def second_instance(ground: Ground) -> Row:
    """F11."""
    site, failed = ground.copy(), list[str]()
    for _ in range(ground.sizes.instances):
        with child(partial(_hold_open, ground.next_morning(site.folder))) as (number, reading):
            if os.read(reading, 1) != b"o":
                failed.append("the first one did not open")
            try:
                ground.next_morning(site.folder).open("investigator1").close()
                failed.append("the second one came in")
            except WorkspaceError as error:
                if error.code != "WORKSPACE-IN-USE" or "nurse1" not in error.problem:
                    failed.append(f"refused with other words: {error}")
            os.kill(number, signal.SIGKILL)
        ground.next_morning(site.folder).open().close()  # free at once, however the first ended
    figure = f"{ground.sizes.instances - len(failed)} refused with the name of who is in, then free"
    return Row(
        "F11",
        "second instance",
        "refused, naming who has it open; free once that one is gone",
        ground.sizes.instances,
        figure,
        tuple(failed),
    )


def _hold_open(site: Site, pipe: int) -> None:
    with site.open() as session:
        next(save_on(session))
        os.write(pipe, b"o")
        signal.pause()


class Machine(Ticking):
    """A workstation of which the clock can be set while its time since start goes on."""

    def __init__(self) -> None:
        """Begin in the morning."""
        super().__init__(MORNING)
        self.uptime_ms = 0

    def __call__(self) -> Moment:
        """The moment, with the time since the start of the machine."""
        moment = super().__call__()
        self.uptime_ms += 1
        return Moment(moment.local, moment.zone, self.uptime_ms)


CLOCKS: dict[str, tuple[timedelta, bool, Suspicion | None]] = {
    "a day back, closed": (timedelta(days=-1), False, Suspicion.BEFORE_LAST_SAVE),
    "an hour back, closed": (timedelta(hours=-1), False, Suspicion.BEFORE_LAST_SAVE),
    "to 1970, closed": (timedelta(days=-20_782), False, Suspicion.BEFORE_LAST_SAVE),
    "30 years on, closed": (timedelta(days=10_957), False, Suspicion.FAR_AFTER_LAST_SAVE),
    "a day back, open": (timedelta(days=-1), True, Suspicion.JUMPED),
    "an hour on, open": (timedelta(hours=1), True, Suspicion.JUMPED),
    "30 years on, open": (timedelta(days=10_957), True, Suspicion.JUMPED),
    "to 1970, open": (timedelta(days=-20_782), True, Suspicion.JUMPED),
    "3 s on, open": (timedelta(seconds=3), True, Suspicion.JUMPED),
    "asleep for 9 hours, open": (timedelta(0), True, None),
    "a second corrected, open": (timedelta(seconds=1), True, None),
    "an hour on, closed": (timedelta(hours=1), False, None),
}
"""How the clock is set, whether the program is open then, and what is to be said. The last one
cannot be told from an hour that passed; it shows when the clock is put right again."""


def clock(ground: Ground) -> Row:
    """F20."""
    failed, flagged = list[str](), 0
    cases = list(CLOCKS.items())[:: len(CLOCKS) // ground.sizes.clocks]
    for name, (span, is_open, expected) in cases:
        machine = Machine()
        site = Site(ground.copy().folder, machine)
        if name.startswith("asleep"):
            act: Callable[[], None] = partial(_sleep, machine)
        else:
            act = partial(machine.wait, seconds=span.total_seconds())
        said = _saves_around(site, act, is_open=is_open)
        flagged += said is not None
        if said != (expected and expected.value):
            failed.append(f"{name}: said {said}, expected {expected}")
        failed += [f"{name}: {fault}" for fault in ground.full_look(site.folder) if "step" in fault]
    figure = f"{flagged} flagged, {len(cases) - flagged} rightly or unavoidably not; "
    figure += "entry went on and order held in all" if not failed else f"{len(failed)} faults"
    return Row(
        "F20",
        "clock set wrong",
        "flagged, order kept, entry not refused",
        len(cases),
        figure,
        tuple(failed),
    )


def _sleep(machine: Machine) -> None:
    machine.wait(hours=9)
    machine.uptime_ms += 9 * 3_600_000


def _saves_around(site: Site, act: Callable[[], None], *, is_open: bool) -> str | None:
    """Save, let the clock be set, save; return the first suspicion in the access log."""
    with site.open() as session:
        saving = save_on(session)
        hashes = [next(saving)]
        if is_open:
            act()
            hashes.append(next(saving))
    if not is_open:
        act()
        with site.open() as session:
            hashes.append(next(save_on(session, 1)))
    with site.open() as session:
        assert [event.hash for event in all_events(session.db)] == hashes
        log = tuple(access_entries(session.db))
    said = [one.what for one in log if one.kind is AccessKind.CLOCK_SUSPECT]
    return said[0] if said else None
