"""Schemas: the tables of a database, their versions, and the check that its guards still stand.

A schema is a row of scripts; script n brings a database from version n to n + 1. What stands in the
file is compared, name by name and text by text, with what the scripts make in memory: a trigger
that was dropped (sqlite-utils' `transform` does so silently, trust.md §2.2) or a table that was
changed shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcc_crf.errors import StoreError

from .database import Database
from .driver import dbapi2

_VERSION_TABLE = "CREATE TABLE version(name TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;"
_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of one kind of database.

    Attributes:
        name: `site` or `centre`; a database of one kind is not opened as the other.
        scripts: SQL; script 0 makes the tables and their guards (`guard.guard_script`), every
            further one changes them for a later release.
        append_only: Tables of which rows are never changed or deleted, for the authorizer.
    """

    name: str
    scripts: tuple[str, ...]
    append_only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Version:
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class _Object:
    type: str
    name: str
    sql: str | None


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one, triggers whole."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if pending.strip() and dbapi2.complete_statement(pending):
            yield pending.strip()
            pending = ""


def create_tables(db: Database, script: str) -> None:
    """Carry out a script of CREATE statements, all or nothing; each statement ends its line."""
    with db.atomic():
        for statement in statements(script):
            db.write(statement)


def create_schema(db: Database, schema: Schema) -> None:
    """Make every table and guard of a schema in an empty database."""
    with db.atomic():
        for script in (_VERSION_TABLE, *schema.scripts):
            create_tables(db, script)
        db.write("INSERT INTO version VALUES (?, ?)", (schema.name, len(schema.scripts)))


def check_kind(db: Database, schema: Schema) -> None:
    """Let pass a database of this schema that is not newer than this program.

    Raises:
        StoreError: `DATABASE-KIND-WRONG`, or `DATABASE-TOO-NEW` for this program.
    """
    if _number(db, schema) > len(schema.scripts):
        raise StoreError(
            "DATABASE-TOO-NEW",
            db.path.name,
            "The database was written by a newer version of the program.",
            "Install the newest version of the program and open it again.",
        )


def upgrade_schema(db: Database, schema: Schema) -> None:
    """Bring an older database to the schema of this program, all or nothing.

    Raises:
        StoreError: The disk refused; the database is as it was.
    """
    number = _number(db, schema)
    if number == len(schema.scripts):
        return
    with db.atomic():
        for script in schema.scripts[number:]:
            create_tables(db, script)
        db.write("UPDATE version SET number = ?", (len(schema.scripts),))


def check_schema(db: Database, schema: Schema) -> None:
    """Let pass a database whose tables, indexes and triggers are exactly those of the schema.

    Raises:
        StoreError: `DATABASE-GUARDS-MISSING`, naming what differs; the caller may open it
            read-only.
    """
    found = set(db.read(_Object, _OBJECTS))
    differing = sorted({item.name for item in found ^ _expected(schema)})
    if differing:
        raise StoreError(
            "DATABASE-GUARDS-MISSING",
            db.path.name,
            f"The database's structure was changed outside the program: {', '.join(differing)}.",
            "Data can be read but not entered; call your data manager and restore the last backup.",
        )


def _number(db: Database, schema: Schema) -> int:
    has_version = db.read_column(
        str, "SELECT name FROM sqlite_master WHERE name = 'version' AND type = 'table'"
    )
    found = db.read(_Version, "SELECT name, number FROM version") if has_version else ()
    if len(found) != 1 or found[0].name != schema.name:
        raise StoreError(
            "DATABASE-KIND-WRONG",
            db.path.name,
            f"The file is no {schema.name} database.",
            "Check that the folder is the one you meant.",
        )
    return found[0].number


def _expected(schema: Schema) -> set[_Object]:
    memory = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for script in (_VERSION_TABLE, *schema.scripts):
            memory.executescript(script)
        return {_Object(*row) for row in memory.execute(_OBJECTS)}
    finally:
        memory.close()
