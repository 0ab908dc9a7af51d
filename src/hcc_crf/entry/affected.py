"""Which forms the first save of a day can change the standing of, by the definitions alone."""

from hcc_crf.values import VisitCode

from .program import ItemKey, Program, Reach, Reads

FormKey = tuple[VisitCode, str]


def affected_forms(
    program: Program,
    changed: frozenset[ItemKey],
    reach: Reach,
    saved: FormKey,
    visits: tuple[VisitCode, ...],
) -> frozenset[FormKey]:
    """Return the forms whose findings or conditions can see a change, or the date of the day.

    Args:
        program: The compiled study.
        changed: Items changed by the save itself.
        reach: What they can alter, and whether only at the visit of the save.
        saved: Visit and form of the save.
        visits: Every visit of the subject, planned or begun.
    """
    here, form = saved
    local: set[str] = {form}
    everywhere: set[str] = set(program.watching_today)
    moved = {**dict.fromkeys(changed, True), **reach}
    for key, is_local in moved.items():
        for watcher, reads in program.watching.get(key, {}).items():
            (local if is_local and reads == Reads.HERE else everywhere).add(watcher)
        if not is_local:
            everywhere.add(key[0])
        else:
            local.add(key[0])
    found = {(here, oid) for oid in local}
    found |= {(visit, oid) for visit in visits for oid in everywhere}
    return frozenset(found)
