"""Two people at work on copies of one project, for tests of merging."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.model.annotation import Annotator, Argument, Cluster, Comment, Kind, LayerContents, Mention
from annotator.model.change import Act, Record, now
from annotator.model.ids import AnnotatorName, ArgumentId, ClusterId, CommentId, DocumentId, MentionId, new_id
from annotator.model.span import Span
from annotator.services.merges.merging import MergeChoice, MergePlan, merge_into, reading
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.rows import TABLES


def copy(project: Path, name: str) -> Path:
    """A copy of a closed project beside it."""
    target = project.with_name(name)
    shutil.copyfile(project, target)
    return target


def merge(
    project: Path, other: Path, own: AnnotatorName, annotators: Iterable[str] = (), *, with_documents: bool = False
) -> MergePlan:
    """Merge for real; what was planned."""
    choice = MergeChoice(own, tuple(annotators), with_documents)
    with Session.open(project, own) as session, reading(project, other, choice) as found:
        merge_into(session, found)
        return found.plan


def contents(project: Path, document: DocumentId, annotator: AnnotatorName) -> LayerContents:
    """A layer as it stands in a file."""
    with Project.open(project, Mode.READ) as reader:
        return reader.contents(document, annotator)


def state(project: Path, *, without: AnnotatorName | None = None) -> dict[str, list[Any]]:
    """Every row of a project but those of its journal, as they are; without one person's if wanted."""
    tables = [table.name for table in TABLES.values()]
    with closing(sqlite3.connect(project)) as db:
        layers = {row[0]: row[2] for row in db.execute("SELECT n, document, annotator FROM layer")}
        found: dict[str, list[Any]] = {}
        for table in tables:
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            rows = [dict(zip(names, row, strict=True)) for row in db.execute(f"SELECT * FROM {table}")]
            rows = [row for row in rows if layers.get(row.get("layer"), row.get("annotator")) != without or not without]
            if table == "setting" and without:
                rows = [row for row in rows if not row["name"].startswith("merged ")]
            rows = [row for row in rows if table != "annotator" or row["name"] != without]
            for row in rows:
                if table == "layer":
                    row.pop("n")
                if "layer" in row:
                    row["layer"] = layers[row["layer"]]
            found[table] = sorted(rows, key=repr)
    return found


def act_count(project: Path) -> int:
    """How many acts the journal has."""
    with closing(sqlite3.connect(project)) as db:
        return int(db.execute("SELECT count(*) FROM act").fetchone()[0])


def write(session: Session, *records: Record) -> None:
    """Add records in one act of whoever works."""
    act = Act("test.write", session.annotator)
    session.apply([act.change(None, record) for record in records])


def event_with_argument(session: Session, document: DocumentId) -> tuple[Mention, Mention, Argument]:
    """A meeting with one participant in the Arabic text."""
    person = session.add_mention(document, Span.of(4, 16), "PERSON")
    meet = session.add_mention(document, Span.of(0, 3), "Contact.Meet")
    argument = Argument(ArgumentId(new_id()), document, session.annotator, meet.id, "Participant", person.id)
    write(session, argument)
    return person, meet, argument


def cluster_over(session: Session, documents: Iterable[DocumentId]) -> Cluster:
    """One place, mentioned in each of these documents from 21 to 30."""
    cluster = Cluster(ClusterId(new_id()), session.annotator, Kind.ENTITY, "GPE", "K", "Q232")
    mentions = [
        Mention(MentionId(new_id()), document, session.annotator, Kind.ENTITY, "GPE", Span.of(21, 30), {}, cluster.id)
        for document in documents
    ]
    for document in documents:
        session.add_mention(document, Span.of(0, 1), "MONEY")
    write(session, cluster, *mentions)
    return cluster


def comment(session: Session, document: DocumentId, text: str, reply_to: CommentId | None = None) -> Comment:
    """A remark on a document."""
    made = Comment(CommentId(new_id()), document, session.annotator, now(), text, "document", document, None, reply_to)
    is_known = any(annotator.name == session.annotator for annotator in session.annotators())
    write(session, *([] if is_known else [Annotator(session.annotator, now())]), made)
    return made
