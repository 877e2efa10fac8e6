"""The tables of a project file, made and changed by named migrations.

A migration is written once and never edited. Each runs once, in a transaction; `open_schema` copies the file first.
All tables are STRICT. There are no triggers and no views: a file that has some was not made by this program.
"""

import sqlite3
from pathlib import Path

from annotator.storage.errors import NewerProjectError, ProjectError
from annotator.storage.sqlite import Database, Migrations

APPLICATION_ID = 0x414E4E54
"""`ANNT`: tells a project from any other SQLite file."""

migrations = Migrations("annotator")


@migrations()
def first_tables(db: Database) -> None:
    """Everything that version 1 knows."""
    for statement in _FIRST_TABLES:
        db.execute(statement)


@migrations()
def cluster_representative(db: Database) -> None:
    """A cluster may say which of its mentions names it best.

    No foreign key: mentions refer to clusters already, and of two rows that need each other neither could be first.
    """
    db.execute("ALTER TABLE cluster ADD COLUMN representative TEXT")


@migrations()
def journal_of_links(db: Database) -> None:
    """The history of a mention finds the arguments and relations that it had, also those that are gone.

    The id at an end is cut out of the entry as text: SQLite's JSON functions are refused in the schema of a file that
    is not trusted, and they would stumble over a damaged entry.
    """
    body = "coalesce(after, before)"
    for subject, end in (("argument", "event"), ("argument", "filler"), ("relation", "source"), ("relation", "target")):
        name = f'"{end}":"'
        rest = f"substr({body}, instr({body}, '{name}') + {len(name)})"
        db.execute(
            f"CREATE INDEX journal_{subject}_{end} ON journal (substr({rest}, 1, instr({rest}, '\"') - 1)) "
            f"WHERE subject = '{subject}'"
        )


@migrations()
def decisions(db: Database) -> None:
    """What adjudication decides, and from which readings."""
    db.execute(
        """CREATE TABLE decision (
        id TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n),
        annotator TEXT NOT NULL REFERENCES annotator (name), created TEXT NOT NULL, aspect TEXT NOT NULL,
        verdict TEXT NOT NULL, sources TEXT NOT NULL, taken TEXT NOT NULL, gold TEXT NOT NULL, name TEXT NOT NULL,
        reason TEXT NOT NULL, comment TEXT NOT NULL) STRICT"""
    )
    db.execute("CREATE INDEX decision_document ON decision (document)")
    db.execute("CREATE INDEX decision_annotator ON decision (annotator)")


_FIRST_TABLES = (
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE scheme (
        name TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, current INTEGER NOT NULL,
        PRIMARY KEY (name, version)) STRICT""",
    "CREATE TABLE annotator (name TEXT PRIMARY KEY, created TEXT NOT NULL) STRICT",
    "CREATE TABLE text (sha256 TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT",
    """CREATE TABLE document (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, title_key TEXT NOT NULL,
        text_sha256 TEXT NOT NULL REFERENCES text (sha256), length INTEGER NOT NULL, created TEXT NOT NULL,
        language TEXT NOT NULL, language_probability REAL, direction TEXT CHECK (direction IN ('ltr', 'rtl')),
        meta TEXT NOT NULL, binned INTEGER NOT NULL CHECK (binned IN (0, 1))) STRICT""",
    "CREATE INDEX document_text ON document (text_sha256)",
    "CREATE INDEX document_title ON document (binned, title_key)",
    "CREATE INDEX document_language ON document (binned, language)",
    """CREATE TABLE layer (
        n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n),
        annotator TEXT NOT NULL REFERENCES annotator (name),
        status TEXT NOT NULL CHECK (status IN ('new', 'started', 'done')),
        mentions INTEGER NOT NULL DEFAULT 0, UNIQUE (document, annotator)) STRICT""",
    "CREATE INDEX layer_annotator ON layer (annotator, status, document, mentions)",
    """CREATE TABLE cluster (
        id TEXT PRIMARY KEY, annotator TEXT NOT NULL REFERENCES annotator (name),
        kind TEXT NOT NULL CHECK (kind IN ('entity', 'event')), label TEXT, name TEXT NOT NULL, kb TEXT NOT NULL)
        STRICT""",
    """CREATE TABLE mention (
        id TEXT PRIMARY KEY, layer INTEGER NOT NULL REFERENCES layer (n),
        kind TEXT NOT NULL CHECK (kind IN ('entity', 'event')), label TEXT NOT NULL,
        start INTEGER NOT NULL CHECK (start >= 0), "end" INTEGER NOT NULL CHECK ("end" > start), fragments TEXT,
        attributes TEXT NOT NULL, cluster TEXT REFERENCES cluster (id), note TEXT NOT NULL) STRICT""",
    "CREATE INDEX mention_layer ON mention (layer, start)",
    "CREATE INDEX mention_cluster ON mention (cluster) WHERE cluster IS NOT NULL",
    """CREATE TABLE argument (
        id TEXT PRIMARY KEY, layer INTEGER NOT NULL REFERENCES layer (n), event TEXT NOT NULL REFERENCES mention (id),
        role TEXT NOT NULL, filler TEXT NOT NULL REFERENCES mention (id), attributes TEXT NOT NULL,
        position INTEGER NOT NULL) STRICT""",
    "CREATE INDEX argument_layer ON argument (layer)",
    "CREATE INDEX argument_event ON argument (event)",
    "CREATE INDEX argument_filler ON argument (filler)",
    """CREATE TABLE relation (
        id TEXT PRIMARY KEY, layer INTEGER NOT NULL REFERENCES layer (n), label TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES mention (id), target TEXT NOT NULL REFERENCES mention (id),
        attributes TEXT NOT NULL) STRICT""",
    "CREATE INDEX relation_layer ON relation (layer)",
    "CREATE INDEX relation_source ON relation (source)",
    "CREATE INDEX relation_target ON relation (target)",
    """CREATE TABLE comment (
        id TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n),
        annotator TEXT NOT NULL REFERENCES annotator (name), created TEXT NOT NULL, text TEXT NOT NULL,
        subject_kind TEXT NOT NULL, subject TEXT NOT NULL, span TEXT, reply_to TEXT REFERENCES comment (id),
        resolved INTEGER NOT NULL, for_guideline INTEGER NOT NULL) STRICT""",
    "CREATE INDEX comment_document ON comment (document)",
    """CREATE TABLE act (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time TEXT NOT NULL, annotator TEXT, action TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'reversal')),
        reverses INTEGER REFERENCES act (n)) STRICT""",
    "CREATE INDEX act_undo ON act (annotator, state, n)",
    """CREATE TABLE journal (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, act INTEGER NOT NULL REFERENCES act (n), document TEXT,
        subject TEXT NOT NULL, subject_id TEXT NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX journal_act ON journal (act)",
    "CREATE INDEX journal_subject ON journal (subject_id)",
)


def version() -> int:
    """The version of project files that this program writes: the number of its migrations."""
    return len(migrations.pending(Database(memory=True, execute_plugins=False)))


def create_schema(db: Database) -> None:
    """Make a new file a project."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {version()}")


def check_schema(db: Database, path: Path) -> int:
    """Refuse a file that is not a project, is newer than this program, or holds code; return its version.

    Raises:
        ProjectError: With the reason.
        NewerProjectError: If only the version stands in the way.
    """
    try:
        found_id = _pragma(db, "application_id")
        found_version = _pragma(db, "user_version")
        foreign = db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchall()
    except (sqlite3.DatabaseError, UnicodeError) as error:
        raise ProjectError(
            f"“{path.name}” is not a project, or it is damaged: {error}. Choose another file.", path=path
        ) from error
    if found_id != APPLICATION_ID:
        raise ProjectError(f"“{path.name}” is not an Annotator project. Choose another file.", path=path)
    if foreign:
        kinds = ", ".join(f"{kind} {name}" for kind, name in foreign)
        raise ProjectError(
            f"“{path.name}” holds code that this program never writes ({kinds}). It was not opened.", path=path
        )
    if found_version > version():
        raise NewerProjectError(
            f"“{path.name}” was written by a newer version of Annotator. Install the newest version, or open it for "
            "reading only.",
            path=path,
            version=found_version,
        )
    return found_version


def migrate(db: Database, path: Path, found_version: int) -> Path | None:
    """Bring an older file up to date; the copy made before is returned, `None` if nothing was to be done."""
    if found_version == version():
        return None
    backup = path.with_name(f"{path.name}.backup-{found_version}")
    with sqlite3.connect(backup) as copy:
        db.conn.backup(copy)
    copy.close()
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {version()}")
    return backup


def _pragma(db: Database, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
