"""The database driver, SQLCipher's, put where sqlite-utils looks for it.

sqlite-utils takes `pysqlite3` in place of Python's own `sqlite3` when it finds one. Registered
under that name before sqlite-utils is imported, the driver's exceptions are the ones sqlite-utils
catches (trust.md §2.2, trap 1). Import `tables_of` from here, never sqlite-utils itself.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as dbapi2  # the same interface; sqlcipher3 publishes no types

    import sqlite_utils
else:
    from sqlcipher3 import dbapi2

    sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = dbapi2

__all__ = ["MINIMUM_SQLITE", "dbapi2", "tables_of"]

MINIMUM_SQLITE = (3, 51, 3)
"""Before it, a WAL reset may corrupt the database (sqlite.org/wal.html#walresetbug; D1)."""


def tables_of(raw: dbapi2.Connection) -> "sqlite_utils.Database":
    """Return a connection's tables as sqlite-utils sees them, without its plug-ins.

    sqlite-utils is loaded at the first call: most starts of the program never need it.
    """
    import sqlite_utils  # noqa: PLC0415  (lazy: 80 ms of a cold start)

    return sqlite_utils.Database(raw, execute_plugins=False, recursive_triggers=False, strict=True)
