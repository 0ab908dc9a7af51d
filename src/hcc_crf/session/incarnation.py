"""At sign-in: does the database hold all that the mark says; and a new incarnation on any doubt.

An incarnation is the name of a chain. A database that lost events must not go on in the old one:
the centre would meet two events in one place, a fork. So it goes on under a new random name, its
first event behind the last one that is still there (D5), and people are told what to enter again.
"""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from hcc_crf.errors import WorkspaceError
from hcc_crf.ledger.events import Chain
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.database import Database
from hcc_crf.store.event_store import Head, events_of_chain, head, holds
from hcc_crf.store.settings import put_setting, read_setting
from hcc_crf.values import Bilingual

from .about import WorkspaceInfo
from .lost_forms import Lost, lost_forms, note_lost, remaining
from .mark import MOST_ENTRIES, Mark, MarkEntry, MarkState, entry_of

INCARNATION = "incarnation"
"""Setting with the incarnation of the moment; absent while it is the first."""


class Doubt(StrEnum):
    """Why a database does not go on in its chain."""

    EVENTS_LOST = "the database lacks events that the mark names"
    MARK_ABSENT = "there is no mark"
    MARK_DAMAGED = "the mark cannot be read"
    MARK_STALE = "the database holds more than the mark says"
    MARK_OF_OTHER = "the mark is of another incarnation"


_TOLD = {
    Doubt.MARK_ABSENT: Bilingual(
        "The mark that guards against lost saves was not there. It was made again.",
        "防止保存丢失的标记文件不存在，已重新建立。",
    ),
    Doubt.MARK_DAMAGED: Bilingual(
        "The mark that guards against lost saves could not be read. It was made again.",
        "防止保存丢失的标记文件无法读取，已重新建立。",
    ),
    Doubt.MARK_STALE: Bilingual(
        "The mark that guards against lost saves was older than the database. It was made again.",
        "防止保存丢失的标记文件比数据库旧，已重新建立。",
    ),
    Doubt.MARK_OF_OTHER: Bilingual(
        "The mark that guards against lost saves did not fit the database. It was made again.",
        "防止保存丢失的标记文件与数据库不符，已重新建立。",
    ),
}
_NOTHING_MISSING = Bilingual(
    "If this folder was copied or put back from a copy, tell your data manager.",
    "如果该文件夹是复制或恢复而来，请告知数据管理员。",
)
NOT_WRITTEN = Bilingual(
    "The mark that guards against lost saves cannot be written; saves are kept all the same. "
    "Check the disk and its free space.",
    "防止保存丢失的标记文件无法写入；保存仍然有效。请检查磁盘及其剩余空间。",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What database and mark say of each other.

    Attributes:
        doubt: `None` when they agree, or a crash came between a save and its mark.
        lineage: The lines of the mark whose events the database holds.
        missing: How many events it lacks.
        lost: Their lines, as far as the mark still has them.
        until: Hash of the last of them.
    """

    doubt: Doubt | None
    lineage: tuple[MarkEntry, ...] = ()
    missing: int = 0
    lost: tuple[MarkEntry, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """How the session shall go on.

    Attributes:
        info: The workspace with the incarnation of the moment.
        lost: Saves that are lost and not entered again.
        notices: What else its people must know.
    """

    info: WorkspaceInfo
    lost: Lost
    notices: tuple[Bilingual, ...]


def settle_incarnation(
    db: Database, mark: Mark, info: WorkspaceInfo, *, entry: AccessEntry, new_name: str
) -> Settled:
    """Return in which incarnation to go on; in a new one when database and mark disagree.

    Steps: (1) compare, (2) where they agree, bring the mark up to the database, (3) otherwise one
    transaction names the new incarnation and writes both why and what was lost into the access log,
    (4) the mark begins anew. A crash before (4) leaves the doubt, and the next sign-in settles it.

    Args:
        db: The workspace's database.
        mark: Its mark, as found.
        info: What the workspace says it is.
        entry: Who signs in and when, for the access log; kind and words are put in.
        new_name: Random name, used if it is needed.
    """
    info = msgspec.structs.replace(
        info, incarnation=read_setting(db, INCARNATION) or info.incarnation
    )
    found = compare(db, mark, info.chain)  # (1)
    lost, notices = remaining(db), _told(found)
    if found.doubt is not None:
        info = msgspec.structs.replace(info, incarnation=new_name)
        lost = _write(db, info, found, entry)  # (3)
    try:
        if found.doubt is None:
            _bring_up(db, mark, info.chain)  # (2)
        else:
            _begin(mark, found.lineage, new_name, head(db, info.chain))  # (4)
    except WorkspaceError:
        notices = (*notices, NOT_WRITTEN)
    return Settled(info, lost, notices)


def compare(db: Database, mark: Mark, chain: Chain) -> Comparison:
    """Return what the database and the mark say of each other."""
    if mark.state is MarkState.ABSENT:
        return Comparison(Doubt.MARK_ABSENT)
    if not mark.entries:
        return Comparison(Doubt.MARK_DAMAGED)
    last = mark.entries[-1]
    if not holds(db, last.hash):
        return _compare_lost(db, mark.entries, chain)
    if mark.state is MarkState.DAMAGED:
        return Comparison(Doubt.MARK_DAMAGED, mark.entries)
    if last.incarnation != chain.incarnation:
        return Comparison(Doubt.MARK_OF_OTHER, mark.entries)
    # A crash can come between one act and its mark; the events of one act carry one stamp.
    ahead = {event.stamp for event in events_of_chain(db, chain, after_seq=last.seq)}
    return Comparison(Doubt.MARK_STALE if len(ahead) > 1 else None, mark.entries)


def _compare_lost(db: Database, entries: tuple[MarkEntry, ...], chain: Chain) -> Comparison:
    kept = len(entries)
    while kept and not holds(db, entries[kept - 1].hash):
        kept -= 1
    end = entries[kept - 1].seq if kept else head(db, chain).seq
    lost = tuple(entry for entry in entries[kept:] if entry.form)
    missing = max(entries[-1].seq - end, len(lost), 1)
    return Comparison(Doubt.EVENTS_LOST, entries[:kept], missing, lost, entries[-1].hash)


def _bring_up(db: Database, mark: Mark, chain: Chain) -> None:
    seen = mark.entries[-1].seq
    behind = tuple(entry_of(event) for event in events_of_chain(db, chain, after_seq=seen))
    if len(mark.entries) > MOST_ENTRIES:
        mark.begin((*mark.entries, *behind)[-MOST_ENTRIES // 2 :])
    elif behind:
        mark.move(*behind)


def _write(db: Database, info: WorkspaceInfo, found: Comparison, entry: AccessEntry) -> Lost:
    doubt, missing = found.doubt, found.missing
    end = head(db, info.chain)
    entries = [
        msgspec.structs.replace(
            entry, kind=AccessKind.NEW_INCARNATION, what=f"behind event {end.seq}: {doubt}"
        )
    ]
    if doubt is Doubt.EVENTS_LOST:
        forms = ", ".join(dict.fromkeys(one.form for one in found.lost)) or "not known"
        what = f"{missing} events, forms: {forms}"
        entries.insert(0, msgspec.structs.replace(entry, kind=AccessKind.EVENTS_LOST, what=what))
    with db.atomic():
        put_setting(db, INCARNATION, info.incarnation)
        record_access(db, *entries)
        if doubt is not Doubt.EVENTS_LOST:
            return remaining(db)
        return note_lost(db, Lost(found.until, missing, lost_forms(db, found.lost)))


def _begin(mark: Mark, lineage: tuple[MarkEntry, ...], name: str, end: Head) -> None:
    mark.begin((*lineage[-MOST_ENTRIES // 2 :], MarkEntry(name, end.seq, end.hash)))


def _told(found: Comparison) -> tuple[Bilingual, ...]:
    if found.doubt is None or found.doubt is Doubt.EVENTS_LOST:  # told as long as it lasts
        return ()
    words = _TOLD[found.doubt]
    return (
        Bilingual(
            f"{words.en} {_NOTHING_MISSING.en}",
            f"{words.zh}{_NOTHING_MISSING.zh}",
        ),
    )
