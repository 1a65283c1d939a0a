"""A small SQLite database that may be damaged, or made by a hostile hand: what cannot be used is as if it were empty.

Its schema is compared before it is used, and nothing in it is run. Nothing is written beside it: a journal that lay
there could be played back by whoever opens the database next, and name other files to be deleted.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

WAIT_SECONDS = 5
MOST_OF_A_ROW = 2**26
_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "journal_mode=MEMORY",
    "synchronous=OFF",
    "temp_store=MEMORY",
    "cache_size=-16000",
)
_OF_THE_PLACE = ("locked", "locking", "full", "readonly", "unable to open", "interrupted")
"""What SQLite says of them: https://www.sqlite.org/rescode.html"""


class Database:
    """A database with these tables, by its connection in this process. Never raises.

    `place` makes an empty file, or finds the database, and tells its path, "" for none; `remove` takes it away. What is
    damaged or of another form is removed and made anew; where it cannot be used, nothing is kept and nothing found.
    """

    def __init__(self, place: Callable[[], str], remove: Callable[[], None], schema: Sequence[str]) -> None:
        import sqlite3  # noqa: PLC0415 - a run without a cache needs none

        self._sqlite, self._remove = sqlite3, remove
        self._connection: sqlite3.Connection | None = None
        for _ in range(2):
            path = place()
            if not path:
                return
            try:
                self._connection = _connected(path, schema)
            except (sqlite3.Error, UnicodeError) as error:
                if _is_of_the_place(error):
                    return
                remove()
            else:
                return

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept."""
        return self._connection is not None

    def do(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement; nothing is found when it fails."""
        return self._tried(lambda connection: connection.execute(statement, values).fetchall()) or []

    def do_many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement for each of these rows."""
        if rows:
            self._tried(lambda connection: connection.executemany(statement, rows))

    def close(self) -> None:
        """Let go of the database."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(self._sqlite.Error):
                connection.close()

    def _tried(self, act: Callable[[sqlite3.Connection], Any]) -> Any:
        if self._connection is None:
            return None
        try:
            return act(self._connection)
        except (self._sqlite.Error, UnicodeError, OverflowError) as error:
            self.close()
            if not _is_of_the_place(error):
                self._remove()
        return None


def _is_of_the_place(error: Exception) -> bool:
    """Whether an error is due to other runs, the disk or the file system, and not to what is in the database."""
    return any(word in str(error) for word in _OF_THE_PLACE)


def _connected(path: str, schema: Sequence[str]) -> sqlite3.Connection:
    """A connection to a database of this form, which is made in an empty file. Raises sqlite3.Error, UnicodeError."""
    import sqlite3  # noqa: PLC0415 - is imported

    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    connection.text_factory = bytes
    try:
        if hasattr(connection, "setlimit"):  # Python 3.11
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_OF_A_ROW)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _check_schema(connection, schema)
    except (sqlite3.Error, UnicodeError):  # what it says of a damaged one may be no text
        connection.close()
        raise
    return connection


def _check_schema(connection: sqlite3.Connection, schema: Sequence[str]) -> None:
    """Make the tables where there are none. Raises sqlite3.Error where there are others."""
    import sqlite3  # noqa: PLC0415 - is imported

    wanted = [(statement.encode(),) for statement in schema]
    look = "SELECT sql FROM sqlite_master ORDER BY name"
    if connection.execute(look).fetchall() == wanted:
        return
    connection.execute("BEGIN IMMEDIATE")  # another run may be making them just now
    if not connection.execute(look).fetchall():
        for statement in schema:
            connection.execute(statement)
    if connection.execute(look).fetchall() != wanted:
        raise sqlite3.DatabaseError("of another form")
    connection.execute("COMMIT")
