"""The fence around append-only tables: triggers in the file, an authorizer on the connection.

Triggers hold whoever opens the file; the authorizer holds before a statement is even prepared and
also refuses to take the triggers away. `INSERT OR REPLACE` deletes through the delete trigger only
while `recursive_triggers` is on (trust.md §2.2, trap 3), so that setting cannot be changed here
either.
"""

from collections.abc import Callable

from .driver import dbapi2
from .failures import GUARD_MESSAGE

_DENIED_BY_FIRST = {
    dbapi2.SQLITE_UPDATE,
    dbapi2.SQLITE_DELETE,
    dbapi2.SQLITE_DROP_TABLE,
    dbapi2.SQLITE_CREATE_TEMP_TABLE,
    dbapi2.SQLITE_CREATE_TEMP_VIEW,
}
"""Acts whose first argument is the table. A temporary table of its name would hide the real one."""
_DENIED_BY_SECOND = {
    dbapi2.SQLITE_ALTER_TABLE,
    dbapi2.SQLITE_DROP_TRIGGER,
    dbapi2.SQLITE_DROP_INDEX,
    dbapi2.SQLITE_CREATE_TRIGGER,
    dbapi2.SQLITE_CREATE_TEMP_TRIGGER,
}
"""Acts whose second argument is the table. A further trigger could make inserts vanish."""
_FROZEN_SETTINGS = {
    "foreign_keys",
    "hexkey",
    "hexrekey",
    "ignore_check_constraints",
    "journal_mode",
    "key",
    "query_only",
    "recursive_triggers",
    "rekey",
    "synchronous",
    "trusted_schema",
    "writable_schema",
}
Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def guard_script(table: str) -> str:
    """Return the triggers that keep every row of a table as it was inserted."""
    return "\n".join(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is {GUARD_MESSAGE}'); END;"
        for act in ("UPDATE", "DELETE")
    )


def authorizer(append_only: tuple[str, ...], *, may_attach: bool = False) -> Authorizer:
    """Return the callback that refuses every way around the triggers of these tables.

    Args:
        append_only: The tables.
        may_attach: True while a copy is made; otherwise no second file, which might be a plain one,
            is opened beside the database.
    """
    guarded = {table.casefold() for table in append_only}

    def decide(
        act: int, first: str | None, second: str | None, _database: str | None, _by: str | None
    ) -> int:
        if act in _DENIED_BY_FIRST and (first or "").casefold() in guarded:
            return dbapi2.SQLITE_DENY
        if act in _DENIED_BY_SECOND and (second or "").casefold() in guarded:
            return dbapi2.SQLITE_DENY
        if act == dbapi2.SQLITE_ATTACH and not may_attach:
            return dbapi2.SQLITE_DENY
        if act == dbapi2.SQLITE_PRAGMA and second is not None and first is not None:
            return dbapi2.SQLITE_DENY if first.casefold() in _FROZEN_SETTINGS else dbapi2.SQLITE_OK
        return dbapi2.SQLITE_OK

    return decide
