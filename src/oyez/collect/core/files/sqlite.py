"""A table of an SQLite database, opened so that nothing in it can be changed or run."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from oyez.collect.core.files import FORMATS, Format
from oyez.collect.core.records import decode, from_text, plain, to_text, too_large
from oyez.collect.core.tables import Line, ReadOptions, Row, Unreadable, column_names

VALUE_LIMIT = 16 << 20
TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


class SqliteTable:
    """One table; a record's line is its number in the order of the table, from 1."""

    open_columns = False

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self.path = path
        self.notes: list[str] = []
        self._refuse_unsaved()
        self.db = sqlite3.connect(
            f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self.db.text_factory = decode
        self.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_LIMIT)
        try:
            self.db.execute("PRAGMA trusted_schema = OFF")
            self.db.execute("PRAGMA query_only = ON")
            self.table = self._table(options.table)
            name = self.table.replace('"', '""')
            self.total = max(1, self.db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            self.cursor = self.db.execute(f'SELECT * FROM "{name}"')
        except sqlite3.Error as error:
            self.close()
            raise Unreadable(f"{path.name} cannot be read as SQLite: {error}.") from None
        self.columns = column_names([column[0] for column in self.cursor.description])
        self.read = 0

    def _refuse_unsaved(self) -> None:
        wal = self.path.with_name(f"{self.path.name}-wal")
        if wal.exists() and wal.stat().st_size:
            raise Unreadable(
                f"{self.path.name} has changes that are not in it yet ({wal.name}); close the program that uses it, "
                "or import a copy made with its backup command."
            )

    def _table(self, wanted: str | None) -> str:
        tables = [row[0] for row in self.db.execute(TABLES)]
        if wanted is None and len(tables) == 1:
            return str(tables[0])
        if wanted not in tables:
            said = f"has no table “{wanted}”" if wanted else "has several tables"
            self.close()
            raise Unreadable(f"{self.path.name} {said}; name one of: {', '.join(tables) or 'none'}.")
        return str(wanted)

    def lines(self) -> Iterator[Line]:
        try:
            for cells in self.cursor:
                self.read += 1
                row = dict(zip(self.columns, map(plain, cells), strict=True))
                problem = too_large(row)
                yield Line(self.read, to_text(row, problem), row, problem)
        except (sqlite3.Error, OverflowError) as error:
            raise Unreadable(
                f"{self.path.name}, table {self.table}, breaks after record {self.read:,}: {error}."
            ) from None

    def share(self) -> float:
        return self.read / float(self.total)

    def parse(self, raw: str) -> Row:
        return from_text(raw)

    def memory(self) -> dict[str, object]:
        return {"columns": self.columns, "open_columns": False}

    def close(self) -> None:
        self.db.close()


FORMATS.add(
    "sqlite", Format("sqlite", 10, lambda path, head: head.startswith(b"SQLite format 3\0"), SqliteTable)
)
