"""An open database: rows read as typed values, writes in whole transactions.

Deliberately absent: any way to the raw connection, to a second key, or to a plain file.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, get_origin

import msgspec

from hcc_crf.errors import StoreError

from .driver import dbapi2, tables_of
from .failures import translated
from .guard import authorizer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SqlValue = str | int | bytes | None
"""What a cell may hold; no floating point numbers."""
Row = TypeVar("Row")
_ROWS_AT_ONCE = 64
"""Converted together, which takes a third less than one by one."""


class Database:
    """An open database. Reads give typed rows; every write is durable when `atomic()` ends.

    Attributes:
        path: The database file.
        is_read_only: True when nothing can be written through it.
    """

    def __init__(self, raw: dbapi2.Connection, path: Path, *, is_read_only: bool) -> None:
        """Take over a connection on which the recipe was carried out."""
        self._raw = raw
        self._append_only: tuple[str, ...] = ()
        self.path = path
        self.is_read_only = is_read_only

    def __enter__(self) -> Self:
        """Return the database itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    @property
    def in_transaction(self) -> bool:
        """True between the start and the end of `atomic()`."""
        return self._raw.in_transaction

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Write everything inside or nothing; durable when the outermost block ends.

        A block inside a block joins it.

        Raises:
            StoreError: The disk, a lock or a guard refused; nothing of the block was written.
        """
        if self._raw.in_transaction:
            yield
            return
        # Immediate: a reader that becomes a writer later may find itself out of date (§2.3).
        self.write("BEGIN IMMEDIATE")
        try:
            yield
            self.write("COMMIT")
        except BaseException:
            self._undo()
            raise

    def write(self, sql: str, parameters: Sequence[SqlValue] = ()) -> None:
        """Carry out one statement."""
        with translated(self.path):
            self._raw.execute(sql, parameters)

    def write_many(self, sql: str, rows: Iterable[Sequence[SqlValue]]) -> None:
        """Carry out one statement for every row."""
        with translated(self.path):
            self._raw.executemany(sql, rows)

    def insert_all(self, table: str, rows: "Iterable[DataclassInstance]") -> None:
        """Insert frozen rows whose fields are named like the table's columns, in large batches."""
        with translated(self.path):
            tables_of(self._raw).table(table).insert_all(asdict(row) for row in rows)

    def iterate(
        self, row_type: type[Row], sql: str, parameters: Sequence[SqlValue] = ()
    ) -> Iterator[Row]:
        """Yield each row of a query as `row_type`, whose fields are named like the columns.

        A plain tuple type takes the columns as they stand, for reading very many.

        Raises:
            StoreError: A page of the file cannot be read.
        """
        with translated(self.path):
            cursor = self._raw.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            is_plain = get_origin(row_type) is tuple
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                named = rows if is_plain else [dict(zip(names, row, strict=True)) for row in rows]
                yield from msgspec.convert(named, list[row_type], strict=False)  # type: ignore[valid-type]  # a type all the same

    def read(
        self, row_type: type[Row], sql: str, parameters: Sequence[SqlValue] = ()
    ) -> tuple[Row, ...]:
        """Return all rows of a query as `row_type`."""
        return tuple(self.iterate(row_type, sql, parameters))

    def read_one(
        self, row_type: type[Row], sql: str, parameters: Sequence[SqlValue] = ()
    ) -> Row | None:
        """Return the first row of a query as `row_type`, `None` when there is none."""
        return next(self.iterate(row_type, sql, parameters), None)

    def read_column(
        self, value_type: type[Row], sql: str, parameters: Sequence[SqlValue] = ()
    ) -> tuple[Row, ...]:
        """Return the first column of a query."""
        with translated(self.path):
            found = self._raw.execute(sql, parameters).fetchall()
        return tuple(msgspec.convert(row[0], value_type, strict=False) for row in found)

    def fence(self, append_only: tuple[str, ...]) -> None:
        """From now on refuse every way around the guards of these tables."""
        self._append_only = append_only
        self._raw.set_authorizer(authorizer(append_only))

    def copy_to(self, path: Path) -> None:
        """Write a whole copy under the same key; the one safe way to copy an open database (§2.3).

        Raises:
            StoreError: The disk refused; there may be part of a copy.
        """
        self._raw.set_authorizer(authorizer(self._append_only, may_attach=True))
        try:
            self.write("VACUUM INTO ?", (str(path),))
        finally:
            self.fence(self._append_only)

    def checkpoint(self) -> bool:
        """Move everything from the log into the database file; for idle moments and the end.

        Returns:
            True when the log is empty now; false for a reader, or while somebody else reads.
        """
        if self.is_read_only or self._raw.in_transaction:
            return False
        return self.read_column(int, "PRAGMA wal_checkpoint(TRUNCATE)") == (0,)

    def close(self) -> None:
        """Move everything into the database file and let it go; a second call does nothing.

        What was acknowledged is safe in the log even where the disk now refuses the checkpoint.
        """
        with suppress(dbapi2.ProgrammingError, StoreError):
            self.checkpoint()
        self._raw.close()

    def _undo(self) -> None:
        # A full disk or a failed write has rolled back already; a second rollback would fail.
        if self._raw.in_transaction:
            with suppress(dbapi2.Error):
                self._raw.rollback()
