"""Comments at a real window: written, answered, settled and found by keys; what is new is said once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from annotator.gui.comments.page import CommentsPage
from annotator.gui.comments.said import SaidComment
from annotator.gui.comments.thread_list import ThreadList
from annotator.gui.comments.thread_view import ThreadView
from annotator.gui.modes import Mode
from annotator.gui.widgets.marked import Passage
from annotator.model.annotation import Comment
from annotator.model.ids import AnnotatorName, DocumentId
from annotator.model.span import Span
from annotator.services.comments import listing as comment_list
from annotator.services.comments import writing as comments
from annotator.services.comments.listing import Discussion, discussions_of
from annotator.services.comments.writing import State, on_document, on_link, on_mention
from annotator.services.session import Session
from tests.copies import event_with_argument
from tests.gui.conftest import CTRL, SHIFT, Hand, MakeWindow

OMAR = AnnotatorName("omar")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(hand: Hand) -> Session:
    """Leila's."""
    found = hand.window.projects.session
    assert found is not None
    return found


@pytest.fixture
def document(hand: Hand) -> DocumentId:
    """The open one."""
    assert hand.window.reading.document is not None
    return hand.window.reading.document.id


def _omar(hand: Hand, session: Session, act: Callable[[Session], Comment]) -> Comment:
    """Omar says something, and the window hears of it as of a merge."""
    made = act(Session(session.project, OMAR))
    change = session.history(made.id)[0]
    session._publish([change], None)
    QApplication.processEvents()
    hand.window.notices.tell()
    return made


def _threads(session: Session, document: DocumentId) -> list[Discussion]:
    return discussions_of(session, document)


def _label(hand: Hand, words: str, key: str) -> None:
    hand.drag(hand.span(words))
    hand.press(key)
    hand.window.notices.tell()


def _send(hand: Hand, words: str) -> None:
    hand.type(words)
    hand.press(Qt.Key.Key_Return, CTRL)


def test_a_comment_on_the_selected_mention_is_one_act(hand: Hand, session: Session, document: DocumentId) -> None:
    _label(hand, "Vietnam", "G")
    mention = hand.view.selected()
    hand.press("M", CTRL | SHIFT)
    assert "GPE" in hand.child("comment_card_title").text().replace("\u2068", "")  # type: ignore[attr-defined]
    _send(hand, "Is this one?")
    (one,) = _threads(session, document)
    assert (one.thread.first.text, one.topic.subject) == ("Is this one?", mention)
    assert hand.said.startswith("Commented: ‘Is this one?’")
    assert not hand.child("comment_card").isVisible()
    hand.qtbot.waitUntil(hand.view.hasFocus)
    hand.undo()
    assert _threads(session, document) == []
    assert len(hand.labelled()) == 1


def test_a_comment_on_text_on_an_arc_and_on_the_document(hand: Hand, session: Session, document: DocumentId) -> None:
    hand.press(";")
    _send(hand, "On all of it")
    span = hand.span("Bui Thanh Son")
    hand.drag(span)
    hand.press(";")
    _send(hand, "هل هذا اسم؟")
    assert [(one.topic.span, one.thread.title) for one in _threads(session, document)] == [
        (None, "On all of it"),
        (span, "هل هذا اسم؟"),
    ]
    _person, event, argument = event_with_argument(session, document)
    hand.window.notices.tell()
    hand.window.reading.select(event.id)
    hand.window.arcing.next_link()
    assert hand.view.link_selected() is not None
    hand.press("M", CTRL | SHIFT)
    _send(hand, "Who says it?")
    assert {one.topic.role for one in _threads(session, document)} == {"", "Participant"}
    assert any(one.topic.subject == argument.id for one in _threads(session, document))


def test_what_is_begun_is_kept(hand: Hand, session: Session, document: DocumentId) -> None:
    hand.press(";")
    hand.press(Qt.Key.Key_Return, CTRL)  # nothing to send, and no “Mark done” either
    assert hand.child("comment_card").isVisible()
    hand.type("Half a th")
    hand.press(Qt.Key.Key_Escape)
    assert not hand.child("comment_card").isVisible()
    hand.press(";")
    _send(hand, "ought")
    assert _threads(session, document)[0].thread.title == "Half a thought"
    assert session.status(document).value == "new"


def test_news_of_others_is_said_marked_and_read(hand: Hand, session: Session, document: DocumentId) -> None:
    _label(hand, "Vietnam", "G")
    mention = session.layer(document).mentions[0]
    made = _omar(hand, session, lambda omar: comments.add(omar, on_mention(mention), "@leila Really?"))
    assert hand.view._remarks
    thread = hand.window.inspector.findChild(ThreadView)
    assert isinstance(thread, ThreadView) and thread.discussion is not None
    assert thread.discussion.thread.first == made
    thread.focus_reply()
    hand.qtbot.waitUntil(lambda: hand.focus().objectName() == "reply_field")
    _send(hand, "Yes")
    hand.window.notices.tell()
    (one,) = _threads(session, document)
    assert [comment.text for comment in one.thread.said] == ["@leila Really?", "Yes"]
    assert not one.is_unread
    assert thread.findChild(QPlainTextEdit, "reply_field").toPlainText() == ""  # type: ignore[union-attr]
    hand.click(thread.findChild(QWidget, "thread_settle"))  # type: ignore[arg-type]
    hand.window.notices.tell()
    assert _threads(session, document)[0].is_settled
    assert not hand.view._remarks


def test_a_project_with_news_says_so_once(make_window: MakeWindow, sample_project: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.annotator"
    path.write_bytes(sample_project.read_bytes())
    with Session.open(path, OMAR) as omar:
        first, second, *_rest = omar.project.document_ids()
        comments.add(omar, on_document(first), "Hello")
        comments.add(omar, on_document(second), "@leila hello")
    hand = make_window()
    assert hand.window.projects.open(path)
    hand.qtbot.waitUntil(lambda: "something new" in hand.said)
    assert hand.said == "2 threads with something new, 1 names you"
    action = hand.window.messages.current.action  # type: ignore[union-attr]
    assert action is not None
    action.run()
    page = hand.window.modes.page(Mode.COMMENTS)
    assert isinstance(page, CommentsPage)
    assert page.threads.count == 2
    hand.window.modes.turn_to(Mode.LABEL)
    hand.window.messages.clear()
    hand.window.greet()
    assert hand.said == ""


@pytest.fixture
def page(hand: Hand, session: Session) -> CommentsPage:
    """The mode Comments with four threads of omar and leila, the newest first: D, C, B, A."""
    documents = list(session.project.document_ids())
    omar = Session(session.project, OMAR)
    mention = session.add_mention(documents[1], Span.of(0, 4), "PERSON")
    comments.add(session, on_document(documents[0]), "A")
    comments.add(omar, on_mention(mention), "B\nand more")
    comments.add(omar, on_document(documents[2], Span.of(3, 9)), "C", for_guideline=True)
    last = comments.add(session, on_document(documents[0]), "D")
    comments.reply(omar, last.id, "@leila D, too")
    hand.window.later.commenting.mode.listed = None  # omar works elsewhere; the window has not heard of him
    hand.press("5", ALT)
    found = hand.window.modes.page(Mode.COMMENTS)
    assert isinstance(found, CommentsPage)
    hand.qtbot.waitUntil(found.threads.hasFocus)
    return found


def _titles(page: CommentsPage) -> list[str]:
    return [one.thread.title for one in page.threads._model.rows]


def _current(page: CommentsPage) -> str:
    one = page.threads.current
    return "" if one is None else one.thread.title


def test_threads_are_walked_answered_settled_and_flagged_by_letters(
    hand: Hand, page: CommentsPage, session: Session
) -> None:
    assert _titles(page) == ["D", "C", "B", "A"]
    assert (_current(page), page.hints().place) == ("D", "Thread 1 of 4")
    hand.press("J")
    hand.press("J")
    assert _current(page) == "B"
    assert page.threads.talk.isVisible()
    hand.press("C")
    _send(hand, "Answered")
    hand.press(Qt.Key.Key_Escape)
    assert page.threads.hasFocus()
    assert page.threads.current is not None
    assert page.threads.current.thread.last.text == "Answered"
    hand.press("G")
    assert page.threads.current.is_flagged
    hand.press("S")
    hand.window.notices.tell()
    assert _titles(page) == ["D", "C", "A"]
    assert _current(page) == "A"
    hand.press("K")
    assert _current(page) == "C"
    hand.undo()
    hand.window.notices.tell()
    assert _titles(page) == ["D", "C", "B", "A"]
    hand.press(Qt.Key.Key_Return)
    assert not page.threads.talk.isVisible()
    hand.press(Qt.Key.Key_Return)
    assert page.threads.talk.isVisible()


def test_o_opens_the_text(hand: Hand, page: CommentsPage, session: Session) -> None:
    hand.press("J")
    hand.press("J")
    hand.press("O")
    assert hand.window.modes.current is Mode.LABEL
    assert hand.window.reading.document is not None
    assert hand.window.reading.document.id == list(session.project.document_ids())[1]
    hand.qtbot.waitUntil(lambda: hand.selected() is not None)
    hand.press("5", ALT)
    assert _current(page) == "B"
    hand.press("K")
    hand.press("O")
    assert hand.view.selection() == Span.of(3, 9)


def test_what_is_on_the_screen_is_seen(hand: Hand, page: CommentsPage, session: Session) -> None:
    def unread() -> list[str]:
        listed = comment_list.CommentList.read(session.project, session.annotator)
        return [one.thread.title for one in listed.all() if one.is_unread]

    hand.qtbot.waitUntil(lambda: unread() == ["C", "B"])
    hand.press("J")
    hand.qtbot.waitUntil(lambda: unread() == ["B"])
    hand.click(hand.child("comments_read"))
    assert unread() == []
    assert not hand.child("comments_read").isVisible()


def test_filters_by_field_and_by_facet(hand: Hand, page: CommentsPage) -> None:
    hand.press("F")
    hand.type("more")
    hand.press(Qt.Key.Key_Return)
    assert _titles(page) == ["B"]
    assert page.threads.hasFocus()
    hand.press("F")
    hand.type("xyzzy")
    hand.press(Qt.Key.Key_Down)
    assert not page.threads.isVisible()
    assert "xyzzy" in hand.child("comments_nothing").text()  # type: ignore[attr-defined]
    hand.click(hand.child("comments_clear"))
    assert _titles(page) == ["D", "C", "B", "A"]
    for name, titles in (("facet_me", ["D"]), ("facet_me", ["D", "C", "B", "A"]), ("facet_passage", ["C"])):
        hand.click(hand.child(name))
        assert _titles(page) == titles
    hand.click(hand.child("facet_passage"))
    hand.click(hand.child("facet_person_leila"))
    assert _titles(page) == ["D", "A"]


def _show_rule(hand: Hand) -> None:
    (button,) = (one for one in hand.window.findChildren(QWidget, "rule_show") if one.isVisible())
    hand.click(button)


def test_guidelines_to_fix_are_shown_and_exported(
    hand: Hand, page: CommentsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hand.child("guidelines_count").text() == "1"  # type: ignore[attr-defined]
    _show_rule(hand)
    assert _titles(page) == ["C"]
    _show_rule(hand)
    assert _titles(page) == ["D", "C", "B", "A"]
    commenting = hand.window.later.commenting.mode
    out = tmp_path / "rules.md"
    monkeypatch.setattr(commenting, "choose_file", lambda _folder: "")
    hand.click(hand.child("guidelines_export"))
    assert not out.exists()
    monkeypatch.setattr(commenting, "choose_file", lambda _folder: str(out))
    hand.click(hand.child("guidelines_export"))
    assert "Guidelines to fix" in out.read_text("utf-8")
    assert hand.said == "Wrote the guidelines to fix to ‘rules.md’"
    monkeypatch.setattr(commenting, "choose_file", lambda _folder: str(tmp_path / "no" / "rules.md"))
    hand.click(hand.child("guidelines_export"))
    assert "cannot be written" in hand.said


def test_many_comments_are_read_beside_the_work(
    hand: Hand, session: Session, document: DocumentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments.add(session, on_document(document), "A")
    monkeypatch.setattr(comment_list, "QUICK", 0)
    hand.window.later.commenting.mode.listed = None
    hand.press("5", ALT)
    page = hand.window.modes.page(Mode.COMMENTS)
    assert isinstance(page, CommentsPage)
    hand.settle()
    hand.qtbot.waitUntil(lambda: _titles(page) == ["A"])


def test_the_page_beside_the_text_lists_the_documents_threads(
    hand: Hand, session: Session, document: DocumentId
) -> None:
    hand.press(Qt.Key.Key_F7, SHIFT)
    assert hand.child("document_comments_nothing").isVisible()
    hand.window.focus_text()
    _label(hand, "Vietnam", "G")
    mention = session.layer(document).mentions[0]
    comments.add(session, on_mention(mention), "Later")
    comments.add(session, on_document(document), "First")
    hand.window.notices.tell()
    threads = hand.child("document_threads")
    assert isinstance(threads, ThreadList)
    assert [one.thread.title for one in threads._model.rows] == ["First", "Later"]
    hand.view.clear_selection()
    rect = threads.visualRect(threads.model().index(1, 0))
    hand.qtbot.mouseClick(threads.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert hand.view.selected() == mention.id
    hand.press(Qt.Key.Key_F7, SHIFT)
    hand.qtbot.waitUntil(hand.view.hasFocus)
    hand.press(Qt.Key.Key_F7, SHIFT)
    assert threads.hasFocus()


def test_a_click_on_a_mark_opens_its_thread_beside_the_text(hand: Hand, session: Session, document: DocumentId) -> None:
    comments.add(session, on_document(document), "On all of it")
    passage = comments.add(session, on_document(document, hand.span("Bui Thanh Son")), "On the passage")
    hand.window.notices.tell()
    ((corner, _remarks),) = hand.view._remarks.spots(hand.view.column, 0, 0)
    middle = (hand.view.column_origin + corner + QPointF(7, 7)).toPoint()
    hand.qtbot.mouseClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    threads = hand.child("document_threads")
    assert isinstance(threads, ThreadList) and threads.isVisible()
    assert threads.current is not None and threads.current.id == passage.id
    assert threads.talk.isVisible()
    assert threads.hasFocus()


def test_another_annotator_has_news_of_their_own(hand: Hand, session: Session, document: DocumentId) -> None:
    _label(hand, "Vietnam", "G")
    _person = session.layer(document).mentions[0]
    comments.add(session, on_mention(_person), "?")
    comments.set_state(session, _threads(session, document)[0].id, State.SETTLED, holds=True)
    hand.window.notices.tell()
    hand.window.messages.clear()
    hand.window.projects.work_as("omar")
    hand.qtbot.waitUntil(lambda: "1 thread with something new" in hand.said)


def test_who_only_reads_is_offered_nothing_to_write(
    make_window: MakeWindow, sample_project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "read.annotator"
    path.write_bytes(sample_project.read_bytes())
    with Session.open(path, OMAR) as omar:
        first = next(omar.project.document_ids())
        comments.add(omar, on_document(first), "Hello")
    hand = make_window()
    assert hand.window.projects.open_for_reading(path)
    hand.settle()
    hand.window.modes.turn_to(Mode.COMMENTS)
    page = hand.window.modes.page(Mode.COMMENTS)
    assert isinstance(page, CommentsPage)
    hand.qtbot.waitUntil(lambda: page.threads.count == 1)
    assert not page.threads.talk.findChild(QWidget, "reply_field").isVisible()  # type: ignore[union-attr]
    for letter in "CSG":
        hand.press(letter)
    assert page.threads.current is not None
    assert not page.threads.current.is_settled


def test_a_thread_on_an_argument_stands_with_its_event(hand: Hand, session: Session, document: DocumentId) -> None:
    _person, event, argument = event_with_argument(session, document)
    comments.add(session, on_link(session, argument), "Sure?")
    hand.window.notices.tell()
    hand.window.reading.select(event.id)
    QApplication.processEvents()
    assert [one.thread.title for one in hand.window.later.commenting.of_mention(event.id)] == ["Sure?"]
    assert hand.child("inspector_comments_about").text() == "Contact.Meet · Participant"  # type: ignore[attr-defined]


def test_ones_own_words_are_changed_and_deleted(hand: Hand, page: CommentsPage, session: Session) -> None:
    talk = page.threads.talk
    assert talk.discussion is not None
    own, other = _said(page)
    assert [action.text() for action in other.menu().actions()] == ["Copy"]
    menu = own.menu()
    copy, edit, _delete = menu.actions()
    copy.trigger()
    assert QApplication.clipboard().text() == "D"
    edit.trigger()
    assert hand.focus().objectName() == "reply_field"
    hand.press(Qt.Key.Key_Escape)
    edit.trigger()
    hand.type(" more")
    hand.press(Qt.Key.Key_Return, CTRL)
    assert _current(page) == "D more"
    assert talk.findChild(QPlainTextEdit, "reply_field").toPlainText() == ""  # type: ignore[union-attr]
    menu = _said(page)[0].menu()
    menu.actions()[2].trigger()
    hand.window.notices.tell()
    assert _current(page) == "@leila D, too"
    page.threads.setFocus()  # in the field, Ctrl+Z takes back what was typed
    hand.undo()
    hand.window.notices.tell()
    assert _current(page) == "D more"


def _said(page: CommentsPage) -> list[SaidComment]:
    return [said for said in page.threads.talk.findChildren(SaidComment) if said.isVisible()]


def test_a_comment_is_never_rich_text_and_runs_as_its_letters_do(
    hand: Hand, session: Session, document: DocumentId
) -> None:
    comments.add(session, on_document(document), "<b>bold</b> <img src='x'>")
    comments.reply(session, _threads(session, document)[0].id, "هل هذا صحيح؟")
    hand.window.later.commenting.mode.listed = None
    hand.press("5", ALT)
    page = hand.window.modes.page(Mode.COMMENTS)
    assert isinstance(page, CommentsPage)
    hand.qtbot.waitUntil(page.threads.talk.isVisible)
    words = [passage.marked.text for passage in page.threads.talk.findChildren(Passage)]
    assert words == ["<b>bold</b> <img src='x'>", "هل هذا صحيح؟"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel) if label.text())
    field = page.threads.talk.findChild(QPlainTextEdit, "reply_field")
    assert isinstance(field, QPlainTextEdit)
    page.threads.do("reply")
    hand.type("نعم")
    option = field.document().defaultTextOption()
    assert option.textDirection() is Qt.LayoutDirection.RightToLeft
    assert option.alignment() & Qt.AlignmentFlag.AlignRight
