"""The project file: what it refuses to open, what survives, what readers see."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.model.annotation import Layer, Status
from annotator.model.change import Act, Setting
from annotator.model.ids import DocumentId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.checks.checking import check
from annotator.services.session import Session
from annotator.storage import LockedProjectError, Mode, NewerProjectError, Project, ProjectError
from annotator.storage import schema as schema_module
from annotator.storage.schema import migrations
from tests.conftest import LEILA, OMAR, add_documents
from tests.rich import fill


def pragma(path: Path, name: str) -> object:
    with sqlite3.connect(path) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_project_is_marked_strict_and_in_wal_mode(project: Project, project_path: Path, scheme: Scheme) -> None:
    assert project.scheme == scheme
    assert project.title == "Test"
    assert pragma(project_path, "application_id") == 0x414E4E54
    assert pragma(project_path, "user_version") == schema_module.version()
    assert project.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert project.db.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert project.db.execute("PRAGMA trusted_schema").fetchone()[0] == 0
    tables = project.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    ours = [(n, sql) for n, sql in tables if not n.startswith(("_sqlite", "sqlite_"))]
    assert all(sql.endswith("STRICT") for _, sql in ours)


def test_opening_switches_the_journal_to_wal(project: Project, project_path: Path) -> None:
    project.close()
    with Project.open(project_path) as opened:
        assert opened.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_an_existing_file_is_never_overwritten(project: Project, project_path: Path, scheme: Scheme) -> None:
    with pytest.raises(ProjectError, match="already is a file"):
        Project.new(project_path, scheme)


def test_a_project_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path, scheme: Scheme) -> None:
    with pytest.raises(ProjectError, match="no folder"):
        Project.new(tmp_path / "missing" / "a.annotator", scheme)


@pytest.mark.parametrize(
    "content", [b"", b"hello, this is no database at all" * 50, b"SQLite format 3\0" + b"\0" * 4000]
)
def test_what_is_not_a_project_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.annotator"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=r"x\.annotator"):
        Project.open(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["x.annotator"]


def test_another_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.annotator"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    with pytest.raises(ProjectError, match="not an Annotator project"):
        Project.open(path)


@pytest.mark.parametrize(
    "code",
    [
        "CREATE TRIGGER evil AFTER INSERT ON mention BEGIN DELETE FROM document; END",
        "CREATE VIEW evil AS SELECT * FROM document",
    ],
)
@pytest.mark.parametrize("mode", list(Mode))
def test_a_project_with_code_in_it_is_refused(project: Project, project_path: Path, code: str, mode: Mode) -> None:
    project.close()
    with sqlite3.connect(project_path) as connection:
        connection.execute(code)
    with pytest.raises(ProjectError, match="evil"):
        Project.open(project_path, mode)


def test_a_newer_project_is_refused_but_can_be_read(project: Project, project_path: Path) -> None:
    project.close()
    with sqlite3.connect(project_path) as connection:
        connection.execute(f"PRAGMA user_version = {schema_module.version() + 1}")
    with pytest.raises(NewerProjectError, match="newer version"):
        Project.open(project_path)
    with Project.open(project_path, Mode.READ) as reader:
        assert reader.title == "Test"


def test_an_older_project_is_copied_and_then_brought_up_to_date(
    project: Project, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    version = schema_module.version()
    later = type(migrations)("annotator")
    later._migrations = list(migrations._migrations)

    @later()
    def add_mood(db: Database) -> None:
        db.execute("ALTER TABLE document ADD COLUMN mood TEXT")

    monkeypatch.setattr(schema_module, "migrations", later)
    with Project.open(project_path) as opened:
        assert opened.backup is not None
        assert pragma(opened.backup, "user_version") == version
        assert opened.db.execute("SELECT mood FROM document").fetchall() == []
    assert pragma(project_path, "user_version") == version + 1
    with Project.open(project_path) as again:
        assert again.backup is None


def test_a_project_of_the_first_version_is_brought_up_to_date(project: Project, project_path: Path) -> None:
    project.close()
    with sqlite3.connect(project_path) as connection:
        connection.execute("ALTER TABLE cluster DROP COLUMN representative")
        connection.execute("DROP TABLE decision")
        for name in ("argument_event", "argument_filler", "relation_source", "relation_target"):
            connection.execute(f"DROP INDEX journal_{name}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name <> 'first_tables'")
        connection.execute("PRAGMA user_version = 1")
    with Project.open(project_path) as opened:
        assert opened.backup is not None
        columns = [row[1] for row in opened.db.execute("PRAGMA table_info(cluster)")]
    assert columns[-1] == "representative"
    assert list(check(project_path)) == []


def test_a_failing_migration_leaves_the_file_as_it_was(
    project: Project, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    later = type(migrations)("annotator")
    later._migrations = list(migrations._migrations)

    @later()
    def broken(db: Database) -> None:
        db.execute("ALTER TABLE document ADD COLUMN mood TEXT")
        db.execute("SELECT nonsense")

    monkeypatch.setattr(schema_module, "migrations", later)
    with pytest.raises(sqlite3.OperationalError):
        Project.open(project_path)
    assert pragma(project_path, "user_version") == schema_module.version() - 1
    with sqlite3.connect(project_path) as connection:
        assert "mood" not in [row[1] for row in connection.execute("PRAGMA table_info(document)")]


def test_two_windows_cannot_write_one_project(project: Project, project_path: Path) -> None:
    with pytest.raises(LockedProjectError, match="another window"):
        Project.open(project_path)
    with Project.open(project_path, Mode.READ) as reader:
        assert reader.title == "Test"
    project.close()
    with Project.open(project_path):
        pass
    assert sorted(p.name for p in project_path.parent.iterdir()) == [project_path.name]


def test_the_lock_holds_between_processes_and_dies_with_its_owner(project_path: Path, project: Project) -> None:
    project.close()
    script = (
        "import sys, time; from pathlib import Path; from annotator.storage import Project\n"
        "p = Project.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(project_path)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert owner.stdout is not None
    assert owner.stdout.readline().strip() == b"open"
    with pytest.raises(LockedProjectError):
        Project.open(project_path)
    owner.kill()
    owner.communicate()
    Project.open(project_path).close()


def test_a_reader_cannot_write(project: Project, project_path: Path) -> None:
    with Project.open(project_path, Mode.READ) as reader, pytest.raises(ProjectError, match="reading only"):
        reader.apply([Act("x", LEILA).change(None, Setting("a", "b"))])


def test_a_reader_leaves_nothing_beside_the_project(project: Project, project_path: Path) -> None:
    project.close()
    before = project_path.read_bytes()
    Project.open(project_path, Mode.READ).close()
    assert [p.name for p in project_path.parent.iterdir()] == [project_path.name]
    assert project_path.read_bytes() == before


def test_not_even_by_hand_can_a_reader_write(project: Project, project_path: Path) -> None:
    with Project.open(project_path, Mode.READ) as reader, pytest.raises(sqlite3.OperationalError):
        reader.db.execute("DELETE FROM setting")


def test_a_reader_sees_what_was_written_after_it_opened(session: Session, document: DocumentId) -> None:
    with Project.open(session.path, Mode.READ) as reader:
        mention = session.add_mention(document, Span.of(0, 3), "PERSON")
        assert reader.mention(mention.id) == mention


def test_texts_come_back_exactly(session: Session) -> None:
    odd = "\ufeffa\u2028b\u0085c\ufffe\u200c é é 😀\n\n  \t"
    changes, texts = add_documents(odd)
    session.apply(changes, texts=texts)
    assert changes[0].document is not None
    assert session.text(changes[0].document) == odd
    assert session.document(changes[0].document).length == len(odd)


def test_contents_are_in_reading_order(session: Session, document: DocumentId) -> None:
    inner = session.add_mention(document, Span.of(5, 8), "PERSON")
    outer = session.add_mention(document, Span.of(5, 12), "GPE")
    first = session.add_mention(document, Span(((0, 3), (6, 9))), "Statement")
    assert [m.id for m in session.layer(document).mentions] == [first.id, outer.id, inner.id]
    assert session.project.contents(document, OMAR).layer == Layer(document, OMAR, Status.NEW)


def test_no_plugin_of_sqlite_utils_is_loaded(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr("sqlite_utils.db.ensure_plugins_loaded", lambda: loaded.append(True))
    Database(memory=True)
    assert loaded == [True]
    Project.open(project.path, Mode.READ).close()
    assert loaded == [True]


def test_the_connection_is_the_standard_library_s(project: Project) -> None:
    """sqlite-utils switches to pysqlite3 where that is installed; two SQLite libraries on one file lose locks."""
    assert type(project.db.conn) is sqlite3.Connection
    assert project.db.conn.isolation_level is None


def test_all_layers_at_once_are_what_each_is(project: Project) -> None:
    fill(project)
    for document in project.document_ids():
        for annotator, layer in project.labelled(document).items():
            whole = project.contents(document, annotator)
            assert layer == replace(whole, relations=(), clusters=(), comments=(), decisions=())


def test_settings_that_begin_alike(project: Project) -> None:
    act = Act("x", None)
    names = ("seen/leila/b", "seen/leila/a", "seen/leila2/c", "seen", "seen/leila/\U0001f389")
    project.apply([act.change(None, Setting(name, name[-1])) for name in names])
    assert list(project.settings("seen/leila/").items()) == [("a", "a"), ("b", "b"), ("\U0001f389", "\U0001f389")]
    assert project.settings("seen/omar/") == {}
