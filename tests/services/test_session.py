"""One annotator at work: every edit is one act, published, undoable, and only on one's own layer."""

import pytest

from annotator.model.annotation import GOLD, Kind, Mention, Status
from annotator.model.change import Changes, Subject
from annotator.model.document import Direction
from annotator.model.errors import AnnotatorError
from annotator.model.ids import AnnotatorName, DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.session import EditError, Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, OMAR

KAZAKHSTAN = ARABIC.index("كازاخستان")


def test_the_first_mention_begins_the_layer(session: Session, document: DocumentId) -> None:
    assert session.layer(document).layer.status is Status.NEW
    mention = session.add_mention(document, Span.of(KAZAKHSTAN, KAZAKHSTAN + 9), "GPE")
    contents = session.layer(document)
    assert contents.layer.status is Status.STARTED
    assert contents.mentions == (mention,)
    assert mention.kind is Kind.ENTITY
    assert mention.attributes == {"mention": "NAM"}  # the default of the scheme
    assert [a.name for a in session.annotators()] == [LEILA]
    session.undo()
    assert session.layer(document).layer.status is Status.NEW
    assert session.annotators() == ()


def test_listeners_hear_of_every_act_once_and_can_leave(session: Session, document: DocumentId) -> None:
    heard: list[Changes] = []
    leave = session.subscribe(heard.append)
    me = object()
    mention = session.add_mention(document, Span.of(0, 3), "PERSON", initiator=me)
    assert heard[0].initiator is me
    assert {c.subject for c in heard[0].changes} == {Subject.ANNOTATOR, Subject.LAYER, Subject.MENTION}
    session.set_note(mention.id, "look again")
    session.set_note(mention.id, "look again")  # nothing new: no act
    session.undo(initiator=me)
    assert len(heard) == 3
    leave()
    leave()
    session.redo()
    assert len(heard) == 3


def test_the_same_mention_twice_is_refused_but_another_label_is_not(session: Session, document: DocumentId) -> None:
    session.add_mention(document, Span.of(0, 3), "PERSON")
    with pytest.raises(EditError, match="already"):
        session.add_mention(document, Span.of(0, 3), "PERSON")
    session.add_mention(document, Span.of(0, 3), "GPE")
    assert len(session.layer(document).mentions) == 2


def test_relabelling_keeps_what_the_new_label_knows(session: Session, document: DocumentId) -> None:
    mention = session.add_mention(document, Span.of(0, 3), "PERSON", {"mention": "PRO", "remark": "x"})
    session.relabel([mention.id], "GPE")
    assert session.mention(mention.id).attributes == {"mention": "PRO"}
    session.relabel([mention.id], "Contact.Meet")
    assert (session.mention(mention.id).kind, session.mention(mention.id).attributes) == (Kind.EVENT, {})
    session.undo()
    session.undo()
    assert session.mention(mention.id) == mention


def test_deleting_takes_the_links_along_and_one_undo_brings_all_back(session: Session, document: DocumentId) -> None:
    event = session.add_mention(document, Span.of(0, 3), "Contact.Meet")
    person = session.add_mention(document, Span.of(4, 8), "PERSON")
    place = session.add_mention(document, Span.of(9, 12), "GPE")
    add_argument(session, event.id, "Participant", person.id)
    add_argument(session, event.id, "Place", place.id)
    full = session.layer(document)
    notice = session.delete([event.id, person.id])
    assert [m.id for m in session.layer(document).mentions] == [place.id]
    assert len(notice.of(Subject.ARGUMENT)) == 2
    assert session.undo_action == "mention.delete"
    session.undo()
    assert session.layer(document) == full
    session.redo()
    assert session.layer(document).arguments == ()


def test_nobody_edits_another_s_layer(session: Session, document: DocumentId) -> None:
    mention = session.add_mention(document, Span.of(0, 3), "PERSON")
    session.annotator = OMAR
    with pytest.raises(EditError, match="leila's"):
        session.relabel([mention.id], "GPE")
    with pytest.raises(EditError, match="leila's"):
        session.delete([mention.id])
    with pytest.raises(EditError, match="leila's"):
        session.set_note(mention.id, "mine now")
    with pytest.raises(EditError, match="leila's"):
        session.set_span(mention.id, Span.of(1, 2))
    assert session.layer(document).mentions == ()
    assert session.undo() is None


def test_each_annotator_undoes_only_their_own_acts(session: Session, document: DocumentId) -> None:
    hers = session.add_mention(document, Span.of(0, 3), "PERSON")
    session.annotator = OMAR
    his = session.add_mention(document, Span.of(4, 8), "GPE")
    session.annotator = LEILA
    session.undo()
    assert session.project.mention(hers.id) is None
    assert session.mention(his.id) == his


@pytest.mark.parametrize("name", ["", "  ", GOLD])
def test_one_must_say_who_one_is(session: Session, document: DocumentId, name: AnnotatorName) -> None:
    session.annotator = name
    with pytest.raises(EditError):
        session.add_mention(document, Span.of(0, 3), "PERSON")


def test_yesterday_s_slip_can_be_undone(session: Session, document: DocumentId) -> None:
    kept = session.add_mention(document, Span.of(0, 3), "PERSON")
    slip = session.add_mention(document, Span.of(4, 8), "GPE")
    path = session.path
    session.close()
    with Session.open(path, LEILA) as today:
        assert today.undo_action == "mention.add"
        today.undo()
        assert today.layer(document).mentions == (kept,)
        today.redo()
        assert slip in today.layer(document).mentions


def test_something_new_ends_redo(session: Session, document: DocumentId) -> None:
    session.add_mention(document, Span.of(0, 3), "PERSON")
    session.undo()
    assert session.redo_action == "mention.add"
    session.add_mention(document, Span.of(4, 8), "GPE")
    assert session.redo_action is None
    assert session.redo() is None
    session.undo()
    session.redo()
    assert [m.label for m in session.layer(document).mentions] == ["GPE"]


def test_documents_can_be_corrected(session: Session, document: DocumentId) -> None:
    session.rename(document, "  Besuch in Astana ")
    session.set_language([document], "ar")
    session.set_direction([document], Direction.RTL)
    session.bin([document])
    known = session.document(document)
    assert (known.title, known.language, known.direction, known.binned) == (
        "Besuch in Astana",
        "ar",
        Direction.RTL,
        True,
    )
    session.restore([document])
    assert not session.document(document).binned
    with pytest.raises(EditError, match="needs a title"):
        session.rename(document, " ")
    for _ in range(5):
        session.undo()
    assert session.document(document).title == "Article 1"


def test_a_status_is_the_annotator_s_own(session: Session, document: DocumentId) -> None:
    session.set_status([document], Status.DONE)
    assert session.layer(document).layer.status is Status.DONE
    session.annotator = OMAR
    assert session.layer(document).layer.status is Status.NEW
    session.set_status([document], Status.STARTED)
    session.annotator = LEILA
    assert session.layer(document).layer.status is Status.DONE
    session.add_mention(document, Span.of(0, 3), "PERSON")
    assert session.layer(document).layer.status is Status.DONE  # labelling does not reopen what is done


def test_history_outlives_what_it_is_about(session: Session, document: DocumentId) -> None:
    mention = session.add_mention(document, Span.of(0, 3), "PERSON")
    session.set_span(mention.id, Span.of(0, 5))
    session.delete([mention.id])
    actions = [change.action for change in session.history(mention.id)]
    assert actions == ["mention.delete", "mention.span", "mention.add"]
    before = session.history(mention.id)[0].before
    assert isinstance(before, Mention)
    assert before.span == Span.of(0, 5)


def test_what_is_gone_is_said_to_be_gone(session: Session) -> None:
    with pytest.raises(EditError, match="not in the project"):
        session.document(DocumentId("nowhere"))
    with pytest.raises(AnnotatorError, match="gone"):
        session.delete([MentionId("nothing")])


def test_the_project_can_be_renamed(session: Session) -> None:
    session.set_title("Vietnam 2025")
    assert session.title == "Vietnam 2025"
    session.undo()
    assert session.title == "Test"


def test_relations_do_not_label_text(session: Session, document: DocumentId) -> None:
    with pytest.raises(EditError, match="joins two mentions"):
        session.add_mention(document, Span.of(0, 3), "located")


def test_a_session_can_be_made_with_its_project(tmp_path_factory: pytest.TempPathFactory, scheme: Scheme) -> None:
    path = tmp_path_factory.mktemp("made") / "new.annotator"
    with Session.new(path, scheme, LEILA, "Neu") as made:
        assert (made.title, made.path, made.read_only) == ("Neu", path, False)
    with Project.open(path) as project:
        assert project.title == "Neu"
