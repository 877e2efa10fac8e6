"""A project file seen without trust: for the check, which must read what the program itself would refuse.

Opens any file, read-only, and hands out rows as they are: text that is no UTF-8 comes with lone surrogates in place of
the wrong bytes instead of an exception. What SQLite can say itself is asked here too.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Self

from annotator.model.change import Record, Subject
from annotator.storage.errors import ProjectError
from annotator.storage.rows import TABLES
from annotator.storage.schema import APPLICATION_ID, create_schema, version
from annotator.storage.sqlite import Database

Row = tuple[Any, ...]

ROWS: Mapping[str, str] = {
    "setting": "SELECT name, value FROM setting",
    "scheme": "SELECT name, version, body, current FROM scheme ORDER BY name, version",
    "annotator": "SELECT name, created FROM annotator ORDER BY name",
    "text": "SELECT sha256, content FROM text",
    "document": (
        "SELECT document.id, title, title_key, text_sha256, document.length, length(text.content), created, language, "
        "language_probability, direction, meta, binned FROM document LEFT JOIN text ON text.sha256 = text_sha256 "
        "ORDER BY document.n"
    ),
    "layer": (
        "SELECT document.id, layer.annotator, layer.status, layer.mentions, "
        "(SELECT count(*) FROM mention WHERE mention.layer = layer.n) FROM layer "
        "LEFT JOIN document ON document.n = layer.document ORDER BY layer.n"
    ),
    "cluster": (
        "SELECT cluster.id, cluster.annotator, cluster.kind, cluster.label, name, kb, representative, chosen.cluster, "
        "EXISTS (SELECT 1 FROM mention WHERE mention.cluster = cluster.id) FROM cluster "
        "LEFT JOIN mention AS chosen ON chosen.id = representative ORDER BY cluster.id"
    ),
    "mention": (
        'SELECT mention.id, document.length, layer.annotator, mention.kind, start, "end", '
        "fragments, attributes, cluster, cluster.kind, cluster.annotator, note FROM mention "
        "LEFT JOIN layer ON layer.n = mention.layer LEFT JOIN document ON document.n = layer.document "
        "LEFT JOIN cluster ON cluster.id = mention.cluster"
    ),
    "argument": (
        "SELECT argument.id, argument.layer, argument.event, event.layer, event.kind, argument.filler, filler.layer, "
        "argument.attributes, position FROM argument LEFT JOIN mention AS event ON event.id = argument.event "
        "LEFT JOIN mention AS filler ON filler.id = argument.filler"
    ),
    "relation": (
        "SELECT relation.id, relation.layer, relation.source, source.layer, relation.target, target.layer, "
        "relation.attributes FROM relation "
        "LEFT JOIN mention AS source ON source.id = relation.source "
        "LEFT JOIN mention AS target ON target.id = relation.target"
    ),
    "comment": (
        "SELECT comment.id, document.length, comment.annotator, comment.created, comment.subject_kind, "
        "comment.subject, comment.span, comment.reply_to, comment.document, answered.document, comment.resolved, "
        "comment.for_guideline, comment.text FROM comment LEFT JOIN document ON document.n = comment.document "
        "LEFT JOIN comment AS answered ON answered.id = comment.reply_to"
    ),
    "decision": (
        "SELECT decision.id, decision.annotator, created, aspect, verdict, sources, taken, gold, name, reason, "
        "decision.comment FROM decision ORDER BY decision.id"
    ),
    "act": (
        "SELECT act.n, act.id, act.time, act.annotator, act.action, act.state, act.reverses, "
        "(SELECT count(*) FROM act AS other WHERE other.reverses = act.n), "
        "EXISTS (SELECT 1 FROM journal WHERE journal.act = act.n) FROM act ORDER BY act.n"
    ),
    "journal": ("SELECT n, id, subject, subject_id, document, before, after FROM journal ORDER BY subject_id, n"),
    "layer by annotator": (
        "SELECT document.id, layer.status FROM layer JOIN document ON document.n = layer.document "
        "WHERE layer.annotator = ?"
    ),
}
"""What the check reads of each table."""

_DEFINITIONS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_UNJOURNALED = (
    "SELECT {key} FROM {table} WHERE NOT EXISTS "
    "(SELECT 1 FROM journal WHERE journal.subject_id = {table}.{key} AND journal.subject = '{table}')"
)


class Inspection:
    """A project file, open for reading whatever it holds; use in a `with` block.

    Attributes:
        tick: Called with the number of rows, whenever some were read.

    Raises:
        ProjectError: If there is no such file, or it is no database.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise ProjectError(f"There is no project file “{path}”.", path=path)
        self.path = path
        self.tick: Callable[[int], None] | None = None
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        connection.text_factory = _lenient
        self._db = Database(connection, recursive_triggers=False, execute_plugins=False)
        try:
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (sqlite3.DatabaseError, UnicodeError) as error:
            connection.close()
            raise ProjectError(f"“{path.name}” is not a project: {error}.", path=path) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._db.close()

    def rows(self, of: str, *values: str) -> Iterator[Row]:
        """The rows of one of `ROWS`.

        Raises:
            ProjectError: If they cannot be read.
        """
        yield from self._ask(ROWS[of], values)

    def count(self, table: str) -> int:
        """How many rows a table has; 0 if it cannot be read."""
        try:
            return int(next(self._ask(f"SELECT count(*) FROM {table}"))[0])  # noqa: S608
        except ProjectError:
            return 0

    def record(self, subject: Subject, subject_id: str, document: str | None) -> Record | None:
        """A record as it is now, or `None`.

        Raises:
            ProjectError: If its row cannot be read; other exceptions if it does not tell a record.
        """
        table = TABLES[subject]
        where, values = table.where_key, [subject_id]
        if subject is Subject.SCHEME:
            where = "name = ? AND current = 1"
        elif subject is Subject.LAYER:
            where, values = "layer.annotator = ? AND document.id = ?", [subject_id, str(document)]
        row = next(self._ask(table.select.format(where=where), values), None)
        found: Record | None = None if row is None else table.record(row)
        return found

    def unjournaled(self, table: str, key: str) -> Iterator[str]:
        """Keys of the records that no entry of the journal names."""
        for (found,) in self._ask(_UNJOURNALED.format(table=table, key=key)):
            yield found

    # -- what SQLite knows

    def marks(self) -> tuple[int, int]:
        """`application_id` and `user_version`."""
        return next(self._ask("PRAGMA application_id"))[0], next(self._ask("PRAGMA user_version"))[0]

    @staticmethod
    def expected_marks() -> tuple[int, int]:
        """Those of a project that this program has written."""
        return APPLICATION_ID, version()

    def damages(self) -> Iterator[str]:
        """What SQLite finds wrong with its own pages, indexes, types and constraints."""
        for (message,) in self._ask("PRAGMA integrity_check(1000)"):
            if message != "ok":
                yield str(message)

    def broken_references(self) -> Iterator[tuple[str, str, str]]:
        """`(table, row, table referred to)` of each reference to a row that is not there."""
        for table, number, parent, _key in self._ask("PRAGMA foreign_key_check"):
            yield str(table), self._name_of(str(table), number), str(parent)

    def _name_of(self, table: str, number: int | None) -> str:
        """What people call the row with this number: its id if it has one."""
        columns = {row[1] for row in self._ask(f'PRAGMA table_info("{table}")')}
        key = next((column for column in ("id", "annotator", "name") if column in columns), None)
        if key is None or number is None:
            return str(number)
        row = next(self._ask(f'SELECT "{key}" FROM "{table}" WHERE rowid = ?', (number,)), None)  # noqa: S608
        return str(number if row is None else row[0])

    def definitions(self) -> dict[tuple[str, str], str]:
        """What each table and index of the file is defined as, by kind and name."""
        return _definitions(self._ask(_DEFINITIONS))

    @staticmethod
    def expected_definitions() -> dict[tuple[str, str], str]:
        """What they are defined as in a new project."""
        with closing(Database(memory=True, execute_plugins=False, strict=True)) as db:
            create_schema(db)
            return _definitions(db.execute(_DEFINITIONS))

    def _ask(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        try:
            cursor = self._db.execute(sql, values)
            while rows := list(islice(cursor, 1000)):
                yield from rows
                if len(rows) > 1 and self.tick is not None:
                    self.tick(len(rows))
        except (sqlite3.DatabaseError, UnicodeError, OverflowError) as error:
            raise ProjectError(f"This could not be read: {error}.", path=self.path) from error


def _definitions(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in rows}


def _lenient(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
