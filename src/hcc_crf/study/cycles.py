"""Items that are derived from themselves."""

from collections.abc import Mapping

from .faults import FaultList, Place

ItemKey = tuple[str, str]


def find_cycles(
    computed: Mapping[ItemKey, tuple[frozenset[ItemKey], Place]], faults: FaultList
) -> None:
    """Report each circle of derivations once, where its first item (by name) is defined.

    Looking at earlier visits is no circle; `computed` holds only what a value rests on at its own.
    """
    done: set[ItemKey] = set()
    for start in sorted(computed):
        _walk(start, computed, done, faults)


def _walk(
    start: ItemKey,
    computed: Mapping[ItemKey, tuple[frozenset[ItemKey], Place]],
    done: set[ItemKey],
    faults: FaultList,
) -> None:
    """Follow derivations depth first from `start`, without recursion."""
    path: list[ItemKey] = []
    stack: list[tuple[ItemKey, bool]] = [(start, False)]
    while stack:
        item, is_left = stack.pop()
        if is_left:
            path.pop()
            done.add(item)
        elif item in path:
            circle = [*path[path.index(item) :], item]
            shown = " → ".join(".".join(key) for key in circle)
            faults.add(computed[item][1], f"is derived from itself: {shown}")
        elif item not in done:
            path.append(item)
            stack.append((item, True))
            inputs = sorted(key for key in computed[item][0] if key in computed)
            stack.extend((key, False) for key in inputs)
