"""A project: one SQLite file with documents, annotators, scheme, layers and journal.

`Project.apply` is the one write door; everything else here reads. Rules that keep the file whole:
the connection is in SQLite's own autocommit mode, so nothing can hang in a transaction that Python opened by itself;
a write takes `BEGIN IMMEDIATE`, so it waits for its turn instead of failing midway; no plugin of sqlite-utils is
loaded; and no second SQLite library ever touches the file.

sqlite-utils, and `schema` with it, is imported when a file is opened: the program's first page appears without it.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.model.annotation import (
    Annotator,
    Argument,
    Layer,
    LayerContents,
    Mention,
    Relation,
)
from annotator.model.change import Act, Change, Record, Setting, Subject
from annotator.model.decision import Decision
from annotator.model.document import Document, Sha256
from annotator.model.errors import SchemeError, SpanError
from annotator.model.ids import ActId, AnnotatorName, ChangeId, DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.storage.bodies import from_json
from annotator.storage.entries import HISTORY_WITH_LINKS
from annotator.storage.errors import NewerProjectError, ProjectError
from annotator.storage.layer_contents import Key, contents_of
from annotator.storage.lock import ProjectLock
from annotator.storage.rows import TABLES
from annotator.storage.writing import Writer

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

SUFFIX = ".annotator"
"""How the names of project files end."""
_PRAGMAS = (
    "trusted_schema = OFF",
    "foreign_keys = ON",
    "synchronous = FULL",
    "cell_size_check = ON",
    # In KiB: room for the indexes of 100,000 documents, which lists read through; SQLite takes only what it uses.
    "cache_size = -32768",
)


class Mode(Enum):
    """What a project is opened for."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as the journal lists it."""

    id: ActId
    time: str
    annotator: AnnotatorName | None
    action: str


class Project:
    """An open project file; use `new` or `open`, and `close`, or a `with` block.

    A connection belongs to the thread that opened it: a background job opens its own, for reading.

    Attributes:
        path: The file.
        mode: What it was opened for.
        scheme: The current scheme.
        applied: How many times `apply` has written: who keeps something that was read can tell whether it is still so.
        backup: The copy made before the file was brought up to date, if that was needed.
    """

    def __init__(self, path: Path, mode: Mode, db: "Database", lock: ProjectLock | None) -> None:
        self.path = path
        self.mode = mode
        self.backup: Path | None = None
        self.applied = 0
        self.db = db
        self._lock = lock
        self._scheme: Scheme | None = None

    @classmethod
    def new(cls, path: Path, scheme: Scheme, title: str = "") -> "Project":
        """Make a project file.

        Raises:
            ProjectError: If there is a file of this name already, or none can be made.
        """
        if path.exists():
            raise ProjectError(f"There already is a file “{path.name}”. Choose another name.", path=path)
        if not path.parent.is_dir():
            raise ProjectError(f"There is no folder “{path.parent}”.", path=path)
        from annotator.storage.schema import create_schema  # noqa: PLC0415

        lock = _lock(path)
        try:
            project = cls(path, Mode.WRITE, _connect(path, Mode.WRITE), lock)
            project.db.execute("PRAGMA journal_mode = WAL")
            create_schema(project.db)
            act = Act("project.new", None)
            project.apply([act.change(None, scheme), act.change(None, Setting("title", title or path.stem))])
        except BaseException:
            lock.release()
            path.unlink(missing_ok=True)
            raise
        return project

    @classmethod
    def open(cls, path: Path, mode: Mode = Mode.WRITE) -> "Project":
        """Open a project file; an older one is copied and brought up to date first.

        Raises:
            ProjectError: If it is not a project, is damaged, or holds code.
            NewerProjectError: If a newer program wrote it and it is not opened for reading only.
            LockedProjectError: If another window writes it.
        """
        if not path.is_file():
            raise ProjectError(f"There is no project file “{path}”.", path=path)
        lock = _lock(path) if mode is Mode.WRITE else None
        project = None
        try:
            project = cls(path, mode, _connect(path, mode), lock)
            project._prepare()
        except BaseException:
            if project is not None:
                project.db.close()
            if lock is not None:
                lock.release()
            raise
        return project

    def _prepare(self) -> None:
        from annotator.storage.schema import check_schema, migrate  # noqa: PLC0415

        try:
            version = check_schema(self.db, self.path)
        except NewerProjectError:
            if self.mode is Mode.WRITE:
                raise
        else:
            if self.mode is Mode.WRITE:
                self.backup = migrate(self.db, self.path, version)
        if self.mode is Mode.WRITE:
            self.db.execute("PRAGMA journal_mode = WAL")
        self._scheme = self._read_scheme()

    def _read_scheme(self) -> Scheme:
        body = self._value("SELECT body FROM scheme WHERE current = 1")
        if body is None:
            raise ProjectError(f"“{self.path.name}” has no scheme; it is damaged.", path=self.path)
        try:
            scheme = from_json(Subject.SCHEME, body)
        except (msgspec.DecodeError, SchemeError) as error:
            raise ProjectError(f"The scheme of “{self.path.name}” is damaged: {error}.", path=self.path) from error
        if not isinstance(scheme, Scheme):
            raise TypeError("the scheme table holds something else")
        return scheme

    def close(self) -> None:
        """Close the file and let other windows write it; closing twice does nothing."""
        self.db.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # -- the one write door

    def apply(
        self,
        changes: Sequence[Change],
        *,
        texts: Mapping[Sha256, str] | None = None,
        reverses: ActId | None = None,
    ) -> None:
        """Write the changes of one act, rows and journal, in one transaction; on return they are durable.

        Args:
            changes: All of one act. Changes of an act that was applied before are added to it.
            texts: The texts of new documents by their SHA-256; kept for good, not journaled.
            reverses: The act that these changes undo, or redo if it was undone.

        Raises:
            AnnotatorError: If the scheme, the text or the present state forbids one of them; then none is made.
        """
        if self.mode is not Mode.WRITE:
            raise ProjectError(f"“{self.path.name}” is open for reading only.", path=self.path)
        if not changes:
            return
        if len({change.act for change in changes}) > 1:
            raise ValueError("the changes of one call belong to one act")
        with self._transaction():
            writer = Writer(self.db, self._scheme, changes)
            writer.write(texts or {}, reverses)
        self._scheme = writer.scheme
        self.applied += 1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise
        except sqlite3.OperationalError as error:
            raise ProjectError(
                f"“{self.path.name}” could not be written: {error}. Nothing was changed. Is the disk full, or the file "
                "in use by another program?",
                path=self.path,
            ) from error

    # -- reading

    @property
    def scheme(self) -> Scheme:
        """The current scheme."""
        if self._scheme is None:
            raise ProjectError("The project has no scheme yet.")
        return self._scheme

    def next_scheme_version(self, name: str) -> int:
        """The version that an edit of the scheme of this name gets: one more than any it ever had, undone ones too."""
        row = self.db.execute("SELECT max(version) FROM scheme WHERE name = ?", [name]).fetchone()
        return int(row[0] or 0) + 1

    @property
    def title(self) -> str:
        """What people call the project."""
        return self.setting("title") or self.path.stem

    def setting(self, name: str) -> str | None:
        """A fact about the whole project."""
        return self._value("SELECT value FROM setting WHERE name = ?", name)

    def settings(self, prefix: str) -> dict[str, str]:
        """The facts whose names begin so, by the rest of their names.

        Raises:
            ProjectError: If they cannot be read.
        """
        sql = "SELECT substr(name, ?), value FROM setting WHERE name >= ? AND name < ? ORDER BY name"
        try:
            return dict(self.db.execute(sql, [len(prefix) + 1, prefix, prefix + "\U0010ffff"]).fetchall())
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise ProjectError(f"“{self.path.name}” is damaged: {error}.", path=self.path) from error

    def annotators(self) -> tuple[Annotator, ...]:
        """All annotators, by name."""
        return tuple(self._records(Subject.ANNOTATOR, "1 ORDER BY name"))

    def document(self, document: DocumentId) -> Document | None:
        """A document without its text, or `None`."""
        found: Document | None = self._one(Subject.DOCUMENT, "id = ?", document)
        return found

    def document_ids(self) -> Iterator[DocumentId]:
        """The ids of all documents, in the order of import, those in the bin included."""
        for (document,) in self.db.execute("SELECT id FROM document ORDER BY n"):
            yield DocumentId(document)

    def documents_with_text(self, sha256: Sha256) -> tuple[Document, ...]:
        """The documents that have exactly this text."""
        return tuple(self._records(Subject.DOCUMENT, "text_sha256 = ? ORDER BY n", sha256))

    def text(self, sha256: Sha256) -> str:
        """A text by its SHA-256.

        Raises:
            ProjectError: If it is not in the project: the file is damaged.
        """
        text = self._value("SELECT content FROM text WHERE sha256 = ?", sha256)
        if text is None:
            raise ProjectError(f"A text is missing from “{self.path.name}”; the file is damaged.", sha256=sha256)
        return text

    def _value(self, sql: str, *values: str) -> str | None:
        """The one value that a query asks for, or `None`.

        Raises:
            ProjectError: If it cannot be read.
        """
        try:
            row = self.db.execute(sql, values).fetchone()
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise ProjectError(f"“{self.path.name}” is damaged: {error}.", path=self.path) from error
        return None if row is None else str(row[0])

    def layers(self, document: DocumentId) -> tuple[Layer, ...]:
        """The layers of a document, by annotator."""
        return tuple(self._records(Subject.LAYER, "document.id = ? ORDER BY layer.annotator", document))

    def layer(self, document: DocumentId, annotator: AnnotatorName) -> Layer | None:
        """One annotator's layer of a document, or `None` if it was never begun."""
        found: Layer | None = self._one(Subject.LAYER, "document.id = ? AND layer.annotator = ?", document, annotator)
        return found

    def contents(self, document: DocumentId, annotator: AnnotatorName) -> LayerContents:
        """Everything of one layer; an empty, new layer if it was never begun."""
        return self.contents_of([(document, annotator)])[document, annotator]

    def contents_of(self, layers: Sequence[tuple[DocumentId, AnnotatorName]]) -> dict[Key, LayerContents]:
        """The same of several layers, at most 200."""
        return contents_of(self._records, self._layer_numbers, layers)

    def _layer_numbers(self, documents: Sequence[DocumentId]) -> Iterator[tuple[Key, int]]:
        sql = (
            "SELECT document.id, layer.annotator, layer.n FROM layer JOIN document ON document.n = layer.document "  # noqa: S608
            f"WHERE document.id IN ({', '.join('?' * len(documents))})"
        )
        for document, annotator, number in self.db.execute(sql, documents):
            yield (document, annotator), number

    def decisions(self, document: DocumentId) -> tuple[Decision, ...]:
        """What adjudication has decided about a document, the oldest first."""
        return tuple(self._records(Subject.DECISION, "document.id = ? ORDER BY decision.id", document))

    def labelled(self, document: DocumentId) -> dict[AnnotatorName, LayerContents]:
        """The mentions and arguments of every layer of a document, and nothing else of them; for quick comparing."""
        mentions: dict[AnnotatorName, list[Mention]] = {}
        order = 'ORDER BY mention.start, mention."end" DESC, mention.id'
        for mention in self._records(Subject.MENTION, f"document.id = ? {order}", document):
            mentions.setdefault(mention.annotator, []).append(mention)
        arguments: dict[AnnotatorName, list[Argument]] = {}
        for argument in self._records(
            Subject.ARGUMENT, "document.id = ? ORDER BY argument.event, argument.position, argument.id", document
        ):
            arguments.setdefault(argument.annotator, []).append(argument)
        return {
            layer.annotator: LayerContents(
                layer, tuple(mentions.get(layer.annotator, ())), tuple(arguments.get(layer.annotator, ()))
            )
            for layer in self.layers(document)
        }

    def mention(self, mention: MentionId) -> Mention | None:
        """A mention, or `None`."""
        found: Mention | None = self._one(Subject.MENTION, "mention.id = ?", mention)
        return found

    def has_mention(self, document: DocumentId, annotator: AnnotatorName, span: Span, label: str) -> bool:
        """Whether a layer has a mention of exactly this span and label; costs the same however many it has."""
        where = "document.id = ? AND layer.annotator = ? AND mention.start = ? AND mention.label = ?"
        found = self._records(Subject.MENTION, where, document, annotator, span.start, label)
        return any(mention.span == span for mention in found)

    def arguments_with(self, mention: MentionId) -> tuple[Argument, ...]:
        """The arguments that a mention has or is."""
        return tuple(self._records(Subject.ARGUMENT, "argument.event = ? OR argument.filler = ?", mention, mention))

    def relations_with(self, mention: MentionId) -> tuple[Relation, ...]:
        """The relations that begin or end at a mention."""
        return tuple(self._records(Subject.RELATION, "relation.source = ? OR relation.target = ?", mention, mention))

    def _records(self, subject: Subject, where: str, *values: str | int) -> Iterator[Any]:
        table = TABLES[subject]
        try:
            for row in self.db.execute(table.select.format(where=where), values):
                yield table.record(row)
        except (sqlite3.DatabaseError, msgspec.DecodeError, ValueError, SpanError) as error:
            raise ProjectError(
                f"A {subject} in “{self.path.name}” is damaged: {error}. “annotator check” tells more.", path=self.path
            ) from error

    def _one(self, subject: Subject, where: str, *values: str) -> Any:
        return next(self._records(subject, where, *values), None)

    # -- the journal

    def history(self, subject_id: str, limit: int = 100) -> tuple[Change, ...]:
        """The changes of one record, newest first; they outlive the record."""
        return tuple(self._changes("journal.subject_id = ? ORDER BY journal.n DESC LIMIT ?", subject_id, limit))

    def history_with_links(self, mention: MentionId, limit: int = 100) -> tuple[Change, ...]:
        """The changes of a mention and of the arguments and relations at it, newest first; they outlive all three."""
        where = f"journal.n IN ({HISTORY_WITH_LINKS}) ORDER BY journal.n DESC LIMIT ?"
        return tuple(self._changes(where, *((mention, limit) * HISTORY_WITH_LINKS.count("LIMIT")), limit))

    def changes_of(self, act: ActId) -> tuple[Change, ...]:
        """The changes of one act, in the order in which they were made."""
        return tuple(self._changes("act.id = ? ORDER BY journal.n", act))

    def next_undo(self, annotator: AnnotatorName) -> ActRow | None:
        """The act that undo would take back: the annotator's last one that stands."""
        return self._act("annotator = ? AND state = 'done' ORDER BY n DESC", annotator)

    def next_redo(self, annotator: AnnotatorName) -> ActRow | None:
        """The act that redo would do again: the annotator's last one taken back, if nothing was done since."""
        return self._act("annotator = ? AND state = 'undone' ORDER BY n", annotator)

    def _act(self, where: str, annotator: AnnotatorName) -> ActRow | None:
        sql = f"SELECT id, time, annotator, action FROM act WHERE {where} LIMIT 1"  # noqa: S608
        row = self.db.execute(sql, [annotator]).fetchone()
        return None if row is None else ActRow(ActId(row[0]), row[1], row[2], row[3])

    def _changes(self, where: str, *values: str | int) -> Iterator[Change]:
        sql = (
            "SELECT journal.id, act.id, act.time, act.annotator, journal.document, act.action, journal.subject, "  # noqa: S608
            "journal.subject_id, journal.before, journal.after FROM journal JOIN act ON act.n = journal.act "
            f"WHERE {where}"
        )
        for id_, act, time, annotator, document, action, subject, subject_id, before, after in self.db.execute(
            sql, values
        ):
            kind = Subject(subject)
            records: tuple[Record | None, Record | None] = from_json(kind, before), from_json(kind, after)
            yield Change(ChangeId(id_), act, time, annotator, document, action, kind, subject_id, *records)


def _lock(path: Path) -> ProjectLock:
    try:
        return ProjectLock(path)
    except OSError as error:
        raise ProjectError(
            f"“{path.name}” cannot be written there: {error.strerror}. Choose another folder, or open it for reading "
            "only.",
            path=path,
        ) from error


def _connect(path: Path, mode: Mode) -> "Database":
    from annotator.storage.sqlite import Database  # noqa: PLC0415

    # A reader is not opened with mode=ro: such a connection leaves SQLite's -wal and -shm files behind when it closes.
    # Where the system forbids writing, SQLite itself falls back to reading.
    uri = f"{path.absolute().as_uri()}?mode={'rw' if mode is Mode.READ else 'rwc'}"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if mode is Mode.READ:
            connection.execute("PRAGMA query_only = ON")
    except sqlite3.DatabaseError as error:
        raise ProjectError(f"“{path.name}” cannot be opened as a project: {error}.", path=path) from error
    return Database(connection, recursive_triggers=False, execute_plugins=False, strict=True)
