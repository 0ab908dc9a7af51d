"""Open a workspace for one person: lock, sign-in, database, chain."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from hcc_crf.access.attempts import AttemptMark, Outcome, unread_attempts
from hcc_crf.access.keys import new_name
from hcc_crf.access.lock import WorkspaceLock, lock_workspace
from hcc_crf.access.sign_in import SignedIn, sign_in
from hcc_crf.entry.program import Program
from hcc_crf.errors import WorkspaceError
from hcc_crf.store.access_log import AccessEntry, AccessKind, record_access
from hcc_crf.store.database import Database
from hcc_crf.store.settings import put_setting, read_setting
from hcc_crf.store.verification import damaged_pages
from hcc_crf.values import Bilingual

from .about import WorkspaceInfo, read_info
from .clock import Clock
from .incarnation import settle_incarnation
from .mark import Mark
from .session import Session
from .workspace import open_data

_MARK = "attempts-read"


def open_session(
    folder: Path,
    user: str,
    password: str,
    *,
    program: Program,
    clock: Clock,
    new_id: Callable[[], str] = new_name,
) -> Session:
    """Return the session of a person who proved to be the user.

    Steps: (1) what the folder says it is, (2) no other instance works on it, (3) the password opens
    the keys, (4) the database opens with them and says the same, (5) failed tries since the last
    sign-in go into the access log, (6) the database holds what its mark says, or goes on in a new
    incarnation, (7) every page of the database has its seal, (8) the clock is looked at. Nobody is
    refused for what (6) to (8) find: it is logged and stands in `notices`.

    Raises:
        WorkspaceError: No workspace, in use, of another study, or its name was changed.
        AccessError: The password is wrong, or a delay runs.
        StoreError: The database is damaged or cannot be opened.
    """
    info = read_info(folder)  # (1)
    if info.study != program.study.oid:
        raise WorkspaceError(
            "WORKSPACE-OF-OTHER-STUDY",
            folder.name,
            f"The workspace belongs to study {info.study}, the definitions to {program.study.oid}.",
            "Name the definitions of its study with --forms.",
        )
    lock = lock_workspace(folder, user)  # (2)
    try:
        signed_in = sign_in(folder, user, password, clock=lambda: clock().utc)  # (3)
        db = open_data(folder, signed_in.keys)  # (4)
        try:
            _check_name(db, folder, info)
            _take_in_attempts(db, folder, signed_in)  # (5)
            return _session(
                folder,
                info,
                signed_in,
                db=db,
                lock=lock,
                program=program,
                clock=clock,
                new_id=new_id,
            )
        except BaseException:
            db.close()
            raise
    except BaseException:
        lock.release()
        raise


def _session(
    folder: Path,
    info: WorkspaceInfo,
    signed_in: SignedIn,
    *,
    db: Database,
    lock: WorkspaceLock,
    program: Program,
    clock: Clock,
    new_id: Callable[[], str],
) -> Session:
    mark = Mark(folder, data_key=signed_in.keys.data_key, workspace=info.workspace)
    moment, head = clock(), signed_in.head
    entry = AccessEntry(
        kind=AccessKind.SIGNED_IN, user=head.user, role=head.role.value, at_utc=moment.at
    )
    settled = settle_incarnation(db, mark, info, entry=entry, new_name=new_id())  # (6)
    session = Session(
        folder,
        settled.info,
        head,
        signed_in.keys,
        db=db,
        mark=mark,
        lock=lock,
        program=program,
        clock=clock,
    )
    record_access(db, entry)
    _look_at_pages(session)  # (7)
    session.look_at_clock(moment)  # (8)
    session.tell_lost(settled.lost)
    for notice in settled.notices:
        session.tell(notice)
    return session


def _look_at_pages(session: Session) -> None:
    """Say when pages of the database decayed; what is on the others can still be read and sent."""
    count = damaged_pages(session.db)
    if count:
        session.tell(told_of_damage(count))
        session.record(AccessKind.PAGES_DAMAGED, f"{count} pages")


def told_of_damage(pages: int) -> Bilingual:
    """Return the words for people when pages of the database decayed."""
    return Bilingual(
        f"DATABASE-DAMAGED  {pages} pages of the database are not as they were written. "
        "Enter nothing more, keep the folder as it is, and call your data manager.",
        f"DATABASE-DAMAGED  数据库有 {pages} 页已损坏。"
        "请停止录入，保持文件夹原样，并联系数据管理员。",
    )


def _check_name(db: Database, folder: Path, info: WorkspaceInfo) -> None:
    inside = msgspec.json.decode((read_setting(db, "workspace") or "{}").encode())
    if inside != msgspec.to_builtins(info):
        raise WorkspaceError(
            "WORKSPACE-RENAMED",
            folder.name,
            "The file that names this workspace does not agree with its database.",
            "Put the original workspace.json back; call your data manager if you do not have it.",
        )


def _take_in_attempts(db: Database, folder: Path, signed_in: SignedIn) -> None:
    """Copy failed tries into the access log, and say so when their file was altered."""
    kept = (read_setting(db, _MARK) or "").split()
    mark = AttemptMark(int(kept[0]), kept[1]) if len(kept) == 2 else AttemptMark()  # noqa: PLR2004
    unread = unread_attempts(folder, mark)
    entries = [
        AccessEntry(
            kind=AccessKind.SIGN_IN_REFUSED,
            user=attempt.user,
            role="",
            at_utc=attempt.at_utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        )
        for attempt in unread.attempts
        if attempt.outcome is Outcome.REFUSED
    ]
    if not unread.is_whole:
        last = unread.attempts[-1].at_utc if unread.attempts else None
        entries.append(
            AccessEntry(
                kind=AccessKind.ATTEMPTS_ALTERED,
                user=signed_in.head.user,
                role=signed_in.head.role.value,
                at_utc=last.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if last else "",
            )
        )
    with db.atomic():
        record_access(db, *entries)
        put_setting(db, _MARK, f"{unread.mark.count} {unread.mark.hash}")
