"""Comments are written, answered, changed, settled and flagged, and each act can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.annotation import GOLD, Annotator, Argument, Comment, Kind, Layer, Mention
from annotator.model.change import Act, Subject, now
from annotator.model.errors import AnnotatorError, TextError
from annotator.model.ids import CommentId, DocumentId, MentionId, new_id
from annotator.model.span import Span
from annotator.services.comments import writing as comments
from annotator.services.comments.threads import Thread
from annotator.services.comments.writing import State, on_document, on_link, on_mention, thread_of
from annotator.services.session import EditError, Session
from annotator.storage import Project
from annotator.storage.comments import comments_on
from tests.conftest import LEILA, OMAR, damages
from tests.copies import event_with_argument, write


@pytest.fixture
def omar(project: Project) -> Session:
    """Omar at the same project."""
    return Session(project, OMAR)


@pytest.fixture
def mention(session: Session, document: DocumentId) -> Mention:
    return session.add_mention(document, Span.of(21, 30), "GPE")


@pytest.fixture(autouse=True)
def sound(project: Project, project_path: Path) -> Iterator[None]:
    """Whatever a test does, the project is as the program writes it."""
    yield
    project.close()
    assert damages(project_path) == []


def _thread(session: Session, comment: Comment) -> Thread:
    return thread_of(session, comment.id)


def test_who_has_no_layer_comments_and_has_none_afterwards(
    session: Session, omar: Session, document: DocumentId, mention: Mention
) -> None:
    made = comments.add(omar, on_mention(mention), "  Why\r\nGPE? ")
    assert made.text == "Why\nGPE?"
    assert (made.subject_kind, made.subject, made.span) == (Subject.MENTION, mention.id, mention.span)
    assert session.project.layer(document, OMAR) is None
    assert OMAR in {one.name for one in session.annotators()}
    answer = comments.reply(session, made.id, "Because")
    assert (answer.reply_to, answer.subject, answer.span) == (made.id, mention.id, mention.span)
    assert _thread(omar, answer).said == (made, answer)


def test_a_reply_to_a_reply_answers_the_thread(session: Session, omar: Session, document: DocumentId) -> None:
    made = comments.add(session, on_document(document), "?")
    answer = comments.reply(omar, made.id, "!")
    assert comments.reply(session, answer.id, "?!").reply_to == made.id


def test_gold_passages_and_links_can_be_commented(session: Session, document: DocumentId) -> None:
    gold = Mention(MentionId(new_id()), document, GOLD, Kind.ENTITY, "GPE", Span.of(21, 30))
    write(session, Annotator(GOLD, now()), Layer(document, GOLD), gold)
    _person, meet, argument = event_with_argument(session, document)
    on_argument = comments.add(session, on_link(session, argument), "Which role?")
    assert (on_argument.subject_kind, on_argument.subject) == ("argument", argument.id)
    assert on_argument.span == Span(((0, 3), (4, 16)))
    passage = comments.add(session, on_document(document, Span.of(0, 16)), "This")
    assert (passage.subject, passage.span) == (document, Span.of(0, 16))
    assert comments.add(session, on_mention(gold), "Decided?").subject == gold.id
    other = Argument(argument.id, document, LEILA, meet.id, "Place", MentionId(new_id()))
    with pytest.raises(EditError, match="gone"):
        on_link(session, other)


@pytest.mark.parametrize("text", ["", " \n\t", "\x07\u2028"])
def test_no_words_no_comment(session: Session, document: DocumentId, text: str) -> None:
    with pytest.raises(EditError, match="needs words"):
        comments.add(session, on_document(document), text)


def test_a_megabyte_is_no_comment(session: Session, document: DocumentId) -> None:
    with pytest.raises(TextError, match="1,000,000"):
        comments.add(session, on_document(document), "x" * 1_000_000)
    assert comments_on(session.project.db, document) == []


def test_only_the_writer_changes_and_removes(session: Session, omar: Session, document: DocumentId) -> None:
    made = comments.add(session, on_document(document), "?")
    for act in (comments.delete, lambda s, c: comments.edit(s, c, "!")):
        with pytest.raises(EditError, match="leila's"):
            act(omar, made.id)
    comments.edit(session, made.id, "Really?")
    assert _thread(session, made).title == "Really?"
    comments.delete(session, made.id)
    assert comments_on(session.project.db, document) == []
    session.undo()
    session.undo()
    assert _thread(session, made).said == (made,)
    with pytest.raises(EditError, match="gone"):
        comments.reply(session, CommentId(new_id()), "?")


def test_what_others_have_answered_stays_without_its_words(
    session: Session, omar: Session, document: DocumentId
) -> None:
    made = comments.add(session, on_document(document), "?")
    mine = comments.reply(session, made.id, "More")
    answer = comments.reply(omar, made.id, "Yes")
    comments.delete(session, made.id)
    assert _thread(session, answer).said == (mine, answer)
    comments.delete(omar, answer.id)
    comments.delete(session, made.id)
    assert comments_on(session.project.db, document) == []


def test_a_reply_that_others_have_answered_is_not_removed(
    session: Session, omar: Session, document: DocumentId
) -> None:
    made = comments.add(session, on_document(document), "?")
    mine = comments.reply(session, made.id, "More")
    answer = comments.reply(omar, made.id, "!")
    omar.apply([Act("test", OMAR).change(answer, replace(answer, reply_to=mine.id))])
    with pytest.raises(EditError, match="answered"):
        comments.delete(session, mine.id)


@pytest.mark.parametrize("state", State)
def test_anyone_settles_and_reopens_and_undo_takes_it_back(
    session: Session, omar: Session, document: DocumentId, state: State
) -> None:
    made = comments.add(session, on_document(document), "?")

    def holds() -> bool:
        return any(getattr(comment, state.value) for comment in _thread(session, made).standing)

    for one in (omar, session):
        for other in (session, omar):
            comments.set_state(one, made.id, state, holds=True)
            assert holds()
            assert comments.set_state(other, made.id, state, holds=True).changes == ()
            comments.set_state(other, made.id, state, holds=False)
            assert not holds()
            assert comments.set_state(one, made.id, state, holds=False).changes == ()
            other.undo()
            assert holds()
            one.undo()
            assert not holds()
    assert _thread(session, made).comments == (made,)


def test_to_take_back_one_thing_that_another_said_leaves_the_other(
    session: Session, omar: Session, document: DocumentId
) -> None:
    made = comments.add(session, on_document(document), "?", for_guideline=True)
    both = comments.reply(session, made.id, "both")
    act = Act("test", LEILA)
    session.apply([act.change(both, replace(both, resolved=True, for_guideline=True))])
    comments.set_state(omar, made.id, State.SETTLED, holds=False)
    found = _thread(session, made)
    assert (found.settled, found.flagged is not None) == (None, True)
    comments.set_state(omar, made.id, State.FOR_GUIDELINE, holds=False)
    assert _thread(session, made).flagged is None


def test_nobody_in_particular_and_gold_do_not_comment(project: Project, document: DocumentId) -> None:
    for name in ("", GOLD):
        with pytest.raises(AnnotatorError):
            comments.add(Session(project, name), on_document(document), "?")
    assert comments_on(project.db, document) == []
