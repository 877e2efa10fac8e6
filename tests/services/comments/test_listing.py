"""Threads as one annotator sees them: what they are about, what is new, filters, counts, and following acts."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Comment, Mention
from annotator.model.change import Act, Changes, now
from annotator.model.ids import AnnotatorName, CommentId, DocumentId
from annotator.model.span import Span
from annotator.services.comments import writing as comments
from annotator.services.comments.listing import (
    About,
    CommentFilter,
    CommentList,
    Discussion,
    Status,
    Topic,
    discussions_of,
    is_quick,
    read_comments,
    see,
    see_all,
)
from annotator.services.comments.threads import Thread
from annotator.services.comments.writing import State, on_document, on_link, on_mention
from annotator.services.job import CancelledError, Progress
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import LEILA, OMAR, add_documents
from tests.copies import comment, event_with_argument


@pytest.fixture
def omar(project: Project) -> Session:
    """Omar at the same project."""
    return Session(project, OMAR)


@pytest.fixture
def mention(session: Session, document: DocumentId) -> Mention:
    return session.add_mention(document, Span.of(21, 30), "GPE")


def _read(session: Session) -> CommentList:
    return CommentList.read(session.project, session.annotator)


def _topics(session: Session, document: DocumentId) -> list[Topic]:
    return [one.topic for one in discussions_of(session, document)]


def test_what_threads_are_about(session: Session, document: DocumentId, mention: Mention) -> None:
    person, meet, argument = event_with_argument(session, document)
    for target in (on_mention(mention), on_mention(meet), on_link(session, argument)):
        comments.add(session, target, "?")
    comments.add(session, on_document(document, Span.of(0, 40)), "?")
    comments.add(session, on_document(document), "?")
    found = {topic.about: topic for topic in _topics(session, document)}
    assert set(found) == {About.ENTITY, About.EVENT, About.ARGUMENT, About.PASSAGE, About.DOCUMENT}
    assert found[About.ENTITY].label == "GPE"
    assert (found[About.ARGUMENT].label, found[About.ARGUMENT].role) == ("Contact.Meet", "Participant")
    assert next(topic.about for topic in _topics(session, document)) is About.DOCUMENT
    assert found[About.DOCUMENT].title == "Article 1"
    assert person.span == Span.of(4, 16)


def test_a_thread_outlives_its_mention_and_follows_it(session: Session, document: DocumentId, mention: Mention) -> None:
    comments.add(session, on_mention(mention), "?")
    session.set_span(mention.id, Span.of(20, 30))
    assert _topics(session, document)[0].span == Span.of(20, 30)
    session.delete([mention.id])
    (topic,) = _topics(session, document)
    assert (topic.is_gone, topic.label, topic.about, topic.span) == (True, "GPE", About.ENTITY, mention.span)
    session.undo()
    assert not _topics(session, document)[0].is_gone


def test_a_thread_on_an_argument_that_is_gone_keeps_its_role(session: Session, document: DocumentId) -> None:
    _person, meet, argument = event_with_argument(session, document)
    comments.add(session, on_link(session, argument), "?")
    comments.add(session, on_mention(meet), "?")
    session.delete([meet.id])
    topics = {topic.about: topic for topic in _topics(session, document)}
    assert topics[About.ARGUMENT].role == "Participant"
    assert topics[About.EVENT].is_gone and topics[About.ARGUMENT].is_gone


def _unread(session: Session) -> list[CommentId]:
    return [one.id for one in _read(session).all() if one.is_unread]


def test_only_what_others_said_and_one_has_not_seen_is_unread(
    session: Session, omar: Session, document: DocumentId
) -> None:
    made = comments.add(omar, on_document(document), "@leila, what is this?")
    assert _unread(session) == [made.id]
    assert _unread(omar) == []
    assert [one.names_me for one in _read(session).all()] == [True]
    see(session, made.id)
    assert _unread(session) == []
    _tick()
    comments.reply(omar, made.id, "Well?")
    assert _unread(session) == [made.id]
    _tick()
    comments.reply(session, made.id, "This.")
    assert _unread(session) == []
    assert _unread(omar) == [made.id]
    see_all(omar)
    assert _unread(omar) == []
    _tick()
    comments.set_state(session, made.id, State.SETTLED, holds=True)
    assert _unread(omar) == []
    assert [one.names_me for one in _read(omar).all()] == [False]


def _tick() -> None:
    """Until the clock of the changes has gone on."""
    start = now()
    while now() == start:
        pass


def test_what_comes_late_is_new_however_old_it_is(session: Session, omar: Session, document: DocumentId) -> None:
    made = comments.add(session, on_document(document), "?")
    see(session, made.id)
    _tick()
    late = comment(omar, document, "Long ago", made.id)
    old = replace(late, created="2020-01-01T00:00:00.000Z")
    session.apply([Act("test", OMAR).change(late, old)])
    assert _unread(session) == [made.id]


def test_filters_and_counts_agree(session: Session, omar: Session, document: DocumentId, mention: Mention) -> None:
    first = comments.add(session, on_mention(mention), "Is it Kazakhstan?", for_guideline=True)
    second = comments.add(omar, on_document(document), "@leila كازاخستان؟")
    comments.set_state(omar, first.id, State.SETTLED, holds=True)
    found = _read(session)
    cases: list[tuple[CommentFilter, list[CommentId]]] = [
        (CommentFilter(), [second.id]),
        (CommentFilter(Status.SETTLED), [first.id]),
        (CommentFilter(Status.ALL), [second.id, first.id]),
        (CommentFilter(Status.ALL, about=About.ENTITY), [first.id]),
        (CommentFilter(Status.ALL, person="omar"), [second.id]),
        (CommentFilter(Status.ALL, unread=True), [second.id]),
        (CommentFilter(Status.ALL, names_me=True), [second.id]),
        (CommentFilter(Status.ALL, flagged=True), [first.id]),
        (CommentFilter(Status.ALL, rule=("GPE", "")), [first.id]),
        (CommentFilter(Status.ALL, language="ar"), []),
        (CommentFilter(Status.ALL, text=" کازاخستان"), [second.id]),
        (CommentFilter(Status.ALL, text="gpe"), [first.id]),
        (CommentFilter(Status.ALL, text="nothing of it"), []),
    ]
    for wanted, ids in cases:
        assert [one.id for one in found.shown(wanted)] == ids, wanted
    counts = found.counts(CommentFilter())
    assert counts.status == {Status.OPEN: 1, Status.SETTLED: 1, Status.ALL: 2}
    assert (counts.unread, counts.names_me, counts.flagged) == (1, 1, 0)
    assert counts.person == {OMAR: 1}
    assert found.counts(CommentFilter(Status.ALL, about=About.ENTITY)).about == {About.ENTITY: 1, About.DOCUMENT: 1}


Edit = Callable[[Session, DocumentId, Mention, CommentId], Changes | None]


def _rename(session: Session, document: DocumentId, _mention: Mention, _comment: CommentId) -> Changes:
    return session.rename(document, "Other")


def _bin(session: Session, document: DocumentId, _mention: Mention, _comment: CommentId) -> Changes:
    return session.bin([document])


def _relabel(session: Session, _document: DocumentId, mention: Mention, _comment: CommentId) -> Changes:
    return session.relabel([mention.id], "PERSON")


def _settle(session: Session, _document: DocumentId, _mention: Mention, comment: CommentId) -> Changes:
    return comments.set_state(session, comment, State.SETTLED, holds=True)


def _see(session: Session, _document: DocumentId, _mention: Mention, comment: CommentId) -> None:
    see(session, comment)


def _see_all(session: Session, _document: DocumentId, _mention: Mention, _comment: CommentId) -> None:
    see_all(session)


def _delete(session: Session, _document: DocumentId, _mention: Mention, comment: CommentId) -> Changes:
    return comments.delete(session, comment)


def _label(session: Session, document: DocumentId, _mention: Mention, _comment: CommentId) -> None:
    session.add_mention(document, Span.of(0, 4), "PERSON")


@pytest.mark.parametrize("edit", [_rename, _bin, _relabel, _settle, _see, _see_all, _delete, _label])
def test_a_list_follows_every_act(
    session: Session, omar: Session, document: DocumentId, mention: Mention, edit: Edit
) -> None:
    mine = comments.add(session, on_mention(mention), "?")
    comments.reply(omar, mine.id, "!")
    other = comments.add(omar, on_document(document), "Another")
    alone = comments.add(session, on_document(document), "Alone")
    target = alone.id if edit is _delete else mine.id
    listed = _read(session)
    told: list[bool] = []

    def follow(changes: Changes) -> None:
        told.append(listed.follow(session, changes))

    session.subscribe(follow)
    edit(session, document, mention, target)
    assert _known(listed) == _known(_read(session))
    assert told == [edit is not _label]
    assert other.id in {one.id for one in listed.all()} or edit is _bin
    session.undo()
    assert _known(listed) == _known(_read(session))


def _known(listed: CommentList) -> dict[CommentId, Discussion]:
    return {one.id: one for one in listed.all()}


def test_a_new_thread_comes_first_and_a_reply_moves_nothing(session: Session, document: DocumentId) -> None:
    first = comments.add(session, on_document(document), "1")
    second = comments.add(session, on_document(document), "2")
    listed = _read(session)

    def follow(changes: Changes) -> None:
        listed.follow(session, changes)

    session.subscribe(follow)
    comments.reply(session, first.id, "again")
    assert [one.id for one in listed.all()] == [second.id, first.id]
    third = comments.add(session, on_document(document), "3")
    assert [one.id for one in listed.all()] == [third.id, second.id, first.id]


def test_the_job_reads_the_same_and_can_be_stopped(session: Session, document: DocumentId) -> None:
    comments.add(session, on_document(document), "1")
    assert is_quick(session)
    path = session.path
    assert _known(read_comments(path, LEILA, Progress())) == _known(_read(session))
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(CancelledError):
        read_comments(path, LEILA, stopped)


def test_threads_of_several_documents(session: Session, document: DocumentId) -> None:
    changes, texts = add_documents("Another text.", titles=("Two",))
    session.apply(changes, texts=texts)
    two = changes[0].document
    assert two is not None
    comments.add(session, on_document(two), "b")
    comments.add(session, on_document(document), "a")
    assert [one.topic.title for one in _read(session).all()] == ["Article 1", "Two"]
    assert [one.topic.title for one in discussions_of(session, two)] == ["Two"]


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from("ab"), st.sampled_from(["ar", "de"]))))
def test_counts_are_what_the_filter_would_show(made: list[tuple[bool, bool, str, str]]) -> None:
    found = CommentList(_discussion(number, *one) for number, one in enumerate(made))
    for wanted in (
        CommentFilter(),
        CommentFilter(Status.SETTLED, language="ar"),
        CommentFilter(person="a", unread=True),
    ):
        counts = found.counts(wanted)
        for status in Status:
            assert counts.status[status] == len(found.shown(replace(wanted, status=status)))
        for language in ("ar", "de"):
            assert counts.language[language] == len(found.shown(replace(wanted, language=language)))
        for person in "ab":
            assert counts.person[AnnotatorName(person)] == len(found.shown(replace(wanted, person=person)))
        assert counts.unread == len(found.shown(replace(wanted, unread=True)))


def _discussion(number: int, is_settled: bool, is_unread: bool, person: str, language: str) -> Discussion:
    home = DocumentId("d")
    first = Comment(CommentId(str(number)), home, AnnotatorName(person), "", "?", "document", home, resolved=is_settled)
    topic = Topic(About.DOCUMENT, home, "", language, None, home)
    return Discussion(Thread((first,)), topic, is_unread, False, "")
