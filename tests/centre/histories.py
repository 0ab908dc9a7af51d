"""Random histories of a site with several devices, for laws: saves, corrections, put-back backups.

A device corrects what it knows of, and after a backup was put back it knows only what was in it, so
its chain forks. Packages are runs of a branch, and may overlap, lack a middle, or come twice.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from hcc_crf.ledger.events import NOT_DONE, STRUCK, EventHash, SealedEvent
from hcc_crf.values import BLANK, Slot, Value
from tests.centre.building import Workstation, code, device_a, device_b, number

ITEMS: tuple[tuple[str, str, Slot], ...] = (
    ("SCR", "VS", Slot("WEIGHT")),
    ("SCR", "VS", Slot("HEIGHT")),
    ("SCR", "VS", Slot(NOT_DONE)),
    ("LOG", "AE", Slot("AETERM", 1)),
    ("LOG", "AE", Slot(STRUCK, 1)),
    ("TA1", "IMG", Slot("IMGREF", 0, "IMGTAB", 1)),
)
NUMBERS = (number("68"), number("69"), BLANK)
TEXTS = (code("one"), code("two"), BLANK)


@dataclass(frozen=True)
class History:
    """Everything that happened, by branch; a branch is one device's chain from its first event."""

    branches: tuple[tuple[SealedEvent, ...], ...]

    @property
    def events(self) -> tuple[SealedEvent, ...]:
        """Every event once, in the order of the branches."""
        return tuple({sealed.hash: sealed for run in self.branches for sealed in run}.values())

    def run(self, branch: int, first: int, last: int) -> tuple[SealedEvent, ...]:
        """Return a run of a branch, at least one event."""
        events = self.branches[branch % len(self.branches)]
        first %= len(events)
        return events[first : max(last, first + 1)]


def known(device: Workstation, slot: Slot, place: tuple[str, str]) -> EventHash | None:
    """Return the last event of the device's own chain that wrote an item."""
    for sealed in reversed(device.events):
        event = sealed.event
        if (event.form.visit, event.form.form) == place and any(
            change.slot == slot for change in event.changes
        ):
            return sealed.hash
    return None


def values_of(slot: Slot) -> tuple[Value, ...]:
    """Return what an item may hold in a history."""
    return NUMBERS if slot.item in ("WEIGHT", "HEIGHT") else TEXTS


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw a history of two devices with at least one event each."""
    devices = [device_a(), device_b()]
    branches: list[tuple[SealedEvent, ...]] = []
    for turn in range(draw(st.integers(2, 14))):
        index = turn if turn < len(devices) else draw(st.integers(0, 1))
        device = devices[index]
        if len(device.events) > 1 and draw(st.integers(0, 5)) == 0:
            branches.append(tuple(device.events))
            devices[index] = device.branch(draw(st.integers(1, len(device.events) - 1)))
            continue
        visit, form, slot = draw(st.sampled_from(ITEMS))
        value = draw(st.sampled_from(values_of(slot)))
        replaces = known(device, slot, (visit, form))
        device.save(form, {slot: value}, visit=visit, replaces=replaces)
    branches += [tuple(device.events) for device in devices]
    return History(tuple(branches))
