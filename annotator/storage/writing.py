"""The inside of the write door: one transaction's worth of changes into rows and journal.

Every change says what the record was before; a record that is not so (any more) is a conflict and the whole act is
refused. Runs of like changes are written together, which makes an import of thousands as cheap as SQL allows.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from annotator.model.change import Change, Record, Subject
from annotator.model.document import Sha256, check_text, text_sha256
from annotator.model.ids import ActId
from annotator.model.scheme import Scheme
from annotator.storage.bodies import json_text, to_json
from annotator.storage.errors import ConflictError, ProjectError
from annotator.storage.rows import TABLES, Numbers, Table
from annotator.storage.rules import Rules

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

Operation = Literal["insert", "update", "delete"]

_LAST_NUMBERS = (
    "SELECT subject_id, json_extract(before, '$.n') AS number FROM journal WHERE subject_id IN ({marks}) "
    "AND subject = 'document' AND after IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document WHERE document.n = number) ORDER BY journal.n"
)
_MOST_VALUES = 500
"""SQLite takes at least 999 values a statement."""

_ORDER = {
    subject: place
    for place, subject in enumerate(
        (
            Subject.SETTING,
            Subject.SCHEME,
            Subject.ANNOTATOR,
            Subject.DOCUMENT,
            Subject.LAYER,
            Subject.CLUSTER,
            Subject.MENTION,
            Subject.ARGUMENT,
            Subject.RELATION,
            Subject.COMMENT,
            Subject.DECISION,
        )
    )
}
"""Kinds of records so that none refers to a later one."""


class Writer:
    """Writes the changes of one act inside an open transaction."""

    def __init__(self, db: "Database", scheme: Scheme | None, changes: Sequence[Change]) -> None:
        self._db = db
        self._changes = changes
        self.scheme = _last_scheme(changes, scheme)
        self._current_scheme = scheme
        self._rules = Rules(db, self.scheme, scheme)
        self._numbers = Numbers(db.execute)
        self._mentions_added: Counter[int] = Counter()
        self._freed: dict[str, int | None] = {}

    def write(self, texts: Mapping[Sha256, str], reverses: ActId | None) -> None:
        """Write everything; the caller commits, or rolls back on any exception."""
        self._write_texts(texts)
        for (subject, operation), run in groupby(_in_order(self._changes), key=_kind_of_change):
            self._write_run(subject, operation, list(run))
        self._count_mentions()
        self._rules.check_all_in_use()
        self._write_journal(reverses)

    def _write_texts(self, texts: Mapping[Sha256, str]) -> None:
        for sha, content in texts.items():
            check_text(content)
            if text_sha256(content) != sha:
                raise ProjectError("A text does not have the SHA-256 that it was given.", sha256=sha)
        self._many("INSERT OR IGNORE INTO text (sha256, content) VALUES (?, ?)", texts.items())
        self._rules.know_texts(texts)

    def _write_run(self, subject: Subject, operation: Operation, run: list[Change]) -> None:
        if subject is Subject.SCHEME:
            for change in run:
                self._write_scheme(change)
            return
        table = TABLES[subject]
        try:
            if operation == "insert" and subject is Subject.DOCUMENT:
                self._many(_numbered_insert(table), self._new_documents(table, run))
            elif operation == "insert" and subject is Subject.LAYER:
                self._many(_numbered_insert(table), self._new_layers(table, run))
            elif operation == "insert":
                self._many(table.insert, self._new_rows(table, run))
            elif operation == "update":
                self._many(table.update, self._changed_rows(table, run))
            else:
                self._many(table.delete, self._keys_to_delete(table, run))
        except sqlite3.IntegrityError as error:
            raise ConflictError(
                f"This could not be done ({run[0].action}): a record is there already, is still in use, or refers to "
                f"one that is not there ({error}). Nothing was changed.",
                action=run[0].action,
            ) from error
        if operation == "delete" and subject in (Subject.DOCUMENT, Subject.LAYER):
            self._numbers.forget()

    def _new_rows(self, table: Table, run: list[Change]) -> Iterator[Sequence[Any]]:
        for change in run:
            after = change.after
            assert after is not None  # noqa: S101  # by `_kind_of_change`
            self._rules.check(after, None)
            row = table.row(after, self._numbers)
            if change.subject is Subject.MENTION:
                self._mentions_added[row[1]] += 1
            yield row

    def _new_documents(self, table: Table, run: list[Change]) -> Iterator[Sequence[Any]]:
        """Rows with their numbers: a document that comes back stands again where it stood in the order of import.

        If another has its number by now it stands at the end, as a new one does.
        """
        earlier = self._last_numbers([change.subject_id for change in run])
        taken: set[int] = set()
        following = self._next_number(table)
        for change, row in zip(run, self._new_rows(table, run), strict=True):
            number = earlier.get(change.subject_id)
            if number is None or number in taken:
                number = following
            taken.add(number)
            following = max(following, number + 1)
            self._numbers.know_document(change.subject_id, number)
            yield (number, *row)

    def _last_numbers(self, documents: Sequence[str]) -> dict[str, int]:
        """The numbers that documents had when they were removed, where no other has them now."""
        found = {}
        for first in range(0, len(documents), _MOST_VALUES):
            some = documents[first : first + _MOST_VALUES]
            sql = _LAST_NUMBERS.format(marks=", ".join("?" * len(some)))
            found.update({id_: number for id_, number in self._db.execute(sql, some) if number is not None})
        return found

    def _new_layers(self, table: Table, run: list[Change]) -> Iterator[Sequence[Any]]:
        """Rows with their numbers, so that the mentions that follow need not ask for them."""
        following = self._next_number(table)
        for number, (change, row) in enumerate(zip(run, self._new_rows(table, run), strict=True), following):
            self._numbers.know_layer(str(change.document), change.subject_id, number)
            yield (number, *row)

    def _next_number(self, table: Table) -> int:
        last = self._db.execute(f"SELECT max(n) FROM {table.name}").fetchone()[0]  # noqa: S608
        return int(last or 0) + 1

    def _changed_rows(self, table: Table, run: list[Change]) -> Iterator[Sequence[Any]]:
        for change in run:
            before, after = change.before, change.after
            assert before is not None  # noqa: S101  # by `_kind_of_change`
            assert after is not None  # noqa: S101
            self._require(table, change, before)
            self._rules.check(after, before)
            yield (*table.row(after, self._numbers), *table.key_of(before, self._numbers))

    def _keys_to_delete(self, table: Table, run: list[Change]) -> Iterator[Sequence[Any]]:
        for change in run:
            before = change.before
            assert before is not None  # noqa: S101  # by `_kind_of_change`
            self._require(table, change, before)
            if change.subject is Subject.MENTION:
                self._mentions_added[table.row(before, self._numbers)[1]] -= 1
            elif change.subject is Subject.DOCUMENT:
                self._freed[change.subject_id] = self._numbers.document(change.subject_id)
            yield table.key_of(before, self._numbers)

    def _require(self, table: Table, change: Change, before: Record) -> None:
        """The record must be as the change says it was."""
        query = table.select.format(where=table.where_key)
        row = self._db.execute(query, table.key_of(before, self._numbers)).fetchone()
        if row is None or table.record(row) != before:
            raise ConflictError(
                f"This {change.subject} was changed by something else in the meantime ({change.action}). Nothing was "
                "changed; look at it again and repeat what you did.",
                subject=change.subject,
                id=change.subject_id,
            )

    def _write_scheme(self, change: Change) -> None:
        """Make the version of `change.after` the current one; old versions stay, for the exports that name them."""
        after = change.after
        if not isinstance(after, Scheme) or change.before != self._current_scheme:
            raise ConflictError("The scheme was changed by something else in the meantime. Nothing was changed.")
        body = to_json(after)
        key = (after.name, after.version)
        known = self._db.execute("SELECT body FROM scheme WHERE name = ? AND version = ?", key).fetchone()
        if known is not None and known[0] != body:
            raise ConflictError(f"There already is another version {after.version} of the scheme.", scheme=after.name)
        self._db.execute("UPDATE scheme SET current = 0")
        self._db.execute(
            "INSERT INTO scheme (name, version, body, current) VALUES (?, ?, ?, 1) "
            "ON CONFLICT (name, version) DO UPDATE SET current = 1",
            (*key, body),
        )

    def _count_mentions(self) -> None:
        counts = [(count, layer) for layer, count in self._mentions_added.items() if count]
        self._many("UPDATE layer SET mentions = mentions + ? WHERE n = ?", counts)

    def _write_journal(self, reverses: ActId | None) -> None:
        number = self._write_act(reverses)
        self._many(
            "INSERT INTO journal (id, act, document, subject, subject_id, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    c.id,
                    number,
                    c.document,
                    c.subject.value,
                    c.subject_id,
                    None if c.before is None else self._before(c),
                    to_json(c.after),
                )
                for c in self._changes
            ),
        )

    def _before(self, change: Change) -> str | None:
        """What the journal keeps of the record as it was; of a document that goes, its number too (see above)."""
        if change.subject is Subject.DOCUMENT and change.after is None:
            return json_text({**msgspec.to_builtins(change.before), "n": self._freed[change.subject_id]})
        return to_json(change.before)

    def _write_act(self, reverses: ActId | None) -> int:
        first = self._changes[0]
        row = self._db.execute("SELECT n, state FROM act WHERE id = ?", (first.act,)).fetchone()
        if row is not None and row[1] in ("undone", "dropped"):
            raise ConflictError("What this belongs to was taken back meanwhile. Nothing more was changed.")
        if row is not None:
            return int(row[0])
        state, reversed_number = "done", None
        if reverses is not None:
            state, reversed_number = "reversal", self._flip(reverses)
        elif first.annotator is not None:
            self._db.execute(
                "UPDATE act SET state = 'dropped' WHERE annotator = ? AND state = 'undone'", (first.annotator,)
            )
        cursor = self._db.execute(
            "INSERT INTO act (id, time, annotator, action, state, reverses) VALUES (?, ?, ?, ?, ?, ?)",
            (first.act, first.time, first.annotator, first.action, state, reversed_number),
        )
        return int(cursor.lastrowid or 0)

    def _flip(self, act: ActId) -> int:
        """An act done becomes undone, one undone becomes done; its number."""
        row = self._db.execute("SELECT n, state FROM act WHERE id = ?", (act,)).fetchone()
        if row is None or row[1] not in ("done", "undone"):
            raise ConflictError("That act can no longer be undone or redone.", act=act)
        state = "undone" if row[1] == "done" else "done"
        self._db.execute("UPDATE act SET state = ? WHERE n = ?", (state, row[0]))
        return int(row[0])

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """`executemany` of the connection itself: safe only because the transaction is already open."""
        self._db.conn.executemany(statement, rows)


def _kind_of_change(change: Change) -> tuple[Subject, Operation]:
    if change.before is None:
        return change.subject, "insert"
    return change.subject, "delete" if change.after is None else "update"


def _in_order(changes: Sequence[Change]) -> Sequence[Change]:
    """New records by their kind, so that each kind is written at one go; anything else as it was done."""
    if any(change.before is not None for change in changes):
        return changes
    return sorted(changes, key=_place)


def _place(change: Change) -> int:
    return _ORDER[change.subject]


def _numbered_insert(table: Table) -> str:
    """Statement that adds a row with a number, then the table's columns."""
    names = ", ".join(f'"{column}"' for column in table.columns)
    return f"INSERT INTO {table.name} (n, {names}) VALUES (?, {', '.join('?' * len(table.columns))})"  # noqa: S608


def _last_scheme(changes: Sequence[Change], current: Scheme | None) -> Scheme:
    """The scheme that holds when all changes are made."""
    for change in reversed(changes):
        if isinstance(change.after, Scheme):
            return change.after
    if current is None:
        raise ProjectError("A project needs a scheme before anything else.")
    return current
