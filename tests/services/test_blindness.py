"""Blind mode: one rule for what may be seen, and every question over all documents goes by it."""

from pathlib import Path

import pytest

from annotator.model.annotation import GOLD, Status
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.agreement.corpus import AgreementChoice, AgreementError, agreement
from annotator.services.blindness import BLIND, Blindness, known_people, set_blind, touches_blindness
from annotator.services.comments import writing as comments
from annotator.services.comments.listing import CommentList, discussions_of, read_comments
from annotator.services.comments.writing import State, on_document, on_mention
from annotator.services.comparison.corpus_comparison import compare_corpus
from annotator.services.comparison.disagreement import Wanted
from annotator.services.deleting import Share, loss
from annotator.services.exports.bundling import bundle
from annotator.services.exports.exporting import ExportChoice
from annotator.services.job import Progress
from annotator.services.schemes.uses import examples_of
from annotator.services.session import EditError, Session
from annotator.services.summary import summary
from annotator.storage.bulk import LayerQuery, begun_layers
from tests.conftest import ARABIC, LEILA, OMAR, add_documents
from tests.copies import comment

ZED = AnnotatorName("zed")


@pytest.fixture
def blind(session: Session) -> Session:
    """Leila at work on two documents that omar has labelled; she is done with the first."""
    changes, texts = add_documents(ARABIC, f"{ARABIC} 2")
    session.apply(changes, texts=texts)
    first, second = session.project.document_ids()
    for name in (OMAR, LEILA):
        session.annotator = name
        session.add_mention(first, Span.of(4, 9 if name == OMAR else 16), "PERSON")
        session.add_mention(second, Span.of(4, 16), "PERSON" if name == LEILA else "GPE")
    session.set_status([first], Status.DONE)
    set_blind(session, is_on=True)
    return session


def places(session: Session) -> tuple[DocumentId, DocumentId]:
    first, second = session.project.document_ids()
    return first, second


def test_a_document_is_hidden_until_it_is_done(blind: Session) -> None:
    first, second = places(blind)
    assert [Blindness.of(blind).hides(document) for document in (first, second)] == [False, True]
    blind.set_status([second], Status.DONE)
    assert not Blindness.of(blind).hides(second)
    blind.set_status([second], Status.STARTED)
    assert Blindness.of(blind).hides(second)


def test_everyone_is_blind_for_themselves(blind: Session) -> None:
    blind.annotator = OMAR
    assert all(map(Blindness.of(blind).hides, places(blind)))
    blind.annotator = AnnotatorName("")
    assert all(map(Blindness.of(blind).hides, places(blind)))


def test_it_is_turned_on_and_off_in_one_act_that_can_be_undone(session: Session) -> None:
    assert not Blindness.of(session).is_on
    changes = set_blind(session, is_on=True)
    assert touches_blindness(changes, LEILA)
    assert Blindness.of(session).is_on
    set_blind(session, is_on=False)
    assert not Blindness.of(session).is_on
    session.undo()
    assert Blindness.of(session).is_on
    session.undo()
    assert session.project.setting(BLIND) is None
    session.annotator = AnnotatorName("")
    with pytest.raises(EditError, match="Say who you are"):
        set_blind(session, is_on=True)


def test_what_may_change_what_is_hidden(blind: Session) -> None:
    _first, second = places(blind)
    assert touches_blindness(blind.set_status([second], Status.DONE), LEILA)
    assert not touches_blindness(blind.set_status([second], Status.STARTED), OMAR)
    assert not touches_blindness(blind.rename(second, "Other"), LEILA)


def test_questions_over_all_documents_leave_hidden_ones_out(blind: Session) -> None:
    first, second = places(blind)
    done_by = Blindness.of(blind).done_by
    assert done_by == LEILA
    for query, documents in ((LayerQuery(), [first, second]), (LayerQuery(done_by=done_by), [first])):
        assert [rows[0].document for rows in begun_layers(blind.project.db, query)] == documents
    seen = compare_corpus(blind.path, (LEILA, OMAR), Wanted(done_by=done_by))
    assert [found.document.id for found in seen] == [first]
    tallies = agreement(blind.path, AgreementChoice(done_by=done_by)).tallies
    assert [tally.document for tally in tallies] == [first]
    blind.set_status([first], Status.STARTED)
    with pytest.raises(AgreementError):
        agreement(blind.path, AgreementChoice(done_by=done_by))
    assert len(agreement(blind.path, AgreementChoice()).tallies) == 2
    set_blind(blind, is_on=False)
    assert Blindness.of(blind).done_by is None


def test_figures_of_the_project_count_what_may_be_seen(blind: Session) -> None:
    found = summary(blind.path, Blindness.of(blind).done_by)
    assert found.documents == 2
    assert found.mentions == {LEILA: 1, OMAR: 1}
    assert found.statuses == {LEILA: {Status.DONE: 1}, OMAR: {Status.STARTED: 1}}
    blind.set_status([places(blind)[0]], Status.STARTED)
    assert summary(blind.path, LEILA).mentions == {}
    assert summary(blind.path).mentions == {LEILA: 2, OMAR: 2}


def test_who_works_is_offered_nobody_else(blind: Session) -> None:
    assert known_people(blind) == (LEILA,)
    set_blind(blind, is_on=False)
    assert sorted(known_people(blind)) == [LEILA, OMAR]
    assert GOLD not in known_people(blind)


def test_history_tells_of_others_only_where_they_may_be_seen(blind: Session) -> None:
    first, second = places(blind)
    theirs = {document: blind.project.contents(document, OMAR).mentions[0] for document in (first, second)}
    mine = blind.layer(second).mentions[0]
    seen = Blindness.of(blind).seen
    assert all(map(seen, blind.history(theirs[first].id)))
    assert not any(map(seen, blind.history(theirs[second].id)))
    assert all(map(seen, blind.history(mine.id)))


def test_examples_of_the_scheme_show_no_hidden_labels(blind: Session) -> None:
    _first, second = places(blind)
    assert examples_of(blind, "GPE") == []
    assert {example.text.split("[")[1].split("]")[0] for _title, example in examples_of(blind, "PERSON")} == {
        ARABIC[4:9],
        ARABIC[4:16],
    }
    blind.set_status([second], Status.DONE)
    assert len(examples_of(blind, "GPE")) == 1


def test_what_deleting_loses_is_told_without_others(blind: Session) -> None:
    first, second = places(blind)
    blind.bin([first, second])
    blind.annotator = OMAR
    comment(blind, second, "?")
    blind.annotator = LEILA
    found = loss(blind)
    assert found.shares == (Share(LEILA, 2, 2), Share(OMAR, 1, 1))
    assert (found.comments, found.hides_some) == (0, True)
    set_blind(blind, is_on=False)
    assert (loss(blind).labels, loss(blind).comments, loss(blind).hides_some) == (4, 1, False)


def test_a_project_to_send_stays_blind(blind: Session, tmp_path: Path, scheme: Scheme) -> None:
    out = tmp_path / "sent.annotator"
    bundle(blind.path, out, ExportChoice("bundle", (OMAR,)))
    with Session.open(out, ZED) as session:
        assert all(map(Blindness.of(session).hides, session.project.document_ids()))


def _threads(session: Session) -> list[tuple[str, ...]]:
    """What is said in each thread, over all documents; the newest first."""
    found = CommentList.read(session.project, session.annotator, done_by=Blindness.of(session).done_by)
    return [tuple(comment.text for comment in one.thread.said) for one in found.all()]


def test_of_comments_on_hidden_documents_one_sees_ones_own(blind: Session) -> None:
    first, second = places(blind)
    blind.annotator = OMAR
    seen = comments.add(blind, on_document(first), "Seen")
    hidden = comments.add(blind, on_document(second), "Hidden, @leila", for_guideline=True)
    comments.add(blind, on_document(second), "Hidden, too")
    blind.annotator = LEILA
    for words in ("Mine", "Mine again"):
        comments.reply(blind, hidden.id, words)
    assert _threads(blind) == [("Mine", "Mine again"), ("Seen",)]
    (mine,) = discussions_of(blind, second)
    assert (mine.is_unread, mine.names_me, mine.is_flagged, mine.thread.people) == (False, False, False, (LEILA,))
    read = read_comments(blind.path, LEILA, Progress(), done_by=LEILA)
    assert {one.id for one in read.all()} == {mine.id, seen.id}
    assert len(CommentList.read(blind.project, LEILA).all()) == 3
    set_blind(blind, is_on=False)
    assert sorted(_threads(blind)) == [("Hidden, @leila", "Mine", "Mine again"), ("Hidden, too",), ("Seen",)]


def test_a_list_of_comments_follows_what_is_hidden(blind: Session) -> None:
    _first, second = places(blind)
    blind.annotator = OMAR
    comments.add(blind, on_document(second), "?")
    blind.annotator = LEILA
    listed = CommentList.read(blind.project, LEILA, done_by=LEILA)
    for status, count in ((Status.DONE, 1), (Status.STARTED, 0)):
        assert listed.follow(blind, blind.set_status([second], status))
        assert len(listed.all()) == count
    set_blind(blind, is_on=False)
    assert not listed.follow(blind, blind.set_status([second], Status.DONE))


def test_ones_own_comment_on_a_hidden_label_tells_the_text_and_not_the_label(blind: Session) -> None:
    _first, second = places(blind)
    theirs, mine = (blind.project.contents(second, name).mentions[0] for name in (OMAR, LEILA))
    for mention in (theirs, mine):
        comments.add(blind, on_mention(mention), "?")
    assert [one.topic.label for one in discussions_of(blind, second)] == ["", "PERSON"]
    blind.annotator = OMAR
    blind.set_span(theirs.id, Span.of(4, 9))
    blind.annotator = LEILA
    assert {one.topic.span for one in discussions_of(blind, second)} == {Span.of(4, 16)}
    blind.annotator = OMAR
    blind.delete([theirs.id])
    blind.annotator = LEILA
    assert [one.topic.is_gone for one in discussions_of(blind, second)] == [False, False]
    blind.set_status([second], Status.DONE)
    assert sorted((one.topic.label, one.topic.is_gone) for one in discussions_of(blind, second)) == [
        ("GPE", True),
        ("PERSON", False),
    ]


def test_a_thread_is_settled_without_regard_to_what_is_hidden(blind: Session) -> None:
    _first, second = places(blind)
    made = comments.add(blind, on_document(second), "?")
    blind.annotator = OMAR
    comments.set_state(blind, made.id, State.SETTLED, holds=True)
    blind.annotator = LEILA
    assert [one.is_settled for one in discussions_of(blind, second)] == [False]
    comments.set_state(blind, made.id, State.SETTLED, holds=True)
    assert [one.is_settled for one in discussions_of(blind, second)] == [True]
    comments.set_state(blind, made.id, State.SETTLED, holds=False)
    assert [one.is_settled for one in discussions_of(blind, second)] == [False]
    set_blind(blind, is_on=False)
    assert [one.is_settled for one in discussions_of(blind, second)] == [True]
