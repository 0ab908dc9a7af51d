"""Which forms a save can change the standing of, so that only these are looked at again."""

from hcc_crf.values import VisitCode

from .program import ItemKey, Program, Reach

FormKey = tuple[VisitCode, str]


def affected_forms(
    program: Program,
    changed: frozenset[ItemKey],
    reach: Reach,
    *,
    saved: FormKey,
    visits: tuple[VisitCode, ...],
    is_new_day: bool,
) -> frozenset[FormKey]:
    """Return the forms whose findings or conditions can see a change.

    Args:
        program: The compiled study.
        changed: Items changed by the save itself.
        reach: What they can alter, and whether only at the visit of the save.
        saved: Visit and form of the save.
        visits: Every visit of the subject, planned or begun.
        is_new_day: The calendar day differs from that of the save before.
    """
    here, form = saved
    local: set[str] = {form}
    everywhere: set[str] = set(program.watching_today) if is_new_day else set()
    moved = {**dict.fromkeys(changed, True), **reach}
    for key, is_local in moved.items():
        for watcher, same_visit in program.watching.get(key, {}).items():
            (local if is_local and same_visit else everywhere).add(watcher)
        if not is_local:
            everywhere.add(key[0])
        else:
            local.add(key[0])
    found = {(here, oid) for oid in local}
    found |= {(visit, oid) for visit in visits for oid in everywhere}
    return frozenset(found)
