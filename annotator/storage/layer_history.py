"""What the journal knows of one layer's records, for bringing together what people made in several copies of a project.

Reading only.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from annotator.model.annotation import Comment
from annotator.model.change import Record, Subject
from annotator.model.ids import AnnotatorName, CommentId, DocumentId
from annotator.storage.bodies import from_json
from annotator.storage.rows import TABLES

if TYPE_CHECKING:
    from annotator.storage.sqlite import Database

_MOST_VALUES = 500
"""SQLite takes at least 999 values a statement."""


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """An entry of the journal whose act stands: it was not undone, and is no undo itself.

    Attributes:
        act: The project's own number of the act; later acts have greater ones.
        before, after: The record as it was until then, and from then on.
    """

    act: int
    subject_id: str
    time: str
    action: str
    before: Record | None
    after: Record | None


def standing_entries(db: "Database", document: DocumentId | None, ids: Collection[str]) -> Iterator[StandingEntry]:
    """The entries of records with these ids in one document (`None`: of what belongs to none).

    Those of one record come the oldest first.
    """
    rest = iter(ids)
    while some := list(islice(rest, _MOST_VALUES)):
        sql = (
            "SELECT act.n, journal.subject, journal.subject_id, act.time, act.action, journal.before, "  # noqa: S608
            "journal.after FROM journal JOIN act ON act.n = journal.act WHERE act.state = 'done' "
            f"AND journal.document IS ? AND journal.subject_id IN ({_marks(some)}) ORDER BY journal.n"
        )
        for act, subject, subject_id, time, action, *states in db.execute(sql, [document, *some]):
            before, after = (from_json(Subject(subject), state) for state in states)
            yield StandingEntry(act, subject_id, time, action, before, after)


def ids_in_journal(db: "Database", ids: Collection[str]) -> set[str]:
    """Which of `ids` a record has, or once had."""
    found: set[str] = set()
    rest = iter(ids)
    while some := list(islice(rest, _MOST_VALUES)):
        sql = f"SELECT DISTINCT subject_id FROM journal WHERE subject_id IN ({_marks(some)})"  # noqa: S608
        found.update(row[0] for row in db.execute(sql, some))
    return found


def removed_ids(db: "Database", annotators: Sequence[AnnotatorName]) -> list[str]:
    """The ids of mentions, arguments, relations and comments that these people once had and that are gone.

    The decisions of adjudication are those of the gold layer, whoever has decided.
    """
    sql = (
        "SELECT DISTINCT subject_id FROM journal WHERE after IS NULL "  # noqa: S608
        "AND subject IN ('mention', 'argument', 'relation', 'comment', 'decision') "
        "AND CASE subject WHEN 'decision' THEN 'gold' ELSE json_extract(before, '$.annotator') END "
        f"IN ({_marks(annotators)}) "
        "AND NOT EXISTS (SELECT 1 FROM mention WHERE id = subject_id) "
        "AND NOT EXISTS (SELECT 1 FROM argument WHERE id = subject_id) "
        "AND NOT EXISTS (SELECT 1 FROM relation WHERE id = subject_id) "
        "AND NOT EXISTS (SELECT 1 FROM comment WHERE id = subject_id) "
        "AND NOT EXISTS (SELECT 1 FROM decision WHERE id = subject_id) ORDER BY subject_id"
    )
    return [row[0] for row in db.execute(sql, list(annotators))]


def last_acts(db: "Database") -> dict[AnnotatorName, str]:
    """When each annotator last did anything in this project, and when anybody last adjudicated."""
    sql = (
        "SELECT annotator, max(time) FROM act WHERE annotator IS NOT NULL AND annotator <> 'gold' GROUP BY annotator "
        "UNION ALL SELECT 'gold', max(time) FROM act WHERE action LIKE 'gold.%' OR annotator = 'gold' "
        "HAVING max(time) IS NOT NULL"
    )
    return {AnnotatorName(name): time for name, time in db.execute(sql)}


def layers_settled(
    db: "Database", annotators: Collection[AnnotatorName]
) -> dict[tuple[DocumentId, AnnotatorName], str]:
    """When these people's layers got the status that they have: when one that is done was finished, else begun.

    As the journal of this project knows it: a layer that came in with an import or a merge got it then.
    """
    found: dict[tuple[DocumentId, AnnotatorName], str] = {}
    rest = iter(annotators)
    while some := list(islice(rest, _MOST_VALUES)):
        # Beside max(), SQLite gives the other columns of the row that has it.
        sql = (
            "SELECT journal.document, journal.subject_id, act.time, max(journal.n) FROM journal "  # noqa: S608
            "JOIN act ON act.n = journal.act WHERE journal.subject = 'layer' AND act.state = 'done' "
            f"AND journal.subject_id IN ({_marks(some)}) GROUP BY journal.document, journal.subject_id"
        )
        for document, annotator, time, _n in db.execute(sql, some):
            found[document, annotator] = time
    return found


def answers_to(db: "Database", comments: Collection[CommentId]) -> Iterator[tuple[CommentId, CommentId]]:
    """`(comment, the one of `comments` that it answers)`."""
    rest = iter(comments)
    while some := list(islice(rest, _MOST_VALUES)):
        sql = f"SELECT id, reply_to FROM comment WHERE reply_to IN ({_marks(some)})"  # noqa: S608
        for answer, answered in db.execute(sql, some):
            yield CommentId(answer), CommentId(answered)


def comments_by_id(db: "Database", ids: Collection[CommentId]) -> dict[CommentId, Comment]:
    """The comments with these ids."""
    table = TABLES[Subject.COMMENT]
    found = {}
    rest = iter(ids)
    while some := list(islice(rest, _MOST_VALUES)):
        for row in db.execute(table.select.format(where=f"comment.id IN ({_marks(some)})"), some):
            found[CommentId(row[0])] = table.record(row)
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
