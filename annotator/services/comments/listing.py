"""Threads of comments as one annotator sees them: what each is about, whether there is something new, who is named.

In documents that blind mode hides (see `blindness`) that is what they have said themselves.

Of one document, or of the whole corpus with filters and counts. A list of the corpus is read once, beside the work if
it is long, and then follows acts document by document.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from annotator.model.annotation import Argument, Kind, Mention, Relation
from annotator.model.change import Changes, Subject, now
from annotator.model.document import Direction
from annotator.model.folding import fold
from annotator.model.ids import AnnotatorName, CommentId, DocumentId, MentionId
from annotator.model.span import Span
from annotator.services.blindness import Blindness
from annotator.services.comments.names import Names
from annotator.services.comments.threads import Thread, threads_of
from annotator.services.job import Progress
from annotator.services.seen import PREFIX, mark_seen, seen_key
from annotator.services.session import Session
from annotator.storage import Mode, Project
from annotator.storage.bulk import snapshot, spans_by_id
from annotator.storage.comments import (
    CommentRow,
    comment_count,
    comment_rows,
    comment_rows_of,
    last_records,
)

MOST_COMMENTS = 200_000
"""A list holds no more; nobody reads more."""
QUICK = 3_000
"""So many comments are read before anybody notices; more belong beside the work."""
ALL_SEEN = CommentId("comments")
"""The key under which one has seen all comments up to a time."""


class About(StrEnum):
    """What a thread is about."""

    ENTITY = "entity"
    EVENT = "event"
    ARGUMENT = "argument"
    RELATION = "relation"
    PASSAGE = "passage"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a thread is about, as that is now.

    Attributes:
        title, language, direction: Of the document; `direction` where it overrides that of the letters.
        subject: Id of the record.
        label: Full name; of an argument that of its event. What is gone keeps the label that it had.
        role: Of an argument.
        span: The text meant; what has moved since is where it is now.
        is_gone: The record was deleted.
    """

    about: About
    document: DocumentId
    title: str
    language: str
    direction: Direction | None
    subject: str
    label: str = ""
    role: str = ""
    span: Span | None = None
    is_gone: bool = False


@dataclass(frozen=True)
class Discussion:
    """A thread as one annotator sees it.

    Attributes:
        is_unread: Somebody else has said something that the annotator has not seen.
        names_me: The annotator is named in it.
        arrived: When the newest words came into this project.
    """

    thread: Thread
    topic: Topic
    is_unread: bool
    names_me: bool
    arrived: str

    @property
    def id(self) -> CommentId:
        """Of the thread."""
        return self.thread.id

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to say."""
        return self.thread.settled is not None

    @property
    def is_flagged(self) -> bool:
        """Whether it is on the list of guidelines to fix."""
        return self.thread.flagged is not None

    @cached_property
    def folded(self) -> str:
        """All that a filter looks at."""
        said = (comment.text for comment in self.thread.said)
        return fold("\n".join((*said, *self.thread.people, self.topic.label, self.topic.role, self.topic.title)))


class Status(StrEnum):
    """Which threads are listed."""

    OPEN = "open"
    SETTLED = "settled"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CommentFilter:
    """What is listed; empty for all.

    Attributes:
        language: BCP 47 tag of the document.
        person: Only threads in which this annotator has spoken.
        text: Must stand in what was said, in a name, label or title; both are folded.
        unread, names_me, flagged: Only such.
        rule: Only about this rule of the guideline, see `rule_of`.
    """

    status: Status = Status.OPEN
    about: About | None = None
    language: str = ""
    person: str = ""
    text: str = ""
    unread: bool = False
    names_me: bool = False
    flagged: bool = False
    rule: tuple[str, str] | None = None


@dataclass
class Counts:
    """How many threads each choice of a filter would list, all others staying as they are."""

    status: Counter[Status] = field(default_factory=Counter)
    about: Counter[About] = field(default_factory=Counter)
    language: Counter[str] = field(default_factory=Counter)
    person: Counter[str] = field(default_factory=Counter)
    unread: int = 0
    names_me: int = 0
    flagged: int = 0


class _Reader:
    """Makes discussions of rows for one annotator."""

    def __init__(self, project: Project, annotator: AnnotatorName) -> None:
        self._db = project.db
        self._annotator = annotator
        self._names = Names({annotator, *(one.name for one in project.annotators())})
        self._seen = project.settings(PREFIX + seen_key(annotator, ""))
        self._seen_all = self._seen.get(ALL_SEEN, "")

    def read(self, rows: Sequence[CommentRow]) -> list[Discussion]:
        """The threads of one document's comments, the oldest first."""
        by_id = {row.comment.id: row for row in rows}
        every = threads_of(row.comment for row in rows)
        threads = [seen for thread in every if (seen := self._seen_part(thread, by_id)) is not None]
        topics = self._topics([by_id[thread.id] for thread in threads])
        return [self._discussion(thread, topic, by_id) for thread, topic in zip(threads, topics, strict=True)]

    def _seen_part(self, thread: Thread, rows: dict[CommentId, CommentRow]) -> Thread | None:
        return thread if rows[thread.id].is_seen else thread.of(self._annotator)

    def _discussion(self, thread: Thread, topic: Topic, rows: dict[CommentId, CommentRow]) -> Discussion:
        mine, theirs = "", ""
        for comment in thread.said:
            if comment.annotator == self._annotator:
                mine = max(mine, rows[comment.id].arrived)
            else:
                theirs = max(theirs, rows[comment.id].arrived)
        known = max(mine, self._seen_all, self._seen.get(thread.id, ""))
        named = any(
            self._annotator in self._names.named(comment.text)
            for comment in thread.said
            if comment.annotator != self._annotator
        )
        return Discussion(thread, topic, bool(self._annotator) and theirs > known, named, max(mine, theirs))

    def _topics(self, rows: Sequence[CommentRow]) -> list[Topic]:
        mentions = [MentionId(r.comment.subject) for r in rows if r.comment.subject_kind == Subject.MENTION and r.label]
        spans = spans_by_id(self._db, mentions) if mentions else {}
        gone = {r.comment.subject for r in rows if r.comment.subject_kind in _RECORDS and r.label is None}
        last = {getattr(record, "id", ""): record for record in last_records(self._db, gone)} if gone else {}
        return [
            self._seen_topic(row, spans.get(MentionId(row.comment.subject)), last.get(row.comment.subject))
            for row in rows
        ]

    def _seen_topic(self, row: CommentRow, span: Span | None, last: object) -> Topic:
        """What a comment is about; of a hidden record of somebody else only the text that was meant."""
        owner = row.owner or getattr(last, "annotator", None)
        if not row.is_seen and owner not in (None, self._annotator):
            row = replace(row, comment=replace(row.comment, subject_kind=Subject.DOCUMENT))
        return _topic(row, span, last)


_RECORDS = {Subject.MENTION: About.ENTITY, Subject.ARGUMENT: About.ARGUMENT, Subject.RELATION: About.RELATION}


def _topic(row: CommentRow, span: Span | None, last: object) -> Topic:
    comment = row.comment
    place = comment.document, row.title, row.language, row.direction, comment.subject
    if comment.subject_kind not in _RECORDS:
        is_passage = comment.span is not None
        return Topic(About.PASSAGE if is_passage else About.DOCUMENT, *place, span=comment.span)
    about, label, role = _RECORDS[Subject(comment.subject_kind)], row.label or "", row.role or ""
    kind = row.kind
    if isinstance(last, Mention):
        kind, label = last.kind, last.label
    elif isinstance(last, Argument):
        role = last.role
    elif isinstance(last, Relation):
        label = last.label
    if about is About.ENTITY and kind is Kind.EVENT:
        about = About.EVENT
    return Topic(about, *place, label, role, span or comment.span, is_gone=row.label is None)


def discussions_of(session: Session, document: DocumentId) -> list[Discussion]:
    """The threads of a document in the order of the text; those on the whole document come first."""
    rows = comment_rows_of(session.project.db, document, MOST_COMMENTS, Blindness.of(session).done_by)
    found = _Reader(session.project, session.annotator).read(rows) if rows else []
    return sorted(found, key=_text_order)


def _text_order(one: Discussion) -> tuple[int, str, str]:
    span = one.topic.span
    return -1 if span is None else span.start, one.thread.first.created, one.id


class CommentList:
    """The threads of a corpus, those with the newest words first.

    Attributes:
        is_whole: Whether all comments are in it.
    """

    def __init__(self, discussions: Iterable[Discussion], *, is_whole: bool = True) -> None:
        self.is_whole = is_whole
        self._all = sorted(discussions, key=_newness, reverse=True)

    @classmethod
    def read(
        cls,
        project: Project,
        annotator: AnnotatorName,
        progress: Progress | None = None,
        *,
        done_by: AnnotatorName | None = None,
    ) -> "CommentList":
        """All threads outside the bin; for `done_by` see `Blindness.done_by`.

        Raises:
            CancelledError: If nobody wants to know any more.
        """
        progress, reader = progress or Progress(), _Reader(project, annotator)
        found, done = [], 0
        total = comment_count(project.db) if done_by is None else 0
        for rows in comment_rows(project.db, MOST_COMMENTS, done_by):
            progress.report(done, total)
            found += reader.read(rows)
            done += len(rows)
        return cls(found, is_whole=done < MOST_COMMENTS)

    def all(self) -> Sequence[Discussion]:
        """Every thread."""
        return self._all

    def follow(self, session: Session, changes: Changes) -> bool:
        """Take in what an act changed; returns whether anything may look different.

        Where blind mode was turned on or off a list is of no use any more.
        """
        done_by = Blindness.of(session).done_by
        touched = self._touched(changes)
        if done_by is not None:
            own = (change for change in changes.of(Subject.LAYER) if change.subject_id == done_by)
            touched |= {change.document for change in own if change.document is not None}
        if not touched:
            return False
        reader = _Reader(session.project, session.annotator)
        fresh: dict[CommentId, Discussion] = {}
        for document in touched:
            rows = comment_rows_of(session.project.db, document, MOST_COMMENTS, done_by)
            fresh |= {one.id: one for one in reader.read(rows)}
        kept = [fresh.pop(o.id, None) if o.topic.document in touched else o for o in self._all]
        came = sorted(fresh.values(), key=_newness, reverse=True)
        self._all = [*came, *(one for one in kept if one is not None)]
        return True

    def _touched(self, changes: Changes) -> set[DocumentId]:
        touched = {c.document for c in changes.of(Subject.COMMENT, Subject.DOCUMENT) if c.document is not None}
        subjects = {c.subject_id for c in changes.of(Subject.MENTION, Subject.ARGUMENT, Subject.RELATION)}
        keys = {
            name.rpartition("/")[2] for c in changes.of(Subject.SETTING) if (name := c.subject_id).startswith(PREFIX)
        }
        if subjects or keys:
            everything = str(ALL_SEEN) in keys
            touched |= {
                one.topic.document for one in self._all if everything or one.topic.subject in subjects or one.id in keys
            }
        return touched

    def shown(self, wanted: CommentFilter) -> list[Discussion]:
        """The threads that a filter lets through."""
        tests = [test for _name, test in _tests(wanted)]
        return [one for one in self._all if all(test(one) for test in tests)]

    def counts(self, wanted: CommentFilter) -> Counts:
        """How many there are for each choice; a thread counts in a group if all other groups let it through."""
        counts, tests = Counts(), _tests(wanted)
        for one in self._all:
            failed = [name for name, test in tests if not test(one)]
            if len(failed) < 2:
                _count(counts, one, failed[0] if failed else None)
        return counts


def _newness(one: Discussion) -> tuple[str, str]:
    return one.thread.last.created, one.id


def _tests(wanted: CommentFilter) -> list[tuple[str, Callable[[Discussion], bool]]]:
    """What a thread must pass, by the group of the filter."""
    needle = fold(wanted.text.strip())

    def status(one: Discussion) -> bool:
        return wanted.status is Status.ALL or one.is_settled is (wanted.status is Status.SETTLED)

    tests: list[tuple[str, bool, Callable[[Discussion], bool]]] = [
        ("status", True, status),
        ("about", wanted.about is not None, lambda one: one.topic.about is wanted.about),
        ("language", bool(wanted.language), lambda one: one.topic.language == wanted.language),
        ("person", bool(wanted.person), lambda one: wanted.person in one.thread.people),
        ("unread", wanted.unread, lambda one: one.is_unread),
        ("names_me", wanted.names_me, lambda one: one.names_me),
        ("flagged", wanted.flagged, lambda one: one.is_flagged),
        ("rule", wanted.rule is not None, lambda one: rule_of(one) == wanted.rule),
        ("text", bool(needle), lambda one: needle in one.folded),
    ]
    return [(name, test) for name, is_asked, test in tests if is_asked]


def rule_of(one: Discussion) -> tuple[str, str]:
    """The rule of the guideline that a thread is about: label and role; both empty where it is about neither."""
    return one.topic.label, one.topic.role


def _count(counts: Counts, one: Discussion, failed: str | None) -> None:
    if failed in (None, "status"):
        counts.status.update((Status.SETTLED if one.is_settled else Status.OPEN, Status.ALL))
    if failed in (None, "about"):
        counts.about[one.topic.about] += 1
    if failed in (None, "language"):
        counts.language[one.topic.language] += 1
    if failed in (None, "person"):
        counts.person.update(one.thread.people)
    counts.unread += one.is_unread and failed in (None, "unread")
    counts.names_me += one.names_me and failed in (None, "names_me")
    counts.flagged += one.is_flagged and failed in (None, "flagged")


def read_comments(
    project: Path, annotator: AnnotatorName, progress: Progress, *, done_by: AnnotatorName | None = None
) -> CommentList:
    """The job: read all threads of a project file, in whatever thread this is.

    Raises:
        AnnotatorError: If it cannot be read, or nobody wants to know any more.
    """
    with Project.open(project, Mode.READ) as reader, snapshot(reader.db):
        return CommentList.read(reader, annotator, progress, done_by=done_by)


def is_quick(session: Session) -> bool:
    """Whether all comments of a project are read in no time."""
    return comment_count(session.project.db) <= QUICK


def see(session: Session, thread: CommentId, *, initiator: object = None) -> None:
    """The annotator has seen a thread as it is now."""
    if session.annotator:
        mark_seen(session, seen_key(session.annotator, thread), now(), initiator=initiator)


def see_all(session: Session, *, initiator: object = None) -> None:
    """The annotator has seen all threads as they are now."""
    see(session, ALL_SEEN, initiator=initiator)
