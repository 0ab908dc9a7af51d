"""Saves that were lost, told at every sign-in until each of their forms was saved again."""

import msgspec

from hcc_crf.store.database import Database
from hcc_crf.store.projections import subject_rows
from hcc_crf.store.settings import put_setting, read_setting
from hcc_crf.values import Bilingual, FormPath, SubjectKey, VisitCode

from .mark import MarkEntry

LOST = "events-lost"
"""Setting with what is not yet entered again."""
MOST_NAMED = 20
"""Forms named in a notice; further ones are counted."""


class LostForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form of which saves were lost.

    Attributes:
        form: `01-001/SCR/VS`.
        at: UTC time of the last save that was lost.
        saved_at: UTC time of the last save that is still there; empty for none.
    """

    form: str
    at: str
    saved_at: str


class Lost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was lost.

    Attributes:
        until: Hash of the last event that was lost.
        missing: How many events.
        forms: Their forms, as far as known.
    """

    until: str = ""
    missing: int = 0
    forms: tuple[LostForm, ...] = ()


NOTHING = Lost()


def lost_forms(db: Database, lost: tuple[MarkEntry, ...]) -> tuple[LostForm, ...]:
    """Return each form of lost saves once, in the order of its last one."""
    last = {entry.form: entry.at for entry in lost}
    return tuple(LostForm(form, at, _saved_at(db, form)) for form, at in last.items())


def note_lost(db: Database, lost: Lost) -> Lost:
    """Keep what was lost, beside what was lost before and is not yet entered again; return both."""
    before = remaining(db)
    if before.until == lost.until:  # a crash came before the mark began anew
        before = NOTHING
    forms = {one.form: one for one in (*before.forms, *lost.forms)}
    both = Lost(lost.until, before.missing + lost.missing, tuple(forms.values()))
    put_setting(db, LOST, msgspec.json.encode(both).decode())
    return both


def remaining(db: Database) -> Lost:
    """Return what is not yet entered again; forms that were saved since are left out."""
    kept = read_setting(db, LOST)
    lost = msgspec.json.decode(kept.encode(), type=Lost) if kept else NOTHING
    forms = tuple(one for one in lost.forms if _saved_at(db, one.form) == one.saved_at)
    return Lost(lost.until, lost.missing, forms) if forms else NOTHING


def told(lost: Lost, *, may_read: bool) -> Bilingual:
    """Return the words for people.

    Args:
        lost: What is not yet entered again.
        may_read: Name the forms, which name subjects.
    """
    names = [f"{one.form} ({one.at[:16].replace('T', ' ')} UTC)" for one in lost.forms]
    listed = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    which_en = f"Enter again: {listed}{f' and {more} more' if more > 0 else ''}."
    which_zh = f"请重新录入：{listed}{f'，另有 {more} 份' if more > 0 else ''}。"
    if not names or not may_read:
        which_en = f"Forms to be entered again: {len(names) or 'not known'}."
        which_zh = f"需重新录入的表单：{len(names) or '未知'}。"
    return Bilingual(
        f"EVENTS-LOST  {lost.missing} saved changes are missing from this workspace. {which_en} "
        "Packages sent before may hold them: tell your data manager, and keep every stick.",
        f"EVENTS-LOST  该工作区缺少 {lost.missing} 次已保存的更改。{which_zh}"
        "此前发送的数据包可能包含这些更改：请告知数据管理员，并保留所有U盘。",
    )


def _saved_at(db: Database, form: str) -> str:
    subject, visit, oid = form.split("/")
    path = FormPath(SubjectKey(subject), VisitCode(visit), oid)
    rows = subject_rows(db, path.subject)
    found = rows.forms if rows else ()
    saved = [row.saved_at for row in found if (row.visit, row.form) == (path.visit, path.form)]
    return saved[0] if saved else ""
